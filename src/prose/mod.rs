//! The words of a library as a reader meets them, for the rules of writing and for the measures: what is left of a text
//! without its markup.
//!
//! In: a [`Library`] with the files that it was read from. Out: a [`Manuscript`], a [`Text`] for each file of words, a
//! [`Stretch`] for each paragraph, item, cell and so on. Every byte of a stretch knows where it was written, so that a
//! rule can point at a word. Passages in other languages than their text's are left out.
//!
//! [`measures`] count them and [`rules`] judge them. What is known of a language has a folder of its own, as [`english`]
//! does; nothing else here knows one.

mod english;
mod gather;
mod grammar;
pub mod measures;
pub mod rules;
mod sentences;

use std::ops::Range;

use crate::content::LinkTarget;
use crate::diagnostic::{FileId, SourceSpan, Sources};
use crate::language::Language;
use crate::library::{Allowance, Glossary, House, LeafletSource, Library, Section, UrgentHelp};

pub use grammar::Grammar;
pub use sentences::{Sentence, Word};

/// All the words of a library.
#[derive(Debug)]
pub struct Manuscript<'l> {
    /// The library.
    pub library: &'l Library,
    /// Its texts: the house, the glossary, then leaflet by leaflet the leaflet itself, the urgent help and the sections.
    pub texts: Vec<Text<'l>>,
}

/// The words of one file.
#[derive(Debug)]
pub struct Text<'l> {
    /// What the file is.
    pub part: TextPart<'l>,
    /// The language that it is written in. `None` of the house and the glossary of a library without leaflets.
    pub language: Option<&'l Language>,
    /// Its words, in reading order.
    pub stretches: Vec<Stretch>,
}

/// What a text is in its library.
#[derive(Clone, Copy, Debug)]
pub enum TextPart<'l> {
    /// A section of a leaflet.
    Section(&'l LeafletSource, &'l Section),
    /// The urgent help of a leaflet.
    UrgentHelp(&'l LeafletSource, &'l UrgentHelp),
    /// What a leaflet says of itself.
    Leaflet(&'l LeafletSource),
    /// The definitions.
    Glossary(&'l Glossary),
    /// What the publisher says in every leaflet: hours, numbers, how to give feedback.
    House(&'l House),
}

/// A run of words that stands on its own: a paragraph, an item, a cell.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// What it is.
    pub role: StretchRole,
    /// Whether it stands in the text itself or in a box.
    pub setting: StretchSetting,
    /// Its words, with single spaces.
    pub text: String,
    /// Its links, in order.
    pub links: Vec<Link>,
    /// The glossary's words in it, in order and without overlap: those found, and those marked by hand.
    pub terms: Vec<TermPlace>,
    pub(crate) grammar: &'static Grammar,
    file: FileId,
    /// Where the character of each byte of `text` was written; empty for one that was written as an escape.
    written: Vec<Range<usize>>,
}

/// What a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StretchRole {
    /// The title of a section, of the urgent help or of a leaflet.
    Title,
    /// Words outside the text: whom a leaflet is for, the label of a QR code, hours, how to give feedback.
    Detail,
    /// The summary of a section.
    Summary,
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A paragraph of an item of a list.
    Item,
    /// A cell of a table, below its header.
    Cell,
    /// A cell of a table's header.
    TableHead,
    /// The caption of a table.
    TableCaption,
    /// The caption of a figure.
    FigureCaption,
    /// What a figure shows, in words. It follows the figure's caption, where there is one.
    AltText,
    /// A question for the team.
    Question,
    /// What a term means.
    Definition,
}

impl StretchRole {
    /// Whether it is made of sentences, which can be counted; the others are labels.
    pub fn has_sentences(self) -> bool {
        matches!(
            self,
            StretchRole::Summary
                | StretchRole::Paragraph
                | StretchRole::Item
                | StretchRole::Question
                | StretchRole::Definition
        )
    }
}

/// Where a stretch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StretchSetting {
    /// In the text itself.
    Text,
    /// In a callout.
    Callout,
}

/// A link in a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words that carry it.
    pub words: Range<usize>,
    /// What it opens.
    pub target: LinkTarget,
}

/// A word of the glossary in a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermPlace {
    /// The bytes of the stretch.
    pub words: Range<usize>,
    /// The term, by its place in the glossary.
    pub term: usize,
}

impl<'l> Manuscript<'l> {
    /// Gathers the words of `library`, which was read from `sources`.
    pub fn new(library: &'l Library, sources: &Sources) -> Manuscript<'l> {
        let part = |part| gather::text(part, library, sources);
        let mut texts = vec![
            part(TextPart::House(&library.house)),
            part(TextPart::Glossary(&library.glossary)),
        ];
        for leaflet in library.leaflets.values() {
            texts.push(part(TextPart::Leaflet(leaflet)));
            texts.push(part(TextPart::UrgentHelp(leaflet, &leaflet.urgent_help)));
            let sections = leaflet.sections.iter();
            texts.extend(sections.map(|section| part(TextPart::Section(leaflet, section))));
        }
        Manuscript { library, texts }
    }
}

impl Text<'_> {
    /// What is known of its language.
    pub fn grammar(&self) -> &'static Grammar {
        self.language.map_or(Grammar::unknown(), Grammar::of)
    }

    /// Where messages about the text as a whole point.
    pub fn span(&self) -> SourceSpan {
        match self.part {
            TextPart::Section(_, section) => section.span,
            TextPart::UrgentHelp(_, urgent_help) => urgent_help.span,
            TextPart::Leaflet(leaflet) => leaflet.span,
            TextPart::Glossary(glossary) => glossary.review.due_span,
            TextPart::House(house) => house.span,
        }
    }

    /// The exceptions that hold in its file.
    pub fn allowances(&self) -> &[Allowance] {
        match self.part {
            TextPart::Section(_, section) => &section.allowances,
            TextPart::UrgentHelp(_, urgent_help) => &urgent_help.allowances,
            TextPart::Leaflet(leaflet) => &leaflet.allowances,
            TextPart::Glossary(glossary) => &glossary.allowances,
            TextPart::House(house) => &house.allowances,
        }
    }
}

impl Stretch {
    /// Where some of its words were written.
    pub fn span(&self, words: Range<usize>) -> SourceSpan {
        let written = self.written.get(words).unwrap_or_default();
        let start = written.first().map_or(0, |first| first.start);
        let end = written.last().map_or(0, |last| last.end);
        SourceSpan::new(self.file, start..end)
    }

    /// Its sentences; the end of the stretch ends the last.
    pub fn sentences(&self) -> Vec<Sentence> {
        sentences::split(self)
    }

    /// Whether the glossary explains some of its words.
    pub fn explains(&self, words: &Range<usize>) -> bool {
        let overlaps =
            |term: &TermPlace| term.words.start < words.end && words.start < term.words.end;
        self.terms.iter().any(overlaps)
    }
}
