//! Reading the library for a command that needs a sound one: its faults are shown, and with an error among them there is
//! nothing to go on with.

use std::path::Path;

use careleaf::diagnostic::{Diagnostic, Severity, Sources};
use careleaf::library::{self, Library};

use super::console;
use crate::error::Error;

/// A sound library and the files it was read from.
pub(crate) struct OpenLibrary {
    pub(crate) library: Library,
    pub(crate) sources: Sources,
}

/// Reads the library in `folder` and shows its diagnostics.
///
/// # Errors
/// [`Error::Content`] when one of them is an error.
pub(crate) fn open(folder: &Path) -> Result<OpenLibrary, Error> {
    let reading = library::read(folder);
    console::diagnostics(&reading.diagnostics, &reading.sources);
    let Some(library) = reading.library else {
        return Err(Error::Content {
            library: folder.to_owned(),
            errors: count(&reading.diagnostics, Severity::Error),
        });
    };
    Ok(OpenLibrary {
        library,
        sources: reading.sources,
    })
}

/// How many of `diagnostics` are as bad as `severity`.
pub(crate) fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == severity)
        .count()
}
