//! Print jobs: copies of many leaflets in one file for the printer.
//!
//! Like a booklet, such a file is for paper only: it has no tags and no links, claims no PDF/UA, and says so in its
//! metadata. A copy begins on a sheet of its own. The outline has an entry a copy, and page labels count within it; both
//! name rows, never people.

use std::num::NonZeroU32;

use jiff::civil::Date;
use krilla::Document;
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{NumberingStyle, PageLabel};

use crate::layout::page::Pages;

use super::draw::Press;
use super::glyphs::Scribe;
use super::pack::pack;
use super::{PdfError, faults, metadata, paper};

/// A print job while copies are added to it.
pub struct PrintJob {
    document: Document,
    made_on: Date,
    outline: Outline,
    /// What the glyphs of the file stand for: copies share its fonts.
    scribe: Scribe,
    pages: usize,
    sheets: usize,
}

impl PrintJob {
    /// A job without copies, made on this day.
    pub fn new(made_on: Date) -> PrintJob {
        PrintJob {
            document: paper::document(),
            made_on,
            outline: Outline::new(),
            scribe: Scribe::default(),
            pages: 0,
            sheets: 0,
        }
    }

    /// How many sheets of paper the copies so far take.
    pub fn sheets(&self) -> usize {
        self.sheets
    }

    /// Adds a copy on sheets of its own: `row` is its number in the list.
    pub fn add(&mut self, pages: &Pages, row: u32) {
        let start = XyzDestination::new(self.pages, Point::from_xy(0.0, 0.0));
        let title = format!("{row}: {}", pages.leaflet.title);
        self.outline.push_child(OutlineNode::new(title, start));
        let mut press = Press::with(&pages.leaflet, std::mem::take(&mut self.scribe));
        for (number, side) in (1..).zip(paper::placed(pages)) {
            let label = PageLabel::new(
                Some(NumberingStyle::Arabic),
                Some(format!("{row}-")),
                NonZeroU32::new(number),
            );
            paper::write_side(&mut self.document, (pages, &side), label, &mut press);
            self.pages += 1;
        }
        self.scribe = press.into_scribe();
        self.sheets += pages.leaflet.printing.paper.sheets(pages.pages.len());
    }

    /// The file.
    ///
    /// # Errors
    /// [`PdfError::Violations`] when a glyph or a picture cannot be printed.
    pub fn finish(mut self) -> Result<Vec<u8>, PdfError> {
        self.document.set_outline(self.outline);
        self.document.set_metadata(about_job(self.made_on));
        let finished = self.document.finish();
        finished.map(pack).map_err(|error| {
            // Its copies are leaflets that have been written one by one: what is wrong has no place in one of them.
            PdfError::Violations(faults::unplaced(&error))
        })
    }
}

fn about_job(made_on: Date) -> Metadata {
    Metadata::new()
        .title("Print job".to_owned())
        .description(
            "Paper only: copies of leaflets for a printer. It is not for screen readers."
                .to_owned(),
        )
        .creator("Careleaf".to_owned())
        .keywords(vec![metadata::PAPER_ONLY.to_owned()])
        .creation_date(metadata::midnight(made_on))
}
