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
use super::imposition::sides;
use super::metadata;

/// What stands on one side of a sheet: pages, as indices, each with its distance from the left edge.
pub(super) type Side = Vec<(usize, Length)>;

/// A booklet as krilla writes it.
pub(super) fn booklet(pages: &Pages) -> KrillaResult<Vec<u8>> {
    let mut press = Press::new(&pages.leaflet);
    let mut document = document();
    for side in placed(pages) {
        write_side(
            &mut document,
            (pages, &side),
            PageLabel::default(),
            &mut press,
        );
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
pub(super) fn placed(pages: &Pages) -> Vec<Side> {
    let count = pages.pages.len();
    let paper = pages.leaflet.printing.paper;
    if paper == Paper::Booklet {
        let halves = [Length::ZERO, pages.geometry.width];
        let sides = sides(count, pages.leaflet.language.direction()).into_iter();
        return sides
            .map(|side| {
                let pages = side.into_iter().zip(halves);
                pages
                    .filter_map(|(page, left)| Some((page?, left)))
                    .collect()
            })
            .collect();
    }
    let on_side = |page: usize| match page < count {
        true => vec![(page, Length::ZERO)],
        false => Side::new(),
    };
    (0..paper.padded(count)).map(on_side).collect()
}

/// Adds a side of a sheet to a file.
pub(super) fn write_side(
    document: &mut Document,
    (pages, side): (&Pages, &Side),
    label: PageLabel,
    press: &mut Press,
) {
    let width = match pages.leaflet.printing.paper {
        Paper::Booklet => pages.geometry.width * 2.0,
        Paper::OneSided | Paper::TwoSided => pages.geometry.width,
    };
    let settings = PageSettings::from_wh(width.to_pt(), pages.geometry.height.to_pt())
        .expect("paper is larger than nothing")
        .with_page_label(label);
    let mut sheet = document.start_page_with(settings);
    let mut pen = Pen::new(press, sheet.surface(), 0);
    for &(index, left) in side {
        pen.draw_moved(&pages.pages[index], left);
    }
    pen.finish();
    sheet.finish();
}
