//! Texts of any shape, for the properties: Markdown with every construct of the subset, at any text size and for any
//! paper. Each word stands nowhere else, so that it can be followed through the stages.
//!
//! A strategy writes `@` and a letter for each word, for its script and length; [`with_words`] then makes the words.

use careleaf::leaflet::{Imprint, Personal, compose};
use careleaf::paged::layout::lay_out;
use careleaf::paged::layout::page::Pages;
use careleaf::printing::{LARGEST_IN_BOOKLET, Paper, Printing, TextSize};
use careleaf::selection::{Request, Wanted, select};
use jiff::civil::date;
use proptest::prelude::*;

use crate::sound_library::{FIRST, SoundLibrary};

/// A text, and the size that it is set in.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// The body of a section.
    pub(crate) markdown: String,
    /// Its words, in the order in which they are to be read.
    pub(crate) words: Vec<String>,
    /// The size of type.
    pub(crate) size: TextSize,
    /// The paper that it is set for.
    pub(crate) paper: Paper,
}

impl Text {
    /// A library whose first section has this text.
    pub(crate) fn library(&self) -> SoundLibrary {
        let library = SoundLibrary::write();
        let written = std::fs::read_to_string(library.path(FIRST)).expect("it has been written");
        let (front, _) = written
            .split_once("+++\nWords")
            .expect("the section starts so");
        library
            .with(FIRST, format!("{front}+++\n{}", self.markdown))
            .with("sample/small.svg", figure(90, 60))
            .with("sample/wide.svg", figure(1200, 200))
            .with("sample/tall.svg", figure(300, 1500))
    }

    /// A request for a leaflet whose only section has this text.
    pub(crate) fn request(&self) -> Request {
        Request {
            leaflet: "sample".to_owned(),
            sections: Wanted::Sections(vec!["first".to_owned()]),
            text_size: self.size,
            printing: Printing {
                paper: self.paper,
                ..Printing::default()
            },
            date: date(2026, 11, 23),
            clinic: None,
            allow_overdue: None,
        }
    }

    /// The pages of that leaflet.
    pub(crate) fn pages(&self) -> Pages {
        let library = self.library().library();
        let selection = select(&library, &self.request()).expect("the request can be met");
        lay_out(
            &compose(&selection, &Imprint::default()),
            selection.form(),
            &Personal::default(),
        )
    }
}

fn figure(width: u32, height: u32) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <path d=\"M0 0H{width}V{height}Z\"/></svg>"
    )
}

/// Texts of up to about 10 pages.
pub(crate) fn texts() -> impl Strategy<Value = Text> {
    let parts = prop::collection::vec((heading(), prop::collection::vec(block(), 1..5)), 1..6);
    let questions = prop::collection::vec(line("s", 1..20), 0..9);
    let intro = prop::collection::vec(line("s", 1..20), 0..3);
    let questions = (intro, questions);
    let sizes = prop::sample::select(TextSize::ALL.to_vec());
    let papers = prop::sample::select(vec![Paper::OneSided, Paper::TwoSided, Paper::Booklet]);
    (parts, questions, sizes, papers).prop_map(|(parts, questions, size, paper)| {
        let mut blocks = Vec::new();
        let mut has_heading = false;
        for (heading, content) in parts {
            // A smaller heading needs a larger one above it.
            blocks.extend((!heading.starts_with("###") || has_heading).then_some(heading.clone()));
            has_heading |= heading.starts_with("## ");
            blocks.extend(content);
        }
        let (intro, questions) = questions;
        if !questions.is_empty() {
            let questions: Vec<String> = questions.iter().map(|it| format!("- {it}")).collect();
            blocks.push("## Questions {.questions}".to_owned());
            blocks.extend(intro);
            blocks.push(questions.join("\n"));
        }
        let (markdown, words) = with_words(&blocks.join("\n\n"));
        let size = match paper {
            Paper::Booklet => size.min(LARGEST_IN_BOOKLET),
            Paper::OneSided | Paper::TwoSided => size,
        };
        Text {
            markdown,
            words,
            size: TextSize::new(size).expect("one of all sizes"),
            paper,
        }
    })
}

