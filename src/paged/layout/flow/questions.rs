//! Questions to ask, and lines to write on.

use crate::leaflet::NodeId;
use crate::length::{Length, mm, pt};
use crate::paged::Role;
use crate::paged::layout::galley::Cut;
use crate::paged::layout::ink::{Area, Ink};
use crate::paged::layout::page::{Rect, Shape, Stroke};
use crate::paged::theme::{self, WRITING_LINE};

use super::{Flow, Place};

/// The edge of a box to tick.
const TICK_BOX_EDGE: Length = pt(0.9);
/// How round its corners are.
const TICK_BOX_RADIUS: Length = mm(0.5);

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
                let y = (slice.height - side) / 2.0;
                slice.inks.push(tick_box(place.area, side, y));
            }
            self.galley.cut(Cut::Forbidden);
            self.writing_line(inner);
            self.galley.space(self.theme.spaces.below_question);
        }
    }

    /// A line to write on.
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

/// A box to tick at the start of an area, `y` below the slice's top.
fn tick_box(area: Area, side: Length, y: Length) -> Ink {
    let rect = Rect {
        width: side,
        height: side,
        ..Rect::default()
    };
    let shape = Shape::Rectangle {
        rect,
        radius: TICK_BOX_RADIUS,
        fill: None,
        stroke: Some(Stroke {
            color: theme::GREY,
            width: TICK_BOX_EDGE,
        }),
    };
    Ink::ornament(area.stretch(Length::ZERO, side), y, shape)
}
