//! `careleaf list`: what the library holds, as text for people or as JSON, on stdout.
//!
//! The names in the first column are what `careleaf build` takes. What is past its date says so.

use std::fmt::Write as _;

use jiff::civil::Date;

use careleaf::content::{Id, Status};
use careleaf::library::{LeafletSource, Library, Preset, Section};
use careleaf::selection;
use serde_json::{Value, json};

use super::args::{ListArguments, ListFormat};
use super::open::open;
use super::print;
use crate::error::Error;

/// Prints the leaflets of the library, or the one that was named.
///
/// # Errors
/// When the library has errors in it, there is no such leaflet, or stdout cannot be written.
pub(crate) fn run(arguments: &ListArguments, today: Date) -> Result<(), Error> {
    let open = open(&arguments.library.library)?;
    let library = &open.library;
    let date = arguments.date.unwrap_or(today);
    let leaflets: Vec<&LeafletSource> = match &arguments.leaflet {
        Some(typed) => {
            let leaflet = selection::find_leaflet(library, typed);
            vec![leaflet.map_err(|error| open.explain(error))?]
        }
        None => library.leaflets.values().collect(),
    };
    let listing = Listing {
        library,
        leaflets,
        date,
    };
    print::to_stdout(&match arguments.format {
        ListFormat::Json => listing.json(),
        ListFormat::Text if arguments.leaflet.is_some() => listing.text(),
        ListFormat::Text => listing.text_with_clinics(),
    })?;
    if arguments.leaflet.is_none() {
        open.say_what_is_faulty();
    }
    Ok(())
}

/// What is listed.
struct Listing<'l> {
    library: &'l Library,
    leaflets: Vec<&'l LeafletSource>,
    /// The day that decides what is overdue.
    date: Date,
}

impl Listing<'_> {
    fn text(&self) -> String {
        let leaflets = self.leaflets.iter();
        let leaflets: Vec<String> = leaflets.map(|leaflet| self.describe(leaflet)).collect();
        leaflets.join("\n")
    }

    fn text_with_clinics(&self) -> String {
        let mut listing = self.text();
        let clinics = self.library.house.clinics.iter();
        let clinics = clinics.map(|(id, clinic)| (id.as_str(), clinic.name.clone()));
        push_rows(&mut listing, "Clinics", &clinics.collect::<Vec<_>>());
        listing
    }

    /// A leaflet's title, status and date, then its sections and presets.
    fn describe(&self, leaflet: &LeafletSource) -> String {
        let mut listing = format!(
            "{}\n  {}\n  {}, {}\n",
            leaflet.id,
            leaflet.title,
            common_status(self.library, leaflet).word(),
            due(self.review_due(leaflet), self.date)
        );
        let sections = leaflet.sections.iter();
        let sections = sections.map(|section| (section.id.as_str(), self.section(section)));
        push_rows(&mut listing, "Sections", &sections.collect::<Vec<_>>());
        let presets = leaflet.presets.iter();
        let presets = presets.map(|preset| (preset.id.as_str(), preset_text(preset)));
        push_rows(&mut listing, "Presets", &presets.collect::<Vec<_>>());
        listing
    }

    /// "Chemotherapy, draft, due 2027-08-05, requires side-effects".
    fn section(&self, section: &Section) -> String {
        let due = due(section.review.review_due, self.date);
        let status = section.standing.status.word();
        let requires = match names(&section.requires) {
            names if names.is_empty() => String::new(),
            names => format!(", requires {}", names.join(" and ")),
        };
        format!("{}, {status}, {due}{requires}", section.title)
    }

    fn review_due(&self, leaflet: &LeafletSource) -> Date {
        let sections: Vec<&Section> = leaflet.sections.iter().collect();
        selection::review_due(&selection::parts(self.library, leaflet, &sections))
    }

    fn json(&self) -> String {
        let leaflets = self.leaflets.iter();
        let clinics = self.library.house.clinics.values();
        let value = json!({
            "leaflets": leaflets.map(|leaflet| self.leaflet_json(leaflet)).collect::<Vec<_>>(),
            "faulty": self.library.faulty.keys().collect::<Vec<_>>(),
            "clinics": clinics.map(|clinic| json!({
                "id": clinic.id.as_str(),
                "name": clinic.name,
                "urgent_line": clinic.urgent_line,
                "nurse": clinic.nurse,
            })).collect::<Vec<_>>(),
        });
        format!("{value:#}\n")
    }

    fn leaflet_json(&self, leaflet: &LeafletSource) -> Value {
        let due = self.review_due(leaflet);
        let sections = leaflet.sections.iter();
        let presets = leaflet.presets.iter();
        json!({
            "id": leaflet.id.as_str(),
            "title": leaflet.title,
            "short_title": leaflet.short_title,
            "audience": leaflet.audience,
            "language": leaflet.language.tag(),
            "status": common_status(self.library, leaflet).word(),
            "review_due": due,
            "overdue": due < self.date,
            "sections": sections.map(|section| self.section_json(section)).collect::<Vec<_>>(),
            "presets": presets.map(|preset| json!({
                "id": preset.id.as_str(),
                "title": preset.title.as_ref().map(|title| &title.text),
                "sections": names(&preset.sections),
            })).collect::<Vec<_>>(),
        })
    }

    fn section_json(&self, section: &Section) -> Value {
        let review = &section.review;
        json!({
            "id": section.id.as_str(),
            "title": section.title,
            "summary": section.summary,
            "status": section.standing.status.word(),
            "last_reviewed": review.last_reviewed,
            "review_due": review.review_due,
            "overdue": review.review_due < self.date,
            "requires": names(&section.requires),
        })
    }
}

/// "Finishing treatment: side-effects, follow-up".
fn preset_text(preset: &Preset) -> String {
    let sections = names(&preset.sections).join(", ");
    match &preset.title {
        Some(title) => format!("{}: {sections}", title.text),
        None => sections,
    }
}

fn names(ids: &[Id]) -> Vec<&str> {
    ids.iter().map(Id::as_str).collect()
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