fn heading() -> impl Strategy<Value = String> {
    // A heading links to no contact.
    let rich = line("s", 1..7).prop_map(|words| words.replace("contact:urgent", "section:second"));
    let words = prop_oneof![3 => plain("s", 1..9), 1 => rich];
    (0..4, words).prop_map(|(kind, one)| match kind {
        0 => String::new(),
        1 => format!("### {one}"),
        2 => format!("## {one}\n\n### @s"),
        _ => format!("## {one}"),
    })
}

fn block() -> impl Strategy<Value = String> {
    let passage = |language: &'static str, script: &'static str| {
        let blocks = prop::collection::vec(block_in(script), 1..4);
        blocks.prop_map(move |blocks| {
            format!(
                "<div lang=\"{language}\">\n\n{}\n\n</div>",
                blocks.join("\n\n")
            )
        })
    };
    prop_oneof![
        8 => block_in("s"),
        1 => figure_line(),
        1 => figure_row(),
        1 => passage("ar", "a"),
        1 => passage("ur", "u"),
        1 => passage("bn", "b"),
    ]
}

/// A block in one script.
fn block_in(script: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![
        4 => line(script, 1..50),
        1 => line(script, 1..9).prop_map(|line| format!("{line}:")),
        3 => list(script),
        1 => list_with_displays(script),
        1 => table(script),
        2 => callout(script),
    ]
}

/// A table, a callout, a figure, or figures in a row.
fn display(script: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![
        2 => table(script),
        2 => callout(script),
        1 => figure_line(),
        1 => figure_row(),
    ]
}

/// Images with nothing between them but what parts words.
fn figure_row() -> impl Strategy<Value = String> {
    let parted = prop::sample::select(vec![" ", "\n"]);
    (prop::collection::vec(figure_line(), 2..4), parted)
        .prop_map(|(figures, parted)| figures.join(parted))
}

/// A list with items that hold more than text.
fn list_with_displays(script: &'static str) -> impl Strategy<Value = String> {
    let item = (line(script, 1..25), display(script), line(script, 1..9));
    let items = prop::collection::vec(item, 1..4);
    (items, any::<bool>(), any::<bool>()).prop_map(|(items, is_numbered, goes_on)| {
        let mark = if is_numbered { "1." } else { "-" };
        let indent = " ".repeat(mark.len() + 1);
        let mut list = String::new();
        for (words, display, more) in items {
            list.push_str(&format!(
                "{mark} {words}\n\n{}\n",
                indented(&display, &indent)
            ));
            if goes_on {
                list.push_str(&format!("{indent}{more}\n\n"));
            }
        }
        list
    })
}

/// A block with `start` before each of its lines.
fn indented(block: &str, start: &str) -> String {
    block
        .lines()
        .map(|line| format!("{start}{line}\n"))
        .collect()
}

fn figure_line() -> impl Strategy<Value = String> {
    (
        prop::sample::select(vec!["small", "wide", "tall"]),
        any::<bool>(),
    )
        .prop_map(|(name, has_caption)| {
            let caption = if has_caption { " \"@s @m\"" } else { "" };
            format!("![A box]({name}.svg{caption})")
        })
}

fn list(script: &'static str) -> impl Strategy<Value = String> {
    let nested = prop::collection::vec(line(script, 1..12), 0..3);
    let items = prop::collection::vec((line(script, 1..25), nested), 1..7);
    (items, any::<bool>(), any::<bool>()).prop_map(|(items, is_numbered, has_notes)| {
        let mark = if is_numbered { "1." } else { "-" };
        let indent = " ".repeat(mark.len() + 1);
        let mut list = String::new();
        for (words, nested) in items {
            list.push_str(&format!("{mark} {words}\n"));
            if has_notes {
                list.push_str(&format!("\n{indent}@s @m @s\n\n"));
            }
            for words in nested {
                list.push_str(&format!("{indent}- {words}\n"));
            }
        }
        list
    })
}

fn table(script: &'static str) -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        400 => line(script, 1..9),
        40 => Just(String::new()),
        1 => plain(script, 200..500),
    ];
    let short = prop_oneof![3 => Just("@s".to_owned()), 1 => Just(String::new())];
    prop_oneof![
        4 => table_of(cell, 2..5),
        1 => table_of(short, 5..12),
    ]
}

