//! Words in another script than their text's that no passage holds: they are tagged as its language, so a screen reader
//! spells them or falls silent, and their line runs the wrong way. Source: WCAG 2.2, 3.1.2 "Language of Parts". Passages
//! are not looked at: they say what language they are in.

use std::sync::LazyLock;

use regex::Regex;

use super::{Finding, Languages, Remark, Rule, matches};
use crate::diagnostic::RuleReference;
use crate::language::{Language, Script};
use crate::prose::{Manuscript, Text};

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "unmarked-passage",
        source: "WCAG 2.2, 3.1.2: text in another language says which language it is in",
    },
    languages: Languages::Every,
    check,
};

/// A script that a bundled typeface writes, with the pattern of some words in it.
struct ScriptWords {
    script: Script,
    words: Regex,
    /// A language that is written so.
    language: &'static str,
}

/// All but Latin letters: words of another language in them look like English.
static SCRIPTS: LazyLock<[ScriptWords; 9]> = LazyLock::new(|| {
    let of_letters = |script: Script, least: u8, language| {
        let name = script.name();
        let pattern = format!(r"\p{{{name}}}{{{least},}}(?:[\s\p{{P}}\p{{M}}]+\p{{{name}}}+)*");
        let words = Regex::new(&pattern).expect("the pattern is sound");
        ScriptWords {
            script,
            words,
            language,
        }
    };
    [
        of_letters(Script::Arabic, 1, "ar"),
        of_letters(Script::Bengali, 1, "bn"),
        of_letters(Script::Cyrillic, 1, "uk"),
        of_letters(Script::Devanagari, 1, "hi"),
        // A letter alone is a sign: α, β, μ.
        of_letters(Script::Greek, 2, "el"),
        of_letters(Script::Gujarati, 1, "gu"),
        of_letters(Script::Gurmukhi, 1, "pa"),
        of_letters(Script::Hebrew, 1, "he"),
        of_letters(Script::Tamil, 1, "ta"),
    ]
});

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    let own = text.language.and_then(Language::script);
    let foreign = SCRIPTS.iter().filter(|it| Some(it.script) != own);
    foreign.flat_map(|it| check_script(text, it)).collect()
}

fn check_script(text: &Text, script: &ScriptWords) -> Vec<Finding> {
    let (name, language) = (script.script.name(), script.language);
    matches(text, &script.words, |stretch, found| {
        let message = format!("text in {name} script stands outside a `<div lang=\"…\">`");
        let hint = format!(
            "put it between lines `<div lang=\"{language}\">` and `</div>`, with the language that it is in"
        );
        let words = found.get(0)?.range();
        Some(Finding::in_words(stretch, words, Remark { message, hint }))
    })
}
