//! Reading a ward list: every row checked, every fault listed with its row and column.
//!
//! In: the bytes of the file, a table of text or a workbook. Out: compact rows, and the distinct leaflets that they ask for.
//! Rows have the numbers that a spreadsheet shows: the names of the columns are row 1, and blank rows count. Faults point
//! into the rows as they stand in the file, but for what is Personal: `prepared_for` and columns of others are shown as `…`,
//! and a row whose fields do not fit the columns is not shown at all, since any of its fields may be a name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use csv::StringRecord;
use jiff::civil::Date;

use crate::content::Id;
use crate::diagnostic::{Diagnostic, Location, SourceSpan, Sources};
use crate::form::PagedForm;
use crate::leaflet::{Personal, PreparedFor};
use crate::library::{Library, Section};
use crate::phone::has_number;
use crate::printing::{Printing, TextSize};
use crate::remedy::Remedy;
use crate::selection::{ResolvedRequest, Selection, sections_of};

use super::encoding::{Decoded, Encoding, decode};
use super::header::{Column, Columns, columns, separator, separator_line};
use super::kind::{Kind, kind};
use super::lines::{Lines, RecordStart};
use super::row::{Cells, Desk, RowFault, Wish, without_value};
use super::spelling::{Known, Spelling};
use super::workbook::{self, Visibility, WorkbookError};

/// What stands for text that is not shown.
const HIDDEN: &str = "…";

/// The most bytes of a file with a list: a row takes a hundred.
pub const LARGEST_LIST: u64 = 250_000_000;
/// The most rows of a list.
pub const MOST_ROWS: usize = 2_000_000;
/// The most rows with faults: a list that has more is not checked any further.
pub const MOST_FAULTY_ROWS: usize = 10_000;
/// The most faults that are shown: nobody reads more before fixing the first.
const MOST_SHOWN: usize = 250;
/// About how many bytes of messages are shown.
const MOST_SAID: usize = 80_000;
/// About how many bytes a message has besides its own words: the marks of an excerpt.
const FRAME: usize = 200;
/// The most characters of a message, of a hint or of a cell that are shown: a cell may hold a whole file.
const LONGEST_SHOWN: usize = 300;

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
    /// The numbers of the rows that have no 24-hour number.
    pub without_number: Vec<u32>,
    /// The numbers of the rows with a name that no typeface can print: their copies have a blank to write it in.
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
    /// Its number in the spreadsheet: the row with the names of the columns is 1.
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
    /// The preset that stands for them, if its title is printed.
    pub preset: Option<Id>,
    /// The size of body text.
    pub text_size: TextSize,
    /// How it is to be printed.
    pub printing: Printing,
    /// The clinic.
    pub clinic: Option<Id>,
}

impl Choice {
    /// How its pages are set.
    pub fn form(&self) -> PagedForm {
        PagedForm {
            text_size: self.text_size,
            printing: self.printing,
        }
    }

    fn of(selection: &Selection) -> Choice {
        let all = selection.leaflet.sections.iter();
        let chosen = |id: &Id| selection.sections.iter().any(|section| section.id == *id);
        Choice {
            leaflet: selection.leaflet.id.clone(),
            sections: (0..)
                .zip(all)
                .filter(|(_, section)| chosen(&section.id))
                .map(|(place, _)| place)
                .collect(),
            preset: selection.titled_preset().map(|preset| preset.id.clone()),
            text_size: selection.text_size,
            printing: selection.printing,
            clinic: selection.clinic.map(|clinic| clinic.id.clone()),
        }
    }

