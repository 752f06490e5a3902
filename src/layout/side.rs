//! Side matter: a section's QR code, its short address and its dates.
//!
//! Beside the text up to 14 pt; from 16 pt up a band below the section's title, the code at its start and the words
//! beside it. Either way it is read after the section's text.

use std::sync::Arc;

use crate::content::Address;
use crate::leaflet::{NodeId, Role};
use crate::length::{Length, mm, pt};
use crate::qr::QrSymbol;
use crate::theme::{self, Heaviness};

use super::flow::{Flow, Place};
use super::galley::{Area, Cut, Ink, InkKind};
use super::page::{Owner, Rect, Shape};

/// The size of a symbol without its quiet zone. At this size a symbol of version 13 still has modules of 0.43 mm.
const SYMBOL: Length = mm(30.0);

impl Flow<'_> {
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
        let (code_height, mut inks, words) = self.code_and_words(side, area);
        let top = if inks.is_empty() {
            Length::ZERO
        } else {
            code_height + mm(3.0)
        };
        let (words_height, words) = self.side_words(&words, area);
        inks.extend(words.into_iter().map(|ink| ink.lowered(top)));
        self.hang(first, top + words_height, inks);
    }

    /// Sets side matter around what has been set in `area` since the slice `first`: the code beside it, the words below.
    pub(super) fn side_beside(&mut self, side: NodeId, first: usize, area: Area) {
        let code_area = Area {
            x: area.x + theme::FULL_WIDTH - SYMBOL,
            width: SYMBOL,
            ..area
        };
        let (code_height, code, words) = self.code_and_words(side, code_area);
        self.galley.space(self.theme.space(2.0));
        let (height, words) = self.side_words(&words, area);
        self.galley.push(height, words);
        self.reach_down(first, code_height + QUIET_GAP);
        self.galley.hold(first);
        self.hang(first, Length::ZERO, code);
    }

    /// Hangs ink on a slice; it reaches this far below the slice's top.
    fn hang(&mut self, first: usize, reach: Length, inks: Vec<Ink>) {
        if let Some(slice) = self.galley.slices.get_mut(first) {
            slice.inks.extend(inks);
            slice.side_height = reach;
        }
    }

    fn side_band(&mut self, side: NodeId) {
        let area = self.text_area();
        let (code_height, mut inks, words) = self.code_and_words(side, area);
        let start = if inks.is_empty() {
            Length::ZERO
        } else {
            SYMBOL + mm(7.0)
        };
        let (words_height, words) = self.side_words(&words, area.indented(start));
        let height = (code_height + QUIET_GAP).max(words_height);
        inks.extend(
            words
                .into_iter()
                .map(|ink| ink.lowered((height - words_height) / 2.0)),
        );
        self.galley.space(self.theme.space(1.0));
        self.galley.cut(Cut::Forbidden);
        self.galley.push(height, inks);
        self.galley.replace_space(self.theme.space(4.0));
        self.galley.owe_lines(2);
    }

    /// The code of side matter at the start of an area, with its height, and the nodes of its words.
    fn code_and_words(&self, side: NodeId, area: Area) -> (Length, Vec<Ink>, Vec<NodeId>) {
        let mut inks = Vec::new();
        let mut words = Vec::new();
        for &child in self.leaflet.children(side) {
            match self.code_in(child) {
                Some((node, address)) => inks.extend(qr_code(node, address, area)),
                None => words.push(child),
            }
        }
        let height = if inks.is_empty() {
            Length::ZERO
        } else {
            QUIET_GAP + SYMBOL
        };
        (height, inks, words)
    }

    fn code_in(&self, node: NodeId) -> Option<(NodeId, &Address)> {
        let mut nodes = self.leaflet.descendants(node).into_iter();
        nodes.find_map(|node| match &self.leaflet.node(node).role {
            Role::QrCode { address, .. } => Some((node, address)),
            _ => None,
        })
    }

    fn side_words(&mut self, nodes: &[NodeId], area: Area) -> (Length, Vec<Ink>) {
        let place: Place = self.running_text(area).styled(self.theme.side);
        let label = self
            .theme
            .side
            .weighing(Heaviness::SemiBold)
            .colored(theme::INK);
        self.apart(|flow| {
            for (index, &node) in nodes.iter().enumerate() {
                let is_label = flow.leaflet.node(node).role == Role::SideLabel;
                if is_label && index > 0 {
                    flow.galley.space(pt(5.0) * flow.theme.scale);
                }
                let style = if is_label { label } else { place.style };
                flow.text(flow.leaflet.children(node), place.styled(style));
            }
        })
    }
}

/// The space above a code: with it, the quiet zone of a small symbol is white on all sides.
const QUIET_GAP: Length = mm(1.0);

/// A code at the start of an area. Its quiet zone reaches into the space around it, which is white.
fn qr_code(node: NodeId, address: &Address, area: Area) -> Option<Ink> {
    let symbol = QrSymbol::for_address(address)?;
    Some(Ink {
        x: area.place(Length::ZERO, SYMBOL),
        y: QUIET_GAP,
        width: SYMBOL,
        kind: InkKind::Shape {
            owner: Owner::Node(node),
            shape: Shape::Qr {
                symbol: Arc::new(symbol),
                rect: Rect {
                    width: SYMBOL,
                    height: SYMBOL,
                    ..Rect::default()
                },
            },
        },
    })
}
