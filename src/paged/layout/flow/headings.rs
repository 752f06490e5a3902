//! Headings: of parts, within parts, in boxes. A heading stays with at least two lines of what follows.

use crate::color::Color;
use crate::leaflet::NodeId;
use crate::length::{Length, mm, pt};
use crate::paged::layout::galley::Cut;
use crate::paged::layout::ink::{Area, Ink};
use crate::paged::layout::text::TextPiece;
use crate::paged::theme;

use super::{Flow, Place};

/// The rule above a part's heading.
const PART_RULE: Length = pt(2.4);
/// Between that rule and the heading.
const BELOW_PART_RULE: Length = mm(2.6);
/// How exactly the lines of a heading are made as long as each other.
const BALANCE: Length = pt(2.0);

impl Flow<'_> {
    /// A heading within a part.
    pub(super) fn heading(&mut self, children: &[NodeId], level: u8, place: Place) {
        let spaces = self.theme.spaces;
        let (style, above, below) = if level == 3 {
            (
                self.theme.heading,
                spaces.above_heading,
                spaces.below_heading,
            )
        } else {
            (
                self.theme.subheading,
                spaces.above_subheading,
                spaces.below_subheading,
            )
        };
        self.galley.space(above);
        self.heading_lines(children, place.styled(style));
        self.galley.replace_space(below);
        self.galley.owe_lines(2);
    }

    /// The heading of a part, below a rule as wide as `area`.
    pub(super) fn part_heading(&mut self, heading: NodeId, area: Area) {
        let rule = Ink::rule(area, Length::ZERO, PART_RULE, theme::ACCENT);
        self.galley.push(PART_RULE + BELOW_PART_RULE, vec![rule]);
        self.galley.cut(Cut::Forbidden);
        let place = self.running_text(area).styled(self.theme.part_heading);
        self.heading_lines(self.leaflet.children(heading), place);
        self.galley
            .replace_space(self.theme.spaces.below_part_heading);
        self.galley.owe_lines(2);
    }

    /// The heading of a box or of the contents.
    pub(super) fn box_heading(&mut self, heading: NodeId, place: Place, color: Color) {
        let place = place.styled(self.theme.heading.colored(color));
        self.heading_lines(self.leaflet.children(heading), place);
        self.galley
            .replace_space(self.theme.spaces.below_box_heading);
        self.galley.owe_lines(2);
    }

    /// The lines of a title or heading, about as long as each other: no word or two alone on the last one. They stay
    /// together.
    pub(super) fn heading_lines(&mut self, heading: &[NodeId], place: Place) {
        let pieces = self.pieces_of(heading, place);
        let place = place.within(self.balanced(&pieces, place));
        let lines = self.lines_of_pieces(&pieces, place);
        let first = self.galley.len();
        self.galley.push_lines(lines, place.area);
        self.galley.hold(first);
    }

    /// As much of the area as pieces need to stay on as few lines as they take in all of it.
    fn balanced(&mut self, pieces: &[TextPiece], place: Place) -> Area {
        let of_width = |width: Length| place.area.stretch(Length::ZERO, width);
        let lines = self.lines_of_pieces(pieces, place).len();
        let mut too_narrow = self.shaper.widths(pieces, &place.setting()).narrowest;
        let mut wide_enough = place.area.width;
        while lines > 1 && wide_enough - too_narrow > BALANCE {
            let width = (too_narrow + wide_enough) / 2.0;
            let narrower = place.within(of_width(width));
            if self.lines_of_pieces(pieces, narrower).len() > lines {
                too_narrow = width;
            } else {
                wide_enough = width;
            }
        }
        of_width(wide_enough)
    }
}
