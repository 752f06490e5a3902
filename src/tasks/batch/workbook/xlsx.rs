//! Workbooks of Excel: Office Open XML, as ECMA-376 has it. What a cell shows is a number, a string of its own, or one of
//! the strings that all sheets share.

use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;
use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use quick_xml::events::{BytesStart, Event};

use super::parts::{Package, attribute, referenced};
use super::{Rows, Sheet, TableRow, Visibility, WorkbookError, hidden_if, number};

/// The columns of a sheet: A to XFD.
const MOST_COLUMNS: usize = 16_384;

/// The sheets in the order of the workbook.
pub(super) fn sheets(package: &mut Package) -> Result<Vec<Sheet>, WorkbookError> {
    let workbook = relations(package, "_rels/.rels", "")?
        .of_kind("/officeDocument")
        .unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let listed = listed_sheets(package, &workbook)?;
    let inside = relations(package, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let mut shared = Shared {
        strings: match inside.of_kind("/sharedStrings") {
            Some(name) => shared_strings(package, &name)?,
            None => Vec::new(),
        },
        date_styles: match inside.of_kind("/styles") {
            Some(name) => date_styles(package, &name)?,
            None => BTreeSet::new(),
        },
        counts_from_1904: listed.counts_from_1904,
        is_uncalculated: listed.is_uncalculated,
        rows: Rows::default(),
    };
    let mut sheets = Vec::new();
    for sheet in listed.sheets {
        let Some(name) = inside.target(&sheet.relation) else {
            return Err(WorkbookError::Damaged);
        };
        sheets.push(Sheet {
            rows: rows(package, &name, &mut shared)?,
            name: sheet.name,
            visibility: sheet.visibility,
        });
    }
    Ok(sheets)
}

/// Which files belong to a file.
#[derive(Default)]
struct Relations(Vec<Relation>);

struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relations {
    fn of_kind(&self, ending: &str) -> Option<String> {
        let found = self
            .0
            .iter()
            .find(|relation| relation.kind.ends_with(ending));
        found.map(|relation| relation.target.clone())
    }

    fn target(&self, id: &str) -> Option<String> {
        let found = self.0.iter().find(|relation| relation.id == id);
        found.map(|relation| relation.target.clone())
    }
}

fn relations(package: &mut Package, name: &str, folder: &str) -> Result<Relations, WorkbookError> {
    let mut relations = Relations::default();
    package.read_xml(name, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && element.local_name().as_ref() == "Relationship"
        {
            let value = |name| attribute(&element, name).unwrap_or_default();
            let target = value("Target");
            // A target that starts with a slash is seen from the root of the package.
            let target = match target.strip_prefix('/') {
                Some(target) => target.to_owned(),
                None if folder.is_empty() => target,
                None => format!("{folder}/{target}"),
            };
            relations.0.push(Relation {
                id: value("Id"),
                kind: value("Type"),
                target,
            });
        }
        Ok(())
    })?;
    Ok(relations)
}

#[derive(Default)]
struct Listed {
    sheets: Vec<ListedSheet>,
    /// Whether days are counted as on old Apple computers.
    counts_from_1904: bool,
    /// Whether the spreadsheet is asked to work formulas out (ECMA-376, 18.2.2): programs that cannot, write 0 as the value.
    is_uncalculated: bool,
}

struct ListedSheet {
    name: String,
    relation: String,
    visibility: Visibility,
}

