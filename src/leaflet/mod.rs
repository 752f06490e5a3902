//! The semantic document: what the leaflet says and how it is structured, and nothing of how it looks.
//!
//! A [`Leaflet`] is a tree of [`Node`]s, each with a [`Role`]. Layout gives every node a place on paper and the PDF's
//! structure tree follows it node by node, so the order of the tree is the order in which a screen reader reads. Text
//! stands only in leaves, and each stretch of text in one style is a leaf of its own.

mod about;
mod blocks;
mod changes;
mod compose;
mod contacts;
mod contents;
mod edition;
mod file_name;
mod glossary;
mod imprint;
mod inlines;
mod measures;
mod nobreak;
mod notices;
mod opening;
mod personal;
mod provenance;
mod questions;
#[cfg(test)]
pub(crate) mod sample;
mod section;
mod since;
mod terms;
mod urgent_help;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::content::{Address, CalloutKind, ContactKind, Id, Reach, Status};
use crate::diagnostic::SourceSpan;
use crate::figure::Figure;
use crate::language::Language;
use crate::typefaces::Typefaces;
use crate::wording::Wording;

pub use compose::compose;
pub(crate) use edition::part_hash;
pub use edition::{Edition, EditionError, is_separator};
pub use imprint::Imprint;
pub(crate) use nobreak::{POP_ISOLATE, WORD_JOINER, keep_together};
pub use personal::{Personal, PreparedFor};
pub use provenance::{PartSource, Provenance};
pub use since::{Change, ChangeKind, PartChange, Passage, Since};

/// A node of a [`Leaflet`], as an index into its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The root of every leaflet: [`Role::Document`].
    pub const ROOT: NodeId = NodeId(0);

    /// The node with this number.
    pub(crate) fn at(index: usize) -> NodeId {
        NodeId(u32::try_from(index).expect("a leaflet has under 2^32 nodes"))
    }

    /// The node's number, counted from the root in the order of creation.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A composed leaflet. A medium that arranges it in its own way has nodes with roles of its own.
#[derive(Clone, Debug)]
pub struct Leaflet<R = Role> {
    /// Its title.
    pub title: String,
    /// The title in the footer.
    pub short_title: String,
    /// The title of the preset that was asked for, after it in the footer.
    pub preset_title: Option<String>,
    /// Who publishes it: the header's left, the PDF's author.
    pub publisher: String,
    /// The language of everything that does not say otherwise.
    pub language: Language,
    /// The words that the program prints, in that language.
    pub wording: &'static Wording,
    /// Whether patients may have it.
    pub status: Status,
    /// What the header of every page says of its status.
    pub header_notice: Option<&'static str>,
    /// The earliest day on which a part of it is due for review.
    pub review_due: Date,
    /// Which text this is.
    pub edition: Edition,
    /// The day it is made on.
    pub made_on: Date,
    /// The contacts that the chosen clinic gives.
    pub contacts: BTreeMap<ContactKind, String>,
    /// What it is set in.
    pub typefaces: Arc<Typefaces>,
    /// What it was composed from.
    pub provenance: Provenance,
    nodes: Vec<Node<R>>,
}

