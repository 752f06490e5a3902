//! Header and footer: who publishes and what status the text has; short title, edition, due date, page.
//!
//! They take as many lines as large type needs, and the text keeps clear of them.

use crate::content::Status;
use crate::leaflet::{Leaflet, NodeId};
use crate::length::{Length, mm, pt};
use crate::paged::geometry::{Column, PageGeometry};
use crate::paged::theme::{self, Columns, Heaviness, TextStyle, Theme};
use crate::wording::fill;

use super::galley::{Against, Area, Ink};
use super::shape::Shaper;
use super::text::{Look, Piece, Setting, TextLine};

/// The rule above the footer.
const FOOTER_RULE: Length = pt(0.6);
/// Between that rule and the footer's words.
const FOOTER_PADDING: Length = mm(2.2);
/// Between the header or footer and the text, where they take more than a line.
const CLEARANCE: Length = mm(6.0);
/// Between two items on one line of the footer.
const ITEM_SPACE: Length = mm(6.0);
/// Stands in for page numbers while the height of the footer is measured.
const WIDEST_NUMBER: usize = 888;

/// What runs along the head and foot of every page.
pub(super) struct Running {
    header: Vec<Row>,
    footer: FooterWords,
    style: TextStyle,
    columns: Columns,
    /// The measures of the page.
    pub(super) page: PageGeometry,
    footer_rows: usize,
}

/// The words of the footer.
struct FooterWords {
    short_title: Vec<TextLine>,
    edition: Vec<TextLine>,
    due: Vec<TextLine>,
    page_of: &'static str,
}

/// A row of items, the first at the start, the last at the end, others spread between; on pages that bind at the other
/// edge the other way round, so that page numbers stand at the outer edge.
struct Row {
    items: Vec<TextLine>,
}

impl Running {
    /// Measures header and footer for a leaflet.
    pub(super) fn new(leaflet: &Leaflet, theme: Theme, shaper: &mut Shaper) -> Running {
        let setting = Setting {
            style: theme.running,
            language: &leaflet.language,
            width: theme.page.full_width,
        };
        let mut running = Running {
            header: header(leaflet, setting, shaper),
            footer: FooterWords::of(leaflet, setting, shaper),
            style: theme.running,
            columns: theme.columns,
            page: theme.page,
            footer_rows: 0,
        };
        running.footer_rows = running
            .footer_items(leaflet, WIDEST_NUMBER, WIDEST_NUMBER, shaper)
            .len();
        running
    }

    /// Where the text begins, from the top of the page.
    pub(super) fn text_top(&self) -> Length {
        let header_foot = self.page.header_top + self.style.pitch * self.header.len() as f32;
        match self.columns {
            Columns::TextAndSide => self.page.top_margin.max(header_foot + CLEARANCE),
            // Large print needs the room more than the air.
            Columns::Folded => header_foot + CLEARANCE,
        }
    }

    /// Where it ends, from the top of the page.
    pub(super) fn text_foot(&self) -> Length {
        let above_footer = self.footer_top() - CLEARANCE;
        match self.columns {
            Columns::TextAndSide => above_footer.min(self.page.height - self.page.bottom_margin),
            Columns::Folded => above_footer,
        }
    }

    fn footer_top(&self) -> Length {
        let words = self.style.pitch * self.footer_rows as f32;
        self.page.height - self.page.footer_bottom - words - FOOTER_PADDING
    }

    /// The header's ink on the page with this number, from the top of the page.
    pub(super) fn header(&self, page: usize) -> Vec<Ink> {
        let mut inks = Vec::new();
        for (index, row) in self.header.iter().enumerate() {
            let y = self.page.header_top + self.style.pitch * index as f32;
            inks.extend(self.row(row, y, page));
        }
        inks
    }

