//! Everything that ends a run early, with the paths and options in it. Faults in content are diagnostics and have been
//! shown by then; here they are only counted.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::civil::Date;

use careleaf::content::Id;
use careleaf::diagnostic::{Diagnostic, Severity};
use careleaf::file_failure;
use careleaf::leaflet::EditionError;
use careleaf::paged::fitting::Shorter;
use careleaf::plain_file::{OtherKind, PlainFileError};
use careleaf::printable::Unprintable;
use careleaf::proof::ledger::LedgerError;
use careleaf::proof::record::{LARGEST_PDF, SealError};
use careleaf::selection::SelectionError;
use careleaf::tasks::batch::FolderError;
use careleaf::tasks::verify::{SavedAgain, Validity};

/// The environment's name for the library's folder.
pub(crate) const LIBRARY_VARIABLE: &str = "CARELEAF_LIBRARY";

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The library has errors in it.
    #[error("{faults} in `{}`", .library.display())]
    Content { library: PathBuf, faults: Faults },
    /// The library has warnings, and was asked to have none.
    #[error("{faults} in `{}`", .library.display())]
    Warned { library: PathBuf, faults: Faults },
    /// The folder of the library has no name: `setting` is what was to name it.
    #[error("`{setting}` is empty")]
    LibraryUnnamed { setting: &'static str },
    /// The request does not fit the library.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// A contact was typed in letters that no typeface has.
    #[error("`{option}` has a letter that no typeface here has: U+{:04X}", u32::from(*.character))]
    NoTypeface {
        option: &'static str,
        character: char,
    },
    /// The ward list has faults.
    #[error("{} in {}`{}`", counted(*.faults, "error"), up_to(*.checked_to), .path.display())]
    WardList {
        path: PathBuf,
        faults: usize,
        /// The last row that was checked, where not all were.
        checked_to: Option<u32>,
    },
    /// A file cannot be read.
    #[error("`{}` cannot be read: {}", .path.display(), file_failure::in_words(.source))]
    Read { path: PathBuf, source: io::Error },
    /// The ward list is no file that can be read, or larger than one can be.
    #[error("the ward list `{}` {fault}", .path.display())]
    NoListFile {
        path: PathBuf,
        fault: PlainFileError,
    },
    /// The folder cannot take a batch.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Some rows of a batch could not be made.
    #[error("{failed} of {} could not be made", counted(*.rows, "leaflet"))]
    RowsFailed { failed: usize, rows: usize },
    /// What was typed to be printed cannot be.
    #[error("`{option}` {fault}")]
    Typed {
        option: &'static str,
        fault: Unprintable,
    },
    /// `SOURCE_DATE_EPOCH` names no day.
    #[error(
        "`SOURCE_DATE_EPOCH` is not a whole number of seconds since 1970, within the years to 9999"
    )]
    SourceDateEpoch,
    /// The leaflet takes more paper than `--sheets` allows.
    #[error("the leaflet takes {}, and `--sheets {allowed}` allows no more", counted(*.sheets, "sheet"))]
    TooLong {
        sheets: usize,
        allowed: usize,
        /// How many it takes on both sides of the paper, if that is few enough.
        two_sided: Option<usize>,
        shorter: Result<Shorter, usize>,
    },
    /// The leaflet would not be an accessible PDF, or could not be verified.
    #[error("{} would keep the file from being PDF/UA-1 and PDF/A-3a, and verifiable", counted(*.faults, "fault"))]
    Pdf { faults: usize },
    /// `-o -` with nothing to catch the bytes.
    #[error("a PDF is not written to a terminal")]
    StdoutIsTerminal,
    /// `-o -` with nobody at the other end.
    #[error("stdout is closed, or leads nowhere")]
    StdoutIsClosed,
    /// The output is the file that lists editions.
    #[error("`{}` is the ledger", .0.display())]
    OutputIsLedger(PathBuf),
    /// The output is in the folder that keeps copies.
    #[error("`{}` is in the archive", .0.display())]
    OutputIsArchived(PathBuf),
    /// The output names a folder.
    #[error("`{}` is a folder", .0.display())]
    OutputIsFolder(PathBuf),
    /// The output's folder is not there.
    #[error("there is no folder `{}`", .0.display())]
    OutputFolderMissing(PathBuf),
    /// The output is a link that leads to no file.
    #[error("`{}` is a link that leads nowhere", .0.display())]
    OutputIsBrokenLink(PathBuf),
    /// The output has an ending by which another program opens it.
    #[error("`{}` is not a name for a PDF", .0.display())]
    OutputIsNamedOtherwise(PathBuf),
    /// The output holds something that this program did not write.
    #[error("`{}` is there and is not a PDF", .0.display())]
    OutputIsNoPdf(PathBuf),
    /// The output is a device or a pipe, which a rename would replace.
    #[error("`{}` is not an ordinary file", .0.display())]
    OutputIsSpecial(PathBuf),
    /// The output is there and must not be changed.
    #[error("`{}` is write-protected", .0.display())]
    OutputProtected(PathBuf),
    /// The file could not be written.
    #[error("`{}` cannot be written: {}", .path.display(), file_failure::in_words(.source))]
    Write { path: PathBuf, source: io::Error },
    /// Nothing more can be written to stdout.
    #[error("stdout cannot be written: {}", file_failure::in_words(.0))]
    Stdout(io::Error),
    /// A pipe, a device or a folder in the place of a PDF.
    #[error("`{}` {fault}", .path.display())]
    NotPlain {
        path: PathBuf,
        fault: PlainFileError,
    },
    /// A file is no leaflet: they are small.
    #[error("`{}` has more than {} MB: it is no leaflet", .0.display(), LARGEST_PDF / 1_000_000)]
    TooLarge(PathBuf),
    /// A file is of another kind.
    #[error("`{}` is not a PDF{}", .path.display(), of_kind(.kind))]
    NoPdf { path: PathBuf, kind: Option<String> },
    /// A file says nothing of itself.
    #[error("`{}` {fault}", .path.display())]
    NoRecord { path: PathBuf, fault: SealError },
    /// A file that another program has saved again.
    #[error("`{}` was saved again by another program: its proof is lost", .path.display())]
    SavedAgain {
        path: PathBuf,
        found: Box<SavedAgain>,
    },
    /// A file is not as it was made.
    #[error("`{0}` is not as it was made")]
    Altered(String),
    /// An archived copy is not as it was made.
    #[error("`{}` in the archive is not as it was made", .0.display())]
    ArchiveDamaged(PathBuf),
    /// The archive would be taken for a leaflet.
    #[error("the archive `{}` is in the library", .0.display())]
    ArchiveInLibrary(PathBuf),
    /// A code that cannot be one.
    #[error("`{typed}` is no edition's code: {fault}")]
    Mistyped {
        typed: String,
        fault: EditionError,
        meant: Option<String>,
    },
    /// A code that nobody has kept.
    #[error("edition `{edition}` is unknown: it is in neither the ledger nor the archive")]
    UnknownEdition {
        edition: String,
        meant: Option<String>,
    },
    /// An edition must not be given out.
    #[error("edition `{edition}` is {}", .validity.word())]
    NotCurrent { edition: String, validity: Validity },
    /// The words of an edition are needed, and only its names are known.
    #[error("the text of edition `{0}` is not at hand")]
    NoOldText(String),
    /// An edition of another leaflet.
    #[error("edition `{0}` is of another leaflet")]
    OtherLeaflet(String),
    /// A leaflet that the library does not have any more.
    #[error("the library has no leaflet `{0}`")]
    LeafletGone(String),
    /// The ledger cannot be used.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// No ledger to look into.
    #[error("there is no ledger to look into")]
    NoLedger,
    /// A part is past its review date.
    #[error("{} overdue for review on {date}", are(*.parts))]
    PartsOverdue { parts: usize, date: Date },
    /// A review that nobody can have made yet.
    #[error("`--date {reviewed}` is after today, {today}")]
    ReviewToCome { reviewed: Date, today: Date },
    /// An approval that would end before it begins.
    #[error("`--until {until}` is not after the review on {reviewed}")]
    UntilIsPast { until: Date, reviewed: Date },
    /// An approval that would last longer than the house lets a review last.
    #[error("`--until {until}` is more than {} after the review", counted((*.years).into(), "year"))]
    UntilTooLate {
        until: Date,
        latest: Date,
        years: u16,
    },
    /// A file of the library is not as it was read.
    #[error("`{}` was changed while it was being read", .0.display())]
    ChangedMeanwhile(PathBuf),
    /// The folder for a new library is in use.
    #[error("`{}` is not an empty folder", .0.display())]
    FolderInUse(PathBuf),
}

