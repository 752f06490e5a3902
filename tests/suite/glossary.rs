//! The glossary as a patient uses it, on the sample library's pages: from a bold word to its entry, and back.

use std::collections::BTreeSet;

use careleaf::leaflet::{ListKind, NodeId, Target, Weight};
use careleaf::paged::layout::page::Pages;
use careleaf::paged::{Part, Role};
use careleaf::selection::Wanted;

use crate::cases;
use crate::sheets::{Kind, Mark, Sheets};

/// The items of the glossary.
fn items(pages: &Pages) -> Vec<NodeId> {
    let sheets = Sheets::of(pages);
    let lists = sheets.nodes(|role| *role == Role::List(ListKind::Terms));
    let items = lists.iter().flat_map(|&list| pages.leaflet.children(list));
    items.copied().collect()
}

/// The words of the text that lead to the glossary: each link, and the item it leads to.
fn words(sheets: &Sheets) -> Vec<(NodeId, NodeId)> {
    let leaflet = &sheets.pages.leaflet;
    let items: BTreeSet<NodeId> = items(sheets.pages).into_iter().collect();
    let links = sheets.nodes(|role| matches!(role, Role::Link(Target::Node(_))));
    links
        .into_iter()
        .filter(|&link| matches!(sheets.part_of(link), Some(Part::Section(_))))
        .filter_map(|link| match leaflet.node(link).role {
            Role::Link(Target::Node(target)) if items.contains(&target) => Some((link, target)),
            _ => None,
        })
        .collect()
}

/// The places that an item's page references lead to.
fn references(pages: &Pages, item: NodeId) -> Vec<NodeId> {
    let within = pages.leaflet.descendants(item).into_iter();
    within
        .filter_map(|node| match pages.leaflet.node(node).role {
            Role::PageNumber(place) => Some(place),
            _ => None,
        })
        .collect()
}

fn label(pages: &Pages, item: NodeId) -> String {
    let label = pages.leaflet.children(item)[0];
    plain(&pages.leaflet.text_of(label))
}

