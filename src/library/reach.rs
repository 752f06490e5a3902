//! Links that ring a number or write to an address: `tel:` and `mailto:`. Like every number that a leaflet gives, theirs are
//! checked in one place: they stand in `house.toml`.

use std::sync::LazyLock;

use regex::Regex;

use super::source::{Complaint, Quoted, SourceFile};
use crate::content::{Reach, Written};
use crate::suggestion;
use crate::telephone::{self, EMERGENCY};

/// An e-mail address, as people write one.
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+").expect("the pattern is sound")
});

/// The numbers and addresses of `house.toml`.
#[derive(Debug, Default)]
pub(super) struct KnownContacts {
    numbers: Vec<String>,
    emails: Vec<String>,
}

impl KnownContacts {
    /// Those in the words of the house that are printed.
    pub(super) fn of(details: &[Written]) -> KnownContacts {
        let texts = || details.iter().map(|detail| &*detail.text);
        let emails = texts().flat_map(|text| EMAIL.find_iter(text));
        KnownContacts {
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

/// What the target `to` of a link with these words reaches. Without `known` (the house could not be read) any number and
/// address will do.
pub(super) fn check(
    file: &mut SourceFile,
    to: Quoted,
    words: &str,
    known: Option<&KnownContacts>,
) -> Option<Reach> {
    let Quoted { text: to, place } = to;
    let reach = match to.strip_prefix("tel:") {
        Some(number) => number_to_ring(number, words, known),
        None => address_to_write_to(to.strip_prefix("mailto:").unwrap_or(to), known),
    };
    reach
        .map_err(|complaint| file.error(place, complaint.message, complaint.hint))
        .ok()
}

fn number_to_ring(
    number: &str,
    words: &str,
    known: Option<&KnownContacts>,
) -> Result<Reach, Complaint> {
    let number = number.replace("%20", " ");
    let digits = telephone::digits(&number);
    let is_number = number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ' ' | '(' | ')'));
    if digits.is_empty() || !is_number {
        let hint = "write digits only, as in `[words](tel:01174960123)`";
        let message = format!("`tel:{number}` is not a number to ring");
        return Err(Complaint::new(message, hint));
    }
    let written = match known {
        Some(known) => known.number(&digits).ok_or_else(|| {
            let hint = "correct it, or add it there under an `[[organisation]]`; \
                for the number of the patient’s own hospital write `[words](contact:urgent)`";
            let message = format!("`house.toml` does not have the number `{number}`");
            Complaint::new(message, hint)
        })?,
        None => number,
    };
    let says_another = telephone::numbers_in(words)
        .iter()
        .any(|said| telephone::digits(said) != digits);
    if says_another {
        let message = format!("the words of the link say another number than `{written}`");
        return Err(Complaint::new(message, "make the two the same"));
    }
    let plus = if written.trim_start().starts_with('+') {
        "+"
    } else {
        ""
    };
    let dialled: String = written.chars().filter(char::is_ascii_digit).collect();
    Ok(Reach::checked(format!("tel:{plus}{dialled}"), written))
}

fn address_to_write_to(email: &str, known: Option<&KnownContacts>) -> Result<Reach, Complaint> {
    if EMAIL
        .find(email)
        .is_none_or(|found| found.as_str() != email)
    {
        let hint = "write the address alone, as in `[words](mailto:name@example.org)`";
        let message = format!("`mailto:{email}` is not an address to write to");
        return Err(Complaint::new(message, hint));
    }
    let is_known = |known: &KnownContacts| {
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
        let message = format!("`house.toml` does not have the address `{email}`");
        return Err(Complaint { message, hint });
    }
    Ok(Reach::checked(format!("mailto:{email}"), email.to_owned()))
}
