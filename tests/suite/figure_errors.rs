//! Figures that would not print as they stand: each with the whole message. And those that are sound however they look.

use snapbox::str;

use crate::sound_library::{FIRST, SoundLibrary};

const NAMESPACES: &str =
    "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

fn drawing(inside: &str) -> String {
    format!("<svg {NAMESPACES} viewBox=\"0 0 300 200\"><path d=\"M0 0H90V90Z\"/>{inside}</svg>")
}

fn text(attributes: &str, words: &str) -> String {
    format!(
        "<text x=\"10\" y=\"150\" font-size=\"14\" font-family=\"Atkinson Hyperlegible Next\" {attributes}>{words}</text>"
    )
}

#[track_caller]
fn assert_refused(svg: &str, message: &str, hint: &str) {
    let expected = format!(
        "error: the figure `box.svg` {message}
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](box.svg \"A box\")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: {hint}"
    );
    let library = SoundLibrary::write().with("sample/box.svg", svg);
    assert_eq!(library.messages(), expected, "{svg}");
}

#[test]
fn elements_that_would_not_be_drawn_are_refused() {
    let flow = "<flowRoot><flowRegion/><flowPara>Lost</flowPara></flowRoot>";
    for (name, element) in [
        ("flowRoot", flow),
        ("video", "<video/>"),
        ("animate", "<rect><animate attributeName=\"x\"/></rect>"),
        ("tref", "<text><tref xlink:href=\"#a\"/></text>"),
        (
            "filter",
            "<filter id=\"f\"><feTurbulence numOctaves=\"1000000\"/></filter>",
        ),
        (
            "p",
            "<h:p xmlns:h=\"http://www.w3.org/1999/xhtml\">Lost</h:p>",
        ),
    ] {
        assert_refused(
            &drawing(element),
            &format!("has an element `<{name}>`, which cannot be printed"),
            "draw with shapes and text",
        );
    }
    assert_refused(
        &drawing("<rect width=\"9\" height=\"9\" style=\"filter: blur(2px)\"/>"),
        "has an element `<filter>`, which cannot be printed",
        "draw with shapes and text",
    );
}

#[test]
fn style_rules_that_are_not_read_are_refused() {
    for style in [
        "@import url(\"#a\");",
        "/* mail@example.org */ @import url('x.css'); rect { fill: red }",
    ] {
        assert_refused(
            &drawing(&format!("<style>{style}</style>")),
            "has a style rule `@import`, which is not read",
            "write the style of each element into the file",
        );
    }
}

#[test]
fn references_to_what_is_not_in_the_file_are_refused() {
    for (reference, element) in [
        ("other.svg#a", "<use href=\"other.svg#a\"/>".to_owned()),
        (
            "https://x.org/a.svg#a",
            "<use xlink:href=\"https://x.org/a.svg#a\"/>".to_owned(),
        ),
        ("#nothere", "<use href=\"#nothere\"/>".to_owned()),
        ("#missing", "<rect fill=\"url(#missing) red\"/>".to_owned()),
        (
            "#missing",
            "<rect style=\"fill: url( '#missing' )\"/>".to_owned(),
        ),
        (
            "#missing",
            "<style>rect { fill: url(#missing) }</style>".to_owned(),
        ),
        (
            "#path",
            text("", "<textPath xlink:href=\"#path\">Lost</textPath>"),
        ),
    ] {
        assert_refused(
            &drawing(&element),
            &format!("refers to `{reference}`, which is not in the file"),
            "draw it in the file itself, or mend the name",
        );
    }
}

#[test]
fn text_that_is_cut_off_at_the_edge_is_refused() {
    assert_refused(
        &drawing(&text("dx=\"250\"", "Runs out of it")),
        "has text that runs over its edge: `Runs out of it`",
        "move it inward, or make the `viewBox` larger",
    );
}

#[test]
fn text_that_is_drawn_as_a_shape_is_refused() {
    let small = "<text x=\"1\" y=\"10\" font-size=\"4\">tiny</text>";
    for (element, used) in [
        (
            "pattern id=\"p\" width=\"50\" height=\"50\" patternUnits=\"userSpaceOnUse\"",
            "fill",
        ),
        ("mask id=\"p\"", "mask"),
        ("clipPath id=\"p\"", "clip-path"),
    ] {
        let name = element.split(' ').next().unwrap();
        let inside = format!(
            "<{element}>{small}</{name}><rect width=\"200\" height=\"100\" {used}=\"url(#p)\"/>"
        );
        assert_refused(
            &drawing(&inside),
            "has text in a pattern, a mask or a clip path",
            "draw with shapes and text",
        );
    }
}

#[test]
fn text_that_would_be_small_where_there_is_little_height_is_refused() {
    let tall = |height: u16| {
        format!(
            "<svg {NAMESPACES} viewBox=\"0 0 300 {height}\">{}</svg>",
            text("", "Words").replace("14", "12")
        )
    };
    let hint =
        "make the text at least 12 pt, or the drawing smaller: it has a place of 363 by 297 pt";
    for (height, size) in [(500, "7.1"), (900, "4.0"), (3000, "1.2")] {
        let message = format!("has text of {size} pt as placed on a page");
        assert_refused(&tall(height), &message, hint);
    }
    let library = SoundLibrary::write().with("sample/box.svg", tall(297));
    assert_eq!(library.messages(), "");
}

#[test]
fn a_drawing_in_units_beyond_measure_is_refused() {
    assert_refused(
        &format!(
            "<svg {NAMESPACES} viewBox=\"0 0 1e30 1e30\"><rect width=\"1e30\" height=\"1e30\"/></svg>"
        ),
        "is more than 100000 units wide or high",
        "draw it in smaller units",
    );
}

#[test]
fn names_that_cannot_be_written_in_grey_are_refused() {
    let gradient = "<linearGradient id=\"x&amp;y\"><stop offset=\"1\" stop-color=\"red\"/><stop offset=\"0\"/></linearGradient><rect width=\"9\" height=\"9\" fill=\"url(#x&amp;y)\"/>";
    let font = text("", "Words").replace("Next", "Next, 'Foo &amp; Bar'");
    for inside in [gradient, &font] {
        assert_refused(
            &drawing(inside),
            "has a name that is not plain",
            "use letters, digits and hyphens alone in its ids and font names",
        );
    }
}

#[test]
fn what_drawing_programs_note_for_themselves_is_read_over() {
    let notes = r#"<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>
        <sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>
        <title>A box</title><desc>It is <b xmlns="http://www.w3.org/1999/xhtml">plain</b>.</desc>
        <a href="https://www.example.org/"><rect width="9" height="9"/></a>"#;
    let library = SoundLibrary::write().with("sample/box.svg", drawing(notes));
    assert_eq!(library.messages(), "");
}

#[test]
fn a_figure_that_needs_more_memory_than_it_is_worth_is_refused() {
    // A header alone: 4472 by 4472 pixels in 16 bits a channel.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x11\x78\0\0\x11\x78\x10\x06\0\0\0".to_vec();
    png.extend(0xC725_66E0_u32.to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xAF\x06\x1E\0\0\0\0IEND\xAE\x42\x60\x82");
    let library =
        SoundLibrary::write()
            .with("sample/box.png", png)
            .edit(FIRST, "(box.svg ", "(box.png ");
    library.reports(str![[r#"
error: the figure `box.png` takes 159 MB when it is unpacked
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](box.png "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: save it in 8 bits a channel
"#]]);
}
