//! Imposition: the order in which the pages of a booklet go on sheets of paper that are folded once and stapled through
//! the fold (saddle-stitch).
//!
//! The outermost sheet carries the first and the last page on its front. Pages are padded to a multiple of four at the
//! end, so that blank pages come last of all: the back cover, then the page before it.

use crate::language::Direction;

/// The two pages on a side of a sheet, at its left and right: indices from 0, `None` for a blank page.
pub(super) type BookletSide = [Option<usize>; 2];

/// The pages on a sheet: two on either side.
const PAGES_A_SHEET: usize = 4;

/// The sides of the sheets, front and back by turns, from the outermost sheet to the innermost. Each sheet turns over
/// its short edge.
pub(super) fn sides(pages: usize, direction: Direction) -> Vec<BookletSide> {
    let padded = pages.next_multiple_of(PAGES_A_SHEET);
    let side = |number: usize| {
        let (early, late) = (number, padded - 1 - number);
        // On a back the early page stands behind that of the front.
        let is_front = number.is_multiple_of(2);
        let opens_at_right = is_front == (direction == Direction::LeftToRight);
        let in_order = if opens_at_right {
            [late, early]
        } else {
            [early, late]
        };
        in_order.map(|page| (page < pages).then_some(page))
    };
    (0..padded / 2).map(side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_pages_stand_as_on_a_folded_sheet() {
        let expected = [[7, 0], [1, 6], [5, 2], [3, 4]].map(|side: [usize; 2]| side.map(Some));
        assert_eq!(sides(8, Direction::LeftToRight), expected);
    }

    #[test]
    fn a_booklet_from_right_to_left_opens_at_the_other_edge() {
        let expected = [[0, 3], [2, 1]].map(|side: [usize; 2]| side.map(Some));
        assert_eq!(sides(4, Direction::RightToLeft), expected);
    }

    #[test]
    fn blank_pages_are_the_last() {
        assert_eq!(
            sides(5, Direction::LeftToRight),
            [
                [None, Some(0)],
                [Some(1), None],
                [None, Some(2)],
                [Some(3), Some(4)]
            ]
        );
        assert!(sides(0, Direction::LeftToRight).is_empty());
    }
}
