//! `careleaf check`: every fault of the library, and how many there are.

use super::args::CheckArguments;
use super::console;
use super::open::open;
use crate::error::Error;

/// Shows every diagnostic of the library.
///
/// # Errors
/// [`Error::Content`] when one of them is an error.
pub(crate) fn run(arguments: &CheckArguments) -> Result<(), Error> {
    let folder = &arguments.library.library;
    let faults = open(folder)?.faults;
    console::note(format_args!("{faults} in `{}`", folder.display()));
    Ok(())
}
