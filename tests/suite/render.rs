//! Pages as pictures: rendered with hayro, a renderer that shares no code with what writes the file, to grey pixels;
//! and what a phone's camera reads from the QR codes on them.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::GrayImage;
use image::imageops::{FilterType, crop_imm, resize};
use rqrr::PreparedImage;

/// A page as a photocopier sees it.
pub(crate) struct Picture {
    /// Lightness from 0, black, to 255.
    pixels: GrayImage,
    /// Pixels an inch.
    resolution: f32,
}

/// Renders the pages of a PDF at `resolution` pixels an inch.
pub(crate) fn render(bytes: &[u8], resolution: f32) -> Vec<Picture> {
    let pdf = Pdf::new(bytes.to_vec()).expect("the bytes are a PDF");
    let settings = PixmapSettings {
        x_scale: resolution / 72.0,
        y_scale: resolution / 72.0,
        bg_color: WHITE,
    };
    let cache = RenderCache::new();
    let pages = pdf.pages().iter().map(|page| {
        let interpreter = InterpreterSettings::default();
        let pixels = hayro::render(
            page,
            &cache,
            &interpreter,
            &RenderSettings::default(),
            &settings,
        );
        let (width, height) = (pixels.width().into(), pixels.height().into());
        let colors = pixels.data_as_u8_slice().chunks_exact(4);
        let grey = colors.map(lightness).collect();
        Picture {
            pixels: GrayImage::from_raw(width, height, grey).expect("a lightness a pixel"),
            resolution,
        }
    });
    pages.collect()
}

/// ITU-R BT.601, which is what copiers come close to.
fn lightness(color: &[u8]) -> u8 {
    let [red, green, blue] = [color[0], color[1], color[2]].map(u32::from);
    u8::try_from((299 * red + 587 * green + 114 * blue) / 1000).expect("a mean of bytes is a byte")
}

/// How many times larger a picture is for rqrr, which wants 4 pixels a module to find a code; phones do with less. Nothing
/// is in the larger picture that was not in the small one.
const ENLARGED: u32 = 4;
/// What a camera sees around a code.
const AROUND: f32 = 14.0;

impl Picture {
    /// What the QR code says that stands at `x`, `y` with this width, in points; nothing when there is none.
    pub(crate) fn qr_code(&self, x: f32, y: f32, width: f32) -> Option<String> {
        let pixels = |points: f32| (points * self.resolution / 72.0).max(0.0) as u32;
        let side = pixels(width + 2.0 * AROUND);
        let corner = (pixels(x - AROUND), pixels(y - AROUND));
        let view = crop_imm(&self.pixels, corner.0, corner.1, side, side).to_image();
        let (width, height) = view.dimensions();
        let (width, height) = (ENLARGED * width, ENLARGED * height);
        let large = resize(&view, width, height, FilterType::Triangle);
        let lightness = |x: usize, y: usize| large.get_pixel(x as u32, y as u32).0[0];
        let mut prepared =
            PreparedImage::prepare_from_greyscale(width as usize, height as usize, lightness);
        let grids = prepared.detect_grids();
        let (_, words) = grids.first()?.decode().ok()?;
        Some(words)
    }
}
