//! What records of version 1 hashed of the parts that are no texts of the library: contacts, questions, what a leaflet says
//! of itself. Their numbers to ring stand in `house.toml`, and no other hash of such a record tells of them.
//!
//! Version 1 hashed a part as it was set on paper, before anything was filled in. This is its algorithm as it was, and never
//! changes; where a later version arranges such a part otherwise, the hashes differ and nothing is proved.

use std::collections::BTreeMap;

use crate::content::{CalloutKind, ContactKind};
use crate::hash::Fields;
use crate::leaflet::{Fill, ListKind, NodeId, Personal, Target, Weight};
use crate::paged::{Leaflet, Part, Role};
use crate::proof::record::plain;
use crate::wording;

/// The place of what stands outside the part.
const ELSEWHERE: u64 = u64::MAX;
/// What stood for a line to write on, and for what is printed on one day's copies only.
const BLANK: &str = "____";
/// What stood for the number of a page.
const NO_PAGE: &str = "…";

/// The hashes of the parts of an arranged leaflet that are no texts of the library, in reading order, each with whether it
/// tells of changes.
pub(super) fn around(leaflet: &Leaflet) -> Vec<PrintedPart> {
    let parts = leaflet.children(NodeId::ROOT).iter();
    parts
        .filter_map(|&node| match &leaflet.node(node).role {
            Role::Part(
                part @ (Part::Contacts
                | Part::Introduction
                | Part::Changes
                | Part::Questions
                | Part::About),
            ) => Some(PrintedPart {
                tells_changes: *part == Part::Changes,
                hash: printed_hash(leaflet, node),
            }),
            _ => None,
        })
        .collect()
}

/// A part that is no text of the library.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PrintedPart {
    /// Whether it tells what has changed since another edition.
    pub(super) tells_changes: bool,
    /// The hash of what is printed, as version 1 has it.
    pub(super) hash: String,
}

fn printed_hash(leaflet: &Leaflet, part: NodeId) -> String {
    let order = leaflet.descendants(part).into_iter().zip(0..).collect();
    let mut canonical = Canonical {
        leaflet,
        order,
        hash: Fields::default(),
    };
    canonical.node(part);
    let mut hash = canonical.hash;
    let Reader { lines, review, .. } = Reader::read(leaflet, part);
    for line in lines.into_iter().chain(review) {
        hash.field(line);
    }
    hash.finish().to_string()
}

/// A hash that is fed the nodes of a part in reading order.
struct Canonical<'l> {
    leaflet: &'l Leaflet,
    /// The place of each node in reading order.
    order: BTreeMap<NodeId, u64>,
    hash: Fields,
}

impl Canonical<'_> {
    fn node(&mut self, id: NodeId) {
        let leaflet = self.leaflet;
        let node = leaflet.node(id);
        let language = node.language.as_ref();
        self.hash
            .field(language.map_or("", |language| language.tag()));
        self.role(&node.role);
        self.hash.number(node.children.len() as u64);
        for &child in &node.children {
            self.node(child);
        }
    }

    fn role(&mut self, role: &Role) {
        self.hash.field(role_name(role));
        match role {
            Role::Heading(level) => self.hash.number((*level).into()),
            Role::Figure { figure, alt } | Role::Logo { figure, alt } => {
                self.hash.field(&figure.bytes);
                self.hash.field(alt);
            }
            Role::QrCode { address, alt } => {
                self.hash.field(address.as_str());
                self.hash.field(alt);
            }
            Role::Text { text, weight } => {
                self.hash.field(text);
                self.hash.number((*weight == Weight::Strong).into());
            }
            Role::Link(Target::Online(address)) => self.hash.field(address.as_str()),
            Role::Link(Target::Reach(reach)) => self.hash.field(reach.as_str()),
            Role::Link(Target::Node(id)) | Role::PageNumber(id) => {
                let place = self.order.get(id).copied();
                self.hash.number(place.unwrap_or(ELSEWHERE));
            }
            _ => {}
        }
    }
}

/// The name that version 1 had for a role. Parts that are texts of the library are not hashed here.
fn role_name(role: &Role) -> &'static str {
    match role {
        Role::Document => "document",
        Role::Part(part) => part_name(part),
        Role::Title => "title",
        Role::Subtitle => "subtitle",
        Role::Audience => "audience",
        Role::StatusNotice => "status notice",
        Role::Heading(_) => "heading",
        Role::Summary => "summary",
        Role::Paragraph => "paragraph",
        Role::Pointer => "pointer",
        Role::List(kind) => list_name(*kind),
        Role::Item => "item",
        Role::Label => "label",
        Role::Body => "body",
        Role::Table => "table",
        Role::Caption => "caption",
        Role::TableHead => "table head",
        Role::TableBody => "table body",
        Role::Row => "row",
        Role::HeaderCell => "header cell",
        Role::RowHeader => "row header",
        Role::Cell => "cell",
        Role::FigureGroup => "figure group",
        Role::FigureRow => "figure row",
        Role::Figure { .. } => "figure",
        Role::Logo { .. } => "logo",
        Role::Callout(kind) => callout_name(*kind),
        Role::CalloutLabel => "callout label",
        Role::Passage => "passage",
        Role::Contents => "contents",
        Role::ContentsEntry => "contents entry",
        Role::SideMatter => "side matter",
        Role::QrCode { .. } => "QR code",
        Role::SideLabel => "side label",
        Role::SideText => "side text",
        Role::WritingLine => "writing line",
        Role::PageReferences => "page references",
        Role::Text { .. } => "text",
        Role::Link(Target::Online(_)) => "online link",
        Role::Link(Target::Reach(_)) => "link to ring or write to",
        Role::Link(Target::Node(_)) => "inner link",
        Role::Blank => "blank",
        Role::PageNumber(_) => "page number",
        Role::Fill(fill) => fill_name(*fill),
    }
}

