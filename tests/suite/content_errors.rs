//! Faults of whole files, of the house, the glossary, the leaflet and the figures: each with the whole message.

use std::fs;

use snapbox::str;

use crate::sound_library::{FIRST, SoundLibrary};

fn sound() -> SoundLibrary {
    SoundLibrary::write()
}

#[test]
fn a_sound_library_gives_no_message() {
    sound().reports(str![[""]]);
}

#[test]
fn missing_library_is_reported() {
    let library = sound();
    fs::remove_dir_all(library.path("")).unwrap();
    library.reports(str![[r#"
error: there is no library here
--> leaflets/
 = hint: name it with `--library`, or write a small one with `careleaf init`
"#]]);
}

#[test]
fn empty_library_is_reported() {
    let library = sound();
    fs::remove_dir_all(library.path("sample")).unwrap();
    library.reports(str![[r#"
error: the library has no leaflet
--> leaflets/
 = hint: add a folder with a `leaflet.toml`, or write a small library with `careleaf init`
"#]]);
}

#[test]
fn missing_house_glossary_and_leaflet_files_are_all_reported() {
    sound()
        .without("house.toml")
        .without("glossary.toml")
        .without("sample/leaflet.toml")
        .reports(str![[r#"
error: the file is missing
--> leaflets/house.toml
 = hint: write who publishes: `format`, `name`, `link_hosts` and `[review]`

error: the file is missing
--> leaflets/glossary.toml
 = hint: write one with `last_reviewed` and `review_due`, and a `[[term]]` for each term

error: the file is missing
--> leaflets/sample/leaflet.toml
 = hint: each folder of a library is a leaflet: write it, or move the folder elsewhere
"#]]);
}

#[test]
fn missing_urgent_help_is_reported() {
    sound().without("sample/urgent-help.md").reports(str![[r#"
error: the file `urgent-help.md` is missing
 --> leaflets/sample/leaflet.toml:9:10
  |
9 | urgent = "urgent-help"
  |          ^^^^^^^^^^^^^
  |
  = hint: write when to get help at once: no leaflet goes without it
"#]]);
}

#[test]
fn missing_section_is_reported_where_it_is_listed() {
    sound()
        .without("sample/second-opinion.md")
        .reports(str![[r#"
error: the file `second-opinion.md` is missing
  --> leaflets/sample/leaflet.toml:10:32
   |
10 | sections = ["first", "second", "second-opinion"]
   |                                ^^^^^^^^^^^^^^^^
   |
   = hint: write it, or take it out of `sections`
"#]]);
}

#[test]
fn unlisted_section_is_reported() {
    sound()
        .with("sample/third.md", "Words.\n")
        .reports(str![[r#"
error: `third.md` is not listed in `leaflet.toml`
--> leaflets/sample/third.md
 = hint: add it to `sections`, or move it out of the folder
"#]]);
}

#[test]
fn folder_with_a_name_that_is_no_id_is_reported() {
    let library = sound();
    fs::rename(library.path("sample"), library.path("Sample leaflet")).unwrap();
    library.reports(str![[r#"
error: the folder's name `Sample leaflet` is not an id
--> leaflets/Sample leaflet
 = hint: use lower-case letters, digits and single hyphens
"#]]);
}

#[test]
fn folder_with_the_name_of_the_glossary_is_reported() {
    let library = sound();
    fs::rename(library.path("sample"), library.path("glossary")).unwrap();
    library.reports(str![[r#"
error: a leaflet cannot be called `glossary`: that is the name of the glossary
--> leaflets/glossary
 = hint: rename the folder
"#]]);
}

#[test]
fn archive_that_leads_back_into_the_library_is_reported() {
    let library = sound();
    let folder = library.path("");
    let name = folder.file_name().unwrap().to_str().unwrap();
    let archive = format!("../{name}/archive");
    let reported = library.edit(
        "house.toml",
        "format = 1",
        &format!("format = 1\narchive = \"{archive}\""),
    );
    let messages = reported.messages();
    assert!(
        messages.starts_with("error: `archive` is in the library\n"),
        "{messages}"
    );
}

#[test]
fn too_large_a_section_is_reported() {
    sound().with(FIRST, "x".repeat(5_000_000)).reports(str![[r#"
error: the file is larger than 1 MB
--> leaflets/sample/first.md
 = hint: split the text into several sections
"#]]);
}

#[test]
fn invalid_utf8_is_reported_where_it_starts() {
    sound()
        .with(FIRST, b"+++\ntitle = \"F\xFFrst\"\n+++\n")
        .reports(str![[r#"
error: the file is not UTF-8
 --> leaflets/sample/first.md:2:11
  |
2 | title = "F�rst"
  |           ^
  |
  = hint: save it as UTF-8
"#]]);
}

#[test]
fn invalid_utf8_behind_a_byte_order_mark_is_reported_where_it_starts() {
    sound()
        .with(
            FIRST,
            b"\xEF\xBB\xBF+++\ntitle = \"ab\xFF\xC3\xA9\xC3\xA9\"\n+++\n",
        )
        .reports(str![[r#"
error: the file is not UTF-8
 --> leaflets/sample/first.md:2:12
  |
2 | title = "ab�éé"
  |            ^
  |
  = hint: save it as UTF-8
"#]]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read_over() {
    let library = sound();
    let text = fs::read_to_string(library.path(FIRST)).unwrap();
    let windows = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    library.with(FIRST, windows).reports(str![[""]]);
}

#[test]
fn places_that_cannot_keep_anything_are_reported() {
    let edit = (
        "format = 1",
        "format = 1\nledger = \" \"\narchive = \"archive\"",
    );
    sound().edit("house.toml", edit.0, edit.1).reports(str![[r#"
error: `ledger` is empty
 --> leaflets/house.toml:2:10
  |
2 | ledger = " "
  |          ^^^
  |
  = hint: write the words, or delete the key

error: `archive` is in the library
 --> leaflets/house.toml:3:11
  |
3 | archive = "archive"
  |           ^^^^^^^^^
  |
  = hint: name a folder beside it: `archive = "../archive"`
"#]]);
}

#[test]
fn house_faults_are_reported_together() {
    sound()
        .with(
            "house.toml",
            r#"format = 2
link_hosts = ["https://www.example.org/", "help.example.org"]
feedbak = "Tell us."

[reveiw]
longest_years = 3

[clinic.Day_Unit]
name = "Day unit"

[[organisation]]
name = "Sample Line"
online = "http://help.example.org/"
"#,
        )
        .reports(str![[r#"
error: `name` is missing
 --> leaflets/house.toml:1:1
  |
1 | format = 2
  | ^^^^^^^^^^
  |
  = hint: add `name = "Northfield Hospitals Haematology"`

error: `[review]` is missing
 --> leaflets/house.toml:1:1
  |
1 | format = 2
  | ^^^^^^^^^^
  |
  = hint: add `[review]` and below it `longest_years = 3` and `warn_days = 90`

error: format `2` is not known
 --> leaflets/house.toml:1:10
  |
1 | format = 2
  |          ^
  |
  = hint: this program reads `format = 1`

error: `https://www.example.org/` is not a host
 --> leaflets/house.toml:2:15
  |
2 | link_hosts = ["https://www.example.org/", "help.example.org"]
  |               ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: write it without `https://` and path, in small letters: `www.example.org`

error: `feedbak` is not a key here
 --> leaflets/house.toml:3:1
  |
3 | feedbak = "Tell us."
  | ^^^^^^^
  |
  = hint: did you mean `feedback`?

error: `reveiw` is not a key here
 --> leaflets/house.toml:5:2
  |
5 | [reveiw]
  |  ^^^^^^
  |
  = hint: did you mean `review`?

error: `Day_Unit` is not an id
 --> leaflets/house.toml:8:9
  |
8 | [clinic.Day_Unit]
  |         ^^^^^^^^
  |
  = hint: use lower-case letters, digits and single hyphens: `stem-cell-transplants`

error: `http://help.example.org/` is not an `https` address
  --> leaflets/house.toml:13:10
   |
13 | online = "http://help.example.org/"
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: start it with `https://`
"#]]);
}

#[test]
fn numbers_out_of_range_are_reported() {
    sound()
        .edit("house.toml", "warn_days = 90", "warn_days = -1")
        .edit("house.toml", "longest_years = 3", "longest_years = \"3\"")
        .reports(str![[r#"
error: `longest_years` is not a whole number up to 65535
 --> leaflets/house.toml:6:17
  |
6 | longest_years = "3"
  |                 ^^^
  |
  = hint: write `longest_years = 3`

error: `warn_days` is not a whole number up to 65535
 --> leaflets/house.toml:7:13
  |
7 | warn_days = -1
  |             ^^
  |
  = hint: write `warn_days = 90`
"#]]);
}

#[test]
fn unknown_status_language_and_key_are_reported_with_what_was_meant() {
    sound()
        .edit("sample/leaflet.toml", "\"draft\"", "\"aproved\"")
        .edit("sample/leaflet.toml", "short_title", "shorttitle")
        .edit("sample/leaflet.toml", "\"en-GB\"", "\"cy\"")
        .reports(str![[r#"
error: `short_title` is missing
 --> leaflets/sample/leaflet.toml:1:1
  |
1 | title = "A sample leaflet"
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: add `short_title = "Treatment for ALL"`

error: `shorttitle` is not a key here
 --> leaflets/sample/leaflet.toml:2:1
  |
2 | shorttitle = "Sample"
  | ^^^^^^^^^^
  |
  = hint: did you mean `short_title`?

error: Careleaf is not translated into `cy`
 --> leaflets/sample/leaflet.toml:4:12
  |
4 | language = "cy"
  |            ^^^^
  |
  = hint: write the leaflet in `en`, and passages in other languages in `<div lang="…">`

error: `aproved` is not a status
 --> leaflets/sample/leaflet.toml:5:10
  |
5 | status = "aproved"
  |          ^^^^^^^^^
  |
  = hint: did you mean `approved`?
"#]]);
}

#[test]
fn presets_and_requires_name_sections_of_the_leaflet() {
    sound()
        .edit(
            "sample/leaflet.toml",
            "sections = [\"second\"]",
            "sections = [\"secnd\"]",
        )
        .edit("sample/second.md", "[\"first\"]", "[\"fist\", \"second\"]")
        .reports(str![[r#"
error: the leaflet has no section `secnd`
  --> leaflets/sample/leaflet.toml:14:13
   |
14 | sections = ["secnd"]
   |             ^^^^^^^
   |
   = hint: did you mean `second`?

error: the leaflet has no section `fist`
 --> leaflets/sample/second.md:8:13
  |
8 | requires = ["fist", "second"]
  |             ^^^^^^
  |
  = hint: did you mean `first`?

error: the section `second` requires itself
 --> leaflets/sample/second.md:8:21
  |
8 | requires = ["fist", "second"]
  |                     ^^^^^^^^
  |
  = hint: take it out of `requires`
"#]]);
}

#[test]
fn sections_are_listed_once_and_without_the_urgent_help() {
    sound()
        .edit(
            "sample/leaflet.toml",
            "\"second-opinion\"]",
            "\"second-opinion\", \"first\", \"urgent-help\"]",
        )
        .reports(str![[r#"
error: `first` is listed twice
  --> leaflets/sample/leaflet.toml:10:50
   |
10 | sections = ["first", "second", "second-opinion", "first", "urgent-help"]
   |                                                  ^^^^^^^
   |
   = hint: take it out of `sections`

error: `urgent-help` is the urgent help, which is always printed
  --> leaflets/sample/leaflet.toml:10:59
   |
10 | sections = ["first", "second", "second-opinion", "first", "urgent-help"]
   |                                                           ^^^^^^^^^^^^^
   |
   = hint: take it out of `sections`
"#]]);
}

#[test]
fn the_dates_of_the_source_are_given_both_or_neither() {
    sound()
        .edit(
            "sample/leaflet.toml",
            "urgent = ",
            "source_review_due = 2027-08-05\nurgent = ",
        )
        .reports(str![[r#"
error: `source_last_reviewed` is missing
 --> leaflets/sample/leaflet.toml:9:21
  |
9 | source_review_due = 2027-08-05
  |                     ^^^^^^^^^^
  |
  = hint: add `source_last_reviewed = 2027-03-01`, or delete this date
"#]]);
}

#[test]
fn a_form_claimed_by_two_terms_is_reported_with_both_places() {
    sound()
        .edit(
            "glossary.toml",
            "name = \"bone marrow\"",
            "name = \"bone marrow\"\nforms = [\"Blood cells\"]",
        )
        .reports(str![[r#"
error: the form `Blood cells` is claimed by `blood-cell` (line 7) as well
  --> leaflets/glossary.toml:13:10
   |
13 | forms = ["Blood cells"]
   |          ^^^^^^^^^^^^^
   |
   = hint: leave it with one of the two terms
"#]]);
}

#[test]
fn an_id_of_two_terms_is_reported_with_both_places() {
    sound()
        .edit("glossary.toml", "\"marrow\"", "\"blood-cell\"")
        .edit(FIRST, "glossary:marrow", "glossary:blood-cell")
        .reports(str![[r#"
error: the id `blood-cell` is taken on line 5
  --> leaflets/glossary.toml:11:6
   |
11 | id = "blood-cell"
   |      ^^^^^^^^^^^^
   |
   = hint: choose another id
"#]]);
}

#[test]
fn definitions_in_a_circle_are_reported_with_the_circle() {
    sound()
        .edit(
            "glossary.toml",
            "part of the blood",
            "thing made in bone marrow",
        )
        .reports(str![[r#"
error: the definitions go in a circle: `blood-cell` → `marrow` → `blood-cell`
 --> leaflets/glossary.toml:8:14
  |
8 | definition = "A tiny thing made in bone marrow."
  |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: word a definition so that it needs no other term of the circle
"#]]);
}

#[test]
fn a_missing_figure_is_reported() {
    sound().without("sample/box.svg").reports(str![[r#"
error: the figure `box.svg` is missing
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](box.svg "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: put the file beside the text, or correct its name
"#]]);
}

#[test]
fn a_huge_figure_is_reported() {
    sound()
        .with("sample/box.svg", "x".repeat(2_000_001))
        .reports(str![[r#"
error: the figure `box.svg` is larger than 2 MB
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](box.svg "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: simplify it or scale it down
"#]]);
}

#[test]
fn a_png_of_too_many_pixels_is_reported() {
    // A header alone: the size is refused before anything is unpacked.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x27\x10\0\0\x27\x10\x08\0\0\0\0".to_vec();
    png.extend(0x9F25_3DFB_u32.to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xAF\x06\x1E\0\0\0\0IEND\xAE\x42\x60\x82");
    sound()
        .with("sample/box.png", png)
        .edit(FIRST, "(box.svg ", "(box.png ")
        .reports(str![[r#"
error: the figure `box.png` has 100 million pixels
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](box.png "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: scale it down to at most 20 million
"#]]);
}

#[test]
fn a_figure_outside_the_library_is_reported() {
    sound()
        .edit(FIRST, "(box.svg ", "(../../box.svg ")
        .reports(str![[r#"
error: the figure `../../box.svg` is outside the library
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](../../box.svg "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: put the file beside the text and write its name
"#]]);
    sound()
        .edit(FIRST, "(box.svg ", "(/etc/passwd ")
        .reports(str![[r#"
error: the figure `/etc/passwd` is outside the library
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](/etc/passwd "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: put the file beside the text and write its name
"#]]);
}

#[cfg(unix)]
#[test]
fn a_figure_that_is_a_link_out_of_the_library_is_reported() {
    let library = sound().without("sample/box.svg");
    library.put("../box.svg", "<svg/>");
    std::os::unix::fs::symlink(library.path("../box.svg"), library.path("sample/box.svg")).unwrap();
    library.reports(str![[r#"
error: the figure `box.svg` is outside the library
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](box.svg "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: put the file itself beside the text, not a link to it
"#]]);
}

#[test]
fn a_figure_in_another_format_is_reported() {
    sound()
        .with("sample/box.gif", "GIF89a")
        .edit(FIRST, "(box.svg ", "(box.gif ")
        .reports(str![[r#"
error: the figure `box.gif` is a GIF picture, neither SVG nor PNG
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](box.gif "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: export it as SVG or PNG, with an ending that says so
"#]]);
}

#[test]
fn broken_svg_is_reported_with_the_parser_s_words() {
    sound()
        .with(
            "sample/box.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<g></svg>",
        )
        .reports(str![[r#"
error: the figure `box.svg` is broken SVG: expected 'g' tag, not 'svg' at 2:4
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](box.svg "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: export it again
"#]]);
}

#[test]
fn small_text_in_a_figure_is_reported() {
    let drawing = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 50"><text y="20" font-size="14">Words</text></svg>"#;
    sound().with("sample/box.svg", drawing).reports(str![[r#"
error: the figure has text of 10.2 pt as placed on a page
 --> leaflets/sample/box.svg:1:62
  |
1 | <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 50"><text y="20" font-size="14">Word...
  |                                                              ^^^^^
  |
  = hint: make the text at least 12 pt, or the drawing smaller: it has a place of 363 by 297 pt
"#]]);
}

#[test]
fn a_figure_without_words_for_it_is_reported() {
    sound()
        .edit(FIRST, "![A plain box.]", "![]")
        .reports(str![[r#"
error: the figure `box.svg` has no words for those who cannot see it
  --> leaflets/sample/first.md:16:1
   |
16 | ![](box.svg "A box")
   | ^^^^^^^^^^^^^^^^^^^^
   |
   = hint: say in `![…]` what it shows
"#]]);
}

#[test]
fn a_section_file_whose_ending_is_in_capitals_is_not_passed_over() {
    sound()
        .with("sample/THIRD.MD", "Words.\n")
        .reports(str![[r#"
error: `THIRD.MD` is not listed in `leaflet.toml`
--> leaflets/sample/THIRD.MD
 = hint: add it to `sections`, or move it out of the folder
"#]]);
}

#[test]
fn a_figure_that_would_be_a_hairline_is_reported() {
    let line = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"100000\"><path d=\"M0 0H1V9Z\"/></svg>";
    sound().with("sample/box.svg", line).reports(str![[r#"
error: the figure `box.svg` is 0.0 mm by 105.0 mm as placed on a page
  --> leaflets/sample/first.md:16:1
   |
16 | ![A plain box.](box.svg "A box")
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: draw it larger or nearer to a square: each side is at least 3 mm on paper
"#]]);
}

#[test]
fn a_clinic_whose_contact_does_not_fit_the_first_page_is_reported() {
    let messages = sound()
        .edit("house.toml", "01632 960000", &"0123 ".repeat(13))
        .messages();
    assert!(
        messages.starts_with("error: `urgent_line` has 64 characters\n"),
        "{messages}"
    );
}

#[test]
fn a_folder_where_a_file_belongs_is_reported_as_what_it_is() {
    let library = sound();
    for file in ["house.toml", "sample/second.md", "sample/leaflet.toml"] {
        fs::remove_file(library.path(file)).unwrap();
        fs::create_dir(library.path(file)).unwrap();
    }
    library.reports(str![[r#"
error: this is not a file
--> leaflets/house.toml
 = hint: put the file itself in its place

error: this is not a file
--> leaflets/sample/leaflet.toml
 = hint: put the file itself in its place
"#]]);
}

#[test]
fn a_link_to_itself_is_reported_where_it_is_listed() {
    let library = sound().without("sample/second.md");
    std::os::unix::fs::symlink("second.md", library.path("sample/second.md")).unwrap();
    library.reports(str![[r#"
error: `second.md` is not a file
  --> leaflets/sample/leaflet.toml:10:22
   |
10 | sections = ["first", "second", "second-opinion"]
   |                      ^^^^^^^^
   |
   = hint: put the file itself in its place
"#]]);
}

#[test]
fn a_pattern_of_hosts_is_refused() {
    sound()
        .edit(
            "house.toml",
            "\"www.example.org\"",
            "\"www.example.org\", \"*.example.org\"",
        )
        .reports(str![[r#"
error: `*.example.org` is not a host
 --> leaflets/house.toml:3:34
  |
3 | link_hosts = ["www.example.org", "*.example.org", "help.example.org"]
  |                                  ^^^^^^^^^^^^^^^
  |
  = hint: name each host in full: `www.example.org`
"#]]);
}

#[test]
fn a_definition_may_say_what_else_its_term_is_called_but_not_its_own_name() {
    let entry = |definition: &str| {
        let entry = format!(
            "\n[[term]]\nid = \"anticoagulant\"\nname = \"anticoagulant\"\nforms = [\"anticoagulants\", \"blood thinner\"]\nkinds = [\"apixaban\"]\ndefinition = \"{definition}\"\n"
        );
        let library = SoundLibrary::write();
        let glossary = fs::read_to_string(library.path("glossary.toml")).unwrap();
        library.with("glossary.toml", glossary + &entry).messages()
    };
    assert_eq!(entry("A blood thinner, such as apixaban."), "");
    for definition in ["An anticoagulant.", "Like other anticoagulants."] {
        let said = entry(definition);
        let message = "error: the definition of `anticoagulant` uses the term itself\n";
        assert!(said.starts_with(message), "{said}");
    }
}
