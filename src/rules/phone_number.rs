//! Telephone numbers that `house.toml` does not have, under an organisation or a clinic. Source: this program's own: a
//! number is checked in one place, and a wrong one in a leaflet can cost a life. 999 and 112 are the law's, not the
//! house's, and stay quiet.

use std::sync::LazyLock;

use regex::Regex;

use super::{Finding, Rule};
use crate::diagnostic::RuleReference;
use crate::library::House;
use crate::prose::{Manuscript, Stretch, Text};

/// Numbers that hold everywhere: the Communications Act's, and the European one.
const EMERGENCY: [&str; 2] = ["999", "112"];

/// The fewest digits by which a number can be told within the words of a clinic's line.
const LONG_ENOUGH: usize = 7;

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "phone-number",
        source: "Careleaf: every number that a leaflet gives is checked in `house.toml`",
    },
    check,
};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let asked = r"\b(?i:call|dial|phone|ring|text|NHS) ";
    let long = r"(?:\+|\b0)\d(?:[ -]?\d){6,}|\b116 ?\d{3}\b|\b18001(?: ?\d{3,})+";
    // A short number is one to ring only where the words say so.
    let pattern = format!(r"(?:{asked})?(?<long>{long})|{asked}(?<short>\d{{3,5}})\b");
    Regex::new(&pattern).expect("the pattern is sound")
});

fn check(text: &Text, manuscript: &Manuscript) -> Vec<Finding> {
    let known = known_numbers(&manuscript.library.house);
    let stretches = text.stretches.iter();
    stretches
        .flat_map(|stretch| check_stretch(stretch, &known))
        .collect()
}

fn known_numbers(house: &House) -> Vec<String> {
    let organisations = house.organisations.iter();
    let clinics = house.clinics.values();
    let clinics = clinics.flat_map(|clinic| [&clinic.urgent_line, &clinic.nurse]);
    organisations
        .map(|organisation| &organisation.phone)
        .chain(clinics)
        .flatten()
        .map(|number| digits(number))
        .collect()
}

fn check_stretch(stretch: &Stretch, known: &[String]) -> Vec<Finding> {
    let found = PATTERN.captures_iter(&stretch.text);
    found
        .filter_map(|found| found.name("long").or(found.name("short")))
        .filter(|number| !is_known(&digits(number.as_str()), known))
        .map(|number| {
            let message = format!(
                "`house.toml` does not have the number `{}`",
                number.as_str()
            );
            let hint = "mend it, or add it there under an `[[organisation]]`".to_owned();
            Finding::in_words(stretch, number.range(), (message, hint))
        })
        .collect()
}

/// The digits of a number, as one dials it within the country.
fn digits(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("44") {
        Some(national) if number.contains('+') => {
            format!("0{}", national.trim_start_matches('0'))
        }
        _ => digits,
    }
}

fn is_known(digits: &str, known: &[String]) -> bool {
    let within = |line: &str| digits.len() >= LONG_ENOUGH && line.contains(digits);
    EMERGENCY.contains(&digits) || known.iter().any(|line| line == digits || within(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_to_ring_are_told_from_other_numbers() {
        for number in [
            "0808 800 4040",
            "+44 20 7946 0000",
            "116 123",
            "call 111",
            "18001 111",
        ] {
            assert!(PATTERN.is_match(number), "{number}");
        }
        for quiet in [
            "10,000 cells",
            "2 to 3 years",
            "37.5 °C",
            "111 people",
            "1 in 100",
        ] {
            assert!(!PATTERN.is_match(quiet), "{quiet}");
        }
    }

    #[test]
    fn a_number_is_known_however_it_is_written() {
        let known = [
            digits("0808 800 4040"),
            digits("Ward: 020 7946 0000 or 0001"),
        ];
        assert!(is_known(&digits("+44 808 800 40 40"), &known));
        assert!(is_known(&digits("020 7946 0000"), &known));
        assert!(is_known("999", &known));
        assert!(!is_known("111", &known));
        assert!(!is_known("808", &known));
    }
}
