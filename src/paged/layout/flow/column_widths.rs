//! How the columns of a table share the width that there is.
//!
//! In: what each cell needs, and the room. Out: a width for each column, or `None` if their longest words do not fit
//! side by side.

use std::ops::RangeInclusive;

use crate::length::{Length, pt};
use crate::paged::layout::text::Widths;

/// The most widths that are tried for a column. Those of a table on paper are fewer; a bound on what text may cost.
const MOST_STEPS: usize = 64;
/// What rounding may add up to over a row.
const ROUNDING: Length = pt(0.01);

/// Shares `room` among the columns of these rows: each gets what its longest word needs; what is left goes, step by step,
/// where it spares the table most lines for its width, and last to all columns alike.
pub(super) fn share(rows: &[Vec<Widths>], room: Length) -> Option<Vec<Length>> {
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
    let mut columns: Vec<FittedColumn> = narrowest
        .iter()
        .enumerate()
        .map(|(index, &width)| FittedColumn::new(rows, index, width..=width + (room - needed)))
        .collect();
    // Each step makes a column wider by at least one of its few widths, so this ends.
    while let Some(step) = best_step(&columns, room) {
        columns[step.column].step = step.to;
    }
    let widths = columns.iter().map(FittedColumn::width).collect();
    Some(grown(widths, room))
}

/// Widths that take all of `room`, each growing by the same factor.
fn grown(widths: Vec<Length>, room: Length) -> Vec<Length> {
    let growth = room / widths.iter().copied().sum::<Length>();
    widths.into_iter().map(|width| width * growth).collect()
}

/// A column while its width is looked for.
struct FittedColumn {
    /// The widths that are worth trying, each wider than the one before: first the narrowest, then those that spare a cell
    /// a line.
    widths: Vec<Length>,
    /// For each width, how many lines each row's cell takes.
    lines: Vec<Vec<f32>>,
    /// Which of the widths it has.
    step: usize,
}

impl FittedColumn {
    /// A column of these rows that is at least and at most so wide.
    fn new(rows: &[Vec<Widths>], index: usize, widths: RangeInclusive<Length>) -> FittedColumn {
        let (least, most) = widths.into_inner();
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
        FittedColumn {
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
struct WidthStep {
    column: usize,
    to: usize,
}

/// Which column to make how wide next: what spares most lines for the width that it takes; `None` when no wider column
/// that there is room for spares any.
///
/// A row takes as many lines as its cell with most. The other cells count a little, so that of two ways to set a table the
/// one with shorter cells is taken, and two cells that are as tall give way one after the other.
fn best_step(columns: &[FittedColumn], room: Length) -> Option<WidthStep> {
    let left = room - columns.iter().map(FittedColumn::width).sum::<Length>() + ROUNDING;
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
                best = Some(WidthStep { column: index, to });
            }
        }
    }
    best
}

/// For each row, how many lines the tallest cell takes but for that of one column.
fn tallest_beside(columns: &[FittedColumn], but_for: usize) -> Vec<f32> {
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
    use crate::paged::layout::text::UnbreakableWidth;

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
        let stretch = |&ink: &f32| UnbreakableWidth {
            ink: pt(ink),
            advance: pt(ink + 3.0),
            ends_line: false,
        };
        let stretches: Vec<UnbreakableWidth> = of.iter().map(stretch).collect();
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
