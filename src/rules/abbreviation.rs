//! Abbreviations that are not written out where a text first uses them. Source: NHS digital service manual, "Formatting":
//! an abbreviation is explained in full on its first use unless it is well known.
//!
//! Written out means `long words (LW)` or `LW (long words)`. Quiet are the ones in [`WELL_KNOWN`], those that the glossary
//! lists (the leaflet explains them, with a link, wherever a section starts) and names with a digit in them (CD19,
//! UKALL14), which are not short for anything a patient would know better.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Finding, Rule, block_capitals};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Role, Stretch, Text};

/// Abbreviations that people know better than the words they stand for.
pub(super) const WELL_KNOWN: [&str; 16] = [
    "A&E", "AIDS", "BBC", "DNA", "DVD", "EU", "GP", "HIV", "ID", "NHS", "OK", "PIN", "QR", "TV",
    "UK", "USA",
];

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "abbreviation",
        source: "NHS digital service manual, “Formatting”: explained in full on first use",
    },
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    let mut met = BTreeSet::new();
    let mut findings = Vec::new();
    let read = |stretch: &&Stretch| stretch.role != Role::Heading;
    for stretch in text.stretches.iter().filter(read) {
        for words in abbreviations(stretch) {
            let abbreviation = singular(&stretch.text[words.clone()]);
            let is_first = met.insert(abbreviation.to_owned());
            if is_first && !is_written_out(&stretch.text, &words) {
                let message = format!("`{abbreviation}` is not written out at its first use");
                let hint = format!(
                    "write `the words in full ({abbreviation})`, or add it to the glossary"
                );
                findings.push(Finding::in_words(stretch, words, (message, hint)));
            }
        }
    }
    findings
}

fn abbreviations(stretch: &Stretch) -> Vec<Range<usize>> {
    let shouted = block_capitals::places(stretch);
    let sentences = stretch.sentences().into_iter();
    sentences
        .flat_map(|sentence| sentence.words)
        .filter(|word| !word.explained && is_abbreviation(&stretch.text[word.range.clone()]))
        .map(|word| word.range)
        .filter(|word| !shouted.iter().any(|place| place.contains(&word.start)))
        .collect()
}

/// Whether a word has two capitals or more, and more of them than small letters.
fn is_abbreviation(word: &str) -> bool {
    let word = singular(word);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    let has_digit = word.contains(|c: char| c.is_ascii_digit());
    capitals >= 2 && capitals > small && !has_digit && !WELL_KNOWN.contains(&word)
}

fn singular(word: &str) -> &str {
    let word = word.strip_suffix("’s").unwrap_or(word);
    word.strip_suffix('s').unwrap_or(word)
}

/// Whether words in full stand before an abbreviation in brackets, or in brackets behind it.
fn is_written_out(text: &str, abbreviation: &Range<usize>) -> bool {
    let (before, after) = (&text[..abbreviation.start], &text[abbreviation.end..]);
    let in_brackets = before.ends_with('(') && after.starts_with(')');
    let explained = after
        .strip_prefix(" (")
        .and_then(|after| after.split(')').next())
        .is_some_and(|inside| inside.split_whitespace().count() > 1);
    explained || in_brackets && before.split_whitespace().count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_is_mostly_capitals_without_digits_and_not_well_known() {
        for word in ["MRD", "GvHD", "TKIs", "PICC’s", "CAR-T", "IV"] {
            assert!(is_abbreviation(word), "{word}");
        }
        for word in [
            "Hickman",
            "AllTogether",
            "CD19",
            "UKALL60",
            "GPs",
            "A&E",
            "T-cell",
            "I",
        ] {
            assert!(!is_abbreviation(word), "{word}");
        }
    }

    #[test]
    fn words_in_full_stand_before_it_or_behind_it() {
        let written_out = |text: &str| {
            let at = text.find("MRD").unwrap();
            is_written_out(text, &(at..at + 3))
        };
        assert!(written_out("measurable residual disease (MRD) is"));
        assert!(written_out("MRD (measurable residual disease) is"));
        assert!(!written_out("MRD (soon)"));
        assert!(!written_out("a test (for MRD)"));
        assert!(!written_out("(MRD)"));
    }
}
