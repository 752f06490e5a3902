//! Pictures: SVG and PNG files beside the text, checked when they are read and kept as they will be drawn.
//!
//! An SVG is parsed with the bundled typefaces and nothing else: it may not load or hold other pictures, and its text
//! is at least 12 pt as placed in the text column (UKAAF G003). User units are points. A PNG is placed at 150 pixels
//! an inch.

use std::fmt;
use std::sync::{Arc, LazyLock};

use image::ImageFormat;
use regex::{Captures, Regex};
use usvg::{fontdb, roxmltree};

use crate::fonts::{self, Face, LATIN_FAMILY, SCRIPT_FAMILIES};
use crate::length::{Length, mm, pt};
use crate::theme::color;

/// The width that figures are checked for: the text column, the narrowest place that they are set in.
const TEXT_COLUMN: Length = mm(128.0);
/// The smallest text in a figure, as placed (UKAAF G003, 2019: at least 12 pt), less what rounding may lose.
const SMALLEST_TEXT: Length = pt(11.98);
/// The height that a figure is scaled down to at most: what a page has room for beside a heading and a caption.
const PAGE_ROOM: Length = mm(190.0);
/// The smallest side of a figure, as placed: less is a speck or a hairline.
const SMALLEST_SIDE: Length = mm(3.0);
/// The most pixels of a PNG.
const MOST_PIXELS: u64 = 20_000_000;
/// The resolution that a PNG is placed at, in pixels an inch.
const PNG_RESOLUTION: f32 = 150.0;
/// The deepest nesting of an SVG: parsing goes down it by recursion.
const DEEPEST_NESTING: usize = 64;

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
}

/// What a figure draws.
#[derive(Clone)]
pub enum Drawing {
    /// A parsed SVG, its text set in the bundled typefaces.
    Svg(Box<usvg::Tree>),
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
    /// Groups within groups beyond [`DEEPEST_NESTING`].
    #[error("nests its elements more than {DEEPEST_NESTING} deep")]
    Nesting,
    /// Text in another typeface.
    #[error("sets text in `{0}`, which is not a bundled typeface")]
    Typeface(String),
    /// Text that no bundled typeface can write.
    #[error("has the character `{0}` (U+{code:04X}), which no bundled font can write", code = u32::from(*.0))]
    Character(char),
    /// Nothing to see in it.
    #[error("draws nothing")]
    Blank,
    /// A side below [`SMALLEST_SIDE`].
    #[error("is {0:.1} mm by {1:.1} mm as placed in the text column")]
    Speck(f32, f32),
    /// Text below 12 pt.
    #[error("has text of {0:.1} pt as placed in the text column")]
    SmallText(f32),
    /// No PNG, or a damaged one.
    #[error("is broken PNG: {0}")]
    BrokenPng(String),
    /// More than [`MOST_PIXELS`].
    #[error("has {0} million pixels")]
    Pixels(u64),
}

impl FigureError {
    /// The mend.
    pub fn hint(&self) -> &'static str {
        match self {
            FigureError::BrokenSvg(_) | FigureError::BrokenPng(_) => "export it again",
            FigureError::NoSize => {
                "give its `<svg>` a `viewBox`, or `width` and `height` in points"
            }
            FigureError::Element(_) => "draw with shapes and text",
            FigureError::Nesting => "ungroup it in a drawing program",
            FigureError::Typeface(_) => "set it in `Atkinson Hyperlegible Next`",
            FigureError::Character(_) => "write it in words, or draw it as a shape",
            FigureError::SmallText(_) => {
                "make the text at least 12 pt, or the drawing narrower: the column is 363 pt wide"
            }
            FigureError::Blank => "draw something in it, or delete it",
            FigureError::Speck(..) => {
                "draw it larger or nearer to a square: each side is at least 3 mm on paper"
            }
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
        check_elements(&document)?;
        let tree = usvg::Tree::from_xmltree(&document, &svg_options()).map_err(|e| broken(&e))?;
        let (width, height) = (pt(tree.size().width()), pt(tree.size().height()));
        let scale = (TEXT_COLUMN / width).min(1.0);
        let smallest_text = check_texts(tree.root(), scale)?.map(|placed| placed / scale);
        if is_blank(tree.root()) {
            return Err(FigureError::Blank);
        }
        check_sides(width, height)?;
        Ok(Figure {
            bytes,
            width,
            height,
            smallest_text,
            drawing: Drawing::Svg(Box::new(tree)),
        })
    }

    /// Reads a PNG.
    ///
    /// # Errors
    /// When it is broken or too large.
    pub fn from_png(bytes: Vec<u8>) -> Result<Figure, FigureError> {
        let broken = |error: image::ImageError| FigureError::BrokenPng(error.to_string());
        let reader =
            || image::ImageReader::with_format(std::io::Cursor::new(&bytes), ImageFormat::Png);
        let (width, height) = reader().into_dimensions().map_err(broken)?;
        let pixels = u64::from(width) * u64::from(height);
        if pixels > MOST_PIXELS {
            return Err(FigureError::Pixels(pixels.div_ceil(1_000_000)));
        }
        reader().decode().map_err(broken)?;
        let placed = |pixels: u32| pt(pixels as f32 * 72.0 / PNG_RESOLUTION);
        let (width, height) = (placed(width), placed(height));
        check_sides(width, height)?;
        Ok(Figure {
            width,
            height,
            smallest_text: None,
            drawing: Drawing::Png,
            bytes,
        })
    }
}

