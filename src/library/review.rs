//! Dates of review, wherever a file states them: both, in their order, and not further apart than the house allows.

use std::ops::Range;

use jiff::Span;
use jiff::civil::Date;

use super::fields::{Fields, Key, key};
use crate::content::ReviewDates;

const LAST_REVIEWED: Key = key("last_reviewed", "2026-11-23");
const REVIEW_DUE: Key = key("review_due", "2027-03-01");

/// Reads `last_reviewed` and `review_due`. Without `longest_years` (the house could not be read) any interval will do.
pub(super) fn read(fields: &mut Fields, longest_years: Option<u16>) -> Option<ReviewDates> {
    let last_reviewed = fields.date(LAST_REVIEWED);
    let review_due = fields.date(REVIEW_DUE);
    let (last_reviewed, (review_due, place)) = (last_reviewed?.0, review_due?);
    let dates = in_order(fields, last_reviewed, (review_due, place.clone()))?;
    if let Some(years) = longest_years
        && let Ok(interval) = Span::new().try_years(years)
        && let Ok(latest) = last_reviewed.checked_add(interval)
        && review_due > latest
    {
        fields.file.warn(
            place,
            format!("the next review is more than {years} years after the last"),
            format!("set `review_due` to `{latest}` or before (`longest_years` in `house.toml`)"),
        );
    }
    Some(dates)
}

/// Reads the dates that an online version states: both or neither.
pub(super) fn read_source(fields: &mut Fields) -> Option<ReviewDates> {
    let last_reviewed = fields.optional_date("source_last_reviewed");
    let review_due = fields.optional_date("source_review_due");
    let (present, missing) = match (last_reviewed, review_due) {
        (Some((last_reviewed, _)), Some(due)) => return in_order(fields, last_reviewed, due),
        (None, None) => return None,
        (Some((_, place)), None) => (place, "source_review_due"),
        (None, Some((_, place))) => (place, "source_last_reviewed"),
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
    last_reviewed: Date,
    (review_due, place): (Date, Range<usize>),
) -> Option<ReviewDates> {
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
    })
}
