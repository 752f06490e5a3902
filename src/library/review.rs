//! Dates of review, wherever a file states them: both, and in their order.

use std::ops::Range;

use jiff::civil::Date;

use super::fields::{Fields, Key, key};
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
        (Some((_, place)), None) => (place, due_key),
        (None, Some((_, place))) => (place, last_key),
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
    (last_reviewed, reviewed_place): (Date, Range<usize>),
    (review_due, place): (Date, Range<usize>),
) -> Option<ReviewDates> {
    let due_span = fields.file.span(place.clone());
    if review_due < last_reviewed {
        fields.file.error(
            place,
            format!("the next review, {review_due}, is before the last, {last_reviewed}"),
            "mend one of the two dates",
        );
        return None;
    }
    Some(ReviewDates {
        last_reviewed,
        review_due,
        due_span,
        reviewed_span: fields.file.span(reviewed_place),
    })
}
