//! Finds glossary terms in running text. In: the terms as the glossary lists them. Out: for any text, the places where a
//! term stands, in order and without overlap.
//!
//! The rules: whole words only, and the parts of a hyphenated word are not words (`T-cell` does not hold `cell`); of
//! several forms that start at one place the longest wins; a form with a capital letter matches exactly (`ALL` is not
//! `all`), any other also with its first letter capital. Both the reader (circles, forms claimed twice) and composing
//! ask here, so that they cannot disagree on what a match is. A subscript is the same word as the digit on the line (`B₁₂`
//! is `B12`), and so is a hyphen or space at which no line ends.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::content::Id;
use crate::diagnostic::SourceSpan;
use crate::shifted;
use crate::signs::NO_BREAK_HYPHEN;

/// A term of a glossary.
#[derive(Clone, Debug)]
pub struct GlossaryTerm {
    /// Its id.
    pub id: Id,
    /// The word that the glossary lists.
    pub name: String,
    /// Synonyms, plurals and short forms, as texts have them.
    pub forms: Vec<String>,
    /// Examples that are not synonyms: imatinib is a kind of TKI.
    pub kinds: Vec<String>,
    /// What it means, in at most 30 words.
    pub definition: String,
    /// Where the definition's text stands.
    pub span: SourceSpan,
}

/// How a term's entry lists the words that matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormKind {
    /// They are the entry's name.
    Name,
    /// They are a synonym, a plural or a short form.
    Form,
    /// They are an example that is not a synonym: imatinib is a kind of TKI.
    Kind,
}

/// A place where a term stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermMatch<'a> {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// The term, as an index into the terms that the index was made from.
    pub term: usize,
    /// How the entry lists the words.
    pub form: FormKind,
    /// The words as the entry lists them: the text may have their first letter capital.
    pub listed: &'a str,
}

/// The forms of all terms of a glossary, ready to be searched for.
#[derive(Clone, Debug)]
pub struct TermIndex {
    automaton: AhoCorasick,
    /// What each pattern of the automaton stands for.
    entries: Vec<IndexEntry>,
}

#[derive(Clone, Debug)]
struct IndexEntry {
    term: usize,
    form: FormKind,
    listed: String,
}

impl TermIndex {
    /// Takes in the terms of a glossary. Where two of them claim one form, the first has it: the reader refuses such a
    /// glossary.
    pub fn new(terms: &[GlossaryTerm]) -> TermIndex {
        let mut entries = BTreeMap::new();
        for (term, source) in terms.iter().enumerate() {
            for (form, listed) in source.listed_forms() {
                for spelling in spellings(&Folded::new(listed).text) {
                    entries.entry(spelling).or_insert_with(|| IndexEntry {
                        term,
                        form,
                        listed: listed.to_owned(),
                    });
                }
            }
        }
        let automaton = AhoCorasick::new(entries.keys())
            .expect("a glossary stays below the automaton's limit of 2^31 states");
        TermIndex {
            automaton,
            entries: entries.into_values().collect(),
        }
    }

    /// The places in `text` where terms stand, in order and without overlap.
    pub fn matches(&self, text: &str) -> Vec<TermMatch<'_>> {
        // The automaton's own leftmost-longest search would settle on a form that is not a whole word
        // ("bone marrow test" in "bone marrow tested") and lose the shorter one that is.
        let folded = Folded::new(text);
        let mut whole_words: Vec<_> = self
            .automaton
            .find_overlapping_iter(&*folded.text)
            .filter(|found| is_whole_word(&folded.text, found.range()))
            .collect();
        whole_words.sort_by_key(|found| (found.start(), std::cmp::Reverse(found.end())));

        let mut end = 0;
        let mut matches = Vec::new();
        for found in whole_words {
            if found.start() >= end {
                end = found.end();
                let entry = &self.entries[found.pattern().as_usize()];
                matches.push(TermMatch {
                    range: folded.place(found.start())..folded.place(found.end()),
                    term: entry.term,
                    form: entry.form,
                    listed: &entry.listed,
                });
            }
        }
        matches
    }
}

impl GlossaryTerm {
    /// Every text by which the entry can be met: its name, then its forms, then its kinds.
    pub fn listed_forms(&self) -> impl Iterator<Item = (FormKind, &str)> {
        let forms = self.forms.iter().map(|form| (FormKind::Form, form));
        let kinds = self.kinds.iter().map(|kind| (FormKind::Kind, kind));
        std::iter::once((FormKind::Name, &self.name))
            .chain(forms)
            .chain(kinds)
            .map(|(form, listed)| (form, listed.as_str()))
    }
}

