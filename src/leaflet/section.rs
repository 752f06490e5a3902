//! The chosen sections: title, summary, text, the way to their questions, and what stands beside them.

use crate::library::Section;

use super::compose::{Composer, Slot};
use super::inlines::Written;
use super::terms::TermUse;
use super::{NodeId, Part, Role, Target, Weight};

impl<'a> Composer<'a> {
    pub(super) fn sections(&mut self) -> Vec<NodeId> {
        let sections = self.selection.sections.clone();
        // Every heading first: a section may point to a later one.
        let parts: Vec<NodeId> = sections
            .iter()
            .map(|section| self.section_start(section))
            .collect();
        for (&part, section) in parts.iter().zip(sections) {
            self.section(part, section);
        }
        parts
    }

    fn section_start(&mut self, section: &Section) -> NodeId {
        let (part, heading) = self.part(Part::Section(section.id.clone()), &section.title);
        self.written_at(heading, section.span);
        self.section_headings.insert(section.id.clone(), heading);
        self.part_notices(part, &section.standing, &section.review);
        part
    }

    fn section(&mut self, part: NodeId, section: &'a Section) {
        self.vocabulary.start(None);
        let heading = self.section_headings[&section.id];
        self.list_words(&section.title, heading);
        self.summary(part, section);
        self.writer(TermUse::Linked).blocks(part, &section.body);
        if let Some(&questions) = self.question_headings.get(&section.id) {
            let pointer = self.leaflet.add(part, Role::Pointer);
            let link = self
                .leaflet
                .add(pointer, Role::Link(Target::Node(questions)));
            let page = Slot::PageNumber(questions);
            self.words(link, &self.wording().questions_pointer, &[("page", page)]);
        }
        self.side_matter(part, section);
    }

    fn summary(&mut self, part: NodeId, section: &Section) {
        let summary = self.leaflet.add(part, Role::Summary);
        self.written_at(summary, section.summary_span);
        let written = Written {
            text: &section.summary,
            span: section.summary_span,
            weight: Weight::Regular,
        };
        self.writer(TermUse::Counted).text(summary, written);
    }

    fn side_matter(&mut self, part: NodeId, section: &Section) {
        let side = self.leaflet.add(part, Role::SideMatter);
        self.online_matter(side, &section.online, &section.online_label);
        let wording = self.wording();
        let (checked, due) = wording.date_labels(section.standing.status);
        let dates = [
            (checked, section.review.last_reviewed),
            (due, section.review.review_due),
        ];
        for (label, date) in dates {
            self.line(side, Role::SideLabel, label);
            self.line(side, Role::SideText, &wording.date(date));
        }
    }
}
