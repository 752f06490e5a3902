//! What a parsed SVG draws, looked at for what no page can hold: numbers that have become too large on the way, clips
//! within clips, and lines of very many dashes. Its text is looked at on the same way down ([`super::text`]).

use std::ops::Range;

use usvg::tiny_skia_path::{Path as Outline, PathSegment, Point, Transform};
use usvg::{ClipPath, Group, Node, Paint, Path, Stroke, Tree};

use super::fault::{Excess, FigureError, FigureFault, quoted};
use super::limits::{DEEPEST_CLIPS, LARGEST_NUMBER, LARGEST_TILE, MOST_DASHES, MOST_LAYERS};
use super::trace::Traced;
use crate::length::Length;

/// A drawing while it is looked at.
pub(super) struct Inspection<'t> {
    /// What is drawn.
    pub(super) tree: &'t Tree,
    /// The least scale that it is placed at.
    pub(super) scale: f32,
    /// Where its elements stand in the file, if that is known.
    pub(super) traced: Option<&'t Traced>,
    /// The faults so far.
    pub(super) faults: Vec<FigureFault>,
    /// The size of the smallest text so far, as placed.
    pub(super) smallest_text: Option<Length>,
    dashes: u64,
    /// How much is painted in layers of its own, in areas of the picture.
    layers: f32,
}

/// Where the inspection is.
#[derive(Clone, Default)]
pub(super) struct Position {
    /// The element of the file that is nearest, if that is known.
    pub(super) place: Option<Range<usize>>,
    /// Whether what is drawn here becomes part of a pattern, a mask or a clip path.
    pub(super) is_shape: bool,
    /// How many clipped groups are around.
    clips: usize,
}

impl<'t> Inspection<'t> {
    /// Looks through a drawing.
    pub(super) fn of(tree: &'t Tree, scale: f32, traced: Option<&'t Traced>) -> Self {
        let mut inspection = Inspection {
            tree,
            scale,
            traced,
            faults: Vec::new(),
            smallest_text: None,
            dashes: 0,
            layers: 0.0,
        };
        inspection.group(tree.root(), &Position::default());
        if inspection.dashes > MOST_DASHES {
            let error = FigureError::Excess(Excess::Dashes);
            inspection.faults.push(error.into());
        }
        if inspection.layers as u64 > MOST_LAYERS {
            let error = FigureError::Excess(Excess::Layers);
            inspection.faults.push(error.into());
        }
        if is_blank(tree.root()) {
            inspection.faults.push(FigureError::Blank.into());
        }
        inspection
    }

    /// Reports a fault at a position.
    pub(super) fn fault(&mut self, position: &Position, error: FigureError) {
        let place = position.place.clone();
        self.faults.push(FigureFault { error, place });
    }

    /// The place of a node: its own, or that of the nearest element around it.
    pub(super) fn position(&self, id: &str, around: &Position) -> Position {
        let own = self.traced.and_then(|traced| traced.place(id));
        Position {
            place: own.or_else(|| around.place.clone()),
            ..*around
        }
    }

    fn group(&mut self, group: &Group, around: &Position) {
        let mut position = self.position(group.id(), around);
        if let Some(clip) = group.clip_path() {
            position.clips += self.clip(clip, &position);
        }
        if position.clips > DEEPEST_CLIPS {
            self.fault(&position, FigureError::Clips);
            return;
        }
        let mut mask = group.mask();
        while let Some(it) = mask {
            self.shape_group(it.root(), &position);
            mask = it.mask();
        }
        self.transform(group.transform(), &position);
        self.transform(group.abs_transform(), &position);
        if group.should_isolate() {
            self.layer(group);
        }
        for node in group.children() {
            self.node(node, &position);
        }
    }

    /// Counts a group that is painted for itself. What paints it goes twice the picture's size beyond its edges.
    fn layer(&mut self, group: &Group) {
        let (size, area) = (self.tree.size(), group.abs_layer_bounding_box());
        let within = |start: f32, end: f32, side: f32| {
            (end.min(3.0 * side) - start.max(-2.0 * side)).max(0.0) / side
        };
        self.layers += within(area.left(), area.right(), size.width())
            * within(area.top(), area.bottom(), size.height());
    }

    /// Looks at a clip path and at those that clip it, and counts them.
    fn clip(&mut self, clip: &ClipPath, position: &Position) -> usize {
        let mut count = 0;
        let mut next = Some(clip);
        while let Some(clip) = next {
            count += 1;
            self.transform(clip.transform(), position);
            self.shape_group(clip.root(), position);
            next = clip.clip_path();
        }
        count
    }

