//! Whether a record that an earlier version of the program wrote is of the text that the library has today.
//!
//! Codes and the hashes of what is printed also stand for how a version composes a leaflet, so they cannot be compared
//! from one version to the next. What can: the hashes, dates and statuses of the library's own texts, whose meaning no
//! version changes, and the numbers to ring, which stand in `house.toml` and in no such text.

use std::collections::BTreeSet;

use crate::form::Form;
use crate::library::House;
use crate::paged::arrange;
use crate::proof::record::{ComposedText, GLOSSARY, PartRecord, Proof, Record, plain};

use super::version_1::{self, PrintedPart};
use super::{CHANGES, Comparison, NUMBERS_UNPROVED, Today};

/// The fewest digits that are taken for a number to ring: 999.
const SHORTEST_NUMBER: usize = 3;

/// How `record`, whose words are `text`, stands to what the same request makes of the library today.
pub(super) fn compare(
    house: &House,
    record: &Record,
    text: Option<&ComposedText>,
    now: &Today,
) -> Comparison {
    if !is_of_same_texts(record, &now.proof.record) {
        return Comparison::Different;
    }
    match text {
        Some(text) if has_same_numbers(house, record, text, &now.proof) => Comparison::Same,
        Some(_) => Comparison::Different,
        None if prints_the_same_around(record, now, &around(record)) => Comparison::Same,
        None => Comparison::Unproved(NUMBERS_UNPROVED),
    }
}

/// Whether two records are of the same texts of the library, with the same dates and status. A glossary counts where both
/// have one: which words are explained is for each version to find.
pub(super) fn is_of_same_texts(record: &Record, now: &Record) -> bool {
    fn texts(record: &Record) -> impl Iterator<Item = &PartRecord> {
        let parts = record.parts.iter();
        parts.filter(|part| part.content_hash.is_some())
    }
    let has_glossary = |record| texts(record).any(|part| part.part == GLOSSARY);
    let both_have_one = has_glossary(record) && has_glossary(now);
    let compared = |record| {
        let parts = texts(record).filter(move |part| both_have_one || part.part != GLOSSARY);
        parts
            .map(|part| PartRecord {
                printed_hash: String::new(),
                ..part.clone()
            })
            .collect::<Vec<_>>()
    };
    record.leaflet == now.leaflet
        && record.review_due == now.review_due
        && record.options.sections == now.options.sections
        && record.options.clinic == now.options.clinic
        && record.options.allow_overdue == now.options.allow_overdue
        && compared(record) == compared(now)
}

/// Whether two records are of the same texts, apart from what one of them says has changed.
pub(super) fn is_same_but_for_changes(record: &Record, now: &Today) -> bool {
    let is_else = |part: &&PartRecord| part.part != CHANGES;
    let around: Vec<&PartRecord> = around(record).into_iter().filter(is_else).collect();
    is_of_same_texts(record, &now.proof.record) && prints_the_same_around(record, now, &around)
}

/// The parts of a record that are no texts of the library.
fn around(record: &Record) -> Vec<&PartRecord> {
    let parts = record.parts.iter();
    parts.filter(|part| part.content_hash.is_none()).collect()
}

/// Whether what stands around the library's texts is printed by this version as it was then.
fn prints_the_same_around(record: &Record, now: &Today, then: &[&PartRecord]) -> bool {
    let Form::Pdf(form) = record.form;
    let tells_changes = then.iter().any(|part| part.part == CHANGES);
    let is_compared = |part: &PrintedPart| tells_changes || !part.tells_changes;
    let now = version_1::around(&arrange(&now.leaflet, form));
    let now = now.iter().filter(|part| is_compared(part));
    let then = then.iter().map(|part| &part.printed_hash);
    now.map(|part| &part.hash).eq(then)
}

/// Whether the clinic and the organisations have the numbers that were printed: no other number, and each beside its
/// name.
fn has_same_numbers(house: &House, record: &Record, text: &ComposedText, now: &Proof) -> bool {
    let printed = text.parts.iter().flat_map(|part| &part.lines);
    let printed: Vec<&str> = printed.map(String::as_str).collect();
    let clinic = record.options.clinic.as_ref();
    let clinic = clinic.and_then(|id| house.clinics.values().find(|it| it.id.as_str() == id));
    let contacts = clinic
        .into_iter()
        .flat_map(|clinic| [&clinic.urgent_line, &clinic.nurse])
        .flatten();
    let is_printed = |words: &String| printed.iter().any(|line| says(line, words));
    // A number stands in the line of its name, or in the next.
    let has_organisations = house.organisations.iter().all(|organisation| {
        (0..printed.len()).any(|at| {
            let beside = &printed[at..printed.len().min(at + 2)];
            let phone = organisation.phone.as_ref();
            says(printed[at], &organisation.name)
                && phone.is_none_or(|phone| beside.iter().any(|line| says(line, phone)))
        })
    });
    let today: BTreeSet<String> = lines_of_no_text(now.record.parts.iter(), &now.text)
        .flat_map(numbers)
        .collect();
    let then = lines_of_no_text(record.parts.iter(), text).flat_map(numbers);
    let has_no_other = then.into_iter().all(|number| today.contains(&number));
    contacts.into_iter().all(is_printed) && has_organisations && has_no_other
}

/// The lines of the parts that are no texts of the library.
fn lines_of_no_text<'t>(
    parts: impl Iterator<Item = &'t PartRecord>,
    text: &'t ComposedText,
) -> impl Iterator<Item = &'t str> {
    let around = parts.filter(|part| part.content_hash.is_none());
    around
        .filter_map(|part| text.part(&part.part))
        .flat_map(|part| part.lines.iter().map(String::as_str))
}

/// Whether `words` stand in a line, and not as the beginning or end of longer ones.
fn says(line: &str, words: &str) -> bool {
    let words = plain(words);
    let is_apart = |near: Option<char>| near.is_none_or(|near| !near.is_alphanumeric());
    line.match_indices(&words).any(|(at, _)| {
        is_apart(line[..at].chars().next_back())
            && is_apart(line[at + words.len()..].chars().next())
    })
}

/// The runs of digits in a line that are long enough to be rung; spaces within do not end one.
fn numbers(line: &str) -> Vec<String> {
    let joined: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let runs = joined.split(|c: char| !c.is_ascii_digit());
    runs.filter(|run| run.len() >= SHORTEST_NUMBER)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_only_where_they_stand_whole() {
        assert!(says(
            "24-hour number: 0123 456 789",
            "0123\u{A0}456\u{A0}789"
        ));
        assert!(!says("24-hour number: 0123 456 7890", "0123 456 789"));
        assert!(!says("24-hour number: 50123 456 789", "0123 456 789"));
    }

    #[test]
    fn a_number_is_one_however_it_is_spaced() {
        assert_eq!(numbers("Ring 0123 456 789, or 999."), ["0123456789", "999"]);
        assert_eq!(numbers("In 12 days"), Vec::<String>::new());
    }
}