/// Words in small letters, with single spaces also for hyphens.
fn plain(words: &str) -> String {
    let words = words.to_lowercase().replace(['-', '\u{2011}'], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words without what stands between them: a space that ends a line is not set, and a bullet may follow it.
fn letters(words: &str) -> String {
    let words = words.to_lowercase();
    words.chars().filter(|it| it.is_alphanumeric()).collect()
}

#[test]
fn every_glossary_word_in_the_text_is_bold_and_is_found_under_its_own_letters() {
    let pages = cases::sample(Wanted::All, 12);
    let sheets = Sheets::of(&pages);
    let words = words(&sheets);
    assert!(words.len() > 100, "{} words", words.len());
    for (link, item) in words {
        let leaves = pages.leaflet.children(link).iter();
        for &leaf in leaves {
            let role = &pages.leaflet.node(leaf).role;
            let is_bold = matches!(role, Role::Text { weight, .. } if *weight == Weight::Strong);
            assert!(is_bold, "{role:?}");
        }
        let word = plain(&pages.leaflet.text_of(link));
        let label = label(&pages, item);
        let shared = word.chars().zip(label.chars());
        let shared = shared.take_while(|(one, other)| one == other).count();
        assert!(shared * 3 >= label.chars().count() * 2, "{word}: {label}");
    }
}

#[test]
fn every_page_that_an_entry_names_has_its_word() {
    for size in [12, 18] {
        let pages = cases::sample(Wanted::All, size);
        let sheets = Sheets::of(&pages);
        for item in items(&pages) {
            for place in references(&pages, item) {
                let page = pages.destinations[&place].page;
                let said = sheets.on_page(page).filter_map(|mark| match &mark.kind {
                    Kind::Words { text, .. } => Some(text.as_str()),
                    _ => None,
                });
                let said = letters(&said.collect::<String>());
                let label = label(&pages, item);
                let letters = letters(&label);
                let stem = letters.chars().take(letters.chars().count() * 2 / 3);
                let stem: String = stem.collect();
                assert!(
                    said.contains(&stem),
                    "`{label}` is not on page {}",
                    page + 1
                );
            }
        }
    }
}

#[test]
fn every_bold_word_and_its_entry_lead_to_each_other() {
    let pages = cases::sample(Wanted::All, 12);
    let sheets = Sheets::of(&pages);
    let listed: BTreeSet<NodeId> = items(&pages)
        .into_iter()
        .flat_map(|item| references(&pages, item))
        .map(|place| block(&sheets, place))
        .collect();
    for (link, item) in words(&sheets) {
        let back = references(&pages, item);
        let back = back.into_iter().map(|place| block(&sheets, place));
        let here = block(&sheets, link);
        assert!(
            back.into_iter().any(|place| place == here),
            "no way back to {}",
            pages.leaflet.text_of(link)
        );
        assert!(listed.contains(&here));
    }
}

#[test]
fn pages_of_a_term_end_its_line_and_stand_below_it_only_where_they_do_not_fit() {
    let [mut beside, mut below] = [0, 0];
    for size in [16, 18, 28] {
        let pages = cases::sample(Wanted::All, size);
        let sheets = Sheets::of(&pages);
        for item in items(&pages) {
            let nodes = pages.leaflet.descendants(item).into_iter();
            let mut nodes =
                nodes.filter(|&node| pages.leaflet.node(node).role == Role::PageReferences);
            let Some(references) = nodes.next() else {
                continue;
            };
            let references = sheets.marks_in(references);
            let area = sheets.text_area(references[0].page);
            let [start, end] = ends(&references);
            if on_one_line(&references) && references[0].line() == sheets.marks_in(item)[0].line() {
                assert!(
                    (area.right - end).abs() < SIDE_BEARING,
                    "{} at {size} pt",
                    label(&pages, item)
                );
                beside += 1;
            } else {
                let [_, end_of_term] = ends(&term(&sheets, item));
                // The term and its pages each stand in a width with their side bearings.
                let needed = end_of_term + SPACE_BEFORE_PAGES + (end - start);
                let is_long = needed > area.right - 2.0 * SIDE_BEARING;
                assert!(
                    is_long || !on_one_line(&references),
                    "{} at {size} pt",
                    label(&pages, item)
                );
                below += 1;
            }
        }
    }
    assert!(
        beside > below && below > 0,
        "{beside} beside, {below} below"
    );
}

/// The least space between a term and its pages on the same line, in points.
const SPACE_BEFORE_PAGES: f32 = 17.0;

/// How much white a digit may have at its side, in points.
const SIDE_BEARING: f32 = 4.0;

/// From where to where marks reach over the page.
fn ends(marks: &[&Mark]) -> [f32; 2] {
    let starts = marks.iter().map(|mark| mark.bounds.left);
    let ends = marks.iter().map(|mark| mark.bounds.right);
    [starts.fold(f32::MAX, f32::min), ends.fold(0.0, f32::max)]
}

fn on_one_line(marks: &[&Mark]) -> bool {
    marks.iter().all(|mark| mark.line() == marks[0].line())
}

/// What stands on a term's own lines.
fn term<'s>(sheets: &'s Sheets, item: NodeId) -> Vec<&'s Mark> {
    let leaflet = &sheets.pages.leaflet;
    sheets.marks_in(leaflet.children(item)[0])
}

/// The paragraph around a node.
fn block(sheets: &Sheets, node: NodeId) -> NodeId {
    sheets.block_of(node).expect("words stand in a block")
}

#[test]
fn entries_stand_in_the_order_of_the_alphabet() {
    let pages = cases::sample(Wanted::All, 12);
    let labels: Vec<String> = items(&pages)
        .into_iter()
        .map(|item| label(&pages, item))
        .collect();
    let mut sorted = labels.clone();
    sorted.sort();
    assert_eq!(labels, sorted);
}
