//! The box that says whom to ring and when to get help at once. It is in every leaflet, whatever was asked for.
//!
//! The number comes first, and what to do without it: above the box's title, which runs on into its text. At any size of
//! print they stand on the first page, however long the text below them is.

use crate::content::ContactKind;

use super::blocks::Writer;
use super::compose::Composer;
use super::terms::TermUse;
use super::{Fill, NodeId, Part, Role};

impl Composer<'_> {
    pub(super) fn urgent_help(&mut self) -> NodeId {
        let source = &self.selection.leaflet.urgent_help;
        let part = self.leaflet.add_loose(Role::Part(Part::UrgentHelp));
        self.contact_list(part, &[ContactKind::Urgent]);
        let advice = self.leaflet.add(part, Role::Paragraph);
        self.leaflet.add(advice, Role::Fill(Fill::UrgentAdvice));
        let heading = self.line(part, Role::Heading(2), &source.title);
        self.written_at(heading, source.span);
        self.vocabulary.start(None);
        self.list_words(&source.title, heading);
        let mut writer = Writer {
            contact_at_hand: Some(ContactKind::Urgent),
            ..self.writer(TermUse::Counted)
        };
        writer.blocks(part, &source.body);
        // The box's title runs on into its text: nothing may stand between them.
        self.part_notices(part, &source.standing, &source.review);
        part
    }
}
