//! The last step of layout: slices on pages become items at absolute positions.
//!
//! In: a [`CutGalley`], with header and footer of each page. First it finds where every node starts; then page numbers and
//! references are set, and links given their areas. Here alone start and end become left and right.

use std::collections::BTreeMap;

use crate::color::Color;
use crate::language::Direction;
use crate::leaflet::NodeId;
use crate::length::Length;
use crate::paged::geometry::PageGeometry;
use crate::paged::theme;
use crate::paged::{Leaflet, Role};

use super::cut_galley::{CUT_EDGE, CutGalley, PanelPiece, PlacedSlice, Repeat};
use super::frame::PageFrame;
use super::galley::{CutWords, Panel, RuledLines};
use super::header_footer::RunningInk;
use super::ink::{Align, Area, Ink, InkBlock, InkKind};
use super::page::{ArtifactKind, Destination, Item, Owner, Page, Point, Rect, Shape, Stroke};
use super::text::{LineRun, TextLine, TextLook};

/// How far the area of a link reaches beyond the size of its type, up and down.
const LINK_AREA_ASCENT: f32 = 0.95;
const LINK_AREA_DESCENT: f32 = 0.3;
/// How far an underline stands below the baseline, and how thick it is, over the size of type.
const UNDERLINE_DROP: f32 = 0.13;
const UNDERLINE_THICKNESS: f32 = 0.055;
/// How far apart, in points, runs of a link stand at most that share a rectangle: a space.
const RUNS_MEET: f32 = 6.0;

type Destinations = BTreeMap<NodeId, Destination>;

/// Pages, and where each node stands on them.
pub(super) struct FinalPages {
    /// The pages, in order.
    pub(super) pages: Vec<Page>,
    /// Where each node starts.
    pub(super) destinations: Destinations,
}

/// Makes the pages.
pub(super) fn finalize(
    leaflet: &Leaflet,
    frame: &PageFrame,
    mut cut: CutGalley,
    running: Vec<RunningInk>,
) -> FinalPages {
    let parents = leaflet.parents();
    let edges = Edges {
        page: frame.page,
        direction: leaflet.language.direction(),
    };
    let destinations = destinations(&edges, &cut, &parents);
    let context = PageContext {
        leaflet,
        parents,
        edges,
        destinations,
    };
    let mut pages = Vec::new();
    for (index, running) in running.into_iter().enumerate() {
        let mut page = PageMaker::new(&context, index);
        if index == 0 {
            page.band();
        }
        page.artifacts(running.header, ArtifactKind::Header);
        for piece in cut.panel_pieces(index) {
            page.panel(&cut.galley.panels[piece.panel], &piece);
        }
        for placed in cut.pages[index].clone() {
            page.slice(cut.take_inks(&placed), &placed);
        }
        page.lines_to_foot(&cut, frame.extent.foot);
        page.artifacts(running.footer, ArtifactKind::Footer);
        pages.push(page.finish());
    }
    FinalPages {
        pages,
        destinations: context.destinations,
    }
}

/// A page of artifacts only, on the paper and in the language of `leaflet`.
pub(super) fn page_of_ornaments(leaflet: &Leaflet, page: PageGeometry, inks: Vec<Ink>) -> Page {
    let context = PageContext {
        leaflet,
        parents: Vec::new(),
        edges: Edges {
            page,
            direction: leaflet.language.direction(),
        },
        destinations: Destinations::new(),
    };
    let mut page = PageMaker::new(&context, 0);
    page.artifacts(inks, ArtifactKind::Ornament);
    page.finish()
}

/// Where every node starts that has ink: with its own, or with that of the first node in it.
fn destinations(edges: &Edges, cut: &CutGalley, parents: &[Option<NodeId>]) -> Destinations {
    let mut destinations = Destinations::new();
    for (index, first) in cut.first_inks(parents).into_iter().enumerate() {
        let Some(first) = first else { continue };
        let at = Point {
            x: edges.left(first.page, first.ink.area),
            y: first.slice_top + first.ink.y,
        };
        let page = first.page;
        destinations.insert(NodeId::at(index), Destination { page, at });
    }
    destinations
}

