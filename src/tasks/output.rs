//! Where a finished PDF goes: back to whoever asked, or into a file that appears whole or not at all.
//!
//! A link is followed, and what is no PDF is never replaced: a slip of the shell's completion must not cost a section's
//! text.

use std::fs::{self, File};
use std::io::Read;
use std::iter;
use std::path::{Path, PathBuf, is_separator};

use crate::whole_file::{self, PlacedFile, folder_of};

use super::editions::EditionStore;
use super::error::TaskError;

/// Endings of files that other programs open: a PDF with one of them does not open at all.
const OTHER_ENDINGS: [&str; 27] = [
    "csv", "doc", "docx", "epub", "gif", "htm", "html", "jpeg", "jpg", "json", "md", "odp", "ods",
    "odt", "png", "ppt", "pptx", "ps", "rtf", "svg", "tif", "tiff", "toml", "txt", "xls", "xlsx",
    "zip",
];

/// Where a PDF is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Back to whoever asked for it.
    Memory,
    /// To this file, in the place of one that is there.
    File(PathBuf),
    /// To a file of the leaflet's own name.
    OwnName {
        /// In this folder.
        folder: PathBuf,
        /// What becomes of a file that has the name.
        if_taken: IfTaken,
    },
}

/// What becomes of a file whose name a leaflet would have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfTaken {
    /// It is replaced.
    Replace,
    /// It stays, and the leaflet gets a number after its name.
    Number,
}

/// Where a PDF went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// Back: these are its bytes.
    Bytes(Vec<u8>),
    /// To this file.
    File(PathBuf),
    /// To a file with a number in its name.
    Numbered {
        /// The file.
        path: PathBuf,
        /// The file that has the name without a number.
        taken: PathBuf,
    },
    /// To none: this file has the same bytes already.
    There(PathBuf),
}

/// Sees to it that a leaflet can go to its destination, before anything else is kept of it: a mistyped name should leave the
/// ledger and the archive as they are.
///
/// # Errors
/// When it cannot, or the destination is where editions are kept.
pub(super) fn check(destination: &Destination, store: &EditionStore) -> Result<(), TaskError> {
    match destination {
        Destination::Memory | Destination::OwnName { .. } => Ok(()),
        Destination::File(path) => store.check_apart(path, &target(path)?),
    }
}

/// Puts `pdf`, whose own name is `name`, where it is to go.
///
/// # Errors
/// When it cannot be written; then nothing has changed on disk.
pub(super) fn deliver(
    pdf: Vec<u8>,
    destination: &Destination,
    name: &Path,
) -> Result<Delivered, TaskError> {
    match destination {
        Destination::Memory => Ok(Delivered::Bytes(pdf)),
        Destination::File(path) => replace(&pdf, path.clone()),
        Destination::OwnName { folder, if_taken } => match if_taken {
            IfTaken::Replace => replace(&pdf, folder.join(name)),
            IfTaken::Number => write_beside(&pdf, folder.join(name)),
        },
    }
}

fn replace(pdf: &[u8], path: PathBuf) -> Result<Delivered, TaskError> {
    whole_file::sweep(folder_of(&path));
    write_file(pdf, &path)?;
    Ok(Delivered::File(path))
}

/// Two patients' copies of one edition have the same name of their own: the second must not replace the first.
fn write_beside(pdf: &[u8], taken: PathBuf) -> Result<Delivered, TaskError> {
    whole_file::sweep(folder_of(&taken));
    let names = iter::once(taken.clone()).chain((2..).map(|number| numbered(&taken, number)));
    match whole_file::write_beside(names, pdf) {
        Ok(PlacedFile::There(path)) => Ok(Delivered::There(path)),
        Ok(PlacedFile::New(path)) if path == taken => Ok(Delivered::File(path)),
        Ok(PlacedFile::New(path)) => Ok(Delivered::Numbered { path, taken }),
        Err(source) => Err(TaskError::Write {
            path: taken,
            source,
        }),
    }
}

/// `blood-test-K7QM-2F4X-9TRT-2.pdf`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{number}.pdf"))
}

/// Writes `pdf` to the file at `path`, whole or not at all.
///
/// # Errors
/// When it cannot be written; then nothing has changed on disk.
pub(super) fn write_file(pdf: &[u8], path: &Path) -> Result<(), TaskError> {
    let target = target(path)?;
    let failed = |source| TaskError::Write {
        path: path.to_owned(),
        source,
    };
    whole_file::write(&target, pdf).map_err(failed)
}

/// The file that `path` stands for: a link is followed, because the rename would replace the link itself.
///
/// # Errors
/// When no PDF may be written there.
pub(super) fn target(path: &Path) -> Result<PathBuf, TaskError> {
    let Ok(metadata) = fs::metadata(path) else {
        return new_target(path);
    };
    if metadata.is_dir() {
        Err(TaskError::OutputIsFolder(path.to_owned()))
    } else if !metadata.is_file() {
        Err(TaskError::OutputIsSpecial(path.to_owned()))
    } else if metadata.permissions().readonly() {
        Err(TaskError::OutputProtected(path.to_owned()))
    } else if holds_no_pdf(path) {
        Err(TaskError::OutputIsNoPdf(path.to_owned()))
    } else {
        fs::canonicalize(path).map_err(|source| TaskError::Write {
            path: path.to_owned(),
            source,
        })
    }
}

/// The file that is to appear at `path`, where there is none yet.
fn new_target(path: &Path) -> Result<PathBuf, TaskError> {
    let folder = folder_of(path);
    let ending = path
        .extension()
        .map(|it| it.to_string_lossy().to_lowercase());
    if ending.is_some_and(|ending| OTHER_ENDINGS.contains(&&*ending)) {
        Err(TaskError::OutputIsNamedOtherwise(path.to_owned()))
    } else if path.is_symlink() {
        Err(TaskError::OutputIsBrokenLink(path.to_owned()))
    } else if path.to_string_lossy().ends_with(is_separator) {
        Err(TaskError::OutputFolderMissing(path.to_owned()))
    } else if !folder.is_dir() {
        Err(TaskError::OutputFolderMissing(folder.to_owned()))
    } else {
        Ok(path.to_owned())
    }
}

/// Whether there is something in the file that was never a leaflet: a section's text, say, after a slip of the shell's
/// completion. An empty file may be replaced, because `mktemp` makes such files.
fn holds_no_pdf(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(5).read_to_end(&mut start));
    read.is_ok() && !start.is_empty() && start != b"%PDF-"
}
