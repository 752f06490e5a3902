//! Tables: column widths, rows that are never cut, a head that repeats.
//!
//! Columns are as wide as their words need and share what is left, so that the table takes the fewest lines. A table whose
//! longest words do not fit side by side in the text column has the side column as well. Where even that is too narrow,
//! the cells of a row stand below each other instead, so that no word is broken and no type shrinks. So do those of a row
//! that would be taller than a page, and such a row goes on over the page. A small table is not cut at all.

use crate::leaflet::NodeId;
use crate::length::{Length, pt};
use crate::paged::Role;
use crate::paged::layout::galley::Cut;
use crate::paged::layout::ink::{Area, Ink, InkBlock};
use crate::paged::layout::text::{Widths, line_pitch};
use crate::paged::theme::{self, HAIRLINE, Heaviness};

use super::column_widths::share;
use super::{Flow, Place};

/// Up to this part of a page a table stays in one piece.
const SMALL_TABLE: f32 = 0.35;
/// The part of a page that a row may fill and still stay in one piece.
const TALLEST_ROW: f32 = 0.85;
/// The part of a page that a head may fill and still repeat.
const TALLEST_HEAD: f32 = 0.4;
/// The rule below a table's head.
pub(super) const HEAD_RULE: Length = pt(1.4);

/// The rows of a table.
struct TableRows {
    head: Vec<NodeId>,
    body: Vec<NodeId>,
}

/// Where a table stands.
struct Stand {
    area: Area,
    /// Its columns; `None` when their longest words do not fit side by side.
    grid: Option<Grid>,
}

/// Columns side by side.
struct Grid {
    widths: Vec<Length>,
    /// The space between two of them.
    space: Length,
}

/// How the rows of a table are set.
#[derive(Clone, Copy)]
struct RowColumns<'c> {
    /// How they stand; `None` where the cells of every row stand below each other.
    grid: Option<&'c Grid>,
    /// The cells that name them.
    names: &'c [NodeId],
    /// The most height of a row whose cells stand side by side.
    tallest: Length,
}

