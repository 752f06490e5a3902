//! The first line of a ward list: which columns it has, in which order, and what separates them.
//!
//! Case, spaces, underscores and hyphens in names make no difference. A line without a `leaflet` column is taken for a row
//! with patients' names in it, and never quoted.

use csv::StringRecord;

use crate::content::Status;
use crate::library::Library;
use crate::printing::TextSize;
use crate::suggestion::did_you_mean;

/// A column of a ward list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The leaflet, by its id.
    Leaflet,
    /// Ids of its sections, with spaces between them.
    Sections,
    /// A preset, in place of sections.
    Preset,
    /// The size of body text in points.
    TextSize,
    /// How many copies are to be printed.
    Copies,
    /// A clinic of the house.
    Clinic,
    /// Whom the copy is for: Personal text.
    PreparedFor,
}

impl Column {
    /// Every column, in the order of [`template`].
    pub const ALL: [Column; 7] = [
        Column::Leaflet,
        Column::Sections,
        Column::Preset,
        Column::TextSize,
        Column::Copies,
        Column::Clinic,
        Column::PreparedFor,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Column::Leaflet => "leaflet",
            Column::Sections => "sections",
            Column::Preset => "preset",
            Column::TextSize => "text_size",
            Column::Copies => "copies",
            Column::Clinic => "clinic",
            Column::PreparedFor => "prepared_for",
        }
    }

    fn parse(typed: &str) -> Option<Column> {
        let plain = |text: &str| {
            text.replace(|c: char| c.is_whitespace() || matches!(c, '_' | '-'), "")
                .to_lowercase()
        };
        let typed = plain(typed);
        Column::ALL
            .into_iter()
            .find(|column| plain(column.name()) == typed)
    }
}

/// A fault of the header.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HeaderFault {
    /// The place of the field; without one it is about the whole line, which is then not to be shown.
    pub(super) place: Option<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// The mend.
    pub(super) hint: String,
}

/// The line that spreadsheets write to tell each other what separates fields: `sep=;`.
const SEPARATOR_LINE: &str = "sep=";

/// How long the line is that tells what separates fields, with what ends it; nothing where a list has none.
pub(super) fn separator_line(text: &str) -> usize {
    let line_end = text.find(['\r', '\n']).unwrap_or(text.len());
    let told = text[..line_end].strip_prefix(SEPARATOR_LINE);
    match told {
        Some("," | ";" | "\t") => line_end,
        _ => 0,
    }
}

/// What separates the fields of a list: the one of comma, semicolon and tab that its first line has most of.
pub(super) fn separator(text: &str) -> u8 {
    let header = text.split(['\r', '\n']).find(|line| !line.is_empty());
    let header = header.unwrap_or_default();
    let count = |&separator: &u8| header.bytes().filter(|&byte| byte == separator).count();
    // The last of equals is the comma.
    *[b'\t', b';', b',']
        .iter()
        .max_by_key(|separator| count(separator))
        .expect("there are three separators")
}

/// The columns in the order of the list, or every fault of its first line.
pub(super) fn columns(header: &StringRecord) -> Result<Vec<Column>, Vec<HeaderFault>> {
    let names: Vec<&str> = Column::ALL.map(Column::name).to_vec();
    let found: Vec<Option<Column>> = header.iter().map(Column::parse).collect();
    let has = |column| found.contains(&Some(column));
    if !has(Column::Leaflet) {
        let hint = "name the columns in the first line, as `careleaf batch --template` does";
        let message = "the first line has no column `leaflet`".to_owned();
        return Err(vec![HeaderFault {
            place: None,
            message,
            hint: hint.to_owned(),
        }]);
    }
    let mut faults = Vec::new();
    if !has(Column::Sections) && !has(Column::Preset) {
        faults.push(HeaderFault {
            place: Some(0),
            message: "there is neither a column `sections` nor a column `preset`".to_owned(),
            hint: "add one of them, with a value in each row".to_owned(),
        });
    }
    for (place, (typed, column)) in header.iter().zip(&found).enumerate() {
        let message = match column {
            None if typed.trim().is_empty() => format!("column {} has no name", place + 1),
            None => format!("`{}` is not a column of a ward list", typed.trim()),
            Some(column) if found[..place].contains(&Some(*column)) => {
                format!("`{}` is there twice", column.name())
            }
            Some(_) => continue,
        };
        let hint = match column {
            None if !typed.trim().is_empty() => did_you_mean(typed.trim(), names.iter().copied()),
            _ => None,
        };
        let hint = hint.unwrap_or_else(|| "delete the column".to_owned());
        faults.push(HeaderFault {
            place: Some(place),
            message,
            hint,
        });
    }
    match faults.is_empty() {
        true => Ok(found.into_iter().flatten().collect()),
        false => Err(faults),
    }
}

/// A ward list to start from: all columns, and a row for the first leaflet of the library.
pub fn template(library: &Library) -> String {
    let names: Vec<&str> = Column::ALL.map(Column::name).to_vec();
    let mut template = names.join(",") + "\n";
    if let Some(leaflet) = library.leaflets.values().next() {
        let sections = leaflet.sections.iter();
        let usable = sections.filter(|section| section.standing.status != Status::Withdrawn);
        let ids: Vec<&str> = usable.take(2).map(|section| section.id.as_str()).collect();
        let size = TextSize::default().points();
        template += &format!("{},{},,{size},1,,\n", leaflet.id, ids.join(" "));
    }
    template
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> StringRecord {
        StringRecord::from(names.to_vec())
    }

    #[test]
    fn columns_stand_in_any_order_and_spelling() {
        assert_eq!(
            columns(&header(&[
                "Prepared For",
                "PRESET",
                "text-size",
                " leaflet "
            ])),
            Ok(vec![
                Column::PreparedFor,
                Column::Preset,
                Column::TextSize,
                Column::Leaflet
            ])
        );
    }

    #[test]
    fn a_line_without_the_column_of_leaflets_is_not_quoted() {
        let faults = columns(&header(&["blood-test", "after-the-test", "Amal Said"]));
        let faults = faults.unwrap_err();
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].place, None);
        assert!(!format!("{faults:?}").contains("Amal"));
    }

    #[test]
    fn the_commonest_sign_of_the_first_line_separates() {
        assert_eq!(separator("leaflet,sections\na;b;c;d"), b',');
        assert_eq!(separator("leaflet;sections;\"a,b\""), b';');
        assert_eq!(separator("leaflet\tsections"), b'\t');
        assert_eq!(separator("leaflet"), b',');
        assert_eq!(separator(""), b',');
        assert_eq!(separator("\r\nleaflet;sections\r\na,b,c"), b';');
    }

    #[test]
    fn a_line_that_tells_the_separator_is_passed_over() {
        assert_eq!(separator_line("sep=;\r\nleaflet;sections"), 5);
        assert_eq!(separator_line("leaflet;sections"), 0);
        assert_eq!(separator_line("sep=x\nleaflet"), 0);
    }
}
