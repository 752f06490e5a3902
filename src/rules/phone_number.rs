//! Telephone numbers that `house.toml` does not have, under an organisation or a clinic. Source: this program's own: a
//! number is checked in one place, and a wrong one in a leaflet can cost a life. 999 and 112 are the law's, not the
//! house's, and stay quiet.

use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use super::{Finding, Rule};
use crate::diagnostic::RuleReference;
use crate::library::House;
use crate::prose::{Manuscript, Stretch, Text};

/// Numbers that hold everywhere: the Communications Act's, and the European one.
const EMERGENCY: [&str; 2] = ["999", "112"];

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "phone-number",
        source: "Careleaf: every number that a leaflet gives is checked in `house.toml`",
    },
    check,
};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    // Between two digits: a dash with spaces about it, a space, a full stop.
    let digit = r"(?:\s?[\u{2010}-\u{2013}-]\s?|[\s.])?\d";
    // A number has at most 11 digits at home (Ofcom, National Telephone Numbering Plan) and 15 in the world (ITU-T
    // E.164). At home it starts with at least 3 in one piece: 06.08.2018 is a date.
    let forms = [
        format!(r"(?:\+|\b00)44(?:\s?\(0\)\s?)?(?:{digit}){{7,10}}"),
        format!(r"\+\d(?:{digit}){{6,14}}"),
        format!(r"\(0\d{{2,4}}\)(?:{digit}){{4,8}}"),
        format!(r"\b0\d\d(?:{digit}){{5,8}}"),
        // One with a digit too many at its end.
        format!(r"\b0\d\d(?:{digit}){{9,}}"),
        format!(r"\b116(?:{digit}){{3}}"),
        format!(r"\b18001(?:{digit}){{3,11}}"),
    ];
    let long = forms.join("|");
    // A short number is one to ring only where the words say so.
    let asked = r"\b(?i:call|dial|phone|ring|text|NHS) (?:(?:[\pL’]+ ){0,3}(?:on|to) )?";
    let pattern = format!(r"(?:{asked})?(?<long>(?:{long})\b)|{asked}(?<short>\d{{3,8}})\b");
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
        .flat_map(|line| numbers_in(line))
        .collect()
}

/// The numbers in the words of a contact: all that it says is one, or those that can be told by their form.
fn numbers_in(line: &str) -> Vec<String> {
    if !line.contains(char::is_alphabetic) {
        return vec![digits(line)];
    }
    let found = PATTERN
        .captures_iter(line)
        .filter_map(|found| number(&found));
    found.map(|number| digits(number.as_str())).collect()
}

/// The number itself, without the words that call it one.
fn number<'t>(found: &Captures<'t>) -> Option<Match<'t>> {
    found.name("long").or(found.name("short"))
}

fn check_stretch(stretch: &Stretch, known: &[String]) -> Vec<Finding> {
    let found = PATTERN.captures_iter(&stretch.text);
    found
        .filter_map(|found| number(&found))
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
    let abroad = match number.contains('+') {
        true => Some(digits.as_str()),
        false => digits.strip_prefix("00"),
    };
    match abroad.and_then(|digits| digits.strip_prefix("44")) {
        Some(national) => format!("0{}", national.trim_start_matches('0')),
        None => digits,
    }
}

fn is_known(digits: &str, known: &[String]) -> bool {
    EMERGENCY.contains(&digits) || known.iter().any(|known| known == digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_to_ring_are_told_from_other_numbers() {
        for number in [
            "0808 800 4040",
            "+44 20 7946 0000",
            "(0808) 800 4041",
            "+44 (0)808 800 4041",
            "0044 808 800 4041",
            "0808.800.4041",
            "0808–800–4041",
            "0808\u{a0}800\u{a0}4041",
            "116 123",
            "call 111",
            "ring the ward on 1234",
            "call us on 85258",
            "text SHOUT to 85258",
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
            "06.08.2018",
            "05-08-2018",
            "call in 100 days",
            "ring 3 to 5 days later",
        ] {
            assert!(!PATTERN.is_match(quiet), "{quiet}");
        }
    }

    #[test]
    fn a_number_ends_where_other_numbers_follow() {
        let found = |text: &str| PATTERN.find(text).map(|found| found.as_str().to_owned());
        assert_eq!(
            found("0808 800 4040 24 hours a day").as_deref(),
            Some("0808 800 4040")
        );
        assert_eq!(
            found("+44 808 800 4040 (24 hours)").as_deref(),
            Some("+44 808 800 4040")
        );
    }

    #[test]
    fn a_number_is_known_however_it_is_written_but_only_as_a_whole() {
        let lines = [
            "0808 800 4040",
            "Ward: 020 7946 0000 (24 hours), or ring 1234",
            "85258",
        ];
        let known: Vec<String> = lines.into_iter().flat_map(numbers_in).collect();
        for number in [
            "+44 808 800 40 40",
            "+44 (0)808 800 4040",
            "0044 808 800 4040",
            "(0808) 800-4040",
            "020 7946 0000",
            "1234",
            "85258",
            "999",
        ] {
            assert!(is_known(&digits(number), &known), "{number}");
        }
        for number in [
            "0808 800 404",
            "0808 800 40400",
            "808",
            "7946 0000",
            "111",
            "24",
        ] {
            assert!(!is_known(&digits(number), &known), "{number}");
        }
    }
}
