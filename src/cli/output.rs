//! Where a finished PDF goes: stdout, or a file that appears whole or not at all.
//!
//! The bytes are written to a temporary file beside the target, which is then renamed: no reader meets half a leaflet,
//! and a file that was there stays until the new one is complete.

use std::fs::{self, File, Permissions};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf, is_separator};

use tempfile::NamedTempFile;

use crate::error::Error;

/// Where a PDF was written to.
pub(crate) enum Written {
    /// To stdout.
    Stdout,
    /// To this file.
    File(PathBuf),
}

/// Writes `pdf` to `output`: `-` is stdout, nothing is the file `default_name` in the current folder.
///
/// # Errors
/// When the output cannot be written; then nothing has changed on disk.
pub(crate) fn deliver(
    pdf: &[u8],
    output: Option<&Path>,
    default_name: &str,
) -> Result<Written, Error> {
    if output == Some(Path::new("-")) {
        write_stdout(pdf)?;
        return Ok(Written::Stdout);
    }
    let path = output.unwrap_or(Path::new(default_name));
    write_file(pdf, path)?;
    Ok(Written::File(path.to_owned()))
}

fn write_stdout(pdf: &[u8]) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    if stdout.is_terminal() {
        return Err(Error::StdoutIsTerminal);
    }
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
    let mut file = temporary_beside(&target).map_err(failed)?;
    file.write_all(pdf).map_err(failed)?;
    file.persist(&target)
        .map_err(|persisting| failed(persisting.error))?;
    Ok(())
}

/// The file that `path` stands for: a link is followed, because the rename would replace the link itself.
fn target(path: &Path) -> Result<PathBuf, Error> {
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
    if path.is_symlink() {
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

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

fn temporary_beside(target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".careleaf-").suffix(".pdf");
    if let Some(permissions) = permissions_for(target) {
        builder.permissions(permissions);
    }
    builder.tempfile_in(folder_of(target))
}

/// The rights that the file would have had without the detour: those of the file that it replaces, otherwise what the
/// umask leaves of read and write for all.
#[cfg(unix)]
fn permissions_for(target: &Path) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    let replaced = fs::metadata(target).map(|metadata| metadata.permissions());
    Some(replaced.unwrap_or(Permissions::from_mode(0o666)))
}

/// Elsewhere a file takes its rights from its folder.
#[cfg(not(unix))]
fn permissions_for(_target: &Path) -> Option<Permissions> {
    None
}
