//! Keeping what was built: the archive's copy of an edition, and its line in the ledger. Both are made before the leaflet
//! is given out, so that no paper is without them; both are of the form that nothing was typed for.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process;

use careleaf::ledger::{Ledger, sync_folder_of};
use careleaf::record::{self, Record};
use careleaf::whole_file::{TEMPORARY_PREFIX, TEMPORARY_SUFFIX};
use tempfile::TempPath;

use super::output;
use super::subject::{Places, read_archived};
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
            write_once(&blank()?, &path)?;
        }
        Ok(read_archived(path, edition)?.record)
    }

    /// Makes the archive's folder where it is missing, in a folder that is there.
    fn make_archive(&self) -> Result<(), Error> {
        let Some(folder) = self.places.archive.as_ref() else {
            return Ok(());
        };
        if self.places.archive_is_in_library() {
            return Err(Error::ArchiveInLibrary(folder.clone()));
        }
        let made = match fs::create_dir(folder) {
            // Another build may have made it a moment ago.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            made => made.and_then(|()| sync_folder_of(folder)),
        };
        made.map_err(|source| Error::Write {
            path: folder.clone(),
            source,
        })
    }
}

/// Writes a copy to `path`, unless another build was faster: a copy that stands there is not replaced, because its
/// record may be in a ledger.
fn write_once(pdf: &[u8], path: &Path) -> Result<(), Error> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let process = process::id();
    let staged = format!("{TEMPORARY_PREFIX}{name}-{process}{TEMPORARY_SUFFIX}");
    let staged = path.with_file_name(staged);
    output::write_file(pdf, &staged)?;
    placed(staged, path).map_err(|source| Error::Write {
        path: path.to_owned(),
        source,
    })
}

/// Gives a finished file its name, unless that is taken.
fn placed(staged: PathBuf, path: &Path) -> io::Result<()> {
    match TempPath::try_from_path(staged)?.persist_noclobber(path) {
        Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => Ok(()),
        placed => placed
            .map_err(|fault| fault.error)
            .and_then(|()| sync_folder_of(path)),
    }
}

fn record_of(pdf: &[u8]) -> Record {
    let opened = record::open(pdf);
    opened
        .expect("a file that was just written has its record")
        .record
}
