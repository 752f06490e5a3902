//! Reviews further apart than the house allows. Source: `longest_years` in `house.toml`; health information is reviewed
//! at least every 3 years (NHS Ayrshire and Arran consent policy G082; NHS standard for creating health content).

use super::{Finding, Languages, Remark, Rule};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Text, TextPart};

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "review-interval",
        source: "`longest_years` in `house.toml`; NHS practice is a review at least every 3 years",
    },
    languages: Languages::Every,
    check,
};

fn check(text: &Text, manuscript: &Manuscript) -> Vec<Finding> {
    let review = match text.part {
        TextPart::Section(_, section) => Some(section.review),
        TextPart::UrgentHelp(_, urgent_help) => Some(urgent_help.review),
        TextPart::Leaflet(leaflet) => leaflet.review,
        TextPart::Glossary(glossary) => Some(glossary.review),
        TextPart::House(_) => None,
    };
    let Some(review) = review else {
        return Vec::new();
    };
    let policy = manuscript.library.house.review;
    let latest = policy.latest_due(review.last_reviewed);
    let Some(latest) = latest.filter(|latest| review.review_due > *latest) else {
        return Vec::new();
    };
    let years = policy.longest_years;
    let message = format!("the next review is more than {years} years after the last");
    let hint = format!("set `review_due` to `{latest}` or before");
    vec![Finding::in_file(review.due_span, Remark { message, hint })]
}
