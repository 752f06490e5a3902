//! A leaflet arranged for pages: the tree that layout places and that the PDF's tags follow.
//!
//! It has what its [`leaflet`](mod@crate::leaflet) has, and what only paper needs beside that. [`arrange`](super::arrange())
//! makes it. Nodes that both have share their ids.

use std::sync::Arc;

use crate::content::{Address, CalloutKind, Id};
use crate::figure::Figure;
use crate::leaflet::{self, Fill, ListKind, NodeId, Target, WORD_JOINER, Weight};

/// A leaflet arranged for pages.
pub type Leaflet = leaflet::Leaflet<Role>;
/// A node of it.
pub type Node = leaflet::Node<Role>;

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
    /// A notice of the leaflet's status: draft, overdue. In it: text.
    StatusNotice,
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
    /// out a page that an earlier link has named already, and sets the words between
    /// ([`page_one`](crate::wording::Wording::page_one)).
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
    /// Words that are known only when a copy is made. A leaf, until [`Leaflet::filled_in`] turns it into text.
    Fill(Fill),
}

/// The parts of a leaflet on pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Title and notice of a draft; up to 14 pt also what else introduces the leaflet.
    Opening,
    /// The box that says whom to ring and when to get help at once.
    UrgentHelp,
    /// Whom to ring when it is not urgent.
    Contacts,
    /// In one column, as in large print: notices of parts, the audience, and the leaflet's own side matter.
    Introduction,
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

impl Role {
    /// The level of a heading; `None` for what is not one.
    pub fn heading_level(&self) -> Option<u8> {
        match self {
            Role::Title => Some(1),
            Role::Heading(level) => Some(*level),
            _ => None,
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
