//! Reading the library for a command, and showing what is wrong with it.

use std::env;
use std::path::Path;

use careleaf::counted::counted;
use careleaf::tasks::{OpenLibrary, TaskError};

use super::console;
use super::error::{Error, LIBRARY_VARIABLE};

/// Reads the library in `folder` and shows what is wrong with the files that all leaflets share.
///
/// # Errors
/// When nothing can be built from it.
pub(crate) fn open(folder: &Path) -> Result<OpenLibrary, Error> {
    opened(folder, OpenLibrary::read)
}

/// Reads the library in `folder`, all of which is asked about, and shows what is wrong with it.
///
/// # Errors
/// When there is an error in it anywhere.
pub(crate) fn open_whole(folder: &Path) -> Result<OpenLibrary, Error> {
    opened(folder, OpenLibrary::read_whole)
}

fn opened(
    folder: &Path,
    read: fn(&Path) -> Result<OpenLibrary, TaskError>,
) -> Result<OpenLibrary, Error> {
    check_named(folder)?;
    let open = read(folder)?;
    console::diagnostics(open.diagnostics(), &open.sources);
    Ok(open)
}

/// Checks that the library's folder has a name. An empty one may stand for anything: none is guessed.
///
/// # Errors
/// [`Error::LibraryUnnamed`] when it has none.
pub(crate) fn check_named(folder: &Path) -> Result<(), Error> {
    if folder != Path::new("") {
        return Ok(());
    }
    let is_empty = env::var_os(LIBRARY_VARIABLE).is_some_and(|value| value.is_empty());
    let setting = if is_empty {
        LIBRARY_VARIABLE
    } else {
        "--library"
    };
    Err(Error::LibraryUnnamed { setting })
}

/// Says of each leaflet with errors that it has some: they are in nobody's way who does not ask for it.
pub(crate) fn say_what_is_faulty(open: &OpenLibrary) {
    for (leaflet, errors) in open.faulty_leaflets() {
        let errors = counted(errors, "error");
        console::warning(
            format_args!("`{leaflet}` cannot be built: it has {errors}"),
            "`careleaf check` shows them",
        );
    }
}
