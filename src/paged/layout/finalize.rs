//! The last step of layout: slices on pages become items at absolute positions.
//!
//! First every node's place is found; then page numbers and references are set, header and footer added, links given
//! their areas. Here alone start and end become left and right.

use std::collections::{BTreeMap, BTreeSet};

use crate::color::Color;
use crate::language::Direction;
use crate::leaflet::{Leaflet, NodeId, Role};
use crate::length::{Length, mm};
use crate::paged::geometry::{Column, PageGeometry};
use crate::paged::theme;

use super::galley::{Align, Block, CutWords, Frame, Galley, Ink, InkKind};
use super::page::{ArtifactKind, Item, Owner, Page, Place, Point, Rect, Shape};
use super::paginate::{Placed, Repeat};
use super::running::Running;
use super::shape::Shaper;
use super::text::{LineRun, Look, TextLine};

/// How far the area of a link reaches beyond the size of its type, up and down.
const LINK_AREA_ASCENT: f32 = 0.95;
const LINK_AREA_DESCENT: f32 = 0.3;
/// How far an underline stands below the baseline, and how thick it is, over the size of type.
const UNDERLINE_DROP: f32 = 0.13;
const UNDERLINE_THICKNESS: f32 = 0.055;

/// From text to the edge of its frame where the frame is cut by the end of a page.
const CUT_EDGE: Length = mm(2.0);

type Places = BTreeMap<NodeId, Place>;

/// Makes the pages.
pub(super) fn finalize(
    leaflet: &Leaflet,
    mut galley: Galley,
    placed: &[Vec<Placed>],
    running: &Running,
    shaper: &mut Shaper,
) -> (Vec<Page>, Places) {
    let parents = leaflet.parents();
    let edges = Edges {
        page: running.page,
        direction: leaflet.language.direction(),
    };
    let places = find_places(&edges, &galley, placed, &parents);
    let repeated = placed
        .iter()
        .flatten()
        .filter(|placed| placed.repeat == Repeat::Repeated)
        .map(|placed| placed.slice)
        .collect();
    let mut pages = Vec::new();
    for (index, slices) in placed.iter().enumerate() {
        let mut page = PageMaker::new((leaflet, &parents), (&edges, index), &places, shaper);
        if index == 0 {
            page.band();
        }
        for ink in running.header(index + 1) {
            page.ink(ink, Length::ZERO, Some(ArtifactKind::Header));
        }
        page.frames(&galley, slices);
        page.slices((&mut galley, &repeated), slices, running);
        for ink in running.footer(leaflet, index + 1, placed.len(), page.shaper) {
            page.ink(ink, Length::ZERO, Some(ArtifactKind::Footer));
        }
        pages.push(page.finish());
    }
    (pages, places)
}

/// A page of ink that is nobody's, on the paper and in the language of `leaflet`.
pub(super) fn page_of_ornaments(
    leaflet: &Leaflet,
    page: PageGeometry,
    inks: Vec<Ink>,
    shaper: &mut Shaper,
) -> Page {
    let edges = Edges {
        page,
        direction: leaflet.language.direction(),
    };
    let places = Places::new();
    let mut page = PageMaker::new((leaflet, &[]), (&edges, 0), &places, shaper);
    for ink in inks {
        page.ink(ink, Length::ZERO, Some(ArtifactKind::Ornament));
    }
    page.finish()
}

/// The place of every node that has ink: its own, and that of the first node in it.
fn find_places(
    edges: &Edges,
    galley: &Galley,
    placed: &[Vec<Placed>],
    parents: &[Option<NodeId>],
) -> Places {
    let mut places = Places::new();
    for (page, slices) in placed.iter().enumerate() {
        for slice in slices
            .iter()
            .filter(|slice| slice.repeat == Repeat::Original)
        {
            for ink in &galley.slices[slice.slice].inks {
                let at = Point {
                    x: edges.left(page, ink.column, (ink.x, ink.width)),
                    y: slice.top + ink.y,
                };
                for owner in ink.owners() {
                    let mut node = Some(owner);
                    while let Some(id) = node.filter(|id| !places.contains_key(id)) {
                        places.insert(id, Place { page, at });
                        node = parents[id.index()];
                    }
                }
            }
        }
    }
    places
}

