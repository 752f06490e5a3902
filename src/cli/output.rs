//! Where a finished PDF goes: stdout, or a file that appears whole or not at all.
//!
//! A link is followed, and what is no PDF is never replaced: a slip of the shell's completion must not cost a section's
//! text.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::iter;
use std::path::{Path, PathBuf, is_separator};

use careleaf::whole_file::{self, Placed, folder_of};

use super::subject::Places;
use crate::error::Error;

/// Endings of files that other programs open: a PDF with one of them does not open at all.
const OTHER_ENDINGS: [&str; 27] = [
    "csv", "doc", "docx", "epub", "gif", "htm", "html", "jpeg", "jpg", "json", "md", "odp", "ods",
    "odt", "png", "ppt", "pptx", "ps", "rtf", "svg", "tif", "tiff", "toml", "txt", "xls", "xlsx",
    "zip",
];

/// Where a PDF is to go.
pub(crate) enum Destination {
    /// To stdout.
    Stdout,
    /// To this file, in the place of one that is there.
    File(PathBuf),
    /// To a file of this name; where that is another's, with a number after it.
    Beside(PathBuf),
}

/// Where a PDF was written to.
pub(crate) enum Written {
    /// To stdout.
    Stdout,
    /// To this file.
    File(PathBuf),
    /// To a file with a number in its name: `taken` is the one without.
    Numbered { path: PathBuf, taken: PathBuf },
    /// To none: this file has the same bytes already.
    There(PathBuf),
}

/// Sees to it that a leaflet can go to `output`, before anything else is kept of it: a mistyped name should leave the ledger
/// and the archive as they are.
///
/// # Errors
/// When it cannot, or `output` is where editions are kept.
pub(crate) fn check(output: Option<&Path>, places: &Places) -> Result<(), Error> {
    match output {
        None => Ok(()),
        Some(path) if path == Path::new("-") => check_stdout(),
        Some(path) => {
            let target = target(path)?;
            places.check_apart(path, &target)
        }
    }
}

/// Writes `pdf` to its destination.
///
/// # Errors
/// When the output cannot be written; then nothing has changed on disk.
pub(crate) fn deliver(pdf: &[u8], destination: Destination) -> Result<Written, Error> {
    match destination {
        Destination::Stdout => {
            write_stdout(pdf)?;
            Ok(Written::Stdout)
        }
        Destination::File(path) => {
            whole_file::sweep(folder_of(&path));
            write_file(pdf, &path)?;
            Ok(Written::File(path))
        }
        Destination::Beside(path) => {
            whole_file::sweep(folder_of(&path));
            write_beside(pdf, path)
        }
    }
}

/// Two patients' copies of one edition have the same name of their own: the second must not replace the first.
fn write_beside(pdf: &[u8], taken: PathBuf) -> Result<Written, Error> {
    let names = iter::once(taken.clone()).chain((2..).map(|number| numbered(&taken, number)));
    let placed = whole_file::write_beside(names, pdf);
    match placed {
        Ok(Placed::There(path)) => Ok(Written::There(path)),
        Ok(Placed::New(path)) if path == taken => Ok(Written::File(path)),
        Ok(Placed::New(path)) => Ok(Written::Numbered { path, taken }),
        Err(source) => Err(Error::Write {
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

fn check_stdout() -> Result<(), Error> {
    if io::stdout().is_terminal() {
        Err(Error::StdoutIsTerminal)
    } else if stdout_is_closed() {
        Err(Error::StdoutIsClosed)
    } else {
        Ok(())
    }
}

/// Whether stdout was closed when the program started. The runtime then opens `/dev/null` in its place, for reading and
/// writing; who sends a leaflet there on purpose opens it for writing alone.
#[cfg(unix)]
fn stdout_is_closed() -> bool {
    use rustix::fs::{OFlags, fcntl_getfl, fstat, stat};
    let stdout = io::stdout();
    let reads = fcntl_getfl(&stdout).is_ok_and(|flags| flags.contains(OFlags::RDWR));
    let device = |status: rustix::fs::Stat| status.st_rdev;
    let null = stat("/dev/null").map(device);
    reads && fstat(&stdout).map(device).is_ok_and(|it| null == Ok(it))
}

/// Elsewhere writing to it fails.
#[cfg(not(unix))]
fn stdout_is_closed() -> bool {
    false
}

fn write_stdout(pdf: &[u8]) -> Result<(), Error> {
    check_stdout()?;
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(pdf)
        .and_then(|()| stdout.flush())
        .map_err(Error::Stdout)
}

/// Writes `pdf` to the file at `path`, whole or not at all.
///
/// # Errors
/// When it cannot be written; then nothing has changed on disk.
pub(crate) fn write_file(pdf: &[u8], path: &Path) -> Result<(), Error> {
    let target = target(path)?;
    let failed = |source| Error::Write {
        path: path.to_owned(),
        source,
    };
    whole_file::write(&target, pdf).map_err(failed)
}

/// The file that `path` stands for: a link is followed, because the rename would replace the link itself.
///
/// # Errors
/// When no PDF may be written there.
pub(crate) fn target(path: &Path) -> Result<PathBuf, Error> {
    let Ok(metadata) = fs::metadata(path) else {
        return new_target(path);
    };
    if metadata.is_dir() {
        Err(Error::OutputIsFolder(path.to_owned()))
    } else if !metadata.is_file() {
        Err(Error::OutputIsSpecial(path.to_owned()))
    } else if metadata.permissions().readonly() {
        Err(Error::OutputProtected(path.to_owned()))
    } else if holds_no_pdf(path) {
        Err(Error::OutputIsNoPdf(path.to_owned()))
    } else {
        fs::canonicalize(path).map_err(|source| Error::Write {
            path: path.to_owned(),
            source,
        })
    }
}

/// The file that is to appear at `path`, where there is none yet.
fn new_target(path: &Path) -> Result<PathBuf, Error> {
    let folder = folder_of(path);
    let ending = path
        .extension()
        .map(|it| it.to_string_lossy().to_lowercase());
    if ending.is_some_and(|ending| OTHER_ENDINGS.contains(&&*ending)) {
        Err(Error::OutputIsNamedOtherwise(path.to_owned()))
    } else if path.is_symlink() {
        Err(Error::OutputIsBrokenLink(path.to_owned()))
    } else if path.to_string_lossy().ends_with(is_separator) {
        Err(Error::OutputFolderMissing(path.to_owned()))
    } else if !folder.is_dir() {
        Err(Error::OutputFolderMissing(folder.to_owned()))
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
