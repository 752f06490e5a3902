//! `careleaf batch`: a ward list becomes a folder of leaflets. The list is checked whole before anything is made; while it
//! is made, stderr says how far it has come, and no message quotes what is Personal.

use std::env;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use careleaf::batch::{self, BatchFolder, Desk, Encoding, ListReading, Making, Manifest, WardList};
use careleaf::diagnostic::Sources;
use careleaf::leaflet::Edition;
use careleaf::library::Revision;
use careleaf::pdf::PdfError;

use super::args::BatchArguments;
use super::build::source_date;
use super::console;
use super::keep::Keeper;
use super::open::{OpenLibrary, open};
use super::output;
use super::print::to_stdout;
use super::progress::{Progress, Voice};
use super::subject::Places;
use crate::error::{Error, counted};

/// Makes the leaflets that the ward list asks for; `today` is the clock's date.
///
/// # Errors
/// When the list has a fault, then nothing has been made; or when a row could not be made.
pub(crate) fn run(arguments: BatchArguments, today: Date) -> Result<(), Error> {
    let mut source = open(&arguments.library.library)?;
    let places = Places::new(&arguments.keep, &source.library.house);
    source.library.revision = Revision::of(&arguments.library.library, &places.paths());
    let (Some(path), Some(out)) = (&arguments.list, &arguments.out) else {
        return to_stdout(&batch::template(&source.library));
    };
    let date = arguments.date.unwrap_or(today);
    let made_on = source_date(env::var_os("SOURCE_DATE_EPOCH"))?.unwrap_or(date);
    let desk = Desk {
        library: &source.library,
        date,
        printing: arguments.printing.into_printing(),
    };
    let list = read_list(path, desk)?;
    warn(&list);
    let folder = BatchFolder::open(out, &basis(made_on, &source, &places))?;
    let keeper = Mutex::new(Keeper::new(places));
    let mut progress = Progress::of(list.rows.len(), arguments.voice());
    let making = Making {
        library: &source.library,
        list: &list,
        folder: &folder,
        date,
        made_on,
        most_sheets: arguments.sheets.map(NonZeroUsize::get),
        threads: arguments.jobs.unwrap_or_else(all_cores),
        keep: &|edition, blank| keep(&keeper, edition, blank),
    };
    let outcomes = batch::make(&making, || progress.step());
    let manifest = Manifest {
        list: &list,
        outcomes: &outcomes,
    };
    print_job(arguments.print_job.as_deref(), &making, &manifest)?;
    folder.finish(&manifest)?;
    progress.finish(format_args!(
        "wrote {} to `{}`",
        counted(list.rows.len() - manifest.failures().len(), "leaflet"),
        out.display()
    ));
    if arguments.date.is_some() {
        warn_of_overruled_clock(&manifest, today);
    }
    conclude(&manifest)
}

/// Writes every copy into one file for the printer, or several. A job without the rows that failed would be taken for
/// the whole, so there is one only when none has.
fn print_job(path: Option<&Path>, making: &Making, manifest: &Manifest) -> Result<(), Error> {
    let Some(path) = path.filter(|_| manifest.failures().is_empty()) else {
        return Ok(());
    };
    let parts = batch::print_job(making).map_err(|PdfError::Violations(faults)| {
        console::diagnostics(&faults, &Sources::default());
        let faults = faults.len();
        Error::Pdf { faults }
    })?;
    let count = parts.len();
    for (number, part) in (1..).zip(parts) {
        let path = match count {
            1 => path.to_owned(),
            _ => part_of(path, number),
        };
        output::deliver(&part, Some(&path), "")?;
        console::note(format_args!("wrote the print job to `{}`", path.display()));
    }
    Ok(())
}

/// The file of a job's part: `monday-2.pdf`.
fn part_of(path: &Path, number: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{number}.pdf"))
}

impl BatchArguments {
    fn voice(&self) -> Voice {
        match self.quiet {
            true => Voice::Quiet,
            false => Voice::Normal,
        }
    }
}

fn read_list(path: &Path, desk: Desk) -> Result<WardList, Error> {
    let bytes = fs::read(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })?;
    let ListReading {
        list,
        encoding,
        sources,
        diagnostics,
    } = batch::read(path, &bytes, desk);
    if encoding != Encoding::Utf8 {
        console::note(format_args!("`{}` is read as {encoding}", path.display()));
    }
    console::diagnostics(&diagnostics, &sources);
    list.ok_or_else(|| Error::WardList {
        path: path.to_owned(),
        faults: diagnostics.len(),
    })
}

/// Says what somebody should look at before the leaflets are given out.
fn warn(list: &WardList) {
    for title in &list.changed {
        console::warning(
            format_args!("`{title}` has changed since it was approved: it is a draft again"),
            "have it approved again: `careleaf check` says where and how",
        );
    }
    for (title, review_due) in &list.due_soon {
        console::warning(
            format_args!("`{title}` is due for review on {review_due}"),
            "have it reviewed, and set its `last_reviewed` and `review_due`",
        );
    }
    if list.without_number > 0 {
        let leaflets = counted(list.without_number, "leaflet");
        console::warning(
            format_args!("{leaflets} without a 24-hour number: they say to call 999 or go to A&E"),
            "name a clinic that has one in the column `clinic`, or write it on the first page",
        );
    }
}

/// Keeps an edition before any of its leaflets is written.
fn keep(keeper: &Mutex<Keeper>, edition: &Edition, blank: &[u8]) -> Result<(), String> {
    let mut keeper = keeper.lock().map_err(|_| "another row has failed")?;
    let kept = keeper.keep(edition.code(), || Ok(blank.to_vec()));
    kept.map_err(|error| format!("the edition cannot be kept: {error}"))
}

/// What all leaflets of a batch depend on besides their rows: the program, the day, the library's texts and revision; and
/// where they are kept, because what an earlier run has finished is not kept again.
fn basis(made_on: Date, source: &OpenLibrary, places: &Places) -> String {
    let mut hash = Sha256::new();
    for (path, text) in source.sources.iter() {
        for part in [path.to_string_lossy().as_bytes(), text.as_bytes()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    let library: String = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let version = env!("CARGO_PKG_VERSION");
    let revision = match &source.library.revision {
        Some(Revision { commit, changed }) => format!("{commit}, changed: {changed}"),
        None => "unknown".to_owned(),
    };
    let kept = places.paths();
    format!(
        "careleaf {version}, made on {made_on}, library {library}, revision {revision}, kept in {kept:?}"
    )
}

fn all_cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn warn_of_overruled_clock(manifest: &Manifest, today: Date) {
    if let Some(due) = manifest.earliest_due().filter(|&due| due < today) {
        console::warning(
            format_args!(
                "some of these leaflets were due for review on {due}, and today is {today}"
            ),
            "make them without `--date` before they are given to anybody",
        );
    }
}

/// Says which rows failed, and why.
fn conclude(manifest: &Manifest) -> Result<(), Error> {
    let failures = manifest.failures();
    for (row, reason) in &failures {
        console::note(format_args!("row {row}: {reason}"));
    }
    match failures.len() {
        0 => Ok(()),
        failed => Err(Error::RowsFailed {
            failed,
            rows: manifest.list.rows.len(),
        }),
    }
}
