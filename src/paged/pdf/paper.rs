//! Files for paper only: booklets, and what they share with print jobs.
//!
//! What stands beside each other on a sheet does not follow in reading, so such a file has no tags and no links, claims no
//! PDF/UA, and says so in its metadata; it is still PDF/A-3b. Pages go on whole sheets: the last may stay blank.

use krilla::configure::{Archival, ConfigurationBuilder, PdfVersion};
use krilla::error::KrillaResult;
use krilla::page::{PageLabel, PageSettings};
use krilla::{Document, SerializeSettings};

use crate::length::Length;
use crate::paged::layout::page::Pages;
use crate::printing::Paper;

use super::attachments;
use super::draw::{Pen, Press};
use super::imposition::{BookletSide, sides};
use super::metadata;

/// One side of a sheet.
pub(super) struct SheetSide<'p> {
    /// The leaflet's pages.
    pages: &'p Pages,
    /// Those on this side.
    placed: Vec<PlacedPage>,
}

/// A page on a side of a sheet.
struct PlacedPage {
    /// Its index.
    page: usize,
    /// Its distance from the sheet's left edge.
    left: Length,
}

/// A booklet as krilla writes it.
pub(super) fn booklet(pages: &Pages) -> KrillaResult<Vec<u8>> {
    let mut press = Press::new(&pages.leaflet);
    let mut document = document();
    for side in placed(pages) {
        write_side(&mut document, &side, PageLabel::default(), &mut press);
    }
    attachments::attach(&mut document, pages);
    document.set_metadata(metadata::for_booklet(&pages.leaflet));
    document.finish()
}

/// A file for paper only, with nothing in it.
pub(super) fn document() -> Document {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_archival_validator(Archival::A3_B)
        .finish()
        .expect("PDF 1.7 can be PDF/A-3b");
    Document::new_with(SerializeSettings {
        configuration,
        enable_tagging: false,
        ..SerializeSettings::default()
    })
}

/// The sides of the sheets that pages go on.
pub(super) fn placed(pages: &Pages) -> Vec<SheetSide<'_>> {
    let count = pages.pages.len();
    let paper = pages.form.printing.paper;
    let sides: Vec<Vec<PlacedPage>> = if paper == Paper::Booklet {
        let sides = sides(count, pages.leaflet.language.direction());
        sides
            .into_iter()
            .map(|side| halves(side, pages.geometry.width))
            .collect()
    } else {
        // Of a sheet that is printed on both sides the back of the last may stay blank.
        let left = Length::ZERO;
        let on_side = |page| (page < count).then_some(PlacedPage { page, left });
        let sides = 0..paper.padded(count);
        sides
            .map(|page| on_side(page).into_iter().collect())
            .collect()
    };
    let side = |placed| SheetSide { pages, placed };
    sides.into_iter().map(side).collect()
}

/// The two pages on a side of a booklet's sheet, each of this width.
fn halves(side: BookletSide, width: Length) -> Vec<PlacedPage> {
    let pages = side.into_iter().zip([Length::ZERO, width]);
    pages
        .filter_map(|(page, left)| Some(PlacedPage { page: page?, left }))
        .collect()
}

/// Adds a side of a sheet to a file.
pub(super) fn write_side(
    document: &mut Document,
    side: &SheetSide,
    label: PageLabel,
    press: &mut Press,
) {
    let pages = side.pages;
    let width = match pages.form.printing.paper {
        Paper::Booklet => pages.geometry.width * 2.0,
        Paper::OneSided | Paper::TwoSided => pages.geometry.width,
    };
    let settings = PageSettings::from_wh(width.to_pt(), pages.geometry.height.to_pt())
        .expect("paper is larger than nothing")
        .with_page_label(label);
    let mut sheet = document.start_page_with(settings);
    let mut pen = Pen::new(press, sheet.surface(), 0);
    for &PlacedPage { page, left } in &side.placed {
        pen.draw_moved(&pages.pages[page], left);
    }
    pen.finish();
    sheet.finish();
}
