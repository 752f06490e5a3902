//! The record of an edition: which text a leaflet is, of which parts, from when. Every PDF carries it, a ledger collects
//! it, and `careleaf verify` reads it.
//!
//! In: a composed [`Leaflet`] before anything Personal is filled in, so that nothing Personal can get in. Out: a [`Record`],
//! the file `careleaf-record.json` in the PDF, and a [`ComposedText`], the file `careleaf-text.json`, whose SHA-256 stands
//! in the record. README.md, "Proof of version", describes the fields. [`VERSION`] counts their meaning: fields may be
//! added under the same version, none changes its meaning. What a record of an earlier version says is read as one of this
//! version ([`read`]).

mod seal;
mod text;
mod version_1;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::form::Form;
use crate::hash::Hash;
use crate::leaflet::{Leaflet, NodeId, Part, Role};
use crate::library::Revision;

pub use seal::{
    LARGEST_PDF, LARGEST_RECORD, LARGEST_TEXT, Opened, SealError, open, open_text, seal,
};
pub(crate) use text::plain;
pub use text::{ComposedText, PartText};

/// The version of the form of both files that this program writes, and the highest that it reads. It is raised too when
/// the same edition would get another text or other hashes of its parts: files of one version can be compared, whatever
/// program wrote them.
pub const VERSION: u32 = 2;
/// The program, as records name it.
pub const PROGRAM: &str = concat!("careleaf ", env!("CARGO_PKG_VERSION"));
/// The versions of the program that wrote records of version 1.
const WRITERS_OF_VERSION_1: [&str; 2] = ["careleaf 0.1.0", "careleaf 0.2.0"];
/// The versions before this one that wrote records of this version: with each release its version moves here.
const EARLIER: [&str; 0] = [];
/// The record's name in the PDF.
pub const RECORD_FILE: &str = "careleaf-record.json";
/// The composed text's name in the PDF.
pub const TEXT_FILE: &str = "careleaf-text.json";
/// The name of the part that a leaflet opens with: its titles and what else `leaflet.toml` says.
pub const OPENING: &str = "opening";
/// The name of the urgent help.
pub const URGENT_HELP: &str = "urgent-help";
/// The name of the glossary.
pub const GLOSSARY: &str = "glossary";
/// The part of `section/ID` before the section's id.
const SECTION: &str = "section/";
/// A hash that is still to be filled in.
const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Why a text is no record that this program can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// It has another format.
    Broken,
    /// It was written by a later program, in this version of the format.
    Later(u32),
}

/// Reads a record from its JSON, or what `T` wants of it. One of an earlier version keeps that version's number.
///
/// # Errors
/// When it is not one, or of a later version.
pub fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, FormatError> {
    #[derive(Deserialize)]
    struct Head {
        careleaf_record: u32,
    }
    let head: Head = serde_json::from_slice(json).map_err(|_| FormatError::Broken)?;
    match head.careleaf_record {
        0 => Err(FormatError::Broken),
        1 => version_1::read(json),
        VERSION => serde_json::from_slice(json).map_err(|_| FormatError::Broken),
        later => Err(FormatError::Later(later)),
    }
}

/// Which version of the program wrote a record, in which version of its form, by its own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// This one, as it writes them today.
    ThisVersion,
    /// One that was released before.
    Earlier,
    /// One that there is not, or not yet.
    Unknown,
}

/// What an edition is. All hashes are SHA-256 in 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The version of this form. It stands first: by it a record is found in a file.
    pub careleaf_record: u32,
    /// The edition's code.
    pub edition: String,
    /// How its words are set.
    pub form: Form,
    /// The leaflet.
    pub leaflet: LeafletRecord,
    /// The day that is printed as that of making.
    pub made_on: Date,
    /// The earliest day on which a part is due for review.
    pub review_due: Date,
    /// What was asked for.
    pub options: Options,
    /// The parts, in reading order, without the contents, which only repeat headings.
    pub parts: Vec<PartRecord>,
    /// The program and its version.
    pub program: String,
    /// The state of the library in its history, where it has one.
    pub revision: Option<Revision>,
    /// The hash of the composed text's file.
    pub text_sha256: String,
    /// The hash of the PDF with these digits as noughts.
    pub pdf_sha256: String,
}

/// The leaflet of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafletRecord {
    /// Its id in the library.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The title in the footer.
    pub short_title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its language.
    pub language: String,
    /// `draft` or `approved`.
    pub status: String,
}

/// What was asked for, so that it can be asked for again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The sections, in the leaflet's order, with those that others require.
    pub sections: Vec<String>,
    /// The preset whose title is printed; left out where none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<String>,
    /// The day that decided what was overdue.
    pub date: Date,
    /// The clinic whose contacts are printed.
    pub clinic: Option<String>,
    /// Why overdue text was used.
    pub allow_overdue: Option<String>,
    /// The edition whose changes since are printed.
    pub since: Option<String>,
}

/// A part of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRecord {
    /// `opening`, `urgent-help`, `contacts`, `changes`, `section/ID`, `questions`, `glossary` or `about`; up to version 1
    /// also `introduction`.
    pub part: String,
    /// Its heading.
    pub title: String,
    /// Whether its text is a `draft` or `approved`, if it is a text of the library.
    pub status: Option<String>,
    /// When its text was checked, if it is a text of the library with dates.
    pub last_reviewed: Option<Date>,
    /// When that is due again.
    pub review_due: Option<Date>,
    /// What a review of the text approves, if it is a text of the library.
    pub content_hash: Option<String>,
    /// The hash of what is printed: words, figures, addresses.
    pub printed_hash: String,
}

