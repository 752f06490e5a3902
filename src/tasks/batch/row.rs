//! One row of a ward list: each cell checked against the library. In: the cells. Out: what is asked for, or every fault
//! with the column that it is in. Names and titles are taken in full only: nobody looks at a batch row by row, so the start
//! of a name that might become another's is refused. What stands in `prepared_for` is never quoted.

use jiff::civil::Date;

use crate::content::Id;
use crate::leaflet::{Personal, PreparedFor};
use crate::library::{Clinic, LeafletSource, Library, Preset, Section};
use crate::placeholder;
use crate::printing::{LARGEST_IN_BOOKLET, Printing, TextSize};
use crate::remedy::Remedy;
use crate::selection::names::{self, Length};
use crate::selection::{ResolvedRequest, Selection, SelectionError, sections_of};

use super::header::{Column, is_unseen};

/// The most copies of one row.
pub(crate) const MOST_COPIES: u16 = 999;

/// A fault of a row.
pub(super) struct RowFault {
    /// The column that it is in.
    pub(super) column: Column,
    /// What is wrong.
    pub(super) message: String,
    /// What to do about it.
    pub(super) hint: Remedy,
}

/// What a row asks for.
pub(super) struct Wish<'l> {
    /// The leaflet, resolved.
    pub(super) selection: Selection<'l>,
    /// How many copies are to be printed.
    pub(super) copies: u16,
    /// What belongs to this row alone.
    pub(super) personal: Personal,
}

/// What rows are checked against.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'l> {
    /// The library.
    pub library: &'l Library,
    /// The day that decides what is overdue.
    pub date: Date,
    /// How all leaflets are to be printed.
    pub printing: Printing,
}

/// The cells of a row by their columns; one that the list does not have is empty.
pub(super) struct Cells<'c> {
    /// The list's columns, in its order.
    pub(super) columns: &'c [Option<Column>],
    /// The row's fields, in the same order.
    pub(super) fields: &'c csv::StringRecord,
}

impl<'c> Cells<'c> {
    /// The cell of a column, without spaces and unseen marks around it.
    pub(super) fn get(&self, wanted: Column) -> &'c str {
        let place = self
            .columns
            .iter()
            .position(|&column| column == Some(wanted));
        let cell = place.and_then(|place| self.fields.get(place));
        let is_around = |c: char| c.is_whitespace() || is_unseen(c);
        cell.unwrap_or_default().trim_matches(is_around)
    }
}

impl<'l> Desk<'l> {
    /// Checks a row.
    pub(super) fn check(self, cells: &Cells) -> Result<Wish<'l>, Vec<RowFault>> {
        let mut faults = Vec::new();
        let mut noted = Noted(&mut faults);
        let leaflet = noted.note(self.leaflet(cells.get(Column::Leaflet)));
        let wanted = leaflet.and_then(|leaflet| noted.note_all(wanted(leaflet, cells)));
        let text_size = noted.note(text_size(cells.get(Column::TextSize)));
        let copies = noted.note(copies(cells.get(Column::Copies)));
        let clinic = noted.note(self.clinic(cells.get(Column::Clinic)));
        let personal = noted.note(self.personal(&on_one_line(cells.get(Column::PreparedFor))));
        let asked = leaflet.zip(wanted).and_then(|(leaflet, wanted)| {
            noted.note(selected(&ResolvedRequest {
                library: self.library,
                leaflet,
                preset: wanted.preset,
                sections: wanted.sections,
                // A faulty size or clinic must not hide that the text is overdue.
                text_size: text_size.unwrap_or_default(),
                printing: self.printing,
                date: self.date,
                clinic: clinic.flatten(),
                allow_overdue: None,
            }))
        });
        match (asked, text_size, clinic, copies, personal) {
            (Some(selection), Some(_), Some(_), Some(copies), Some(personal)) => Ok(Wish {
                selection,
                copies,
                personal,
            }),
            _ => Err(faults),
        }
    }

    fn leaflet(self, typed: &str) -> Result<&'l LeafletSource, RowFault> {
        if typed.is_empty() {
            let remedy = Remedy::WriteLeaflet;
            return Err(fault(Column::Leaflet, "it is empty", remedy));
        }
        let found = names::leaflet(self.library, typed, Length::Whole);
        found.map_err(|error| misnamed(Column::Leaflet, &error))
    }

    fn clinic(self, typed: &str) -> Result<Option<&'l Clinic>, RowFault> {
        if typed.is_empty() {
            return Ok(None);
        }
        match names::clinic(self.library, typed, Length::Whole) {
            Ok(clinic) => Ok(Some(clinic)),
            Err(error) => Err(misnamed(Column::Clinic, &error)),
        }
    }

    fn personal(self, typed: &str) -> Result<Personal, RowFault> {
        if typed.is_empty() {
            return Ok(Personal::default());
        }
        if let Some(fault) = no_name(typed) {
            return Err(fault);
        }
        match PreparedFor::typed(typed, &self.library.house.typefaces) {
            Ok(whom) => Ok(Personal {
                prepared_for: Some(whom),
                ..Personal::default()
            }),
            Err(unprintable) => {
                let hint = unprintable.hint(Column::PreparedFor.name());
                let message = format!("it {unprintable}");
                Err(fault(Column::PreparedFor, message, hint))
            }
        }
    }
}

