//! Pages as pictures: rendered with hayro, a renderer that shares no code with what writes the file, to grey pixels;
//! and the QR codes that a camera would find on them.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

/// A page as a photocopier sees it.
pub(crate) struct Picture {
    /// Pixels in a row.
    pub(crate) width: usize,
    /// Rows.
    pub(crate) height: usize,
    /// Lightness from 0, black, to 255, row by row.
    pub(crate) grey: Vec<u8>,
}

/// Renders those pages of a PDF, counted from 0, that are wanted, at `resolution` pixels an inch.
pub(crate) fn render(
    bytes: &[u8],
    resolution: f32,
    is_wanted: impl Fn(usize) -> bool,
) -> Vec<Picture> {
    let pdf = Pdf::new(bytes.to_vec()).expect("the bytes are a PDF");
    let settings = PixmapSettings {
        x_scale: resolution / 72.0,
        y_scale: resolution / 72.0,
        bg_color: WHITE,
    };
    let cache = RenderCache::new();
    let pages = pdf.pages().iter().enumerate();
    let wanted = pages.filter(|(number, _)| is_wanted(*number));
    let pictures = wanted.map(|(_, page)| {
        let interpreter = InterpreterSettings::default();
        let pixels = hayro::render(
            page,
            &cache,
            &interpreter,
            &RenderSettings::default(),
            &settings,
        );
        let colors = pixels.data_as_u8_slice().chunks_exact(4);
        Picture {
            width: pixels.width().into(),
            height: pixels.height().into(),
            grey: colors.map(lightness).collect(),
        }
    });
    pictures.collect()
}

/// ITU-R BT.601, which is what copiers come close to.
fn lightness(color: &[u8]) -> u8 {
    let [red, green, blue] = [color[0], color[1], color[2]].map(u32::from);
    u8::try_from((299 * red + 587 * green + 114 * blue) / 1000).expect("a mean of bytes is a byte")
}

impl Picture {
    /// What the QR codes on it say, as they are found. Drawings of cells look a little like the corners of a code; what is
    /// found there cannot be read and is left out, as a phone does.
    pub(crate) fn qr_codes(&self) -> Vec<String> {
        let lightness = |x: usize, y: usize| self.grey[y * self.width + x];
        let mut prepared =
            rqrr::PreparedImage::prepare_from_greyscale(self.width, self.height, lightness);
        let codes = prepared.detect_grids().into_iter();
        codes
            .filter_map(|code| Some(code.decode().ok()?.1))
            .collect()
    }
}
