//! What holds for any text at any size: nothing leaves its place, breaks fall where they may, and every word is in the
//! tag tree. See `texts.rs` for the texts and `sheets.rs` for what is measured on the pages.

use std::collections::{BTreeMap, BTreeSet};

use careleaf::leaflet::{Imprint, NodeId, compose};
use careleaf::paged::layout::page::ArtifactKind;
use careleaf::paged::pdf;
use careleaf::paged::theme::Columns;
use careleaf::paged::{Part, Role, arrange};
use careleaf::printing::Printing;
use careleaf::selection::select;
use jiff::civil::date;
use proptest::prelude::*;

use crate::readback::{self, Element};
use crate::sheets::{Bounds, Kind, Mark, Sheets};
use crate::texts::{Text, texts};
use crate::trials::trials;

/// How far ink may reach over an edge: the strokes of Nastaliq hang out of its lines.
const TOLERANCE: f32 = 5.0;
/// The least space between the text and the header or footer.
const CLEARANCE: f32 = 8.0;
/// The part of a page that a block surely finds room on, with its padding and the headings that stay with it.
const SURE_TO_FIT: f32 = 0.55;

proptest! {
    #![proptest_config(trials(24))]

    #[test]
    fn nothing_leaves_the_text_area(text in texts()) {
        let pages = text.pages();
        let sheets = Sheets::of(&pages);
        for mark in &sheets.marks {
            let area = area_for(&sheets, mark);
            prop_assert!(area.holds(&mark.bounds, TOLERANCE), "{mark:?} leaves {area:?}");
        }
    }

    #[test]
    fn no_line_touches_another_or_a_picture_or_the_edge_of_a_box(text in texts()) {
        let pages = text.pages();
        let sheets = Sheets::of(&pages);
        for page in 0..pages.pages.len() {
            let mut marks: Vec<&Mark> = sheets.on_page(page).collect();
            marks.sort_by(|one, other| one.bounds.top.total_cmp(&other.bounds.top));
            for (index, one) in marks.iter().enumerate() {
                let below = marks[index + 1..].iter();
                for other in below.take_while(|other| other.bounds.top < one.bounds.bottom) {
                    let clash = clash(one, other);
                    prop_assert!(clash.is_none(), "{clash:?}: {one:?} and {other:?}");
                }
            }
        }
    }

    #[test]
    fn heading_is_never_last_on_a_page(text in texts()) {
        let pages = text.pages();
        let sheets = Sheets::of(&pages);
        for heading in sheets.nodes(|role| matches!(role, Role::Heading(_))) {
            let stranded = stranded(&sheets, heading);
            prop_assert!(stranded.is_none(), "{stranded:?}");
        }
    }

    #[test]
    fn no_line_of_a_paragraph_is_alone_on_its_side_of_a_break(text in texts()) {
        let pages = text.pages();
        let sheets = Sheets::of(&pages);
        for (block, lines) in lines_of_blocks(&sheets) {
            let on_pages: BTreeSet<usize> = lines.iter().map(|(page, _)| *page).collect();
            let alone = on_pages.iter().find(|page| lines.iter().filter(|line| line.0 == **page).count() < 2);
            let said = pages.leaflet.text_of(block);
            prop_assert!(on_pages.len() == 1 || alone.is_none(), "page {alone:?} of {lines:?}: {said}");
        }
    }

    #[test]
    fn callouts_figures_and_rows_that_fit_on_a_page_are_not_split(text in texts()) {
        let pages = text.pages();
        let sheets = Sheets::of(&pages);
        let whole = |role: &Role| {
            matches!(role, Role::Callout(_) | Role::FigureGroup | Role::Row)
        };
        for block in sheets.nodes(whole) {
            let height = height_if_split(&sheets, block);
            let room = sheets.text_area(0).height() * SURE_TO_FIT;
            let role = &pages.leaflet.node(block).role;
            prop_assert!(height.is_none_or(|height| height > room), "a split {role:?} is {height:?} of {room} high");
        }
    }

    #[test]
    fn head_of_a_table_stands_on_each_of_its_pages(text in texts()) {
        let pages = text.pages();
        let sheets = Sheets::of(&pages);
        for table in sheets.nodes(|role| *role == Role::Table) {
            let missing = pages_without_head(&sheets, table);
            prop_assert!(missing.is_empty(), "no head on {missing:?}");
        }
    }
}

