//! The contrast of a drawing's text with what is behind it (WCAG 2.2, success criterion 1.4.6: at least 7 to 1).
//!
//! The drawing is painted twice, with its text and without, on white. What differs is the text, and what it differs from
//! is behind it, be that a plain shape, a gradient or something half see-through. Of each stroke of a letter the dot
//! with the best contrast counts: its edges are mixed with what is behind them.

use std::ops::Range;

use resvg::tiny_skia::{Color as Paper, Pixmap, Transform};
use usvg::roxmltree::{Document, Node as Element};
use usvg::tiny_skia_path::{Path as Outline, PathSegment, Point, Rect};
use usvg::{Group, Node, Text, Tree};

use super::drawing::{Inspection, Position};
use super::fault::FigureError;
use super::glance::{contrast, is_plainly_legible};
use super::limits::{LEAST_CONTRAST, SMALLEST_TEXT};
use super::text::{is_seen, words_of};
use crate::color::Color;

/// How many dots are painted for a point on paper: the stems of letters of 12 pt are wider than a dot.
const DOTS_PER_POINT: f32 = 2.0;
/// What rounding to whole steps of colour may take from a contrast.
const TOLERANCE: f32 = 0.05;

/// The text of an SVG file with nothing in its `<text>` elements.
pub(super) fn without_words(document: &Document) -> String {
    let file = document.input_text();
    let mut copy = String::with_capacity(file.len());
    let mut copied_up_to = 0;
    let is_text = |node: &Element| node.is_element() && node.tag_name().name() == "text";
    for text in document.descendants().filter(is_text) {
        let (Some(first), Some(last)) = (text.first_child(), text.last_child()) else {
            continue;
        };
        let inside = first.range().start..last.range().end;
        if inside.start >= copied_up_to {
            copy.push_str(&file[copied_up_to..inside.start]);
            copied_up_to = inside.end;
        }
    }
    copy.push_str(&file[copied_up_to..]);
    copy
}

/// Complains of text that is pale against what is behind it in `background`, the same drawing without its words.
pub(super) fn check(inspection: &mut Inspection, background: &Tree) {
    if is_plainly_legible(inspection, background) {
        return;
    }
    let scale = inspection.scale * DOTS_PER_POINT;
    let painted = |tree| Painted::new(tree, scale);
    let (Some(ink), Some(paper)) = (painted(inspection.tree), painted(background)) else {
        return;
    };
    let contrasts = Contrasts { ink, paper };
    let root = inspection.tree.root();
    contrasts.group(root, inspection, &Position::default());
}

/// A drawing, painted on white.
pub(super) struct Painted {
    dots: Pixmap,
    /// Dots for a unit of the drawing.
    scale: f32,
    /// The luminances of the greys.
    luminances: [f32; 256],
}

impl Painted {
    /// Paints a drawing with so many dots for a unit. `None` if there would be no dots, or too many.
    pub(super) fn new(tree: &Tree, scale: f32) -> Option<Painted> {
        let dots = |length: f32| (length * scale).ceil() as u32;
        let size = tree.size();
        let mut painted = Pixmap::new(dots(size.width()), dots(size.height()))?;
        painted.fill(Paper::WHITE);
        let transform = Transform::from_scale(scale, scale);
        resvg::render(tree, transform, &mut painted.as_mut());
        Some(Painted {
            dots: painted,
            scale,
            luminances: std::array::from_fn(|value| linear(value as u8)),
        })
    }

    fn luminance(&self, column: u32, row: u32) -> f32 {
        let dot = self.dots.pixel(column, row).expect("the dot is within");
        // The paper is opaque, so nothing was multiplied with less than 1.
        let value = |channel: u8| self.luminances[usize::from(channel)];
        0.2126 * value(dot.red()) + 0.7152 * value(dot.green()) + 0.0722 * value(dot.blue())
    }

