//! The last stage: pages become one tagged, archival PDF file.

use crate::diagnostic::Diagnostic;
use crate::layout::page::Pages;

/// Why no PDF could be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The file would break PDF/UA-1 or PDF/A-2a; each fault points at the text that causes it.
    #[error("the leaflet cannot be written as PDF/UA-1 and PDF/A-2a")]
    Violations(Vec<Diagnostic>),
}

/// Writes pages as PDF 1.7, conforming to PDF/UA-1 and PDF/A-2a in one file. The same pages give the same bytes.
///
/// # Errors
/// [`PdfError::Violations`] when the result would not conform.
pub fn write(pages: &Pages) -> Result<Vec<u8>, PdfError> {
    unimplemented!("{pages:?}")
}
