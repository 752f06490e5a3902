//! That the words on paper are those of the library: what Markdown would take away is refused, what was to be replaced
//! too, and every letter and digit of a text is composed.

use std::cell::Cell;
use std::fs;

use careleaf::content::Id;
use careleaf::leaflet::{Imprint, Leaflet, NodeId, Part, Role, compose};
use careleaf::library::Library;
use careleaf::printing::{Printing, TextSize};
use careleaf::selection::{Request, Wanted, select};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use snapbox::{IntoData, str};

use crate::sound_library::{FIRST, SoundLibrary};
use crate::trials::trials;

const FRONT_MATTER: &str = r#"+++
title = "First"
summary = "What comes first."
last_reviewed = 2026-11-23
review_due = 2027-08-05
online = "https://www.example.org/first"
online_label = "search for “first”"
+++
"#;

fn section(text: &str) -> SoundLibrary {
    SoundLibrary::write().with(FIRST, format!("{FRONT_MATTER}{text}"))
}

/// Checks the messages for a section with this text.
fn reports(text: &str, expected: impl IntoData) {
    section(text).reports(expected);
}

/// Checks that a section with this text has one message of this kind, and no other.
fn says(text: &str, (kind, message, hint): (&str, &str, &str)) {
    let messages = section(text).messages();
    let is_message = |line: &&str| line.starts_with("error: ") || line.starts_with("warning: ");
    let found: Vec<&str> = messages.lines().filter(is_message).collect();
    assert_eq!(found, [format!("{kind}: {message}")], "{text}\n{messages}");
    assert!(
        messages.contains(&format!("= hint: {hint}")),
        "{hint} in {messages}"
    );
}

const STAR_HINT: &str = "write `×` or `\\*` for a sign that is text, or mark whole words";

