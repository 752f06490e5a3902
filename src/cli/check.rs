//! `careleaf check`: every fault of the library, and how many there are.

use careleaf::diagnostic::Severity;
use careleaf::library;

use super::args::CheckArguments;
use super::console;
use super::open::count;
use crate::error::{Error, counted};

/// Shows every diagnostic of the library.
///
/// # Errors
/// [`Error::Content`] when one of them is an error.
pub(crate) fn run(arguments: &CheckArguments) -> Result<(), Error> {
    let folder = &arguments.library.library;
    let reading = library::read(folder);
    console::diagnostics(&reading.diagnostics, &reading.sources);
    let errors = count(&reading.diagnostics, Severity::Error);
    let warnings = count(&reading.diagnostics, Severity::Warning);
    if errors > 0 || reading.library.is_none() {
        return Err(Error::Content {
            library: folder.clone(),
            errors,
        });
    }
    console::note(format_args!(
        "checked `{}`: {}, {}",
        folder.display(),
        counted(errors, "error"),
        counted(warnings, "warning")
    ));
    Ok(())
}