/// One node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<R = Role> {
    /// What it is.
    pub role: R,
    /// The nodes in it, in reading order.
    pub children: Vec<NodeId>,
    /// Its language, where it differs from that of the node around it.
    pub language: Option<Language>,
    /// Where its text was written; nothing for words that the program itself prints.
    pub span: Option<SourceSpan>,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// The root. In it: parts.
    Document,
    /// A part of the leaflet. In it: blocks.
    Part(Part),

    /// The leaflet's title (heading level 1). In it: text.
    Title,
    /// The preset's title, below the leaflet's. In it: text.
    Subtitle,
    /// Whom the leaflet is for, below the title. In it: text.
    Audience,
    /// A notice of the status of the leaflet, or of the part that it stands in: draft, overdue. In it: text.
    StatusNotice,
    /// A notice in the opening of the status of some of the parts. In it: text.
    NoticeOfParts,
    /// A heading: level 2 for parts, 3 and 4 within them. In it: text.
    Heading(u8),
    /// The sentences that open a section. In it: text.
    Summary,
    /// A paragraph. In it: text.
    Paragraph,
    /// A short note that closes a section and leads on: "Questions to ask: page 12". In it: text.
    Pointer,
    /// A list. In it: items.
    List(ListKind),
    /// An item: a label (none in lists that mark nothing) and a body.
    Item,
    /// An item's bullet ("•"), number ("1."), box to tick or term. In it: text, or nothing for a box.
    Label,
    /// An item's body. In it: text, then blocks; or blocks.
    Body,
    /// A table: a caption, if there is one, then a head and a body.
    Table,
    /// The caption of a table or figure. In it: text.
    Caption,
    /// The rows that repeat on every page.
    TableHead,
    /// The other rows.
    TableBody,
    /// A row. In it: cells.
    Row,
    /// A cell that names its column. In it: text.
    HeaderCell,
    /// A cell that names its row. In it: text.
    RowHeader,
    /// A cell. In it: text.
    Cell,
    /// A group of a picture and its caption.
    FigureGroup,
    /// Figures side by side. In it: figure groups.
    FigureRow,
    /// A picture.
    Figure {
        /// The picture.
        figure: Arc<Figure>,
        /// What it says, in words.
        alt: String,
    },
    /// The publisher's mark on the first page.
    Logo {
        /// The mark.
        figure: Arc<Figure>,
        /// Whose it is.
        alt: String,
    },
    /// An aside that stands out. In it: a label, then blocks.
    Callout(CalloutKind),
    /// A callout's label: "Good to know". In it: text.
    CalloutLabel,
    /// A passage in another language. In it: blocks.
    Passage,
    /// A list of the leaflet's parts with their pages. In it: contents entries.
    Contents,
    /// A line of the contents. In it: one link with the part's title, a space, and its page number.
    ContentsEntry,
    /// What stands beside a section: its QR code, its dates. In it: a link with a QR code, side labels and side texts.
    SideMatter,
    /// A QR code that opens an address, and says so to those who cannot see it.
    QrCode {
        /// What it opens.
        address: Address,
        /// What it is, in words.
        alt: String,
    },
    /// A heading in side matter. In it: text.
    SideLabel,
    /// Words in side matter. In it: text.
    SideText,
    /// A line to write on that takes the whole width: layout rules it, a screen reader passes over it.
    WritingLine,
    /// An entry's pages: "pages 2, 5". In it: for each place a link with a page number, and nothing else. Layout leaves
    /// out a page that an earlier link has named already, and sets the words between ([`Wording::page_one`]).
    PageReferences,

    /// Words in one style. A leaf.
    Text {
        /// The words.
        text: String,
        /// Regular or strong.
        weight: Weight,
    },
    /// Words or a QR code that open something. In it: text and page numbers, or the code. An online address that is
    /// printed stands in a leaf of its own, so that layout can break it where addresses break.
    Link(Target),
    /// The number of the page that a node stands on. A leaf.
    PageNumber(NodeId),
    /// A blank to write in within a line of text, after its label. A leaf.
    Blank,
    /// Words that are not part of the composed text and known only when a copy is made. A leaf.
    Fill(Fill),
}

impl Role {
    /// The level of a heading; nothing for what is not one.
    pub fn heading_level(&self) -> Option<u8> {
        match self {
            Role::Title => Some(1),
            Role::Heading(level) => Some(*level),
            _ => None,
        }
    }
}

/// The parts of a leaflet, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Title, whom the leaflet is for, notices of its status, where it stands online.
    Opening,
    /// The box that says whom to ring and when to get help at once.
    UrgentHelp,
    /// Whom to ring when it is not urgent.
    Contacts,
    /// The list of parts.
    Contents,
    /// What has changed since an earlier edition.
    Changes,
    /// A section that was asked for.
    Section(Id),
    /// The sheet to take to the clinic.
    Questions,
    /// Words used in this leaflet.
    Glossary,
    /// Dates, sources, organisations, edition.
    About,
}

/// How a list marks its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// A bullet.
    Bullet,
    /// A number.
    Numbered,
    /// A box to tick, and a line to write on below the text.
    Question,
    /// A name and, beside it, what belongs to it or a line to write on: the contacts.
    Contacts,
    /// A term and, below it, what it means: the glossary.
    Terms,
    /// Nothing: what the text was written from, by publisher.
    Sources,
    /// A name and, beside it, a telephone number and a site: whom else to ring.
    Organisations,
}

/// How heavy words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// As text.
    Regular,
    /// Bold.
    Strong,
}

/// What a link opens.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// An address.
    Online(Address),
    /// A telephone number or an e-mail address.
    Reach(Reach),
    /// Another place in the leaflet.
    Node(NodeId),
}