/// A line to write on within a line of text, where that has its baseline.
fn blank(owner: Owner, rect: Rect) -> Item {
    Item {
        owner,
        shape: Shape::Rectangle {
            rect,
            radius: Length::ZERO,
            fill: Some(theme::WRITING),
            stroke: None,
        },
    }
}

/// Where start and end become left and right.
struct Edges {
    page: PageGeometry,
    direction: Direction,
}

impl Edges {
    /// The left edge of an area of the first page, on the page with this index.
    fn left(&self, page: usize, area: Area) -> Length {
        let x = area.x + self.page.shift(area.column, page);
        match self.direction {
            Direction::LeftToRight => x,
            Direction::RightToLeft => self.page.width - x - area.width,
        }
    }
}

/// What the making of every page of a leaflet needs.
struct PageContext<'a> {
    leaflet: &'a Leaflet,
    parents: Vec<Option<NodeId>>,
    edges: Edges,
    destinations: Destinations,
}

/// Collects the items of one page.
struct PageMaker<'a> {
    context: &'a PageContext<'a>,
    /// The page's index.
    page: usize,
    items: Vec<Item>,
    underlines: Vec<Item>,
    links: Vec<LinkAreas>,
}

/// Where a link can be clicked on a page.
struct LinkAreas {
    link: NodeId,
    areas: Vec<Rect>,
}

