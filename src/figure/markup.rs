//! What an SVG file may hold, looked at before it is parsed: parsing passes over in silence whatever it does not know.
//!
//! In: the file's elements. Refused: what would not be drawn, what leads out of the file, and what points to something
//! that is not in it. Notes that drawing programs keep for themselves are read over.

use std::collections::BTreeSet;

use usvg::roxmltree::{Document, Node};

use super::FigureError;

/// The elements that are drawn, or that say how.
const ELEMENTS: [&str; 24] = [
    "a",
    "circle",
    "clipPath",
    "defs",
    "ellipse",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "symbol",
    "text",
    "textPath",
    "tspan",
    "use",
];
/// The elements that say something about the drawing and are not part of it.
const NOTES: [&str; 3] = ["desc", "metadata", "title"];
/// The start of the names that drawing programs give to their own notes.
const NOTE_NAMESPACES: [&str; 9] = [
    "http://creativecommons.org/",
    "http://ns.adobe.com/",
    "http://purl.org/dc/",
    "http://sodipodi.sourceforge.net/",
    "http://web.resource.org/cc/",
    "http://www.bohemiancoding.com/",
    "http://www.inkscape.org/",
    "http://www.serif.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
];
const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The deepest nesting: parsing goes down it by recursion.
pub(super) const DEEPEST_NESTING: usize = 64;

/// Complains of the first thing in a file that would not print.
pub(super) fn check(document: &Document) -> Result<(), FigureError> {
    let svg = document.root_element();
    let absolute = |name| {
        svg.attribute(name)
            .is_some_and(|value| !value.ends_with('%'))
    };
    let sized = svg.has_attribute("viewBox") || (absolute("width") && absolute("height"));
    if !sized {
        return Err(FigureError::NoSize);
    }
    let elements = || document.descendants().filter(Node::is_element);
    if elements().any(|element| element.ancestors().nth(DEEPEST_NESTING).is_some()) {
        return Err(FigureError::Nesting);
    }
    let ids: BTreeSet<&str> = elements().filter_map(|it| it.attribute("id")).collect();
    for element in elements().filter(|element| !is_note(*element)) {
        check_element(element)?;
        check_references(element, &ids)?;
    }
    Ok(())
}

/// Whether an element is a note, or stands in one.
fn is_note(element: Node) -> bool {
    element.ancestors().any(|element| {
        let tag = element.tag_name();
        match tag.namespace() {
            None | Some(SVG) => NOTES.contains(&tag.name()),
            Some(other) => NOTE_NAMESPACES.iter().any(|note| other.starts_with(note)),
        }
    })
}

fn check_element(element: Node) -> Result<(), FigureError> {
    let tag = element.tag_name();
    let is_drawn = matches!(tag.namespace(), None | Some(SVG)) && ELEMENTS.contains(&tag.name());
    if !is_drawn {
        return Err(FigureError::Element(tag.name().to_owned()));
    }
    match at_rule(&style_of(element)) {
        Some(rule) => Err(FigureError::StyleRule(rule)),
        None => Ok(()),
    }
}

/// The words of a `<style>`; nothing in another element.
fn style_of(element: Node) -> String {
    let words = element.children().filter_map(|child| child.text());
    match element.tag_name().name() {
        "style" => words.collect(),
        _ => String::new(),
    }
}

/// The name of the first rule with an `@`, outside comments: such rules are not read.
fn at_rule(style: &str) -> Option<String> {
    let mut pieces = style.split("/*");
    let first = pieces.next();
    let after_comments = pieces.filter_map(|piece| piece.split_once("*/").map(|(_, rest)| rest));
    let (_, rule) = first
        .into_iter()
        .chain(after_comments)
        .find_map(|piece| piece.split_once('@'))?;
    let name_end = rule.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    Some(format!("@{}", &rule[..name_end.unwrap_or(rule.len())]))
}

/// Complains of what an element points to when that is not in the file. Where a link leads makes no difference on paper.
fn check_references(element: Node, ids: &BTreeSet<&str>) -> Result<(), FigureError> {
    for attribute in element.attributes() {
        let reference = match (attribute.namespace(), attribute.name()) {
            (None | Some(XLINK), "href") if element.tag_name().name() == "a" => None,
            (None | Some(XLINK), "href") => Some(attribute.value()),
            (None, _) => missing_address(attribute.value(), ids),
            _ => None,
        };
        if let Some(reference) = reference.filter(|it| !is_in_file(it, ids)) {
            return Err(FigureError::Reference(reference.trim().to_owned()));
        }
    }
    match missing_address(&style_of(element), ids) {
        Some(address) => Err(FigureError::Reference(address.to_owned())),
        None => Ok(()),
    }
}

fn is_in_file(reference: &str, ids: &BTreeSet<&str>) -> bool {
    let id = reference.trim().strip_prefix('#');
    id.is_some_and(|id| ids.contains(id))
}

/// The first `url(…)` in a value that points to nothing in the file.
fn missing_address<'v>(value: &'v str, ids: &BTreeSet<&str>) -> Option<&'v str> {
    value
        .split("url(")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap_or(rest))
        .map(|address| address.trim_matches(['"', '\'', ' ']))
        .find(|address| !is_in_file(address, ids))
}
