//! Keeping what was built: the archive's copy of an edition, and its line in the ledger. Both are made before the leaflet
//! is given out, so that no paper is without them; both are of the form that nothing was typed for.

use std::fs;

use careleaf::layout::lay_out;
use careleaf::leaflet::{Leaflet, Personal};
use careleaf::ledger::Ledger;
use careleaf::record;

use super::build::write;
use super::open::OpenLibrary;
use super::output;
use super::subject::Places;
use crate::error::Error;

/// Keeps the edition of `leaflet` where `places` say. What they have already is left as it is.
///
/// # Errors
/// When it cannot be kept: then it must not be given out.
pub(crate) fn keep(places: &Places, leaflet: &Leaflet, source: &OpenLibrary) -> Result<(), Error> {
    let edition = leaflet.edition.code();
    let mut ledger = places.ledger.clone().map(Ledger::new);
    let archived = places.archived(edition).filter(|path| !path.exists());
    let is_listed = match &mut ledger {
        Some(ledger) => ledger.has(edition)?,
        None => true,
    };
    if is_listed && archived.is_none() {
        return Ok(());
    }
    let blank = write(&lay_out(leaflet, &Personal::default()), source)?;
    if let Some(path) = archived {
        make_archive(places)?;
        output::write_file(&blank, &path)?;
    }
    if let Some(ledger) = &mut ledger {
        let opened = record::open(&blank).expect("a file that was just written has its record");
        ledger.append(&opened.record)?;
    }
    Ok(())
}

/// Makes the archive's folder where it is missing, in a folder that is there.
fn make_archive(places: &Places) -> Result<(), Error> {
    match &places.archive {
        Some(folder) if !folder.exists() => fs::create_dir(folder).map_err(|source| Error::Write {
            path: folder.clone(),
            source,
        }),
        _ => Ok(()),
    }
}
