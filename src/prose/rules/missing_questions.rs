//! Sections without questions to ask. Source: PEMAT-P, actionability: a tangible tool to act with, such as a checklist or
//! questions, which leaflets most often lack (PMC11033604). A section's summary, the other thing they lack, must be there
//! for it to load.

use super::{Finding, Languages, Remark, Rule};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Text, TextPart};

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "missing-questions",
        source: "PEMAT-P, actionability: a tool to act with, such as questions to ask",
    },
    languages: Languages::Every,
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    let TextPart::Section(_, section) = text.part else {
        return Vec::new();
    };
    let finding = section.questions.is_empty().then(|| {
        let message = format!("the section `{}` has no questions to ask", section.id);
        let hint =
            "end it with a list under `## Questions to ask your team {.questions}`".to_owned();
        Finding::in_file(text.span(), Remark { message, hint })
    });
    finding.into_iter().collect()
}
