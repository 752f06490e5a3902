//! What somebody has to look at: the parts of a library that are overdue, due soon, drafts or withdrawn.
//!
//! In: a library, a day, and how many days ahead to look. Out: a [`DueRow`] for each such part, by owner and then by
//! date. A withdrawn part is never overdue: nothing is built with it.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::content::Status;
use crate::diagnostic::Sources;
use crate::library::{Lapse, LibraryPart};
use crate::selection::{Named, SelectionError};

use super::error::TaskError;
use super::open::OpenLibrary;

/// A part that somebody has to look at. Its fields are those of the JSON and CSV that people get of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DueRow {
    /// The part's name, by which it is approved.
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

/// What somebody wants to look at.
#[derive(Clone, Debug)]
pub struct DueRequest {
    /// The day that decides what is overdue.
    pub date: Date,
    /// How many days ahead to look; `None` for the house's `warn_days`.
    pub within: Option<u16>,
    /// Only what this owner looks after.
    pub owner: Option<String>,
}

/// The parts to look at.
#[derive(Clone, Debug)]
pub struct DueList {
    /// The parts, by owner and then by date; those without an owner come last.
    pub rows: Vec<DueRow>,
    /// How many days ahead was looked.
    pub within: u16,
}

impl DueList {
    /// How many of the parts are overdue.
    pub fn overdue(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.review == ReviewState::Overdue)
            .count()
    }
}

/// Lists the parts to look at.
///
/// # Errors
/// When nothing has that owner.
pub fn due(open: &OpenLibrary, request: &DueRequest) -> Result<DueList, TaskError> {
    let library = &open.library;
    let within = request.within.unwrap_or(library.house.review.warn_days);
    let latest = request.date.checked_add(i64::from(within).days());
    let days = Days {
        today: request.date,
        latest: latest.unwrap_or(Date::MAX),
    };
    let parts = library.parts();
    let mut rows: Vec<DueRow> = parts
        .iter()
        .map(|part| row(part, &open.sources, days))
        .filter(is_to_look_at)
        .collect();
    if let Some(owner) = &request.owner {
        check_owner(&parts, owner)?;
        rows.retain(|row| row.owner.as_ref() == Some(owner));
    }
    rows.sort_by_key(|row| (row.owner.is_none(), row.owner.clone(), row.review_due));
    Ok(DueList { rows, within })
}

/// From which day to which a part is due soon.
#[derive(Clone, Copy)]
struct Days {
    today: Date,
    latest: Date,
}

fn check_owner(parts: &[LibraryPart], typed: &str) -> Result<(), SelectionError> {
    let owners = parts.iter();
    let owners = owners.filter_map(|part| part.reviewed.standing.owner.clone());
    let mut names: Vec<String> = owners.collect();
    names.sort();
    names.dedup();
    if names.iter().any(|name| name == typed) {
        return Ok(());
    }
    Err(SelectionError::Unknown {
        what: Named::Owner,
        typed: typed.to_owned(),
        names,
    })
}

fn is_to_look_at(row: &DueRow) -> bool {
    let in_time = matches!(row.review, ReviewState::InDate | ReviewState::None);
    !in_time || row.status != Status::Approved
}

fn row(part: &LibraryPart, sources: &Sources, days: Days) -> DueRow {
    let reviewed = part.reviewed;
    let standing = reviewed.standing;
    let review_due = reviewed.review.map(|review| review.review_due);
    let review = match review_due {
        _ if standing.status == Status::Withdrawn => ReviewState::None,
        Some(due) if due < days.today => ReviewState::Overdue,
        Some(due) if due <= days.latest => ReviewState::DueSoon,
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
