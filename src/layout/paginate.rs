//! Pagination: the galley is cut into pages.
//!
//! In: slices. Out: for each page the slices on it, with their tops. Slices that no page may end between travel
//! together; a run of them that is taller than a page is cut where that is only disliked, then where it is discouraged,
//! and in the last resort anywhere. The rules themselves stand in the slices: this module only obeys them.

use std::ops::Range;

use crate::length::{Length, mm};

use super::galley::{Beside, Cut, Galley, Slice};

/// The space between side matter and what covers the side column below it.
pub(super) const SIDE_CLEARANCE: Length = mm(5.0);

/// A slice on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// The slice, as an index into the galley.
    pub(super) slice: usize,
    /// Its top, from the page's.
    pub(super) top: Length,
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
    let mut pages = Pagination {
        galley,
        top,
        foot,
        pages: vec![Vec::new()],
        y: top,
        side_foot: top - SIDE_CLEARANCE,
    };
    for unit in units(galley, 0..galley.len(), Cut::Disliked) {
        pages.place(unit, Cut::Disliked);
    }
    pages.pages
}

struct Pagination<'a> {
    galley: &'a Galley,
    top: Length,
    foot: Length,
    pages: Vec<Vec<Placed>>,
    y: Length,
    /// Where ink beside the text ends.
    side_foot: Length,
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
    /// Places slices that belong together; when they are taller than a page, their parts.
    fn place(&mut self, unit: Range<usize>, held: Cut) {
        self.turn_page_if_asked(&self.galley.slices[unit.start]);
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
        let turn = match first.cut {
            Cut::Required => true,
            Cut::UnlessRoom(room) => self.foot - self.start_of(first) < room,
            _ => false,
        };
        if turn && !self.at_top() {
            self.turn_page();
        }
    }

    /// Where a slice would start: below the slice above it, and below what stands beside that when it brings ink of its
    /// own to the side.
    fn start_of(&self, slice: &Slice) -> Length {
        if self.at_top() {
            return self.y;
        }
        let below = self.y + slice.space;
        match slice.beside {
            Beside::Nothing => below,
            Beside::Reaches(_) | Beside::Covers => below.max(self.side_foot + SIDE_CLEARANCE),
        }
    }

    fn fits(&self, unit: &Range<usize>) -> bool {
        let first = &self.galley.slices[unit.start];
        let start = self.start_of(first);
        let end = start + self.repeated_head_height(unit.start) + self.height(unit);
        end.max(start + first.side_height()) <= self.foot + mm(0.01)
    }

    fn fits_on_empty_page(&self, unit: &Range<usize>) -> bool {
        self.height(unit) + self.head_height(unit.start) <= self.foot - self.top
    }

    fn height(&self, unit: &Range<usize>) -> Length {
        let slices = &self.galley.slices[unit.clone()];
        let spaces: Length = slices.iter().skip(1).map(|slice| slice.space).sum();
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

    fn head_height(&self, index: usize) -> Length {
        self.height(&self.head_slices(index))
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
        self.pages.push(Vec::new());
        self.y = self.top;
        self.side_foot = self.top - SIDE_CLEARANCE;
    }

    fn put(&mut self, unit: Range<usize>) {
        if self.at_top() {
            for index in self.head_slices(unit.start) {
                self.put_one(index, Repeat::Repeated);
            }
        }
        for index in unit {
            self.put_one(index, Repeat::Original);
        }
    }

    fn put_one(&mut self, index: usize, repeat: Repeat) {
        let slice = &self.galley.slices[index];
        let top = self.start_of(slice);
        if let Beside::Reaches(height) = slice.beside {
            self.side_foot = top + height;
        }
        self.y = top + slice.height;
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed {
                slice: index,
                top,
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
    fn a_required_cut_is_made_and_room_is_respected() {
        assert_eq!(
            sizes(&galley(&[Cut::Required, Cut::Allowed, Cut::Required]), 40.0),
            [2, 1]
        );
        assert_eq!(
            sizes(&galley(&[Cut::Allowed, Cut::UnlessRoom(pt(30.0))]), 40.0),
            [1, 1]
        );
        assert_eq!(
            sizes(&galley(&[Cut::Allowed, Cut::UnlessRoom(pt(20.0))]), 40.0),
            [2]
        );
    }
}
