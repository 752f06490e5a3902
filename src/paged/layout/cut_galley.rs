//! The galley, cut into pages: which slices stand on which page, and how low.
//!
//! What a page shows follows from it: on which page each node begins, which ink a slice brings, and where the pieces of
//! panels end.

use std::collections::BTreeSet;

use crate::leaflet::NodeId;
use crate::length::{Length, mm};

use super::galley::{CutWords, Galley};
use super::ink::Ink;

/// From text to the edge of its panel where the panel is cut by the end of a page.
pub(super) const CUT_EDGE: Length = mm(2.0);

/// A galley, and where its slices stand.
pub(super) struct CutGalley {
    /// The slices.
    pub(super) galley: Galley,
    /// Those on each page, from top to bottom.
    pub(super) pages: Vec<Vec<PlacedSlice>>,
    /// Those that stand a second time.
    repeated: BTreeSet<usize>,
}

/// A slice on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PlacedSlice {
    /// The slice, as an index into the galley.
    pub(super) slice: usize,
    /// Its top, from the page's.
    pub(super) top: Length,
    /// Its height on the page.
    pub(super) height: Length,
    /// Whether it is a head that stands here a second time.
    pub(super) repeat: Repeat,
}

/// Whether a slice stands where it was written or repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It was written here.
    Original,
    /// It is a head, repeated for the eye alone.
    Repeated,
}

/// The first ink of a node or of what is in it.
#[derive(Clone, Copy)]
pub(super) struct FirstInk<'g> {
    /// The page, by its index.
    pub(super) page: usize,
    /// The top of its slice, from the page's.
    pub(super) slice_top: Length,
    /// The ink.
    pub(super) ink: &'g Ink,
}

/// The number of the page that each node begins on.
#[derive(Default)]
pub(super) struct PageNumbers {
    by_node: Vec<Option<usize>>,
}

/// What stands of a panel on one page, with the words at its cut edges.
pub(super) struct PanelPiece {
    /// The panel, as an index into the galley's.
    pub(super) panel: usize,
    /// Its top, from the page's.
    pub(super) top: Length,
    /// Its foot, from the page's top.
    pub(super) foot: Length,
    /// Whether it began on a page before.
    pub(super) is_cut_above: bool,
    /// Whether it goes on over the page.
    pub(super) is_cut_below: bool,
}

impl PageNumbers {
    /// The number of the page that a node begins on, if that is known.
    pub(super) fn of(&self, node: NodeId) -> Option<usize> {
        self.by_node.get(node.index()).copied().flatten()
    }
}

impl CutGalley {
    /// A galley whose slices stand on these pages.
    pub(super) fn new(galley: Galley, pages: Vec<Vec<PlacedSlice>>) -> CutGalley {
        let placed = pages.iter().flatten();
        let repeated = placed.filter(|placed| placed.repeat == Repeat::Repeated);
        let repeated = repeated.map(|placed| placed.slice).collect();
        CutGalley {
            galley,
            pages,
            repeated,
        }
    }

