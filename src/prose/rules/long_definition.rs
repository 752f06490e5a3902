//! Definitions of more than 30 words. Source: this program's own limit; a reader looks a word up in the middle of
//! something else, and must be able to go back to it. The sentences of a definition are counted by `long-sentence`.

use super::{Finding, Languages, Remark, Rule};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Text, TextPart};

/// The longest definition, in words.
const LONGEST_DEFINITION: usize = 30;

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "long-definition",
        source: "Careleaf: a definition is read in the middle of something else",
    },
    languages: Languages::Every,
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    let TextPart::Glossary(glossary) = text.part else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (term, definition) in glossary.terms.iter().zip(&text.stretches) {
        let sentences = definition.sentences();
        let words: usize = sentences.iter().map(|sentence| sentence.words.len()).sum();
        if words > LONGEST_DEFINITION {
            let message = format!("the definition of `{}` has {words} words", term.id);
            let hint = format!("say it in at most {LONGEST_DEFINITION}");
            let whole = 0..definition.text.len();
            findings.push(Finding::in_words(
                definition,
                whole,
                Remark { message, hint },
            ));
        }
    }
    findings
}
