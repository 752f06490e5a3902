//! The text of a parsed SVG: in the bundled typefaces, at least 12 pt as placed (UKAAF G003, 2019), and within the
//! picture. Text that has become part of a pattern, mask or clip path, or that a filter turns into a picture, could be
//! neither measured nor read.

use usvg::{FontFamily, Text, TextSpan};

use super::drawing::{Inspection, Position};
use super::fault::{FigureError, quoted};
use super::limits::SMALLEST_TEXT;
use crate::fonts::{self, LATIN_FAMILY, SCRIPT_FAMILIES};
use crate::length::{Length, pt};

/// How far ink may reach over the picture's edge, in its units: what rounding and the curves of letters take.
const OVERHANG: f32 = 0.5;

/// Typefaces without serifs that drawing programs take when nobody chooses, and those that stand in for them. Text that
/// asks for one of them asks for no more than a plain typeface, and the house's is one.
const PLAIN_FAMILIES: [&str; 42] = [
    "-apple-system",
    "aptos",
    "arial",
    "arial unicode ms",
    "arialmt",
    "bitstream vera sans",
    "blinkmacsystemfont",
    "calibri",
    "candara",
    "cantarell",
    "carlito",
    "corbel",
    "dejavu sans",
    "fira sans",
    "franklin gothic medium",
    "freesans",
    "frutiger",
    "frutiger lt std",
    "geneva",
    "gill sans",
    "helvetica",
    "helvetica neue",
    "inter",
    "lato",
    "liberation sans",
    "lucida grande",
    "lucida sans unicode",
    "microsoft sans serif",
    "myriad pro",
    "nimbus sans",
    "noto sans",
    "open sans",
    "roboto",
    "sans",
    "segoe ui",
    "source sans pro",
    "swiss",
    "system-ui",
    "tahoma",
    "trebuchet ms",
    "ui-sans-serif",
    "verdana",
];

impl Inspection<'_> {
    /// Checks a text.
    pub(super) fn text(&mut self, text: &Text, position: &Position) {
        if !is_seen(text) {
            return;
        }
        if position.is_shape {
            self.fault(position, FigureError::TextAsShape);
            return;
        }
        for chunk in text.chunks() {
            let unwritable = |character: &char| !fonts::can_write(*character);
            if let Some(character) = chunk.text().chars().find(unwritable) {
                self.fault(position, FigureError::Character(character));
            }
            for span in chunk.spans() {
                self.span(span, text, position);
            }
        }
        self.text_place(text, position);
    }

    fn span(&mut self, span: &TextSpan, text: &Text, position: &Position) {
        let families = span.font().families();
        if !families.iter().any(is_set) {
            let names = families
                .first()
                .map(ToString::to_string)
                .unwrap_or_default();
            let name = quoted(names.trim_matches('"'));
            self.fault(position, FigureError::Typeface(name));
        }
        let paints = [
            span.fill().map(|fill| fill.paint()),
            span.stroke().map(|stroke| stroke.paint()),
        ];
        for paint in paints.into_iter().flatten() {
            self.paint(paint, text.abs_transform(), position);
        }
        let spacing = [span.letter_spacing(), span.word_spacing()];
        self.numbers(&spacing, position);
        let size = self.placed_size(span, text);
        if size < SMALLEST_TEXT {
            self.fault(position, FigureError::SmallText(size.to_pt()));
        }
        let smallest = self.smallest_text;
        self.smallest_text = Some(smallest.map_or(size, |smallest| smallest.min(size)));
    }

    /// The size of a piece of text as placed.
    pub(super) fn placed_size(&self, span: &TextSpan, text: &Text) -> Length {
        let (across, down) = text.abs_transform().get_scale();
        pt(span.font_size().get() * across.min(down) * self.scale)
    }

    /// Complains of text that runs over the picture's edge, where it is cut off.
    fn text_place(&mut self, text: &Text, position: &Position) {
        let (ink, size) = (text.abs_stroke_bounding_box(), self.tree.size());
        let is_inside = ink.left() >= -OVERHANG
            && ink.top() >= -OVERHANG
            && ink.right() <= size.width() + OVERHANG
            && ink.bottom() <= size.height() + OVERHANG;
        if !is_inside {
            self.fault(position, FigureError::TextOutside(words_of(text)));
        }
    }
}

/// Whether any of a text is to be seen.
pub(super) fn is_seen(text: &Text) -> bool {
    let mut spans = text.chunks().iter().flat_map(|chunk| chunk.spans());
    spans.any(TextSpan::is_visible)
}

/// The words of a text, as messages quote them.
pub(super) fn words_of(text: &Text) -> String {
    let words = text.chunks().iter().map(|chunk| chunk.text().trim());
    quoted(&words.collect::<Vec<_>>().join(" "))
}

/// Whether text that names a family among others is set as it is meant: in that family, or in the house's.
fn is_set(family: &FontFamily) -> bool {
    match family {
        FontFamily::SansSerif => true,
        FontFamily::Named(name) => {
            name == LATIN_FAMILY
                || SCRIPT_FAMILIES.contains(&name.as_str())
                || PLAIN_FAMILIES.contains(&name.to_lowercase().as_str())
        }
        FontFamily::Serif | FontFamily::Cursive | FontFamily::Fantasy | FontFamily::Monospace => {
            false
        }
    }
}
