//! The glossary: a term with its pages beside it and its meaning below.
//!
//! A term's words stand on pages before the glossary, and where those end depends on nothing in it: so they are known when
//! its terms are set, and each page of a term is named once, with its own number.

use crate::fonts;
use crate::leaflet::NodeId;
use crate::length::{Length, mm};
use crate::paged::layout::cut_galley::PageNumbers;
use crate::paged::layout::ink::{Area, Ink};
use crate::paged::layout::text::{TextLine, TextLook, TextPiece, pieces};
use crate::paged::theme;
use crate::paged::{Leaflet, Role};

use super::{Flow, Place};

/// The least space between a term and its pages on the same line.
const SPACE_BEFORE_PAGES: Length = mm(6.0);

impl Flow<'_> {
    /// Sets the glossary's items.
    pub(super) fn terms(&mut self, items: &[NodeId], place: Place) {
        for &item in items {
            self.term(item, place);
        }
    }

    fn term(&mut self, item: NodeId, place: Place) {
        let label = self.child_with(item, |role| *role == Role::Label);
        let body = self.child_with(item, |role| *role == Role::Body);
        let (Some(label), Some(body)) = (label, body) else {
            return;
        };
        let first = self.galley.len();
        let is_reference = |node: &NodeId| self.leaflet.node(*node).role == Role::PageReferences;
        let (references, words): (Vec<NodeId>, Vec<NodeId>) = self
            .leaflet
            .children(body)
            .iter()
            .partition(|node| is_reference(node));
        let mut term = pieces(self.leaflet, &[label]);
        for piece in &mut term {
            piece.look = TextLook::Strong;
        }
        let lines = self.lines_of_pieces(&term, place);
        let term_width = widest(&lines);
        self.galley.push_lines(lines, place.area);
        self.blocks(&words, place);
        self.galley.replace_space(Length::ZERO);
        for node in references {
            let pages = page_references(self.leaflet, node, &self.page_numbers);
            self.term_pages(&pages, first, place, term_width);
        }
        self.galley.hold(first);
        self.galley.replace_space(self.theme.spaces.below_term);
    }

    /// A term's pages: in the side column; in one column at the end of the term's line, or below where there is no room.
    fn term_pages(&mut self, pages: &[TextPiece], first: usize, place: Place, term_width: Length) {
        let side = place.styled(self.theme.side);
        if let Some(area) = self.frame.side {
            let lines = self.lines_of_pieces(pages, side.within(area));
            let height = lines.iter().map(|line| line.height).sum::<Length>();
            let drop = self.side_drop();
            self.reach_down(first, height + drop);
            return self.stand_in(first, inks(lines, area, Ink::line), drop);
        }
        let lines = self.lines_of_pieces(pages, side);
        let needed = term_width + SPACE_BEFORE_PAGES + widest(&lines);
        if lines.len() > 1 || needed > place.area.width {
            let height = lines.iter().map(|line| line.height).sum();
            self.galley.push(height, inks(lines, side.area, Ink::line));
        } else {
            let drop = self.side_drop();
            self.stand_in(first, inks(lines, side.area, Ink::line_at_end), drop);
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

fn widest(lines: &[TextLine]) -> Length {
    let widths = lines.iter().map(TextLine::advance);
    widths.fold(Length::ZERO, Length::max)
}

/// Lines below each other in an area, at the edge of it at which `ink` puts them.
fn inks(lines: Vec<TextLine>, area: Area, ink: fn(TextLine, Area, Length) -> Ink) -> Vec<Ink> {
    let mut y = Length::ZERO;
    let mut inks = Vec::new();
    for line in lines {
        let height = line.height;
        inks.push(ink(line, area, y));
        y += height;
    }
    inks
}

/// A page on which a term stands.
struct TermPage {
    /// The link to the place.
    link: NodeId,
    /// The leaf of its number.
    leaf: NodeId,
    number: usize,
}

/// "pages 2, 5": each number a link, with the words around it. A page that an earlier link has named is left out.
fn page_references(leaflet: &Leaflet, node: NodeId, numbers: &PageNumbers) -> Vec<TextPiece> {
    let pages = term_pages(leaflet, node, numbers);
    let words = leaflet.wording;
    let word = if pages.len() == 1 {
        &words.page_one
    } else {
        &words.pages_many
    };
    let mut before = format!("{word}\u{A0}");
    let last = pages.len().saturating_sub(1);
    let mut pieces = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let after = if index == last { "" } else { ", " };
        pieces.push(TextPiece {
            text: format!("{}{}{after}", std::mem::take(&mut before), page.number),
            leaf: page.leaf,
            link: Some(page.link),
            page_of: None,
            look: TextLook::Plain,
        });
    }
    pieces
}

/// The pages that a term's references lead to, each once.
fn term_pages(leaflet: &Leaflet, node: NodeId, numbers: &PageNumbers) -> Vec<TermPage> {
    let mut pages: Vec<TermPage> = Vec::new();
    for &link in leaflet.children(node) {
        for &leaf in leaflet.children(link) {
            if let Role::PageNumber(target) = leaflet.node(leaf).role
                && let Some(number) = numbers.of(target)
                && pages.iter().all(|known| known.number != number)
            {
                pages.push(TermPage { link, leaf, number });
            }
        }
    }
    pages
}
