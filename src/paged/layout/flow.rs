//! The flow: the tree of a leaflet becomes a galley.
//!
//! One function a kind of block. Spaces and keeps are set here; what a page looks like as a whole is decided in
//! `parts`, and where pages end in `paginate`.

use crate::color::Color;
use crate::content::CalloutKind;
use crate::language::Language;
use crate::leaflet::{Leaflet, ListKind, NodeId, Role};
use crate::length::{Length, mm, pt};
use crate::paged::geometry::{COLUMN_GAP, Column, SIDE_WIDTH};
use crate::paged::theme::{self, Columns, Heaviness, TextStyle, Theme};
use crate::wording::fill;

use super::galley::{Against, Area, Beside, Block, Cut, CutWords, Frame, Galley, Ink, InkKind};
use super::page::{ArtifactKind, Owner, Rect, Shape};
use super::set_parts::SetParts;
use super::shape::Shaper;
use super::text::{self, Look, Piece, Setting, TextLine};

/// From a bullet to its text, in millimetres at 12 pt.
const BULLET_INDENT: f32 = 5.5;
/// The width of the bar beside a callout.
const CALLOUT_BAR: Length = pt(4.0);
/// The edge around a callout that cannot wait. It tells it from others in grey, too: colour alone never does.
const CALLOUT_BORDER: Length = pt(1.2);
/// How exactly the lines of a heading are made as long as each other.
const BALANCE: Length = pt(2.0);
/// The thickness of a line to write on.
pub(super) const WRITING_LINE: Length = pt(0.8);
/// The thickness of the rules in tables and contents.
pub(super) const HAIRLINE: Length = pt(0.5);
/// Turns nodes into slices.
pub(super) struct Flow<'a> {
    pub(super) leaflet: &'a Leaflet,
    pub(super) theme: Theme,
    pub(super) shaper: &'a mut Shaper,
    pub(super) set_parts: &'a mut SetParts,
    /// Whether parts that are set here are kept for other leaflets.
    pub(super) keeps_parts: bool,
    pub(super) galley: Galley,
    /// The tables whose cells stand below each other, of those that are set anew.
    pub(super) stacked_tables: Vec<NodeId>,
    /// The height of a page's text.
    pub(super) page_height: Length,
    /// Where it starts and ends, from the page's top.
    pub(super) text_top: Length,
    pub(super) text_foot: Length,
}

/// Where and how blocks are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// The stretch of the page.
    pub(super) area: Area,
    /// The language of the text.
    pub(super) language: &'a Language,
    /// The style of running text.
    pub(super) style: TextStyle,
    /// How links in it look.
    pub(super) links: Look,
}

impl<'a> Place<'a> {
    /// The same, in another stretch of the page.
    pub(super) fn within(self, area: Area) -> Place<'a> {
        Place { area, ..self }
    }

    /// The same, in another style.
    pub(super) fn styled(self, style: TextStyle) -> Place<'a> {
        Place { style, ..self }
    }

    /// The same, with links that do not call: in lists that are all links.
    pub(super) fn with_quiet_links(self) -> Place<'a> {
        Place {
            links: Look::Quiet,
            ..self
        }
    }

    /// How text in this place is set.
    pub(super) fn setting(&self) -> Setting<'a> {
        Setting {
            style: self.style,
            language: self.language,
            width: self.area.width,
        }
    }
}

impl<'a> Flow<'a> {
    /// Sets blocks below each other. Text that stands between blocks becomes a paragraph of its own.
    pub(super) fn blocks(&mut self, nodes: &[NodeId], place: Place) {
        let leaflet = self.leaflet;
        for group in
            nodes.chunk_by(|&one, &next| is_inline(leaflet, one) && is_inline(leaflet, next))
        {
            if is_inline(leaflet, group[0]) {
                self.text(group, place);
            } else {
                self.block(group[0], place);
            }
        }
    }

