//! Blocks of written text as nodes of the tree. In: what the reader parsed. Out: one node a block, with everything in
//! it, in the same order: no word is dropped, moved or said twice.

use std::sync::Arc;

use crate::content::{Block, BlockKind, CalloutKind, ContactKind, Inline, ListItem, TableCell};
use crate::figure::Figure;
use crate::language::Language;

use super::compose::Composer;
use super::terms::TermUse;
use super::{ListKind, NodeId, Role, Weight};

/// Writes an author's text into the tree.
pub(super) struct Writer<'w, 'a> {
    pub(super) composer: &'w mut Composer<'a>,
    /// The language of the text.
    pub(super) language: &'w Language,
    /// What becomes of glossary terms in it.
    pub(super) terms: TermUse,
    /// The contact that the reader has just met: a mention of it says no more.
    pub(super) contact_at_hand: Option<ContactKind>,
}

impl<'a> Composer<'a> {
    /// Writes text in the leaflet's own language.
    pub(super) fn writer(&mut self, terms: TermUse) -> Writer<'_, 'a> {
        Writer {
            language: &self.selection.leaflet.language,
            terms,
            contact_at_hand: None,
            composer: self,
        }
    }
}

impl<'a> Writer<'_, 'a> {
    /// Adds blocks to `parent`.
    pub(super) fn blocks(&mut self, parent: NodeId, blocks: &[Block]) {
        for block in blocks {
            let node = self.block(parent, &block.kind);
            self.composer.written_at(node, block.span);
        }
    }

    fn block(&mut self, parent: NodeId, block: &BlockKind) -> NodeId {
        match block {
            BlockKind::Heading { level, content } => {
                let role = Role::Heading(level + 1);
                self.without_terms().run(parent, role, content)
            }
            BlockKind::Paragraph(content) => self.run(parent, Role::Paragraph, content),
            BlockKind::List { start, items } => self.list(parent, *start, items),
            BlockKind::Table {
                caption,
                header,
                rows,
            } => {
                let table = self.composer.leaflet.add(parent, Role::Table);
                if let Some(caption) = caption {
                    self.without_terms().run(table, Role::Caption, caption);
                }
                self.table_rows(table, header, rows);
                table
            }
            BlockKind::Figure {
                figure,
                alt,
                caption,
            } => {
                let group = self.composer.leaflet.add(parent, Role::FigureGroup);
                self.figure(group, figure, alt);
                if let Some(caption) = caption {
                    let line = self.composer.line(group, Role::Caption, caption);
                    if self.terms != TermUse::Ignored {
                        self.composer.list_words(caption, line);
                    }
                }
                group
            }
            BlockKind::FigureRow(figures) => {
                let row = self.composer.leaflet.add(parent, Role::FigureRow);
                self.blocks(row, figures);
                row
            }
            BlockKind::Callout { kind, blocks } => self.callout(parent, *kind, blocks),
            BlockKind::Passage { language, blocks } => self.passage(parent, language, blocks),
        }
    }

    /// A node with a run of inlines in it.
    pub(super) fn run(&mut self, parent: NodeId, role: Role, content: &[Inline]) -> NodeId {
        let node = self.composer.leaflet.add(parent, role);
        self.inlines(node, content, Weight::Regular);
        self.composer.join_leaves(node);
        node
    }

    /// The same, setting no term in bold.
    pub(super) fn without_terms(&mut self) -> Writer<'_, 'a> {
        let terms = match self.terms {
            TermUse::Ignored => TermUse::Ignored,
            _ => TermUse::Listed,
        };
        Writer {
            composer: self.composer,
            language: self.language,
            terms,
            contact_at_hand: self.contact_at_hand,
        }
    }

    fn list(&mut self, parent: NodeId, start: Option<u64>, items: &[ListItem]) -> NodeId {
        let kind = match start {
            Some(_) => ListKind::Numbered,
            None => ListKind::Bullet,
        };
        let list = self.composer.leaflet.add(parent, Role::List(kind));
        for (number, item) in (start.unwrap_or(1)..).zip(items) {
            let node = self.composer.leaflet.add(list, Role::Item);
            self.composer.written_at(node, item.span);
            let label = match kind {
                ListKind::Numbered => format!("{number}."),
                _ => "•".to_owned(),
            };
            self.composer.line(node, Role::Label, &label);
            let body = self.composer.leaflet.add(node, Role::Body);
            self.item_body(body, &item.blocks);
        }
        list
    }

    /// An item's first paragraph stands in its body directly: an item of one line is no deeper than need be.
    fn item_body(&mut self, body: NodeId, blocks: &[Block]) {
        let mut blocks = blocks;
        if let [first, rest @ ..] = blocks
            && let BlockKind::Paragraph(content) = &first.kind
        {
            self.composer.written_at(body, first.span);
            self.inlines(body, content, Weight::Regular);
            self.composer.join_leaves(body);
            blocks = rest;
        }
        self.blocks(body, blocks);
    }

    /// The rows of a table. Where no header row names the columns, the first cell of each row names the row.
    fn table_rows(&mut self, table: NodeId, header: &[TableCell], rows: &[Vec<TableCell>]) {
        if !header.is_empty() {
            let head = self.composer.leaflet.add(table, Role::TableHead);
            let row = self.composer.leaflet.add(head, Role::Row);
            self.without_terms().cells(row, Role::HeaderCell, header);
        }
        let body = self.composer.leaflet.add(table, Role::TableBody);
        for cells in rows {
            let row = self.composer.leaflet.add(body, Role::Row);
            let names = usize::from(header.is_empty() && has_words(cells.first()));
            let (names, others) = cells.split_at(names);
            self.without_terms().cells(row, Role::RowHeader, names);
            self.cells(row, Role::Cell, others);
        }
    }

    fn cells(&mut self, row: NodeId, role: Role, cells: &[TableCell]) {
        for cell in cells {
            let node = self.run(row, role.clone(), &cell.content);
            self.composer.written_at(node, cell.span);
        }
    }

    fn figure(&mut self, group: NodeId, figure: &Arc<Figure>, alt: &str) {
        let role = Role::Figure {
            figure: figure.clone(),
            alt: alt.to_owned(),
        };
        self.composer.leaflet.add(group, role);
    }

    fn callout(&mut self, parent: NodeId, kind: CalloutKind, blocks: &[Block]) -> NodeId {
        let callout = self.composer.leaflet.add(parent, Role::Callout(kind));
        let label = self.composer.leaflet.add(callout, Role::CalloutLabel);
        let words = self.composer.wording().callout(kind);
        self.composer.text(label, words, Weight::Regular);
        self.mark_own_language(label, 0);
        self.blocks(callout, blocks);
        callout
    }

    fn passage(&mut self, parent: NodeId, language: &Language, blocks: &[Block]) -> NodeId {
        let passage = self.composer.leaflet.add(parent, Role::Passage);
        self.composer.leaflet.node_mut(passage).language = Some(language.clone());
        let own_language = language.primary() == self.composer.leaflet.language.primary();
        let mut writer = Writer {
            composer: self.composer,
            language,
            // The glossary explains words in the leaflet's own language only.
            terms: if own_language {
                self.terms
            } else {
                TermUse::Ignored
            },
            contact_at_hand: self.contact_at_hand,
        };
        writer.blocks(passage, blocks);
        passage
    }
}

/// Whether there is a cell and it is not empty. An empty one names nothing.
fn has_words(cell: Option<&TableCell>) -> bool {
    cell.is_some_and(|cell| !cell.content.is_empty())
}
