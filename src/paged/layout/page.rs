//! Pages: what layout makes and the PDF stage draws. Every item stands at an absolute position, and belongs either to
//! a node of the leaflet or to an artifact: ink that is neither cannot be expressed.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::color::Color;
use crate::figure::Figure;
use crate::fonts::Face;
use crate::form::PagedForm;
use crate::leaflet::NodeId;
use crate::length::Length;
use crate::paged::Leaflet;
use crate::paged::geometry::PageGeometry;
use crate::proof::record::Proof;
use crate::qr::QrSymbol;

/// A leaflet laid out.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The leaflet, arranged for pages, with everything filled in.
    pub leaflet: Leaflet,
    /// How it is set.
    pub form: PagedForm,
    /// The measures of its pages.
    pub geometry: PageGeometry,
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// Where each node starts: what links and the outline point to.
    pub destinations: BTreeMap<NodeId, Destination>,
    /// What the file says of which text it is. Nothing Personal is in it.
    pub proof: Proof,
}

/// Where a node starts (ISO 32000-1, 12.3.2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Destination {
    /// The page, counted from 0.
    pub page: usize,
    /// The node's top-left corner, from the page's.
    pub at: Point,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What is on it, in drawing order; the items of a node in reading order.
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Whose ink it is.
    pub owner: Owner,
    /// What it looks like.
    pub shape: Shape,
}

/// Whose ink an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A node's: a leaf of the leaflet, or for [`Shape::LinkArea`] the link itself. Read out.
    Node(NodeId),
    /// No node's: a screen reader passes over it.
    Artifact(ArtifactKind),
}

/// The kinds of ink that a screen reader passes over (ISO 32000-1, 14.8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtifactKind {
    /// The line at the head of the page.
    Header,
    /// The line at its foot, with the page number.
    Footer,
    /// Rules, backgrounds, boxes to tick, lines to write on, underlines.
    Ornament,
}

/// A point on a page, from its top-left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: Length,
    /// Down.
    pub y: Length,
}

/// An upright rectangle on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Its left edge, from the page's.
    pub x: Length,
    /// Its top edge, from the page's.
    pub y: Length,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
}

/// What an item looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Glyphs on a line.
    Glyphs(GlyphRun),
    /// A rectangle, filled or drawn or both.
    Rectangle {
        /// Where.
        rect: Rect,
        /// How round its corners are.
        radius: Length,
        /// The colour inside.
        fill: Option<Color>,
        /// Its edge, drawn inside the rectangle.
        stroke: Option<Stroke>,
    },
    /// A QR code; `rect` is the symbol without its quiet zone.
    Qr {
        /// The symbol.
        symbol: Arc<QrSymbol>,
        /// Where.
        rect: Rect,
    },
    /// A picture.
    Image {
        /// The picture.
        figure: Arc<Figure>,
        /// Where.
        rect: Rect,
    },
    /// Where a link can be clicked: a rectangle a line.
    LinkArea(Vec<Rect>),
}

/// A line of ink along the edge of a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// How wide it is.
    pub width: Length,
}

/// Glyphs of one face and size on one line, in visual order from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The typeface.
    pub face: Face,
    /// The size of type.
    pub size: Length,
    /// The colour of the ink.
    pub color: Color,
    /// Where the first glyph's origin stands: on the baseline, at the run's left end.
    pub origin: Point,
    /// Whether the text runs from right to left.
    pub right_to_left: bool,
    /// The text that the glyphs stand for, in logical order.
    pub text: Arc<str>,
    /// The glyphs.
    pub glyphs: Arc<[Glyph]>,
}

/// One glyph.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u32,
    /// How far the pen moves on.
    pub advance: Length,
    /// How far the glyph stands to the right of the pen.
    pub x_offset: Length,
    /// How far it stands above the baseline.
    pub y_offset: Length,
    /// The bytes of the run's text that it stands for; the glyphs of a cluster share one range.
    pub text_range: Range<usize>,
}
