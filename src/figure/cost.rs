//! What drawing an SVG would cost, counted before it is parsed: an element that is referred to is drawn as often as it
//! is referred to, and a few lines can stand for millions of elements.
//!
//! The count is an upper bound. A gradient or pattern is counted for each shape below the element that names it, and a
//! marker for each of their points, whether or not a shape within has another one.

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Node};

use super::fault::{Excess, FigureError, FigureFault, quoted};
use super::limits::{DEEPEST_NESTING, MOST_CHARACTERS, MOST_ELEMENTS, MOST_POINTS};
use super::markup::{Markup, is_note};
use super::property;
use super::reference::ReferenceRole;

/// How many points the outline of a basic shape has at most.
const POINTS_OF_A_SHAPE: u64 = 9;

/// What is too costly about a document.
pub(super) fn check(document: &Document, markup: &Markup) -> Vec<FigureFault> {
    let mut counter = Counter {
        markup,
        counted: BTreeMap::new(),
        faults: Vec::new(),
    };
    let svg = document.root_element();
    let Some(cost) = counter.cost(svg, 0) else {
        return counter.faults;
    };
    let excesses = [
        (cost.elements, MOST_ELEMENTS, Excess::Elements),
        (cost.points, MOST_POINTS, Excess::Points),
        (cost.characters, MOST_CHARACTERS, Excess::Characters),
    ];
    let excesses = excesses.into_iter().filter(|(count, most, _)| count > most);
    excesses
        .map(|(.., excess)| FigureError::Excess(excess).into())
        .collect()
}

/// What it costs to draw an element with all that is below it and all that it refers to.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    elements: u64,
    points: u64,
    characters: u64,
    /// How many elements of it are filled and outlined.
    shapes: u64,
    /// How deep it goes.
    depth: usize,
}

impl Cost {
    /// Adds `times` another cost that is met with inside this one.
    fn add(&mut self, other: Cost, times: u64) {
        let add =
            |sum: &mut u64, other: u64| *sum = sum.saturating_add(other.saturating_mul(times));
        add(&mut self.elements, other.elements);
        add(&mut self.points, other.points);
        add(&mut self.characters, other.characters);
        add(&mut self.shapes, other.shapes);
        self.depth = self.depth.max(other.depth + 1);
    }
}

struct Counter<'m, 'a, 'd> {
    markup: &'m Markup<'a, 'd>,
    /// What was counted, by the numbers of nodes; `None` while the element is being counted.
    counted: BTreeMap<usize, Option<Cost>>,
    faults: Vec<FigureFault>,
}

impl<'a, 'd> Counter<'_, 'a, 'd> {
    /// The cost of an element that stands so deep. `None` if it has none: it is a part of itself, or goes too deep.
    fn cost(&mut self, element: Node<'a, 'd>, depth: usize) -> Option<Cost> {
        match self.counted.get(&element.id().get_usize()) {
            Some(Some(cost)) if depth + cost.depth <= DEEPEST_NESTING => return Some(*cost),
            Some(None) => return self.give_up(element, FigureError::Recursion(id_of(element))),
            None if depth <= DEEPEST_NESTING => {}
            _ => return self.give_up(element, FigureError::Nesting),
        }
        self.counted.insert(element.id().get_usize(), None);
        let mut cost = own_cost(element);
        for child in element.children().filter(Node::is_element) {
            if !is_note(child) && child.tag_name().name() != "style" {
                cost.add(self.cost(child, depth + 1)?, 1);
            }
        }
        self.add_references(element, &mut cost, depth)?;
        self.counted.insert(element.id().get_usize(), Some(cost));
        Some(cost)
    }

    fn add_references(
        &mut self,
        element: Node<'a, 'd>,
        cost: &mut Cost,
        depth: usize,
    ) -> Option<()> {
        let markup = self.markup;
        let Some(references) = markup.references.get(&element.id().get_usize()) else {
            return Some(());
        };
        // What is used is inside: a gradient of the element that uses it is for it too.
        let (uses, others): (Vec<_>, Vec<_>) = references
            .iter()
            .partition(|it| it.role == ReferenceRole::Use);
        for reference in uses.into_iter().chain(others) {
            // What is not what it should be is complained of elsewhere.
            let Some(target) = reference.target(&markup.ids) else {
                continue;
            };
            let target = self.cost(target, depth + 1)?;
            let times = match reference.role {
                ReferenceRole::Paint => cost.shapes,
                ReferenceRole::Marker => cost.points,
                ReferenceRole::Clip
                | ReferenceRole::Mask
                | ReferenceRole::Use
                | ReferenceRole::TextPath
                | ReferenceRole::Gradient
                | ReferenceRole::Pattern => 1,
            };
            cost.add(target, times);
        }
        Some(())
    }

    fn give_up(&mut self, element: Node, error: FigureError) -> Option<Cost> {
        let start = element.range().start;
        let place = start..start + 1 + element.tag_name().name().len();
        self.faults.push(FigureFault::at(place, error));
        None
    }
}

fn own_cost(element: Node) -> Cost {
    let mut cost = Cost {
        elements: 1,
        ..Cost::default()
    };
    match element.tag_name().name() {
        "path" => {
            let outline = element.attribute("d").map(property::outline);
            cost.points = outline.map_or(0, |outline| outline.points);
            cost.shapes = 1;
        }
        "polygon" | "polyline" => {
            cost.points = element
                .attribute("points")
                .map_or(0, |it| it.len() as u64 / 4 + 1);
            cost.shapes = 1;
        }
        "circle" | "ellipse" | "line" | "rect" => {
            cost.points = POINTS_OF_A_SHAPE;
            cost.shapes = 1;
        }
        "linearGradient" | "radialGradient" | "stop" => {
            cost.elements = 0;
            cost.points = 1;
        }
        "text" | "textPath" | "tspan" | "a" => {
            let words = element.children().filter(Node::is_text);
            let count = |text: Node| text.text().unwrap_or_default().chars().count() as u64;
            cost.characters = words.map(count).sum();
            cost.shapes = 1;
        }
        _ => {}
    }
    cost
}

fn id_of(element: Node) -> String {
    quoted(element.attribute("id").unwrap_or_default())
}
