//! Percentages, where "1 in n" is plainer. Source: NHS digital service manual, "Numbers, measurements, dates and time":
//! "1 in 7 people" rather than "14.3% of people". The strength of a cream or a solution is no chance, and stays quiet.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::ENGLISH;
use crate::diagnostic::RuleReference;
use crate::prose::rules::{Finding, Remark, Rule, matches};
use crate::prose::{Manuscript, Stretch, Text};

/// What comes in strengths: words that follow their percentage.
const STRENGTHS: [&str; 12] = [
    "alcohol", "cream", "dextrose", "drops", "gel", "glucose", "lotion", "ointment", "oxygen",
    "saline", "salt", "solution",
];

pub(in crate::prose) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "percentage",
        source: "NHS digital service manual, “Numbers, measurements, dates and time”: 1 in 7, not 14.3%",
    },
    languages: ENGLISH,
    check,
};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(\d+(?:\.\d+)?)(?:\s?%|\s?per\s?cent\b)").expect("the pattern is sound")
});

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    matches(text, &PATTERN, check_percentage)
}

fn check_percentage(stretch: &Stretch, found: &Captures) -> Option<Finding> {
    let whole = found.get(0)?;
    let after = stretch.text[whole.end()..].trim_start();
    if STRENGTHS.iter().any(|strength| after.starts_with(strength)) {
        return None;
    }
    let message = format!("`{}` is a percentage", whole.as_str());
    let hint = match proportion(found[1].parse().ok()?) {
        Some((part, of)) => format!("say `about {part} in {of}`"),
        None => "say it without a percentage".to_owned(),
    };
    Some(Finding::in_words(
        stretch,
        whole.range(),
        Remark { message, hint },
    ))
}

/// A percentage in small whole numbers: 1 in n where that is close, otherwise so many in 10 or in 100; `None` for what
/// is all or none of them in numbers so small.
fn proportion(percentage: f64) -> Option<(u32, u32)> {
    if !(percentage > 0.0 && percentage < 99.5) {
        return None;
    }
    let one_in = (100.0 / percentage).round();
    let tens = (percentage / 10.0).round();
    if one_in >= 2.0 && (100.0 / one_in - percentage).abs() <= percentage / 10.0 {
        Some((1, one_in as u32))
    } else if tens < 10.0 && (tens * 10.0 - percentage).abs() <= 3.0 {
        Some((tens as u32, 10))
    } else {
        Some((percentage.round() as u32, 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proportions_are_close_and_in_small_numbers() {
        assert_eq!(proportion(14.3), Some((1, 7)));
        assert_eq!(proportion(50.0), Some((1, 2)));
        assert_eq!(proportion(40.0), Some((4, 10)));
        assert_eq!(proportion(90.0), Some((9, 10)));
        assert_eq!(proportion(65.0), Some((65, 100)));
        assert_eq!(proportion(98.0), Some((98, 100)));
        assert_eq!(proportion(0.5), Some((1, 200)));
        assert_eq!(proportion(0.0), None);
        assert_eq!(proportion(99.6), None);
        assert_eq!(proportion(100.0), None);
    }
}
