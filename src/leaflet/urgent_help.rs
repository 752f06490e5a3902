//! The box that says when to get help at once. It is in every leaflet, whatever was asked for.

use super::compose::Composer;
use super::terms::TermUse;
use super::{Fill, NodeId, Part, Role};

impl Composer<'_> {
    pub(super) fn urgent_help(&mut self) -> NodeId {
        let source = &self.selection.leaflet.urgent_help;
        let (part, heading) = self.part(Part::UrgentHelp, &source.title);
        self.written_at(heading, source.span);
        self.vocabulary.start(None);
        self.writer(TermUse::Counted).blocks(part, &source.body);
        let paragraph = self.leaflet.add(part, Role::Paragraph);
        self.leaflet
            .add(paragraph, Role::Fill(Fill::NoUrgentNumber));
        // The box's title runs on into its text: nothing may stand between them.
        self.part_notices(part, &source.standing, &source.review);
        part
    }
}
