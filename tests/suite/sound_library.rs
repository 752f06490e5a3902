//! A small library in a temporary folder, sound as it is written; a test then makes one edit.

use std::fs;
use std::path::PathBuf;

use careleaf::diagnostic::{self, Diagnostic, Sources, Style};
use careleaf::leaflet::{Imprint, Personal, compose};
use careleaf::library::{self, Library, Reading};
use careleaf::paged::layout::lay_out;
use careleaf::paged::layout::page::Pages;
use careleaf::paged::wide_tables;
use careleaf::printing::{Printing, TextSize};
use careleaf::prose::rules;
use careleaf::selection::{Request, Wanted, select};
use careleaf::tasks::approval::{self, Approval};
use snapbox::IntoData;
use tempfile::TempDir;

use crate::remedies::phrased;

/// The section that most edits are made in.
pub(crate) const FIRST: &str = "sample/first.md";

/// The files of the library.
const FILES: [(&str, &str); 7] = [
    (
        "house.toml",
        r#"format = 1
name = "Sample Hospital"
link_hosts = ["www.example.org", "help.example.org"]

[review]
longest_years = 3
warn_days = 90

[clinic.day-unit]
name = "Day unit"
urgent_line = "01632 960000"

[[organisation]]
name = "Sample Line"
phone = "01632 960001"
online = "https://help.example.org/"
"#,
    ),
    (
        "glossary.toml",
        r#"last_reviewed = 2026-11-23
review_due = 2027-08-05

[[term]]
id = "blood-cell"
name = "blood cell"
forms = ["blood cells"]
definition = "A tiny part of the blood."

[[term]]
id = "marrow"
name = "bone marrow"
definition = "Where blood cells are made."
"#,
    ),
    (
        "sample/leaflet.toml",
        r#"title = "A sample leaflet"
short_title = "Sample"
audience = "For readers of tests."
language = "en-GB"
status = "draft"
online = "https://www.example.org/sample"
online_publisher = "Example"
online_label = "search for “sample”"
urgent = "urgent-help"
sections = ["first", "second", "second-opinion"]

[preset.short]
title = "Short"
sections = ["second"]
"#,
    ),
    (
        "sample/urgent-help.md",
        r#"+++
title = "Ring now if:"
last_reviewed = 2026-11-23
review_due = 2027-08-05
+++
- you have a fever

Ring [the 24-hour line](contact:urgent).
"#,
    ),
    (
        FIRST,
        r#"+++
title = "First"
summary = "What comes first."
last_reviewed = 2026-11-23
review_due = 2027-08-05
online = "https://www.example.org/first"
online_label = "search for “first”"
sources = [{ name = "Example", online = "https://www.example.org/source" }]
+++
Words about [bone marrow](glossary:marrow).

## A part

More in [the second section](section:second).

![A plain box.](box.svg "A box")

## Questions {.questions}

- What comes next?
"#,
    ),
    (
        "sample/second.md",
        r#"+++
title = "Second"
summary = "What comes second."
last_reviewed = 2026-11-23
review_due = 2027-09-05
online = "https://www.example.org/second"
online_label = "search for “second”"
requires = ["first"]
+++
Words.
"#,
    ),
    (
        "sample/second-opinion.md",
        r#"+++
title = "Second opinion"
summary = "Another pair of eyes."
last_reviewed = 2026-11-23
review_due = 2027-09-05
online = "https://www.example.org/opinion"
online_label = "search for “opinion”"
+++
Words.
"#,
    ),
];

const BOX: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><path d="M0 0H100V50Z"/></svg>"#;

/// A library on disk, for as long as the value lives.
pub(crate) struct SoundLibrary {
    folder: TempDir,
}

impl SoundLibrary {
    /// Writes the library.
    pub(crate) fn write() -> SoundLibrary {
        let library = SoundLibrary {
            folder: tempfile::tempdir().unwrap(),
        };
        for (name, text) in FILES {
            library.put(name, text);
        }
        library.put("sample/box.svg", BOX);
        library
    }

