//! Faults in the front matter of a section: each with the whole message.

use std::fs;

use snapbox::str;

use crate::sound_library::{FIRST, SoundLibrary};

fn edited(from: &str, to: &str) -> SoundLibrary {
    SoundLibrary::write().edit(FIRST, from, to)
}

#[test]
fn missing_front_matter_is_reported() {
    SoundLibrary::write()
        .with(FIRST, "Words.\n")
        .reports(str![[r#"
error: the front matter is missing
 --> leaflets/sample/first.md:1:1
  |
1 | Words.
  | ^^^^^^
  |
  = hint: start the file with a line `+++`, the keys in TOML, and another line `+++`
"#]]);
}

#[test]
fn front_matter_without_an_end_is_reported() {
    SoundLibrary::write()
        .with(FIRST, "+++\ntitle = \"First\"\n\nWords.\n")
        .reports(str![[r#"
error: the front matter has no end
 --> leaflets/sample/first.md:1:1
  |
1 | +++
  | ^^^
  |
  = hint: close it with a line `+++`
"#]]);
}

#[test]
fn malformed_front_matter_is_reported() {
    edited("title = \"First\"", "title = First").reports(str![[r#"
error: this is not TOML: invalid boolean, expected `false`
 --> leaflets/sample/first.md:2:9
  |
2 | title = First
  |         ^^^^^
  |
  = hint: write `key = "words"`, `key = 2027-03-01` or `key = ["one", "two"]`
"#]]);
}

#[test]
fn several_faults_of_one_front_matter_are_reported_at_once() {
    edited("review_due = 2027-08-05\n", "reveiw_due = 2027-08-05\n")
        .edit(FIRST, "title = \"First\"", "title = 1")
        .edit(FIRST, "summary = \"What comes first.\"", "summary = \"  \"")
        .edit(FIRST, "online_label = \"search for “first”\"\n", "")
        .reports(str![[r#"
error: `review_due` is missing
 --> leaflets/sample/first.md:2:1
  |
2 | title = 1
  | ^^^^^^^^^
  |
  = hint: add `review_due = 2027-03-01`

error: `online_label` is missing
 --> leaflets/sample/first.md:2:1
  |
2 | title = 1
  | ^^^^^^^^^
  |
  = hint: add `online_label = "search for “ALL chemotherapy”"`

error: `title` is not text
 --> leaflets/sample/first.md:2:9
  |
2 | title = 1
  |         ^
  |
  = hint: write `title = "…"`

error: `summary` is empty
 --> leaflets/sample/first.md:3:11
  |
3 | summary = "  "
  |           ^^^^
  |
  = hint: write the words, or delete the key

error: `reveiw_due` is not a key here
 --> leaflets/sample/first.md:5:1
  |
5 | reveiw_due = 2027-08-05
  | ^^^^^^^^^^
  |
  = hint: did you mean `review_due`?
"#]]);
}

#[test]
fn a_date_that_does_not_exist_is_reported() {
    edited("review_due = 2027-08-05", "review_due = 2027-02-30")
        .edit(
            FIRST,
            "last_reviewed = 2026-11-23",
            "last_reviewed = 2026-13-01",
        )
        .reports(str![[r#"
error: `2026-13-01` is not a date
 --> leaflets/sample/first.md:4:17
  |
4 | last_reviewed = 2026-13-01
  |                 ^^^^^^^^^^
  |
  = hint: write a month between 01 and 12

error: `2027-02-30` is not a date
 --> leaflets/sample/first.md:5:14
  |
5 | review_due = 2027-02-30
  |              ^^^^^^^^^^
  |
  = hint: write a day between 01 and 28
"#]]);
}

#[test]
fn a_date_in_quotes_or_with_a_time_is_reported() {
    edited("review_due = 2027-08-05", "review_due = \"2027-08-05\"")
        .edit(FIRST, "2026-11-23", "2026-11-23T10:00:00Z")
        .reports(str![[r#"
error: `last_reviewed` is not a date
 --> leaflets/sample/first.md:4:17
  |
4 | last_reviewed = 2026-11-23T10:00:00Z
  |                 ^^^^^^^^^^^^^^^^^^^^
  |
  = hint: write `last_reviewed = 2027-03-01`, without quotes or time

error: `review_due` is not a date
 --> leaflets/sample/first.md:5:14
  |
5 | review_due = "2027-08-05"
  |              ^^^^^^^^^^^^
  |
  = hint: write `review_due = 2027-03-01`, without quotes or time
"#]]);
}

#[test]
fn a_review_due_before_the_last_review_is_reported() {
    edited("review_due = 2027-08-05", "review_due = 2026-11-22").reports(str![[r#"
error: the next review, 2026-11-22, is before the last, 2026-11-23
 --> leaflets/sample/first.md:5:14
  |
5 | review_due = 2026-11-22
  |              ^^^^^^^^^^
  |
  = hint: correct one of the two dates
"#]]);
}

#[test]
fn an_address_that_is_not_https_is_reported() {
    edited(
        "https://www.example.org/first",
        "http://www.example.org/first",
    )
    .reports(str![[r#"
error: `http://www.example.org/first` is not an `https` address
 --> leaflets/sample/first.md:6:10
  |
6 | online = "http://www.example.org/first"
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: start it with `https://`
"#]]);
}

#[test]
fn an_address_that_is_none_is_reported() {
    edited("https://www.example.org/first", "www.example.org/first").reports(str![[r#"
error: `www.example.org/first` is not an online address
 --> leaflets/sample/first.md:6:10
  |
6 | online = "www.example.org/first"
  |          ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: write it in full: `https://www.example.org/page`
"#]]);
}

#[test]
fn an_address_on_another_host_is_reported() {
    edited(
        "https://www.example.org/first",
        "https://ww.example.org/first",
    )
    .edit(
        FIRST,
        "https://www.example.org/source",
        "https://www.example.org@evil.test/",
    )
    .reports(str![[r#"
error: the host `ww.example.org` is not allowed
 --> leaflets/sample/first.md:6:10
  |
6 | online = "https://ww.example.org/first"
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: did you mean `www.example.org`? otherwise add `"ww.example.org"` to `link_hosts` in `house.toml`

error: `https://www.example.org@evil.test/` has a user name or a port
 --> leaflets/sample/first.md:8:41
  |
8 | sources = [{ name = "Example", online = "https://www.example.org@evil.test/" }]
  |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: write only host and path
"#]]);
}

#[test]
fn an_address_with_a_user_name_or_a_port_is_reported() {
    edited(
        "https://www.example.org/first",
        "https://nurse@www.example.org:8443/first",
    )
    .reports(str![[r#"
error: `https://nurse@www.example.org:8443/first` has a user name or a port
 --> leaflets/sample/first.md:6:10
  |
6 | online = "https://nurse@www.example.org:8443/first"
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: write only host and path
"#]]);
}

#[test]
fn the_longest_address_that_fits_a_qr_code_is_taken_and_a_longer_one_is_reported() {
    let address = |length: usize| {
        let start = "https://www.example.org/";
        format!("{start}{}", "x".repeat(length - start.len()))
    };
    // Version 18 at level M holds 560 bytes; its 89 modules at 0.4 mm take 36 mm (ISO/IEC 18004, table 7).
    edited("https://www.example.org/first", &address(560)).reports(str![[""]]);
    edited("https://www.example.org/first", &address(561)).reports(str![[r#"
error: the address is too long for a QR code that phones can read: 561 characters
 --> leaflets/sample/first.md:6:10
  |
6 | ... = "https://www.example.org/xxxxxxx...xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: use a shorter address
"#]]);
}

#[test]
fn sources_are_tables_with_a_name() {
    edited(
        "sources = [{ name = \"Example\",",
        "sources = [\"Example\", {",
    )
    .reports(str![[r#"
error: `sources` has something in its list that is not a table
 --> leaflets/sample/first.md:8:12
  |
8 | sources = ["Example", { online = "https://www.example.org/source" }]
  |            ^^^^^^^^^
  |
  = hint: write `sources = [{ … }]`

error: `name` is missing
 --> leaflets/sample/first.md:8:23
  |
8 | sources = ["Example", { online = "https://www.example.org/source" }]
  |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: add `name = "Cancer Research UK, chemotherapy for ALL"`
"#]]);
}

#[test]
fn a_character_that_no_font_can_write_is_reported_once_a_file() {
    edited("title = \"First\"", "title = \"First \u{2603}\"")
        .edit(FIRST, "Words about", "Words about \u{2603}, \u{1F600} and")
        .reports(str![[r#"
error: no bundled font can write `☃` (U+2603)
 --> leaflets/sample/first.md:2:16
  |
2 | title = "First ☃"
  |                ^
  |
  = hint: write it in words, or use another character

error: no bundled font can write `😀` (U+1F600)
  --> leaflets/sample/first.md:10:16
   |
10 | Words about ☃, 😀 and [bone marrow](glossary:marrow).
   |                ^^
   |
   = hint: write it in words, or use another character
"#]]);
}

#[test]
fn bidi_overrides_are_reported_be_they_written_or_escaped() {
    edited("title = \"First\"", "title = \"First\\u202E\"")
        .edit(FIRST, "Words about", "Words &#x202D; about")
        .reports(str![[r#"
error: a bidi override (U+202E) is not allowed
 --> leaflets/sample/first.md:2:9
  |
2 | title = "First\u202E"
  |         ^^^^^^^^^^^^^
  |
  = hint: delete it; for words in another script use `<div lang="…">` or the isolates U+2066 to U+2069

error: a bidi override (U+202D) is not allowed
  --> leaflets/sample/first.md:10:7
   |
10 | Words &#x202D; about [bone marrow](glossary:marrow).
   |       ^^^^^^^^
   |
   = hint: delete it; for words in another script use `<div lang="…">` or the isolates U+2066 to U+2069
"#]]);
    let library = SoundLibrary::write();
    let house = fs::read_to_string(library.path("house.toml")).unwrap();
    library
        .with("house.toml", format!("# a comment \u{202E}\n{house}"))
        .reports(str![[r#"
error: a bidi override (U+202E) is not allowed
 --> leaflets/house.toml:1:13
  |
1 | # a comment �
  |             ^
  |
  = hint: delete it; for words in another script use `<div lang="…">` or the isolates U+2066 to U+2069
"#]]);
}

#[test]
#[allow(
    clippy::invisible_characters,
    reason = "the message quotes the line as it was written"
)]
fn invisible_characters_are_reported_with_their_names() {
    edited("Words about", "Words\tab\u{AD}out \u{7}").reports(str![[r#"
error: a tab (U+0009) is not allowed
  --> leaflets/sample/first.md:10:6
   |
10 | Words    ab­out ? [bone marrow](glossary:marrow).
   |      ^
   |
   = hint: use spaces

error: a soft hyphen (U+00AD) is not allowed
  --> leaflets/sample/first.md:10:9
   |
10 | Words    ab­out ? [bone marrow](glossary:marrow).
   |            ^
   |
   = hint: delete it: leaflets are not hyphenated

error: a control character (U+0007) is not allowed
  --> leaflets/sample/first.md:10:14
   |
10 | Words    ab­out ? [bone marrow](glossary:marrow).
   |                ^
   |
   = hint: delete it
"#]]);
}

#[test]
fn joiners_and_isolates_are_allowed() {
    edited("Words about", "Words\u{200D} \u{2067}about\u{2069}").reports(str![[""]]);
}

#[test]
fn a_title_that_would_not_be_seen_is_reported() {
    edited("title = \"First\"", "title = \"\\u200B\\u00A0\"").reports(str![[r#"
error: `title` is empty
 --> leaflets/sample/first.md:2:9
  |
2 | title = "\u200B\u00A0"
  |         ^^^^^^^^^^^^^^
  |
  = hint: write the words, or delete the key
"#]]);
}

#[test]
fn words_that_have_no_room_beside_a_qr_code_are_reported() {
    let label = "word ".repeat(21);
    let messages = edited("search for “first”", &label).messages();
    assert!(
        messages.starts_with("error: `online_label` has 104 characters\n"),
        "{messages}"
    );
    assert!(
        messages.contains("= hint: its place on the page has room for 100: shorten it"),
        "{messages}"
    );
    edited("search for “first”", &label[..100]).reports(str![[""]]);
}

#[test]
fn a_date_with_the_day_first_is_reported() {
    edited("review_due = 2027-08-05", "review_due = 05-08-2027").reports(str![[r#"
error: `05-08-2027` is not a date
 --> leaflets/sample/first.md:5:14
  |
5 | review_due = 05-08-2027
  |              ^^^^^^^^^^
  |
  = hint: write a four-digit year (YYYY) first, as in `2027-03-01`
"#]]);
}

#[test]
fn something_else_in_a_list_is_reported_with_the_list_s_own_form() {
    edited(
        "sources = [{ name = \"Example\", online = \"https://www.example.org/source\" }]",
        "sources = [\"Example\"]",
    )
    .edit("glossary.toml", "[\"blood cells\"]", "[1]")
    .reports(str![[r#"
error: `forms` has something in its list that is not text
 --> leaflets/glossary.toml:7:10
  |
7 | forms = [1]
  |          ^
  |
  = hint: write `forms = ["…", "…"]`

error: `sources` has something in its list that is not a table
 --> leaflets/sample/first.md:8:12
  |
8 | sources = ["Example"]
  |            ^^^^^^^^^
  |
  = hint: write `sources = [{ … }]`
"#]]);
}

#[test]
fn a_section_that_is_required_twice_is_reported() {
    SoundLibrary::write()
        .edit("sample/second.md", "[\"first\"]", "[\"first\", \"first\"]")
        .reports(str![[r#"
error: the section `first` is listed twice
 --> leaflets/sample/second.md:8:22
  |
8 | requires = ["first", "first"]
  |                      ^^^^^^^
  |
  = hint: take one of the two out
"#]]);
}
