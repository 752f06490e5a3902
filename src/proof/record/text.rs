//! The composed text of a leaflet, part by part in plain lines: what its record can be compared by when the library has
//! moved on.
//!
//! A line is a paragraph, a heading, an item with its bullet, or a row of a table. Lines about the review, dates and
//! notices of status, stand apart: they change without the text. So does what no line tells of: figures, and where links
//! and QR codes lead. Places that are filled in for one copy are lines to write on here, but for what the clinic gives;
//! page numbers are left out, since they change with the rest.

use serde::{Deserialize, Serialize};

use crate::hash::Hash;
use crate::leaflet::{Fill, Leaflet, NodeId, Part, Personal, Role, Target, part_hash};
use crate::shifted;
use crate::signs::{LINE_BREAK, NO_BREAK_HYPHEN};
use crate::wording;

use super::{VERSION, part_name, part_title, parts};

/// What stands for a line to write on, and for what is printed on one day's copies only.
const BLANK: &str = "____";
/// What stands for the number of a page.
const NO_PAGE: &str = "…";

/// The words of a leaflet, as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposedText {
    /// The version of this form: that of the record.
    pub careleaf_text: u32,
    /// The parts that the record tells of, in its order.
    pub parts: Vec<PartText>,
}

/// The words of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartText {
    /// The part, named as in the record.
    pub part: String,
    /// Its heading.
    pub title: String,
    /// Its lines, its heading among them, but for those about the review.
    pub lines: Vec<String>,
    /// Its lines about the review: dates, and notices of its status.
    pub review: Vec<String>,
    /// What it shows besides words: `figure HASH` for a figure, with the hash of its file, and `link ADDRESS` for what a
    /// link or QR code opens.
    pub shown: Vec<String>,
}

impl ComposedText {
    /// The text of `leaflet`, which must not be filled in.
    pub fn of(leaflet: &Leaflet) -> ComposedText {
        let parts = parts(leaflet).into_iter().map(|(node, part)| {
            let Reader {
                lines,
                review,
                shown,
                ..
            } = Reader::read(leaflet, node);
            PartText {
                part: part_name(&part),
                title: part_title(leaflet, node),
                lines,
                review,
                shown,
            }
        });
        ComposedText {
            careleaf_text: VERSION,
            parts: parts.collect(),
        }
    }

    /// The text as JSON.
    pub fn json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a text has text keys only")
    }

    /// A part, named as in the record.
    pub fn part(&self, part: &str) -> Option<&PartText> {
        self.parts.iter().find(|text| text.part == part)
    }
}

/// The hash of what a part prints: of its branch of the tree, and of the words that its places are filled with.
pub(super) fn printed_hash(leaflet: &Leaflet, part: NodeId) -> String {
    let mut hash = part_hash(leaflet, part);
    let Reader { lines, review, .. } = Reader::read(leaflet, part);
    for line in lines.into_iter().chain(review) {
        hash.field(line);
    }
    hash.finish().to_string()
}

/// Words without the marks that only layout needs: spaces and hyphens that do not break, isolates.
pub(crate) fn plain(words: &str) -> String {
    let words = words.replace(['\u{A0}', LINE_BREAK], " ");
    let words = words.replace(NO_BREAK_HYPHEN, "-");
    let is_mark =
        |c: char| matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}') || shifted::mark(c).is_some();
    words.replace(is_mark, "").trim().to_owned()
}

/// Whether a node beside a section says which date follows.
fn is_date_label(leaflet: &Leaflet, node: NodeId) -> bool {
    let words = plain(&leaflet.text_of(node));
    leaflet.node(node).role == Role::SideLabel && leaflet.wording.is_date_label(&words)
}

/// A part while it is read.
struct Reader<'l> {
    leaflet: &'l Leaflet,
    lines: Vec<String>,
    review: Vec<String>,
    shown: Vec<String>,
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
            shown: Vec::new(),
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
            Role::Figure { figure, alt } | Role::Logo { figure, alt } => {
                self.shown
                    .push(format!("figure {}", Hash::of(&figure.bytes)));
                self.whole_line(&format!("[{alt}]"))
            }
            Role::QrCode { alt, .. } => self.whole_line(&format!("[{alt}]")),
            Role::PageReferences | Role::WritingLine => {}
            Role::Link(target) => {
                // An address beside the dates stands with its part as well.
                let address = match target {
                    Target::Online(address) => Some(address.as_str()),
                    Target::Reach(reach) => Some(reach.as_str()),
                    Target::Node(_) => None,
                };
                if let Some(address) = address.filter(|_| !self.is_review) {
                    self.shown.push(format!("link {address}"));
                }
                self.blocks(node);
            }
            Role::StatusNotice | Role::NoticeOfParts => {
                self.end_line();
                self.about_review(node);
            }
            Role::SideMatter => self.side_matter(node),
            Role::Part(Part::About) => self.about(node),
            Role::Label => {
                self.blocks(node);
                // A term or a contact, and not a bullet or a number.
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

    /// A block whose lines are about the review; the first of them may have been begun.
    fn about_review(&mut self, node: NodeId) {
        self.is_review = true;
        self.blocks(node);
        self.end_line();
        self.is_review = false;
    }

    /// What stands beside a section: labels, each with what it is of. A date is on one line with its label.
    fn side_matter(&mut self, side: NodeId) {
        let leaflet = self.leaflet;
        self.end_line();
        for &node in leaflet.children(side) {
            if is_date_label(leaflet, node) {
                self.end_line();
                self.blocks(node);
                self.line += ": ";
            } else if self.line.is_empty() {
                self.block(node);
            } else {
                self.about_review(node);
            }
        }
    }

    /// What a leaflet says of itself: the table in it, and what stands between it and the heading, are of the dates of
    /// review.
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

    /// What the program fills a place with on a copy that nothing was typed for.
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

    fn whole_line(&mut self, words: &str) {
        self.end_line();
        self.line += words;
        self.end_line();
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
