//! What somebody should look at before leaflets are given out: said by `build` and `batch` alike.

use jiff::civil::Date;

use super::console;

/// The most sheets that fold well and that an office stapler goes through.
const THICKEST_BOOKLET: usize = 15;

/// Warns of texts that have changed since they were approved, and of texts that are due soon, by their titles.
pub(crate) fn warn_of_texts<'t>(
    changed: impl IntoIterator<Item = &'t String>,
    due_soon: impl IntoIterator<Item = &'t (String, Date)>,
) {
    for title in changed {
        console::warning(
            format_args!("`{title}` has changed since it was approved: it is a draft again"),
            "have it approved again: `careleaf check` says where and how",
        );
    }
    for (title, review_due) in due_soon {
        console::warning(
            format_args!("`{title}` is due for review on {review_due}"),
            "have it reviewed, and set its `last_reviewed` and `review_due`",
        );
    }
}

/// Says how booklets are printed, the thickest of which has so many sheets.
pub(crate) fn say_how_to_fold(sheets: usize) {
    console::note("print it on both sides of A4, turned over the short edge; then fold and staple");
    if sheets > THICKEST_BOOKLET {
        console::warning(
            format_args!("{sheets} sheets are hard to fold and staple"),
            "leave sections out, or print it as A4 with `--duplex`",
        );
    }
}
