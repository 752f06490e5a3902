//! The box that says whom to ring and when.

use crate::leaflet::{ListKind, NodeId};
use crate::length::{Length, mm, pt};
use crate::paged::Role;
use crate::paged::layout::galley::Panel;
use crate::paged::layout::ink::Area;
use crate::paged::layout::page::Stroke;
use crate::paged::theme::{self, Heaviness};

use super::{Flow, Place};

/// The edge of the box.
const URGENT_BORDER: Length = pt(1.4);
/// The bar at its start.
const URGENT_BAR: Length = pt(5.0);
/// Between the bar and the words.
const START_INSET: Length = mm(4.4);
/// Between the words and the box's other side.
const END_INSET: Length = mm(4.6);
/// Above and below the words.
const PADDING: Length = mm(3.2);

impl Flow<'_> {
    /// The box that says whom to ring and when. It begins on the first page at every size: where it would leave that
    /// page empty, it goes on over the page.
    pub(super) fn urgent_help(&mut self, part: NodeId) {
        let area = self.frame.full;
        let inner = area.indented(URGENT_BAR + START_INSET).shortened(END_INSET);
        let title = &self.leaflet.wording.urgent_help;
        let cut_words = self.cut_words(title, self.running_text(inner), theme::URGENT);
        let stroke = |width| Stroke {
            color: theme::URGENT,
            width,
        };
        let panel = Panel {
            area,
            radius: mm(1.5),
            fill: Some(theme::URGENT_SOFT),
            border: Some(stroke(URGENT_BORDER)),
            bar: Some(stroke(URGENT_BAR)),
            cut_words,
        };
        self.galley.space(self.theme.spaces.between_opening_parts);
        self.in_panel(panel, PADDING, |flow| flow.urgent_help_blocks(part, inner));
        self.galley.space(self.theme.spaces.between_opening_parts);
    }

    fn urgent_help_blocks(&mut self, part: NodeId, area: Area) {
        let place = self.running_text(area);
        let text = place.within(self.measured(area));
        let first = self.galley.len();
        for &child in self.leaflet.children(part) {
            match &self.leaflet.node(child).role {
                Role::List(ListKind::Contacts) => self.urgent_number(child, place),
                Role::Heading(level) => {
                    // What stands above the box's title is never cut: the number, and what to do without it.
                    if *level == 2 {
                        self.galley.hold(first);
                    }
                    self.box_heading(child, place, theme::URGENT);
                    continue;
                }
                Role::List(ListKind::Bullet)
                    if self.has_room_for_columns() && self.holds_only_text(child) =>
                {
                    self.list_in_columns(child, place);
                }
                _ => self.blocks(&[child], text),
            }
            let space = self.theme.spaces.between_urgent_blocks;
            self.galley.replace_space(space);
        }
    }

    /// The number to ring, or a line to write it on.
    fn urgent_number(&mut self, list: NodeId, place: Place) {
        let style = self.theme.lead.weighing(Heaviness::Bold);
        let label = place.styled(style.colored(theme::URGENT));
        self.contact_lines(self.leaflet.children(list), label, style);
    }
}
