//! What the Markdown subset does not have: each with the whole message. And that no text at all makes the reader panic.

use std::fs;

use proptest::prelude::*;
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
fn refused(text: &str, expected: impl IntoData) {
    section(text).reports(expected);
}

#[test]
fn everything_in_the_subset_is_read_without_a_message() {
    refused(
        r#"Words, **strong** and *emphasised* [*links*](https://www.example.org/), &amp; more
over two lines with \[brackets\].

Table: Some cells

| One | Two |
|---|---|
| a \| b | |
| c | **d** |

## Part

3. three
   - nested

     and more

     | | |
     |---|---|
     | **a** | b |

   ![Words.](box.svg) ![More.](box.svg "Caption")
4. four

   Table: Steps

   | One |
   |---|
   | a |

   > [!NOTE]
   > words
   >
   > | One |
   > |---|
   > | a |

> [!CAUTION]
> Ring [the line](contact:urgent).
>
> - now

### Below

<div lang="ur">

## Heading

اردو

</div>

<https://www.example.org/page>

![Words.](box.svg)

## Ask {.questions}

Before you ask.

- One [thing](section:second)?
"#,
        str![[""]],
    );
}

#[test]
fn an_empty_section_is_refused() {
    refused(
        "",
        str![[r#"
error: the section `first` is empty
 --> leaflets/sample/first.md:8:5
  |
8 | +++
  |    ^
  |
  = hint: write its text below the front matter
"#]],
    );
    refused(
        "## Ask {.questions}\n\n- Why?\n",
        str![[r#"
error: the section `first` is empty
 --> leaflets/sample/first.md:9:1
  |
9 | ## Ask {.questions}
  | ^
  |
  = hint: write its text below the front matter
"#]],
    );
}

#[test]
fn html_is_refused() {
    refused(
        "Words<b>here.\n\n<p>More</p>\n",
        str![[r#"
error: HTML is not part of the subset
 --> leaflets/sample/first.md:9:6
  |
9 | Words<b>here.
  |      ^^^
  |
  = hint: write `**words**` for words that stand out

error: HTML is not part of the subset
  --> leaflets/sample/first.md:11:1
   |
11 | <p>More</p>
   | ^^^^^^^^^^^
   |
   = hint: write plain Markdown; of HTML there are only `<sup>`, `<sub>`, `<br>` and, on lines of their own with empty lines around them, `<div lang="…">` and `</div>`
"#]],
    );
}

#[test]
fn a_passage_has_lines_of_its_own_and_an_end() {
    refused(
        "<div lang=\"ur\">\nwords\n</div>\n",
        str![[r#"
error: HTML is not part of the subset
  --> leaflets/sample/first.md:10:1
   |
10 | words
   | ^^^^^
   |
   = hint: write plain Markdown; of HTML there are only `<sup>`, `<sub>`, `<br>` and, on lines of their own with empty lines around them, `<div lang="…">` and `</div>`
"#]],
    );
    refused(
        "<div lang=\"ur\">\n\nwords\n",
        str![[r#"
error: a passage has no end
 --> leaflets/sample/first.md:9:1
  |
9 | <div lang="ur">
  | ^^^^^^^^^^^^^^^
  |
  = hint: close it with a line `</div>`
"#]],
    );
    refused(
        "words\n\n</div>\n",
        str![[r#"
error: `</div>` closes nothing
  --> leaflets/sample/first.md:11:1
   |
11 | </div>
   | ^^^^^^
   |
   = hint: delete it, or write `<div lang="…">` above
"#]],
    );
    refused(
        "<div lang=\"Urdu!\">\n\nwords\n\n</div>\n",
        str![[r#"
error: `Urdu!` is not a language tag
 --> leaflets/sample/first.md:9:1
  |
9 | <div lang="Urdu!">
  | ^^^^^^^^^^^^^^^^^^
  |
  = hint: write it as in `<div lang="ur">`
"#]],
    );
    refused(
        "<div lang=\"ur\">\n\n<div lang=\"ar\">\n\nwords\n\n</div>\n",
        str![[r#"
error: a passage stands within another
  --> leaflets/sample/first.md:11:1
   |
11 | <div lang="ar">
   | ^^^^^^^^^^^^^^^
   |
   = hint: close the first with `</div>`
"#]],
    );
    refused(
        "- item\n\n  <div lang=\"ur\">\n",
        str![[r#"
error: HTML cannot stand here
  --> leaflets/sample/first.md:11:3
   |
11 |   <div lang="ur">
   |   ^^^^^^^^^^^^^^^
   |
   = hint: an item of a list holds paragraphs, lists, tables, figures and callouts: move it out
"#]],
    );
}

#[test]
fn code_is_refused() {
    refused(
        "Words `code`.\n\n```\ncode\n```\n",
        str![[r#"
error: code is not part of the subset
 --> leaflets/sample/first.md:9:7
  |
9 | Words `code`.
  |       ^^^^^^
  |
  = hint: write the words without backticks

error: a code block is not part of the subset
  --> leaflets/sample/first.md:11:1
   |
11 | ```
   | ^^^
   |
   = hint: write plain paragraphs, without backticks or four spaces before them
"#]],
    );
    refused(
        "Words.\n\n    indented\n",
        str![[r#"
error: a code block is not part of the subset
  --> leaflets/sample/first.md:11:5
   |
11 |     indented
   |     ^^^^^^^^
   |
   = hint: write plain paragraphs, without backticks or four spaces before them
"#]],
    );
}

#[test]
fn block_quotes_that_are_no_callout_are_refused() {
    refused(
        "> [words]\n",
        str![[r#"
error: a block quote is none of the callouts
 --> leaflets/sample/first.md:9:1
  |
9 | > [words]
  | ^^^^^^^^^
  |
  = hint: start it with `> [!CAUTION]`, `> [!IMPORTANT]`, `> [!NOTE]` or `> [!TIP]`
"#]],
    );
    refused(
        "> [!WARNING]\n> words\n",
        str![[r#"
error: `[!WARNING]` is none of the callouts
 --> leaflets/sample/first.md:9:1
  |
9 | > [!WARNING]
  | ^^^^^^^^^^^^
  |
  = hint: start it with `> [!CAUTION]`, `> [!IMPORTANT]`, `> [!NOTE]` or `> [!TIP]`
"#]],
    );
    refused(
        "Ring when the level is\n> 5 mmol.\n",
        str![[r#"
error: the sign `>` at the start of a line makes a block quote
  --> leaflets/sample/first.md:10:1
   |
10 | > 5 mmol.
   | ^^^^^^^^^
   |
   = hint: write `\>` for a sign that is text
"#]],
    );
    refused(
        "> [!NOTE]\n\nWords.\n",
        str![[r#"
error: a callout is empty
 --> leaflets/sample/first.md:9:1
  |
9 | > [!NOTE]
  | ^^^^^^^^^
  |
  = hint: write its text, or delete it
"#]],
    );
}

#[test]
fn headings_of_other_levels_are_refused() {
    refused(
        "# One\n\nWords.\n",
        str![[r#"
error: a heading of level 1 is not part of the subset
 --> leaflets/sample/first.md:9:1
  |
9 | # One
  | ^^^^^
  |
  = hint: the title stands in the front matter: start parts with `##`
"#]],
    );
    refused(
        "## Two\n\n#### Four\n\nWords.\n",
        str![[r#"
error: a heading is deeper than level 3
  --> leaflets/sample/first.md:11:1
   |
11 | #### Four
   | ^^^^^^^^^
   |
   = hint: use `##` and `###`
"#]],
    );
}

#[test]
fn a_skipped_heading_level_is_refused() {
    refused(
        "Words.\n\n### Three\n\nWords.\n",
        str![[r#"
error: a heading level is skipped: `###` before any `##`
  --> leaflets/sample/first.md:11:1
   |
11 | ### Three
   | ^^^^^^^^^
   |
   = hint: write `##` for the first of them, or put a `##` above
"#]],
    );
}

#[test]
fn a_heading_marked_otherwise_is_refused() {
    refused(
        "Two\n---\n\nWords.\n",
        str![[r#"
error: a heading is marked by underlining
 --> leaflets/sample/first.md:9:1
  |
9 | Two
  | ^^^
  |
  = hint: write `## ` before it, and delete the line below
"#]],
    );
    refused(
        "## Two {#two .wide}\n\nWords.\n",
        str![[r#"
error: a heading has attributes
 --> leaflets/sample/first.md:9:1
  |
9 | ## Two {#two .wide}
  | ^^^^^^^^^^^^^^^^^^^
  |
  = hint: the only one is the class `{.questions}`
"#]],
    );
}

#[test]
fn a_heading_links_to_no_contact() {
    refused(
        "## On the day: ring **[the ward](contact:urgent)**\n\nWords.\n\n### [Nurse](contact:nurse)\n\nWords.\n",
        str![[r#"
error: a heading links to a contact
 --> leaflets/sample/first.md:9:23
  |
9 | ## On the day: ring **[the ward](contact:urgent)**
  |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: put the link in the text below: a number typed for one patient is not to show in the outline

error: a heading links to a contact
  --> leaflets/sample/first.md:13:5
   |
13 | ### [Nurse](contact:nurse)
   |     ^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: put the link in the text below: a number typed for one patient is not to show in the outline
"#]],
    );
}

#[test]
fn a_heading_has_words_and_something_below_it() {
    refused(
        "##\n\nWords.\n",
        str![[r#"
error: a heading has no words
 --> leaflets/sample/first.md:9:1
  |
9 | ##
  | ^^
  |
  = hint: write them, or delete it
"#]],
    );
    refused(
        "Words.\n\n## Two\n\n## Three\n",
        str![[r#"
error: a heading has nothing below it
  --> leaflets/sample/first.md:11:1
   |
11 | ## Two
   | ^^^^^^
   |
   = hint: write its text, or delete it

error: a heading has nothing below it
  --> leaflets/sample/first.md:13:1
   |
13 | ## Three
   | ^^^^^^^^
   |
   = hint: write its text, or delete it
"#]],
    );
}

#[test]
fn footnotes_are_refused() {
    refused(
        "Words[^1].\n\n[^1]: A note.\n",
        str![[r#"
error: a footnote is not part of the subset
 --> leaflets/sample/first.md:9:6
  |
9 | Words[^1].
  |      ^^^^
  |
  = hint: say it in the text

error: a footnote is not part of the subset
  --> leaflets/sample/first.md:11:1
   |
11 | [^1]: A note.
   | ^^^^^^^^^^^^^
   |
   = hint: say it in the text
"#]],
    );
}

#[test]
fn a_line_across_is_refused() {
    refused(
        "Words.\n\n---\n\nWords.\n",
        str![[r#"
error: a line across is not part of the subset
  --> leaflets/sample/first.md:11:1
   |
11 | ---
   | ^^^
   |
   = hint: use a heading to part the text
"#]],
    );
}

#[test]
fn words_struck_through_and_boxes_to_tick_are_refused() {
    refused(
        "Words ~~gone~~.\n\n- [ ] tick\n",
        str![[r#"
error: words struck through are not part of the subset
 --> leaflets/sample/first.md:9:7
  |
9 | Words ~~gone~~.
  |       ^^^^^^^^
  |
  = hint: delete them

error: a box to tick is not part of the subset
  --> leaflets/sample/first.md:11:3
   |
11 | - [ ] tick
   |   ^^^
   |
   = hint: write a plain list; questions get their boxes under `{.questions}`
"#]],
    );
}

#[test]
fn a_figure_within_text_is_refused() {
    refused(
        "Words ![box](box.svg).\n",
        str![[r#"
error: a figure stands within a line of text
 --> leaflets/sample/first.md:9:7
  |
9 | Words ![box](box.svg).
  |       ^^^^^^^^^^^^^^^
  |
  = hint: put it in a paragraph of its own, with empty lines around it
"#]],
    );
}

#[test]
fn a_figure_in_a_cell_is_refused_and_figures_in_a_row_are_named() {
    refused(
        "| A | B |\n|---|---|\n| ![box](box.svg) | words |\n",
        str![[r#"
error: a figure stands in a cell
  --> leaflets/sample/first.md:11:2
   |
11 | | ![box](box.svg) | words |
   |  ^^^^^^^^^^^^^^^^
   |
   = hint: for figures side by side put them on one line, outside the table: `![…](one.svg) ![…](two.svg)`
"#]],
    );
}

#[test]
fn rows_without_a_line_below_their_header_are_refused() {
    refused(
        "| a | **b** |\n| c | d |\n\n- words\n  |---|---|\n  | e | f |\n  words\n",
        str![[r#"
error: rows of a table have no line below their header
 --> leaflets/sample/first.md:9:1
  |
9 | | a | **b** |
  | ^^^^^^^^^^^^^
  |
  = hint: write `|---|---|` below the first row; for a table without a header put `| | |` and `|---|---|` first

error: rows of a table have no line below their header
  --> leaflets/sample/first.md:13:3
   |
13 |   |---|---|
   |   ^^^^^^^^^
   |
   = hint: write `|---|---|` below the first row; for a table without a header put `| | |` and `|---|---|` first
"#]],
    );
}

#[test]
fn a_list_has_items_that_start_with_words() {
    refused(
        "- one\n-\n- - two\n- ![box](box.svg)\n",
        str![[r#"
error: an item is empty
  --> leaflets/sample/first.md:10:1
   |
10 | -
   | ^
   |
   = hint: write its text, or delete it

error: an item starts with a list
  --> leaflets/sample/first.md:11:1
   |
11 | - - two
   | ^^^^^^^
   |
   = hint: give it words

error: an item starts with a figure
  --> leaflets/sample/first.md:12:1
   |
12 | - ![box](box.svg)
   | ^^^^^^^^^^^^^^^^^
   |
   = hint: give it words
"#]],
    );
}

#[test]
fn a_callout_holds_no_other_and_no_figure_and_no_block_but_a_section_a_heading() {
    refused(
        "> [!NOTE]\n> words\n>\n> - words\n>\n>   > [!TIP]\n>   > words\n>\n> ![box](box.svg)\n\n- words\n\n  ## Two\n",
        str![[r#"
error: a block quote cannot stand here
  --> leaflets/sample/first.md:14:5
   |
14 | >   > [!TIP]
   |     ^^^^^^^^
   |
   = hint: a callout holds paragraphs, lists and tables: move it out

error: a figure cannot stand here
  --> leaflets/sample/first.md:17:3
   |
17 | > ![box](box.svg)
   |   ^^^^^^^^^^^^^^^
   |
   = hint: a callout holds paragraphs, lists and tables: move it out

error: a heading cannot stand here
  --> leaflets/sample/first.md:21:3
   |
21 |   ## Two
   |   ^^^^^^
   |
   = hint: an item of a list holds paragraphs, lists, tables, figures and callouts: move it out
"#]],
    );
}

#[test]
fn a_table_has_at_most_so_many_columns_and_rows() {
    let wide = |columns: usize| {
        let [head, line, row] = ["|a", "|-", "|b"].map(|cell| cell.repeat(columns));
        format!("{head}|\n{line}|\n{row}|\n")
    };
    refused(
        &wide(41),
        str![[r#"
error: a table has 41 columns, and the limit is 40
 --> leaflets/sample/first.md:9:1
  |
9 | |a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: turn its rows into columns, or make several tables of it
"#]],
    );
    let messages = section(&wide(5000)).messages();
    assert!(
        messages.starts_with("error: a table has 5000 columns"),
        "{messages}"
    );
    assert!(messages.len() < 1000, "{messages}");
    assert_eq!(section(&wide(40)).messages(), "");
    let long = "|a|b|\n|-|-|\n".to_owned() + &"|c|d|\n".repeat(100_000);
    refused(
        &long,
        str![[r#"
error: a table has more than 500 rows
 --> leaflets/sample/first.md:9:1
  |
9 | |a|b|
  | ^^^^^
  |
  = hint: leave out what patients do not look up, or make several tables of it
"#]],
    );
    let most = "| a | b |\n|---|---|\n".to_owned() + &"| c | d |\n".repeat(500);
    assert_eq!(section(&most).messages(), "");
}

#[test]
fn a_table_has_as_many_cells_in_each_row_and_no_alignment() {
    refused(
        "| a | b |\n|---|--:|\n| c |\n| d | e | f |\nwords\n",
        str![[r#"
error: a table aligns its columns
 --> leaflets/sample/first.md:9:1
  |
9 | | a | b |
  | ^^^^^^^^^
  |
  = hint: leave out the colons: `|---|---|`

error: cells in this row: 1, in the header: 2
  --> leaflets/sample/first.md:11:1
   |
11 | | c |
   | ^^^^^
   |
   = hint: correct the row; leave an empty line after a table

error: cells in this row: 3, in the header: 2
  --> leaflets/sample/first.md:12:1
   |
12 | | d | e | f |
   | ^^^^^^^^^^^^^
   |
   = hint: correct the row; leave an empty line after a table

error: cells in this row: 1, in the header: 2
  --> leaflets/sample/first.md:13:1
   |
13 | words
   | ^^^^^
   |
   = hint: correct the row; leave an empty line after a table
"#]],
    );
    refused(
        "| a | b |\n|---|---|\n",
        str![[r#"
error: a table has no rows
 --> leaflets/sample/first.md:9:1
  |
9 | | a | b |
  | ^^^^^^^^^
  |
  = hint: write the rows below its header, or delete it
"#]],
    );
}

#[test]
fn a_caption_stands_directly_before_its_table() {
    refused(
        "Table: One\n\nWords.\n\n| a |\n|---|\n| b |\n",
        str![[r#"
error: a caption has no table below it
 --> leaflets/sample/first.md:9:1
  |
9 | Table: One
  | ^^^^^^^^^^
  |
  = hint: put it directly before the table, with an empty line between
"#]],
    );
}

#[test]
fn references_to_nothing_are_refused() {
    refused(
        "See [this] and [that][there].\n",
        str![[r#"
error: `[this]` leads nowhere
 --> leaflets/sample/first.md:9:5
  |
9 | See [this] and [that][there].
  |     ^^^^^^
  |
  = hint: write `[words](section:ID)`, or `\[` for a bracket that is text

error: `[that][there]` leads nowhere
 --> leaflets/sample/first.md:9:16
  |
9 | See [this] and [that][there].
  |                ^^^^^^^^^^^^^
  |
  = hint: write `[words](section:ID)`, or `\[` for a bracket that is text
"#]],
    );
    refused(
        "See [this].\n\n[this]: https://www.example.org/\n",
        str![[r#"
error: link definitions are not part of the subset
  --> leaflets/sample/first.md:11:1
   |
11 | [this]: https://www.example.org/
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: write the address where the link is: `[words](https://…)`
"#]],
    );
}

#[test]
fn a_link_to_something_that_does_not_exist_is_refused() {
    refused(
        "[a](section:secnd) [b](glossary:marow) [c](contact:urgnt) [d](glossary:unheard-of)\n",
        str![[r#"
error: the leaflet has no section `secnd`
 --> leaflets/sample/first.md:9:1
  |
9 | [a](section:secnd) [b](glossary:marow) [c](contact:urgnt) [d](glossary:unheard-of)
  | ^^^^^^^^^^^^^^^^^^
  |
  = hint: did you mean `second`?

error: the glossary has no term `marow`
 --> leaflets/sample/first.md:9:20
  |
9 | [a](section:secnd) [b](glossary:marow) [c](contact:urgnt) [d](glossary:unheard-of)
  |                    ^^^^^^^^^^^^^^^^^^^
  |
  = hint: did you mean `marrow`?

error: `urgnt` is not a contact
 --> leaflets/sample/first.md:9:40
  |
9 | [a](section:secnd) [b](glossary:marow) [c](contact:urgnt) [d](glossary:unheard-of)
  |                                        ^^^^^^^^^^^^^^^^^^
  |
  = hint: did you mean `urgent`?

error: the glossary has no term `unheard-of`
 --> leaflets/sample/first.md:9:59
  |
9 | [a](section:secnd) [b](glossary:marow) [c](contact:urgnt) [d](glossary:unheard-of)
  |                                                           ^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: add it to `glossary.toml`
"#]],
    );
}

#[test]
fn a_link_of_another_kind_is_refused() {
    refused(
        "[a](second.md) [b](mailto:x@example.org) [c](http://www.example.org/) <y@example.org>\n",
        str![[r#"
error: `second.md` is not something to link to
 --> leaflets/sample/first.md:9:1
  |
9 | [a](second.md) [b](mailto:x@example.org) [c](http://www.example.org/) <y@example.org>
  | ^^^^^^^^^^^^^^
  |
  = hint: use `section:ID`, `glossary:ID`, `contact:urgent` or an address with `https://`

error: `house.toml` does not have the address `x@example.org`
 --> leaflets/sample/first.md:9:16
  |
9 | [a](second.md) [b](mailto:x@example.org) [c](http://www.example.org/) <y@example.org>
  |                ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: name it there in `feedback` or with the `hours` of an `[[organisation]]`

error: `http://www.example.org/` is not an `https` address
 --> leaflets/sample/first.md:9:42
  |
9 | [a](second.md) [b](mailto:x@example.org) [c](http://www.example.org/) <y@example.org>
  |                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: start it with `https://`

error: `house.toml` does not have the address `y@example.org`
 --> leaflets/sample/first.md:9:71
  |
9 | [a](second.md) [b](mailto:x@example.org) [c](http://www.example.org/) <y@example.org>
  |                                                                       ^^^^^^^^^^^^^^^
  |
  = hint: name it there in `feedback` or with the `hours` of an `[[organisation]]`
"#]],
    );
    refused(
        "[](https://www.example.org/) [a](https://www.example.org/ \"title\") [b]()\n",
        str![[r#"
error: a link has no words
 --> leaflets/sample/first.md:9:1
  |
9 | [](https://www.example.org/) [a](https://www.example.org/ "title") [b]()
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: write what it leads to: `[words](…)`

error: a link has a title
 --> leaflets/sample/first.md:9:30
  |
9 | [](https://www.example.org/) [a](https://www.example.org/ "title") [b]()
  |                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: say it in the link's words

error: a link has no target
 --> leaflets/sample/first.md:9:68
  |
9 | [](https://www.example.org/) [a](https://www.example.org/ "title") [b]()
  |                                                                    ^^^^^
  |
  = hint: use `section:ID`, `glossary:ID`, `contact:urgent` or an address with `https://`
"#]],
    );
}

#[test]
fn questions_are_one_bullet_list_of_plain_items() {
    refused(
        "Words.\n\n## Ask {.questions}\n\nBefore.\n\n- Why?\n\n  More.\n\n1. How?\n\nAfter.\n",
        str![[r#"
error: a question is more than a sentence or two
  --> leaflets/sample/first.md:17:3
   |
17 |   More.
   |   ^^^^^
   |
   = hint: ask each question in an item of its own

error: only paragraphs and then a bullet list can stand below the questions' heading
  --> leaflets/sample/first.md:19:1
   |
19 | 1. How?
   | ^^^^^^^
   |
   = hint: write each question as `- …`, and other text above the list or above the heading

error: only paragraphs and then a bullet list can stand below the questions' heading
  --> leaflets/sample/first.md:21:1
   |
21 | After.
   | ^^^^^^
   |
   = hint: write each question as `- …`, and other text above the list or above the heading
"#]],
    );
    refused(
        "Words.\n\n## Ask {.questions}\n\nBefore.\n",
        str![[r#"
error: there are no questions below their heading
  --> leaflets/sample/first.md:11:1
   |
11 | ## Ask {.questions}
   | ^^^^^^^^^^^^^^^^^^^
   |
   = hint: write them as a bullet list, or delete the heading
"#]],
    );
    refused(
        "Words.\n\n## Ask {.questions}\n",
        str![[r#"
error: there are no questions below their heading
  --> leaflets/sample/first.md:11:1
   |
11 | ## Ask {.questions}
   | ^^^^^^^^^^^^^^^^^^^
   |
   = hint: write them as a bullet list, or delete the heading
"#]],
    );
    refused(
        "Words.\n\n## Ask {.questions}\n\n- Why?\n\n## Ask {.questions}\n\n- How?\n",
        str![[r#"
error: a second heading has the class `.questions`
  --> leaflets/sample/first.md:15:1
   |
15 | ## Ask {.questions}
   | ^^^^^^^^^^^^^^^^^^^
   |
   = hint: gather the questions under one
"#]],
    );
    refused(
        "Words.\n\n## Two\n\nWords.\n\n### Ask {.questions}\n\n- Why?\n",
        str![[r#"
error: the questions' heading stands within another part
  --> leaflets/sample/first.md:15:1
   |
15 | ### Ask {.questions}
   | ^^^^^^^^^^^^^^^^^^^^
   |
   = hint: write it with `##`, after the text
"#]],
    );
}

#[test]
fn text_nested_too_deeply_is_refused() {
    let lists: String = (0..7)
        .map(|level| format!("{}- words\n", "  ".repeat(level)))
        .collect();
    refused(
        &lists,
        str![[r#"
error: this is nested more than 12 deep
  --> leaflets/sample/first.md:15:13
   |
15 |             - words
   |             ^^^^^^^
   |
   = hint: take it apart
"#]],
    );
}

#[test]
fn the_urgent_help_has_text_and_no_questions() {
    let name = "sample/urgent-help.md";
    let library = SoundLibrary::write();
    let text = fs::read_to_string(library.path(name)).unwrap();
    let (front_matter, _) = text.split_at(text.rfind("+++\n").unwrap() + 4);
    let empty = format!("{front_matter}\n");
    let asking = format!("{text}\n## Ask {{.questions}}\n\n- Why?\n");
    library.with(name, empty).reports(str![[r#"
error: the urgent help is empty
 --> leaflets/sample/urgent-help.md:6:1
  |
6 |
  | ^
  |
  = hint: write below the front matter when to get help and how
"#]]);
    SoundLibrary::write().with(name, asking).reports(str![[r#"
error: the urgent help has questions
  --> leaflets/sample/urgent-help.md:12:1
   |
12 | - Why?
   | ^^^^^^
   |
   = hint: ask them in a section
"#]]);
}

#[test]
fn soft_line_ends_and_runs_of_spaces_are_one_space() {
    let library = section("Words  over\ntwo *strong\nlines*  here.\n").library();
    let section = &library.leaflets.values().next().unwrap().sections[0];
    let text = format!("{:?}", section.body[0].kind);
    for words in ["\"Words over two \"", "\"strong lines\"", "\" here.\""] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

/// Pieces of Markdown that texts are made of: most of them break one another.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n"),
        Just("\n\n"),
        Just("  \n"),
        Just("- "),
        Just("1. "),
        Just("> "),
        Just("> [!NOTE]\n"),
        Just("## "),
        Just("### "),
        Just("{.questions}"),
        Just("**"),
        Just("*"),
        Just("_"),
        Just("`"),
        Just("["),
        Just("]"),
        Just("("),
        Just(")"),
        Just("](section:second)"),
        Just("](glossary:x)"),
        Just("![a](box.svg)"),
        Just("| a | b |\n"),
        Just("|---|---|\n"),
        Just("Table: "),
        Just("<div lang=\"ur\">\n"),
        Just("</div>\n"),
        Just("<b>"),
        Just("[^1]"),
        Just("[^1]: "),
        Just("    "),
        Just("~~"),
        Just("---\n"),
        Just("\\"),
        Just("&amp;"),
        Just("\u{202E}"),
        Just("اردو"),
        Just("words"),
        Just(" "),
        Just("[ ] "),
        Just("\t"),
        Just("\r\n"),
        Just("+++\n"),
        Just("\0"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(trials(200))]

    #[test]
    fn no_markdown_makes_the_reader_panic(text in markdown()) {
        section(&text).messages();
    }

    #[test]
    fn no_bytes_in_any_file_make_the_reader_panic(
        name in prop::sample::select(&["house.toml", "glossary.toml", "sample/leaflet.toml", FIRST, "sample/box.svg"]),
        content in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "[a-z=\\[\\]{}\"'\\n #0-9.-]{0,80}".prop_map(String::into_bytes),
        ],
    ) {
        SoundLibrary::write().with(name, &content).messages();
    }
}

#[test]
fn an_item_of_joiners_and_fixed_spaces_is_reported_as_empty() {
    refused(
        "- &#x200B;&nbsp;\n- words\n",
        str![[r#"
error: an item is empty
 --> leaflets/sample/first.md:9:1
  |
9 | - &#x200B;&nbsp;
  | ^^^^^^^^^^^^^^^^
  |
  = hint: write its text, or delete it
"#]],
    );
}

/// Checks the warning about one mark that is left in a text.
#[track_caller]
fn leaves(text: &str, (line, column): (usize, usize), (mark, hint): (&str, &str)) {
    let messages = section(text).messages();
    let message = format!("warning: `{mark}` is printed as it stands\n");
    let place = format!("--> leaflets/sample/first.md:{line}:{column}\n");
    let mend = format!("= hint: {hint}");
    assert_eq!(messages.matches("warning: ").count(), 1, "{messages}");
    for part in [message, place, mend] {
        assert!(messages.contains(&part), "{part} in {messages}");
    }
}

#[test]
fn marks_that_are_left_in_the_words_are_warned_of() {
    refused(
        "Words. **Call 999 **now.\n",
        str![[r#"
warning: `**` is printed as it stands
 --> leaflets/sample/first.md:9:8
  |
9 | Words. **Call 999 **now.
  |        ^^
  |
  = hint: write `**words**` without a space inside the stars, or `\*` for a star that is text

warning: `**` is printed as it stands
 --> leaflets/sample/first.md:9:19
  |
9 | Words. **Call 999 **now.
  |                   ^^
  |
  = hint: write `**words**` without a space inside the stars, or `\*` for a star that is text
"#]],
    );
    let heading = "write `## ` with a space for a heading, or `\\#` for a sign that is text";
    let item = "put a space after the mark of an item, or a backslash before it";
    let table = "give the table a second line with a `---` for each column: `|---|---|`";
    let class = "write the class at the heading's end: `{.questions}`";
    leaves(
        "Words with **one end.\n",
        (9, 12),
        ("**", "write `**words**` without"),
    );
    leaves("##Heading\n", (9, 1), ("##H", heading));
    leaves(
        "Words.\n\n> [!NOTE]\n> #Heading\n",
        (12, 3),
        ("#H", heading),
    );
    leaves("Words\n-item\n", (10, 1), ("-i", item));
    leaves("1.item\n", (9, 1), ("1.i", item));
    leaves(
        "• one\n",
        (9, 1),
        ("•", "write each item as `- …`, on a line of its own"),
    );
    leaves("a | b\n|-\n", (10, 1), ("|", table));
    leaves("One a|-|b\n", (9, 6), ("|-", table));
    leaves(":::\n", (9, 1), (":::", "use a callout: `> [!NOTE]`"));
    leaves("## Q {.questions\n\nWords.\n", (9, 6), ("{.", class));
    leaves("## Q {.questions} B\n\nWords.\n", (9, 6), ("{.", class));
}

#[test]
fn marks_that_are_meant_as_text_are_not_warned_of() {
    refused(
        "\\*\\*Words\\*\\*, 5 * 3, -5 °C, # 1, a - b, {x}.\n\n\\#One\n\\-two\n1.5 mg, 2\\.x\n",
        str![[""]],
    );
}

#[test]
fn a_letter_whose_mark_is_in_another_font_is_refused() {
    refused(
        "Words م\u{301} and م\u{301} again.\n",
        str![[r#"
error: no bundled font can write `م́` (U+0645 U+0301) as one
 --> leaflets/sample/first.md:9:7
  |
9 | Words م́ and م́ again.
  |       ^
  |
  = hint: use a letter and marks of one script
"#]],
    );
    refused("Words in a cafe\u{301}.\n", str![[""]]);
}

#[test]
fn a_word_longer_than_any_is_refused() {
    let message = section(&"x".repeat(5001)).messages();
    let start = "error: a word has 5001 characters\n --> leaflets/sample/first.md:9:1\n";
    assert!(message.starts_with(start), "{message}");
    assert!(
        message.ends_with("= hint: put spaces in it: a word has at most 5000"),
        "{message}"
    );
    section(&"x".repeat(5000)).reports(str![[""]]);
    let of_brackets = section(&"\\[".repeat(5001)).messages();
    let start = "error: a word has 5001 characters\n --> leaflets/sample/first.md:9:2\n";
    assert!(of_brackets.starts_with(start), "{of_brackets}");
}

#[test]
fn captions_and_columns_have_words() {
    refused(
        "Words.\n\nTable:\n\n| One | |\n|---|---|\n| a | b |\n\n| | Two |\n|---|---|\n| a | b |\n\n| |\n|---|\n| a |\n",
        str![[r#"
error: a caption has no words
  --> leaflets/sample/first.md:11:1
   |
11 | Table:
   | ^^^^^^
   |
   = hint: write them after `Table:`, or delete it

error: a cell of the header is empty
  --> leaflets/sample/first.md:13:8
   |
13 | | One | |
   |        ^
   |
   = hint: say what stands in its column

error: a cell of the header is empty
  --> leaflets/sample/first.md:21:2
   |
21 | | |
   |  ^
   |
   = hint: say what stands in its column
"#]],
    );
}

#[test]
fn of_more_faults_than_anybody_reads_the_number_is_said() {
    let messages = section(&"# One\n\n".repeat(130)).messages();
    assert_eq!(messages.matches("a heading of level 1").count(), 100);
    let end = "\n\nwarning: there are 30 more in this file\n--> leaflets/sample/first.md\n = hint: correct the first, then look again";
    assert!(messages.ends_with(end), "{messages}");
}
