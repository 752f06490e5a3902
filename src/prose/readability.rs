//! How hard a text is to read, by two formulas of American school grades.
//!
//! SMOG (McLaughlin 1969): 1.043 × √(polysyllables × 30 / sentences) + 3.1291, meant for 30 sentences or more.
//! Flesch-Kincaid (Kincaid and others 1975): 0.39 × words / sentences + 11.8 × syllables / words − 15.59; it
//! underestimates how hard health information is (PMC9971903). Both see length only, never sense: the NHS uses them to
//! decide what to look at first, and so does this program.

use super::Sentence;

/// How many syllables make a hard word to SMOG.
const POLYSYLLABLE: usize = 3;

/// The number of sentences from which SMOG is sound.
pub const SMOG_SENTENCES: usize = 30;

/// Whether words that the glossary explains count as hard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explained {
    /// As any other word.
    Counted,
    /// They are not hard: to SMOG none of them is a polysyllable, and Flesch-Kincaid takes its syllables from the other
    /// words.
    SetAside,
}

/// What the formulas need of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Sentences.
    pub sentences: usize,
    /// All words.
    words: Tally,
    /// Those of them that the glossary explains.
    explained: Tally,
}

/// A number of words, with what is in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    words: usize,
    syllables: usize,
    polysyllables: usize,
}

impl Measure {
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

    /// This and another text together.
    pub fn and(self, other: Measure) -> Measure {
        Measure {
            sentences: self.sentences + other.sentences,
            words: self.words.and(other.words),
            explained: self.explained.and(other.explained),
        }
    }

    /// The SMOG grade; 0 without sentences.
    pub fn smog(&self, explained: Explained) -> f64 {
        if self.sentences == 0 {
            return 0.0;
        }
        let hard = self.hard(explained).polysyllables as f64;
        1.043 * (hard * 30.0 / self.sentences as f64).sqrt() + 3.1291
    }

    /// The Flesch-Kincaid grade, not below 0; 0 without words.
    pub fn flesch_kincaid(&self, explained: Explained) -> f64 {
        let hard = self.hard(explained);
        if self.sentences == 0 {
            return 0.0;
        }
        let syllables_a_word = match hard.words {
            0 => 1.0,
            words => hard.syllables as f64 / words as f64,
        };
        let words_a_sentence = self.words.words as f64 / self.sentences as f64;
        (0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59).max(0.0)
    }

    /// The words that may be hard.
    fn hard(&self, explained: Explained) -> Tally {
        match explained {
            Explained::Counted => self.words,
            Explained::SetAside => Tally {
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
    use crate::prose::Word;

    fn sentence(words: &[(usize, bool)]) -> Sentence {
        let words = words.iter().map(|&(syllables, explained)| Word {
            range: 0..0,
            syllables,
            explained,
        });
        Sentence {
            range: 0..0,
            words: words.collect(),
        }
    }

    fn measure(sentences: &[Sentence]) -> Measure {
        let mut measure = Measure::default();
        sentences.iter().for_each(|sentence| measure.add(sentence));
        measure
    }

    #[test]
    fn smog_is_the_published_formula() {
        // 30 sentences with 16 polysyllables: 1.043 × 4 + 3.1291.
        let mut sentences = vec![sentence(&[(3, false), (2, false)]); 16];
        sentences.extend(vec![sentence(&[(1, false)]); 14]);
        let grade = measure(&sentences).smog(Explained::Counted);
        assert!((grade - 7.3011).abs() < 1e-9, "{grade}");
    }

    #[test]
    fn flesch_kincaid_is_the_published_formula() {
        // 10 words in a sentence, 15 syllables: 3.9 + 17.7 − 15.59.
        let words: Vec<_> = (0..10).map(|at| (1 + at % 2, false)).collect();
        let grade = measure(&[sentence(&words)]).flesch_kincaid(Explained::Counted);
        assert!((grade - 6.01).abs() < 1e-9, "{grade}");
    }

    #[test]
    fn explained_words_set_aside_are_not_hard_but_lengthen_their_sentence() {
        let hard = [(5, true), (1, false), (1, false)];
        let easy = [(1, true), (1, false), (1, false)];
        let (hard, easy) = (measure(&[sentence(&hard)]), measure(&[sentence(&easy)]));
        let (counted, aside) = (Explained::Counted, Explained::SetAside);
        assert!(hard.smog(counted) > easy.smog(counted));
        assert_eq!(hard.smog(aside), easy.smog(aside));
        assert!(hard.flesch_kincaid(counted) > easy.flesch_kincaid(counted));
        assert_eq!(hard.flesch_kincaid(aside), easy.flesch_kincaid(aside));
        let longer = measure(&[sentence(&[[(1, true); 30], [(2, false); 30]].concat())]);
        let shorter = measure(&[sentence(&[(2, false); 30])]);
        assert!(longer.flesch_kincaid(aside) > shorter.flesch_kincaid(aside));
    }

    #[test]
    fn a_text_without_words_has_grade_0() {
        let empty = Measure::default();
        assert_eq!(empty.smog(Explained::Counted), 0.0);
        assert_eq!(empty.flesch_kincaid(Explained::SetAside), 0.0);
    }
}
