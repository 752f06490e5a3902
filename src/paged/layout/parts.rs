//! The parts of a leaflet: how each of them begins, what stands in boxes, what stands beside the text.

use crate::color::Color;
use crate::leaflet::{ListKind, NodeId, Part, Role};
use crate::length::{Length, mm, pt};
use crate::paged::geometry::COLUMN_GAP;
use crate::paged::theme::{self, Heaviness, TextStyle};

use super::figures::{Size, picture};
use super::flow::{self, Flow, HAIRLINE, Place};
use super::galley::{Align, Area, Beside, Cut, Frame, Ink, InkKind, Slice};
use super::page::Rect;
use super::paginate::SIDE_CLEARANCE;
use super::set_parts::Form;
use super::text::{self, Look};

/// A part begins on a new page unless this much of the page is left: less looks crowded and strands its beginning.
const ROOM_FOR_A_PART: f32 = 0.36;
/// The questions are a sheet of their own, unless so little stands on the page that it would look forgotten.
const ROOM_FOR_QUESTIONS: f32 = 0.75;
/// The rule above a part's heading.
const PART_RULE: Length = pt(2.4);
/// The largest a publisher's mark is shown.
const LOGO_SIZE: (Length, Length) = (mm(60.0), mm(16.0));
/// The width that the leaflet's QR code takes from the words beside it, in one column.
const OPENING_CODE_WIDTH: Length = mm(42.0);
/// The edge of the urgent-help box.
const URGENT_BORDER: Length = pt(1.4);
/// The bar at its start.
const URGENT_BAR: Length = pt(5.0);
/// Between its blocks, in millimetres at 12 pt: they are read as one, and the first page is short of room.
const SPACE_IN_URGENT_HELP: f32 = 1.6;
/// Up to this size of body text a box has two columns of short items.
const LARGEST_IN_COLUMNS: Length = pt(16.0);
/// From this width on.
const NARROWEST_IN_COLUMNS: Length = mm(160.0);
/// The part of a page that such columns may fill: they are not cut, and a longer list has to go on over the page.
const TALLEST_COLUMNS: f32 = 0.5;
/// How much more room a contact's line may have to write on, in millimetres at 12 pt.
const ROOM_TO_WRITE: f32 = 6.0;
/// The part of the column that the names of organisations take at most.
const WIDEST_NAME: f32 = 0.4;
/// Up to this many entries the contents have two columns, which often spares them a second page.
const MOST_IN_COLUMNS: usize = 6;
/// The space above and below an entry of the contents, in millimetres at 12 pt.
const ENTRY_PADDING: f32 = 0.8;
/// The room for page numbers in the contents, in digits of body text.
const PAGE_NUMBER_ROOM: f32 = 2.4;

