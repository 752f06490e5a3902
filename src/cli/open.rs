//! Reading the library for a command. What stands in the way of every leaflet ends the run; what stands in the way of one
//! leaflet only ends a run that asks for that one.

use std::env;
use std::mem;
use std::path::{Path, PathBuf};

use careleaf::diagnostic::{Diagnostic, Sources};
use careleaf::library::{Library, Shelf};
use careleaf::selection::SelectionError;

use super::console;
use crate::error::{Error, Faults, LIBRARY_VARIABLE, counted};

/// A library that something can be done with.
pub(crate) struct OpenLibrary {
    /// What was read.
    pub(crate) library: Library,
    /// The files it was read from.
    pub(crate) sources: Sources,
    folder: PathBuf,
    /// What was found in it.
    shelf: Shelf,
}

/// Reads the library in `folder` and shows what is wrong with the files that all leaflets share.
///
/// # Errors
/// [`Error::Content`] when nothing can be built from it.
pub(crate) fn open(folder: &Path) -> Result<OpenLibrary, Error> {
    check_named(folder)?;
    let mut shelf = Shelf::read(folder);
    let sources = mem::take(&mut shelf.sources);
    let of_all = shelf.of_all();
    console::diagnostics(&of_all, &sources);
    let library = shelf.library.take();
    Ok(OpenLibrary {
        library: library.ok_or_else(|| content(folder, &of_all))?,
        sources,
        folder: folder.to_owned(),
        shelf,
    })
}

/// Reads the library in `folder`, all of which is asked about, and shows what is wrong with it.
///
/// # Errors
/// [`Error::Content`] when there is an error in it anywhere.
pub(crate) fn open_whole(folder: &Path) -> Result<OpenLibrary, Error> {
    check_named(folder)?;
    let mut shelf = Shelf::read(folder);
    let sources = mem::take(&mut shelf.sources);
    let all = shelf.diagnostics();
    console::diagnostics(&all, &sources);
    let is_sound = Faults::of(&all).errors == 0;
    let library = shelf.library.take().filter(|_| is_sound);
    Ok(OpenLibrary {
        library: library.ok_or_else(|| content(folder, &all))?,
        sources,
        folder: folder.to_owned(),
        shelf,
    })
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

fn content(folder: &Path, diagnostics: &[Diagnostic]) -> Error {
    Error::Content {
        library: folder.to_owned(),
        faults: Faults::of(diagnostics),
    }
}

impl OpenLibrary {
    /// Shows what is wrong with a leaflet that can be built all the same.
    pub(crate) fn show_warnings(&self, leaflet: &str) {
        console::diagnostics(&self.own_faults(leaflet), &self.sources);
    }

    /// Says of each leaflet with errors that it has some: they are in nobody's way who does not ask for it.
    pub(crate) fn say_what_is_faulty(&self) {
        for leaflet in self.library.faulty.keys() {
            let errors = Faults::of(&self.shelf.of_leaflet(leaflet)).errors;
            let errors = counted(errors, "error");
            console::warning(
                format_args!("`{leaflet}` cannot be built: it has {errors}"),
                "`careleaf check` shows them",
            );
        }
    }

    /// Checks that a leaflet has no error, and shows those that it has.
    ///
    /// # Errors
    /// [`Error::Content`] when there are some.
    pub(crate) fn check_sound(&self, leaflet: &str) -> Result<(), Error> {
        if !self.library.faulty.contains_key(leaflet) {
            return Ok(());
        }
        console::diagnostics(&self.own_faults(leaflet), &self.sources);
        Err(content(&self.folder, &self.shelf.of_leaflet(leaflet)))
    }

    /// Checks that no entry of the glossary has an error, and shows those that there are.
    ///
    /// # Errors
    /// [`Error::Content`] when there are some.
    pub(crate) fn check_glossary(&self) -> Result<(), Error> {
        let shared = self.shelf.of_shared_files();
        if Faults::of(&shared).errors == 0 {
            return Ok(());
        }
        console::diagnostics(&shared, &self.sources);
        Err(content(&self.folder, &shared))
    }

    /// Why a request cannot be met: of a leaflet with errors these are shown.
    pub(crate) fn explain(&self, error: SelectionError) -> Error {
        match &error {
            SelectionError::Faulty { leaflet } => match self.check_sound(leaflet) {
                Err(content) => content,
                Ok(()) => error.into(),
            },
            _ => error.into(),
        }
    }

    /// The faults that concern a leaflet, but for those that concern every leaflet and have been shown.
    fn own_faults(&self, leaflet: &str) -> Vec<Diagnostic> {
        let shown = self.shelf.of_all();
        let mut faults = self.shelf.of_leaflet(leaflet);
        faults.retain(|fault| !shown.contains(fault));
        faults
    }
}
