//! Drawing: each item of a page as PDF operators, and nothing that is neither content nor artifact.
//!
//! Items that follow one another and belong to the same slot of the structure tree, or to the same kind of artifact,
//! share one marked-content sequence. How the shapes themselves look is in [`super::glyphs`] and [`super::shapes`].

use krilla::geom::Transform;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag};

use crate::length::Length;
use crate::paged::Leaflet;
use crate::paged::layout::page::{ArtifactKind, Item, Owner, Page, Shape};

use super::faults::location_of;
use super::glyphs::Scribe;
use super::shapes::{draw_image, draw_qr, fill_rectangle, krilla_rect, stroke_rectangle};
use super::tags::{ContentSlot, MarkedContent, StructurePlan};

/// What drawing the pages of a leaflet needs and leaves.
pub(super) struct Press<'a> {
    /// The leaflet.
    pub(super) leaflet: &'a Leaflet,
    /// Its structure.
    pub(super) plan: StructurePlan,
    /// What has been drawn of it so far.
    pub(super) content: MarkedContent,
    scribe: Scribe,
}

impl<'a> Press<'a> {
    /// A press for a leaflet, with no page drawn.
    pub(super) fn new(leaflet: &'a Leaflet) -> Press<'a> {
        Press::with(leaflet, Scribe::default())
    }

    /// A press that goes on in a file in which leaflets have been drawn by another.
    pub(super) fn with(leaflet: &'a Leaflet, mut scribe: Scribe) -> Press<'a> {
        scribe.set_in(&leaflet.typefaces);
        Press {
            leaflet,
            plan: StructurePlan::of(leaflet),
            content: MarkedContent::default(),
            scribe,
        }
    }

    /// What the file's glyphs stand for, for the next press.
    pub(super) fn into_scribe(self) -> Scribe {
        self.scribe
    }
}

/// What draws one page.
pub(super) struct Pen<'p, 'a> {
    press: &'p mut Press<'a>,
    surface: Surface<'p>,
    page: usize,
    open: Option<OpenSequence>,
}

/// A marked-content sequence.
#[derive(Clone, Copy, PartialEq)]
enum OpenSequence {
    Content(ContentSlot),
    Artifact(ArtifactKind),
}

impl<'p, 'a> Pen<'p, 'a> {
    /// A pen for the page with this index.
    pub(super) fn new(press: &'p mut Press<'a>, surface: Surface<'p>, page: usize) -> Self {
        Pen {
            press,
            surface,
            page,
            open: None,
        }
    }

    /// Draws a page of which there are several on a sheet, so far from the sheet's left edge. Sheets have no tags.
    pub(super) fn draw_moved(&mut self, page: &Page, left: Length) {
        let moved = Transform::from_translate(left.to_pt(), 0.0);
        self.surface.push_transform(&moved);
        for item in &page.items {
            self.draw(item);
        }
        self.end();
        self.surface.pop();
    }

    /// Draws an item, in its sequence.
    pub(super) fn draw(&mut self, item: &Item) {
        let plan = &self.press.plan;
        let sequence = match (item.owner, &item.shape) {
            (_, Shape::LinkArea(_)) => return,
            (Owner::Artifact(kind), _) => OpenSequence::Artifact(kind),
            (Owner::Node(node), _) => OpenSequence::Content(plan.slot(node)),
        };
        if self.open != Some(sequence) {
            self.begin(sequence);
        }
        self.enclose(item);
        self.shape(item);
    }

    /// Records where a picture stands: its element has to say so.
    fn enclose(&mut self, item: &Item) {
        let (
            Owner::Node(node),
            Shape::Image { rect, .. } | Shape::Qr { rect, .. } | Shape::Rectangle { rect, .. },
        ) = (item.owner, &item.shape)
        else {
            return;
        };
        let bounds = BBox::new(self.page, krilla_rect(rect));
        self.press.content.enclose(node, bounds);
    }

    fn shape(&mut self, item: &Item) {
        let surface = &mut self.surface;
        let location = match item.owner {
            Owner::Node(node) => Some(location_of(node)),
            Owner::Artifact(_) => None,
        };
        if let Some(location) = location {
            surface.set_location(location);
        }
        match &item.shape {
            Shape::Glyphs(run) => self.press.scribe.draw(surface, run, location),
            Shape::Rectangle {
                rect,
                radius,
                fill,
                stroke,
            } => {
                if let Some(color) = *fill {
                    fill_rectangle(surface, rect, *radius, color);
                }
                if let Some(stroke) = stroke {
                    stroke_rectangle(surface, rect, *radius, stroke);
                }
            }
            Shape::Qr { symbol, rect } => draw_qr(surface, symbol, rect),
            Shape::Image { figure, rect } => draw_image(surface, figure, rect),
            Shape::LinkArea(_) => {}
        }
        surface.reset_location();
    }

    /// Ends the page.
    pub(super) fn finish(mut self) {
        self.end();
        self.surface.finish();
    }

    fn begin(&mut self, sequence: OpenSequence) {
        self.end();
        let tag = match sequence {
            OpenSequence::Content(_) => ContentTag::Other,
            OpenSequence::Artifact(kind) => ContentTag::Artifact(Artifact::with_kind(match kind {
                ArtifactKind::Header => ArtifactType::Header,
                ArtifactKind::Footer => ArtifactType::Footer,
                ArtifactKind::Ornament => ArtifactType::Layout,
            })),
        };
        let identifier = self.surface.start_tagged(tag);
        if let OpenSequence::Content(slot) = sequence {
            self.press.content.add(slot, identifier);
        }
        self.open = Some(sequence);
    }

    fn end(&mut self) {
        if self.open.take().is_some() {
            self.surface.end_tagged();
        }
    }
}
