//! Running text: paragraphs, summaries, notices, pointers, and passages in another language.

use crate::leaflet::NodeId;
use crate::paged::layout::galley::Cut;
use crate::paged::layout::ink::{Against, Area};
use crate::paged::layout::text::{TextLook, pieces};
use crate::paged::theme::{self, Heaviness};

use super::{Flow, Place};

impl Flow<'_> {
    /// A paragraph. One that leads on to a list or table stays with it.
    pub(super) fn paragraph(&mut self, children: &[NodeId], place: Place) {
        let first = self.galley.len();
        self.text(children, place);
        if self.galley.len() == first {
            return;
        }
        self.galley.space(self.theme.spaces.below_paragraph);
        let leads_on = children
            .iter()
            .map(|&child| self.leaflet.text_of(child))
            .collect::<String>()
            .trim_end()
            .ends_with(':');
        if leads_on {
            self.galley.replace_space(self.theme.spaces.below_lead_in);
            self.galley.cut(Cut::Disliked);
        }
    }

    /// A section's summary.
    pub(super) fn summary(&mut self, children: &[NodeId], place: Place) {
        let first = self.galley.len();
        self.text(children, place.styled(self.theme.lead));
        self.galley.keep_together(first);
        self.galley.space(self.theme.spaces.below_summary);
        self.galley.cut(Cut::Poor);
    }

    /// Whom the leaflet is for.
    pub(super) fn audience(&mut self, audience: NodeId, place: Place) {
        let lead = place.styled(self.theme.lead);
        self.text(self.leaflet.children(audience), lead);
        self.galley.space(self.theme.spaces.below_audience);
    }

    /// A notice of a status: a draft, an overdue text.
    pub(super) fn notice(&mut self, children: &[NodeId], place: Place) {
        self.galley.space(self.theme.spaces.around_notice);
        let style = place
            .style
            .colored(theme::URGENT)
            .weighing(Heaviness::SemiBold);
        self.text(children, place.styled(style));
        self.galley.space(self.theme.spaces.around_notice);
    }

    /// A pointer to another part.
    pub(super) fn pointer(&mut self, children: &[NodeId], place: Place) {
        self.galley.space(self.theme.spaces.above_pointer);
        self.galley.cut(Cut::Disliked);
        let mut pieces = pieces(self.leaflet, children);
        for piece in &mut pieces {
            piece.look = TextLook::Plain;
        }
        let style = place
            .style
            .colored(theme::ACCENT)
            .weighing(Heaviness::SemiBold);
        let place = place.styled(style);
        let lines = self.lines_of_pieces(&pieces, place);
        self.galley.push_lines(lines, place.area);
    }

    /// A passage that may run against the page.
    pub(super) fn passage(&mut self, children: &[NodeId], place: Place) {
        let runs_with_page = place.language.direction() == self.leaflet.language.direction();
        let against = if runs_with_page {
            Against::No
        } else {
            Against::Yes
        };
        self.blocks(
            children,
            place.within(Area {
                against,
                ..place.area
            }),
        );
    }
}
