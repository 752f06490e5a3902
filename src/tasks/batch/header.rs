//! The first line of a ward list: which columns it has, in which order, and what separates them.
//!
//! Case, spaces, underscores and hyphens in names make no difference. Other columns are passed over. A line without a
//! `leaflet` column is taken for a row with patients' names in it, and never quoted.

use std::collections::BTreeSet;

use csv::StringRecord;

use crate::content::Status;
use crate::library::Library;
use crate::printing::TextSize;
use crate::remedy::Remedy;
use crate::suggestion::closest;

/// A column of a ward list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The leaflet, by its id or title.
    Leaflet,
    /// Its sections, by ids or titles.
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

    /// The column with this name.
    pub(super) fn parse(typed: &str) -> Option<Column> {
        let typed = plain(typed);
        Column::ALL
            .into_iter()
            .find(|column| plain(column.name()) == typed)
    }
}

/// Marks that come along unseen when text is pasted or files are put together: byte-order marks, spaces without width,
/// marks of direction.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}'
    )
}

/// The name of a column without what people write differently.
fn plain(name: &str) -> String {
    let ignored = |c: char| c.is_whitespace() || is_unseen(c) || matches!(c, '_' | '-');
    name.replace(ignored, "").to_lowercase()
}

/// The most columns that a list may have: as many as a sheet of Excel.
pub const MOST_COLUMNS: usize = 16_384;

/// The columns of a list, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// What is in each; `None` for a column that is passed over.
    pub(super) all: Vec<Option<Column>>,
    /// The names of the columns that are passed over; those without a name are left out.
    pub(super) passed_over: Vec<String>,
    /// The places of those without a name: a spreadsheet saves columns that are empty, too.
    pub(super) unnamed: BTreeSet<usize>,
}

/// A fault of the header.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HeaderFault {
    /// The place of the field; without one it is about the whole line, which is then not to be shown.
    pub(super) place: Option<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// How to fix it.
    pub(super) hint: Remedy,
}

/// The longest name, in bytes, that can be one of ours with slips in it.
const LONGEST_NEAR_MISS: usize = 40;

/// The line that spreadsheets write to tell each other what separates fields: `sep=;`.
const SEPARATOR_LINE: &str = "sep=";

/// What may separate the fields of a list, the likeliest last.
const SEPARATORS: [u8; 4] = [b'|', b'\t', b';', b','];

/// How long the line is that tells what separates fields, with what ends it; nothing where a list has none. Spreadsheets do
/// not show it, nor count it.
pub(super) fn separator_line(text: &str) -> usize {
    let line_end = text.find(['\r', '\n']).unwrap_or(text.len());
    if told_separator(&text[..line_end]).is_none() {
        return 0;
    }
    let end = &text[line_end..];
    let length = if end.starts_with("\r\n") {
        2
    } else {
        end.len().min(1)
    };
    line_end + length
}

/// What a line says that separates fields. A program that saves it as a row of its own puts it between quotes, or fills it
/// up with the sign that it tells of.
fn told_separator(line: &str) -> Option<u8> {
    let line = line.trim_matches(['"', ' ']);
    let (start, told) = line.split_at_checked(SEPARATOR_LINE.len())?;
    let mut signs = told.bytes().filter(|sign| !matches!(sign, b' ' | b'"'));
    let first = signs.next().filter(|sign| SEPARATORS.contains(sign))?;
    let is_told = start.eq_ignore_ascii_case(SEPARATOR_LINE) && signs.all(|sign| sign == first);
    is_told.then_some(first)
}

/// What separates the fields of a list: what it tells itself, otherwise the one of comma, semicolon, tab and `|` that its
/// first line has most of.
pub(super) fn separator(text: &str) -> u8 {
    let first_line = text.split(['\r', '\n']).next().unwrap_or_default();
    if let Some(told) = told_separator(first_line) {
        return told;
    }
    let header = text.split(['\r', '\n']).find(|line| !line.is_empty());
    let header = header.unwrap_or_default();
    let count = |&separator: &u8| header.bytes().filter(|&byte| byte == separator).count();
    // The last of equals is the comma.
    *SEPARATORS
        .iter()
        .max_by_key(|separator| count(separator))
        .expect("there are some separators")
}

