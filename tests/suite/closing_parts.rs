//! What stands after the sections: the questions to take to the clinic, and the part about the leaflet itself.

use std::collections::{BTreeMap, BTreeSet};

use careleaf::leaflet::{ListKind, NodeId, Weight};
use careleaf::paged::layout::page::{ArtifactKind, Pages};
use careleaf::paged::{Part, Role};
use careleaf::selection::Wanted;

use crate::cases;
use crate::sheets::{Kind, Mark, Sheets};

/// The words of each mark that is one.
fn words(mark: &Mark) -> Option<&str> {
    match &mark.kind {
        Kind::Words { text, .. } => Some(text.trim_end()),
        _ => None,
    }
}

/// The groups of questions: a heading, and the list below it.
fn groups(pages: &Pages) -> Vec<(NodeId, NodeId)> {
    let leaflet = &pages.leaflet;
    let part = leaflet.part(&Part::Questions).unwrap();
    let blocks = leaflet.children(part).windows(2);
    let is_list = |node| leaflet.node(node).role == Role::List(ListKind::Question);
    let groups = blocks.filter(|pair| is_list(pair[1]));
    groups.map(|pair| (pair[0], pair[1])).collect()
}

/// How many questions of a list begin on each page.
fn questions_by_page(sheets: &Sheets, list: NodeId) -> BTreeMap<usize, usize> {
    let mut by_page = BTreeMap::new();
    for &item in sheets.pages.leaflet.children(list) {
        let first = sheets.marks_in(item)[0];
        *by_page.entry(first.page).or_default() += 1;
    }
    by_page
}

#[test]
fn no_question_is_alone_on_its_side_of_a_break() {
    for size in [12, 18, 28] {
        let pages = cases::sample(Wanted::All, size);
        let sheets = Sheets::of(&pages);
        for (heading, list) in groups(&pages) {
            let by_page = questions_by_page(&sheets, list);
            let least = by_page.values().min();
            let said = pages.leaflet.text_of(heading);
            assert!(least >= Some(&2), "`{said}` at {size} pt: {by_page:?}");
        }
    }
}

#[test]
fn questions_that_go_on_over_the_page_stand_below_their_heading_again() {
    let mut went_on = 0;
    for size in [12, 18] {
        let pages = cases::sample(Wanted::All, size);
        let sheets = Sheets::of(&pages);
        for (heading, list) in groups(&pages) {
            let heading = words(sheets.marks_in(heading)[0]);
            for page in questions_by_page(&sheets, list).into_keys().skip(1) {
                let mut above = sheets
                    .on_page(page)
                    .filter(|mark| mark.is(ArtifactKind::Ornament) && words(mark) == heading);
                assert!(above.next().is_some(), "{heading:?} on page {}", page + 1);
                went_on += 1;
            }
        }
    }
    assert!(went_on > 0, "no group went on over the page");
}

#[test]
fn dates_that_all_parts_share_are_said_once() {
    let pages = cases::sample(Wanted::All, 12);
    let about = pages.leaflet.part(&Part::About).unwrap();
    let said = pages.leaflet.text_of(about);
    let dates =
        "Text checked: 23\u{A0}November\u{A0}2026. Next check due: 5\u{A0}August\u{A0}2027.";
    assert!(said.contains(dates), "{said}");
    assert_eq!(said.matches("Text checked").count(), 1);
    let columns = pages.leaflet.descendants(about).into_iter();
    let columns = columns.filter(|&node| pages.leaflet.node(node).role == Role::HeaderCell);
    assert_eq!(columns.count(), 2);
}

#[test]
fn a_publisher_and_its_site_are_named_once_among_the_sources() {
    let pages = cases::sample(Wanted::All, 12);
    let leaflet = &pages.leaflet;
    let sheets = Sheets::of(&pages);
    let [list] = sheets.nodes(|role| *role == Role::List(ListKind::Sources))[..] else {
        panic!("the sources are one list");
    };
    let strong =
        leaflet
            .descendants(list)
            .into_iter()
            .filter_map(|node| match &leaflet.node(node).role {
                Role::Text { text, weight } => (*weight == Weight::Strong).then_some(text),
                _ => None,
            });
    let strong: Vec<&String> = strong.collect();
    assert_eq!(strong.len(), leaflet.children(list).len());
    assert_eq!(strong.iter().collect::<BTreeSet<_>>().len(), strong.len());
    let said = leaflet.text_of(list);
    for site in [
        "www.cancerresearchuk.org",
        "www.macmillan.org.uk",
        "www.nice.org.uk",
    ] {
        assert_eq!(said.matches(site).count(), 1, "{site}");
    }
}

#[test]
fn an_organisation_is_not_cut_and_its_number_stands_beside_its_name() {
    for (size, beside) in [(12, true), (18, true), (28, false)] {
        let pages = cases::sample(Wanted::All, size);
        let sheets = Sheets::of(&pages);
        let lists = sheets.nodes(|role| *role == Role::List(ListKind::Organisations));
        for &item in pages.leaflet.children(lists[0]) {
            let marks = sheets.marks_in(item);
            assert!(marks.iter().all(|mark| mark.page == marks[0].page));
            let [name, body] = pages.leaflet.children(item) else {
                panic!("an organisation has a name and a body");
            };
            let [name, body] = [name, body].map(|&node| sheets.marks_in(node)[0].line());
            assert_eq!(name == body, beside, "at {size} pt");
        }
    }
}
