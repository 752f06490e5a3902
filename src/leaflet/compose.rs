//! Composing: a [`Selection`] becomes the tree of a [`Leaflet`], in the order of the design.
//!
//! Parts point to each other: contents to sections, sections to their questions and to glossary entries, entries back
//! to the places where their words stand. So parts are made in the order in which they need each other, as loose
//! branches, and put into the root in reading order at the end. Page numbers stay open: layout fills them in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::{Address, ContactKind, Id, Inline, Status};
use crate::diagnostic::SourceSpan;
use crate::library::Clinic;
use crate::selection::Selection;
use crate::wording::{Piece, Wording, pieces};

use super::edition::Edition;
use super::imprint::Imprint;
use super::nobreak::keep_together;
use super::provenance::Provenance;
use super::terms::Vocabulary;
use super::{Fill, Leaflet, Node, NodeId, Part, Role, Target, Weight};

/// Composes the selected sections, with everything that surrounds them, into a leaflet that says of its making what `imprint`
/// does.
///
/// ```
/// # use careleaf::selection::{Request, Wanted};
/// # let reading = careleaf::library::read("leaflets".as_ref());
/// # let library = reading.library.expect("the library is sound");
/// # let request = Request {
/// #     leaflet: "acute".to_owned(),
/// #     sections: Wanted::Sections(vec!["follow-up".to_owned()]),
/// #     text_size: Default::default(),
/// #     printing: Default::default(),
/// #     date: jiff::civil::date(2026, 11, 28),
/// #     clinic: None,
/// #     allow_overdue: None,
/// # };
/// # let selection = careleaf::selection::select(&library, &request)?;
/// use careleaf::leaflet::{Imprint, Part, compose};
///
/// let leaflet = compose(&selection, &Imprint::default());
/// let urgent_help = leaflet.part(&Part::UrgentHelp).expect("it is always there");
/// assert!(leaflet.text_of(urgent_help).contains("999"));
/// // The same words have the same code, whenever the leaflet is made.
/// assert_eq!(leaflet.edition.code(), compose(&selection, &Imprint::default()).edition.code());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compose(selection: &Selection, imprint: &Imprint) -> Leaflet {
    let mut composer = Composer::new(selection, imprint);
    let contacts = composer.contacts();
    let questions = composer.questions();
    let urgent_help = composer.urgent_help();
    let sections = composer.sections();
    composer.list_words_of_questions();
    let glossary = composer.glossary();
    let about = composer.about(glossary);
    let opening = composer.opening();

    let mut listed: Vec<NodeId> = composer.changes().into_iter().collect();
    listed.extend(sections);
    listed.extend(questions);
    listed.extend(glossary);
    listed.push(about);
    let contents = composer.contents(&listed);
    let parts = [opening, urgent_help, contacts, contents];
    for part in parts.into_iter().chain(listed) {
        composer.leaflet.attach(NodeId::ROOT, part);
    }
    composer.finish()
}

/// A leaflet in the making.
pub(super) struct Composer<'a> {
    pub(super) selection: &'a Selection<'a>,
    pub(super) imprint: &'a Imprint,
    pub(super) leaflet: Leaflet,
    pub(super) vocabulary: Vocabulary<'a>,
    /// The heading of each chosen section: where cross-references lead.
    pub(super) section_headings: BTreeMap<Id, NodeId>,
    /// The words of the questions, and of what stands above them, each with the node that they are listed at.
    pub(super) question_words: Vec<(NodeId, &'a [Inline])>,
    /// The heading of each chosen section's questions.
    pub(super) question_headings: BTreeMap<Id, NodeId>,
}

