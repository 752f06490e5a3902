//! What somebody has to look at: the parts of a library that are overdue, due soon, drafts or withdrawn.
//!
//! In: a library, a day, and how many days ahead to look. Out: a [`DueRow`] for each such part, by owner and then by
//! date. A withdrawn part is never overdue: nothing is built with it.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::content::Status;
use crate::diagnostic::Sources;
use crate::library::{Lapse, Library, LibraryPart};

/// A part that somebody has to look at. Its fields are those of the JSON and CSV that `careleaf due` writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DueRow {
    /// The part's name, as `careleaf approve` takes it.
    pub part: String,
    /// Its title.
    pub title: String,
    /// Who looks after it.
    pub owner: Option<String>,
    /// Its status, as judged.
    pub status: Status,
    /// Why it is a draft although its file says `approved`.
    pub lapse: Option<Lapse>,
    /// The day of its last review.
    pub last_reviewed: Option<Date>,
    /// The day by which the next is due.
    pub review_due: Option<Date>,
    /// How it stands to that day.
    pub review: ReviewState,
    /// Its file.
    pub file: String,
}

/// How a part stands to the day by which its next review is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// The day is past.
    Overdue,
    /// It comes within the days that were asked for.
    DueSoon,
    /// It is further off.
    InDate,
    /// There is no such day, or the part is withdrawn.
    None,
}

/// The columns of a [`DueRow`], in their order.
pub const COLUMNS: [&str; 9] = [
    "part",
    "title",
    "owner",
    "status",
    "lapse",
    "last_reviewed",
    "review_due",
    "review",
    "file",
];

/// The parts to look at on `date`, with those that are due in the next `within` days. Parts without an owner come last.
pub fn due(library: &Library, sources: &Sources, (date, within): (Date, u16)) -> Vec<DueRow> {
    let latest = date
        .checked_add(i64::from(within).days())
        .unwrap_or(Date::MAX);
    let parts = library.parts();
    let mut rows: Vec<DueRow> = parts
        .iter()
        .map(|part| row(part, sources, (date, latest)))
        .filter(is_to_look_at)
        .collect();
    rows.sort_by_key(|row| (row.owner.is_none(), row.owner.clone(), row.review_due));
    rows
}

fn is_to_look_at(row: &DueRow) -> bool {
    let in_time = matches!(row.review, ReviewState::InDate | ReviewState::None);
    !in_time || row.status != Status::Approved
}

fn row(part: &LibraryPart, sources: &Sources, (date, latest): (Date, Date)) -> DueRow {
    let reviewed = part.reviewed;
    let standing = reviewed.standing;
    let review_due = reviewed.review.map(|review| review.review_due);
    let review = match review_due {
        _ if standing.status == Status::Withdrawn => ReviewState::None,
        Some(due) if due < date => ReviewState::Overdue,
        Some(due) if due <= latest => ReviewState::DueSoon,
        Some(_) => ReviewState::InDate,
        None => ReviewState::None,
    };
    DueRow {
        part: part.name.clone(),
        title: part.title.to_owned(),
        owner: standing.owner.clone(),
        status: standing.status,
        lapse: standing.lapse,
        last_reviewed: reviewed.review.map(|review| review.last_reviewed),
        review_due,
        review,
        file: sources.path(reviewed.span.file).display().to_string(),
    }
}
