//! The last stage: pages become one tagged, archival PDF file.
//!
//! In: [`Pages`]. Out: bytes that conform to PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) in one file; for what
//! is for paper only see [`paper`]. Drawing has no logic: every shape goes where layout put it. The structure tree is
//! planned from the leaflet before anything is drawn ([`tags`]), so that its order is the leaflet's, whatever the order of
//! drawing. krilla refuses most of what the standards forbid; what it does not notice is checked first ([`faults`]).

mod attachments;
mod draw;
mod faults;
mod glyphs;
mod imposition;
mod links;
mod metadata;
mod pack;
mod paper;
mod print_job;
mod shapes;
mod tags;
#[cfg(test)]
mod tests;

use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder, PdfVersion};
use krilla::error::KrillaResult;
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::{Document, SerializeSettings};

use crate::diagnostic::Diagnostic;
use crate::paged::layout::page::Pages;
use crate::printing::Paper;
use crate::proof::record;

pub use print_job::{CopyOf, PrintJob};

use draw::{Pen, Press};
use links::LinkOnPage;
pub(crate) use pack::is_put_together_here;
use pack::pack;

/// Why no PDF could be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The file would break PDF/UA-1 or PDF/A-3a, or be too large to be verified; each fault points at the text that
    /// causes it, where one does.
    #[error("the leaflet cannot be written as PDF/UA-1 and PDF/A-3a")]
    Violations(Vec<Diagnostic>),
}

/// Writes pages as PDF 1.7, conforming to PDF/UA-1 and PDF/A-3a in one file; those of a booklet on sheets to fold,
/// conforming to PDF/A-3b alone. The same pages give the same bytes.
///
/// # Errors
/// [`PdfError::Violations`] when the result would not conform, or could not be verified.
///
/// ```
/// # use careleaf::selection::{Request, Wanted};
/// # let reading = careleaf::library::read("leaflets".as_ref());
/// # let library = reading.library.expect("the library is sound");
/// # let request = Request {
/// #     leaflet: "acute".to_owned(),
/// #     sections: Wanted::Sections(vec!["follow-up".to_owned()]),
/// #     text_size: Default::default(),
/// #     printing: Default::default(),
/// #     date: jiff::civil::date(2026, 11, 28),
/// #     clinic: None,
/// #     allow_overdue: None,
/// # };
/// # let selection = careleaf::selection::select(&library, &request)?;
/// # let leaflet = careleaf::leaflet::compose(&selection, &Default::default());
/// # let pages = careleaf::paged::layout::lay_out(&leaflet, selection.form(), &Default::default());
/// let pdf = careleaf::paged::pdf::write(&pages)?;
/// assert!(pdf.starts_with(b"%PDF-1.7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(pages: &Pages) -> Result<Vec<u8>, PdfError> {
    faults::check(pages).map_err(PdfError::Violations)?;
    let drawn = match pages.form.printing.paper {
        Paper::OneSided | Paper::TwoSided => drawn(pages),
        Paper::Booklet => paper::booklet(pages),
    };
    let pdf = drawn.map(pack).map_err(|error| {
        let faults = faults::explain(error, &pages.leaflet);
        PdfError::Violations(faults)
    })?;
    faults::check_size(&pdf).map_err(PdfError::Violations)?;
    Ok(sealed(pdf))
}

/// The file as krilla writes it.
fn drawn(pages: &Pages) -> KrillaResult<Vec<u8>> {
    let mut press = Press::new(&pages.leaflet);
    let mut document = Document::new_with(SerializeSettings {
        configuration: conformance(),
        // They are compressed when the file is packed.
        compress_content_streams: false,
        ..SerializeSettings::default()
    });
    for page in 0..pages.pages.len() {
        write_page(&mut document, pages, page, &mut press);
    }
    document.set_tag_tree(press.plan.tag_tree(press.leaflet, press.content));
    document.set_outline(metadata::outline(pages));
    attachments::attach(&mut document, pages);
    document.set_metadata(metadata::metadata(&pages.leaflet));
    document.finish()
}

/// The file with its hash in its record: the last change to any byte.
fn sealed(mut pdf: Vec<u8>) -> Vec<u8> {
    record::seal(&mut pdf).expect("one record is attached to each file, and it is not too long");
    pdf
}

fn conformance() -> Configuration {
    ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A3_A)
        .finish()
        .expect("PDF 1.7 can be both PDF/UA-1 and PDF/A-3a")
}

fn write_page(document: &mut Document, pages: &Pages, index: usize, press: &mut Press) {
    let settings =
        PageSettings::from_wh(pages.geometry.width.to_pt(), pages.geometry.height.to_pt())
            .expect("paper is larger than nothing")
            .with_page_label(PageLabel::new(Some(NumberingStyle::Arabic), None, None));
    let mut page = document.start_page_with(settings);
    let mut pen = Pen::new(press, page.surface(), index);
    for item in &pages.pages[index].items {
        pen.draw(item);
    }
    pen.finish();
    for LinkOnPage { link, areas } in links::on_page(&pages.pages[index]) {
        let annotation = links::annotation(pages, link, &areas);
        let identifier = page.add_tagged_annotation(annotation);
        press.content.add(press.plan.slot(link), identifier);
    }
    page.finish();
}
