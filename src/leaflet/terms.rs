//! Which glossary terms a leaflet uses, by which words and where.
//!
//! Every word that is set in bold has a line in the glossary under its own letter: an inflection ("antibodies") leads to
//! its entry's line, a synonym or an example ("imatinib") to a line of its own that leads on to the entry. Lines are
//! made when a text first needs them; the definitions that this calls for may need more, until none is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::content::{Id, Inline, plain_text};
use crate::library::Glossary;
use crate::terms::{FormKind, GlossaryTerm, TermIndex, TermMatch};

use super::compose::Composer;
use super::{NodeId, Role};

/// What becomes of glossary terms in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TermUse {
    /// The first use of each is set in bold, leads to its entry, and is listed there with its page.
    Linked,
    /// They are explained in the glossary, and the place is listed there, but nothing is set in bold: in the
    /// urgent-help box and in summaries, which must be read without distraction.
    Counted,
    /// The text is a definition: as linked, but the place is not listed.
    Defining,
    /// Nothing: in headings, links, captions, table heads and questions.
    Ignored,
}

/// A line of the glossary: a term's entry, or a word that leads to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// The term, by its place in the glossary.
    pub(super) term: usize,
    /// The word and its kind, where the line is not the entry itself.
    pub(super) word: Option<(FormKind, String)>,
}

/// The terms of a glossary, with what a leaflet has used of them so far.
pub(super) struct Vocabulary<'a> {
    pub(super) terms: &'a [GlossaryTerm],
    index: &'a TermIndex,
    /// The items of the lines that are needed.
    items: BTreeMap<Line, NodeId>,
    /// Lines whose text is still to be written.
    unwritten: Vec<Line>,
    /// Where the words of a line stand, in reading order.
    places: BTreeMap<Line, Vec<NodeId>>,
    /// The terms that the present section has linked.
    linked: BTreeSet<usize>,
    /// The terms that it has named, also in its summary: their examples need no explaining.
    named: BTreeSet<usize>,
    /// The term whose definition is being written: nothing in it leads back to itself.
    defined: Option<usize>,
}

impl<'a> Vocabulary<'a> {
    pub(super) fn new(glossary: &'a Glossary) -> Vocabulary<'a> {
        Vocabulary {
            terms: &glossary.terms,
            index: &glossary.index,
            items: BTreeMap::new(),
            unwritten: Vec::new(),
            places: BTreeMap::new(),
            linked: BTreeSet::new(),
            named: BTreeSet::new(),
            defined: None,
        }
    }

    /// Starts a section, or the definition of a term: each term's next use is its first.
    pub(super) fn start(&mut self, defined: Option<usize>) {
        self.linked.clear();
        self.named.clear();
        self.defined = defined;
    }

    /// Takes a use of a term; whether it is the first in this section. An example is one only where its term has not
    /// been named: a list of drugs under "Chemotherapy" is not set in bold throughout.
    pub(super) fn is_first_use(&mut self, line: &Line) -> bool {
        let is_first = match line.is_example() {
            true => !self.named.contains(&line.term),
            false => !self.linked.contains(&line.term),
        };
        self.linked.insert(line.term);
        self.named.insert(line.term);
        is_first && self.defined != Some(line.term)
    }

    /// Where terms stand in `text`, each with the line that explains it.
    pub(super) fn uses(&self, text: &str) -> Vec<(Range<usize>, Line)> {
        let matches = self.index.matches(text).into_iter();
        matches
            .map(|found| (found.range.clone(), self.line_of(&found)))
            .collect()
    }

    /// The line for words that an author marked as a term: that of the words if the glossary lists them, otherwise the
    /// term's entry.
    pub(super) fn line_by_hand(&self, id: &Id, content: &[Inline]) -> Line {
        let term = self.terms.iter().position(|term| term.id == *id);
        let term = term.expect("the reader refuses a link to a term that does not exist");
        let words = plain_text(content);
        self.uses(&words)
            .into_iter()
            .find(|(range, line)| range.len() == words.len() && line.term == term)
            .map_or(Line { term, word: None }, |(_, line)| line)
    }

    /// Lists a place where a line's words stand.
    pub(super) fn note_place(&mut self, line: &Line, place: NodeId) {
        let places = self.places.entry(line.clone()).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    }

    /// The places where a line's words stand.
    pub(super) fn places(&self, line: &Line) -> Vec<NodeId> {
        self.places.get(line).cloned().unwrap_or_default()
    }

    /// A line whose text is to be written next.
    pub(super) fn next_unwritten(&mut self) -> Option<Line> {
        self.unwritten.pop()
    }

    /// All lines with their items, as the alphabet has them.
    pub(super) fn in_alphabetical_order(&self) -> Vec<NodeId> {
        let mut lines: Vec<_> = self.items.iter().collect();
        lines.sort_by_cached_key(|(line, _)| (alphabetical_key(self.word(line)), (*line).clone()));
        lines.into_iter().map(|(_, &item)| item).collect()
    }

    /// The word that a line explains.
    pub(super) fn word<'l>(&'l self, line: &'l Line) -> &'l str {
        match &line.word {
            Some((_, word)) => word,
            None => &self.terms[line.term].name,
        }
    }

    fn line_of(&self, found: &TermMatch) -> Line {
        let term = &self.terms[found.term];
        if found.form == FormKind::Name || is_inflection(&term.name, found.listed) {
            return Line {
                term: found.term,
                word: None,
            };
        }
        // "TKIs" leads to the line of "TKI" when the glossary lists both.
        let (kind, word) = term
            .listed_forms()
            .filter(|(kind, _)| *kind == found.form)
            .find(|(_, listed)| *listed == found.listed || is_inflection(listed, found.listed))
            .expect("a match is one of its term's listed forms");
        Line {
            term: found.term,
            word: Some((kind, word.to_owned())),
        }
    }
}

impl Composer<'_> {
    /// The glossary item of a line.
    pub(super) fn entry(&mut self, line: &Line) -> NodeId {
        if let Some(&item) = self.vocabulary.items.get(line) {
            return item;
        }
        let item = self.leaflet.add_loose(Role::Item);
        self.vocabulary.items.insert(line.clone(), item);
        self.vocabulary.unwritten.push(line.clone());
        item
    }

