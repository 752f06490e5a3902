//! The limits of figures: what keeps a page legible, and what keeps a file that was made to hurt from costing more than
//! a few seconds. A figure beyond one of them is refused with a message that names it.

use crate::length::{Length, mm, pt};

/// The narrowest place that figures are set in: the text column.
pub(crate) const NARROWEST_PLACE: Length = mm(128.0);
/// The lowest: what a page of a booklet at 16 pt has left for a figure below a heading of two lines.
pub const LOWEST_PLACE: Length = mm(105.0);
/// The smallest text in a figure, as placed (UKAAF G003, 2019: at least 12 pt), less what rounding may lose.
pub(crate) const SMALLEST_TEXT: Length = pt(11.98);
/// The least contrast of text with what is behind it (WCAG 2.2, success criterion 1.4.6).
pub(crate) const LEAST_CONTRAST: f32 = 7.0;
/// The smallest side of a figure, as placed: less is a speck or a hairline.
pub(crate) const SMALLEST_SIDE: Length = mm(3.0);
/// The largest side of an SVG, in its own units: beyond it their size on paper is lost in rounding.
pub(crate) const LARGEST_SIDE: Length = pt(100_000.0);
/// The largest number in an SVG, of either sign. PDF readers are only bound to hold integers of 32 bits
/// (ISO 19005-3, 6.1.13), and many count in single precision.
pub(crate) const LARGEST_NUMBER: f64 = 1_000_000.0;
/// The deepest nesting, with what elements refer to: reading and drawing go down it by recursion.
pub(crate) const DEEPEST_NESTING: usize = 64;
/// The deepest nesting of clipped groups. A PDF saves the state of the page for each, at most 28 times
/// (ISO 19005-3, 6.1.13), and the page around the figure needs a few.
pub(crate) const DEEPEST_CLIPS: usize = 20;
/// The most attributes of an element: the XML reader compares each with each.
pub(crate) const MOST_ATTRIBUTES: usize = 500;
/// The most elements, each as often as it is drawn.
pub(crate) const MOST_ELEMENTS: u64 = 10_000;
/// The most points of outlines, each as often as it is drawn, and stops of gradients.
pub(crate) const MOST_POINTS: u64 = 100_000;
/// The most characters of text, each as often as it is drawn.
pub(crate) const MOST_CHARACTERS: u64 = 3_000;
/// The most selectors and declarations in `<style>` elements: each is compared with each element.
pub(crate) const MOST_STYLES: usize = 500;
/// The most parts of a selector, such as the three of `.a .b > rect`: there is a choice of elements for each.
pub(crate) const MOST_SELECTOR_PARTS: usize = 4;
/// The most dashes of all lines together.
pub(crate) const MOST_DASHES: u64 = 100_000;
/// The most groups that are painted for themselves, because they are see-through, masked or clipped, and tiles of
/// patterns: an area as large as the picture counts as one.
pub(crate) const MOST_LAYERS: u64 = 50;
/// The largest side of a pattern's tile, over that of the picture.
pub(crate) const LARGEST_TILE: f32 = 4.0;
/// The most pixels of a PNG.
pub(crate) const MOST_PIXELS: u64 = 20_000_000;
/// The most memory that decoding a PNG takes, in bytes: enough for so many pixels in 8 bits a channel.
pub(crate) const MOST_MEMORY: u64 = 100_000_000;
