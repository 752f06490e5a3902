//! Pictures: SVG and PNG files beside the text, checked when they are read and kept as they will be drawn.
//!
//! An SVG is parsed with the bundled typefaces and nothing else: it may not load or hold other pictures, and its text
//! is at least 12 pt wherever it is placed (UKAAF G003). User units are points. A PNG is placed at 150 pixels an inch.

mod grey;
mod markup;
mod text;

use std::fmt;
use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder};
use usvg::{fontdb, roxmltree};

use crate::fonts::{Face, LATIN_FAMILY};
use crate::length::{Length, mm, pt};

use markup::DEEPEST_NESTING;
use text::Picture;

/// The narrowest place that figures are set in: the text column.
const NARROWEST_PLACE: Length = mm(128.0);
/// The lowest: what a page of a booklet at 16 pt has left for a figure below a heading of two lines.
pub const LOWEST_PLACE: Length = mm(105.0);
/// The smallest text in a figure, as placed (UKAAF G003, 2019: at least 12 pt), less what rounding may lose.
const SMALLEST_TEXT: Length = pt(11.98);
/// The smallest side of a figure, as placed: less is a speck or a hairline.
const SMALLEST_SIDE: Length = mm(3.0);
/// The largest side of an SVG, in its own units: beyond it their size on paper is lost in rounding.
const LARGEST_SIDE: Length = pt(100_000.0);
/// The most pixels of a PNG.
const MOST_PIXELS: u64 = 20_000_000;
/// The most memory that decoding a PNG takes, in bytes: enough for so many pixels in 8 bits a channel.
const MOST_MEMORY: u64 = 100_000_000;
/// The resolution that a PNG is placed at, in pixels an inch.
const PNG_RESOLUTION: f32 = 150.0;

/// A picture, checked and measured.
#[derive(Clone)]
pub struct Figure {
    /// The file's bytes: what an edition is computed from.
    pub bytes: Vec<u8>,
    /// Its width as placed when there is room: for SVG its own size in points, for PNG at 150 pixels an inch.
    pub width: Length,
    /// Its height at that width.
    pub height: Length,
    /// The size of its smallest text at that width, where it has text that is known.
    pub smallest_text: Option<Length>,
    /// What to draw.
    pub drawing: Drawing,
    /// What to draw in greys, for an SVG.
    grey: Option<Arc<usvg::Tree>>,
}

/// What a figure draws.
#[derive(Clone)]
pub enum Drawing {
    /// A parsed SVG, its text set in the bundled typefaces.
    Svg(Arc<usvg::Tree>),
    /// A PNG, drawn from the figure's bytes.
    Png,
}

/// Why a file cannot be used as a figure.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FigureError {
    /// Not UTF-8, not XML, or no SVG.
    #[error("is broken SVG: {0}")]
    BrokenSvg(String),
    /// Neither width and height nor a view box.
    #[error("has no size")]
    NoSize,
    /// An element that would not be drawn, or that leads out of the file.
    #[error("has an element `<{0}>`, which cannot be printed")]
    Element(String),
    /// A rule of a `<style>` that is not read.
    #[error("has a style rule `{0}`, which is not read")]
    StyleRule(String),
    /// A reference to something that is not in the file.
    #[error("refers to `{0}`, which is not in the file")]
    Reference(String),
    /// Groups within groups beyond [`DEEPEST_NESTING`].
    #[error("nests its elements more than {DEEPEST_NESTING} deep")]
    Nesting,
    /// Text in another typeface.
    #[error("sets text in `{0}`, which is not a bundled typeface")]
    Typeface(String),
    /// Text that no bundled typeface can write.
    #[error("has the character `{0}` (U+{code:04X}), which no bundled font can write", code = u32::from(*.0))]
    Character(char),
    /// Text that is not drawn as text.
    #[error("has text in a pattern, a mask or a clip path")]
    TextAsShape,
    /// Text that would be cut off.
    #[error("has text that runs over its edge: `{0}`")]
    TextOutside(String),
    /// Nothing to see in it.
    #[error("draws nothing")]
    Blank,
    /// A side below [`SMALLEST_SIDE`].
    #[error("is {0:.1} mm by {1:.1} mm as placed on a page")]
    Speck(f32, f32),
    /// A side beyond [`LARGEST_SIDE`].
    #[error("is more than {limit} units wide or high", limit = LARGEST_SIDE.to_pt())]
    Huge,
    /// Text below 12 pt.
    #[error("has text of {0:.1} pt as placed on a page")]
    SmallText(f32),
    /// Names that are lost when it is turned into greys.
    #[error("has a name that is not plain")]
    Name,
    /// No PNG, or a damaged one.
    #[error("is broken PNG: {0}")]
    BrokenPng(String),
    /// More than [`MOST_PIXELS`].
    #[error("has {0} million pixels")]
    Pixels(u64),
    /// More than [`MOST_MEMORY`].
    #[error("takes {0} MB when it is unpacked")]
    Memory(u64),
}