fn selected<'l>(request: &ResolvedRequest<'l>) -> Result<Selection<'l>, RowFault> {
    request.select().map_err(|error| {
        let (column, remedy) = match &error {
            SelectionError::TooLargeForBooklet(_) => {
                let largest = LARGEST_IN_BOOKLET;
                (Column::TextSize, Remedy::WriteSmaller { largest })
            }
            SelectionError::Overdue { .. } => (Column::Leaflet, Remedy::ReviewOrMakeAlone),
            SelectionError::WithdrawnSections { remaining, .. } => {
                let column = if request.preset.is_some() {
                    Column::Preset
                } else {
                    Column::Sections
                };
                (column, without(remaining))
            }
            _ => (Column::Leaflet, error.remedy()),
        };
        fault(column, error.to_string(), remedy)
    })
}

/// Signs that templates and placeholders have, and names do not.
const SIGNS_OF_TEMPLATES: [char; 12] = ['{', '[', '<', '«', '$', '%', '#', '@', '_', '*', '…', '?'];

/// What is wrong with a name that names nobody: signs alone, or what a template was to be filled in for.
fn no_name(typed: &str) -> Option<RowFault> {
    let hint = "write the name, or leave it empty";
    if !typed.contains(char::is_alphanumeric) {
        let message = "it has neither a letter nor a digit";
        return Some(fault(Column::PreparedFor, message, hint));
    }
    let found = if typed.contains(SIGNS_OF_TEMPLATES) {
        placeholder::find(typed)
    } else {
        Vec::new()
    };
    let message = format!("it {}", found.first()?.kind.complaint());
    Some(fault(Column::PreparedFor, message, hint))
}

/// Cells of ours that stand for a value and are none: formulas that nobody has worked out, at these places, or whose text
/// was saved, and errors in their place.
pub(super) fn without_value(cells: &Cells, uncalculated: &[usize]) -> Vec<RowFault> {
    let values = cells.columns.iter().zip(cells.fields).enumerate();
    let faults = values.filter_map(|(place, (column, value))| {
        let (column, value) = ((*column)?, value.trim());
        let (message, hint) = if uncalculated.contains(&place) {
            let hint = "open the list in the spreadsheet program, and save it again";
            ("its formula has no value in the file".to_owned(), hint)
        } else if value.starts_with('=') {
            let hint = "write the value itself in its place";
            ("it is a formula, and no value".to_owned(), hint)
        } else if is_error(value) {
            let hint = "correct it in the spreadsheet program, and save the list again";
            (
                format!("it is `{value}`, an error of the spreadsheet"),
                hint,
            )
        } else {
            return None;
        };
        Some(fault(column, message, hint))
    });
    faults.collect()
}

/// Whether a value is an error of a spreadsheet, whatever its language: `#REF!`, `#NOM?`, `#N/A`, `Err:502`; or a column that
/// was too narrow for a number: `####`.
fn is_error(value: &str) -> bool {
    if let Some(number) = value.strip_prefix("Err:") {
        return !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    }
    let Some(name) = value.strip_prefix('#') else {
        return false;
    };
    if matches!(name, "N/A" | "NA" | "NV" | "N/D" | "N/V" | "GETTING_DATA") {
        return true;
    }
    let is_of_capitals = |name: &str| {
        name.contains(char::is_alphabetic)
            && name.chars().all(|c| {
                c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '_' | ' ' | '¡' | '¿')
            })
    };
    name.strip_suffix(['!', '?']).is_some_and(is_of_capitals)
        || name.len() > 1 && name.bytes().all(|sign| sign == b'#')
}

/// Takes down faults, so that a row is read to its end.
struct Noted<'f>(&'f mut Vec<RowFault>);

impl Noted<'_> {
    fn note<T>(&mut self, checked: Result<T, RowFault>) -> Option<T> {
        checked.map_err(|fault| self.0.push(fault)).ok()
    }

    fn note_all<T>(&mut self, checked: Result<T, Vec<RowFault>>) -> Option<T> {
        checked.map_err(|faults| self.0.extend(faults)).ok()
    }
}

fn fault(column: Column, message: impl Into<String>, hint: impl Into<Remedy>) -> RowFault {
    RowFault {
        column,
        message: message.into(),
        hint: hint.into(),
    }
}

/// A name that nothing has, or several things have.
fn misnamed(column: Column, error: &SelectionError) -> RowFault {
    fault(column, error.to_string(), error.remedy())
}

