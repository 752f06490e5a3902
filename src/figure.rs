//! Pictures: SVG and PNG files beside the text, checked when they are read and kept as they will be drawn.

use std::fmt;

use crate::length::Length;

/// A picture, checked and measured.
#[derive(Clone)]
pub struct Figure {
    /// The file's bytes: what an edition is computed from.
    pub bytes: Vec<u8>,
    /// Its width as placed when there is room: for SVG its own size in points, for PNG at 150 pixels an inch.
    pub width: Length,
    /// Its height at that width.
    pub height: Length,
    /// What to draw.
    pub drawing: Drawing,
}

/// What a figure draws.
#[derive(Clone)]
pub enum Drawing {
    /// A parsed SVG, its text set in the bundled typefaces.
    Svg(Box<usvg::Tree>),
    /// A PNG, drawn from the figure's bytes.
    Png,
}

impl fmt::Debug for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Figure({} bytes)", self.bytes.len())
    }
}

impl PartialEq for Figure {
    fn eq(&self, other: &Figure) -> bool {
        self.bytes == other.bytes
    }
}
