//! Figures whose words for those who cannot see it say no more than the caption. Source: WCAG 2.2, 1.1.1 "Non-text
//! Content", and the W3C's images tutorial: a screen reader reads both, and the second time tells nothing of the picture.
//! That it is a picture is nothing new either.

use super::{Finding, Languages, Remark, Rule};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Stretch, StretchRole, Text};

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "alt-repeats-caption",
        source: "WCAG 2.2, 1.1.1: words that stand for the picture, not for its caption",
    },
    languages: Languages::Every,
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    let pairs = text.stretches.windows(2);
    pairs.filter_map(check_pair).collect()
}

fn check_pair(pair: &[Stretch]) -> Option<Finding> {
    let [caption, alt] = pair else {
        return None;
    };
    if (caption.role, alt.role) != (StretchRole::FigureCaption, StretchRole::AltText) {
        return None;
    }
    let said = words(caption);
    words(alt).iter().all(|word| said.contains(word)).then(|| {
        let message = "the figure’s words repeat its caption".to_owned();
        let hint = "say in `![…]` what the picture shows".to_owned();
        Finding::in_words(alt, 0..alt.text.len(), Remark { message, hint })
    })
}

/// The words of a stretch that tell something, in small letters.
fn words(stretch: &Stretch) -> Vec<String> {
    let sentences = stretch.sentences().into_iter();
    sentences
        .flat_map(|sentence| sentence.words)
        .map(|word| stretch.text[word.range].to_lowercase())
        .filter(|word| !stretch.grammar.picture_words.contains(&word.as_str()))
        .collect()
}
