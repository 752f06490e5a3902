//! The text of a parsed SVG: in the bundled typefaces, at least 12 pt as placed (UKAAF G003, 2019), and within the
//! picture. Text that has become part of a pattern, mask or clip path, or that a filter turns into a picture, could be
//! neither measured nor read.

use usvg::{FontFamily, Group, Node, Text};

use super::{FigureError, SMALLEST_TEXT};
use crate::fonts::{self, LATIN_FAMILY, SCRIPT_FAMILIES};
use crate::length::{Length, pt};

/// How far ink may reach over the picture's edge, in its units: what rounding and the curves of letters take.
const OVERHANG: f32 = 0.5;

/// A picture whose text is looked at.
pub(super) struct Picture<'t> {
    /// What it draws.
    pub(super) tree: &'t usvg::Tree,
    /// The least scale that it is placed at.
    pub(super) scale: f32,
}

impl Picture<'_> {
    /// Checks all text, and finds the size of the smallest as placed.
    pub(super) fn check(&self) -> Result<Option<Length>, FigureError> {
        self.check_group(self.tree.root())
    }

    fn check_group(&self, group: &Group) -> Result<Option<Length>, FigureError> {
        if !group.filters().is_empty() {
            return Err(FigureError::Element("filter".to_owned()));
        }
        let mut smallest: Option<Length> = None;
        for node in group.children() {
            let mut has_hidden_text = false;
            node.subroots(|root| has_hidden_text |= holds_text(root));
            if has_hidden_text {
                return Err(FigureError::TextAsShape);
            }
            let size = match node {
                Node::Group(group) => self.check_group(group)?,
                Node::Text(text) => self.check_text(text)?,
                Node::Path(_) | Node::Image(_) => None,
            };
            smallest = smaller(smallest, size);
        }
        Ok(smallest)
    }

    fn check_text(&self, text: &Text) -> Result<Option<Length>, FigureError> {
        let (across, down) = text.abs_transform().get_scale();
        let mut smallest = None;
        for chunk in text.chunks() {
            let unwritable = |character: &char| !fonts::can_write(*character);
            if let Some(character) = chunk.text().chars().find(unwritable) {
                return Err(FigureError::Character(character));
            }
            for span in chunk.spans() {
                if let Some(family) = span.font().families().first()
                    && !is_bundled(family)
                {
                    let name = family.to_string();
                    return Err(FigureError::Typeface(name.trim_matches('"').to_owned()));
                }
                let size = pt(span.font_size().get() * across.min(down) * self.scale);
                if size < SMALLEST_TEXT {
                    return Err(FigureError::SmallText(size.to_pt()));
                }
                smallest = smaller(smallest, Some(size));
            }
        }
        self.check_place(text)?;
        Ok(smallest)
    }

    /// Complains of text that runs over the picture's edge, where it is cut off.
    fn check_place(&self, text: &Text) -> Result<(), FigureError> {
        let (ink, size) = (text.abs_stroke_bounding_box(), self.tree.size());
        let is_inside = ink.left() >= -OVERHANG
            && ink.top() >= -OVERHANG
            && ink.right() <= size.width() + OVERHANG
            && ink.bottom() <= size.height() + OVERHANG;
        if is_inside {
            return Ok(());
        }
        let words = text.chunks().iter().map(|chunk| chunk.text().trim());
        Err(FigureError::TextOutside(
            words.collect::<Vec<_>>().join(" "),
        ))
    }
}

fn holds_text(group: &Group) -> bool {
    group.children().iter().any(|node| {
        let mut has_text = match node {
            Node::Group(group) => holds_text(group),
            Node::Text(_) => true,
            Node::Path(_) | Node::Image(_) => false,
        };
        node.subroots(|root| has_text |= holds_text(root));
        has_text
    })
}

fn smaller(one: Option<Length>, other: Option<Length>) -> Option<Length> {
    one.into_iter().chain(other).reduce(Length::min)
}

fn is_bundled(family: &FontFamily) -> bool {
    match family {
        FontFamily::Named(name) => name == LATIN_FAMILY || SCRIPT_FAMILIES.contains(&name.as_str()),
        _ => false,
    }
}
