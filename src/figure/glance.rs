//! A first, quick look at the contrast of a drawing's text: in most drawings each text has one plain colour and lies on top,
//! and what is near it has another lightness altogether. Then nothing has to be painted twice and finely to know that it can
//! be read ([`super::contrast`]).

use usvg::tiny_skia_path::Rect;
use usvg::{BlendMode, Fill, Group, Node, Opacity, Paint, Text, TextSpan, Tree};

use super::contrast::Painted;
use super::drawing::Inspection;
use super::limits::LEAST_CONTRAST;
use super::text::is_seen;
use crate::color::Color;

/// Whether all text of a drawing stands out from all that is near it in `background`, the same drawing without its words.
/// `false` says only that it has to be looked at closely.
pub(super) fn is_plainly_legible(inspection: &Inspection, background: &Tree) -> bool {
    let Some(paper) = Painted::new(background, inspection.scale) else {
        return false;
    };
    let mut glance = Glance {
        paper,
        texts: Vec::new(),
    };
    glance.group(inspection.tree.root())
}

struct Glance {
    paper: Painted,
    /// Where there has been text so far: what is drawn later may cover it.
    texts: Vec<Rect>,
}

impl Glance {
    fn group(&mut self, group: &Group) -> bool {
        is_plain(group) && group.children().iter().all(|node| self.node(node))
    }

    fn node(&mut self, node: &Node) -> bool {
        match node {
            Node::Group(group) => self.group(group),
            Node::Text(text) => !is_seen(text) || self.text(text),
            Node::Path(_) | Node::Image(_) => {
                let place = node.abs_stroke_bounding_box();
                self.texts
                    .iter()
                    .all(|text| text.intersect(&place).is_none())
            }
        }
    }

    fn text(&mut self, text: &Text) -> bool {
        let place = text.abs_stroke_bounding_box();
        self.texts.push(place);
        let mut spans = text.chunks().iter().flat_map(|chunk| chunk.spans());
        spans.all(|span| plain_color(span).is_some_and(|color| self.stands_out(color, place)))
    }

    fn stands_out(&self, color: Color, place: Rect) -> bool {
        let ink = color.luminance();
        let mut around = self.paper.luminances(place);
        around.all(|paper| contrast(ink, paper) >= LEAST_CONTRAST)
    }
}

/// The contrast of two luminances (WCAG 2.2, "contrast ratio").
pub(super) fn contrast(one: f32, other: f32) -> f32 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Whether what is in a group is painted as it stands.
fn is_plain(group: &Group) -> bool {
    group.opacity() == Opacity::ONE
        && group.blend_mode() == BlendMode::Normal
        && group.clip_path().is_none()
        && group.mask().is_none()
        && group.filters().is_empty()
}

/// The one colour that a piece of text is painted in.
fn plain_color(span: &TextSpan) -> Option<Color> {
    let lines = span.decoration();
    let is_bare = span.stroke().is_none()
        && lines.underline().is_none()
        && lines.overline().is_none()
        && lines.line_through().is_none();
    let is_opaque = |fill: &&Fill| fill.opacity() == Opacity::ONE;
    match span.fill().filter(is_opaque)?.paint() {
        Paint::Color(color) if is_bare => Some(Color {
            rgb: [color.red, color.green, color.blue],
        }),
        _ => None,
    }
}
