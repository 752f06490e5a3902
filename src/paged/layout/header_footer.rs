//! Header and footer: who publishes and what status the text has; short title, edition, due date, page.
//!
//! They take as many lines as large type needs, and the text keeps clear of them: they are measured first, which gives the
//! frame of the pages, and made once the number of pages is known.

use crate::content::Status;
use crate::length::{Length, mm, pt};
use crate::paged::Leaflet;
use crate::paged::geometry::{Column, PageGeometry};
use crate::paged::theme::{self, Columns, Heaviness, Theme};
use crate::wording::fill;

use super::frame::{PageFrame, VerticalExtent};
use super::ink::{Against, Area, Ink};
use super::shape::Shaper;
use super::text::{TextLine, TextSetting};

/// The rule above the footer.
const FOOTER_RULE: Length = pt(0.6);
/// Between that rule and the footer's words.
const FOOTER_PADDING: Length = mm(2.2);
/// Between the header or footer and the text, where they take more than a line.
const CLEARANCE: Length = mm(6.0);
/// Between two items on one line of the footer.
const ITEM_SPACE: Length = mm(6.0);
/// Stands in for page numbers while the height of the footer is measured.
const WIDEST_NUMBER: PageOf = PageOf {
    page: 888,
    pages: 888,
};

/// What runs along the head and foot of every page, measured.
pub(super) struct HeaderFooter<'a> {
    theme: Theme,
    setting: TextSetting<'a>,
    header: Vec<RunningLine>,
    footer: FooterWords,
    footer_lines: usize,
}

/// Header and footer of one page, from its top.
pub(super) struct RunningInk {
    /// The header's ink.
    pub(super) header: Vec<Ink>,
    /// The footer's.
    pub(super) footer: Vec<Ink>,
}

/// The words of the footer.
struct FooterWords {
    short_title: Vec<TextLine>,
    edition: Vec<TextLine>,
    due: Vec<TextLine>,
    page_of: &'static str,
}

/// The number of a page, and how many there are.
#[derive(Clone, Copy)]
struct PageOf {
    page: usize,
    pages: usize,
}

/// A line of items, the first at the start, the last at the end, others spread between; on pages that bind at the other
/// edge the other way round, so that page numbers stand at the outer edge.
struct RunningLine {
    items: Vec<TextLine>,
}

impl<'a> HeaderFooter<'a> {
    /// Measures header and footer for a leaflet.
    pub(super) fn measure(
        leaflet: &'a Leaflet,
        theme: Theme,
        shaper: &mut Shaper,
    ) -> HeaderFooter<'a> {
        let setting = TextSetting {
            style: theme.running,
            language: &leaflet.language,
            width: theme.page.full_width,
        };
        let header = header(leaflet, setting, shaper);
        let footer = FooterWords::of(leaflet, setting, shaper);
        let footer_lines = footer.lines(WIDEST_NUMBER, setting, shaper).len();
        HeaderFooter {
            theme,
            setting,
            header,
            footer,
            footer_lines,
        }
    }

    /// The frame that they leave for the text.
    pub(super) fn frame(&self) -> PageFrame {
        let (page, pitch) = (&self.theme.page, self.theme.running.pitch);
        let below_header = page.header_top + pitch * self.header.len() as f32 + CLEARANCE;
        let above_footer = self.footer_top() - CLEARANCE;
        let extent = match self.theme.columns {
            Columns::TextAndSide => VerticalExtent {
                top: page.top_margin.max(below_header),
                foot: above_footer.min(page.height - page.bottom_margin),
            },
            // Large print needs the room more than the air.
            Columns::Folded => VerticalExtent {
                top: below_header,
                foot: above_footer,
            },
        };
        PageFrame::new(&self.theme, extent)
    }

    fn footer_top(&self) -> Length {
        let page = &self.theme.page;
        let words = self.theme.running.pitch * self.footer_lines as f32;
        page.height - page.footer_bottom - words - FOOTER_PADDING
    }

    /// Header and footer of each of so many pages.
    pub(super) fn on_pages(&self, pages: usize, shaper: &mut Shaper) -> Vec<RunningInk> {
        let numbers = (1..=pages).map(|page| PageOf { page, pages });
        numbers
            .map(|number| RunningInk {
                header: self.lines_at(self.theme.page.header_top, &self.header, number.page),
                footer: self.footer(number, shaper),
            })
            .collect()
    }

    fn footer(&self, number: PageOf, shaper: &mut Shaper) -> Vec<Ink> {
        let top = self.footer_top();
        let area = full_width(&self.theme.page);
        let mut inks = vec![Ink::rule(area, top, FOOTER_RULE, theme::RULE)];
        let lines = self.footer.lines(number, self.setting, shaper);
        inks.extend(self.lines_at(top + FOOTER_PADDING, &lines, number.page));
        inks
    }

    /// The ink of lines, the first so far below the top of the page with this number.
    fn lines_at(&self, top: Length, lines: &[RunningLine], page: usize) -> Vec<Ink> {
        let tops = (0..).map(|index: u16| top + self.theme.running.pitch * f32::from(index));
        let lines = lines.iter().zip(tops);
        lines
            .flat_map(|(line, top)| line.inks(top, page, &self.theme.page))
            .collect()
    }
}

