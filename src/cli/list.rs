//! `careleaf list`: what the library holds, as text for people, on stdout.
//!
//! The names in the first column are what `careleaf build` takes. What is past its date says so.

use std::fmt::Write as _;

use jiff::civil::Date;

use careleaf::content::{Id, Status};
use careleaf::library::{LeafletSource, Library, Section};
use careleaf::selection;

use super::args::ListArguments;
use super::open::open;
use super::print;
use crate::error::Error;

/// Prints the leaflets of the library, or the one that was named.
///
/// # Errors
/// When the library has errors in it, there is no such leaflet, or stdout cannot be written.
pub(crate) fn run(arguments: &ListArguments, today: Date) -> Result<(), Error> {
    let library = open(&arguments.library.library)?.library;
    let date = arguments.date.unwrap_or(today);
    let listing = match &arguments.leaflet {
        Some(typed) => describe(&library, selection::find_leaflet(&library, typed)?, date),
        None => describe_all(&library, date),
    };
    print::to_stdout(&listing)
}

fn describe_all(library: &Library, date: Date) -> String {
    let leaflets: Vec<String> = library
        .leaflets
        .values()
        .map(|leaflet| describe(library, leaflet, date))
        .collect();
    let mut listing = leaflets.join("\n");
    let clinics: Vec<(&str, String)> = library
        .house
        .clinics
        .iter()
        .map(|(id, clinic)| (id.as_str(), clinic.name.clone()))
        .collect();
    push_rows(&mut listing, "Clinics", &clinics);
    listing
}

/// A leaflet's title, status and date, then its sections and presets.
fn describe(library: &Library, leaflet: &LeafletSource, date: Date) -> String {
    let sections: Vec<&Section> = leaflet.sections.iter().collect();
    let parts = selection::parts(library, leaflet, &sections);
    let mut listing = format!(
        "{}\n  {}\n  {}, {}\n",
        leaflet.id,
        leaflet.title,
        common_status(library, leaflet).word(),
        due(selection::review_due(&parts), date)
    );
    let sections: Vec<(&str, String)> = leaflet
        .sections
        .iter()
        .map(|section| {
            let due = due(section.review.review_due, date);
            let status = section.standing.status.word();
            (
                section.id.as_str(),
                format!("{}, {status}, {due}", section.title),
            )
        })
        .collect();
    push_rows(&mut listing, "Sections", &sections);
    let presets: Vec<(&str, String)> = leaflet
        .presets
        .iter()
        .map(|preset| {
            let sections: Vec<&str> = preset.sections.iter().map(Id::as_str).collect();
            let sections = sections.join(", ");
            let text = match &preset.title {
                Some(title) => format!("{}: {sections}", title.text),
                None => sections,
            };
            (preset.id.as_str(), text)
        })
        .collect();
    push_rows(&mut listing, "Presets", &presets);
    listing
}

/// The status that every copy of the leaflet has at best: the worst of the parts that it has whatever is chosen.
fn common_status(library: &Library, leaflet: &LeafletSource) -> Status {
    let always_there = selection::parts(library, leaflet, &[]);
    let worst = [Status::Withdrawn, Status::Draft];
    let found = worst
        .into_iter()
        .find(|status| always_there.iter().any(|part| part.status() == *status));
    found.unwrap_or(Status::Approved)
}

fn due(review_due: Date, date: Date) -> String {
    if review_due < date {
        format!("OVERDUE since {review_due}")
    } else {
        format!("due {review_due}")
    }
}

/// A heading and its rows, the names in a column; nothing at all without rows.
fn push_rows(listing: &mut String, heading: &str, rows: &[(&str, String)]) {
    let Some(width) = rows.iter().map(|(name, _)| name.len()).max() else {
        return;
    };
    let _ = writeln!(listing, "\n  {heading}");
    for (name, text) in rows {
        let _ = writeln!(listing, "    {name:width$}  {text}");
    }
}
