//! How tables are set: which rows stay together, and what large print makes of columns.

use careleaf::layout::page::{ArtifactKind, Owner, Pages, Shape};
use careleaf::leaflet::{NodeId, Role};

use crate::sound_library::{FIRST, SoundLibrary, laid_out};

const TABLE: &str = "| Medicine | How you have it |\n|---|---|\n| Row one | By mouth |\n| Row two | By drip |\n| Row three | By mouth |\n| Row four | By drip |\n| Row five | By mouth |\n";

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
        let pages = laid_out(&with_table(lines, TABLE), 12);
        let [one, two, four, five] =
            ["Row one", "Row two", "Row four", "Row five"].map(|row| page_of(&pages, row));
        assert_eq!((one, four), (two, five), "{lines} lines above");
        broken += usize::from(one != five);
    }
    assert!(broken > 0, "no table was broken");
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
        ornaments[..2],
        ["Chemotherapeutically:", "Gastroenterologist:"]
    );
}