/// What a PDF carries to show which text it is: both files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The record.
    pub record: Record,
    /// The composed text.
    pub text: ComposedText,
}

impl Proof {
    /// The proof of `leaflet` in a form.
    pub fn of(leaflet: &Leaflet, form: Form) -> Proof {
        let text = ComposedText::of(leaflet);
        Proof {
            record: Record::of(leaflet, form, &text),
            text,
        }
    }
}

impl Record {
    /// The record of `leaflet`, whose composed text is `text`; the hash of the PDF is still to be filled in.
    fn of(leaflet: &Leaflet, form: Form, text: &ComposedText) -> Record {
        let provenance = &leaflet.provenance;
        let parts = parts(leaflet);
        let sections = parts.iter().filter_map(|(_, part)| match part {
            Part::Section(id) => Some(id.to_string()),
            _ => None,
        });
        Record {
            careleaf_record: VERSION,
            edition: leaflet.edition.code().to_owned(),
            form,
            leaflet: LeafletRecord {
                id: provenance.leaflet.to_string(),
                title: leaflet.title.clone(),
                short_title: leaflet.short_title.clone(),
                publisher: leaflet.publisher.clone(),
                language: leaflet.language.tag().to_owned(),
                status: leaflet.status.word().to_owned(),
            },
            made_on: leaflet.made_on,
            review_due: leaflet.review_due,
            options: Options {
                sections: sections.collect(),
                preset: provenance.preset.as_ref().map(ToString::to_string),
                date: provenance.date,
                clinic: provenance.clinic.as_ref().map(ToString::to_string),
                allow_overdue: provenance.overdue_reason.clone(),
                since: provenance
                    .since
                    .as_ref()
                    .map(|since| since.code().to_owned()),
            },
            parts: parts
                .iter()
                .map(|(node, part)| part_record(leaflet, *node, part))
                .collect(),
            program: PROGRAM.to_owned(),
            revision: provenance.revision.clone(),
            text_sha256: Hash::of(text.json()).to_string(),
            pdf_sha256: NO_HASH.to_owned(),
        }
    }

    /// The record as a line of JSON, without the line's end.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("a record has text keys only")
    }

    /// Which version of the program wrote it, by its own account.
    pub fn maker(&self) -> Maker {
        let program = self.program.as_str();
        let is_earlier = if self.careleaf_record < VERSION {
            WRITERS_OF_VERSION_1.contains(&program)
        } else {
            EARLIER.contains(&program)
        };
        if is_earlier {
            Maker::Earlier
        } else if self.careleaf_record == VERSION && program == PROGRAM {
            Maker::ThisVersion
        } else {
            Maker::Unknown
        }
    }

    /// Whether it is of a draft.
    pub fn is_draft(&self) -> bool {
        self.leaflet.status == "draft"
    }
}

impl PartRecord {
    /// The id of the section that the part is.
    pub fn section(&self) -> Option<&str> {
        self.part.strip_prefix(SECTION)
    }

    /// The part's name within its leaflet, as people type it: `chemotherapy`, `urgent-help`.
    pub fn name(&self) -> &str {
        self.section().unwrap_or(&self.part)
    }
}

fn part_record(leaflet: &Leaflet, node: NodeId, part: &Part) -> PartRecord {
    let source = leaflet.provenance.source(part);
    let review = source.and_then(|source| source.review);
    PartRecord {
        part: part_name(part),
        title: part_title(leaflet, node),
        status: source.map(|source| source.status.word().to_owned()),
        last_reviewed: review.map(|review| review.last_reviewed),
        review_due: review.map(|review| review.review_due),
        content_hash: source.map(|source| source.content_hash.to_string()),
        printed_hash: text::printed_hash(leaflet, node),
    }
}

/// The parts that a record tells of.
fn parts(leaflet: &Leaflet) -> Vec<(NodeId, Part)> {
    let parts = leaflet.children(NodeId::ROOT).iter();
    parts
        .filter_map(|&node| match &leaflet.node(node).role {
            Role::Part(Part::Contents) => None,
            Role::Part(part) => Some((node, part.clone())),
            _ => None,
        })
        .collect()
}

fn part_name(part: &Part) -> String {
    match part {
        Part::Opening => OPENING.to_owned(),
        Part::UrgentHelp => URGENT_HELP.to_owned(),
        Part::Contacts => "contacts".to_owned(),
        Part::Contents => "contents".to_owned(),
        Part::Changes => "changes".to_owned(),
        Part::Section(id) => format!("{SECTION}{id}"),
        Part::Questions => "questions".to_owned(),
        Part::Glossary => GLOSSARY.to_owned(),
        Part::About => "about".to_owned(),
    }
}

/// The heading of a part; where it has none, the leaflet's title.
fn part_title(leaflet: &Leaflet, part: NodeId) -> String {
    let children = leaflet.children(part).iter();
    let mut headings =
        children.filter(|&&child| leaflet.node(child).role.heading_level().is_some());
    let title = headings.next().map(|&heading| leaflet.text_of(heading));
    text::plain(&title.unwrap_or_else(|| leaflet.title.clone()))
}