impl Error {
    /// How to mend it.
    pub(crate) fn hint(&self) -> Option<String> {
        let hint = match self {
            Error::Content { .. } => return None,
            Error::Warned { .. } => {
                "mend the text, or take a rule of writing off one place with `[[allow]]` (see `careleaf check --help`)"
            }
            Error::LibraryUnnamed {
                setting: LIBRARY_VARIABLE,
            } => "set it to the folder that holds the leaflets, or unset it",
            Error::LibraryUnnamed { .. } => "name the folder that holds the leaflets",
            Error::NoTypeface { .. } => {
                "write it in other letters; or leave it out and write it by hand on the first page; or bring a typeface that \
                 has it: `fonts` in house.toml"
            }
            Error::WardList { .. } => "mend the rows named above; nothing was made",
            Error::Read { .. } => "check its name, and that you may read it",
            Error::NoListFile { fault, .. } => match fault {
                PlainFileError::Other(OtherKind::Folder) => {
                    "name the file in it: a CSV file or a workbook (.xlsx, .ods)"
                }
                PlainFileError::Other(_) => "save the list in a file first, and name that",
                PlainFileError::TooLarge(_) => {
                    "check that it is the right file, or split it into several lists"
                }
                PlainFileError::System(_) => "check its name, and that you may read it",
            },
            Error::Folder(error) => error.hint(),
            Error::RowsFailed { .. } => {
                "see `manifest.csv` for the reasons; run the same command again, and what is made already is kept"
            }
            Error::Selection(error) => return error.hint(),
            Error::Typed {
                option: "--by",
                fault: Unprintable::Empty,
            } => "say who approves: a name or a role",
            Error::Typed { option, fault } => return Some(fault.hint(option)),
            Error::SourceDateEpoch => "unset it, or set it as `SOURCE_DATE_EPOCH=1795392000`",
            Error::Pdf { .. } => "mend the lines named above; nothing was written",
            Error::TooLong {
                two_sided, shorter, ..
            } => return Some(shortened(*two_sided, shorter)),
            Error::StdoutIsTerminal => "add `> leaflet.pdf`, or name a file: `-o leaflet.pdf`",
            Error::StdoutIsClosed => {
                "send it to a file or a program: `-o - > leaflet.pdf`; or name a file: `-o leaflet.pdf`"
            }
            Error::OutputIsLedger(_) => "name another file: a leaflet would be written over it",
            Error::OutputIsArchived(_) => {
                "name a file elsewhere: the archive keeps copies without what was typed for one patient"
            }
            Error::OutputIsFolder(path) => {
                return Some(format!(
                    "name a file in it: `{}`",
                    path.join("leaflet.pdf").display()
                ));
            }
            Error::OutputFolderMissing(_) => "make the folder first, or name another",
            Error::OutputIsBrokenLink(_) => "delete the link, or name another file",
            Error::OutputIsNamedOtherwise(path) => {
                return Some(format!(
                    "name it `{}`",
                    path.with_extension("pdf").display()
                ));
            }
            Error::OutputIsNoPdf(_) => "name another file, or delete this one first",
            Error::OutputIsSpecial(_) => {
                "name an ordinary file; `careleaf build` also writes to stdout with `-o -`"
            }
            Error::OutputProtected(_) => "name another file",
            Error::Write { .. } => "check that you may write there and that the disk has room",
            Error::Stdout(_) => "check where the output goes",
            Error::TooLarge(_) | Error::NoPdf { .. } => "name a PDF that Careleaf has made",
            Error::NoRecord { fault, .. } => record_hint(*fault),
            Error::SavedAgain { found, .. } => {
                let code = found.edition.code();
                return Some(format!(
                    "get the file as Careleaf made it, or make the leaflet anew; `careleaf verify {code}` asks about its edition alone"
                ));
            }
            Error::Altered(_) => "get a whole copy: nothing can be told from this one",
            Error::ArchiveDamaged(_) => "put it back from a copy of the archive, or take it out",
            Error::ArchiveInLibrary(_) => "name a folder beside it: there it would be a leaflet",
            Error::Mistyped {
                meant: Some(code), ..
            }
            | Error::UnknownEdition {
                meant: Some(code), ..
            } => return Some(format!("did you mean `{code}`?")),
            Error::Mistyped { meant: None, .. } => "read it again at the foot of a page",
            Error::UnknownEdition { meant: None, .. } => {
                "name the ledger or archive with `--ledger` or `--archive`, or verify the PDF itself"
            }
            Error::NotCurrent { validity, .. } => validity_hint(*validity)?,
            Error::NoOldText(_) => "name the folder that keeps its copy with `--archive`",
            Error::OtherLeaflet(_) => "name an edition of the same leaflet",
            Error::LeafletGone(_) => "name the other edition, or another library with `--library`",
            Error::Ledger(LedgerError::Unusable {
                fault: PlainFileError::TooLarge(_),
                ..
            }) => "begin a new ledger, and keep this one: `--ledger` names either",
            Error::Ledger(LedgerError::Unusable { .. }) => "name a file",
            Error::NotPlain { .. } => "name a PDF that Careleaf has made",
            Error::Ledger(LedgerError::File { .. }) => {
                "check that you may write there and that the disk has room"
            }
            Error::Ledger(LedgerError::Missing(_)) => {
                "check its name; the first `careleaf build` that names it makes it"
            }
            Error::Ledger(LedgerError::Line { line: 1, .. }) => {
                "name the right file, or mend the line from a copy of the ledger"
            }
            Error::Ledger(LedgerError::Line { .. }) => {
                "mend the line from a copy of the ledger, or take it out"
            }
            Error::Ledger(LedgerError::Later { .. }) => "use a later version of Careleaf",
            Error::NoLedger => "name it with `--ledger`, or in `house.toml`: `ledger = \"…\"`",
            Error::PartsOverdue { .. } => {
                "have them reviewed: `careleaf approve PART --by NAME --until YYYY-MM-DD`"
            }
            Error::ReviewToCome { .. } => "name the day on which the text was reviewed",
            Error::UntilIsPast { .. } => "name the day by which the next review is due",
            Error::UntilTooLate { latest, .. } => {
                return Some(format!(
                    "choose `--until {latest}` or before: `longest_years` in `house.toml` says how long"
                ));
            }
            Error::ChangedMeanwhile(_) => "look at the change, then run the command again",
            Error::FolderInUse(_) => "name a folder that does not exist yet",
        };
        Some(hint.to_owned())
    }

