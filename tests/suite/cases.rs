//! The leaflets that several tests look at: the golden cases, a folder each under `tests/golden/` with the request in
//! `request.toml`; and those of `tests/requests.toml`. Each is built once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;

use careleaf::leaflet::{Imprint, Leaflet, Personal, PreparedFor, compose};
use careleaf::library::{self, Library};
use careleaf::paged::layout::lay_out;
use careleaf::paged::layout::page::Pages;
use careleaf::paged::pdf;
use careleaf::printing::{Colors, Paper, Printing, TextSize};
use careleaf::selection::{Request, Wanted, select};

/// A leaflet that was made for a test.
pub(crate) struct Case {
    /// Its name, for messages.
    pub(crate) name: String,
    /// What was composed.
    pub(crate) leaflet: Leaflet,
    /// What was typed for this copy.
    pub(crate) personal: Personal,
    /// What was laid out of it.
    pub(crate) pages: Pages,
    /// The file.
    pub(crate) pdf: Vec<u8>,
}

impl Case {
    /// The structure of a golden case, as somebody has reviewed it.
    pub(crate) fn reviewed_structure(&self) -> PathBuf {
        root()
            .join("tests/golden")
            .join(&self.name)
            .join("structure.txt")
    }
}

/// All golden cases, built.
pub(crate) fn golden() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
        let folders =
            fs::read_dir(root().join("tests/golden")).expect("the golden cases are there");
        let mut folders: Vec<PathBuf> = folders
            .map(|entry| entry.expect("the folder can be read").path())
            .collect();
        folders.sort();
        folders.iter().map(|folder| golden_case(folder)).collect()
    });
    assert!(!CASES.is_empty(), "there is no golden case");
    &CASES
}

/// The leaflets of `tests/requests.toml`, built.
pub(crate) fn requested() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
        let text = fs::read_to_string(root().join("tests/requests.toml"));
        let text = text.expect("the list of requests is there");
        let list: RequestList = toml::from_str(&text).expect("the requests are sound");
        let named = list.request.into_iter();
        named.map(|it| built(it.name, it.request)).collect()
    });
    &CASES
}

/// The folder of `Cargo.toml`.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The list of requests.
#[derive(Deserialize)]
struct RequestList {
    request: Vec<NamedRequest>,
}

#[derive(Deserialize)]
struct NamedRequest {
    name: String,
    #[serde(flatten)]
    request: RequestFile,
}

/// A request as a case writes it down; it always has a date, so that it still passes when the text is overdue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestFile {
    library: PathBuf,
    leaflet: String,
    sections: Option<Vec<String>>,
    preset: Option<String>,
    #[serde(default = "smallest")]
    text_size: u8,
    #[serde(default)]
    duplex: bool,
    #[serde(default)]
    grey: bool,
    date: String,
    clinic: Option<String>,
    urgent_line: Option<String>,
    nurse: Option<String>,
    prepared_for: Option<String>,
    allow_overdue: Option<String>,
}

fn smallest() -> u8 {
    TextSize::default().points()
}

/// The sample leaflet, laid out with these sections at this size.
pub(crate) fn sample(wanted: Wanted, text_size: u8) -> Pages {
    sample_copy(&sample_request(wanted, text_size), &Personal::default())
}

/// The sample leaflet, laid out as asked for, with what was typed for one copy.
pub(crate) fn sample_copy(request: &Request, personal: &Personal) -> Pages {
    static SAMPLE: LazyLock<Library> = LazyLock::new(|| {
        let reading = library::read(&root().join("leaflets"));
        reading.library.expect("the sample library is sound")
    });
    let selection = select(&SAMPLE, request).expect("the request can be met");
    lay_out(
        &compose(&selection, &Imprint::default()),
        selection.form(),
        personal,
    )
}

/// A request for these sections of the sample leaflet at this size.
pub(crate) fn sample_request(wanted: Wanted, text_size: u8) -> Request {
    Request {
        leaflet: "acute-lymphoblastic-leukaemia".to_owned(),
        sections: wanted,
        text_size: TextSize::new(text_size).expect("a size that there is"),
        printing: Printing::default(),
        date: jiff::civil::date(2026, 11, 23),
        clinic: None,
        allow_overdue: None,
    }
}

fn golden_case(folder: &Path) -> Case {
    let text = fs::read_to_string(folder.join("request.toml")).expect("a case has a request");
    let name = folder.file_name().and_then(|name| name.to_str());
    let request = toml::from_str(&text).expect("the request is sound");
    built(name.expect("cases have names").to_owned(), request)
}

fn built(name: String, file: RequestFile) -> Case {
    let reading = library::read(&root().join(&file.library));
    let Some(library) = reading.library else {
        panic!("{name}: {:#?}", reading.diagnostics);
    };
    let personal = Personal {
        urgent_line: file.urgent_line.clone(),
        nurse: file.nurse.clone(),
        prepared_for: file.prepared_for.clone().map(PreparedFor::from),
    };
    let request = request(file);
    let selection = select(&library, &request).expect("the request can be met");
    let leaflet = compose(&selection, &Imprint::default());
    let pages = lay_out(&leaflet, selection.form(), &personal);
    let pdf = pdf::write(&pages).expect("the leaflet conforms");
    Case {
        name,
        leaflet,
        personal,
        pages,
        pdf,
    }
}

/// All sections, unless the file names some or a preset.
fn request(file: RequestFile) -> Request {
    let sections = match (file.sections, file.preset) {
        (Some(sections), None) => Wanted::Sections(sections),
        (None, Some(preset)) => Wanted::Preset(preset),
        (None, None) => Wanted::All,
        (Some(_), Some(_)) => panic!("a request has sections or a preset"),
    };
    Request {
        leaflet: file.leaflet,
        sections,
        text_size: TextSize::new(file.text_size).expect("a size that there is"),
        printing: Printing {
            paper: if file.duplex {
                Paper::TwoSided
            } else {
                Paper::OneSided
            },
            colors: if file.grey {
                Colors::Grey
            } else {
                Colors::Full
            },
        },
        date: file.date.parse().expect("a date"),
        clinic: file.clinic,
        allow_overdue: file.allow_overdue,
    }
}
