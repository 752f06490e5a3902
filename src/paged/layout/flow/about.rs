//! What the about part lists: organisations and sources.

use crate::leaflet::NodeId;
use crate::length::{Length, mm};
use crate::paged::Role;
use crate::paged::layout::ink::InkBlock;

use super::{Flow, Place};

/// The part of the column that the names of organisations take at most.
const WIDEST_NAME: f32 = 0.4;
/// Between the longest name and what stands beside it.
const AFTER_NAME: Length = mm(3.0);

impl Flow<'_> {
    /// Organisations: a name, and beside it how to reach them; where words do not fit beside it, below. An entry is never
    /// cut.
    pub(super) fn organisations(&mut self, items: &[NodeId], place: Place) {
        let label_width = self.label_width(items, place);
        let label_width = label_width.min(place.area.width * WIDEST_NAME);
        let beside = place.area.indented(label_width + AFTER_NAME);
        let lines = self.lines_of_bodies(items);
        let needed = lines
            .iter()
            .map(|&line| self.widths_of(&[line], place).narrowest);
        let is_beside = needed.fold(Length::ZERO, Length::max) <= beside.width;
        let (name, reach) = if is_beside {
            (place.area.stretch(Length::ZERO, label_width), beside)
        } else {
            let below = place.area.indented(self.theme.spaces.turned_line_indent);
            (place.area, below)
        };
        for &item in items {
            let label = self.child_with(item, |role| *role == Role::Label);
            let name = self.apart(|flow| flow.text(label.as_slice(), place.within(name)));
            let lines = self.lines_of_bodies(&[item]);
            let reach = self.apart(|flow| {
                let lines = lines.chunks(1);
                lines.for_each(|line| flow.text(line, place.within(reach)));
            });
            let drop = if is_beside { Length::ZERO } else { name.height };
            let organisation = InkBlock::beside([name, reach.lowered(drop)]);
            self.galley.push(organisation.height, organisation.inks);
            self.galley.space(self.theme.spaces.below_organisation);
        }
        self.galley.space(self.theme.spaces.below_list);
    }

    /// The paragraphs in the bodies of items.
    fn lines_of_bodies(&self, items: &[NodeId]) -> Vec<NodeId> {
        let body = |&item: &NodeId| self.child_with(item, |role| *role == Role::Body);
        let bodies = items.iter().filter_map(body);
        bodies
            .flat_map(|body| self.leaflet.children(body))
            .copied()
            .collect()
    }

    /// Sources: a publisher and its titles, all lines but the first set in, so that the eye finds the publishers.
    pub(super) fn sources(&mut self, items: &[NodeId], place: Place) {
        let indented = place.area.indented(self.theme.spaces.turned_line_indent);
        let unindented = place.area.stretch(Length::ZERO, indented.width);
        for &item in items {
            let first = self.galley.len();
            self.text(&[item], place.within(indented));
            if let Some(slice) = self.galley.slices.get_mut(first) {
                slice.inks.iter_mut().for_each(|ink| ink.area = unindented);
            }
            self.galley.space(self.theme.spaces.below_source);
        }
    }
}
