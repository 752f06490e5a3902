//! Separator sheets: pages that stand before the copies of a clinic in a print job, so that its stack is found at once.
//!
//! In: what a sheet says, and a leaflet of the stack, for its paper and language. Out: the ink of one page, all of
//! it artifacts: it belongs to no patient's copy.

use crate::length::{Length, mm};
use crate::paged::Leaflet;
use crate::paged::geometry::Column;
use crate::paged::theme::{self, TextStyle, Theme};
use crate::wording::fill;

use super::ink::{Against, Area, Ink};
use super::shape::Shaper;
use super::text::TextSetting;

/// The height of the bars along the head and foot: they show at the edge of a stack.
const BAR: Length = mm(14.0);
/// From the head of the page to the first words, as a part of its height.
const WORDS_TOP: f32 = 0.3;
/// Between the name and what follows it.
const NAME_SPACE: Length = mm(6.0);

/// What a separator sheet says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separator<'s> {
    /// The clinic's name, or that there is none.
    pub clinic: &'s str,
    /// How many rows of the list follow.
    pub rows: usize,
    /// How many copies these make.
    pub copies: usize,
}

/// The ink of the sheet that stands before copies like `leaflet`, from the top of the page.
pub(super) fn inks(
    separator: &Separator,
    leaflet: &Leaflet,
    theme: &Theme,
    shaper: &mut Shaper,
) -> Vec<Ink> {
    let words = leaflet.wording;
    let count = |line, number: usize| fill(line, &[("number", &number.to_string())]);
    let mut inks = bars(theme);
    let mut y = theme.page.height * WORDS_TOP;
    let mut set = |text: &str, style: TextStyle| {
        let setting = TextSetting {
            style,
            language: &leaflet.language,
            width: theme.page.full_width,
        };
        for line in shaper.loose_lines(text, &setting) {
            let (width, height) = (line.advance(), line.height);
            inks.push(Ink::line(line, area(theme.page.binding_margin, width), y));
            y += height;
        }
        y += NAME_SPACE;
    };
    set(separator.clinic, theme.title);
    set(&count(&words.separator_rows, separator.rows), theme.lead);
    set(
        &count(&words.separator_copies, separator.copies),
        theme.lead,
    );
    set(&words.separator_note, theme.body);
    inks
}

fn bars(theme: &Theme) -> Vec<Ink> {
    let page = area(Length::ZERO, theme.page.width);
    let tops = [Length::ZERO, theme.page.height - BAR].into_iter();
    tops.map(|top| Ink::rule(page, top, BAR, theme::ACCENT))
        .collect()
}

fn area(x: Length, width: Length) -> Area {
    Area {
        x,
        width,
        column: Column::Both,
        against: Against::No,
    }
}
