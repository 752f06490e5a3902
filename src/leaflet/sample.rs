//! Leaflets built by hand, for the tests of the stages after composing and after arranging.

use std::collections::BTreeMap;

use jiff::civil::date;

use crate::content::{Id, Status};
use crate::language::Language;
use crate::wording::Wording;

use crate::paged;

use super::{Edition, Leaflet, NodeId, Provenance, Role, Weight};

/// The roles that a leaflet is built of.
pub(crate) trait SampleRole: Sized {
    /// The root's.
    const DOCUMENT: Self;

    /// A leaf of words.
    fn text(text: String, weight: Weight) -> Self;
}

impl SampleRole for Role {
    const DOCUMENT: Role = Role::Document;

    fn text(text: String, weight: Weight) -> Role {
        Role::Text { text, weight }
    }
}

impl SampleRole for paged::Role {
    const DOCUMENT: paged::Role = paged::Role::Document;

    fn text(text: String, weight: Weight) -> paged::Role {
        paged::Role::Text { text, weight }
    }
}

/// A leaflet with a root and nothing in it.
pub(crate) fn empty<R: SampleRole>() -> Leaflet<R> {
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
    leaflet.add_loose(R::DOCUMENT);
    leaflet
}

/// Adds words.
pub(crate) fn say<R: SampleRole>(leaflet: &mut Leaflet<R>, parent: NodeId, words: &str) -> NodeId {
    leaflet.add(parent, R::text(words.to_owned(), Weight::Regular))
}

/// Adds a block of words.
pub(crate) fn block<R: SampleRole>(
    leaflet: &mut Leaflet<R>,
    parent: NodeId,
    (role, words): (R, &str),
) -> NodeId {
    let id = leaflet.add(parent, role);
    say(leaflet, id, words);
    id
}
