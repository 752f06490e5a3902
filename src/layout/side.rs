//! Side matter: a section's QR code, its short address and its dates.
//!
//! Beside the text up to 14 pt; from 16 pt up a band below the section's title, the code at its start and the words
//! beside it. Either way it is read after the section's text.

use std::sync::Arc;

use crate::content::Address;
use crate::leaflet::{NodeId, Role};
use crate::length::{Length, mm, pt};
use crate::qr::{QUIET_ZONE, QrSymbol};
use crate::theme::{self, Heaviness};

use super::flow::{Flow, Place};
use super::galley::{Area, Cut, Ink, InkKind};
use super::page::{Owner, Rect, Shape};

/// The size of a symbol without its quiet zone. At this size a symbol of version 13 still has modules of 0.43 mm.
const SYMBOL: Length = mm(30.0);

impl Flow<'_> {
    /// Sets a part's side matter: beside the slice `first`, or below all others in one column.
    pub(super) fn side_matter(&mut self, part: NodeId, first: usize) {
        let Some(side) = self.child_with(part, |role| *role == Role::SideMatter) else {
            return;
        };
        if self.is_folded() {
            self.side_band(side);
            return;
        }
        let area = self.side_area();
        let (codes, words) = self.side_children(side);
        let mut height = Length::ZERO;
        let mut inks = Vec::new();
        for (node, address) in codes {
            if let Some((size, ink)) = qr_code(node, &address, area) {
                inks.push(ink.lowered(height + QUIET_GAP));
                height += QUIET_GAP + size + mm(3.0);
            }
        }
        let (words_height, words) = self.side_words(&words, area);
        inks.extend(words.into_iter().map(|ink| ink.lowered(height)));
        if let Some(slice) = self.galley.slices.get_mut(first) {
            slice.inks.extend(inks);
            slice.side_height = height + words_height;
        }
    }

    fn side_band(&mut self, side: NodeId) {
        let area = self.text_area();
        let (codes, words) = self.side_children(side);
        let mut inks = Vec::new();
        let mut code_height = Length::ZERO;
        let mut start = Length::ZERO;
        for (node, address) in codes {
            if let Some((size, ink)) = qr_code(node, &address, area) {
                inks.push(ink.lowered(QUIET_GAP));
                code_height = size + QUIET_GAP * 2.0;
                start = size + mm(7.0);
            }
        }
        let (words_height, words) = self.side_words(&words, area.indented(start));
        let height = code_height.max(words_height);
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

    /// The codes of side matter, and its words.
    fn side_children(&self, side: NodeId) -> (Vec<(NodeId, Address)>, Vec<NodeId>) {
        let mut codes = Vec::new();
        let mut words = Vec::new();
        for &child in self.leaflet.children(side) {
            let code = self
                .leaflet
                .descendants(child)
                .into_iter()
                .find_map(|node| match &self.leaflet.node(node).role {
                    Role::QrCode { address, .. } => Some((node, address.clone())),
                    _ => None,
                });
            match code {
                Some(code) => codes.push(code),
                None => words.push(child),
            }
        }
        (codes, words)
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

/// A code at the start of an area, and its height. The quiet zone reaches into the space around it, which is white.
fn qr_code(node: NodeId, address: &Address, area: Area) -> Option<(Length, Ink)> {
    let symbol = QrSymbol::for_address(address)?;
    debug_assert!(SYMBOL / symbol.width() as f32 * QUIET_ZONE as f32 <= theme::COLUMN_GAP);
    let ink = Ink {
        x: area.place(Length::ZERO, SYMBOL),
        y: Length::ZERO,
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
    };
    Some((SYMBOL, ink))
}