    /// The relative luminances of all dots in a place, given in the drawing's units.
    pub(super) fn luminances(&self, place: Rect) -> impl Iterator<Item = f32> {
        let ends = |first: f32, last: f32| [first * self.scale, last * self.scale].into_iter();
        let columns = dots(ends(place.left(), place.right()), self.dots.width());
        let rows = dots(ends(place.top(), place.bottom()), self.dots.height());
        let all = rows.flat_map(move |row| columns.clone().map(move |column| (column, row)));
        all.map(|(column, row)| self.luminance(column, row))
    }
}

/// The part of a relative luminance that one channel at a value has.
fn linear(value: u8) -> f32 {
    Color { rgb: [value; 3] }.luminance()
}

struct Contrasts {
    /// The drawing with its words.
    ink: Painted,
    /// The drawing without them.
    paper: Painted,
}

impl Contrasts {
    fn group(&self, group: &Group, inspection: &mut Inspection, around: &Position) {
        let around = inspection.position(group.id(), around);
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group, inspection, &around),
                Node::Text(text) => {
                    let position = inspection.position(text.id(), &around);
                    self.text(text, inspection, &position);
                }
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }

    fn text(&self, text: &Text, inspection: &mut Inspection, position: &Position) {
        // Smaller text, which is refused for its size, has stems thinner than a dot.
        let mut spans = text.chunks().iter().flat_map(|chunk| chunk.spans());
        let is_small = spans.any(|span| inspection.placed_size(span, text) < SMALLEST_TEXT);
        if is_small || !is_seen(text) {
            return;
        }
        let mut least = f32::INFINITY;
        self.flattened(text.flattened(), text.abs_transform(), &mut least);
        if least < LEAST_CONTRAST - TOLERANCE {
            let error = FigureError::PaleText {
                contrast: least,
                words: words_of(text),
            };
            inspection.fault(position, error);
        }
    }

    /// Looks at the outlines of letters.
    fn flattened(&self, group: &Group, transform: Transform, least: &mut f32) {
        let transform = transform.pre_concat(group.transform());
        for node in group.children() {
            match node {
                Node::Group(group) => self.flattened(group, transform, least),
                Node::Path(path) => self.outline(path.data(), transform, least),
                Node::Text(_) | Node::Image(_) => {}
            }
        }
    }

    /// Looks at an outline, each closed line of it for itself.
    fn outline(&self, outline: &Outline, transform: Transform, least: &mut f32) {
        let transform = transform.post_scale(self.ink.scale, self.ink.scale);
        let mut stroke: Vec<Point> = Vec::new();
        for segment in outline.segments() {
            match segment {
                PathSegment::MoveTo(to) => {
                    *least = least.min(self.best(&mut stroke, transform));
                    stroke.push(to);
                }
                PathSegment::LineTo(to) => stroke.push(to),
                PathSegment::QuadTo(control, to) => stroke.extend([control, to]),
                PathSegment::CubicTo(first, second, to) => stroke.extend([first, second, to]),
                PathSegment::Close => {}
            }
        }
        *least = least.min(self.best(&mut stroke, transform));
    }

    /// The best contrast in the box around some points, which are taken out.
    fn best(&self, points: &mut Vec<Point>, transform: Transform) -> f32 {
        transform.map_points(points);
        let columns = dots(points.iter().map(|point| point.x), self.ink.dots.width());
        let rows = dots(points.iter().map(|point| point.y), self.ink.dots.height());
        points.clear();
        let all = rows.flat_map(|row| columns.clone().map(move |column| (column, row)));
        // Where there is no dot there is nothing to complain of.
        all.map(|(column, row)| self.contrast(column, row))
            .reduce(f32::max)
            .unwrap_or(f32::INFINITY)
    }

    fn contrast(&self, column: u32, row: u32) -> f32 {
        let [ink, paper] = [&self.ink, &self.paper].map(|it| it.luminance(column, row));
        contrast(ink, paper)
    }
}

/// The dots that reach over some coordinates, of so many that there are.
fn dots(coordinates: impl Iterator<Item = f32> + Clone, count: u32) -> Range<u32> {
    let first = coordinates.clone().fold(f32::INFINITY, f32::min);
    let last = coordinates.fold(f32::NEG_INFINITY, f32::max);
    (first.max(0.0).floor() as u32).min(count)..(last.max(0.0).ceil() as u32).min(count)
}
