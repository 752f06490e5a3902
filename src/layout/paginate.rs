//! Pagination: the galley is cut into pages.
//!
//! In: slices. Out: for each page the slices on it, with their tops. Slices that no page may end between travel
//! together; a run of them that is taller than a page is cut where that is only disliked, then where it is discouraged,
//! and in the last resort anywhere. The rules themselves stand in the slices: this module only obeys them.
//!
//! The spaces between blocks may give a little, all of a part alike, where that spares the part a page of few lines or
//! a blank foot. Each part is cut once for each of a few spacings, so the work stays in step with the pages.

use std::ops::Range;

use crate::length::{Length, mm};

use super::galley::{Beside, Cut, Galley, Slice};

/// The space between side matter and what covers the side column below it.
pub(super) const SIDE_CLEARANCE: Length = mm(5.0);

/// How far the spaces between a part's blocks may give, over what they are, and how much less of its pages must be left
/// blank for that: parts of a page, squared, so that one blank half weighs more than two blank quarters. Tried in this
/// order.
const SPACINGS: [(f32, f32); 4] = [(0.9, 0.01), (0.8, 0.01), (0.75, 0.01), (1.15, 0.03)];
/// The part of its last page that a leaflet fills at least, where spaces can bring that about.
const SHORTEST_END: f32 = 0.15;

/// A slice on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// The slice, as an index into the galley.
    pub(super) slice: usize,
    /// Its top, from the page's.
    pub(super) top: Length,
    /// Its height on the page.
    pub(super) height: Length,
    /// Whether it is a table's head that stands here a second time.
    pub(super) repeat: Repeat,
}

/// Whether a slice stands where it was written or repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It was written here.
    Original,
    /// It is a table's head, repeated for the eye alone.
    Repeated,
}

/// Cuts the galley into pages whose text stands between `top` and `foot`.
pub(super) fn paginate(galley: &Galley, top: Length, foot: Length) -> Vec<Vec<Placed>> {
    let mut pages = Vec::new();
    let mut open = Pagination {
        galley,
        top,
        foot,
        pages: vec![Vec::new()],
        y: top,
        side_foot: top - SIDE_CLEARANCE,
        spacing: 1.0,
        blank: 0.0,
    };
    for part in parts(galley) {
        open = open.with_part(part);
        let unfinished = open.pages.split_off(open.pages.len() - 1);
        pages.append(&mut open.pages);
        open.pages = unfinished;
    }
    pages.append(&mut open.pages);
    pages
}

#[derive(Clone)]
struct Pagination<'a> {
    galley: &'a Galley,
    top: Length,
    foot: Length,
    /// The page that was open when the part began, and those after it.
    pages: Vec<Vec<Placed>>,
    y: Length,
    /// Where ink beside the text ends.
    side_foot: Length,
    /// What spaces that may give are multiplied by.
    spacing: f32,
    /// How much of the part's pages is left blank: parts of a page, squared.
    blank: f32,
}

/// The galley's parts: each begins where a page may have to.
fn parts(galley: &Galley) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (index, slice) in galley.slices.iter().enumerate() {
        match parts.last_mut() {
            Some(part) if slice.cut <= Cut::Forbidden => part.end = index + 1,
            _ => parts.push(index..index + 1),
        }
    }
    parts
}

/// Splits a range where cuts weaker than `held` stand.
fn units(galley: &Galley, range: Range<usize>, held: Cut) -> Vec<Range<usize>> {
    let is_held = |cut: Cut| cut >= held && cut <= Cut::Forbidden;
    let mut units: Vec<Range<usize>> = Vec::new();
    for index in range {
        match units.last_mut() {
            Some(unit) if is_held(galley.slices[index].cut) => unit.end = index + 1,
            _ => units.push(index..index + 1),
        }
    }
    units
}

