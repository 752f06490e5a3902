//! Side matter: a section's QR code, its short address and its dates.
//!
//! Beside the text up to 14 pt; from 16 pt up a band below the section's title, the code at its start and the words
//! beside it. Either way it is read after the section's text.

use std::sync::Arc;

use crate::content::Address;
use crate::leaflet::{NodeId, Role};
use crate::length::{Length, mm};
use crate::paged::geometry::Column;
use crate::paged::layout::galley::{Area, Beside, Cut, Ink, InkKind};
use crate::paged::layout::page::{Owner, Rect, Shape};
use crate::paged::theme::{self, Heaviness};
use crate::qr::QrSymbol;

use super::{Flow, Place};

/// Between a label and the words beside it, over the size of type.
const LABEL_SPACE: f32 = 0.4;
/// The space above a code: with it, its quiet zone is white on all sides.
const QUIET_GAP: Length = mm(1.6);
/// Between a code and the words below it.
const BELOW_CODE: Length = mm(3.0);
/// Between a code and the words beside it.
const AFTER_CODE: Length = mm(7.0);

impl<'a> Flow<'a> {
    /// Sets a part's side matter: beside the slice `first`, or in one column below all others.
    pub(super) fn side_matter(&mut self, part: NodeId, first: usize) {
        match self.child_with(part, |role| *role == Role::SideMatter) {
            Some(side) if self.is_folded() => self.side_band(side),
            Some(side) => self.side_column(side, first),
            None => {}
        }
    }

    /// Sets side matter in the side column, beside the slice `first`.
    pub(super) fn side_column(&mut self, side: NodeId, first: usize) {
        let area = self.side_area();
        let (code, words) = self.code_and_words(side);
        let top = code
            .as_ref()
            .map_or(Length::ZERO, |code| code.height() + BELOW_CODE);
        let (words_height, words) = self.side_words(&words, area);
        let mut inks: Vec<Ink> = words.into_iter().map(|ink| ink.lowered(top)).collect();
        inks.extend(code.map(|code| code.ink(area.x, area.column)));
        self.hang(first, Beside::Reaches(top + words_height), inks);
    }

    /// Sets side matter around what has been set in `area` since the slice `first`: the code at the end of the line, the
    /// words below.
    pub(super) fn side_beside(&mut self, side: NodeId, first: usize, area: Area) {
        let (code, words) = self.code_and_words(side);
        self.galley.space(self.theme.spaces.above_side_words);
        let (height, words) = self.side_words(&words, area);
        self.galley.push(height, words);
        if let Some(code) = code {
            self.reach_down(first, code.height() + QUIET_GAP);
            self.galley.hold_beside(first, code.height());
            let ink = code.ink(area.x + self.theme.page.full_width - code.side, area.column);
            self.hang(first, Beside::Nothing, vec![ink]);
        }
    }

    fn hang(&mut self, first: usize, beside: Beside, inks: Vec<Ink>) {
        if let Some(slice) = self.galley.slices.get_mut(first) {
            slice.inks.extend(inks);
            slice.beside = beside;
        }
    }

    fn side_band(&mut self, side: NodeId) {
        let area = self.text_area();
        let (code, words) = self.code_and_words(side);
        let start = code
            .as_ref()
            .map_or(Length::ZERO, |code| code.side + AFTER_CODE);
        let code_height = code
            .as_ref()
            .map_or(Length::ZERO, |code| code.height() + QUIET_GAP);
        let (words_height, words) = self.side_words(&words, area.indented(start));
        let height = code_height.max(words_height);
        let drop = (height - words_height) / 2.0;
        let mut inks: Vec<Ink> = words.into_iter().map(|ink| ink.lowered(drop)).collect();
        inks.extend(code.map(|code| code.ink(area.x, area.column)));
        self.galley.space(self.theme.spaces.above_side_band);
        self.galley.cut(Cut::Forbidden);
        self.galley.push(height, inks);
        self.galley.replace_space(self.theme.spaces.below_side_band);
        // With the band, a heading already has lines below it.
        self.galley.owe_lines(1);
    }

