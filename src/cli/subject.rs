//! An edition that somebody names: by a PDF, or by the code on paper, looked up in the archive and the ledger.

use std::fs;
use std::path::{Path, PathBuf};

use careleaf::file_kind::kind_of;
use careleaf::leaflet::{Edition, EditionError, is_separator};
use careleaf::library::{House, lies_in};
use careleaf::plain_file::{self, PlainFileError};
use careleaf::proof::ledger;
use careleaf::proof::record::{self, ComposedText, LARGEST_PDF, Proof, Record, SealError};
use careleaf::whole_file::folder_of;

use careleaf::tasks::verify::saved_again;

use super::proof_args::KeepArguments;
use crate::error::Error;

/// How many characters of a code may be wrong for another to be suggested.
const MOST_WRONG: usize = 2;

/// Where editions are kept.
pub(crate) struct Places {
    pub(crate) ledger: Option<PathBuf>,
    pub(crate) archive: Option<PathBuf>,
    /// The library's folder.
    library: PathBuf,
}

/// An edition, as far as it is known.
pub(crate) struct Subject {
    pub(crate) record: Record,
    /// Its words, if they are at hand.
    pub(crate) text: Option<ComposedText>,
    /// Whether the file that it was read from is as it was written, words and all.
    pub(crate) is_whole: bool,
    /// The bytes of the file that it was read from, if it was.
    pub(crate) pdf: Option<Vec<u8>>,
}

impl Places {
    /// What was typed, otherwise what `house.toml` says.
    pub(crate) fn new(typed: &KeepArguments, house: &House) -> Places {
        Places {
            ledger: typed.ledger.clone().or_else(|| house.ledger.clone()),
            archive: typed.archive.clone().or_else(|| house.archive.clone()),
            library: house.folder.clone(),
        }
    }

    /// Whether the archive lies in the library, where it would be taken for a leaflet.
    pub(crate) fn archive_is_in_library(&self) -> bool {
        let archive = self.archive.as_ref();
        archive.is_some_and(|archive| lies_in(archive, &self.library))
    }

    /// Sees to it that a file, named `path`, is none of those that keep editions.
    ///
    /// # Errors
    /// [`Error::OutputIsLedger`], [`Error::OutputIsArchived`].
    pub(crate) fn check_apart(&self, path: &Path, target: &Path) -> Result<(), Error> {
        let real = |path: &Path| {
            let there = path.canonicalize().ok();
            there.or_else(|| Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?)))
        };
        let target = real(target);
        if self.ledger.as_deref().and_then(real) == target && target.is_some() {
            return Err(Error::OutputIsLedger(path.to_owned()));
        }
        let archive = self.archive.as_ref().and_then(|it| it.canonicalize().ok());
        match (archive, &target) {
            (Some(archive), Some(target)) if target.starts_with(&archive) => {
                Err(Error::OutputIsArchived(path.to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// The files and folders themselves.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        self.ledger.iter().chain(&self.archive).cloned().collect()
    }

    /// The archived copy of an edition.
    pub(crate) fn archived(&self, edition: &str) -> Option<PathBuf> {
        // A file may claim any name for its edition, a path even.
        let edition = Edition::parse(edition).ok()?;
        let archive = self.archive.as_ref()?;
        Some(archive.join(format!("{}.pdf", edition.code())))
    }

    /// The bytes of the archive's copy of an edition, if it has one.
    pub(crate) fn archived_pdf(&self, edition: &str) -> Option<Vec<u8>> {
        let path = self.archived(edition)?;
        read_archived(path, edition).ok()?.pdf
    }

    /// The edition that `typed` names: a file, or a code.
    ///
    /// # Errors
    /// When there is no such file or edition, or the file says nothing of itself.
    pub(crate) fn find(&self, typed: &str) -> Result<Subject, Error> {
        let path = Path::new(typed);
        if path.exists() || names_a_file(path) {
            return read(path);
        }
        self.find_edition(self.edition(typed)?.code())
    }

    /// The edition whose code was typed.
    ///
    /// # Errors
    /// [`Error::Mistyped`] when it is none.
    pub(crate) fn edition(&self, typed: &str) -> Result<Edition, Error> {
        Edition::parse(typed).map_err(|fault| self.mistyped(typed, fault))
    }

    /// The edition with this code: its archived copy, otherwise its line in the ledger.
    ///
    /// # Errors
    /// [`Error::UnknownEdition`] when neither has it; or when they cannot be read.
    pub(crate) fn find_edition(&self, edition: &str) -> Result<Subject, Error> {
        if let Some(path) = self.archived(edition).filter(|path| path.exists()) {
            return read_archived(path, edition);
        }
        let mut found = None;
        self.each_record(|record| {
            if record.edition == edition {
                found = Some(record);
            }
        })?;
        let record = found.ok_or_else(|| Error::UnknownEdition {
            edition: edition.to_owned(),
            meant: self.near(edition),
        })?;
        Ok(Subject {
            record,
            text: None,
            is_whole: true,
            pdf: None,
        })
    }

    /// The edition whose changes since `record` prints, if its words are kept.
    pub(crate) fn earlier(&self, record: &Record) -> Option<Proof> {
        let edition = Edition::parse(record.options.since.as_deref()?).ok()?;
        let Subject { record, text, .. } = self.find_edition(edition.code()).ok()?;
        let text = text?;
        Some(Proof { record, text })
    }

    /// Gives each record of the ledger to `see`.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) fn each_record(&self, see: impl FnMut(Record)) -> Result<(), Error> {
        match &self.ledger {
            Some(path) => Ok(ledger::read(path, see)?),
            None => Ok(()),
        }
    }

    /// The complaint about a code, with the known code that it is close to.
    fn mistyped(&self, typed: &str, fault: EditionError) -> Error {
        Error::Mistyped {
            typed: typed.to_owned(),
            fault,
            meant: self.near(typed),
        }
    }

    /// The known code that a code is close to.
    fn near(&self, typed: &str) -> Option<String> {
        let plain = |code: &str| code.to_uppercase().replace(is_separator, "");
        let distance = |code: &String| strsim::osa_distance(&plain(typed), &plain(code));
        let known = self.known_editions().into_iter();
        let near = known
            .map(|code| (distance(&code), code))
            .filter(|(wrong, _)| *wrong <= MOST_WRONG);
        near.min().map(|(_, code)| code)
    }

    /// The codes in the ledger and the archive, as far as they can be read: they only serve a hint.
    fn known_editions(&self) -> Vec<String> {
        let mut known = Vec::new();
        let _ = self.each_record(|record| known.push(record.edition));
        let folder = self
            .archive
            .as_ref()
            .and_then(|folder| fs::read_dir(folder).ok());
        let names = folder
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        known.extend(names.filter_map(|name| name.strip_suffix(".pdf").map(str::to_owned)));
        known
    }
}

/// Whether a name that leads nowhere was meant as a file's.
fn names_a_file(path: &Path) -> bool {
    path.components().count() > 1
        || path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("pdf"))
}

