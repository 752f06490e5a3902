//! Pagination: the galley is cut into pages.
//!
//! In: a [`Galley`]. Out: a [`CutGalley`], which says for each page which slices stand on it, and how low. Slices that no
//! page may end between travel together, as a run; a run that is taller than a page is cut where that is only disliked, then
//! where it is discouraged, and in the last resort anywhere. The rules themselves stand in the slices: this module only obeys
//! them.
//!
//! Pages end where that leaves the least of a part's pages blank: a run that does not fit may send the run above it
//! along, so that no page holds two lines alone. The best way on from a run that opens a page is found once, from the
//! part's end backwards, so the work stays in step with the pages. The spaces between blocks may give a little, all of a
//! part alike, where that leaves less blank still: each part is cut once for each of a few spacings.

use std::ops::Range;

use crate::length::{Length, mm};
use crate::paged::geometry::SIDE_CLEARANCE;

use super::cut_galley::{CutGalley, PlacedSlice, Repeat};
use super::frame::VerticalExtent;
use super::galley::{Beside, Cut, Galley, Slice};

/// How far the spaces between a part's blocks may give, over what they are, and how much less of its pages must be left
/// blank for that: parts of a page, squared, so that one blank half weighs more than two blank quarters. Tried in this
/// order.
const SPACINGS: [OtherSpacing; 4] = [
    other_spacing(0.9, 0.01),
    other_spacing(0.8, 0.01),
    other_spacing(0.75, 0.01),
    other_spacing(1.15, 0.03),
];
/// Minimum fill of a part's last page, if achievable: with less it looks forgotten.
const SHORTEST_END: f32 = 0.3;
/// How much more the shortfall of a shorter last page counts than blank space.
const WEIGHT_OF_SHORT_END: f32 = 2.0;
/// What a cut that looks poor counts, such as one through a box: as much as a third of a page left blank.
const WEIGHT_OF_POOR_CUT: f32 = 0.1;
/// What rounding may add up to over a page.
const ROUNDING: Length = mm(0.01);

/// Cuts the galley into pages.
pub(super) fn paginate(galley: Galley, extent: VerticalExtent) -> CutGalley {
    let pages = pages(&galley, extent);
    CutGalley::new(galley, pages)
}

/// The slices on each page.
fn pages(galley: &Galley, extent: VerticalExtent) -> Vec<Vec<PlacedSlice>> {
    let plain = Spacing {
        galley,
        extent,
        factor: 1.0,
    };
    let mut pages = vec![Vec::new()];
    let mut open = plain.empty_page();
    for part in parts(galley) {
        open = plain.cut(part, open).place(open, &mut pages);
    }
    pages
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

/// A spacing that a part may have instead of the plain one.
struct OtherSpacing {
    factor: f32,
    least_gain: f32,
}

const fn other_spacing(factor: f32, least_gain: f32) -> OtherSpacing {
    OtherSpacing { factor, least_gain }
}

/// How far a page is filled.
#[derive(Clone, Copy)]
struct Level {
    /// Where the text on it ends.
    y: Length,
    /// Where ink beside the text ends.
    side_foot: Length,
    /// Whether nothing stands on it.
    is_empty: bool,
    /// Whether lines to write on fill the rest of it.
    is_ruled: bool,
}

impl Level {
    /// The level below a slice.
    fn below(self, slice: &Slice, placed: &PlacedSlice) -> Level {
        Level {
            y: placed.top + placed.height,
            side_foot: match slice.beside {
                Beside::Reaches(height) => placed.top + height,
                Beside::Nothing | Beside::Covers => self.side_foot,
            },
            is_empty: false,
            is_ruled: slice.ruled_to_foot.is_some(),
        }
    }
}

/// The best place for a page to end, and how much is left blank on it and after it: parts of a page, squared.
#[derive(Clone, Copy)]
struct PageEnd {
    run: usize,
    blank: f32,
}

/// A part while the best places to cut it are looked for.
struct UncutPart<'a> {
    runs: Vec<Range<usize>>,
    /// For each run, where a page that begins with it ends; known from the part's end up.
    ends: Vec<PageEnd>,
    /// The slice after the part.
    next: Option<&'a Slice>,
}

