//! Paragraphs and items of more than 3 sentences. Source: NHS digital service manual, "How we write": paragraphs of up to
//! 3 sentences. On paper a long one is a grey block that tired eyes lose their place in.

use super::{Finding, Languages, Remark, Rule};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Stretch, StretchRole, Text};

/// The longest paragraph, in sentences.
const LONGEST_PARAGRAPH: usize = 3;

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "long-paragraph",
        source: "NHS digital service manual, “How we write”: paragraphs up to 3 sentences",
    },
    languages: Languages::Every,
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    let stretches = text.stretches.iter();
    stretches
        .filter(|stretch| matches!(stretch.role, StretchRole::Paragraph | StretchRole::Item))
        .filter_map(check_paragraph)
        .collect()
}

fn check_paragraph(stretch: &Stretch) -> Option<Finding> {
    let sentences = stretch.sentences().len();
    (sentences > LONGEST_PARAGRAPH).then(|| {
        let message = format!("this paragraph has {sentences} sentences");
        let hint = "start a new one, or make a list".to_owned();
        Finding::in_words(stretch, 0..stretch.text.len(), Remark { message, hint })
    })
}