/// What stands in a template's braces.
pub(super) enum Slot<'s> {
    /// Words.
    Words(&'s str),
    /// The number of the page that a node stands on.
    PageNumber(NodeId),
    /// Words that lead to a node.
    Reference(NodeId, &'s str),
    /// An address, as people read it, as a link.
    Online(&'s Address),
    /// Words that are filled in when the leaflet is made.
    Fill(Fill),
}

/// What the header of every page says of the leaflet's status.
fn header_notice(selection: &Selection, wording: &'static Wording) -> Option<&'static str> {
    match (selection.status(), &selection.overdue) {
        (Status::Draft, None) => Some(&wording.header_draft),
        (Status::Draft, Some(_)) => Some(&wording.header_overdue_draft),
        (Status::Approved | Status::Withdrawn, Some(_)) => Some(&wording.header_overdue),
        (Status::Approved | Status::Withdrawn, None) => None,
    }
}

fn preset_title(selection: &Selection) -> Option<String> {
    let title = selection.preset?.title.as_ref()?;
    Some(title.text.clone())
}

impl<'a> Composer<'a> {
    fn new(selection: &'a Selection<'a>, imprint: &'a Imprint) -> Composer<'a> {
        let source = selection.leaflet;
        let wording = Wording::for_language(&source.language)
            .expect("the reader refuses a language without wording");
        let root = Node {
            role: Role::Document,
            children: Vec::new(),
            language: None,
            span: None,
        };
        Composer {
            selection,
            imprint,
            vocabulary: Vocabulary::new(&selection.library.glossary),
            leaflet: Leaflet {
                title: source.title.clone(),
                short_title: source.short_title.clone(),
                preset_title: preset_title(selection),
                publisher: selection.library.house.name.clone(),
                language: source.language.clone(),
                wording,
                status: selection.status(),
                header_notice: header_notice(selection, wording),
                review_due: selection.review_due,
                edition: Edition::default(),
                made_on: imprint.made_on.unwrap_or(selection.date),
                contacts: selection.clinic.map(contacts_of).unwrap_or_default(),
                typefaces: Arc::clone(&selection.library.house.typefaces),
                provenance: Provenance::of(selection, imprint),
                nodes: vec![root],
            },
            section_headings: BTreeMap::new(),
            question_words: Vec::new(),
            question_headings: BTreeMap::new(),
        }
    }

    fn finish(mut self) -> Leaflet {
        self.leaflet.edition = Edition::of(&self.leaflet);
        self.leaflet
    }

    pub(super) fn wording(&self) -> &'static Wording {
        self.leaflet.wording
    }

    /// A part that stands nowhere yet, with its heading.
    pub(super) fn part(&mut self, part: Part, title: &str) -> (NodeId, NodeId) {
        let part = self.leaflet.add_loose(Role::Part(part));
        let heading = self.line(part, Role::Heading(2), title);
        (part, heading)
    }

    /// A node that holds nothing but words.
    pub(super) fn line(&mut self, parent: NodeId, role: Role, words: &str) -> NodeId {
        let line = self.leaflet.add(parent, role);
        self.text(line, words, Weight::Regular);
        line
    }

    /// A leaf of words.
    pub(super) fn text(&mut self, parent: NodeId, words: &str, weight: Weight) -> NodeId {
        let direction = self.leaflet.language.direction();
        let text = keep_together(words, self.wording(), direction);
        self.leaflet.add(parent, Role::Text { text, weight })
    }

    /// The program's words, with what stands in their braces.
    pub(super) fn words(&mut self, parent: NodeId, template: &str, slots: &[(&str, Slot)]) {
        for piece in pieces(template) {
            match piece {
                Piece::Words(words) => {
                    self.text(parent, words, Weight::Regular);
                }
                Piece::Place(name) => {
                    let slot = slots.iter().find(|(place, _)| *place == name);
                    let (_, slot) = slot.expect("every place in the wording's templates is named");
                    self.slot(parent, slot);
                }
            }
        }
    }

    fn slot(&mut self, parent: NodeId, slot: &Slot) {
        match slot {
            Slot::Words(words) => {
                self.text(parent, words, Weight::Regular);
            }
            Slot::PageNumber(place) => {
                self.leaflet.add(parent, Role::PageNumber(*place));
            }
            Slot::Reference(node, words) => {
                let link = self.leaflet.add(parent, Role::Link(Target::Node(*node)));
                self.text(link, words, Weight::Regular);
            }
            Slot::Online(address) => self.address(parent, address),
            Slot::Fill(fill) => {
                self.leaflet.add(parent, Role::Fill(*fill));
            }
        }
    }

    /// An address as people read and type it, as a link.
    pub(super) fn address(&mut self, parent: NodeId, address: &Address) {
        let target = Target::Online(address.clone());
        let link = self.leaflet.add(parent, Role::Link(target));
        self.text(link, address.readable(), Weight::Regular);
    }

    /// Notes where a node's text was written.
    pub(super) fn written_at(&mut self, node: NodeId, span: SourceSpan) -> NodeId {
        self.leaflet.node_mut(node).span = Some(span);
        node
    }
}

fn contacts_of(clinic: &Clinic) -> BTreeMap<ContactKind, String> {
    let lines = [
        (ContactKind::Urgent, clinic.urgent_line.as_ref()),
        (ContactKind::Nurse, clinic.nurse.as_ref()),
        (ContactKind::Clinic, Some(&clinic.name)),
    ];
    lines
        .into_iter()
        .filter_map(|(kind, line)| Some((kind, line?.clone())))
        .collect()
}
