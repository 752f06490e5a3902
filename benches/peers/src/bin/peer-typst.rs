//! Typst as a library: markup in, a tagged PDF out.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use peers::driver::{Outcome, drive};

const FACES: [&[u8]; 2] = [
    include_bytes!("../../../../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../../../../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
];

/// What all leaflets share, made once.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FACES
        .iter()
        .flat_map(|face| Font::iter(Bytes::new(*face)))
        .collect();
    Shared {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// For how many leaflets Typst remembers what it has done: for none where the same one is rendered over and over, which
/// would only be looked up.
static KEEP: LazyLock<usize> = LazyLock::new(|| match std::env::args().nth(1).as_deref() {
    Some("many") => 10,
    _ => 0,
});

/// One leaflet.
struct Leaflet {
    source: Source,
    pictures: HashMap<FileId, Bytes>,
}

fn main() -> Outcome<()> {
    drive(load, render)
}

/// Reads a folder with `leaflet.typ` and its pictures.
fn load(folder: &Path) -> Outcome<Leaflet> {
    let mut pictures = HashMap::new();
    let mut source = String::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name == "leaflet.typ" {
            source = fs::read_to_string(&path)?;
        } else {
            pictures.insert(file(&name)?, Bytes::new(fs::read(&path)?));
        }
    }
    let source = Source::new(file("leaflet.typ")?, source);
    Ok(Leaflet { source, pictures })
}

fn file(name: &str) -> Outcome<FileId> {
    let path = VirtualPath::new(name).map_err(|_| "no path")?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn render(leaflet: &Leaflet) -> Outcome<Vec<u8>> {
    let document = typst::compile::<PagedDocument>(leaflet)
        .output
        .map_err(|errors| format!("{errors:?}"))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|error| format!("{error:?}"))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| format!("{errors:?}"))?;
    comemo::evict(*KEEP);
    Ok(pdf)
}

impl World for Leaflet {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() {
            return Ok(self.source.clone());
        }
        Err(FileError::NotSource)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.pictures
            .get(&id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(2026, 11, 23)
    }
}
