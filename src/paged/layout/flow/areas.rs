//! Where on the page things stand: the text column, the side column, both of them.

use crate::length::Length;
use crate::paged::geometry::{Column, SIDE_CLEARANCE};
use crate::paged::layout::galley::{Beside, Cut};
use crate::paged::layout::ink::{Against, Area};
use crate::paged::layout::text::TextLook;

use super::{Flow, Place};

impl<'a> Flow<'a> {
    /// Whether an area is the whole text column, without an indent.
    pub(super) fn fills_text_column(&self, area: Area) -> bool {
        area.x == self.frame.text.x && area.width == self.frame.text.width
    }

    /// A stretch of the text column made wider by the side column; `None` where there is none, or a panel in the way.
    pub(super) fn wider(&self, area: Area) -> Option<Area> {
        let column = self.frame.text;
        if area.column != Column::Text || self.galley.is_in_panel() {
            return None;
        }
        let indent = match area.against {
            Against::No => area.x - column.x,
            Against::Yes => column.x + column.width - area.x - area.width,
        };
        let full = Area {
            against: area.against,
            ..self.frame.full
        };
        Some(full.indented(indent))
    }

    /// As much of an area as lines of running text may be long: a box can be wider than what is easily read.
    pub(super) fn measured(&self, area: Area) -> Area {
        let width = area.width.min(self.frame.text.width);
        area.shortened(area.width - width)
    }

    /// Running text in an area.
    pub(super) fn running_text(&self, area: Area) -> Place<'a> {
        Place {
            area,
            language: &self.leaflet.language,
            style: self.theme.body,
            links: TextLook::Linked,
        }
    }

    /// Sets what `set_blocks` sets in an area: below what stands beside the text, where the area is as wide as both columns.
    pub(super) fn clear_of_side(&mut self, area: Area, set_blocks: impl FnOnce(&mut Self)) {
        if area.column == self.frame.text.column {
            return set_blocks(self);
        }
        let around = self.galley.stand_beside(Beside::Covers);
        set_blocks(self);
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
