//! The second stage: what a nurse asks for, resolved against the library.
//!
//! In: a [`Request`] as it was typed, whose names are looked up ([`Request::resolve`]), or a [`ResolvedRequest`] of whoever
//! has the things themselves. Out: a [`Selection`]: sections in the leaflet's order with those that they require, options,
//! and the date that decides what is overdue. Input is never silently corrected: a name is an id or a printed title in any
//! case, or the start of only one.

mod error;
pub mod names;
mod parts;
mod request;
mod withdrawn;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::content::{Id, ReviewDates, Status};
use crate::form::PagedForm;
use crate::library::{Clinic, LeafletSource, Library, Preset, Section};
use crate::printing::{Printing, TextSize};

pub use error::{Named, SelectionError};
use names::Length;
pub use parts::{SelectedPart, parts, review_due};
pub use request::{Request, ResolvedRequest, Wanted};

/// What a leaflet is composed from: a request that can be met.
#[derive(Clone, Debug)]
pub struct Selection<'a> {
    /// The library it was resolved against.
    pub library: &'a Library,
    /// The leaflet.
    pub leaflet: &'a LeafletSource,
    /// The preset that was asked for.
    pub preset: Option<&'a Preset>,
    /// The sections, in the leaflet's order.
    pub sections: Vec<&'a Section>,
    /// Those of the sections that were not asked for, each with the one that requires it.
    pub required: Vec<(&'a Section, &'a Section)>,
    /// The chosen clinic.
    pub clinic: Option<&'a Clinic>,
    /// The size of body text.
    pub text_size: TextSize,
    /// How it is to be printed.
    pub printing: Printing,
    /// The day it is made on.
    pub date: Date,
    /// The earliest day by which a part is due for review.
    pub review_due: Date,
    /// The overdue parts and why they may be used; nothing when all is in date.
    pub overdue: Option<Overdue>,
    /// How much of it is a draft.
    pub drafts: Drafts,
    /// The parts whose approved text has changed, by title: they are drafts again.
    pub changed: Vec<String>,
    /// The parts that are due for review within the house's `warn_days`, by title.
    pub due_soon: Vec<(String, Date)>,
}

/// How much of a selection is a draft. The leaflet itself and each of its parts have a say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Nothing: patients may have it.
    Nothing,
    /// The parts with these titles, in the leaflet's order.
    Parts(Vec<String>),
    /// All of it.
    Everything,
}

impl Selection<'_> {
    /// How its pages are set.
    pub fn form(&self) -> PagedForm {
        PagedForm {
            text_size: self.text_size,
            printing: self.printing,
        }
    }

    /// The preset that was asked for, if it has a title to print.
    pub fn titled_preset(&self) -> Option<&Preset> {
        self.preset.filter(|preset| preset.title.is_some())
    }

    /// Whether patients may have it: approved only when the leaflet itself and every part are.
    pub fn status(&self) -> Status {
        match self.drafts {
            Drafts::Nothing => Status::Approved,
            Drafts::Parts(_) | Drafts::Everything => Status::Draft,
        }
    }

    /// Why a part with these dates may be used past them; nothing when it is in date.
    pub fn reason_to_use(&self, review: &ReviewDates) -> Option<&str> {
        let overdue = self.overdue.as_ref()?;
        (review.review_due < self.date).then_some(&overdue.reason)
    }
}

/// Overdue parts that are used all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// The reason, as it was typed.
    pub reason: String,
    /// The titles of the overdue parts with their due dates, in the leaflet's order.
    pub parts: Vec<(String, Date)>,
}

/// Resolves `request` against `library`, and selects what it asks for.
///
/// # Errors
/// Everything that a person has to decide: an unknown or ambiguous name, no selection, a text that is overdue, withdrawn
/// or not yet reviewed.
///
/// ```
/// use careleaf::selection::{Request, Wanted, select};
///
/// let reading = careleaf::library::read("leaflets".as_ref());
/// let library = reading.library.expect("the library is sound");
/// let request = Request {
///     leaflet: "acute".to_owned(),
///     sections: Wanted::Sections(vec!["follow-up".to_owned()]),
///     text_size: Default::default(),
///     printing: Default::default(),
///     date: jiff::civil::date(2026, 11, 28),
///     clinic: None,
///     allow_overdue: None,
/// };
/// let selection = select(&library, &request)?;
/// assert!(selection.sections.iter().any(|section| section.id.as_str() == "follow-up"));
///
/// // What a person has to decide is an error that says how.
/// let typo = Request { leaflet: "acutt".to_owned(), ..request };
/// let error = select(&library, &typo).unwrap_err();
/// assert_eq!(error.remedy().to_string(), "choose from `acute-lymphoblastic-leukaemia`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn select<'a>(
    library: &'a Library,
    request: &Request,
) -> Result<Selection<'a>, SelectionError> {
    request.resolve(library)?.select()
}