impl<'a> PageMaker<'a> {
    fn new(context: &'a PageContext<'a>, page: usize) -> Self {
        PageMaker {
            context,
            page,
            items: Vec::new(),
            underlines: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The page, with underlines and the areas of links on top.
    fn finish(self) -> Page {
        let mut items = self.items;
        items.extend(self.underlines);
        items.extend(self.links.into_iter().map(|it| Item {
            owner: Owner::Node(it.link),
            shape: Shape::LinkArea(it.areas),
        }));
        Page { items }
    }

    fn band(&mut self) {
        self.ornament(
            Rect {
                width: self.context.edges.page.width,
                height: self.context.edges.page.first_page_band,
                ..Rect::default()
            },
            Length::ZERO,
            Some(theme::ACCENT),
            None,
        );
    }

    fn left(&self, area: Area) -> Length {
        self.context.edges.left(self.page, area)
    }

    /// Draws what stands of a panel on this page, and what it says at its cut edges.
    fn panel(&mut self, panel: &Panel, piece: &PanelPiece) {
        let rect = Rect {
            x: self.left(panel.area),
            y: piece.top,
            width: panel.area.width,
            height: piece.foot - piece.top,
        };
        if piece.is_cut_above || piece.is_cut_below {
            self.open_panel(panel, piece, rect);
        } else if panel.fill.is_some() || panel.border.is_some() {
            self.ornament(rect, panel.radius, panel.fill, panel.border);
        }
        if let Some(Stroke { color, width }) = panel.bar {
            let bar = Rect {
                x: self.left(panel.area.stretch(Length::ZERO, width)),
                width,
                ..rect
            };
            self.ornament(bar, Length::ZERO, Some(color), None);
        }
        let CutWords { above, below } = &panel.cut_words;
        if piece.is_cut_above {
            self.cut_words(above, piece.top + CUT_EDGE);
        }
        if piece.is_cut_below {
            self.cut_words(below, piece.foot - CUT_EDGE - below.height);
        }
    }

    fn cut_words(&mut self, words: &InkBlock, top: Length) {
        for ink in &words.inks {
            self.ink(ink.clone(), top, Some(ArtifactKind::Ornament));
        }
    }

    /// A panel that is cut: without an edge there, and without round corners.
    fn open_panel(&mut self, panel: &Panel, piece: &PanelPiece, rect: Rect) {
        if panel.fill.is_some() {
            self.ornament(rect, Length::ZERO, panel.fill, None);
        }
        let Some(Stroke { color, width }) = panel.border else {
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
        stroke: Option<Stroke>,
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

    fn artifacts(&mut self, inks: Vec<Ink>, kind: ArtifactKind) {
        for ink in inks {
            self.ink(ink, Length::ZERO, Some(kind));
        }
    }

    /// Places the ink of a slice. Where it stands a second time, a screen reader passes over it.
    fn slice(&mut self, inks: Vec<Ink>, placed: &PlacedSlice) {
        let artifact = match placed.repeat {
            Repeat::Original => None,
            Repeat::Repeated => Some(ArtifactKind::Ornament),
        };
        for ink in inks {
            self.ink(ink, placed.top, artifact);
        }
    }

    /// Fills the page with lines to write on, where it ends with such lines.
    fn lines_to_foot(&mut self, cut: &CutGalley, foot: Length) {
        let Some(last) = cut.pages[self.page].last() else {
            return;
        };
        let slice = &cut.galley.slices[last.slice];
        let Some(RuledLines { area, pitch }) = slice.ruled_to_foot else {
            return;
        };
        let mut top = last.top + slice.height;
        while top + pitch <= foot {
            let y = pitch - theme::WRITING_LINE;
            let line = Ink::rule(area, y, theme::WRITING_LINE, theme::WRITING);
            self.ink(line, top, None);
            top += pitch;
        }
    }

    /// Places ink that belongs to its node, or to an artifact when the page repeats it.
    fn ink(&mut self, ink: Ink, top: Length, artifact: Option<ArtifactKind>) {
        let origin = Point {
            x: self.left(ink.area),
            y: top + ink.y,
        };
        match ink.kind {
            InkKind::Line { mut line, align } => {
                let shift = self.fill_in(&mut line, align, ink.area.width);
                let x = origin.x + shift;
                self.line(line, Point { x, ..origin }, artifact);
            }
            InkKind::Shape { owner, shape } => self.shape(owner, shape, origin, artifact),
        }
    }

    /// Sets the page numbers of a line and draws its last blank out to the end of its box, which has this width. Returns
    /// how far the line moves to stand at its edge of the box.
    fn fill_in(&self, line: &mut TextLine, align: Align, width: Length) -> Length {
        let page_of = |target| self.context.destinations.get(&target);
        line.number(|target| page_of(target).map_or(1, |place| place.page + 1));
        let mut shift = Length::ZERO;
        if align == Align::End {
            line.move_to_left_edge();
            if line.direction == Direction::LeftToRight {
                shift = width - line.advance();
            }
        }
        line.stretch_last_blank(width);
        shift
    }

    fn line(&mut self, line: TextLine, origin: Point, artifact: Option<ArtifactKind>) {
        for run in line.runs {
            let at = Point {
                x: origin.x + run.x,
                y: origin.y + line.baseline,
            };
            self.run(run, at, artifact);
        }
    }

    fn run(&mut self, run: LineRun, at: Point, artifact: Option<ArtifactKind>) {
        if artifact.is_none() && run.ink_advance > Length::ZERO {
            self.link(&run, at);
        }
        let owner = match (artifact, run.look) {
            (Some(kind), _) => Owner::Artifact(kind),
            (None, TextLook::Repeated) => Owner::Artifact(ArtifactKind::Ornament),
            (None, _) => Owner::Node(run.leaf),
        };
        if run.look == TextLook::Blank {
            let line = Rect {
                x: at.x,
                y: at.y,
                width: run.ink_advance,
                height: theme::WRITING_LINE,
            };
            return self.items.push(blank(owner, line));
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

    /// Makes a run that stands in a link open it.
    fn link(&mut self, run: &LineRun, at: Point) {
        let Some(link) = run.link else { return };
        let area = Rect {
            x: at.x,
            y: at.y - run.size * LINK_AREA_ASCENT,
            width: run.ink_advance,
            height: run.size * (LINK_AREA_ASCENT + LINK_AREA_DESCENT),
        };
        self.link_area(link, area);
        if run.look == TextLook::Linked {
            self.underline(run, at);
        }
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
        let Some(known) = self.links.iter_mut().find(|it| it.link == link) else {
            let areas = vec![area];
            return self.links.push(LinkAreas { link, areas });
        };
        let meets = |last: &Rect| {
            last.y == area.y && (area.x - (last.x + last.width)).to_pt().abs() < RUNS_MEET
        };
        match known.areas.last_mut() {
            Some(last) if meets(last) => last.width = area.x + area.width - last.x,
            _ => known.areas.push(area),
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
        let link = self.context.parents[node.index()]
            .filter(|&parent| matches!(self.context.leaflet.node(parent).role, Role::Link(_)));
        if let Some(link) = link {
            self.link_area(link, area);
        }
    }
}