impl Flow<'_> {
    /// Sets the whole leaflet.
    pub(super) fn document(&mut self) {
        let mut before = None;
        for &part in self.leaflet.children(NodeId::ROOT) {
            let Role::Part(kind) = &self.leaflet.node(part).role else {
                continue;
            };
            self.galley.cut(self.cut_above(kind, before));
            if *kind == Part::Glossary {
                // It names the pages of all that stands above it.
                self.part(part);
            } else {
                self.part_by_itself(part, kind);
            }
            before = Some(kind);
        }
    }

    /// Whether a page ends above a part that stands below another.
    fn cut_above(&self, part: &Part, before: Option<&Part>) -> Cut {
        let room = match part {
            // It begins on the first page.
            Part::UrgentHelp => return Cut::Forbidden,
            Part::Opening | Part::Contacts | Part::Introduction | Part::Contents => {
                return Cut::Allowed;
            }
            Part::Questions => ROOM_FOR_QUESTIONS,
            // Below lines to write on, its rule would look like one of them; so they go on to the foot.
            _ if before == Some(&Part::Questions) => 1.0,
            Part::Changes | Part::Section(_) | Part::Glossary | Part::About => ROOM_FOR_A_PART,
        };
        Cut::UnlessRoom(self.page_height * room)
    }

    /// Adds a part that depends on nothing around it: from those that have been set, or to them.
    fn part_by_itself(&mut self, part: NodeId, kind: &Part) {
        let form = Form {
            text_size: self.leaflet.text_size,
            paper: self.leaflet.printing.paper,
            language: self.leaflet.language.clone(),
            page_height: self.page_height,
        };
        let set = self.set_parts.find(&form, self.leaflet, part);
        let set = set.unwrap_or_else(|| {
            let above = std::mem::take(&mut self.galley);
            match kind {
                Part::Opening => self.opening(part),
                Part::UrgentHelp => self.urgent_help(part),
                Part::Contacts => self.contacts_panel(part),
                Part::Introduction => self.introduction(part),
                Part::Contents => self.contents(part),
                _ => self.part(part),
            }
            let set = std::mem::replace(&mut self.galley, above);
            if self.keeps_parts {
                self.set_parts.keep(form, self.leaflet, part, &set);
            }
            set
        });
        self.galley.append(set);
    }

    /// The first page's head.
    fn opening(&mut self, part: NodeId) {
        let place = self.running_text(self.text_area());
        let mut first = self.galley.len();
        for &child in self.leaflet.children(part) {
            match &self.leaflet.node(child).role {
                Role::Logo { figure, .. } => {
                    let scale = (LOGO_SIZE.0 / figure.width).min(LOGO_SIZE.1 / figure.height);
                    let size = Size::of(figure, scale);
                    let ink = picture(child, figure, size, place.area);
                    self.galley.push(size.height, vec![ink]);
                    self.galley.space(mm(5.0));
                    first = self.galley.len();
                }
                Role::Title => {
                    let title = place.styled(self.theme.title);
                    self.heading_lines(self.leaflet.children(child), title);
                    self.galley.space(self.theme.space(2.0));
                }
                Role::Subtitle => {
                    let subtitle = place.styled(self.theme.subtitle);
                    self.heading_lines(self.leaflet.children(child), subtitle);
                    self.galley.space(self.theme.space(2.0));
                }
                Role::Audience => self.audience(child, place),
                Role::SideMatter => self.side_column(child, first),
                _ => self.blocks(&[child], place),
            }
        }
        self.galley.space(self.theme.space(5.0));
    }

    /// In one column, whom the leaflet is for and where it stands online, the QR code at the end of the lines.
    fn introduction(&mut self, part: NodeId) {
        let beside_code = Area {
            width: self.theme.page.full_width - OPENING_CODE_WIDTH,
            ..self.text_area()
        };
        let place = self.running_text(beside_code);
        let mut first = self.galley.len();
        for &child in self.leaflet.children(part) {
            match &self.leaflet.node(child).role {
                Role::StatusNotice => {
                    self.blocks(&[child], place.within(self.text_area()));
                    first = self.galley.len();
                }
                Role::Audience => self.audience(child, place),
                _ => self.side_beside(child, first, beside_code),
            }
        }
        self.galley.space(self.theme.space(5.0));
    }

    fn audience(&mut self, audience: NodeId, place: Place) {
        let lead = place.styled(self.theme.lead);
        self.text(self.leaflet.children(audience), lead);
        self.galley.space(self.theme.space(2.0));
    }

    /// Whether what stands beside the text of this part has ended.
    pub(super) fn side_is_clear(&self) -> bool {
        let slices = &self.galley.slices;
        let hung = slices
            .iter()
            .rposition(|slice| slice.side_height() > Length::ZERO);
        hung.is_none_or(|first| {
            let below: Length = slices[first..]
                .iter()
                .map(|slice| slice.space + slice.height)
                .sum();
            below > slices[first].side_height() + SIDE_CLEARANCE
        })
    }

    /// A section, the questions, the glossary or the about part: a ruled heading, then blocks.
    fn part(&mut self, part: NodeId) {
        let place = match self.leaflet.node(part).role {
            Role::Part(Part::About | Part::Glossary) => {
                self.running_text(self.text_area()).with_quiet_links()
            }
            _ => self.running_text(self.text_area()),
        };
        self.galley.space(self.theme.space(12.0));
        let first = self.galley.len();
        let mut group = first..first;
        for &child in self.leaflet.children(part) {
            match self.leaflet.node(child).role {
                Role::Heading(2) => {
                    self.part_heading(child, self.part_area(part));
                    self.side_matter(part, first);
                }
                Role::StatusNotice => self.part_notice(child, place),
                Role::Heading(_) => {
                    let first = self.galley.len();
                    self.blocks(&[child], place);
                    group = first..self.galley.len();
                }
                Role::List(ListKind::Question) => {
                    // What is said above the questions stays with the first of them.
                    self.galley.cut(Cut::Forbidden);
                    self.galley.open_group(group.clone());
                    self.blocks(&[child], place);
                    self.galley.close_group();
                }
                _ => self.blocks(&[child], place),
            }
        }
        let is_questions = self.leaflet.node(part).role == Role::Part(Part::Questions);
        if let (true, Some(last)) = (is_questions, self.galley.slices.last_mut()) {
            last.ruled_to_foot = Some((place.area, last.height));
        }
    }

    /// The about part is a table as wide as the page, so its rule is too.
    fn part_area(&self, part: NodeId) -> Area {
        if self.leaflet.node(part).role == Role::Part(Part::About) {
            self.full_area()
        } else {
            self.text_area()
        }
    }

    fn part_heading(&mut self, heading: NodeId, area: Area) {
        let rule = flow::rule(area, Length::ZERO, PART_RULE, theme::ACCENT);
        self.galley.push(PART_RULE + mm(2.6), vec![rule]);
        self.galley.cut(Cut::Forbidden);
        let place = self.running_text(area).styled(self.theme.part_heading);
        self.heading_lines(self.leaflet.children(heading), place);
        self.galley.replace_space(self.theme.space(2.5));
        self.galley.owe_lines(2);
    }

    /// A notice belongs to the title above it, and is not left alone with it at the foot of a page.
    fn part_notice(&mut self, notice: NodeId, place: Place) {
        let first = self.galley.len();
        self.blocks(&[notice], place);
        self.galley.hold(first);
        self.galley.owe_lines(2);
    }

    /// The box that says whom to ring and when. It begins on the first page at every size: where it would leave that
    /// page empty, it goes on over the page.
    fn urgent_help(&mut self, part: NodeId) {
        let area = self.full_area();
        let inner = padded(area, URGENT_BAR + mm(4.4), mm(4.6));
        let title = &self.leaflet.wording.urgent_help;
        let cut_words = self.cut_words(title, self.running_text(inner), theme::URGENT);
        let frame = Frame {
            area,
            radius: mm(1.5),
            fill: Some(theme::URGENT_SOFT),
            border: Some((theme::URGENT, URGENT_BORDER)),
            bar: Some((theme::URGENT, URGENT_BAR)),
            cut_words,
        };
        self.galley.space(self.theme.space(5.0));
        self.framed(frame, mm(3.2), |flow| flow.urgent_help_blocks(part, inner));
        self.galley.space(self.theme.space(5.0));
    }

    fn urgent_help_blocks(&mut self, part: NodeId, area: Area) {
        let place = self.running_text(area);
        let text = place.within(self.measured(area));
        let first = self.galley.len();
        for &child in self.leaflet.children(part) {
            match &self.leaflet.node(child).role {
                Role::List(ListKind::Contacts) => self.urgent_number(child, place),
                Role::Heading(level) => {
                    // What stands above the box's title is never cut: the number, and what to do without it.
                    if *level == 2 {
                        self.galley.hold(first);
                    }
                    self.box_heading(child, place, theme::URGENT);
                    continue;
                }
                Role::List(ListKind::Bullet)
                    if self.has_room_for_columns() && self.holds_only_text(child) =>
                {
                    self.list_in_columns(child, place);
                }
                _ => self.blocks(&[child], text),
            }
            let space = self.theme.space(SPACE_IN_URGENT_HELP);
            self.galley.replace_space(space);
        }
    }

    /// The number to ring, or a line to write it on.
    fn urgent_number(&mut self, list: NodeId, place: Place) {
        let style = self.theme.lead.weighing(Heaviness::Bold);
        let label = place.styled(style.colored(theme::URGENT));
        self.contact_lines(self.leaflet.children(list), label, style);
    }

    fn has_room_for_columns(&self) -> bool {
        self.theme.body.size <= LARGEST_IN_COLUMNS
            && self.theme.page.full_width >= NARROWEST_IN_COLUMNS
    }

    /// Whether the items of a list hold text and lists of text: two columns have no room for more.
    fn holds_only_text(&self, list: NodeId) -> bool {
        let mut nodes = self.leaflet.descendants(list).into_iter();
        nodes.all(|node| !flow::is_display(&self.leaflet.node(node).role))
    }

    fn box_heading(&mut self, heading: NodeId, place: Place, color: Color) {
        let place = place.styled(self.theme.heading.colored(color));
        self.heading_lines(self.leaflet.children(heading), place);
        self.galley.replace_space(self.theme.space(2.0));
        self.galley.owe_lines(2);
    }

    /// A list of short items in two columns, the first as tall as the second or taller.
    fn list_in_columns(&mut self, list: NodeId, place: Place) {
        let gap = mm(7.0);
        let width = (place.area.width - gap) / 2.0;
        let items = self.leaflet.children(list).to_vec();
        let column = |start: Length| Area {
            x: place.area.place(start, width),
            width,
            ..place.area
        };
        let heights: Vec<Length> = items
            .iter()
            .map(|item| self.column(&[*item], place.within(column(Length::ZERO))).0)
            .collect();
        let half = heights.iter().copied().sum::<Length>() / 2.0;
        let mut in_first = 0;
        let mut height = Length::ZERO;
        while in_first < items.len() && height + heights[in_first] / 2.0 <= half {
            height += heights[in_first];
            in_first += 1;
        }
        let first = self.column(&items[..in_first], place.within(column(Length::ZERO)));
        let second = self.column(&items[in_first..], place.within(column(width + gap)));
        let height = first.0.max(second.0);
        if height > self.page_height * TALLEST_COLUMNS {
            let text = self.measured(place.area);
            return self.blocks(&[list], place.within(text));
        }
        self.galley.push(height, [first.1, second.1].concat());
        self.galley.space(self.theme.space(2.8));
    }

    fn column(&mut self, items: &[NodeId], place: Place) -> (Length, Vec<Ink>) {
        self.apart(|flow| flow.bullets(items, place))
    }

    fn contacts_panel(&mut self, part: NodeId) {
        let area = self.full_area();
        let place = self.running_text(padded(area, mm(5.0), mm(5.0)));
        let frame = Frame {
            area,
            radius: mm(2.0),
            fill: Some(theme::SOFT),
            border: None,
            bar: None,
            cut_words: self.cut_words(&self.leaflet.wording.contacts, place, theme::ACCENT),
        };
        self.galley.space(self.theme.space(5.0));
        let first = self.galley.len();
        self.framed(frame, mm(3.0), |flow| {
            for &child in flow.leaflet.children(part) {
                match &flow.leaflet.node(child).role {
                    Role::Heading(_) => flow.box_heading(child, place, theme::ACCENT),
                    _ => flow.blocks(&[child], place),
                }
            }
        });
        self.galley.keep_together(first);
        self.galley.space(self.theme.space(5.0));
    }

    /// Contacts: a name, and beside it what is known or a line to write on.
    pub(super) fn contacts(&mut self, items: &[NodeId], place: Place) {
        self.contact_lines(items, place, place.style.weighing(Heaviness::SemiBold));
    }

    /// The same, with what is known in a style of its own.
    fn contact_lines(&mut self, items: &[NodeId], place: Place, known: TextStyle) {
        let label_width = self
            .label_width(items, place)
            .max(place.area.width * 0.32)
            .min(place.area.width * 0.48);
        let value_area = place.area.indented(label_width + mm(3.0));
        for &item in items {
            let label_area = Area {
                x: place.area.place(Length::ZERO, label_width),
                width: label_width,
                ..place.area
            };
            let label = self.child_with(item, |role| *role == Role::Label);
            let body = self.child_with(item, |role| *role == Role::Body);
            let (label, body) = (
                label.into_iter().collect::<Vec<_>>(),
                body.into_iter().collect::<Vec<_>>(),
            );
            let (height, mut inks) = self.apart(|flow| flow.text(&label, place.within(label_area)));
            let known = place.styled(known).within(value_area);
            let (value_height, value) = self.apart(|flow| flow.text(&body, known));
            let row = height.max(value_height).max(self.theme.space(6.0));
            let is_to_write_on = value.is_empty();
            if is_to_write_on {
                inks.push(flow::rule(
                    value_area,
                    height - pt(1.0),
                    flow::WRITING_LINE,
                    theme::WRITING,
                ));
            } else {
                inks.extend(value);
            }
            self.galley.push(row, inks);
            if let (true, Some(slice)) = (is_to_write_on, self.galley.slices.last_mut()) {
                slice.spread = self.theme.space(ROOM_TO_WRITE);
            }
            self.galley.space(self.theme.space(1.4));
        }
    }

    fn contents(&mut self, part: NodeId) {
        let place = self.running_text(self.text_area());
        self.galley.space(self.theme.space(5.0));
        let first = self.galley.len();
        for &child in self.leaflet.children(part) {
            match &self.leaflet.node(child).role {
                Role::Heading(_) => self.box_heading(child, place, theme::ACCENT),
                Role::Contents => self.contents_list(child, place),
                _ => self.blocks(&[child], place),
            }
        }
        self.galley.keep_together(first);
        self.cut_evenly(first);
    }

    /// Cuts contents that no page can hold into parts of about the same length.
    fn cut_evenly(&mut self, first: usize) {
        let slices = &mut self.galley.slices[first..];
        let height: Length = slices
            .iter()
            .map(|slice| slice.space + slice.height - slice.give)
            .sum();
        let parts = (height / self.page_height).ceil() as usize;
        let mut entries: Vec<&mut Slice> = slices
            .iter_mut()
            .filter(|slice| slice.cut == Cut::Discouraged)
            .collect();
        // The first two stay with the heading, and are not among these.
        let count = entries.len() + 2;
        for part in 1..parts {
            let next = (count * part).div_ceil(parts);
            if let Some(entry) = next.checked_sub(2).and_then(|at| entries.get_mut(at)) {
                entry.cut = Cut::Allowed;
            }
        }
    }

    /// One column of entries; beside a side column, a short list has two over the page's width.
    fn contents_list(&mut self, contents: NodeId, place: Place) {
        let entries = self.leaflet.children(contents);
        if self.is_folded() || entries.len() > MOST_IN_COLUMNS {
            return self.contents_entries(entries, place);
        }
        let (former, latter) = entries.split_at(entries.len().div_ceil(2));
        let gap = COLUMN_GAP;
        let width = (self.theme.page.full_width - gap) / 2.0;
        let [former, latter] =
            [(former, Length::ZERO), (latter, width + gap)].map(|(entries, start)| {
                let area = self.full_area();
                let column = Area {
                    x: area.place(start, width),
                    width,
                    ..area
                };
                self.apart(|flow| flow.contents_entries(entries, place.within(column)))
            });
        self.galley.stand_beside(Beside::Covers);
        let height = former.0.max(latter.0);
        self.galley.push(height, [former.1, latter.1].concat());
        self.galley.stand_beside(Beside::Nothing);
    }

    fn contents_entries(&mut self, entries: &[NodeId], place: Place) {
        let padding = self.theme.space(ENTRY_PADDING);
        for (index, &entry) in entries.iter().enumerate() {
            if index > 0 {
                self.galley.push(padding, Vec::new());
                self.galley.give_all();
                self.galley.cut(Cut::Forbidden);
            }
            self.contents_entry(entry, place);
        }
    }

    /// A title, its page number at the end of the line, a rule below.
    fn contents_entry(&mut self, entry: NodeId, place: Place) {
        let place = place.styled(place.style.weighing(Heaviness::SemiBold));
        let number_width = place.style.size * PAGE_NUMBER_ROOM;
        let mut pieces = text::pieces(self.leaflet, &[entry]);
        for piece in &mut pieces {
            piece.look = Look::Plain;
        }
        let (numbers, words): (Vec<_>, Vec<_>) = pieces
            .into_iter()
            .partition(|piece| piece.page_of.is_some());
        let title_area = Area {
            x: place
                .area
                .place(Length::ZERO, place.area.width - number_width),
            width: place.area.width - number_width,
            ..place.area
        };
        let mut height = Length::ZERO;
        let mut inks = Vec::new();
        for line in self.lines_of_pieces(&words, place.within(title_area)) {
            let line_height = line.height;
            inks.push(Ink::line(line, title_area, height));
            height += line_height;
        }
        if let Some(line) = self.lines_of_pieces(&numbers, place).into_iter().next() {
            let top = height - line.height;
            inks.push(Ink {
                x: place.area.x,
                y: top,
                width: place.area.width,
                column: place.area.column,
                kind: InkKind::Line {
                    line,
                    align: Align::End,
                },
            });
        }
        height += self.theme.space(ENTRY_PADDING);
        inks.push(flow::rule(
            place.area,
            height - HAIRLINE,
            HAIRLINE,
            theme::RULE,
        ));
        self.galley.push(height, inks);
    }

    /// Questions: a box to tick, the words, a line to write on. No question stands alone on its side of a break.
    pub(super) fn questions(&mut self, items: &[NodeId], place: Place) {
        let inner = place.area.indented(self.theme.space(7.0));
        let side = self.theme.space(3.6);
        let last = items.len().saturating_sub(1);
        for (index, &item) in items.iter().enumerate() {
            let first = self.galley.len();
            if index == 1 || index == last {
                self.galley.cut(Cut::Disliked);
            }
            for &child in self.leaflet.children(item) {
                if self.leaflet.node(child).role == Role::Body {
                    self.text(&[child], place.within(inner));
                }
            }
            if let Some(slice) = self.galley.slices.get_mut(first) {
                let rect = Rect {
                    x: place.area.place(Length::ZERO, side),
                    y: (slice.height - side) / 2.0,
                    width: side,
                    height: side,
                };
                slice.inks.push(flow::ornament(
                    rect,
                    place.area.column,
                    None,
                    Some((theme::GREY, pt(0.9))),
                ));
            }
            self.galley.cut(Cut::Forbidden);
            self.writing_line(inner);
            self.galley.space(self.theme.space(2.8));
        }
    }

    /// Sources: a publisher and its titles, all lines but the first set in, so that the eye finds the publishers.
    pub(super) fn sources(&mut self, items: &[NodeId], place: Place) {
        let indented = place.area.indented(self.theme.space(4.0));
        let start = place.area.place(Length::ZERO, indented.width);
        for &item in items {
            let first = self.galley.len();
            self.text(&[item], place.within(indented));
            if let Some(slice) = self.galley.slices.get_mut(first) {
                slice.inks.iter_mut().for_each(|ink| ink.x = start);
            }
            self.galley.space(self.theme.space(1.4));
        }
    }

    /// Organisations: a name, and beside it how to reach them; where words do not fit beside it, below. An entry is never
    /// cut.
    pub(super) fn organisations(&mut self, items: &[NodeId], place: Place) {
        let label_width = self.label_width(items, place);
        let label_width = label_width.min(place.area.width * WIDEST_NAME);
        let beside = place.area.indented(label_width + mm(3.0));
        let lines = self.lines_of_bodies(items);
        let needed = lines
            .iter()
            .map(|&line| self.widths_of(&[line], place).narrowest);
        let is_beside = needed.fold(Length::ZERO, Length::max) <= beside.width;
        let (label_area, area) = if is_beside {
            let x = place.area.place(Length::ZERO, label_width);
            (
                Area {
                    x,
                    width: label_width,
                    ..place.area
                },
                beside,
            )
        } else {
            (place.area, place.area.indented(self.theme.space(4.0)))
        };
        for &item in items {
            let label = self.child_with(item, |role| *role == Role::Label);
            let label: Vec<NodeId> = label.into_iter().collect();
            let (name, mut inks) = self.apart(|flow| flow.text(&label, place.within(label_area)));
            let lines = self.lines_of_bodies(&[item]);
            let (height, value) = self.apart(|flow| {
                lines
                    .iter()
                    .for_each(|&line| flow.text(&[line], place.within(area)));
            });
            let drop = if is_beside { Length::ZERO } else { name };
            inks.extend(value.into_iter().map(|ink| ink.lowered(drop)));
            self.galley.push(name.max(drop + height), inks);
            self.galley.space(self.theme.space(2.0));
        }
        self.galley.space(self.theme.space(2.8));
    }

    /// The paragraphs in the bodies of items.
    fn lines_of_bodies(&self, items: &[NodeId]) -> Vec<NodeId> {
        let body = |&item: &NodeId| self.child_with(item, |role| *role == Role::Body);
        let bodies = items.iter().filter_map(body);
        bodies
            .flat_map(|body| self.leaflet.children(body))
            .copied()
            .collect()
    }

    /// Makes room so that the slices from `first` on are at least this tall together.
    pub(super) fn reach_down(&mut self, first: usize, height: Length) {
        let present = self.galley.height_from(first);
        if height > present {
            self.galley.cut(Cut::Forbidden);
            self.galley.push(height - present, Vec::new());
        }
    }
}

/// An area with room at both sides.
fn padded(area: Area, start: Length, end: Length) -> Area {
    Area {
        x: area.x + start,
        width: area.width - start - end,
        ..area
    }
}
