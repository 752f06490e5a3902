//! Workbooks of LibreOffice: OpenDocument, as ISO/IEC 26300 has it. A cell has its value in attributes and what it shows in
//! paragraphs. Cells and rows that are the same as the one before are written once with their number: most of a sheet is
//! one empty row a million times.

use std::collections::BTreeSet;

use csv::StringRecord;
use quick_xml::events::{BytesStart, Event};

use super::parts::{Package, attribute, referenced};
use super::{
    LARGEST_TEXT_MB, MOST_CELLS, Rows, Sheet, TableRow, Visibility, WorkbookError, hidden_if,
    number,
};

/// The most spaces that are written as a number of them.
const MOST_SPACES: usize = 1_000;

/// The sheets in the order of the workbook.
pub(super) fn sheets(package: &mut Package) -> Result<Vec<Sheet>, WorkbookError> {
    refuse_protected(package)?;
    let mut reader = ContentReader::default();
    package.read_xml("styles.xml", |event| {
        if let Event::Start(element) | Event::Empty(element) = &event {
            reader.see_style(element);
        }
        Ok(())
    })?;
    let read = package.read_xml("content.xml", |event| reader.see(&event))?;
    read.map(|()| reader.sheets).ok_or(WorkbookError::Damaged)
}

fn refuse_protected(package: &mut Package) -> Result<(), WorkbookError> {
    let mut is_protected = false;
    package.read_xml("META-INF/manifest.xml", |event| {
        if let Event::Start(element) = &event {
            is_protected |= element.local_name().as_ref() == "encryption-data";
        }
        Ok(())
    })?;
    if is_protected {
        Err(WorkbookError::Protected)
    } else {
        Ok(())
    }
}

/// The content of a workbook while it is read.
#[derive(Default)]
struct ContentReader {
    sheets: Vec<Sheet>,
    /// The style that is read, and those of sheets that are not shown: a sheet is hidden by its style.
    style: String,
    hidden_styles: BTreeSet<String>,
    rows: Rows,
    /// The number of the row, and how often it stands.
    row_number: u32,
    row_repeats: usize,
    visibility: Option<Visibility>,
    cells: Vec<String>,
    uncalculated: Vec<usize>,
    /// How many bytes of text they have.
    text: usize,
    /// How many empty cells stand before the next.
    empty: usize,
    cell: OpenCell,
    /// How deep in notes and drawings, whose text is not the cell's.
    aside: usize,
}

/// A cell while it is read.
#[derive(Default)]
struct OpenCell {
    repeats: usize,
    /// The number that it stands for.
    value: Option<String>,
    /// Whether it has a formula and no value.
    is_uncalculated: bool,
    text: String,
    paragraphs: usize,
    is_in_paragraph: bool,
}

impl ContentReader {
    fn see(&mut self, event: &Event) -> Result<(), WorkbookError> {
        match event {
            Event::Start(element) => self.start(element),
            Event::Empty(element) => {
                self.start(element)?;
                self.end(element.local_name().as_ref())
            }
            Event::End(element) => self.end(element.local_name().as_ref()),
            Event::Text(text) => self.add_text(&text.xml10_content()),
            Event::CData(text) => self.add_text(&text.xml10_content()),
            Event::GeneralRef(reference) => self.add_text(&referenced(reference)),
            _ => Ok(()),
        }
    }

    fn start(&mut self, element: &BytesStart) -> Result<(), WorkbookError> {
        match element.local_name().as_ref() {
            "annotation" | "frame" | "shapes" => self.aside += 1,
            _ if self.aside > 0 => {}
            "style" | "table-properties" => self.see_style(element),
            "table" => {
                self.row_number = 0;
                let style = attribute(element, "style-name").unwrap_or_default();
                let is_hidden = self.hidden_styles.contains(&style);
                self.sheets.push(Sheet {
                    name: attribute(element, "name").unwrap_or_default(),
                    visibility: hidden_if(is_hidden),
                    rows: Vec::new(),
                });
            }
            "table-row" => self.start_row(element),
            "table-cell" | "covered-table-cell" => self.start_cell(element),
            "p" => self.start_paragraph(),
            "s" => {
                let spaces = repeats(element, "c").min(MOST_SPACES);
                self.add_text(&" ".repeat(spaces))?;
            }
            "tab" | "line-break" => self.add_text("\n")?,
            _ => {}
        }
        Ok(())
    }

