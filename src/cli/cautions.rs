//! What somebody should look at before leaflets are given out: said by `build` and `batch` alike.

use careleaf::tasks::make::Caution;

use super::console;

/// The most sheets that fold well and that an office stapler goes through.
const THICKEST_BOOKLET: usize = 15;

/// Says what somebody should look at.
pub(crate) fn warn(caution: &Caution) {
    match caution {
        Caution::Overdue { title, review_due } => console::warning(
            format_args!("`{title}` was due for review on {review_due}"),
            "the leaflet says so, with your reason",
        ),
        Caution::Changed { title } => console::warning(
            format_args!("`{title}` has changed since it was approved: it is a draft again"),
            "have it approved again: `careleaf check` says where and how",
        ),
        Caution::DueSoon { title, review_due } => console::warning(
            format_args!("`{title}` is due for review on {review_due}"),
            "have it reviewed, and set its `last_reviewed` and `review_due`",
        ),
        Caution::OverdueToday { review_due, today } => console::warning(
            format_args!("this leaflet was due for review on {review_due}, and today is {today}"),
            "build it without `--date` before it is given to anybody",
        ),
        Caution::NameToWrite => console::warning(
            "the name in `--prepared-for` cannot be printed: no typeface here has all of its letters",
            "write it by hand on the blank that the first page has for it, before the leaflet is given out",
        ),
        Caution::NoUrgentLine => console::warning(
            "the leaflet has no 24-hour number: it says to call 999 or go to A&E",
            "give one with `--urgent-line` or `--clinic`, or write it on the first page",
        ),
        // What was typed for one copy is not quoted.
        Caution::UrgentLineWithoutNumber => console::warning(
            "the 24-hour line of this leaflet has no telephone number in it",
            "give the number to ring with `--urgent-line`, or mend the clinic in `house.toml`",
        ),
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
