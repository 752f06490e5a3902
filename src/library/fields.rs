//! Reads TOML strictly, table by table: every fault of a table is reported, not only the first, each at its line and
//! with a hint. A table is asked for its keys one by one; [`Fields::finish`] then complains of those that nobody
//! asked for.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::characters;
use super::leftovers;
use super::source::SourceFile;
use crate::content::{Id, Written};
use crate::fonts;
use crate::shifted::{from_tags, without_marks};
use crate::suggestion::did_you_mean;

/// The most entries of a list of texts: `sections`, the `forms` of a term, `link_hosts`. Some are compared each with each.
pub(crate) const MOST_IN_LIST: usize = 200;
/// The most tables of a kind in a file: terms of a glossary, organisations, presets.
pub(crate) const MOST_TABLES: usize = 5_000;

/// A key that must be there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// Its name.
    pub(super) name: &'static str,
    /// A value that would do, as TOML: what the hint on a missing key shows.
    pub(super) example: &'static str,
    /// The most characters of its words, where their place on the page has no room for more.
    longest: usize,
}

/// A key that must be there, with a value for its hint.
pub(super) const fn key(name: &'static str, example: &'static str) -> Key {
    Key {
        name,
        example,
        longest: usize::MAX,
    }
}

impl Key {
    /// The same key, for words of at most so many characters.
    pub(super) const fn at_most(self, longest: usize) -> Key {
        Key { longest, ..self }
    }
}

/// The keys whose words are not printed, or are checked by themselves.
const UNPRINTED: [&str; 18] = [
    "approved_by",
    "approved_hash",
    "archive",
    "fonts",
    "id",
    "language",
    "ledger",
    "link_hosts",
    "logo",
    "online",
    "owner",
    "reason",
    "requires",
    "rule",
    "sections",
    "status",
    "text",
    "urgent",
];

/// What a value should have been.
#[derive(Clone, Copy, Debug)]
enum WantedValue {
    Text,
    /// The name of a file or folder, which stays as it is written.
    Path,
    Date,
    Texts,
    TextInList,
    Table,
    Tables,
    TableInList,
}

impl WantedValue {
    /// What to say of another value.
    fn complaint(self) -> &'static str {
        match self {
            WantedValue::Text | WantedValue::Path => "is not text",
            WantedValue::Date => "is not a date",
            WantedValue::Texts => "is not a list of texts",
            WantedValue::TextInList => "has something in its list that is not text",
            WantedValue::Table => "is not a table",
            WantedValue::Tables => "is not a list of tables",
            WantedValue::TableInList => "has something in its list that is not a table",
        }
    }

    fn hint(self, key: &str) -> String {
        match self {
            WantedValue::Text | WantedValue::Path => format!("write `{key} = \"…\"`"),
            WantedValue::Date => format!("write `{key} = 2027-03-01`, without quotes or time"),
            WantedValue::Texts | WantedValue::TextInList => {
                format!("write `{key} = [\"…\", \"…\"]`")
            }
            WantedValue::Table => format!("write `[{key}]` and its keys below"),
            WantedValue::Tables | WantedValue::TableInList => format!("write `{key} = [{{ … }}]`"),
        }
    }
}

/// A list, with how many entries it has and may have.
struct Entries<'n> {
    name: &'n str,
    place: Range<usize>,
    found: usize,
    most: usize,
}

/// A day, and where it was written.
pub(super) struct DateWritten {
    pub(super) date: Date,
    pub(super) place: Range<usize>,
}

/// Words with the place they were written at.
pub(super) type Located = (String, Range<usize>);

/// One table while it is read.
pub(super) struct Fields<'f, 's> {
    /// The file that holds the table.
    pub(super) file: &'f mut SourceFile<'s>,
    /// Where the table starts: the place of keys that are missing.
    pub(super) place: Range<usize>,
    table: DeTable<'s>,
    /// Where the TOML starts in the file.
    base: usize,
    asked: Vec<&'static str>,
}

/// Parses the TOML that fills `range` of a file; `None` if it is not valid TOML.
pub(super) fn parse<'f, 's>(
    file: &'f mut SourceFile<'s>,
    range: Range<usize>,
) -> Option<Fields<'f, 's>> {
    let (table, errors) = DeTable::parse_recoverable(&file.text[range.clone()]);
    let mut sound = true;
    for error in errors {
        sound &= report_syntax(file, range.start, &error);
    }
    let first_line = file.text[range.clone()].lines().next().unwrap_or("");
    let place = range.start..range.start + first_line.len();
    sound.then(|| Fields {
        file,
        place,
        table: table.into_inner(),
        base: range.start,
        asked: Vec::new(),
    })
}