/// A line to write on within a line of text, where that has its baseline.
fn blank(owner: Owner, (at, width): (Point, Length)) -> Item {
    Item {
        owner,
        shape: Shape::Rectangle {
            rect: Rect {
                x: at.x,
                y: at.y,
                width,
                height: theme::WRITING_LINE,
            },
            radius: Length::ZERO,
            fill: Some(theme::WRITING),
            stroke: None,
        },
    }
}

/// What stands of a frame on one page, with the words at its cut edges.
struct FramePiece {
    top: Length,
    foot: Length,
    is_cut_above: bool,
    is_cut_below: bool,
}

impl FramePiece {
    fn of(galley: &Galley, slices: &[Placed], frame: usize) -> Option<FramePiece> {
        let stands_in = |slice: usize| {
            let slice = galley.slices.get(slice);
            slice.is_some_and(|slice| slice.frames.contains(&frame))
        };
        let framed = || slices.iter().filter(|placed| stands_in(placed.slice));
        let (first, last) = (framed().next()?, framed().next_back()?);
        let written = framed().find(|placed| placed.repeat == Repeat::Original)?;
        let before = written.slice.checked_sub(1);
        let mut piece = FramePiece {
            top: first.top,
            foot: last.top + last.height,
            is_cut_above: before.is_some_and(stands_in),
            is_cut_below: stands_in(last.slice + 1),
        };
        let CutWords { above, below } = &galley.frames[frame].cut_words;
        // The text keeps clear of the cut edge.
        if piece.is_cut_above {
            piece.top -= above.height + CUT_EDGE;
        }
        if piece.is_cut_below {
            piece.foot += below.height + CUT_EDGE;
        }
        Some(piece)
    }
}

/// Where start and end become left and right.
struct Edges {
    page: PageGeometry,
    direction: Direction,
}

impl Edges {
    /// The left edge of something in a column that stands `x` from the start edge of the first page, on the page with
    /// this index.
    fn left(&self, page: usize, column: Column, (x, width): (Length, Length)) -> Length {
        let x = x + self.page.shift(column, page);
        match self.direction {
            Direction::LeftToRight => x,
            Direction::RightToLeft => self.page.width - x - width,
        }
    }
}

/// Collects the items of one page.
struct PageMaker<'a> {
    leaflet: &'a Leaflet,
    parents: &'a [Option<NodeId>],
    edges: &'a Edges,
    /// The page's index.
    page: usize,
    places: &'a Places,
    shaper: &'a mut Shaper,
    items: Vec<Item>,
    underlines: Vec<Item>,
    links: Vec<(NodeId, Vec<Rect>)>,
}