/// A text as it is searched.
struct Folded<'t> {
    text: Cow<'t, str>,
    /// For each byte of it, and its end, the byte of the text as it is; empty where they are the same.
    places: Vec<usize>,
}

impl<'t> Folded<'t> {
    fn new(text: &'t str) -> Folded<'t> {
        if text.is_ascii() {
            return Folded {
                text: Cow::Borrowed(text),
                places: Vec::new(),
            };
        }
        let mut folded = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() + 1);
        for (at, character) in text.char_indices() {
            if let Some(character) = folded_character(character) {
                folded.push(character);
                places.resize(folded.len(), at);
            }
        }
        places.push(text.len());
        Folded {
            text: Cow::Owned(folded),
            places,
        }
    }

    /// Where a byte stands in the text as it is. What is passed over belongs to the character before it.
    fn place(&self, folded: usize) -> usize {
        self.places.get(folded).copied().unwrap_or(folded)
    }
}

/// What a character is searched as; `None` if it is passed over.
fn folded_character(character: char) -> Option<char> {
    match character {
        NO_BREAK_HYPHEN => Some('-'),
        '\u{A0}' => Some(' '),
        '₀'..='₉' => char::from_digit(u32::from(character) - u32::from('₀'), 10),
        other => shifted::mark(other).is_none().then_some(other),
    }
}

/// Whether `form` is `name` with another ending, so that whoever looks it up finds `name`: after the letters that they
/// share, at most 2 of the name remain and at most 4 of the form, none of them a word of its own. They share the whole
/// name or at least 4 letters ("gene" and "general" do not). Capitals, spaces and hyphens make no difference.
pub(crate) fn is_inflection(name: &str, form: &str) -> bool {
    let (name, form) = (bare_letters(name), bare_letters(form));
    let shared = name
        .iter()
        .zip(&form)
        .take_while(|(a, b)| a.0 == b.0)
        .count();
    let (name_rest, form_rest) = (&name[shared..], &form[shared..]);
    let is_ending = |rest: &[(char, bool)]| {
        rest.iter()
            .all(|(letter, starts_word)| letter.is_alphabetic() && !starts_word)
    };
    (shared >= 4 || name_rest.is_empty())
        && name_rest.len() <= 2
        && form_rest.len() <= 4
        && is_ending(name_rest)
        && is_ending(form_rest)
}

/// The letters of a word in lower case, each with whether it starts a word within it.
fn bare_letters(word: &str) -> Vec<(char, bool)> {
    let mut letters = Vec::new();
    let mut starts_word = true;
    for letter in word.chars().flat_map(char::to_lowercase) {
        let separates = matches!(letter, ' ' | '-' | '\u{A0}');
        if !separates {
            letters.push((letter, starts_word));
        }
        starts_word = separates;
    }
    letters
}

/// The ways in which a text may spell a listed form.
pub(crate) fn spellings(listed: &str) -> Vec<String> {
    let mut characters = listed.chars();
    let Some(first) = characters.next() else {
        return Vec::new();
    };
    let mut spellings = vec![listed.to_owned()];
    let capitalised: String = first.to_uppercase().chain(characters).collect();
    if !listed.chars().any(char::is_uppercase) && capitalised != listed {
        spellings.push(capitalised);
    }
    spellings
}

fn is_whole_word(text: &str, range: Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    !continues_word(before.chars().rev()) && !continues_word(after.chars())
}

/// Whether the characters next to a match, read away from it, belong to the same word. A hyphen does when a letter or
/// digit follows it; an apostrophe does not, so that "the antibody’s target" holds a match.
fn continues_word(mut away: impl Iterator<Item = char>) -> bool {
    match away.next() {
        Some('-' | '\u{2010}' | '\u{2011}') => away.next().is_some_and(is_word_character),
        Some(next) => is_word_character(next),
        None => false,
    }
}

