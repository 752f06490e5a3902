//! What is known of English: the abbreviations in its sentences, the syllables of its words, the formulas that judge its
//! texts, and the rules of writing that hold in it alone, each in a file of its own.

pub(super) mod abbreviation;
pub(super) mod block_capitals;
mod bracket;
pub(super) mod date_form;
pub(super) mod jargon;
pub(super) mod long_sentence;
pub(super) mod percentage;
pub(super) mod range_form;
mod readability;
mod syllables;
pub(super) mod time_form;
pub(super) mod vague_link;

use super::grammar::Grammar;
use super::rules::Languages;

/// Its primary subtag.
const LANGUAGE: &str = "en";

/// Where the rules of this folder hold.
const ENGLISH: Languages = Languages::Only(LANGUAGE);

/// What the measures and the rules of every language need to know of it.
pub(super) static GRAMMAR: Grammar = Grammar {
    language: LANGUAGE,
    abbreviations: &[
        "approx.", "dr.", "e.g.", "i.e.", "mr.", "mrs.", "ms.", "prof.", "st.", "vs.",
    ],
    // "No." answers a question; "no. 5" does not.
    abbreviations_before_numbers: &["no."],
    picture_words: &[
        "a",
        "an",
        "diagram",
        "drawing",
        "figure",
        "illustration",
        "image",
        "of",
        "photo",
        "photograph",
        "picture",
        "showing",
        "shows",
        "that",
        "the",
        "this",
    ],
    longest_sentence: Some(long_sentence::LONGEST_SENTENCE),
    formulas: Some(readability::FORMULAS),
};
