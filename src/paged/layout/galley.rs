//! The galley: everything that is printed, in one long column of slices, before it is cut into pages.
//!
//! A [`Slice`] is never cut. It says how much space stands above it, whether a page may end there, and what ink it
//! carries; ink may stand beside the text as well. Positions are measured from the slice's top and from the start edge
//! of the page (left in English, right in Arabic), so that nothing here knows left from right.

use std::ops::Range;

use crate::color::Color;
use crate::length::Length;

use super::ink::{Area, Ink, InkBlock, InkKind};
use super::page::Stroke;
use super::text::TextLine;

/// A stack of slices.
#[derive(Clone, Debug, Default)]
pub(super) struct Galley {
    /// The slices, from top to bottom.
    pub(super) slices: Vec<Slice>,
    /// The panels drawn behind them.
    pub(super) panels: Vec<Panel>,
    /// The heads that repeat.
    pub(super) heads: Vec<RepeatingHead>,
    next: Above,
    owed_lines: usize,
    beside: Beside,
    open_panels: Vec<usize>,
    open_head: Option<usize>,
}

/// What stands between a slice and the one above it.
#[derive(Clone, Copy, Debug, Default)]
struct Above {
    space: Length,
    cut: Cut,
}

/// Whether a page may end above a slice. In order of strength.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub(super) enum Cut {
    /// It may.
    #[default]
    Allowed,
    /// It may, though it looks poor: between a section's summary and its text.
    Poor,
    /// Only if what belongs together is taller than a page: a line that leads on, with what it leads on to; a table's first
    /// row, with its second.
    Disliked,
    /// Only if a block that should stay whole is taller than a page: a callout, a row.
    Discouraged,
    /// Only if lines that must never part are taller than a page.
    Forbidden,
    /// It must, unless this much of the page is left.
    UnlessRoom(Length),
}

/// What a slice has to do with the side column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Beside {
    /// Nothing: it may stand beside another slice's side matter.
    #[default]
    Nothing,
    /// Side matter hangs from it and reaches this far below its top.
    Reaches(Length),
    /// It is as wide as both columns, and stands below the side matter of those above.
    Covers,
}

/// A strip of the column that is never cut.
#[derive(Clone, Debug)]
pub(super) struct Slice {
    /// The space above it, except at the top of a page.
    pub(super) space: Length,
    /// Whether a page may end above it.
    pub(super) cut: Cut,
    /// Its height.
    pub(super) height: Length,
    /// What is in it.
    pub(super) inks: Vec<Ink>,
    /// The panels around it, outermost first.
    pub(super) panels: Vec<usize>,
    /// The head to repeat when a page starts with it.
    pub(super) head: Option<usize>,
    /// What it has to do with the side column.
    pub(super) beside: Beside,
    /// How much shorter it may become to fit on a page: a figure, the space between entries of the contents.
    pub(super) give: Length,
    /// How much more space it may have above it where the page's foot would stay blank.
    pub(super) spread: Length,
    /// When it is the last on its page, these lines fill the rest.
    pub(super) ruled_to_foot: Option<RuledLines>,
}

/// Lines to write on, one below the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct RuledLines {
    /// The stretch of the page's width that they take.
    pub(super) area: Area,
    /// From one to the next.
    pub(super) pitch: Length,
}

/// A background or border that follows its slices from page to page.
#[derive(Clone, Debug)]
pub(super) struct Panel {
    /// The stretch of the page that it takes.
    pub(super) area: Area,
    /// How round its corners are.
    pub(super) radius: Length,
    /// The colour inside.
    pub(super) fill: Option<Color>,
    /// Its edge.
    pub(super) border: Option<Stroke>,
    /// The bar at the side where its text starts.
    pub(super) bar: Option<Stroke>,
    /// What it says where the end of a page cuts it.
    pub(super) cut_words: CutWords,
}

/// What a panel says, for the eye alone, where the end of a page cuts it: without words each piece would look whole.
#[derive(Clone, Debug, Default)]
pub(super) struct CutWords {
    /// At the foot of a page: that it goes on.
    pub(super) below: InkBlock,
    /// At the top of the next: what goes on.
    pub(super) above: InkBlock,
}

/// A table's head, or the heading of a group of questions: it stands again where the group goes on over the page.
#[derive(Clone, Debug)]
pub(super) struct RepeatingHead {
    /// Its slices in the galley.
    pub(super) slices: Range<usize>,
}

