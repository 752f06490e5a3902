//! How leaflets look: colours, type sizes, measures of the page.

/// A colour, in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red, green and blue.
    pub rgb: [u8; 3],
}

/// A colour written as in CSS: `0x0b3d6e`.
pub const fn color(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color {
        rgb: [red, green, blue],
    }
}