    fn see_style(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            "style" => self.style = attribute(element, "name").unwrap_or_default(),
            "table-properties" if attribute(element, "display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            _ => {}
        }
    }

    fn start_row(&mut self, element: &BytesStart) {
        self.row_repeats = repeats(element, "number-rows-repeated");
        let is_hidden = attribute(element, "visibility").is_some_and(|it| it != "visible");
        self.visibility = is_hidden.then_some(Visibility::Hidden);
        self.cells.clear();
        self.uncalculated.clear();
        self.text = 0;
        self.empty = 0;
    }

    fn start_cell(&mut self, element: &BytesStart) {
        // Percentages, money and dates are shown otherwise than they are kept.
        let kind = attribute(element, "value-type");
        let is_number = kind.as_deref() == Some("float");
        self.cell = OpenCell {
            repeats: repeats(element, "number-columns-repeated"),
            value: attribute(element, "value").filter(|_| is_number),
            is_uncalculated: kind.is_none() && attribute(element, "formula").is_some(),
            text: attribute(element, "string-value").unwrap_or_default(),
            ..OpenCell::default()
        };
    }

    fn start_paragraph(&mut self) {
        let cell = &mut self.cell;
        if cell.paragraphs == 0 {
            cell.text.clear();
        } else {
            cell.text.push('\n');
        }
        cell.paragraphs += 1;
        cell.is_in_paragraph = true;
    }

    fn add_text(&mut self, text: &str) -> Result<(), WorkbookError> {
        if self.cell.is_in_paragraph && self.aside == 0 {
            self.cell.text += text;
        }
        if self.cell.text.len() > LARGEST_TEXT_MB << 20 {
            return Err(WorkbookError::TooLarge(format!(
                "more than {LARGEST_TEXT_MB} MB of text"
            )));
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), WorkbookError> {
        match name {
            "annotation" | "frame" | "shapes" => self.aside = self.aside.saturating_sub(1),
            _ if self.aside > 0 => {}
            "p" => self.cell.is_in_paragraph = false,
            "table-cell" | "covered-table-cell" => self.end_cell()?,
            "table-row" => self.end_row()?,
            "table" => {
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.rows = std::mem::take(&mut self.rows.rows);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Empty cells count only when another follows: every row ends with thousands.
    fn end_cell(&mut self) -> Result<(), WorkbookError> {
        let OpenCell {
            repeats,
            value,
            is_uncalculated,
            text,
            ..
        } = std::mem::take(&mut self.cell);
        let shown = value.map_or(text, |value| number(&value));
        let is_uncalculated = is_uncalculated && shown.is_empty();
        if shown.is_empty() && !is_uncalculated {
            self.empty = self.empty.saturating_add(repeats);
            return Ok(());
        }
        let wanted = self
            .cells
            .len()
            .saturating_add(self.empty)
            .saturating_add(repeats);
        self.text = self
            .text
            .saturating_add(shown.len().saturating_mul(repeats));
        if wanted > MOST_CELLS || self.text > LARGEST_TEXT_MB << 20 {
            return Err(WorkbookError::TooLarge(format!(
                "more than {MOST_CELLS} cells"
            )));
        }
        self.cells
            .resize(self.cells.len() + self.empty, String::new());
        if is_uncalculated {
            self.uncalculated.extend(self.cells.len()..wanted);
        }
        self.cells.resize(wanted, shown);
        self.empty = 0;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), WorkbookError> {
        let row = TableRow {
            number: self.row_number.saturating_add(1),
            cells: StringRecord::from(std::mem::take(&mut self.cells)),
            uncalculated: std::mem::take(&mut self.uncalculated),
            visibility: self.visibility.unwrap_or(Visibility::Shown),
        };
        self.rows.push(&row, self.row_repeats)?;
        let repeats = u32::try_from(self.row_repeats).unwrap_or(u32::MAX);
        self.row_number = self.row_number.saturating_add(repeats);
        Ok(())
    }
}

/// How often something stands: once where nothing is said.
fn repeats(element: &BytesStart, name: &str) -> usize {
    let written = attribute(element, name).and_then(|number| number.parse().ok());
    written.unwrap_or(1)
}
