//! Pictures in greys: each colour gives way to the grey of the same luminance, as on the rest of the page.

use std::io::Cursor;
use std::sync::LazyLock;

use image::{DynamicImage, ImageFormat};
use regex::{Captures, Regex};

use super::svg_options;
use crate::color::{Color, color};

/// An SVG in greys. A parsed tree cannot be changed, but it is written with each colour as `#rrggbb`, whatever the file
/// called it.
///
/// # Errors
/// When what is written cannot be read again: names are written as they are, be there a quotation mark in them.
pub(super) fn svg(tree: &usvg::Tree) -> Result<usvg::Tree, usvg::Error> {
    static COLOR: LazyLock<Regex> = LazyLock::new(|| {
        let colored = "fill|stroke|stop-color|flood-color|lighting-color";
        Regex::new(&format!(" ({colored})=\"#([0-9a-f]{{6}})\"")).expect("the pattern is sound")
    });
    let text = tree.to_string(&usvg::WriteOptions {
        preserve_text: true,
        ..usvg::WriteOptions::default()
    });
    let grey = COLOR.replace_all(&text, |found: &Captures| {
        let hex = u32::from_str_radix(&found[2], 16).expect("the pattern takes only such digits");
        let [value, ..] = color(hex).grey().rgb;
        format!(" {}=\"#{value:02x}{value:02x}{value:02x}\"", &found[1])
    });
    usvg::Tree::from_str(&grey, &svg_options())
}

/// A PNG in greys.
pub(super) fn png(bytes: &[u8]) -> Vec<u8> {
    let picture = image::load_from_memory_with_format(bytes, ImageFormat::Png)
        .expect("the library decodes every PNG when it is read");
    let has_alpha = picture.color().has_alpha();
    let mut picture = picture.into_rgba8();
    for pixel in picture.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let rgb = [red, green, blue];
        let [value, ..] = Color { rgb }.grey().rgb;
        pixel.0 = [value, value, value, alpha];
    }
    let picture = DynamicImage::from(picture);
    let grey = match has_alpha {
        true => DynamicImage::from(picture.into_luma_alpha8()),
        false => DynamicImage::from(picture.into_luma8()),
    };
    let mut written = Cursor::new(Vec::new());
    grey.write_to(&mut written, ImageFormat::Png)
        .expect("a picture in memory can be written to memory");
    written.into_inner()
}

#[cfg(test)]
mod tests {
    use image::{GenericImageView, Rgb, RgbImage};

    use super::*;
    use crate::figure::Figure;

    fn parsed(inside: &str) -> usvg::Tree {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\">{inside}</svg>"
        );
        usvg::Tree::from_str(&text, &svg_options()).unwrap()
    }

    #[test]
    fn a_name_that_looks_like_a_colour_stays_a_name() {
        let tree = parsed(
            "<path id=\"facade\" d=\"M10 100H290\" fill=\"none\"/>\
             <text font-size=\"14\"><textPath href=\"#facade\">Along</textPath></text>",
        );
        let grey = svg(&tree).unwrap();
        let bounds = |tree: &usvg::Tree| tree.root().abs_bounding_box();
        assert!(bounds(&tree).width() > 20.0);
        assert_eq!(bounds(&grey), bounds(&tree));
    }

    #[test]
    fn a_png_becomes_as_grey_as_the_page_does() {
        let colors = [0x8a1c1c, 0x0b3d6e, 0x00ff00, 0x123456];
        let picture = RgbImage::from_fn(60, 60, |x, _| Rgb(color(colors[x as usize % 4]).rgb));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let figure = Figure::from_png(bytes.into_inner()).unwrap();
        let grey = image::load_from_memory(&figure.in_grey().bytes).unwrap();
        for (x, hex) in (0..).zip(colors) {
            assert_eq!(grey.get_pixel(x, 0).0[..3], color(hex).grey().rgb);
        }
    }
}
