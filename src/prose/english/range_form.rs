//! Ranges with a dash in place of "to". Source: NHS digital service manual, "Numbers, measurements, dates and time": "to"
//! for ranges of numbers, dates and times, which is quicker to read and which screen readers say.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::ENGLISH;
use crate::diagnostic::RuleReference;
use crate::prose::rules::{Finding, Remark, Rule, matches};
use crate::prose::{Manuscript, Stretch, Text};

pub(in crate::prose) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "range-form",
        source: "NHS digital service manual, “Numbers, measurements, dates and time”: 4 to 8, not 4-8",
    },
    languages: ENGLISH,
    check,
};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"\d+(?:[.,:]\d+)?(?:am|pm|%| °C)?";
    let day = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?";
    let range = |end: &str| format!(r"(?:{end}) ?[-–—] ?(?:{end})");
    let (numbers, days) = (range(number), range(day));
    // Numbers that go on are a date or a telephone number.
    let pattern = format!(r"\b(?:(?<numbers>{numbers})(?<more>[-–—]\d| \d)?|(?<days>{days}))");
    Regex::new(&pattern).expect("the pattern is sound")
});

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    matches(text, &PATTERN, check_range)
}

fn check_range(stretch: &Stretch, found: &Captures) -> Option<Finding> {
    let range = found.name("numbers").or(found.name("days"))?;
    let written = range.as_str();
    let is_counted = ends_in_counter(&stretch.text[..range.start()]) && written.contains(' ');
    if found.name("more").is_some() || is_telephone(written) || is_counted {
        return None;
    }
    let message = format!("`{written}` is a range with a dash");
    let ends: Vec<&str> = written.split(['-', '–', '—']).map(str::trim).collect();
    let hint = format!("write `{}`", ends.join(" to "));
    Some(Finding::in_words(
        stretch,
        range.range(),
        Remark { message, hint },
    ))
}

/// Whether what stands before a number says what the number counts, as in "Day 1 – 5 mg": 5 is the end of no range then.
fn ends_in_counter(before: &str) -> bool {
    const COUNTERS: [&str; 9] = [
        "day", "week", "month", "year", "cycle", "dose", "step", "stage", "level",
    ];
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let is_alone = before.ends_with(' ');
    is_alone && COUNTERS.contains(&&*word.to_lowercase())
}

/// Whether two numbers are a code and a number to ring: they start with 0 and another digit, and are no times.
fn is_telephone(written: &str) -> bool {
    let mut digits = written.chars();
    let has_code = digits.next() == Some('0') && digits.next().is_some_and(|c| c.is_ascii_digit());
    has_code && !written.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_and_its_dose_are_no_range() {
        assert!(ends_in_counter("Day ") && ends_in_counter("on week "));
        assert!(!ends_in_counter("Days ") && !ends_in_counter("every ") && !ends_in_counter("Day"));
    }

    #[test]
    fn numbers_times_and_days_with_a_dash_are_ranges() {
        for range in [
            "4-8 weeks",
            "18.5–24.9",
            "9am - 5pm",
            "Monday–Friday",
            "Mon-Fri",
            "Mon-Fri 9am",
        ] {
            assert!(PATTERN.is_match(range), "{range}");
        }
        assert!(is_telephone("01632-960001") && !is_telephone("09:00-17:00"));
        for quiet in ["4 to 8", "24-hour", "6-in-1", "AllTogether-1", "Sunday"] {
            assert!(!PATTERN.is_match(quiet), "{quiet}");
        }
    }
}