fn listed_sheets(package: &mut Package, workbook: &str) -> Result<Listed, WorkbookError> {
    let mut listed = Listed::default();
    let read = package.read_xml(workbook, |event| {
        if let Event::Start(element) | Event::Empty(element) = event {
            match element.local_name().as_ref() {
                "sheet" => listed.sheets.push(ListedSheet {
                    name: attribute(&element, "name").unwrap_or_default(),
                    relation: attribute(&element, "id").unwrap_or_default(),
                    visibility: hidden_if(
                        attribute(&element, "state").is_some_and(|it| it != "visible"),
                    ),
                }),
                "workbookPr" => listed.counts_from_1904 = is_true(attribute(&element, "date1904")),
                "calcPr" => {
                    listed.is_uncalculated = is_true(attribute(&element, "fullCalcOnLoad"));
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    read.map(|()| listed).ok_or(WorkbookError::Damaged)
}

fn is_true(value: Option<String>) -> bool {
    value.is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

fn shared_strings(package: &mut Package, name: &str) -> Result<Vec<String>, WorkbookError> {
    let mut strings = Vec::new();
    let mut text = RichText::default();
    package.read_xml(name, |event| {
        if let Event::End(element) = &event
            && element.local_name().as_ref() == "si"
        {
            strings.push(text.take());
        }
        text.see(&event);
        Ok(())
    })?;
    Ok(strings)
}

/// The text of a string, which may be in pieces of different looks; how it is pronounced is left out.
#[derive(Default)]
struct RichText {
    text: String,
    is_in_text: bool,
    is_in_pronunciation: bool,
}

impl RichText {
    fn see(&mut self, event: &Event) {
        match event {
            Event::Start(element) => self.set(element.local_name().as_ref(), Tag::Start),
            Event::End(element) => self.set(element.local_name().as_ref(), Tag::End),
            Event::Text(text) if self.is_in_text => self.text += &text.xml10_content(),
            Event::CData(text) if self.is_in_text => self.text += &text.xml10_content(),
            Event::GeneralRef(reference) if self.is_in_text => self.text += &referenced(reference),
            _ => {}
        }
    }

    fn set(&mut self, name: &str, tag: Tag) {
        match name {
            "t" | "v" => self.is_in_text = tag == Tag::Start && !self.is_in_pronunciation,
            "rPh" => self.is_in_pronunciation = tag == Tag::Start,
            _ => {}
        }
    }

    fn take(&mut self) -> String {
        unescaped(&std::mem::take(&mut self.text))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Start,
    End,
}

/// Characters that XML cannot have stand as `_x000D_` (ECMA-376, 22.9.2.19).
fn unescaped(text: &str) -> String {
    let mut unescaped = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest
            .get(at + 2..at + 7)
            .and_then(|code| code.strip_suffix('_'));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        let Some(character) = code.and_then(char::from_u32) else {
            unescaped += &rest[..at + 2];
            rest = &rest[at + 2..];
            continue;
        };
        unescaped += &rest[..at];
        unescaped.push(character);
        rest = &rest[at + 7..];
    }
    unescaped + rest
}

/// Which styles of cells show a number as a date, by their places.
fn date_styles(package: &mut Package, name: &str) -> Result<BTreeSet<usize>, WorkbookError> {
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let mut styles = BTreeSet::new();
    let mut count = 0;
    let mut is_in_cells = false;
    package.read_xml(name, |event| {
        match event {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let value = |name| attribute(&element, name).unwrap_or_default();
                    codes.insert(value("numFmtId"), value("formatCode"));
                }
                "cellXfs" => is_in_cells = true,
                "xf" if is_in_cells => {
                    let id = attribute(&element, "numFmtId").unwrap_or_default();
                    if is_date(&id, codes.get(&id)) {
                        styles.insert(count);
                    }
                    count += 1;
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                is_in_cells = false
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// Whether a format shows a date: one of those that are built in (ECMA-376, 18.8.30), or a code with a year or a day in it.
fn is_date(id: &str, code: Option<&String>) -> bool {
    let Some(code) = code else {
        return matches!(id.parse(), Ok(14..=17 | 22 | 27..=36 | 50..=58));
    };
    let mut is_quoted = false;
    let mut is_bracketed = false;
    code.chars().any(|c| {
        match c {
            '"' => is_quoted = !is_quoted,
            '[' => is_bracketed = true,
            ']' => is_bracketed = false,
            _ => {}
        }
        !is_quoted && !is_bracketed && matches!(c, 'y' | 'Y' | 'd' | 'D')
    })
}

/// What all sheets share.
struct Shared {
    strings: Vec<String>,
    date_styles: BTreeSet<usize>,
    counts_from_1904: bool,
    is_uncalculated: bool,
    rows: Rows,
}

/// A cell while it is read.
#[derive(Default)]
struct OpenCell {
    column: usize,
    kind: String,
    style: Option<usize>,
    has_formula: bool,
}

/// A sheet while it is read.
struct SheetReader<'s> {
    shared: &'s mut Shared,
    row: TableRow,
    /// The cells of the row, by column.
    cells: BTreeMap<usize, String>,
    cell: OpenCell,
    text: RichText,
}

fn rows(
    package: &mut Package,
    name: &str,
    shared: &mut Shared,
) -> Result<Vec<TableRow>, WorkbookError> {
    let mut sheet = SheetReader {
        shared,
        row: TableRow {
            number: 0,
            cells: StringRecord::new(),
            uncalculated: Vec::new(),
            visibility: Visibility::Shown,
        },
        cells: BTreeMap::new(),
        cell: OpenCell::default(),
        text: RichText::default(),
    };
    let read = package.read_xml(name, |event| sheet.see(&event))?;
    if read.is_none() {
        return Err(WorkbookError::Damaged);
    }
    let mut rows = std::mem::take(&mut sheet.shared.rows.rows);
    rows.sort_by_key(|row| row.number);
    Ok(rows)
}

impl SheetReader<'_> {
    fn see(&mut self, event: &Event) -> Result<(), WorkbookError> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => self.start_row(element),
                "c" => self.start_cell(element)?,
                "f" => self.cell.has_formula = true,
                _ => {}
            },
            Event::Empty(element) => match element.local_name().as_ref() {
                "row" => self.start_row(element),
                "c" => {
                    self.start_cell(element)?;
                    self.cell.column += 1;
                }
                "f" => self.cell.has_formula = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "row" => self.end_row()?,
                "c" => self.end_cell()?,
                _ => {}
            },
            _ => {}
        }
        self.text.see(event);
        Ok(())
    }

    fn start_row(&mut self, element: &BytesStart) {
        let number = attribute(element, "r").and_then(|number| number.parse().ok());
        self.row.number = number.unwrap_or(self.row.number + 1);
        self.row.visibility = hidden_if(is_true(attribute(element, "hidden")));
        self.cells.clear();
        self.row.uncalculated.clear();
        self.cell = OpenCell::default();
    }

    /// A cell says where it is; one that does not stands behind the last.
    fn start_cell(&mut self, element: &BytesStart) -> Result<(), WorkbookError> {
        let place = attribute(element, "r").and_then(|place| column(&place));
        self.cell = OpenCell {
            column: place.unwrap_or(self.cell.column),
            kind: attribute(element, "t").unwrap_or_default(),
            style: attribute(element, "s").and_then(|style| style.parse().ok()),
            has_formula: false,
        };
        self.text.take();
        if self.cell.column >= MOST_COLUMNS {
            return Err(WorkbookError::Damaged);
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), WorkbookError> {
        let text = self.text.take();
        // The value of a formula may be an empty text, which is then said to be a text.
        let has_value = !text.is_empty() || self.cell.kind == "str";
        let stands_in = self.shared.is_uncalculated && text.trim() == "0";
        if self.cell.has_formula && (stands_in || !has_value) {
            self.row.uncalculated.push(self.cell.column);
            self.cells.insert(self.cell.column, String::new());
        } else {
            let shown = self.shown(text)?;
            if !shown.is_empty() {
                self.cells.insert(self.cell.column, shown);
            }
        }
        self.cell.column += 1;
        Ok(())
    }

    /// A cell's value as a person sees it.
    fn shown(&self, value: String) -> Result<String, WorkbookError> {
        Ok(match self.cell.kind.as_str() {
            "s" => {
                let place: Option<usize> = value.trim().parse().ok();
                let string = place.and_then(|place| self.shared.strings.get(place));
                string.cloned().ok_or(WorkbookError::Damaged)?
            }
            "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "" | "n" => {
                let is_date = self
                    .cell
                    .style
                    .is_some_and(|it| self.shared.date_styles.contains(&it));
                let date = is_date
                    .then(|| day(&value, self.shared.counts_from_1904))
                    .flatten();
                date.unwrap_or_else(|| number(&value))
            }
            _ => value,
        })
    }

    fn end_row(&mut self) -> Result<(), WorkbookError> {
        let cells = std::mem::take(&mut self.cells);
        let width = cells.last_key_value().map_or(0, |(last, _)| last + 1);
        let cell = |at: usize| cells.get(&at).map(String::as_str).unwrap_or_default();
        self.row.cells = (0..width).map(cell).collect();
        self.shared.rows.push(&self.row, 1)
    }
}

/// The column of a place such as `C7`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = letters.bytes().try_fold(0_usize, |number, letter| {
        let value = letter
            .is_ascii_uppercase()
            .then(|| usize::from(letter - b'A') + 1)?;
        number.checked_mul(26)?.checked_add(value)
    })?;
    number.checked_sub(1)
}

/// The day that a number stands for, with the time where there is one.
fn day(written: &str, counts_from_1904: bool) -> Option<String> {
    let days: f64 = written.trim().parse().ok()?;
    let (first, days) = if counts_from_1904 {
        (date(1904, 1, 1), days)
    } else {
        // Excel takes 1900 for a leap year: days before 1 March 1900 are one off, and nobody has them in a ward list.
        (date(1899, 12, 30), days)
    };
    let whole = days.floor();
    let minutes = ((days - whole) * 1440.0).round() as i64;
    let start: DateTime = first.at(0, 0, 0, 0);
    let moment = start
        .checked_add((whole as i64).days())
        .ok()?
        .checked_add(minutes.minutes())
        .ok()?;
    Some(if minutes == 0 {
        moment.date().to_string()
    } else {
        format!(
            "{} {:02}:{:02}",
            moment.date(),
            moment.hour(),
            moment.minute()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_by_its_letters() {
        assert_eq!(column("A1"), Some(0));
        assert_eq!(column("AA10"), Some(26));
        assert_eq!(column("XFD1048576"), Some(MOST_COLUMNS - 1));
        assert_eq!(column("7"), None);
        assert_eq!(column("ÄB1"), None);
    }

    #[test]
    fn numbers_are_days_where_their_format_says_so() {
        assert_eq!(day("46354", false).as_deref(), Some("2026-11-28"));
        assert_eq!(day("46354.375", false).as_deref(), Some("2026-11-28 09:00"));
        assert_eq!(day("44892", true).as_deref(), Some("2026-11-28"));
        assert!(is_date("14", None) && !is_date("2", None));
        assert!(is_date("164", Some(&"dd/mm/yyyy".to_owned())));
        assert!(!is_date("165", Some(&"[Red]0 \"days\"".to_owned())));
    }

    #[test]
    fn characters_that_xml_cannot_have_are_unescaped() {
        assert_eq!(unescaped("a_x000D_b_x005F_x_xyz_"), "a\rb_x_xyz_");
    }
}