impl Slice {
    /// Where the first line of text in it stands, from its top.
    pub(super) fn baseline(&self) -> Option<Length> {
        self.inks.iter().find_map(|ink| match &ink.kind {
            InkKind::Line { line, .. } => Some(ink.y + line.baseline),
            InkKind::Shape { .. } => None,
        })
    }

    /// How far side matter that hangs from it reaches below its top.
    pub(super) fn side_height(&self) -> Length {
        match self.beside {
            Beside::Reaches(height) => height,
            Beside::Nothing | Beside::Covers => Length::ZERO,
        }
    }
}

impl Galley {
    /// Sets the space above the next slice, overriding earlier requests.
    pub(super) fn replace_space(&mut self, space: Length) {
        self.next.space = space;
    }

    /// Asks for at least this much space above the next slice.
    pub(super) fn space(&mut self, space: Length) {
        self.next.space = self.next.space.max(space);
    }

    /// Asks for this cut above the next slice, unless a stronger one has been asked for.
    pub(super) fn cut(&mut self, cut: Cut) {
        if self.next.cut < cut {
            self.next.cut = cut;
        }
    }

    /// Keeps what stands above with this many lines of what follows: a heading with two.
    pub(super) fn owe_lines(&mut self, lines: usize) {
        self.owed_lines = lines;
    }

    /// Adds a slice below all others.
    pub(super) fn push(&mut self, height: Length, inks: Vec<Ink>) {
        self.put(Slice {
            space: Length::ZERO,
            cut: Cut::Allowed,
            height,
            inks,
            panels: self.open_panels.clone(),
            head: self.open_head,
            beside: self.beside,
            give: Length::ZERO,
            spread: Length::ZERO,
            ruled_to_foot: None,
        });
    }

    /// Adds a slice. The space and the cut above it are the larger and the stronger of its own and those asked for.
    fn put(&mut self, slice: Slice) {
        self.space(slice.space);
        self.cut(slice.cut);
        if self.owed_lines > 0 {
            self.cut(Cut::Forbidden);
            self.owed_lines -= usize::from(!slice.inks.is_empty());
        }
        let Above { space, cut } = std::mem::take(&mut self.next);
        self.slices.push(Slice {
            space,
            cut,
            ..slice
        });
    }

    /// Adds a galley below all that has been set, as if it had been set here.
    pub(super) fn append(&mut self, part: Galley) {
        let (slices, panels, heads) = (self.slices.len(), self.panels.len(), self.heads.len());
        for mut slice in part.slices {
            slice.panels.iter_mut().for_each(|panel| *panel += panels);
            slice.head = slice.head.map(|head| head + heads);
            self.put(slice);
        }
        self.panels.extend(part.panels);
        self.heads
            .extend(part.heads.into_iter().map(|head| RepeatingHead {
                slices: head.slices.start + slices..head.slices.end + slices,
            }));
        self.space(part.next.space);
        self.cut(part.next.cut);
        self.owed_lines = self.owed_lines.max(part.owed_lines);
    }

    /// Lets the last slice shrink by so much where a page is short of room.
    pub(super) fn shrink_last(&mut self, give: Length) {
        if let Some(slice) = self.slices.last_mut() {
            slice.give = give;
        }
    }

    /// Lets the last slice have so much more space above it where the page's foot would stay blank.
    pub(super) fn spread_last(&mut self, spread: Length) {
        if let Some(slice) = self.slices.last_mut() {
            slice.spread = spread;
        }
    }

    /// Fills the page below the last slice, where it ends one, with lines to write on like it.
    pub(super) fn rule_to_foot(&mut self, area: Area) {
        if let Some(slice) = self.slices.last_mut() {
            let pitch = slice.height;
            slice.ruled_to_foot = Some(RuledLines { area, pitch });
        }
    }

