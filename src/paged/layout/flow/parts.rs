//! The parts of a leaflet, in order: where each of them begins, its heading and what it holds.

use crate::leaflet::{ListKind, NodeId, Part, Role};
use crate::paged::layout::galley::{Area, Cut};
use crate::paged::layout::set_parts::Form;

use super::{Flow, Place};

/// A part begins on a new page unless this much of the page is left: less looks crowded and strands its beginning.
const ROOM_FOR_A_PART: f32 = 0.36;
/// The questions are a sheet of their own, unless so little stands on the page that it would look forgotten.
const ROOM_FOR_QUESTIONS: f32 = 0.75;

impl Flow<'_> {
    /// Whether a page ends above a part that stands below another.
    pub(super) fn cut_above(&self, part: &Part, before: Option<&Part>) -> Cut {
        let room = match part {
            // It begins on the first page.
            Part::UrgentHelp => return Cut::Forbidden,
            Part::Opening | Part::Contacts | Part::Introduction | Part::Contents => {
                return Cut::Allowed;
            }
            Part::Questions => ROOM_FOR_QUESTIONS,
            // Below lines to write on, its rule would look like one of them; so they go on to the foot.
            _ if before == Some(&Part::Questions) => 1.0,
            Part::Changes | Part::Section(_) | Part::Glossary | Part::About => ROOM_FOR_A_PART,
        };
        Cut::UnlessRoom(self.page_height * room)
    }

    /// Adds a part that depends on nothing around it: from those that have been set, or to them.
    pub(super) fn part_by_itself(&mut self, part: NodeId, kind: &Part) {
        let form = Form {
            text_size: self.leaflet.text_size,
            paper: self.leaflet.printing.paper,
            language: self.leaflet.language.clone(),
            page_height: self.page_height,
        };
        let set = self.set_parts.find(&form, self.leaflet, part);
        let set = set.unwrap_or_else(|| {
            let above = std::mem::take(&mut self.galley);
            match kind {
                Part::Opening => self.opening(part),
                Part::UrgentHelp => self.urgent_help(part),
                Part::Contacts => self.contacts_panel(part),
                Part::Introduction => self.introduction(part),
                Part::Contents => self.contents(part),
                _ => self.part(part),
            }
            let set = std::mem::replace(&mut self.galley, above);
            if self.keeps_parts {
                self.set_parts.keep(form, self.leaflet, part, &set);
            }
            set
        });
        self.galley.append(set);
    }

    /// A section, the questions, the glossary or the about part: a ruled heading, then blocks.
    pub(super) fn part(&mut self, part: NodeId) {
        let place = match self.leaflet.node(part).role {
            Role::Part(Part::About | Part::Glossary) => {
                self.running_text(self.text_area()).with_quiet_links()
            }
            _ => self.running_text(self.text_area()),
        };
        self.galley.space(self.theme.spaces.above_part);
        let first = self.galley.len();
        let mut group = first..first;
        for &child in self.leaflet.children(part) {
            match self.leaflet.node(child).role {
                Role::Heading(2) => {
                    self.part_heading(child, self.part_area(part));
                    self.side_matter(part, first);
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
                _ => self.blocks(&[child], place),
            }
        }
        let is_questions = self.leaflet.node(part).role == Role::Part(Part::Questions);
        if let (true, Some(last)) = (is_questions, self.galley.slices.last_mut()) {
            last.ruled_to_foot = Some((place.area, last.height));
        }
    }

    /// The about part is a table as wide as the page, so its rule is too.
    fn part_area(&self, part: NodeId) -> Area {
        if self.leaflet.node(part).role == Role::Part(Part::About) {
            self.full_area()
        } else {
            self.text_area()
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