/// A part, cut.
struct PartCut<'a> {
    spacing: Spacing<'a>,
    runs: Vec<Range<usize>>,
    /// The runs that a new page begins with.
    page_starts: Vec<usize>,
    /// The slice after the part.
    end: usize,
    blank: f32,
}

impl PartCut<'_> {
    /// Puts the part on pages, the last of which is filled so far.
    fn place(&self, open: Level, pages: &mut Vec<Vec<PlacedSlice>>) -> Level {
        let mut level = open;
        for (index, run) in self.runs.iter().enumerate() {
            if self.page_starts.contains(&index) {
                level = self.spacing.turn_page(level, pages);
            }
            if let Some(page) = pages.last_mut() {
                level = self.spacing.put(run, level, |placed| page.push(placed));
            }
        }
        let next = self.spacing.galley.slices.get(self.end);
        if next.is_some_and(|next| self.spacing.begins_page(next, level)) {
            level = self.spacing.turn_page(level, pages);
        }
        level
    }
}

/// The room on pages, and what spaces that may give are multiplied by.
#[derive(Clone, Copy)]
struct Spacing<'a> {
    galley: &'a Galley,
    /// Where the text of a page begins and ends.
    extent: VerticalExtent,
    factor: f32,
}

impl<'a> Spacing<'a> {
    fn empty_page(&self) -> Level {
        Level {
            y: self.extent.top,
            side_foot: self.extent.top - SIDE_CLEARANCE,
            is_empty: true,
            is_ruled: false,
        }
    }

