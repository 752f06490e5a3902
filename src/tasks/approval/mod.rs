//! Approval: which part a name stands for, what an approval says, and which approvals do not hold any more.
//!
//! An approval is kept in the part's own file, beside the words that it is for (`write`), so that it moves with them and
//! stands in the same history. It names the text by its hash: whatever changes later is a draft again.

mod write;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Location};
use crate::library::{Lapse, Library, LibraryPart};
use crate::remedy::Remedy;
use crate::selection::{Named, SelectionError};

pub use write::{approved, withdrawn};

/// What whoever approves a text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Who approves: a name or a role of the publisher.
    pub by: String,
    /// The day of the review.
    pub reviewed: Date,
    /// The day by which the next is due.
    pub until: Date,
}

/// The part that `typed` names: the whole name of a part, or the end of one name only (`chemotherapy`).
///
/// # Errors
/// When no part has such a name, or several do. Nothing is approved by the start of its name.
pub fn find<'l>(library: &'l Library, typed: &str) -> Result<LibraryPart<'l>, SelectionError> {
    let leaflet = typed.split('/').next().unwrap_or(typed);
    if library.faulty.contains_key(leaflet) {
        let leaflet = leaflet.to_owned();
        return Err(SelectionError::Faulty { leaflet });
    }
    let parts = library.parts();
    if let Some(part) = parts.iter().find(|part| part.name == typed) {
        return Ok(part.clone());
    }
    let matching: Vec<&LibraryPart> = parts
        .iter()
        .filter(|part| part.name.split_once('/').is_some_and(|(_, id)| id == typed))
        .collect();
    let names = |parts: &[&LibraryPart]| -> Vec<String> {
        parts.iter().map(|part| part.name.clone()).collect()
    };
    // A leaflet with errors may have a part of this name too.
    let faulty = library
        .faulty
        .iter()
        .filter(|(_, texts)| texts.contains(typed));
    let faulty: Vec<String> = faulty.map(|(leaflet, _)| leaflet.clone()).collect();
    let typed = typed.to_owned();
    match matching[..] {
        [] if faulty.len() == 1 => Err(SelectionError::Faulty {
            leaflet: faulty.concat(),
        }),
        _ if !faulty.is_empty() => {
            let others = faulty.iter().map(|leaflet| format!("{leaflet}/{typed}"));
            let names = names(&matching).into_iter().chain(others).collect();
            Err(SelectionError::Shared { typed, names })
        }
        [part] => Ok(part.clone()),
        [] => Err(unknown(typed, names(&parts.iter().collect::<Vec<_>>()))),
        _ => Err(SelectionError::Shared {
            typed,
            names: names(&matching),
        }),
    }
}

/// The complaint that no part of these names is called `typed`: it is compared with whole names where a leaflet was named,
/// and otherwise with what stands after it.
pub fn unknown(typed: String, names: impl IntoIterator<Item = String>) -> SelectionError {
    let ends = names.into_iter().map(|name| match name.split_once('/') {
        Some((_, id)) if !typed.contains('/') => id.to_owned(),
        _ => name,
    });
    let ends: BTreeSet<String> = ends.collect();
    SelectionError::Unknown {
        what: Named::Part,
        typed,
        names: ends.into_iter().collect(),
    }
}

/// A warning for each part whose file says that it is approved and that is a draft all the same.
pub fn lapses(library: &Library) -> Vec<Diagnostic> {
    let parts = library.parts();
    let lapsed = parts.iter().filter_map(|part| {
        let message = match part.reviewed.standing.lapse? {
            Lapse::Changed => "the text is not the one that was approved: it is a draft again",
            Lapse::Unproved => {
                "`approved_by` or `approved_hash` is missing: the text is a draft, not approved"
            }
        };
        let remedy = Remedy::ApproveOrDraft {
            part: part.name.clone(),
        };
        let place = Location::Span(part.reviewed.standing.span);
        Some(Diagnostic::warning(place, message).with_hint(remedy))
    });
    lapsed.collect()
}