fn part_name(part: &Part) -> &'static str {
    match part {
        Part::Contacts => "part: contacts",
        Part::Introduction => "part: introduction",
        Part::Changes => "part: changes",
        Part::Questions => "part: questions",
        Part::About => "part: about",
        Part::Opening | Part::UrgentHelp | Part::Contents | Part::Section(_) | Part::Glossary => "",
    }
}

fn list_name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Bullet => "list: bullet",
        ListKind::Numbered => "list: numbered",
        ListKind::Question => "list: question",
        ListKind::Contacts => "list: contacts",
        ListKind::Terms => "list: terms",
        ListKind::Sources => "list: sources",
        ListKind::Organisations => "list: organisations",
    }
}

fn callout_name(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Caution => "callout: caution",
        CalloutKind::Important => "callout: important",
        CalloutKind::Note => "callout: note",
        CalloutKind::Tip => "callout: tip",
    }
}

fn fill_name(fill: Fill) -> &'static str {
    match fill {
        Fill::Edition => "fill: edition",
        Fill::MadeOn => "fill: made on",
        Fill::UrgentAdvice => "fill: urgent advice",
        Fill::ContactLine(ContactKind::Urgent) => "fill: urgent contact",
        Fill::ContactLine(ContactKind::Nurse) => "fill: nurse contact",
        Fill::ContactLine(ContactKind::Clinic) => "fill: clinic contact",
        Fill::ContactMention(ContactKind::Urgent) => "fill: urgent mention",
        Fill::ContactMention(ContactKind::Nurse) => "fill: nurse mention",
        Fill::ContactMention(ContactKind::Clinic) => "fill: clinic mention",
    }
}

/// The lines of a part, as version 1 wrote them.
struct Reader<'l> {
    leaflet: &'l Leaflet,
    lines: Vec<String>,
    review: Vec<String>,
    /// The line in the making.
    line: String,
    /// Whether it is about the review.
    is_review: bool,
}

impl<'l> Reader<'l> {
    fn read(leaflet: &'l Leaflet, part: NodeId) -> Reader<'l> {
        let mut reader = Reader {
            leaflet,
            lines: Vec::new(),
            review: Vec::new(),
            line: String::new(),
            is_review: false,
        };
        reader.block(part);
        reader.end_line();
        reader
    }

    fn block(&mut self, node: NodeId) {
        let leaflet = self.leaflet;
        match &leaflet.node(node).role {
            Role::Text { text, .. } => self.line += text,
            Role::PageNumber(_) => self.line += NO_PAGE,
            Role::Blank => self.line += BLANK,
            Role::Fill(fill) => self.fill(*fill),
            Role::Figure { alt, .. } | Role::Logo { alt, .. } | Role::QrCode { alt, .. } => {
                self.end_line();
                self.line += &format!("[{alt}]");
                self.end_line();
            }
            Role::PageReferences | Role::WritingLine => {}
            Role::Link(_) => self.blocks(node),
            Role::StatusNotice => {
                self.end_line();
                self.about_review(node);
            }
            Role::Part(Part::About) => self.about(node),
            Role::Label => {
                self.blocks(node);
                let names = self.line.ends_with(char::is_alphanumeric);
                self.line += if names { ": " } else { " " };
            }
            Role::Cell | Role::HeaderCell | Role::RowHeader => {
                if !self.line.is_empty() {
                    self.line += " | ";
                }
                self.blocks(node);
            }
            Role::Body => {
                self.blocks(node);
                self.end_line();
            }
            _ => {
                self.end_line();
                self.blocks(node);
                self.end_line();
            }
        }
    }

    fn blocks(&mut self, node: NodeId) {
        for &child in self.leaflet.children(node) {
            self.block(child);
        }
    }

    /// A block whose lines are about the review.
    fn about_review(&mut self, node: NodeId) {
        self.is_review = true;
        self.blocks(node);
        self.end_line();
        self.is_review = false;
    }

    /// The table, and what stands between it and the heading, are of the dates of review.
    fn about(&mut self, part: NodeId) {
        let leaflet = self.leaflet;
        let nodes = leaflet.children(part);
        let role = |node: &NodeId| &leaflet.node(*node).role;
        let table = nodes.iter().position(|node| *role(node) == Role::Table);
        for (place, &node) in nodes.iter().enumerate() {
            let is_heading = matches!(role(&node), Role::Heading(_));
            if !is_heading && Some(place) <= table {
                self.end_line();
                self.about_review(node);
            } else {
                self.block(node);
            }
        }
    }

    /// What a place was filled with on a copy that nothing was typed for.
    fn fill(&mut self, fill: Fill) {
        let leaflet = self.leaflet;
        let words = match fill {
            Fill::Edition | Fill::MadeOn => BLANK.to_owned(),
            Fill::UrgentAdvice => leaflet.urgent_advice(&Personal::default()).to_owned(),
            Fill::ContactLine(kind) => match leaflet.contacts.get(&kind) {
                Some(contact) => contact.clone(),
                None => BLANK.to_owned(),
            },
            Fill::ContactMention(kind) => match leaflet.contacts.get(&kind) {
                Some(contact) => {
                    wording::fill(&leaflet.wording.contact_known, &[("contact", contact)])
                }
                None => wording::fill(&leaflet.wording.contact_unknown, &[("page", NO_PAGE)]),
            },
        };
        self.line += &words;
    }

    fn end_line(&mut self) {
        let line = plain(&self.line);
        self.line.clear();
        if line.is_empty() {
            return;
        }
        if self.is_review {
            self.review.push(line);
        } else {
            self.lines.push(line);
        }
    }
}
