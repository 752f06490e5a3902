//! The rules of writing, which warn and never block: a rule sees patterns, not sense, and an editor may know better.
//!
//! In: the words of a library. Out: a warning for each place that breaks a rule, unless an `[[allow]]` in its file says
//! why it may. Each rule is a file with its source in its head, beside this one where it holds in every language and
//! otherwise in the folder of its language, and a line in [`RULES`]: that is all it takes to add one. Building a leaflet
//! does not run them.

mod allowance;
mod alt_repeats_caption;
mod long_definition;
mod long_paragraph;
mod missing_questions;
mod missing_sources;
mod phone_number;
mod review_interval;
mod unmarked_passage;
mod unused_term;
mod wall_of_text;

use std::ops::Range;

use regex::{Captures, Regex};

use crate::diagnostic::{Diagnostic, FileId, Location, RuleReference, SourceSpan, Sources};
use crate::language::Language;
use crate::library::Library;
use crate::prose::{Manuscript, Stretch, Text, english};

/// Every rule, in the order of the alphabet.
const RULES: &[Rule] = &[
    english::abbreviation::RULE,
    alt_repeats_caption::RULE,
    english::block_capitals::RULE,
    english::date_form::RULE,
    english::jargon::RULE,
    long_definition::RULE,
    long_paragraph::RULE,
    english::long_sentence::RULE,
    missing_questions::RULE,
    missing_sources::RULE,
    english::percentage::RULE,
    phone_number::RULE,
    english::range_form::RULE,
    review_interval::RULE,
    english::time_form::RULE,
    unmarked_passage::RULE,
    unused_term::RULE,
    english::vague_link::RULE,
    wall_of_text::RULE,
];

/// A rule of writing.
pub(super) struct Rule {
    /// Its name, which is also that of its file, and what it rests on.
    pub(super) reference: RuleReference,
    /// The languages that it holds in.
    pub(super) languages: Languages,
    /// The places of a text that break it.
    pub(super) check: fn(&Text, &Manuscript) -> Vec<Finding>,
}

/// The languages that a rule holds in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Languages {
    /// All: it asks for nothing that one of them may lack.
    Every,
    /// One, by its primary subtag, in all its regions.
    Only(&'static str),
}

impl Languages {
    fn include(self, language: Option<&Language>) -> bool {
        match self {
            Languages::Every => true,
            Languages::Only(primary) => language.is_some_and(|it| it.primary() == primary),
        }
    }
}

/// A place that breaks a rule.
pub(super) struct Finding {
    span: SourceSpan,
    extent: FindingExtent,
    remark: Remark,
}

/// What is said of a place that breaks a rule.
pub(super) struct Remark {
    /// What is wrong.
    pub(super) message: String,
    /// How to put it right.
    pub(super) hint: String,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FindingExtent {
    /// Some words.
    Words,
    /// The file as a whole.
    File,
}

/// The names of the rules, by which an `[[allow]]` takes one off a place.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    RULES.iter().map(|rule| rule.reference.name)
}

/// Checks the words of a library against every rule that holds in their language. The warnings are in the order of the texts
/// and of their lines.
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
        .filter(|rule| rule.languages.include(text.language))
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
pub(super) fn matches(
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
    pub(super) fn in_words(stretch: &Stretch, words: Range<usize>, remark: Remark) -> Self {
        Finding {
            span: stretch.span(words),
            extent: FindingExtent::Words,
            remark,
        }
    }

    /// About a file as a whole, at a place in its front matter.
    pub(super) fn in_file(span: SourceSpan, remark: Remark) -> Self {
        Finding {
            span,
            extent: FindingExtent::File,
            remark,
        }
    }

    fn into_warning(self, rule: RuleReference) -> Diagnostic {
        Diagnostic::warning(Location::Span(self.span), self.remark.message)
            .with_hint(self.remark.hint)
            .with_rule(rule)
    }
}
