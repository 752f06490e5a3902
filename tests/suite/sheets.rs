//! Pages as the eye measures them: for each piece of ink its bounds, its line, and the block it belongs to. What the
//! properties of layout are checked on.

use std::collections::BTreeSet;

use careleaf::leaflet::NodeId;
use careleaf::paged::geometry::Column;
use careleaf::paged::layout::page::{ArtifactKind, GlyphRun, Owner, Pages, Rect, Shape};
use careleaf::paged::theme::Theme;
use careleaf::paged::{Part, Role};
use skrifa::instance::{LocationRef, Size};
use skrifa::{GlyphId, MetadataProvider};

/// Bounds on a page, in points from its top-left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) right: f32,
    pub(crate) bottom: f32,
}

/// A piece of ink.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// The page, from 0.
    pub(crate) page: usize,
    /// Whose it is.
    pub(crate) owner: Owner,
    /// Its ink.
    pub(crate) bounds: Bounds,
    /// The bounds of its glyphs.
    pub(crate) glyphs: Vec<Bounds>,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What ink is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Words on a line.
    Words {
        /// The line's baseline, from the page's top.
        baseline: f32,
        /// What they say.
        text: String,
    },
    /// A figure or QR code.
    Picture,
    /// A background, border, rule or box.
    Rectangle,
}

/// All ink of a leaflet, in drawing order.
pub(crate) struct Sheets<'a> {
    pub(crate) pages: &'a Pages,
    pub(crate) marks: Vec<Mark>,
    parents: Vec<Option<NodeId>>,
}

impl Bounds {
    fn of(rect: &Rect) -> Bounds {
        Bounds {
            left: rect.x.to_pt(),
            top: rect.y.to_pt(),
            right: (rect.x + rect.width).to_pt(),
            bottom: (rect.y + rect.height).to_pt(),
        }
    }

