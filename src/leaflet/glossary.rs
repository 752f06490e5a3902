//! Words used in this leaflet: what the vocabulary has gathered, and what the definitions themselves call for.

use crate::alphabet::Alphabet;
use crate::terms::FormKind;

use super::compose::{Composer, Slot};
use super::inlines::Written;
use super::terms::{Line, TermUse};
use super::{ListKind, NodeId, Part, Role, Target, Weight};

impl Composer<'_> {
    /// The glossary, if the leaflet uses any of its words.
    pub(super) fn glossary(&mut self) -> Option<NodeId> {
        // A definition may use words that no text did: their lines come up here in turn.
        while let Some(line) = self.vocabulary.next_unwritten() {
            self.glossary_line(&line);
        }
        let alphabet = Alphabet::of(&self.leaflet.language);
        let items = self.vocabulary.in_order_of(&alphabet);
        if items.is_empty() {
            return None;
        }
        let (part, _) = self.part(Part::Glossary, &self.wording().glossary);
        let source = &self.selection.library.glossary;
        self.part_notices(part, &source.standing, &source.review);
        let list = self.leaflet.add(part, Role::List(ListKind::Terms));
        for item in items {
            self.leaflet.attach(list, item);
        }
        Some(part)
    }

    fn glossary_line(&mut self, line: &Line) {
        let item = self.entry(line);
        let word = self.vocabulary.word(line).to_owned();
        let body = match &line.word {
            None => {
                self.line(item, Role::Label, &word);
                let body = self.leaflet.add(item, Role::Body);
                self.definition(body, line.term);
                body
            }
            Some((kind, _)) => {
                self.line(item, Role::Label, &word);
                let body = self.leaflet.add(item, Role::Body);
                self.way_to_entry(body, line.term, *kind);
                self.definition(body, line.term);
                body
            }
        };
        self.page_references(body, line);
    }

    fn definition(&mut self, body: NodeId, term: usize) {
        let source = &self.vocabulary.terms[term];
        self.vocabulary.start(Some(term));
        self.written_at(body, source.span);
        let written = Written {
            text: &source.definition,
            span: source.span,
            weight: Weight::Regular,
        };
        self.writer(TermUse::Defining).text(body, written);
    }

    fn way_to_entry(&mut self, body: NodeId, term: usize, kind: FormKind) {
        let entry = self.entry(&Line { term, word: None });
        let name = &self.vocabulary.terms[term].name;
        let template = match kind {
            FormKind::Kind => &self.wording().kind_of,
            FormKind::Form | FormKind::Name => &self.wording().see,
        };
        self.words(body, template, &[("term", Slot::Reference(entry, name))]);
    }

    fn page_references(&mut self, body: NodeId, line: &Line) {
        let places = self.vocabulary.places(line);
        if places.is_empty() {
            return;
        }
        let references = self.leaflet.add(body, Role::PageReferences);
        for place in places {
            let link = self
                .leaflet
                .add(references, Role::Link(Target::Node(place)));
            self.leaflet.add(link, Role::PageNumber(place));
        }
    }
}
