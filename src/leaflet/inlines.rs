//! Runs of text, with their links, as leaves of the tree.
//!
//! Links adapt to the paper and to the selection: a section that is in the leaflet is named with its page, one that is
//! not with the words to look it up online, and an address stands readable after its words. The first use of a
//! glossary term in a section is set in bold and leads to its entry.

use crate::content::{Address, Id, Inline, InlineKind, LinkTarget, Reach};
use crate::diagnostic::SourceSpan;
use crate::language::Direction;
use crate::telephone;

use super::blocks::Writer;
use super::compose::Slot;
use super::nobreak::{LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE, keep_together};
use super::terms::{Line, TermUse};
use super::{Fill, NodeId, Role, Target, Weight};

/// Words as they were written, and where.
#[derive(Clone, Copy)]
pub(super) struct Written<'t> {
    pub(super) text: &'t str,
    pub(super) span: SourceSpan,
    pub(super) weight: Weight,
}

impl Writer<'_, '_> {
    /// Adds inlines to `parent`.
    pub(super) fn inlines(&mut self, parent: NodeId, inlines: &[Inline], weight: Weight) {
        for inline in inlines {
            let span = inline.span;
            match &inline.kind {
                InlineKind::Text(text) => self.text(parent, Written { text, span, weight }),
                InlineKind::Strong(content) => self.inlines(parent, content, Weight::Strong),
                InlineKind::Blank(label) => self.blank(parent, span, label, weight),
                InlineKind::Link { target, content } => match target {
                    LinkTarget::Online(address) => self.online(parent, address, content, weight),
                    LinkTarget::Section(id) => {
                        self.section_reference(parent, id, content, weight);
                    }
                    LinkTarget::Reach(reach) => self.reach(parent, reach, content, weight),
                    LinkTarget::Term(id) => self.term_by_hand(parent, id, content),
                    LinkTarget::Contact(kind) => {
                        self.without_terms().inlines(parent, content, weight);
                        if self.contact_at_hand != Some(*kind) {
                            let contact = Slot::Fill(Fill::ContactMention(*kind));
                            self.aside(parent, "{contact}", &[("contact", contact)]);
                        }
                    }
                },
            }
        }
    }

    /// Words, with the terms in them.
    pub(super) fn text(&mut self, parent: NodeId, written: Written) {
        let mut done = 0;
        let uses = match self.terms {
            TermUse::Ignored => Vec::new(),
            _ => self.composer.vocabulary.uses(written.text),
        };
        for (range, line) in uses {
            if self.terms == TermUse::Counted {
                self.composer.count_term(&line, parent);
            } else if self.terms == TermUse::Listed {
                self.composer.list_word(&line, parent);
            } else if !self.composer.vocabulary.is_first_use(&line) {
                if self.composer.vocabulary.is_new_place(&line) {
                    // In a leaf of its own, so that its page is that of the word, not of the paragraph's start.
                    self.leaf(parent, written.of(&written.text[done..range.start]));
                    let word = self.leaf(parent, written.of(&written.text[range.clone()]));
                    done = range.end;
                    self.composer.list_word(&line, word.unwrap_or(parent));
                } else {
                    self.composer.list_word(&line, parent);
                }
            } else {
                self.leaf(parent, written.of(&written.text[done..range.start]));
                self.term(parent, &line, written.of(&written.text[range.clone()]));
                done = range.end;
            }
        }
        self.leaf(parent, written.of(&written.text[done..]));
    }

