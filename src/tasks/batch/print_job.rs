//! The print job of a batch: all copies of all rows, in parts of a size that printers take.
//!
//! What goes into which part is planned from the sheets that rows take, so that one part at a time is laid out and
//! written, however long the list is.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::content::Id;
use crate::leaflet::Leaflet;
use crate::paged::layout::{Separator, StandingType};
use crate::paged::pdf::{CopyOf, PdfError, PrintJob};

use super::list::Row;
use super::make::Making;
use super::outcome::Outcome;

/// The most sheets of paper in one part of a job, unless a single copy has more.
const MOST_SHEETS: usize = 500;
/// How many composed leaflets are kept for rows to come: a list mixes a few, and may have any number.
const MOST_COMPOSED: usize = 32;

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
    /// A sheet that stands before a clinic's copies, or before those that a part before has left.
    Separator(Rest<'l>),
    /// The copies of a row with these numbers, from 1.
    Copies(&'l Row, RangeInclusive<u16>),
}

/// What is still to come of a clinic.
struct Rest<'l> {
    first: &'l Row,
    rows: usize,
    copies: usize,
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
        separators,
    };
    match separators {
        Separators::None => plan.stack(&rows.collect::<Vec<_>>()),
        Separators::ByClinic => {
            let mut stacks: BTreeMap<Option<&Id>, Vec<SizedRow>> = BTreeMap::new();
            for (row, sheets) in rows {
                let clinic = making.list.choice(row).clinic.as_ref();
                stacks.entry(clinic).or_default().push((row, sheets));
            }
            stacks.values().for_each(|stack| plan.stack(stack));
        }
    }
    plan.parts
}

/// Parts while they are filled.
struct Plan<'l> {
    parts: Vec<PrintJobPart<'l>>,
    most_sheets: usize,
    separators: Separators,
}

impl<'l> Plan<'l> {
    /// Adds the copies of rows. A separator stands before the first, and again where a part begins: each part is told apart
    /// by itself.
    fn stack(&mut self, stack: &[SizedRow<'l>]) {
        for (index, &(row, sheets)) in stack.iter().enumerate() {
            let mut done = 0;
            while done < row.copies {
                let is_first = index == 0 && done == 0;
                match self.separators {
                    Separators::ByClinic if is_first || !self.has_room(sheets) => {
                        self.separate(rest(&stack[index..], done), sheets);
                    }
                    Separators::None if !self.has_room(sheets) => self.begin_part(),
                    Separators::ByClinic | Separators::None => {}
                }
                done += self.add(row, sheets, done);
            }
        }
    }

    /// Adds a separator, and sees to it that there is room for a copy below it: at the end of a part it would separate
    /// nothing.
    fn separate(&mut self, rest: Rest<'l>, sheets: usize) {
        if !self.has_room(1 + sheets) {
            self.begin_part();
        }
        let part = self.part();
        part.items.push(JobItem::Separator(rest));
        part.sheets += 1;
    }

    /// Adds as many copies of a row as the part has room for, at least one, and says how many. So many are done.
    fn add(&mut self, row: &'l Row, sheets: usize, done: u16) -> u16 {
        let most_sheets = self.most_sheets;
        let part = self.part();
        let room = most_sheets.saturating_sub(part.sheets) / sheets;
        let copies = room.clamp(1, usize::from(row.copies - done));
        part.sheets += copies * sheets;
        let last = done + copies as u16;
        part.items.push(JobItem::Copies(row, done + 1..=last));
        copies as u16
    }

    fn has_room(&self, sheets: usize) -> bool {
        let part = self.parts.last();
        part.is_some_and(|part| part.sheets == 0 || part.sheets + sheets <= self.most_sheets)
    }

    fn begin_part(&mut self) {
        self.parts.push(PrintJobPart::default());
    }

    fn part(&mut self) -> &mut PrintJobPart<'l> {
        self.parts.last_mut().expect("a part has been begun")
    }
}

/// What is left of a stack when so many copies of its first row are done.
fn rest<'l>(stack: &[SizedRow<'l>], done: u16) -> Rest<'l> {
    let copies: usize = stack.iter().map(|(row, _)| usize::from(row.copies)).sum();
    Rest {
        first: stack[0].0,
        rows: stack.len(),
        copies: copies - usize::from(done),
    }
}

