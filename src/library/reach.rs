//! Links that ring a number or write to an address: `tel:` and `mailto:`. Like every number that a leaflet gives, theirs are
//! checked in one place: they stand in `house.toml`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::source::SourceFile;
use crate::content::{Reach, Written};
use crate::suggestion;
use crate::telephone::{self, EMERGENCY};

/// An e-mail address, as people write one.
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+").expect("the pattern is sound")
});

/// The numbers and addresses of `house.toml`.
#[derive(Debug, Default)]
pub(super) struct Known {
    numbers: Vec<String>,
    emails: Vec<String>,
}

impl Known {
    /// Those in the words of the house that are printed.
    pub(super) fn of(details: &[Written]) -> Known {
        let texts = || details.iter().map(|detail| &*detail.text);
        let emails = texts().flat_map(|text| EMAIL.find_iter(text));
        Known {
            numbers: texts().flat_map(telephone::numbers_in).collect(),
            emails: emails.map(|email| email.as_str().to_owned()).collect(),
        }
    }

    /// The number with these digits, as the house writes it.
    fn number(&self, digits: &str) -> Option<String> {
        let mut numbers = self.numbers.iter();
        let known = numbers
            .find(|number| telephone::digits(number) == digits)
            .cloned();
        known.or_else(|| EMERGENCY.contains(&digits).then(|| digits.to_owned()))
    }
}

/// Takes the target `to` of a link at `place` with these words. Without `known` (the house could not be read) any number and
/// address will do.
pub(super) fn check(
    file: &mut SourceFile,
    (to, words): (&str, &str),
    place: Range<usize>,
    known: Option<&Known>,
) -> Option<Reach> {
    let reach = match to.strip_prefix("tel:") {
        Some(number) => number_to_ring((number, words), known),
        None => address_to_write_to(to.strip_prefix("mailto:").unwrap_or(to), known),
    };
    reach
        .map_err(|(message, hint)| file.error(place, message, hint))
        .ok()
}

/// What is wrong, and how to fix it.
type Fault = (String, String);

fn number_to_ring((number, words): (&str, &str), known: Option<&Known>) -> Result<Reach, Fault> {
    let number = number.replace("%20", " ");
    let digits = telephone::digits(&number);
    let is_number = number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ' ' | '(' | ')'));
    if digits.is_empty() || !is_number {
        let hint = "write digits only, as in `[words](tel:01174960123)`";
        return Err((
            format!("`tel:{number}` is not a number to ring"),
            hint.to_owned(),
        ));
    }
    let written = match known {
        Some(known) => known.number(&digits).ok_or_else(|| {
            let hint = "mend it, or add it there under an `[[organisation]]`; \
                for the number of the patient’s own hospital write `[words](contact:urgent)`";
            (
                format!("`house.toml` does not have the number `{number}`"),
                hint.to_owned(),
            )
        })?,
        None => number,
    };
    let says_another = telephone::numbers_in(words)
        .iter()
        .any(|said| telephone::digits(said) != digits);
    if says_another {
        let message = format!("the words of the link say another number than `{written}`");
        return Err((message, "make the two the same".to_owned()));
    }
    let plus = if written.trim_start().starts_with('+') {
        "+"
    } else {
        ""
    };
    let dialled: String = written.chars().filter(char::is_ascii_digit).collect();
    Ok(Reach::checked(format!("tel:{plus}{dialled}"), written))
}

fn address_to_write_to(email: &str, known: Option<&Known>) -> Result<Reach, Fault> {
    if EMAIL
        .find(email)
        .is_none_or(|found| found.as_str() != email)
    {
        let hint = "write the address alone, as in `[words](mailto:name@example.org)`";
        return Err((
            format!("`mailto:{email}` is not an address to write to"),
            hint.to_owned(),
        ));
    }
    let is_known = |known: &Known| {
        known
            .emails
            .iter()
            .any(|other| other.eq_ignore_ascii_case(email))
    };
    if !known.is_none_or(is_known) {
        let close = known
            .and_then(|known| suggestion::closest(email, known.emails.iter().map(String::as_str)));
        let add = "name it there in `feedback` or with the `hours` of an `[[organisation]]`";
        let hint = match close {
            Some(meant) => format!("did you mean `{meant}`? otherwise {add}"),
            None => add.to_owned(),
        };
        return Err((
            format!("`house.toml` does not have the address `{email}`"),
            hint,
        ));
    }
    Ok(Reach::checked(format!("mailto:{email}"), email.to_owned()))
}
