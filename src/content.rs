//! The text of a library as its authors wrote it: blocks and inlines parsed from Markdown, with the small value types
//! (ids, addresses, languages, dates of review) that text and front matter share. Nothing here is laid out or composed
//! yet; every block knows the place it was written at.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::diagnostic::SourceSpan;
use crate::figure::Figure;
use crate::language::Language;

/// The name of a leaflet, section, term, preset or clinic: lower-case letters, digits and single hyphens
/// (`stem-cell-transplants`). For leaflets and sections it is the stem of their file or folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// Takes `text` as an id; `None` if it is not in kebab-case.
    pub fn parse(text: &str) -> Option<Id> {
        let well_formed = text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        well_formed.then(|| Id(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An online address: `https`, on a host that the house allows. Checked when it is read, so it can be printed, linked
/// and put in a QR code without a second look.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

impl Address {
    /// Wraps an address that the library reader has checked.
    pub(crate) fn checked(address: String) -> Address {
        Address(address)
    }

    /// The whole address, with its scheme: what a QR code and a link open.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the site: `www.nhs.uk`.
    pub fn host(&self) -> &str {
        self.readable().split('/').next().unwrap_or_default()
    }

    /// The address as people read and type it, without `https://`.
    pub fn readable(&self) -> &str {
        self.0.strip_prefix("https://").unwrap_or(&self.0)
    }
}

/// When a text was last reviewed and when it must be looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewDates {
    /// The day of the last review.
    pub last_reviewed: Date,
    /// The day by which the next is due; after it the text is overdue.
    pub review_due: Date,
    /// Where that day is written.
    pub due_span: SourceSpan,
    /// Where the day of the last review is written.
    pub reviewed_span: SourceSpan,
}

/// Words that are printed as they are written, with the place they were written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: SourceSpan,
}

/// A block with the place it was written at.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: SourceSpan,
}

impl Block {
    /// The lines of text that are its own: a heading's, a paragraph's, the caption and the cells of a table.
    pub fn lines(&self) -> Vec<&[Inline]> {
        match &self.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => vec![content],
            BlockKind::Table {
                caption,
                header,
                rows,
            } => {
                let cells = header.iter().chain(rows.iter().flatten());
                let cells = cells.map(|cell| cell.content.as_slice());
                caption.as_deref().into_iter().chain(cells).collect()
            }
            BlockKind::List { .. }
            | BlockKind::Figure { .. }
            | BlockKind::FigureRow(_)
            | BlockKind::Callout { .. }
            | BlockKind::Passage { .. } => Vec::new(),
        }
    }

    /// The blocks within it, in order: those of a list's items, of a row of figures, of a callout or of a passage.
    pub fn inner(&self) -> Vec<&Block> {
        match &self.kind {
            BlockKind::List { items, .. } => items.iter().flat_map(|item| &item.blocks).collect(),
            BlockKind::Callout { blocks, .. }
            | BlockKind::Passage { blocks, .. }
            | BlockKind::FigureRow(blocks) => blocks.iter().collect(),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Table { .. }
            | BlockKind::Figure { .. } => Vec::new(),
        }
    }
}

