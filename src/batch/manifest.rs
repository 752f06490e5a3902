//! The manifest: what a batch has made, as a table for people and as JSON for programs. It names files without their
//! folder, and has no times and nothing Personal in it, so that the same batch has the same manifest.

use std::collections::BTreeSet;
use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use crate::printing::Paper;

use super::folder::hex;
use super::list::{Row, WardList};
use super::make::{Outcome, file_of};

/// What came of the rows of a list.
#[derive(Clone, Copy, Debug)]
pub struct Manifest<'m> {
    /// The list.
    pub list: &'m WardList,
    /// The outcomes of its rows, in the same order.
    pub outcomes: &'m [Outcome],
}

/// A row as the manifest has it. Of a row that failed there is only the reason.
#[derive(Default, Serialize)]
struct Entry {
    row: u32,
    file: Option<String>,
    edition: Option<String>,
    pages: Option<u32>,
    copies: u16,
    /// The sheets of paper that all copies take, printed on both sides or folded.
    sheets: Option<u32>,
    /// The SHA-256 of the file that the edition has without Personal text.
    blank_sha256: Option<String>,
    review_due: Option<String>,
    failure: Option<String>,
}

impl Manifest<'_> {
    /// The reasons why rows failed, with their numbers.
    pub fn failures(&self) -> Vec<(u32, &str)> {
        let rows = self.list.rows.iter().zip(self.outcomes);
        rows.filter_map(|(row, outcome)| match outcome {
            Outcome::Made { .. } => None,
            Outcome::Failed(reason) => Some((row.number, reason.as_str())),
        })
        .collect()
    }

    /// The earliest day on which a part of any leaflet that was made is due for review.
    pub fn earliest_due(&self) -> Option<Date> {
        let made = self.outcomes.iter().filter_map(|outcome| match outcome {
            Outcome::Made { form, .. } => Some(form.review_due),
            Outcome::Failed(_) => None,
        });
        made.min()
    }

    /// The names of the files that were made.
    pub(super) fn files(&self) -> BTreeSet<String> {
        self.entries().filter_map(|entry| entry.file).collect()
    }

    /// Writes the table: the names of the fields, then a row a line.
    pub(super) fn write_csv(&self, file: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(file);
        for entry in self.entries() {
            writer.serialize(entry).map_err(io::Error::other)?;
        }
        writer.flush()
    }

    /// Writes the JSON: an object with the format's number and the rows, a row a line.
    pub(super) fn write_json(&self, file: &mut dyn Write) -> io::Result<()> {
        write!(file, "{{\"format\":1,\"rows\":[")?;
        for (index, entry) in self.entries().enumerate() {
            file.write_all(if index == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *file, &entry)?;
        }
        writeln!(file, "\n]}}")
    }

    fn entries(&self) -> impl Iterator<Item = Entry> {
        let rows = self.list.rows.iter().zip(self.outcomes);
        rows.map(|(row, outcome)| entry(row, outcome, self.list))
    }
}

fn entry(row: &Row, outcome: &Outcome, list: &WardList) -> Entry {
    let blank = Entry {
        row: row.number,
        copies: row.copies,
        ..Entry::default()
    };
    let paper = list.choices[row.choice as usize].printing.paper;
    match outcome {
        Outcome::Made { form, pages } => Entry {
            file: Some(file_of(row, &form.file_name, list.digits)),
            edition: Some(form.edition.code().to_owned()),
            pages: Some(*pages),
            sheets: Some(sheets(*pages, row.copies, paper)),
            blank_sha256: Some(hex(&form.hash)),
            review_due: Some(form.review_due.to_string()),
            ..blank
        },
        Outcome::Failed(reason) => Entry {
            failure: Some(reason.clone()),
            ..blank
        },
    }
}

/// The sheets of so many copies, printed on both sides; no sheet is shared by two copies.
fn sheets(pages: u32, copies: u16, paper: Paper) -> u32 {
    let pages_a_sheet = match paper {
        Paper::OneSided | Paper::TwoSided => 2,
        Paper::Booklet => 4,
    };
    pages.div_ceil(pages_a_sheet) * u32::from(copies)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_two_sides_and_belongs_to_one_copy() {
        assert_eq!(sheets(7, 1, Paper::OneSided), 4);
        assert_eq!(sheets(7, 3, Paper::TwoSided), 12);
        assert_eq!(sheets(8, 2, Paper::OneSided), 8);
        assert_eq!(sheets(9, 2, Paper::Booklet), 6);
    }
}
