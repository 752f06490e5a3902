//! A small library in which an input takes the place of one file. A library that is still sound is checked against the rules
//! of writing, and each of its leaflets is composed, laid out and written.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;

use careleaf::approval;
use careleaf::diagnostic::Sources;
use careleaf::hash::Hash;
use careleaf::layout::lay_out;
use careleaf::leaflet::{Personal, compose};
use careleaf::library::{self, Library};
use careleaf::pdf::{self, PdfError};
use careleaf::printing::{Colors, Paper, Printing, TextSize};
use careleaf::record;
use careleaf::rules;
use careleaf::selection::{Request, Wanted, select};
use tempfile::TempDir;

use crate::DAY;
use crate::said::Said;

/// The library as it stands in the source tree.
const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/library");
/// Its files, but for the section.
const FILES: [&str; 6] = [
    "house.toml",
    "glossary.toml",
    "trial/leaflet.toml",
    "trial/urgent-help.md",
    "trial/drawing.svg",
    "trial/photo.png",
];

/// The place of its section.
pub(crate) const SECTION: &str = "trial/section.md";

/// A library in a temporary folder.
pub(crate) struct TrialLibrary {
    folder: TempDir,
    /// The library before any input is put into it.
    pub(crate) sound: Library,
    leaflet: OnceCell<Vec<u8>>,
}

impl TrialLibrary {
    /// Writes the library with a section of its source tree.
    pub(crate) fn with_section(section: &str) -> TrialLibrary {
        let folder = tempfile::tempdir().expect("the folder of temporary files is writable");
        fs::create_dir(folder.path().join("trial")).expect("the folder is new");
        let put = |from: &str, to: &str| {
            let copied = fs::copy(Path::new(SOURCE).join(from), folder.path().join(to));
            copied.expect("the library is in the source tree");
        };
        FILES.iter().for_each(|file| put(file, file));
        put(section, SECTION);
        let sound = library::read(folder.path()).library;
        TrialLibrary {
            sound: sound.expect("the library is sound"),
            folder,
            leaflet: OnceCell::new(),
        }
    }

    /// Tries `input` in the place of a file.
    pub(crate) fn try_file(&self, place: &str, input: &[u8]) {
        fs::write(self.folder.path().join(place), input).expect("the folder is writable");
        let reading = library::read(self.folder.path());
        let mut said = Said::default();
        said.diagnostics(&reading.diagnostics, &reading.sources);
        let Some(library) = &reading.library else {
            return;
        };
        said.diagnostics(&approval::lapses(library), &reading.sources);
        said.diagnostics(&rules::check(library, &reading.sources), &reading.sources);
        for leaflet in library.leaflets.keys() {
            let request = request(leaflet.as_str(), form_for(input));
            print(library, &request, &reading.sources, &mut said);
        }
    }

    /// A leaflet of the library as it was written, as a PDF.
    pub(crate) fn leaflet(&self) -> &[u8] {
        self.leaflet.get_or_init(|| {
            let selection = select(&self.sound, &request("trial", Form::default()));
            let leaflet = compose(&selection.expect("the library has such a leaflet"));
            let pages = lay_out(&leaflet, &Personal::default());
            pdf::write(&pages).expect("the leaflet conforms")
        })
    }
}

/// How a leaflet is printed.
#[derive(Clone, Copy, Default)]
struct Form {
    text_size: TextSize,
    printing: Printing,
}

/// The form that an input is tried in: its bytes decide, so that each form comes up, and an input always has the same.
fn form_for(input: &[u8]) -> Form {
    let hash = Hash::of(input);
    let [size, paper, colors, ..] = hash.bytes().map(usize::from);
    let size = TextSize::ALL[size % TextSize::ALL.len()];
    let papers = [Paper::OneSided, Paper::TwoSided, Paper::Booklet];
    Form {
        text_size: TextSize::new(size).unwrap_or_default(),
        printing: Printing {
            paper: papers[paper % papers.len()],
            colors: [Colors::Full, Colors::Grey][colors % 2],
        },
    }
}

fn request(leaflet: &str, form: Form) -> Request {
    Request {
        leaflet: leaflet.to_owned(),
        sections: Wanted::All,
        text_size: form.text_size,
        printing: form.printing,
        date: DAY,
        clinic: None,
        allow_overdue: None,
    }
}

/// Goes through all stages, as far as the request can be met.
fn print(library: &Library, request: &Request, sources: &Sources, said: &mut Said) {
    let selection = match select(library, request) {
        Ok(selection) => selection,
        Err(error) => return said.words(&error.to_string()),
    };
    match pdf::write(&lay_out(&compose(&selection), &Personal::default())) {
        Ok(pdf) => {
            let opened = record::open(&pdf).expect("each leaflet has its record");
            assert!(opened.is_whole, "a leaflet is whole when it is written");
        }
        Err(PdfError::Violations(faults)) => said.diagnostics(&faults, sources),
    }
}