    /// Its sections in `library`, in their order.
    pub fn sections<'l>(&self, library: &'l Library) -> impl ExactSizeIterator<Item = &'l Section> {
        let sections = &library.leaflets[&self.leaflet].sections;
        let places: Vec<u16> = self.sections.clone();
        places
            .into_iter()
            .map(|place| &sections[usize::from(place)])
    }

    /// The request to which the library answers with this leaflet.
    pub(super) fn request<'l>(&self, library: &'l Library, date: Date) -> ResolvedRequest<'l> {
        let leaflet = &library.leaflets[&self.leaflet];
        let preset = self.preset.as_ref();
        let preset = preset.and_then(|id| leaflet.presets.iter().find(|it| it.id == *id));
        ResolvedRequest {
            library,
            leaflet,
            preset,
            sections: match preset {
                Some(preset) => sections_of(leaflet, preset),
                None => self.sections(library).collect(),
            },
            text_size: self.text_size,
            printing: self.printing,
            date,
            clinic: self.clinic.as_ref().map(|id| &library.house.clinics[id]),
            allow_overdue: None,
        }
    }
}

/// A file with a list.
#[derive(Clone, Copy, Debug)]
pub struct ListFile<'f> {
    /// Its path, by which messages name it.
    pub path: &'f Path,
    /// What is in it.
    pub bytes: &'f [u8],
    /// How its text is stored, where that is stated.
    pub encoding: Option<Encoding>,
}

/// What came of reading a list.
#[derive(Debug)]
pub struct ListReading {
    /// The list; nothing when there was a fault.
    pub list: Option<WardList>,
    /// How its text is stored; `None` for a workbook.
    pub encoding: Option<Encoding>,
    /// How many faults there are.
    pub faults: usize,
    /// The last row that was checked, where there were so many faults that the rest was not.
    pub checked_to: Option<u32>,
    /// The names of the columns that are none of ours.
    pub passed_over: Vec<String>,
    /// How many rows the spreadsheet hides.
    pub hidden_rows: usize,
}

/// Shows faults of one row, or of the list as a whole, with the text that they are in.
pub type Show<'s> = &'s mut dyn FnMut(&[Diagnostic], &Sources);

/// Reads a list and checks its rows at `desk`. Faults are given to `show` in the order of the list, and not kept: a long
/// list may have many, of which the first are shown and the others counted.
pub fn read(file: ListFile, desk: Desk, show: Show) -> ListReading {
    let mut reader = ListReader {
        path: file.path,
        desk,
        separator: b',',
        show,
        faults: Faults::default(),
        columns: None,
        unnamed: BTreeSet::new(),
        spelling: Spelling::of(Known::Told, &[]),
        choices: BTreeMap::new(),
        list: WardList::default(),
        rows: 0,
        faulty_rows: 0,
        last_row: 0,
        checked_to: None,
        hidden_rows: 0,
    };
    let encoding = match kind(file.bytes) {
        Kind::Text => reader.file_of_text(file),
        Kind::Workbook(format) => {
            reader.workbook(workbook::read(file.bytes, format), file.encoding);
            None
        }
        Kind::Protected => {
            reader.workbook(Err(WorkbookError::Protected), None);
            None
        }
        Kind::Other(name) => {
            let hint =
                "save the list as a workbook (.xlsx, .ods) or as “CSV UTF-8”, and name that file";
            reader.whole(format!("it is {name}, and no ward list"), hint);
            None
        }
    };
    reader.finish(encoding)
}

struct ListReader<'a> {
    path: &'a Path,
    desk: Desk<'a>,
    separator: u8,
    show: Show<'a>,
    faults: Faults,
    /// The columns, once they are known.
    columns: Option<Columns>,
    /// The columns without a name that have a value in some row.
    unnamed: BTreeSet<usize>,
    spelling: Spelling,
    choices: BTreeMap<Choice, u32>,
    list: WardList,
    /// How many rows there are, empty ones not counted.
    rows: usize,
    /// How many of them have a fault.
    faulty_rows: usize,
    /// The number of the last one.
    last_row: u32,
    /// The number of the last one that was checked, where not all are.
    checked_to: Option<u32>,
    hidden_rows: usize,
}

/// How many faults there are, and how much of them has been said.
#[derive(Default)]
struct Faults {
    found: usize,
    shown: usize,
    said: usize,
}

