//! An edition that somebody names: by a PDF, or by the code on paper, looked up in the archive and the ledger.

use std::fs;
use std::path::{Path, PathBuf};

use crate::file_kind::kind_of;
use crate::form::{Form, PagedForm};
use crate::leaflet::{Edition, EditionError, is_separator};
use crate::library::{House, lies_in};
use crate::plain_file::{self, PlainFileError};
use crate::proof::ledger;
use crate::proof::record::{self, ComposedText, LARGEST_PDF, Proof, Record, SealError};
use crate::whole_file::folder_of;

use super::error::TaskError;
use super::verify::saved_again;

/// How many characters of a code may be wrong for another to be suggested.
const MOST_WRONG: usize = 2;
/// What the names of archived copies end with.
const ENDING: &str = ".pdf";

/// Where editions are to be kept, in place of what `house.toml` says.
#[derive(Clone, Debug, Default)]
pub struct StorePaths {
    /// The file that lists every edition.
    pub ledger: Option<PathBuf>,
    /// The folder that keeps a blank copy of every edition.
    pub archive: Option<PathBuf>,
}

/// Where editions are kept.
pub(super) struct EditionStore {
    pub(super) ledger: Option<PathBuf>,
    pub(super) archive: Option<PathBuf>,
    /// The library's folder.
    library: PathBuf,
}

/// An edition, as far as it is known.
pub(super) struct KnownEdition {
    pub(super) record: Record,
    /// Its words, if they are at hand.
    pub(super) text: Option<ComposedText>,
    /// Whether the file that it was read from is as it was written, words and all.
    pub(super) is_whole: bool,
    /// The bytes of the file that it was read from, if it was.
    pub(super) pdf: Option<Vec<u8>>,
}

impl KnownEdition {
    /// An edition of which nothing is known but its record.
    pub(super) fn by_record(record: Record) -> KnownEdition {
        KnownEdition {
            record,
            text: None,
            is_whole: true,
            pdf: None,
        }
    }
}

impl EditionStore {
    /// What was named, otherwise what `house.toml` says.
    pub(super) fn new(named: &StorePaths, house: &House) -> EditionStore {
        EditionStore {
            ledger: named.ledger.clone().or_else(|| house.ledger.clone()),
            archive: named.archive.clone().or_else(|| house.archive.clone()),
            library: house.folder.clone(),
        }
    }

    /// Whether the archive lies in the library, where it would be taken for a leaflet.
    pub(super) fn archive_is_in_library(&self) -> bool {
        let archive = self.archive.as_ref();
        archive.is_some_and(|archive| lies_in(archive, &self.library))
    }

