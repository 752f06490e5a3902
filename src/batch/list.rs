//! Reading a ward list: every row checked, every fault listed with its row and column.
//!
//! In: the bytes of the file. Out: compact rows, and the distinct leaflets that they ask for. Faults point into the rows as
//! they stand in the file, but for what is Personal: `prepared_for` is shown as `…`, and a row whose fields do not fit the
//! columns is not shown at all, since any of its fields may be a name.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use csv::StringRecord;
use jiff::civil::Date;

use crate::content::Id;
use crate::diagnostic::{Diagnostic, Location, SourceSpan, Sources};
use crate::leaflet::{Personal, PreparedFor};
use crate::library::Library;
use crate::printing::{Printing, TextSize};
use crate::selection::{Request, Selection, Wanted};

use super::encoding::{Encoding, decode};
use super::header::{Column, columns, separator, separator_line};
use super::lines::{Lines, RecordStart};
use super::row::{Cells, Desk, RowFault, Wish};

/// What stands for text that is not shown.
const HIDDEN: &str = "…";

/// A ward list without a fault in it.
#[derive(Clone, Debug, Default)]
pub struct WardList {
    /// The rows to make, in the order of the list.
    pub rows: Vec<Row>,
    /// The distinct leaflets that they ask for.
    pub choices: Vec<Choice>,
    /// The parts that are due for review within the house's `warn_days`, by title.
    pub due_soon: BTreeSet<(String, Date)>,
    /// The parts whose approved text has changed, by title: they are drafts again.
    pub changed: BTreeSet<String>,
    /// How many rows have no 24-hour number.
    pub without_number: usize,
    /// The numbers of the rows with a name that no typeface can print: their copies have a line to write it on.
    pub names_to_write: Vec<u32>,
    /// How many digits the number of the last row has.
    pub digits: usize,
}

impl WardList {
    /// What a row asks for.
    pub(super) fn choice(&self, row: &Row) -> &Choice {
        &self.choices[row.choice as usize]
    }

    /// The sheets of paper that a copy of a row takes, which has so many pages.
    pub(super) fn sheets(&self, row: &Row, pages: u32) -> usize {
        self.choice(row).printing.paper.sheets(pages as usize)
    }
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number: the first row below the names of the columns is 1.
    pub number: u32,
    /// The leaflet, as an index into [`WardList::choices`].
    pub choice: u32,
    /// How many copies are to be printed.
    pub copies: u16,
    /// What belongs to this row alone.
    pub personal: Personal,
}

/// A leaflet that rows ask for: all that its blank form depends on, but the library and the day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choice {
    /// The leaflet.
    pub leaflet: Id,
    /// Its sections, by their places in it.
    sections: Vec<u16>,
    /// The size of body text.
    pub text_size: TextSize,
    /// How it is to be printed.
    pub printing: Printing,
    /// The clinic.
    pub(super) clinic: Option<Id>,
}

impl Choice {
    fn of(selection: &Selection, clinic: Option<Id>) -> Choice {
        let all = selection.leaflet.sections.iter();
        let chosen = |id: &Id| selection.sections.iter().any(|section| section.id == *id);
        Choice {
            leaflet: selection.leaflet.id.clone(),
            sections: (0..)
                .zip(all)
                .filter(|(_, section)| chosen(&section.id))
                .map(|(place, _)| place)
                .collect(),
            text_size: selection.text_size,
            printing: selection.printing,
            clinic,
        }
    }

    /// The request to which the library answers with this leaflet.
    pub(super) fn request(&self, library: &Library, date: Date) -> Request {
        let sections = &library.leaflets[&self.leaflet].sections;
        let ids = self.sections.iter();
        let ids = ids.map(|&place| sections[usize::from(place)].id.to_string());
        Request {
            leaflet: self.leaflet.to_string(),
            sections: Wanted::Sections(ids.collect()),
            text_size: self.text_size,
            printing: self.printing,
            date,
            clinic: self.clinic.as_ref().map(Id::to_string),
            allow_overdue: None,
        }
    }
}

/// What came of reading a list.
#[derive(Debug)]
pub struct ListReading {
    /// The list; nothing when there was a fault.
    pub list: Option<WardList>,
    /// How its text is stored.
    pub encoding: Encoding,
    /// How many faults there are.
    pub faults: usize,
}