/// A row on its way: where it starts, its number, its fields.
struct Placed<'r> {
    line: usize,
    number: u32,
    fields: &'r StringRecord,
    /// The places of fields in whose place stands a formula without a value.
    uncalculated: &'r [usize],
    quotes: Quotes,
}

impl Placed<'_> {
    /// Whether there is nothing in it that is of `columns`; without them, nothing at all.
    fn is_blank(&self, columns: Option<&Columns>) -> bool {
        let is_ours = |place: &usize| match columns {
            Some(columns) => matches!(columns.all.get(*place), Some(Some(_))),
            None => true,
        };
        self.fields.iter().all(|field| field.trim().is_empty())
            && !self.uncalculated.iter().any(is_ours)
    }
}

/// Whether the quotes round a row's fields can be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    /// Cells of a workbook have none.
    None,
    Sound,
    /// A field goes on over the line, and may have swallowed the next row.
    Open,
    /// A field goes on behind the quote that closes it: quotes inside it are lost when it is read.
    Broken,
}

/// Whether a list is read on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    GoesOn,
    Ends,
}

impl ListReader<'_> {
    /// Reads a list as text. Gives back how it is stored.
    fn file_of_text(&mut self, file: ListFile) -> Option<Encoding> {
        let Decoded { encoding, text } = match decode(file.bytes, file.encoding) {
            Ok(decoded) => decoded,
            Err(marked) => {
                let message = format!("the first bytes of the list say that it is {marked}");
                let encoding = marked.label();
                self.whole(message, Remedy::StateEncoding { encoding });
                return Some(marked);
            }
        };
        let again = "save it again as “CSV UTF-8”";
        match text {
            None => self.whole(format!("the list is not sound {encoding}"), again),
            Some(text) if text.contains('\0') => {
                self.whole(
                    "the list has zero bytes in it, and is no text".to_owned(),
                    again,
                );
            }
            Some(text) => {
                let text = without_end_mark(&text);
                self.separator = separator(text);
                let known = match file.encoding {
                    Some(_) => Known::Stated,
                    None if encoding == Encoding::WINDOWS_1252 => Known::Assumed,
                    None => Known::Told,
                };
                if has_too_many_rows(text, self.separator) {
                    let message = format!("the list has more than {MOST_ROWS} rows");
                    self.whole(message, "split it into several lists");
                    return Some(encoding);
                }
                self.spelling = Spelling::of(known, &names(text, self.separator, known));
                self.text(text);
            }
        }
        Some(encoding)
    }

    fn text(&mut self, text: &str) {
        let separator = self.separator;
        each_record(text, separator, |record| self.record(&record));
        self.refuse_empty();
    }

    fn workbook(
        &mut self,
        rows: Result<Vec<workbook::TableRow>, WorkbookError>,
        encoding: Option<Encoding>,
    ) {
        if encoding.is_some() {
            let message = "the list is a workbook".to_owned();
            return self.whole(message, Remedy::StateNoEncoding);
        }
        let rows = match rows {
            Ok(rows) => rows,
            Err(error) => return self.unreadable(error),
        };
        for row in &rows {
            self.hidden_rows += usize::from(row.visibility == Visibility::Hidden);
            let placed = Placed {
                line: row.number as usize,
                number: row.number,
                fields: &row.cells,
                uncalculated: &row.uncalculated,
                quotes: Quotes::None,
            };
            if self.record(&placed) == Reading::Ends {
                break;
            }
        }
        self.refuse_empty();
    }

    fn unreadable(&mut self, error: WorkbookError) {
        let as_text = "save the list as “CSV UTF-8” instead";
        match error {
            WorkbookError::Damaged => {
                self.whole(
                    "the workbook is damaged".to_owned(),
                    "open it in its program, and save it again",
                );
            }
            WorkbookError::Protected => {
                let hint = "save it without the password, or as “CSV UTF-8”";
                self.whole("the workbook is protected with a password".to_owned(), hint);
            }
            WorkbookError::TooLarge(limit) => {
                self.whole(format!("the workbook has {limit}"), as_text)
            }
            WorkbookError::SeveralLists(names) => {
                let names: Vec<String> = names
                    .iter()
                    .map(|name| format!("`{}`", cut(name)))
                    .collect();
                let message = format!("several sheets are ward lists: {}", names.join(", "));
                self.whole(message, "keep one of them in the workbook");
            }
        }
    }

    fn refuse_empty(&mut self) {
        if self.rows == 0 && self.faults.found == 0 {
            self.whole("the list has no rows".to_owned(), Remedy::StartFromTemplate);
        }
    }

    /// Takes a row: the first has the names of the columns.
    fn record(&mut self, row: &Placed) -> Reading {
        let Some(columns) = self.columns.take() else {
            if row.is_blank(None) {
                return Reading::GoesOn;
            }
            self.columns = self.header(row.line, row.fields);
            return if self.columns.is_some() {
                Reading::GoesOn
            } else {
                Reading::Ends
            };
        };
        self.list.digits = row.number.to_string().len();
        let reading = if row.is_blank(Some(&columns)) {
            Reading::GoesOn
        } else if self.faulty_rows == MOST_FAULTY_ROWS {
            self.checked_to = Some(self.last_row);
            Reading::Ends
        } else {
            let found = self.faults.found;
            self.row(&columns, row);
            self.faulty_rows += usize::from(self.faults.found > found);
            self.last_row = row.number;
            Reading::GoesOn
        };
        self.columns = Some(columns);
        reading
    }

    fn header(&mut self, line: usize, fields: &StringRecord) -> Option<Columns> {
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
            self.report(line, shown, Complaint::new(fault.message, fault.hint));
        }
        None
    }

    fn row(&mut self, columns: &Columns, row: &Placed) {
        self.rows += 1;
        if let Some(misfit) = self.misfit(columns, row) {
            return self.hidden(row, misfit);
        }
        let values = columns.all.iter().zip(row.fields).enumerate();
        let filled = values.filter(|(place, (_, value))| {
            columns.unnamed.contains(place) && !value.trim().is_empty()
        });
        self.unnamed.extend(filled.map(|(place, _)| place));
        let cells = Cells {
            columns: &columns.all,
            fields: row.fields,
        };
        let without_value = without_value(&cells, row.uncalculated);
        let (checked, misspelt) = if without_value.is_empty() {
            let name = cells.get(Column::PreparedFor);
            (
                self.desk.check(&cells),
                self.spelling.fault(row.number, name),
            )
        } else {
            (Err(without_value), None)
        };
        match (checked, misspelt) {
            (Ok(wish), None) => self.take(row.number, wish),
            (Ok(_), Some(fault)) => self.fault(columns, row, fault),
            (Err(_), _) if is_header(columns, row.fields) => {
                self.hidden(row, names_again(row));
            }
            // Where a separator or a quote is missing, a name may stand in any column.
            (Err(_), _) if row.quotes != Quotes::None && row.fields.len() < columns.all.len() => {
                self.hidden(row, too_short(columns, row));
            }
            (Err(_), _) if row.quotes != Quotes::None && goes_on(columns, row.fields) => {
                self.hidden(row, over_the_line(row));
            }
            (Err(faults), misspelt) => {
                let is_named = |fault: &RowFault| fault.column == Column::PreparedFor;
                let faults = faults
                    .into_iter()
                    .filter(|fault| misspelt.is_none() || !is_named(fault));
                let faults: Vec<RowFault> = faults.collect();
                for fault in faults.into_iter().chain(misspelt) {
                    self.fault(columns, row, fault);
                }
            }
        }
    }

    fn take(&mut self, number: u32, wish: Wish) {
        let choice = Choice::of(&wish.selection);
        let next = u32::try_from(self.choices.len()).expect("a list has under 2^32 rows");
        let choice = *self.choices.entry(choice).or_insert(next);
        if choice == next {
            let due_soon = wish.selection.due_soon.iter().cloned();
            self.list.due_soon.extend(due_soon);
            self.list.changed.extend(wish.selection.changed);
        }
        let clinic = wish.selection.clinic;
        let line = clinic.and_then(|clinic| clinic.urgent_line.as_deref());
        let has_number = line.is_some_and(has_number);
        if wish.personal.prepared_for == Some(PreparedFor::ToWrite) {
            self.list.names_to_write.push(number);
        }
        if !has_number {
            self.list.without_number.push(number);
        }
        self.list.rows.push(Row {
            number,
            choice,
            copies: wish.copies,
            personal: wish.personal,
        });
    }

    fn fault(&mut self, columns: &Columns, row: &Placed, fault: RowFault) {
        let cells: Vec<&str> = columns
            .all
            .iter()
            .zip(row.fields)
            .map(|(column, field)| match column {
                Some(Column::PreparedFor) | None if !field.is_empty() => HIDDEN,
                _ => field,
            })
            .collect();
        // A fault of sections is one of the preset where a list has no such column, and the other way round.
        let place = columns.all.iter().position(|&it| it == Some(fault.column));
        let shown = self.shown(&cells, place.unwrap_or(0));
        let (number, name) = (row.number, fault.column.name());
        let message = format!("row {number}, `{name}`: {}", fault.message);
        self.report(row.line, shown, Complaint::new(message, fault.hint));
    }

    /// Reports a fault of a row that is not to be shown.
    fn hidden(&mut self, row: &Placed, complaint: Complaint) {
        let shown = self.shown(&[HIDDEN], 0);
        self.report(row.line, shown, complaint);
    }

    /// Reports a fault in the text that is shown of the row on this line; once much has been said, only counts it.
    fn report(&mut self, line: usize, shown: Excerpt, complaint: Complaint) {
        self.faults.found += 1;
        if self.faults.shown >= MOST_SHOWN || self.faults.said >= MOST_SAID {
            return;
        }
        let message = cut(&complaint.message);
        let hint = complaint.hint.map_words(|words| cut(&words));
        let path = self.path.as_os_str().len();
        self.faults.shown += 1;
        self.faults.said += message.len() + hint.to_string().len() + path + FRAME;
        let mut sources = Sources::default();
        let file = sources.add_part(self.path.to_owned(), shown.text, line);
        let location = Location::Span(SourceSpan::new(file, shown.range));
        let diagnostic = Diagnostic::error(location, message).with_hint(hint);
        (self.show)(&[diagnostic], &sources);
    }

    /// A row with these cells, and where the one with the fault stands in it.
    fn shown(&self, cells: &[&str], place: usize) -> Excerpt {
        let mut text = String::new();
        let mut range = 0..0;
        // A long row is shown from shortly before the fault on.
        let first = place.saturating_sub(MOST_CELLS_SHOWN / 2);
        let cells = cells.iter().enumerate().skip(first).take(MOST_CELLS_SHOWN);
        for (at, cell) in cells {
            if at > first {
                text.push(char::from(self.separator));
            }
            let start = text.len();
            text += &self.written(cell);
            if at == place {
                range = start..text.len();
            }
        }
        Excerpt { text, range }
    }

    /// A cell as a file has it, on one line.
    fn written(&self, cell: &str) -> String {
        let cell = cut(cell).replace(['\r', '\n'], " ");
        let needs_quotes = cell.contains(['"', char::from(self.separator)]);
        if needs_quotes {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    }

    /// A fault of the list as a whole.
    fn whole(&mut self, message: String, hint: impl Into<Remedy>) {
        let location = Location::Path(self.path.to_owned());
        let diagnostic = Diagnostic::error(location, message).with_hint(hint);
        self.faults.found += 1;
        self.faults.shown += 1;
        (self.show)(&[diagnostic], &Sources::default());
    }

    /// What is wrong with a row whose fields cannot be told apart, and how to fix it. Any of them may hold a name.
    fn misfit(&self, columns: &Columns, row: &Placed) -> Option<Complaint> {
        if row.quotes == Quotes::Open
            || row.quotes == Quotes::Sound && self.has_swallowed_row(columns, row.fields)
        {
            return Some(over_the_line(row));
        }
        if row.quotes == Quotes::Broken {
            return Some(behind_the_quote(row));
        }
        let beyond = row.fields.iter().skip(columns.all.len());
        if beyond.into_iter().all(|field| field.trim().is_empty()) {
            return None;
        }
        let hint = "put a value that has the separating sign in it between double quotes";
        Some(Complaint::new(wrong_number(columns, row), hint))
    }

    /// Whether a field that nothing else is known of has the end of its row and the start of another in it, or a whole row:
    /// the quotes that it lies between are then those of two rows.
    fn has_swallowed_row(&self, columns: &Columns, fields: &StringRecord) -> bool {
        let last = columns.all.len().saturating_sub(1);
        let separator = char::from(self.separator);
        let fields = fields.iter().zip(&columns.all).enumerate();
        let mut unknown = fields.filter(|(_, (field, column))| {
            matches!(column, Some(Column::PreparedFor) | None) && field.contains(LINE_ENDS)
        });
        unknown.any(|(place, (field, _))| {
            let lines: Vec<usize> = field
                .split(LINE_ENDS)
                .map(|line| line.matches(separator).count())
                .collect();
            let [first, .., end] = lines[..] else {
                return false;
            };
            let is_split = first >= last.saturating_sub(place) && end >= place.max(1);
            is_split || lines.iter().any(|&separators| separators >= last.max(1))
        })
    }

    fn finish(mut self, encoding: Option<Encoding>) -> ListReading {
        if self.faults.found > self.faults.shown {
            let more = self.faults.found - self.faults.shown;
            let location = Location::Path(self.path.to_owned());
            let message = match self.checked_to {
                Some(row) => format!(
                    "there are {more} more errors: the list was checked up to row {row}, and the rest was not looked at"
                ),
                None => format!("there are {more} more errors in this list"),
            };
            let counted =
                Diagnostic::error(location, message).with_hint("fix the first, then look again");
            (self.show)(&[counted], &Sources::default());
        }
        let mut choices: Vec<(Choice, u32)> = self.choices.into_iter().collect();
        choices.sort_by_key(|(_, index)| *index);
        self.list.choices = choices.into_iter().map(|(choice, _)| choice).collect();
        let columns = self.columns.unwrap_or_default();
        let unnamed = self
            .unnamed
            .iter()
            .map(|place| format!("column {} without a name", place + 1));
        let named = columns
            .passed_over
            .iter()
            .map(|name| format!("`{}`", cut(name)));
        ListReading {
            list: (self.faults.found == 0).then_some(self.list),
            encoding,
            faults: self.faults.found,
            checked_to: self.checked_to,
            passed_over: named.chain(unnamed).collect(),
            hidden_rows: self.hidden_rows,
        }
    }
}

