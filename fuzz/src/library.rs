//! A small library in which an input takes the place of one file. A library that is still sound is checked against the rules
//! of writing, and each of its leaflets is composed, laid out and written.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;

use careleaf::diagnostic::Sources;
use careleaf::form::PagedForm;
use careleaf::hash::Hash;
use careleaf::leaflet::{Imprint, Personal, PreparedFor, compose};
use careleaf::library::{self, Library};
use careleaf::paged::layout::lay_out;
use careleaf::paged::pdf::{self, PdfError};
use careleaf::printing::{Colors, Paper, Printing, TextSize};
use careleaf::proof::record::{self, Record};
use careleaf::prose::rules;
use careleaf::selection::{Request, Wanted, select};
use careleaf::tasks::approval;
use tempfile::TempDir;

use crate::DAY;
use crate::said::Said;

/// The library as it stands in the source tree.
const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/library");
/// Its files, but for those that targets have in different forms.
const FILES: [&str; 5] = [
    "glossary.toml",
    "trial/leaflet.toml",
    "trial/urgent-help.md",
    "trial/drawing.svg",
    "trial/photo.png",
];

/// The place of its house.
pub(crate) const HOUSE: &str = "house.toml";
/// The place of a typeface that it brings.
pub(crate) const TYPEFACE: &str = "fonts/brought.ttf";
/// A name in letters that the program has in no typeface of its own: the one that the library brings is asked for them.
const NAME: &str = "Արամ";
/// The place of its section.
pub(crate) const SECTION: &str = "trial/section.md";

/// A library in a temporary folder.
pub(crate) struct TrialLibrary {
    folder: TempDir,
    /// The library before any input is put into it.
    pub(crate) sound: Library,
    leaflet: OnceCell<Vec<u8>>,
    record: OnceCell<Record>,
}

impl TrialLibrary {
    /// Writes the library with these forms of its house and its section.
    pub(crate) fn with(house: &str, section: &str) -> TrialLibrary {
        let folder = tempfile::tempdir().expect("the folder of temporary files is writable");
        for place in ["trial", "fonts"] {
            fs::create_dir(folder.path().join(place)).expect("the folder is new");
        }
        let put = |from: &str, to: &str| {
            let copied = fs::copy(Path::new(SOURCE).join(from), folder.path().join(to));
            copied.expect("the library is in the source tree");
        };
        FILES.iter().for_each(|file| put(file, file));
        put(house, HOUSE);
        put(section, SECTION);
        put("armenian.ttf", TYPEFACE);
        let sound = library::read(folder.path()).library;
        TrialLibrary {
            sound: sound.expect("the library is sound"),
            folder,
            leaflet: OnceCell::new(),
            record: OnceCell::new(),
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
            let selection = select(&self.sound, &request("trial", PagedForm::default()));
            let leaflet = compose(
                &selection.expect("the library has such a leaflet"),
                &Imprint::default(),
            );
            let pages = lay_out(&leaflet, PagedForm::default(), &Personal::default());
            pdf::write(&pages).expect("the leaflet conforms")
        })
    }

    /// The record of that leaflet.
    pub(crate) fn record(&self) -> &Record {
        self.record.get_or_init(|| {
            let opened = record::open(self.leaflet());
            opened.expect("each leaflet has its record").record
        })
    }
}

/// The form that an input is tried in: its bytes decide, so that each form comes up, and an input always has the same.
fn form_for(input: &[u8]) -> PagedForm {
    let hash = Hash::of(input);
    let [size, paper, colors, ..] = hash.bytes().map(usize::from);
    let size = TextSize::ALL[size % TextSize::ALL.len()];
    let papers = [Paper::OneSided, Paper::TwoSided, Paper::Booklet];
    PagedForm {
        text_size: TextSize::new(size).unwrap_or_default(),
        printing: Printing {
            paper: papers[paper % papers.len()],
            colors: [Colors::Full, Colors::Grey][colors % 2],
        },
    }
}

fn request(leaflet: &str, form: PagedForm) -> Request {
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
    let personal = Personal {
        prepared_for: PreparedFor::typed(NAME, &library.house.typefaces).ok(),
        ..Personal::default()
    };
    match pdf::write(&lay_out(
        &compose(&selection, &Imprint::default()),
        selection.form(),
        &personal,
    )) {
        Ok(pdf) => {
            let opened = record::open(&pdf).expect("each leaflet has its record");
            assert!(opened.is_whole, "a leaflet is whole when it is written");
        }
        Err(PdfError::Violations(faults)) => said.diagnostics(&faults, sources),
    }
}
