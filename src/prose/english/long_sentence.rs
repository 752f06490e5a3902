//! Sentences of more than 20 words. Source: NHS digital service manual, "How we write": sentences of up to 20 words. A
//! long sentence asks the reader to hold its start in mind until its end.

use super::ENGLISH;
use crate::diagnostic::RuleReference;
use crate::prose::rules::{Finding, Remark, Rule};
use crate::prose::{Manuscript, Stretch, Text};

/// The longest sentence, in words.
pub(super) const LONGEST_SENTENCE: usize = 20;

pub(in crate::prose) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "long-sentence",
        source: "NHS digital service manual, “How we write”: sentences up to 20 words",
    },
    languages: ENGLISH,
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    text.stretches.iter().flat_map(check_stretch).collect()
}

fn check_stretch(stretch: &Stretch) -> Vec<Finding> {
    let sentences = stretch.sentences().into_iter();
    sentences
        .filter(|sentence| sentence.words.len() > LONGEST_SENTENCE)
        .map(|sentence| {
            let message = format!("this sentence has {} words", sentence.words.len());
            let hint = format!("say it in two, or in at most {LONGEST_SENTENCE} words");
            Finding::in_words(stretch, sentence.range, Remark { message, hint })
        })
        .collect()
}
