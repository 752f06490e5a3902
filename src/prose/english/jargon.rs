//! Words that doctors and offices use and patients do not, where neither the glossary nor a bracket explains them. Source:
//! NHS digital service manual, "How we write" (plain words first, medical terms explained) and its "A to Z of NHS health
//! writing"; for office words the Plain English Campaign's list of alternatives. The list is short on purpose: a word is
//! in it only where a plainer one says the same. It stands for its inflections too.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{ENGLISH, bracket};
use crate::diagnostic::RuleReference;
use crate::prose::rules::{Finding, Remark, Rule, matches};
use crate::prose::{Manuscript, Stretch, Text};

/// Each word with what to say in its place.
const JARGON: [(&str, &str); 63] = [
    ("abdomen", "tummy"),
    ("abdominal", "tummy"),
    ("administer", "give"),
    ("adverse", "bad, unwanted"),
    ("alleviate", "ease"),
    ("alopecia", "hair loss"),
    ("ambulatory", "at home, as a day patient"),
    ("analgesia", "pain relief"),
    ("analgesic", "painkiller"),
    ("asymptomatic", "without symptoms"),
    ("attain", "reach"),
    ("cannula", "thin tube"),
    ("cardiac", "heart"),
    ("catheter", "thin tube"),
    ("cease", "stop"),
    ("cerebral", "brain"),
    ("commence", "start"),
    ("contraindicated", "not safe"),
    ("discontinue", "stop"),
    ("dyspnoea", "shortness of breath"),
    ("efficacy", "how well it works"),
    ("elevated", "raised, high"),
    ("emesis", "being sick"),
    ("endeavour", "try"),
    ("facilitate", "help"),
    ("febrile", "with a fever"),
    ("gastrointestinal", "of the stomach and bowels"),
    ("haematuria", "blood in your pee"),
    ("haemorrhage", "heavy bleeding"),
    ("hepatic", "liver"),
    ("hypertension", "high blood pressure"),
    ("hypotension", "low blood pressure"),
    ("hypoxia", "low oxygen"),
    ("in the event of", "if"),
    ("inpatient stay", "stay in hospital"),
    ("intravenous", "into a vein"),
    ("lesion", "sore, lump"),
    ("malaise", "feeling unwell"),
    ("metastasis", "spread of cancer"),
    ("micturition", "peeing"),
    ("monitor closely", "watch"),
    ("myalgia", "muscle pain"),
    ("oedema", "swelling"),
    ("orally", "by mouth"),
    ("parenteral", "by drip"),
    ("prior to", "before"),
    ("prognosis", "what is likely to happen"),
    ("prophylactic", "to prevent illness"),
    ("prophylaxis", "treatment to prevent illness"),
    ("pruritus", "itching"),
    ("pulmonary", "lung"),
    ("pyrexia", "fever"),
    ("renal", "kidney"),
    ("subcutaneous", "under the skin"),
    ("subsequently", "later"),
    ("sufficient", "enough"),
    ("terminate", "end"),
    ("thrombocytopenia", "low platelets"),
    ("thrombosis", "blood clot"),
    ("topical", "put on the skin"),
    ("urinate", "pee"),
    ("utilise", "use"),
    ("vertigo", "dizziness"),
];

pub(in crate::prose) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "jargon",
        source: "NHS digital service manual, “How we write”: plain English first, medical terms explained",
    },
    languages: ENGLISH,
    check,
};

/// The words that may stand beside a word in brackets that only names what was said before them: (also called oedema).
const NAMING: [&str; 11] = [
    "a", "also", "an", "as", "called", "is", "known", "medical", "name", "or", "the",
];

/// Each entry of [`JARGON`] with its inflections is a group of its own, in order.
static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<String> = JARGON.iter().map(|(word, _)| inflections(word)).collect();
    let pattern = format!(r"(?i)\b(?:({}))\b", words.join(")|("));
    Regex::new(&pattern).expect("a list of words is a sound pattern")
});

/// A pattern for a word with the endings that English gives it; not all of them make words.
fn inflections(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("is") {
        format!("{stem}[ie]s")
    } else if let Some(stem) = word.strip_suffix('e') {
        format!("{stem}(?:e|ed|ely|es|ing)")
    } else {
        format!("{word}(?:e|ed|es|ing|ly|s)?")
    }
}

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    matches(text, &PATTERN, check_word)
}

fn check_word(stretch: &Stretch, found: &Captures) -> Option<Finding> {
    let word = found.get(0)?;
    if stretch.explains(&word.range()) || is_bracketed(&stretch.text, &word.range()) {
        return None;
    }
    let entry = found.iter().skip(1).position(|group| group.is_some())?;
    let (_, plain) = JARGON[entry];
    let message = format!("`{}` is jargon", word.as_str());
    let hint = format!("say `{plain}`, or explain it in the glossary");
    Some(Finding::in_words(
        stretch,
        word.range(),
        Remark { message, hint },
    ))
}

/// Whether a bracket behind a word explains it, or the word stands in one that names what was said before it.
fn is_bracketed(text: &str, word: &Range<usize>) -> bool {
    bracket::explanation_behind(text, word.end).is_some() || is_name_in_bracket(text, word)
}

fn is_name_in_bracket(text: &str, word: &Range<usize>) -> bool {
    let (before, after) = (&text[..word.start], &text[word.end..]);
    let Some((said, opening)) = before.rsplit_once('(') else {
        return false;
    };
    let Some((closing, _)) = after.split_once(')') else {
        return false;
    };
    let mut others = opening.split_whitespace().chain(closing.split_whitespace());
    !said.trim().is_empty() && others.all(|other| NAMING.contains(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_plain_one_and_none_is_listed_twice() {
        for (at, (word, plain)) in JARGON.iter().enumerate() {
            assert!(!plain.is_empty(), "{word}");
            assert!(
                JARGON[..at].iter().all(|(earlier, _)| earlier != word),
                "{word}"
            );
        }
    }

    #[test]
    fn a_word_is_jargon_with_any_ending_and_keeps_its_plain_one() {
        let plain = |word: &str| {
            let found = PATTERN.captures(word)?;
            let entry = found.iter().skip(1).position(|group| group.is_some())?;
            Some(JARGON[entry].1)
        };
        assert_eq!(plain("lesions"), Some("sore, lump"));
        assert_eq!(plain("Administering"), Some("give"));
        assert_eq!(plain("commenced"), Some("start"));
        assert_eq!(plain("metastases"), Some("spread of cancer"));
        assert_eq!(plain("cannulae"), Some("thin tube"));
        assert_eq!(plain("intravenously"), Some("into a vein"));
        assert_eq!(plain("abdominal"), Some("tummy"));
        assert_eq!(plain("orallyish"), None);
        assert_eq!(plain("topic"), None);
    }

    #[test]
    fn a_bracket_explains_a_word_or_names_it() {
        let is_explained = |text: &str, word: &str| {
            let start = text.find(word).unwrap();
            is_bracketed(text, &(start..start + word.len()))
        };
        assert!(is_explained("swelling (oedema)", "oedema"));
        assert!(is_explained("swelling (also called oedema)", "oedema"));
        assert!(is_explained("oedema (swelling)", "oedema"));
        assert!(!is_explained("(swelling) oedema", "oedema"));
        assert!(!is_explained("(oedema)", "oedema"));
        assert!(!is_explained("your renal (see page 3) team", "renal"));
        assert!(!is_explained("rest (prior to discharge)", "prior to"));
    }
}