proptest! {
    #![proptest_config(trials(12))]

    #[test]
    fn a_glossary_has_a_say_exactly_when_it_is_printed(text in texts()) {
        let dates = ("review_due = 2027-08-05", "review_due = 2027-01-05");
        let library = text.library().edit("glossary.toml", dates.0, dates.1).library();
        let selection = select(&library, &text.request()).expect("the request can be met");
        let leaflet = arrange(&compose(&selection, &Imprint::default()), selection.form());
        let mut parts = leaflet.children(NodeId::ROOT).iter();
        let is_printed = parts.any(|&part| leaflet.node(part).role == Role::Part(Part::Glossary));
        prop_assert_eq!(selection.review_due == date(2027, 1, 5), is_printed);
    }

    #[test]
    fn same_text_gives_the_same_bytes(text in texts()) {
        let [one, other] = [written(&text), written(&text)];
        prop_assert!(one == other);
    }

    #[test]
    fn every_word_is_in_the_tag_tree_once_and_in_order(text in texts()) {
        let document = readback::read(&written(&text));
        let parts = document.root.all("Sect").into_iter();
        let of_the_text = parts.filter(|part| {
            let title = part.headings().into_iter().next().map(|heading| heading.1);
            title.is_some_and(|title| title == "First" || title == "Questions and notes")
        });
        let said: String = of_the_text.map(Element::text).collect();
        let mut from = 0;
        for word in &text.words {
            prop_assert_eq!(said.matches(word.as_str()).count(), 1, "{} in {}", word, said);
            let at = said[from..].find(word.as_str());
            prop_assert!(at.is_some(), "{} stands too early in {}", word, said);
            from += at.unwrap_or_default() + word.len();
        }
        prop_assert_eq!(document.stray, 0);
    }
}

fn written(text: &Text) -> Vec<u8> {
    let mut pages = text.pages();
    // Sheets to fold have no tags: the pages of a booklet are written one by one.
    pages.form.printing = Printing::default();
    pdf::write(&pages).expect("the leaflet conforms")
}

/// Where a mark may stand.
fn area_for(sheets: &Sheets, mark: &Mark) -> Bounds {
    let text = sheets.text_area(mark.page);
    let page = Bounds {
        left: 0.0,
        top: 0.0,
        right: 595.3,
        bottom: 841.9,
    };
    if mark.is(ArtifactKind::Header) || mark.is(ArtifactKind::Footer) {
        return Bounds {
            left: text.left,
            right: text.right,
            top: 18.0,
            bottom: 823.0,
        };
    }
    let is_band = mark.kind == Kind::Rectangle && mark.page == 0 && mark.bounds.top == 0.0;
    if is_band {
        return page;
    }
    Bounds {
        top: text.top + CLEARANCE,
        bottom: text.bottom - CLEARANCE,
        ..text
    }
}

/// How two marks on a page get in each other's way.
fn clash(one: &Mark, other: &Mark) -> Option<&'static str> {
    let overlap = one.overlap(other);
    if overlap <= 0.3 {
        return None;
    }
    match (&one.kind, &other.kind) {
        (Kind::Words { .. }, Kind::Words { .. }) if one.line() == other.line() => {
            (overlap > 2.0).then_some("words on one line run into each other")
        }
        (Kind::Words { .. }, Kind::Words { .. }) => Some("lines run into each other"),
        (Kind::Picture, Kind::Words { .. } | Kind::Picture)
        | (Kind::Words { .. }, Kind::Picture) => Some("a picture stands in the way"),
        (Kind::Rectangle, Kind::Words { .. } | Kind::Picture) => on_edge(one, other),
        (Kind::Words { .. } | Kind::Picture, Kind::Rectangle) => on_edge(other, one),
        (Kind::Rectangle, Kind::Rectangle) => None,
    }
}

/// Whether something stands on the edge of a box; rules and underlines are not boxes.
fn on_edge(rectangle: &Mark, other: &Mark) -> Option<&'static str> {
    let is_box =
        rectangle.bounds.height() > 6.0 && rectangle.bounds.right - rectangle.bounds.left > 6.0;
    let stands_in = rectangle.bounds.holds(&other.bounds, 2.0);
    (is_box && !stands_in).then_some("the edge of a box runs through it")
}

