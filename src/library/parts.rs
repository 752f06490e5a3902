//! The parts of a library that are reviewed and approved one by one: each leaflet itself, its urgent help, its sections,
//! and the glossary. They are named alike wherever they are listed or typed.

use super::{Glossary, LeafletSource, Library, Section, Standing, UrgentHelp};
use crate::content::ReviewDates;
use crate::diagnostic::SourceSpan;
use crate::hash::Hash;

/// The name of the glossary among the parts: no leaflet can have it.
pub(super) const GLOSSARY: &str = "glossary";

/// What a review decides of a text: whether patients may have it, until when, and which words.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed<'l> {
    /// Where it stands.
    pub standing: &'l Standing,
    /// When it was reviewed and is due; a leaflet itself may have no dates.
    pub review: Option<ReviewDates>,
    /// What a review of it approves.
    pub content_hash: Hash,
    /// Where its keys start: the span names its file.
    pub span: SourceSpan,
}

impl<'l> Reviewed<'l> {
    fn new(
        standing: &'l Standing,
        review: Option<ReviewDates>,
        content_hash: Hash,
        span: SourceSpan,
    ) -> Reviewed<'l> {
        Reviewed {
            standing,
            review,
            content_hash,
            span,
        }
    }
}

/// A text that is reviewed and approved on its own.
#[derive(Clone, Debug)]
pub struct LibraryPart<'l> {
    /// `LEAFLET`, `LEAFLET/SECTION`, `LEAFLET/urgent-help` or `glossary`.
    pub name: String,
    /// Its title, for people.
    pub title: &'l str,
    /// What its review decides.
    pub reviewed: Reviewed<'l>,
}

impl Library {
    /// All parts: leaflet by leaflet, the leaflet itself first; then the glossary.
    pub fn parts(&self) -> Vec<LibraryPart<'_>> {
        let mut parts = Vec::new();
        for leaflet in self.leaflets.values() {
            let id = &leaflet.id;
            let urgent_help = &leaflet.urgent_help;
            parts.push(part(id.to_string(), &leaflet.title, leaflet.reviewed()));
            let name = format!("{id}/{}", urgent_help.id);
            parts.push(part(name, &urgent_help.title, urgent_help.reviewed()));
            parts.extend(leaflet.sections.iter().map(|section| {
                let name = format!("{id}/{}", section.id);
                part(name, &section.title, section.reviewed())
            }));
        }
        let glossary = self.glossary.reviewed();
        parts.push(part(GLOSSARY.to_owned(), "Glossary", glossary));
        parts
    }
}

fn part<'l>(name: String, title: &'l str, reviewed: Reviewed<'l>) -> LibraryPart<'l> {
    LibraryPart {
        name,
        title,
        reviewed,
    }
}

impl LeafletSource {
    /// What the review of the leaflet itself decides, its parts apart.
    pub fn reviewed(&self) -> Reviewed<'_> {
        Reviewed::new(&self.standing, self.review, self.content_hash, self.span)
    }
}

impl UrgentHelp {
    /// What its review decides.
    pub fn reviewed(&self) -> Reviewed<'_> {
        let review = Some(self.review);
        Reviewed::new(&self.standing, review, self.content_hash, self.span)
    }
}

impl Section {
    /// What its review decides.
    pub fn reviewed(&self) -> Reviewed<'_> {
        let review = Some(self.review);
        Reviewed::new(&self.standing, review, self.content_hash, self.span)
    }
}

impl Glossary {
    /// What its review decides.
    pub fn reviewed(&self) -> Reviewed<'_> {
        let review = Some(self.review);
        Reviewed::new(&self.standing, review, self.content_hash, self.span)
    }
}
