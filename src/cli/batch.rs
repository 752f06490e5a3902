//! `careleaf batch`: a ward list becomes a folder of leaflets. The list is checked whole before anything is made; while it
//! is made, stderr says how far it has come, and no message quotes what is Personal.

use std::collections::BTreeSet;
use std::env;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use jiff::civil::Date;

use careleaf::hash::Fields;
use careleaf::leaflet::{Edition, Imprint};
use careleaf::library::Revision;
use careleaf::plain_file;
use careleaf::printing::Paper;
use careleaf::tasks::batch::{
    self, BatchFolder, Desk, Encoding, LARGEST_LIST, ListFile, ListReading, Making, Manifest,
    WardList,
};

use super::args::BatchArguments;
use super::build::source_date;
use super::cautions;
use super::console;
use super::keep::Keeper;
use super::open::{OpenLibrary, open};
use super::print::to_stdout;
use super::print_job::WantedJob;
use super::progress::{Progress, Voice};
use super::subject::Places;
use super::summary;
use crate::error::{Error, counted};

/// The most rows that a warning names.
const MOST_ROWS_NAMED: usize = 200;
/// The most columns, rows or leaflets that a message names.
const MOST_NAMED: usize = 20;
/// The most rows that failed whose reasons are said; the manifest has all.
const MOST_REASONS: usize = 100;

/// Makes the leaflets that the ward list asks for; `today` is the clock's date.
///
/// # Errors
/// When the list has a fault, then nothing has been made; or when a row could not be made.
pub(crate) fn run(arguments: BatchArguments, today: Date) -> Result<(), Error> {
    let source = open(&arguments.library.library)?;
    let places = Places::new(&arguments.keep, &source.library.house);
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
    let list = read_list(&arguments, path, desk)?;
    let leaflets = list.choices.iter().map(|choice| choice.leaflet.as_str());
    for leaflet in leaflets.collect::<BTreeSet<_>>() {
        source.show_warnings(leaflet);
    }
    warn(&list);
    let job = WantedJob::of(&arguments.print_job)?;
    let imprint = Imprint {
        made_on: Some(made_on),
        revision: Revision::of(&arguments.library.library, &places.paths()),
        since: None,
    };
    let basis = basis(&arguments, (date, &imprint), &source, &places);
    let keeper = Mutex::new(Keeper::new(places)?);
    let folder = BatchFolder::open(out, &basis)?;
    if let Some(job) = &job {
        job.clear()?;
    }
    let making = Making {
        library: &source.library,
        list: &list,
        folder: &folder,
        date,
        imprint: &imprint,
        most_sheets: arguments.sheets.map(NonZeroUsize::get),
        threads: arguments.jobs.unwrap_or_else(all_cores),
        keep: &|edition, blank| keep(&keeper, edition, blank),
    };
    let voice = arguments.voice();
    let mut progress = Progress::of(list.rows.len(), "leaflets", voice);
    let outcomes = batch::make(&making, || progress.step());
    let manifest = Manifest {
        list: &list,
        outcomes: &outcomes,
    };
    let deleted = folder.finish(&manifest)?;
    let made = counted(list.rows.len() - manifest.failures().len(), "leaflet");
    progress.say(format_args!("wrote {made} to `{}`", out.display()));
    progress.finish();
    say_deleted(deleted, voice);
    if let Some(job) = job {
        job.write(&making, &manifest, voice)?;
    }
    caution(&arguments, &manifest, today);
    if voice == Voice::Normal {
        summary::say(&source.library, &manifest);
    }
    warn_of_missing_numbers(&list);
    conclude(&manifest)
}

/// Says that leaflets of a former list have gone from the folder.
fn say_deleted(leaflets: usize, voice: Voice) {
    if leaflets > 0 && voice == Voice::Normal {
        let leaflets = counted(leaflets, "leaflet");
        console::note(format_args!(
            "deleted {leaflets} of an earlier list, which this one does not ask for"
        ));
    }
}

/// Says how booklets are printed, and warns of a day that is not today's.
fn caution(arguments: &BatchArguments, manifest: &Manifest, today: Date) {
    let paper = arguments.printing.into_printing().paper;
    if paper == Paper::Booklet && arguments.voice() == Voice::Normal {
        cautions::say_how_to_fold(manifest.most_sheets_a_copy());
    }
    if arguments.date.is_some() {
        warn_of_overruled_clock(manifest, today);
    }
}

impl BatchArguments {
    fn voice(&self) -> Voice {
        match self.quiet {
            true => Voice::Quiet,
            false => Voice::Normal,
        }
    }
}