impl Flow<'_> {
    /// Sets a table.
    pub(super) fn table(&mut self, table: NodeId, place: Place) {
        let rows = self.rows(table);
        let stand = self.stand(&rows, place);
        if stand.grid.is_none() {
            self.stacked_tables.push(table);
        }
        let place = place.within(stand.area);
        self.clear_of_side(stand.area, |flow| {
            flow.set_table(table, &rows, &stand, place);
        });
    }

    /// Whether the columns of a table fit side by side in a place.
    pub(super) fn has_columns(&mut self, table: NodeId, place: Place) -> bool {
        let rows = self.rows(table);
        let needed = self.needed(&rows, place);
        let mut spaces = self.theme.spaces.between_columns.into_iter();
        spaces.any(|space| self.grid(&needed, space, place.area).is_some())
    }

    fn set_table(&mut self, table: NodeId, rows: &TableRows, stand: &Stand, place: Place) {
        let grid = stand.grid.as_ref();
        self.galley.space(self.theme.spaces.above_table);
        let first = self.galley.len();
        if let Some(caption) = self.child_with(table, |role| *role == Role::Caption) {
            let style = place.style.weighing(Heaviness::SemiBold);
            self.text(self.leaflet.children(caption), place.styled(style));
            self.galley.hold(first);
            self.galley.replace_space(self.theme.spaces.below_caption);
            self.galley.cut(Cut::Forbidden);
        }
        let head = self.galley.len();
        let names = rows.head.last().map(|&row| self.leaflet.children(row));
        let mut columns = RowColumns {
            grid,
            names: names.unwrap_or_default(),
            tallest: self.frame.height() * TALLEST_HEAD,
        };
        self.head(&rows.head, columns, place);
        let height = self.galley.height_from(head);
        columns.tallest = self.frame.height() * TALLEST_ROW;
        if height <= self.frame.height() * TALLEST_HEAD {
            self.galley.hold(head);
            self.galley.open_group(head..self.galley.len());
            columns.tallest = columns
                .tallest
                .min((self.frame.height() - height) * TALLEST_ROW);
        }
        // Of a row whose cells stand below each other the head keeps two lines, as a heading does.
        self.galley.owe_lines(if grid.is_some() { 1 } else { 2 });
        self.body_rows(&rows.body, columns, place);
        self.galley.close_group();
        if self.galley.height_from(first) <= self.frame.height() * SMALL_TABLE {
            self.galley.keep_together(first);
        }
        self.galley.space(self.theme.spaces.below_table);
    }

    /// The head of a table: its row in columns, or the names of its columns one after the other; a rule alone where the
    /// table has none.
    fn head(&mut self, rows: &[NodeId], columns: RowColumns, place: Place) {
        for &row in rows {
            let cells = self.leaflet.children(row).to_vec();
            match self.cells_side_by_side(&cells, columns, place) {
                Some(head) => self.push_ruled(head, place.area, HEAD_RULE),
                None => self.head_on_one_line(&cells, place),
            }
        }
        if rows.is_empty() {
            self.push_ruled(InkBlock::blank(HEAD_RULE), place.area, HEAD_RULE);
        }
    }

    fn body_rows(&mut self, rows: &[NodeId], columns: RowColumns, place: Place) {
        let last = rows.len().saturating_sub(1);
        for (index, &row) in rows.iter().enumerate() {
            if columns.grid.is_some() && (index == 1 || index == last) {
                // No row stands alone on its side of a break, as no line of a paragraph does. Stacked rows are tall: two
                // of them and a head seldom fit on a page, and then the head would stand alone.
                self.galley.cut(Cut::Disliked);
            }
            self.row(row, columns, place);
        }
    }

    fn rows(&self, table: NodeId) -> TableRows {
        let of_group = |group: Role| {
            let group = self.child_with(table, |role| *role == group);
            group.map(|group| self.leaflet.children(group).to_vec())
        };
        TableRows {
            head: of_group(Role::TableHead).unwrap_or_default(),
            body: of_group(Role::TableBody).unwrap_or_default(),
        }
    }

    /// Where a table stands: in its place, or with the side column where that spares its rows from being taken apart.
    fn stand(&mut self, rows: &TableRows, place: Place) -> Stand {
        let needed = self.needed(rows, place);
        let wider = self.wider(place.area);
        let areas = [Some(place.area), wider].into_iter().flatten();
        let mut tall = None;
        for space in self.theme.spaces.between_columns {
            for area in areas.clone() {
                let Some(grid) = self.grid(&needed, space, area) else {
                    continue;
                };
                let is_whole = self.keeps_rows_whole(&needed, &grid, place);
                let grid = Some(grid);
                if is_whole {
                    return Stand { area, grid };
                }
                tall.get_or_insert(Stand { area, grid });
            }
        }
        let area = place.area;
        tall.unwrap_or(Stand { area, grid: None })
    }

    /// What the cells of each row need.
    fn needed(&mut self, rows: &TableRows, place: Place) -> Vec<Vec<Widths>> {
        let mut needed = Vec::new();
        for &row in rows.head.iter().chain(&rows.body) {
            let cells = self.leaflet.children(row).to_vec();
            let widths = cells
                .into_iter()
                .map(|cell| self.widths_of(&[cell], self.cell_place(cell, place)));
            needed.push(widths.collect());
        }
        needed
    }

    /// Columns in an area, so far apart; `None` when the longest words do not fit side by side.
    fn grid(&self, needed: &[Vec<Widths>], space: Length, area: Area) -> Option<Grid> {
        let columns = needed.first().map_or(0, Vec::len);
        let spaces = space * columns.saturating_sub(1) as f32;
        let widths = share(needed, area.width - spaces)?;
        Some(Grid { widths, space })
    }

    /// Whether in these columns no row is so tall that its cells have to stand below each other.
    fn keeps_rows_whole(&self, needed: &[Vec<Widths>], grid: &Grid, place: Place) -> bool {
        let pitch = line_pitch(place.style, place.language);
        let tallest = self.frame.height() * TALLEST_ROW - self.theme.spaces.row_padding * 2.0;
        let fits = |(cell, &width): (&Widths, &Length)| pitch * cell.lines(width) as f32 <= tallest;
        let mut rows = needed.iter();
        rows.all(|row| row.iter().zip(&grid.widths).all(fits))
    }

    pub(super) fn cell_place<'p>(&self, cell: NodeId, place: Place<'p>) -> Place<'p> {
        match self.leaflet.node(cell).role {
            Role::HeaderCell | Role::RowHeader => {
                place.styled(place.style.weighing(Heaviness::Bold))
            }
            _ => place,
        }
    }

    /// Sets a row in columns, or its cells below each other, each under the name of its column.
    fn row(&mut self, row: NodeId, columns: RowColumns, place: Place) {
        let cells = self.leaflet.children(row).to_vec();
        let first = self.galley.len();
        match self.cells_side_by_side(&cells, columns, place) {
            Some(row) => self.push_ruled(row, place.area, HAIRLINE),
            None => self.cells_stacked(&cells, columns.names, place),
        }
        // In a box that is cut, because no page holds it, rows stay whole before the box does.
        let fits = self.galley.height_from(first) <= columns.tallest;
        if self.galley.is_in_panel() && fits {
            self.galley.hold(first);
        } else {
            self.galley.keep_together(first);
        }
    }

    /// The cells of a row beside each other; `None` without columns, or when the cells are taller than a row may be.
    fn cells_side_by_side(
        &mut self,
        cells: &[NodeId],
        columns: RowColumns,
        place: Place,
    ) -> Option<InkBlock> {
        let grid = columns.grid?;
        let padding = self.theme.spaces.row_padding;
        let blocks = self.cell_blocks(cells, grid, place);
        let heights = blocks.iter().map(|block| block.height);
        let tallest = heights.fold(Length::ZERO, Length::max);
        if tallest + padding * 2.0 > columns.tallest {
            return None;
        }
        let is_head = cells
            .first()
            .is_some_and(|&cell| self.leaflet.node(cell).role == Role::HeaderCell);
        let mut inks = Vec::new();
        for block in blocks {
            // The words of a head stand on its rule, those of other rows hang from the top.
            let drop = if is_head {
                tallest - block.height
            } else {
                Length::ZERO
            };
            inks.extend(block.lowered(padding + drop).inks);
        }
        Some(InkBlock {
            height: tallest + padding * 2.0,
            inks,
        })
    }

    /// The words of each cell, in its column.
    fn cell_blocks(&mut self, cells: &[NodeId], grid: &Grid, place: Place) -> Vec<InkBlock> {
        let mut blocks = Vec::new();
        let mut start = Length::ZERO;
        for (&cell, &width) in cells.iter().zip(&grid.widths) {
            let area = place.area.stretch(start, width);
            start += width + grid.space;
            let place = self.cell_place(cell, place).within(area);
            blocks.push(self.apart(|flow| flow.text(flow.leaflet.children(cell), place)));
        }
        blocks
    }

    /// Adds a row with a rule along its foot.
    pub(super) fn push_ruled(&mut self, row: InkBlock, area: Area, rule: Length) {
        let InkBlock { height, mut inks } = row;
        let color = if rule == HEAD_RULE {
            theme::ACCENT
        } else {
            theme::RULE
        };
        inks.push(Ink::rule(area, height - rule, rule, color));
        self.galley.push(height, inks);
    }
}