    fn block(&mut self, node: NodeId, place: Place) {
        let leaflet = self.leaflet;
        let children = leaflet.children(node);
        let language = leaflet.node(node).language.as_ref();
        let place = Place {
            language: language.unwrap_or(place.language),
            ..place
        };
        match &leaflet.node(node).role {
            Role::Heading(level) => self.heading(children, *level, place),
            Role::Summary => self.summary(children, place),
            Role::StatusNotice => self.notice(children, place),
            Role::Pointer => self.pointer(children, place),
            Role::List(kind) => self.list(children, *kind, place),
            Role::Table => self.table(node, place),
            Role::FigureGroup => self.figure_group(children, place),
            Role::FigureRow => self.figure_row(children, place),
            Role::Callout(kind) => self.callout(children, *kind, place),
            Role::Passage => self.passage(children, place),
            Role::WritingLine => {
                self.writing_line(place.area);
                self.galley.cut(Cut::Forbidden);
            }
            Role::SideMatter => {}
            _ => self.paragraph(children, place),
        }
    }

    /// Lines of text, without space around them.
    pub(super) fn text(&mut self, nodes: &[NodeId], place: Place) {
        let lines = self.lines_of(nodes, place);
        self.galley.push_lines(lines, place.area);
    }

    /// Lines of text that are placed by hand.
    pub(super) fn lines_of(&mut self, nodes: &[NodeId], place: Place) -> Vec<TextLine> {
        let pieces = self.pieces_of(nodes, place);
        self.lines_of_pieces(&pieces, place)
    }

    /// The lines of a title or heading, about as long as each other: no word or two alone on the last one. They stay
    /// together.
    pub(super) fn heading_lines(&mut self, heading: &[NodeId], place: Place) {
        let pieces = self.pieces_of(heading, place);
        let place = place.within(self.balanced(&pieces, place));
        let lines = self.lines_of_pieces(&pieces, place);
        let first = self.galley.len();
        self.galley.push_lines(lines, place.area);
        self.galley.hold(first);
    }

    /// As much of the area as pieces need to stay on as few lines as they take in all of it.
    fn balanced(&mut self, pieces: &[Piece], place: Place) -> Area {
        let of_width = |width: Length| Area {
            x: place.area.place(Length::ZERO, width),
            width,
            ..place.area
        };
        let lines = self.lines_of_pieces(pieces, place).len();
        let mut too_narrow = self.shaper.widths(pieces, &place.setting()).narrowest;
        let mut wide_enough = place.area.width;
        while lines > 1 && wide_enough - too_narrow > BALANCE {
            let width = (too_narrow + wide_enough) / 2.0;
            let narrower = place.within(of_width(width));
            if self.lines_of_pieces(pieces, narrower).len() > lines {
                too_narrow = width;
            } else {
                wide_enough = width;
            }
        }
        of_width(wide_enough)
    }

    /// The pieces of nodes, looking as they do in this place.
    pub(super) fn pieces_of(&self, nodes: &[NodeId], place: Place) -> Vec<Piece> {
        let mut pieces = text::pieces(self.leaflet, nodes);
        for piece in pieces.iter_mut().filter(|piece| piece.look == Look::Linked) {
            piece.look = place.links;
        }
        pieces
    }

    /// Lines of pieces that are placed by hand.
    pub(super) fn lines_of_pieces(&mut self, pieces: &[Piece], place: Place) -> Vec<TextLine> {
        self.shaper.lines(pieces, &place.setting())
    }

    /// The widths that the text of nodes needs.
    pub(super) fn widths_of(&mut self, nodes: &[NodeId], place: Place) -> text::Widths {
        let pieces = text::pieces(self.leaflet, nodes);
        self.shaper.widths(&pieces, &place.setting())
    }

    fn paragraph(&mut self, children: &[NodeId], place: Place) {
        let first = self.galley.len();
        self.text(children, place);
        if self.galley.len() == first {
            return;
        }
        self.galley.space(self.theme.space(2.8));
        let leads_on = children
            .iter()
            .map(|&child| self.leaflet.text_of(child))
            .collect::<String>()
            .trim_end()
            .ends_with(':');
        if leads_on {
            self.galley.replace_space(self.theme.space(1.4));
            self.galley.cut(Cut::Disliked);
        }
    }

