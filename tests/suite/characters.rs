//! Characters that are more than letters on a line: look-alikes, super- and subscripts, fractions, hard line breaks. What
//! becomes of them in the composed words, on the page and in what a screen reader is given.

use careleaf::fonts::Face;
use careleaf::leaflet::NodeId;
use careleaf::paged::layout::page::{GlyphRun, Owner, Pages, Shape};
use careleaf::paged::pdf;
use careleaf::paged::{Leaflet, Role};
use snapbox::{IntoData, str};

use crate::readback;
use crate::sound_library::{FIRST, SoundLibrary, laid_out};

fn section(text: &str) -> SoundLibrary {
    let library = SoundLibrary::write();
    let written = std::fs::read_to_string(library.path(FIRST)).unwrap();
    let (front, _) = written.split_once("+++\nWords").unwrap();
    library.with(FIRST, format!("{front}+++\n{text}"))
}

fn refused(text: &str, expected: impl IntoData) {
    section(text).reports(expected);
}

fn pages(text: &str) -> Pages {
    laid_out(&section(text), 12)
}

/// The words of the block that holds `word`.
fn composed(leaflet: &Leaflet, word: &str) -> String {
    let nodes = leaflet.descendants(NodeId::ROOT);
    let blocks = nodes.iter().filter(|&&id| {
        matches!(
            leaflet.node(id).role,
            Role::Paragraph | Role::Cell | Role::Body
        )
    });
    let texts: Vec<String> = blocks.map(|&id| leaflet.text_of(id)).collect();
    let found = texts.iter().find(|text| text.contains(word));
    found.unwrap_or_else(|| panic!("{texts:?}")).clone()
}

/// What a screen reader is given of the block that holds `word`.
fn read_back(pages: &Pages, word: &str) -> String {
    let document = readback::read(&pdf::write(pages).unwrap());
    let blocks = ["P", "TD", "LBody"]
        .map(|tag| document.root.all(tag))
        .concat();
    let texts: Vec<String> = blocks.iter().map(|block| block.text()).collect();
    let found = texts.iter().find(|text| text.contains(word));
    found.unwrap_or_else(|| panic!("{texts:?}")).clone()
}

/// The runs of glyphs with their places, those of nodes only.
fn runs(pages: &Pages) -> Vec<&GlyphRun> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items
        .filter_map(|item| match (item.owner, &item.shape) {
            (Owner::Node(_), Shape::Glyphs(run)) => Some(run),
            _ => None,
        })
        .collect()
}

fn run<'p>(pages: &'p Pages, text: &str) -> &'p GlyphRun {
    let runs = runs(pages);
    let found = runs.iter().find(|run| &*run.text == text);
    found.unwrap_or_else(|| {
        let texts: Vec<&str> = runs.iter().map(|run| &*run.text).collect();
        panic!("no {text:?} in {texts:?}")
    })
}

#[test]
fn look_alikes_are_set_as_what_they_stand_for() {
    let pages = pages(
        "Mark: 50 \u{B5}g, di\u{FB03}cult, 5\u{202F}mg, \u{FF15}0 \u{2103}, well\u{2010}known.\n",
    );
    let words = "Mark: 50 μg, difficult, 5 mg, 50 °C, well-known.";
    assert_eq!(
        composed(&pages.leaflet, "Mark").replace('\u{A0}', " "),
        words
    );
    assert_eq!(read_back(&pages, "Mark"), words);
}

#[test]
fn look_alikes_are_found_in_the_glossary_and_do_not_change_the_edition() {
    let plain = pages("The bone marrow.\n");
    let pasted = pages("The \u{FF42}one marrow.\n");
    assert_eq!(plain.leaflet.edition, pasted.leaflet.edition);
    assert!(
        plain
            .leaflet
            .text_of(NodeId::ROOT)
            .contains("Where blood cells are made")
    );
}

#[test]
fn super_and_subscripts_are_the_same_however_they_are_written() {
    let marked = pages("Count: 10<sup>9</sup>/L of CO<sub>2</sub>, 10<sup>-6</sup>.\n");
    let typed = pages("Count: 10⁹/L of CO₂, 10⁻⁶.\n");
    assert_eq!(marked.leaflet.edition, typed.leaflet.edition);
    for pages in [marked, typed] {
        assert_eq!(read_back(&pages, "Count"), "Count: 10⁹/L of CO₂, 10⁻⁶.");
    }
}

