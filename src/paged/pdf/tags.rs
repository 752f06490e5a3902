//! The structure tree: the leaflet's nodes as PDF structure elements.
//!
//! In: a [`Leaflet`], then the [`MarkedContent`] that drawing its pages left. Out: krilla's tag tree. The tree is planned before
//! drawing: each element's content falls into slots, one between any two child elements, and drawing files its
//! marked-content sequences under their slots. So an element that is split over pages stays one element, text in two
//! weights is one sequence, and the order of drawing does not matter. Elements without any ink are left out.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node as TagNode, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};

use crate::leaflet::{ListKind, NodeId};
use crate::paged::{Leaflet, Role};

use crate::shifted::without_marks;

use super::faults::location_of;

/// A stretch of content within one element: everything between two child elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ContentSlot(usize);

/// The leaflet's tree as structure elements with slots for their content.
pub(super) struct StructurePlan {
    slots: Vec<ContentSlot>,
    root: Vec<PlanEntry>,
}

/// What stands in an element.
enum PlanEntry {
    Element(NodeId, Vec<PlanEntry>),
    Content(ContentSlot),
}

/// What drawing leaves for the structure tree.
#[derive(Default)]
pub(super) struct MarkedContent {
    by_slot: BTreeMap<ContentSlot, Vec<Identifier>>,
    boxes: BTreeMap<NodeId, BBox>,
}

impl MarkedContent {
    /// Files a marked-content sequence or an annotation under its slot; pages come in order.
    pub(super) fn add(&mut self, slot: ContentSlot, identifier: Identifier) {
        self.by_slot.entry(slot).or_default().push(identifier);
    }

    /// Records where a figure stands.
    pub(super) fn enclose(&mut self, figure: NodeId, bounds: BBox) {
        self.boxes.entry(figure).or_insert(bounds);
    }
}

impl StructurePlan {
    /// Plans the structure of a leaflet.
    pub(super) fn of(leaflet: &Leaflet) -> StructurePlan {
        let mut planner = StructurePlanner {
            leaflet,
            slots: vec![ContentSlot(0); leaflet.node_count()],
            next: ContentSlot(0),
        };
        let mut root = Vec::new();
        planner.enter(NodeId::ROOT, &mut root);
        StructurePlan {
            slots: planner.slots,
            root,
        }
    }

    /// The slot that a node's own ink belongs to.
    pub(super) fn slot(&self, node: NodeId) -> ContentSlot {
        self.slots[node.index()]
    }

    /// The structure tree with the ink in its place. krilla itself writes the Document element around it.
    pub(super) fn tag_tree(&self, leaflet: &Leaflet, content: MarkedContent) -> TagTree {
        let mut assembly = Assembly { leaflet, content };
        TagTree::from(assembly.children(&self.root))
    }
}

/// A walk over the leaflet that deals out slots.
struct StructurePlanner<'a> {
    leaflet: &'a Leaflet,
    slots: Vec<ContentSlot>,
    next: ContentSlot,
}

impl StructurePlanner<'_> {
    fn place(&mut self, id: NodeId, siblings: &mut Vec<PlanEntry>) {
        if is_element(self.leaflet, id) {
            let mut inside = Vec::new();
            self.enter(id, &mut inside);
            siblings.push(PlanEntry::Element(id, inside));
        } else {
            self.enter(id, siblings);
        }
    }

    fn enter(&mut self, id: NodeId, entries: &mut Vec<PlanEntry>) {
        let slot = match entries.last() {
            Some(&PlanEntry::Content(slot)) => slot,
            _ => {
                let slot = self.next;
                self.next = ContentSlot(slot.0 + 1);
                entries.push(PlanEntry::Content(slot));
                slot
            }
        };
        self.slots[id.index()] = slot;
        for &child in self.leaflet.children(id) {
            self.place(child, entries);
        }
    }
}

/// Whether a node becomes an element of its own. Words do only when their language is not that of the words around
/// them (ISO 14289-1, 7.2).
fn is_element(leaflet: &Leaflet, id: NodeId) -> bool {
    let node = leaflet.node(id);
    match node.role {
        Role::Document | Role::WritingLine => false,
        Role::Text { .. } | Role::PageNumber(_) | Role::Fill(_) => node.language.is_some(),
        _ => true,
    }
}

