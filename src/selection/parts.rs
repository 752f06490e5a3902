//! The parts of a selection that are reviewed on their own, and what they say together: which are drafts, overdue, due
//! soon, and when the first is due. The leaflet itself is one of them, and so is the glossary where a text uses its
//! words: only what is printed has a say.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::content::Status;
use crate::library::{Lapse, LeafletSource, Library, Reviewed, Section, uses_any_term};
use crate::wording::Wording;

use super::{Drafts, Overdue, ResolvedRequest, SelectionError};

/// A part of the leaflet that is reviewed on its own.
pub struct SelectedPart<'a> {
    title: String,
    reviewed: Reviewed<'a>,
}

impl SelectedPart<'_> {
    /// Whether it is a draft, approved or withdrawn.
    pub fn status(&self) -> Status {
        self.reviewed.standing.status
    }

    fn is_draft(&self) -> bool {
        self.status() != Status::Approved
    }

    /// Its title and the day it is due, when that is one of those that `is_wanted`.
    fn due(&self, is_wanted: impl Fn(Date) -> bool) -> Option<(String, Date)> {
        let due = self.reviewed.review?.review_due;
        is_wanted(due).then(|| (self.title.clone(), due))
    }
}

/// Everything in a leaflet of these sections that is reviewed on its own, in the leaflet's order.
pub fn parts<'a>(
    library: &'a Library,
    leaflet: &'a LeafletSource,
    chosen: &[&'a Section],
) -> Vec<SelectedPart<'a>> {
    let wording = Wording::for_language(&leaflet.language)
        .expect("the reader refuses a leaflet in a language without wording");
    let part = |title: &str, reviewed| SelectedPart {
        title: title.to_owned(),
        reviewed,
    };
    let mut parts = vec![
        part(&wording.leaflet_itself, leaflet.reviewed()),
        // The box's own title is an instruction: in a list of what is out of date it would be read as one.
        part(&wording.urgent_help, leaflet.urgent_help.reviewed()),
    ];
    let sections = chosen.iter();
    parts.extend(sections.map(|section| part(&section.title, section.reviewed())));
    let glossary = part(&wording.glossary, library.glossary.reviewed());
    parts.extend(uses_any_term(library, leaflet, chosen).then_some(glossary));
    parts
}

/// The earliest day by which one of the parts is due.
pub fn review_due(parts: &[SelectedPart]) -> Date {
    let reviews = parts.iter().filter_map(|part| part.reviewed.review);
    let earliest = reviews.map(|review| review.review_due).min();
    earliest.expect("the urgent help is a part and has dates")
}

/// Refuses parts whose last review is after the day.
pub(super) fn refuse_unreviewed(parts: &[SelectedPart], date: Date) -> Result<(), SelectionError> {
    let reviewed = parts.iter().filter_map(|part| {
        let reviewed = part.reviewed.review?.last_reviewed;
        (reviewed > date).then(|| (part.title.clone(), reviewed))
    });
    let parts: Vec<(String, Date)> = reviewed.collect();
    if parts.is_empty() {
        return Ok(());
    }
    Err(SelectionError::ReviewedLater { date, parts })
}

/// How much of the parts is a draft.
pub(super) fn drafts(parts: &[SelectedPart]) -> Drafts {
    let drafts = parts.iter().filter(|part| part.is_draft());
    let drafts: Vec<String> = drafts.map(|part| part.title.clone()).collect();
    match drafts.len() {
        0 => Drafts::Nothing,
        all if all == parts.len() => Drafts::Everything,
        _ => Drafts::Parts(drafts),
    }
}

/// The titles of the parts whose approved text has changed.
pub(super) fn changed(parts: &[SelectedPart]) -> Vec<String> {
    let changed = parts
        .iter()
        .filter(|part| part.reviewed.standing.lapse == Some(Lapse::Changed));
    changed.map(|part| part.title.clone()).collect()
}

/// The overdue parts with the reason to use them; an error without one.
pub(super) fn overdue(
    parts: &[SelectedPart],
    request: &ResolvedRequest,
) -> Result<Option<Overdue>, SelectionError> {
    let reason = request.allow_overdue.as_deref().map(str::trim);
    if reason == Some("") {
        return Err(SelectionError::EmptyReason);
    }
    let overdue = |part: &SelectedPart| part.due(|due| due < request.date);
    let parts: Vec<(String, Date)> = parts.iter().filter_map(overdue).collect();
    match (parts.is_empty(), reason) {
        (true, _) => Ok(None),
        (false, Some(reason)) => Ok(Some(Overdue {
            reason: reason.to_owned(),
            parts,
        })),
        (false, None) => Err(SelectionError::Overdue {
            date: request.date,
            parts,
        }),
    }
}

/// The parts that are due within the house's `warn_days`.
pub(super) fn due_soon(
    parts: &[SelectedPart],
    library: &Library,
    date: Date,
) -> Vec<(String, Date)> {
    let days = i64::from(library.house.review.warn_days);
    let latest = date.checked_add(days.days()).unwrap_or(Date::MAX);
    let soon = |part: &SelectedPart| part.due(|due| date <= due && due <= latest);
    parts.iter().filter_map(soon).collect()
}
