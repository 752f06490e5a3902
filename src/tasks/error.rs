//! Why a task was not done. Each error says what is wrong; what to do about it, whoever asked knows best.

use std::fmt;
use std::io;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::counted::counted;
use crate::diagnostic::{Diagnostic, Severity, Sources};
use crate::file_failure;
use crate::leaflet::EditionError;
use crate::paged::fitting::Shorter;
use crate::plain_file::PlainFileError;
use crate::printable::Unprintable;
use crate::proof::ledger::LedgerError;
use crate::proof::record::{LARGEST_PDF, SealError};
use crate::selection::SelectionError;

use super::batch::FolderError;
use super::verify::SavedAgain;

/// Why a task was not done.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// The library has errors in what was asked for.
    #[error("{} in `{}`", .0.faults, .0.library.display())]
    Content(Box<FaultyContent>),
    /// The request does not fit the library.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// What was typed to be printed cannot be.
    #[error("{field} {fault}")]
    Unprintable {
        /// What it was typed for.
        field: TypedField,
        /// What is wrong with it.
        fault: Unprintable,
    },
    /// The leaflet takes more paper than it may.
    #[error("the leaflet takes {}, and {allowed} are allowed", counted(*.sheets, "sheet"))]
    TooLong {
        /// The sheets of paper that it takes.
        sheets: usize,
        /// The sheets that it may take.
        allowed: usize,
        /// How many it takes on both sides of the paper, if that is few enough.
        two_sided: Option<usize>,
        /// What to leave out; otherwise the fewest sheets that any choice of sections takes.
        shorter: Result<Shorter, usize>,
    },
    /// The leaflet would not be an accessible PDF, or could not be verified.
    #[error("{} would keep the file from being PDF/UA-1 and PDF/A-3a, and verifiable", counted(.0.diagnostics.len(), "fault"))]
    Pdf(Box<PdfFaults>),
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
    /// A file cannot be read.
    #[error("`{}` cannot be read: {}", .path.display(), file_failure::in_words(.source))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file could not be written.
    #[error("`{}` cannot be written: {}", .path.display(), file_failure::in_words(.source))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A pipe, a device or a folder in the place of a PDF.
    #[error("`{}` {fault}", .path.display())]
    NotPlain {
        /// Its path.
        path: PathBuf,
        /// What it is.
        fault: PlainFileError,
    },
    /// A file is no leaflet: they are small.
    #[error("`{}` has more than {} MB: it is no leaflet", .0.display(), LARGEST_PDF / 1_000_000)]
    TooLarge(PathBuf),
    /// A file is of another kind.
    #[error("`{}` is not a PDF{}", .path.display(), of_kind(.kind))]
    NoPdf {
        /// The file.
        path: PathBuf,
        /// What it is instead, where that is known.
        kind: Option<String>,
    },
    /// A file says nothing of itself.
    #[error("`{}` {fault}", .path.display())]
    NoRecord {
        /// The file.
        path: PathBuf,
        /// Why its record cannot be read.
        fault: SealError,
    },
    /// A file that another program has saved again.
    #[error("`{}` was saved again by another program: its proof is lost", .path.display())]
    SavedAgain {
        /// The file.
        path: PathBuf,
        /// What is left of the leaflet in it.
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
        /// What was typed.
        typed: String,
        /// What is wrong with it.
        fault: EditionError,
        /// The known code that it is close to.
        meant: Option<String>,
    },
    /// A code that nobody has kept.
    #[error("edition `{edition}` is unknown: it is in neither the ledger nor the archive")]
    UnknownEdition {
        /// The code.
        edition: String,
        /// The known code that it is close to.
        meant: Option<String>,
    },
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
    /// A review that nobody can have made yet.
    #[error("the day of the review, {reviewed}, is after today, {today}")]
    ReviewToCome {
        /// The day that was named.
        reviewed: Date,
        /// The clock's day.
        today: Date,
    },
    /// An approval that would end before it begins.
    #[error("the next review, due on {until}, is not after the review on {reviewed}")]
    UntilIsPast {
        /// The day by which the next review would be due.
        until: Date,
        /// The day of the review.
        reviewed: Date,
    },
    /// An approval that would last longer than the house lets a review last.
    #[error("the next review, due on {until}, is more than {} after the review", counted((*.years).into(), "year"))]
    UntilTooLate {
        /// The day by which the next review would be due.
        until: Date,
        /// The latest day that the house allows.
        latest: Date,
        /// How many years the house lets pass between two reviews.
        years: u16,
    },
    /// A file of the library is not as it was read.
    #[error("`{}` was changed while it was being read", .0.display())]
    ChangedMeanwhile(PathBuf),
    /// The ward list has faults.
    #[error("{} in {}`{}`", counted(*.faults, "error"), up_to(*.checked_to), .path.display())]
    WardList {
        /// The list.
        path: PathBuf,
        /// How many faults it has.
        faults: usize,
        /// The last row that was checked, where not all were.
        checked_to: Option<u32>,
    },
    /// The ward list is no file that can be read, or larger than one can be.
    #[error("the ward list `{}` {fault}", .path.display())]
    NoListFile {
        /// The list.
        path: PathBuf,
        /// What is wrong with it.
        fault: PlainFileError,
    },
    /// The folder cannot take a batch.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

/// What keeps a library, or a leaflet of it, from being used.
#[derive(Clone, Debug)]
pub struct FaultyContent {
    /// The library's folder.
    pub library: PathBuf,
    /// How many faults there are.
    pub faults: Faults,
    /// Those of them that [`OpenLibrary::diagnostics`](super::OpenLibrary::diagnostics) does not tell of.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that they point into.
    pub sources: Sources,
}

/// What keeps a leaflet from being a PDF that conforms.
#[derive(Clone, Debug)]
pub struct PdfFaults {
    /// Its faults.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that they point into.
    pub sources: Sources,
}

/// What is typed to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedField {
    /// The 24-hour number of one copy.
    UrgentLine,
    /// The specialist nurse's name or number, of one copy.
    Nurse,
    /// Whom a copy is for.
    PreparedFor,
    /// Why overdue text may be used.
    OverdueReason,
    /// Who approves a text.
    Approver,
}

impl fmt::Display for TypedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TypedField::UrgentLine => "the 24-hour number",
            TypedField::Nurse => "the specialist nurse's name or number",
            TypedField::PreparedFor => "the name of whom the copy is for",
            TypedField::OverdueReason => "the reason for using overdue text",
            TypedField::Approver => "the name of whoever approves",
        })
    }
}

/// How many faults of each kind there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faults {
    /// What stands in the way.
    pub errors: usize,
    /// What is worth a look.
    pub warnings: usize,
}

impl Faults {
    /// Counts `diagnostics` by their severity.
    pub fn of(diagnostics: &[Diagnostic]) -> Faults {
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

/// ": it is a JPEG picture".
fn of_kind(kind: &Option<String>) -> String {
    kind.as_ref()
        .map(|kind| format!(": it is {kind}"))
        .unwrap_or_default()
}

/// The part of a list that was checked, where it is not all of it.
fn up_to(row: Option<u32>) -> String {
    row.map_or_else(String::new, |row| format!("the first {row} rows of "))
}
