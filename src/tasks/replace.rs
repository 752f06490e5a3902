//! Replaces texts of the library, all of them or, as far as a file system lets one promise it, none: every new text is
//! written beside the old one first, and only then do they change places. No reader meets half a text.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::whole_file::{self, Staged};

use super::error::TaskError;

/// The mark that some editors put before a text. The library is read without it; it stays in the file.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A text that takes another's place.
pub(super) struct Replacement {
    /// The file.
    pub(super) path: PathBuf,
    /// What was read from it.
    pub(super) old: String,
    /// What is to be there.
    pub(super) new: String,
}

/// Replaces the texts.
///
/// # Errors
/// [`TaskError::ChangedMeanwhile`] when a file does not hold what was read from it, [`TaskError::Write`] when one cannot be
/// written.
pub(super) fn all(replacements: Vec<Replacement>) -> Result<(), TaskError> {
    let staged = replacements
        .into_iter()
        .map(stage)
        .collect::<Result<Vec<_>, TaskError>>()?;
    for (path, file) in staged {
        file.put_in_place().map_err(failed(&path))?;
    }
    Ok(())
}

/// The new text in a temporary file, and the file that it is to replace: a link is followed, because the change of
/// places would replace the link itself.
fn stage(replacement: Replacement) -> Result<(PathBuf, Staged), TaskError> {
    let Replacement { path, old, new } = replacement;
    let target = fs::canonicalize(&path).map_err(failed(&path))?;
    let present = fs::read(&target).map_err(failed(&path))?;
    let mark = if present.starts_with(BYTE_ORDER_MARK.as_bytes()) {
        BYTE_ORDER_MARK
    } else {
        ""
    };
    if present[mark.len()..] != *old.as_bytes() {
        return Err(TaskError::ChangedMeanwhile(path));
    }
    let text = format!("{mark}{new}");
    let staged = check_writable(&target)
        .and_then(|()| whole_file::stage(&target, |file| file.write_all(text.as_bytes())));
    Ok((path.clone(), staged.map_err(failed(&path))?))
}

/// The rename would replace a file that is write-protected.
fn check_writable(target: &Path) -> io::Result<()> {
    if fs::metadata(target)?.permissions().readonly() {
        return Err(ErrorKind::PermissionDenied.into());
    }
    Ok(())
}

fn failed(path: &Path) -> impl Fn(io::Error) -> TaskError {
    let path = path.to_owned();
    move |source| TaskError::Write {
        path: path.clone(),
        source,
    }
}