    /// Sees to it that a file, named `path`, is none of those that keep editions.
    ///
    /// # Errors
    /// [`TaskError::OutputIsLedger`], [`TaskError::OutputIsArchived`].
    pub(super) fn check_apart(&self, path: &Path, target: &Path) -> Result<(), TaskError> {
        let real = |path: &Path| {
            let there = path.canonicalize().ok();
            there.or_else(|| Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?)))
        };
        let target = real(target);
        if self.ledger.as_deref().and_then(real) == target && target.is_some() {
            return Err(TaskError::OutputIsLedger(path.to_owned()));
        }
        let archive = self.archive.as_ref().and_then(|it| it.canonicalize().ok());
        match (archive, &target) {
            (Some(archive), Some(target)) if target.starts_with(&archive) => {
                Err(TaskError::OutputIsArchived(path.to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// The files and folders themselves.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.ledger.iter().chain(&self.archive).cloned().collect()
    }

    /// Where the archive has its copy of an edition in a form: `CODE-FORM.pdf`.
    pub(super) fn archived(&self, edition: &Edition, form: PagedForm) -> Option<PathBuf> {
        let archive = self.archive.as_ref()?;
        let name = Form::Pdf(form).name();
        Some(archive.join(format!("{}-{name}{ENDING}", edition.code())))
    }

    /// The bytes of the archive's copy of what a record tells of, if it has one.
    pub(super) fn archived_pdf(&self, record: &Record) -> Option<Vec<u8>> {
        let copies = self.archived_copies(&record.edition).into_iter();
        let mut copies = copies.filter_map(|path| read_archived(path, &record.edition).ok());
        copies.find(|copy| copy.record.form == record.form)?.pdf
    }

    /// The archive's copies of an edition, that in the usual form first. Version 0.2.0 and those before it named a copy
    /// `CODE.pdf`, because a code stood for a form as well.
    fn archived_copies(&self, edition: &str) -> Vec<PathBuf> {
        // A file may claim any name for its edition, a path even.
        let (Ok(edition), Some(archive)) = (Edition::parse(edition), &self.archive) else {
            return Vec::new();
        };
        let usual = PagedForm::default();
        let of_earlier_version = archive.join(format!("{}{ENDING}", edition.code()));
        // Each name that a copy can have is tried: an archive may have very many.
        let others = PagedForm::all().filter(|form| *form != usual);
        let copies = self.archived(&edition, usual).into_iter();
        copies
            .chain([of_earlier_version])
            .chain(others.filter_map(|form| self.archived(&edition, form)))
            .filter(|path| path.exists())
            .collect()
    }

    /// The edition that `typed` names: a file, or a code.
    ///
    /// # Errors
    /// When there is no such file or edition, or the file says nothing of itself.
    pub(super) fn find(&self, typed: &str) -> Result<KnownEdition, TaskError> {
        let path = Path::new(typed);
        if path.exists() || names_a_file(path) {
            return read(path);
        }
        self.find_edition(self.edition(typed)?.code())
    }

    /// The edition whose code was typed.
    ///
    /// # Errors
    /// [`TaskError::Mistyped`] when it is none.
    pub(super) fn edition(&self, typed: &str) -> Result<Edition, TaskError> {
        Edition::parse(typed).map_err(|fault| self.mistyped(typed, fault))
    }

    /// The edition with this code: its archived copy in any form, otherwise its first line in the ledger.
    ///
    /// # Errors
    /// [`TaskError::UnknownEdition`] when neither has it; or when they cannot be read.
    pub(super) fn find_edition(&self, edition: &str) -> Result<KnownEdition, TaskError> {
        if let Some(path) = self.archived_copies(edition).into_iter().next() {
            return read_archived(path, edition);
        }
        let mut found = None;
        self.each_record(|record| {
            if found.is_none() && record.edition == edition {
                found = Some(record);
            }
        })?;
        let record = found.ok_or_else(|| TaskError::UnknownEdition {
            edition: edition.to_owned(),
            meant: self.near(edition),
        })?;
        Ok(KnownEdition::by_record(record))
    }

    /// The edition whose changes since `record` prints, if its words are kept.
    pub(super) fn earlier(&self, record: &Record) -> Option<Proof> {
        let edition = Edition::parse(record.options.since.as_deref()?).ok()?;
        let KnownEdition { record, text, .. } = self.find_edition(edition.code()).ok()?;
        let text = text?;
        Some(Proof { record, text })
    }

    /// Gives each record of the ledger to `see`.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(super) fn each_record(&self, see: impl FnMut(Record)) -> Result<(), TaskError> {
        match &self.ledger {
            Some(path) => Ok(ledger::read(path, see)?),
            None => Ok(()),
        }
    }

    /// The complaint about a code, with the known code that it is close to.
    fn mistyped(&self, typed: &str, fault: EditionError) -> TaskError {
        TaskError::Mistyped {
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
        let names = self.archive.iter().flat_map(|archive| names_in(archive));
        known.extend(names.filter_map(|name| code_in(&name)));
        known
    }
}

/// The names in a folder, as far as they can be read.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names.collect()
}

/// The code in the name of an archived copy: its first three groups.
fn code_in(name: &str) -> Option<String> {
    let name = name.strip_suffix(ENDING)?;
    let groups: Vec<&str> = name.split('-').take(3).collect();
    Some(groups.join("-"))
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
/// [`TaskError::ArchiveDamaged`] when it is not that, whole.
pub(super) fn read_archived(path: PathBuf, edition: &str) -> Result<KnownEdition, TaskError> {
    match read(&path) {
        Ok(known) if known.is_whole && known.record.edition == edition => Ok(known),
        Err(error @ TaskError::Read { .. }) => Err(error),
        _ => Err(TaskError::ArchiveDamaged(path)),
    }
}

/// Reads what the PDF at `path` says of itself.
///
/// # Errors
/// When it cannot be read, is too large to be a leaflet, or has no record.
fn read(path: &Path) -> Result<KnownEdition, TaskError> {
    let pdf = bytes(path)?;
    if !is_pdf(&pdf) {
        return Err(TaskError::NoPdf {
            path: path.to_owned(),
            kind: kind_of(&pdf),
        });
    }
    let opened = record::open(&pdf);
    let is_sealed = opened.as_ref().is_ok_and(|opened| opened.is_whole);
    if !is_sealed && let Some(found) = saved_again(&pdf) {
        return Err(TaskError::SavedAgain {
            path: path.to_owned(),
            found: Box::new(found),
        });
    }
    let opened = opened.map_err(|fault: SealError| TaskError::NoRecord {
        path: path.to_owned(),
        fault,
    })?;
    let text = opened
        .is_whole
        .then(|| record::open_text(&pdf, &opened.record))
        .flatten();
    Ok(KnownEdition {
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

fn bytes(path: &Path) -> Result<Vec<u8>, TaskError> {
    let path = path.to_owned();
    plain_file::read(&path, LARGEST_PDF).map_err(|fault| match fault {
        PlainFileError::System(source) => TaskError::Read { path, source },
        PlainFileError::TooLarge(_) => TaskError::TooLarge(path),
        fault => TaskError::NotPlain { path, fault },
    })
}
