//! The second stage: what a nurse asks for, resolved against the library.
//!
//! In: a [`Request`]. Out: a [`Selection`]: sections in the leaflet's order with those that they require, options, and
//! the date that decides what is overdue. Nothing typed is corrected in silence.

use jiff::civil::Date;

use crate::length::{Length, pt};
use crate::library::{Clinic, LeafletSource, Library, Section};

/// The sizes of body text that a leaflet can be set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextSize(u8);

impl TextSize {
    /// The sizes, in points: from the smallest that patients should be given to giant print.
    pub const ALL: [u8; 7] = [12, 14, 16, 18, 20, 24, 28];

    /// The size of `points`, if it is one of [`TextSize::ALL`].
    pub fn new(points: u8) -> Option<TextSize> {
        TextSize::ALL.contains(&points).then_some(TextSize(points))
    }

    /// The size in points.
    pub fn points(self) -> u8 {
        self.0
    }

    /// The size as a length.
    pub fn length(self) -> Length {
        pt(f32::from(self.0))
    }
}

impl Default for TextSize {
    fn default() -> Self {
        TextSize(12)
    }
}

/// What is asked for, as it was typed.
#[derive(Clone, Debug)]
pub struct Request {
    /// The leaflet's id, or a unique prefix of it.
    pub leaflet: String,
    /// Which sections.
    pub sections: Wanted,
    /// The size of body text.
    pub text_size: TextSize,
    /// The day that decides what is overdue, and that the leaflet is made on.
    pub date: Date,
    /// A clinic of the house.
    pub clinic: Option<String>,
    /// Why an overdue text may be used all the same; printed.
    pub allow_overdue: Option<String>,
}

/// Which sections are asked for.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// These, by id or unique prefix.
    Sections(Vec<String>),
    /// Those of a preset.
    Preset(String),
    /// All.
    All,
}

/// A request, resolved.
#[derive(Clone, Debug)]
pub struct Selection<'a> {
    /// The library it was resolved against.
    pub library: &'a Library,
    /// The leaflet.
    pub leaflet: &'a LeafletSource,
    /// The sections, in the leaflet's order.
    pub sections: Vec<&'a Section>,
    /// The chosen clinic.
    pub clinic: Option<&'a Clinic>,
    /// The size of body text.
    pub text_size: TextSize,
    /// The day it is made on.
    pub date: Date,
    /// The overdue parts and why they may be used; nothing when all is in date.
    pub overdue: Option<Overdue>,
    /// The parts that are due within the house's days of warning: their titles and due dates, in the leaflet's order.
    pub due_soon: Vec<(String, Date)>,
    /// The sections that came along because others require them, each with the first that does.
    pub added: Vec<(&'a Section, &'a Section)>,
}

/// Overdue parts that are used all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// The reason, as it was typed.
    pub reason: String,
    /// The titles of the overdue parts with their due dates, in the leaflet's order.
    pub parts: Vec<(String, Date)>,
}

/// Why a request cannot be met: each message says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {}

impl SelectionError {
    /// How to mend it.
    pub fn hint(&self) -> Option<String> {
        unimplemented!()
    }
}

/// The leaflet that `typed` names: its id, or a unique prefix of it.
///
/// # Errors
/// When no leaflet or more than one has such a name.
pub fn find_leaflet<'a>(
    library: &'a Library,
    typed: &str,
) -> Result<&'a LeafletSource, SelectionError> {
    unimplemented!("{library:?} {typed}")
}

/// Resolves `request` against `library`.
///
/// # Errors
/// Everything that a person has to decide: an unknown or ambiguous name, no selection, an overdue or withdrawn text.
pub fn select<'a>(
    library: &'a Library,
    request: &Request,
) -> Result<Selection<'a>, SelectionError> {
    unimplemented!("{library:?} {request:?}")
}
