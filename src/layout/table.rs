//! Tables: column widths, rows that are never cut, a head that repeats.
//!
//! Columns are as wide as their words need and share what is left, so that the table takes the fewest lines. Where even
//! the longest words do not fit side by side, in large print, the cells of a row stand below each other instead, so that
//! no word is broken and no type shrinks. A small table is not cut at all.

use crate::leaflet::{NodeId, Part, Role};
use crate::length::{Length, pt};
use crate::theme::{self, Heaviness};

use super::flow::{self, Flow, HAIRLINE, Place};
use super::galley::{Area, Cut, Ink};
use super::text::{Look, Piece, Widths};

/// The space between two columns, in millimetres at 12 pt.
const COLUMN_SPACE: f32 = 3.5;
/// Up to this part of a page a table stays in one piece.
const SMALL_TABLE: f32 = 0.35;
/// The part of a page that a row may fill and still stay in one piece.
const TALLEST_ROW: f32 = 0.85;
/// What rounding may add up to over a row.
const ROUNDING: Length = pt(0.01);
/// The rule below a table's head.
const HEAD_RULE: Length = pt(1.4);

impl Flow<'_> {
    /// Sets a table.
    pub(super) fn table(&mut self, table: NodeId, place: Place) {
        let place = place.within(self.table_area(table, place.area));
        self.galley.space(self.theme.space(3.5));
        let first = self.galley.len();
        if let Some(caption) = self.child_with(table, |role| *role == Role::Caption) {
            let style = place.style.weighing(Heaviness::SemiBold);
            self.text(self.leaflet.children(caption), place.styled(style));
            self.galley.hold(first);
            self.galley.replace_space(self.theme.space(0.8));
            self.galley.cut(Cut::Forbidden);
        }
        let head_rows = self.rows(table, &Role::TableHead);
        let body_rows = self.rows(table, &Role::TableBody);
        let columns = self.column_widths(&[head_rows.clone(), body_rows.clone()].concat(), place);
        let head = self.galley.len();
        for &row in &head_rows {
            match &columns {
                Some(columns) => self.row(row, (Some(columns), &[]), place, HEAD_RULE),
                None => self.head_on_one_line(row, place),
            }
        }
        self.galley.hold(head);
        self.galley.open_group(head);
        // Of a row whose cells stand below each other the head keeps two lines, as a heading does.
        self.galley.owe_lines(if columns.is_some() { 1 } else { 2 });
        self.body_rows(&body_rows, (columns.as_deref(), &head_rows), place);
        self.galley.close_group();
        if self.galley.height_from(first) <= self.page_height * SMALL_TABLE {
            self.galley.keep_together(first);
        }
        self.galley.space(self.theme.space(5.0));
    }

    /// The head of a table whose cells stand below each other: the names of its columns, one after the other. Each
    /// stands before its cells as well.
    fn head_on_one_line(&mut self, row: NodeId, place: Place) {
        let cells = self.leaflet.children(row).to_vec();
        let mut pieces: Vec<Piece> = Vec::new();
        for cell in cells {
            let name = self.pieces_of(&[cell], place);
            if let (Some(leaf), false) = (name.first().map(|piece| piece.leaf), pieces.is_empty()) {
                pieces.push(repeated(" · ".to_owned(), leaf));
            }
            pieces.extend(name);
        }
        let padding = self.theme.space(1.2);
        let style = place.style.weighing(Heaviness::Bold);
        let lines = self.lines_of_pieces(&pieces, place.styled(style));
        self.galley.push_lines(lines, place.area);
        self.galley.cut(Cut::Forbidden);
        self.push_ruled(padding, Vec::new(), place.area, HEAD_RULE);
    }

    fn body_rows(
        &mut self,
        rows: &[NodeId],
        (columns, head_rows): (Option<&[Length]>, &[NodeId]),
        place: Place,
    ) {
        let names = head_rows.last().map(|&row| self.leaflet.children(row));
        let names = names.unwrap_or_default();
        let last = rows.len().saturating_sub(1);
        for (index, &row) in rows.iter().enumerate() {
            if columns.is_some() && (index == 1 || index == last) {
                // No row stands alone on its side of a break, as no line of a paragraph does. Stacked rows are tall: two
                // of them and a head seldom fit on a page, and then the head would stand alone.
                self.galley.cut(Cut::Disliked);
            }
            self.row(row, (columns, names), place, HAIRLINE);
        }
    }

    /// The table of the about part takes both columns: it has whole addresses in it.
    fn table_area(&self, table: NodeId, area: Area) -> Area {
        let is_about = |&part: &NodeId| {
            self.leaflet.node(part).role == Role::Part(Part::About)
                && self.leaflet.children(part).contains(&table)
        };
        if self.leaflet.children(NodeId::ROOT).iter().any(is_about) {
            self.full_area()
        } else {
            area
        }
    }

    fn rows(&self, table: NodeId, group: &Role) -> Vec<NodeId> {
        self.child_with(table, |role| role == group)
            .map(|group| self.leaflet.children(group).to_vec())
            .unwrap_or_default()
    }

    /// The widths of the columns; nothing when the longest words do not fit side by side.
    fn column_widths(&mut self, rows: &[NodeId], place: Place) -> Option<Vec<Length>> {
        let mut needed: Vec<Vec<Widths>> = Vec::new();
        for &row in rows {
            let cells = self.leaflet.children(row).to_vec();
            let widths = cells
                .into_iter()
                .map(|cell| self.widths_of(&[cell], self.cell_place(cell, place)));
            needed.push(widths.collect());
        }
        let columns = needed.first().map_or(0, Vec::len);
        let spaces = self.theme.space(COLUMN_SPACE) * columns.saturating_sub(1) as f32;
        share(&needed, place.area.width - spaces)
    }

    fn cell_place<'p>(&self, cell: NodeId, place: Place<'p>) -> Place<'p> {
        match self.leaflet.node(cell).role {
            Role::HeaderCell => place.styled(place.style.weighing(Heaviness::Bold)),
            _ => place,
        }
    }

    /// Sets a row in `columns`, or below each other under the `names` of the columns.
    fn row(
        &mut self,
        row: NodeId,
        (columns, names): (Option<&[Length]>, &[NodeId]),
        place: Place,
        rule: Length,
    ) {
        let cells = self.leaflet.children(row).to_vec();
        let first = self.galley.len();
        let side_by_side =
            columns.and_then(|columns| self.cells_side_by_side(&cells, columns, place));
        match side_by_side {
            Some((height, inks)) => self.push_ruled(height, inks, place.area, rule),
            None => self.cells_stacked((&cells, names), place, rule),
        }
        self.galley.keep_together(first);
    }

    /// The cells of a row beside each other; nothing when they are taller than a row may be.
    fn cells_side_by_side(
        &mut self,
        cells: &[NodeId],
        columns: &[Length],
        place: Place,
    ) -> Option<(Length, Vec<Ink>)> {
        let padding = self.theme.space(1.5);
        let mut blocks = Vec::new();
        let mut start = Length::ZERO;
        for (&cell, &width) in cells.iter().zip(columns) {
            let area = Area {
                x: place.area.place(start, width),
                width,
                ..place.area
            };
            start += width + self.theme.space(COLUMN_SPACE);
            let place = self.cell_place(cell, place).within(area);
            blocks.push(self.apart(|flow| flow.text(flow.leaflet.children(cell), place)));
        }
        let tallest = blocks
            .iter()
            .map(|(height, _)| *height)
            .fold(Length::ZERO, Length::max);
        if tallest + padding * 2.0 > self.page_height * TALLEST_ROW {
            return None;
        }
        let is_head = cells
            .first()
            .is_some_and(|&cell| self.leaflet.node(cell).role == Role::HeaderCell);
        let mut inks = Vec::new();
        for (height, block) in blocks {
            // The words of a head stand on its rule, those of other rows hang from the top.
            let drop = if is_head {
                tallest - height
            } else {
                Length::ZERO
            };
            inks.extend(block.into_iter().map(|ink| ink.lowered(padding + drop)));
        }
        Some((tallest + padding * 2.0, inks))
    }

    /// The cells of a row below each other: the first in bold, as the row's name, the others set in from it, each after
    /// the name of its column.
    fn cells_stacked(
        &mut self,
        (cells, names): (&[NodeId], &[NodeId]),
        place: Place,
        rule: Length,
    ) {
        let padding = self.theme.space(1.2);
        self.galley.space(padding);
        for (index, &cell) in cells.iter().enumerate() {
            let place = self.cell_place(cell, place);
            let place = match index {
                0 => place.styled(place.style.weighing(Heaviness::Bold)),
                _ => place.within(place.area.indented(self.theme.space(4.0))),
            };
            let name = names.get(index).filter(|_| index > 0);
            let mut pieces = name.map_or_else(Vec::new, |&name| self.column_name(name));
            pieces.extend(self.pieces_of(self.leaflet.children(cell), place));
            let lines = self.lines_of_pieces(&pieces, place);
            self.galley.push_lines(lines, place.area);
        }
        self.galley.cut(Cut::Forbidden);
        self.push_ruled(padding, Vec::new(), place.area, rule);
    }

    /// A column's name before a cell of it, for the eye: a screen reader has it from the table's head.
    fn column_name(&self, head: NodeId) -> Vec<Piece> {
        let name = self.leaflet.text_of(head);
        let leaf = self.leaflet.descendants(head).into_iter().last();
        leaf.filter(|_| !name.is_empty())
            .map(|leaf| repeated(format!("{name}: "), leaf))
            .into_iter()
            .collect()
    }

    fn push_ruled(&mut self, height: Length, mut inks: Vec<Ink>, area: Area, rule: Length) {
        let color = if rule == HEAD_RULE {
            theme::ACCENT
        } else {
            theme::RULE
        };
        inks.push(flow::rule(area, height - rule, rule, color));
        self.galley.push(height, inks);
    }
}