/// The leaflet that `typed` names: its id or a title, or the start of only one.
///
/// # Errors
/// When no leaflet has such a name, or several do.
pub fn find_leaflet<'a>(
    library: &'a Library,
    typed: &str,
) -> Result<&'a LeafletSource, SelectionError> {
    names::leaflet(library, typed, Length::Start)
}

/// What was found for `typed` among the leaflets without an error, with the others in mind: their names count too.
fn minding_faulty<'a>(
    library: &Library,
    typed: &str,
    found: Result<&'a LeafletSource, SelectionError>,
) -> Result<&'a LeafletSource, SelectionError> {
    let starts = |name: &&String| !typed.is_empty() && name.starts_with(typed);
    let mut faulty: Vec<String> = library.faulty.keys().filter(starts).cloned().collect();
    if library.faulty.contains_key(typed) {
        let leaflet = typed.to_owned();
        return Err(SelectionError::Faulty { leaflet });
    }
    let typed = typed.to_owned();
    match found {
        Ok(leaflet) if faulty.is_empty() || leaflet.id.as_str() == typed => Ok(leaflet),
        Ok(leaflet) => {
            faulty.insert(0, leaflet.id.to_string());
            let names = faulty;
            Err(SelectionError::Ambiguous { typed, names })
        }
        Err(SelectionError::Unknown { what, names, .. }) => match faulty.len() {
            0 => {
                let names = [names, library.faulty.keys().cloned().collect()].concat();
                Err(SelectionError::Unknown { what, typed, names })
            }
            1 => Err(SelectionError::Faulty {
                leaflet: faulty.swap_remove(0),
            }),
            _ => Err(SelectionError::Ambiguous {
                typed,
                names: faulty,
            }),
        },
        Err(SelectionError::Ambiguous { names, .. }) => Err(SelectionError::Ambiguous {
            typed,
            names: [names, faulty].concat(),
        }),
        Err(other) => Err(other),
    }
}

/// The sections that a preset names, in the leaflet's order.
pub fn sections_of<'a>(leaflet: &'a LeafletSource, preset: &Preset) -> Vec<&'a Section> {
    let chosen = |section: &&Section| preset.sections.contains(&section.id);
    leaflet.sections.iter().filter(chosen).collect()
}

/// The sections that stand for a preset, those that others require among them, in the leaflet's order.
pub fn resolved_preset<'a>(leaflet: &'a LeafletSource, preset: &Preset) -> Vec<&'a Section> {
    with_required(leaflet, &sections_of(leaflet, preset)).sections
}

/// The preset with this id, while it still stands for exactly `sections`, those that others require among them.
pub fn preset_of<'a>(
    leaflet: &'a LeafletSource,
    id: &str,
    sections: &[String],
) -> Option<&'a Preset> {
    let preset = leaflet.presets.iter().find(|it| it.id.as_str() == id)?;
    let resolved = resolved_preset(leaflet, preset);
    let resolved = resolved.iter().map(|section| section.id.as_str());
    resolved
        .eq(sections.iter().map(String::as_str))
        .then_some(preset)
}

/// The chosen sections with all that they require.
struct Gathered<'a> {
    /// All of them, in the leaflet's order.
    sections: Vec<&'a Section>,
    /// Those that were added, each with the one that was the first to require it.
    required: Vec<(&'a Section, &'a Section)>,
}

/// The chosen sections with all that they require.
fn with_required<'a>(leaflet: &'a LeafletSource, chosen: &[&'a Section]) -> Gathered<'a> {
    let mut added_by: BTreeMap<&Id, Option<&Section>> = BTreeMap::new();
    let mut waiting: Vec<(&Section, Option<&Section>)> = chosen
        .iter()
        .rev()
        .map(|section| (*section, None))
        .collect();
    let asked_for: Vec<&Id> = chosen.iter().map(|section| &section.id).collect();
    while let Some((section, by)) = waiting.pop() {
        let by = by.filter(|_| !asked_for.contains(&&section.id));
        if added_by.contains_key(&section.id) {
            continue;
        }
        added_by.insert(&section.id, by);
        let required = section.requires.iter().rev();
        let required = required.filter_map(|id| leaflet.section(id));
        waiting.extend(required.map(|required| (required, Some(section))));
    }
    let sections = leaflet.sections.iter();
    let sections: Vec<&Section> = sections
        .filter(|section| added_by.contains_key(&section.id))
        .collect();
    let required = sections
        .iter()
        .filter_map(|section| Some((*section, added_by[&section.id]?)))
        .collect();
    Gathered { sections, required }
}