#[test]
fn letters_off_the_line_are_read_as_letters() {
    let pages = pages("Test: HbA<sub>1c</sub>, the 2<sup>nd</sup>, C<sub>max</sub>.\n");
    assert_eq!(read_back(&pages, "Test:"), "Test: HbA₁c, the 2nd, Cmax.");
    let (line, raised) = (run(&pages, ", the 2"), run(&pages, "nd"));
    let lowered = run(&pages, "max");
    assert_eq!(raised.face, Face::Regular);
    assert!(raised.size.to_pt() > 9.9 && raised.size < line.size);
    assert!(raised.glyphs[0].y_offset.to_pt() > 3.0);
    assert!(lowered.glyphs[0].y_offset.to_pt() < -1.0);
}

#[test]
fn super_and_subscripts_stand_in_summaries_and_definitions() {
    let library = SoundLibrary::write()
        .edit(
            FIRST,
            "What comes first.",
            "Cells: 10<sup>9</sup>/L, HbA<sub>1c</sub>.",
        )
        .edit(
            "glossary.toml",
            "Where blood cells are made.",
            "Gas: CO<sub>2</sub> here.",
        );
    let pages = laid_out(&library, 12);
    assert_eq!(read_back(&pages, "Cells:"), "Cells: 10⁹/L, HbA₁c.");
    assert!(
        pages
            .leaflet
            .text_of(NodeId::ROOT)
            .contains("Gas: CO₂ here.")
    );
}

#[test]
fn digits_off_the_line_are_glyphs_of_their_own() {
    let pages = pages("Count: 10⁹, ⅓, 9.\n");
    let (raised, third) = (run(&pages, "⁹"), run(&pages, "⅓"));
    assert_eq!([raised.face, third.face], [Face::SansRegular; 2]);
    let charmap = |text: char| {
        use skrifa::MetadataProvider;
        let font = Face::SansRegular.font();
        font.charmap().map(text).unwrap().to_u32()
    };
    assert_eq!(raised.glyphs[0].id, charmap('⁹'));
    assert_eq!(third.glyphs[0].id, charmap('⅓'));
}

#[test]
fn strong_and_linked_super_and_subscripts_are_set_too() {
    let pages = pages("Rate: **10<sup>9</sup>** and [CO<sub>2</sub>](https://www.example.org/).\n");
    assert!(read_back(&pages, "Rate").starts_with("Rate: 10⁹ and CO₂ "));
    assert_eq!(run(&pages, "⁹").face, Face::SansBold);
}

#[test]
fn a_line_ends_at_a_hard_line_break_and_nowhere_else() {
    for text in [
        "Write to:  \nThe Ward\\\n12 High Street<br>Leeds\n",
        "Write to:<br>\nThe Ward<br/>12 High Street<br />Leeds\n",
    ] {
        let pages = pages(text);
        let lines = ["Write to: ", "The Ward ", "12 High Street ", "Leeds"];
        let runs = lines.map(|line| run(&pages, line));
        for pair in runs.windows(2) {
            assert_eq!(pair[0].origin.x, pair[1].origin.x);
            assert!(pair[0].origin.y < pair[1].origin.y);
        }
        assert_eq!(
            read_back(&pages, "Write"),
            "Write to: The Ward 12 High Street Leeds"
        );
    }
}

#[test]
fn hard_line_breaks_stand_in_lists_callouts_cells_and_other_scripts() {
    let pages = pages(
        "- one<br>two\n\n> [!NOTE]\n> three\\\n> four\n\n| A | B |\n|---|---|\n| five<br>six | x |\n\n\
         <div lang=\"he\">\n\nשלום<br>עולם\n\n</div>\n",
    );
    for (first, second) in [
        ("one ", "two"),
        ("three ", "four"),
        ("five ", "six"),
        ("שלום", "עולם"),
    ] {
        let (upper, lower) = (run(&pages, first), run(&pages, second));
        assert!(upper.origin.y < lower.origin.y, "{first} {second}");
        assert!(upper.glyphs.iter().all(|glyph| glyph.id != 0));
        let words = format!("{} {second}", first.trim_end());
        assert_eq!(read_back(&pages, second), words);
    }
}

