//! What is counted of a text, and how hard it is to read by the formulas of its language. In a language for which there
//! are none, no grade is given.

use super::grammar::Grammar;
use super::sentences::Sentence;

/// How many syllables make a hard word to SMOG.
const POLYSYLLABLE: usize = 3;

/// The number of sentences from which SMOG is sound.
pub const SMOG_SENTENCES: usize = 30;

/// Whether words that the glossary explains count as hard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExplainedWords {
    /// As any other word.
    Counted,
    /// They are not hard: to SMOG none of them is a polysyllable, and Flesch-Kincaid takes its syllables from the other
    /// words.
    SetAside,
}

/// The formulas that give a text of a language a school grade.
#[derive(Clone, Copy, Debug)]
pub(super) struct Formulas {
    /// The number of syllables of a word, at least 1.
    pub(super) syllables: fn(&str) -> usize,
    /// SMOG, of a text that has a sentence.
    pub(super) smog: fn(&Counts) -> f64,
    /// Flesch-Kincaid, of a text that has a sentence.
    pub(super) flesch_kincaid: fn(&Counts) -> f64,
}

/// What the formulas need of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    /// Its sentences.
    pub(super) sentences: usize,
    /// All its words.
    pub(super) words: usize,
    /// The words that may be hard.
    pub(super) hard: Tally,
}

/// A number of words, with what is in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) words: usize,
    pub(super) syllables: usize,
    pub(super) polysyllables: usize,
}

/// A text in figures.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    sentences: usize,
    /// All words.
    words: Tally,
    /// Those of them that the glossary explains.
    explained: Tally,
    formulas: Option<Formulas>,
}

impl Measure {
    /// Of a text in a language of which `grammar` is known, before its first sentence.
    pub fn new(grammar: &Grammar) -> Measure {
        Measure {
            formulas: grammar.formulas,
            ..Measure::default()
        }
    }

    /// Takes in a sentence.
    pub fn add(&mut self, sentence: &Sentence) {
        self.sentences += 1;
        for word in &sentence.words {
            self.words.add(word.syllables);
            if word.explained {
                self.explained.add(word.syllables);
            }
        }
    }

    /// This and another text of the same language together.
    pub fn and(self, other: Measure) -> Measure {
        Measure {
            sentences: self.sentences + other.sentences,
            words: self.words.and(other.words),
            explained: self.explained.and(other.explained),
            formulas: self.formulas.or(other.formulas),
        }
    }

    /// How many sentences it has.
    pub fn sentences(&self) -> usize {
        self.sentences
    }

    /// The SMOG grade; 0 without sentences, `None` in a language that it is not made for.
    pub fn smog(&self, explained: ExplainedWords) -> Option<f64> {
        let formulas = self.formulas?;
        Some(self.grade(formulas.smog, explained))
    }

    /// The Flesch-Kincaid grade; 0 without sentences, `None` in a language that it is not made for.
    pub fn flesch_kincaid(&self, explained: ExplainedWords) -> Option<f64> {
        let formulas = self.formulas?;
        Some(self.grade(formulas.flesch_kincaid, explained))
    }

    fn grade(&self, formula: fn(&Counts) -> f64, explained: ExplainedWords) -> f64 {
        if self.sentences == 0 {
            return 0.0;
        }
        formula(&Counts {
            sentences: self.sentences,
            words: self.words.words,
            hard: self.hard(explained),
        })
    }

    /// The words that may be hard.
    fn hard(&self, explained: ExplainedWords) -> Tally {
        match explained {
            ExplainedWords::Counted => self.words,
            ExplainedWords::SetAside => Tally {
                words: self.words.words - self.explained.words,
                syllables: self.words.syllables - self.explained.syllables,
                polysyllables: self.words.polysyllables - self.explained.polysyllables,
            },
        }
    }
}

impl Tally {
    fn add(&mut self, syllables: usize) {
        self.words += 1;
        self.syllables += syllables;
        self.polysyllables += usize::from(syllables >= POLYSYLLABLE);
    }

    fn and(self, other: Tally) -> Tally {
        Tally {
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
            polysyllables: self.polysyllables + other.polysyllables,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::prose::Word;

    /// A word of a sentence that is counted.
    #[derive(Clone, Copy)]
    enum Counted {
        Plain(usize),
        ExplainedWords(usize),
    }

    use Counted::{ExplainedWords as Known, Plain};

    fn sentence(words: &[Counted]) -> Sentence {
        let words = words.iter().map(|word| Word {
            range: 0..0,
            syllables: match word {
                Plain(syllables) | Known(syllables) => *syllables,
            },
            explained: matches!(word, Known(_)),
        });
        Sentence {
            range: 0..0,
            words: words.collect(),
        }
    }

    fn measure(words: &[Counted]) -> Measure {
        let english = Language::parse("en-GB").expect("a language");
        let mut measure = Measure::new(Grammar::of(&english));
        measure.add(&sentence(words));
        measure
    }

    #[test]
    fn explained_words_set_aside_are_not_hard_but_lengthen_their_sentence() {
        let hard = measure(&[Known(5), Plain(1), Plain(1)]);
        let easy = measure(&[Known(1), Plain(1), Plain(1)]);
        let (counted, aside) = (ExplainedWords::Counted, ExplainedWords::SetAside);
        assert!(hard.smog(counted) > easy.smog(counted));
        assert_eq!(hard.smog(aside), easy.smog(aside));
        assert!(hard.flesch_kincaid(counted) > easy.flesch_kincaid(counted));
        assert_eq!(hard.flesch_kincaid(aside), easy.flesch_kincaid(aside));
        let longer = measure(&[[Known(1); 30], [Plain(2); 30]].concat());
        let shorter = measure(&[Plain(2); 30]);
        assert!(longer.flesch_kincaid(aside) > shorter.flesch_kincaid(aside));
    }

    #[test]
    fn a_text_without_words_has_grade_0_and_one_in_an_unknown_language_none() {
        let english = Language::parse("en").expect("a language");
        let empty = Measure::new(Grammar::of(&english));
        assert_eq!(empty.smog(ExplainedWords::Counted), Some(0.0));
        assert_eq!(empty.flesch_kincaid(ExplainedWords::SetAside), Some(0.0));
        let mut unknown = Measure::new(Grammar::unknown());
        unknown.add(&sentence(&[Plain(5)]));
        assert_eq!(unknown.smog(ExplainedWords::Counted), None);
        assert_eq!(unknown.flesch_kincaid(ExplainedWords::SetAside), None);
    }
}