    /// Where a file of the library is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("leaflets").join(name)
    }

    /// Writes a file, with its folder.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// The library with one file written anew.
    pub(crate) fn with(self, name: &str, content: impl AsRef<[u8]>) -> SoundLibrary {
        self.put(name, content);
        self
    }

    /// The library with one file less.
    pub(crate) fn without(self, name: &str) -> SoundLibrary {
        fs::remove_file(self.path(name)).unwrap();
        self
    }

    /// The library with `from`, which stands in a file once, replaced.
    pub(crate) fn edit(self, name: &str, from: &str, to: &str) -> SoundLibrary {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {name}");
        self.with(name, text.replace(from, to))
    }

    /// The library with every part approved on 23 November 2026.
    pub(crate) fn approved(self) -> SoundLibrary {
        let approval = Approval {
            by: "Sample reviewer".to_owned(),
            reviewed: jiff::civil::date(2026, 11, 23),
            until: jiff::civil::date(2027, 8, 5),
        };
        let reading = self.read();
        for part in reading.library.unwrap().parts() {
            let file = part.reviewed.span.file;
            let text = approval::approved(
                reading.sources.text(file),
                part.reviewed.content_hash,
                &approval,
            );
            fs::write(reading.sources.path(file), text).unwrap();
        }
        self
    }

    /// What comes of reading the library.
    pub(crate) fn read(&self) -> Reading {
        library::read(&self.path(""))
    }

    /// The library, which must be sound.
    pub(crate) fn library(&self) -> Library {
        let reading = self.read();
        assert_eq!(self.messages(), "");
        reading.library.unwrap()
    }

    /// All messages of reading, as they are printed, with `leaflets` for the library's folder.
    pub(crate) fn messages(&self) -> String {
        let reading = self.read();
        self.render(&reading.diagnostics, &reading.sources)
    }

    /// All warnings of the rules of writing, printed likewise; the library must be sound.
    pub(crate) fn warnings(&self) -> String {
        let reading = self.read();
        let Some(library) = &reading.library else {
            panic!("{}", self.messages());
        };
        self.render(&rules::check(library, &reading.sources), &reading.sources)
    }

    /// All warnings of approvals that do not hold, printed likewise; the library must be sound.
    pub(crate) fn lapses(&self) -> String {
        let reading = self.read();
        let library = reading.library.as_ref().unwrap();
        self.render(&approval::lapses(library), &reading.sources)
    }

    /// All warnings of tables that are too wide, printed likewise; the library must be sound.
    pub(crate) fn wide_tables(&self) -> String {
        let reading = self.read();
        let library = reading.library.as_ref().unwrap();
        self.render(&wide_tables::warnings(library), &reading.sources)
    }

    fn render(&self, diagnostics: &[Diagnostic], sources: &Sources) -> String {
        let messages = diagnostic::render(&phrased(diagnostics), sources, Style::Plain);
        let folder = self.folder.path().to_string_lossy().into_owned();
        messages
            .replace(&format!("{folder}/"), "")
            .replace("leaflets/ ", "leaflets ")
    }

    /// Checks the messages of reading.
    pub(crate) fn reports(&self, expected: impl IntoData) {
        snapbox::assert_data_eq!(self.messages(), expected.raw());
    }
}

/// The pages of the whole leaflet at a text size.
pub(crate) fn laid_out(library: &SoundLibrary, points: u8) -> Pages {
    printed(library, points, Printing::default())
}

/// The pages of the whole leaflet at a text size, as they are to be printed.
pub(crate) fn printed(library: &SoundLibrary, points: u8, printing: Printing) -> Pages {
    let library = library.library();
    let request = Request {
        leaflet: "sample".to_owned(),
        sections: Wanted::All,
        text_size: TextSize::new(points).expect("a size that there is"),
        printing,
        date: jiff::civil::date(2026, 11, 23),
        clinic: None,
        allow_overdue: None,
    };
    let selection = select(&library, &request).expect("the request can be met");
    lay_out(
        &compose(&selection, &Imprint::default()),
        selection.form(),
        &Personal::default(),
    )
}