fn is_word_character(character: char) -> bool {
    let joins = matches!(character, '\u{200C}' | '\u{200D}' | '\u{0300}'..='\u{036F}');
    character.is_alphanumeric() || joins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Id;
    use crate::diagnostic::{SourceSpan, Sources};

    fn term(name: &str, forms: &[&str], kinds: &[&str]) -> GlossaryTerm {
        let file = Sources::default().add("glossary.toml".into(), String::new());
        GlossaryTerm {
            id: Id::parse("term").unwrap(),
            name: name.to_owned(),
            forms: forms.iter().map(|form| form.to_string()).collect(),
            kinds: kinds.iter().map(|kind| kind.to_string()).collect(),
            definition: String::new(),
            span: SourceSpan::new(file, 0..0),
        }
    }

    /// The matched words of `text`, each with the number of its term.
    fn found<'t>(terms: &[GlossaryTerm], text: &'t str) -> Vec<(&'t str, usize)> {
        TermIndex::new(terms)
            .matches(text)
            .into_iter()
            .map(|found| (&text[found.range], found.term))
            .collect()
    }

    #[test]
    fn a_form_with_a_capital_matches_exactly_and_any_other_also_at_the_start_of_a_sentence() {
        let terms = [term("leukaemia", &["ALL", "B cell"], &[])];
        assert_eq!(
            found(
                &terms,
                "Leukaemia, leukaemia, LEUKAEMIA, all, All, ALL, b cell, B cell"
            ),
            [
                ("Leukaemia", 0),
                ("leukaemia", 0),
                ("ALL", 0),
                ("B cell", 0)
            ]
        );
    }

    #[test]
    fn only_whole_words_match_and_a_hyphenated_word_is_one_word() {
        let terms = [term("cell", &["CAR-T"], &[])];
        assert_eq!(found(&terms, "cells T-cell cell-like CAR-T-like cellé"), []);
        assert_eq!(
            found(&terms, "cell, (cell) cell’s cell- CAR-T cell"),
            [
                ("cell", 0),
                ("cell", 0),
                ("cell", 0),
                ("cell", 0),
                ("CAR-T", 0),
                ("cell", 0)
            ]
        );
    }

    #[test]
    fn the_longest_form_wins_and_a_longer_one_that_is_no_whole_word_does_not_hide_it() {
        let terms = [
            term("bone marrow", &[], &[]),
            term("bone marrow test", &[], &[]),
        ];
        assert_eq!(
            found(&terms, "a bone marrow test, bone marrow tested"),
            [("bone marrow test", 1), ("bone marrow", 0)]
        );
    }

    #[test]
    fn a_match_says_how_the_entry_lists_it() {
        let terms = [term("tyrosine kinase inhibitor", &["TKI"], &["imatinib"])];
        let index = TermIndex::new(&terms);
        let matches = index.matches("Imatinib is a TKI");
        assert_eq!(
            matches
                .iter()
                .map(|found| (found.form, found.listed))
                .collect::<Vec<_>>(),
            [(FormKind::Kind, "imatinib"), (FormKind::Form, "TKI")]
        );
    }

    #[test]
    fn subscripts_and_what_does_not_break_are_the_plain_characters() {
        let terms = [
            term("HbA1c", &["vitamin B₁₂"], &[]),
            term("T-cell count", &[], &[]),
        ];
        let text = "é HbA₁c\u{E0101}, vitamin B12, T\u{2011}cell\u{A0}count, HbA1cx";
        assert_eq!(
            found(&terms, text),
            [
                ("HbA₁c\u{E0101}", 0),
                ("vitamin B12", 0),
                ("T\u{2011}cell\u{A0}count", 1)
            ]
        );
    }

    #[test]
    fn a_glossary_without_terms_matches_nothing() {
        assert_eq!(found(&[], "anything"), []);
    }

    #[test]
    fn an_inflection_has_the_letters_of_its_entry_and_another_ending() {
        for (name, form) in [
            ("antibody", "antibodies"),
            ("neutropenia", "neutropenic"),
            ("TKI", "TKIs"),
            ("B cell", "B-cells"),
            ("relapse", "relapsed"),
            ("Philadelphia positive", "philadelphia-positive"),
        ] {
            assert!(is_inflection(name, form), "{name}: {form}");
        }
        for (name, form) in [
            ("chemotherapy", "chemo"),
            ("phase 1", "phase 2"),
            ("gene", "gene change"),
            ("consent", "consent form"),
            ("stem cell transplant", "transplant"),
            ("CAR T-cell", "cat"),
        ] {
            assert!(!is_inflection(name, form), "{name}: {form}");
        }
    }
}
