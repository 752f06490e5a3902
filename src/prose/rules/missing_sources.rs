//! Texts without sources. Source: NHS standard for creating health content: a record of the evidence; DISCERN, item 4.
//! Whoever reviews the text next must be able to see what it was written from.

use super::{Finding, Languages, Remark, Rule};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Text, TextPart};

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "missing-sources",
        source: "NHS standard for creating health content: a record of the evidence; DISCERN, item 4",
    },
    languages: Languages::Every,
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    let sources = match text.part {
        TextPart::Section(_, section) => &section.sources,
        TextPart::UrgentHelp(_, urgent_help) => &urgent_help.sources,
        TextPart::Leaflet(_) | TextPart::Glossary(_) | TextPart::House(_) => return Vec::new(),
    };
    let finding = sources.is_empty().then(|| {
        let message = "this text names no source".to_owned();
        let hint = "add `sources = [{ name = \"…\", online = \"https://…\" }]`".to_owned();
        Finding::in_file(text.span(), Remark { message, hint })
    });
    finding.into_iter().collect()
}