/// A table of these cells, with or without a caption and a head.
fn table_of(
    cell: impl Strategy<Value = String>,
    columns: std::ops::Range<usize>,
) -> impl Strategy<Value = String> {
    let row = prop::collection::vec(cell, columns.end - 1);
    let rows = prop::collection::vec(row, 1..14);
    let is = any::<bool>;
    (rows, columns, is(), is()).prop_map(|(rows, columns, has_caption, has_head)| {
        let caption = if has_caption { "Table: @s @m\n\n" } else { "" };
        let head = if has_head { "| @s " } else { "| " }.repeat(columns);
        let rule = "|---".repeat(columns);
        let rows: Vec<String> = rows
            .iter()
            .map(|row| format!("| {} |", row[..columns].join(" | ")))
            .collect();
        format!("{caption}{head}|\n{rule}|\n{}", rows.join("\n"))
    })
}

fn callout(script: &'static str) -> impl Strategy<Value = String> {
    let kind = prop::sample::select(vec!["CAUTION", "IMPORTANT", "NOTE", "TIP"]);
    let lines = prop::collection::vec(line(script, 1..30), 1..3);
    let items = prop::collection::vec(line(script, 1..9), 0..5);
    let table = prop::option::weighted(0.2, table(script));
    (kind, lines, items, table).prop_map(|(kind, lines, items, table)| {
        let mut callout = format!("> [!{kind}]\n> {}\n", lines.join("\n>\n> "));
        if !items.is_empty() {
            callout.push_str(&format!(">\n> - {}\n", items.join("\n> - ")));
        }
        if let Some(table) = table {
            callout.push_str(&format!(">\n{}", indented(&table, "> ")));
        }
        callout
    })
}

/// A line of words with what may stand among them.
fn line(script: &'static str, words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let inline = prop_oneof![
        12 => Just(format!("@{script}")),
        6 => Just("@s".to_owned()),
        6 => Just("@m".to_owned()),
        1 => Just("@x".to_owned()),
        2 => Just(format!("**@{script} @m**")),
        1 => Just(format!("[@{script} @s](https://www.example.org/x)")),
        1 => Just(format!("[@{script}](section:second)")),
        1 => Just(format!("[@{script} @{script}](glossary:blood-cell)")),
        1 => Just(format!("[@{script}](contact:urgent)")),
        1 => Just(format!("@{script} 0117 496 0123 @{script} 37.5 °C @{script}.")),
    ];
    prop::collection::vec(inline, words).prop_map(|inlines| inlines.join(" "))
}

/// A line of words and nothing else.
fn plain(script: &'static str, words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let word = prop_oneof![5 => Just(format!("@{script}")), 3 => Just("@m".to_owned())];
    prop::collection::vec(word, words).prop_map(|words| words.join(" "))
}

/// Puts a word that stands nowhere else for each `@` and its letter.
fn with_words(text: &str) -> (String, Vec<String>) {
    let mut pieces = text.split('@');
    let mut written = pieces.next().unwrap_or_default().to_owned();
    let mut words = Vec::new();
    for (number, piece) in pieces.enumerate() {
        let (kind, rest) = piece.split_at(1);
        let word = word(number, kind);
        written.push_str(&word);
        written.push_str(rest);
        words.push(word);
    }
    (written, words)
}

/// The word with this number: the first and last letter are in no other place, so that no word is part of another.
fn word(number: usize, kind: &str) -> String {
    let (first, syllables, last) = match kind {
        "a" => (
            "ق",
            ["با", "ت", "سَ", "عِ", "ف", "كم", "لا", "مّ", "نه", "هو"],
            "ي",
        ),
        "u" => (
            "ق",
            ["ٹا", "چو", "پر", "گد", "ڑ", "کھا", "لا", "مو", "نہ", "ہو"],
            "ی",
        ),
        "b" => (
            "ম",
            ["কা", "খি", "গে", "ঘো", "চু", "ক্ষ", "ট্র", "দ", "ধী", "ন্ত"],
            "ল",
        ),
        "s" => ("q", ["a", "e", "i", "o", "u", "b", "d", "f", "g", "h"], "z"),
        "m" => (
            "w",
            ["ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu"],
            "z",
        ),
        _ => (
            "x",
            [
                "ban", "del", "fin", "gor", "hus", "kam", "let", "mir", "nol", "put",
            ],
            "z",
        ),
    };
    let middle = number.to_string();
    let middle = middle
        .bytes()
        .map(|digit| syllables[usize::from(digit - b'0')]);
    let middle: String = middle.collect();
    let length = if kind == "x" { 4 + number % 9 } else { 1 };
    format!("{first}{}{last}", middle.repeat(length))
}