    /// Looks at what becomes part of a pattern, a mask or a clip path.
    fn shape_group(&mut self, group: &Group, around: &Position) {
        let position = Position {
            is_shape: true,
            ..around.clone()
        };
        self.group(group, &position);
    }

    fn node(&mut self, node: &Node, around: &Position) {
        match node {
            Node::Group(group) => self.group(group, around),
            Node::Path(path) => {
                let position = self.position(path.id(), around);
                self.path(path, &position);
            }
            Node::Text(text) => {
                let position = self.position(text.id(), around);
                self.text(text, &position);
            }
            // Elements that load pictures are refused before.
            Node::Image(_) => {}
        }
    }

    fn path(&mut self, path: &Path, position: &Position) {
        let bounds = [path.abs_stroke_bounding_box(), path.data().bounds()];
        for bounds in bounds {
            let sides = [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()];
            self.numbers(&sides, position);
        }
        if let Some(fill) = path.fill() {
            self.paint(fill.paint(), path.abs_transform(), position);
        }
        if let Some(stroke) = path.stroke() {
            self.paint(stroke.paint(), path.abs_transform(), position);
            self.numbers(&[stroke.width().get(), stroke.dashoffset()], position);
            self.dashes(path.data(), stroke);
        }
    }

    /// Looks at what something under a transform is filled or drawn with.
    pub(super) fn paint(&mut self, paint: &Paint, around: Transform, position: &Position) {
        match paint {
            Paint::Color(_) => {}
            Paint::LinearGradient(it) => {
                self.numbers(&[it.x1(), it.y1(), it.x2(), it.y2()], position);
                self.transform(it.transform(), position);
            }
            Paint::RadialGradient(it) => {
                let ends = [it.cx(), it.cy(), it.r().get(), it.fx(), it.fy()];
                self.numbers(&ends, position);
                self.transform(it.transform(), position);
            }
            Paint::Pattern(it) => {
                let tile = it.rect();
                self.numbers(
                    &[tile.left(), tile.top(), tile.right(), tile.bottom()],
                    position,
                );
                self.transform(it.transform(), position);
                let (across, down) = around.pre_concat(it.transform()).get_scale();
                let size = self.tree.size();
                let across = tile.width() * across / size.width();
                let down = tile.height() * down / size.height();
                if across.max(down) > LARGEST_TILE {
                    self.fault(position, FigureError::Tile);
                }
                self.layers += across * down;
                self.shape_group(it.root(), position);
            }
        }
    }

    fn transform(&mut self, it: Transform, position: &Position) {
        self.numbers(&[it.sx, it.kx, it.ky, it.sy, it.tx, it.ty], position);
    }

    /// Complains of the first number that is too large.
    pub(super) fn numbers(&mut self, numbers: &[f32], position: &Position) {
        let is_held = |number: &&f32| f64::from(number.abs()) <= LARGEST_NUMBER;
        if let Some(number) = numbers.iter().find(|number| !is_held(number)) {
            self.fault(position, FigureError::Number(quoted(&number.to_string())));
        }
    }

    /// Counts the dashes that a line is broken into.
    fn dashes(&mut self, outline: &Outline, stroke: &Stroke) {
        let Some(dashes) = stroke.dasharray() else {
            return;
        };
        let period: f32 = dashes.iter().sum();
        let count = length_of(outline) / period * dashes.len() as f32;
        self.dashes = self.dashes.saturating_add(count as u64);
    }
}

/// The length of an outline, or somewhat more: of curves that of the lines from one control point to the next.
fn length_of(outline: &Outline) -> f32 {
    let mut length = 0.0;
    let (mut start, mut pen) = (Point::zero(), Point::zero());
    for segment in outline.segments() {
        let points = match segment {
            PathSegment::MoveTo(to) => {
                (start, pen) = (to, to);
                continue;
            }
            PathSegment::LineTo(to) => vec![to],
            PathSegment::QuadTo(control, to) => vec![control, to],
            PathSegment::CubicTo(first, second, to) => vec![first, second, to],
            PathSegment::Close => vec![start],
        };
        for point in points {
            length += pen.distance(point);
            pen = point;
        }
    }
    length
}

/// Whether there is nothing in a group but groups.
fn is_blank(group: &Group) -> bool {
    group.children().iter().all(|node| match node {
        Node::Group(group) => is_blank(group),
        Node::Path(_) | Node::Image(_) | Node::Text(_) => false,
    })
}
