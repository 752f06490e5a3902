//! Keeping what was built: the archive's copy of an edition, and its line in the ledger. Both are made before the leaflet
//! is given out, so that no paper is without them; both are of the form that nothing was typed for.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use careleaf::proof::ledger::Ledger;
use careleaf::proof::record::{self, Record};
use careleaf::whole_file::{self, Staged};

use super::subject::{Places, read_archived};
use crate::error::Error;

/// Keeps editions where a house wants them kept.
pub(crate) struct Keeper {
    places: Places,
    ledger: Option<Ledger>,
}

impl Keeper {
    /// A keeper for these places.
    ///
    /// # Errors
    /// [`Error::ArchiveInLibrary`]: the archive would be taken for a leaflet.
    pub(crate) fn new(places: Places) -> Result<Keeper, Error> {
        if let Some(archive) = &places.archive {
            if places.archive_is_in_library() {
                return Err(Error::ArchiveInLibrary(archive.clone()));
            }
            whole_file::sweep(archive);
        }
        let ledger = places.ledger.clone().map(Ledger::new);
        Ok(Keeper { places, ledger })
    }

    /// Keeps an edition, whose blank form `blank` gives. What the places have already is left as it is, if it is sound;
    /// the ledger tells of the archive's copy, whoever made that.
    ///
    /// # Errors
    /// When it cannot be kept: then it must not be given out.
    pub(crate) fn keep(
        &mut self,
        edition: &str,
        blank: impl FnOnce() -> Result<Vec<u8>, Error>,
    ) -> Result<(), Error> {
        let is_listed = match &mut self.ledger {
            Some(ledger) => ledger.has(edition)?,
            None => true,
        };
        let record = match self.places.archived(edition) {
            Some(path) => self.archive(path, edition, blank)?,
            None if is_listed => return Ok(()),
            None => record_of(&blank()?),
        };
        match &mut self.ledger {
            Some(ledger) if !is_listed => Ok(ledger.append(&record)?),
            _ => Ok(()),
        }
    }

    /// Sees to it that the archive has a sound copy of the edition at `path`. Returns the copy's record.
    fn archive(
        &self,
        path: PathBuf,
        edition: &str,
        blank: impl FnOnce() -> Result<Vec<u8>, Error>,
    ) -> Result<Record, Error> {
        if !path.exists() {
            self.make_archive()?;
            let blank = blank()?;
            // Another build may be faster. Its copy stays, because its record may be in a ledger.
            let staged = whole_file::stage(&path, |file| file.write_all(&blank));
            let placed = staged.and_then(Staged::put_where_there_is_none);
            placed.map_err(|source| Error::Write {
                path: path.clone(),
                source,
            })?;
        }
        Ok(read_archived(path, edition)?.record)
    }

    /// Makes the archive's folder where it is missing, in a folder that is there.
    fn make_archive(&self) -> Result<(), Error> {
        let Some(folder) = self.places.archive.as_ref() else {
            return Ok(());
        };
        let made = match fs::create_dir(folder) {
            // Another build may have made it a moment ago.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            made => made.and_then(|()| whole_file::sync_folder_of(folder)),
        };
        made.map_err(|source| Error::Write {
            path: folder.clone(),
            source,
        })
    }
}

fn record_of(pdf: &[u8]) -> Record {
    let opened = record::open(pdf);
    opened
        .expect("a file that was just written has its record")
        .record
}
