//! A composed leaflet as data: what is in it, and nothing of how Careleaf sets it.
//!
//! In: a [`Leaflet`]. Out: blocks in reading order, with their words, links and pictures. Every peer is given the same
//! blocks, as JSON, as Typst's markup or as HTML; composing them is Careleaf's work alone and costs the peers no time.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use careleaf::figure::Drawing;
use careleaf::form::PagedForm;
use careleaf::leaflet::{self, ListKind, NodeId, Personal, Target, Weight};
use careleaf::paged::{Leaflet, Role, arrange};
use careleaf::qr::QrSymbol;

/// A leaflet.
#[derive(Debug, Serialize, Deserialize)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Who publishes it: the header.
    pub publisher: String,
    /// The footer, before the page's number.
    pub footer: String,
    /// Its language, as a tag.
    pub language: String,
    /// The size of body text in points.
    pub text_size: u8,
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
}

/// A block, with the number that links point to it by.
#[derive(Debug, Serialize, Deserialize)]
pub struct Block {
    /// What links call it; nothing where none points to it.
    pub anchor: Option<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a block is.
#[derive(Debug, Serialize, Deserialize)]
pub enum Kind {
    /// A heading, from level 1.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list.
    List(Marker, Vec<Item>),
    /// A table: caption, rows of its head, rows of its body.
    Table(Vec<Span>, Vec<Vec<Vec<Span>>>, Vec<Vec<Vec<Span>>>),
    /// A picture with its caption.
    Figure(Picture, Vec<Span>),
    /// An aside: its blocks, the first being its label.
    Callout(Vec<Block>),
    /// What stands beside the text.
    Side(Vec<Block>),
    /// A QR code.
    QrCode(QrCode),
    /// A line to write on.
    WritingLine,
}

/// A QR code.
#[derive(Debug, Serialize, Deserialize)]
pub struct QrCode {
    /// Modules on a side.
    pub modules: usize,
    /// Its dark strips: row, first column, number of columns.
    pub strips: Vec<(usize, usize, usize)>,
    /// The length of a side in millimetres.
    pub side: f32,
    /// What it is, in words.
    pub alt: String,
    /// What it opens.
    pub address: String,
}

impl QrCode {
    /// The code as an SVG file, a unit a module.
    pub fn svg(&self) -> String {
        let strips = self.strips.iter();
        let path: String = strips
            .map(|(row, start, length)| format!("M{start} {row}h{length}v1h-{length}z"))
            .collect();
        let modules = self.modules;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {modules} {modules}\"><path d=\"{path}\"/></svg>"
        )
    }
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Marker {
    /// With a bullet.
    Bullet,
    /// With a number.
    Number,
    /// With a box to tick.
    Box,
    /// With a term or a name, in bold.
    Term,
    /// Not at all.
    None,
}

/// An item of a list.
#[derive(Debug, Serialize, Deserialize)]
pub struct Item {
    /// Its term, where it has one.
    pub label: Vec<Span>,
    /// What links call it.
    pub anchor: Option<usize>,
    /// Its blocks.
    pub body: Vec<Block>,
}

/// A picture.
#[derive(Debug, Serialize, Deserialize)]
pub struct Picture {
    /// `svg` or `png`.
    pub format: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Its width in millimetres.
    pub width: f32,
    /// Its height in millimetres.
    pub height: f32,
    /// What it says, in words.
    pub alt: String,
}

/// Words in one style.
#[derive(Debug, Serialize, Deserialize)]
pub struct Span {
    /// The words; nothing where the span is the number of a page.
    pub text: String,
    /// Whether they are bold.
    pub strong: bool,
    /// What they open.
    pub link: Option<Link>,
    /// What they are called by links.
    pub anchor: Option<usize>,
    /// Whose page's number this is.
    pub page_of: Option<usize>,
}

/// What a span opens.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Link {
    /// An address.
    Online(String),
    /// A block or span of the leaflet.
    Inner(usize),
}