    fn heading(&mut self, children: &[NodeId], level: u8, place: Place) {
        let (style, above, below) = match level {
            3 => (self.theme.heading, 5.5, 1.4),
            _ => (self.theme.subheading, 4.2, 0.8),
        };
        self.galley.space(self.theme.space(above));
        self.heading_lines(children, place.styled(style));
        self.galley.replace_space(self.theme.space(below));
        self.galley.owe_lines(2);
    }

    fn summary(&mut self, children: &[NodeId], place: Place) {
        let first = self.galley.len();
        self.text(children, place.styled(self.theme.lead));
        self.galley.keep_together(first);
        self.galley.space(self.theme.space(4.2));
        self.galley.cut(Cut::Poor);
    }

    fn notice(&mut self, children: &[NodeId], place: Place) {
        self.galley.space(self.theme.space(1.8));
        let style = place
            .style
            .colored(theme::URGENT)
            .weighing(Heaviness::SemiBold);
        self.text(children, place.styled(style));
        self.galley.space(self.theme.space(1.8));
    }

    fn pointer(&mut self, children: &[NodeId], place: Place) {
        self.galley.space(self.theme.space(3.5));
        self.galley.cut(Cut::Disliked);
        let mut pieces = text::pieces(self.leaflet, children);
        for piece in &mut pieces {
            piece.look = text::Look::Plain;
        }
        let style = place
            .style
            .colored(theme::ACCENT)
            .weighing(Heaviness::SemiBold);
        let place = place.styled(style);
        let lines = self.lines_of_pieces(&pieces, place);
        self.galley.push_lines(lines, place.area);
    }