/// The text that is shown of a row.
struct Excerpt {
    text: String,
    /// The part of it with the fault.
    range: Range<usize>,
}

/// What is wrong with a row, and what to do about it.
struct Complaint {
    message: String,
    hint: Remedy,
}

impl Complaint {
    fn new(message: String, hint: impl Into<Remedy>) -> Complaint {
        Complaint {
            message,
            hint: hint.into(),
        }
    }
}

/// The most cells of a row that are shown.
const MOST_CELLS_SHOWN: usize = 24;
/// The last byte of a file in DOS and CP/M.
const END_MARK: char = '\u{1A}';
/// What ends a line of a field.
const LINE_ENDS: [char; 2] = ['\r', '\n'];

/// Whether a field of ours goes on over the line.
fn goes_on(columns: &Columns, fields: &StringRecord) -> bool {
    let mut fields = fields.iter().zip(&columns.all);
    fields.any(|(field, column)| column.is_some() && field.trim().contains(LINE_ENDS))
}

fn over_the_line(row: &Placed) -> Complaint {
    let message = format!("row {} has a field that goes on over the line", row.number);
    let hint = "close the double quotes that the field starts with, or write it on one line";
    Complaint::new(message, hint)
}

/// What is wrong with a row that ends before the last column and has a fault.
fn too_short(columns: &Columns, row: &Placed) -> Complaint {
    let hint = "write a sign that separates for each column, with nothing before it where there is no value";
    Complaint::new(wrong_number(columns, row), hint)
}

