//! What is asked for: as it was typed, and with every name resolved.

use jiff::civil::Date;

use crate::content::Id;
use crate::form::PagedForm;
use crate::library::{Clinic, LeafletSource, Library, Preset, Section};
use crate::printing::{LARGEST_IN_BOOKLET, Paper, Printing, TextSize};

use super::names::{self, Length};
use super::{
    Gathered, Selection, SelectionError, find_leaflet, parts, sections_of, with_required, withdrawn,
};

/// What is asked for, as it was typed.
#[derive(Clone, Debug)]
pub struct Request {
    /// The leaflet, by its id or a title, or the start of only one.
    pub leaflet: String,
    /// Which sections.
    pub sections: Wanted,
    /// The size of body text.
    pub text_size: TextSize,
    /// How it is to be printed.
    pub printing: Printing,
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
    /// These: each by id or title, or several of them as [`names::sections`] takes them.
    Sections(Vec<String>),
    /// Those of a preset.
    Preset(String),
    /// All.
    All,
}

/// What is asked for, with every name resolved: the things of a library themselves.
#[derive(Clone, Debug)]
pub struct ResolvedRequest<'a> {
    /// The library that they are of.
    pub library: &'a Library,
    /// The leaflet.
    pub leaflet: &'a LeafletSource,
    /// The preset that stands for the sections.
    pub preset: Option<&'a Preset>,
    /// The sections, in any order; those that they require come along.
    pub sections: Vec<&'a Section>,
    /// The clinic.
    pub clinic: Option<&'a Clinic>,
    /// The size of body text.
    pub text_size: TextSize,
    /// How it is to be printed.
    pub printing: Printing,
    /// The day that decides what is overdue, and that the leaflet is made on.
    pub date: Date,
    /// Why an overdue text may be used all the same; printed.
    pub allow_overdue: Option<String>,
}

impl Request {
    /// Looks its names up in `library`.
    ///
    /// # Errors
    /// When a name is unknown or ambiguous or none is given, or when no choice of sections can be made of the leaflet.
    pub fn resolve<'a>(&self, library: &'a Library) -> Result<ResolvedRequest<'a>, SelectionError> {
        let leaflet = find_leaflet(library, &self.leaflet)?;
        // What stands in the way whatever is chosen is said before a choice is looked at.
        withdrawn::refuse_whole(leaflet)?;
        refuse_large_booklet(self.printing, self.text_size)?;
        let (preset, sections) = match &self.sections {
            Wanted::All => (None, leaflet.sections.iter().collect()),
            Wanted::Sections(typed) => (None, named_sections(leaflet, typed)?),
            Wanted::Preset(typed) => {
                let preset = names::preset(leaflet, typed, Length::Start)?;
                (Some(preset), sections_of(leaflet, preset))
            }
        };
        let clinic = match &self.clinic {
            Some(typed) => Some(names::clinic(library, typed, Length::Start)?),
            None => None,
        };
        Ok(ResolvedRequest {
            library,
            leaflet,
            preset,
            sections,
            clinic,
            text_size: self.text_size,
            printing: self.printing,
            date: self.date,
            allow_overdue: self.allow_overdue.clone(),
        })
    }
}

impl ResolvedRequest<'_> {
    /// How its pages are set.
    pub fn form(&self) -> PagedForm {
        PagedForm {
            text_size: self.text_size,
            printing: self.printing,
        }
    }
}

fn named_sections<'a>(
    leaflet: &'a LeafletSource,
    typed: &[String],
) -> Result<Vec<&'a Section>, SelectionError> {
    if typed.is_empty() {
        return Err(nothing_chosen(leaflet));
    }
    let mut sections = Vec::new();
    for typed in typed {
        let named = names::sections(leaflet, typed, Length::Start);
        // The first is said alone, as to somebody who types one request.
        sections.extend(named.map_err(|mut errors| errors.swap_remove(0))?);
    }
    Ok(sections)
}

impl<'a> ResolvedRequest<'a> {
    /// Selects what is asked for.
    ///
    /// # Errors
    /// When no section is chosen, or a text is overdue, withdrawn or not yet reviewed.
    pub fn select(&self) -> Result<Selection<'a>, SelectionError> {
        let (library, leaflet) = (self.library, self.leaflet);
        withdrawn::refuse_whole(leaflet)?;
        refuse_large_booklet(self.printing, self.text_size)?;
        if self.sections.is_empty() {
            return Err(nothing_chosen(leaflet));
        }
        let gathered = with_required(leaflet, &self.sections);
        withdrawn::refuse_sections(leaflet, &self.sections, &gathered)?;
        let Gathered { sections, required } = gathered;
        withdrawn::refuse_glossary(library, leaflet, &sections)?;
        let parts = parts::parts(library, leaflet, &sections);
        parts::refuse_unreviewed(&parts, self.date)?;
        Ok(Selection {
            library,
            leaflet,
            preset: self.preset,
            clinic: self.clinic,
            text_size: self.text_size,
            printing: self.printing,
            date: self.date,
            review_due: parts::review_due(&parts),
            overdue: parts::overdue(&parts, self)?,
            drafts: parts::drafts(&parts),
            changed: parts::changed(&parts),
            due_soon: parts::due_soon(&parts, library, self.date),
            sections,
            required,
        })
    }
}

/// Refuses text that is too large for a booklet's pages.
fn refuse_large_booklet(printing: Printing, text_size: TextSize) -> Result<(), SelectionError> {
    if printing.paper == Paper::Booklet && text_size.points() > LARGEST_IN_BOOKLET {
        return Err(SelectionError::TooLargeForBooklet(text_size));
    }
    Ok(())
}

fn nothing_chosen(leaflet: &LeafletSource) -> SelectionError {
    let sections = leaflet.sections.iter().map(|section| &section.id);
    let presets = leaflet.presets.iter().map(|preset: &Preset| &preset.id);
    SelectionError::NothingChosen {
        leaflet: leaflet.id.clone(),
        sections: sections.map(Id::to_string).collect(),
        presets: presets.map(Id::to_string).collect(),
    }
}
