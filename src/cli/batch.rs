//! `careleaf batch`: a ward list becomes a folder of leaflets. While it is made, stderr says how far it has come, and no
//! message quotes what is Personal.

use std::env;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use careleaf::counted::counted;
use careleaf::printing::Paper;
use careleaf::tasks::OpenLibrary;
use careleaf::tasks::batch::{
    self, BatchEvent, BatchRequest, Encoding, ListReading, Manifest, PrintJobRequest, RowFailure,
    Separators, WardList,
};

use super::args::{BatchArguments, PrintJobArguments};
use super::build::source_date;
use super::cautions;
use super::console;
use super::error::Error;
use super::open::open;
use super::print::to_stdout;
use super::progress::{Progress, Voice};
use super::summary;

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
    let open = open(&arguments.library.library)?;
    let (Some(list), Some(folder)) = (arguments.list.clone(), arguments.out.clone()) else {
        return to_stdout(&batch::template(&open.library));
    };
    let voice = arguments.voice();
    let is_of_another_day = arguments.date.is_some();
    let request = request(arguments, list, folder, today)?;
    let mut teller = Teller::new(&open, &request, voice);
    let made = batch::batch(&open, &request, &mut |event| teller.tell(event))?;
    let manifest = made.manifest();
    if request.printing.paper == Paper::Booklet && voice == Voice::Normal {
        cautions::say_how_to_fold(manifest.most_sheets_a_copy());
    }
    if is_of_another_day {
        warn_of_overruled_clock(&manifest, today);
    }
    if voice == Voice::Normal {
        summary::say(&open.library, &manifest);
    }
    warn_of_missing_numbers(&made.list);
    conclude(&manifest)
}

/// What was typed, as a request.
fn request(
    arguments: BatchArguments,
    list: PathBuf,
    folder: PathBuf,
    today: Date,
) -> Result<BatchRequest, Error> {
    Ok(BatchRequest {
        list,
        encoding: arguments.encoding,
        folder,
        printing: arguments.printing.into_printing(),
        most_sheets: arguments.sheets.map(NonZeroUsize::get),
        threads: arguments.jobs,
        date: arguments.date.unwrap_or(today),
        made_on: source_date(env::var_os("SOURCE_DATE_EPOCH"))?,
        store: arguments.keep.into_paths(),
        print_job: arguments.print_job.into_request(),
    })
}

impl BatchArguments {
    fn voice(&self) -> Voice {
        if self.quiet {
            Voice::Quiet
        } else {
            Voice::Normal
        }
    }
}

impl PrintJobArguments {
    /// The print job that was asked for, if any.
    fn into_request(self) -> Option<PrintJobRequest> {
        let separators = if self.separators {
            Separators::ByClinic
        } else {
            Separators::None
        };
        let path = self.print_job?;
        Some(PrintJobRequest { path, separators })
    }
}

/// Says what is known while a batch is made.
struct Teller<'t> {
    open: &'t OpenLibrary,
    list: &'t Path,
    folder: &'t Path,
    voice: Voice,
    progress: Progress,
}

impl<'t> Teller<'t> {
    fn new(open: &'t OpenLibrary, request: &'t BatchRequest, voice: Voice) -> Teller<'t> {
        Teller {
            open,
            list: &request.list,
            folder: &request.folder,
            voice,
            progress: Progress::Quiet,
        }
    }

    fn tell(&mut self, event: BatchEvent) {
        match event {
            BatchEvent::ListFaults(faults, sources) => console::diagnostics(faults, sources),
            BatchEvent::ListRead(reading) => self.say_how_it_is_read(reading),
            BatchEvent::LeafletDiagnostics(diagnostics) => {
                console::diagnostics(diagnostics, &self.open.sources);
            }
            BatchEvent::Caution(caution) => cautions::warn(caution),
            BatchEvent::Checked(list) => warn_of_names_to_write(list),
            BatchEvent::Begun(rows) => self.begin(rows, "leaflets"),
            BatchEvent::RowDone | BatchEvent::CopyDone => self.progress.step(),
            BatchEvent::Written { made, deleted } => self.say_what_was_written(made, deleted),
            BatchEvent::NoPrintJob => {
                console::note("there is no print job: it would be taken for the whole");
            }
            BatchEvent::PrintJobBegun(copies) => self.begin(copies, "copies in the print job"),
            BatchEvent::PrintFileWritten(path) => {
                let path = path.display();
                self.progress
                    .say(format_args!("wrote the print job to `{path}`"));
            }
            BatchEvent::PrintJobDone => self.end(),
        }
    }

    fn begin(&mut self, all: usize, what: &'static str) {
        self.progress = Progress::of(all, what, self.voice);
    }

    fn end(&mut self) {
        std::mem::replace(&mut self.progress, Progress::Quiet).finish();
    }

    /// Says how the list is stored, which of its columns are not read, and warns of rows that its spreadsheet does not show.
    fn say_how_it_is_read(&self, reading: &ListReading) {
        let encoding = reading.encoding.filter(|&it| it != Encoding::UTF_8);
        if let Some(encoding) = encoding {
            let list = self.list.display();
            console::note(format_args!("`{list}` is read as {encoding}"));
        }
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

    /// Says how many leaflets were made, and how many of a former list have gone from the folder.
    fn say_what_was_written(&mut self, made: usize, deleted: usize) {
        let (made, folder) = (counted(made, "leaflet"), self.folder.display());
        self.progress
            .say(format_args!("wrote {made} to `{folder}`"));
        self.end();
        if deleted > 0 && self.voice == Voice::Normal {
            let deleted = counted(deleted, "leaflet");
            console::note(format_args!(
                "deleted {deleted} of an earlier list, which this one does not ask for"
            ));
        }
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

/// Warns of names that no typeface has the letters of.
fn warn_of_names_to_write(list: &WardList) {
    if list.names_to_write.is_empty() {
        return;
    }
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
    for (row, failure) in failures.iter().take(MOST_REASONS) {
        console::note(format_args!("row {row}: {}", in_flags(failure)));
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

/// Why a row failed, in the words of the command line.
fn in_flags(failure: &RowFailure) -> String {
    match failure {
        RowFailure::TooLong(too_long) => too_long.said("with `--duplex`"),
        RowFailure::Other(words) => words.clone(),
    }
}
