//! Ink: what stands on paper, before it is known where.
//!
//! Its position counts from the top of its slice or block, and from the start edge of the page (left in English, right in
//! Arabic), so that nothing here knows left from right.

use crate::color::Color;
use crate::leaflet::NodeId;
use crate::length::Length;
use crate::paged::geometry::Column;

use super::page::{ArtifactKind, Owner, Rect, Shape};
use super::text::TextLine;

/// Ink, placed from a slice's top and the page's start edge.
#[derive(Clone, Debug)]
pub(super) struct Ink {
    /// The stretch of the page's width that it takes.
    pub(super) area: Area,
    /// From the slice's top.
    pub(super) y: Length,
    /// What it is.
    pub(super) kind: InkKind,
}

/// The kinds of ink.
#[derive(Clone, Debug)]
pub(super) enum InkKind {
    /// A line of text in a box of the ink's width.
    Line {
        /// The line.
        line: TextLine,
        /// Which edge of the box it stands at.
        align: Align,
    },
    /// Anything else; its own position counts from the ink's.
    Shape {
        /// Whose it is.
        owner: Owner,
        /// What it looks like.
        shape: Shape,
    },
}

/// Which edge of its box a line stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Where its paragraph's direction starts.
    Start,
    /// The other.
    End,
}

/// A stretch of the page's width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    /// From the page's start edge.
    pub(super) x: Length,
    /// How wide it is, to find its other edge where a page runs from right to left.
    pub(super) width: Length,
    /// The column that it is part of, and moves with where pages bind at the other edge.
    pub(super) column: Column,
    /// Whether text in it runs against the page's own direction: it then starts at the area's end.
    pub(super) against: Against,
}

/// Whether a passage runs with the page or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// In the page's direction.
    No,
    /// In the other: an Arabic passage in an English leaflet.
    Yes,
}

impl Area {
    /// The area without `start` at the side where its text starts.
    pub(super) fn indented(self, start: Length) -> Area {
        self.stretch(start, self.width - start)
    }

    /// The area without `end` at the side where its text ends.
    pub(super) fn shortened(self, end: Length) -> Area {
        self.stretch(Length::ZERO, self.width - end)
    }

    /// The stretch of this width at the area's end.
    pub(super) fn end(self, width: Length) -> Area {
        let x = match self.against {
            Against::No => self.x + self.width - width,
            Against::Yes => self.x,
        };
        Area { x, width, ..self }
    }

    /// The stretch of this width that begins `start` from the side where the area's text starts.
    pub(super) fn stretch(self, start: Length, width: Length) -> Area {
        let x = match self.against {
            Against::No => self.x + start,
            Against::Yes => self.x + self.width - start - width,
        };
        Area { x, width, ..self }
    }

    /// Two columns as wide as each other, so far apart.
    pub(super) fn in_two(self, gap: Length) -> [Area; 2] {
        let width = (self.width - gap) / 2.0;
        [Length::ZERO, width + gap].map(|start| self.stretch(start, width))
    }
}

/// Ink that stands by itself, of a known height: a cell, a column.
#[derive(Clone, Debug, Default)]
pub(super) struct InkBlock {
    /// The height.
    pub(super) height: Length,
    /// The ink, from the block's top.
    pub(super) inks: Vec<Ink>,
}

impl Ink {
    /// A line of text that fills `area`, `y` below the slice's top.
    pub(super) fn line(line: TextLine, area: Area, y: Length) -> Ink {
        Ink {
            area,
            y,
            kind: InkKind::Line {
                line,
                align: Align::Start,
            },
        }
    }

    /// The same, at the other edge of the area.
    pub(super) fn line_at_end(line: TextLine, area: Area, y: Length) -> Ink {
        Ink {
            area,
            y,
            kind: InkKind::Line {
                line,
                align: Align::End,
            },
        }
    }

    /// A horizontal rule as wide as an area, `y` below the slice's top.
    pub(super) fn rule(area: Area, y: Length, thickness: Length, color: Color) -> Ink {
        let rect = Rect {
            width: area.width,
            height: thickness,
            ..Rect::default()
        };
        Ink::ornament(
            area,
            y,
            Shape::Rectangle {
                rect,
                radius: Length::ZERO,
                fill: Some(color),
                stroke: None,
            },
        )
    }

    /// A shape for the eye alone, `y` below the slice's top.
    pub(super) fn ornament(area: Area, y: Length, shape: Shape) -> Ink {
        Ink {
            area,
            y,
            kind: InkKind::Shape {
                owner: Owner::Artifact(ArtifactKind::Ornament),
                shape,
            },
        }
    }

    /// The nodes that it belongs to.
    pub(super) fn owners(&self) -> Vec<NodeId> {
        match &self.kind {
            InkKind::Line { line, .. } => line.runs.iter().map(|run| run.leaf).collect(),
            InkKind::Shape {
                owner: Owner::Node(node),
                ..
            } => vec![*node],
            InkKind::Shape { .. } => Vec::new(),
        }
    }

    /// The same ink `scale` times as large: pictures alone can be.
    pub(super) fn scaled(self, scale: f32) -> Ink {
        let InkKind::Shape {
            owner,
            shape: Shape::Image { figure, rect },
        } = self.kind
        else {
            return self;
        };
        let rect = Rect {
            width: rect.width * scale,
            height: rect.height * scale,
            ..rect
        };
        let shape = Shape::Image { figure, rect };
        let area = Area {
            width: self.area.width * scale,
            ..self.area
        };
        Ink {
            area,
            kind: InkKind::Shape { owner, shape },
            ..self
        }
    }

    /// The same ink further down.
    pub(super) fn lowered(self, by: Length) -> Ink {
        Ink {
            y: self.y + by,
            ..self
        }
    }
}

impl InkBlock {
    /// Nothing, so high.
    pub(super) fn blank(height: Length) -> InkBlock {
        InkBlock {
            height,
            inks: Vec::new(),
        }
    }

    /// Blocks beside each other, with their tops in line.
    pub(super) fn beside(blocks: [InkBlock; 2]) -> InkBlock {
        let [former, latter] = blocks;
        InkBlock {
            height: former.height.max(latter.height),
            inks: [former.inks, latter.inks].concat(),
        }
    }

    /// The same with this much room above it.
    pub(super) fn lowered(self, by: Length) -> InkBlock {
        InkBlock {
            height: self.height + by,
            inks: self.inks.into_iter().map(|ink| ink.lowered(by)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::length::pt;

    fn area(against: Against) -> Area {
        Area {
            x: pt(10.0),
            width: pt(100.0),
            column: Column::Text,
            against,
        }
    }

    #[test]
    fn stretches_count_from_the_side_where_the_text_starts() {
        let (along, against) = (area(Against::No), area(Against::Yes));
        assert_eq!(along.stretch(pt(5.0), pt(20.0)).x, pt(15.0));
        assert_eq!(against.stretch(pt(5.0), pt(20.0)).x, pt(85.0));
        assert_eq!(along.end(pt(20.0)), along.indented(pt(80.0)));
        assert_eq!(against.end(pt(20.0)), against.indented(pt(80.0)));
    }

    #[test]
    fn two_columns_share_an_area_and_the_first_stands_where_its_text_starts() {
        let starts = |against| area(against).in_two(pt(10.0)).map(|column| column.x);
        assert_eq!(starts(Against::No), [pt(10.0), pt(65.0)]);
        assert_eq!(starts(Against::Yes), [pt(65.0), pt(10.0)]);
        assert_eq!(area(Against::No).in_two(pt(10.0))[1].width, pt(45.0));
    }
}