/// The data of a leaflet, arranged for pages of a form, with nothing personal in it.
pub fn export(leaflet: &leaflet::Leaflet, form: PagedForm) -> Document {
    let leaflet = arrange(leaflet, form).filled_in(&Personal::default());
    let exporter = Exporter {
        targets: targets(&leaflet),
        leaflet: &leaflet,
    };
    let due = leaflet.wording.date(leaflet.review_due);
    Document {
        title: leaflet.title.clone(),
        publisher: leaflet.publisher.clone(),
        footer: format!(
            "{} · {} · {due}",
            leaflet.short_title,
            leaflet.edition.code()
        ),
        language: leaflet.language.tag().to_owned(),
        text_size: form.text_size.points(),
        blocks: exporter.blocks(NodeId::ROOT),
    }
}

/// The nodes that something points to.
fn targets(leaflet: &Leaflet) -> BTreeSet<NodeId> {
    let nodes = leaflet.descendants(NodeId::ROOT).into_iter();
    nodes
        .filter_map(|id| match &leaflet.node(id).role {
            Role::Link(Target::Node(target)) | Role::PageNumber(target) => Some(*target),
            _ => None,
        })
        .collect()
}

struct Exporter<'l> {
    leaflet: &'l Leaflet,
    targets: BTreeSet<NodeId>,
}

