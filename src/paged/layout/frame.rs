//! The frame of a leaflet's pages: where text and side matter stand, between header and footer.
//!
//! It is a value that the steps of layout share: the flow sets blocks in its columns, pagination fills its height, and
//! finalizing rules lines down to its foot.

use crate::length::Length;
use crate::paged::geometry::{COLUMN_GAP, Column, PageGeometry, SIDE_WIDTH};
use crate::paged::theme::{Columns, Theme};

use super::ink::{Against, Area};

/// Where things stand on the pages of a leaflet.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageFrame {
    /// The measures of the page.
    pub(super) page: PageGeometry,
    /// Where the text begins and ends.
    pub(super) extent: VerticalExtent,
    /// The column of running text.
    pub(super) text: Area,
    /// The column beside it; `None` where side matter stands in the text.
    pub(super) side: Option<Area>,
    /// All of the width between the margins.
    pub(super) full: Area,
}

/// A stretch of the page's height, from its top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct VerticalExtent {
    /// Where it begins.
    pub(super) top: Length,
    /// Where it ends.
    pub(super) foot: Length,
}

impl PageFrame {
    /// The frame of pages in this theme whose text has this height.
    pub(super) fn new(theme: &Theme, extent: VerticalExtent) -> PageFrame {
        let page = theme.page;
        let full = Area {
            x: page.binding_margin,
            width: page.full_width,
            column: Column::Both,
            against: Against::No,
        };
        let side = Area {
            x: page.binding_margin + page.text_width + COLUMN_GAP,
            width: SIDE_WIDTH,
            column: Column::Side,
            against: Against::No,
        };
        let (column, side) = match theme.columns {
            Columns::TextAndSide => (Column::Text, Some(side)),
            Columns::Folded => (Column::Both, None),
        };
        let text = Area {
            width: theme.text_width(),
            column,
            ..full
        };
        PageFrame {
            page,
            extent,
            text,
            side,
            full,
        }
    }

    /// The height of a page's text.
    pub(super) fn height(&self) -> Length {
        self.extent.height()
    }
}

impl VerticalExtent {
    /// How tall it is.
    pub(super) fn height(&self) -> Length {
        self.foot - self.top
    }
}