impl FigureError {
    /// The mend.
    pub fn hint(&self) -> &'static str {
        match self {
            FigureError::BrokenSvg(_) | FigureError::BrokenPng(_) => "export it again",
            FigureError::NoSize => {
                "give its `<svg>` a `viewBox`, or `width` and `height` in points"
            }
            FigureError::Element(_) | FigureError::TextAsShape => "draw with shapes and text",
            FigureError::StyleRule(_) => "write the style of each element into the file",
            FigureError::Reference(_) => "draw it in the file itself, or mend the name",
            FigureError::TextOutside(_) => "move it inward, or make the `viewBox` larger",
            FigureError::Name => "use letters, digits and hyphens alone in its ids and font names",
            FigureError::Huge => "draw it in smaller units",
            FigureError::Nesting => "ungroup it in a drawing program",
            FigureError::Typeface(_) => "set it in `Atkinson Hyperlegible Next`",
            FigureError::Character(_) => "write it in words, or draw it as a shape",
            FigureError::SmallText(_) => {
                "make the text at least 12 pt, or the drawing smaller: it has a place of 363 by 297 pt"
            }
            FigureError::Blank => "draw something in it, or delete it",
            FigureError::Speck(..) => {
                "draw it larger or nearer to a square: each side is at least 3 mm on paper"
            }
            FigureError::Memory(_) => "save it in 8 bits a channel",
            FigureError::Pixels(_) => "scale it down to at most 20 million",
        }
    }
}

impl Figure {
    /// How small it may be placed, over [`Figure::width`]: its text stays at least 12 pt. What a picture without known
    /// text needs is not known either.
    pub fn least_scale(&self) -> f32 {
        self.smallest_text
            .map_or(1.0, |size| (SMALLEST_TEXT / size).min(1.0))
    }

    /// Reads an SVG.
    ///
    /// # Errors
    /// When it is broken, or would not print as it stands.
    pub fn from_svg(bytes: Vec<u8>) -> Result<Figure, FigureError> {
        let broken = |error: &dyn fmt::Display| FigureError::BrokenSvg(error.to_string());
        let text = std::str::from_utf8(&bytes).map_err(|error| broken(&error))?;
        let document = roxmltree::Document::parse(text).map_err(|error| broken(&error))?;
        markup::check(&document)?;
        let tree = usvg::Tree::from_xmltree(&document, &svg_options()).map_err(|e| broken(&e))?;
        let (width, height) = (pt(tree.size().width()), pt(tree.size().height()));
        check_sides(width, height)?;
        let scale = least_scale(width, height);
        let picture = Picture { tree: &tree, scale };
        let smallest_text = picture.check()?.map(|placed| placed / scale);
        if is_blank(tree.root()) {
            return Err(FigureError::Blank);
        }
        let grey = grey::svg(&tree).map_err(|_| FigureError::Name)?;
        Ok(Figure {
            bytes,
            width,
            height,
            smallest_text,
            drawing: Drawing::Svg(Arc::new(tree)),
            grey: Some(Arc::new(grey)),
        })
    }

    /// Reads a PNG.
    ///
    /// # Errors
    /// When it is broken or too large.
    pub fn from_png(bytes: Vec<u8>) -> Result<Figure, FigureError> {
        let broken = |error: image::ImageError| FigureError::BrokenPng(error.to_string());
        let mut limits = image::Limits::no_limits();
        limits.max_alloc = Some(MOST_MEMORY);
        let decoder = PngDecoder::with_limits(Cursor::new(&bytes), limits).map_err(broken)?;
        let (width, height) = decoder.dimensions();
        let pixels = u64::from(width) * u64::from(height);
        if pixels > MOST_PIXELS {
            return Err(FigureError::Pixels(pixels.div_ceil(1_000_000)));
        }
        if decoder.total_bytes() > MOST_MEMORY {
            return Err(FigureError::Memory(decoder.total_bytes() / 1_000_000));
        }
        DynamicImage::from_decoder(decoder).map_err(broken)?;
        let placed = |pixels: u32| pt(pixels as f32 * 72.0 / PNG_RESOLUTION);
        let (width, height) = (placed(width), placed(height));
        check_sides(width, height)?;
        Ok(Figure {
            width,
            height,
            smallest_text: None,
            drawing: Drawing::Png,
            grey: None,
            bytes,
        })
    }
}

impl Figure {
    /// The same picture in greys.
    pub fn in_grey(&self) -> Figure {
        match &self.grey {
            Some(grey) => Figure {
                drawing: Drawing::Svg(Arc::clone(grey)),
                ..self.clone()
            },
            None => Figure {
                bytes: grey::png(&self.bytes),
                ..self.clone()
            },
        }
    }
}

/// Whether there is nothing in a group but groups.
fn is_blank(group: &usvg::Group) -> bool {
    group.children().iter().all(|node| match node {
        usvg::Node::Group(group) => is_blank(group),
        usvg::Node::Path(_) | usvg::Node::Image(_) | usvg::Node::Text(_) => false,
    })
}

