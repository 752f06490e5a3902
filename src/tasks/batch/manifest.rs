//! The manifest: what a batch has made, as a table for people and as JSON for programs. It names files without their
//! folder, and has no times and nothing Personal in it, so that the same batch has the same manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use crate::form::Form;

use super::list::{Row, WardList};
use super::outcome::{Outcome, RowFailure, file_of};

/// What came of the rows of a list.
#[derive(Clone, Copy, Debug)]
pub struct Manifest<'m> {
    /// The list.
    pub list: &'m WardList,
    /// The outcomes of its rows, in the same order.
    pub outcomes: &'m [Outcome],
}

/// What a batch has made, all rows together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many rows were made of each choice of the list, by its index.
    pub choices: BTreeMap<u32, usize>,
    /// How many copies are to be printed.
    pub copies: usize,
    /// The sheets of paper that all copies take.
    pub sheets: usize,
}

/// A row as the manifest has it. Of a row that failed there is only the reason.
#[derive(Default, Serialize)]
struct Entry {
    row: u32,
    file: Option<String>,
    edition: Option<String>,
    form: Option<String>,
    pages: Option<u32>,
    copies: u16,
    /// The sheets of paper that all copies take; no sheet is shared by two.
    sheets: Option<usize>,
    /// The SHA-256 of the file that the edition has without Personal text.
    blank_sha256: Option<String>,
    review_due: Option<String>,
    failure: Option<String>,
}

impl Manifest<'_> {
    /// The reasons why rows failed, with their numbers.
    pub fn failures(&self) -> Vec<(u32, &RowFailure)> {
        let rows = self.list.rows.iter().zip(self.outcomes);
        rows.filter_map(|(row, outcome)| match outcome {
            Outcome::Made { .. } => None,
            Outcome::Failed(reason) => Some((row.number, &**reason)),
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

    /// The sheets of paper that the longest copy takes.
    pub fn most_sheets_a_copy(&self) -> usize {
        let rows = self.list.rows.iter().zip(self.outcomes);
        let sheets = rows.filter_map(|(row, outcome)| match outcome {
            Outcome::Made { pages, .. } => Some(self.list.sheets(row, *pages)),
            Outcome::Failed(_) => None,
        });
        sheets.max().unwrap_or(0)
    }

    /// What was made, all rows together.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for (row, outcome) in self.list.rows.iter().zip(self.outcomes) {
            if let Outcome::Made { pages, .. } = outcome {
                let copies = usize::from(row.copies);
                *totals.choices.entry(row.choice).or_default() += 1;
                totals.copies += copies;
                totals.sheets += self.list.sheets(row, *pages) * copies;
            }
        }
        totals
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
        write!(file, "{{\"format\":2,\"rows\":[")?;
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
    let common = Entry {
        row: row.number,
        copies: row.copies,
        ..Entry::default()
    };
    match outcome {
        Outcome::Made {
            form: blank_form,
            pages,
        } => Entry {
            file: Some(file_of(row, &blank_form.file_name, list.digits)),
            edition: Some(blank_form.edition.code().to_owned()),
            form: Some(Form::Pdf(blank_form.form).name()),
            pages: Some(*pages),
            sheets: Some(list.sheets(row, *pages) * usize::from(row.copies)),
            blank_sha256: Some(blank_form.hash.to_string()),
            review_due: Some(blank_form.review_due.to_string()),
            ..common
        },
        Outcome::Failed(reason) => Entry {
            failure: Some(reason.to_string()),
            ..common
        },
    }
}
