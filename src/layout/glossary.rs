//! The glossary: a term with its pages beside it and its meaning below; or on one line where else to look.
//!
//! The pages are worded when they are known, so that each stands here once. Room is kept for as many digits as a page
//! number can have.

use crate::fonts;
use crate::leaflet::{NodeId, Role};
use crate::length::{Length, mm};
use crate::theme;

use super::finalize;
use super::flow::{Flow, Place};
use super::galley::{Area, Ink, InkKind};
use super::text::{self, Look, Piece, TextLine};

/// The least space between a term and its pages on the same line.
const SPACE_BEFORE_PAGES: Length = mm(6.0);

impl Flow<'_> {
    /// Sets the glossary's items.
    pub(super) fn terms(&mut self, items: &[NodeId], place: Place) {
        let widest_number = self.widest_page_number();
        for &item in items {
            let label = self.child_with(item, |role| *role == Role::Label);
            let body = self.child_with(item, |role| {
                matches!(role, Role::Body | Role::CrossReference)
            });
            if let (Some(label), Some(body)) = (label, body) {
                self.term(label, body, widest_number, place);
            }
        }
    }

    fn term(&mut self, label: NodeId, body: NodeId, widest_number: usize, place: Place) {
        let first = self.galley.len();
        let is_reference = |node: &NodeId| self.leaflet.node(*node).role == Role::PageReferences;
        let (references, words): (Vec<NodeId>, Vec<NodeId>) = self
            .leaflet
            .children(body)
            .iter()
            .partition(|node| is_reference(node));
        let mut term = text::pieces(self.leaflet, &[label]);
        for piece in &mut term {
            piece.look = Look::Strong;
        }
        let runs_on = self.leaflet.node(body).role == Role::CrossReference;
        if runs_on {
            term.extend(self.led_on(&words, place));
        }
        let lines = self.lines_of_pieces(&term, place);
        let term_width = lines
            .iter()
            .map(TextLine::advance)
            .fold(Length::ZERO, Length::max);
        self.galley.push_lines(lines, place.area);
        if !runs_on {
            self.blocks(&words, place);
            self.galley.replace_space(Length::ZERO);
        }
        for node in references {
            let pieces = finalize::widest_references(self.leaflet, node, widest_number);
            self.term_pages((node, &pieces), first, place, term_width);
        }
        self.galley.hold(first);
        self.galley.replace_space(self.theme.space(2.4));
    }

    /// Words that go on after a term on its line.
    fn led_on(&self, words: &[NodeId], place: Place) -> Vec<Piece> {
        let mut pieces = self.pieces_of(words, place);
        if let Some(first) = pieces.first_mut() {
            first.text.insert(0, ' ');
        }
        pieces
    }

    /// A term's pages: in the side column; in one column at the end of the term's line, or below where there is no room.
    fn term_pages(
        &mut self,
        (node, pieces): (NodeId, &[Piece]),
        first: usize,
        place: Place,
        term_width: Length,
    ) {
        let mut side = place.styled(self.theme.side);
        if !self.is_folded() {
            side = side.within(self.side_area());
        }
        let lines = self.lines_of_pieces(pieces, side);
        let height = lines.iter().map(|line| line.height).sum();
        if self.is_folded() {
            let needed = lines
                .iter()
                .map(TextLine::advance)
                .fold(Length::ZERO, Length::max);
            if lines.len() > 1 || term_width + SPACE_BEFORE_PAGES + needed > place.area.width {
                self.galley.push(height, vec![references_ink(node, side)]);
                return;
            }
            side = side.within(Area {
                x: place.area.place(place.area.width - needed, needed),
                width: needed,
                ..place.area
            });
        }
        let drop = self.side_drop();
        self.reach_down(first, height + drop);
        if let Some(slice) = self.galley.slices.get_mut(first) {
            slice.inks.push(references_ink(node, side).lowered(drop));
        }
    }

    /// The most digits that a page so far can have. Of two pages in a row the second begins with what did not fit on the
    /// first, so together they hold more than one page's height, unless a part began a page by itself.
    fn widest_page_number(&self) -> usize {
        let slices = self.galley.slices.iter();
        let height: Length = slices.map(|slice| slice.space + slice.height).sum();
        let parts = self.leaflet.children(NodeId::ROOT).len();
        let pages = 2.0 * (height / self.page_height) + parts as f32 + 1.0;
        if pages < 100.0 { 88 } else { 888 }
    }

    /// How much lower a line of side text starts to share its baseline with a line of body text.
    fn side_drop(&self) -> Length {
        let (body, side) = (self.theme.body, self.theme.side);
        let middle = (fonts::LATIN_ASCENT - fonts::LATIN_DESCENT) / 2.0;
        let baseline = |style: theme::TextStyle| style.pitch / 2.0 + style.size * middle;
        baseline(body) - baseline(side)
    }
}

/// Room for page references, to be worded when the pages are known.
fn references_ink(node: NodeId, place: Place) -> Ink {
    Ink {
        x: place.area.x,
        y: Length::ZERO,
        width: place.area.width,
        column: place.area.column,
        kind: InkKind::References {
            node,
            style: place.style,
        },
    }
}
