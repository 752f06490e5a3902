//! Alphabetical order, as the readers of a language know it: Welsh has `ll` after `l`, Polish `ą` after `a`, and Urdu an
//! order of its own letters. By the Unicode Collation Algorithm (UTS 10) with what CLDR says of the language.
//!
//! Numbers are ordered by their value, capitals make no difference, and a hyphen counts as a space.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

use crate::language::Language;

/// The alphabet of a language.
pub(crate) struct Alphabet(CollatorBorrowed<'static>);

impl Alphabet {
    /// That of `language`; of one that has no alphabet of its own in CLDR, the order that most languages share.
    pub(crate) fn of(language: &Language) -> Alphabet {
        let locale = Locale::try_from_str(language.tag()).unwrap_or(Locale::UNKNOWN);
        let mut preferences = CollatorPreferences::from(&locale);
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Secondary);
        let collator = Collator::try_new(preferences, options);
        Alphabet(collator.expect("the order that languages share is compiled in"))
    }

    /// Which of two words comes first. Words that differ in nothing but capitals are equal.
    pub(crate) fn compare(&self, one: &str, other: &str) -> Ordering {
        let (one, other) = (one.replace('-', " "), other.replace('-', " "));
        self.0.compare(&one, &other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'w, const N: usize>(language: &str, mut words: [&'w str; N]) -> [&'w str; N] {
        let alphabet = Alphabet::of(&Language::parse(language).unwrap());
        words.sort_by(|one, other| alphabet.compare(one, other));
        words
    }

    #[test]
    fn the_alphabet_passes_over_capitals_and_counts_numbers() {
        assert_eq!(
            sorted(
                "en-GB",
                [
                    "phases", "Phase 10", "T cell", "phase 9", "ALL", "B-cell", "B cell x"
                ]
            ),
            [
                "ALL", "B-cell", "B cell x", "phase 9", "Phase 10", "phases", "T cell"
            ]
        );
    }

    #[test]
    fn each_language_has_its_own_alphabet() {
        assert_eq!(
            sorted("cy", ["llaw", "lwmp", "chwydu", "cwsg"]),
            ["cwsg", "chwydu", "lwmp", "llaw"]
        );
        assert_eq!(
            sorted("en", ["llaw", "lwmp", "chwydu", "cwsg"]),
            ["chwydu", "cwsg", "llaw", "lwmp"]
        );
        assert_eq!(sorted("pl", ["ból", "ąb", "ad"]), ["ad", "ąb", "ból"]);
        assert_eq!(
            sorted("ur", ["ٹیکا", "جلد", "پانی"]),
            ["پانی", "ٹیکا", "جلد"]
        );
    }

    #[test]
    fn words_that_differ_in_capitals_alone_are_equal() {
        let alphabet = Alphabet::of(&Language::parse("en").unwrap());
        assert_eq!(alphabet.compare("ALL", "all"), Ordering::Equal);
    }
}
