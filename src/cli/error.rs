//! Why a command did not do what was asked: a task that failed, in the words of the command line, or what only a command line
//! can get wrong. Faults in content are diagnostics; in a message they are only counted.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::civil::Date;

use careleaf::content::Id;
use careleaf::counted::counted;
use careleaf::file_failure;
use careleaf::paged::fitting::Shorter;
use careleaf::plain_file::{OtherKind, PlainFileError};
use careleaf::printable::Unprintable;
use careleaf::proof::ledger::LedgerError;
use careleaf::proof::record::SealError;
use careleaf::selection::SelectionError;
use careleaf::tasks::batch::FolderError;
use careleaf::tasks::verify::Validity;
use careleaf::tasks::{Faults, TaskError, TypedField};

use super::remedies::phrase;

/// The environment's name for the library's folder.
pub(crate) const LIBRARY_VARIABLE: &str = "CARELEAF_LIBRARY";

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The task failed.
    #[error("{}", in_flags(.0))]
    Task(#[from] TaskError),
    /// A library that was checked has errors.
    #[error("{faults} in `{}`", .library.display())]
    Faulty { library: PathBuf, faults: Faults },
    /// The library has warnings, and was asked to have none.
    #[error("{faults} in `{}`", .library.display())]
    Warned { library: PathBuf, faults: Faults },
    /// The folder of the library has no name: `setting` is what was to name it.
    #[error("`{setting}` is empty")]
    LibraryUnnamed { setting: &'static str },
    /// Some rows of a batch could not be made.
    #[error("{failed} of {} could not be made", counted(*.rows, "leaflet"))]
    RowsFailed { failed: usize, rows: usize },
    /// `SOURCE_DATE_EPOCH` names no day.
    #[error(
        "`SOURCE_DATE_EPOCH` is not a whole number of seconds since 1970, within the years to 9999"
    )]
    SourceDateEpoch,
    /// `-o -` with nothing to catch the bytes.
    #[error("a PDF is not written to a terminal")]
    StdoutIsTerminal,
    /// `-o -` with nobody at the other end.
    #[error("stdout is closed, or leads nowhere")]
    StdoutIsClosed,
    /// Nothing more can be written to stdout.
    #[error("stdout cannot be written: {}", file_failure::in_words(.0))]
    Stdout(io::Error),
    /// A file could not be written.
    #[error("`{}` cannot be written: {}", .path.display(), file_failure::in_words(.source))]
    Write { path: PathBuf, source: io::Error },
    /// A folder that something is to be written into is not there.
    #[error("there is no folder `{}`", .0.display())]
    FolderMissing(PathBuf),
    /// An edition must not be given out.
    #[error("edition `{edition}` is {}", .validity.word())]
    NotCurrent { edition: String, validity: Validity },
    /// A part is past its review date.
    #[error("{} overdue for review on {date}", are(*.parts))]
    PartsOverdue { parts: usize, date: Date },
    /// The folder for a new library is in use.
    #[error("`{}` is not an empty folder", .0.display())]
    FolderInUse(PathBuf),
}

impl Error {
    /// How to fix it.
    pub(crate) fn hint(&self) -> Option<String> {
        let hint = match self {
            Error::Task(error) => return task_hint(error),
            Error::Faulty { .. } => return None,
            Error::Warned { .. } => {
                "mend the text, or take a rule of writing off one place with `[[allow]]` (see `careleaf check --help`)"
            }
            Error::LibraryUnnamed {
                setting: LIBRARY_VARIABLE,
            } => "set it to the folder that holds the leaflets, or unset it",
            Error::LibraryUnnamed { .. } => "name the folder that holds the leaflets",
            Error::RowsFailed { .. } => {
                "see `manifest.csv` for the reasons; run the same command again, and what is made already is kept"
            }
            Error::SourceDateEpoch => "unset it, or set it as `SOURCE_DATE_EPOCH=1795392000`",
            Error::StdoutIsTerminal => "add `> leaflet.pdf`, or name a file: `-o leaflet.pdf`",
            Error::StdoutIsClosed => {
                "send it to a file or a program: `-o - > leaflet.pdf`; or name a file: `-o leaflet.pdf`"
            }
            Error::Stdout(_) => "check where the output goes",
            Error::Write { .. } => WRITABLE,
            Error::FolderMissing(_) => MAKE_FOLDER,
            Error::NotCurrent { validity, .. } => validity_hint(*validity)?,
            Error::PartsOverdue { .. } => {
                "have them reviewed: `careleaf approve PART --by NAME --until YYYY-MM-DD`"
            }
            Error::FolderInUse(_) => "name a folder that does not exist yet",
        };
        Some(hint.to_owned())
    }

