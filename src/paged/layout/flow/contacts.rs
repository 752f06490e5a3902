//! Contacts: a name, and beside it what is known or a line to write on.

use crate::leaflet::NodeId;
use crate::length::{Length, mm, pt};
use crate::paged::Role;
use crate::paged::layout::galley::Panel;
use crate::paged::layout::ink::{Ink, InkBlock};
use crate::paged::theme::{self, Heaviness, TextStyle, WRITING_LINE};

use super::{Flow, Place};

/// Between the panel's sides and its words.
const PANEL_INSET: Length = mm(5.0);
/// Above and below its words.
const PANEL_PADDING: Length = mm(3.0);
/// Between the longest name and what stands beside it.
const AFTER_NAME: Length = mm(3.0);
/// The parts of the panel's width that the names take at least and at most.
const NARROWEST_NAME: f32 = 0.32;
const WIDEST_NAME: f32 = 0.48;
/// How far the line to write on stands above the foot of the name beside it.
const LINE_ABOVE_FOOT: Length = pt(1.0);

impl Flow<'_> {
    /// Sets the panel of contacts.
    pub(super) fn contacts_panel(&mut self, part: NodeId) {
        let area = self.frame.full;
        let place = self.running_text(area.indented(PANEL_INSET).shortened(PANEL_INSET));
        let panel = Panel {
            area,
            radius: mm(2.0),
            fill: Some(theme::SOFT),
            border: None,
            bar: None,
            cut_words: self.cut_words(&self.leaflet.wording.contacts, place, theme::ACCENT),
        };
        self.galley.space(self.theme.spaces.between_opening_parts);
        let first = self.galley.len();
        self.in_panel(panel, PANEL_PADDING, |flow| {
            for &child in flow.leaflet.children(part) {
                match &flow.leaflet.node(child).role {
                    Role::Heading(_) => flow.box_heading(child, place, theme::ACCENT),
                    _ => flow.blocks(&[child], place),
                }
            }
        });
        self.galley.keep_together(first);
        self.galley.space(self.theme.spaces.between_opening_parts);
    }

    /// Contacts: a name, and beside it what is known or a line to write on.
    pub(super) fn contacts(&mut self, items: &[NodeId], place: Place) {
        self.contact_lines(items, place, place.style.weighing(Heaviness::SemiBold));
    }

    /// The same, with what is known in a style of its own.
    pub(super) fn contact_lines(&mut self, items: &[NodeId], place: Place, known: TextStyle) {
        let label_width = self
            .label_width(items, place)
            .max(place.area.width * NARROWEST_NAME)
            .min(place.area.width * WIDEST_NAME);
        let value_area = place.area.indented(label_width + AFTER_NAME);
        for &item in items {
            let name = place.within(place.area.stretch(Length::ZERO, label_width));
            let known = place.styled(known).within(value_area);
            let mut contact = self.words_of_child(item, &Role::Label, name);
            let value = self.words_of_child(item, &Role::Body, known);
            let height = contact.height.max(value.height);
            let is_to_write_on = value.inks.is_empty();
            if is_to_write_on {
                let y = contact.height - LINE_ABOVE_FOOT;
                contact
                    .inks
                    .push(Ink::rule(value_area, y, WRITING_LINE, theme::WRITING));
            }
            contact.inks.extend(value.inks);
            self.galley
                .push(height.max(self.theme.spaces.contact), contact.inks);
            if is_to_write_on {
                self.galley.spread_last(self.theme.spaces.room_to_write);
            }
            self.galley.space(self.theme.spaces.below_contact);
        }
    }

    /// The words of an item's label or body.
    fn words_of_child(&mut self, item: NodeId, wanted: &Role, place: Place) -> InkBlock {
        let child = self.child_with(item, |role| role == wanted);
        self.apart(|flow| flow.text(child.as_slice(), place))
    }
}