/// Words for the eye alone, on behalf of a leaf.
fn repeated(text: String, leaf: NodeId) -> Piece {
    Piece {
        text,
        leaf,
        link: None,
        page_of: None,
        look: Look::Repeated,
    }
}

/// Shares `room` among the columns of these rows: each gets what its longest word needs; what is left goes, step by step,
/// where it spares the table most lines for its width, and last to all columns alike.
fn share(rows: &[Vec<Widths>], room: Length) -> Option<Vec<Length>> {
    let columns = rows.first().map_or(0, Vec::len);
    let of_column = |index: usize, width: fn(&Widths) -> Length| {
        rows.iter()
            .filter_map(|row| row.get(index))
            .map(width)
            .fold(Length::ZERO, Length::max)
    };
    let widest: Vec<Length> = (0..columns)
        .map(|index| of_column(index, |cell| cell.widest))
        .collect();
    if widest.iter().copied().sum::<Length>() <= room {
        return Some(grown(widest, room));
    }
    let mut widths: Vec<Length> = (0..columns)
        .map(|index| of_column(index, |cell| cell.narrowest))
        .collect();
    if widths.iter().copied().sum::<Length>() > room {
        return None;
    }
    let steps: Vec<Vec<Length>> = (0..columns)
        .map(|index| {
            let cells = rows.iter().filter_map(|row| row.get(index));
            cells.flat_map(Widths::steps).collect()
        })
        .collect();
    while let Some((column, width)) = best_step(rows, &widths, &steps, room) {
        widths[column] = width;
    }
    Some(grown(widths, room))
}

