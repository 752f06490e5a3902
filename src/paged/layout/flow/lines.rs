//! The words of nodes, as lines.

use crate::leaflet::NodeId;
use crate::paged::layout::ink::InkBlock;
use crate::paged::layout::text::{TextLine, TextLook, TextPiece, Widths, pieces};

use super::{Flow, Place};

impl Flow<'_> {
    /// Lines of text, without space around them.
    pub(super) fn text(&mut self, nodes: &[NodeId], place: Place) {
        let lines = self.lines_of(nodes, place);
        self.galley.push_lines(lines, place.area);
    }

    /// Lines of text that are placed by hand.
    pub(super) fn lines_of(&mut self, nodes: &[NodeId], place: Place) -> Vec<TextLine> {
        let pieces = self.pieces_of(nodes, place);
        self.lines_of_pieces(&pieces, place)
    }

    /// The pieces of nodes, looking as they do in this place.
    pub(super) fn pieces_of(&self, nodes: &[NodeId], place: Place) -> Vec<TextPiece> {
        let mut pieces = pieces(self.leaflet, nodes);
        for piece in pieces
            .iter_mut()
            .filter(|piece| piece.look == TextLook::Linked)
        {
            piece.look = place.links;
        }
        pieces
    }

    /// Lines of pieces that are placed by hand.
    pub(super) fn lines_of_pieces(&mut self, pieces: &[TextPiece], place: Place) -> Vec<TextLine> {
        self.shaper.lines(pieces, &place.setting())
    }

    /// The widths that the text of nodes needs.
    pub(super) fn widths_of(&mut self, nodes: &[NodeId], place: Place) -> Widths {
        let pieces = pieces(self.leaflet, nodes);
        self.shaper.widths(&pieces, &place.setting())
    }

    /// Words that belong to no node.
    pub(super) fn loose_words(&mut self, words: &str, place: Place) -> InkBlock {
        let lines = self.lines_of_pieces(&[TextPiece::loose(words)], place);
        self.apart(|flow| flow.galley.push_lines(lines, place.area))
    }
}
