//! Tables without columns: the cells of a row stand below each other, each after the name of its column.

use crate::leaflet::NodeId;
use crate::paged::layout::galley::Cut;
use crate::paged::layout::ink::InkBlock;
use crate::paged::layout::text::{TextLook, TextPiece};
use crate::paged::theme::{HAIRLINE, Heaviness};

use super::tables::HEAD_RULE;
use super::{Flow, Place};

impl Flow<'_> {
    /// The head of a table whose cells stand below each other: the names of its columns, one after the other. Each
    /// stands before its cells as well.
    pub(super) fn head_on_one_line(&mut self, cells: &[NodeId], place: Place) {
        let mut pieces: Vec<TextPiece> = Vec::new();
        for &cell in cells {
            let name = self.pieces_of(&[cell], place);
            if let Some(first) = name.first().filter(|_| !pieces.is_empty()) {
                pieces.push(repeated(" · ".to_owned(), first.leaf));
            }
            pieces.extend(name);
        }
        let padding = self.theme.spaces.stacked_row_padding;
        let style = place.style.weighing(Heaviness::Bold);
        let lines = self.lines_of_pieces(&pieces, place.styled(style));
        self.galley.push_lines(lines, place.area);
        self.galley.cut(Cut::Forbidden);
        self.push_ruled(InkBlock::blank(padding), place.area, HEAD_RULE);
    }

    /// The cells of a row below each other: the first in bold, as the row's name, the others set in from it, each after
    /// the name of its column.
    pub(super) fn cells_stacked(&mut self, cells: &[NodeId], names: &[NodeId], place: Place) {
        let padding = self.theme.spaces.stacked_row_padding;
        self.galley.space(padding);
        for (index, &cell) in cells.iter().enumerate() {
            let place = self.cell_place(cell, place);
            let place = if index == 0 {
                place.styled(place.style.weighing(Heaviness::Bold))
            } else {
                place.within(place.area.indented(self.theme.spaces.turned_line_indent))
            };
            let name = names.get(index).filter(|_| index > 0);
            let mut pieces = name.map_or_else(Vec::new, |&name| self.column_name(name));
            pieces.extend(self.pieces_of(self.leaflet.children(cell), place));
            let lines = self.lines_of_pieces(&pieces, place);
            self.galley.push_lines(lines, place.area);
        }
        self.galley.cut(Cut::Forbidden);
        self.push_ruled(InkBlock::blank(padding), place.area, HAIRLINE);
    }

    /// A column's name before a cell of it, for the eye: a screen reader has it from the table's head.
    fn column_name(&self, head: NodeId) -> Vec<TextPiece> {
        let name = self.leaflet.text_of(head);
        let leaf = self.leaflet.descendants(head).into_iter().last();
        leaf.filter(|_| !name.is_empty())
            .map(|leaf| repeated(format!("{name}: "), leaf))
            .into_iter()
            .collect()
    }
}

/// Words for the eye alone, on behalf of a leaf.
fn repeated(text: String, leaf: NodeId) -> TextPiece {
    TextPiece {
        text,
        leaf,
        link: None,
        page_of: None,
        look: TextLook::Repeated,
    }
}
