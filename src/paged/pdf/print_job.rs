//! Print jobs: copies of many leaflets in one file for the printer.
//!
//! Like a booklet, such a file is for paper only: it has no tags and no links, claims no PDF/UA, and says so in its
//! metadata. A copy begins on a sheet of its own, and so does a separator. The outline has an entry for each, and page labels
//! count within a copy; both name rows and clinics, never people.

use std::num::NonZeroU32;

use jiff::civil::Date;
use krilla::Document;
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{NumberingStyle, PageLabel};

use crate::paged::layout::page::Pages;

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
    /// The sides of sheets so far.
    sides: usize,
}

/// Which copy of the job it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyOf {
    /// The number of its row in the list.
    pub row: u32,
    /// Its number among the copies of the row, from 1.
    pub number: u16,
    /// How many copies of the row there are.
    pub copies: u16,
}

impl PrintJob {
    /// A job without copies, made on this day.
    pub fn new(made_on: Date) -> PrintJob {
        PrintJob {
            document: paper::document(),
            made_on,
            outline: Outline::new(),
            scribe: Scribe::default(),
            sides: 0,
        }
    }

    /// Adds a copy on sheets of its own.
    pub fn add(&mut self, pages: &Pages, copy: CopyOf) {
        let CopyOf {
            row,
            number,
            copies,
        } = copy;
        let title = &pages.leaflet.title;
        let (title, prefix) = match copies {
            1 => (format!("{row}: {title}"), format!("{row}-")),
            _ => (
                format!("{row}: {title} (copy {number} of {copies})"),
                format!("{row}.{number}-"),
            ),
        };
        let style = Some(NumberingStyle::Arabic);
        self.sheets(pages, title, |number| {
            PageLabel::new(style, Some(prefix.clone()), NonZeroU32::new(number))
        });
    }

    /// Adds a sheet that separates copies, called `title`.
    pub fn add_separator(&mut self, page: &Pages, title: &str) {
        let label = || PageLabel::new(None, Some(title.to_owned()), None);
        self.sheets(page, title.to_owned(), |_| label());
    }

    /// Adds the sheets of `pages`; `label` is that of the side with this number, from 1.
    fn sheets(&mut self, pages: &Pages, title: String, label: impl Fn(u32) -> PageLabel) {
        let start = XyzDestination::new(self.sides, Point::from_xy(0.0, 0.0));
        self.outline.push_child(OutlineNode::new(title, start));
        let mut press = Press::with(&pages.leaflet, std::mem::take(&mut self.scribe));
        for (number, side) in (1..).zip(paper::placed(pages)) {
            let label = label(number);
            paper::write_side(&mut self.document, &side, label, &mut press);
            self.sides += 1;
        }
        self.scribe = press.into_scribe();
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