/// The scale at which a picture of this size is placed where there is the least room.
fn least_scale(width: Length, height: Length) -> f32 {
    let scale = (NARROWEST_PLACE / width).min(LOWEST_PLACE / height);
    scale.min(1.0)
}

/// Complains of a picture that would hardly be seen, or that no place is made for.
fn check_sides(width: Length, height: Length) -> Result<(), FigureError> {
    if width.max(height) > LARGEST_SIDE {
        return Err(FigureError::Huge);
    }
    let scale = least_scale(width, height);
    let (width, height) = (width * scale, height * scale);
    if width.min(height) < SMALLEST_SIDE {
        return Err(FigureError::Speck(width.to_mm(), height.to_mm()));
    }
    Ok(())
}

fn svg_options() -> usvg::Options<'static> {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        for face in Face::ALL {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(face.bytes())));
        }
        // Where nothing fits, usvg takes the serif family, and drops the text when that is missing.
        fonts.set_serif_family(LATIN_FAMILY);
        Arc::new(fonts)
    });
    usvg::Options {
        dpi: 72.0,
        font_family: LATIN_FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        ..usvg::Options::default()
    }
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

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::*;

    fn svg(attributes: &str, inside: &str) -> Result<Figure, FigureError> {
        let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}>{inside}</svg>");
        Figure::from_svg(text.into_bytes())
    }

    const SIZE: &str = "width=\"200\" height=\"100\"";

    #[test]
    fn a_figure_may_be_placed_as_small_as_its_smallest_text_allows() {
        let text = |size: u8| {
            format!(
                "<text y=\"50\" font-family=\"Atkinson Hyperlegible Next\" font-size=\"{size}\">A</text>"
            )
        };
        let least = |inside: &str| svg(SIZE, inside).unwrap().least_scale();
        assert!((least(&text(24)) - 0.5).abs() < 0.01);
        assert!((least(&(text(16) + &text(24))) - 0.75).abs() < 0.01);
        assert!((least(&text(12)) - 1.0).abs() < 0.01);
        assert_eq!(least("<path d=\"M0 0H90V90Z\"/>"), 1.0);
    }

    #[test]
    fn the_size_of_an_svg_is_in_points_and_that_of_a_png_at_150_pixels_an_inch() {
        let drawing = svg(SIZE, "<text y=\"20\" font-size=\"12\">Words</text>").unwrap();
        assert_eq!((drawing.width, drawing.height), (pt(200.0), pt(100.0)));
        let mut png = Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(300, 150)
            .write_to(&mut png, ImageFormat::Png)
            .unwrap();
        let photo = Figure::from_png(png.into_inner()).unwrap();
        assert_eq!((photo.width, photo.height), (pt(144.0), pt(72.0)));
    }

    #[test]
    fn a_png_that_would_hardly_be_seen_is_refused() {
        let mut png = Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(300, 10)
            .write_to(&mut png, ImageFormat::Png)
            .unwrap();
        assert!(matches!(
            Figure::from_png(png.into_inner()),
            Err(FigureError::Speck(..))
        ));
    }

    #[test]
    fn an_svg_that_would_not_print_as_it_stands_is_refused() {
        let refusal = |attributes, inside| svg(attributes, inside).unwrap_err().to_string();
        assert_eq!(refusal("", ""), "has no size");
        assert_eq!(
            refusal(SIZE, "<image href=\"/etc/passwd\"/>"),
            "has an element `<image>`, which cannot be printed"
        );
        assert_eq!(
            refusal(
                SIZE,
                "<text font-family=\"Comic Sans MS\" font-size=\"20\">a</text>"
            ),
            "sets text in `Comic Sans MS`, which is not a bundled typeface"
        );
        assert_eq!(
            refusal(SIZE, "<text font-size=\"20\">\u{2603}</text>"),
            "has the character `☃` (U+2603), which no bundled font can write"
        );
        assert_eq!(
            refusal(SIZE, "<text font-size=\"11\">a</text>"),
            "has text of 11.0 pt as placed on a page"
        );
        assert_eq!(
            refusal("viewBox=\"0 0 726 100\"", "<text font-size=\"20\">a</text>"),
            "has text of 10.0 pt as placed on a page"
        );
        assert_eq!(refusal(SIZE, "<g/>"), "draws nothing");
        assert_eq!(
            refusal("width=\"1\" height=\"100000\"", "<path d=\"M0 0H1V9Z\"/>"),
            "is 0.0 mm by 105.0 mm as placed on a page"
        );
        let deep = "<g>".repeat(5000) + &"</g>".repeat(5000);
        assert_eq!(refusal(SIZE, &deep), "nests its elements more than 64 deep");
    }

    #[test]
    fn a_damaged_picture_is_refused() {
        assert!(matches!(
            Figure::from_svg(b"<svg".to_vec()),
            Err(FigureError::BrokenSvg(_))
        ));
        assert!(matches!(
            Figure::from_png(b"\x89PNG\r\n\x1a\n".to_vec()),
            Err(FigureError::BrokenPng(_))
        ));
    }
}
