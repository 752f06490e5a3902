//! Boxes: a background or an edge around blocks, and what it says where the end of a page cuts it.

use crate::color::Color;
use crate::length::Length;
use crate::paged::layout::galley::{Cut, CutWords, Frame};
use crate::paged::theme::Heaviness;
use crate::wording::fill;

use super::{Flow, Place};

impl Flow<'_> {
    /// Sets what `fill` sets in a frame.
    pub(super) fn framed(&mut self, frame: Frame, padding: Length, fill: impl FnOnce(&mut Self)) {
        self.clear_of_side(frame.area, |flow| {
            flow.galley.open_frame(frame);
            flow.galley.push(padding, Vec::new());
            flow.galley.cut(Cut::Forbidden);
            fill(flow);
            flow.galley.replace_space(Length::ZERO);
            flow.galley.cut(Cut::Forbidden);
            flow.galley.push(padding, Vec::new());
            flow.galley.close_frame();
        });
    }

    /// What a frame says where a page cuts it. One in another frame says nothing: the outer one does.
    pub(super) fn cut_words(&mut self, title: &str, place: Place, color: Color) -> CutWords {
        if self.galley.is_framed() {
            return CutWords::default();
        }
        let wording = self.leaflet.wording;
        let gap = self.theme.spaces.beside_cut_words;
        let title = fill(&wording.goes_on, &[("title", title)]);
        let bold = place.style.colored(color).weighing(Heaviness::Bold);
        let mut above = self.words_alone(&title, place.styled(bold));
        above.height += gap;
        let small = self.theme.side.colored(color).weighing(Heaviness::SemiBold);
        let below = self.words_alone(&wording.goes_on_overleaf, place.styled(small));
        CutWords {
            above,
            below: below.lowered(gap),
        }
    }
}
