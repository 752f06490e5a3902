//! Files that are read: ordinary ones only, and of no more bytes than whoever reads them can use. A pipe or a device may never
//! end, and opening one may wait for ever, so what a path leads to is looked at first.

use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use crate::file_failure;

/// Why a file is not read. It goes on from the file's name: "is a pipe, not a file".
#[derive(Debug, thiserror::Error)]
pub enum PlainFileError {
    /// Something else stands there.
    #[error("is {0}, not a file")]
    Other(OtherKind),
    /// It has more than so many bytes.
    #[error("is larger than {}", in_megabytes(*.0))]
    TooLarge(u64),
    /// The system does not give it.
    #[error("cannot be read: {}", file_failure::in_words(.0))]
    System(#[from] io::Error),
}

/// What may stand in the place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherKind {
    /// A folder.
    Folder,
    /// A pipe, such as `mkfifo` makes.
    Pipe,
    /// A device, such as `/dev/zero`.
    Device,
    /// Something else that is not read as a file is: a socket.
    Special,
}

impl fmt::Display for OtherKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            OtherKind::Folder => "a folder",
            OtherKind::Pipe => "a pipe",
            OtherKind::Device => "a device",
            OtherKind::Special => "something special",
        })
    }
}

/// Opens the ordinary file at `path`, which has at most `largest` bytes.
///
/// # Errors
/// When it is something else, larger, missing or not readable.
pub fn open(path: &Path, largest: u64) -> Result<File, PlainFileError> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(PlainFileError::Other(other_kind(&metadata)));
    }
    if metadata.len() > largest {
        return Err(PlainFileError::TooLarge(largest));
    }
    Ok(File::open(path)?)
}

/// Reads the ordinary file at `path`, which has at most `largest` bytes.
///
/// # Errors
/// When it is something else, larger, missing or not readable.
pub fn read(path: &Path, largest: u64) -> Result<Vec<u8>, PlainFileError> {
    let mut bytes = Vec::new();
    // It may grow meanwhile, and some of the system's own files have no length.
    let mut file = open(path, largest)?.take(largest.saturating_add(1));
    file.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest {
        return Err(PlainFileError::TooLarge(largest));
    }
    Ok(bytes)
}

#[cfg(unix)]
fn other_kind(metadata: &Metadata) -> OtherKind {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_dir() {
        OtherKind::Folder
    } else if kind.is_fifo() {
        OtherKind::Pipe
    } else if kind.is_char_device() || kind.is_block_device() {
        OtherKind::Device
    } else {
        OtherKind::Special
    }
}

#[cfg(not(unix))]
fn other_kind(metadata: &Metadata) -> OtherKind {
    if metadata.is_dir() {
        OtherKind::Folder
    } else {
        OtherKind::Special
    }
}

/// A number of bytes in words, as limits are stated: `2 MB`.
pub fn in_megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(path: &Path) -> String {
        read(path, 2_000_000).unwrap_err().to_string()
    }

    #[test]
    fn a_file_is_read_up_to_its_limit_and_not_beyond() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, vec![b'a'; 2_000_000]).unwrap();
        assert_eq!(read(&path, 2_000_000).unwrap().len(), 2_000_000);
        fs::write(&path, vec![b'a'; 2_000_001]).unwrap();
        assert_eq!(fault(&path), "is larger than 2 MB");
        assert_eq!(fault(folder.path()), "is a folder, not a file");
        assert_eq!(
            fault(&path.join("x")),
            "cannot be read: a part of its path is not a folder"
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.unwrap().success());
        assert_eq!(fault(&path), "is a pipe, not a file");
        assert_eq!(fault(Path::new("/dev/zero")), "is a device, not a file");
    }
}
