//! The flow: the tree of a leaflet becomes a galley.
//!
//! A file a kind of block, and one for each part of a leaflet that looks like no other. Spaces and keeps are set here; where
//! pages end is decided when the galley is cut.

mod about;
mod areas;
mod callouts;
mod column_widths;
mod contacts;
mod contents;
mod figures;
mod glossary;
mod headings;
mod lines;
mod lists;
mod opening;
mod panels;
mod paragraphs;
mod parts;
mod questions;
mod side_matter;
mod stacked_tables;
mod tables;
mod urgent_help;

use crate::form::PagedForm;
use crate::language::Language;
use crate::leaflet::NodeId;
use crate::paged::layout::cache::{Caching, LayoutCache};
use crate::paged::layout::cut_galley::{CutGalley, PageNumbers};
use crate::paged::layout::frame::PageFrame;
use crate::paged::layout::galley::{Cut, Galley};
use crate::paged::layout::ink::{Area, InkBlock};
use crate::paged::layout::shape::Shaper;
use crate::paged::layout::text::{TextLook, TextSetting};
use crate::paged::theme::{TextStyle, Theme};
use crate::paged::{Leaflet, Part, Role};

/// Turns nodes into slices.
pub(super) struct Flow<'a> {
    /// The leaflet.
    pub(super) leaflet: &'a Leaflet,
    /// How it is set.
    pub(super) form: PagedForm,
    /// How it looks.
    pub(super) theme: Theme,
    /// Where things stand on its pages.
    pub(super) frame: PageFrame,
    /// What shapes its words.
    pub(super) shaper: &'a mut Shaper,
    /// The parts of other leaflets.
    pub(super) cache: &'a mut LayoutCache,
    /// Whether its own join them.
    pub(super) caching: Caching,
    /// What has been set.
    pub(super) galley: Galley,
    /// The tables whose cells stand below each other, of those that are set anew.
    pub(super) stacked_tables: Vec<NodeId>,
    /// The pages of what stands above the glossary's terms, once they are known.
    pub(super) page_numbers: PageNumbers,
}

/// A part of the leaflet that is to be set.
#[derive(Clone, Copy)]
struct NextPart<'a> {
    node: NodeId,
    kind: &'a Part,
    /// The one above it.
    before: Option<&'a Part>,
}

/// Where and how blocks are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// The stretch of the page.
    pub(super) area: Area,
    /// The language of the text.
    pub(super) language: &'a Language,
    /// The style of running text.
    pub(super) style: TextStyle,
    /// How links in it look.
    pub(super) links: TextLook,
}

impl<'a> Place<'a> {
    /// The same, in another stretch of the page.
    pub(super) fn within(self, area: Area) -> Place<'a> {
        Place { area, ..self }
    }

    /// The same, in another style.
    pub(super) fn styled(self, style: TextStyle) -> Place<'a> {
        Place { style, ..self }
    }

    /// The same, with links that do not call: in lists that are all links.
    pub(super) fn with_quiet_links(self) -> Place<'a> {
        Place {
            links: TextLook::Quiet,
            ..self
        }
    }

    /// How text in this place is set.
    pub(super) fn setting(&self) -> TextSetting<'a> {
        TextSetting {
            style: self.style,
            language: self.language,
            width: self.area.width,
        }
    }
}

impl<'a> Flow<'a> {
    /// Sets the leaflet as far as the terms of the glossary; all of it where it has none.
    pub(super) fn set_to_terms(&mut self) {
        for part in self.parts() {
            self.galley.cut(self.cut_above(part));
            if *part.kind == Part::Glossary {
                return self.glossary_heading(part.node);
            }
            self.part_by_itself(part);
        }
    }

    /// Goes on with the terms of the glossary, now that it is known on which pages all above them stands.
    pub(super) fn set_from_terms(&mut self, above: CutGalley) {
        self.page_numbers = above.page_numbers(&self.leaflet.parents());
        self.galley = above.galley;
        let parts = self.parts().into_iter();
        let mut parts = parts.skip_while(|part| *part.kind != Part::Glossary);
        if let Some(glossary) = parts.next() {
            self.glossary_terms(glossary.node);
        }
        for part in parts {
            self.galley.cut(self.cut_above(part));
            self.part_by_itself(part);
        }
    }

    /// Whether there is a glossary.
    pub(super) fn has_glossary(&self) -> bool {
        let mut parts = self.parts().into_iter();
        parts.any(|part| *part.kind == Part::Glossary)
    }

    /// The parts of the leaflet, in order.
    fn parts(&self) -> Vec<NextPart<'a>> {
        let leaflet = self.leaflet;
        let mut before = None;
        let mut parts = Vec::new();
        for &node in leaflet.children(NodeId::ROOT) {
            if let Role::Part(kind) = &leaflet.node(node).role {
                parts.push(NextPart { node, kind, before });
                before = Some(kind);
            }
        }
        parts
    }

    /// Sets blocks below each other. Text that stands between blocks becomes a paragraph of its own.
    fn blocks(&mut self, nodes: &[NodeId], place: Place) {
        let leaflet = self.leaflet;
        for group in
            nodes.chunk_by(|&one, &next| is_inline(leaflet, one) && is_inline(leaflet, next))
        {
            if is_inline(leaflet, group[0]) {
                self.text(group, place);
            } else {
                self.block(group[0], place);
            }
        }
    }

    fn block(&mut self, node: NodeId, place: Place) {
        let leaflet = self.leaflet;
        let children = leaflet.children(node);
        let language = leaflet.node(node).language.as_ref();
        let place = Place {
            language: language.unwrap_or(place.language),
            ..place
        };
        match &leaflet.node(node).role {
            Role::Heading(level) => self.heading(children, *level, place),
            Role::Summary => self.summary(children, place),
            Role::StatusNotice => self.notice(children, place),
            Role::Pointer => self.pointer(children, place),
            Role::List(kind) => self.list(children, *kind, place),
            Role::Table => self.table(node, place),
            Role::FigureGroup => self.figure_group(children, place),
            Role::FigureRow => self.figure_row(children, place),
            Role::Callout(kind) => self.callout(children, *kind, place),
            Role::Passage => self.passage(children, place),
            Role::WritingLine => {
                self.writing_line(place.area);
                self.galley.cut(Cut::Forbidden);
            }
            Role::SideMatter => {}
            _ => self.paragraph(children, place),
        }
    }

    /// Sets what `set_blocks` sets as one block that stands by itself: a cell, a column.
    fn apart(&mut self, set_blocks: impl FnOnce(&mut Self)) -> InkBlock {
        let galley = std::mem::take(&mut self.galley);
        set_blocks(self);
        std::mem::replace(&mut self.galley, galley).into_block()
    }

    /// The first child of a node whose role is as wanted.
    fn child_with(&self, node: NodeId, wanted: impl Fn(&Role) -> bool) -> Option<NodeId> {
        let children = self.leaflet.children(node).iter().copied();
        children
            .into_iter()
            .find(|&child| wanted(&self.leaflet.node(child).role))
    }
}

/// Whether a block stands out from the text around it.
fn is_display(role: &Role) -> bool {
    matches!(
        role,
        Role::Table | Role::FigureGroup | Role::FigureRow | Role::Callout(_)
    )
}

fn is_inline(leaflet: &Leaflet, node: NodeId) -> bool {
    matches!(
        leaflet.node(node).role,
        Role::Text { .. } | Role::Link(_) | Role::PageNumber(_) | Role::Blank
    )
}