impl Exporter<'_> {
    fn anchor(&self, id: NodeId) -> Option<usize> {
        self.targets.contains(&id).then(|| id.index())
    }

    fn blocks(&self, id: NodeId) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut spans = Vec::new();
        for &child in self.leaflet.children(id) {
            match self.leaflet.node(child).role {
                Role::Text { .. } | Role::PageNumber(_) | Role::PageReferences => {
                    self.span(child, None, &mut spans);
                }
                Role::Link(_) if !self.holds_code(child) => self.span(child, None, &mut spans),
                _ => {
                    flush(&mut spans, &mut blocks);
                    self.block(child, &mut blocks);
                }
            }
        }
        flush(&mut spans, &mut blocks);
        blocks
    }

    fn block(&self, id: NodeId, blocks: &mut Vec<Block>) {
        let kind = match &self.leaflet.node(id).role {
            Role::Title => Kind::Heading(1, self.spans(id)),
            Role::Heading(level) => Kind::Heading(*level, self.spans(id)),
            Role::List(list) => Kind::List(marker(*list), self.items(id)),
            Role::Table => self.table(id),
            Role::Logo { figure, alt } => Kind::Figure(picture(figure, alt), Vec::new()),
            Role::FigureGroup => match self.figure(id) {
                Some(figure) => figure,
                None => return,
            },
            Role::Callout(_) => Kind::Callout(self.blocks(id)),
            Role::SideMatter => Kind::Side(self.blocks(id)),
            Role::QrCode { address, alt } => match QrSymbol::for_address(address) {
                Some(symbol) => Kind::QrCode(QrCode {
                    modules: symbol.width(),
                    strips: symbol.strips(),
                    side: symbol.side().to_pt() * 25.4 / 72.0,
                    alt: alt.clone(),
                    address: address.as_str().to_owned(),
                }),
                None => return,
            },
            Role::WritingLine => Kind::WritingLine,
            Role::Part(_) | Role::Contents | Role::Passage | Role::Link(_) => {
                return blocks.extend(self.blocks(id));
            }
            _ => Kind::Paragraph(self.spans(id)),
        };
        let anchor = self.anchor(id);
        blocks.push(Block { anchor, kind });
    }

    fn holds_code(&self, link: NodeId) -> bool {
        let nodes = self.leaflet.children(link).iter();
        nodes
            .copied()
            .any(|id| matches!(self.leaflet.node(id).role, Role::QrCode { .. }))
    }

    fn items(&self, list: NodeId) -> Vec<Item> {
        let items = self.leaflet.children(list).iter();
        items.map(|&item| self.item(item)).collect()
    }

    fn item(&self, id: NodeId) -> Item {
        let mut item = Item {
            label: Vec::new(),
            anchor: self.anchor(id),
            body: Vec::new(),
        };
        for &child in self.leaflet.children(id) {
            match self.leaflet.node(child).role {
                Role::Label => item.label = self.spans(child),
                _ => item.body.extend(self.blocks(child)),
            }
        }
        item
    }

    fn table(&self, id: NodeId) -> Kind {
        let (mut caption, mut head, mut body) = (Vec::new(), Vec::new(), Vec::new());
        for &child in self.leaflet.children(id) {
            match self.leaflet.node(child).role {
                Role::Caption => caption = self.spans(child),
                Role::TableHead => head = self.rows(child),
                _ => body = self.rows(child),
            }
        }
        Kind::Table(caption, head, body)
    }

    fn rows(&self, id: NodeId) -> Vec<Vec<Vec<Span>>> {
        let rows = self.leaflet.children(id).iter();
        rows.map(|&row| {
            let cells = self.leaflet.children(row).iter();
            cells.map(|&cell| self.spans(cell)).collect()
        })
        .collect()
    }

    fn figure(&self, id: NodeId) -> Option<Kind> {
        let nodes = self.leaflet.children(id);
        let found = nodes
            .iter()
            .find_map(|&node| match &self.leaflet.node(node).role {
                Role::Figure { figure, alt } => Some(picture(figure, alt)),
                _ => None,
            })?;
        let caption = nodes
            .iter()
            .find(|&&node| self.leaflet.node(node).role == Role::Caption);
        let caption = caption.map_or_else(Vec::new, |&node| self.spans(node));
        Some(Kind::Figure(found, caption))
    }

    fn spans(&self, id: NodeId) -> Vec<Span> {
        let mut spans = Vec::new();
        for &child in self.leaflet.children(id) {
            self.span(child, None, &mut spans);
        }
        spans
    }

    fn span(&self, id: NodeId, link: Option<&Link>, spans: &mut Vec<Span>) {
        let mut inside = link.cloned();
        let (text, strong, page_of) = match &self.leaflet.node(id).role {
            Role::Text { text, weight } => (text.clone(), *weight == Weight::Strong, None),
            Role::PageNumber(target) => (String::new(), false, Some(target.index())),
            role => {
                if let Role::Link(target) = role {
                    inside = Some(match target {
                        Target::Online(address) => Link::Online(address.as_str().to_owned()),
                        Target::Node(target) => Link::Inner(target.index()),
                    });
                }
                return self.inner_spans(id, inside.as_ref(), spans);
            }
        };
        spans.push(Span {
            text,
            strong,
            link: inside,
            anchor: self.anchor(id),
            page_of,
        });
    }

    /// The spans in a link or another group; the first of them is what links to the group point to.
    fn inner_spans(&self, id: NodeId, link: Option<&Link>, spans: &mut Vec<Span>) {
        let first = spans.len();
        let separates = matches!(self.leaflet.node(id).role, Role::PageReferences);
        for (place, &child) in self.leaflet.children(id).iter().enumerate() {
            if separates {
                let text = if place == 0 { " Page " } else { ", " }.to_owned();
                spans.push(Span {
                    text,
                    strong: false,
                    link: None,
                    anchor: None,
                    page_of: None,
                });
            }
            self.span(child, link, spans);
        }
        if let (Some(anchor), Some(span)) = (self.anchor(id), spans.get_mut(first)) {
            span.anchor = span.anchor.or(Some(anchor));
        }
    }
}

fn flush(spans: &mut Vec<Span>, blocks: &mut Vec<Block>) {
    if !spans.is_empty() {
        let kind = Kind::Paragraph(std::mem::take(spans));
        blocks.push(Block { anchor: None, kind });
    }
}

fn picture(figure: &careleaf::figure::Figure, alt: &str) -> Picture {
    let format = match figure.drawing {
        Drawing::Svg(_) => "svg",
        Drawing::Png => "png",
    };
    Picture {
        format: format.to_owned(),
        bytes: figure.bytes.clone(),
        width: figure.width.to_pt() * 25.4 / 72.0,
        height: figure.height.to_pt() * 25.4 / 72.0,
        alt: alt.to_owned(),
    }
}

fn marker(list: ListKind) -> Marker {
    match list {
        ListKind::Bullet => Marker::Bullet,
        ListKind::Numbered => Marker::Number,
        ListKind::Question => Marker::Box,
        ListKind::Contacts | ListKind::Terms | ListKind::Organisations => Marker::Term,
        ListKind::Sources => Marker::None,
    }
}
