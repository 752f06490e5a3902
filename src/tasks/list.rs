//! What a library holds: its leaflets, their sections and presets, and how they stand on a day.

use jiff::civil::Date;

use crate::content::Status;
use crate::library::{Clinic, LeafletSource, Library, Section};
use crate::selection::{self, find_leaflet};

use super::error::TaskError;
use super::open::OpenLibrary;

/// What is to be listed.
#[derive(Clone, Debug)]
pub struct ListRequest {
    /// Only this leaflet, by its id or a title, or the start of only one.
    pub leaflet: Option<String>,
    /// The day that decides what is overdue.
    pub date: Date,
}

/// What a library holds.
#[derive(Clone, Debug)]
pub struct Listing<'l> {
    /// The leaflets that can be built.
    pub leaflets: Vec<ListedLeaflet<'l>>,
    /// The leaflets that cannot, by the names of their folders.
    pub faulty: Vec<&'l str>,
    /// The clinics of the house.
    pub clinics: Vec<&'l Clinic>,
    /// The day that decides what is overdue.
    pub date: Date,
}

/// A leaflet, and how all of it stands.
#[derive(Clone, Debug)]
pub struct ListedLeaflet<'l> {
    /// What the library has of it.
    pub source: &'l LeafletSource,
    /// The status that every copy of it has at best: the worst of the parts that it has whatever is chosen.
    pub status: Status,
    /// The earliest day by which a part of it is due for review.
    pub review_due: Date,
}

/// Lists what `open` holds.
///
/// # Errors
/// When there is no such leaflet, or it has errors.
pub fn list<'l>(open: &'l OpenLibrary, request: &ListRequest) -> Result<Listing<'l>, TaskError> {
    let library = &open.library;
    let leaflets: Vec<&LeafletSource> = match &request.leaflet {
        Some(typed) => {
            let leaflet = find_leaflet(library, typed);
            vec![leaflet.map_err(|error| open.explain(error))?]
        }
        None => library.leaflets.values().collect(),
    };
    let leaflets = leaflets.into_iter().map(|source| ListedLeaflet {
        source,
        status: common_status(library, source),
        review_due: review_due(library, source),
    });
    Ok(Listing {
        leaflets: leaflets.collect(),
        faulty: library.faulty.keys().map(String::as_str).collect(),
        clinics: library.house.clinics.values().collect(),
        date: request.date,
    })
}

fn review_due(library: &Library, leaflet: &LeafletSource) -> Date {
    let sections: Vec<&Section> = leaflet.sections.iter().collect();
    selection::review_due(&selection::parts(library, leaflet, &sections))
}

fn common_status(library: &Library, leaflet: &LeafletSource) -> Status {
    let always_there = selection::parts(library, leaflet, &[]);
    let worst = [Status::Withdrawn, Status::Draft];
    let found = worst
        .into_iter()
        .find(|status| always_there.iter().any(|part| part.status() == *status));
    found.unwrap_or(Status::Approved)
}
