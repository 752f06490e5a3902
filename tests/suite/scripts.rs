//! Passages in other scripts, as they stand on the page: the golden case `scripts`. What they say, and in which order, is
//! in its `structure.txt`.

use careleaf::language::Direction;
use careleaf::leaflet::{NodeId, Weight};
use careleaf::paged::Role;
use careleaf::paged::layout::page::{ArtifactKind, GlyphRun, Owner, Shape};

use crate::cases::{self, Case};
use crate::sheets::{Kind, Mark, Sheets};

/// How far ink may stand from the edge that its line starts at: the arm of a kaf reaches over it.
const BEARING: f32 = 6.0;

fn case() -> &'static Case {
    let mut cases = cases::golden().iter();
    let case = cases.find(|case| case.name == "scripts");
    case.expect("the case is there")
}

/// The glyphs of the leaflet, with their leaves.
fn runs(case: &Case) -> impl Iterator<Item = (NodeId, &GlyphRun)> {
    let items = case.pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| match (item.owner, &item.shape) {
        (Owner::Node(leaf), Shape::Glyphs(run)) => Some((leaf, run)),
        _ => None,
    })
}

fn passages_from_right_to_left(sheets: &Sheets) -> Vec<NodeId> {
    let mut passages = sheets.nodes(|role| *role == Role::Passage);
    passages.retain(|&passage| {
        let language = sheets.pages.leaflet.node(passage).language.as_ref();
        language.is_some_and(|it| it.direction() == Direction::RightToLeft)
    });
    assert_eq!(passages.len(), 3, "two in Arabic, one in Urdu");
    passages
}

#[test]
fn strong_words_are_bold_in_every_script() {
    let case = case();
    let strong = runs(case).filter(|(leaf, _)| {
        let role = &case.pages.leaflet.node(*leaf).role;
        matches!(
            role,
            Role::Text {
                weight: Weight::Strong,
                ..
            }
        )
    });
    let faces: Vec<_> = strong.map(|(_, run)| run.face).collect();
    assert!(faces.iter().all(|face| face.weight() >= 700.0), "{faces:?}");
    let names = format!("{faces:?}");
    for script in ["Naskh", "Nastaliq", "Bengali"] {
        assert!(names.contains(script), "no strong {script} in {names}");
    }
}

#[test]
fn every_letter_has_a_glyph() {
    for (_, run) in runs(case()) {
        assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "{}", run.text);
    }
}

#[test]
fn lines_from_right_to_left_start_at_one_edge() {
    let sheets = Sheets::of(&case().pages);
    for passage in passages_from_right_to_left(&sheets) {
        for paragraph in paragraphs_in(&sheets, passage) {
            let marks = sheets.marks_in(paragraph);
            let edges = line_ends(&marks);
            let start = edges.iter().copied().fold(f32::MIN, f32::max);
            let said = sheets.pages.leaflet.text_of(paragraph);
            assert!(
                edges.iter().all(|edge| start - edge < BEARING),
                "{edges:?}: {said}"
            );
        }
    }
}

#[test]
fn bullets_and_numbers_stand_to_the_right_of_their_words() {
    let sheets = Sheets::of(&case().pages);
    for passage in passages_from_right_to_left(&sheets) {
        let leaflet = &sheets.pages.leaflet;
        let items = leaflet.descendants(passage).into_iter();
        for item in items.filter(|&item| leaflet.node(item).role == Role::Item) {
            let [label, body] = leaflet.children(item) else {
                panic!("an item has a label and a body");
            };
            let label = sheets.marks_in(*label)[0];
            let words = sheets.marks_in(*body);
            assert!(
                words
                    .iter()
                    .all(|mark| mark.bounds.right < label.bounds.left)
            );
        }
    }
}

#[test]
fn bar_of_a_callout_stands_where_its_words_start() {
    let sheets = Sheets::of(&case().pages);
    for passage in passages_from_right_to_left(&sheets) {
        let leaflet = &sheets.pages.leaflet;
        let nodes = leaflet.descendants(passage).into_iter();
        for callout in nodes.filter(|&it| matches!(leaflet.node(it).role, Role::Callout(_))) {
            let words = sheets.marks_in(callout);
            let bar = bar_beside(&sheets, words[0]);
            assert!(words.iter().all(|mark| mark.bounds.right < bar.bounds.left));
        }
    }
}

/// The upright bar on the height of some words.
fn bar_beside<'s>(sheets: &'s Sheets, words: &Mark) -> &'s Mark {
    let mut marks = sheets.on_page(words.page);
    let bar = marks.find(|mark| {
        let bounds = mark.bounds;
        let is_bar = mark.kind == Kind::Rectangle && bounds.right - bounds.left < 6.0;
        let is_beside = bounds.top < words.bounds.top && bounds.bottom > words.bounds.bottom;
        mark.is(ArtifactKind::Ornament) && is_bar && is_beside
    });
    bar.expect("a callout has a bar")
}

fn paragraphs_in(sheets: &Sheets, node: NodeId) -> Vec<NodeId> {
    let leaflet = &sheets.pages.leaflet;
    let mut nodes = leaflet.descendants(node);
    nodes.retain(|&node| leaflet.node(node).role == Role::Paragraph);
    nodes
}

/// The right end of each line.
fn line_ends(marks: &[&Mark]) -> Vec<f32> {
    let same_line = |one: &&Mark, other: &&Mark| one.line() == other.line();
    let lines = marks.chunk_by(same_line);
    let end = |line: &[&Mark]| {
        line.iter()
            .map(|mark| mark.bounds.right)
            .fold(f32::MIN, f32::max)
    };
    lines.map(end).collect()
}
