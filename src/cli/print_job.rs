//! Where the print job of `careleaf batch` goes: one file, or several parts beside each other. An earlier job in the same
//! place goes before anything is made, so that nobody prints it for the new one.

use std::fs;
use std::path::{Path, PathBuf};

use careleaf::diagnostic::Sources;
use careleaf::paged::pdf::PdfError;
use careleaf::tasks::batch::{self, ComposedLeaflets, Making, Manifest, PrintJobPart, Separators};
use careleaf::whole_file::{self, folder_of};

use super::args::PrintJobArguments;
use super::console;
use super::output;
use super::progress::{Progress, Voice};
use crate::error::Error;

/// A print job that is wanted.
pub(crate) struct WantedJob {
    path: PathBuf,
    separators: Separators,
}

impl WantedJob {
    /// The job that was asked for, if any.
    ///
    /// # Errors
    /// When its file could not be written.
    pub(crate) fn of(arguments: &PrintJobArguments) -> Result<Option<WantedJob>, Error> {
        let Some(path) = &arguments.print_job else {
            return Ok(None);
        };
        output::target(path)?;
        Ok(Some(WantedJob {
            path: path.clone(),
            separators: match arguments.separators {
                true => Separators::ByClinic,
                false => Separators::None,
            },
        }))
    }

    /// Deletes what an earlier job has left in its place.
    ///
    /// # Errors
    /// When a file cannot be deleted.
    pub(crate) fn clear(&self) -> Result<(), Error> {
        let failed = |source| Error::Write {
            path: self.path.clone(),
            source,
        };
        let folder = folder_of(&self.path);
        whole_file::sweep(folder);
        for entry in fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.file_name() == self.path.file_name() || self.is_part(&path) {
                fs::remove_file(path).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Writes every copy into one file for the printer, or several. A job without the rows that failed would be taken for
    /// the whole, so there is one only when none has.
    ///
    /// # Errors
    /// When a part cannot be written.
    pub(crate) fn write(
        &self,
        making: &Making,
        manifest: &Manifest,
        voice: Voice,
    ) -> Result<(), Error> {
        if !manifest.failures().is_empty() {
            console::note("there is no print job: it would be taken for the whole");
            return Ok(());
        }
        let parts = batch::print_job(making, manifest.outcomes, self.separators);
        let copies = parts.iter().map(PrintJobPart::copies).sum();
        let mut progress = Progress::of(copies, "copies in the print job", voice);
        let mut composed = ComposedLeaflets::of(making);
        for (number, part) in (1..).zip(&parts) {
            let pdf = part.write(&mut composed, || progress.step()).map_err(
                |PdfError::Violations(faults)| {
                    console::diagnostics(&faults, &Sources::default());
                    let faults = faults.len();
                    Error::Pdf { faults }
                },
            )?;
            let path = self.part(number, parts.len());
            output::write_file(&pdf, &path)?;
            progress.say(format_args!("wrote the print job to `{}`", path.display()));
        }
        progress.finish();
        Ok(())
    }

    /// The file of a part: `monday.pdf` for all, otherwise `monday-2-of-3.pdf`.
    fn part(&self, number: usize, parts: usize) -> PathBuf {
        match parts {
            1 => self.path.clone(),
            _ => {
                let name = format!("{}-{number}-of-{parts}.pdf", self.stem());
                self.path.with_file_name(name)
            }
        }
    }

    fn is_part(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let numbers = name
            .strip_prefix(&format!("{}-", self.stem()))
            .and_then(|rest| rest.strip_suffix(".pdf")?.split_once("-of-"));
        let is_number = |digits: &str| digits.parse::<usize>().is_ok();
        numbers.is_some_and(|(number, parts)| is_number(number) && is_number(parts))
    }

    fn stem(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }
}
