//! Reading a ward list: every row checked, every fault listed with its row and column.
//!
//! In: the bytes of the file. Out: compact rows, and the distinct leaflets that they ask for. Faults point into the rows as
//! they stand in the file, but for what is Personal: `prepared_for` is shown as `…`, and a row whose fields do not fit the
//! columns is not shown at all, since any of its fields may be a name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use csv::StringRecord;
use jiff::civil::Date;

use crate::content::Id;
use crate::diagnostic::{Diagnostic, Location, SourceSpan, Sources};
use crate::leaflet::Personal;
use crate::library::Library;
use crate::printing::Printing;
use crate::selection::{Request, Selection, TextSize, Wanted};

use super::encoding::{Encoding, decode};
use super::header::{Column, columns, separator};
use super::row::{Cells, Desk, Wish};

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
    /// How many digits the number of the last row has.
    pub digits: usize,
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
    clinic: Option<Id>,
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
    /// The faulty rows, to render the diagnostics with.
    pub sources: Sources,
    /// Every fault of every row, in the order of the list.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the list in `bytes`, which messages name `path`, and checks its rows at `desk`.
pub fn read(path: &Path, bytes: &[u8], desk: Desk) -> ListReading {
    let (encoding, text) = decode(bytes);
    let mut reader = ListReader {
        path,
        desk,
        separator: separator(text.as_deref().unwrap_or_default()),
        sources: Sources::default(),
        diagnostics: Vec::new(),
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
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
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
        let mut csv = csv::ReaderBuilder::new()
            .delimiter(self.separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut fields = StringRecord::new();
        let mut named: Option<Vec<Column>> = None;
        let mut number = 0;
        while csv.read_record(&mut fields).is_ok_and(|is_there| is_there) {
            let line = fields.position().map_or(1, |at| at.line() as usize);
            let Some(columns) = &named else {
                let Some(columns) = self.header(line, &fields) else {
                    return;
                };
                named = Some(columns);
                continue;
            };
            number += 1;
            if fields.iter().any(|field| !field.trim().is_empty()) {
                self.row(
                    columns,
                    &Placed {
                        line,
                        number,
                        fields: &fields,
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
        for (place, message, hint) in faults {
            let cells: Vec<&str> = match place {
                Some(_) => fields.iter().collect(),
                None => vec![HIDDEN],
            };
            let location = self.location(line, &cells, place.unwrap_or(0));
            self.diagnostics
                .push(Diagnostic::error(location, message).with_hint(hint));
        }
        None
    }

    fn row(&mut self, columns: &[Column], row: &Placed) {
        self.rows += 1;
        if row.fields.len() != columns.len() {
            return self.misfit(columns, row);
        }
        let cells = Cells {
            columns,
            fields: row.fields,
        };
        match self.desk.check(&cells) {
            Ok(wish) => self.take(row.number, wish),
            Err(faults) => {
                for (column, message, hint) in faults {
                    self.fault(columns, row, (column, &message), hint);
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
        self.list.rows.push(Row {
            number,
            choice,
            copies: wish.copies,
            personal: wish.personal,
        });
    }

    fn fault(
        &mut self,
        columns: &[Column],
        row: &Placed,
        (column, message): (Column, &str),
        hint: String,
    ) {
        let shown: Vec<&str> = columns
            .iter()
            .zip(row.fields)
            .map(|(column, field)| match column {
                Column::PreparedFor if !field.is_empty() => HIDDEN,
                _ => field,
            })
            .collect();
        // A fault of sections is one of the preset where a list has no such column, and the other way round.
        let place = columns.iter().position(|&it| it == column).unwrap_or(0);
        let location = self.location(row.line, &shown, place);
        let message = format!("row {}, `{}`: {message}", row.number, column.name());
        self.diagnostics
            .push(Diagnostic::error(location, message).with_hint(hint));
    }

    fn misfit(&mut self, columns: &[Column], row: &Placed) {
        let location = self.location(row.line, &[HIDDEN], 0);
        let message = format!(
            "row {} has {} fields, and the first line names {} columns",
            row.number,
            row.fields.len(),
            columns.len()
        );
        let hint = "put a value that has the separating sign in it between double quotes";
        self.diagnostics
            .push(Diagnostic::error(location, message).with_hint(hint));
    }

    /// The place of a field in a row that is shown with these cells.
    fn location(&mut self, line: usize, cells: &[&str], place: usize) -> Location {
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
        let file = self.sources.add_part(self.path.to_owned(), text, line);
        Location::Span(SourceSpan::new(file, range))
    }

    /// A cell as a file has it, on one line.
    fn written(&self, cell: &str) -> String {
        let cell = cell.replace(['\n', '\r'], " ");
        let needs_quotes = cell.contains(['"', char::from(self.separator)]);
        match needs_quotes {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell,
        }
    }

    /// A fault of the list as a whole.
    fn whole(&mut self, message: String, hint: &str) {
        let location = Location::Path(self.path.to_owned());
        self.diagnostics
            .push(Diagnostic::error(location, message).with_hint(hint));
    }

    fn finish(mut self, encoding: Encoding) -> ListReading {
        let mut choices: Vec<(Choice, u32)> = self.choices.into_iter().collect();
        choices.sort_by_key(|(_, index)| *index);
        self.list.choices = choices.into_iter().map(|(choice, _)| choice).collect();
        ListReading {
            list: self.diagnostics.is_empty().then_some(self.list),
            encoding,
            sources: self.sources,
            diagnostics: self.diagnostics,
        }
    }
}
