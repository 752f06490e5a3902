//! Callouts: what cannot wait stands in a box, a note beside a bar.

use crate::color::Color;
use crate::content::CalloutKind;
use crate::leaflet::{NodeId, Role};
use crate::length::{Length, pt};
use crate::paged::layout::galley::{Area, Frame};
use crate::paged::theme::{self, Heaviness};

use super::{Flow, Place};

/// The width of the bar beside a callout.
const CALLOUT_BAR: Length = pt(4.0);
/// The edge around a callout that cannot wait. It tells it from others in grey, too: colour alone never does.
const CALLOUT_BORDER: Length = pt(1.2);

impl Flow<'_> {
    pub(super) fn callout(&mut self, children: &[NodeId], kind: CalloutKind, place: Place) {
        let (color, fill) = match kind {
            CalloutKind::Caution => (theme::URGENT, Some(theme::URGENT_SOFT)),
            CalloutKind::Important => (theme::ACCENT, Some(theme::SOFT)),
            CalloutKind::Note | CalloutKind::Tip => (theme::ACCENT, None),
        };
        let inset = self.theme.spaces.callout_inset;
        let inside = |area: Area| {
            let inner = area.indented(inset + CALLOUT_BAR);
            inner.shortened(fill.map_or(Length::ZERO, |_| inset))
        };
        let place = place.within(self.callout_area(children, kind, (place, &inside)));
        let inner = inside(place.area);
        let title = self.leaflet.wording.callout(kind);
        let text = place.within(self.measured(inner));
        let frame = Frame {
            area: place.area,
            radius: Length::ZERO,
            fill,
            border: (kind == CalloutKind::Caution).then_some((color, CALLOUT_BORDER)),
            bar: Some((color, CALLOUT_BAR)),
            cut_words: self.cut_words(title, text, color),
        };
        let padding = if fill.is_some() {
            self.theme.spaces.filled_callout_padding
        } else {
            self.theme.spaces.plain_callout_padding
        };
        self.galley.space(self.theme.spaces.above_callout);
        let first = self.galley.len();
        self.framed(frame, padding, |flow| {
            flow.callout_blocks(children, place.within(inner), color);
        });
        self.galley.keep_together(first);
        self.galley.space(self.theme.spaces.below_callout);
    }

    /// Where a callout stands. One that cannot wait takes both columns where nothing stands beside it; another takes them
    /// only for the columns of a table in it.
    fn callout_area(
        &mut self,
        children: &[NodeId],
        kind: CalloutKind,
        (place, inside): (Place, &dyn Fn(Area) -> Area),
    ) -> Area {
        let Some(wider) = self.wider(place.area) else {
            return place.area;
        };
        let calls = kind == CalloutKind::Caution
            && self.fills_text_column(place.area)
            && self.side_is_clear();
        let mut tables = children.to_vec();
        tables.retain(|&child| self.leaflet.node(child).role == Role::Table);
        let needs_room = |flow: &mut Self, table: NodeId| {
            let areas = [place.area, wider].map(|area| place.within(inside(area)));
            let [here, there] = areas.map(|place| flow.has_columns(table, place));
            !here && there
        };
        if calls || tables.into_iter().any(|table| needs_room(self, table)) {
            wider
        } else {
            place.area
        }
    }

    fn callout_blocks(&mut self, children: &[NodeId], place: Place, color: Color) {
        let text = place.within(self.measured(place.area));
        for &child in children {
            if self.leaflet.node(child).role == Role::CalloutLabel {
                let style = text.style.colored(color).weighing(Heaviness::Bold);
                self.text(self.leaflet.children(child), text.styled(style));
                self.galley
                    .replace_space(self.theme.spaces.below_callout_title);
                self.galley.owe_lines(2);
            } else if self.leaflet.node(child).role == Role::Table {
                self.blocks(&[child], place);
            } else {
                self.blocks(&[child], text);
            }
        }
    }
}