    /// What the process says to its caller: 2 for a usage error, 1 for anything else.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Error::Task(error) if is_of_usage(error) => ExitCode::from(2),
            Error::LibraryUnnamed { .. } | Error::StdoutIsTerminal => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

const WRITABLE: &str = "check that you may write there and that the disk has room";
const MAKE_FOLDER: &str = "make the folder first, or name another";

/// Whether another command line would do.
fn is_of_usage(error: &TaskError) -> bool {
    match error {
        TaskError::Unprintable { .. }
        | TaskError::OutputIsNamedOtherwise(_)
        | TaskError::Mistyped { .. }
        | TaskError::NoLedger
        | TaskError::ReviewToCome { .. }
        | TaskError::UntilIsPast { .. }
        | TaskError::UntilTooLate { .. } => true,
        TaskError::Selection(error) => !matches!(
            error,
            SelectionError::Faulty { .. }
                | SelectionError::Withdrawn { .. }
                | SelectionError::WithdrawnPart { .. }
                | SelectionError::WithdrawnSections { .. }
                | SelectionError::Overdue { .. }
        ),
        _ => false,
    }
}

/// The flag that takes what is typed for a field.
fn flag(field: TypedField) -> &'static str {
    match field {
        TypedField::UrgentLine => "--urgent-line",
        TypedField::Nurse => "--nurse",
        TypedField::PreparedFor => "--prepared-for",
        TypedField::OverdueReason => "--allow-overdue",
        TypedField::Approver => "--by",
    }
}

/// What is wrong, in the words of the command line: what was typed is named by its flag.
fn in_flags(error: &TaskError) -> String {
    match error {
        TaskError::Unprintable {
            field: field @ (TypedField::UrgentLine | TypedField::Nurse),
            fault: Unprintable::NoTypeface(character),
        } => format!(
            "`{}` has a letter that no typeface here has: U+{:04X}",
            flag(*field),
            u32::from(*character)
        ),
        TaskError::Unprintable { field, fault } => format!("`{}` {fault}", flag(*field)),
        TaskError::TooLong {
            sheets, allowed, ..
        } => {
            let sheets = counted(*sheets, "sheet");
            format!("the leaflet takes {sheets}, and `--sheets {allowed}` allows no more")
        }
        TaskError::ReviewToCome { reviewed, today } => {
            format!("`--date {reviewed}` is after today, {today}")
        }
        TaskError::UntilIsPast { until, reviewed } => {
            format!("`--until {until}` is not after the review on {reviewed}")
        }
        TaskError::UntilTooLate { until, years, .. } => {
            let years = counted((*years).into(), "year");
            format!("`--until {until}` is more than {years} after the review")
        }
        error => error.to_string(),
    }
}

