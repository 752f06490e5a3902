//! The contents: titles, their page numbers at the end of the line, a rule below each.

use crate::leaflet::NodeId;
use crate::length::Length;
use crate::paged::Role;
use crate::paged::geometry::COLUMN_GAP;
use crate::paged::layout::galley::{Beside, Cut, Slice};
use crate::paged::layout::ink::{Ink, InkBlock};
use crate::paged::layout::text::{TextLook, pieces};
use crate::paged::theme::{self, HAIRLINE, Heaviness};

use super::{Flow, Place};

/// Up to this many entries the contents have two columns, which often spares them a second page.
const MOST_IN_COLUMNS: usize = 6;
/// The room for page numbers, in digits of body text.
const PAGE_NUMBER_ROOM: f32 = 2.4;

impl Flow<'_> {
    /// Sets the contents.
    pub(super) fn contents(&mut self, part: NodeId) {
        let place = self.running_text(self.frame.text);
        self.galley.space(self.theme.spaces.between_opening_parts);
        let first = self.galley.len();
        for &child in self.leaflet.children(part) {
            match &self.leaflet.node(child).role {
                Role::Heading(_) => self.box_heading(child, place, theme::ACCENT),
                Role::Contents => self.contents_list(child, place),
                _ => self.blocks(&[child], place),
            }
        }
        self.galley.keep_together(first);
        self.cut_evenly(first);
    }

    /// Cuts contents that no page can hold into parts of about the same length.
    fn cut_evenly(&mut self, first: usize) {
        let slices = &mut self.galley.slices[first..];
        let height: Length = slices
            .iter()
            .map(|slice| slice.space + slice.height - slice.give)
            .sum();
        let parts = (height / self.frame.height()).ceil() as usize;
        let mut entries: Vec<&mut Slice> = slices
            .iter_mut()
            .filter(|slice| slice.cut == Cut::Discouraged)
            .collect();
        // The first two stay with the heading, and are not among these.
        let count = entries.len() + 2;
        for part in 1..parts {
            let next = (count * part).div_ceil(parts);
            if let Some(entry) = next.checked_sub(2).and_then(|at| entries.get_mut(at)) {
                entry.cut = Cut::Allowed;
            }
        }
    }

    /// One column of entries; beside a side column, a short list has two over the page's width.
    fn contents_list(&mut self, contents: NodeId, place: Place) {
        let entries = self.leaflet.children(contents);
        if self.frame.side.is_none() || entries.len() > MOST_IN_COLUMNS {
            return self.contents_entries(entries, place);
        }
        let (first, second) = entries.split_at(entries.len().div_ceil(2));
        let [former, latter] = self.frame.full.in_two(COLUMN_GAP);
        let columns = InkBlock::beside([
            self.apart(|flow| flow.contents_entries(first, place.within(former))),
            self.apart(|flow| flow.contents_entries(second, place.within(latter))),
        ]);
        self.galley.stand_beside(Beside::Covers);
        self.galley.push(columns.height, columns.inks);
        self.galley.stand_beside(Beside::Nothing);
    }

    fn contents_entries(&mut self, entries: &[NodeId], place: Place) {
        let padding = self.theme.spaces.entry_padding;
        for (index, &entry) in entries.iter().enumerate() {
            if index > 0 {
                self.galley.push(padding, Vec::new());
                self.galley.shrink_last(padding);
                self.galley.cut(Cut::Forbidden);
            }
            self.contents_entry(entry, place);
        }
    }

    /// A title, its page number at the end of the line, a rule below.
    fn contents_entry(&mut self, entry: NodeId, place: Place) {
        let place = place.styled(place.style.weighing(Heaviness::SemiBold));
        let number_width = place.style.size * PAGE_NUMBER_ROOM;
        let mut pieces = pieces(self.leaflet, &[entry]);
        for piece in &mut pieces {
            piece.look = TextLook::Plain;
        }
        let (numbers, words): (Vec<_>, Vec<_>) = pieces
            .into_iter()
            .partition(|piece| piece.page_of.is_some());
        let title_area = place.area.shortened(number_width);
        let mut height = Length::ZERO;
        let mut inks = Vec::new();
        for line in self.lines_of_pieces(&words, place.within(title_area)) {
            let line_height = line.height;
            inks.push(Ink::line(line, title_area, height));
            height += line_height;
        }
        if let Some(line) = self.lines_of_pieces(&numbers, place).into_iter().next() {
            let top = height - line.height;
            inks.push(Ink::line_at_end(line, place.area, top));
        }
        height += self.theme.spaces.entry_padding;
        inks.push(Ink::rule(
            place.area,
            height - HAIRLINE,
            HAIRLINE,
            theme::RULE,
        ));
        self.galley.push(height, inks);
    }
}
