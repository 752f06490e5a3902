//! Dates of review, wherever a file states them: both, and in their order.

use super::fields::{DateWritten, Fields, Key, key};
use crate::content::ReviewDates;

const LAST_REVIEWED: Key = key("last_reviewed", "2026-11-23");
const REVIEW_DUE: Key = key("review_due", "2027-03-01");

/// Reads `last_reviewed` and `review_due`.
pub(super) fn read(fields: &mut Fields) -> Option<ReviewDates> {
    let last_reviewed = fields.date(LAST_REVIEWED);
    let review_due = fields.date(REVIEW_DUE);
    in_order(fields, last_reviewed?, review_due?)
}

/// Reads `last_reviewed` and `review_due` where they may be left out: both or neither.
pub(super) fn read_optional(fields: &mut Fields) -> Option<ReviewDates> {
    read_pair(fields, [LAST_REVIEWED.name, REVIEW_DUE.name])
}

/// Reads the dates that an online version states: both or neither.
pub(super) fn read_source(fields: &mut Fields) -> Option<ReviewDates> {
    read_pair(fields, ["source_last_reviewed", "source_review_due"])
}

/// Two days of which neither or both are there.
fn read_pair(fields: &mut Fields, [last_key, due_key]: [&'static str; 2]) -> Option<ReviewDates> {
    let last_reviewed = fields.optional_date(last_key);
    let review_due = fields.optional_date(due_key);
    let (present, missing) = match (last_reviewed, review_due) {
        (Some(last_reviewed), Some(due)) => return in_order(fields, last_reviewed, due),
        (None, None) => return None,
        (Some(last_reviewed), None) => (last_reviewed.place, due_key),
        (None, Some(review_due)) => (review_due.place, last_key),
    };
    fields.file.error(
        present,
        format!("`{missing}` is missing"),
        format!("add `{missing} = 2027-03-01`, or delete this date"),
    );
    None
}

fn in_order(
    fields: &mut Fields,
    last_reviewed: DateWritten,
    review_due: DateWritten,
) -> Option<ReviewDates> {
    if review_due.date < last_reviewed.date {
        let (due, last) = (review_due.date, last_reviewed.date);
        fields.file.error(
            review_due.place,
            format!("the next review, {due}, is before the last, {last}"),
            "correct one of the two dates",
        );
        return None;
    }
    Some(ReviewDates {
        last_reviewed: last_reviewed.date,
        review_due: review_due.date,
        due_span: fields.file.span(review_due.place),
        reviewed_span: fields.file.span(last_reviewed.place),
    })
}
