//! More than 200 words without a heading. Source: PEMAT-P, items 8 and 9: text in short sections, each with a heading that
//! tells what is in it; the number is this program's own, about half a page. Callouts, tables and figures break a text up
//! by themselves, and are not counted.

use super::{Finding, Languages, Remark, Rule};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Stretch, StretchRole, StretchSetting, Text};

/// The most words below one heading.
const LONGEST_PART: usize = 200;

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "wall-of-text",
        source: "PEMAT-P, items 8 and 9: short sections, each with a heading",
    },
    languages: Languages::Every,
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    let parts = text
        .stretches
        .split(|stretch| stretch.role == StretchRole::Heading);
    parts.filter_map(check_part).collect()
}

fn check_part(part: &[Stretch]) -> Option<Finding> {
    let mut counted = part.iter().filter(|stretch| {
        stretch.setting == StretchSetting::Text
            && matches!(stretch.role, StretchRole::Paragraph | StretchRole::Item)
    });
    let first = counted.clone().next()?;
    let words: usize = counted
        .by_ref()
        .flat_map(Stretch::sentences)
        .map(|sentence| sentence.words.len())
        .sum();
    (words > LONGEST_PART).then(|| {
        let message = format!("from here {words} words run without a heading");
        let hint = format!("put one in after at most {LONGEST_PART}");
        Finding::in_words(first, 0..first.text.len(), Remark { message, hint })
    })
}