/// The tree while it is put together; content is taken out of it, so that each identifier is used exactly once.
struct Assembly<'a> {
    leaflet: &'a Leaflet,
    content: MarkedContent,
}

impl Assembly<'_> {
    fn children(&mut self, entries: &[PlanEntry]) -> Vec<TagNode> {
        let mut nodes = Vec::new();
        for entry in entries {
            match entry {
                PlanEntry::Content(slot) => {
                    let content = self.content.by_slot.remove(slot).unwrap_or_default();
                    nodes.extend(content.into_iter().map(TagNode::from));
                }
                PlanEntry::Element(id, inside) => nodes.extend(self.element(*id, inside)),
            }
        }
        nodes
    }

    fn element(&mut self, id: NodeId, entries: &[PlanEntry]) -> Option<TagNode> {
        let role = &self.leaflet.node(id).role;
        let children = self.children(entries);
        if children.is_empty() && !stays_when_empty(role) {
            return None;
        }
        let children = match role {
            // A TOCI holds references (ISO 32000-1, table 333).
            Role::ContentsEntry => vec![TagGroup::with_children(Tag::Reference, children).into()],
            _ => children,
        };
        Some(TagGroup::with_children(self.tag(id), children).into())
    }

    fn tag(&self, id: NodeId) -> TagKind {
        let node = self.leaflet.node(id);
        let mut tag = match &node.role {
            Role::Title | Role::Heading(_) => self.heading(id),
            Role::Figure { alt, .. } | Role::Logo { alt, .. } | Role::QrCode { alt, .. } => {
                let bounds = self.content.boxes.get(&id).copied();
                Tag::Figure(Some(alt.clone())).with_bbox(bounds).into()
            }
            Role::Blank => {
                let bounds = self.content.boxes.get(&id).copied();
                let words = self.leaflet.wording.blank.to_owned();
                Tag::Figure(Some(words)).with_bbox(bounds).into()
            }
            role => plain_tag(role),
        };
        tag.set_lang(node.language.as_ref().map(|it| it.tag().to_owned()));
        tag.with_location(Some(location_of(id)))
    }

    fn heading(&self, id: NodeId) -> TagKind {
        let level = self
            .leaflet
            .node(id)
            .role
            .heading_level()
            .and_then(|it| NonZeroU16::new(it.into()));
        let level = level.expect("headings are checked to have levels from 1");
        Tag::Hn(level, Some(without_marks(&self.leaflet.text_of(id)))).into()
    }
}

/// A row keeps its empty cells: without them the columns of the others would shift.
fn stays_when_empty(role: &Role) -> bool {
    matches!(role, Role::Cell | Role::HeaderCell | Role::RowHeader)
}

/// The standard structure types (ISO 32000-1, 14.8.4). A callout, side matter and a passage are groups without a type
/// of their own before PDF 2.0, so Div; a section's Sect would promise a place among the headings. A figure's caption
/// stands beside it in a Div: inside, its alternate text would hide it from a screen reader.
fn plain_tag(role: &Role) -> TagKind {
    match role {
        Role::Part(_) => Tag::Section.into(),
        Role::List(kind) => Tag::L(numbering(*kind)).into(),
        Role::Item => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::Body => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Caption => Tag::Caption.into(),
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::HeaderCell => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::FigureGroup
        | Role::FigureRow
        | Role::Callout(_)
        | Role::Passage
        | Role::SideMatter => Tag::Div.into(),
        Role::Contents => Tag::TOC.into(),
        Role::ContentsEntry => Tag::TOCI.into(),
        Role::Link(_) => Tag::Link.into(),
        Role::Text { .. } | Role::PageNumber(_) | Role::Fill(_) => Tag::Span.into(),
        _ => Tag::P.into(),
    }
}

/// How labels count (ISO 32000-1, table 347). Names and boxes to tick are not subject to any numbering.
fn numbering(kind: ListKind) -> ListNumbering {
    match kind {
        ListKind::Bullet => ListNumbering::Disc,
        ListKind::Numbered => ListNumbering::Decimal,
        ListKind::Question
        | ListKind::Contacts
        | ListKind::Terms
        | ListKind::Sources
        | ListKind::Organisations => ListNumbering::None,
    }
}