/// The kinds of block that the Markdown subset has.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A heading within a section: level 2 for `##`, 3 for `###`.
    Heading {
        /// 2 or 3.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A bullet or numbered list.
    List {
        /// The number of the first item of a numbered list; `None` for bullets.
        start: Option<u64>,
        /// Its items, each a run of blocks.
        items: Vec<ListItem>,
    },
    /// A table.
    Table {
        /// The `Table: …` paragraph before it.
        caption: Option<Vec<Inline>>,
        /// The header row; empty when the table has none, and then the first cell of each row names it.
        header: Vec<TableCell>,
        /// The rows below it, all of the same length.
        rows: Vec<Vec<TableCell>>,
    },
    /// A picture in a paragraph of its own.
    Figure {
        /// The picture.
        figure: Arc<Figure>,
        /// What it says, in words.
        alt: String,
        /// The image's title.
        caption: Option<String>,
    },
    /// Pictures in one paragraph: figures that stand side by side where there is room.
    FigureRow(Vec<Block>),
    /// A GitHub alert.
    Callout {
        /// Which alert.
        kind: CalloutKind,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// A passage in another language (`<div lang="…">`).
    Passage {
        /// Its language.
        language: Language,
        /// Its text.
        blocks: Vec<Block>,
    },
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// Its blocks; the first is a paragraph.
    pub blocks: Vec<Block>,
    /// Where it stands.
    pub span: SourceSpan,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableCell {
    /// Its words; may be empty.
    pub content: Vec<Inline>,
    /// Where it stands.
    pub span: SourceSpan,
}

/// The GitHub alerts that the subset has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CalloutKind {
    /// `[!CAUTION]`: when to get help at once.
    Caution,
    /// `[!IMPORTANT]`
    Important,
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
}

/// A piece of a line of text with the place it was written at.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it stands.
    pub span: SourceSpan,
}

impl Inline {
    /// Where there is a blank to write in, in it or in its words.
    pub(crate) fn blank(&self) -> Option<SourceSpan> {
        match &self.kind {
            InlineKind::Text(_) => None,
            InlineKind::Blank(_) => Some(self.span),
            InlineKind::Strong(content) | InlineKind::Link { content, .. } => {
                content.iter().find_map(Inline::blank)
            }
        }
    }
}

/// The kinds of inline that the Markdown subset has.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Words.
    Text(String),
    /// Words set in bold.
    Strong(Vec<Inline>),
    /// A blank to write in, after its label: `[Ward](blank:)`.
    Blank(Vec<Inline>),
    /// A link, with the words that carry it.
    Link {
        /// What it opens.
        target: LinkTarget,
        /// Its words.
        content: Vec<Inline>,
    },
}

/// The words of inlines, without what carries them.
pub fn plain_text(content: &[Inline]) -> String {
    let words = content.iter().map(|inline| match &inline.kind {
        InlineKind::Text(text) => text.clone(),
        InlineKind::Strong(content)
        | InlineKind::Blank(content)
        | InlineKind::Link { content, .. } => plain_text(content),
    });
    words.collect()
}

/// What a link in a text points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// `https://…`
    Online(Address),
    /// `section:ID`: a section of the same leaflet.
    Section(Id),
    /// `glossary:ID`: a term.
    Term(Id),
    /// `contact:urgent` and its kin.
    Contact(ContactKind),
    /// `tel:…`, `mailto:…`
    Reach(Reach),
}

/// A telephone number or an e-mail address that `house.toml` has, to be opened by a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    address: String,
    written: String,
}

impl Reach {
    /// Wraps an address, `tel:01174960123`, that the library reader has checked, with the number as it is written.
    pub(crate) fn checked(address: String, written: String) -> Reach {
        Reach { address, written }
    }

    /// What a link opens: `tel:01174960123`.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The number or address as people read it.
    pub fn readable(&self) -> &str {
        &self.written
    }
}

/// The contacts that a first page has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContactKind {
    /// The hospital's 24-hour line (`contact:urgent`).
    Urgent,
    /// The patient's specialist nurse (`contact:nurse`).
    Nurse,
    /// The clinic and the consultant (`contact:clinic`).
    Clinic,
}

/// A place that a text was written from, printed in the about part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceReference {
    /// Its name, as it is printed.
    pub name: String,
    /// Its address, if it is online.
    pub online: Option<Address>,
}

/// Whether a text may be given to patients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Written, not approved: says so on every page.
    Draft,
    /// Approved for patients.
    Approved,
    /// Never built.
    Withdrawn,
}

impl Status {
    /// The word for it in a file.
    pub fn word(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Approved => "approved",
            Status::Withdrawn => "withdrawn",
        }
    }
}
