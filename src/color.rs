//! Colours, and the greys that stand in for them in print.

/// A colour, in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red, green and blue.
    pub rgb: [u8; 3],
}

impl Color {
    /// The grey of the same relative luminance (WCAG 2.2), which has the same contrast with any other colour.
    pub fn grey(self) -> Color {
        let luminance = self.luminance();
        let value = if luminance <= 0.003_130_8 {
            luminance * 12.92
        } else {
            1.055 * luminance.powf(1.0 / 2.4) - 0.055
        };
        let value = (value * 255.0).round() as u8;
        Color { rgb: [value; 3] }
    }

    /// The relative luminance (WCAG 2.2), from 0 for black to 1 for white.
    pub(crate) fn luminance(self) -> f32 {
        let [red, green, blue] = self.rgb.map(|channel| {
            let value = f32::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// A colour written as in CSS: `0x0b3d6e`.
pub const fn color(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color {
        rgb: [red, green, blue],
    }
}
