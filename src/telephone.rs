//! Telephone numbers as people write them in a text: where they stand, and when two of them are the same.

use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

/// Numbers that hold everywhere: the Communications Act's, and the European one.
pub(crate) const EMERGENCY: [&str; 2] = ["999", "112"];

/// Where a number stands; [`number`] takes it without the words that call it one.
pub(crate) static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
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

/// The numbers in the words of a contact, as they are written: all that it says is one, or those that can be told by their form.
pub(crate) fn numbers_in(line: &str) -> Vec<String> {
    if !line.contains(char::is_alphabetic) && line.contains(|c: char| c.is_ascii_digit()) {
        return vec![line.to_owned()];
    }
    let found = PATTERN
        .captures_iter(line)
        .filter_map(|found| number(&found));
    found.map(|number| number.as_str().to_owned()).collect()
}

/// The number itself, without the words that call it one.
pub(crate) fn number<'t>(found: &Captures<'t>) -> Option<Match<'t>> {
    found.name("long").or(found.name("short"))
}

/// The digits of a number, as one dials it within the country.
pub(crate) fn digits(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let abroad = if number.contains('+') {
        Some(digits.as_str())
    } else {
        digits.strip_prefix("00")
    };
    match abroad.and_then(|digits| digits.strip_prefix("44")) {
        Some(national) => format!("0{}", national.trim_start_matches('0')),
        None => digits,
    }
}

/// Whether `words` say the number or address `contact`.
pub(crate) fn says(words: &str, contact: &str) -> bool {
    let said = numbers_in(words);
    let mut numbers = said.iter().map(|number| digits(number));
    words.contains(contact) || numbers.any(|said| said == digits(contact) && !said.is_empty())
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
}
