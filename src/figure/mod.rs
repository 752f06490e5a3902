//! Pictures: SVG and PNG files beside the text, checked when they are read and kept as they will be drawn.
//!
//! An SVG is parsed with the bundled typefaces and nothing else: it may not load or hold other pictures, and its text
//! is at least 12 pt wherever it is placed (UKAAF G003). User units are points. A PNG is placed at 150 pixels an inch.
//! What is beyond the limits in [`limits`], and whatever is not read as it is meant, is a fault; all faults are found at
//! once, those of an SVG with their places.

mod contrast;
mod cost;
mod drawing;
mod fault;
mod glance;
mod grey;
pub(crate) mod limits;
mod markup;
mod prescan;
mod profile;
mod property;
mod raster;
mod reference;
mod style;
mod svg;
mod text;
mod trace;

use std::fmt;
use std::sync::Arc;

use crate::length::{Length, pt};

pub use fault::{Excess, FigureError, FigureFault, FigureFaults};
pub use limits::LOWEST_PLACE;
use limits::{LARGEST_SIDE, NARROWEST_PLACE, SMALLEST_SIDE, SMALLEST_TEXT};
pub use raster::{ColorSpace, Raster};

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
    /// What to draw in greys.
    grey: Drawing,
}

/// What a figure draws.
#[derive(Clone)]
pub enum Drawing {
    /// A parsed SVG, its text set in the bundled typefaces.
    Svg(Arc<usvg::Tree>),
    /// A PNG, drawn from the figure's bytes.
    Png,
    /// A PNG in greys, drawn from the figure's bytes.
    GreyPng,
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
    /// When it is broken, or would not print as it is meant.
    pub fn from_svg(bytes: Vec<u8>) -> Result<Figure, FigureFaults> {
        let text = svg::text_of(&bytes)?;
        let read = svg::read(&text).map_err(|mut faults| {
            faults.sort_by_key(|fault| fault.place.as_ref().map(|place| (place.start, place.end)));
            faults.dedup();
            FigureFaults { text, faults }
        })?;
        Ok(Figure {
            bytes,
            width: read.width,
            height: read.height,
            smallest_text: read.smallest_text,
            drawing: Drawing::Svg(Arc::new(read.tree)),
            grey: Drawing::Svg(Arc::new(read.grey)),
        })
    }

    /// Reads a PNG.
    ///
    /// # Errors
    /// When it is broken or too large.
    pub fn from_png(bytes: Vec<u8>) -> Result<Figure, FigureFaults> {
        let raster = Raster::decode(&bytes)?;
        if raster.is_blank() {
            return Err(FigureError::Blank.into());
        }
        let placed = |pixels: u32| pt(pixels as f32 * 72.0 / PNG_RESOLUTION);
        let (width, height) = (placed(raster.width), placed(raster.height));
        check_sides(width, height)?;
        Ok(Figure {
            width,
            height,
            smallest_text: None,
            drawing: Drawing::Png,
            grey: Drawing::GreyPng,
            bytes,
        })
    }

    /// The same picture in greys.
    pub fn in_grey(&self) -> Figure {
        Figure {
            drawing: self.grey.clone(),
            ..self.clone()
        }
    }
}

impl From<FigureError> for FigureFaults {
    fn from(error: FigureError) -> FigureFaults {
        FigureFaults {
            text: String::new(),
            faults: vec![error.into()],
        }
    }
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

    fn svg(attributes: &str, inside: &str) -> Result<Figure, FigureFaults> {
        let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}>{inside}</svg>");
        Figure::from_svg(text.into_bytes())
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let encoder = png::Encoder::new(&mut bytes, width, height);
        let mut writer = encoder.write_header().unwrap();
        let dots = vec![0; (width * height) as usize];
        writer.write_image_data(&dots).unwrap();
        writer.finish().unwrap();
        bytes
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
        let photo = Figure::from_png(png(300, 150)).unwrap();
        assert_eq!((photo.width, photo.height), (pt(144.0), pt(72.0)));
    }

    #[test]
    fn a_png_that_would_hardly_be_seen_is_refused() {
        let faults = Figure::from_png(png(300, 10)).unwrap_err().faults;
        assert!(matches!(faults[0].error, FigureError::Speck(..)));
    }

    #[test]
    fn an_svg_that_would_not_print_as_it_stands_is_refused() {
        let refusal = |attributes, inside| {
            let faults = svg(attributes, inside).unwrap_err().faults;
            faults[0].error.to_string()
        };
        assert_eq!(refusal("", ""), "has no size");
        assert_eq!(
            refusal(SIZE, "<image href=\"/etc/passwd\"/>"),
            "has an element `<image>`, which cannot be printed"
        );
        assert_eq!(
            refusal(
                SIZE,
                "<text y=\"50\" font-family=\"Comic Sans MS\" font-size=\"20\">a</text>"
            ),
            "sets text in `Comic Sans MS`, which is not a bundled typeface"
        );
        assert_eq!(
            refusal(SIZE, "<text y=\"50\" font-size=\"20\">\u{2603}</text>"),
            "has the character `☃` (U+2603), which no bundled font can write"
        );
        assert_eq!(
            refusal(SIZE, "<text y=\"50\" font-size=\"11\">a</text>"),
            "has text of 11.0 pt as placed on a page"
        );
        assert_eq!(
            refusal(
                "viewBox=\"0 0 726 100\"",
                "<text y=\"50\" font-size=\"20\">a</text>"
            ),
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
        let error = |read: Result<Figure, FigureFaults>| read.unwrap_err().faults.remove(0).error;
        assert!(matches!(
            error(Figure::from_svg(b"<svg".to_vec())),
            FigureError::BrokenSvg(_)
        ));
        assert!(matches!(
            error(Figure::from_png(b"\x89PNG\r\n\x1a\n".to_vec())),
            FigureError::BrokenPng(_)
        ));
    }
}