fn read_list(arguments: &BatchArguments, path: &Path, desk: Desk) -> Result<WardList, Error> {
    let bytes = plain_file::read(path, LARGEST_LIST).map_err(|fault| Error::NoListFile {
        path: path.to_owned(),
        fault,
    })?;
    let file = ListFile {
        path,
        bytes: &bytes,
        encoding: arguments.encoding,
    };
    let mut show = console::diagnostics;
    let reading = batch::read(file, desk, &mut show);
    let assumed = reading
        .encoding
        .filter(|&encoding| encoding != Encoding::UTF_8);
    if let Some(encoding) = assumed {
        console::note(format_args!("`{}` is read as {encoding}", path.display()));
    }
    say_what_is_passed_over(&reading);
    reading.list.ok_or_else(|| Error::WardList {
        path: path.to_owned(),
        faults: reading.faults,
        checked_to: reading.checked_to,
    })
}

/// Says which columns of the list are not read, and warns of rows that its spreadsheet does not show.
fn say_what_is_passed_over(reading: &ListReading) {
    if !reading.passed_over.is_empty() {
        console::note(format_args!("passed over: {}", first(&reading.passed_over)));
    }
    if reading.hidden_rows > 0 {
        console::warning(
            format_args!(
                "the workbook hides {} of the list, which are read all the same",
                counted(reading.hidden_rows, "row")
            ),
            "delete the rows that are not wanted",
        );
    }
}

/// The first of many words, and how many more there are.
fn first(words: &[String]) -> String {
    let shown = &words[..words.len().min(MOST_NAMED)];
    let more = words.len() - shown.len();
    match more {
        0 => shown.join(", "),
        _ => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Says what somebody should look at before the leaflets are given out.
fn warn(list: &WardList) {
    cautions::warn_of_texts(&list.changed, &list.due_soon);
    if !list.names_to_write.is_empty() {
        let names = match list.names_to_write.len() {
            1 => "the name",
            _ => "the names",
        };
        console::warning(
            format_args!(
                "{names} in {} cannot be printed: no typeface here has all of the letters",
                rows(&list.names_to_write)
            ),
            "write each by hand on the blank that the first page has for it, before the leaflet is given out",
        );
    }
}

/// Warns of leaflets that say nothing of whom to ring.
fn warn_of_missing_numbers(list: &WardList) {
    if !list.without_number.is_empty() {
        let leaflets = counted(list.without_number.len(), "leaflet");
        console::warning(
            format_args!(
                "{leaflets} without a 24-hour number, in {}: they say to call 999 or go to A&E",
                rows(&list.without_number)
            ),
            "name a clinic that has one in the column `clinic`, or write it on the first page",
        );
    }
}

/// The rows with these numbers, in words.
fn rows(numbers: &[u32]) -> String {
    let (named, more) = numbers.split_at(numbers.len().min(MOST_ROWS_NAMED));
    let mut named: Vec<String> = named.iter().map(u32::to_string).collect();
    if !more.is_empty() {
        named.push(format!("{} more", more.len()));
    }
    match named.as_slice() {
        [one] => format!("row {one}"),
        [others @ .., last] => format!("rows {} and {last}", others.join(", ")),
        [] => "no row".to_owned(),
    }
}

/// Keeps an edition before any of its leaflets is written.
fn keep(keeper: &Mutex<Keeper>, edition: &Edition, blank: &[u8]) -> Result<(), String> {
    let mut keeper = keeper.lock().map_err(|_| "another row has failed")?;
    let kept = keeper.keep(edition.code(), || Ok(blank.to_vec()));
    kept.map_err(|error| format!("the edition cannot be kept: {error}"))
}

/// What all leaflets of a batch depend on besides their rows: the program, the days, the library's texts and revision, the
/// paper allowed; and where they are kept, because what an earlier run has finished is not kept again.
fn basis(
    arguments: &BatchArguments,
    (date, imprint): (Date, &Imprint),
    source: &OpenLibrary,
    places: &Places,
) -> String {
    let mut library = Fields::default();
    for (path, text) in source.sources.iter() {
        library.field(path.to_string_lossy().as_bytes());
        library.field(text);
    }
    for typeface in source.library.house.typefaces.hashes() {
        library.field(typeface.bytes());
    }
    let library = library.finish();
    let version = env!("CARGO_PKG_VERSION");
    let revision = match &imprint.revision {
        Some(Revision { commit, changed }) => format!("{commit}, changed: {changed}"),
        None => "unknown".to_owned(),
    };
    let (sheets, kept) = (arguments.sheets, places.paths());
    format!(
        "careleaf {version}, on {date}, made on {}, library {library}, revision {revision}, sheets {sheets:?}, \
         kept in {kept:?}",
        imprint.made_on.unwrap_or(date)
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
    for (row, reason) in failures.iter().take(MOST_REASONS) {
        console::note(format_args!("row {row}: {reason}"));
    }
    if failures.len() > MOST_REASONS {
        let more = failures.len() - MOST_REASONS;
        console::note(format_args!("and {more} more rows"));
    }
    match failures.len() {
        0 => Ok(()),
        failed => Err(Error::RowsFailed {
            failed,
            rows: manifest.list.rows.len(),
        }),
    }
}
