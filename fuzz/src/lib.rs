//! Tries everything that Careleaf reads with inputs that nobody would write.
//!
//! In: bytes, and the [`Target`] that they are given to, through the public API as the program does. What is accepted goes on
//! through all stages to the bytes of a PDF. Out: nothing; a panic is a fault, and so are messages of more than
//! [`MOST_SAID`] bytes and whatever else must never be (a ledger that loses a line, a changed file that counts as whole).
//! How long an input takes, and how much memory, is for whoever runs the trial to limit.

mod archive;
mod ledger;
mod library;
mod list;
mod png;
mod proof;
mod said;

use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use tempfile::TempDir;

use crate::library::{HOUSE, SECTION, TYPEFACE, TrialLibrary};

pub use said::MOST_SAID;

/// The day on which everything is tried: the library's texts are reviewed by then, and not yet overdue.
const DAY: Date = date(2026, 11, 23);

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A section: front matter and Markdown.
    Section,
    /// `house.toml`.
    House,
    /// `glossary.toml`.
    Glossary,
    /// `leaflet.toml`.
    Leaflet,
    /// A PNG that a section shows.
    Png,
    /// An SVG that a section shows.
    Svg,
    /// A typeface that the library brings.
    Typeface,
    /// A ward list, as text or as a workbook.
    List,
    /// A PDF that is to be verified.
    Pdf,
    /// The record in a PDF that is sealed, as a forger could seal it.
    Record,
    /// A ledger.
    Ledger,
}

impl Target {
    /// Every target.
    pub const ALL: [Target; 11] = [
        Target::Section,
        Target::House,
        Target::Glossary,
        Target::Leaflet,
        Target::Png,
        Target::Svg,
        Target::Typeface,
        Target::List,
        Target::Pdf,
        Target::Record,
        Target::Ledger,
    ];

    /// Its name, which is also that of its folder in the corpus and of its dictionary.
    pub fn name(self) -> &'static str {
        match self {
            Target::Section => "section",
            Target::House => "house",
            Target::Glossary => "glossary",
            Target::Leaflet => "leaflet",
            Target::Png => "png",
            Target::Svg => "svg",
            Target::Typeface => "typeface",
            Target::List => "list",
            Target::Pdf => "pdf",
            Target::Record => "record",
            Target::Ledger => "ledger",
        }
    }

    /// The target of this name.
    pub fn named(name: &str) -> Option<Target> {
        Target::ALL.into_iter().find(|target| target.name() == name)
    }

    /// The folder of the inputs that are kept for it: a few sound ones, and all that were once found to be at fault.
    pub fn corpus(self) -> PathBuf {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")).join(self.name())
    }

    /// The file of words that mutations put in.
    pub fn dictionary(self) -> PathBuf {
        let dictionaries = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries"));
        dictionaries.join(self.name()).with_extension("dict")
    }

    /// Puts right, in place, what hardly any mutation keeps right and a decoder looks at first: checksums.
    pub fn repair(self, input: &mut [u8]) {
        match self {
            Target::Png => png::repair(input),
            Target::List => archive::repair(input),
            _ => {}
        }
    }

    /// The section of the library: figures are shown where they are what is tried, since they take most of the time.
    fn section(self) -> &'static str {
        match self {
            Target::Png | Target::Svg => "trial/section-with-figures.md",
            _ => SECTION,
        }
    }

    /// The house of the library: it brings a typeface where that is tried.
    fn house(self) -> &'static str {
        if self == Target::Typeface {
            "house-with-typeface.toml"
        } else {
            HOUSE
        }
    }

    /// The file of the library that the input stands in for, if it is one of its files.
    fn place(self) -> Option<&'static str> {
        match self {
            Target::Section => Some(SECTION),
            Target::House => Some(HOUSE),
            Target::Glossary => Some("glossary.toml"),
            Target::Leaflet => Some("trial/leaflet.toml"),
            Target::Png => Some("trial/photo.png"),
            Target::Svg => Some("trial/drawing.svg"),
            Target::Typeface => Some(TYPEFACE),
            Target::List | Target::Pdf | Target::Record | Target::Ledger => None,
        }
    }
}

/// A target with all that it takes to try it, in a temporary folder of its own.
pub struct Trial {
    target: Target,
    library: TrialLibrary,
    folder: TempDir,
}

impl Trial {
    /// A trial of `target`.
    pub fn of(target: Target) -> Trial {
        Trial {
            target,
            library: TrialLibrary::with(target.house(), target.section()),
            folder: tempfile::tempdir().expect("the folder of temporary files is writable"),
        }
    }

    /// Tries an input.
    ///
    /// # Panics
    /// When something is wrong with how Careleaf takes it.
    pub fn run(&self, input: &[u8]) {
        let folder = self.folder.path();
        match (self.target, self.target.place()) {
            (_, Some(place)) => self.library.try_file(place, input),
            (Target::List, _) => list::try_list(&self.library, folder, input),
            (Target::Pdf, _) => proof::try_pdf(&self.library, input),
            (Target::Record, _) => proof::try_record(&self.library, input),
            _ => ledger::try_ledger(&self.library, folder, input),
        }
    }
}
