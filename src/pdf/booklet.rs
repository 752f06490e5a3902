//! Booklets: A5 pages, two to a side of A4, in the order in which the sheets are folded.
//!
//! Such a file is for paper only. What stands beside each other on a sheet does not follow in reading, so it has no tags,
//! no links and no outline, claims no PDF/UA, and says so in its metadata; it is still PDF/A-2b.

use krilla::configure::{Archival, Configuration, ConfigurationBuilder, PdfVersion};
use krilla::error::KrillaResult;
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};

use crate::layout::page::Pages;
use crate::length::Length;

use super::draw::{Pen, Press};
use super::imposition::{Side, sides};
use super::metadata;

/// A booklet as krilla writes it.
pub(super) fn drawn(pages: &Pages) -> KrillaResult<Vec<u8>> {
    let mut press = Press::new(&pages.leaflet);
    let mut document = Document::new_with(SerializeSettings {
        configuration: conformance(),
        enable_tagging: false,
        ..SerializeSettings::default()
    });
    let direction = pages.leaflet.language.direction();
    for side in sides(pages.pages.len(), direction) {
        write_side(&mut document, pages, side, &mut press);
    }
    document.set_metadata(metadata::for_booklet(&pages.leaflet));
    document.finish()
}

/// What files for paper only conform to.
pub(super) fn conformance() -> Configuration {
    ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_archival_validator(Archival::A2_B)
        .finish()
        .expect("PDF 1.7 can be PDF/A-2b")
}

fn write_side(document: &mut Document, pages: &Pages, side: Side, press: &mut Press) {
    let (width, height) = (pages.geometry.width, pages.geometry.height);
    let settings = PageSettings::from_wh((width * 2.0).to_pt(), height.to_pt())
        .expect("paper is larger than nothing");
    let mut sheet = document.start_page_with(settings);
    let mut pen = Pen::new(press, sheet.surface(), 0);
    for (index, left) in side.into_iter().zip([Length::ZERO, width]) {
        if let Some(index) = index {
            pen.draw_moved(&pages.pages[index], left);
        }
    }
    pen.finish();
    sheet.finish();
}
