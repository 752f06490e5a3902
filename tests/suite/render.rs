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
    /// How many pixels are not grey.
    pub(crate) colored: usize,
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
        let is_colored = |it: &&[u8]| it[0] != it[1] || it[1] != it[2];
        Picture {
            width: pixels.width().into(),
            height: pixels.height().into(),
            colored: colors.clone().filter(is_colored).count(),
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
    /// A part of it: from this column and row, so many pixels wide and high.
    pub(crate) fn cropped(&self, (left, top): (usize, usize), side: usize) -> Picture {
        let rows = self.grey.chunks_exact(self.width).skip(top).take(side);
        let cropped = rows.flat_map(|row| row[left..left + side].to_vec());
        Picture {
            width: side,
            height: side,
            grey: cropped.collect(),
            colored: self.colored,
        }
    }

    /// What an office copier makes of it: blurred, paler blacks on greyer paper, and speckled.
    pub(crate) fn photocopied(&self, seed: u64) -> Picture {
        let mut state = seed;
        let mut speckle = || {
            // A linear congruential generator (Knuth, MMIX): the same noise in every run.
            state = state.wrapping_mul(6_364_136_223_846_793_005);
            state = state.wrapping_add(1_442_695_040_888_963_407);
            (state >> 59) as f32 - 15.5
        };
        let copied = self.averaged().into_iter().map(|lightness| {
            let paler = 128.0 + (lightness - 128.0) * 0.75;
            (paler + speckle()).clamp(0.0, 255.0) as u8
        });
        Picture {
            grey: copied.collect(),
            ..*self
        }
    }

    /// What a camera makes of it, which takes in more than a point at a time.
    pub(crate) fn photographed(&self) -> Picture {
        let seen = self.averaged().into_iter();
        Picture {
            grey: seen.map(|lightness| lightness as u8).collect(),
            ..*self
        }
    }

    /// Each pixel as the mean of itself and those around it.
    fn averaged(&self) -> Vec<f32> {
        let around = |at: usize, end: usize| at.saturating_sub(1)..(at + 2).min(end);
        let mean = |x: usize, y: usize| {
            let rows = around(y, self.height);
            let pixels = rows.flat_map(|row| {
                let columns = around(x, self.width);
                columns.map(move |column| self.grey[row * self.width + column])
            });
            let count = around(x, self.width).len() * around(y, self.height).len();
            pixels.map(f32::from).sum::<f32>() / count as f32
        };
        let rows = 0..self.height;
        rows.flat_map(|y| (0..self.width).map(move |x| (x, y)))
            .map(|(x, y)| mean(x, y))
            .collect()
    }

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
