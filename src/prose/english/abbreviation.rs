//! Abbreviations that are not written out where a text first uses them. Source: NHS digital service manual, "Formatting":
//! an abbreviation is explained in full on its first use unless it is well known.
//!
//! Written out means `long words (LW)`, where the words hold its letters, or `LW (long words)`. Quiet are the ones in
//! [`WELL_KNOWN`], those that the glossary lists (the leaflet explains them, with a link, wherever a section starts) and
//! names with a digit in them (CD19, UKALL14), which are not short for anything a patient would know better.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{ENGLISH, block_capitals, bracket};
use crate::diagnostic::RuleReference;
use crate::prose::rules::{Finding, Remark, Rule};
use crate::prose::{Manuscript, Stretch, StretchRole, Text};

/// Abbreviations that people know better than the words they stand for.
pub(super) const WELL_KNOWN: [&str; 16] = [
    "A&E", "AIDS", "BBC", "DNA", "DVD", "EU", "GP", "HIV", "ID", "NHS", "OK", "PIN", "QR", "TV",
    "UK", "USA",
];

/// How many words without a letter in the abbreviation may stand among those that it is short for.
const SMALL_WORDS: usize = 2;

pub(in crate::prose) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "abbreviation",
        source: "NHS digital service manual, “Formatting”: explained in full on first use",
    },
    languages: ENGLISH,
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    let mut met = BTreeSet::new();
    let mut findings = Vec::new();
    let read =
        |stretch: &&Stretch| !matches!(stretch.role, StretchRole::Title | StretchRole::Heading);
    for stretch in text.stretches.iter().filter(read) {
        for words in abbreviations(stretch) {
            let abbreviation = bare(&stretch.text[words.clone()]);
            let is_first = met.insert(abbreviation.clone());
            if is_first && !is_written_out(&stretch.text, &words) {
                let message = format!("`{abbreviation}` is not written out at its first use");
                let hint = format!(
                    "write `the words in full ({abbreviation})`, or add it to the glossary"
                );
                findings.push(Finding::in_words(stretch, words, Remark { message, hint }));
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
    let word = bare(word);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    let has_digit = word.contains(|c: char| c.is_ascii_digit());
    capitals >= 2 && capitals > small && !has_digit && !WELL_KNOWN.contains(&word.as_str())
}

/// An abbreviation in the singular and without full stops.
fn bare(word: &str) -> String {
    let word = word.strip_suffix("’s").unwrap_or(word);
    word.strip_suffix('s').unwrap_or(word).replace('.', "")
}

/// Whether words in full stand before an abbreviation in brackets, or in brackets behind it.
fn is_written_out(text: &str, abbreviation: &Range<usize>) -> bool {
    let (before, after) = (&text[..abbreviation.start], &text[abbreviation.end..]);
    let said = before.strip_suffix('(').filter(|_| after.starts_with(')'));
    let explanation = bracket::explanation_behind(text, abbreviation.end);
    explanation.is_some_and(|words| words.split_whitespace().count() > 1)
        || said.is_some_and(|said| stands_for(&text[abbreviation.clone()], said))
}

/// Whether the last of the words `said` hold the letters of an abbreviation in order, the first at the start of a word.
fn stands_for(abbreviation: &str, said: &str) -> bool {
    let letters = bare(abbreviation).to_lowercase();
    let letters: Vec<char> = letters.chars().filter(|c| c.is_alphabetic()).collect();
    let words: Vec<String> = said.split_whitespace().map(str::to_lowercase).collect();
    // Small words between have no letter of their own.
    let near = &words[words.len().saturating_sub(letters.len() + SMALL_WORDS)..];
    (0..near.len()).any(|first| {
        let written = near[first..].concat();
        let mut characters = written.chars().peekable();
        characters.peek() == letters.first()
            && letters
                .iter()
                .all(|letter| characters.any(|c| c == *letter))
    })
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
            "U.K",
            "I",
        ] {
            assert!(!is_abbreviation(word), "{word}");
        }
    }

    #[test]
    fn words_stand_for_an_abbreviation_when_they_hold_its_letters_in_order() {
        assert!(stands_for("GvHD", "this is graft versus host disease "));
        assert!(stands_for(
            "PICCs",
            "peripherally inserted central catheters "
        ));
        assert!(stands_for("IV", "an intravenous "));
        assert!(stands_for(
            "CNS",
            "the brain and the central nervous system "
        ));
        assert!(!stands_for("MRI", "he had tests "));
        assert!(!stands_for("IV", "the vein inside "));
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
        assert!(!written_out("He had tests (MRD) today"));
        assert!(!written_out("MRD (see page 3)"));
    }
}
