//! Leaflets built by hand, for the tests of the stages after composing.

use std::collections::BTreeMap;

use jiff::civil::date;

use crate::content::{Id, Status};
use crate::language::Language;
use crate::printing::{Printing, TextSize};
use crate::wording::Wording;

use super::{Edition, Leaflet, NodeId, Provenance, Role, Weight};

/// A leaflet with a root and nothing in it.
pub(crate) fn empty() -> Leaflet {
    let language = Language::parse("en-GB").expect("a language");
    let mut leaflet = Leaflet {
        title: "Treatment for colds".to_owned(),
        short_title: "Colds".to_owned(),
        preset_title: None,
        publisher: "Northfield Hospitals".to_owned(),
        wording: Wording::for_language(&language).expect("words in English"),
        language,
        status: Status::Draft,
        header_notice: None,
        review_due: date(2027, 8, 5),
        edition: Edition::parse("0000-0000-0000").expect("noughts have the check character nought"),
        made_on: date(2026, 11, 23),
        text_size: TextSize::default(),
        printing: Printing::default(),
        contacts: BTreeMap::new(),
        typefaces: std::sync::Arc::default(),
        provenance: Provenance {
            leaflet: Id::parse("colds").expect("an id"),
            date: date(2026, 11, 23),
            preset: None,
            clinic: None,
            overdue_reason: None,
            since: None,
            sources: Vec::new(),
            revision: None,
        },
        nodes: Vec::new(),
    };
    leaflet.add_loose(Role::Document);
    leaflet
}

/// Adds words.
pub(crate) fn say(leaflet: &mut Leaflet, parent: NodeId, words: &str) -> NodeId {
    let role = Role::Text {
        text: words.to_owned(),
        weight: Weight::Regular,
    };
    leaflet.add(parent, role)
}

/// Adds a block of words.
pub(crate) fn block(leaflet: &mut Leaflet, parent: NodeId, (role, words): (Role, &str)) -> NodeId {
    let id = leaflet.add(parent, role);
    say(leaflet, id, words);
    id
}
