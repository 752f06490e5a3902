//! `careleaf list`: what the library holds, as text for people or as JSON, on stdout.
//!
//! The names in the first column are what `careleaf build` takes. What is past its date says so.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde_json::{Value, json};

use careleaf::content::Id;
use careleaf::library::{Preset, Section};
use careleaf::tasks::list::{ListRequest, ListedLeaflet, Listing, list};

use super::args::{ListArguments, ListFormat};
use super::error::Error;
use super::open::{open, say_what_is_faulty};
use super::print;

/// Prints the leaflets of the library, or the one that was named.
///
/// # Errors
/// When the library has errors in it, there is no such leaflet, or stdout cannot be written.
pub(crate) fn run(arguments: ListArguments, today: Date) -> Result<(), Error> {
    let open = open(&arguments.library.library)?;
    let request = ListRequest {
        leaflet: arguments.leaflet,
        date: arguments.date.unwrap_or(today),
    };
    let listing = Printed(list(&open, &request)?);
    let text = match arguments.format {
        ListFormat::Json => listing.json(),
        ListFormat::Text if request.leaflet.is_some() => listing.text(),
        ListFormat::Text => listing.text_with_clinics(),
    };
    print::to_stdout(&text)?;
    if request.leaflet.is_none() {
        say_what_is_faulty(&open);
    }
    Ok(())
}

/// What is listed, as it is printed.
struct Printed<'l>(Listing<'l>);

impl Printed<'_> {
    fn text(&self) -> String {
        let leaflets = self.0.leaflets.iter();
        let leaflets: Vec<String> = leaflets.map(|leaflet| self.describe(leaflet)).collect();
        leaflets.join("\n")
    }

    fn text_with_clinics(&self) -> String {
        let mut listing = self.text();
        let clinics = self.0.clinics.iter();
        let clinics = clinics.map(|clinic| (clinic.id.as_str(), clinic.name.clone()));
        push_rows(&mut listing, "Clinics", &clinics.collect::<Vec<_>>());
        listing
    }

    /// A leaflet's title, status and date, then its sections and presets.
    fn describe(&self, listed: &ListedLeaflet) -> String {
        let leaflet = listed.source;
        let mut listing = format!(
            "{}\n  {}\n  {}, {}\n",
            leaflet.id,
            leaflet.title,
            listed.status.word(),
            due(listed.review_due, self.0.date)
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
        let due = due(section.review.review_due, self.0.date);
        let status = section.standing.status.word();
        let requires = match names(&section.requires) {
            names if names.is_empty() => String::new(),
            names => format!(", requires {}", names.join(" and ")),
        };
        format!("{}, {status}, {due}{requires}", section.title)
    }

    fn json(&self) -> String {
        let leaflets = self.0.leaflets.iter();
        let clinics = self.0.clinics.iter();
        let value = json!({
            "leaflets": leaflets.map(|leaflet| self.leaflet_json(leaflet)).collect::<Vec<_>>(),
            "faulty": self.0.faulty,
            "clinics": clinics.map(|clinic| json!({
                "id": clinic.id.as_str(),
                "name": clinic.name,
                "urgent_line": clinic.urgent_line,
                "nurse": clinic.nurse,
            })).collect::<Vec<_>>(),
        });
        format!("{value:#}\n")
    }

    fn leaflet_json(&self, listed: &ListedLeaflet) -> Value {
        let (leaflet, due) = (listed.source, listed.review_due);
        let sections = leaflet.sections.iter();
        let presets = leaflet.presets.iter();
        json!({
            "id": leaflet.id.as_str(),
            "title": leaflet.title,
            "short_title": leaflet.short_title,
            "audience": leaflet.audience,
            "language": leaflet.language.tag(),
            "status": listed.status.word(),
            "review_due": due,
            "overdue": due < self.0.date,
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
            "overdue": review.review_due < self.0.date,
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
