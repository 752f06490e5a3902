//! How tables are set: which rows stay together, and what large print makes of columns.

use std::collections::BTreeSet;

use careleaf::layout::page::{ArtifactKind, Owner, Pages, Shape};
use careleaf::leaflet::{NodeId, Role};

use crate::sheets::{Kind, Mark, Sheets};
use crate::sound_library::{FIRST, SoundLibrary, laid_out};

const SMALL_TABLE: &str = "| Medicine | How you have it |\n|---|---|\n| Row one | By mouth |\n| Row two | By drip |\n| Row three | By mouth |\n| Row four | By drip |\n";

/// The small table with more rows, so that it takes over a third of a page, and one to end with.
fn table() -> String {
    let more = "| Another | By drip |\n".repeat(8);
    format!("{SMALL_TABLE}{more}| Row eight | By mouth |\n| Row nine | By mouth |\n")
}

/// A library whose first section has a table, some lines down.
fn with_table(lines_above: usize, table: &str) -> SoundLibrary {
    let above = "Words.\n\n".repeat(lines_above);
    SoundLibrary::write().edit(
        FIRST,
        "## A part\n",
        &format!("## A part\n\n{above}{table}"),
    )
}

/// The page that a text stands on.
fn page_of(pages: &Pages, words: &str) -> usize {
    let nodes = pages.leaflet.descendants(NodeId::ROOT);
    let node = nodes.into_iter().find(
        |&node| matches!(&pages.leaflet.node(node).role, Role::Text { text, .. } if text == words),
    );
    pages.places[&node.expect("the text is in the leaflet")].page
}

#[test]
fn no_row_of_a_table_stands_alone_on_its_side_of_a_break() {
    let mut broken = 0;
    for lines in 15..40 {
        let pages = laid_out(&with_table(lines, &table()), 12);
        let [one, two, eight, nine] =
            ["Row one", "Row two", "Row eight", "Row nine"].map(|row| page_of(&pages, row));
        assert_eq!((one, eight), (two, nine), "{lines} lines above");
        broken += usize::from(one != nine);
    }
    assert!(broken > 0, "no table was broken");
}

#[test]
fn a_small_table_is_not_cut() {
    let mut moved = 0;
    for lines in 15..40 {
        let pages = laid_out(&with_table(lines, SMALL_TABLE), 12);
        let [one, four] = ["Row one", "Row four"].map(|row| page_of(&pages, row));
        assert_eq!(one, four, "{lines} lines above");
        moved += one - page_of(&pages, "A part");
    }
    assert!(moved > 0, "no table stood where a page ends");
}

#[test]
fn the_head_of_stacked_cells_takes_one_line_and_stands_again_on_the_next_page() {
    let rows = "| Immunosuppressants | Chemotherapeutically | Gastroenterologist |\n".repeat(9);
    let table = format!("| Who | What | How |\n|---|---|---|\n{rows}");
    let pages = laid_out(&with_table(1, &table), 28);
    let sheets = Sheets::of(&pages);
    let heads = sheets.nodes(|role| *role == Role::HeaderCell);
    let marks = heads[..3].iter().flat_map(|&head| sheets.marks_in(head));
    let lines: BTreeSet<_> = marks.filter_map(Mark::line).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let stands_again = |mark: &&Mark| {
        let words = |text: &str| text == "Who";
        mark.is(ArtifactKind::Ornament)
            && matches!(&mark.kind, Kind::Words { text, .. } if words(text))
    };
    let again = sheets.marks.iter().filter(stands_again);
    let again: BTreeSet<usize> = again.map(|mark| mark.page).collect();
    let rows = sheets.nodes(|role| *role == Role::Cell);
    let marks = rows[..27].iter().flat_map(|&cell| sheets.marks_in(cell));
    let mut pages: BTreeSet<usize> = marks.map(|mark| mark.page).collect();
    pages.pop_first();
    assert!(!pages.is_empty(), "the table was not cut");
    assert_eq!(again, pages);
}

#[test]
fn cells_that_are_stacked_follow_the_names_of_their_columns() {
    let table = "| Immunosuppressants | Chemotherapeutically | Gastroenterologist |\n|---|---|---|\n| Mercaptopurine | By mouth | Once a day |\n";
    let pages = laid_out(&with_table(1, table), 28);
    let ornaments: Vec<&str> = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter(|item| item.owner == Owner::Artifact(ArtifactKind::Ornament))
        .filter_map(|item| match &item.shape {
            Shape::Glyphs(run) => Some(run.text.trim_end()),
            _ => None,
        })
        .collect();
    assert_eq!(
        ornaments[..4],
        [" ·", " ·", "Chemotherapeutically:", "Gastroenterologist:"]
    );
}