    fn passage(&mut self, children: &[NodeId], place: Place) {
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

    fn list(&mut self, items: &[NodeId], kind: ListKind, place: Place) {
        match kind {
            ListKind::Bullet | ListKind::Numbered => self.marked_list(items, kind, place),
            ListKind::Sources => self.sources(items, place),
            ListKind::Question => self.questions(items, place),
            ListKind::Organisations => self.organisations(items, place),
            ListKind::Contacts => self.contacts(items, place),
            ListKind::Terms => self.terms(items, place),
        }
    }

    fn marked_list(&mut self, items: &[NodeId], kind: ListKind, place: Place) {
        let indent = match kind {
            ListKind::Numbered => self.label_width(items, place) + self.theme.space(1.8),
            _ => self.theme.space(BULLET_INDENT),
        };
        let start = self.galley.len();
        self.items(items, indent, place);
        self.galley.keep_ends(start);
        self.galley.space(self.theme.space(2.8));
    }

    /// Items with bullets, without space around them.
    pub(super) fn bullets(&mut self, items: &[NodeId], place: Place) {
        self.items(items, self.theme.space(BULLET_INDENT), place);
    }

    fn items(&mut self, items: &[NodeId], indent: Length, place: Place) {
        for (index, &item) in items.iter().enumerate() {
            if index > 0 && self.ends_in_text(items[index - 1]) {
                self.galley.replace_space(self.theme.space(1.1));
            }
            self.item(item, indent, place);
        }
    }

    /// Whether an item ends in a line of text. A table, figure or callout keeps the space below it.
    fn ends_in_text(&self, node: NodeId) -> bool {
        let role = &self.leaflet.node(node).role;
        match (role, self.leaflet.children(node).last()) {
            (Role::Item | Role::Body | Role::List(_), Some(&last)) => self.ends_in_text(last),
            _ => !is_display(role),
        }
    }

    /// The width of the widest label.
    pub(super) fn label_width(&mut self, items: &[NodeId], place: Place) -> Length {
        let mut widest = Length::ZERO;
        for &item in items {
            if let Some(label) = self.child_with(item, |role| *role == Role::Label) {
                widest = widest.max(self.widths_of(&[label], place).widest);
            }
        }
        widest
    }

    fn item(&mut self, item: NodeId, indent: Length, place: Place) {
        let first = self.galley.len();
        if let Some(body) = self.child_with(item, |role| *role == Role::Body) {
            self.blocks(
                self.leaflet.children(body),
                place.within(place.area.indented(indent)),
            );
        }
        let Some(label) = self.child_with(item, |role| *role == Role::Label) else {
            return;
        };
        let marker = place.styled(place.style.colored(theme::ACCENT));
        let area = Area {
            x: place.area.place(Length::ZERO, indent),
            width: indent,
            ..place.area
        };
        let lines = self.lines_of(&[label], marker.within(area));
        if let (Some(line), Some(slice)) =
            (lines.into_iter().next(), self.galley.slices.get_mut(first))
        {
            // A first line with a blank to write in is higher than the label's.
            let drop = slice
                .baseline()
                .map_or(Length::ZERO, |baseline| baseline - line.baseline);
            slice
                .inks
                .push(Ink::line(line, area, drop.max(Length::ZERO)));
        }
    }

    fn callout(&mut self, children: &[NodeId], kind: CalloutKind, place: Place) {
        let (color, fill) = match kind {
            CalloutKind::Caution => (theme::URGENT, Some(theme::URGENT_SOFT)),
            CalloutKind::Important => (theme::ACCENT, Some(theme::SOFT)),
            CalloutKind::Note | CalloutKind::Tip => (theme::ACCENT, None),
        };
        let inset = self.theme.space(3.2);
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
        let padding = if fill.is_some() { 3.0 } else { 0.4 };
        self.galley.space(self.theme.space(4.2));
        let first = self.galley.len();
        self.framed(frame, self.theme.space(padding), |flow| {
            flow.callout_blocks(children, place.within(inner), color);
        });
        self.galley.keep_together(first);
        self.galley.space(self.theme.space(4.6));
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
                self.galley.replace_space(self.theme.space(0.6));
                self.galley.owe_lines(2);
            } else if self.leaflet.node(child).role == Role::Table {
                self.blocks(&[child], place);
            } else {
                self.blocks(&[child], text);
            }
        }
    }

    /// As much of an area as lines of running text may be long: a box can be wider than what is easily read.
    pub(super) fn measured(&self, area: Area) -> Area {
        let width = area.width.min(self.theme.text_width());
        area.shortened(area.width - width)
    }

    /// What a frame says where a page cuts it. One in another frame says nothing: the outer one does.
    pub(super) fn cut_words(&mut self, title: &str, place: Place, color: Color) -> CutWords {
        if self.galley.is_framed() {
            return CutWords::default();
        }
        let wording = self.leaflet.wording;
        let gap = self.theme.space(1.6);
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

    /// Words that belong to no node.
    fn words_alone(&mut self, words: &str, place: Place) -> Block {
        let piece = Piece {
            text: words.to_owned(),
            leaf: NodeId::ROOT,
            link: None,
            page_of: None,
            look: Look::Plain,
        };
        let lines = self.lines_of_pieces(&[piece], place);
        let (height, inks) = self.apart(|flow| flow.galley.push_lines(lines, place.area));
        Block { height, inks }
    }

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

    /// Sets what `fill` sets in an area: below what stands beside the text, where the area is as wide as both columns.
    pub(super) fn clear_of_side(&mut self, area: Area, fill: impl FnOnce(&mut Self)) {
        if area.column == self.text_area().column {
            return fill(self);
        }
        let around = self.galley.stand_beside(Beside::Covers);
        fill(self);
        self.galley.stand_beside(around);
    }

    pub(super) fn writing_line(&mut self, area: Area) {
        let height = self.theme.space(9.0);
        self.galley.push(
            height,
            vec![rule(
                area,
                height - WRITING_LINE,
                WRITING_LINE,
                theme::WRITING,
            )],
        );
    }

    /// Sets what `fill` sets as one block that stands by itself: a cell, a column.
    pub(super) fn apart(&mut self, fill: impl FnOnce(&mut Self)) -> (Length, Vec<Ink>) {
        let galley = std::mem::take(&mut self.galley);
        fill(self);
        std::mem::replace(&mut self.galley, galley).into_block()
    }

    /// The first child of a node whose role is as wanted.
    pub(super) fn child_with(
        &self,
        node: NodeId,
        wanted: impl Fn(&Role) -> bool,
    ) -> Option<NodeId> {
        let children = self.leaflet.children(node).iter().copied();
        children
            .into_iter()
            .find(|&child| wanted(&self.leaflet.node(child).role))
    }

    /// The text column.
    pub(super) fn text_area(&self) -> Area {
        Area {
            x: self.theme.page.binding_margin,
            width: self.theme.text_width(),
            column: match self.theme.columns {
                Columns::TextAndSide => Column::Text,
                Columns::Folded => Column::Both,
            },
            against: Against::No,
        }
    }

    fn fills_text_column(&self, area: Area) -> bool {
        let column = self.text_area();
        (area.x, area.width) == (column.x, column.width)
    }

    /// A stretch of the text column made wider by the side column; `None` where there is none, or a frame in the way.
    pub(super) fn wider(&self, area: Area) -> Option<Area> {
        let column = self.text_area();
        if area.column != Column::Text || self.galley.is_framed() {
            return None;
        }
        let indent = match area.against {
            Against::No => area.x - column.x,
            Against::Yes => column.x + column.width - area.x - area.width,
        };
        let full = Area {
            against: area.against,
            ..self.full_area()
        };
        Some(full.indented(indent))
    }

    /// Both columns.
    pub(super) fn full_area(&self) -> Area {
        Area {
            width: self.theme.page.full_width,
            column: Column::Both,
            ..self.text_area()
        }
    }

    /// The column beside the text.
    pub(super) fn side_area(&self) -> Area {
        Area {
            x: self.theme.page.binding_margin + self.theme.page.text_width + COLUMN_GAP,
            width: SIDE_WIDTH,
            column: Column::Side,
            against: Against::No,
        }
    }

    /// Running text in an area.
    pub(super) fn running_text(&self, area: Area) -> Place<'a> {
        Place {
            area,
            language: &self.leaflet.language,
            style: self.theme.body,
            links: Look::Linked,
        }
    }

    pub(super) fn is_folded(&self) -> bool {
        self.theme.columns == Columns::Folded
    }
}

