//! The print job of a batch: all copies of all rows, in the order of the list, in parts of a size that printers take.

use crate::layout::StandingType;
use crate::leaflet::{Leaflet, compose};
use crate::pdf::{PdfError, PrintJob};
use crate::selection::select;

use super::list::Row;
use super::make::Making;

/// The most sheets of paper in one part of a job, unless a single copy has more.
const MOST_SHEETS: usize = 500;

/// The parts of the print job of a list whose rows have all been made.
///
/// # Errors
/// When a part cannot be written as PDF.
pub fn print_job(making: &Making) -> Result<Vec<Vec<u8>>, PdfError> {
    in_parts(making, MOST_SHEETS)
}

fn in_parts(making: &Making, most_sheets: usize) -> Result<Vec<Vec<u8>>, PdfError> {
    let mut type_kept = StandingType::default();
    let mut parts = Vec::new();
    let mut open = PrintJob::new(making.made_on);
    for row in &making.list.rows {
        let pages = type_kept.lay_out(&leaflet(making, row), &row.personal);
        let sheets = making.paper(row).sheets(pages.pages.len());
        for _ in 0..row.copies {
            if open.sheets() > 0 && open.sheets() + sheets > most_sheets {
                let full = std::mem::replace(&mut open, PrintJob::new(making.made_on));
                parts.push(full.finish()?);
            }
            open.add(&pages, row.number);
        }
    }
    parts.push(open.finish()?);
    Ok(parts)
}

fn leaflet(making: &Making, row: &Row) -> Leaflet {
    let request = making.request(row.choice);
    let selection = select(making.library, &request).expect("the row has been made of it");
    let mut leaflet = compose(&selection);
    leaflet.made_on = making.made_on;
    leaflet
}