/// Shows faults of one row, or of the list as a whole, with the text that they are in.
pub type Show<'s> = &'s mut dyn FnMut(&[Diagnostic], &Sources);

/// Reads the list in `bytes`, which messages name `path`, and checks its rows at `desk`. Faults are given to `show` in the
/// order of the list, and not kept: a long list may have many.
pub fn read(path: &Path, bytes: &[u8], desk: Desk, show: Show) -> ListReading {
    let (encoding, text) = decode(bytes);
    let mut reader = ListReader {
        path,
        desk,
        separator: separator(text.as_deref().unwrap_or_default()),
        show,
        faults: 0,
        choices: BTreeMap::new(),
        list: WardList::default(),
        rows: 0,
    };
    match text {
        Some(text) => reader.text(&text),
        None => reader.whole(
            format!("the list is not sound {encoding}"),
            "save it again as “CSV UTF-8”",
        ),
    }
    reader.finish(encoding)
}

struct ListReader<'a> {
    path: &'a Path,
    desk: Desk<'a>,
    separator: u8,
    show: Show<'a>,
    faults: usize,
    choices: BTreeMap<Choice, u32>,
    list: WardList,
    /// How many rows there are, empty ones not counted.
    rows: usize,
}

/// A row on its way: where it starts, its number, its fields.
struct Placed<'r> {
    line: usize,
    number: u32,
    fields: &'r StringRecord,
}

