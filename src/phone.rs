//! Whether words have a telephone number in them that somebody can ring. It decides on warnings only: "ring me" as a
//! 24-hour line helps nobody, and every hospital writes its numbers another way.

use std::sync::LazyLock;

use regex::Regex;

/// Numbers of three digits that are rung in Britain: emergency, the European one, NHS 111, police, 105 for power cuts.
const SHORT: [&str; 5] = ["999", "112", "111", "101", "105"];
/// The fewest digits of any other number: an extension or a bleep in a hospital.
const FEWEST: usize = 4;
/// The most digits of a number (ITU-T E.164).
const MOST: usize = 15;

/// Digits with what people put between them. A colon or full stop between two pairs of digits is a time or a date.
static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    let between = r"(?:[\s()\u{2010}-\u{2013}-]{1,3}|\.)?";
    let pattern = format!(r"\+?\d(?:{between}\d)*");
    Regex::new(&pattern).expect("the pattern is sound")
});

/// A day-first date (28.11.2026), a year-first one (2026-11-28), or a time (9.30, 17:00).
static TIME_OR_DATE: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"\d{1,2}[./]\d{1,2}[./]\d{2,4}",
        r"\d{4}-\d{2}-\d{2}",
        r"\d{1,2}[.:]\d{2}(?:\s?[ap]m)?",
    ];
    let pattern = format!(r"\b(?:{})\b", forms.join("|"));
    Regex::new(&pattern).expect("the pattern is sound")
});

/// Whether words have a plausible telephone number in them.
pub fn has_number(words: &str) -> bool {
    let bare = TIME_OR_DATE.replace_all(words, "x");
    let mut runs = DIGITS.find_iter(&bare).map(|run| {
        let digits = run.as_str().chars().filter(char::is_ascii_digit);
        digits.collect::<String>()
    });
    runs.any(|digits| SHORT.contains(&&*digits) || (FEWEST..=MOST).contains(&digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_can_be_rung_are_told_from_other_words() {
        for line in [
            "0123 456 789",
            "+44 20 7946 0958",
            "+44 (0)20 7946 0958",
            "01632 960000, 24 hours",
            "Day unit: 01632-960000 ext. 12",
            "020.7946.0958",
            "bleep 2345 through the switchboard",
            "111",
            "Ring 999",
        ] {
            assert!(has_number(line), "{line}");
        }
        for line in [
            "ring me",
            "",
            "Ward 7",
            "see page 12",
            "9.30am to 17.00",
            "24 hours, 7 days",
            "from 28.11.2026",
            "since 2026-11-28",
            "365 days a year",
            "12345678901234567890",
        ] {
            assert!(!has_number(line), "{line}");
        }
    }
}
