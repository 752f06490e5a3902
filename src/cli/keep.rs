//! Keeping what was built: the archive's copy of an edition, and its line in the ledger. Both are made before the leaflet
//! is given out, so that no paper is without them; both are of the form that nothing was typed for.

use std::fs;

use careleaf::ledger::Ledger;
use careleaf::record;

use super::output;
use super::subject::Places;
use crate::error::Error;

/// Keeps editions where a house wants them kept.
pub(crate) struct Keeper {
    places: Places,
    ledger: Option<Ledger>,
}

impl Keeper {
    /// A keeper for these places.
    pub(crate) fn new(places: Places) -> Keeper {
        let ledger = places.ledger.clone().map(Ledger::new);
        Keeper { places, ledger }
    }

    /// Keeps an edition, whose blank form `blank` gives. What the places have already is left as it is.
    ///
    /// # Errors
    /// When it cannot be kept: then it must not be given out.
    pub(crate) fn keep(
        &mut self,
        edition: &str,
        blank: impl FnOnce() -> Result<Vec<u8>, Error>,
    ) -> Result<(), Error> {
        let archived = self.places.archived(edition);
        let archived = archived.filter(|path| !path.exists());
        let is_listed = match &mut self.ledger {
            Some(ledger) => ledger.has(edition)?,
            None => true,
        };
        if is_listed && archived.is_none() {
            return Ok(());
        }
        let blank = blank()?;
        if let Some(path) = archived {
            self.make_archive()?;
            output::write_file(&blank, &path)?;
        }
        if let Some(ledger) = &mut self.ledger {
            let opened = record::open(&blank).expect("a file that was just written has its record");
            ledger.append(&opened.record)?;
        }
        Ok(())
    }

    /// Makes the archive's folder where it is missing, in a folder that is there.
    fn make_archive(&self) -> Result<(), Error> {
        match &self.places.archive {
            Some(folder) if !folder.exists() => {
                fs::create_dir(folder).map_err(|source| Error::Write {
                    path: folder.clone(),
                    source,
                })
            }
            _ => Ok(()),
        }
    }
}
