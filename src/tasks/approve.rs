//! What people decide about a text, written into its file: that it is approved, or withdrawn.
//!
//! Everything is checked before anything is written: the names, the dates, the leaflets of these parts. No text is
//! approved that could not be built.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::library::{LONGEST_APPROVER, LeafletSource, Library, LibraryPart};
use crate::printable::printable;
use crate::proof::record::GLOSSARY;
use crate::whole_file::{self, folder_of};

use super::approval::{self, Approval};
use super::error::{TaskError, TypedField};
use super::open::OpenLibrary;
use super::replace::{self, Replacement};
use super::typed::unprintable;

/// An approval that is to be written down.
#[derive(Clone, Debug)]
pub struct ApproveRequest {
    /// The parts, by name.
    pub parts: Vec<String>,
    /// Who approves them, when they were reviewed, and until when that holds.
    pub approval: Approval,
    /// The clock's day: no review is still to come.
    pub today: Date,
}

/// A part that something was decided about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedPart {
    /// Its name.
    pub name: String,
    /// Its file, where the decision stands.
    pub file: PathBuf,
}

/// A part that was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawnPart {
    /// The part.
    pub part: DecidedPart,
    /// What that means for leaflets.
    pub consequence: Consequence,
}

/// What the withdrawal of a part means for leaflets, until it is approved again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// Every leaflet is refused that uses a word of the glossary.
    GlossaryOut,
    /// No leaflet is built of it.
    LeafletOut,
    /// It is the urgent help of a leaflet, which is refused.
    UrgentHelpOut,
    /// It is a section: presets and sections that ask for it are refused.
    SectionOut,
}

/// Approves parts, and says which.
///
/// # Errors
/// When a name, the approver or a date cannot be used, the library has errors in it, or a file cannot be written.
pub fn approve(
    open: &OpenLibrary,
    request: &ApproveRequest,
) -> Result<Vec<DecidedPart>, TaskError> {
    let by = printable(&request.approval.by, LONGEST_APPROVER);
    let approval = Approval {
        by: by.map_err(unprintable(TypedField::Approver))?,
        ..request.approval.clone()
    };
    check_dates(&open.library, &approval, request.today)?;
    let parts = find_all(open, &request.parts)?;
    if parts.iter().any(|part| part.name == GLOSSARY) {
        open.check_glossary()?;
    }
    rewrite(open, &parts, |part, text| {
        approval::approved(text, part.reviewed.content_hash, &approval)
    })?;
    Ok(parts.iter().map(|part| decided(open, part)).collect())
}

/// Withdraws parts, and says which.
///
/// # Errors
/// When a name cannot be used, the library has errors in it, or a file cannot be written.
pub fn withdraw(open: &OpenLibrary, parts: &[String]) -> Result<Vec<WithdrawnPart>, TaskError> {
    let parts = find_all(open, parts)?;
    rewrite(open, &parts, |_, text| approval::withdrawn(text))?;
    let withdrawn = parts.iter().map(|part| WithdrawnPart {
        part: decided(open, part),
        consequence: consequence(&open.library, &part.name),
    });
    Ok(withdrawn.collect())
}

fn consequence(library: &Library, name: &str) -> Consequence {
    let is_urgent_help =
        |leaflet: &LeafletSource| name == format!("{}/{}", leaflet.id, leaflet.urgent_help.id);
    if name == GLOSSARY {
        Consequence::GlossaryOut
    } else if !name.contains('/') {
        Consequence::LeafletOut
    } else if library.leaflets.values().any(is_urgent_help) {
        Consequence::UrgentHelpOut
    } else {
        Consequence::SectionOut
    }
}

fn check_dates(library: &Library, approval: &Approval, today: Date) -> Result<(), TaskError> {
    let Approval {
        reviewed, until, ..
    } = *approval;
    if reviewed > today {
        return Err(TaskError::ReviewToCome { reviewed, today });
    }
    if until <= reviewed {
        return Err(TaskError::UntilIsPast { until, reviewed });
    }
    let policy = library.house.review;
    match policy.latest_due(reviewed).filter(|latest| until > *latest) {
        Some(latest) => Err(TaskError::UntilTooLate {
            until,
            latest,
            years: policy.longest_years,
        }),
        None => Ok(()),
    }
}

/// The parts with these names, each once.
fn find_all<'l>(
    open: &'l OpenLibrary,
    typed: &[String],
) -> Result<Vec<LibraryPart<'l>>, TaskError> {
    let mut parts: Vec<LibraryPart> = Vec::new();
    for typed in typed {
        let part = approval::find(&open.library, typed);
        let part = part.map_err(|error| open.explain(error))?;
        if !parts.iter().any(|earlier| earlier.name == part.name) {
            parts.push(part);
        }
    }
    Ok(parts)
}

/// Writes parts' files anew, all or none.
fn rewrite(
    open: &OpenLibrary,
    parts: &[LibraryPart],
    new: impl Fn(&LibraryPart, &str) -> String,
) -> Result<(), TaskError> {
    sweep(open);
    let replacements = parts.iter().map(|part| {
        let file = part.reviewed.span.file;
        let text = open.sources.text(file);
        Replacement {
            path: open.sources.path(file).to_owned(),
            old: text.to_owned(),
            new: new(part, text),
        }
    });
    replace::all(replacements.collect())
}

/// Deletes what runs that were killed have left beside the library's texts.
fn sweep(open: &OpenLibrary) {
    let files = open.sources.iter();
    let folders: BTreeSet<&Path> = files.map(|(path, _)| folder_of(path)).collect();
    folders.into_iter().for_each(whole_file::sweep);
}

fn decided(open: &OpenLibrary, part: &LibraryPart) -> DecidedPart {
    DecidedPart {
        name: part.name.clone(),
        file: open.sources.path(part.reviewed.span.file).to_owned(),
    }
}