fn wrong_number(columns: &Columns, row: &Placed) -> String {
    let (number, expected) = (row.number, columns.all.len());
    let found = match row.fields.len() {
        1 => "1 field".to_owned(),
        fields => format!("{fields} fields"),
    };
    format!("row {number} has {found}, and the first line names {expected} columns")
}

fn behind_the_quote(row: &Placed) -> Complaint {
    let message = format!(
        "row {} has a field that goes on behind its closing quote",
        row.number
    );
    let hint = "write each double quote inside a field twice";
    Complaint::new(message, hint)
}

/// Whether a row has the names of the columns once more: two lists were put together.
fn is_header(columns: &Columns, fields: &StringRecord) -> bool {
    let mut ours = columns
        .all
        .iter()
        .zip(fields)
        .filter_map(|(column, field)| Some((*column)?).zip(Some(field)));
    fields.len() >= columns.all.len()
        && ours.all(|(column, field)| Column::parse(field) == Some(column))
}

fn names_again(row: &Placed) -> Complaint {
    let message = format!("row {} has the names of the columns again", row.number);
    Complaint::new(message, "delete the row")
}

/// A text with at most [`LONGEST_SHOWN`] characters.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Gives each record of a text to `take`, with its line and its number, until it has enough.
fn each_record(text: &str, separator: u8, mut take: impl FnMut(Placed) -> Reading) {
    let mut lines = Lines::new(text);
    let body = separator_line(text);
    let mut csv = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[body..]);
    let mut fields = StringRecord::new();
    let mut number = 0;
    while csv.read_record(&mut fields).is_ok_and(|is_there| is_there) {
        let byte = fields.position().map_or(0, |at| at.byte() as usize);
        let RecordStart { line, blank_lines } = lines.record_from(body + byte);
        number += 1 + u32::try_from(blank_lines).expect("a list has under 2^32 lines");
        let goes_on = fields.iter().any(|field| field.contains(LINE_ENDS));
        let record = &text[lines.at()..body + csv.position().byte() as usize];
        let quotes = if goes_on && !is_well_quoted(record, char::from(separator)) {
            Quotes::Open
        } else if goes_on_behind_quote(record, char::from(separator)) {
            Quotes::Broken
        } else {
            Quotes::Sound
        };
        let placed = Placed {
            line,
            number,
            fields: &fields,
            uncalculated: &[],
            quotes,
        };
        if take(placed) == Reading::Ends {
            return;
        }
    }
}

