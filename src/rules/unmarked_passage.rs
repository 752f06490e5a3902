//! Words in another script that no passage holds: they are tagged as English, so a screen reader spells them or falls
//! silent, and their line runs the wrong way. Source: WCAG 2.2, 3.1.2 "Language of Parts". Passages are not looked at:
//! they say what language they are in.

use std::sync::LazyLock;

use regex::Regex;

use super::{Finding, Rule, matches};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Text};

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "unmarked-passage",
        source: "WCAG 2.2, 3.1.2: text in another language says which language it is in",
    },
    check,
};

/// A script that a bundled typeface writes, the pattern of some words in it, and a language that is written so.
static SCRIPTS: LazyLock<[(&str, Regex, &str); 9]> = LazyLock::new(|| {
    let of_letters = |script: &str, least: u8| {
        let pattern = format!(r"\p{{{script}}}{{{least},}}(?:[\s\p{{P}}\p{{M}}]+\p{{{script}}}+)*");
        Regex::new(&pattern).expect("the pattern is sound")
    };
    let words = |script| of_letters(script, 1);
    let two_letters = |script| of_letters(script, 2);
    [
        ("Arabic", words("Arabic"), "ar"),
        ("Bengali", words("Bengali"), "bn"),
        ("Cyrillic", words("Cyrillic"), "uk"),
        ("Devanagari", words("Devanagari"), "hi"),
        // A letter alone is a sign: α, β, μ.
        ("Greek", two_letters("Greek"), "el"),
        ("Gujarati", words("Gujarati"), "gu"),
        ("Gurmukhi", words("Gurmukhi"), "pa"),
        ("Hebrew", words("Hebrew"), "he"),
        ("Tamil", words("Tamil"), "ta"),
    ]
});

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    let of_script = |(script, pattern, language): &(&str, Regex, &str)| {
        matches(text, pattern, |stretch, found| {
            let message = format!("text in {script} script stands outside a `<div lang=\"…\">`");
            let hint = format!(
                "put it between lines `<div lang=\"{language}\">` and `</div>`, with the language that it is in"
            );
            let words = found.get(0)?.range();
            Some(Finding::in_words(stretch, words, (message, hint)))
        })
    };
    SCRIPTS.iter().flat_map(of_script).collect()
}
