//! The sheet to take to the clinic: the questions of the chosen sections, and lines for notes.

use crate::content::{Block, Inline};
use crate::library::Section;

use super::compose::Composer;
use super::terms::TermUse;
use super::{ListKind, NodeId, Part, Role};

/// The least lines for notes: a question and its answer or two. Layout fills the page with more.
const NOTE_LINES: usize = 4;

impl<'a> Composer<'a> {
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

    /// Has the words of the questions explained. The sections come first in reading order, so it is done after them.
    pub(super) fn list_words_of_questions(&mut self) {
        for (place, words) in std::mem::take(&mut self.question_words) {
            self.vocabulary.start(None);
            self.writer(TermUse::Listed).list_inlines(place, words);
        }
    }

    fn questions_of(&mut self, part: NodeId, section: &'a Section) {
        let heading = self.line(part, Role::Heading(3), &section.title);
        self.written_at(heading, section.span);
        self.question_headings.insert(section.id.clone(), heading);
        self.writer(TermUse::Ignored)
            .blocks(part, &section.questions_intro);
        let intro = lines_in(&section.questions_intro).into_iter();
        self.question_words
            .extend(intro.map(|line| (heading, line)));
        let list = self.leaflet.add(part, Role::List(ListKind::Question));
        for question in &section.questions {
            let item = self.leaflet.add(list, Role::Item);
            self.leaflet.add(item, Role::Label);
            let body = self
                .writer(TermUse::Ignored)
                .run(item, Role::Body, &question.content);
            self.written_at(body, question.span);
            self.question_words.push((body, &question.content));
        }
    }
}

/// The lines of text in blocks, in order.
fn lines_in<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> Vec<&'b [Inline]> {
    let mut lines = Vec::new();
    for block in blocks {
        lines.extend(block.lines());
        lines.extend(lines_in(block.inner()));
    }
    lines
}