#[test]
fn a_star_between_numbers_is_not_taken_for_emphasis() {
    reports(
        "Take 2*5 mg in the morning and 1*5 mg at night.\n\n| Dose |\n|---|\n| 2*5 mg, 1*5 mg |\n",
        str![[r#"
error: emphasis starts within a word or number
 --> leaflets/sample/first.md:9:7
  |
9 | Take 2*5 mg in the morning and 1*5 mg at night.
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: write `×` or `\*` for a sign that is text, or mark whole words

error: emphasis starts within a word or number
  --> leaflets/sample/first.md:13:4
   |
13 | | 2*5 mg, 1*5 mg |
   |    ^^^^^^^^^
   |
   = hint: write `×` or `\*` for a sign that is text, or mark whole words
"#]],
    );
    for text in [
        "Take 2 *5 mg and 3* 5 mg.",
        "Take (2)*5 mg and 3*(5) mg.",
        "Un*believ*able.",
        "Take 2**5** mg.",
    ] {
        let message = "emphasis starts within a word or number";
        says(text, ("error", message, STAR_HINT));
    }
    says(
        "Take *5 mg and 3*5 mg.",
        ("error", "emphasis ends within a word or number", STAR_HINT),
    );
    says(
        "Take **2 tablets**twice.",
        ("error", "emphasis ends within a word or number", STAR_HINT),
    );
    reports(
        "Take 2\\*5 mg and 1\\*5 mg, or 2 * 5 and 3 * 4, or 2×5.\n",
        str![[""]],
    );
}

#[test]
fn emphasis_does_not_join_words_that_are_written_as_entities() {
    for text in ["Take &frac12;**5** mg.", "Take **5**&frac12; mg."] {
        let messages = section(text).messages();
        assert!(
            messages.starts_with("error: emphasis "),
            "{text}: {messages}"
        );
    }
    let hint = "put a space between the two, or mark whole words";
    says(
        "Take &frac12;**5** mg.",
        ("error", "emphasis joins two words or numbers", hint),
    );
}

#[test]
fn signs_that_are_named_are_not_taken_for_emphasis() {
    for text in [
        "Press *, then #. The star key (*) is on the left.",
        "Press “*” and then “*”.",
        "Press '*' and then '*'.",
        "Wait *...* and press.",
        "Choose */*.",
    ] {
        let message = "emphasis does not hold whole words";
        says(text, ("error", message, STAR_HINT));
    }
    says(
        "Type “_” and then “_”.",
        (
            "error",
            "emphasis does not hold whole words",
            "write `\\_` for a sign that is text, or mark whole words",
        ),
    );
    reports(
        "Press \\*, then #. The star key (\\*). Say *“now”*, (*soon*), *’til then*, **Stop!** **(Ask first)**, **5%**.\n",
        str![[""]],
    );
}

#[test]
fn a_mark_that_is_left_over_beside_emphasis_is_refused() {
    let message = "of several `*`, some mark emphasis and one would be printed";
    let hint = "write `\\*` for each that is text";
    for text in [
        "Doses: *5, *10 and 15*.",
        "Take 5 mg* or *10 mg* daily.",
        "| A |\n|---|\n| 5 mg* or *10 mg* |",
    ] {
        says(text, ("error", message, hint));
    }
    says(
        "The _unclosed and snake_ case_ is.",
        (
            "error",
            "of several `_`, some mark emphasis and one would be printed",
            "write `\\_` for each that is text",
        ),
    );
    reports(
        "Take **5 mg** of it\\*, *now*, as 5 * 3. See file_name and _this_.\n\nIt costs £5* or **£10**.\n",
        str![[""]],
    );
}

#[test]
fn words_in_angle_brackets_are_told_from_html() {
    let hint = "write the words, or `[label](blank:)` for a blank to write in; for a sign that is text write `\\<`";
    for tag in ["<name>", "<first name>", "<Patient Name>", "<time>"] {
        let message = format!("`{tag}` is read as a tag, and would not be printed");
        says(&format!("Dear {tag}, hello."), ("error", &message, hint));
        says(tag, ("error", &message, hint));
    }
    let bold = "write `**words**` for words that stand out";
    says(
        "A <b>word.",
        ("error", "HTML is not part of the subset", bold),
    );
}

#[test]
fn super_and_subscripts_are_read_in_captions() {
    let image = |caption: &str| format!("![A drawing.](box.svg \"{caption}\")\n");
    let with_figure = |caption| section(&image(caption));
    let leaflet = composed(&with_figure("CO<sub>2</sub> and 10<sup>9</sup>/L").library());
    let words = all_words(&leaflet);
    assert!(words.contains("CO₂ and 10⁹/L"), "{words}");
    let messages = with_figure("CO<sub>2").messages();
    assert!(
        messages.contains("error: `<sub>` would be printed as it stands"),
        "{messages}"
    );
}

#[test]
fn a_letter_that_was_lost_is_refused() {
    for text in ["Si\u{FFFD}n rings.", "Si&#0;n rings."] {
        let message = "the sign of a lost letter (U+FFFD) is not allowed";
        let hint = "type the letter again: it was lost when the text was saved or converted";
        says(text, ("error", message, hint));
    }
}

#[test]
fn underscores_that_draw_a_blank_are_not_taken_for_emphasis() {
    let hint =
        "write `[label](blank:)` for a blank to write in, or `**words**` for words that stand out";
    says(
        "Name:____Date:____",
        (
            "error",
            "underscores are taken for marks and not printed",
            hint,
        ),
    );
}

#[test]
fn a_number_at_the_start_of_a_line_is_not_taken_for_an_items() {
    says(
        "2026\\. was dry.\n\n2026. was a dry year.",
        (
            "error",
            "the number `2026` at the start of a line makes a list",
            "write `2026\\.` or `2026\\)` for a number that is text",
        ),
    );
    says(
        "5) mg is enough.",
        (
            "error",
            "the number `5` at the start of a line makes a list",
            "write `5\\.` or `5\\)` for a number that is text",
        ),
    );
    let hint = "number the items one after another, or write `1.` before each; for a number that is text write `5\\.`";
    for (text, message) in [
        (
            "1. one\n3. two",
            "the number `3` of an item would be printed as `2`",
        ),
        (
            "01. one\n02. two",
            "the number `01` of an item would be printed as `1`",
        ),
        (
            "1. one\n2. two\n\n\n1. three",
            "the number `1` of an item would be printed as `3`",
        ),
    ] {
        says(text, ("error", message, hint));
    }
    reports(
        "1. one\n1. two\n\nMore.\n\n3. three\n\nMore.\n\n4) four\n5) five\n",
        str![[""]],
    );
}

#[test]
fn a_sign_before_a_number_is_not_taken_for_a_bullet() {
    for sign in ["-", "+", "*"] {
        says(
            &format!("The room was at\n{sign} 5 °C all night."),
            (
                "error",
                &format!("the sign `{sign}` before a number makes a list within a sentence"),
                &format!(
                    "leave an empty line above a list; for a sign that is text write `\\{sign}`"
                ),
            ),
        );
    }
    says(
        "Cold.\n\n- 5 °C is too cold.",
        (
            "warning",
            "the sign `-` before a number is printed as a bullet",
            "write `\\-` for a sign that is text, or the words without a list",
        ),
    );
    reports(
        "You need:\n- 2 pens\n- 3 cups\n\nMore.\n\n- 2 pens\n- 3 cups\n",
        str![[""]],
    );
    reports("- You need\n  - 2 pens\n  - 3 cups\n", str![[""]]);
}

#[test]
fn signs_at_the_end_of_a_heading_are_not_dropped() {
    says(
        "## Ask for bed #\n\nWords.",
        (
            "error",
            "a heading ends in `#`, which is not printed",
            "delete it, or write `\\#` for a sign that is text",
        ),
    );
    reports("## Ask for bed \\#\n\nWords.\n", str![[""]]);
}

#[test]
fn a_link_does_not_run_into_a_word_or_number() {
    for text in [
        "Take<https://www.example.org/x>.",
        "Take 2[5](section:second) mg.",
        "[5](section:second)5.",
        "See <https://www.example.org/x>[us](section:second).",
        "See &eacute;<https://www.example.org/x>.",
    ] {
        let fault = (
            "error",
            "a link stands within a word or number",
            "put a space between the two",
        );
        says(text, fault);
    }
    reports("Some [cell](section:second)s.\n", str![[""]]);
}

#[test]
fn a_link_whose_words_are_its_target_is_refused() {
    says(
        "See <section:second>.",
        (
            "error",
            "the words of the link are its target, `section:second`",
            "write what it leads to: `[words](section:second)`",
        ),
    );
}

const BLANK_HINT: &str = "write the words, or `[label](blank:)` for a blank to write in";

#[test]
fn marks_of_templates_and_placeholders_are_refused_in_text() {
    reports(
        "Dear {{name}}, ring [DATE] or\n**[[x]]** by ${x}, or \\[WARD\\].\n\n| Day | Dose |\n|---|---|\n| TBC | ____ |\n\n> [!NOTE]\n> Lorem ipsum.\n",
        str![[r#"
error: `{{name}}` is left of a template
 --> leaflets/sample/first.md:9:6
  |
9 | Dear {{name}}, ring [DATE] or
  |      ^^^^^^^^
  |
  = hint: write the words, or `[label](blank:)` for a blank to write in

error: `[DATE]` is a placeholder
 --> leaflets/sample/first.md:9:21
  |
9 | Dear {{name}}, ring [DATE] or
  |                     ^^^^^^
  |
  = hint: write the words, or `[label](blank:)` for a blank to write in

error: `[[x]]` is left of a template
  --> leaflets/sample/first.md:10:3
   |
10 | **[[x]]** by ${x}, or \[WARD\].
   |   ^^^^^
   |
   = hint: write the words, or `[label](blank:)` for a blank to write in

error: `${x}` is left of a template
  --> leaflets/sample/first.md:10:14
   |
10 | **[[x]]** by ${x}, or \[WARD\].
   |              ^^^^
   |
   = hint: write the words, or `[label](blank:)` for a blank to write in

error: `[WARD]` is a placeholder
  --> leaflets/sample/first.md:10:24
   |
10 | **[[x]]** by ${x}, or \[WARD\].
   |                        ^^^^^^^
   |
   = hint: write the words, or `[label](blank:)` for a blank to write in

error: `TBC` says that the text is not finished
  --> leaflets/sample/first.md:14:3
   |
14 | | TBC | ____ |
   |   ^^^
   |
   = hint: finish the text

error: `____` is a blank that is drawn with signs
  --> leaflets/sample/first.md:14:9
   |
14 | | TBC | ____ |
   |         ^^^^
   |
   = hint: write the words, or `[label](blank:)` for a blank to write in

error: `Lorem ipsum` is filler text
  --> leaflets/sample/first.md:17:3
   |
17 | > Lorem ipsum.
   |   ^^^^^^^^^^^
   |
   = hint: finish the text
"#]],
    );
    for mark in [
        "{% if x %}",
        "%%x%%",
        "<%= x %>",
        "«First_Name»",
        "{first_name}",
        "#REF!",
        "<insert name\\>",
    ] {
        let text = format!("Ring {} now.", mark.replace('<', "\\<"));
        let shown = mark.replace('\\', "");
        let kind = if mark.starts_with("<i") {
            "is a placeholder"
        } else {
            "is left of a template"
        };
        says(&text, ("error", &format!("`{shown}` {kind}"), BLANK_HINT));
    }
    says(
        "Name: __________",
        (
            "error",
            "`__________` is a blank that is drawn with signs",
            BLANK_HINT,
        ),
    );
    says(
        "Ring 01234 XXXXXX.",
        (
            "error",
            "`XXXXXX` says that the text is not finished",
            "finish the text",
        ),
    );
}

#[test]
fn marks_of_templates_and_placeholders_are_refused_wherever_words_are_printed() {
    let library = SoundLibrary::write()
        .edit("house.toml", "\"Sample Line\"", "\"[Trust name]\"")
        .edit("glossary.toml", "A tiny part of the blood.", "TBC")
        .edit("sample/leaflet.toml", "\"A sample leaflet\"", "\"{{ title }}\"")
        .edit("sample/urgent-help.md", "+++\ntitle = \"", "+++\ntitle = \"TODO ")
        .with(
            FIRST,
            format!(
                "{}\n![A box, TBC.](box.svg \"[DATE]\")\n\nTable: ${{x}}\n\n| %%a%% |\n|---|\n| b |\n",
                FRONT_MATTER.replace("What comes first.", "Lorem ipsum <b>now</b>.")
            ),
        );
    library.reports(str![[r#"
error: `[Trust name]` is a placeholder
  --> leaflets/house.toml:14:9
   |
14 | name = "[Trust name]"
   |         ^^^^^^^^^^^^
   |
   = hint: write the words; a blank to write in, `[label](blank:)`, can stand in the text below a front matter

error: `TBC` says that the text is not finished
 --> leaflets/glossary.toml:8:15
  |
8 | definition = "TBC"
  |               ^^^
  |
  = hint: finish the text

error: `{{ title }}` is left of a template
 --> leaflets/sample/leaflet.toml:1:10
  |
1 | title = "{{ title }}"
  |          ^^^^^^^^^^^
  |
  = hint: write the words; a blank to write in, `[label](blank:)`, can stand in the text below a front matter

error: `TODO` says that the text is not finished
 --> leaflets/sample/urgent-help.md:2:10
  |
2 | title = "TODO Ring now if:"
  |          ^^^^
  |
  = hint: finish the text

error: `Lorem ipsum` is filler text
 --> leaflets/sample/first.md:3:12
  |
3 | summary = "Lorem ipsum <b>now</b>."
  |            ^^^^^^^^^^^
  |
  = hint: finish the text

error: `<b>` would be printed as it stands
 --> leaflets/sample/first.md:3:24
  |
3 | summary = "Lorem ipsum <b>now</b>."
  |                        ^^^
  |
  = hint: write plain words: HTML is not read here

error: `</b>` would be printed as it stands
 --> leaflets/sample/first.md:3:30
  |
3 | summary = "Lorem ipsum <b>now</b>."
  |                              ^^^^
  |
  = hint: write plain words: HTML is not read here

error: `TBC` says that the text is not finished
  --> leaflets/sample/first.md:10:10
   |
10 | ![A box, TBC.](box.svg "[DATE]")
   |          ^^^
   |
   = hint: finish the text

error: `[DATE]` is a placeholder
  --> leaflets/sample/first.md:10:25
   |
10 | ![A box, TBC.](box.svg "[DATE]")
   |                         ^^^^^^
   |
   = hint: write the words; a blank to write in, `[label](blank:)`, can stand in the text below a front matter

error: `${x}` is left of a template
  --> leaflets/sample/first.md:12:8
   |
12 | Table: ${x}
   |        ^^^^
   |
   = hint: write the words, or `[label](blank:)` for a blank to write in

error: `%%a%%` is left of a template
  --> leaflets/sample/first.md:14:3
   |
14 | | %%a%% |
   |   ^^^^^
   |
   = hint: write the words, or `[label](blank:)` for a blank to write in
"#]]);
}

#[test]
fn marks_of_other_dialects_are_warned_of_with_what_to_write() {
    let sup = "write `<sup>…</sup>`, or the sign itself: `10⁹`";
    let sub = "write `<sub>…</sub>`, or the sign itself: `CO₂`; for “roughly” write “about”";
    let letters = "number steps with `1.`, or write each item as `- …`";
    for (text, mark, hint) in [
        (
            "A note[^1] here.",
            "[^1]",
            "say it in the text: there are no footnotes",
        ),
        (
            "Some ==words== here.",
            "==words==",
            "write `**words**` for words that stand out",
        ),
        ("Drink H~2~O.", "~2~", sub),
        ("It is 10^9^ here.", "^9^", sup),
        ("It is 10^9 here.", "^", sup),
        (
            "So $x^2$ is.",
            "$x^2$",
            "write it in words, or with the signs themselves: `x²`",
        ),
        ("Well done :smile: here.", ":smile:", "say it in words"),
        (
            "Term\n: meaning",
            ": ",
            "write `**Term**: its meaning` as an item of a list, or put the term into the glossary",
        ),
        (
            "· one",
            "·",
            "write each item as `- …`, on a line of its own",
        ),
        (
            "– one",
            "–",
            "write each item as `- …`, on a line of its own",
        ),
        ("a. one", "a.", letters),
        ("(b) one", "(b)", letters),
        ("ii. one", "ii.", letters),
        ("Words -- more.", "--", "write the dash itself: `–`"),
        (
            "Go -> there.",
            "->",
            "write the sign itself, `→` or `≥`, or say it in words",
        ),
        ("!!! note", "!!!", "use a callout: `> [!NOTE]`"),
        ("A &bogus; sign.", "&bogus;", "write the sign itself"),
        ("A &nbsp word.", "&nbsp", "write the sign itself"),
        (
            "1 Street\\\nTown\\",
            "\\",
            "delete it: a backslash ends a line only where another line of the paragraph follows",
        ),
        (
            "Your treat-\nment starts.",
            "-",
            "join the two lines: a space is printed after a hyphen that ends a line",
        ),
    ] {
        let message = format!("`{mark}` is printed as it stands");
        says(text, ("warning", &message, hint));
    }
    reports(
        "A \\[^1\\], \\==x\\==, \\~2\\~, 10\\^9, \\$x\\$, \\:smile:, \\&bogus;, pre-\nand post-operative, Q&A; a. m., $5 to $10, 5 p.m., e.g. 12:30:45.\n",
        str![[""]],
    );
}

#[test]
fn markdown_in_front_matter_is_warned_of() {
    let plain = "write plain words: Markdown is read only in the text below a front matter";
    for mark in ["*now*", "[here](https://www.example.org/)", "`now`"] {
        let front = FRONT_MATTER.replace("What comes first.", &format!("What comes {mark}."));
        let messages = SoundLibrary::write()
            .with(FIRST, format!("{front}Words.\n"))
            .messages();
        assert!(
            messages.contains(&format!("warning: `{mark}` is printed as it stands")),
            "{messages}"
        );
        assert!(messages.contains(&format!("= hint: {plain}")), "{messages}");
    }
}

#[test]
fn comments_are_accepted_where_they_part_nothing() {
    reports(
        "<!-- A note\n\nof two parts -->\nWords <!-- here --> and more.\n\n<!-- x -->\n\n- one\n- two <!-- y -->\n\n> [!NOTE]\n> <!-- z -->\n> Words.\n\n| a <!-- b --> |\n|---|\n| c |\n",
        str![[""]],
    );
    says(
        "Words.\n\n<!-- a note",
        ("error", "a comment has no end", "close it with `-->`"),
    );
    says(
        "<!-- a note --> words",
        (
            "error",
            "words follow a comment on its line",
            "start a new line for them",
        ),
    );
    says(
        "Take\n<!-- a note -->\n20 mg.",
        (
            "error",
            "a comment parts what stands around it",
            "leave an empty line above or below it",
        ),
    );
    says(
        "Take 1<!-- a note -->0 mg.",
        (
            "error",
            "a comment stands within a word",
            "put it between words, with a space on both sides",
        ),
    );
    let hint = "start a comment with `<!--` on a line of its own, and end it with `-->`";
    says(
        "Words <!-- a note.",
        ("error", "`<!--` is not part of a whole comment", hint),
    );
}

#[test]
fn a_comment_is_printed_nowhere_and_changes_no_hash() {
    let plain = section("Words.\n\nMore words.\n").library();
    let noted =
        section("<!-- One -->\nWords.\n\n<!-- Two\nthree -->\n\nMore <!-- four --> words.\n")
            .library();
    let hash = |library: &Library| library.leaflet("sample").unwrap().sections[0].content_hash;
    assert_eq!(hash(&noted), hash(&plain));
    assert_eq!(said(&composed(&noted)), said(&composed(&plain)));
    assert_eq!(composed(&noted).edition, composed(&plain).edition);
}

#[test]
fn links_ring_and_write_only_to_what_the_house_has() {
    let library = section(
        "[Ring us](tel:01632960001), [01632 960000](tel:+441632960000), [999](tel:999).\n\n[Write](mailto:us@example.org), <us@example.org>.\n",
    );
    let library = library.edit(
        "house.toml",
        "\n[review]",
        "feedback = \"Write to us@example.org.\"\n\n[review]",
    );
    let leaflet = composed(&library.library());
    let words = all_words(&leaflet);
    assert_eq!(
        words,
        "Ring us (01632 960001), 01632 960000, 999. Write (us@example.org), us@example.org."
    );
    let add = "correct it, or add it there under an `[[organisation]]`; for the number of the patient’s own hospital write `[words](contact:urgent)`";
    says(
        "[Ring](tel:01632960009).",
        (
            "error",
            "`house.toml` does not have the number `01632960009`",
            add,
        ),
    );
    says(
        "[01632 960009](tel:01632960001).",
        (
            "error",
            "the words of the link say another number than `01632 960001`",
            "make the two the same",
        ),
    );
    says(
        "[Ring](tel:ward).",
        (
            "error",
            "`tel:ward` is not a number to ring",
            "write digits only, as in `[words](tel:01174960123)`",
        ),
    );
    says(
        "[Write](mailto:us@example.org?subject=x).",
        (
            "error",
            "`mailto:us@example.org?subject=x` is not an address to write to",
            "write the address alone, as in `[words](mailto:name@example.org)`",
        ),
    );
}

#[test]
fn a_blank_to_write_in_has_a_label_and_stands_in_text() {
    let leaflet =
        composed(&section("Ring [your ward](blank:) at once.\n\n- [Name](blank:)\n").library());
    assert_eq!(
        all_words(&leaflet),
        "Ring your ward ____ at once. • Name ____"
    );
    let record =
        String::from_utf8(careleaf::proof::record::ComposedText::of(&leaflet).json()).unwrap();
    assert!(record.contains("Ring your ward ____ at once."), "{record}");
    let hint = "say what is to be written there: `[Ward](blank:)`";
    says("Ring [](blank:).", ("error", "a blank has no label", hint));
    says(
        "Ring [Ward](blank:ward).",
        ("error", "`blank:ward` is not something to link to", hint),
    );
    says(
        "## Ring [Ward](blank:)\n\nWords.",
        (
            "error",
            "a blank to write in stands in a heading",
            "put it in the text below",
        ),
    );
    let other = composed(&section("Ring your ward at once.\n\n- Name\n").library());
    assert_ne!(leaflet.edition, other.edition);
}

#[test]
fn more_bold_words_than_can_be_set_are_refused() {
    let messages = section(&"*a* ".repeat(5001)).messages();
    for part in [
        "error: bold words and links in one paragraph: 5001\n --> leaflets/sample/first.md:9:1\n",
        "= hint: part it: a paragraph has at most 5000",
    ] {
        assert!(messages.contains(part), "{messages}");
    }
    let messages = section(&"words, ".repeat(28_600)).messages();
    assert!(
        messages.starts_with("error: a paragraph has 200199 characters\n"),
        "{messages}"
    );
}

/// The leaflet whose only section is the first.
fn composed(library: &Library) -> Leaflet {
    let request = Request {
        leaflet: "sample".to_owned(),
        sections: Wanted::Sections(vec!["first".to_owned()]),
        text_size: TextSize::default(),
        printing: Printing::default(),
        date: date(2026, 11, 23),
        clinic: None,
        allow_overdue: None,
    };
    compose(
        &select(library, &request).expect("the request can be met"),
        &Imprint::default(),
    )
}

/// What is composed of the text of the first section, in pieces that touch no other.
fn said(leaflet: &Leaflet) -> Vec<Said> {
    let part = Part::Section(Id::parse("first").unwrap());
    let part = leaflet.part(&part).expect("the section was asked for");
    let mut said = Vec::new();
    gather(leaflet, part, &mut said);
    said
}

/// A stretch of what is composed.
#[derive(Clone, Debug, PartialEq)]
enum Said {
    /// Words of an author.
    Words(String),
    /// The number or bullet of an item.
    Label(String),
    /// What parts words: a block, words of the program, a blank.
    Gap,
    /// A blank to write in.
    Blank,
}

fn gather(leaflet: &Leaflet, id: NodeId, said: &mut Vec<Said>) {
    let node = leaflet.node(id);
    let is_in_text = node
        .span
        .is_some_and(|span| span.start >= FRONT_MATTER.len());
    match &node.role {
        Role::Text { text, .. } if is_in_text => said.push(Said::Words(text.clone())),
        Role::Label => said.push(Said::Label(leaflet.text_of(id))),
        Role::Blank => said.push(Said::Blank),
        Role::Link(_) => leaflet
            .children(id)
            .iter()
            .for_each(|&child| gather(leaflet, child, said)),
        Role::SideMatter => {}
        _ => {
            said.push(Said::Gap);
            leaflet
                .children(id)
                .iter()
                .for_each(|&child| gather(leaflet, child, said));
            said.push(Said::Gap);
        }
    }
}

/// All of the section's text with the program's words in it, in one line.
fn all_words(leaflet: &Leaflet) -> String {
    let record = careleaf::proof::record::ComposedText::of(leaflet);
    let part = record
        .part("section/first")
        .expect("the section is recorded");
    let lines = part.lines.iter().map(String::as_str);
    let lines = lines.skip_while(|line| ["First", "What comes first."].contains(line));
    let lines: Vec<&str> = lines
        .take_while(|line| !line.starts_with("[QR code"))
        .collect();
    lines.join(" ")
}

/// A run of letters and digits, and whether it is the number of an item.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    text: String,
    is_label: bool,
}

/// The runs of letters and digits in what is composed.
fn runs_said(said: &[Said]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut words = String::new();
    for piece in said {
        match piece {
            Said::Words(text) => words.push_str(&text.replace('\u{2060}', "")),
            Said::Label(text) => {
                push_runs(&mut runs, &std::mem::take(&mut words), false);
                push_runs(&mut runs, text, true);
            }
            Said::Gap | Said::Blank => push_runs(&mut runs, &std::mem::take(&mut words), false),
        }
    }
    push_runs(&mut runs, &words, false);
    runs
}

fn push_runs(runs: &mut Vec<Run>, text: &str, is_label: bool) {
    let found = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty());
    runs.extend(found.map(|run| Run {
        text: run.to_owned(),
        is_label,
    }));
}

/// The marks that are documented, each with what it stands for; after a link stands where it leads.
const MARKS: [(&str, &str); 10] = [
    ("[a1](section:second)", "a1 "),
    ("[b2](blank:)", "b2 "),
    ("[c3](https://www.example.org/x)", "c3 "),
    ("[!NOTE]", " "),
    ("<div lang=\"fr\">", " "),
    ("</div>", " "),
    ("&lt;", "<"),
    ("&amp;", "&"),
    ("&eacute;", "é"),
    ("\\\\", " "),
];

/// The runs of letters and digits that an author has written: the source without the documented marks.
fn runs_written(source: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let mark = MARKS.iter().find(|(mark, _)| rest.starts_with(mark));
        let length = if rest.starts_with("<!--") {
            plain.push(' ');
            rest[2..].find("-->").map_or(rest.len(), |end| 2 + end + 3)
        } else if let Some((mark, meant)) = mark {
            plain.push_str(meant);
            mark.len()
        } else if first == '\\' && rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) {
            plain.push(' ');
            2
        } else {
            plain.push(first);
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    let found = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty());
    found.map(str::to_owned).collect()
}

/// Whether the two are the same, but for the numbers of items that are all written `1.`.
fn are_the_same(written: &[String], said: &[Run]) -> bool {
    let is_same = |(written, said): (&String, &Run)| {
        *written == said.text || (said.is_label && written == "1")
    };
    written.len() == said.len() && written.iter().zip(said).all(is_same)
}

/// Texts of words, numbers and every mark that Markdown knows, in any order.
fn soup() -> impl Strategy<Value = String> {
    let marks = [
        "*",
        "**",
        "***",
        "_",
        "__",
        "~",
        "~~",
        "<",
        ">",
        "[",
        "]",
        "(",
        ")",
        "\\",
        "`",
        "|",
        "#",
        "##",
        "-",
        "+",
        "1.",
        "2.",
        "1)",
        "5)",
        "2026.",
        "> ",
        "> [!NOTE]\n> ",
        "---",
        "===",
        "&lt;",
        "&amp;",
        "&eacute;",
        "\\*",
        "\\_",
        "\\[",
        "\\<",
        "\\\\",
        "<!-- x 9 -->",
        "-->",
        "<!--",
        "<b>",
        "<5",
        "A&E",
        "&",
        "'",
        "\"",
        "...",
        "=",
        "{",
        "}",
        "^",
        "$",
        ":",
        "!",
        "![",
        "](",
        "]: ",
        "](section:second)",
        "[a1](section:second)",
        "[b2](blank:)",
        "<https://www.example.org/x>",
        "[c3](https://www.example.org/x)",
        "\n\n<div lang=\"fr\">\n\n",
        "\n\n</div>\n\n",
        "\n| d4 | e5 |\n|---|---|\n| f6 | g7 |\n",
        "2*5",
        "1*5",
        "2 *5",
        "3* 4",
        "10-20",
        "5/7",
        "1_2_3",
        "~5~",
        "H~2~O",
        "**h8**",
        "*i9*",
        "__j10__",
    ];
    let mark = prop::sample::select(marks.to_vec()).prop_map(str::to_owned);
    let word = prop::sample::select(vec![
        "take", "mg", "tablet", "5", "20", "Été", "2.5", "x", "o'clock", "ω", "½",
    ]);
    let gap = prop::sample::select(vec![
        "", "", " ", " ", " ", " ", " ", "\n", "\n", "\n\n", "\n\n", "\n    ", "\n  ",
    ]);
    let piece = prop_oneof![3 => word.prop_map(str::to_owned), 2 => mark];
    prop::collection::vec((piece, gap), 1..14)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

#[test]
fn every_letter_and_digit_of_a_text_is_composed_or_the_text_is_refused() {
    let config = trials(400);
    let cases = config.cases;
    let library = section("Words.\n");
    let path = library.path(FIRST);
    let accepted = Cell::new(0);
    let outcome = TestRunner::new(config).run(&soup(), |body| {
        fs::write(&path, format!("{FRONT_MATTER}{body}\n")).unwrap();
        if let Some(library) = library.read().library {
            accepted.set(accepted.get() + 1);
            let (written, said) = (runs_written(&body), runs_said(&said(&composed(&library))));
            prop_assert!(are_the_same(&written, &said), "{written:?} and {said:?}");
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    // A test of texts that are all refused would prove nothing.
    assert!(
        accepted.get() * 5 > cases,
        "{} of {cases} are accepted",
        accepted.get()
    );
}