/// What to do about a task that failed.
pub(crate) fn task_hint(error: &TaskError) -> Option<String> {
    let hint = match error {
        TaskError::Unprintable { field, fault } => return Some(unprintable_hint(*field, fault)),

        TaskError::Content(_) => return None,
        TaskError::WardList { .. } => "mend the rows named above; nothing was made",
        TaskError::Read { .. } => "check its name, and that you may read it",
        TaskError::NoListFile { fault, .. } => match fault {
            PlainFileError::Other(OtherKind::Folder) => {
                "name the file in it: a CSV file or a workbook (.xlsx, .ods)"
            }
            PlainFileError::Other(_) => "save the list in a file first, and name that",
            PlainFileError::TooLarge(_) => {
                "check that it is the right file, or split it into several lists"
            }
            PlainFileError::System(_) => "check its name, and that you may read it",
        },
        TaskError::Folder(FolderError::InUse(_) | FolderError::IsFile(_)) => {
            "name a new folder with `--out`"
        }
        TaskError::Folder(FolderError::Busy(_)) => {
            "wait until it is done, or name another folder with `--out`"
        }
        TaskError::Folder(FolderError::Write { .. }) => WRITABLE,
        TaskError::Selection(error) => return Some(phrase(&error.remedy())),
        TaskError::Pdf(_) => "mend the lines named above; nothing was written",
        TaskError::TooLong {
            two_sided, shorter, ..
        } => return Some(shortened(*two_sided, shorter)),
        TaskError::OutputIsLedger(_) => "name another file: a leaflet would be written over it",
        TaskError::OutputIsArchived(_) => {
            "name a file elsewhere: the archive keeps copies without what was typed for one patient"
        }
        TaskError::OutputIsFolder(path) => {
            return Some(format!(
                "name a file in it: `{}`",
                path.join("leaflet.pdf").display()
            ));
        }
        TaskError::OutputFolderMissing(_) => MAKE_FOLDER,
        TaskError::OutputIsBrokenLink(_) => "delete the link, or name another file",
        TaskError::OutputIsNamedOtherwise(path) => {
            return Some(format!(
                "name it `{}`",
                path.with_extension("pdf").display()
            ));
        }
        TaskError::OutputIsNoPdf(_) => "name another file, or delete this one first",
        TaskError::OutputIsSpecial(_) => {
            "name an ordinary file; `careleaf build` also writes to stdout with `-o -`"
        }
        TaskError::OutputProtected(_) => "name another file",
        TaskError::Write { .. } => WRITABLE,
        TaskError::TooLarge(_) | TaskError::NoPdf { .. } => "name a PDF that Careleaf has made",
        TaskError::NoRecord { fault, .. } => record_hint(*fault),
        TaskError::SavedAgain { found, .. } => {
            let code = found.edition.code();
            return Some(format!(
                "get the file as Careleaf made it, or make the leaflet anew; `careleaf verify {code}` asks about its edition alone"
            ));
        }
        TaskError::Altered(_) => "get a whole copy: nothing can be told from this one",
        TaskError::ArchiveDamaged(_) => "put it back from a copy of the archive, or take it out",
        TaskError::ArchiveInLibrary(_) => "name a folder beside it: there it would be a leaflet",
        TaskError::Mistyped {
            meant: Some(code), ..
        }
        | TaskError::UnknownEdition {
            meant: Some(code), ..
        } => return Some(format!("did you mean `{code}`?")),
        TaskError::Mistyped { meant: None, .. } => "read it again at the foot of a page",
        TaskError::UnknownEdition { meant: None, .. } => {
            "name the ledger or archive with `--ledger` or `--archive`, or verify the PDF itself"
        }
        TaskError::NoOldText(_) => "name the folder that keeps its copy with `--archive`",
        TaskError::OtherLeaflet(_) => "name an edition of the same leaflet",
        TaskError::LeafletGone(_) => "name the other edition, or another library with `--library`",
        TaskError::Ledger(LedgerError::Unusable {
            fault: PlainFileError::TooLarge(_),
            ..
        }) => "begin a new ledger, and keep this one: `--ledger` names either",
        TaskError::Ledger(LedgerError::Unusable { .. }) => "name a file",
        TaskError::NotPlain { .. } => "name a PDF that Careleaf has made",
        TaskError::Ledger(LedgerError::File { .. }) => {
            "check that you may write there and that the disk has room"
        }
        TaskError::Ledger(LedgerError::Missing(_)) => {
            "check its name; the first `careleaf build` that names it makes it"
        }
        TaskError::Ledger(LedgerError::Line { line: 1, .. }) => {
            "name the right file, or mend the line from a copy of the ledger"
        }
        TaskError::Ledger(LedgerError::Line { .. }) => {
            "mend the line from a copy of the ledger, or take it out"
        }
        TaskError::Ledger(LedgerError::Later { .. }) => "use a later version of Careleaf",
        TaskError::NoLedger => "name it with `--ledger`, or in `house.toml`: `ledger = \"…\"`",
        TaskError::ReviewToCome { .. } => "name the day on which the text was reviewed",
        TaskError::UntilIsPast { .. } => "name the day by which the next review is due",
        TaskError::UntilTooLate { latest, .. } => {
            return Some(format!(
                "choose `--until {latest}` or before: `longest_years` in `house.toml` says how long"
            ));
        }
        TaskError::ChangedMeanwhile(_) => "look at the change, then run the command again",
    };
    Some(hint.to_owned())
}

