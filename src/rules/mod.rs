//! The rules of writing, which warn and never block: a rule sees patterns, not sense, and an editor may know better.
//!
//! In: the words of a library. Out: a warning for each place that breaks a rule, unless an `[[allow]]` in its file says
//! why it may. Each rule is a file beside this one, with its source in its head, and a line in [`RULES`]: that is all it
//! takes to add one. Building a leaflet does not run them.

mod abbreviation;
mod allowance;
mod alt_repeats_caption;
mod block_capitals;
mod bracket;
mod date_form;
mod jargon;
mod long_definition;
mod long_paragraph;
pub mod long_sentence;
mod missing_questions;
mod missing_sources;
mod percentage;
mod phone_number;
mod range_form;
mod review_interval;
mod time_form;
mod unmarked_passage;
mod unused_term;
mod vague_link;
mod wall_of_text;

use std::ops::Range;

use regex::{Captures, Regex};

use crate::diagnostic::{Diagnostic, FileId, Location, RuleReference, SourceSpan, Sources};
use crate::library::Library;
use crate::prose::{Manuscript, Stretch, Text};

/// Every rule, in the order of the alphabet.
const RULES: &[Rule] = &[
    abbreviation::RULE,
    alt_repeats_caption::RULE,
    block_capitals::RULE,
    date_form::RULE,
    jargon::RULE,
    long_definition::RULE,
    long_paragraph::RULE,
    long_sentence::RULE,
    missing_questions::RULE,
    missing_sources::RULE,
    percentage::RULE,
    phone_number::RULE,
    range_form::RULE,
    review_interval::RULE,
    time_form::RULE,
    unmarked_passage::RULE,
    unused_term::RULE,
    vague_link::RULE,
    wall_of_text::RULE,
];

/// A rule of writing.
struct Rule {
    /// Its name, which is also that of its file, and what it rests on.
    reference: RuleReference,
    /// The places of a text that break it.
    check: fn(&Text, &Manuscript) -> Vec<Finding>,
}

/// A place that breaks a rule.
struct Finding {
    span: SourceSpan,
    extent: Extent,
    message: String,
    hint: String,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// Some words.
    Words,
    /// The file as a whole.
    File,
}

/// Checks the words of a library against every rule. The warnings are in the order of the texts and of their lines.
pub fn check(library: &Library, sources: &Sources) -> Vec<Diagnostic> {
    let manuscript = Manuscript::new(library, sources);
    let texts = manuscript.texts.iter();
    texts
        .flat_map(|text| check_text(text, &manuscript))
        .collect()
}

fn check_text(text: &Text, manuscript: &Manuscript) -> Vec<Diagnostic> {
    let findings: Vec<(&Rule, Finding)> = RULES
        .iter()
        .flat_map(|rule| {
            let findings = (rule.check)(text, manuscript).into_iter();
            findings.map(move |finding| (rule, finding))
        })
        .collect();
    let mut warnings = allowance::apply(text, findings);
    warnings.sort_by_key(place);
    warnings
}

/// What `finding` says of each match of `pattern` in the words of a text.
fn matches(
    text: &Text,
    pattern: &Regex,
    finding: impl Fn(&Stretch, &Captures) -> Option<Finding>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stretch in &text.stretches {
        let found = pattern.captures_iter(&stretch.text);
        findings.extend(found.filter_map(|found| finding(stretch, &found)));
    }
    findings
}

fn place(warning: &Diagnostic) -> Option<(FileId, usize)> {
    match &warning.location {
        Location::Span(span) => Some((span.file, span.start)),
        Location::Path(_) | Location::Nowhere => None,
    }
}

impl Finding {
    /// About words of a stretch.
    fn in_words(stretch: &Stretch, words: Range<usize>, (message, hint): (String, String)) -> Self {
        Finding {
            span: stretch.span(words),
            extent: Extent::Words,
            message,
            hint,
        }
    }

    /// About a file as a whole, at a place in its front matter.
    fn in_file(span: SourceSpan, (message, hint): (String, String)) -> Self {
        Finding {
            span,
            extent: Extent::File,
            message,
            hint,
        }
    }

    fn into_warning(self, rule: RuleReference) -> Diagnostic {
        Diagnostic::warning(Location::Span(self.span), self.message)
            .with_hint(self.hint)
            .with_rule(rule)
    }
}
