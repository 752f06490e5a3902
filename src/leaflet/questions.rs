//! The sheet to take to the clinic: the questions of the chosen sections, and lines for notes.

use crate::library::Section;

use super::compose::Composer;
use super::terms::TermUse;
use super::{ListKind, NodeId, Part, Role};

/// The least lines for notes: a question and its answer or two. Layout fills the page with more.
const NOTE_LINES: usize = 4;

impl Composer<'_> {
    /// The sheet, if a chosen section has questions.
    pub(super) fn questions(&mut self) -> Option<NodeId> {
        let mut sections = self.selection.sections.clone();
        sections.retain(|section| !section.questions.is_empty());
        if sections.is_empty() {
            return None;
        }
        let (part, _) = self.part(Part::Questions, &self.wording().questions);
        for section in sections {
            self.questions_of(part, section);
        }
        self.line(part, Role::Heading(3), &self.wording().notes);
        for _ in 0..NOTE_LINES {
            self.leaflet.add(part, Role::WritingLine);
        }
        Some(part)
    }

    fn questions_of(&mut self, part: NodeId, section: &Section) {
        let heading = self.line(part, Role::Heading(3), &section.title);
        self.written_at(heading, section.span);
        self.question_headings.insert(section.id.clone(), heading);
        self.writer(TermUse::Ignored)
            .blocks(part, &section.questions_intro);
        let list = self.leaflet.add(part, Role::List(ListKind::Question));
        for question in &section.questions {
            let item = self.leaflet.add(list, Role::Item);
            self.leaflet.add(item, Role::Label);
            let body = self
                .writer(TermUse::Ignored)
                .run(item, Role::Body, &question.content);
            self.written_at(body, question.span);
        }
    }
}