    /// The footer's ink on the page with this number, from the top of the page.
    pub(super) fn footer(
        &self,
        leaflet: &Leaflet,
        page: usize,
        pages: usize,
        shaper: &mut Shaper,
    ) -> Vec<Ink> {
        let mut inks = vec![Ink::rule(
            self.area(),
            self.footer_top(),
            FOOTER_RULE,
            theme::RULE,
        )];
        for (index, row) in self
            .footer_items(leaflet, page, pages, shaper)
            .iter()
            .enumerate()
        {
            let y = self.footer_top() + FOOTER_PADDING + self.style.pitch * index as f32;
            inks.extend(self.row(row, y, page));
        }
        inks
    }

    fn footer_items(
        &self,
        leaflet: &Leaflet,
        page: usize,
        pages: usize,
        shaper: &mut Shaper,
    ) -> Vec<Row> {
        let words = &self.footer;
        let page_of = fill(
            words.page_of,
            &[("page", &page.to_string()), ("pages", &pages.to_string())],
        );
        let setting = Setting {
            style: self.style,
            language: &leaflet.language,
            width: self.page.full_width,
        };
        let page = set_words(&page_of, setting, shaper);
        let FooterWords {
            short_title,
            edition,
            due,
            ..
        } = &self.footer;
        let as_one = Row {
            items: [short_title.as_slice(), edition, due, &page].concat(),
        };
        if as_one.fits(setting.width) {
            return vec![as_one];
        }
        let mut rows = Row::filled([short_title.as_slice(), &page].concat(), setting.width);
        rows.extend(Row::filled(
            [edition.as_slice(), due].concat(),
            setting.width,
        ));
        rows
    }

    /// A row's ink on the page with this number.
    fn row(&self, row: &Row, y: Length, page: usize) -> Vec<Ink> {
        let area = self.area();
        let mut items: Vec<&TextLine> = row.items.iter().collect();
        if !self.page.binds_as_first(page - 1) {
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
            inks.push(Ink::line(item.clone(), place, y));
            x += width + space;
        }
        inks
    }

    fn area(&self) -> Area {
        Area {
            x: self.page.binding_margin,
            width: self.page.full_width,
            column: Column::Both,
            against: Against::No,
        }
    }
}

impl FooterWords {
    fn of(leaflet: &Leaflet, setting: Setting, shaper: &mut Shaper) -> FooterWords {
        let wording = leaflet.wording;
        let mut shaped = |words: &str| set_words(words, setting, shaper);
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

fn header(leaflet: &Leaflet, setting: Setting, shaper: &mut Shaper) -> Vec<Row> {
    let words = setting.style.weighing(Heaviness::SemiBold);
    let colored = |color| Setting {
        style: words.colored(color),
        ..setting
    };
    let mut items = set_words(&leaflet.publisher, colored(theme::INK), shaper);
    if let Some(notice) = leaflet.header_notice {
        items.extend(set_words(notice, colored(theme::URGENT), shaper));
    }
    Row::filled(items, setting.width)
}

impl Row {
    /// One row where the items fit side by side, otherwise a row each.
    fn filled(items: Vec<TextLine>, width: Length) -> Vec<Row> {
        let row = Row { items };
        if row.fits(width) {
            return vec![row];
        }
        row.items
            .into_iter()
            .map(|item| Row { items: vec![item] })
            .collect()
    }

    fn fits(&self, width: Length) -> bool {
        let spaces = ITEM_SPACE * self.items.len().saturating_sub(1) as f32;
        self.items.iter().map(TextLine::advance).sum::<Length>() + spaces <= width
    }
}

/// Words that are no node's, on as few lines as they need; each begins at the left edge of its box.
pub(super) fn set_words(text: &str, setting: Setting, shaper: &mut Shaper) -> Vec<TextLine> {
    let piece = Piece {
        text: text.to_owned(),
        leaf: NodeId::ROOT,
        link: None,
        page_of: None,
        look: Look::Plain,
    };
    let mut lines = shaper.lines(&[piece], &setting);
    for line in &mut lines {
        line.move_to_left_edge();
    }
    lines
}
