//! Panels: a background or an edge around blocks, and what it says where the end of a page cuts it.

use crate::color::Color;
use crate::length::Length;
use crate::paged::layout::galley::{Cut, CutWords, Panel};
use crate::paged::theme::Heaviness;
use crate::wording::fill;

use super::{Flow, Place};

impl Flow<'_> {
    /// Sets what `set_blocks` sets in a panel.
    pub(super) fn in_panel(
        &mut self,
        panel: Panel,
        padding: Length,
        set_blocks: impl FnOnce(&mut Self),
    ) {
        self.clear_of_side(panel.area, |flow| {
            flow.galley.open_panel(panel);
            flow.galley.push(padding, Vec::new());
            flow.galley.cut(Cut::Forbidden);
            set_blocks(flow);
            flow.galley.replace_space(Length::ZERO);
            flow.galley.cut(Cut::Forbidden);
            flow.galley.push(padding, Vec::new());
            flow.galley.close_panel();
        });
    }

    /// What a panel says where a page cuts it. One in another says nothing: the outer one does.
    pub(super) fn cut_words(&mut self, title: &str, place: Place, color: Color) -> CutWords {
        if self.galley.is_in_panel() {
            return CutWords::default();
        }
        let wording = self.leaflet.wording;
        let gap = self.theme.spaces.beside_cut_words;
        let title = fill(&wording.goes_on, &[("title", title)]);
        let bold = place.style.colored(color).weighing(Heaviness::Bold);
        let mut above = self.loose_words(&title, place.styled(bold));
        above.height += gap;
        let small = self.theme.side.colored(color).weighing(Heaviness::SemiBold);
        let below = self.loose_words(&wording.goes_on_overleaf, place.styled(small));
        CutWords {
            above,
            below: below.lowered(gap),
        }
    }
}