    /// Cuts a part that begins on a page filled so far, with the spaces that leave the least of its pages blank.
    fn cut(&self, part: Range<usize>, open: Level) -> PartCut<'a> {
        let mut best = self.cut_as_spaced(part.clone(), open);
        for OtherSpacing { factor, least_gain } in SPACINGS {
            if best.blank > least_gain {
                let other = Spacing { factor, ..*self }.cut_as_spaced(part.clone(), open);
                // No block that fits on a page is cut for the sake of wider spaces.
                let keeps_blocks = other.runs.len() <= best.runs.len();
                if keeps_blocks && other.blank + least_gain < best.blank {
                    best = other;
                }
            }
        }
        best
    }

    fn cut_as_spaced(&self, part: Range<usize>, open: Level) -> PartCut<'a> {
        let runs = self.runs(part.clone(), Cut::Disliked);
        let mut uncut = UncutPart {
            ends: vec![PageEnd { run: 0, blank: 0.0 }; runs.len() + 1],
            runs,
            next: self.galley.slices.get(part.end),
        };
        for start in (0..uncut.runs.len()).rev() {
            uncut.ends[start] = self.best_end(&uncut, start, self.empty_page());
        }
        let first = self.best_end(&uncut, 0, open);
        let mut page_starts = Vec::new();
        let mut end = first;
        while end.run < uncut.runs.len() {
            page_starts.push(end.run);
            end = uncut.ends[end.run];
        }
        PartCut {
            spacing: *self,
            end: part.end,
            runs: uncut.runs,
            page_starts,
            blank: first.blank,
        }
    }

    /// Where a page that is filled so far ends when the runs from `start` on follow, with what the rest of the part is
    /// known to leave blank. Of two ends that are as good the later one.
    fn best_end(&self, part: &UncutPart, start: usize, mut level: Level) -> PageEnd {
        let UncutPart { runs, ends, next } = part;
        let blank_from = |run: usize, level: Level| {
            if run == runs.len() {
                self.blank_at_end(level, *next)
            } else {
                self.blank(level) + self.weight_of_cut(&runs[run]) + ends[run].blank
            }
        };
        let mut best = PageEnd {
            run: start,
            blank: f32::INFINITY,
        };
        if !level.is_empty {
            best.blank = blank_from(start, level);
        }
        for (run, unit) in (start + 1..).zip(&runs[start..]) {
            if !level.is_empty && !self.fits(unit, level) {
                break;
            }
            level = self.put(unit, level, |_| {});
            let blank = blank_from(run, level);
            if blank <= best.blank {
                best = PageEnd { run, blank };
            }
        }
        best
    }

    /// The weight of ending a page above a run.
    fn weight_of_cut(&self, run: &Range<usize>) -> f32 {
        let cuts_box = self.galley.cut_words_at(run.start).is_some();
        if cuts_box || self.galley.slices[run.start].cut == Cut::Poor {
            WEIGHT_OF_POOR_CUT
        } else {
            0.0
        }
    }

    /// The weight of ending a part so far down a page: nothing where another part goes on below it, or where enough
    /// stands on it.
    fn blank_at_end(&self, level: Level, next: Option<&Slice>) -> f32 {
        match next {
            _ if level.is_ruled => 0.0,
            Some(next) if !self.begins_page(next, level) => 0.0,
            _ => {
                let missing = self.room(level) - (1.0 - SHORTEST_END);
                missing.max(0.0).powi(2) * WEIGHT_OF_SHORT_END
            }
        }
    }

    /// Whether a part begins a new page below what stands on this one.
    fn begins_page(&self, first: &Slice, level: Level) -> bool {
        match first.cut {
            Cut::UnlessRoom(room) => {
                !level.is_empty && self.extent.foot - self.start_of(first, level) < room
            }
            _ => false,
        }
    }

    /// A range in runs that no page ends within: slices that belong together, and where these are taller than a page,
    /// parts of them.
    fn runs(&self, range: Range<usize>, held: Cut) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        for unit in units(self.galley, range, held) {
            if unit.len() == 1 || self.fits_on_empty_page(&unit) {
                runs.push(unit);
                continue;
            }
            match held {
                Cut::Disliked => runs.extend(self.runs(unit, Cut::Discouraged)),
                Cut::Discouraged => runs.extend(self.runs(unit, Cut::Forbidden)),
                _ => runs.extend(unit.map(|index| index..index + 1)),
            }
        }
        runs
    }

    /// Where a slice would start: below the slice above it, and below what stands beside that when it brings ink of its
    /// own to the side.
    fn start_of(&self, slice: &Slice, level: Level) -> Length {
        if level.is_empty {
            return level.y;
        }
        let below = level.y + self.space(slice);
        match slice.beside {
            Beside::Nothing => below,
            Beside::Reaches(_) | Beside::Covers => below.max(level.side_foot + SIDE_CLEARANCE),
        }
    }

    /// The space above a slice. That between slices that stay together does not give: it belongs to their look, and ink
    /// beside them may reach as far.
    fn space(&self, slice: &Slice) -> Length {
        if slice.cut == Cut::Forbidden {
            slice.space
        } else {
            slice.space * self.factor
        }
    }

    /// Whether a run fits on what is left of the page, as it is or with what it gives.
    fn fits(&self, run: &Range<usize>, level: Level) -> bool {
        let first = &self.galley.slices[run.start];
        let side_foot = self.start_of(first, level) + first.side_height();
        self.excess(run, level) <= self.give(run) + ROUNDING
            && side_foot <= self.extent.foot + ROUNDING
    }

    fn give(&self, run: &Range<usize>) -> Length {
        let slices = &self.galley.slices[run.clone()];
        slices.iter().map(|slice| slice.give).sum()
    }

    /// How much taller a run is than what is left of the page.
    fn excess(&self, run: &Range<usize>, level: Level) -> Length {
        let start = self.start_of(&self.galley.slices[run.start], level);
        let head = if level.is_empty {
            self.above(run.start) + self.height(&self.head_slices(run.start))
        } else {
            Length::ZERO
        };
        start + head + self.height(run) + self.below(run.end) - self.extent.foot
    }

    fn fits_on_empty_page(&self, run: &Range<usize>) -> bool {
        self.excess(run, self.empty_page()) <= self.give(run) + ROUNDING
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

    fn height(&self, run: &Range<usize>) -> Length {
        let slices = &self.galley.slices[run.clone()];
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

    /// The part of the page below all that stands on it.
    fn room(&self, level: Level) -> f32 {
        (self.extent.foot - level.y.max(level.side_foot)) / self.extent.height()
    }

    /// What a page that ends here leaves blank, squared; nothing where lines to write on fill it.
    fn blank(&self, level: Level) -> f32 {
        if level.is_ruled {
            0.0
        } else {
            self.room(level).max(0.0).powi(2)
        }
    }

    /// Ends a page and opens another.
    fn turn_page(&self, level: Level, pages: &mut Vec<Vec<PlacedSlice>>) -> Level {
        if let Some(page) = pages.last_mut() {
            self.spread(page, level);
        }
        pages.push(Vec::new());
        self.empty_page()
    }

    /// Moves apart what may stand further apart, so that it takes what is left of the page.
    fn spread(&self, page: &mut [PlacedSlice], level: Level) {
        let words = page
            .last()
            .map_or(Length::ZERO, |last| self.below(last.slice + 1));
        let left = self.extent.foot - level.y.max(level.side_foot) - words;
        let most = |placed: &PlacedSlice| self.galley.slices[placed.slice].spread;
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

    /// Puts a run on a page, at its top below the head of its table or group. Returns how far that fills it.
    fn put(&self, run: &Range<usize>, level: Level, mut place: impl FnMut(PlacedSlice)) -> Level {
        let give = self.give(run);
        let share = if give > Length::ZERO {
            (self.excess(run, level) / give).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let mut level = level;
        let mut heads = 0..0;
        if level.is_empty {
            level.y += self.above(run.start);
            heads = self.head_slices(run.start);
        }
        let repeated = heads.map(|index| (index, Repeat::Repeated));
        let original = run.clone().map(|index| (index, Repeat::Original));
        for (index, repeat) in repeated.chain(original) {
            let slice = &self.galley.slices[index];
            let placed = PlacedSlice {
                slice: index,
                top: self.start_of(slice, level),
                height: slice.height - slice.give * share,
                repeat,
            };
            level = level.below(slice, &placed);
            place(placed);
        }
        level
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

    fn extent(height: f32) -> VerticalExtent {
        VerticalExtent {
            top: pt(0.0),
            foot: pt(height),
        }
    }

    fn sizes(galley: &Galley, height: f32) -> Vec<usize> {
        pages(galley, extent(height)).iter().map(Vec::len).collect()
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

    #[test]
    fn a_block_that_does_not_fit_takes_others_along_to_the_next_page() {
        // Eight slices, and a block as tall as the page: full pages would leave one slice alone before it.
        let mut cuts = [Cut::Discouraged; 15];
        cuts[..9].fill(Cut::Allowed);
        assert_eq!(sizes(&galley(&cuts), 100.0), [4, 4, 7]);
    }

    #[test]
    fn a_page_does_not_end_where_that_looks_poor_unless_much_of_it_would_stay_blank() {
        let with_poor = |at: usize| {
            let mut cuts = [Cut::Allowed; 10];
            cuts[at] = Cut::Poor;
            sizes(&galley(&cuts), 100.0)
        };
        assert_eq!(with_poor(7), [6, 4]);
        // The slices before it stay together, and would leave most of the page blank.
        let mut cuts = [Cut::Disliked; 10];
        cuts[0] = Cut::Allowed;
        cuts[7] = Cut::Poor;
        assert_eq!(sizes(&galley(&cuts), 100.0), [7, 3]);
    }

    #[test]
    fn a_part_that_another_page_follows_does_not_end_with_a_line_or_two() {
        let mut cuts = [Cut::Allowed; 16];
        cuts[15] = Cut::UnlessRoom(pt(199.0));
        assert_eq!(sizes(&galley(&cuts), 200.0), [12, 3, 1]);
    }

    fn tops(galley: &Galley, height: f32) -> Vec<f32> {
        let pages = super::pages(galley, extent(height));
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
            let pages = super::pages(&galley, extent(height));
            let of_page =
                |page: &Vec<PlacedSlice>| page.iter().map(|it| it.height.to_pt().round()).collect();
            pages.iter().map(of_page).collect()
        };
        assert_eq!(heights(75.0), [vec![10.0, 10.0, 30.0, 10.0]]);
        assert_eq!(heights(56.0), [vec![10.0, 10.0, 26.0], vec![10.0]]);
        assert_eq!(heights(50.5), [vec![10.0, 10.0], vec![30.0, 10.0]]);
    }
}
