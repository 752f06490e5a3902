//! What the about part lists: organisations and sources.

use crate::leaflet::{NodeId, Role};
use crate::length::{Length, mm};
use crate::paged::layout::galley::Area;

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
        let (label_area, area) = if is_beside {
            let x = place.area.place(Length::ZERO, label_width);
            (
                Area {
                    x,
                    width: label_width,
                    ..place.area
                },
                beside,
            )
        } else {
            (
                place.area,
                place.area.indented(self.theme.spaces.turned_line_indent),
            )
        };
        for &item in items {
            let label = self.child_with(item, |role| *role == Role::Label);
            let label: Vec<NodeId> = label.into_iter().collect();
            let (name, mut inks) = self.apart(|flow| flow.text(&label, place.within(label_area)));
            let lines = self.lines_of_bodies(&[item]);
            let (height, value) = self.apart(|flow| {
                lines
                    .iter()
                    .for_each(|&line| flow.text(&[line], place.within(area)));
            });
            let drop = if is_beside { Length::ZERO } else { name };
            inks.extend(value.into_iter().map(|ink| ink.lowered(drop)));
            self.galley.push(name.max(drop + height), inks);
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
        let start = place.area.place(Length::ZERO, indented.width);
        for &item in items {
            let first = self.galley.len();
            self.text(&[item], place.within(indented));
            if let Some(slice) = self.galley.slices.get_mut(first) {
                slice.inks.iter_mut().for_each(|ink| ink.x = start);
            }
            self.galley.space(self.theme.spaces.below_source);
        }
    }
}
