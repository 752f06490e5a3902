//! What an SVG file may hold, looked at before it is parsed: parsing passes over in silence whatever it does not know.
//!
//! In: the file's elements. Refused: what would not be drawn or not as it is meant, what leads out of the file, and what
//! points to something that is not in it. Notes that drawing programs keep for themselves are read over.

use std::collections::BTreeMap;
use std::ops::Range;

use usvg::roxmltree::{Attribute, Document, Node};

use super::fault::{Excess, FigureError, FigureFault, quoted};
use super::limits::{MOST_ELEMENTS, MOST_STYLES};
use super::property;
use super::reference::{Reference, ReferenceRole};
use super::style::{self, Declaration, StylePassage, StyleRule};

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
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What is said of a document's elements outside their tree.
pub(super) struct Markup<'a, 'd> {
    /// The elements by their ids.
    pub(super) ids: BTreeMap<&'a str, Node<'a, 'd>>,
    /// What each element refers to, by its attributes and by all styles that are for it; by the number of its node.
    pub(super) references: BTreeMap<usize, Vec<Reference<'a>>>,
}

/// Looks through a document, and finds all that would not print.
pub(super) fn check<'a, 'd>(document: &'a Document<'d>) -> (Markup<'a, 'd>, Vec<FigureFault>) {
    let mut reader = MarkupReader {
        file: document.input_text(),
        faults: Vec::new(),
        rule_references: Vec::new(),
        markup: Markup {
            ids: BTreeMap::new(),
            references: BTreeMap::new(),
        },
    };
    reader.size(document.root_element());
    let elements: Vec<Node> = elements(document).collect();
    // Each of them is compared with each rule.
    if elements.len() as u64 > MOST_ELEMENTS {
        let error = FigureError::Excess(Excess::Elements);
        reader.faults.push(error.into());
        return (reader.markup, reader.faults);
    }
    for element in &elements {
        reader.id(*element);
    }
    let rules = reader.sheets(document);
    for element in &elements {
        reader.element(*element, &rules);
    }
    reader.references();
    (reader.markup, reader.faults)
}

/// The elements that are no notes.
fn elements<'a, 'd>(document: &'a Document<'d>) -> impl Iterator<Item = Node<'a, 'd>> {
    let elements = document.descendants().filter(Node::is_element);
    elements.filter(|element| !is_note(*element))
}

/// Whether an element is a note, or stands in one.
pub(super) fn is_note(element: Node) -> bool {
    element.ancestors().any(|element| {
        let tag = element.tag_name();
        match tag.namespace() {
            None | Some(SVG) => NOTES.contains(&tag.name()),
            Some(other) => NOTE_NAMESPACES.iter().any(|note| other.starts_with(note)),
        }
    })
}

struct MarkupReader<'a, 'd> {
    file: &'a str,
    faults: Vec<FigureFault>,
    /// What rules refer to, be they for an element or not.
    rule_references: Vec<Reference<'a>>,
    markup: Markup<'a, 'd>,
}

impl<'a, 'd> MarkupReader<'a, 'd> {
    fn fault(&mut self, element: Node, error: FigureError) {
        self.faults.push(FigureFault::at(self.tag(element), error));
    }

    /// Where the opening tag of an element starts.
    fn tag(&self, element: Node) -> Range<usize> {
        let start = element.range().start;
        let name = self.file[start..].find(|c: char| c.is_whitespace() || c == '>' || c == '/');
        start..start + name.unwrap_or(1)
    }

    fn size(&mut self, svg: Node) {
        let absolute = |name| {
            svg.attribute(name)
                .is_some_and(|value| !value.ends_with('%') && value != "auto")
        };
        let is_sized = svg.has_attribute("viewBox") || (absolute("width") && absolute("height"));
        if !is_sized {
            self.fault(svg, FigureError::NoSize);
        }
    }

    fn id(&mut self, element: Node<'a, 'd>) {
        let Some(id) = element.attribute("id") else {
            return;
        };
        if self.markup.ids.insert(id, element).is_some() {
            self.fault(element, FigureError::SameId(quoted(id)));
        }
    }

