//! Where a composed leaflet comes from: what its record states beside the text itself. No page needs it, and no edition
//! depends on it.

use jiff::civil::Date;

use crate::content::{Id, ReviewDates, Status};
use crate::hash::Hash;
use crate::library::{Reviewed, Revision};
use crate::selection::Selection;

use super::{Edition, Imprint, Part};

/// What a leaflet was composed from.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// The leaflet's id in the library.
    pub leaflet: Id,
    /// The day that decided what was overdue.
    pub date: Date,
    /// The preset that was asked for, if its title is printed.
    pub preset: Option<Id>,
    /// The clinic whose contacts are printed.
    pub clinic: Option<Id>,
    /// Why overdue text was used.
    pub overdue_reason: Option<String>,
    /// The edition whose changes since are printed.
    pub since: Option<Edition>,
    /// The texts of the library that it is made of.
    pub sources: Vec<PartSource>,
    /// The state of the library.
    pub revision: Option<Revision>,
}

/// A text of the library in a leaflet.
#[derive(Clone, Debug)]
pub struct PartSource {
    /// The part that it is printed in.
    pub part: Part,
    /// Whether it is approved.
    pub status: Status,
    /// When it was checked; nothing for a `leaflet.toml` that has no dates.
    pub review: Option<ReviewDates>,
    /// What a review of it approves.
    pub content_hash: Hash,
}

impl Provenance {
    pub(super) fn of(selection: &Selection, imprint: &Imprint) -> Provenance {
        let leaflet = selection.leaflet;
        let overdue = selection.overdue.as_ref();
        Provenance {
            leaflet: leaflet.id.clone(),
            date: selection.date,
            preset: selection.titled_preset().map(|preset| preset.id.clone()),
            clinic: selection.clinic.map(|clinic| clinic.id.clone()),
            overdue_reason: overdue.map(|overdue| overdue.reason.clone()),
            since: imprint.since.as_ref().map(|since| since.edition.clone()),
            sources: sources(selection),
            revision: imprint.revision.clone(),
        }
    }

    /// The text that `part` is printed from, if it is one text.
    pub fn source(&self, part: &Part) -> Option<&PartSource> {
        self.sources.iter().find(|source| source.part == *part)
    }
}

impl PartSource {
    fn of(part: Part, text: Reviewed) -> PartSource {
        PartSource {
            part,
            status: text.standing.status,
            review: text.review,
            content_hash: text.content_hash,
        }
    }
}

fn sources(selection: &Selection) -> Vec<PartSource> {
    let leaflet = selection.leaflet;
    let glossary = &selection.library.glossary;
    let mut sources = vec![
        PartSource::of(Part::Opening, leaflet.reviewed()),
        PartSource::of(Part::UrgentHelp, leaflet.urgent_help.reviewed()),
        PartSource::of(Part::Glossary, glossary.reviewed()),
    ];
    sources.extend(selection.sections.iter().map(|section| {
        let part = Part::Section(section.id.clone());
        PartSource::of(part, section.reviewed())
    }));
    sources
}