impl ListReader<'_> {
    fn text(&mut self, text: &str) {
        let mut lines = Lines::new(text);
        let body = separator_line(text);
        let mut csv = csv::ReaderBuilder::new()
            .delimiter(self.separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(&text.as_bytes()[body..]);
        let mut fields = StringRecord::new();
        let mut named: Option<Vec<Column>> = None;
        let mut number = 0;
        while csv.read_record(&mut fields).is_ok_and(|is_there| is_there) {
            let byte = fields.position().map_or(0, |at| at.byte() as usize);
            let RecordStart { line, blank_lines } = lines.record_from(body + byte);
            let Some(columns) = &named else {
                let Some(columns) = self.header(line, &fields) else {
                    return;
                };
                named = Some(columns);
                continue;
            };
            number += 1 + u32::try_from(blank_lines).expect("a list has under 2^32 lines");
            if fields.iter().any(|field| !field.trim().is_empty()) {
                let fields = &fields;
                self.row(
                    columns,
                    &Placed {
                        line,
                        number,
                        fields,
                    },
                );
            }
        }
        self.list.digits = number.to_string().len();
        if self.rows == 0 {
            self.whole(
                "the list has no rows".to_owned(),
                "write a row a leaflet below the names of the columns, or start from `careleaf batch --template`",
            );
        }
    }

    fn header(&mut self, line: usize, fields: &StringRecord) -> Option<Vec<Column>> {
        let faults = match columns(fields) {
            Ok(columns) => return Some(columns),
            Err(faults) => faults,
        };
        for fault in faults {
            let cells: Vec<&str> = match fault.place {
                Some(_) => fields.iter().collect(),
                None => vec![HIDDEN],
            };
            let shown = self.shown(&cells, fault.place.unwrap_or(0));
            self.report(line, shown, (fault.message, fault.hint));
        }
        None
    }

    fn row(&mut self, columns: &[Column], row: &Placed) {
        self.rows += 1;
        if let Some(misfit) = misfit(columns, row) {
            let shown = self.shown(&[HIDDEN], 0);
            return self.report(row.line, shown, misfit);
        }
        let cells = Cells {
            columns,
            fields: row.fields,
        };
        match self.desk.check(&cells) {
            Ok(wish) => self.take(row.number, wish),
            Err(faults) => {
                for fault in faults {
                    self.fault(columns, row, fault);
                }
            }
        }
    }

    fn take(&mut self, number: u32, wish: Wish) {
        let choice = Choice::of(&wish.selection, wish.clinic);
        let next = u32::try_from(self.choices.len()).expect("a list has under 2^32 rows");
        let choice = *self.choices.entry(choice).or_insert(next);
        if choice == next {
            let due_soon = wish.selection.due_soon.iter().cloned();
            self.list.due_soon.extend(due_soon);
            self.list.changed.extend(wish.selection.changed);
        }
        let clinic = wish.selection.clinic;
        let has_number = clinic.is_some_and(|clinic| clinic.urgent_line.is_some());
        self.list.without_number += usize::from(!has_number);
        if wish.personal.prepared_for == Some(PreparedFor::ToWrite) {
            self.list.names_to_write.push(number);
        }
        self.list.rows.push(Row {
            number,
            choice,
            copies: wish.copies,
            personal: wish.personal,
        });
    }

    fn fault(&mut self, columns: &[Column], row: &Placed, fault: RowFault) {
        let cells: Vec<&str> = columns
            .iter()
            .zip(row.fields)
            .map(|(column, field)| match column {
                Column::PreparedFor if !field.is_empty() => HIDDEN,
                _ => field,
            })
            .collect();
        // A fault of sections is one of the preset where a list has no such column, and the other way round.
        let place = columns.iter().position(|&it| it == fault.column);
        let shown = self.shown(&cells, place.unwrap_or(0));
        let (number, name) = (row.number, fault.column.name());
        let message = format!("row {number}, `{name}`: {}", fault.message);
        self.report(row.line, shown, (message, fault.hint));
    }

    /// Reports a fault in the text that is shown of the row on this line.
    fn report(&mut self, line: usize, (text, range): Shown, (message, hint): (String, String)) {
        let mut sources = Sources::default();
        let file = sources.add_part(self.path.to_owned(), text, line);
        let location = Location::Span(SourceSpan::new(file, range));
        let diagnostic = Diagnostic::error(location, message).with_hint(hint);
        self.faults += 1;
        (self.show)(&[diagnostic], &sources);
    }

    /// A row with these cells, and where the one with the fault stands in it.
    fn shown(&self, cells: &[&str], place: usize) -> Shown {
        let mut text = String::new();
        let mut range = 0..0;
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                text.push(char::from(self.separator));
            }
            let start = text.len();
            text += &self.written(cell);
            if at == place {
                range = start..text.len();
            }
        }
        (text, range)
    }

    /// A cell as a file has it, on one line.
    fn written(&self, cell: &str) -> String {
        let needs_quotes = cell.contains(['"', char::from(self.separator)]);
        match needs_quotes {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.to_owned(),
        }
    }

    /// A fault of the list as a whole.
    fn whole(&mut self, message: String, hint: &str) {
        let location = Location::Path(self.path.to_owned());
        let diagnostic = Diagnostic::error(location, message).with_hint(hint);
        self.faults += 1;
        (self.show)(&[diagnostic], &Sources::default());
    }

    fn finish(mut self, encoding: Encoding) -> ListReading {
        let mut choices: Vec<(Choice, u32)> = self.choices.into_iter().collect();
        choices.sort_by_key(|(_, index)| *index);
        self.list.choices = choices.into_iter().map(|(choice, _)| choice).collect();
        ListReading {
            list: (self.faults == 0).then_some(self.list),
            encoding,
            faults: self.faults,
        }
    }
}

/// The text that is shown of a row, and the part of it with the fault.
type Shown = (String, Range<usize>);

/// What is wrong with a row whose fields cannot be told apart, and the mend. Any of them may hold a name.
fn misfit(columns: &[Column], row: &Placed) -> Option<(String, String)> {
    let number = row.number;
    if row.fields.iter().any(|field| field.contains(['\n', '\r'])) {
        let message = format!("row {number} has a field that goes on over the line");
        let hint =
            "close the double quotes that the field starts with, and write each row on one line";
        return Some((message, hint.to_owned()));
    }
    let (found, expected) = (row.fields.len(), columns.len());
    let hint = match found.cmp(&expected) {
        Ordering::Equal => return None,
        Ordering::Less => {
            "write a sign that separates for each column, with nothing before it where there is no value"
        }
        Ordering::Greater => "put a value that has the separating sign in it between double quotes",
    };
    let message =
        format!("row {number} has {found} fields, and the first line names {expected} columns");
    Some((message, hint.to_owned()))
}
