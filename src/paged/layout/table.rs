//! Tables: column widths, rows that are never cut, a head that repeats.
//!
//! Columns are as wide as their words need and share what is left, so that the table takes the fewest lines. A table whose
//! longest words do not fit side by side in the text column has the side column as well. Where even that is too narrow,
//! the cells of a row stand below each other instead, so that no word is broken and no type shrinks. So do those of a row
//! that would be taller than a page, and such a row goes on over the page. A small table is not cut at all.

use crate::leaflet::{NodeId, Part, Role};
use crate::length::{Length, pt};
use crate::paged::theme::{self, Heaviness};

use super::flow::{self, Flow, HAIRLINE, Place};
use super::galley::{Area, Cut, Ink};
use super::text::{self, Look, Piece, Widths};

/// The space between two columns, in millimetres at 12 pt: first as it looks best, then for a table that is too wide.
const COLUMN_SPACES: [f32; 2] = [3.5, 2.0];
/// Up to this part of a page a table stays in one piece.
const SMALL_TABLE: f32 = 0.35;
/// The part of a page that a row may fill and still stay in one piece.
const TALLEST_ROW: f32 = 0.85;
/// The part of a page that a head may fill and still repeat.
const TALLEST_HEAD: f32 = 0.4;
/// Above and below the words of a row, in millimetres at 12 pt.
const ROW_PADDING: f32 = 1.5;
/// The most widths that are tried for a column. Those of a table on paper are fewer; a bound on what text may cost.
const MOST_STEPS: usize = 64;
/// What rounding may add up to over a row.
const ROUNDING: Length = pt(0.01);
/// The rule below a table's head.
const HEAD_RULE: Length = pt(1.4);