/// Words that are filled in when a leaflet is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The edition's code.
    Edition,
    /// The day the leaflet is made on.
    MadeOn,
    /// A contact in a list on the first page: the number that is known, or a line to write on.
    ContactLine(ContactKind),
    /// A contact in running text, after its words and a space: "(0123 456 789)" when it is known, else on which page
    /// it stands.
    ContactMention(ContactKind),
    /// What the urgent-help box says below its number: what to do when nobody answers, or no number is there.
    UrgentAdvice,
}

impl<R> Leaflet<R> {
    /// The same leaflet, each node with the role that `role` makes of its own.
    pub(crate) fn with_roles<S>(&self, role: impl Fn(&R) -> S) -> Leaflet<S> {
        let nodes = self.nodes.iter().map(|node| Node {
            role: role(&node.role),
            children: node.children.clone(),
            language: node.language.clone(),
            span: node.span,
        });
        Leaflet {
            title: self.title.clone(),
            short_title: self.short_title.clone(),
            preset_title: self.preset_title.clone(),
            publisher: self.publisher.clone(),
            language: self.language.clone(),
            wording: self.wording,
            status: self.status,
            header_notice: self.header_notice,
            review_due: self.review_due,
            edition: self.edition.clone(),
            made_on: self.made_on,
            contacts: self.contacts.clone(),
            typefaces: Arc::clone(&self.typefaces),
            provenance: self.provenance.clone(),
            nodes: nodes.collect(),
        }
    }

    /// Adds a node as the last in `parent`.
    pub(crate) fn add(&mut self, parent: NodeId, role: R) -> NodeId {
        let id = self.add_loose(role);
        self.attach(parent, id);
        id
    }

    /// Makes a node that stands nowhere yet: something that others may point to before it has its place.
    pub(crate) fn add_loose(&mut self, role: R) -> NodeId {
        let id = NodeId::at(self.nodes.len());
        self.nodes.push(Node {
            role,
            children: Vec::new(),
            language: None,
            span: None,
        });
        id
    }

    /// Puts a node that stands nowhere as the last into `parent`.
    pub(crate) fn attach(&mut self, parent: NodeId, node: NodeId) {
        self.nodes[parent.index()].children.push(node);
    }

    /// The node with this id, to be changed.
    pub(crate) fn node_mut(&mut self, id: NodeId) -> &mut Node<R> {
        &mut self.nodes[id.index()]
    }

    /// The node with this id.
    pub fn node(&self, id: NodeId) -> &Node<R> {
        &self.nodes[id.index()]
    }

    /// How many nodes there are; ids run below this.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The nodes in `id`, in reading order.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        &self.node(id).children
    }

    /// `id` and everything in it, in reading order.
    pub fn descendants(&self, id: NodeId) -> Vec<NodeId> {
        let mut found = vec![id];
        for &child in self.children(id) {
            found.extend(self.descendants(child));
        }
        found
    }

    /// The node around each node; nothing for the root.
    pub fn parents(&self) -> Vec<Option<NodeId>> {
        let mut parents = vec![None; self.nodes.len()];
        for (parent, node) in (0..).map(NodeId).zip(&self.nodes) {
            for child in &node.children {
                parents[child.index()] = Some(parent);
            }
        }
        parents
    }

    /// The contact of a kind: what was typed for this copy, otherwise the clinic's.
    pub fn contact<'l>(&'l self, kind: ContactKind, personal: &'l Personal) -> Option<&'l str> {
        let clinic = || self.contacts.get(&kind).map(String::as_str);
        personal.contact(kind).or_else(clinic)
    }

    /// What to do when nobody answers the 24-hour number, or none is known.
    pub(crate) fn urgent_advice(&self, personal: &Personal) -> &'static str {
        match self.contact(ContactKind::Urgent, personal) {
            Some(_) => &self.wording.urgent_line_silent,
            None => &self.wording.no_urgent_number,
        }
    }
}

impl Leaflet {
    /// The part of this kind.
    pub fn part(&self, part: &Part) -> Option<NodeId> {
        let parts = self.children(NodeId::ROOT).iter();
        parts
            .copied()
            .find(|&id| matches!(&self.node(id).role, Role::Part(found) if found == part))
    }

    /// The words in `id`, as they stand in its leaves, without the marks of where a line must not end.
    pub fn text_of(&self, id: NodeId) -> String {
        self.descendants(id)
            .into_iter()
            .filter_map(|id| match &self.node(id).role {
                Role::Text { text, .. } => Some(text.replace(WORD_JOINER, "")),
                _ => None,
            })
            .collect()
    }
}
