//! Which terms of the glossary texts use, so that the glossary is printed with them: those whose words stand anywhere in
//! the leaflet's own language, also where they cannot be set in bold (headings, captions, table heads, questions, links);
//! and those that an author marked as a term.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::{Glossary, LeafletSource, Library, Section};
use crate::content::{Block, BlockKind, Inline, InlineKind, LinkTarget};
use crate::terms::TermIndex;

/// Whether a leaflet of these sections has a glossary.
pub(crate) fn uses_any_term(
    library: &Library,
    leaflet: &LeafletSource,
    sections: &[&Section],
) -> bool {
    let mut stop_at_first = |_| ControlFlow::Break(());
    let mut search = Search::new(&library.glossary, leaflet, &mut stop_at_first);
    search.leaflet(leaflet, sections).is_break()
}

/// The terms that a leaflet of all its sections explains, by their places in the glossary: those of its texts, and those
/// that their definitions use in turn.
pub(super) fn used_terms(glossary: &Glossary, leaflet: &LeafletSource) -> BTreeSet<usize> {
    let mut open = Vec::new();
    let mut note = |term| {
        open.push(term);
        ControlFlow::Continue(())
    };
    let sections: Vec<&Section> = leaflet.sections.iter().collect();
    let _ = Search::new(glossary, leaflet, &mut note).leaflet(leaflet, &sections);
    let mut used = BTreeSet::new();
    while let Some(term) = open.pop() {
        if used.insert(term) {
            let definition = &glossary.terms[term].definition;
            let found = glossary.index.matches(definition).into_iter();
            open.extend(found.map(|found| found.term));
        }
    }
    used
}

/// What is done with a term that is found; `Break` ends the search.
type See<'s> = &'s mut dyn FnMut(usize) -> ControlFlow<()>;

/// A search through the texts of a leaflet.
struct Search<'s> {
    glossary: &'s Glossary,
    /// The words; `None` where only those count that an author marked.
    index: Option<&'s TermIndex>,
    /// The primary subtag of the leaflet's language.
    language: &'s str,
    see: See<'s>,
}

impl<'s> Search<'s> {
    fn new(glossary: &'s Glossary, leaflet: &'s LeafletSource, see: See<'s>) -> Search<'s> {
        Search {
            glossary,
            index: Some(&glossary.index),
            language: leaflet.language.primary(),
            see,
        }
    }

    fn leaflet(&mut self, leaflet: &LeafletSource, sections: &[&Section]) -> ControlFlow<()> {
        self.words(&leaflet.urgent_help.title)?;
        self.blocks(&leaflet.urgent_help.body)?;
        sections.iter().try_for_each(|section| {
            self.words(&section.title)?;
            self.words(&section.summary)?;
            self.blocks(&section.body)?;
            self.blocks(&section.questions_intro)?;
            let mut questions = section.questions.iter();
            questions.try_for_each(|question| self.inlines(&question.content))
        })
    }

    fn blocks<'b>(&mut self, blocks: impl IntoIterator<Item = &'b Block>) -> ControlFlow<()> {
        blocks.into_iter().try_for_each(|block| self.block(block))
    }

    fn block(&mut self, block: &Block) -> ControlFlow<()> {
        let index = self.index;
        if let BlockKind::Passage { language, .. } = &block.kind
            && language.primary() != self.language
        {
            // The glossary explains words in the leaflet's own language only.
            self.index = None;
        }
        let found = self.whole_block(block);
        self.index = index;
        found
    }

    fn whole_block(&mut self, block: &Block) -> ControlFlow<()> {
        if let BlockKind::Figure {
            caption: Some(caption),
            ..
        } = &block.kind
        {
            self.words(caption)?;
        }
        let mut lines = block.lines().into_iter();
        lines.try_for_each(|line| self.inlines(line))?;
        self.blocks(block.inner())
    }

    fn inlines(&mut self, inlines: &[Inline]) -> ControlFlow<()> {
        inlines.iter().try_for_each(|inline| match &inline.kind {
            InlineKind::Text(words) => self.words(words),
            InlineKind::Strong(content) | InlineKind::Blank(content) => self.inlines(content),
            InlineKind::Link { target, content } => {
                if let LinkTarget::Term(id) = target {
                    let mut terms = self.glossary.terms.iter();
                    let marked = terms.position(|term| term.id == *id);
                    return marked.map_or(ControlFlow::Continue(()), |term| (self.see)(term));
                }
                self.inlines(content)
            }
        })
    }

    fn words(&mut self, words: &str) -> ControlFlow<()> {
        let found = self.index.map(|index| index.matches(words));
        let mut found = found.into_iter().flatten();
        found.try_for_each(|found| (self.see)(found.term))
    }
}
