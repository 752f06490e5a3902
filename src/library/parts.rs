//! The parts of a library that are reviewed and approved one by one: each leaflet itself, its urgent help, its sections,
//! and the glossary. They are named alike wherever they are listed or typed.

use super::{Glossary, LeafletSource, Library, Section, Standing, UrgentHelp};
use crate::content::ReviewDates;
use crate::diagnostic::SourceSpan;
use crate::hash::Hash;

/// The name of the glossary among the parts: no leaflet can have it.
pub(super) const GLOSSARY: &str = "glossary";

/// A text that is reviewed and approved on its own.
#[derive(Clone, Debug)]
pub struct LibraryPart<'l> {
    /// `LEAFLET`, `LEAFLET/SECTION`, `LEAFLET/urgent-help` or `glossary`.
    pub name: String,
    /// Its title, for people.
    pub title: &'l str,
    /// Where it stands.
    pub standing: &'l Standing,
    /// When it was reviewed and is due; a leaflet itself may have no dates.
    pub review: Option<ReviewDates>,
    /// What a review of it approves.
    pub content_hash: Hash,
    /// Where its keys start: the span names its file.
    pub span: SourceSpan,
}

impl Library {
    /// All parts: leaflet by leaflet, the leaflet itself first; then the glossary.
    pub fn parts(&self) -> Vec<LibraryPart<'_>> {
        let mut parts = Vec::new();
        for leaflet in self.leaflets.values() {
            parts.push(leaflet_itself(leaflet));
            parts.push(urgent_help(leaflet, &leaflet.urgent_help));
            let sections = leaflet.sections.iter();
            parts.extend(sections.map(|section| self::section(leaflet, section)));
        }
        parts.push(glossary(&self.glossary));
        parts
    }
}

fn leaflet_itself(leaflet: &LeafletSource) -> LibraryPart<'_> {
    LibraryPart {
        name: leaflet.id.to_string(),
        title: &leaflet.title,
        standing: &leaflet.standing,
        review: leaflet.review,
        content_hash: leaflet.content_hash,
        span: leaflet.span,
    }
}

fn urgent_help<'l>(leaflet: &LeafletSource, urgent_help: &'l UrgentHelp) -> LibraryPart<'l> {
    LibraryPart {
        name: format!("{}/{}", leaflet.id, urgent_help.id),
        title: &urgent_help.title,
        standing: &urgent_help.standing,
        review: Some(urgent_help.review),
        content_hash: urgent_help.content_hash,
        span: urgent_help.span,
    }
}

fn section<'l>(leaflet: &LeafletSource, section: &'l Section) -> LibraryPart<'l> {
    LibraryPart {
        name: format!("{}/{}", leaflet.id, section.id),
        title: &section.title,
        standing: &section.standing,
        review: Some(section.review),
        content_hash: section.content_hash,
        span: section.span,
    }
}

fn glossary(glossary: &Glossary) -> LibraryPart<'_> {
    LibraryPart {
        name: GLOSSARY.to_owned(),
        title: "Glossary",
        standing: &glossary.standing,
        review: Some(glossary.review),
        content_hash: glossary.content_hash,
        span: glossary.span,
    }
}
