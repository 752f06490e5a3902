//! Figures that would not print as they stand: each with the whole message. And those that are sound however they look.

use snapbox::str;

use png::{BitDepth, ColorType};

use crate::pngs::{Recipe, with_chunk};
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

/// Asserts that a drawing has one fault, shown on a line of its own file.
#[track_caller]
fn assert_refused(svg: &str, message: &str, hint: &str) {
    let library = SoundLibrary::write().with("sample/box.svg", svg);
    let said = library.messages();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], format!("error: the figure {message}"), "{said}");
    let place = lines[1].trim_start_matches([' ', '-']);
    assert!(place.starts_with("> leaflets/sample/box.svg:1:"), "{said}");
    assert_eq!(
        lines.last(),
        Some(&format!("  = hint: {hint}").as_str()),
        "{said}"
    );
    assert_eq!(said.matches("error: ").count(), 1, "{said}");
}

/// Asserts that a drawing has one fault, which is about the file as a whole.
#[track_caller]
fn assert_refused_as_a_whole(svg: &str, message: &str, hint: &str) {
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

/// What is wrong with a drawing, each fault with its place in the file.
fn faults(svg: &str) -> Vec<String> {
    let library = SoundLibrary::write().with("sample/box.svg", svg);
    let said = library.messages();
    let mut lines = said.lines();
    let mut faults = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(message) = line.strip_prefix("error: the figure ") {
            let place = lines.next().unwrap();
            let place = place.trim_start_matches([' ', '-', '>']);
            let place = place.strip_prefix("leaflets/sample/").unwrap_or(place);
            faults.push(format!("{place} {message}"));
        }
    }
    faults
}

#[track_caller]
fn assert_accepted(inside: &str) {
    let library = SoundLibrary::write().with("sample/box.svg", drawing(inside));
    assert_eq!(library.messages(), "", "{inside}");
}

