//! Contacts: a name, and beside it what is known or a line to write on.

use crate::leaflet::{NodeId, Role};
use crate::length::{Length, mm, pt};
use crate::paged::layout::galley::{Area, Frame, Ink};
use crate::paged::theme::{self, Heaviness, TextStyle, WRITING_LINE};

use super::{Flow, Place};

/// Between the panel's sides and its words.
const PANEL_INSET: Length = mm(5.0);
/// Above and below its words.
const PANEL_PADDING: Length = mm(3.0);
/// Between the longest name and what stands beside it.
const AFTER_NAME: Length = mm(3.0);

impl Flow<'_> {
    pub(super) fn contacts_panel(&mut self, part: NodeId) {
        let area = self.full_area();
        let place = self.running_text(area.indented(PANEL_INSET).shortened(PANEL_INSET));
        let frame = Frame {
            area,
            radius: mm(2.0),
            fill: Some(theme::SOFT),
            border: None,
            bar: None,
            cut_words: self.cut_words(&self.leaflet.wording.contacts, place, theme::ACCENT),
        };
        self.galley.space(self.theme.spaces.between_opening_parts);
        let first = self.galley.len();
        self.framed(frame, PANEL_PADDING, |flow| {
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
            .max(place.area.width * 0.32)
            .min(place.area.width * 0.48);
        let value_area = place.area.indented(label_width + AFTER_NAME);
        for &item in items {
            let label_area = Area {
                x: place.area.place(Length::ZERO, label_width),
                width: label_width,
                ..place.area
            };
            let label = self.child_with(item, |role| *role == Role::Label);
            let body = self.child_with(item, |role| *role == Role::Body);
            let (label, body) = (
                label.into_iter().collect::<Vec<_>>(),
                body.into_iter().collect::<Vec<_>>(),
            );
            let (height, mut inks) = self.apart(|flow| flow.text(&label, place.within(label_area)));
            let known = place.styled(known).within(value_area);
            let (value_height, value) = self.apart(|flow| flow.text(&body, known));
            let row = height.max(value_height).max(self.theme.spaces.contact);
            let is_to_write_on = value.is_empty();
            if is_to_write_on {
                inks.push(Ink::rule(
                    value_area,
                    height - pt(1.0),
                    WRITING_LINE,
                    theme::WRITING,
                ));
            } else {
                inks.extend(value);
            }
            self.galley.push(row, inks);
            if let (true, Some(slice)) = (is_to_write_on, self.galley.slices.last_mut()) {
                slice.spread = self.theme.spaces.room_to_write;
            }
            self.galley.space(self.theme.spaces.below_contact);
        }
    }
}