    /// For each node, by its index, the first ink of it or of what is in it.
    pub(super) fn first_inks(&self, parents: &[Option<NodeId>]) -> Vec<Option<FirstInk<'_>>> {
        let mut first = vec![None; parents.len()];
        for (page, slices) in self.pages.iter().enumerate() {
            let written = |placed: &&PlacedSlice| placed.repeat == Repeat::Original;
            for placed in slices.iter().filter(written) {
                for ink in &self.galley.slices[placed.slice].inks {
                    let here = FirstInk {
                        page,
                        slice_top: placed.top,
                        ink,
                    };
                    for owner in ink.owners() {
                        let mut node = Some(owner);
                        while let Some(id) = node.filter(|id| first[id.index()].is_none()) {
                            first[id.index()] = Some(here);
                            node = parents[id.index()];
                        }
                    }
                }
            }
        }
        first
    }

    /// The number of the page that each node begins on.
    pub(super) fn page_numbers(&self, parents: &[Option<NodeId>]) -> PageNumbers {
        let first = self.first_inks(parents).into_iter();
        PageNumbers {
            by_node: first.map(|ink| ink.map(|ink| ink.page + 1)).collect(),
        }
    }

    /// The ink of a slice where it stands. It is given away, but for that of a head, which is needed again.
    pub(super) fn take_inks(&mut self, placed: &PlacedSlice) -> Vec<Ink> {
        let slice = &mut self.galley.slices[placed.slice];
        let inks = if self.repeated.contains(&placed.slice) {
            slice.inks.clone()
        } else {
            std::mem::take(&mut slice.inks)
        };
        let scale = placed.height / slice.height;
        if scale < 1.0 {
            inks.into_iter().map(|ink| ink.scaled(scale)).collect()
        } else {
            inks
        }
    }

    /// What stands of panels on the page with this index, those around others first.
    pub(super) fn panel_pieces(&self, page: usize) -> Vec<PanelPiece> {
        let slices = &self.pages[page];
        let panels: BTreeSet<usize> = slices
            .iter()
            .flat_map(|placed| self.galley.slices[placed.slice].panels.iter().copied())
            .collect();
        let piece = |panel| self.panel_piece(panel, slices);
        panels.into_iter().filter_map(piece).collect()
    }

    fn panel_piece(&self, panel: usize, slices: &[PlacedSlice]) -> Option<PanelPiece> {
        let stands_in = |slice: usize| {
            let slice = self.galley.slices.get(slice);
            slice.is_some_and(|slice| slice.panels.contains(&panel))
        };
        let inside = || slices.iter().filter(|placed| stands_in(placed.slice));
        let (first, last) = (inside().next()?, inside().next_back()?);
        let written = inside().find(|placed| placed.repeat == Repeat::Original)?;
        let before = written.slice.checked_sub(1);
        let mut piece = PanelPiece {
            panel,
            top: first.top,
            foot: last.top + last.height,
            is_cut_above: before.is_some_and(stands_in),
            is_cut_below: stands_in(last.slice + 1),
        };
        let CutWords { above, below } = &self.galley.panels[panel].cut_words;
        // The text keeps clear of the cut edge.
        if piece.is_cut_above {
            piece.top -= above.height + CUT_EDGE;
        }
        if piece.is_cut_below {
            piece.foot += below.height + CUT_EDGE;
        }
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::length::pt;
    use crate::paged::geometry::Column;
    use crate::paged::layout::galley::Panel;
    use crate::paged::layout::ink::{Against, Area, InkBlock};
    use crate::paged::theme;

    const AREA: Area = Area {
        x: Length::ZERO,
        width: pt(100.0),
        column: Column::Both,
        against: Against::No,
    };

    fn placed(slice: usize, repeat: Repeat) -> PlacedSlice {
        PlacedSlice {
            slice,
            top: pt(20.0),
            height: pt(10.0),
            repeat,
        }
    }

    fn slice(galley: &mut Galley) {
        let rule = Ink::rule(AREA, Length::ZERO, pt(1.0), theme::RULE);
        galley.push(pt(10.0), vec![rule]);
    }

    #[test]
    fn a_panel_that_a_page_cuts_has_room_for_its_words_at_either_edge() {
        let mut galley = Galley::default();
        let words = |height| InkBlock::blank(pt(height));
        galley.open_panel(Panel {
            area: AREA,
            radius: Length::ZERO,
            fill: Some(theme::SOFT),
            border: None,
            bar: None,
            cut_words: CutWords {
                below: words(3.0),
                above: words(5.0),
            },
        });
        (0..2).for_each(|_| slice(&mut galley));
        galley.close_panel();
        let pages = [0, 1].map(|slice| vec![placed(slice, Repeat::Original)]);
        let cut = CutGalley::new(galley, pages.to_vec());
        let [first, second] = [0, 1].map(|page| cut.panel_pieces(page).remove(0));
        assert!(!first.is_cut_above && first.is_cut_below);
        assert_eq!(first.top, pt(20.0));
        assert_eq!(first.foot, pt(30.0) + (pt(3.0) + CUT_EDGE));
        assert!(second.is_cut_above && !second.is_cut_below);
        assert_eq!(second.top, pt(20.0) - (pt(5.0) + CUT_EDGE));
        assert_eq!(second.foot, pt(30.0));
    }

    #[test]
    fn a_head_that_repeats_keeps_its_ink_for_the_next_page() {
        let mut galley = Galley::default();
        (0..2).for_each(|_| slice(&mut galley));
        let (head, row) = (placed(0, Repeat::Original), placed(1, Repeat::Original));
        let pages = vec![vec![head, row], vec![placed(0, Repeat::Repeated)]];
        let mut cut = CutGalley::new(galley, pages);
        assert_eq!([&head, &row].map(|it| cut.take_inks(it).len()), [1, 1]);
        assert_eq!([&head, &row].map(|it| cut.take_inks(it).len()), [1, 0]);
    }
}
