//! Side matter: a section's QR code, its short address and its dates.
//!
//! Beside the text up to 14 pt; from 16 pt up a band below the section's title, the code at its start and the words
//! beside it. Either way it is read after the section's text.

use std::sync::Arc;

use crate::content::Address;
use crate::leaflet::NodeId;
use crate::length::{Length, mm};
use crate::paged::Role;
use crate::paged::layout::galley::{Beside, Cut};
use crate::paged::layout::ink::{Area, Ink, InkBlock, InkKind};
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

/// What stands in side matter.
struct SideMatter {
    /// Its QR code.
    code: Option<Code>,
    /// The nodes of its words.
    words: Vec<NodeId>,
}

impl SideMatter {
    /// The height of the code and the space around it; nothing where there is none.
    fn code_height(&self, space: Length) -> Length {
        let code = self.code.as_ref();
        code.map_or(Length::ZERO, |code| code.height() + space)
    }
}

impl<'a> Flow<'a> {
    /// Sets side matter: in the side column, beside the slice `first`, or in one column below all that has been set.
    pub(super) fn side_matter(&mut self, node: NodeId, first: usize) {
        match self.frame.side {
            Some(area) => self.side_column(node, first, area),
            None => self.side_band(node),
        }
    }

    fn side_column(&mut self, node: NodeId, first: usize, area: Area) {
        let side = self.code_and_words(node);
        let words = self.side_words(&side.words, area);
        let mut block = words.lowered(side.code_height(BELOW_CODE));
        block.inks.extend(side.code.map(|code| code.ink(area)));
        self.hang(first, Beside::Reaches(block.height), block.inks);
    }

    /// Sets side matter around what has been set in `area` since the slice `first`: the code at the end of the line, the
    /// words below.
    pub(super) fn side_beside(&mut self, node: NodeId, first: usize, area: Area) {
        let side = self.code_and_words(node);
        self.galley.space(self.theme.spaces.above_side_words);
        let words = self.side_words(&side.words, area);
        self.galley.push(words.height, words.inks);
        if let Some(code) = side.code {
            self.reach_down(first, code.height() + QUIET_GAP);
            self.galley.hold_beside(first, code.height());
            let ink = code.ink(self.frame.full.end(code.side));
            self.hang(first, Beside::Nothing, vec![ink]);
        }
    }

    fn hang(&mut self, first: usize, beside: Beside, inks: Vec<Ink>) {
        if let Some(slice) = self.galley.slices.get_mut(first) {
            slice.inks.extend(inks);
            slice.beside = beside;
        }
    }

    fn side_band(&mut self, node: NodeId) {
        let area = self.frame.text;
        let side = self.code_and_words(node);
        let code = side.code.as_ref();
        let start = code.map_or(Length::ZERO, |code| code.side + AFTER_CODE);
        let words = self.side_words(&side.words, area.indented(start));
        let height = side.code_height(QUIET_GAP).max(words.height);
        let drop = (height - words.height) / 2.0;
        let mut inks = words.lowered(drop).inks;
        inks.extend(side.code.map(|code| code.ink(area)));
        self.galley.space(self.theme.spaces.above_side_band);
        self.galley.cut(Cut::Forbidden);
        self.galley.push(height, inks);
        self.galley.replace_space(self.theme.spaces.below_side_band);
        // With the band, a heading already has lines below it.
        self.galley.owe_lines(1);
    }

    fn code_and_words(&mut self, node: NodeId) -> SideMatter {
        let (codes, words): (Vec<NodeId>, Vec<NodeId>) = self
            .leaflet
            .children(node)
            .iter()
            .partition(|&&child| self.code_in(child).is_some());
        let code = codes.into_iter().find_map(|child| {
            let (node, address) = self.code_in(child)?;
            let symbol = self.shaper.codes.get(address)?;
            let side = symbol.side();
            Some(Code { node, symbol, side })
        });
        SideMatter { code, words }
    }

    fn code_in(&self, node: NodeId) -> Option<(NodeId, &'a Address)> {
        let leaflet = self.leaflet;
        let mut nodes = leaflet.descendants(node).into_iter();
        nodes.find_map(|node| match &leaflet.node(node).role {
            Role::QrCode { address, .. } => Some((node, address)),
            _ => None,
        })
    }

    fn side_words(&mut self, nodes: &[NodeId], area: Area) -> InkBlock {
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
        let mut entry = self.apart(|flow| flow.side_text(label, place));
        let words = self.apart(|flow| flow.side_text(words, beside));
        entry.inks.extend(words.inks);
        self.galley.push(entry.height, entry.inks);
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

    /// The code at the start of an area. Its quiet zone reaches into the space around it, which is white.
    fn ink(&self, area: Area) -> Ink {
        Ink {
            area: area.stretch(Length::ZERO, self.side),
            y: QUIET_GAP,
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
