//! What keeps leaflets of a sound library from being built, or parts of one from being asked for: found by a check, so that
//! an editor hears of it before a nurse does.
//!
//! In: a library and a day. Out: an error for what is refused whatever is asked for, a warning for what one option or
//! another day would allow. Every leaflet is also made once, of all its sections that can be built: what only setting and
//! writing find is found here too.

use jiff::civil::Date;

use crate::content::Status;
use crate::diagnostic::{Diagnostic, Location, SourceSpan};
use crate::leaflet::{Imprint, Personal, compose};
use crate::library::{Clinic, LeafletSource, Library, Section, Standing, uses_any_term};
use crate::paged::layout::lay_out;
use crate::paged::pdf::{self, PdfError};
use crate::phone::has_number;
use crate::printing::{Printing, TextSize};
use crate::remedy::Remedy;
use crate::selection::{ResolvedRequest, resolved_preset};

/// Stands for the reason to use overdue text where a leaflet is made only to be checked.
const CHECKING: &str = "check";

/// What would be refused on `date`, and the clinics whose patients would have no number to ring.
pub fn refusals(library: &Library, date: Date) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = library.house.clinics.values().filter_map(clinic).collect();
    found.extend(dates(library, date));
    found.extend(glossary(library));
    for leaflet in library.leaflets.values() {
        if leaflet.standing.status != Status::Withdrawn {
            found.extend(withdrawn_parts(leaflet));
            found.extend(trial(library, leaflet, date));
        }
    }
    found
}

fn error(span: SourceSpan, message: impl Into<String>, hint: impl Into<Remedy>) -> Diagnostic {
    Diagnostic::error(Location::Span(span), message).with_hint(hint)
}

fn warning(span: SourceSpan, message: impl Into<String>, hint: impl Into<Remedy>) -> Diagnostic {
    Diagnostic::warning(Location::Span(span), message).with_hint(hint)
}

/// A clinic whose patients would read a 24-hour line that nobody can ring, or none.
fn clinic(clinic: &Clinic) -> Option<Diagnostic> {
    let id = &clinic.id;
    match &clinic.urgent_line {
        Some(line) if has_number(line) => None,
        Some(line) => Some(warning(
            clinic.span,
            format!("the `urgent_line` of `{id}` has no telephone number in it: `{line}`"),
            "write the number that is answered day and night",
        )),
        None => Some(warning(
            clinic.span,
            format!(
                "the clinic `{id}` has no `urgent_line`: its leaflets say to call 999 or go to A&E"
            ),
            "write the number that is answered day and night: `urgent_line = \"…\"`",
        )),
    }
}

/// Parts that are past their date, or whose review is still to come.
fn dates(library: &Library, date: Date) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for part in library.parts() {
        let is_withdrawn = part.reviewed.standing.status == Status::Withdrawn;
        let Some(review) = part.reviewed.review.filter(|_| !is_withdrawn) else {
            continue;
        };
        if review.last_reviewed > date {
            let last = review.last_reviewed;
            let message = format!("`last_reviewed` is still to come: {last} is after {date}");
            let hint = "nothing is built with it before that day: write the day of the last review";
            found.push(error(review.reviewed_span, message, hint));
        }
        if review.review_due < date {
            let message = format!("the text was due for review on {}", review.review_due);
            let hint = Remedy::ReviewOverdue {
                part: part.name.clone(),
            };
            found.push(warning(review.due_span, message, hint));
        }
    }
    found
}

fn is_withdrawn(standing: &Standing) -> bool {
    standing.status == Status::Withdrawn
}

/// A withdrawn glossary, while a leaflet uses its words.
fn glossary(library: &Library) -> Option<Diagnostic> {
    let standing = &library.glossary.standing;
    let mut leaflets = library.leaflets.values();
    let user = leaflets.find(|leaflet| {
        let sections: Vec<&Section> = leaflet.sections.iter().collect();
        !is_withdrawn(&leaflet.standing) && uses_any_term(library, leaflet, &sections)
    })?;
    is_withdrawn(standing).then(|| {
        error(
            standing.span,
            format!(
                "the glossary is withdrawn, and `{}` uses its words",
                user.id
            ),
            approve("glossary"),
        )
    })
}

/// What asks for withdrawn parts in a leaflet that is not withdrawn itself.
fn withdrawn_parts(leaflet: &LeafletSource) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let urgent_help = &leaflet.urgent_help;
    if is_withdrawn(&urgent_help.standing) {
        found.push(error(
            urgent_help.standing.span,
            "the urgent help is withdrawn, and no leaflet goes without it",
            approve(&format!("{}/{}", leaflet.id, urgent_help.id)),
        ));
    }
    let is_out = |section: &&&Section| is_withdrawn(&section.standing);
    for preset in &leaflet.presets {
        let sections = resolved_preset(leaflet, preset);
        if let Some(section) = sections.iter().find(is_out) {
            let message = format!(
                "the preset `{}` cannot be built: `{}` is withdrawn",
                preset.id, section.id
            );
            let hint = "take it out of the preset's `sections`, and out of the `requires` of those that stay";
            found.push(error(preset.span, message, hint));
        }
    }
    found.extend(
        leaflet
            .sections
            .iter()
            .filter_map(|section| section_of(leaflet, section)),
    );
    found
}

/// A section that is withdrawn, or requires one that is.
fn section_of(leaflet: &LeafletSource, section: &Section) -> Option<Diagnostic> {
    if is_withdrawn(&section.standing) {
        let hint = Remedy::DeleteOrApprove {
            part: format!("{}/{}", leaflet.id, section.id),
        };
        let message = "the section is withdrawn: the leaflet cannot be built with all its sections";
        return Some(warning(section.standing.span, message, hint));
    }
    let mut required = section.requires.iter().filter_map(|id| leaflet.section(id));
    let out = required.find(|required| is_withdrawn(&required.standing))?;
    let message = format!(
        "the section cannot be built: it requires `{}`, which is withdrawn",
        out.id
    );
    let hint = "take that out of `requires`, or have it approved again";
    Some(error(section.span, message, hint))
}

fn approve(part: &str) -> Remedy {
    Remedy::ApproveAgain {
        part: part.to_owned(),
    }
}

/// Makes the leaflet of all its sections that can be built, and returns what keeps it from being a PDF that conforms.
fn trial(library: &Library, leaflet: &LeafletSource, date: Date) -> Vec<Diagnostic> {
    let wanted = |sections| ResolvedRequest {
        library,
        leaflet,
        preset: None,
        sections,
        text_size: TextSize::default(),
        printing: Printing::default(),
        // The latest review: a day to come has been complained of.
        date: library
            .parts()
            .iter()
            .filter_map(|part| part.reviewed.review)
            .map(|review| review.last_reviewed)
            .fold(date, Date::max),
        clinic: None,
        allow_overdue: Some(CHECKING.to_owned()),
    };
    let mut sections: Vec<&Section> = leaflet.sections.iter().collect();
    sections.retain(|&section| wanted(vec![section]).select().is_ok());
    let Ok(selection) = wanted(sections).select() else {
        return Vec::new();
    };
    let pages = lay_out(
        &compose(&selection, &Imprint::default()),
        selection.form(),
        &Personal::default(),
    );
    match pdf::write(&pages) {
        Ok(_) => Vec::new(),
        Err(PdfError::Violations(violations)) => violations,
    }
}