/// The columns in the order of the list, or every fault of its first line. Columns of others are passed over, but for one
/// whose name is nearly that of ours: it may have been meant.
pub(super) fn columns(header: &StringRecord) -> Result<Columns, Vec<HeaderFault>> {
    if header.len() > MOST_COLUMNS {
        return Err(vec![too_many(header.len())]);
    }
    let all: Vec<Option<Column>> = header.iter().map(Column::parse).collect();
    let has = |column| all.contains(&Some(column));
    if !has(Column::Leaflet) {
        return Err(vec![no_leaflets(header)]);
    }
    let mut faults = Vec::new();
    let is_choice = |column: Column| matches!(column, Column::Sections | Column::Preset);
    let names_choice = |typed: &str| {
        Column::parse(typed)
            .or_else(|| near_miss(typed))
            .is_some_and(is_choice)
    };
    if !header.iter().any(names_choice) {
        faults.push(HeaderFault {
            place: Some(0),
            message: "there is neither a column `sections` nor a column `preset`".to_owned(),
            hint: "add one of them, with a value in each row".into(),
        });
    }
    let mut passed_over = Vec::new();
    let mut unnamed = BTreeSet::new();
    for (place, (typed, column)) in header.iter().zip(&all).enumerate() {
        let typed = typed.trim();
        match column {
            Some(column) if all[..place].contains(&Some(*column)) => {
                faults.push(twice(place, *column));
            }
            Some(_) => {}
            None => match near_miss(typed) {
                Some(meant) => faults.push(not_ours(place, typed, meant)),
                None if typed.is_empty() => {
                    unnamed.insert(place);
                }
                None => passed_over.push(typed.to_owned()),
            },
        }
    }
    if faults.is_empty() {
        Ok(Columns {
            all,
            passed_over,
            unnamed,
        })
    } else {
        Err(faults)
    }
}

/// The column of ours that a name is nearly that of.
fn near_miss(typed: &str) -> Option<Column> {
    // Longer ones are sentences, and far from all of ours.
    if typed.is_empty() || typed.len() > LONGEST_NEAR_MISS {
        return None;
    }
    let names = Column::ALL.map(|column| plain(column.name()));
    let meant = closest(&plain(typed), names.iter().map(String::as_str));
    meant
        .and_then(Column::parse)
        .or_else(|| by_its_words(typed))
}

/// The column of ours that a name says in other words: `No. of copies`, `font size`. Passed over, it would change what is
/// printed.
fn by_its_words(typed: &str) -> Option<Column> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |word: &str| words.contains(&word);
    let of_type = ["font", "text", "type", "print", "letter", "point"];
    if has("copies") || words == ["copy"] {
        Some(Column::Copies)
    } else if has("size") && (words.len() == 1 || of_type.into_iter().any(has)) {
        Some(Column::TextSize)
    } else {
        None
    }
}

/// Of a header that may be a row with names in it only a name is told that is nearly that of the column.
fn no_leaflets(header: &StringRecord) -> HeaderFault {
    let nearly = header.iter().map(str::trim).zip(1..);
    let mut nearly = nearly.filter(|(typed, _)| near_miss(typed) == Some(Column::Leaflet));
    let hint = match nearly.next() {
        Some((typed, number)) => {
            format!("write `leaflet` in place of `{typed}` in column {number}").into()
        }
        None => Remedy::NameColumns,
    };
    HeaderFault {
        place: None,
        message: "the first line has no column `leaflet`".to_owned(),
        hint,
    }
}

fn too_many(columns: usize) -> HeaderFault {
    HeaderFault {
        place: None,
        message: format!(
            "the first line has {columns} columns, and a list has at most {MOST_COLUMNS}"
        ),
        hint: "leave out the columns that a ward list does not need".into(),
    }
}

