//! Links whose words do not say where they lead. Source: NHS digital service manual, "Formatting"; WCAG 2.2, 2.4.4 "Link
//! Purpose". People who listen to a page jump from link to link, and on paper "here" leads nowhere at all.

use super::ENGLISH;
use crate::diagnostic::RuleReference;
use crate::prose::rules::{Finding, Remark, Rule};
use crate::prose::{Link, Manuscript, Stretch, Text};

/// What links must not say, in small letters.
const VAGUE: [&str; 18] = [
    "click",
    "click here",
    "find out more",
    "further information",
    "go",
    "here",
    "learn more",
    "link",
    "more",
    "more details",
    "more information",
    "read more",
    "see here",
    "this",
    "this link",
    "this page",
    "this site",
    "website",
];

pub(in crate::prose) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "vague-link",
        source: "NHS digital service manual, “Formatting”; WCAG 2.2, 2.4.4: a link’s words say where it leads",
    },
    languages: ENGLISH,
    check,
};

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    text.stretches.iter().flat_map(check_stretch).collect()
}

fn check_stretch(stretch: &Stretch) -> Vec<Finding> {
    let words = |link: &Link| &stretch.text[link.words.clone()];
    let vague = stretch.links.iter().filter(|link| is_vague(words(link)));
    vague
        .map(|link| {
            let message = format!("the link `{}` does not say where it leads", words(link));
            let hint = "name the page that it opens".to_owned();
            Finding::in_words(stretch, link.words.clone(), Remark { message, hint })
        })
        .collect()
}

fn is_vague(words: &str) -> bool {
    let words = words.to_lowercase();
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let starts = ["click here", "http", "www."];
    VAGUE.contains(&words) || starts.iter().any(|start| words.starts_with(start))
}
