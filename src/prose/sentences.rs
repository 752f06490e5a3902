//! Sentences and words. A sentence ends at `.`, `!`, `?` or their like in other scripts before a space, unless an
//! abbreviation of its language ends there or the next word goes on in small letters; the end of a stretch always ends it, so
//! that each item of a list is a sentence, as the NHS digital service manual counts them ("Use a readability tool to
//! prioritise content").

use std::ops::Range;

use super::Stretch;
use super::grammar::Grammar;

/// The marks that end a sentence, in any script: those of Arabic and Urdu, and of Bengali, Hindi and Punjabi among them.
const ENDS: [char; 9] = ['.', '!', '?', '…', '؟', '۔', '।', '॥', '။'];

/// A sentence of a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the stretch, without spaces around it.
    pub range: Range<usize>,
    /// Its words.
    pub words: Vec<Word>,
}

/// A word of a sentence. A hyphenated word is one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the stretch, without punctuation around it.
    pub range: Range<usize>,
    /// How many syllables it has; 0 in a language whose syllables Careleaf cannot count.
    pub syllables: usize,
    /// Whether the glossary explains it.
    pub explained: bool,
}

/// The sentences of a stretch.
pub(super) fn split(stretch: &Stretch) -> Vec<Sentence> {
    let text = &stretch.text;
    let tokens = tokens(text);
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map(|next| &text[next.clone()]);
        if ends_sentence(&text[token.clone()], next, stretch.grammar) {
            sentences.extend(sentence(stretch, &tokens[start..=at]));
            start = at + 1;
        }
    }
    sentences
}

/// What stands between spaces.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let token = piece.trim_end();
        if !token.is_empty() {
            tokens.push(start..start + token.len());
        }
        start += piece.len();
    }
    tokens
}

fn ends_sentence(token: &str, next: Option<&str>, grammar: &Grammar) -> bool {
    let Some(next) = next else {
        return true;
    };
    let closed = token.trim_end_matches(['”', '’', '"', '\'', ')', ']']);
    let first = next.chars().find(|c| c.is_alphanumeric());
    closed.ends_with(ENDS)
        && !is_abbreviated(token, first, grammar)
        && !first.is_some_and(char::is_lowercase)
}

/// Whether the full stop of a token belongs to an abbreviation, before a word that starts with `next`.
fn is_abbreviated(token: &str, next: Option<char>, grammar: &Grammar) -> bool {
    let token = token.to_lowercase();
    let word = token.trim_start_matches('(');
    grammar.abbreviations.contains(&word)
        || grammar.abbreviations_before_numbers.contains(&word)
            && next.is_some_and(char::is_numeric)
}

/// The sentence of some tokens; `None` if there is no word among them.
fn sentence(stretch: &Stretch, tokens: &[Range<usize>]) -> Option<Sentence> {
    let words: Vec<Word> = tokens
        .iter()
        .filter_map(|token| word(stretch, token))
        .collect();
    let range = tokens.first()?.start..tokens.last()?.end;
    (!words.is_empty()).then_some(Sentence { range, words })
}

fn word(stretch: &Stretch, token: &Range<usize>) -> Option<Word> {
    let written = &stretch.text[token.clone()];
    let start = written.find(char::is_alphanumeric)?;
    let (last, character) = written
        .char_indices()
        .rfind(|(_, character)| character.is_alphanumeric())?;
    let range = token.start + start..token.start + last + character.len_utf8();
    let formulas = stretch.grammar.formulas;
    Some(Word {
        syllables: formulas.map_or(0, |it| (it.syllables)(&stretch.text[range.clone()])),
        explained: stretch.explains(&range),
        range,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;
    use crate::language::Language;
    use crate::prose::{StretchRole, StretchSetting, TermPlace};

    fn stretch(text: &str) -> Stretch {
        Stretch {
            role: StretchRole::Paragraph,
            setting: StretchSetting::Text,
            text: text.to_owned(),
            links: Vec::new(),
            terms: Vec::new(),
            grammar: Grammar::of(&Language::parse("en-GB").unwrap()),
            file: Sources::default().add("text.md".into(), text.to_owned()),
            written: (0..text.len()).map(|at| at..at + 1).collect(),
        }
    }

    fn sentences(text: &str) -> Vec<String> {
        let stretch = stretch(text);
        let sentences = stretch.sentences().into_iter();
        sentences
            .map(|sentence| stretch.text[sentence.range].to_owned())
            .collect()
    }

    #[test]
    fn a_sentence_ends_at_its_mark_and_at_the_end_of_the_stretch() {
        assert_eq!(
            sentences("Ring now! Why? (It helps.) “Say so.” Go in:"),
            ["Ring now!", "Why?", "(It helps.)", "“Say so.”", "Go in:"]
        );
    }

    #[test]
    fn a_decimal_point_or_an_abbreviation_does_not_end_a_sentence() {
        assert_eq!(
            sentences("It is 37.5 °C. Ask Dr. Ward, e.g. Today. Or a nurse. then rest"),
            [
                "It is 37.5 °C.",
                "Ask Dr. Ward, e.g. Today.",
                "Or a nurse. then rest"
            ]
        );
    }

    #[test]
    fn an_abbreviation_ends_a_sentence_where_it_may() {
        assert_eq!(
            sentences(
                "Will it hurt? No. Ask for bed no. 5. Bring books, etc. Then rest, etc. if you like."
            ),
            [
                "Will it hurt?",
                "No.",
                "Ask for bed no. 5.",
                "Bring books, etc.",
                "Then rest, etc. if you like."
            ]
        );
    }

    #[test]
    fn a_sentence_ends_at_the_marks_of_other_scripts_too() {
        assert_eq!(sentences("پانی پئیں۔ کیوں؟ آرام کریں۔").len(), 3);
        assert_eq!(sentences("জল পান করুন। বিশ্রাম নিন।").len(), 2);
    }

    #[test]
    fn marks_that_stand_alone_are_no_words_and_make_no_sentence() {
        assert_eq!(sentences(" – "), [""; 0]);
        let words = &stretch("A check-up – (soon), I’m told.").sentences()[0].words;
        assert_eq!(words.len(), 5);
    }

    #[test]
    fn a_word_of_the_glossary_is_explained_also_within_a_longer_form() {
        let mut stretch = stretch("The bone marrow test.");
        stretch.terms.push(TermPlace {
            words: 4..20,
            term: 0,
        });
        let words = &stretch.sentences()[0].words;
        let explained: Vec<bool> = words.iter().map(|word| word.explained).collect();
        assert_eq!(explained, [false, true, true, true]);
    }
}
