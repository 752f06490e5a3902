//! Blocks of capitals: two words or more in capitals, or one that is only there to shout. Source: NHS digital service
//! manual, "Punctuation": no block capitals, because they are hard to read; UKAAF G003 (2019) asks the same of print.
//! Quiet are abbreviations that people know, and those that the glossary explains.

use std::ops::Range;

use super::ENGLISH;
use super::abbreviation::WELL_KNOWN;
use crate::diagnostic::RuleReference;
use crate::prose::rules::{Finding, Remark, Rule};
use crate::prose::{Manuscript, Sentence, Stretch, Text};

/// Words that stand in capitals for no other reason than to be loud.
const LOUD: [&str; 14] = [
    "ALWAYS",
    "AND",
    "CAUTION",
    "DO",
    "IMMEDIATELY",
    "IMPORTANT",
    "MUST",
    "NEVER",
    "NOT",
    "NOW",
    "ONLY",
    "STOP",
    "URGENT",
    "WARNING",
];

pub(in crate::prose) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "block-capitals",
        source: "NHS digital service manual, “Punctuation”: no block capitals",
    },
    languages: ENGLISH,
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    text.stretches.iter().flat_map(check_stretch).collect()
}

fn check_stretch(stretch: &Stretch) -> Vec<Finding> {
    let places = places(stretch).into_iter();
    places
        .map(|place| {
            let message = format!("`{}` is in capitals", &stretch.text[place.clone()]);
            let hint =
                "write small letters, and make it `**strong**` if it must stand out".to_owned();
            Finding::in_words(stretch, place, Remark { message, hint })
        })
        .collect()
}

/// The blocks of capitals of a stretch.
pub(super) fn places(stretch: &Stretch) -> Vec<Range<usize>> {
    let sentences = stretch.sentences();
    sentences
        .iter()
        .flat_map(|sentence| places_in(sentence, stretch))
        .collect()
}

fn places_in(sentence: &Sentence, stretch: &Stretch) -> Vec<Range<usize>> {
    let mut runs: Vec<Vec<Range<usize>>> = vec![Vec::new()];
    for word in &sentence.words {
        let written = &stretch.text[word.range.clone()];
        let follows = match runs.last().and_then(|run| run.last()) {
            Some(before) => &stretch.text[before.end..word.range.start] == " ",
            None => true,
        };
        let in_capitals = is_in_capitals(written) && !word.explained;
        if !(in_capitals && follows) {
            runs.push(Vec::new());
        }
        if in_capitals && let Some(run) = runs.last_mut() {
            run.push(word.range.clone());
        }
    }
    let loud = |run: &&Vec<Range<usize>>| match run.as_slice() {
        [] => false,
        [word] => LOUD.contains(&&stretch.text[word.clone()]),
        _ => true,
    };
    let places = runs.iter().filter(loud);
    places
        .map(|run| run[0].start..run[run.len() - 1].end)
        .collect()
}

fn is_in_capitals(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && word
            .chars()
            .all(|c| c.is_uppercase() || c == '’' || c == '\'')
        && !WELL_KNOWN.contains(&word)
}
