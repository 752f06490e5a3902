//! Lists with bullets or numbers, and the choice of how any other list is set.

use crate::leaflet::{ListKind, NodeId};
use crate::length::{Length, mm, pt};
use crate::paged::Role;
use crate::paged::layout::ink::{Ink, InkBlock};
use crate::paged::theme;

use super::{Flow, Place, is_display};

/// Up to this size of body text a box has two columns of short items.
const LARGEST_IN_COLUMNS: Length = pt(16.0);
/// From this width on.
const NARROWEST_IN_COLUMNS: Length = mm(160.0);
/// The part of a page that such columns may fill: they are not cut, and a longer list has to go on over the page.
const TALLEST_COLUMNS: f32 = 0.5;
/// Between these columns.
const COLUMN_SPACE: Length = mm(7.0);

impl Flow<'_> {
    /// Sets a list of any kind.
    pub(super) fn list(&mut self, items: &[NodeId], kind: ListKind, place: Place) {
        match kind {
            ListKind::Bullet | ListKind::Numbered => self.marked_list(items, kind, place),
            ListKind::Sources => self.sources(items, place),
            ListKind::Question => self.questions(items, place),
            ListKind::Organisations => self.organisations(items, place),
            ListKind::Contacts => self.contacts(items, place),
            ListKind::Terms => self.terms(items, place),
        }
    }

    fn marked_list(&mut self, items: &[NodeId], kind: ListKind, place: Place) {
        let indent = match kind {
            ListKind::Numbered => self.label_width(items, place) + self.theme.spaces.after_number,
            _ => self.theme.spaces.bullet_indent,
        };
        let start = self.galley.len();
        self.items(items, indent, place);
        self.galley.keep_ends(start);
        self.galley.space(self.theme.spaces.below_list);
    }

    /// Items with bullets, without space around them.
    fn bullets(&mut self, items: &[NodeId], place: Place) {
        self.items(items, self.theme.spaces.bullet_indent, place);
    }

    fn items(&mut self, items: &[NodeId], indent: Length, place: Place) {
        for (index, &item) in items.iter().enumerate() {
            if index > 0 && self.ends_in_text(items[index - 1]) {
                self.galley.replace_space(self.theme.spaces.between_items);
            }
            self.item(item, indent, place);
        }
    }

    /// Whether an item ends in a line of text. A table, figure or callout keeps the space below it.
    fn ends_in_text(&self, node: NodeId) -> bool {
        let role = &self.leaflet.node(node).role;
        match (role, self.leaflet.children(node).last()) {
            (Role::Item | Role::Body | Role::List(_), Some(&last)) => self.ends_in_text(last),
            _ => !is_display(role),
        }
    }

    /// The width of the widest label.
    pub(super) fn label_width(&mut self, items: &[NodeId], place: Place) -> Length {
        let mut widest = Length::ZERO;
        for &item in items {
            if let Some(label) = self.child_with(item, |role| *role == Role::Label) {
                widest = widest.max(self.widths_of(&[label], place).widest);
            }
        }
        widest
    }

    fn item(&mut self, item: NodeId, indent: Length, place: Place) {
        let first = self.galley.len();
        if let Some(body) = self.child_with(item, |role| *role == Role::Body) {
            self.blocks(
                self.leaflet.children(body),
                place.within(place.area.indented(indent)),
            );
        }
        let Some(label) = self.child_with(item, |role| *role == Role::Label) else {
            return;
        };
        let marker = place.styled(place.style.colored(theme::ACCENT));
        let area = place.area.stretch(Length::ZERO, indent);
        let lines = self.lines_of(&[label], marker.within(area));
        if let (Some(line), Some(slice)) =
            (lines.into_iter().next(), self.galley.slices.get_mut(first))
        {
            // A first line with a blank to write in is higher than the label's.
            let drop = slice
                .baseline()
                .map_or(Length::ZERO, |baseline| baseline - line.baseline);
            slice
                .inks
                .push(Ink::line(line, area, drop.max(Length::ZERO)));
        }
    }

    /// Whether the page is wide enough, for its size of text, for short items in two columns.
    pub(super) fn has_room_for_columns(&self) -> bool {
        self.theme.body.size <= LARGEST_IN_COLUMNS
            && self.theme.page.full_width >= NARROWEST_IN_COLUMNS
    }

    /// Whether the items of a list hold text and lists of text: two columns have no room for more.
    pub(super) fn holds_only_text(&self, list: NodeId) -> bool {
        let mut nodes = self.leaflet.descendants(list).into_iter();
        nodes.all(|node| !is_display(&self.leaflet.node(node).role))
    }

    /// A list of short items in two columns, the first as tall as the second or taller.
    pub(super) fn list_in_columns(&mut self, list: NodeId, place: Place) {
        let items = self.leaflet.children(list);
        let [former, latter] = place.area.in_two(COLUMN_SPACE);
        let in_first = self.items_in_first_column(items, place.within(former));
        let (first, second) = items.split_at(in_first);
        let columns = InkBlock::beside([
            self.column(first, place.within(former)),
            self.column(second, place.within(latter)),
        ]);
        if columns.height > self.frame.height() * TALLEST_COLUMNS {
            let text = self.measured(place.area);
            return self.blocks(&[list], place.within(text));
        }
        self.galley.push(columns.height, columns.inks);
        self.galley.space(self.theme.spaces.below_list);
    }

    /// How many of these items stand in the first of two columns.
    fn items_in_first_column(&mut self, items: &[NodeId], column: Place) -> usize {
        let heights: Vec<Length> = items
            .iter()
            .map(|&item| self.column(&[item], column).height)
            .collect();
        let half = heights.iter().copied().sum::<Length>() / 2.0;
        let mut height = Length::ZERO;
        let mut count = 0;
        while count < items.len() && height + heights[count] / 2.0 <= half {
            height += heights[count];
            count += 1;
        }
        count
    }

    fn column(&mut self, items: &[NodeId], place: Place) -> InkBlock {
        self.apart(|flow| flow.bullets(items, place))
    }
}