/// Whether a block stands out from the text around it.
pub(super) fn is_display(role: &Role) -> bool {
    matches!(
        role,
        Role::Table | Role::FigureGroup | Role::FigureRow | Role::Callout(_)
    )
}

fn is_inline(leaflet: &Leaflet, node: NodeId) -> bool {
    matches!(
        leaflet.node(node).role,
        Role::Text { .. } | Role::Link(_) | Role::PageNumber(_) | Role::Blank
    )
}

/// A horizontal rule as wide as an area, `y` below the slice's top.
pub(super) fn rule(area: Area, y: Length, thickness: Length, color: Color) -> Ink {
    ornament(
        Rect {
            x: area.x,
            y,
            width: area.width,
            height: thickness,
        },
        area.column,
        Some(color),
        None,
    )
}

/// A rectangle for the eye alone; its position counts from the slice's top and the page's start edge.
pub(super) fn ornament(
    rect: Rect,
    column: Column,
    fill: Option<Color>,
    stroke: Option<(Color, Length)>,
) -> Ink {
    Ink {
        x: rect.x,
        y: rect.y,
        width: rect.width,
        column,
        kind: InkKind::Shape {
            owner: Owner::Artifact(ArtifactKind::Ornament),
            shape: Shape::Rectangle {
                rect: Rect {
                    x: Length::ZERO,
                    y: Length::ZERO,
                    ..rect
                },
                radius: if stroke.is_some() {
                    mm(0.5)
                } else {
                    Length::ZERO
                },
                fill,
                stroke,
            },
        },
    }
}