/// Reports a fault of syntax. Returns whether the rest can be read all the same: after a date that does not exist.
fn report_syntax(file: &mut SourceFile, base: usize, error: &Error) -> bool {
    let span = error.span().unwrap_or(0..0);
    let range = base + span.start..base + span.end;
    if let Some(expected) = error.message().strip_prefix("invalid date, expected ") {
        let message = format!("`{}` is not a date", &file.text[range.clone()]);
        let hint = match expected.strip_prefix("a ") {
            Some(part) => format!("write a {part} first, as in `2027-03-01`"),
            None => format!("write a {expected}"),
        };
        file.error(range, message, hint);
        return true;
    }
    if error.message() == "duplicate key" {
        report_duplicate(file, base, range);
    } else if let Some(quote) = curly_quote(file.text, range.start) {
        let found = &file.text[quote.clone()];
        let message = format!("`{found}` is a curly quote, and TOML knows straight ones only");
        let hint = "write straight quotes, as in `title = \"words\"`: word processors turn them into others";
        file.error(quote, message, hint);
    } else {
        let message = format!("this is not TOML: {}", error.message());
        let hint = "write `key = \"words\"`, `key = 2027-03-01` or `key = [\"one\", \"two\"]`";
        file.error(range, message, hint);
    }
    false
}

/// Reports a key that is there twice, with where it was first.
fn report_duplicate(file: &mut SourceFile, base: usize, range: Range<usize>) {
    let key = file.text[range.clone()].trim().to_owned();
    let message = format!("`{key}` is written twice");
    let hint = match first_line_with(file, base, &key) {
        Some(line) => format!("it stands on line {line} already: delete one of the two"),
        None => "delete one of the two".to_owned(),
    };
    file.error(range, message, hint);
}

/// The line, counted from 1 in the file, on which a key of the TOML from `base` on is first written.
fn first_line_with(file: &SourceFile, base: usize, key: &str) -> Option<usize> {
    let mut start = base;
    for line in file.text[base..].split_inclusive('\n') {
        let after = line.trim_start().trim_start_matches('[').strip_prefix(key);
        if after.is_some_and(|after| after.trim_start().starts_with(['=', ']', '.'])) {
            return Some(file.line(start));
        }
        start += line.len();
    }
    None
}

/// The first curly quote that stands outside straight ones on the line of a fault: `title = “words”`.
fn curly_quote(text: &str, fault: usize) -> Option<Range<usize>> {
    let start = text[..fault].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next()?;
    let mut is_quoted = false;
    for (at, character) in line.char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            '#' if !is_quoted => return None,
            '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '″' if !is_quoted => {
                return Some(start + at..start + at + character.len_utf8());
            }
            _ => {}
        }
    }
    None
}

