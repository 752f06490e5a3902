//! The leaflets that are rendered: the sample library's, whole and in distinct selections.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::{Date, date};

use careleaf::content::Id;
use careleaf::library::{self, Library};
use careleaf::printing::{Printing, TextSize};
use careleaf::selection::{Request, Wanted, select};

use crate::driver::Outcome;

/// The day that the sample's dates are judged by.
pub const DAY: Date = date(2026, 11, 23);

const LIBRARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../leaflets");
const LEAFLET: &str = "acute-lymphoblastic-leukaemia";

/// Reads the sample library.
///
/// # Errors
/// When there is a fault in it.
pub fn library() -> Outcome<Library> {
    let reading = library::read(Path::new(LIBRARY));
    Ok(reading.library.ok_or("the sample library has errors")?)
}

/// The request for some sections in a size of text, in points.
///
/// # Errors
/// When there is no such size.
pub fn request(sections: &[String], points: u8) -> Outcome<Request> {
    Ok(Request {
        leaflet: LEAFLET.to_owned(),
        sections: Wanted::Sections(sections.to_vec()),
        text_size: TextSize::new(points).ok_or("no such size")?,
        date: DAY,
        clinic: None,
        allow_overdue: None,
        printing: Printing::default(),
    })
}

/// So many selections of sections that no two leaflets share, with a size of text each: the largest first.
///
/// # Errors
/// When there are not so many.
pub fn selections(library: &Library, number: usize) -> Outcome<Vec<(Vec<String>, u8)>> {
    let sections: Vec<&Id> = library
        .leaflets
        .values()
        .flat_map(|it| &it.sections)
        .map(|it| &it.id)
        .collect();
    let mut masks: Vec<u32> = (1..1 << sections.len()).collect();
    masks.sort_by_key(|mask| (std::cmp::Reverse(mask.count_ones()), *mask));
    let mut known = BTreeSet::new();
    let mut chosen = Vec::new();
    for mask in masks {
        let places = sections.iter().enumerate();
        let asked: Vec<String> = places
            .filter(|(place, _)| mask & (1 << place) != 0)
            .map(|(_, id)| id.to_string())
            .collect();
        // A section that another requires comes along: two requests may be for one leaflet.
        let request = request(&asked, 12)?;
        let selection = select(library, &request)?;
        let resolved: Vec<String> = selection
            .sections
            .iter()
            .map(|it| it.id.to_string())
            .collect();
        if known.insert(resolved.clone()) {
            chosen.extend([(resolved.clone(), 12), (resolved, 14)]);
        }
    }
    chosen.truncate(number);
    match chosen.len() == number {
        true => Ok(chosen),
        false => Err("the library has too few sections".into()),
    }
}
