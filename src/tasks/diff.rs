//! What changed between two editions, or between one and the library, part by part and in words.

use crate::leaflet::PartChange;
use crate::proof::changes;
use crate::visible::visible_line;

use super::editions::{EditionStore, KnownEdition, StorePaths};
use super::error::TaskError;
use super::open::OpenLibrary;
use super::verify::compose_again;

/// Two editions that are to be compared.
#[derive(Clone, Debug)]
pub struct DiffRequest {
    /// The earlier one: a PDF file, or an archived edition's code.
    pub old: String,
    /// The later one; `None` for what the same request makes of the library today.
    pub new: Option<String>,
    /// Where editions are kept, in place of what `house.toml` says.
    pub store: StorePaths,
}

/// What changed between two editions.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The code of the earlier one.
    pub old: String,
    /// The code of the later one.
    pub new: String,
    /// The parts that differ.
    pub changes: Vec<PartChange>,
}

/// Compares two editions.
///
/// # Errors
/// When an edition is not known, its file is damaged, the library has nothing of the leaflet, or the two editions are of
/// different leaflets.
pub fn diff(open: &OpenLibrary, request: &DiffRequest) -> Result<Difference, TaskError> {
    let store = EditionStore::new(&request.store, &open.library.house);
    let old = whole(&store, &request.old)?;
    let new = match &request.new {
        Some(new) => whole(&store, new)?,
        None => as_today(open, &store, &old)?,
    };
    if new.record.leaflet.id != old.record.leaflet.id {
        return Err(TaskError::OtherLeaflet(shown(&new.record.edition)));
    }
    let changes = changes::between(
        &old.record,
        old.text.as_ref(),
        &new.record,
        new.text.as_ref(),
    );
    Ok(Difference {
        old: old.record.edition,
        new: new.record.edition,
        changes,
    })
}

/// An edition that is as it was made: of another nothing can be said.
fn whole(store: &EditionStore, typed: &str) -> Result<KnownEdition, TaskError> {
    let edition = store.find(typed)?;
    if edition.is_whole {
        Ok(edition)
    } else {
        Err(TaskError::Altered(typed.to_owned()))
    }
}

/// What the same request makes of the library today.
fn as_today(
    open: &OpenLibrary,
    store: &EditionStore,
    old: &KnownEdition,
) -> Result<KnownEdition, TaskError> {
    let id = &old.record.leaflet.id;
    open.check_sound(id)?;
    let library = &open.library;
    let leaflet = library.leaflet(id);
    let leaflet = leaflet.ok_or_else(|| TaskError::LeafletGone(shown(id)))?;
    let earlier = store.earlier(&old.record);
    let proof = compose_again(library, leaflet, &old.record, earlier.as_ref())?;
    Ok(KnownEdition {
        text: Some(proof.text),
        ..KnownEdition::by_record(proof.record)
    })
}

/// What a file says of itself, fit for a message: a file may say anything.
fn shown(words: &str) -> String {
    visible_line(words).into_owned()
}