/// Reads the archive's copy of an edition.
///
/// # Errors
/// [`Error::ArchiveDamaged`] when it is not that, whole.
pub(crate) fn read_archived(path: PathBuf, edition: &str) -> Result<Subject, Error> {
    match read(&path) {
        Ok(subject) if subject.is_whole && subject.record.edition == edition => Ok(subject),
        Err(error @ Error::Read { .. }) => Err(error),
        _ => Err(Error::ArchiveDamaged(path)),
    }
}

/// Reads what the PDF at `path` says of itself.
///
/// # Errors
/// When it cannot be read, is too large to be a leaflet, or has no record.
pub(crate) fn read(path: &Path) -> Result<Subject, Error> {
    let pdf = bytes(path)?;
    if !is_pdf(&pdf) {
        return Err(Error::NoPdf {
            path: path.to_owned(),
            kind: kind_of(&pdf),
        });
    }
    let opened = record::open(&pdf);
    let is_sealed = opened.as_ref().is_ok_and(|opened| opened.is_whole);
    if !is_sealed && let Some(found) = saved_again(&pdf) {
        return Err(Error::SavedAgain {
            path: path.to_owned(),
            found: Box::new(found),
        });
    }
    let opened = opened.map_err(|fault: SealError| Error::NoRecord {
        path: path.to_owned(),
        fault,
    })?;
    let text = opened
        .is_whole
        .then(|| record::open_text(&pdf, &opened.record))
        .flatten();
    Ok(Subject {
        record: opened.record,
        is_whole: text.is_some(),
        text,
        pdf: Some(pdf),
    })
}

/// Whether a file starts as PDFs do; some have a few bytes before that (ISO 32000-1, annex H.3, note 13).
fn is_pdf(file: &[u8]) -> bool {
    let start = &file[..file.len().min(1024)];
    start.windows(5).any(|bytes| bytes == b"%PDF-")
}

fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let path = path.to_owned();
    plain_file::read(&path, LARGEST_PDF).map_err(|fault| match fault {
        PlainFileError::System(source) => Error::Read { path, source },
        PlainFileError::TooLarge(_) => Error::TooLarge(path),
        fault => Error::NotPlain { path, fault },
    })
}
