//! `[[allow]]`: an exception from a rule of writing, in the front matter of the text that needs it or in the glossary.
//! Each has a reason, so that the next editor knows why. Here it is only read: the rules decide whether it fits.

use super::Allowance;
use super::fields::{Fields, Key, key};

const RULE: Key = key("rule", "\"long-sentence\"");
const REASON: Key = key("reason", "\"the words that callers are asked to say\"");

/// Reads the allowances of a file.
pub(super) fn read(fields: &mut Fields) -> Vec<Allowance> {
    fields.tables("allow", |fields| {
        let rule = fields.located_text(RULE);
        let text = fields.optional_text("text");
        let reason = fields.text(REASON);
        fields.finish();
        let (rule, place) = rule?;
        Some(Allowance {
            rule,
            text,
            reason: reason?,
            span: fields.file.span(place),
        })
    })
}