    /// Adds lines of text. No fewer than two of them stand on either side of a break.
    pub(super) fn push_lines(&mut self, lines: Vec<TextLine>, area: Area) {
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            if index == 1 || (index > 0 && index == count - 1) {
                self.cut(Cut::Forbidden);
            }
            self.push(line.height, vec![Ink::line(line, area, Length::ZERO)]);
        }
    }

    /// Sets what slices from here on have to do with the side column. Returns what held for those before.
    pub(super) fn stand_beside(&mut self, beside: Beside) -> Beside {
        std::mem::replace(&mut self.beside, beside)
    }

    /// How many slices there are.
    pub(super) fn len(&self) -> usize {
        self.slices.len()
    }

    /// Opens a panel; slices pushed until [`Galley::close_panel`] stand in it.
    pub(super) fn open_panel(&mut self, panel: Panel) {
        self.open_panels.push(self.panels.len());
        self.panels.push(panel);
    }

    /// Whether what is pushed now stands in a panel.
    pub(super) fn is_in_panel(&self) -> bool {
        !self.open_panels.is_empty()
    }

    /// Closes the innermost panel.
    pub(super) fn close_panel(&mut self) {
        self.open_panels.pop();
    }

    /// The outermost panel that a page which ends above a slice cuts.
    pub(super) fn panel_cut_above(&self, index: usize) -> Option<usize> {
        let above = self.slices.get(index.checked_sub(1)?)?;
        let panels = self.slices.get(index)?.panels.iter();
        panels.copied().find(|panel| above.panels.contains(panel))
    }

    /// What the panel says that a page cuts when it ends above a slice.
    pub(super) fn cut_words_at(&self, index: usize) -> Option<&CutWords> {
        let panel = self.panel_cut_above(index)?;
        Some(&self.panels[panel].cut_words)
    }

    /// The height of the slices at the end that no page may end below.
    pub(super) fn height_kept_with_next(&self) -> Length {
        let mut height = Length::ZERO;
        let mut is_kept = self.owed_lines > 0 || self.next.cut == Cut::Forbidden;
        for slice in self.slices.iter().rev() {
            if !is_kept {
                break;
            }
            height += slice.space + slice.height;
            is_kept = slice.cut == Cut::Forbidden;
        }
        height
    }

    /// The height of the slices from `first` on, with the spaces between them.
    pub(super) fn height_from(&self, first: usize) -> Length {
        let slices = self.slices.get(first..).unwrap_or_default();
        let spaces: Length = slices.iter().skip(1).map(|slice| slice.space).sum();
        spaces + slices.iter().map(|slice| slice.height).sum::<Length>()
    }

    /// Makes these slices a head, to repeat above the rows or questions that follow.
    pub(super) fn open_group(&mut self, slices: Range<usize>) {
        self.open_head = Some(self.heads.len());
        self.heads.push(RepeatingHead { slices });
    }

    /// Ends what stands under the head.
    pub(super) fn close_group(&mut self) {
        self.open_head = None;
    }

    /// Keeps the slices from `first` on together, as far as a page has room for them.
    pub(super) fn keep_together(&mut self, first: usize) {
        for slice in self.slices.iter_mut().skip(first + 1) {
            if slice.cut < Cut::Discouraged {
                slice.cut = Cut::Discouraged;
            }
        }
    }

    /// Never cuts the slices from `first` on, unless they are taller than a page.
    pub(super) fn hold(&mut self, first: usize) {
        for slice in self.slices.iter_mut().skip(first + 1) {
            slice.cut = Cut::Forbidden;
        }
    }

    /// Never cuts the slices from `first` on that stand beside ink of this height.
    pub(super) fn hold_beside(&mut self, first: usize, height: Length) {
        let mut below = Length::ZERO;
        for (index, slice) in self.slices.iter_mut().enumerate().skip(first) {
            if index > first {
                below += slice.space;
                if below >= height {
                    return;
                }
                slice.cut = Cut::Forbidden;
            }
            below += slice.height;
        }
    }

    /// Forbids a break that would leave one slice of those from `first` on alone on either side.
    pub(super) fn keep_ends(&mut self, first: usize) {
        let last = self.len();
        for index in [first + 1, last.saturating_sub(1)] {
            if index > first && index < last && self.slices[index].cut < Cut::Forbidden {
                self.slices[index].cut = Cut::Forbidden;
            }
        }
    }

    /// The slices as one block.
    pub(super) fn into_block(self) -> InkBlock {
        let mut height = Length::ZERO;
        let mut inks = Vec::new();
        for (index, slice) in self.slices.into_iter().enumerate() {
            if index > 0 {
                height += slice.space;
            }
            inks.extend(slice.inks.into_iter().map(|ink| ink.lowered(height)));
            height += slice.height;
        }
        InkBlock { height, inks }
    }
}
