//! Words that doctors and offices use and patients do not, where neither the glossary nor a bracket explains them. Source:
//! NHS digital service manual, "How we write" (plain words first, medical terms explained) and its "A to Z of NHS health
//! writing"; for office words the Plain English Campaign's list of alternatives. The list is short on purpose: a word is
//! in it only where a plainer one says the same.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Finding, Rule};
use crate::diagnostic::RuleReference;
use crate::prose::{Manuscript, Stretch, Text};

/// Each word with what to say in its place.
const JARGON: [(&str, &str); 68] = [
    ("abdomen", "tummy"),
    ("abdominal", "tummy"),
    ("administer", "give"),
    ("administered", "given"),
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
    ("commencing", "starting"),
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
    ("intravenously", "into a vein"),
    ("lesion", "sore, lump"),
    ("malaise", "feeling unwell"),
    ("metastasis", "spread of cancer"),
    ("metastases", "cancer that has spread"),
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
    ("subcutaneously", "under the skin"),
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

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "jargon",
        source: "NHS digital service manual, “How we write”: plain English first, medical terms explained",
    },
    check,
};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<&str> = JARGON.iter().map(|(word, _)| *word).collect();
    let pattern = format!(r"(?i)\b(?:{})\b", words.join("|"));
    Regex::new(&pattern).expect("a list of words is a sound pattern")
});

fn check(text: &Text, _: &Manuscript) -> Vec<Finding> {
    text.stretches.iter().flat_map(check_stretch).collect()
}

fn check_stretch(stretch: &Stretch) -> Vec<Finding> {
    let found = PATTERN.find_iter(&stretch.text);
    found
        .filter(|found| {
            !stretch.explains(&found.range()) && !is_bracketed(&stretch.text, &found.range())
        })
        .map(|found| {
            let message = format!("`{}` is jargon", found.as_str());
            let hint = format!(
                "say `{}`, or explain it in the glossary",
                plain(found.as_str())
            );
            Finding::in_words(stretch, found.range(), (message, hint))
        })
        .collect()
}

fn plain(word: &str) -> &'static str {
    let word = word.to_lowercase();
    let listed = JARGON.iter().find(|(jargon, _)| *jargon == word);
    listed.map_or("", |(_, plain)| plain)
}

/// Whether a word stands in brackets after a plain one, or a bracket behind it explains it.
fn is_bracketed(text: &str, word: &Range<usize>) -> bool {
    let (before, after) = (&text[..word.start], &text[word.end..]);
    let is_open = before.matches('(').count() > before.matches(')').count();
    is_open || after.starts_with(" (")
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
    fn a_bracket_explains_a_word_on_either_side() {
        assert!(is_bracketed("swelling (oedema)", &(10..16)));
        assert!(is_bracketed("oedema (swelling)", &(0..6)));
        assert!(!is_bracketed("(swelling) oedema", &(11..17)));
    }
}