fn twice(place: usize, column: Column) -> HeaderFault {
    HeaderFault {
        place: Some(place),
        message: format!("`{}` is there twice", column.name()),
        hint: "delete the column".into(),
    }
}

fn not_ours(place: usize, typed: &str, meant: Column) -> HeaderFault {
    HeaderFault {
        place: Some(place),
        message: format!("`{typed}` is not a column of a ward list"),
        hint: format!("did you mean `{}`?", meant.name()).into(),
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
            Ok(Columns {
                all: vec![
                    Some(Column::PreparedFor),
                    Some(Column::Preset),
                    Some(Column::TextSize),
                    Some(Column::Leaflet)
                ],
                ..Columns::default()
            })
        );
    }

    #[test]
    fn columns_of_others_are_passed_over_unless_they_are_nearly_ours() {
        let found = columns(&header(&["Bed", "leaflet", "", "NHS number", "preset", ""]));
        let found = found.unwrap();
        let ours = [
            None,
            Some(Column::Leaflet),
            None,
            None,
            Some(Column::Preset),
            None,
        ];
        assert_eq!(found.all, ours);
        assert_eq!(found.passed_over, ["Bed", "NHS number"]);
        assert_eq!(found.unnamed, BTreeSet::from([2, 5]));
        for (typed, meant) in [
            ("Section", "sections"),
            ("sectoins", "sections"),
            ("Text sise", "text_size"),
            ("prepared", "prepared_for"),
            ("Clinics", "clinic"),
            ("No. of copies", "copies"),
            ("Copy", "copies"),
            ("font size", "text_size"),
            ("Size", "text_size"),
        ] {
            let faults = columns(&header(&["leaflet", "preset", typed])).unwrap_err();
            assert_eq!(
                faults[0].message,
                format!("`{typed}` is not a column of a ward list")
            );
            assert_eq!(
                faults[0].hint.to_string(),
                format!("did you mean `{meant}`?")
            );
        }
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
    fn a_column_that_is_nearly_that_of_leaflets_or_sections_is_named() {
        let faults = columns(&header(&["Amal Said", "Leaflets", "sections"])).unwrap_err();
        assert_eq!(faults[0].message, "the first line has no column `leaflet`");
        assert_eq!(
            faults[0].hint.to_string(),
            "write `leaflet` in place of `Leaflets` in column 2"
        );
        let faults = columns(&header(&["leaflet", "section"])).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].hint.to_string(), "did you mean `sections`?");
        let parsed = columns(&header(&["\u{FEFF}leaflet", "sections\u{200B}"]));
        assert!(parsed.is_ok());
    }

    #[test]
    fn the_commonest_sign_of_the_first_line_separates() {
        assert_eq!(separator("leaflet,sections\na;b;c;d"), b',');
        assert_eq!(separator("leaflet;sections;\"a,b\""), b';');
        assert_eq!(separator("leaflet\tsections"), b'\t');
        assert_eq!(separator("leaflet"), b',');
        assert_eq!(separator(""), b',');
        assert_eq!(separator("\r\nleaflet;sections\r\na,b,c"), b';');
        assert_eq!(separator("leaflet|sections\na|b,c,d"), b'|');
        assert_eq!(separator("sep=;\nleaflet;a,b,c"), b';');
    }

    #[test]
    fn a_line_that_tells_the_separator_is_passed_over() {
        for (line, length) in [
            ("sep=;\r\n", 7),
            ("sep=,\n", 6),
            ("sep=\t\r", 6),
            ("\"sep=;\"\n", 8),
            ("SEP= |\n", 7),
            ("sep=;;;;\n", 9),
            ("sep=;", 5),
        ] {
            assert_eq!(separator_line(line), length, "{line:?}");
        }
        assert_eq!(separator_line("leaflet;sections"), 0);
        for line in ["sep=x\nleaflet", "sep=\n", "sep", "sep=,;\n", "ßep=;"] {
            assert_eq!(separator_line(line), 0, "{line:?}");
        }
    }
}
