//! The measures of a page: its size, margins and columns, for each kind of paper.
//!
//! Positions count from the edge at which the first page binds: the left in English, the right in Arabic. Where paper is
//! printed on both sides, every second page binds at the other edge; its text keeps the binding margin and its side
//! column stays at the outer edge, so what stands on it moves over by the width that its column changes places by.

use crate::length::{Length, mm};
use crate::printing::Paper;

/// The space between the columns.
pub const COLUMN_GAP: Length = mm(8.0);
/// The width of the side column.
pub const SIDE_WIDTH: Length = mm(36.0);
/// The space between side matter and what covers the side column below it.
pub const SIDE_CLEARANCE: Length = mm(5.0);

/// The measures of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageGeometry {
    /// The width of the page.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// The edge that is punched or folded.
    pub binding_margin: Length,
    /// The width of the text column beside a side column.
    pub text_width: Length,
    /// The width of both columns and the gap, or of the one column that they fold into.
    pub full_width: Length,
    /// From the top of the page to its text.
    pub top_margin: Length,
    /// From the text to the foot of the page.
    pub bottom_margin: Length,
    /// From the top of the page to its header.
    pub header_top: Length,
    /// From the footer to the foot of the page.
    pub footer_bottom: Length,
    /// The band of colour along the top of the first page.
    pub first_page_band: Length,
    /// Which edges bind.
    pub binding: Binding,
}

/// Which edges of the pages bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// The same on all pages.
    Same,
    /// The other on every second page.
    Alternating,
}

/// A column of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The text, beside a side column.
    Text,
    /// The side column, at the outer edge.
    Side,
    /// All of the page's width between its margins.
    Both,
}

/// A4. ISO 838 holes stand 12 mm in from the edge that binds and are 6 mm wide.
const A4: PageGeometry = PageGeometry {
    width: mm(210.0),
    height: mm(297.0),
    binding_margin: mm(20.0),
    text_width: mm(128.0),
    full_width: mm(172.0),
    top_margin: mm(30.0),
    bottom_margin: mm(26.0),
    header_top: mm(13.0),
    footer_bottom: mm(12.0),
    first_page_band: mm(6.0),
    binding: Binding::Same,
};

/// Half of A4, folded and stapled. Its one column is as wide as the text column of A4, so that the text in figures keeps its size.
const A5: PageGeometry = PageGeometry {
    width: mm(148.5),
    height: mm(210.0),
    binding_margin: mm(11.0),
    text_width: mm(128.0),
    full_width: mm(128.0),
    top_margin: mm(20.0),
    bottom_margin: mm(18.0),
    header_top: mm(9.0),
    footer_bottom: mm(8.0),
    first_page_band: mm(4.5),
    binding: Binding::Alternating,
};

impl PageGeometry {
    /// The measures of the pages that go on this paper.
    pub const fn of(paper: Paper) -> PageGeometry {
        match paper {
            Paper::OneSided => A4,
            Paper::TwoSided => PageGeometry {
                binding: Binding::Alternating,
                ..A4
            },
            Paper::Booklet => A5,
        }
    }

    /// The margin at the edge that does not bind.
    pub fn outer_margin(&self) -> Length {
        self.width - self.binding_margin - self.full_width
    }

    /// Whether the page with this index, from 0, binds at the edge at which the first page does.
    pub fn binds_as_first(&self, page: usize) -> bool {
        self.binding == Binding::Same || page.is_multiple_of(2)
    }

    /// How much further from the page's start edge a column stands on the page with this index than on the first page.
    pub fn shift(&self, column: Column, page: usize) -> Length {
        if self.binds_as_first(page) {
            return Length::ZERO;
        }
        let margins = self.outer_margin() - self.binding_margin;
        match column {
            Column::Both => margins,
            Column::Text => margins + SIDE_WIDTH + COLUMN_GAP,
            Column::Side => margins - self.text_width - COLUMN_GAP,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY_PAPER: [Paper; 3] = [Paper::OneSided, Paper::TwoSided, Paper::Booklet];

    #[test]
    fn columns_fill_the_page_between_its_margins() {
        for paper in EVERY_PAPER {
            let page = PageGeometry::of(paper);
            assert!(page.outer_margin() >= mm(9.0), "{paper:?}");
            assert!(page.binding_margin >= page.outer_margin(), "{paper:?}");
        }
        let page = PageGeometry::of(Paper::OneSided);
        let columns = page.text_width + COLUMN_GAP + SIDE_WIDTH;
        assert!((columns - page.full_width).to_pt().abs() < 0.01);
    }

    #[test]
    fn on_every_second_page_of_two_sided_paper_the_side_column_comes_first() {
        let page = PageGeometry::of(Paper::TwoSided);
        let text = page.binding_margin + page.shift(Column::Text, 1);
        let side = page.binding_margin + page.text_width + COLUMN_GAP + page.shift(Column::Side, 1);
        let near = |one: Length, other: Length| (one - other).to_pt().abs() < 0.01;
        assert!(near(side, page.outer_margin()));
        assert!(near(text, side + SIDE_WIDTH + COLUMN_GAP));
        assert!(near(
            page.width - text - page.text_width,
            page.binding_margin
        ));
        assert_eq!(page.shift(Column::Side, 2), Length::ZERO);
        assert_eq!(
            PageGeometry::of(Paper::OneSided).shift(Column::Text, 1),
            Length::ZERO
        );
    }
}
