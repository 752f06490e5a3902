//! Entries of the glossary that no text uses, neither itself nor through another entry that is used. Source: this
//! program's own: an entry that no leaflet can print is still reviewed, and is most often a form that was misspelt.
//!
//! Used is what composing would explain: the words of sections and of the urgent help, but for those that stand for a
//! figure and beside QR codes.

use std::collections::BTreeSet;

use super::{Finding, Languages, Remark, Rule};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Stretch, StretchRole, Text, TextPart};

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "unused-term",
        source: "Careleaf: a glossary holds the words that its leaflets use",
    },
    languages: Languages::Every,
    check,
};

fn check(text: &Text, manuscript: &Manuscript) -> Vec<Finding> {
    let TextPart::Glossary(glossary) = text.part else {
        return Vec::new();
    };
    let used = used_terms(manuscript, &text.stretches);
    let entries = glossary.terms.iter().zip(&text.stretches).enumerate();
    entries
        .filter(|(at, _)| !used.contains(at))
        .map(|(_, (term, definition))| {
            let message = format!("no text uses the term `{}`", term.id);
            let hint = "add the forms that the texts have, or delete the entry".to_owned();
            Finding::in_words(
                definition,
                0..definition.text.len(),
                Remark { message, hint },
            )
        })
        .collect()
}

/// The terms that the texts use and those that their definitions lead to; the stretches of a glossary are its
/// definitions, in the order of its terms.
fn used_terms(manuscript: &Manuscript, definitions: &[Stretch]) -> BTreeSet<usize> {
    let texts = manuscript.texts.iter();
    let mut open: Vec<usize> = texts
        .filter(|text| matches!(text.part, TextPart::Section(..) | TextPart::UrgentHelp(..)))
        .flat_map(|text| &text.stretches)
        .flat_map(terms_in)
        .collect();
    let mut used = BTreeSet::new();
    while let Some(term) = open.pop() {
        if used.insert(term) {
            open.extend(terms_in(&definitions[term]));
        }
    }
    used
}

fn terms_in(stretch: &Stretch) -> Vec<usize> {
    match stretch.role {
        StretchRole::AltText | StretchRole::Detail => Vec::new(),
        _ => stretch.terms.iter().map(|term| term.term).collect(),
    }
}
