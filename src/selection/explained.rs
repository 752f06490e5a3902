//! Whether texts use a word of the glossary, so that the glossary is printed with them. The words are those that
//! composing explains: outside headings, captions, table heads, questions and links, in the leaflet's own language; and
//! those that an author marked as a term, wherever they stand.

use crate::content::{Block, BlockKind, Inline, InlineKind, LinkTarget, TableCell};
use crate::language::Language;
use crate::library::{LeafletSource, Library, Section};
use crate::terms::TermIndex;

/// Whether a leaflet of these sections has a glossary.
pub(super) fn has_glossary(
    library: &Library,
    leaflet: &LeafletSource,
    sections: &[&Section],
) -> bool {
    let search = Search {
        language: &leaflet.language,
        index: Some(&library.glossary.index),
    };
    search.is_in_blocks(&leaflet.urgent_help.body)
        || sections.iter().any(|section| search.is_in_section(section))
}

/// A search for a word of the glossary.
#[derive(Clone, Copy)]
struct Search<'l> {
    /// The language of the leaflet.
    language: &'l Language,
    /// The words; nothing where only those count that an author marked.
    index: Option<&'l TermIndex>,
}

impl Search<'_> {
    fn is_in_section(&self, section: &Section) -> bool {
        let mut questions = section.questions.iter();
        self.is_in_words(&section.summary)
            || self.is_in_blocks(&section.body)
            || self.among_marked().is_in_blocks(&section.questions_intro)
            || questions.any(|question| self.among_marked().is_in(&question.content))
    }

    fn is_in_blocks(&self, blocks: &[Block]) -> bool {
        blocks.iter().any(|block| self.is_in_block(&block.kind))
    }

    fn is_in_block(&self, block: &BlockKind) -> bool {
        match block {
            BlockKind::Heading { content, .. } => self.among_marked().is_in(content),
            BlockKind::Paragraph(content) => self.is_in(content),
            BlockKind::List { items, .. } => {
                items.iter().any(|item| self.is_in_blocks(&item.blocks))
            }
            BlockKind::Table {
                caption,
                header,
                rows,
            } => {
                let mut caption = caption.iter();
                caption.any(|caption| self.among_marked().is_in(caption))
                    || self.among_marked().is_in_cells(header)
                    || rows.iter().any(|row| self.is_in_cells(row))
            }
            BlockKind::Figure { .. } | BlockKind::FigureRow(_) => false,
            BlockKind::Callout { blocks, .. } => self.is_in_blocks(blocks),
            BlockKind::Passage { language, blocks } => {
                let is_own = language.primary() == self.language.primary();
                let search = if is_own { *self } else { self.among_marked() };
                search.is_in_blocks(blocks)
            }
        }
    }

    fn is_in_cells(&self, cells: &[TableCell]) -> bool {
        cells.iter().any(|cell| self.is_in(&cell.content))
    }

    fn is_in(&self, inlines: &[Inline]) -> bool {
        inlines.iter().any(|inline| match &inline.kind {
            InlineKind::Text(words) => self.is_in_words(words),
            InlineKind::Strong(content) | InlineKind::Blank(content) => self.is_in(content),
            InlineKind::Link { target, content } => {
                matches!(target, LinkTarget::Term(_)) || self.among_marked().is_in(content)
            }
        })
    }

    fn is_in_words(&self, words: &str) -> bool {
        let mut index = self.index.iter();
        index.any(|index| !index.matches(words).is_empty())
    }

    /// The same search, among the words that an author marked.
    fn among_marked(&self) -> Self {
        Search {
            index: None,
            ..*self
        }
    }
}