impl<'a> PageMaker<'a> {
    fn new(
        (leaflet, parents): (&'a Leaflet, &'a [Option<NodeId>]),
        (edges, page): (&'a Edges, usize),
        places: &'a Places,
        shaper: &'a mut Shaper,
    ) -> Self {
        PageMaker {
            leaflet,
            parents,
            edges,
            page,
            places,
            shaper,
            items: Vec::new(),
            underlines: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The page, with underlines and the areas of links on top.
    fn finish(self) -> Page {
        let mut items = self.items;
        items.extend(self.underlines);
        items.extend(self.links.into_iter().map(|(link, areas)| Item {
            owner: Owner::Node(link),
            shape: Shape::LinkArea(areas),
        }));
        Page { items }
    }

    fn band(&mut self) {
        self.ornament(
            Rect {
                width: self.edges.page.width,
                height: self.edges.page.first_page_band,
                ..Rect::default()
            },
            Length::ZERO,
            Some(theme::ACCENT),
            None,
        );
    }

    fn frames(&mut self, galley: &Galley, slices: &[Placed]) {
        let here: BTreeSet<usize> = slices
            .iter()
            .flat_map(|placed| galley.slices[placed.slice].frames.iter().copied())
            .collect();
        for index in here {
            let frame = &galley.frames[index];
            let Some(piece) = FramePiece::of(galley, slices, index) else {
                continue;
            };
            self.frame(frame, &piece);
            let CutWords { above, below } = &frame.cut_words;
            if piece.is_cut_above {
                self.block(above, piece.top + CUT_EDGE);
            }
            if piece.is_cut_below {
                self.block(below, piece.foot - CUT_EDGE - below.height);
            }
        }
    }

    /// Places ink that is for the eye alone.
    fn block(&mut self, block: &Block, top: Length) {
        for ink in &block.inks {
            self.ink(ink.clone(), top, Some(ArtifactKind::Ornament));
        }
    }

    fn frame(&mut self, frame: &Frame, piece: &FramePiece) {
        let (edges, page) = (self.edges, self.page);
        let left = |x, width| edges.left(page, frame.area.column, (x, width));
        let rect = Rect {
            x: left(frame.area.x, frame.area.width),
            y: piece.top,
            width: frame.area.width,
            height: piece.foot - piece.top,
        };
        if piece.is_cut_above || piece.is_cut_below {
            self.open_frame(frame, piece, rect);
        } else if frame.fill.is_some() || frame.border.is_some() {
            self.ornament(rect, frame.radius, frame.fill, frame.border);
        }
        if let Some((color, width)) = frame.bar {
            let bar = Rect {
                x: left(frame.area.place(Length::ZERO, width), width),
                width,
                ..rect
            };
            self.ornament(bar, Length::ZERO, Some(color), None);
        }
    }

    /// A frame that is cut: without an edge there, and without round corners.
    fn open_frame(&mut self, frame: &Frame, piece: &FramePiece, rect: Rect) {
        if frame.fill.is_some() {
            self.ornament(rect, Length::ZERO, frame.fill, None);
        }
        let Some((color, width)) = frame.border else {
            return;
        };
        let right = rect.x + rect.width - width;
        let sides = [rect.x, right].map(|x| Rect { x, width, ..rect });
        let foot = piece.foot - width;
        let ends = [(piece.is_cut_above, rect.y), (piece.is_cut_below, foot)];
        let whole = ends.into_iter().filter(|(is_cut, _)| !is_cut);
        let ends = whole.map(|(_, y)| Rect {
            y,
            height: width,
            ..rect
        });
        for rule in sides.into_iter().chain(ends) {
            self.ornament(rule, Length::ZERO, Some(color), None);
        }
    }

    fn ornament(
        &mut self,
        rect: Rect,
        radius: Length,
        fill: Option<Color>,
        stroke: Option<(Color, Length)>,
    ) {
        self.items.push(Item {
            owner: Owner::Artifact(ArtifactKind::Ornament),
            shape: Shape::Rectangle {
                rect,
                radius,
                fill,
                stroke,
            },
        });
    }

    fn slices(
        &mut self,
        (galley, repeated): (&mut Galley, &BTreeSet<usize>),
        slices: &[Placed],
        running: &Running,
    ) {
        for placed in slices {
            let artifact = match placed.repeat {
                Repeat::Original => None,
                Repeat::Repeated => Some(ArtifactKind::Ornament),
            };
            let repeats = repeated.contains(&placed.slice);
            let slice = &mut galley.slices[placed.slice];
            let inks = if repeats {
                slice.inks.clone()
            } else {
                std::mem::take(&mut slice.inks)
            };
            let scale = placed.height / slice.height;
            for ink in inks {
                let ink = if scale < 1.0 { ink.scaled(scale) } else { ink };
                self.ink(ink, placed.top, artifact);
            }
        }
        let Some((last, slice)) = slices.last().map(|last| (last, &galley.slices[last.slice]))
        else {
            return;
        };
        if let Some((area, pitch)) = slice.ruled_to_foot {
            let mut top = last.top + slice.height;
            while top + pitch <= running.text_foot() {
                let line = Ink::rule(
                    area,
                    pitch - theme::WRITING_LINE,
                    theme::WRITING_LINE,
                    theme::WRITING,
                );
                self.ink(line, top, None);
                top += pitch;
            }
        }
    }

    /// Places ink that belongs to its node, or to an artifact when the page repeats it.
    fn ink(&mut self, ink: Ink, top: Length, artifact: Option<ArtifactKind>) {
        let origin = Point {
            x: self.edges.left(self.page, ink.column, (ink.x, ink.width)),
            y: top + ink.y,
        };
        match ink.kind {
            InkKind::Line { line, align } => self.line(line, origin, (ink.width, align), artifact),
            InkKind::Shape { owner, shape } => self.shape(owner, shape, origin, artifact),
        }
    }

    fn line(
        &mut self,
        mut line: TextLine,
        origin: Point,
        (width, align): (Length, Align),
        artifact: Option<ArtifactKind>,
    ) {
        line.number(|target| self.places.get(&target).map_or(1, |place| place.page + 1));
        let mut shift = Length::ZERO;
        if align == Align::End {
            line.move_to_left_edge();
            if line.direction == Direction::LeftToRight {
                shift = width - line.advance();
            }
        }
        line.stretch_last_blank(width);
        let baseline = origin.y + line.baseline;
        for run in line.runs {
            let at = Point {
                x: origin.x + shift + run.x,
                y: baseline,
            };
            self.run(run, at, artifact);
        }
    }

    fn run(&mut self, run: LineRun, at: Point, artifact: Option<ArtifactKind>) {
        let has_ink = run.ink_advance > Length::ZERO;
        if let (Some(link), None, true) = (run.link, artifact, has_ink) {
            let size = run.size;
            self.link_area(
                link,
                Rect {
                    x: at.x,
                    y: at.y - size * LINK_AREA_ASCENT,
                    width: run.ink_advance,
                    height: size * (LINK_AREA_ASCENT + LINK_AREA_DESCENT),
                },
            );
            if run.look == Look::Linked {
                self.underline(&run, at);
            }
        }
        let owner = match (artifact, run.look) {
            (Some(kind), _) => Owner::Artifact(kind),
            (None, Look::Repeated) => Owner::Artifact(ArtifactKind::Ornament),
            (None, _) => Owner::Node(run.leaf),
        };
        if run.look == Look::Blank {
            let length = (at, run.ink_advance);
            return self.items.push(blank(owner, length));
        }
        let mut glyphs = run.glyphs;
        if glyphs.glyphs.is_empty() {
            return;
        }
        glyphs.origin = at;
        self.items.push(Item {
            owner,
            shape: Shape::Glyphs(glyphs),
        });
    }

    fn underline(&mut self, run: &LineRun, at: Point) {
        let size = run.size;
        self.underlines.push(Item {
            owner: Owner::Artifact(ArtifactKind::Ornament),
            shape: Shape::Rectangle {
                rect: Rect {
                    x: at.x,
                    y: at.y + size * UNDERLINE_DROP,
                    width: run.ink_advance,
                    height: size * UNDERLINE_THICKNESS,
                },
                radius: Length::ZERO,
                fill: Some(run.glyphs.color),
                stroke: None,
            },
        });
    }

    /// Adds to a link's area; runs that meet on a line share a rectangle.
    fn link_area(&mut self, link: NodeId, area: Rect) {
        match self.links.iter_mut().find(|(known, _)| *known == link) {
            Some((_, areas)) => match areas.last_mut() {
                Some(last)
                    if last.y == area.y && (area.x - (last.x + last.width)).to_pt().abs() < 6.0 =>
                {
                    last.width = area.x + area.width - last.x;
                }
                _ => areas.push(area),
            },
            None => self.links.push((link, vec![area])),
        }
    }

    fn shape(&mut self, owner: Owner, shape: Shape, origin: Point, artifact: Option<ArtifactKind>) {
        let placed = |rect: Rect| Rect {
            x: origin.x + rect.x,
            y: origin.y + rect.y,
            ..rect
        };
        let shape = match shape {
            Shape::Rectangle {
                rect,
                radius,
                fill,
                stroke,
            } => Shape::Rectangle {
                rect: placed(rect),
                radius,
                fill,
                stroke,
            },
            Shape::Qr { symbol, rect } => {
                let rect = placed(rect);
                self.link_around(owner, rect);
                Shape::Qr { symbol, rect }
            }
            Shape::Image { figure, rect } => Shape::Image {
                figure,
                rect: placed(rect),
            },
            other => other,
        };
        self.items.push(Item {
            owner: artifact.map_or(owner, Owner::Artifact),
            shape,
        });
    }

    /// Makes a picture that stands in a link open it.
    fn link_around(&mut self, owner: Owner, area: Rect) {
        let Owner::Node(node) = owner else { return };
        let link = self.parents[node.index()]
            .filter(|&parent| matches!(self.leaflet.node(parent).role, Role::Link(_)));
        if let Some(link) = link {
            self.link_area(link, area);
        }
    }
}