impl Figure {
    /// The same picture in greys.
    pub fn in_grey(&self) -> Figure {
        match &self.drawing {
            Drawing::Svg(tree) => Figure {
                drawing: Drawing::Svg(Box::new(grey_svg(tree))),
                ..self.clone()
            },
            Drawing::Png => Figure {
                bytes: grey_png(&self.bytes),
                ..self.clone()
            },
        }
    }
}

/// An SVG in greys. A parsed tree cannot be changed, but it is written with each colour as `#rrggbb`, whatever the file
/// called it.
fn grey_svg(tree: &usvg::Tree) -> usvg::Tree {
    static COLOR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("=\"#([0-9a-f]{6})\"").expect("the pattern is sound"));
    let text = tree.to_string(&usvg::WriteOptions {
        preserve_text: true,
        ..usvg::WriteOptions::default()
    });
    let grey = COLOR.replace_all(&text, |found: &Captures| {
        let hex = u32::from_str_radix(&found[1], 16).expect("the pattern takes only such digits");
        let [value, ..] = color(hex).grey().rgb;
        format!("=\"#{value:02x}{value:02x}{value:02x}\"")
    });
    usvg::Tree::from_str(&grey, &svg_options()).expect("what was parsed can be parsed again")
}

/// A PNG in greys.
fn grey_png(bytes: &[u8]) -> Vec<u8> {
    let picture = image::load_from_memory_with_format(bytes, ImageFormat::Png)
        .expect("the library decodes every PNG when it is read");
    let mut grey = std::io::Cursor::new(Vec::new());
    picture
        .grayscale()
        .write_to(&mut grey, ImageFormat::Png)
        .expect("a picture in memory can be written to memory");
    grey.into_inner()
}

/// Whether there is nothing in a group but groups.
fn is_blank(group: &usvg::Group) -> bool {
    group.children().iter().all(|node| match node {
        usvg::Node::Group(group) => is_blank(group),
        usvg::Node::Path(_) | usvg::Node::Image(_) | usvg::Node::Text(_) => false,
    })
}

/// Complains of a picture that would hardly be seen.
fn check_sides(width: Length, height: Length) -> Result<(), FigureError> {
    let scale = (TEXT_COLUMN / width).min(PAGE_ROOM / height).min(1.0);
    let (width, height) = (width * scale, height * scale);
    if width.min(height) < SMALLEST_SIDE {
        return Err(FigureError::Speck(width.to_mm(), height.to_mm()));
    }
    Ok(())
}

/// What is wrong with the elements of an SVG that parsing would pass over in silence.
fn check_elements(document: &roxmltree::Document) -> Result<(), FigureError> {
    let svg = document.root_element();
    let absolute = |name| {
        svg.attribute(name)
            .is_some_and(|value| !value.ends_with('%'))
    };
    let sized = svg.has_attribute("viewBox") || (absolute("width") && absolute("height"));
    if !sized {
        return Err(FigureError::NoSize);
    }
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        if node.ancestors().nth(DEEPEST_NESTING).is_some() {
            return Err(FigureError::Nesting);
        }
        let name = node.tag_name().name();
        if matches!(name, "image" | "feImage" | "foreignObject" | "script") {
            return Err(FigureError::Element(name.to_owned()));
        }
    }
    Ok(())
}

/// Checks the texts of a group that is placed at `scale`, and finds the size of the smallest as placed.
fn check_texts(group: &usvg::Group, scale: f32) -> Result<Option<Length>, FigureError> {
    let mut smallest: Option<Length> = None;
    for node in group.children() {
        let size = match node {
            usvg::Node::Group(group) => check_texts(group, scale)?,
            usvg::Node::Text(text) => check_text(text, scale)?,
            usvg::Node::Path(_) | usvg::Node::Image(_) => None,
        };
        smallest = smaller(smallest, size);
    }
    Ok(smallest)
}

fn check_text(text: &usvg::Text, scale: f32) -> Result<Option<Length>, FigureError> {
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
            let size = pt(span.font_size().get() * across.min(down) * scale);
            if size < SMALLEST_TEXT {
                return Err(FigureError::SmallText(size.to_pt()));
            }
            smallest = smaller(smallest, Some(size));
        }
    }
    Ok(smallest)
}

fn smaller(one: Option<Length>, other: Option<Length>) -> Option<Length> {
    one.into_iter().chain(other).reduce(Length::min)
}

fn is_bundled(family: &usvg::FontFamily) -> bool {
    match family {
        usvg::FontFamily::Named(name) => {
            name == LATIN_FAMILY || SCRIPT_FAMILIES.contains(&name.as_str())
        }
        _ => false,
    }
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
        let mut png = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(300, 150)
            .write_to(&mut png, ImageFormat::Png)
            .unwrap();
        let photo = Figure::from_png(png.into_inner()).unwrap();
        assert_eq!((photo.width, photo.height), (pt(144.0), pt(72.0)));
    }

    #[test]
    fn a_png_that_would_hardly_be_seen_is_refused() {
        let mut png = std::io::Cursor::new(Vec::new());
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
            "has text of 11.0 pt as placed in the text column"
        );
        assert_eq!(
            refusal("viewBox=\"0 0 726 100\"", "<text font-size=\"20\">a</text>"),
            "has text of 10.0 pt as placed in the text column"
        );
        assert_eq!(refusal(SIZE, "<g/>"), "draws nothing");
        assert_eq!(
            refusal("width=\"1\" height=\"100000\"", "<path d=\"M0 0H1V9Z\"/>"),
            "is 0.0 mm by 190.0 mm as placed in the text column"
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