/// Whether all quotes of a record open at the start of a field and close at its end (RFC 4180, 2).
fn is_well_quoted(record: &str, separator: char) -> bool {
    let mut is_quoted = false;
    let mut is_at_start = true;
    let mut characters = record.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        if character != '"' {
            is_at_start =
                !is_quoted && (character == separator || matches!(character, '\r' | '\n'));
            continue;
        }
        match (is_quoted, next) {
            (true, Some('"')) => {
                characters.next();
            }
            (true, None) => is_quoted = false,
            (true, Some(next)) if next == separator || matches!(next, '\r' | '\n') => {
                is_quoted = false
            }
            (false, _) if is_at_start => is_quoted = true,
            _ => return false,
        }
        is_at_start = false;
    }
    !is_quoted
}

/// Whether anything but spaces stands between the quote that closes a field and the end of the field.
fn goes_on_behind_quote(record: &str, separator: char) -> bool {
    if !record.contains('"') {
        return false;
    }
    let mut place = InField::Start;
    let mut characters = record.chars().peekable();
    while let Some(character) = characters.next() {
        let ends_field = character == separator || LINE_ENDS.contains(&character);
        place = match (place, character) {
            (InField::Quoted, '"') if characters.peek() == Some(&'"') => {
                characters.next();
                InField::Quoted
            }
            (InField::Quoted, '"') => InField::Closed,
            (InField::Quoted, _) => InField::Quoted,
            _ if ends_field => InField::Start,
            (InField::Start, '"') => InField::Quoted,
            (InField::Closed, character) if character.is_whitespace() => InField::Closed,
            (InField::Closed, _) => return true,
            (InField::Start | InField::Plain, _) => InField::Plain,
        };
    }
    false
}

