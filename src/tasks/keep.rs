//! Keeping what was built: the archive's copy of an edition in a form, and its line in the ledger. Both are made before the
//! leaflet is given out, so that no paper is without them; both are of the copy that nothing was typed for.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use crate::form::PagedForm;
use crate::leaflet::Edition;
use crate::proof::ledger::Ledger;
use crate::proof::record::{self, Record};
use crate::whole_file::{self, Staged};

use super::editions::{EditionStore, read_archived};
use super::error::TaskError;

/// Keeps editions where a house wants them kept.
pub(super) struct Keeper {
    store: EditionStore,
    ledger: Option<Ledger>,
}

impl Keeper {
    /// A keeper of what this store is to have.
    ///
    /// # Errors
    /// [`TaskError::ArchiveInLibrary`]: the archive would be taken for a leaflet.
    pub(super) fn new(store: EditionStore) -> Result<Keeper, TaskError> {
        if let Some(archive) = &store.archive {
            if store.archive_is_in_library() {
                return Err(TaskError::ArchiveInLibrary(archive.clone()));
            }
            whole_file::sweep(archive);
        }
        let ledger = store.ledger.clone().map(Ledger::new);
        Ok(Keeper { store, ledger })
    }

    /// Keeps an edition in a form: `blank` gives the copy that nothing was typed for. What the store has already is left as it
    /// is, if it is sound; the ledger tells of the archive's copy, whoever made that.
    ///
    /// # Errors
    /// When it cannot be kept: then it must not be given out.
    pub(super) fn keep(
        &mut self,
        edition: &Edition,
        form: PagedForm,
        blank: impl FnOnce() -> Result<Vec<u8>, TaskError>,
    ) -> Result<(), TaskError> {
        let is_listed = match &mut self.ledger {
            Some(ledger) => ledger.has(edition.code(), form.into())?,
            None => true,
        };
        let record = match self.store.archived(edition, form) {
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
        edition: &Edition,
        blank: impl FnOnce() -> Result<Vec<u8>, TaskError>,
    ) -> Result<Record, TaskError> {
        if !path.exists() {
            self.make_archive()?;
            let blank = blank()?;
            // Another build may be faster. Its copy stays, because its record may be in a ledger.
            let staged = whole_file::stage(&path, |file| file.write_all(&blank));
            let placed = staged.and_then(Staged::put_where_there_is_none);
            placed.map_err(|source| TaskError::Write {
                path: path.clone(),
                source,
            })?;
        }
        Ok(read_archived(path, edition.code())?.record)
    }

    /// Makes the archive's folder where it is missing, in a folder that is there.
    fn make_archive(&self) -> Result<(), TaskError> {
        let Some(folder) = self.store.archive.as_ref() else {
            return Ok(());
        };
        let made = match fs::create_dir(folder) {
            // Another build may have made it a moment ago.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            made => made.and_then(|()| whole_file::sync_folder_of(folder)),
        };
        made.map_err(|source| TaskError::Write {
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