    /// The bounds around two.
    fn around(self, other: Bounds) -> Bounds {
        Bounds {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// How far two bounds reach into each other; below 0 when they do not.
    pub(crate) fn overlap(&self, other: &Bounds) -> f32 {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        across.min(down)
    }

    /// Whether these bounds hold others, but for `tolerance`.
    pub(crate) fn holds(&self, other: &Bounds, tolerance: f32) -> bool {
        other.left >= self.left - tolerance
            && other.right <= self.right + tolerance
            && other.top >= self.top - tolerance
            && other.bottom <= self.bottom + tolerance
    }

    pub(crate) fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

impl Mark {
    /// How far the ink of two marks reaches into each other.
    pub(crate) fn overlap(&self, other: &Mark) -> f32 {
        if self.bounds.overlap(&other.bounds) <= 0.0 {
            return 0.0;
        }
        let pairs = self
            .glyphs
            .iter()
            .flat_map(|one| other.glyphs.iter().map(move |it| it.overlap(one)));
        pairs.fold(0.0, f32::max)
    }

    /// The line that words stand on: its page and baseline in tenths of a point.
    pub(crate) fn line(&self) -> Option<(usize, i64)> {
        match &self.kind {
            Kind::Words { baseline, .. } => Some((self.page, (baseline * 10.0).round() as i64)),
            _ => None,
        }
    }

    /// The node, when it is read out.
    pub(crate) fn node(&self) -> Option<NodeId> {
        match self.owner {
            Owner::Node(node) => Some(node),
            Owner::Artifact(_) => None,
        }
    }

    pub(crate) fn is(&self, kind: ArtifactKind) -> bool {
        self.owner == Owner::Artifact(kind)
    }
}

impl<'a> Sheets<'a> {
    pub(crate) fn of(pages: &'a Pages) -> Sheets<'a> {
        let mut marks = Vec::new();
        for (page, sheet) in pages.pages.iter().enumerate() {
            for item in &sheet.items {
                let (kind, glyphs) = match &item.shape {
                    Shape::Glyphs(run) => (words(run), ink(run)),
                    Shape::Rectangle { rect, .. } => (Kind::Rectangle, vec![Bounds::of(rect)]),
                    Shape::Qr { rect, .. } | Shape::Image { rect, .. } => {
                        (Kind::Picture, vec![Bounds::of(rect)])
                    }
                    Shape::LinkArea(_) => continue,
                };
                // Spaces have no ink.
                let Some(bounds) = glyphs.iter().copied().reduce(Bounds::around) else {
                    continue;
                };
                marks.push(Mark {
                    page,
                    owner: item.owner,
                    bounds,
                    glyphs,
                    kind,
                });
            }
        }
        Sheets {
            pages,
            marks,
            parents: pages.leaflet.parents(),
        }
    }

    /// The ink of a page.
    pub(crate) fn on_page(&self, page: usize) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |mark| mark.page == page)
    }

    /// The ink of a node and everything in it.
    pub(crate) fn marks_in(&self, node: NodeId) -> Vec<&Mark> {
        let within: BTreeSet<NodeId> = self.pages.leaflet.descendants(node).into_iter().collect();
        let owned = |mark: &&Mark| mark.node().is_some_and(|node| within.contains(&node));
        self.marks.iter().filter(owned).collect()
    }

    /// The nodes of some role, in reading order.
    pub(crate) fn nodes(&self, wanted: impl Fn(&Role) -> bool) -> Vec<NodeId> {
        let leaflet = &self.pages.leaflet;
        let mut nodes = leaflet.descendants(NodeId::ROOT);
        nodes.retain(|&node| wanted(&leaflet.node(node).role));
        nodes
    }

    /// The nearest node around `node`, or itself, of some role.
    pub(crate) fn around(&self, node: NodeId, wanted: impl Fn(&Role) -> bool) -> Option<NodeId> {
        let mut at = Some(node);
        while let Some(node) = at {
            if wanted(&self.pages.leaflet.node(node).role) {
                return Some(node);
            }
            at = self.parents[node.index()];
        }
        None
    }

    /// The node whose lines a leaf's words stand on: its paragraph, heading, cell.
    pub(crate) fn block_of(&self, leaf: NodeId) -> Option<NodeId> {
        self.around(leaf, |role| {
            !matches!(
                role,
                Role::Text { .. } | Role::Link(_) | Role::PageNumber(_)
            )
        })
    }

    /// The part that a node stands in.
    pub(crate) fn part_of(&self, node: NodeId) -> Option<&Part> {
        let part = self.around(node, |role| matches!(role, Role::Part(_)))?;
        match &self.pages.leaflet.node(part).role {
            Role::Part(part) => Some(part),
            _ => None,
        }
    }

    /// How the leaflet looks.
    pub(crate) fn theme(&self) -> Theme {
        let form = self.pages.form;
        Theme::new(form.text_size, form.printing.paper)
    }

    /// Where a page has room for text: below its header, above its footer, between its margins.
    pub(crate) fn text_area(&self, page: usize) -> Bounds {
        let geometry = self.pages.geometry;
        let left = geometry.binding_margin + geometry.shift(Column::Both, page);
        let of = |kind| self.on_page(page).filter(move |mark| mark.is(kind));
        Bounds {
            left: left.to_pt(),
            right: (left + geometry.full_width).to_pt(),
            top: of(ArtifactKind::Header)
                .map(|mark| mark.bounds.bottom)
                .fold(0.0, f32::max),
            bottom: of(ArtifactKind::Footer)
                .map(|mark| mark.bounds.top)
                .fold(geometry.height.to_pt(), f32::min),
        }
    }
}

fn words(run: &GlyphRun) -> Kind {
    Kind::Words {
        baseline: run.origin.y.to_pt(),
        text: run.text.to_string(),
    }
}

/// The bounds of a run's glyphs, but for those without ink.
fn ink(run: &GlyphRun) -> Vec<Bounds> {
    let font = run.face.font();
    let metrics = font.glyph_metrics(Size::new(run.size.to_pt()), LocationRef::default());
    let mut pen = run.origin.x.to_pt();
    let mut ink = Vec::new();
    for glyph in run.glyphs.iter() {
        let x = pen + glyph.x_offset.to_pt();
        let y = run.origin.y.to_pt() - glyph.y_offset.to_pt();
        pen += glyph.advance.to_pt();
        let bounds = metrics.bounds(GlyphId::new(glyph.id));
        let inked = bounds.filter(|bounds| bounds.x_max > bounds.x_min);
        ink.extend(inked.map(|bounds| Bounds {
            left: x + bounds.x_min,
            right: x + bounds.x_max,
            top: y - bounds.y_max,
            bottom: y - bounds.y_min,
        }));
    }
    ink
}