fn full_width(page: &PageGeometry) -> Area {
    Area {
        x: page.binding_margin,
        width: page.full_width,
        column: Column::Both,
        against: Against::No,
    }
}

impl FooterWords {
    fn of(leaflet: &Leaflet, setting: TextSetting, shaper: &mut Shaper) -> FooterWords {
        let wording = leaflet.wording;
        let mut shaped = |words: &str| shaper.loose_lines(words, &setting);
        let due = match leaflet.status {
            Status::Approved => &wording.footer_due_approved,
            Status::Draft | Status::Withdrawn => &wording.footer_due_draft,
        };
        FooterWords {
            short_title: shaped(&footer_title(leaflet)),
            edition: shaped(&fill(
                &wording.footer_edition,
                &[("edition", leaflet.edition.code())],
            )),
            due: shaped(&fill(due, &[("date", &wording.date(leaflet.review_due))])),
            page_of: &wording.page_of,
        }
    }

    /// The footer of a page: one line where it has room for everything.
    fn lines(&self, number: PageOf, setting: TextSetting, shaper: &mut Shaper) -> Vec<RunningLine> {
        let PageOf { page, pages } = number;
        let page_of = fill(
            self.page_of,
            &[("page", &page.to_string()), ("pages", &pages.to_string())],
        );
        let page = shaper.loose_lines(&page_of, &setting);
        let FooterWords {
            short_title,
            edition,
            due,
            ..
        } = self;
        let as_one = RunningLine {
            items: [short_title.as_slice(), edition, due, &page].concat(),
        };
        if as_one.fits(setting.width) {
            return vec![as_one];
        }
        let mut lines =
            RunningLine::filled([short_title.as_slice(), &page].concat(), setting.width);
        lines.extend(RunningLine::filled(
            [edition.as_slice(), due].concat(),
            setting.width,
        ));
        lines
    }
}

/// The short title, with the preset's where one was asked for.
fn footer_title(leaflet: &Leaflet) -> String {
    let title = &leaflet.short_title;
    match &leaflet.preset_title {
        Some(preset) => fill(
            &leaflet.wording.footer_preset,
            &[("title", title), ("preset", preset)],
        ),
        None => title.clone(),
    }
}

fn header(leaflet: &Leaflet, setting: TextSetting, shaper: &mut Shaper) -> Vec<RunningLine> {
    let words = setting.style.weighing(Heaviness::SemiBold);
    let colored = |color| TextSetting {
        style: words.colored(color),
        ..setting
    };
    let mut items = shaper.loose_lines(&leaflet.publisher, &colored(theme::INK));
    if let Some(notice) = leaflet.header_notice {
        items.extend(shaper.loose_lines(notice, &colored(theme::URGENT)));
    }
    RunningLine::filled(items, setting.width)
}

impl RunningLine {
    /// One line where the items fit side by side, otherwise a line each.
    fn filled(items: Vec<TextLine>, width: Length) -> Vec<RunningLine> {
        let line = RunningLine { items };
        if line.fits(width) {
            return vec![line];
        }
        line.items
            .into_iter()
            .map(|item| RunningLine { items: vec![item] })
            .collect()
    }

    fn fits(&self, width: Length) -> bool {
        let spaces = ITEM_SPACE * self.items.len().saturating_sub(1) as f32;
        self.items.iter().map(TextLine::advance).sum::<Length>() + spaces <= width
    }

    /// The line's ink on the page with this number.
    fn inks(&self, top: Length, number: usize, page: &PageGeometry) -> Vec<Ink> {
        let area = full_width(page);
        let mut items: Vec<&TextLine> = self.items.iter().collect();
        if !page.binds_as_first(number - 1) {
            items.reverse();
        }
        let words: Length = items.iter().map(|item| item.advance()).sum();
        let gaps = items.len().saturating_sub(1).max(1) as f32;
        let space = (area.width - words) / gaps;
        let mut x = area.x;
        let mut inks = Vec::new();
        for item in items {
            let width = item.advance();
            let place = Area { x, width, ..area };
            inks.push(Ink::line(item.clone(), place, top));
            x += width + space;
        }
        inks
    }
}
