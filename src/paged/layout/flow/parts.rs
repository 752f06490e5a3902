//! The parts of a leaflet, in order: where each of them begins, its heading and what it holds.

use crate::leaflet::{ListKind, NodeId};
use crate::paged::layout::cache::{CachedForm, Caching};
use crate::paged::layout::galley::{Cut, Galley};
use crate::paged::layout::ink::Area;
use crate::paged::{Part, Role};

use super::{Flow, NextPart, Place};

/// A part begins on a new page unless this much of the page is left: less looks crowded and strands its beginning.
const ROOM_FOR_A_PART: f32 = 0.36;
/// The questions are a sheet of their own, unless so little stands on the page that it would look forgotten.
const ROOM_FOR_QUESTIONS: f32 = 0.75;

impl Flow<'_> {
    /// Whether a page ends above a part that stands below another.
    pub(super) fn cut_above(&self, part: NextPart) -> Cut {
        let room = match part.kind {
            // It begins on the first page.
            Part::UrgentHelp => return Cut::Forbidden,
            Part::Opening | Part::Contacts | Part::Introduction | Part::Contents => {
                return Cut::Allowed;
            }
            Part::Questions => ROOM_FOR_QUESTIONS,
            // Below lines to write on, its rule would look like one of them; so they go on to the foot.
            _ if part.before == Some(&Part::Questions) => 1.0,
            Part::Changes | Part::Section(_) | Part::Glossary | Part::About => ROOM_FOR_A_PART,
        };
        Cut::UnlessRoom(self.frame.height() * room)
    }

    /// Adds a part that depends on nothing around it: from those that are kept, or to them.
    pub(super) fn part_by_itself(&mut self, part: NextPart) {
        let form = CachedForm {
            text_size: self.form.text_size,
            paper: self.form.printing.paper,
            language: self.leaflet.language.clone(),
            page_height: self.frame.height(),
        };
        let cached = self.cache.get(&form, self.leaflet, part.node);
        let set = cached.unwrap_or_else(|| {
            let set = self.set_apart(part);
            if self.caching == Caching::On {
                self.cache.insert(form, self.leaflet, part.node, &set);
            }
            set
        });
        self.galley.append(set);
    }

    /// A part in a galley of its own.
    fn set_apart(&mut self, part: NextPart) -> Galley {
        let above = std::mem::take(&mut self.galley);
        let NextPart { node, kind, .. } = part;
        match kind {
            Part::Opening => self.opening(node),
            Part::UrgentHelp => self.urgent_help(node),
            Part::Contacts => self.contacts_panel(node),
            Part::Introduction => self.introduction(node),
            Part::Contents => self.contents(node),
            _ => self.ruled_part(node),
        }
        std::mem::replace(&mut self.galley, above)
    }

    /// A section, the questions or the about part: a ruled heading, then blocks.
    fn ruled_part(&mut self, part: NodeId) {
        self.galley.space(self.theme.spaces.above_part);
        self.blocks_of_part(part, self.leaflet.children(part));
        if self.leaflet.node(part).role == Role::Part(Part::Questions) {
            self.galley.rule_to_foot(self.frame.text);
        }
    }

    /// The glossary, as far as its terms: they name the pages of all that stands above them.
    pub(super) fn glossary_heading(&mut self, glossary: NodeId) {
        let children = self.leaflet.children(glossary);
        self.galley.space(self.theme.spaces.above_part);
        self.blocks_of_part(glossary, &children[..self.first_terms(glossary)]);
    }

    /// The rest of it.
    pub(super) fn glossary_terms(&mut self, glossary: NodeId) {
        let children = self.leaflet.children(glossary);
        self.blocks_of_part(glossary, &children[self.first_terms(glossary)..]);
    }

    /// Where among the children of the glossary its terms begin.
    fn first_terms(&self, glossary: NodeId) -> usize {
        let children = self.leaflet.children(glossary);
        let is_terms =
            |&child: &NodeId| self.leaflet.node(child).role == Role::List(ListKind::Terms);
        children.iter().position(is_terms).unwrap_or(children.len())
    }

    fn blocks_of_part(&mut self, part: NodeId, children: &[NodeId]) {
        let place = match self.leaflet.node(part).role {
            Role::Part(Part::About | Part::Glossary) => {
                self.running_text(self.frame.text).with_quiet_links()
            }
            _ => self.running_text(self.frame.text),
        };
        let first = self.galley.len();
        let mut group = first..first;
        for &child in children {
            match self.leaflet.node(child).role {
                Role::Heading(2) => {
                    self.part_heading(child, self.part_area(part));
                    if let Some(side) = self.child_with(part, |role| *role == Role::SideMatter) {
                        self.side_matter(side, first);
                    }
                }
                Role::StatusNotice => self.part_notice(child, place),
                Role::Heading(_) => {
                    let first = self.galley.len();
                    self.blocks(&[child], place);
                    group = first..self.galley.len();
                }
                Role::List(ListKind::Question) => {
                    // What is said above the questions stays with the first of them.
                    self.galley.cut(Cut::Forbidden);
                    self.galley.open_group(group.clone());
                    self.blocks(&[child], place);
                    self.galley.close_group();
                }
                Role::Table => self.blocks(&[child], place.within(self.part_area(part))),
                _ => self.blocks(&[child], place),
            }
        }
    }

    /// The about part is a table as wide as the page, with whole addresses in it, so its rule is as wide too.
    fn part_area(&self, part: NodeId) -> Area {
        if self.leaflet.node(part).role == Role::Part(Part::About) {
            self.frame.full
        } else {
            self.frame.text
        }
    }

    /// A notice belongs to the title above it, and is not left alone with it at the foot of a page.
    fn part_notice(&mut self, notice: NodeId, place: Place) {
        let first = self.galley.len();
        self.blocks(&[notice], place);
        self.galley.hold(first);
        self.galley.owe_lines(2);
    }
}
