//! PNG files, decoded: their dots as they go into a PDF, and what of their colour profile may go with them.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, DecodingError, Info, Limits, Transformations};

use super::fault::FigureError;
use super::limits::{MOST_MEMORY, MOST_PIXELS};
use super::profile;
pub use super::profile::ColorSpace;
use crate::color::Color;

/// How many bytes a palette has for a colour.
const PALETTE_ENTRY: usize = 3;
/// The most colours of a palette.
const MOST_COLORS: usize = 256;

/// The dots of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Raster {
    /// How many dots there are from left to right.
    pub width: u32,
    /// How many there are from top to bottom.
    pub height: u32,
    /// What a colour is written in.
    pub space: ColorSpace,
    /// How many bytes a value of a channel has: 1, or 2 with the higher first.
    pub depth: usize,
    /// The colours, row by row, without alpha.
    pub colors: Vec<u8>,
    /// How much each dot covers; `None` if all of them cover all.
    pub alphas: Option<Vec<u8>>,
    /// A sound profile for these colours, if the file has one.
    pub profile: Option<Vec<u8>>,
}

impl Raster {
    /// Decodes a PNG.
    ///
    /// # Errors
    /// When it is broken or too large.
    pub fn decode(bytes: &[u8]) -> Result<Raster, FigureError> {
        check_size(bytes)?;
        let reader = decoder(bytes).read_info().map_err(broken)?;
        check_palette(reader.info())?;
        let mut decoder = decoder(bytes);
        decoder.set_transformations(Transformations::EXPAND);
        let mut reader = decoder.read_info().map_err(broken)?;
        let size = reader.output_buffer_size();
        let size = size.filter(|size| *size as u64 <= MOST_MEMORY);
        let mut dots = vec![0; size.ok_or(FigureError::Memory(MOST_MEMORY / 1_000_000))?];
        reader.next_frame(&mut dots).map_err(broken)?;
        let (color_type, bit_depth) = reader.output_color_type();
        Ok(Raster::new(reader.info(), &dots, color_type, bit_depth))
    }

    fn new(info: &Info, dots: &[u8], color_type: ColorType, bit_depth: BitDepth) -> Raster {
        let space = match color_type {
            ColorType::Grayscale | ColorType::GrayscaleAlpha => ColorSpace::Grey,
            ColorType::Rgb | ColorType::Rgba | ColorType::Indexed => ColorSpace::Rgb,
        };
        let depth = if bit_depth == BitDepth::Sixteen { 2 } else { 1 };
        let color_size = space.channels() * depth;
        let dot_size = color_type.samples() * depth;
        let of_dots = |part: fn(&[u8], usize) -> &[u8]| -> Vec<u8> {
            let dots = dots.chunks_exact(dot_size);
            dots.flat_map(|dot| part(dot, color_size))
                .copied()
                .collect()
        };
        let alphas = of_dots(|dot, color_size| &dot[color_size..]);
        let is_opaque = alphas.iter().all(|alpha| *alpha == u8::MAX);
        let profile = info.icc_profile.as_deref();
        Raster {
            width: info.width,
            height: info.height,
            space,
            depth,
            colors: of_dots(|dot, color_size| &dot[..color_size]),
            alphas: (!is_opaque).then_some(alphas),
            profile: profile
                .filter(|profile| profile::is_sound(profile, space))
                .map(<[u8]>::to_vec),
        }
    }

    /// The same picture in greys of 8 bits.
    pub fn in_grey(self) -> Raster {
        // The higher byte of two says what the other can only refine.
        let values: Vec<u8> = self
            .colors
            .chunks_exact(self.depth)
            .map(|it| it[0])
            .collect();
        let colors = match self.space {
            ColorSpace::Grey => values,
            ColorSpace::Rgb => {
                let (dots, _) = values.as_chunks();
                dots.iter()
                    .map(|rgb| Color { rgb: *rgb }.grey().rgb[0])
                    .collect()
            }
        };
        let alphas = self.alphas.as_ref();
        Raster {
            space: ColorSpace::Grey,
            depth: 1,
            colors,
            alphas: alphas.map(|it| it.chunks_exact(self.depth).map(|it| it[0]).collect()),
            profile: None,
            ..self
        }
    }

    /// Whether nothing of it covers anything.
    pub(super) fn is_blank(&self) -> bool {
        let alphas = self.alphas.as_ref();
        alphas.is_some_and(|alphas| alphas.iter().all(|alpha| *alpha == 0))
    }
}

fn decoder(bytes: &[u8]) -> Decoder<Cursor<&[u8]>> {
    let limits = Limits {
        bytes: MOST_MEMORY as usize,
    };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder
}

/// Looks at the header alone, before anything is unpacked.
fn check_size(bytes: &[u8]) -> Result<(), FigureError> {
    let mut decoder = decoder(bytes);
    let info = decoder.read_header_info().map_err(broken)?;
    let pixels = u64::from(info.width) * u64::from(info.height);
    if pixels > MOST_PIXELS {
        return Err(FigureError::Pixels(pixels.div_ceil(1_000_000)));
    }
    let depth = if info.bit_depth == BitDepth::Sixteen {
        2
    } else {
        1
    };
    let memory = pixels * info.color_type.samples() as u64 * depth;
    if memory > MOST_MEMORY {
        return Err(FigureError::Memory(memory / 1_000_000));
    }
    Ok(())
}

/// Complains of a palette that is not a list of colours: the decoder counts on it.
fn check_palette(info: &Info) -> Result<(), FigureError> {
    let fault = |what: &str| Err(FigureError::BrokenPng(what.to_owned()));
    let Some(palette) = info.palette.as_deref() else {
        return if info.color_type == ColorType::Indexed {
            fault("it has no palette")
        } else {
            Ok(())
        };
    };
    let colors = palette.len() / PALETTE_ENTRY;
    if !palette.len().is_multiple_of(PALETTE_ENTRY) || colors == 0 || colors > MOST_COLORS {
        return fault("its palette is not a list of colours");
    }
    let transparent = info.trns.as_deref().map_or(0, <[u8]>::len);
    if info.color_type == ColorType::Indexed && transparent > colors {
        return fault("it has more transparent colours than colours");
    }
    Ok(())
}

fn broken(error: DecodingError) -> FigureError {
    let words = error.to_string();
    let words = words.trim_end_matches('.');
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    FigureError::BrokenPng(first.unwrap_or_default() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::color;

    fn encode(width: u32, height: u32, dots: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Rgb);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(dots).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn a_png_becomes_as_grey_as_the_page_does() {
        let colors = [0x8a1c1c, 0x0b3d6e, 0x00ff00, 0x123456];
        let dots: Vec<u8> = colors.iter().flat_map(|hex| color(*hex).rgb).collect();
        let grey = Raster::decode(&encode(4, 1, &dots)).unwrap().in_grey();
        let expected = colors.map(|hex| color(hex).grey().rgb[0]);
        assert_eq!(grey.colors, expected);
        assert_eq!((grey.space, grey.alphas), (ColorSpace::Grey, None));
    }

    #[test]
    fn a_file_that_ends_early_is_broken() {
        let png = encode(4, 1, &[7; 12]);
        for length in 0..png.len() - 16 {
            let error = Raster::decode(&png[..length]).unwrap_err();
            assert!(matches!(error, FigureError::BrokenPng(_)), "{length}");
        }
    }
}
