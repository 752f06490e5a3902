//! Callouts: what cannot wait stands in a box, a note beside a bar.
//!
//! One that cannot wait takes both columns where nothing stands beside it; another takes them only for the columns of a table
//! in it.

use crate::color::Color;
use crate::content::CalloutKind;
use crate::leaflet::NodeId;
use crate::length::{Length, pt};
use crate::paged::Role;
use crate::paged::layout::galley::{CutWords, Panel};
use crate::paged::layout::ink::Area;
use crate::paged::layout::page::Stroke;
use crate::paged::spaces::Spaces;
use crate::paged::theme::{self, Heaviness};

use super::{Flow, Place};

/// The width of the bar beside a callout.
const CALLOUT_BAR: Length = pt(4.0);
/// The edge around a callout that cannot wait. It tells it from others in grey, too: colour alone never does.
const CALLOUT_BORDER: Length = pt(1.2);

/// How a kind of callout looks.
#[derive(Clone, Copy)]
struct CalloutLook {
    /// The colour of its bar, its edge and its title.
    color: Color,
    /// The colour of its background.
    fill: Option<Color>,
    /// Whether it has an edge.
    has_border: bool,
    /// Between its bar or edge and its words.
    inset: Length,
    /// Above and below its words.
    padding: Length,
}

impl CalloutLook {
    fn of(kind: CalloutKind, spaces: &Spaces) -> CalloutLook {
        let (color, fill) = match kind {
            CalloutKind::Caution => (theme::URGENT, Some(theme::URGENT_SOFT)),
            CalloutKind::Important => (theme::ACCENT, Some(theme::SOFT)),
            CalloutKind::Note | CalloutKind::Tip => (theme::ACCENT, None),
        };
        let padding = if fill.is_some() {
            spaces.filled_callout_padding
        } else {
            spaces.plain_callout_padding
        };
        CalloutLook {
            color,
            fill,
            has_border: kind == CalloutKind::Caution,
            inset: spaces.callout_inset,
            padding,
        }
    }

    /// Where the words of a callout stand that takes this area.
    fn inside(&self, area: Area) -> Area {
        let inner = area.indented(self.inset + CALLOUT_BAR);
        inner.shortened(self.fill.map_or(Length::ZERO, |_| self.inset))
    }

    fn panel(&self, area: Area, cut_words: CutWords) -> Panel {
        let stroke = |width| Stroke {
            color: self.color,
            width,
        };
        Panel {
            area,
            radius: Length::ZERO,
            fill: self.fill,
            border: self.has_border.then_some(stroke(CALLOUT_BORDER)),
            bar: Some(stroke(CALLOUT_BAR)),
            cut_words,
        }
    }
}

impl Flow<'_> {
    /// Sets a callout.
    pub(super) fn callout(&mut self, children: &[NodeId], kind: CalloutKind, place: Place) {
        let look = CalloutLook::of(kind, &self.theme.spaces);
        let cannot_wait = kind == CalloutKind::Caution && self.fills_text_column(place.area);
        let is_wide =
            (cannot_wait && self.side_is_clear()) || self.needs_width(children, look, place);
        let wider = self.wider(place.area).filter(|_| is_wide);
        let place = place.within(wider.unwrap_or(place.area));
        let inner = place.within(look.inside(place.area));
        let text = place.within(self.measured(inner.area));
        let cut_words = self.cut_words(self.leaflet.wording.callout(kind), text, look.color);
        self.galley.space(self.theme.spaces.above_callout);
        let first = self.galley.len();
        self.in_panel(look.panel(place.area, cut_words), look.padding, |flow| {
            flow.callout_blocks(children, inner, look.color);
        });
        self.galley.keep_together(first);
        self.galley.space(self.theme.spaces.below_callout);
    }

    /// Whether a table in a callout has its columns only where the callout takes both of the page's.
    fn needs_width(&mut self, children: &[NodeId], look: CalloutLook, place: Place) -> bool {
        let Some(wider) = self.wider(place.area) else {
            return false;
        };
        let leaflet = self.leaflet;
        let is_table = |child: &&NodeId| leaflet.node(**child).role == Role::Table;
        children.iter().filter(is_table).any(|&table| {
            let [here, there] = [place.area, wider].map(|area| place.within(look.inside(area)));
            !self.has_columns(table, here) && self.has_columns(table, there)
        })
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
