//! How hard an English text is to read, by two formulas of American school grades.
//!
//! SMOG (McLaughlin 1969): 1.043 × √(polysyllables × 30 / sentences) + 3.1291, meant for 30 sentences or more.
//! Flesch-Kincaid (Kincaid and others 1975): 0.39 × words / sentences + 11.8 × syllables / words − 15.59; it
//! underestimates how hard health information is (PMC9971903). Both see length only, never sense: the NHS uses them to
//! decide what to look at first, and so does Careleaf.

use super::syllables;
use crate::prose::measures::{Counts, Formulas};

/// The formulas.
pub(super) const FORMULAS: Formulas = Formulas {
    syllables: syllables::count,
    smog,
    flesch_kincaid,
};

fn smog(counts: &Counts) -> f64 {
    let hard = counts.hard.polysyllables as f64;
    1.043 * (hard * 30.0 / counts.sentences as f64).sqrt() + 3.1291
}

/// Not below 0, where the formula says nothing any more.
fn flesch_kincaid(counts: &Counts) -> f64 {
    let syllables_a_word = match counts.hard.words {
        0 => 1.0,
        words => counts.hard.syllables as f64 / words as f64,
    };
    let words_a_sentence = counts.words as f64 / counts.sentences as f64;
    (0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::measures::Tally;

    #[test]
    fn smog_is_the_published_formula() {
        // 1.043 × 4 + 3.1291.
        let grade = smog(&Counts {
            sentences: 30,
            words: 46,
            hard: Tally {
                words: 46,
                syllables: 94,
                polysyllables: 16,
            },
        });
        assert!((grade - 7.3011).abs() < 1e-9, "{grade}");
    }

    #[test]
    fn flesch_kincaid_is_the_published_formula() {
        // 3.9 + 17.7 − 15.59.
        let grade = flesch_kincaid(&Counts {
            sentences: 1,
            words: 10,
            hard: Tally {
                words: 10,
                syllables: 15,
                polysyllables: 0,
            },
        });
        assert!((grade - 6.01).abs() < 1e-9, "{grade}");
    }
}
