//! The print job of a batch: all copies of all rows, in parts of a size that printers take.
//!
//! What goes into which part is planned from the sheets that rows take, so that one part at a time is laid out and
//! written, however long the list is.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::content::Id;
use crate::layout::{Separator, StandingType};
use crate::leaflet::{Leaflet, compose};
use crate::pdf::{CopyOf, PdfError, PrintJob};
use crate::selection::select;

use super::list::Row;
use super::make::{Making, Outcome};

/// The most sheets of paper in one part of a job, unless a single copy has more.
const MOST_SHEETS: usize = 500;

/// Whether sheets that name clinics stand between copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separators {
    /// There are none, and copies come in the order of the list.
    None,
    /// Copies are put together by clinic, and each clinic's come after a sheet with its name.
    ByClinic,
}

/// A part of a print job: one file.
#[derive(Default)]
pub struct PrintJobPart<'l> {
    items: Vec<JobItem<'l>>,
    sheets: usize,
}

/// What follows in a job.
enum JobItem<'l> {
    /// A sheet that stands before the copies of these rows.
    Separator(Vec<&'l Row>),
    /// The copies of a row with these numbers, from 1.
    Copies(&'l Row, RangeInclusive<u16>),
}

/// A row, and how many sheets a copy of it takes.
type SizedRow<'l> = (&'l Row, usize);

/// The parts of the print job of a list: the copies of all rows that have been made.
pub fn print_job<'l>(
    making: &Making<'l>,
    outcomes: &[Outcome],
    separators: Separators,
) -> Vec<PrintJobPart<'l>> {
    let rows = making.list.rows.iter().zip(outcomes);
    let rows = rows.filter_map(|(row, outcome)| match outcome {
        Outcome::Made { pages, .. } => {
            let paper = making.list.choice(row).printing.paper;
            Some((row, paper.sheets(paper.padded(*pages as usize))))
        }
        Outcome::Failed(_) => None,
    });
    let mut plan = Plan {
        parts: Vec::new(),
        most_sheets: MOST_SHEETS,
    };
    match separators {
        Separators::None => plan.stack(&rows.collect::<Vec<_>>()),
        Separators::ByClinic => {
            let mut stacks: BTreeMap<Option<&Id>, Vec<SizedRow>> = BTreeMap::new();
            for (row, sheets) in rows {
                let clinic = making.list.choice(row).clinic.as_ref();
                stacks.entry(clinic).or_default().push((row, sheets));
            }
            for stack in stacks.values() {
                plan.separator(stack);
                plan.stack(stack);
            }
        }
    }
    plan.parts
}

/// Parts while they are filled.
struct Plan<'l> {
    parts: Vec<PrintJobPart<'l>>,
    most_sheets: usize,
}

impl<'l> Plan<'l> {
    fn separator(&mut self, stack: &[SizedRow<'l>]) {
        let first = stack.first().map_or(0, |(_, sheets)| *sheets);
        // At the end of a part it would separate nothing.
        let part = self.part_with_room(1 + first);
        let rows = stack.iter().map(|(row, _)| *row).collect();
        part.items.push(JobItem::Separator(rows));
        part.sheets += 1;
    }

    fn stack(&mut self, stack: &[SizedRow<'l>]) {
        for &(row, sheets) in stack {
            let mut done = 0;
            while done < row.copies {
                let most_sheets = self.most_sheets;
                let part = self.part_with_room(sheets);
                let room = most_sheets.saturating_sub(part.sheets) / sheets;
                let left = usize::from(row.copies - done);
                let copies = room.clamp(1, left);
                part.sheets += copies * sheets;
                let last = done + copies as u16;
                part.items.push(JobItem::Copies(row, done + 1..=last));
                done = last;
            }
        }
    }

    /// The last part, or a new one where that has no room for so many sheets.
    fn part_with_room(&mut self, sheets: usize) -> &mut PrintJobPart<'l> {
        let is_full =
            |part: &PrintJobPart| part.sheets > 0 && part.sheets + sheets > self.most_sheets;
        if self.parts.last().is_none_or(is_full) {
            self.parts.push(PrintJobPart::default());
        }
        self.parts.last_mut().expect("one has just been added")
    }
}

impl PrintJobPart<'_> {
    /// The part as PDF.
    ///
    /// # Errors
    /// When a glyph or a picture cannot be printed.
    pub fn write(&self, making: &Making) -> Result<Vec<u8>, PdfError> {
        let mut type_kept = StandingType::default();
        let mut job = PrintJob::new(making.made_on);
        for item in &self.items {
            match item {
                JobItem::Separator(rows) => separate(making, rows, &mut type_kept, &mut job),
                JobItem::Copies(row, numbers) => {
                    let pages = type_kept.lay_out(&leaflet(making, row), &row.personal);
                    for number in numbers.clone() {
                        let copy = CopyOf {
                            row: row.number,
                            number,
                            copies: row.copies,
                        };
                        job.add(&pages, copy);
                    }
                }
            }
        }
        job.finish()
    }
}

/// Adds the sheet that stands before the copies of these rows.
fn separate(making: &Making, rows: &[&Row], type_kept: &mut StandingType, job: &mut PrintJob) {
    let clinics = &making.library.house.clinics;
    let clinic = making.list.choice(rows[0]).clinic.as_ref();
    let leaflet = leaflet(making, rows[0]);
    let separator = Separator {
        clinic: clinic.map_or(leaflet.wording.no_clinic, |id| &clinics[id].name),
        rows: rows.len(),
        copies: rows.iter().map(|row| usize::from(row.copies)).sum(),
    };
    job.add_separator(&type_kept.separate(&separator, &leaflet), separator.clinic);
}

fn leaflet(making: &Making, row: &Row) -> Leaflet {
    let request = making.request(row.choice);
    let selection = select(making.library, &request).expect("the row has been made of it");
    let mut leaflet = compose(&selection);
    leaflet.made_on = making.made_on;
    leaflet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaflet::Personal;

    fn row(number: u32, copies: u16) -> Row {
        Row {
            number,
            choice: 0,
            copies,
            personal: Personal::default(),
        }
    }

    /// The parts of 10 sheets, `|` between them: a separator as `-`, copies as row and numbers.
    fn planned(stacks: &[&[SizedRow]]) -> String {
        let mut plan = Plan {
            parts: Vec::new(),
            most_sheets: 10,
        };
        for stack in stacks {
            plan.separator(stack);
            plan.stack(stack);
        }
        let item = |item: &JobItem| match item {
            JobItem::Separator(_) => "-".to_owned(),
            JobItem::Copies(row, numbers) => {
                format!("{}:{}-{}", row.number, numbers.start(), numbers.end())
            }
        };
        let part = |part: &PrintJobPart| {
            let items: Vec<String> = part.items.iter().map(item).collect();
            items.join(" ")
        };
        let parts: Vec<String> = plan.parts.iter().map(part).collect();
        parts.join(" | ")
    }

    #[test]
    fn parts_are_filled_with_whole_copies() {
        let rows = [row(1, 1), row(2, 4), row(3, 1)];
        let stack = [(&rows[0], 4), (&rows[1], 3), (&rows[2], 12)];
        assert_eq!(planned(&[&stack]), "- 1:1-1 2:1-1 | 2:2-4 | 3:1-1");
    }

    #[test]
    fn a_separator_is_never_the_last_sheet_of_a_part() {
        let rows = [row(1, 1), row(2, 1)];
        let (first, second) = ([(&rows[0], 8)], [(&rows[1], 2)]);
        assert_eq!(planned(&[&first, &second]), "- 1:1-1 | - 2:1-1");
    }
}
