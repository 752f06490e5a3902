//! Withdrawn text is never built, by any option. It is not left out in silence either: a leaflet without it may say less
//! than somebody counts on, so whoever asks for it decides what to take in its place.

use crate::content::{Id, Status};
use crate::library::{LeafletSource, Library, Section, Standing, uses_any_term};

use super::{Gathered, SelectionError};

/// Refuses a leaflet that is withdrawn, or whose urgent help is.
pub(super) fn refuse_whole(leaflet: &LeafletSource) -> Result<(), SelectionError> {
    if leaflet.standing.status == Status::Withdrawn {
        let leaflet = leaflet.id.clone();
        return Err(SelectionError::Withdrawn { leaflet });
    }
    let urgent_help = &leaflet.urgent_help;
    let part = format!("{}/{}", leaflet.id, urgent_help.id);
    refuse_part(part, &urgent_help.standing)
}

/// Refuses a glossary that is withdrawn, where these sections are printed with it.
pub(super) fn refuse_glossary(
    library: &Library,
    leaflet: &LeafletSource,
    sections: &[&Section],
) -> Result<(), SelectionError> {
    if uses_any_term(library, leaflet, sections) {
        return refuse_part("glossary".to_owned(), &library.glossary.standing);
    }
    Ok(())
}

fn refuse_part(part: String, standing: &Standing) -> Result<(), SelectionError> {
    match standing.status {
        Status::Withdrawn => Err(SelectionError::WithdrawnPart { part }),
        Status::Draft | Status::Approved => Ok(()),
    }
}

/// Refuses sections that are withdrawn, chosen or required, and says which of the chosen can be built.
pub(super) fn refuse_sections<'a>(
    leaflet: &'a LeafletSource,
    chosen: &[&'a Section],
    gathered: &Gathered<'a>,
) -> Result<(), SelectionError> {
    let Gathered { sections, required } = gathered;
    let withdrawn: Vec<&Section> = sections
        .iter()
        .copied()
        .filter(|section| is_withdrawn(section))
        .collect();
    if withdrawn.is_empty() {
        return Ok(());
    }
    let required_by = |section: &Section| {
        let by = required.iter().find(|(added, _)| added.id == section.id);
        by.map(|(_, by)| by.id.clone())
    };
    let can_be_built = |section: &&Section| {
        let needed = super::with_required(leaflet, &[section]).sections;
        !needed.into_iter().any(is_withdrawn)
    };
    let remaining = sections
        .iter()
        .filter(|section| chosen.iter().any(|it| it.id == section.id))
        .copied()
        .filter(can_be_built);
    Err(SelectionError::WithdrawnSections {
        sections: withdrawn
            .iter()
            .map(|section| (section.id.clone(), required_by(section)))
            .collect(),
        remaining: remaining
            .map(|section: &Section| section.id.clone())
            .collect::<Vec<Id>>(),
    })
}

fn is_withdrawn(section: &Section) -> bool {
    section.standing.status == Status::Withdrawn
}