#[test]
fn elements_that_would_not_be_drawn_are_refused() {
    let flow = "<flowRoot/>";
    for (name, element) in [
        ("flowRoot", flow),
        ("video", "<video/>"),
        (
            "animate",
            "<rect width=\"9\" height=\"9\"><animate attributeName=\"x\"/></rect>",
        ),
        ("tref", "<text><tref xlink:href=\"#a\"/></text>"),
        ("filter", "<filter id=\"f\"/>"),
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
        "has `filter: blur(2px)`, which is not read",
        "write `none`, or leave it out",
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
            "draw it in the file itself, or correct the name",
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
    assert_refused_as_a_whole(
        &format!(
            "<svg {NAMESPACES} viewBox=\"0 0 2e5 2e5\"><rect width=\"2e5\" height=\"2e5\"/></svg>"
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
        assert_refused_as_a_whole(
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

#[test]
fn all_faults_of_a_drawing_are_told_at_once_each_with_its_line() {
    let svg = format!(
        "<?xml version=\"1.0\"?>\r\n<svg {NAMESPACES} viewBox=\"0 0 300 200\">\r\n\
         <style>\r\n.a {{ fill: oklch(0.5 0.1 20);\r\n  stroke: var(--x) }}\r\n.b:not(.c) {{ fill: red }}\r\n</style>\r\n\
         <rect class=\"a\" width=\"9\" height=\"9\" style=\"fill: light-dark(#000, #fff)\"/>\r\n\
         <text x=\"10\" y=\"50\" font-size=\"9\">Small</text>\r\n\
         <g><text x=\"290\" y=\"90\" font-size=\"14\" font-family=\"Foo\">Long</text></g>\r\n</svg>"
    );
    assert_eq!(
        faults(&svg),
        [
            "box.svg:4:6 has the colour `oklch(0.5 0.1 20)`, which is not read",
            "box.svg:5:3 has the colour `var(--x)`, which is not read",
            "box.svg:6:1 has a selector `.b:not(.c)`, which is not read",
            "box.svg:8:45 has the colour `light-dark(#000, #fff)`, which is not read",
            "box.svg:9:1 has text of 9.0 pt as placed on a page",
            "box.svg:10:4 sets text in `Foo`, which is not a bundled typeface",
            "box.svg:10:4 has text that runs over its edge: `Long`",
        ]
    );
}

#[test]
fn a_fault_in_a_drawing_points_into_its_file() {
    let svg = format!(
        "<svg {NAMESPACES} viewBox=\"0 0 300 200\">\n  <path d=\"M0 0H90V90Z\" fill=\"color-mix(in srgb, red, blue)\"/>\n</svg>"
    );
    let library = SoundLibrary::write().with("sample/box.svg", svg);
    library.reports(str![[r#"
error: the figure has the colour `color-mix(in srgb, red, blue)`, which is not read
 --> leaflets/sample/box.svg:2:25
  |
2 |   <path d="M0 0H90V90Z" fill="color-mix(in srgb, red, blue)"/>
  |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: write it as `#rrggbb`
"#]]);
}

#[test]
fn the_faults_of_a_figure_that_is_shown_twice_are_told_once() {
    let svg = drawing("<rect width=\"9\" height=\"9\" fill=\"Canvas\"/>");
    let picture = "![A plain box.](box.svg \"A box\")";
    let library = SoundLibrary::write().with("sample/box.svg", svg).edit(
        FIRST,
        picture,
        &format!("{picture}\n\n{picture}"),
    );
    assert_eq!(library.messages().matches("error: ").count(), 1);
}

#[test]
fn colours_that_are_not_read_are_refused() {
    for color in [
        "light-dark(#000, #fff)",
        "var(--ink)",
        "var(--ink, #000)",
        "oklch(0.5 0.1 20)",
        "lab(50% 20 30)",
        "color(display-p3 1 0 0)",
        "color-mix(in srgb, red, blue)",
        "currentcolor",
        "CurrentColor",
        "None",
        "Canvas",
        "initial",
        "unset",
        "#12345",
        "ff0000",
        "redd",
        "rgb(1 2 3 / 50%)",
        "rgb(10%, 20, 30)",
        "hsl(120 50 50)",
        "red icc-color(a, 1)",
        "",
    ] {
        let hint = "write it as `#rrggbb`";
        let message = format!("has the colour `{color}`, which is not read");
        for attribute in ["fill", "stroke"] {
            let shape = format!("<rect width=\"9\" height=\"9\" {attribute}=\"{color}\"/>");
            assert_refused(&drawing(&shape), &message, hint);
        }
        let stop =
            format!("<linearGradient id=\"g\"><stop stop-color=\"{color}\"/></linearGradient>");
        assert_refused(&drawing(&stop), &message, hint);
    }
    for style in [
        "fill:light-dark(rgb(1,1,1),red)",
        "fill: url(#a) var(--x)",
        "color: currentColor",
    ] {
        let shape = format!("<g id=\"a\" style=\"{style}\"/>");
        let said = faults(&drawing(&shape));
        assert!(said[0].contains(" has the colour `"), "{said:?}");
    }
}

#[test]
fn what_changes_how_a_drawing_looks_and_is_not_read_is_refused() {
    for (style, message) in [
        (
            "text-transform: uppercase",
            "has `text-transform: uppercase`, which is not read",
        ),
        (
            "font-style: italic",
            "has `font-style: italic`, which is not read",
        ),
        (
            "transform: rotate(10deg)",
            "has a style `transform`, which is not read",
        ),
        ("width: 50px", "has a style `width`, which is not read"),
        (
            "outline: 1px solid red",
            "has a style `outline`, which is not read",
        ),
        ("FILL: red", "has a style `FILL`, which is not read"),
        (
            "opacity: calc(1 - .5)",
            "has `opacity: calc(1 - .5)`, which is not read",
        ),
        (
            "stroke-linejoin: arcs",
            "has `stroke-linejoin: arcs`, which is not read",
        ),
        (
            "vector-effect: non-scaling-stroke",
            "has `vector-effect: non-scaling-stroke`, which is not read",
        ),
        (
            "clip-path: circle(40%)",
            "has `clip-path: circle(40%)`, which is not read",
        ),
        (
            "fill: red !important",
            "has a style with `!important`, which is not read",
        ),
        ("fill red", "has a style that is not read: `fill red`"),
    ] {
        let said = faults(&drawing(&format!(
            "<rect width=\"9\" height=\"9\" style=\"{style}\"/>"
        )));
        assert_eq!(said.len(), 1, "{style}: {said:?}");
        assert!(said[0].ends_with(message), "{style}: {said:?}");
    }
    for (attribute, message) in [
        (
            "onload=\"x()\"",
            "has an attribute `onload`, which is not read",
        ),
        (
            "systemLanguage=\"de\"",
            "has an attribute `systemLanguage`, which is not read",
        ),
        (
            "pathLength=\"9\"",
            "has an attribute `pathLength`, which is not read",
        ),
        (
            "transform=\"scale(0)\"",
            "has `transform: scale(0)`, which is not read",
        ),
        (
            "transform=\"rotate(10deg)\"",
            "has `transform: rotate(10deg)`, which is not read",
        ),
        (
            "stroke-width=\"-1\"",
            "has `stroke-width: -1`, which is not read",
        ),
        (
            "stroke-linecap=\" round\"",
            "has `stroke-linecap: round`, which is not read",
        ),
        (
            "direction=\"rtl\"",
            "has `direction: rtl`, which is not read",
        ),
        ("d=\"M0 0L5 5x\"", "has `d: M0 0L5 5x`, which is not read"),
        ("points=\"1 2 3\"", "has `points: 1 2 3`, which is not read"),
        (
            "id=\"twice\"/><g id=\"twice\"",
            "gives the id `twice` twice",
        ),
    ] {
        let said = faults(&drawing(&format!("<g {attribute}/>")));
        assert_eq!(said.len(), 1, "{attribute}: {said:?}");
        assert!(said[0].ends_with(message), "{attribute}: {said:?}");
    }
    for rule in [
        "[fill] { fill: red }",
        "rect::before { fill: red }",
        ".a ~ .b { fill: red }",
    ] {
        let said = faults(&drawing(&format!("<style>{rule}</style>")));
        assert!(said[0].contains("has a selector `"), "{rule}: {said:?}");
    }
}

#[test]
fn what_makes_no_difference_on_paper_is_read_over() {
    assert_accepted(
        "<style>svg { color-scheme: light dark } a:hover { fill: red } path { }</style>",
    );
    assert_accepted(
        "<rect width=\"9\" height=\"9\" data-name=\"x\" aria-hidden=\"true\" role=\"img\" tabindex=\"0\" \
         style=\"cursor: pointer; -inkscape-stroke: none; line-height: 1.25; enable-background: new 0 0 9 9; background: none; \
         text-decoration-line: none; font-variant-ligatures: normal; white-space: normal; solid-color: #000\"/>",
    );
}

#[test]
fn spaces_that_are_kept_are_kept_however_it_is_said() {
    let style = "style=\"white-space: pre\"";
    assert_accepted(&text(
        &format!("xml:space=\"preserve\" {style}"),
        "Two  words",
    ));
    let said = faults(&drawing(&text(style, "Two  words")));
    assert!(
        said[0].ends_with("has `white-space: pre`, which is not read"),
        "{said:?}"
    );
}

#[test]
fn references_to_something_of_another_kind_are_refused() {
    let hint = "correct the name";
    for (shape, message) in [
        (
            "<rect id=\"r\" fill=\"url(#r)\"/>",
            "refers to `#r`, which is no gradient or pattern",
        ),
        (
            "<rect id=\"r\" clip-path=\"url(#r)\"/>",
            "refers to `#r`, which is no clip path",
        ),
        (
            "<linearGradient id=\"r\"/><use href=\"#r\"/>",
            "refers to `#r`, which is no shape, group, symbol or text",
        ),
    ] {
        assert_refused(&drawing(shape), message, hint);
    }
    assert_refused(
        &drawing("<g id=\"a\"><use href=\"#a\"/></g>"),
        "draws `#a` as a part of itself",
        "draw it once more instead of referring to it",
    );
}

#[test]
fn pale_text_is_refused() {
    let hint = "make the text darker or what is behind it lighter: at least 7 to 1";
    let dark = "<rect x=\"5\" y=\"130\" width=\"200\" height=\"40\" fill=\"#0b3d6e\"/>";
    let clipped = format!(
        "<clipPath id=\"c\"><rect width=\"300\" height=\"200\"/></clipPath><g clip-path=\"url(#c)\">{dark}</g>"
    );
    let line = "<path d=\"M5 148H200\" stroke=\"#0b3d6e\" stroke-width=\"40\"/>";
    let gradient = "<linearGradient id=\"g\"><stop stop-color=\"#000\"/><stop offset=\"1\" stop-color=\"#fff\"/></linearGradient><rect x=\"5\" y=\"130\" width=\"280\" height=\"40\" fill=\"url(#g)\"/>";
    for (behind, attributes, contrast) in [
        ("", "fill=\"#777\"", 4.5),
        ("", "fill=\"#fff\"", 1.0),
        ("", "fill-opacity=\".5\"", 3.9),
        ("", "opacity=\".5\"", 3.9),
        (dark, "", 1.9),
        (dark, "fill=\"#7fb2e5\"", 4.9),
        (gradient, "fill=\"#777\"", 1.0),
    ] {
        let said = faults(&drawing(&format!(
            "{behind}{}",
            text(attributes, "Words, more words and words")
        )));
        assert_eq!(said.len(), 1, "{attributes}: {said:?}");
        let (_, found) = said[0].split_once("has text with a contrast of ").unwrap();
        let found: f32 = found.split(' ').next().unwrap().parse().unwrap();
        assert!((found - contrast).abs() < 0.2, "{attributes}: {said:?}");
    }
    assert_refused(
        &drawing(&text("fill=\"#777\"", "Words")),
        "has text with a contrast of 4.5 to 1 against what is behind it: `Words`",
        hint,
    );
    for behind in [dark, &clipped, line] {
        assert_accepted(&format!("{behind}{}", text("fill=\"#fff\"", "Words")));
    }
    assert_accepted(&text("fill=\"#595959\"", "Words"));
    assert_accepted(&text("visibility=\"hidden\" fill=\"#fff\"", "Words"));
}

#[test]
fn plain_typefaces_give_way_to_that_of_the_house() {
    for families in [
        "sans-serif",
        "Arial",
        "Helvetica Neue, Helvetica",
        "Verdana, serif",
        "'Comic Sans MS', sans-serif",
        "ArialMT",
        "system-ui, -apple-system, 'Segoe UI'",
    ] {
        let words = format!(
            "<text x=\"10\" y=\"50\" font-size=\"14\" font-family=\"{families}\">Words</text>"
        );
        assert_accepted(&words);
    }
    for (families, name) in [
        ("Times New Roman, serif", "Times New Roman"),
        ("monospace", "monospace"),
        ("Arial-BoldMT", "Arial-BoldMT"),
    ] {
        let words = format!(
            "<text x=\"10\" y=\"50\" font-size=\"14\" font-family=\"{families}\">Words</text>"
        );
        assert_refused(
            &drawing(&words),
            &format!("sets text in `{name}`, which is not a bundled typeface"),
            "set it in `Atkinson Hyperlegible Next` or `sans-serif`",
        );
    }
}

#[test]
fn a_document_type_is_read_over_and_what_it_declares_is_refused() {
    let svg = drawing("");
    let public = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"";
    for declaration in [
        format!("{public}>"),
        format!("{public} [ ]>"),
        "<!DOCTYPE svg>".to_owned(),
    ] {
        let library = SoundLibrary::write().with("sample/box.svg", declaration + &svg);
        assert_eq!(library.messages(), "");
    }
    for declaration in [
        "<!ENTITY a \"b\">",
        "<!ENTITY a SYSTEM \"file:///etc/passwd\">",
        "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">",
        "<!ATTLIST rect fill CDATA \"red\">",
        "%x;",
    ] {
        assert_refused(
            &format!("{public} [{declaration}]>{svg}"),
            "declares entities or attributes in its `DOCTYPE`, which are not read",
            "leave out what stands in `[` and `]`",
        );
    }
    assert_refused(
        &format!("<?xml-stylesheet href=\"a.css\"?>{svg}"),
        "has its style in another file",
        "write the style into the file, in a `<style>` element",
    );
}

#[test]
fn numbers_that_no_pdf_reader_is_bound_to_hold_are_refused() {
    let hint = "keep numbers between -1000000 and 1000000";
    for (shape, number) in [
        ("<path d=\"M0 2147483647L5 5\"/>", "2147483647"),
        ("<path d=\"M999999 0l999999 0\"/>", "1999998"),
        ("<rect width=\"99999999999\" height=\"9\"/>", "99999999999"),
        ("<g stroke-dasharray=\"1 -0 4e9\"/>", "4e9"),
        ("<g letter-spacing=\"1e7\"/>", "1e7"),
        (
            "<g transform=\"scale(9223372036854775807)\"/>",
            "9223372036854775807",
        ),
    ] {
        assert_refused(
            &drawing(shape),
            &format!(
                "has the number `{number}`, which is larger than PDF readers can be trusted with"
            ),
            hint,
        );
    }
    let nested = "<g transform=\"scale(90000)\"><g transform=\"scale(90000)\"><rect width=\"9\" height=\"9\"/></g></g>";
    let said = faults(&drawing(nested));
    assert!(said[0].contains("has the number `8100000"), "{said:?}");
}

/// Figures of a few kilobytes that would cost minutes: each is refused in no time, by a limit that the message names.
#[test]
fn drawings_that_cost_without_bound_are_refused() {
    let chain = |element: &str, link: &dyn Fn(usize) -> String| {
        let levels: String = (0..20)
            .map(|level| {
                format!(
                    "<{element} id=\"e{level}\" width=\"9\" height=\"9\">{0}{0}</{element}>",
                    link(level + 1)
                )
            })
            .collect();
        format!("{levels}<{element} id=\"e20\"><rect width=\"1\" height=\"1\"/></{element}>")
    };
    let painted = |property: &'static str| {
        move |level: usize| {
            format!("<rect width=\"9\" height=\"9\" {property}=\"url(#e{level})\"/>")
        }
    };
    let words = |count: usize| {
        format!(
            "<text x=\"1\" y=\"20\" font-size=\"14\">{}</text>",
            "a ".repeat(count / 2)
        )
    };
    let rules: String = (0..60_000)
        .map(|number| format!(".a{number}{{fill:red}}"))
        .collect();
    let attributes: String = (0..600).map(|number| format!(" a{number}=\"\"")).collect();
    let long = "<path id=\"l\" d=\"M0 0".to_owned() + &"h1v1".repeat(20_000) + "\"/>";
    let cases = [
        (
            chain("g", &|level| format!("<use href=\"#e{level}\"/>")),
            "10000 elements to draw",
        ),
        (chain("pattern", &painted("fill")), "10000 elements to draw"),
        (chain("mask", &painted("mask")), "10000 elements to draw"),
        (
            chain("clipPath", &painted("clip-path")),
            "10000 elements to draw",
        ),
        ("<g/>".repeat(10_001), "10000 elements to draw"),
        (
            long.clone() + &"<use href=\"#l\"/>".repeat(2),
            "100000 points to draw",
        ),
        (words(3_002), "3000 characters of text"),
        (
            format!("<style>{rules}</style>"),
            "500 selectors and declarations in its style",
        ),
        (format!("<g{attributes}/>"), "500 attributes on one element"),
        (
            "<path d=\"M0 0H300\" stroke=\"red\" stroke-dasharray=\".001\"/>".to_owned(),
            "100000 dashes in its lines",
        ),
        (
            "<style>g g g g g { fill: red }</style>".to_owned(),
            "4 parts in one selector",
        ),
    ];
    for (inside, limit) in cases {
        let said = faults(&drawing(&inside));
        let message = format!("has more than {limit}");
        assert!(
            said.iter().any(|fault| fault.ends_with(&message)),
            "{limit}: {said:?}"
        );
        assert!(said.iter().map(String::len).sum::<usize>() < 1_000);
    }
    for open in [
        "<g clip-path=\"url(#c)\">",
        "<svg width=\"9\" height=\"9\">",
    ] {
        let close = if open.starts_with("<g") {
            "</g>"
        } else {
            "</svg>"
        };
        let inside = format!(
            "<clipPath id=\"c\"><rect width=\"9\" height=\"9\"/></clipPath>{}<rect width=\"9\" height=\"9\"/>{}",
            open.repeat(40),
            close.repeat(40)
        );
        let said = faults(&drawing(&inside));
        assert!(
            said[0].ends_with("clips groups within groups more than 20 deep"),
            "{said:?}"
        );
    }
}

#[test]
fn a_png_with_a_damaged_palette_is_refused_by_name() {
    let plain = Recipe::new(ColorType::Indexed, BitDepth::Eight).encode();
    let damaged = with_chunk(&plain, b"PLTE", Some(&[0, 0xB4, 0xA3, 0xAE]));
    let library =
        SoundLibrary::write()
            .with("sample/box.png", damaged)
            .edit(FIRST, "(box.svg ", "(box.png ");
    library.reports(str![[r#"
error: the figure `box.png` is broken PNG: its palette is not a list of colours
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](box.png "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: export it again
"#]]);
}
