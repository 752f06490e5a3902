//! Questions to ask, and lines to write on.

use crate::leaflet::{NodeId, Role};
use crate::length::{Length, pt};
use crate::paged::layout::galley::{Area, Cut, Ink};
use crate::paged::layout::page::Rect;
use crate::paged::theme::{self, WRITING_LINE};

use super::{Flow, Place};

/// The edge of a box to tick.
const TICK_BOX_EDGE: Length = pt(0.9);

impl Flow<'_> {
    /// Questions: a box to tick, the words, a line to write on. No question stands alone on its side of a break.
    pub(super) fn questions(&mut self, items: &[NodeId], place: Place) {
        let inner = place.area.indented(self.theme.spaces.question_indent);
        let side = self.theme.spaces.tick_box;
        let last = items.len().saturating_sub(1);
        for (index, &item) in items.iter().enumerate() {
            let first = self.galley.len();
            if index == 1 || index == last {
                self.galley.cut(Cut::Disliked);
            }
            for &child in self.leaflet.children(item) {
                if self.leaflet.node(child).role == Role::Body {
                    self.text(&[child], place.within(inner));
                }
            }
            if let Some(slice) = self.galley.slices.get_mut(first) {
                let rect = Rect {
                    x: place.area.place(Length::ZERO, side),
                    y: (slice.height - side) / 2.0,
                    width: side,
                    height: side,
                };
                slice.inks.push(Ink::rectangle(
                    rect,
                    place.area.column,
                    None,
                    Some((theme::GREY, TICK_BOX_EDGE)),
                ));
            }
            self.galley.cut(Cut::Forbidden);
            self.writing_line(inner);
            self.galley.space(self.theme.spaces.below_question);
        }
    }

    pub(super) fn writing_line(&mut self, area: Area) {
        let height = self.theme.spaces.writing_line;
        self.galley.push(
            height,
            vec![Ink::rule(
                area,
                height - WRITING_LINE,
                WRITING_LINE,
                theme::WRITING,
            )],
        );
    }
}