    /// The rules of all `<style>` elements: those in notes are read too.
    fn sheets(&mut self, document: &'a Document<'d>) -> Vec<StyleRule<'a>> {
        let is_style = |node: &Node| node.is_element() && node.tag_name().name() == "style";
        let mut rules = Vec::new();
        for element in document.descendants().filter(is_style) {
            let mut pieces = element.children().filter(Node::is_text);
            let Some(text) = pieces.next() else { continue };
            // The reader takes the first piece alone: a comment of XML ends it.
            if let Some(rest) = pieces.next() {
                let error = FigureError::Style(quoted(rest.text().unwrap_or_default()));
                self.faults.push(FigureFault::at(rest.range(), error));
            }
            let sheet = StylePassage::new(self.file, text.range(), text.text().unwrap_or_default());
            rules.extend(style::rules(&sheet, &mut self.faults));
            let size = |rule: &StyleRule| rule.selectors.len() + rule.declarations.len();
            if rules.iter().map(size).sum::<usize>() > MOST_STYLES {
                self.fault(element, FigureError::Excess(Excess::Styles));
                return Vec::new();
            }
        }
        let declarations = rules.iter().flat_map(|rule| &rule.declarations);
        for declaration in declarations {
            self.declaration(declaration);
            self.rule_references.extend(Reference::of(declaration));
        }
        rules
    }

    fn element(&mut self, element: Node<'a, 'd>, rules: &[StyleRule<'a>]) {
        let tag = element.tag_name();
        let is_known = matches!(tag.namespace(), None | Some(SVG));
        if !is_known || !ELEMENTS.contains(&tag.name()) {
            self.fault(element, FigureError::Element(quoted(tag.name())));
            return;
        }
        let mut references = Vec::new();
        for attribute in element.attributes() {
            references.extend(self.attribute(element, attribute));
        }
        for rule in rules {
            let is_for = |selector: &simplecss::Selector| selector.matches(&Styled(element));
            if rule.selectors.iter().any(is_for) {
                references.extend(rule.declarations.iter().filter_map(Reference::of));
            }
        }
        if !references.is_empty() {
            self.markup
                .references
                .insert(element.id().get_usize(), references);
        }
    }

    /// Looks at an attribute, and finds what it refers to.
    fn attribute(&mut self, element: Node, attribute: Attribute<'a, 'd>) -> Vec<Reference<'a>> {
        let (name, value) = (attribute.name(), attribute.value());
        let place = attribute.range();
        match (attribute.namespace(), name) {
            (Some(XML), "space" | "lang") | (None, "id" | "class") => Vec::new(),
            (None | Some(XLINK), "href") => {
                // Where a link leads makes no difference on paper.
                let target = ReferenceRole::of_link(element.tag_name().name());
                target.map_or_else(Vec::new, |role| vec![Reference::link(role, value, place)])
            }
            (None, "style") => {
                let style = StylePassage::new(self.file, attribute.range_value(), value);
                let declarations = style::declarations(&style, &mut self.faults);
                // `xml:space` is read, and says the same.
                let keeps_spaces = element.attribute((XML, "space")) == Some("preserve");
                for declaration in &declarations {
                    let is_said_twice = keeps_spaces
                        && declaration.name == "white-space"
                        && declaration.value == "pre";
                    if !is_said_twice {
                        self.declaration(declaration);
                    }
                }
                declarations.iter().filter_map(Reference::of).collect()
            }
            (None, _) => {
                let error =
                    property::fault_in_attribute(name, value).or_else(|| huge_point(name, value));
                let error = error.map(|error| FigureFault::at(place.clone(), error));
                self.faults.extend(error);
                let declaration = Declaration {
                    name,
                    value,
                    place,
                    is_read: true,
                };
                Reference::of(&declaration).into_iter().collect()
            }
            (Some(SVG | XML), _) => {
                let error = FigureError::Attribute(quoted(name));
                self.faults.push(FigureFault::at(place, error));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn declaration(&mut self, declaration: &Declaration) {
        let (name, value) = (declaration.name, declaration.value);
        let error = if declaration.is_read {
            property::fault_in_style(name, value)
        } else {
            Some(property::unread(name, value))
        };
        let error = error.map(|error| FigureFault::at(declaration.place.clone(), error));
        self.faults.extend(error);
    }

    /// Complains of what is referred to and is not in the file, or is something else than is needed.
    fn references(&mut self) {
        let references = self.markup.references.values().flatten();
        let references = references.chain(&self.rule_references);
        let faults = references.filter_map(|reference| reference.fault(&self.markup.ids));
        self.faults.extend(faults.collect::<Vec<_>>());
    }
}

/// The first number in an outline that is too large.
fn huge_point(name: &str, value: &str) -> Option<FigureError> {
    if name != "d" {
        return None;
    }
    let huge = property::outline(value).huge?;
    Some(FigureError::Number(quoted(&huge.to_string())))
}

/// An element, to the reader of selectors.
struct Styled<'a, 'd>(Node<'a, 'd>);

impl simplecss::Element for Styled<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Styled)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Styled)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: simplecss::AttributeOperator) -> bool {
        let value = self.0.attribute(name);
        value.is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: simplecss::PseudoClass) -> bool {
        matches!(class, simplecss::PseudoClass::FirstChild)
            && self.0.prev_sibling_element().is_none()
    }
}