/// The rows of a table.
struct Rows {
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
struct Columns<'c> {
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
        let place = place.within(self.table_area(table, place.area));
        let rows = self.rows(table);
        let stand = self.stand(&rows, place);
        if stand.grid.is_none() {
            self.stacked_tables.push(table);
        }
        let place = place.within(stand.area);
        self.clear_of_side(stand.area, |flow| {
            flow.table_in(table, (&rows, stand.grid.as_ref()), place);
        });
    }

    /// Whether the columns of a table fit side by side in a place.
    pub(super) fn has_columns(&mut self, table: NodeId, place: Place) -> bool {
        let rows = self.rows(table);
        let needed = self.needed(&rows, place);
        let mut spaces = COLUMN_SPACES.into_iter();
        spaces.any(|space| self.grid(&needed, space, place.area).is_some())
    }

    fn table_in(&mut self, table: NodeId, (rows, grid): (&Rows, Option<&Grid>), place: Place) {
        self.galley.space(self.theme.space(3.5));
        let first = self.galley.len();
        if let Some(caption) = self.child_with(table, |role| *role == Role::Caption) {
            let style = place.style.weighing(Heaviness::SemiBold);
            self.text(self.leaflet.children(caption), place.styled(style));
            self.galley.hold(first);
            self.galley.replace_space(self.theme.space(0.8));
            self.galley.cut(Cut::Forbidden);
        }
        let head = self.galley.len();
        let names = rows.head.last().map(|&row| self.leaflet.children(row));
        let mut columns = Columns {
            grid,
            names: names.unwrap_or_default(),
            tallest: self.page_height * TALLEST_HEAD,
        };
        self.head(&rows.head, columns, place);
        let height = self.galley.height_from(head);
        columns.tallest = self.page_height * TALLEST_ROW;
        if height <= self.page_height * TALLEST_HEAD {
            self.galley.hold(head);
            self.galley.open_group(head..self.galley.len());
            columns.tallest = columns
                .tallest
                .min((self.page_height - height) * TALLEST_ROW);
        }
        // Of a row whose cells stand below each other the head keeps two lines, as a heading does.
        self.galley.owe_lines(if grid.is_some() { 1 } else { 2 });
        self.body_rows(&rows.body, columns, place);
        self.galley.close_group();
        if self.galley.height_from(first) <= self.page_height * SMALL_TABLE {
            self.galley.keep_together(first);
        }
        self.galley.space(self.theme.space(5.0));
    }

    /// The head of a table: its row in columns, or the names of its columns one after the other; a rule alone where the
    /// table has none.
    fn head(&mut self, rows: &[NodeId], columns: Columns, place: Place) {
        for &row in rows {
            let cells = self.leaflet.children(row).to_vec();
            match self.cells_side_by_side(&cells, columns, place) {
                Some((height, inks)) => self.push_ruled(height, inks, place.area, HEAD_RULE),
                None => self.head_on_one_line(&cells, place),
            }
        }
        if rows.is_empty() {
            self.push_ruled(HEAD_RULE, Vec::new(), place.area, HEAD_RULE);
        }
    }

    /// The head of a table whose cells stand below each other: the names of its columns, one after the other. Each
    /// stands before its cells as well.
    fn head_on_one_line(&mut self, cells: &[NodeId], place: Place) {
        let mut pieces: Vec<Piece> = Vec::new();
        for &cell in cells {
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

    fn body_rows(&mut self, rows: &[NodeId], columns: Columns, place: Place) {
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

    fn rows(&self, table: NodeId) -> Rows {
        let of_group = |group: Role| {
            let group = self.child_with(table, |role| *role == group);
            group.map(|group| self.leaflet.children(group).to_vec())
        };
        Rows {
            head: of_group(Role::TableHead).unwrap_or_default(),
            body: of_group(Role::TableBody).unwrap_or_default(),
        }
    }

    /// Where a table stands: in its place, or with the side column where that spares its rows from being taken apart.
    fn stand(&mut self, rows: &Rows, place: Place) -> Stand {
        let needed = self.needed(rows, place);
        let wider = self.wider(place.area);
        let areas = [Some(place.area), wider].into_iter().flatten();
        let mut tall = None;
        for space in COLUMN_SPACES {
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
    fn needed(&mut self, rows: &Rows, place: Place) -> Vec<Vec<Widths>> {
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
    fn grid(&self, needed: &[Vec<Widths>], space: f32, area: Area) -> Option<Grid> {
        let columns = needed.first().map_or(0, Vec::len);
        let space = self.theme.space(space);
        let spaces = space * columns.saturating_sub(1) as f32;
        let widths = share(needed, area.width - spaces)?;
        Some(Grid { widths, space })
    }

    /// Whether in these columns no row is so tall that its cells have to stand below each other.
    fn keeps_rows_whole(&self, needed: &[Vec<Widths>], grid: &Grid, place: Place) -> bool {
        let pitch = text::line_pitch(place.style, place.language);
        let tallest = self.page_height * TALLEST_ROW - self.theme.space(ROW_PADDING) * 2.0;
        let fits = |(cell, &width): (&Widths, &Length)| pitch * cell.lines(width) as f32 <= tallest;
        let mut rows = needed.iter();
        rows.all(|row| row.iter().zip(&grid.widths).all(fits))
    }

    fn cell_place<'p>(&self, cell: NodeId, place: Place<'p>) -> Place<'p> {
        match self.leaflet.node(cell).role {
            Role::HeaderCell | Role::RowHeader => {
                place.styled(place.style.weighing(Heaviness::Bold))
            }
            _ => place,
        }
    }

    /// Sets a row in columns, or its cells below each other, each under the name of its column.
    fn row(&mut self, row: NodeId, columns: Columns, place: Place) {
        let cells = self.leaflet.children(row).to_vec();
        let first = self.galley.len();
        match self.cells_side_by_side(&cells, columns, place) {
            Some((height, inks)) => self.push_ruled(height, inks, place.area, HAIRLINE),
            None => self.cells_stacked(&cells, columns.names, place),
        }
        // In a box that is cut, because no page holds it, rows stay whole before the box does.
        let fits = self.galley.height_from(first) <= columns.tallest;
        if self.galley.is_framed() && fits {
            self.galley.hold(first);
        } else {
            self.galley.keep_together(first);
        }
    }

    /// The cells of a row beside each other; `None` without columns, or when the cells are taller than a row may be.
    fn cells_side_by_side(
        &mut self,
        cells: &[NodeId],
        columns: Columns,
        place: Place,
    ) -> Option<(Length, Vec<Ink>)> {
        let grid = columns.grid?;
        let padding = self.theme.space(ROW_PADDING);
        let mut blocks = Vec::new();
        let mut start = Length::ZERO;
        for (&cell, &width) in cells.iter().zip(&grid.widths) {
            let area = Area {
                x: place.area.place(start, width),
                width,
                ..place.area
            };
            start += width + grid.space;
            let place = self.cell_place(cell, place).within(area);
            blocks.push(self.apart(|flow| flow.text(flow.leaflet.children(cell), place)));
        }
        let tallest = blocks
            .iter()
            .map(|(height, _)| *height)
            .fold(Length::ZERO, Length::max);
        if tallest + padding * 2.0 > columns.tallest {
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
    fn cells_stacked(&mut self, cells: &[NodeId], names: &[NodeId], place: Place) {
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
        self.push_ruled(padding, Vec::new(), place.area, HAIRLINE);
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
    let narrowest: Vec<Length> = (0..columns)
        .map(|index| of_column(index, |cell| cell.narrowest))
        .collect();
    let needed: Length = narrowest.iter().copied().sum();
    if needed > room {
        return None;
    }
    let mut columns: Vec<Column> = narrowest
        .iter()
        .enumerate()
        .map(|(index, &width)| Column::new(rows, index, (width, width + (room - needed))))
        .collect();
    // Each step makes a column wider by at least one of its few widths, so this ends.
    while let Some(step) = best_step(&columns, room) {
        columns[step.column].step = step.to;
    }
    let widths = columns.iter().map(Column::width).collect();
    Some(grown(widths, room))
}

/// Widths that take all of `room`, each growing by the same factor.
fn grown(widths: Vec<Length>, room: Length) -> Vec<Length> {
    let growth = room / widths.iter().copied().sum::<Length>();
    widths.into_iter().map(|width| width * growth).collect()
}

/// A column while its width is looked for.
struct Column {
    /// The widths that are worth trying, each wider than the one before: first the narrowest, then those that spare a cell
    /// a line.
    widths: Vec<Length>,
    /// For each width, how many lines each row's cell takes.
    lines: Vec<Vec<f32>>,
    /// Which of the widths it has.
    step: usize,
}

impl Column {
    /// A column of these rows that is at least and at most so wide.
    fn new(rows: &[Vec<Widths>], index: usize, (least, most): (Length, Length)) -> Column {
        let cells: Vec<&Widths> = rows.iter().filter_map(|row| row.get(index)).collect();
        let mut steps: Vec<Length> = cells
            .iter()
            .flat_map(|cell| cell.steps(most, MOST_STEPS))
            .filter(|&width| width > least)
            .collect();
        steps.sort_by(|one, other| one.to_pt().total_cmp(&other.to_pt()));
        steps.dedup();
        // Of many the widest of each bunch: it spares what the others do.
        let bunch = steps.len().div_ceil(MOST_STEPS).max(1);
        let mut widths = vec![least];
        widths.extend(steps.chunks(bunch).filter_map(|bunch| bunch.last()));
        let lines_at = |width: Length| -> Vec<f32> {
            cells.iter().map(|cell| cell.lines(width) as f32).collect()
        };
        Column {
            lines: widths.iter().map(|&width| lines_at(width)).collect(),
            widths,
            step: 0,
        }
    }

    fn width(&self) -> Length {
        self.widths[self.step]
    }
}

/// A column, and which of its widths it is to have.
struct Step {
    column: usize,
    to: usize,
}

/// Which column to make how wide next: what spares most lines for the width that it takes; `None` when no wider column
/// that there is room for spares any.
///
/// A row takes as many lines as its cell with most. The other cells count a little, so that of two ways to set a table the
/// one with shorter cells is taken, and two cells that are as tall give way one after the other.
fn best_step(columns: &[Column], room: Length) -> Option<Step> {
    let left = room - columns.iter().map(Column::width).sum::<Length>() + ROUNDING;
    let mut best = None;
    let mut most = 0.0;
    for (index, column) in columns.iter().enumerate() {
        let beside = tallest_beside(columns, index);
        for to in column.step + 1..column.widths.len() {
            let taken = column.widths[to] - column.width();
            if taken > left {
                break;
            }
            let cells = column.lines[column.step].iter().zip(&column.lines[to]);
            let spared_in_row = |((&now, &then), &beside): ((&f32, &f32), &f32)| {
                now.max(beside) - then.max(beside) + (now - then) * 0.1
            };
            let spared: f32 = cells.zip(&beside).map(spared_in_row).sum();
            if spared / taken.to_pt() > most {
                most = spared / taken.to_pt();
                best = Some(Step { column: index, to });
            }
        }
    }
    best
}

/// For each row, how many lines the tallest cell takes but for that of one column.
fn tallest_beside(columns: &[Column], but_for: usize) -> Vec<f32> {
    let rows = columns.first().map_or(0, |column| column.lines[0].len());
    let mut tallest = vec![0.0; rows];
    for (_, column) in columns
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != but_for)
    {
        for (tallest, &lines) in tallest.iter_mut().zip(&column.lines[column.step]) {
            *tallest = lines.max(*tallest);
        }
    }
    tallest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paged::layout::text::Stretch;

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
