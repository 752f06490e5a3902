//! Which glossary terms a leaflet uses, by which words and where.
//!
//! Every word of the glossary that a reader meets has a line there under its own letter: an inflection ("antibodies") that
//! of its entry, a synonym or an example ("imatinib") one of its own, with the entry's name and what that means. The first
//! use of a term in a section is set in bold; whatever else stands in the text is listed all the same, also in headings and
//! questions. Lines are made when a text first needs them; the definitions that this calls for may need more, until none
//! is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::alphabet::Alphabet;
use crate::content::{Id, Inline, plain_text};
use crate::library::Glossary;
use crate::terms::{FormKind, GlossaryTerm, TermIndex, TermMatch, is_inflection};

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
    /// As counted, and the next use is the first all the same: in headings, links, captions, table heads and questions,
    /// where nothing is set in bold.
    Listed,
    /// Nothing: in another language, and in words that an author has marked as a term.
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
    /// The lines of which the present section has listed a place.
    noted: BTreeSet<Line>,
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
            noted: BTreeSet::new(),
            linked: BTreeSet::new(),
            named: BTreeSet::new(),
            defined: None,
        }
    }

    /// Starts a section, or the definition of a term: each term's next use is its first.
    pub(super) fn start(&mut self, defined: Option<usize>) {
        self.noted.clear();
        self.linked.clear();
        self.named.clear();
        self.defined = defined;
    }

    /// Takes a use of a term; whether it is the first in this section. An example is one only where its term has not
    /// been named: a list of drugs under "Chemotherapy" is not set in bold throughout.
    pub(super) fn is_first_use(&mut self, line: &Line) -> bool {
        let is_first = if line.is_example() {
            !self.named.contains(&line.term)
        } else {
            !self.linked.contains(&line.term)
        };
        self.linked.insert(line.term);
        self.named.insert(line.term);
        is_first && self.defined != Some(line.term)
    }

    /// Whether a use of a line's words is a place to list: the first in a section, and none in a definition.
    pub(super) fn is_new_place(&self, line: &Line) -> bool {
        self.defined.is_none() && !self.noted.contains(line)
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
        self.noted.insert(line.clone());
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

    /// All lines with their items, as the alphabet has them. Lines of the same word are in the glossary's order.
    pub(super) fn in_order_of(&self, alphabet: &Alphabet) -> Vec<NodeId> {
        let mut lines: Vec<_> = self.items.iter().collect();
        lines.sort_by(|one, other| alphabet.compare(self.word(one.0), self.word(other.0)));
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

    /// Has the words of `text` explained, which stand in `place` and lead nowhere.
    pub(super) fn list_words(&mut self, text: &str, place: NodeId) {
        for (_, line) in self.vocabulary.uses(text) {
            self.list_word(&line, place);
        }
    }

    /// Has a word explained that stands in `place`, without a link to it; a place in a section is listed once. A
    /// definition is no place to look a word up, and need not explain its own term.
    pub(super) fn list_word(&mut self, line: &Line, place: NodeId) {
        if self.vocabulary.defined == Some(line.term) {
            return;
        }
        self.entry(line);
        if self.vocabulary.is_new_place(line) {
            self.vocabulary.note_place(line, place);
        }
    }

    /// Has a term explained that stands in `place`, without a link to it: its examples need no explaining any more.
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
