//! What has to be known of a language to read its prose: where its sentences end, and how hard its words are.
//!
//! Each language that somebody has written down has a folder of its own beside this file. Of any other, sentences end at
//! their marks and words are counted, and that is all that is claimed.

use super::english;
use super::measures::Formulas;
use super::sentences::Sentence;
use crate::language::Language;

/// What is known of a language.
#[derive(Debug)]
pub struct Grammar {
    /// Its primary subtag; empty for languages of which nothing is known.
    pub(super) language: &'static str,
    /// Abbreviations with a full stop that does not end a sentence, in small letters.
    pub(super) abbreviations: &'static [&'static str],
    /// Words that are such abbreviations only before a number, in small letters.
    pub(super) abbreviations_before_numbers: &'static [&'static str],
    /// Words that tell nothing of what a picture shows, in small letters.
    pub(super) picture_words: &'static [&'static str],
    /// The longest sentence, in words, that a guideline for the language allows.
    pub(super) longest_sentence: Option<usize>,
    /// How hard its texts are to read.
    pub(super) formulas: Option<Formulas>,
}

/// The languages of which something is known.
static GRAMMARS: [&Grammar; 1] = [&english::GRAMMAR];

/// Any other language.
static UNKNOWN: Grammar = Grammar {
    language: "",
    abbreviations: &[],
    abbreviations_before_numbers: &[],
    picture_words: &[],
    longest_sentence: None,
    formulas: None,
};

impl Grammar {
    /// What is known of a language, whatever its region and script.
    pub(super) fn of(language: &Language) -> &'static Grammar {
        GRAMMARS
            .into_iter()
            .find(|grammar| grammar.language == language.primary())
            .unwrap_or(&UNKNOWN)
    }

    /// Nothing: for words whose language is not said.
    pub(super) fn unknown() -> &'static Grammar {
        &UNKNOWN
    }

    /// The longest sentence, in words, that a guideline for the language allows.
    pub fn longest_sentence(&self) -> Option<usize> {
        self.longest_sentence
    }

    /// Whether a sentence is longer than that.
    pub fn is_long(&self, sentence: &Sentence) -> bool {
        self.longest_sentence
            .is_some_and(|longest| sentence.words.len() > longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_known_of_one_language_is_said_of_another() {
        let of = |tag: &str| Grammar::of(&Language::parse(tag).unwrap());
        assert_eq!(of("en-GB").language, "en");
        assert!(of("en").formulas.is_some());
        assert_eq!(of("cy").language, "");
        assert!(of("cy").formulas.is_none() && of("cy").longest_sentence.is_none());
    }
}