/// The sections that a row asks for, and the preset that stands for them.
struct Wanted<'l> {
    preset: Option<&'l Preset>,
    sections: Vec<&'l Section>,
}

/// The sections that a row asks for, by their names or by a preset.
fn wanted<'l>(leaflet: &'l LeafletSource, cells: &Cells) -> Result<Wanted<'l>, Vec<RowFault>> {
    let (sections, preset) = (cells.get(Column::Sections), cells.get(Column::Preset));
    match (sections, preset) {
        ("", "") => Err(vec![nothing_chosen(leaflet)]),
        ("", preset) => wanted_preset(leaflet, preset).map_err(|fault| vec![fault]),
        (sections, "") => wanted_sections(leaflet, sections),
        (sections, preset) => {
            let message = "there are `sections` as well as a preset";
            let both = fault(Column::Preset, message, "leave one of the two empty");
            let mut faults = wanted_sections(leaflet, sections).err().unwrap_or_default();
            faults.extend(wanted_preset(leaflet, preset).err());
            faults.push(both);
            Err(faults)
        }
    }
}

fn wanted_preset<'l>(leaflet: &'l LeafletSource, typed: &str) -> Result<Wanted<'l>, RowFault> {
    match names::preset(leaflet, typed, Length::Whole) {
        Ok(preset) => Ok(Wanted {
            preset: Some(preset),
            sections: sections_of(leaflet, preset),
        }),
        Err(error) => Err(misnamed(Column::Preset, &error)),
    }
}

fn wanted_sections<'l>(
    leaflet: &'l LeafletSource,
    typed: &str,
) -> Result<Wanted<'l>, Vec<RowFault>> {
    match names::sections(leaflet, typed, Length::Whole) {
        Ok(sections) => Ok(Wanted {
            preset: None,
            sections,
        }),
        Err(errors) => {
            let misnamed = |error: &SelectionError| misnamed(Column::Sections, error);
            Err(errors.iter().map(misnamed).collect())
        }
    }
}

/// How to make a leaflet without what is withdrawn.
fn without(remaining: &[Id]) -> Remedy {
    if remaining.is_empty() {
        return Remedy::ChooseOtherSections;
    }
    let remaining: Vec<&str> = remaining.iter().map(Id::as_str).collect();
    let remaining = remaining.join(" ");
    format!("to leave it out, write in `sections`: {remaining}").into()
}

fn nothing_chosen(leaflet: &LeafletSource) -> RowFault {
    let quoted = |ids: &mut dyn Iterator<Item = &Id>| {
        let ids: Vec<String> = ids.map(|id| format!("`{id}`")).collect();
        ids.join(", ")
    };
    let sections = quoted(&mut leaflet.sections.iter().map(|section| &section.id));
    let presets = quoted(&mut leaflet.presets.iter().map(|preset| &preset.id));
    let mut hint = format!("choose from {sections}");
    if !presets.is_empty() {
        hint += &format!("; or write in `preset` one of {presets}");
    }
    let message = format!("no section of `{}` is chosen", leaflet.id);
    fault(Column::Sections, message, hint)
}

fn text_size(typed: &str) -> Result<TextSize, RowFault> {
    if typed.is_empty() {
        return Ok(TextSize::default());
    }
    let size = typed.parse().ok().and_then(TextSize::new);
    size.ok_or_else(|| {
        let sizes = TextSize::ALL.map(|size| format!("`{size}`"));
        let message = format!("`{typed}` is not a text size");
        fault(
            Column::TextSize,
            message,
            format!("choose from {}", sizes.join(", ")),
        )
    })
}

fn copies(typed: &str) -> Result<u16, RowFault> {
    if typed.is_empty() {
        return Ok(1);
    }
    let copies = typed.parse().ok();
    copies
        .filter(|copies| (1..=MOST_COPIES).contains(copies))
        .ok_or_else(|| {
            let message = format!("`{typed}` is not a number of copies");
            let hint = format!("write a whole number from 1 to {MOST_COPIES}");
            fault(Column::Copies, message, hint)
        })
}

/// What stands on several lines of a cell, with spaces in place of what ends the lines.
fn on_one_line(typed: &str) -> String {
    let lines: Vec<&str> = typed.split(['\r', '\n']).map(str::trim).collect();
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_spreadsheets_are_told_from_what_people_write() {
        for error in [
            "#REF!",
            "#N/A",
            "#NAME?",
            "#DIV/0!",
            "#VALUE!",
            "#NV",
            "#NOM?",
            "#¡DIV/0!",
            "#ЗНАЧ!",
            "#BEZUG!",
            "#SPILL!",
            "####",
            "Err:502",
        ] {
            assert!(is_error(error), "{error}");
        }
        for value in [
            "", "#", "#4", "Bed #4", "#4!", "Ann", "Err:", "N/A", "#Ann!", "##",
        ] {
            assert!(!is_error(value), "{value}");
        }
    }
}
