//! SVGs in greys: each colour gives way to the grey of the same luminance, as on the rest of the page.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::svg::parse_again;
use crate::color::color;

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
    parse_again(&grey)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(inside: &str) -> usvg::Tree {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\">{inside}</svg>"
        );
        parse_again(&text).unwrap()
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
}
