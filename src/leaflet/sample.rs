//! Leaflets built by hand, for the tests of the stages after composing.

use std::collections::BTreeMap;

use jiff::civil::date;

use crate::content::Language;
use crate::library::Status;
use crate::selection::TextSize;
use crate::wording::Wording;

use super::{Edition, Leaflet, Node, NodeId, Role, Weight};

/// A leaflet with a root and nothing in it.
pub(crate) fn empty() -> Leaflet {
    let language = Language::parse("en-GB").expect("a language");
    let mut leaflet = Leaflet {
        title: "Treatment for colds".to_owned(),
        short_title: "Colds".to_owned(),
        publisher: "Northfield Hospitals".to_owned(),
        wording: Wording::for_language(&language).expect("words in English"),
        language,
        status: Status::Draft,
        review_due: date(2027, 8, 5),
        edition: Edition("K7QM-2F4X-9TRH".to_owned()),
        made_on: date(2026, 11, 23),
        text_size: TextSize::default(),
        contacts: BTreeMap::new(),
        nodes: Vec::new(),
    };
    leaflet.nodes.push(node(Role::Document));
    leaflet
}

/// Adds a node after the others in `parent`.
pub(crate) fn add(leaflet: &mut Leaflet, parent: NodeId, role: Role) -> NodeId {
    let id = NodeId(leaflet.nodes.len() as u32);
    leaflet.nodes.push(node(role));
    leaflet.nodes[parent.index()].children.push(id);
    id
}

/// Adds words.
pub(crate) fn say(leaflet: &mut Leaflet, parent: NodeId, words: &str) -> NodeId {
    let role = Role::Text {
        text: words.to_owned(),
        weight: Weight::Regular,
    };
    add(leaflet, parent, role)
}

/// Adds a block of words.
pub(crate) fn block(leaflet: &mut Leaflet, parent: NodeId, (role, words): (Role, &str)) -> NodeId {
    let id = add(leaflet, parent, role);
    say(leaflet, id, words);
    id
}

/// Sets the language of a node.
pub(crate) fn speak(leaflet: &mut Leaflet, id: NodeId, language: &str) {
    leaflet.nodes[id.index()].language = Language::parse(language);
}

/// Says where a node was written.
pub(crate) fn written(leaflet: &mut Leaflet, id: NodeId, span: crate::diagnostic::SourceSpan) {
    leaflet.nodes[id.index()].span = Some(span);
}

fn node(role: Role) -> Node {
    Node {
        role,
        children: Vec::new(),
        language: None,
        span: None,
    }
}
