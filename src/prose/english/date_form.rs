//! Dates in another form than "6 August 2018". Source: NHS digital service manual, "Numbers, measurements, dates and
//! time": the day, the month in full, the year. 6/8/2018 is another day to an American, and screen readers say short
//! months in odd ways.

use std::sync::LazyLock;

use regex::Regex;

use super::ENGLISH;
use crate::diagnostic::RuleReference;
use crate::prose::rules::{Finding, Remark, Rule, matches};
use crate::prose::{Manuscript, Text};

pub(in crate::prose) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "date-form",
        source: "NHS digital service manual, “Numbers, measurements, dates and time”: 6 August 2018",
    },
    languages: ENGLISH,
    check,
};

const FULL_MONTH: &str =
    "January|February|March|April|May|June|July|August|September|October|November|December";
const SHORT_MONTH: &str = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec";

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let month = format!("(?:{FULL_MONTH}|{SHORT_MONTH})");
    let forms = [
        r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})".to_owned(),
        r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})".to_owned(),
        r"\d{1,2}-\d{1,2}-\d{4}".to_owned(),
        r"\d{4}[-/]\d{2}[-/]\d{2}".to_owned(),
        format!(r"\d{{1,2}}(?:st|nd|rd|th)(?: of)? {month}"),
        format!(r"\d{{1,2}} (?i:{SHORT_MONTH})(?: \d{{4}})?"),
        format!(r"\d{{1,2}} (?:{FULL_MONTH}), \d{{4}}"),
        format!(r"{month} \d{{1,2}}(?:st|nd|rd|th|,? \d{{4}})"),
    ];
    // A number after a month may count something else: "In March 3 people came".
    let american = format!(r"(?i:on) (?<american>{month} \d{{1,2}})\b");
    // A version has dots too.
    let version = r"(?i:version|v)\.? ?\d+(?:\.\d+)+";
    let pattern = format!(r"\b(?:{version}|{american}|(?<date>{})\b)", forms.join("|"));
    Regex::new(&pattern).expect("the pattern is sound")
});

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    matches(text, &PATTERN, |stretch, found| {
        let found = found.name("date").or(found.name("american"))?;
        let message = format!("`{}` is a date in another form", found.as_str());
        let hint = "write it as `6 August 2018`".to_owned();
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

    fn finds_a_date(text: &str) -> bool {
        let found = PATTERN.captures(text);
        found.is_some_and(|found| found.name("date").or(found.name("american")).is_some())
    }

    #[test]
    fn only_the_one_form_is_quiet() {
        for date in [
            "6/8/2018",
            "06.08.18",
            "2018-08-06",
            "6th August",
            "6th of August",
            "6 Aug",
            "August 6, 2018",
            "August 6th",
            "come on August 6",
            "6-8-2018",
            "2018/08/06",
            "6 August, 2018",
            "6 aug 2018",
        ] {
            assert!(finds_a_date(date), "{date}");
        }
        for quiet in [
            "6 August 2018",
            "August 2018",
            "the 6th day",
            "37.5",
            "1/2",
            "3 Augustines",
            "In March 3 people came",
            "In May 3 in 10 people",
            "Version 10.11.12",
        ] {
            assert!(!finds_a_date(quiet), "{quiet}");
        }
    }
}
