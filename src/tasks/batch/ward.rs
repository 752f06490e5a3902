//! Making a ward's leaflets, from the file with the list to the folder and the print job. The list is checked whole before
//! anything is made.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Sources};
use crate::hash::Fields;
use crate::leaflet::Imprint;
use crate::library::Revision;
use crate::plain_file;
use crate::printing::Printing;
use crate::tasks::editions::{EditionStore, StorePaths};
use crate::tasks::error::TaskError;
use crate::tasks::keep::Keeper;
use crate::tasks::make::{Caution, of_texts};
use crate::tasks::open::OpenLibrary;

use super::encoding::Encoding;
use super::folder::BatchFolder;
use super::list::{LARGEST_LIST, ListFile, ListReading, WardList, read};
use super::make::{BlankCopy, Making, make};
use super::manifest::Manifest;
use super::outcome::Outcome;
use super::print_file::{PrintFile, PrintJobRequest};
use super::row::Desk;

/// The leaflets of a ward that are wanted.
#[derive(Clone, Debug)]
pub struct BatchRequest {
    /// The file with the list.
    pub list: PathBuf,
    /// How its text is stored, where that is stated.
    pub encoding: Option<Encoding>,
    /// The folder to write the leaflets to: a new one, or that of an earlier batch.
    pub folder: PathBuf,
    /// How they are to be printed.
    pub printing: Printing,
    /// How many sheets of paper a copy may take.
    pub most_sheets: Option<usize>,
    /// How many leaflets to make at a time; `None` for as many as there are processors.
    pub threads: Option<NonZeroUsize>,
    /// The day that decides what is overdue.
    pub date: Date,
    /// The day that is printed as that of making, where it is another.
    pub made_on: Option<Date>,
    /// Where editions are kept, in place of what `house.toml` says.
    pub store: StorePaths,
    /// One file of all copies, for the printer.
    pub print_job: Option<PrintJobRequest>,
}