/// Where in a field a record is read.
#[derive(Clone, Copy)]
enum InField {
    Start,
    /// In one without quotes round it: quotes inside it are as good as letters.
    Plain,
    Quoted,
    Closed,
}

/// A text without the mark that programs of DOS and CP/M end files with.
fn without_end_mark(text: &str) -> &str {
    let end = text.trim_end();
    if end.ends_with(END_MARK) {
        end.trim_end_matches(END_MARK)
    } else {
        text
    }
}

/// Whether a text has more rows than a list may have. Lines are soon counted, and no row takes less than one.
fn has_too_many_rows(text: &str, separator: u8) -> bool {
    let lines = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).count();
    if lines <= MOST_ROWS {
        return false;
    }
    let mut records = 0;
    each_record(text, separator, |record| {
        records += usize::from(!record.is_blank(None));
        if records > MOST_ROWS + 1 {
            Reading::Ends
        } else {
            Reading::GoesOn
        }
    });
    records > MOST_ROWS + 1
}

/// The names of a list with the numbers of their rows; only those where the encoding is assumed need to be looked at
/// together.
fn names(text: &str, separator: u8, known: Known) -> Vec<(u32, String)> {
    let mut names = Vec::new();
    let mut place = None;
    if known != Known::Assumed {
        return names;
    }
    each_record(text, separator, |record| {
        let Some(place) = place else {
            if record.is_blank(None) {
                return Reading::GoesOn;
            }
            let columns = record.fields.iter().map(Column::parse);
            place = Some(
                columns
                    .into_iter()
                    .position(|it| it == Some(Column::PreparedFor)),
            );
            return Reading::GoesOn;
        };
        let name = place
            .and_then(|place| record.fields.get(place))
            .unwrap_or_default();
        if !name.is_ascii() {
            names.push((record.number, name.trim().to_owned()));
        }
        Reading::GoesOn
    });
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_sound_where_each_field_is_closed() {
        for sound in [
            "a,b\n",
            "\"a\nb\",c\r\n",
            "\"a \"\"b\"\"\nc\"",
            "a,\"\n\",\"\"",
        ] {
            assert!(is_well_quoted(sound, ','), "{sound:?}");
        }
        for open in ["\"a\nb", "\"a\nb\"c,d", "a,b\"\n\"", "\"a\nx,\"b,c"] {
            assert!(!is_well_quoted(open, ','), "{open:?}");
        }
    }

    #[test]
    fn a_field_ends_with_its_closing_quote() {
        for sound in [
            "a,\"b\",\"c, \"\"d\"\"\"\r\n",
            "Ann \"Nan\" Smith,b",
            "\"a\" ,b",
            "\"\",\"a\"",
            " \"a\"b,c",
        ] {
            assert!(!goes_on_behind_quote(sound, ','), "{sound:?}");
        }
        for broken in [
            "\"Ann\" Smith,b",
            "a,\"Ann \\\"Nan\\\" Smith\"",
            "\"a\"\"\"b",
        ] {
            assert!(goes_on_behind_quote(broken, ','), "{broken:?}");
        }
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(cut("Zoë"), "Zoë");
        let long = "ë".repeat(LONGEST_SHOWN + 1);
        assert_eq!(cut(&long), "ë".repeat(LONGEST_SHOWN) + "…");
    }
}