    /// The code of side matter, and the nodes of its words.
    fn code_and_words(&mut self, side: NodeId) -> (Option<Code>, Vec<NodeId>) {
        let (codes, words): (Vec<NodeId>, Vec<NodeId>) = self
            .leaflet
            .children(side)
            .iter()
            .partition(|&&child| self.code_in(child).is_some());
        let code = codes.into_iter().find_map(|child| {
            let (node, address) = self.code_in(child)?;
            let symbol = self.shaper.codes.get(address)?;
            let side = symbol.side();
            Some(Code { node, symbol, side })
        });
        (code, words)
    }

    fn code_in(&self, node: NodeId) -> Option<(NodeId, &'a Address)> {
        let leaflet = self.leaflet;
        let mut nodes = leaflet.descendants(node).into_iter();
        nodes.find_map(|node| match &leaflet.node(node).role {
            Role::QrCode { address, .. } => Some((node, address)),
            _ => None,
        })
    }

    fn side_words(&mut self, nodes: &[NodeId], area: Area) -> (Length, Vec<Ink>) {
        let leaflet = self.leaflet;
        let is_label = |node: NodeId| leaflet.node(node).role == Role::SideLabel;
        let place: Place = self.running_text(area).styled(self.theme.side);
        self.apart(|flow| {
            for group in nodes.chunk_by(|_, &next| !is_label(next)) {
                flow.galley.space(flow.theme.spaces.between_side_entries);
                match group {
                    &[label, words] if is_label(label) => flow.labelled(label, words, place),
                    _ => group.iter().for_each(|&node| flow.side_text(node, place)),
                }
            }
        })
    }

    /// A label and its words: on one line where that has room for both, as dates have below a title.
    fn labelled(&mut self, label: NodeId, words: NodeId, place: Place) {
        let start = self
            .widths_of(&[label], self.side_place(label, place))
            .widest
            + place.style.size * LABEL_SPACE;
        let needed = start + self.widths_of(&[words], place).widest;
        if needed > place.area.width {
            self.side_text(label, place);
            return self.side_text(words, place);
        }
        let beside = place.within(place.area.indented(start));
        let (height, mut inks) = self.apart(|flow| flow.side_text(label, place));
        inks.extend(self.apart(|flow| flow.side_text(words, beside)).1);
        self.galley.push(height, inks);
    }

    fn side_text(&mut self, node: NodeId, place: Place) {
        let place = self.side_place(node, place);
        self.text(self.leaflet.children(node), place);
    }

    /// The place, in the style of a label if the node is one.
    fn side_place<'p>(&self, node: NodeId, place: Place<'p>) -> Place<'p> {
        match self.leaflet.node(node).role {
            Role::SideLabel => place.styled(
                place
                    .style
                    .weighing(Heaviness::SemiBold)
                    .colored(theme::INK),
            ),
            _ => place,
        }
    }
}

/// A QR code, measured.
struct Code {
    node: NodeId,
    symbol: Arc<QrSymbol>,
    side: Length,
}

impl Code {
    /// From the top of its slice to its foot.
    fn height(&self) -> Length {
        QUIET_GAP + self.side
    }

    /// The code in a column, `x` from the page's start edge. Its quiet zone reaches into the space around it, which is white.
    fn ink(&self, x: Length, column: Column) -> Ink {
        Ink {
            x,
            y: QUIET_GAP,
            width: self.side,
            column,
            kind: InkKind::Shape {
                owner: Owner::Node(self.node),
                shape: Shape::Qr {
                    symbol: self.symbol.clone(),
                    rect: Rect {
                        width: self.side,
                        height: self.side,
                        ..Rect::default()
                    },
                },
            },
        }
    }
}