impl PrintJobPart<'_> {
    /// How many copies are in it.
    pub fn copies(&self) -> usize {
        let copies = self.items.iter().map(|item| match item {
            JobItem::Separator(_) => 0,
            JobItem::Copies(_, numbers) => numbers.len(),
        });
        copies.sum()
    }

    /// The part as PDF, of leaflets that are composed or still to be; calls `on_copy` after each copy.
    ///
    /// # Errors
    /// When a glyph or a picture cannot be printed.
    pub fn write(
        &self,
        composed: &mut ComposedLeaflets,
        mut on_copy: impl FnMut(),
    ) -> Result<Vec<u8>, PdfError> {
        let mut type_kept = StandingType::default();
        let mut job = PrintJob::new(composed.making.made_on());
        for item in &self.items {
            match item {
                JobItem::Separator(rest) => separate(composed, rest, &mut type_kept, &mut job),
                JobItem::Copies(row, numbers) => {
                    let form = composed.making.list.choice(row).form();
                    let leaflet = composed.leaflet(row);
                    let pages = type_kept.lay_out(leaflet, form, &row.personal);
                    for number in numbers.clone() {
                        let copy = CopyOf {
                            row: row.number,
                            number,
                            copies: row.copies,
                        };
                        job.add(&pages, copy);
                        on_copy();
                    }
                }
            }
        }
        job.finish()
    }
}

/// Adds the sheet that stands before copies of a clinic.
fn separate(
    composed: &mut ComposedLeaflets,
    rest: &Rest,
    type_kept: &mut StandingType,
    job: &mut PrintJob,
) {
    let making = composed.making;
    let clinics = &making.library.house.clinics;
    let clinic = making.list.choice(rest.first).clinic.as_ref();
    let leaflet = composed.leaflet(rest.first);
    let separator = Separator {
        clinic: clinic.map_or(&leaflet.wording.no_clinic, |id| &clinics[id].name),
        rows: rest.rows,
        copies: rest.copies,
    };
    let form = making.list.choice(rest.first).form();
    let sheet = type_kept.separate(&separator, leaflet, form);
    job.add_separator(&sheet, separator.clinic);
}

/// The leaflets of a print job, each composed for the first row that asks for it, and kept for those that follow.
pub struct ComposedLeaflets<'m> {
    making: &'m Making<'m>,
    /// The choices with their leaflets, the one that was asked for last at the end.
    leaflets: Vec<(u32, Leaflet)>,
}

impl<'m> ComposedLeaflets<'m> {
    /// None yet, of what is being made.
    pub fn of(making: &'m Making<'m>) -> ComposedLeaflets<'m> {
        ComposedLeaflets {
            making,
            leaflets: Vec::new(),
        }
    }

    /// The leaflet of a row that has been made.
    fn leaflet(&mut self, row: &Row) -> &Leaflet {
        let kept = self.leaflets.iter().position(|(it, _)| *it == row.choice);
        let next = match kept {
            Some(at) => self.leaflets.remove(at),
            None => {
                let composed = self.making.composed(row.choice);
                (row.choice, composed.expect("the row has been made of it"))
            }
        };
        if self.leaflets.len() == MOST_COMPOSED {
            self.leaflets.remove(0);
        }
        self.leaflets.push(next);
        let (_, leaflet) = self.leaflets.last().expect("one was just put there");
        leaflet
    }
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

    /// The parts of 10 sheets, `|` between them: a separator as `-` and the copies that are to come, copies as row and
    /// numbers.
    fn planned(separators: Separators, stacks: &[&[SizedRow]]) -> String {
        let mut plan = Plan {
            parts: Vec::new(),
            most_sheets: 10,
            separators,
        };
        stacks.iter().for_each(|stack| plan.stack(stack));
        let item = |item: &JobItem| match item {
            JobItem::Separator(rest) => format!("-{}", rest.copies),
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
        assert_eq!(
            planned(Separators::None, &[&stack]),
            "1:1-1 2:1-2 | 2:3-4 | 3:1-1"
        );
    }

    #[test]
    fn a_separator_stands_before_a_clinic_and_again_where_a_part_begins() {
        let rows = [row(1, 1), row(2, 4), row(3, 1)];
        let stack = [(&rows[0], 4), (&rows[1], 3), (&rows[2], 12)];
        assert_eq!(
            planned(Separators::ByClinic, &[&stack]),
            "-6 1:1-1 2:1-1 | -4 2:2-4 | -1 3:1-1"
        );
    }

    #[test]
    fn a_separator_is_never_the_last_sheet_of_a_part() {
        let rows = [row(1, 1), row(2, 1)];
        let (first, second) = ([(&rows[0], 8)], [(&rows[1], 2)]);
        assert_eq!(
            planned(Separators::ByClinic, &[&first, &second]),
            "-1 1:1-1 | -1 2:1-1"
        );
    }
}
