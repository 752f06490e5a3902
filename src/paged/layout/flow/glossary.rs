//! The glossary: a term with its pages beside it and its meaning below.
//!
//! A term's words stand on pages before the glossary, and where those end depends on nothing in it: so what has been set
//! is cut into pages first, and each page of a term is named once, with its own number.

use crate::fonts;
use crate::leaflet::{Leaflet, NodeId, Role};
use crate::length::{Length, mm};
use crate::paged::layout::galley::{Align, Area, Ink, InkKind};
use crate::paged::layout::paginate::paginate;
use crate::paged::layout::text::{Look, Piece, TextLine, pieces};
use crate::paged::theme;

use super::{Flow, Place};

/// The least space between a term and its pages on the same line.
const SPACE_BEFORE_PAGES: Length = mm(6.0);

/// The page that each node begins on, by its index.
type PageNumbers = Vec<Option<usize>>;

impl Flow<'_> {
    /// Sets the glossary's items.
    pub(super) fn terms(&mut self, items: &[NodeId], place: Place) {
        let numbers = self.page_numbers();
        for &item in items {
            let label = self.child_with(item, |role| *role == Role::Label);
            let body = self.child_with(item, |role| *role == Role::Body);
            if let (Some(label), Some(body)) = (label, body) {
                self.term((label, body), &numbers, place);
            }
        }
    }

    fn term(&mut self, (label, body): (NodeId, NodeId), numbers: &PageNumbers, place: Place) {
        let first = self.galley.len();
        let is_reference = |node: &NodeId| self.leaflet.node(*node).role == Role::PageReferences;
        let (references, words): (Vec<NodeId>, Vec<NodeId>) = self
            .leaflet
            .children(body)
            .iter()
            .partition(|node| is_reference(node));
        let mut term = pieces(self.leaflet, &[label]);
        for piece in &mut term {
            piece.look = Look::Strong;
        }
        let lines = self.lines_of_pieces(&term, place);
        let term_width = lines
            .iter()
            .map(TextLine::advance)
            .fold(Length::ZERO, Length::max);
        self.galley.push_lines(lines, place.area);
        self.blocks(&words, place);
        self.galley.replace_space(Length::ZERO);
        for node in references {
            let pages = page_references(self.leaflet, node, numbers);
            self.term_pages(&pages, first, place, term_width);
        }
        self.galley.hold(first);
        self.galley.replace_space(self.theme.spaces.below_term);
    }

    /// The number of the page that each node that has been set begins on.
    fn page_numbers(&self) -> PageNumbers {
        let parents = self.leaflet.parents();
        let mut numbers = vec![None; parents.len()];
        let pages = paginate(&self.galley, self.text_top, self.text_foot);
        for (page, slices) in pages.iter().enumerate() {
            let inks = slices
                .iter()
                .flat_map(|placed| &self.galley.slices[placed.slice].inks);
            for owner in inks.flat_map(Ink::owners) {
                let mut node = Some(owner);
                while let Some(id) = node.filter(|id| numbers[id.index()].is_none()) {
                    numbers[id.index()] = Some(page + 1);
                    node = parents[id.index()];
                }
            }
        }
        numbers
    }

    /// A term's pages: in the side column; in one column at the end of the term's line, or below where there is no room.
    fn term_pages(&mut self, pages: &[Piece], first: usize, place: Place, term_width: Length) {
        let side = place.styled(self.theme.side);
        let side = if self.is_folded() {
            side
        } else {
            side.within(self.side_area())
        };
        let lines = self.lines_of_pieces(pages, side);
        let height = lines.iter().map(|line| line.height).sum();
        if !self.is_folded() {
            let drop = self.side_drop();
            self.reach_down(first, height + drop);
            return self.stand_in(first, inks(lines, side.area, Align::Start), drop);
        }
        let needed = lines.iter().map(TextLine::advance);
        let needed = needed.fold(Length::ZERO, Length::max);
        if lines.len() > 1 || term_width + SPACE_BEFORE_PAGES + needed > place.area.width {
            self.galley
                .push(height, inks(lines, side.area, Align::Start));
        } else {
            let drop = self.side_drop();
            self.stand_in(first, inks(lines, side.area, Align::End), drop);
        }
    }

    /// Adds ink to the slice `first`, so far below its top.
    fn stand_in(&mut self, first: usize, inks: Vec<Ink>, drop: Length) {
        if let Some(slice) = self.galley.slices.get_mut(first) {
            slice
                .inks
                .extend(inks.into_iter().map(|ink| ink.lowered(drop)));
        }
    }

    /// How much lower a line of side text starts to share its baseline with a line of body text.
    fn side_drop(&self) -> Length {
        let (body, side) = (self.theme.body, self.theme.side);
        let middle = (fonts::LATIN_ASCENT - fonts::LATIN_DESCENT) / 2.0;
        let baseline = |style: theme::TextStyle| style.pitch / 2.0 + style.size * middle;
        baseline(body) - baseline(side)
    }
}

/// Lines below each other, at this edge of an area.
fn inks(lines: Vec<TextLine>, area: Area, align: Align) -> Vec<Ink> {
    let mut y = Length::ZERO;
    let mut inks = Vec::new();
    for line in lines {
        let height = line.height;
        inks.push(Ink {
            x: area.x,
            y,
            width: area.width,
            column: area.column,
            kind: InkKind::Line { line, align },
        });
        y += height;
    }
    inks
}

/// "pages 2, 5": each number a link, with the words around it. A page that an earlier link has named is left out.
fn page_references(leaflet: &Leaflet, node: NodeId, numbers: &PageNumbers) -> Vec<Piece> {
    let mut numbered: Vec<(NodeId, NodeId, usize)> = Vec::new();
    for &link in leaflet.children(node) {
        for &leaf in leaflet.children(link) {
            if let Role::PageNumber(target) = leaflet.node(leaf).role
                && let Some(number) = numbers[target.index()]
                && numbered.iter().all(|&(_, _, known)| known != number)
            {
                numbered.push((link, leaf, number));
            }
        }
    }
    let words = leaflet.wording;
    let word = if numbered.len() == 1 {
        &words.page_one
    } else {
        &words.pages_many
    };
    let mut before = format!("{word}\u{A0}");
    let last = numbered.len().saturating_sub(1);
    let piece = |(index, (link, leaf, number)): (usize, (NodeId, NodeId, usize))| {
        let after = if index == last { "" } else { ", " };
        Piece {
            text: format!("{}{number}{after}", std::mem::take(&mut before)),
            leaf,
            link: Some(link),
            page_of: None,
            look: Look::Plain,
        }
    };
    numbered.into_iter().enumerate().map(piece).collect()
}
