//! The print job of a batch on disk: one file for the printer, or several. An earlier job in the same place goes before
//! anything is made, so that nobody prints it for the new one.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::Sources;
use crate::paged::pdf::PdfError;
use crate::tasks::error::{PdfFaults, TaskError};
use crate::tasks::output;
use crate::whole_file::{self, folder_of};

use super::make::Making;
use super::manifest::Manifest;
use super::print_job::{ComposedLeaflets, PrintJobPart, Separators, print_job};
use super::ward::BatchEvent;

/// A print job that is wanted.
#[derive(Clone, Debug)]
pub struct PrintJobRequest {
    /// The file to write; a job in several parts has numbers in their names.
    pub path: PathBuf,
    /// Whether sheets that name clinics stand between copies.
    pub separators: Separators,
}

/// A print job that can be written.
pub(super) struct PrintFile<'r> {
    request: &'r PrintJobRequest,
}

impl<'r> PrintFile<'r> {
    /// The job that is wanted.
    ///
    /// # Errors
    /// When its file could not be written.
    pub(super) fn new(request: &'r PrintJobRequest) -> Result<PrintFile<'r>, TaskError> {
        output::target(&request.path)?;
        Ok(PrintFile { request })
    }

    /// Deletes what an earlier job has left in its place.
    ///
    /// # Errors
    /// When a file cannot be deleted.
    pub(super) fn clear(&self) -> Result<(), TaskError> {
        let own = &self.request.path;
        let failed = |source| TaskError::Write {
            path: own.clone(),
            source,
        };
        let folder = folder_of(own);
        whole_file::sweep(folder);
        for entry in fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.file_name() == own.file_name() || self.is_part(&path) {
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
    pub(super) fn write(
        &self,
        making: &Making,
        manifest: &Manifest,
        on_event: &mut dyn FnMut(BatchEvent),
    ) -> Result<(), TaskError> {
        if !manifest.failures().is_empty() {
            on_event(BatchEvent::NoPrintJob);
            return Ok(());
        }
        let parts = print_job(making, manifest.outcomes, self.request.separators);
        let copies = parts.iter().map(PrintJobPart::copies).sum();
        on_event(BatchEvent::PrintJobBegun(copies));
        let mut composed = ComposedLeaflets::of(making);
        for (number, part) in (1..).zip(&parts) {
            let pdf = part.write(&mut composed, || on_event(BatchEvent::CopyDone));
            let pdf = pdf.map_err(|PdfError::Violations(diagnostics)| {
                TaskError::Pdf(Box::new(PdfFaults {
                    diagnostics,
                    sources: Sources::default(),
                }))
            })?;
            let path = self.part(number, parts.len());
            output::write_file(&pdf, &path)?;
            on_event(BatchEvent::PrintFileWritten(&path));
        }
        on_event(BatchEvent::PrintJobDone);
        Ok(())
    }

    /// The file of a part: `monday.pdf` for all, otherwise `monday-2-of-3.pdf`.
    fn part(&self, number: usize, parts: usize) -> PathBuf {
        let own = &self.request.path;
        match parts {
            1 => own.clone(),
            _ => own.with_file_name(format!("{}-{number}-of-{parts}.pdf", self.stem())),
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
        let stem = self.request.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }
}