impl<'s> Fields<'_, 's> {
    /// Words that must be there.
    pub(super) fn text(&mut self, key: Key) -> Option<String> {
        self.located_text(key).map(|(text, _)| text)
    }

    /// Words that must be there, with their place.
    pub(super) fn located_text(&mut self, key: Key) -> Option<Located> {
        let value = self.required(key)?;
        let located = self.as_text(key.name, WantedValue::Text, value)?;
        self.check_length(key.name, &located, key.longest);
        Some(located)
    }

    /// Words that must be there and are printed.
    pub(super) fn written(&mut self, key: Key) -> Option<Written> {
        let located = self.located_text(key)?;
        Some(self.as_written(located))
    }

    /// Words of at most so many characters that may be there.
    pub(super) fn optional_short_text(
        &mut self,
        name: &'static str,
        longest: usize,
    ) -> Option<String> {
        self.optional_written(name, longest)
            .map(|written| written.text)
    }

    /// Words of at most so many characters that may be there and are printed.
    pub(super) fn optional_written(
        &mut self,
        name: &'static str,
        longest: usize,
    ) -> Option<Written> {
        let located = self.optional_located_text(name)?;
        self.check_length(name, &located, longest);
        Some(self.as_written(located))
    }

    /// Words that may be there.
    pub(super) fn optional_text(&mut self, name: &'static str) -> Option<String> {
        self.optional_located_text(name).map(|(text, _)| text)
    }

    /// Words that may be there, with their place.
    pub(super) fn optional_located_text(&mut self, name: &'static str) -> Option<Located> {
        let value = self.take(name)?;
        self.as_text(name, WantedValue::Text, value)
    }

    /// The name of a file or folder that may be there, with its place.
    pub(super) fn optional_path(&mut self, name: &'static str) -> Option<Located> {
        let value = self.take(name)?;
        self.as_text(name, WantedValue::Path, value)
    }

    /// An id that must be there, with its place.
    pub(super) fn id(&mut self, key: Key) -> Option<(Id, Range<usize>)> {
        let (text, range) = self.located_text(key)?;
        Some((parse_id(self.file, &text, &range)?, range))
    }

    /// A day that must be there, with its place.
    pub(super) fn date(&mut self, key: Key) -> Option<DateWritten> {
        let value = self.required(key)?;
        self.as_date(key.name, value)
    }

    /// A day that may be there, with its place.
    pub(super) fn optional_date(&mut self, name: &'static str) -> Option<DateWritten> {
        let value = self.take(name)?;
        self.as_date(name, value)
    }

    /// A whole number that must be there, with its place.
    pub(super) fn number(&mut self, key: Key) -> Option<(u16, Range<usize>)> {
        let value = self.required(key)?;
        let range = self.range(&value);
        let number = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            let message = format!("`{}` is not a whole number up to 65535", key.name);
            let hint = format!("write `{} = {}`", key.name, key.example);
            self.file.error(range.clone(), message, hint);
        }
        Some((number?, range))
    }

    /// A list of words that must be there and hold some.
    pub(super) fn texts(&mut self, key: Key) -> Option<Vec<Located>> {
        let value = self.required(key)?;
        let range = self.range(&value);
        let texts = self.as_texts(key.name, value)?;
        if texts.is_empty() {
            let hint = format!("write `{} = {}`", key.name, key.example);
            self.file
                .error(range, format!("`{}` is empty", key.name), hint);
            return None;
        }
        Some(texts)
    }

    /// A list of words that may be there.
    pub(super) fn optional_texts(&mut self, name: &'static str) -> Vec<Located> {
        self.take(name)
            .and_then(|value| self.as_texts(name, value))
            .unwrap_or_default()
    }

    /// A table that must be there: `[name]`. The key's example lists what it holds.
    pub(super) fn table(&mut self, key: Key) -> Option<Fields<'_, 's>> {
        let Some(value) = self.take(key.name) else {
            let message = format!("`[{}]` is missing", key.name);
            let hint = format!("add `[{}]` and below it {}", key.name, key.example);
            self.file.error(self.place.clone(), message, hint);
            return None;
        };
        self.as_table(key.name, WantedValue::Table, value)
    }

    /// The tables below a name, in the order of the file: `[preset.ID]`.
    pub(super) fn named_tables<T>(
        &mut self,
        name: &'static str,
        mut read: impl FnMut(&mut Fields<'_, 's>, Id) -> Option<T>,
    ) -> Vec<(Id, T)> {
        let Some(value) = self.take(name) else {
            return Vec::new();
        };
        let Some(outer) = self.as_table(name, WantedValue::Table, value) else {
            return Vec::new();
        };
        let entries = Entries {
            name,
            place: outer.place,
            found: outer.table.len(),
            most: MOST_TABLES,
        };
        let mut inner: Vec<_> = outer.table.into_iter().collect();
        if !self.can_be_read(entries) {
            return Vec::new();
        }
        inner.sort_by_key(|(_, value)| value.span().start);
        let mut tables = Vec::new();
        for (name, value) in inner {
            let range = self.base + name.span().start..self.base + name.span().end;
            let Some(id) = parse_id(self.file, name.get_ref(), &range) else {
                continue;
            };
            if let Some(mut fields) = self.as_table(id.as_str(), WantedValue::Table, value)
                && let Some(read) = read(&mut fields, id.clone())
            {
                tables.push((id, read));
            }
        }
        tables
    }

    /// A list of tables that may be there: `[[name]]` or `name = [{ … }]`.
    pub(super) fn tables<T>(
        &mut self,
        name: &'static str,
        mut read: impl FnMut(&mut Fields<'_, 's>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.take(name) else {
            return Vec::new();
        };
        let DeValue::Array(values) = value.get_ref() else {
            self.wrong_type(name, &value, WantedValue::Tables);
            return Vec::new();
        };
        let entries = Entries {
            name,
            place: self.range(&value),
            found: values.len(),
            most: MOST_TABLES,
        };
        if !self.can_be_read(entries) {
            return Vec::new();
        }
        values
            .iter()
            .filter_map(|value| {
                let mut fields = self.as_table(name, WantedValue::TableInList, value.clone())?;
                read(&mut fields)
            })
            .collect()
    }

    /// Complains of the keys that nobody asked for.
    pub(super) fn finish(&mut self) {
        for name in self.table.keys() {
            let range = self.base + name.span().start..self.base + name.span().end;
            let hint = did_you_mean(name.get_ref(), self.asked.iter().copied());
            self.file.error(
                range,
                format!("`{}` is not a key here", name.get_ref()),
                hint.unwrap_or_else(|| "delete it".to_owned()),
            );
        }
    }

    fn take(&mut self, name: &'static str) -> Option<Spanned<DeValue<'s>>> {
        self.asked.push(name);
        self.table.remove(name)
    }

    fn required(&mut self, key: Key) -> Option<Spanned<DeValue<'s>>> {
        let value = self.take(key.name);
        if value.is_none() {
            self.file.error(
                self.place.clone(),
                format!("`{}` is missing", key.name),
                format!("add `{} = {}`", key.name, key.example),
            );
        }
        value
    }

    fn range(&self, value: &Spanned<DeValue>) -> Range<usize> {
        self.base + value.span().start..self.base + value.span().end
    }

    fn as_text(
        &mut self,
        name: &str,
        wanted: WantedValue,
        value: Spanned<DeValue<'s>>,
    ) -> Option<Located> {
        let range = self.range(&value);
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(name, &value, wanted);
            return None;
        };
        let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        if !fonts::has_ink(&text) {
            let message = format!("`{name}` is empty");
            self.file
                .error(range, message, "write the words, or delete the key");
            return None;
        }
        characters::check_words(self.file, &text, &range);
        if !UNPRINTED.contains(&name) {
            leftovers::check_words(self.file, &from_tags(&text), &range);
        }
        let plain = characters::plain(self.file, &text, &range);
        let text = match wanted {
            WantedValue::Path => text,
            // Titles stand in lists and names too, where nothing can be raised.
            _ => without_marks(&from_tags(&plain)),
        };
        Some((text, range))
    }

    fn as_written(&self, written: Located) -> Written {
        let (text, place) = written;
        let span = self.file.span(place);
        Written { text, span }
    }

    fn check_length(&mut self, name: &str, written: &Located, longest: usize) {
        let (text, place) = written;
        let length = text.chars().count();
        if length > longest {
            let message = format!("`{name}` has {length} characters");
            let hint = format!("its place on the page has room for {longest}: shorten it");
            self.file.error(place.clone(), message, hint);
        }
    }

    fn as_texts(&mut self, name: &str, value: Spanned<DeValue<'s>>) -> Option<Vec<Located>> {
        let DeValue::Array(values) = value.get_ref() else {
            self.wrong_type(name, &value, WantedValue::Texts);
            return None;
        };
        let entries = Entries {
            name,
            place: self.range(&value),
            found: values.len(),
            most: MOST_IN_LIST,
        };
        if !self.can_be_read(entries) {
            return None;
        }
        let texts = values
            .iter()
            .filter_map(|value| self.as_text(name, WantedValue::TextInList, value.clone()));
        Some(texts.collect())
    }

    /// Whether a list is not too long to be read, with a complaint when it is.
    fn can_be_read(&mut self, entries: Entries) -> bool {
        let Entries { name, place, .. } = entries;
        let is_too_long = entries.found > entries.most;
        if is_too_long {
            let message = format!("`{name}` has {} entries", entries.found);
            let hint = format!("shorten it: it may have {}", entries.most);
            self.file.error(place, message, hint);
        }
        !is_too_long
    }

    fn as_date(&mut self, name: &str, value: Spanned<DeValue>) -> Option<DateWritten> {
        let place = self.range(&value);
        let DeValue::Datetime(written) = value.get_ref() else {
            self.wrong_type(name, &value, WantedValue::Date);
            return None;
        };
        match (written.date, written.time, written.offset) {
            (Some(date), None, None) => {
                let year = i16::try_from(date.year).ok()?;
                let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
                let date = Date::new(year, month, day).ok()?;
                Some(DateWritten { date, place })
            }
            // A date that does not exist, reported with the syntax.
            (None, None, None) => None,
            _ => {
                self.wrong_type(name, &value, WantedValue::Date);
                None
            }
        }
    }

    fn as_table(
        &mut self,
        name: &str,
        wanted: WantedValue,
        value: Spanned<DeValue<'s>>,
    ) -> Option<Fields<'_, 's>> {
        let place = self.range(&value);
        if !value.get_ref().is_table() {
            self.wrong_type(name, &value, wanted);
        }
        match value.into_inner() {
            DeValue::Table(table) => Some(Fields {
                file: self.file,
                place,
                table,
                base: self.base,
                asked: Vec::new(),
            }),
            _ => None,
        }
    }

    fn wrong_type(&mut self, name: &str, value: &Spanned<DeValue>, wanted: WantedValue) {
        let range = self.range(value);
        let message = format!("`{name}` {}", wanted.complaint());
        self.file.error(range, message, wanted.hint(name));
    }
}

/// Takes `text`, written at `range`, as an id.
pub(super) fn parse_id(file: &mut SourceFile, text: &str, range: &Range<usize>) -> Option<Id> {
    let id = Id::parse(text);
    if id.is_none() {
        file.error(
            range.clone(),
            format!("`{text}` is not an id"),
            "use lower-case letters, digits and single hyphens: `stem-cell-transplants`",
        );
    }
    id
}