#[test]
fn a_hyphen_that_does_not_break_is_a_hyphen() {
    let pages = pages("Mark: a well\u{2011}known word.\n");
    assert_eq!(read_back(&pages, "Mark"), "Mark: a well-known word.");
    assert_eq!(run(&pages, "Mark: a well-known word.").face, Face::Regular);
}

#[test]
fn greek_letters_are_set_within_the_text() {
    let pages = pages("Mark: interferon-α and β-blockers.\n");
    assert_eq!(
        read_back(&pages, "Mark"),
        "Mark: interferon-α and β-blockers."
    );
    assert_eq!(run(&pages, "α").face, Face::SansRegular);
}

#[test]
fn what_cannot_be_set_is_named_with_what_to_write_instead() {
    refused(
        "Heat → rest.\n\n- ☐ Ring ☎ us ②\n",
        str![[r#"
error: no bundled font can write `→` (U+2192)
  --> leaflets/sample/first.md:10:6
   |
10 | Heat → rest.
   |      ^
   |
   = hint: write `to` or `then`, or say it in words

error: no bundled font can write `☐` (U+2610)
  --> leaflets/sample/first.md:12:3
   |
12 | - ☐ Ring ☎ us ②
   |   ^
   |
   = hint: start an item of a list with `- `; questions have boxes to tick under `{.questions}`

error: no bundled font can write `☎` (U+260E)
  --> leaflets/sample/first.md:12:10
   |
12 | - ☐ Ring ☎ us ②
   |          ^
   |
   = hint: write `Phone` or `Ring`

error: no bundled font can write `②` (U+2461)
  --> leaflets/sample/first.md:12:15
   |
12 | - ☐ Ring ☎ us ②
   |               ^
   |
   = hint: write `2`, or say it in words
"#]],
    );
}

#[test]
fn a_letter_of_another_script_in_a_latin_word_is_named() {
    refused(
        "Take \u{430}spirin, IFNγ, TNFα, 5 μg, 2 MΩ.\n",
        str![[r#"
error: `а` (U+0430) looks like a Latin letter and is none
  --> leaflets/sample/first.md:10:6
   |
10 | Take аspirin, IFNγ, TNFα, 5 μg, 2 MΩ.
   |      ^^
   |
   = hint: type the word again
"#]],
    );
}

#[test]
fn a_super_or_subscript_is_closed_and_holds_plain_words() {
    refused(
        "Ten<sup>9 and 2</sub>.\n\nMore<sup></sup> <sub>**a**</sub>.\n",
        str![[r#"
error: a superscript has no end
  --> leaflets/sample/first.md:10:4
   |
10 | Ten<sup>9 and 2</sub>.
   |    ^^^^^
   |
   = hint: close it with `</sup>`, before any bold words or links

error: `</sub>` closes nothing
  --> leaflets/sample/first.md:10:16
   |
10 | Ten<sup>9 and 2</sub>.
   |                ^^^^^^
   |
   = hint: delete it, or write the opening tag in the same line of text

error: a superscript is empty
  --> leaflets/sample/first.md:12:5
   |
12 | More<sup></sup> <sub>**a**</sub>.
   |     ^^^^^^^^^^^
   |
   = hint: write what it holds, or delete it

error: bold words or a link start in a super- or subscript
  --> leaflets/sample/first.md:12:22
   |
12 | More<sup></sup> <sub>**a**</sub>.
   |                      ^^^^^
   |
   = hint: put it around the whole word: `**CO<sub>2</sub>**`
"#]],
    );
}

#[test]
fn line_breaks_in_headings_and_two_in_a_row_are_refused() {
    refused(
        "## A<br>part\n\nWords<br><br>here.\n",
        str![[r#"
error: a heading has a line break
  --> leaflets/sample/first.md:10:1
   |
10 | ## A<br>part
   | ^^^^^^^^^^^^
   |
   = hint: write it on one line: it stands in the outline too

error: a line break follows another
  --> leaflets/sample/first.md:12:10
   |
12 | Words<br><br>here.
   |          ^^^^
   |
   = hint: start a new paragraph: leave a line empty
"#]],
    );
}