/// What stands below a heading on its page, when that is too little.
fn stranded(sheets: &Sheets, heading: NodeId) -> Option<String> {
    let last = sheets.marks_in(heading).last().copied()?.clone();
    let part = sheets.part_of(heading);
    // In one column what stands beside a section in two stands below its title.
    let is_folded = sheets.theme().columns == Columns::Folded;
    let is_beside = |node| {
        sheets
            .around(node, |role| *role == Role::SideMatter)
            .is_some()
    };
    let is_in_flow = |mark: &&Mark| {
        let node = mark.node();
        node.is_some_and(|node| sheets.part_of(node) == part && (is_folded || !is_beside(node)))
    };
    let here =
        |mark: &&Mark| mark.page == last.page && mark.bounds.top > last.bounds.bottom - TOLERANCE;
    let following: Vec<&Mark> = sheets
        .marks
        .iter()
        .filter(is_in_flow)
        .filter(here)
        .collect();
    let lines: BTreeSet<_> = following.iter().filter_map(|mark| mark.line()).collect();
    let has_picture = following.iter().any(|mark| mark.kind == Kind::Picture);
    let goes_on = sheets
        .marks
        .iter()
        .filter(is_in_flow)
        .any(|mark| mark.page > last.page);
    let has_writing_lines = part == Some(&Part::Questions) && !lines.is_empty();
    let is_stranded = goes_on && lines.len() < 2 && !has_picture && !has_writing_lines;
    is_stranded.then(|| {
        format!(
            "`{}` on page {}",
            sheets.pages.leaflet.text_of(heading),
            last.page + 1
        )
    })
}

/// The lines of each block of text. Cells are left out: those below each other start with their column's name, which is
/// ornament, and those side by side are not split.
fn lines_of_blocks(sheets: &Sheets) -> BTreeMap<NodeId, BTreeSet<(usize, i64)>> {
    let leaflet = &sheets.pages.leaflet;
    let mut blocks: BTreeMap<NodeId, BTreeSet<(usize, i64)>> = BTreeMap::new();
    for mark in &sheets.marks {
        let block = mark.node().and_then(|leaf| sheets.block_of(leaf));
        let is_cell = |block| matches!(leaflet.node(block).role, Role::Cell | Role::RowHeader);
        let block = block.filter(|&block| !is_cell(block));
        if let (Some(block), Some(line)) = (block, mark.line()) {
            blocks.entry(block).or_default().insert(line);
        }
    }
    blocks
}

/// How much room a block would take in one piece, when it stands on several pages.
fn height_if_split(sheets: &Sheets, block: NodeId) -> Option<f32> {
    let mut pieces: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
    for mark in sheets.marks_in(block) {
        let piece = pieces.entry(mark.page).or_insert((f32::MAX, f32::MIN));
        *piece = (
            piece.0.min(mark.bounds.top),
            piece.1.max(mark.bounds.bottom),
        );
    }
    (pieces.len() > 1).then(|| pieces.values().map(|(top, bottom)| bottom - top).sum())
}

/// The pages on which rows of a table stand without its head.
fn pages_without_head(sheets: &Sheets, table: NodeId) -> Vec<usize> {
    let leaflet = &sheets.pages.leaflet;
    let in_table = leaflet.descendants(table);
    let heads = in_table
        .iter()
        .filter(|&&node| leaflet.node(node).role == Role::HeaderCell);
    let heads: Vec<Vec<&Mark>> = heads.map(|&head| sheets.marks_in(head)).collect();
    let feet: BTreeSet<_> = heads
        .iter()
        .filter_map(|head| head.last()?.line())
        .collect();
    // Below each other, in large print, heads do not repeat.
    if feet.len() != 1 {
        return Vec::new();
    }
    let first = heads[0][0];
    let repeats = |page: usize| {
        let mut marks = sheets.on_page(page);
        marks.any(|mark| mark.kind_says(first) && mark.is(ArtifactKind::Ornament))
    };
    let pages: BTreeSet<usize> = sheets
        .marks_in(table)
        .iter()
        .map(|mark| mark.page)
        .collect();
    let later = pages.into_iter().filter(|&page| page > first.page);
    later.filter(|&page| !repeats(page)).collect()
}

impl Mark {
    /// Whether both say the same.
    fn kind_says(&self, other: &Mark) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Words { text: one, .. }, Kind::Words { text: other, .. }) => one == other,
            _ => false,
        }
    }
}
