//! Reading the library for a command that needs a sound one: its faults are shown, and with an error among them there is
//! nothing to go on with.

use std::path::Path;

use careleaf::diagnostic::Sources;
use careleaf::library::{self, Library};

use super::console;
use crate::error::{Error, Faults};

/// A sound library.
pub(crate) struct OpenLibrary {
    /// What was read.
    pub(crate) library: Library,
    /// The files it was read from.
    pub(crate) sources: Sources,
}

/// Reads the library in `folder` and shows its diagnostics.
///
/// # Errors
/// [`Error::Content`] when one of them is an error.
pub(crate) fn open(folder: &Path) -> Result<OpenLibrary, Error> {
    let reading = library::read(folder);
    console::diagnostics(&reading.diagnostics, &reading.sources);
    match reading.library {
        Some(library) => Ok(OpenLibrary {
            library,
            sources: reading.sources,
        }),
        None => Err(Error::Content {
            library: folder.to_owned(),
            faults: Faults::of(&reading.diagnostics),
        }),
    }
}