/// Widths that take all of `room`, each growing by the same factor.
fn grown(widths: Vec<Length>, room: Length) -> Vec<Length> {
    let growth = room / widths.iter().copied().sum::<Length>();
    widths.into_iter().map(|width| width * growth).collect()
}

/// Which column to make how wide next: what spares most lines for the width that it takes; nothing when no wider column
/// that there is room for spares any.
fn best_step(
    rows: &[Vec<Widths>],
    widths: &[Length],
    steps: &[Vec<Length>],
    room: Length,
) -> Option<(usize, Length)> {
    let left = room - widths.iter().copied().sum::<Length>() + ROUNDING;
    let now = lines(rows, widths);
    let mut best = None;
    let mut most = 0.0;
    for (column, steps) in steps.iter().enumerate() {
        for &width in steps {
            let taken = width - widths[column];
            if taken <= Length::ZERO || taken > left {
                continue;
            }
            let mut wider = widths.to_vec();
            wider[column] = width;
            let spared = (now - lines(rows, &wider)) / taken.to_pt();
            if spared > most {
                most = spared;
                best = Some((column, width));
            }
        }
    }
    best
}

/// How many lines rows take: as many as their cell with most. The other cells count a little, so that of two ways to set
/// a table the one with shorter cells is taken, and two cells that are as tall give way one after the other.
fn lines(rows: &[Vec<Widths>], widths: &[Length]) -> f32 {
    let in_row = |row: &Vec<Widths>| {
        let cells = row.iter().zip(widths);
        let cells = cells.map(|(cell, &width)| cell.lines(width) as f32);
        let (most, all) = cells.fold((0.0_f32, 0.0), |(most, all), lines| {
            (most.max(lines), all + lines)
        });
        most + all * 0.1
    };
    rows.iter().map(in_row).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::text::Stretch;

    /// A text that may break anywhere but in its longest word.
    fn widths(narrowest: f32, widest: f32) -> Widths {
        Widths {
            narrowest: pt(narrowest),
            widest: pt(widest),
            stretches: Vec::new(),
        }
    }

    /// A text of words that are so wide, each with a space of 3 points after it.
    fn words(of: &[f32]) -> Widths {
        let stretch = |&ink: &f32| Stretch {
            ink: pt(ink),
            advance: pt(ink + 3.0),
            ends_line: false,
        };
        let stretches: Vec<Stretch> = of.iter().map(stretch).collect();
        Widths {
            narrowest: stretches
                .iter()
                .map(|it| it.ink)
                .fold(Length::ZERO, Length::max),
            widest: stretches.iter().map(|it| it.advance).sum::<Length>() - pt(3.0),
            stretches,
        }
    }

    #[test]
    fn columns_share_the_room_and_never_get_less_than_their_longest_word() {
        let shared = share(&[vec![widths(50.0, 60.0), widths(40.0, 400.0)]], pt(200.0)).unwrap();
        assert!((shared.iter().copied().sum::<Length>().to_pt() - 200.0).abs() < 0.01);
        assert!(shared[0] >= pt(50.0) && shared[1] >= pt(40.0));
        assert!(shared[1] > shared[0]);
    }

    #[test]
    fn a_column_of_short_text_is_not_starved_by_one_of_long_text() {
        let row = vec![widths(40.0, 200.0), widths(40.0, 600.0)];
        let shared = share(&[row.clone(), row], pt(400.0)).unwrap();
        let lines = [200.0 / shared[0].to_pt(), 600.0 / shared[1].to_pt()];
        assert!((lines[0] - lines[1]).abs() < 0.5, "{lines:?}");
    }

    #[test]
    fn a_column_gets_the_few_points_that_spare_a_line_before_another_gets_slack() {
        // "Phase 3" beside a sentence: 43 points on one line. The sentence takes three lines at 157 points and at 130.
        let sentence = words(&[60.0, 60.0, 60.0, 60.0, 60.0, 60.0]);
        let rows = vec![vec![words(&[32.0, 8.0]), sentence]; 4];
        let shared = share(&rows, pt(200.0)).unwrap();
        assert!(shared[0] >= pt(43.0), "{shared:?}");
        assert_eq!(rows[0][1].lines(shared[1]), 3);
    }

    #[test]
    fn words_that_do_not_fit_side_by_side_are_stacked() {
        assert_eq!(
            share(
                &[vec![widths(150.0, 160.0), widths(150.0, 160.0)]],
                pt(200.0)
            ),
            None
        );
    }
}
