//! How the sample leaflet's text sits on its pages: how long lines are, how headings break, what stays whole.

use std::collections::BTreeMap;

use careleaf::leaflet::NodeId;
use careleaf::paged::layout::page::Pages;
use careleaf::paged::{Part, Role};
use careleaf::selection::Wanted;

use crate::cases;
use crate::sheets::{Bounds, Kind, Mark, Sheets};

/// The bounds of each line of a node, in reading order.
fn lines_of(sheets: &Sheets, node: NodeId) -> Vec<Bounds> {
    let mut lines: BTreeMap<(usize, i64), Bounds> = BTreeMap::new();
    for mark in sheets.marks_in(node) {
        if let Some(line) = mark.line() {
            let bounds = lines.entry(line).or_insert(mark.bounds);
            bounds.left = bounds.left.min(mark.bounds.left);
            bounds.right = bounds.right.max(mark.bounds.right);
        }
    }
    lines.into_values().collect()
}

fn width(line: &Bounds) -> f32 {
    line.right - line.left
}

#[test]
fn no_paragraph_has_lines_that_are_longer_than_the_text_column() {
    let pages = cases::sample(Wanted::All, 12);
    let sheets = Sheets::of(&pages);
    let column = sheets.theme().text_width().to_pt();
    let paragraphs = sheets.nodes(|role| matches!(role, Role::Paragraph | Role::Body));
    let in_boxes = paragraphs.iter().filter(|&&paragraph| {
        let boxed = |role: &Role| matches!(role, Role::Callout(_) | Role::Part(Part::UrgentHelp));
        sheets.around(paragraph, boxed).is_some()
    });
    assert!(in_boxes.count() > 50);
    for &paragraph in &paragraphs {
        for line in lines_of(&sheets, paragraph) {
            let said = pages.leaflet.text_of(paragraph);
            assert!(
                width(&line) <= column + 1.0,
                "{} points: {said}",
                width(&line)
            );
        }
    }
}

#[test]
fn no_heading_has_a_stump_for_its_last_line() {
    for size in [12, 16, 18, 24, 28] {
        let pages = cases::sample(Wanted::All, size);
        let sheets = Sheets::of(&pages);
        for heading in sheets.nodes(|role| matches!(role, Role::Title | Role::Heading(_))) {
            let lines = lines_of(&sheets, heading);
            let longest = lines.iter().map(width).fold(0.0, f32::max);
            let last = lines.last().map_or(0.0, width);
            let said = pages.leaflet.text_of(heading);
            assert!(
                last >= longest * 0.4,
                "{last} of {longest} points: {said}, at {size} pt"
            );
        }
    }
}

fn pages_of(sheets: &Sheets, node: NodeId) -> Vec<usize> {
    let mut pages: Vec<usize> = sheets.marks_in(node).iter().map(|mark| mark.page).collect();
    pages.dedup();
    pages
}

#[test]
fn summaries_are_whole_where_a_page_has_room_for_them_below_their_title() {
    for size in [12, 16, 18, 20, 24] {
        let pages = cases::sample(Wanted::All, size);
        let sheets = Sheets::of(&pages);
        for summary in sheets.nodes(|role| *role == Role::Summary) {
            let said = pages.leaflet.text_of(summary);
            assert_eq!(pages_of(&sheets, summary).len(), 1, "{said}, at {size} pt");
        }
    }
}

/// The words of a page that start so.
fn beginning<'s>(sheets: &'s Sheets, words: &str) -> Vec<&'s Mark> {
    let starts =
        |mark: &&Mark| matches!(&mark.kind, Kind::Words { text, .. } if text.starts_with(words));
    let read = sheets.marks.iter().filter(|mark| mark.node().is_some());
    read.filter(starts).collect()
}

#[test]
fn below_a_title_in_large_print_dates_stand_beside_their_labels() {
    let pages: Pages = cases::sample(Wanted::Sections(vec!["follow-up".to_owned()]), 18);
    let sheets = Sheets::of(&pages);
    for (label, date) in [
        ("Text checked", "23 November 2026"),
        ("Next check due", "5 August 2027"),
    ] {
        let label = beginning(&sheets, label)[0];
        let dates = beginning(&sheets, date);
        let date = dates.iter().find(|date| date.page == label.page);
        let date = date.expect("the date is on its label's page");
        assert_eq!(date.line(), label.line());
        assert!(date.bounds.left > label.bounds.right);
    }
}

#[test]
fn what_follows_the_lines_for_notes_begins_on_a_page_of_its_own() {
    for size in [12, 18] {
        let pages = cases::sample(Wanted::Sections(vec!["follow-up".to_owned()]), size);
        let sheets = Sheets::of(&pages);
        let page_of = |part: Part| pages.destinations[&pages.leaflet.part(&part).unwrap()].page;
        let [part] = sheets.nodes(|role| *role == Role::Part(Part::Questions))[..] else {
            panic!("there are questions");
        };
        let last = pages_of(&sheets, part).pop().unwrap();
        assert_eq!(page_of(Part::Glossary), last + 1, "at {size} pt");
    }
}

#[test]
fn contents_that_no_page_holds_are_cut_evenly() {
    let pages = cases::sample(Wanted::All, 28);
    let sheets = Sheets::of(&pages);
    let mut entries: BTreeMap<usize, usize> = BTreeMap::new();
    for entry in sheets.nodes(|role| *role == Role::ContentsEntry) {
        *entries.entry(pages_of(&sheets, entry)[0]).or_default() += 1;
    }
    let counts: Vec<usize> = entries.into_values().collect();
    let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
    assert!(counts.len() > 1 && most - least <= 1, "{counts:?}");
}
