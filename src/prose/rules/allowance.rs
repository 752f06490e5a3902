//! Exceptions: an `[[allow]]` takes one rule off the words that it quotes, or off the file when it quotes none. One that
//! names no rule, quotes words that do not stand in the file, or fits no finding any more, is a warning itself, so that
//! they do not outlive the text they were made for. One that fits several places holds for none of them: its reason was
//! given for one.

use std::ops::Range;

use super::{Finding, FindingExtent, Rule, names};
use crate::diagnostic::{Diagnostic, Location, SourceSpan};
use crate::library::Allowance;
use crate::prose::Text;
use crate::suggestion::did_you_mean;

/// The warnings that no allowance of the text covers, and those about allowances.
pub(super) fn apply(text: &Text, mut findings: Vec<(&Rule, Finding)>) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for allowance in text.allowances() {
        let places = quoted(text, allowance);
        let is_covered = |(rule, finding): &(&Rule, Finding)| {
            allowance.rule == rule.reference.name && covers(allowance, &places, finding)
        };
        let covered: Vec<usize> = (0..findings.len())
            .filter(|&at| is_covered(&findings[at]))
            .collect();
        match (covered.as_slice(), places.len()) {
            ([], _) => warnings.push(unused(allowance)),
            ([one], 0 | 1) => drop(findings.remove(*one)),
            (_, quoted) => warnings.push(too_wide(allowance, covered.len().max(quoted))),
        }
    }
    let left = findings.into_iter();
    warnings.extend(left.map(|(rule, finding)| finding.into_warning(rule.reference)));
    warnings
}

/// Where the words that an allowance quotes stand.
fn quoted(text: &Text, allowance: &Allowance) -> Vec<SourceSpan> {
    let Some(words) = &allowance.text else {
        return Vec::new();
    };
    let stretches = text.stretches.iter();
    stretches
        .flat_map(|stretch| {
            let found = stretch.text.match_indices(words.as_str());
            found.map(|(at, words)| stretch.span(at..at + words.len()))
        })
        .collect()
}

fn covers(allowance: &Allowance, places: &[SourceSpan], finding: &Finding) -> bool {
    match (finding.extent, &allowance.text) {
        (FindingExtent::File, None) => true,
        (FindingExtent::Words, Some(_)) => places
            .iter()
            .any(|place| overlap(place.range(), finding.span.range())),
        _ => false,
    }
}

fn overlap(one: Range<usize>, other: Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// What to say of an allowance that fits more than one place.
fn too_wide(allowance: &Allowance, places: usize) -> Diagnostic {
    let message = format!(
        "this exception from `{}` fits {places} places",
        allowance.rule
    );
    let hint = "quote more words in `text`, or fewer, so that it fits one";
    Diagnostic::warning(Location::Span(allowance.span), message).with_hint(hint)
}

/// What to say of an allowance that covers nothing.
fn unused(allowance: &Allowance) -> Diagnostic {
    let name = &allowance.rule;
    let location = Location::Span(allowance.span);
    if names().all(|known| known != name) {
        let hint = did_you_mean(name, names()).unwrap_or_default();
        return Diagnostic::warning(location, format!("there is no rule `{name}`")).with_hint(hint);
    }
    let message = format!("nothing here needs this exception from `{name}`");
    let hint = match &allowance.text {
        Some(_) => {
            "correct `text`, which quotes the place as it is read, or delete the `[[allow]]`"
        }
        None => "quote words of the place in `text`, or delete the `[[allow]]`",
    };
    Diagnostic::warning(location, message).with_hint(hint)
}