/// What to write in place of what cannot be printed.
fn unprintable_hint(field: TypedField, fault: &Unprintable) -> String {
    match (field, fault) {
        (TypedField::UrgentLine | TypedField::Nurse, Unprintable::NoTypeface(_)) => {
            "write it in other letters; or leave it out and write it by hand on the first page; or bring a typeface that \
             has it: `fonts` in house.toml"
                .to_owned()
        }
        (TypedField::Approver, Unprintable::Empty) => {
            "say who approves: a name or a role".to_owned()
        }
        _ => fault.hint(flag(field)),
    }
}

fn record_hint(fault: SealError) -> &'static str {
    match fault {
        SealError::NoRecord => {
            "it was not made by Careleaf, or is a print job: verify the code at the foot of a page"
        }
        SealError::Several | SealError::Broken => "it is damaged or was changed: do not use it",
        SealError::Later(_) => "use a later version of Careleaf",
    }
}

/// What to do with paper that must not be given out.
fn validity_hint(validity: Validity) -> Option<&'static str> {
    match validity {
        Validity::Current => None,
        Validity::Superseded => Some("make the leaflet anew with `careleaf build`"),
        Validity::Overdue => Some("have the text reviewed, then make the leaflet anew"),
        Validity::Withdrawn => Some("do not give it out"),
        Validity::Altered => Some("do not use it: make the leaflet anew"),
        Validity::Unknown => Some("verify it by the library that it was made from"),
    }
}

/// What to do so that a leaflet fits its paper: print on both sides, or leave something out; or how much paper it takes at
/// the least.
fn shortened(two_sided: Option<usize>, shorter: &Result<Shorter, usize>) -> String {
    if let Some(sheets) = two_sided {
        let both_sides = format!("with `--duplex` it takes {}", counted(sheets, "sheet"));
        return match shorter {
            Ok(_) => format!("{both_sides}; or {}", shortened(None, shorter)),
            Err(_) => both_sides,
        };
    }
    let shorter = match shorter {
        Ok(shorter) => shorter,
        Err(fewest) => {
            let fewest = counted(*fewest, "sheet");
            return format!("no choice of sections takes less than {fewest}: allow that many");
        }
    };
    let kept: Vec<&str> = shorter.kept.iter().map(Id::as_str).collect();
    format!(
        "leave out {}: with `-s {}` it takes {}",
        shorter.names_left_out(),
        kept.join(","),
        counted(shorter.sheets, "sheet")
    )
}

fn are(parts: usize) -> String {
    let verb = if parts == 1 { "is" } else { "are" };
    format!("{} {verb}", counted(parts, "part"))
}
