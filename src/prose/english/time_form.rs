//! Times of day in another form than "5.30pm". Source: NHS digital service manual, "Numbers, measurements, dates and time":
//! am and pm without a space or stops, no 24-hour clock, "midday" and "midnight" in words.

use std::sync::LazyLock;

use regex::Regex;

use super::ENGLISH;
use crate::diagnostic::RuleReference;
use crate::prose::rules::{Finding, Remark, Rule, matches};
use crate::prose::{Manuscript, Text};

pub(in crate::prose) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "time-form",
        source: "NHS digital service manual, “Numbers, measurements, dates and time”: 5.30pm, midday",
    },
    languages: ENGLISH,
    check,
};

/// What stands before prices, which look like times: £14.00.
const CURRENCIES: [char; 3] = ['£', '€', '$'];

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"12(?:[.:]00)?\s?(?:am|pm|noon)\b",
        r"\d{1,2}(?:[.:]\d{2})?\s[AaPp]\.?[Mm]\b",
        r"\d{1,2}(?:[.:]\d{2})?(?:[ap]\.m|[AP]\.?M)\b",
        r"(?:[01]?\d|2[0-3]):[0-5]\d(?:[ap]m)?\b",
        r"[0-2]\d[0-5]\d\s?h(?:ou)?rs?\b",
        r"(?:1[3-9]|2[0-3])\.00\b",
    ];
    // With a full stop it may be any number, unless the word before says that it is a time.
    let stopped = r"(?i:at|until|till) (?<stopped>(?:[01]?\d|2[0-3])\.[0-5]\d)\b";
    let pattern = format!(r"\b(?:{stopped}|(?<time>{}))", forms.join("|"));
    Regex::new(&pattern).expect("the pattern is sound")
});

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    matches(text, &PATTERN, |stretch, found| {
        let found = found.name("time").or(found.name("stopped"))?;
        if stretch.text[..found.start()].ends_with(CURRENCIES) {
            return None;
        }
        let message = format!("`{}` is a time in another form", found.as_str());
        let hint = "write it as `5.30pm`, `midday` or `midnight`".to_owned();
        Some(Finding::in_words(
            stretch,
            found.range(),
            Remark { message, hint },
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_am_and_pm_directly_after_the_number_are_quiet() {
        for time in [
            "17:30",
            "1730hrs",
            "5 pm",
            "5.30 pm",
            "5 p.m.",
            "5p.m.",
            "5PM",
            "12pm",
            "12 noon",
            "00:00",
            "5:30pm",
            "9:30am",
            "at 12.00",
            "until 17.30",
            "14.00",
        ] {
            assert!(PATTERN.is_match(time), "{time}");
        }
        for quiet in [
            "5pm",
            "5.30pm",
            "at 5.30pm",
            "at 37.5 °C",
            "from 12.50 to 13.50",
            "midday",
            "37.5",
            "24-hour",
            "12 people",
            "4 amounts",
        ] {
            assert!(!PATTERN.is_match(quiet), "{quiet}");
        }
    }
}