    /// Has a term explained that stands in `place`, without a link to it.
    pub(super) fn count_term(&mut self, line: &Line, place: NodeId) {
        self.entry(line);
        self.vocabulary.note_place(line, place);
        if !line.is_example() {
            self.vocabulary.named.insert(line.term);
        }
    }
}

impl Line {
    /// Whether the line's word is an example of its term.
    fn is_example(&self) -> bool {
        matches!(self.word, Some((FormKind::Kind, _)))
    }
}

/// Whether `form` is `name` with another ending, so that whoever looks it up finds `name`: after the letters that they
/// share, at most 2 of the name remain and at most 4 of the form, none of them a word of its own. They share the whole
/// name or at least 4 letters ("gene" and "general" do not). Capitals, spaces and hyphens make no difference.
fn is_inflection(name: &str, form: &str) -> bool {
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

/// A piece of a word as the alphabet orders it: numbers by their value, before letters.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortPiece {
    Space,
    Number(u64),
    Letter(char),
}

fn alphabetical_key(word: &str) -> Vec<SortPiece> {
    let mut key = Vec::new();
    for letter in word.chars().flat_map(char::to_lowercase) {
        let piece = match (letter.to_digit(10), key.last_mut()) {
            (Some(digit), Some(SortPiece::Number(number))) => {
                *number = number.saturating_mul(10).saturating_add(u64::from(digit));
                continue;
            }
            (Some(digit), _) => SortPiece::Number(u64::from(digit)),
            (None, _) if matches!(letter, ' ' | '-') => SortPiece::Space,
            (None, _) => SortPiece::Letter(letter),
        };
        key.push(piece);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn the_alphabet_passes_over_capitals_and_counts_numbers() {
        let mut words = [
            "phases", "Phase 10", "T cell", "phase 9", "ALL", "B-cell", "B cell x",
        ];
        words.sort_by_cached_key(|word| alphabetical_key(word));
        assert_eq!(
            words,
            [
                "ALL", "B-cell", "B cell x", "phase 9", "Phase 10", "phases", "T cell"
            ]
        );
    }
}
