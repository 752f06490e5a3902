//! Ward lists in workbooks: .xlsx of Excel, .ods of LibreOffice. In: the bytes of the file. Out: the rows of the sheet that
//! is a ward list, with the numbers that the spreadsheet shows and the cells as a person sees them.
//!
//! Both are ZIP files of XML, which zip and quick-xml read. Cells are taken as they come, never as the rectangle that they
//! span: two cells in opposite corners of a sheet span seventeen thousand million. Everything that a small file can make
//! large is counted while it is read: what is unpacked, cells, repeated cells, their text.

mod ods;
mod parts;
mod xlsx;

use csv::StringRecord;

use super::header::Column;
use parts::Package;

/// The most megabytes that a workbook may have when it is unpacked.
pub const LARGEST_UNPACKED_MB: u64 = 128;
/// The most cells with something in them.
pub const MOST_CELLS: usize = 2_000_000;
/// The most megabytes of text in these cells.
const LARGEST_TEXT_MB: usize = 64;

/// The kinds of workbooks that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Office Open XML (ECMA-376).
    Xlsx,
    /// OpenDocument (ISO/IEC 26300).
    Ods,
}

/// Why a workbook cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum WorkbookError {
    /// It is damaged, or not what its name says.
    Damaged,
    /// It can only be opened with a password.
    Protected,
    /// It is larger than a list can be: what is, and the most that there may be.
    TooLarge(String),
    /// Several sheets are ward lists.
    SeveralLists(Vec<String>),
}

/// A row with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableRow {
    /// Its number in the spreadsheet.
    pub(super) number: u32,
    /// Its cells from the first column on.
    pub(super) cells: StringRecord,
    /// The columns of cells whose formula has no value in the file; such a cell is empty.
    pub(super) uncalculated: Vec<usize>,
    /// Whether the spreadsheet shows it.
    pub(super) visibility: Visibility,
}

/// Whether a row or a sheet is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visibility {
    /// It is.
    Shown,
    /// It is hidden, by hand or by a filter.
    Hidden,
}

fn hidden_if(is_hidden: bool) -> Visibility {
    if is_hidden {
        Visibility::Hidden
    } else {
        Visibility::Shown
    }
}

/// A sheet of a workbook.
#[derive(Debug)]
struct Sheet {
    name: String,
    visibility: Visibility,
    rows: Vec<TableRow>,
}

impl Sheet {
    /// Whether its first row names the column of leaflets.
    fn is_list(&self) -> bool {
        let header = self.rows.first();
        header.is_some_and(|row| {
            row.cells
                .iter()
                .any(|cell| Column::parse(cell) == Some(Column::Leaflet))
        })
    }
}

/// The rows of the ward list in a workbook; of its first sheet where none is one.
///
/// # Errors
/// When it cannot be read, is too large, or has several ward lists.
pub(super) fn read(bytes: &[u8], format: Format) -> Result<Vec<TableRow>, WorkbookError> {
    let mut package = Package::open(bytes)?;
    let sheets = match format {
        Format::Xlsx => xlsx::sheets(&mut package)?,
        Format::Ods => ods::sheets(&mut package)?,
    };
    let is_shown = |sheet: &Sheet| sheet.visibility == Visibility::Shown && !sheet.rows.is_empty();
    let mut shown: Vec<Sheet> = sheets.into_iter().filter(is_shown).collect();
    let lists: Vec<usize> = (0..shown.len()).filter(|&at| shown[at].is_list()).collect();
    match lists[..] {
        [] if shown.is_empty() => Ok(Vec::new()),
        [] => Ok(shown.swap_remove(0).rows),
        [list] => Ok(shown.swap_remove(list).rows),
        _ => {
            let names = lists.iter().map(|&at| shown[at].name.clone());
            Err(WorkbookError::SeveralLists(names.collect()))
        }
    }
}

/// Rows while they are read, with what may be read of them.
#[derive(Default)]
struct Rows {
    rows: Vec<TableRow>,
    cells: usize,
    text: usize,
}

impl Rows {
    /// Takes in a row that stands so many times from this number on; empty cells at its end are left out.
    fn push(&mut self, row: &TableRow, times: usize) -> Result<(), WorkbookError> {
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled == 0 && row.uncalculated.is_empty() {
            return Ok(());
        }
        // An empty cell takes room as well.
        self.cells = self
            .cells
            .saturating_add(row.cells.len().saturating_mul(times));
        self.text = self
            .text
            .saturating_add(row.cells.as_slice().len().saturating_mul(times));
        self.check()?;
        for more in 0..times {
            let number = row
                .number
                .saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
            self.rows.push(TableRow {
                number,
                ..row.clone()
            });
        }
        Ok(())
    }

    fn check(&self) -> Result<(), WorkbookError> {
        if self.cells > MOST_CELLS {
            return Err(WorkbookError::TooLarge(format!(
                "more than {MOST_CELLS} cells"
            )));
        }
        if self.text > LARGEST_TEXT_MB << 20 {
            let limit = format!("more than {LARGEST_TEXT_MB} MB of text");
            return Err(WorkbookError::TooLarge(limit));
        }
        Ok(())
    }
}

/// A number as a person sees it: 12, not 12.0.
fn number(written: &str) -> String {
    match written.trim().parse::<f64>() {
        // Formatting shows the shortest form that is the same number, without an exponent.
        Ok(number) if number.is_finite() && number.abs() < 1e15 => format!("{}", number + 0.0),
        _ => written.trim().to_owned(),
    }
}