impl Pagination<'_> {
    /// Places a part, with the spaces that leave the least of its pages blank.
    fn with_part(&self, part: Range<usize>) -> Self {
        let mut best = self.spaced(part.clone(), 1.0);
        for (spacing, least_gain) in SPACINGS {
            if best.blank > least_gain {
                let other = self.spaced(part.clone(), spacing);
                if other.blank + least_gain < best.blank {
                    best = other;
                }
            }
        }
        best
    }

    fn spaced(&self, part: Range<usize>, spacing: f32) -> Self {
        let mut pages = Pagination {
            spacing,
            blank: 0.0,
            ..self.clone()
        };
        let next = self.galley.slices.get(part.end);
        for unit in units(self.galley, part, Cut::Disliked) {
            pages.place(unit, Cut::Disliked);
        }
        match next {
            Some(next) => pages.turn_page_if_asked(next),
            None if pages.room() > 1.0 - SHORTEST_END => pages.leave_blank(),
            None => {}
        }
        pages
    }

    /// Places slices that belong together; when they are taller than a page, their parts.
    fn place(&mut self, unit: Range<usize>, held: Cut) {
        if !self.fits(&unit) && !self.at_top() && self.fits_on_empty_page(&unit) {
            self.turn_page();
        }
        if self.fits(&unit) || unit.len() == 1 {
            if !self.fits(&unit) && !self.at_top() {
                self.turn_page();
            }
            return self.put(unit);
        }
        let next = match held {
            Cut::Disliked => Cut::Discouraged,
            Cut::Discouraged => Cut::Forbidden,
            _ => {
                for index in unit {
                    self.place(index..index + 1, held);
                }
                return;
            }
        };
        for part in units(self.galley, unit, next) {
            self.place(part, next);
        }
    }

    fn turn_page_if_asked(&mut self, first: &Slice) {
        let Cut::UnlessRoom(room) = first.cut else {
            return;
        };
        if self.foot - self.start_of(first) < room && !self.at_top() {
            self.turn_page();
        }
    }

    /// Where a slice would start: below the slice above it, and below what stands beside that when it brings ink of its
    /// own to the side.
    fn start_of(&self, slice: &Slice) -> Length {
        if self.at_top() {
            return self.y;
        }
        let below = self.y + self.space(slice);
        match slice.beside {
            Beside::Nothing => below,
            Beside::Reaches(_) | Beside::Covers => below.max(self.side_foot + SIDE_CLEARANCE),
        }
    }

    /// The space above a slice. That between slices that stay together does not give: it belongs to their look, and ink
    /// beside them may reach as far.
    fn space(&self, slice: &Slice) -> Length {
        if slice.cut == Cut::Forbidden {
            slice.space
        } else {
            slice.space * self.spacing
        }
    }

    /// Whether slices fit on what is left of the page, as they are or with what they give.
    fn fits(&self, unit: &Range<usize>) -> bool {
        let first = &self.galley.slices[unit.start];
        let side_foot = self.start_of(first) + first.side_height();
        self.excess(unit) <= self.give(unit) + mm(0.01) && side_foot <= self.foot + mm(0.01)
    }

    /// How much lower slices may be set.
    fn give(&self, unit: &Range<usize>) -> Length {
        let slices = self.galley.slices[unit.clone()].iter();
        slices.map(|slice| slice.give).sum()
    }

    /// How much taller slices are than what is left of the page.
    fn excess(&self, unit: &Range<usize>) -> Length {
        let start = self.start_of(&self.galley.slices[unit.start]);
        start + self.repeated_head_height(unit.start) + self.height(unit) + self.below(unit.end)
            - self.foot
    }

    fn fits_on_empty_page(&self, unit: &Range<usize>) -> bool {
        let height = self.height(unit) - self.give(unit);
        height + self.head_height(unit.start) + self.below(unit.end) <= self.foot - self.top
    }

    /// The height of what a frame says at the foot of the page when the next one begins with this slice.
    fn below(&self, index: usize) -> Length {
        let words = self.galley.cut_words_at(index);
        words.map_or(Length::ZERO, |words| words.below.height)
    }

    /// The height of what it says at the top of the next.
    fn above(&self, index: usize) -> Length {
        let words = self.galley.cut_words_at(index);
        words.map_or(Length::ZERO, |words| words.above.height)
    }

    fn height(&self, unit: &Range<usize>) -> Length {
        let slices = &self.galley.slices[unit.clone()];
        let spaces: Length = slices.iter().skip(1).map(|slice| self.space(slice)).sum();
        spaces + slices.iter().map(|slice| slice.height).sum::<Length>()
    }

    fn head_slices(&self, index: usize) -> Range<usize> {
        match self.galley.slices[index].head {
            Some(head) if !self.galley.heads[head].slices.contains(&index) => {
                self.galley.heads[head].slices.clone()
            }
            _ => 0..0,
        }
    }

    /// The height of what stands above a slice that a page begins with: what its frame says, and its table's head.
    fn head_height(&self, index: usize) -> Length {
        self.above(index) + self.height(&self.head_slices(index))
    }

    fn repeated_head_height(&self, index: usize) -> Length {
        if self.at_top() {
            self.head_height(index)
        } else {
            Length::ZERO
        }
    }

    fn at_top(&self) -> bool {
        self.pages.last().is_none_or(Vec::is_empty)
    }

    fn turn_page(&mut self) {
        self.leave_blank();
        self.spread();
        self.pages.push(Vec::new());
        self.y = self.top;
        self.side_foot = self.top - SIDE_CLEARANCE;
    }

    /// The part of the page below all that stands on it.
    fn room(&self) -> f32 {
        (self.foot - self.y.max(self.side_foot)) / (self.foot - self.top)
    }

    /// Moves apart what may stand further apart, so that it takes what is left of the page.
    fn spread(&mut self) {
        let words = self.pages.last().and_then(|page| page.last());
        let words = words.map_or(Length::ZERO, |last| self.below(last.slice + 1));
        let left = self.foot - self.y.max(self.side_foot) - words;
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        let most = |placed: &Placed| self.galley.slices[placed.slice].spread;
        let all: Length = page.iter().map(most).sum();
        if all <= Length::ZERO {
            return;
        }
        let share = (left / all).clamp(0.0, 1.0);
        let mut lower = Length::ZERO;
        for placed in page {
            lower += most(placed) * share;
            placed.top += lower;
        }
    }

    /// Counts what is left of the page as blank, unless lines to write on fill it.
    fn leave_blank(&mut self) {
        let last = self.pages.last().and_then(|page| page.last());
        let is_ruled =
            last.is_some_and(|last| self.galley.slices[last.slice].ruled_to_foot.is_some());
        if !is_ruled {
            self.blank += self.room().powi(2);
        }
    }

    fn put(&mut self, unit: Range<usize>) {
        let give = self.give(&unit);
        let share = if give > Length::ZERO {
            (self.excess(&unit) / give).clamp(0.0, 1.0)
        } else {
            0.0
        };
        if self.at_top() {
            self.y += self.above(unit.start);
            for index in self.head_slices(unit.start) {
                self.put_one(index, self.galley.slices[index].height, Repeat::Repeated);
            }
        }
        for index in unit {
            let slice = &self.galley.slices[index];
            let height = slice.height - slice.give * share;
            self.put_one(index, height, Repeat::Original);
        }
    }

    fn put_one(&mut self, index: usize, height: Length, repeat: Repeat) {
        let slice = &self.galley.slices[index];
        let top = self.start_of(slice);
        if let Beside::Reaches(side_height) = slice.beside {
            self.side_foot = top + side_height;
        }
        self.y = top + height;
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed {
                slice: index,
                top,
                height,
                repeat,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::length::pt;

    fn galley(cuts: &[Cut]) -> Galley {
        let mut galley = Galley::default();
        for &cut in cuts {
            galley.cut(cut);
            galley.space(pt(5.0));
            galley.push(pt(10.0), Vec::new());
        }
        galley
    }

    fn sizes(galley: &Galley, height: f32) -> Vec<usize> {
        paginate(galley, pt(0.0), pt(height))
            .iter()
            .map(Vec::len)
            .collect()
    }

    #[test]
    fn pages_fill_up_and_space_is_dropped_at_their_tops() {
        assert_eq!(sizes(&galley(&[Cut::Allowed; 5]), 40.0), [3, 2]);
    }

    #[test]
    fn kept_slices_move_to_the_next_page_together() {
        assert_eq!(
            sizes(
                &galley(&[Cut::Allowed, Cut::Allowed, Cut::Forbidden, Cut::Discouraged]),
                40.0
            ),
            [1, 3]
        );
    }

    #[test]
    fn what_is_taller_than_a_page_is_cut_where_that_is_only_discouraged() {
        let cuts = [
            Cut::Allowed,
            Cut::Forbidden,
            Cut::Discouraged,
            Cut::Forbidden,
        ];
        assert_eq!(sizes(&galley(&cuts), 40.0), [2, 2]);
        let cuts = [
            Cut::Allowed,
            Cut::Discouraged,
            Cut::Discouraged,
            Cut::Disliked,
        ];
        assert_eq!(sizes(&galley(&cuts), 40.0), [3, 1]);
    }

    #[test]
    fn a_page_ends_unless_enough_of_it_is_left() {
        assert_eq!(
            sizes(&galley(&[Cut::Allowed, Cut::UnlessRoom(pt(30.0))]), 40.0),
            [1, 1]
        );
        assert_eq!(
            sizes(&galley(&[Cut::Allowed, Cut::UnlessRoom(pt(20.0))]), 40.0),
            [2]
        );
    }

    fn tops(galley: &Galley, height: f32) -> Vec<f32> {
        let pages = paginate(galley, pt(0.0), pt(height));
        let placed = pages.iter().flatten();
        let tenths = |top: Length| (top.to_pt() * 10.0).round() / 10.0;
        placed.map(|placed| tenths(placed.top)).collect()
    }

    #[test]
    fn spaces_give_where_a_last_page_would_hold_a_line_or_two() {
        // Ten slices and nine spaces: 145 points, and at four fifths of the spaces 136.
        assert_eq!(sizes(&galley(&[Cut::Allowed; 10]), 136.0), [10]);
        // Where they cannot give so much, they send another line after it.
        assert_eq!(sizes(&galley(&[Cut::Allowed; 10]), 133.0), [8, 2]);
    }

    #[test]
    fn spaces_give_no_more_than_is_needed_and_not_for_a_page_that_is_well_filled() {
        assert_eq!(tops(&galley(&[Cut::Allowed; 10]), 141.0)[2], 29.0);
        assert_eq!(tops(&galley(&[Cut::Allowed; 10]), 136.0)[2], 28.0);
        assert_eq!(tops(&galley(&[Cut::Allowed; 10]), 146.0)[2], 30.0);
        assert_eq!(sizes(&galley(&[Cut::Allowed; 10]), 110.0), [7, 3]);
    }

    #[test]
    fn the_space_between_slices_that_stay_together_does_not_give() {
        let mut cuts = [Cut::Allowed; 11];
        cuts[1] = Cut::Forbidden;
        let tops = tops(&galley(&cuts), 151.5);
        assert_eq!(tops[..3], [0.0, 15.0, 29.0]);
        assert_eq!(tops.last(), Some(&141.0));
    }

    #[test]
    fn what_may_stand_further_apart_fills_a_page_that_another_follows() {
        let mut galley = galley(&[
            Cut::Allowed,
            Cut::Allowed,
            Cut::Allowed,
            Cut::UnlessRoom(pt(90.0)),
        ]);
        galley.slices[1].spread = pt(10.0);
        galley.slices[2].spread = pt(10.0);
        assert_eq!(tops(&galley, 50.0), [0.0, 20.0, 40.0, 0.0]);
        assert_eq!(tops(&galley, 100.0), [0.0, 25.0, 50.0, 0.0]);
        galley.slices.pop();
        assert_eq!(tops(&galley, 50.0), [0.0, 15.0, 30.0]);
    }

    #[test]
    fn a_figure_that_just_misses_its_page_gives_what_it_must() {
        let mut galley = galley(&[Cut::Allowed; 4]);
        galley.slices[2].height = pt(30.0);
        galley.slices[2].give = pt(6.0);
        let heights = |height: f32| -> Vec<Vec<f32>> {
            let pages = paginate(&galley, pt(0.0), pt(height));
            let of_page =
                |page: &Vec<Placed>| page.iter().map(|it| it.height.to_pt().round()).collect();
            pages.iter().map(of_page).collect()
        };
        assert_eq!(heights(75.0), [vec![10.0, 10.0, 30.0, 10.0]]);
        assert_eq!(heights(56.0), [vec![10.0, 10.0, 26.0], vec![10.0]]);
        assert_eq!(heights(50.5), [vec![10.0, 10.0], vec![30.0, 10.0]]);
    }
}