/// What is known while a batch is made.
#[derive(Debug)]
pub enum BatchEvent<'e> {
    /// Faults of a row, or of the list as a whole, with the text that they are in. A long list may have many: they are told
    /// one by one and not kept.
    ListFaults(&'e [Diagnostic], &'e Sources),
    /// The list was read, and may have faults.
    ListRead(&'e ListReading),
    /// What is worth a look in the files of a leaflet that the list asks for.
    LeafletDiagnostics(&'e [Diagnostic]),
    /// What somebody should look at before the leaflets are given out.
    Caution(&'e Caution),
    /// The list is sound.
    Checked(&'e WardList),
    /// The leaflets of so many rows are made from here on.
    Begun(usize),
    /// A row is done.
    RowDone,
    /// All rows are done, and the manifest is written.
    Written {
        /// How many leaflets were made.
        made: usize,
        /// How many leaflets of an earlier list were deleted.
        deleted: usize,
    },
    /// There is no print job, because rows have failed: it would be taken for the whole.
    NoPrintJob,
    /// The print job is written from here on; it has so many copies.
    PrintJobBegun(usize),
    /// A copy of the print job is done.
    CopyDone,
    /// A file of the print job is written.
    PrintFileWritten(&'e Path),
    /// The print job is written.
    PrintJobDone,
}

/// What came of a batch.
#[derive(Clone, Debug)]
pub struct MadeBatch {
    /// The list.
    pub list: WardList,
    /// The outcomes of its rows, in the same order.
    pub outcomes: Vec<Outcome>,
}

impl MadeBatch {
    /// What was made, as the folder's manifest lists it.
    pub fn manifest(&self) -> Manifest<'_> {
        Manifest {
            list: &self.list,
            outcomes: &self.outcomes,
        }
    }
}

/// Makes the leaflets that a ward list asks for, and tells `on_event` what is known on the way.
///
/// # Errors
/// When the list has a fault, then nothing has been made; or when the folder or the print job cannot be written. A row that
/// could not be made is no error: its outcome says why.
pub fn batch(
    open: &OpenLibrary,
    request: &BatchRequest,
    on_event: &mut dyn FnMut(BatchEvent),
) -> Result<MadeBatch, TaskError> {
    let store = EditionStore::new(&request.store, &open.library.house);
    let imprint = Imprint {
        made_on: request.made_on,
        revision: Revision::of(&open.library.house.folder, &store.paths()),
        since: None,
    };
    let list = read_list(open, request, on_event)?;
    tell_what_to_look_at(open, &list, on_event);
    let print_file = request.print_job.as_ref().map(PrintFile::new).transpose()?;
    let basis = basis(open, request, &imprint, &store);
    let keeper = Mutex::new(Keeper::new(store)?);
    let folder = BatchFolder::open(&request.folder, &basis)?;
    if let Some(print_file) = &print_file {
        print_file.clear()?;
    }
    on_event(BatchEvent::Begun(list.rows.len()));
    let making = Making {
        library: &open.library,
        list: &list,
        folder: &folder,
        date: request.date,
        imprint: &imprint,
        most_sheets: request.most_sheets,
        threads: request.threads.map_or_else(all_cores, NonZeroUsize::get),
        keep: &|blank| keep(&keeper, blank),
    };
    let outcomes = make(&making, || on_event(BatchEvent::RowDone));
    finish(&making, &outcomes, print_file.as_ref(), on_event)?;
    Ok(MadeBatch { list, outcomes })
}

/// Writes the manifest, and the print job where one is wanted.
fn finish(
    making: &Making,
    outcomes: &[Outcome],
    print_file: Option<&PrintFile>,
    on_event: &mut dyn FnMut(BatchEvent),
) -> Result<(), TaskError> {
    let list = making.list;
    let manifest = Manifest { list, outcomes };
    let deleted = making.folder.finish(&manifest)?;
    let made = list.rows.len() - manifest.failures().len();
    on_event(BatchEvent::Written { made, deleted });
    match print_file {
        Some(print_file) => print_file.write(making, &manifest, on_event),
        None => Ok(()),
    }
}

fn read_list(
    open: &OpenLibrary,
    request: &BatchRequest,
    on_event: &mut dyn FnMut(BatchEvent),
) -> Result<WardList, TaskError> {
    let path = &request.list;
    let bytes = plain_file::read(path, LARGEST_LIST).map_err(|fault| TaskError::NoListFile {
        path: path.clone(),
        fault,
    })?;
    let file = ListFile {
        path,
        bytes: &bytes,
        encoding: request.encoding,
    };
    let desk = Desk {
        library: &open.library,
        date: request.date,
        printing: request.printing,
    };
    let mut show = |faults: &[Diagnostic], sources: &Sources| {
        on_event(BatchEvent::ListFaults(faults, sources));
    };
    let reading = read(file, desk, &mut show);
    on_event(BatchEvent::ListRead(&reading));
    reading.list.ok_or_else(|| TaskError::WardList {
        path: path.clone(),
        faults: reading.faults,
        checked_to: reading.checked_to,
    })
}

/// Tells of what is worth a look in the leaflets that the list asks for, and of their texts.
fn tell_what_to_look_at(open: &OpenLibrary, list: &WardList, on_event: &mut dyn FnMut(BatchEvent)) {
    let leaflets = list.choices.iter().map(|choice| choice.leaflet.as_str());
    for leaflet in leaflets.collect::<BTreeSet<_>>() {
        let diagnostics = open.diagnostics_of(leaflet);
        on_event(BatchEvent::LeafletDiagnostics(&diagnostics));
    }
    for caution in of_texts(&list.changed, &list.due_soon) {
        on_event(BatchEvent::Caution(&caution));
    }
    on_event(BatchEvent::Checked(list));
}

/// Keeps an edition before any of its leaflets is written.
fn keep(keeper: &Mutex<Keeper>, blank: BlankCopy) -> Result<(), String> {
    let mut keeper = keeper.lock().map_err(|_| "another row has failed")?;
    let kept = keeper.keep(blank.edition, blank.form, || Ok(blank.pdf.to_vec()));
    kept.map_err(|error| format!("the edition cannot be kept: {error}"))
}

/// What all leaflets of a batch depend on besides their rows: the program, the days, the library's texts and revision, the
/// paper allowed; and where they are kept, because what an earlier run has finished is not kept again.
fn basis(
    open: &OpenLibrary,
    request: &BatchRequest,
    imprint: &Imprint,
    store: &EditionStore,
) -> String {
    let mut library = Fields::default();
    for (path, text) in open.sources.iter() {
        library.field(path.to_string_lossy().as_bytes());
        library.field(text);
    }
    for typeface in open.library.house.typefaces.hashes() {
        library.field(typeface.bytes());
    }
    let library = library.finish();
    let version = env!("CARGO_PKG_VERSION");
    let revision = match &imprint.revision {
        Some(Revision { commit, changed }) => format!("{commit}, changed: {changed}"),
        None => "unknown".to_owned(),
    };
    let date = request.date;
    let made_on = imprint.made_on.unwrap_or(date);
    let (sheets, kept) = (request.most_sheets, store.paths());
    format!(
        "careleaf {version}, on {date}, made on {made_on}, library {library}, revision {revision}, sheets {sheets:?}, \
         kept in {kept:?}"
    )
}

fn all_cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}