    /// Has the words of inlines explained that stand in `place`, and adds nothing.
    pub(super) fn list_inlines(&mut self, place: NodeId, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => self.composer.list_words(text, place),
                InlineKind::Strong(content) | InlineKind::Blank(content) => {
                    self.list_inlines(place, content);
                }
                InlineKind::Link { target, content } => {
                    if !matches!(target, LinkTarget::Term(_)) {
                        self.list_inlines(place, content);
                    }
                }
            }
        }
    }

    fn term(&mut self, parent: NodeId, line: &Line, word: Written) {
        let entry = self.composer.entry(line);
        let target = Role::Link(Target::Node(entry));
        let link = self.composer.leaflet.add(parent, target);
        self.composer.written_at(link, word.span);
        let weight = Weight::Strong;
        self.leaf(link, Written { weight, ..word });
        if self.terms != TermUse::Defining {
            self.composer.vocabulary.note_place(line, link);
        }
    }

    /// A leaf of an author's words; no leaf where there are none.
    fn leaf(&mut self, parent: NodeId, written: Written) -> Option<NodeId> {
        if written.text.is_empty() {
            return None;
        }
        let direction = self.language.direction();
        let text = keep_together(written.text, self.composer.wording(), direction);
        let weight = written.weight;
        let role = Role::Text { text, weight };
        let leaf = self.composer.leaflet.add(parent, role);
        Some(self.composer.written_at(leaf, written.span))
    }

    fn link(
        &mut self,
        parent: NodeId,
        target: Target,
        content: &[Inline],
        weight: Weight,
    ) -> NodeId {
        let link = self.composer.leaflet.add(parent, Role::Link(target));
        if let Some(first) = content.first() {
            self.composer.written_at(link, first.span);
        }
        self.without_terms().inlines(link, content, weight);
        link
    }

    fn online(&mut self, parent: NodeId, address: &Address, content: &[Inline], weight: Weight) {
        let link = self.link(parent, Target::Online(address.clone()), content, weight);
        let words = self.composer.leaflet.text_of(link);
        if words != address.readable() && words != address.as_str() {
            let address = Slot::Words(address.readable());
            self.aside(link, "({address})", &[("address", address)]);
        }
    }

    /// A number to ring or an address to write to: it stands readable after words that do not say it.
    fn reach(&mut self, parent: NodeId, reach: &Reach, content: &[Inline], weight: Weight) {
        let link = self.link(parent, Target::Reach(reach.clone()), content, weight);
        let words = self.composer.leaflet.text_of(link);
        if !telephone::says(&words, reach.readable()) {
            let number = Slot::Words(reach.readable());
            self.aside(link, "({number})", &[("number", number)]);
        }
    }

    /// A label and a blank to write in after it.
    fn blank(&mut self, parent: NodeId, span: SourceSpan, label: &[Inline], weight: Weight) {
        self.inlines(parent, label, weight);
        // The label's last word goes to the next line with the blank.
        let text = "\u{A0}";
        self.leaf(parent, Written { text, span, weight });
        let blank = self.composer.leaflet.add(parent, Role::Blank);
        self.composer.written_at(blank, span);
    }

    fn section_reference(&mut self, parent: NodeId, id: &Id, content: &[Inline], weight: Weight) {
        let wording = self.composer.wording();
        if let Some(&heading) = self.composer.section_headings.get(id) {
            let link = self.link(parent, Target::Node(heading), content, weight);
            let page = Slot::PageNumber(heading);
            return self.aside(link, &wording.on_page, &[("page", page)]);
        }
        let leaflet = self.composer.selection.leaflet;
        let section = leaflet.section(id);
        let section = section.expect("the reader refuses a link to a section that does not exist");
        let target = Target::Online(section.online.clone());
        self.link(parent, target, content, weight);
        let label = Slot::Words(&section.online_label);
        self.aside(parent, &wording.elsewhere, &[("label", label)]);
    }

    /// A term that an author marked: a link whether or not it is the first use.
    fn term_by_hand(&mut self, parent: NodeId, id: &Id, content: &[Inline]) {
        let line = self.composer.vocabulary.line_by_hand(id, content);
        let entry = self.composer.entry(&line);
        let mut marked = Writer {
            terms: TermUse::Ignored,
            ..self.without_terms()
        };
        let link = marked.link(parent, Target::Node(entry), content, Weight::Strong);
        if self.composer.vocabulary.is_first_use(&line) {
            self.composer.vocabulary.note_place(&line, link);
        }
    }

    /// The program's words after an author's: in the leaflet's own language, whatever the text's is.
    fn aside(&mut self, parent: NodeId, template: &str, slots: &[(&str, Slot)]) {
        let before = self.composer.leaflet.children(parent).len();
        let (open, close) = match self.language.direction() {
            Direction::RightToLeft => (LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE),
            Direction::LeftToRight => ("", ""),
        };
        let template = format!(" {open}{template}{close}");
        self.composer.words(parent, &template, slots);
        self.mark_own_language(parent, before);
    }

    /// Says of the children of `parent` from `first` on that they are in the leaflet's own language.
    pub(super) fn mark_own_language(&mut self, parent: NodeId, first: usize) {
        let own = &self.composer.selection.leaflet.language;
        if self.language == own {
            return;
        }
        let leaflet = &mut self.composer.leaflet;
        let added: Vec<NodeId> = leaflet.children(parent)[first..].to_vec();
        for child in added {
            leaflet.node_mut(child).language = Some(own.clone());
        }
    }
}

impl<'t> Written<'t> {
    /// A part of the words.
    fn of(self, text: &'t str) -> Written<'t> {
        Written { text, ..self }
    }
}
