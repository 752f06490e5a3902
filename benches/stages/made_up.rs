//! A library of any length: sections of about a page, each with other text, and terms of a glossary in it.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// Writes a library with one leaflet of so many sections into `root`.
pub(crate) fn write_library(root: &Path, sections: usize) -> io::Result<()> {
    let leaflet = root.join("made-up");
    fs::create_dir(&leaflet)?;
    let ids: Vec<String> = (1..=sections)
        .map(|number| format!("section-{number}"))
        .collect();
    fs::write(root.join("house.toml"), HOUSE)?;
    fs::write(root.join("glossary.toml"), glossary())?;
    fs::write(
        leaflet.join("leaflet.toml"),
        format!("{LEAFLET}sections = {ids:?}\n"),
    )?;
    fs::write(leaflet.join("urgent-help.md"), URGENT_HELP)?;
    for (number, id) in ids.iter().enumerate() {
        fs::write(leaflet.join(format!("{id}.md")), section(number))?;
    }
    Ok(())
}

const HOUSE: &str = "\
format = 1
name = \"Made-up hospital\"
link_hosts = [\"www.example.org\"]
[review]
longest_years = 3
warn_days = 90
";

const LEAFLET: &str = "\
title = \"A made-up leaflet\"
short_title = \"Made up\"
audience = \"For nobody.\"
language = \"en-GB\"
status = \"draft\"
online = \"https://www.example.org/\"
online_publisher = \"Example\"
online_label = \"search for example\"
urgent = \"urgent-help\"
";

const URGENT_HELP: &str = "\
+++
title = \"Get help now if:\"
last_reviewed = 2026-11-23
review_due = 2027-11-23
sources = []
+++
- you feel very unwell
";

/// Words that a section's sentences are made from; every fifth is a term of the glossary.
const WORDS: [&str; 20] = [
    "treatment",
    "helps",
    "your",
    "blood",
    "marrow",
    "while",
    "nurses",
    "check",
    "the",
    "catheter",
    "before",
    "each",
    "new",
    "dose",
    "platelet",
    "and",
    "may",
    "give",
    "more",
    "neutrophil",
];

fn glossary() -> String {
    let mut glossary = "last_reviewed = 2026-11-23\nreview_due = 2027-11-23\n".to_owned();
    for term in WORDS.iter().skip(4).step_by(5) {
        let _ = write!(
            glossary,
            "[[term]]\nid = \"{term}\"\nname = \"{term}\"\nforms = []\nkinds = []\n\
             definition = \"What number this is tells nobody anything.\"\n"
        );
    }
    glossary
}

/// About a page of text that differs from that of any other section.
fn section(number: usize) -> String {
    let mut text = format!(
        "+++\ntitle = \"Section {number}\"\nsummary = \"What section {number} says.\"\n\
         last_reviewed = 2026-11-23\nreview_due = 2027-11-23\n\
         online = \"https://www.example.org/section-{number}\"\nonline_label = \"search for {number}\"\n\
         requires = []\nsources = []\n+++\n"
    );
    for paragraph in 0..6 {
        let _ = writeln!(text, "{}\n", sentences(number * 6 + paragraph));
    }
    text += "## A list\n\n";
    for item in 0..4 {
        let _ = writeln!(text, "- {}", sentence(number * 4 + item));
    }
    let _ = write!(
        text,
        "\n## Questions {{.questions}}\n\n- What does {number} mean?\n"
    );
    text
}

fn sentences(seed: usize) -> String {
    let sentences: Vec<String> = (0..3).map(|nth| sentence(seed * 3 + nth)).collect();
    sentences.join(" ")
}

fn sentence(seed: usize) -> String {
    let words: Vec<&str> = (0..14)
        .map(|place| WORDS[(seed * 7 + place * (seed % 19 + 1)) % WORDS.len()])
        .collect();
    format!("Number {seed}: {}.", words.join(" "))
}
