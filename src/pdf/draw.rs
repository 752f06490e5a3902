//! Drawing: each item of a page as PDF operators, and nothing that is neither content nor artifact.
//!
//! Items that follow one another and belong to the same slot of the structure tree, or to the same kind of artifact,
//! share one marked-content sequence. How the shapes themselves look is in [`super::glyphs`] and [`super::shapes`].

use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, SpanTag};

use crate::layout::page::{ArtifactKind, Item, Owner, Shape};
use crate::leaflet::Leaflet;

use super::faults::location_of;
use super::glyphs::draw_glyphs;
use super::shapes::{draw_disc, draw_image, draw_qr, draw_rectangle, krilla_rect};
use super::tags::{Ink, Plan, Slot};

/// What draws one page.
pub(super) struct Pen<'a> {
    surface: Surface<'a>,
    page: usize,
    plan: &'a Plan,
    ink: &'a mut Ink,
    open: Option<Sequence>,
}

/// A marked-content sequence.
#[derive(Clone, Copy, PartialEq)]
enum Sequence {
    Content(Slot),
    /// A bullet: a shape that stands for a character.
    Bullet(Slot),
    Artifact(ArtifactKind),
}

impl<'a> Pen<'a> {
    /// A pen for the page with this index.
    pub(super) fn new(
        surface: Surface<'a>,
        page: usize,
        (plan, ink): (&'a Plan, &'a mut Ink),
    ) -> Pen<'a> {
        Pen {
            surface,
            page,
            plan,
            ink,
            open: None,
        }
    }

    /// Draws an item, in its sequence.
    pub(super) fn draw(&mut self, leaflet: &Leaflet, item: &Item) {
        let sequence = match (item.owner, &item.shape) {
            (_, Shape::LinkArea(_)) => return,
            (Owner::Artifact(kind), _) => Sequence::Artifact(kind),
            (Owner::Node(node), Shape::Disc { .. }) => Sequence::Bullet(self.plan.slot(node)),
            (Owner::Node(node), _) => Sequence::Content(self.plan.slot(node)),
        };
        if let Owner::Node(node) = item.owner {
            self.surface.set_location(location_of(node));
        }
        if self.open != Some(sequence) {
            self.begin(sequence, leaflet, item.owner);
        }
        if let (Owner::Node(node), Shape::Image { rect, .. } | Shape::Qr { rect, .. }) =
            (item.owner, &item.shape)
        {
            self.ink
                .enclose(node, BBox::new(self.page, krilla_rect(rect)));
        }
        draw_shape(&mut self.surface, &item.shape);
        self.surface.reset_location();
    }

    /// Ends the page.
    pub(super) fn finish(mut self) {
        self.end();
        self.surface.finish();
    }

    fn begin(&mut self, sequence: Sequence, leaflet: &Leaflet, owner: Owner) {
        self.end();
        let bullet;
        let tag = match sequence {
            Sequence::Content(_) => ContentTag::Other,
            Sequence::Bullet(_) => {
                bullet = bullet_text(leaflet, owner);
                ContentTag::Span(SpanTag::empty().with_actual_text(Some(&bullet)))
            }
            Sequence::Artifact(kind) => ContentTag::Artifact(Artifact::with_kind(match kind {
                ArtifactKind::Header => ArtifactType::Header,
                ArtifactKind::Footer => ArtifactType::Footer,
                ArtifactKind::Ornament => ArtifactType::Layout,
            })),
        };
        let identifier = self.surface.start_tagged(tag);
        if let Sequence::Content(slot) | Sequence::Bullet(slot) = sequence {
            self.ink.add(slot, identifier);
        }
        self.open = Some(sequence);
    }

    fn end(&mut self) {
        if self.open.take().is_some() {
            self.surface.end_tagged();
        }
    }
}

/// What a bullet says: the words of its label, which layout draws as a disc.
fn bullet_text(leaflet: &Leaflet, owner: Owner) -> String {
    let words = match owner {
        Owner::Node(node) => leaflet.text_of(node),
        Owner::Artifact(_) => String::new(),
    };
    if words.is_empty() {
        "•".to_owned()
    } else {
        words
    }
}

fn draw_shape(surface: &mut Surface, shape: &Shape) {
    match shape {
        Shape::Glyphs(run) => draw_glyphs(surface, run),
        Shape::Rectangle {
            rect,
            radius,
            fill,
            stroke,
        } => draw_rectangle(surface, rect, *radius, (*fill, *stroke)),
        Shape::Disc {
            center,
            radius,
            fill,
        } => draw_disc(surface, *center, (*radius, *fill)),
        Shape::Qr { symbol, rect } => draw_qr(surface, symbol, rect),
        Shape::Image { figure, rect } => draw_image(surface, figure, rect),
        Shape::LinkArea(_) => {}
    }
}
