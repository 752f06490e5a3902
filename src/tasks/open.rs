//! Reading the library for a task. What stands in the way of every leaflet ends it; what stands in the way of one leaflet
//! only ends a task that is about that one.

use std::mem;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Sources};
use crate::library::{Library, Shelf};
use crate::selection::SelectionError;

use super::error::{Faults, FaultyContent, TaskError};

/// A library that something can be done with.
#[derive(Clone, Debug)]
pub struct OpenLibrary {
    /// What was read.
    pub library: Library,
    /// The files it was read from.
    pub sources: Sources,
    /// The faults that were found in what it was opened for.
    diagnostics: Vec<Diagnostic>,
    folder: PathBuf,
    /// What was found in it.
    shelf: Shelf,
}

/// How much of a library has to be sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// The files that all leaflets share.
    Shared,
    /// All of it.
    Whole,
}

impl OpenLibrary {
    /// Reads the library in `folder`, of which the files that all leaflets share have to be sound.
    ///
    /// # Errors
    /// [`TaskError::Content`] when nothing can be built from it.
    pub fn read(folder: &Path) -> Result<OpenLibrary, TaskError> {
        OpenLibrary::of(folder, Extent::Shared)
    }

    /// Reads the library in `folder`, all of which has to be sound.
    ///
    /// # Errors
    /// [`TaskError::Content`] when there is an error in it anywhere.
    pub fn read_whole(folder: &Path) -> Result<OpenLibrary, TaskError> {
        OpenLibrary::of(folder, Extent::Whole)
    }

    fn of(folder: &Path, extent: Extent) -> Result<OpenLibrary, TaskError> {
        let mut shelf = Shelf::read(folder);
        let sources = mem::take(&mut shelf.sources);
        let diagnostics = match extent {
            Extent::Shared => shelf.of_all(),
            Extent::Whole => shelf.diagnostics(),
        };
        let faults = Faults::of(&diagnostics);
        let is_sound = extent == Extent::Shared || faults.errors == 0;
        match shelf.library.take().filter(|_| is_sound) {
            Some(library) => Ok(OpenLibrary {
                library,
                sources,
                diagnostics,
                folder: folder.to_owned(),
                shelf,
            }),
            None => Err(TaskError::Content(Box::new(FaultyContent {
                library: folder.to_owned(),
                faults,
                diagnostics,
                sources,
            }))),
        }
    }

    /// What is worth a look in the files that all leaflets share; of a library that was read whole, in any file.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What is worth a look in a leaflet's own files.
    pub fn diagnostics_of(&self, leaflet: &str) -> Vec<Diagnostic> {
        let mut faults = self.shelf.of_leaflet(leaflet);
        faults.retain(|fault| !self.diagnostics.contains(fault));
        faults
    }

    /// The leaflets that cannot be built, by the names of their folders, each with the number of its errors.
    pub fn faulty_leaflets(&self) -> Vec<(&str, usize)> {
        let leaflets = self.library.faulty.keys();
        leaflets
            .map(|leaflet| {
                let faults = Faults::of(&self.shelf.of_leaflet(leaflet));
                (leaflet.as_str(), faults.errors)
            })
            .collect()
    }

    /// Checks that a leaflet has no error.
    ///
    /// # Errors
    /// [`TaskError::Content`] when it has.
    pub fn check_sound(&self, leaflet: &str) -> Result<(), TaskError> {
        if !self.library.faulty.contains_key(leaflet) {
            return Ok(());
        }
        let faults = Faults::of(&self.shelf.of_leaflet(leaflet));
        Err(self.faulty(faults, self.diagnostics_of(leaflet)))
    }

    /// Checks that no entry of the glossary has an error.
    ///
    /// # Errors
    /// [`TaskError::Content`] when one has.
    pub(super) fn check_glossary(&self) -> Result<(), TaskError> {
        let shared = self.shelf.of_shared_files();
        let faults = Faults::of(&shared);
        if faults.errors == 0 {
            return Ok(());
        }
        Err(self.faulty(faults, shared))
    }

    fn faulty(&self, faults: Faults, diagnostics: Vec<Diagnostic>) -> TaskError {
        TaskError::Content(Box::new(FaultyContent {
            library: self.folder.clone(),
            faults,
            diagnostics,
            sources: self.sources.clone(),
        }))
    }

    /// Why a request cannot be met: of a leaflet with errors, what they are.
    pub(super) fn explain(&self, error: SelectionError) -> TaskError {
        match &error {
            SelectionError::Faulty { leaflet } => match self.check_sound(leaflet) {
                Err(content) => content,
                Ok(()) => error.into(),
            },
            _ => error.into(),
        }
    }
}