    /// What the process says to its caller: 2 when the command line is to mend, 1 when anything else is.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Error::Typed { .. }
            | Error::OutputIsNamedOtherwise(_)
            | Error::LibraryUnnamed { .. }
            | Error::NoTypeface { .. }
            | Error::StdoutIsTerminal
            | Error::Mistyped { .. }
            | Error::NoLedger
            | Error::ReviewToCome { .. }
            | Error::UntilIsPast { .. }
            | Error::UntilTooLate { .. } => ExitCode::from(2),
            Error::Selection(
                SelectionError::Faulty { .. }
                | SelectionError::Withdrawn { .. }
                | SelectionError::WithdrawnPart { .. }
                | SelectionError::WithdrawnSections { .. }
                | SelectionError::Overdue { .. },
            ) => ExitCode::FAILURE,
            Error::Selection(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

/// ": it is a JPEG picture".
fn of_kind(kind: &Option<String>) -> String {
    kind.as_ref()
        .map(|kind| format!(": it is {kind}"))
        .unwrap_or_default()
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

/// How many faults of each kind a library has.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Faults {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

impl Faults {
    /// Counts `diagnostics` by their severity.
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Faults {
        let count = |severity| {
            diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        Faults {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = counted(self.errors, "error");
        let warnings = counted(self.warnings, "warning");
        match (self.errors, self.warnings) {
            (0, 1..) => f.write_str(&warnings),
            (1.., 0) => f.write_str(&errors),
            _ => write!(f, "{errors}, {warnings}"),
        }
    }
}

fn are(parts: usize) -> String {
    let verb = if parts == 1 { "is" } else { "are" };
    format!("{} {verb}", counted(parts, "part"))
}

/// The part of a list that was checked, where it is not all of it.
fn up_to(row: Option<u32>) -> String {
    row.map_or_else(String::new, |row| format!("the first {row} rows of "))
}

/// A number of things: `no errors`, `1 error`, `2 errors`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
