//! Where on the page things stand: the text column, the side column, both of them.

use crate::length::Length;
use crate::paged::geometry::{COLUMN_GAP, Column, SIDE_WIDTH};
use crate::paged::layout::galley::{Against, Area, Beside, Cut};
use crate::paged::layout::paginate::SIDE_CLEARANCE;
use crate::paged::layout::text::Look;
use crate::paged::theme::Columns;

use super::{Flow, Place};

impl<'a> Flow<'a> {
    /// The text column.
    pub(super) fn text_area(&self) -> Area {
        Area {
            x: self.theme.page.binding_margin,
            width: self.theme.text_width(),
            column: match self.theme.columns {
                Columns::TextAndSide => Column::Text,
                Columns::Folded => Column::Both,
            },
            against: Against::No,
        }
    }

    pub(super) fn fills_text_column(&self, area: Area) -> bool {
        let column = self.text_area();
        (area.x, area.width) == (column.x, column.width)
    }

    /// Both columns.
    pub(super) fn full_area(&self) -> Area {
        Area {
            width: self.theme.page.full_width,
            column: Column::Both,
            ..self.text_area()
        }
    }

    /// The column beside the text.
    pub(super) fn side_area(&self) -> Area {
        Area {
            x: self.theme.page.binding_margin + self.theme.page.text_width + COLUMN_GAP,
            width: SIDE_WIDTH,
            column: Column::Side,
            against: Against::No,
        }
    }

    /// A stretch of the text column made wider by the side column; `None` where there is none, or a frame in the way.
    pub(super) fn wider(&self, area: Area) -> Option<Area> {
        let column = self.text_area();
        if area.column != Column::Text || self.galley.is_framed() {
            return None;
        }
        let indent = match area.against {
            Against::No => area.x - column.x,
            Against::Yes => column.x + column.width - area.x - area.width,
        };
        let full = Area {
            against: area.against,
            ..self.full_area()
        };
        Some(full.indented(indent))
    }

    /// As much of an area as lines of running text may be long: a box can be wider than what is easily read.
    pub(super) fn measured(&self, area: Area) -> Area {
        let width = area.width.min(self.theme.text_width());
        area.shortened(area.width - width)
    }

    pub(super) fn is_folded(&self) -> bool {
        self.theme.columns == Columns::Folded
    }

    /// Running text in an area.
    pub(super) fn running_text(&self, area: Area) -> Place<'a> {
        Place {
            area,
            language: &self.leaflet.language,
            style: self.theme.body,
            links: Look::Linked,
        }
    }

    /// Sets what `fill` sets in an area: below what stands beside the text, where the area is as wide as both columns.
    pub(super) fn clear_of_side(&mut self, area: Area, fill: impl FnOnce(&mut Self)) {
        if area.column == self.text_area().column {
            return fill(self);
        }
        let around = self.galley.stand_beside(Beside::Covers);
        fill(self);
        self.galley.stand_beside(around);
    }

    /// Whether what stands beside the text of this part has ended.
    pub(super) fn side_is_clear(&self) -> bool {
        let slices = &self.galley.slices;
        let hung = slices
            .iter()
            .rposition(|slice| slice.side_height() > Length::ZERO);
        hung.is_none_or(|first| {
            let below: Length = slices[first..]
                .iter()
                .map(|slice| slice.space + slice.height)
                .sum();
            below > slices[first].side_height() + SIDE_CLEARANCE
        })
    }

    /// Makes room so that the slices from `first` on are at least this tall together.
    pub(super) fn reach_down(&mut self, first: usize, height: Length) {
        let present = self.galley.height_from(first);
        if height > present {
            self.galley.cut(Cut::Forbidden);
            self.galley.push(height - present, Vec::new());
        }
    }
}
