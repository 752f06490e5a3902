//! How tables are set: which rows stay together, and what large print makes of columns.

use std::collections::BTreeSet;

use careleaf::leaflet::NodeId;
use careleaf::paged::Role;
use careleaf::paged::geometry::PageGeometry;
use careleaf::paged::layout::page::{ArtifactKind, Owner, Pages, Shape};
use careleaf::printing::Paper;
use snapbox::str;

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
    pages.destinations[&node.expect("the text is in the leaflet")].page
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

/// The days of a week, with what to take on each of them.
const WEEK: &str = "| Week | Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday |\n|---|---|---|---|---|---|---|---|\n";

fn lines_of(sheets: &Sheets, nodes: &[NodeId]) -> BTreeSet<(usize, i64)> {
    let marks = nodes.iter().flat_map(|&node| sheets.marks_in(node));
    marks.filter_map(Mark::line).collect()
}

#[test]
fn a_table_too_wide_for_the_text_column_has_the_whole_width() {
    let table = format!(
        "{WEEK}{}",
        "| Week 1 | 2 mg | 3 mg | 4 mg | 5 mg | 6 mg | 7 mg | 1 mg |\n".repeat(3)
    );
    let pages = laid_out(&with_table(1, &table), 12);
    let sheets = Sheets::of(&pages);
    let heads = sheets.nodes(|role| *role == Role::HeaderCell);
    assert_eq!(lines_of(&sheets, &heads[..8]).len(), 1);
    let page = PageGeometry::of(Paper::OneSided);
    let sunday = sheets.marks_in(heads[7])[0].bounds;
    assert!(sunday.left > (page.binding_margin + page.text_width).to_pt());
    assert!(sunday.right <= (page.binding_margin + page.full_width).to_pt());
    let library = with_table(1, &table);
    assert_eq!(library.wide_tables(), "");
}

#[test]
fn a_table_in_a_callout_widens_its_box_when_it_needs_to() {
    let table = format!("{WEEK}| Week 1 | 2 mg | 3 mg | 4 mg | 5 mg | 6 mg | 7 mg | 1 mg |\n");
    let boxed = table.lines().map(|line| format!("> {line}\n"));
    let callout = format!("> [!NOTE]\n> Words.\n>\n{}", boxed.collect::<String>());
    let pages = laid_out(&with_table(1, &callout), 12);
    let sheets = Sheets::of(&pages);
    let heads = sheets.nodes(|role| *role == Role::HeaderCell);
    assert_eq!(lines_of(&sheets, &heads[..8]).len(), 1);
}

#[test]
fn a_table_that_no_page_has_columns_for_is_warned_of_by_check() {
    let head = "| Immunosuppressants ".repeat(6) + "|\n" + &"|---".repeat(6) + "|\n";
    let table = head + &"| words ".repeat(6) + "|\n";
    snapbox::assert_data_eq!(
        with_table(0, &table).wide_tables(),
        str![[r#"
warning: this table is printed as a list: its columns do not fit side by side
  --> leaflets/sample/first.md:14:1
   |
14 | | Immunosuppressants | Immunosuppressants | Immunosuppressants | Immunosuppressants | Immunosuppressants | Immunosuppressants |
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: give it fewer columns, or shorter words in them
"#]]
    );
}

#[test]
fn a_table_without_a_head_names_its_rows() {
    let table = "| | |\n|---|---|\n| Morning | 2 puffs |\n| | more |\n";
    let pages = laid_out(&with_table(1, table), 12);
    let leaflet = &pages.leaflet;
    let sheets = Sheets::of(&pages);
    let named = sheets.nodes(|role| *role == Role::RowHeader);
    let named: Vec<String> = named.iter().map(|&node| leaflet.text_of(node)).collect();
    assert_eq!(named, ["Morning"]);
    let table = sheets.nodes(|role| *role == Role::Table)[0];
    let groups = leaflet.children(table).iter();
    let groups: Vec<&Role> = groups.map(|&node| &leaflet.node(node).role).collect();
    assert_eq!(groups, [&Role::TableBody]);
}

#[test]
fn a_cell_of_thousands_of_words_goes_on_over_pages_with_its_words_in_order() {
    for (count, points) in [(2300, 12), (2300, 28), (7000, 12)] {
        let words: Vec<String> = (0..count).map(|number| format!("q{number}z")).collect();
        let table = format!("| A | B |\n|---|---|\n| c | {} |\n", words.join(" "));
        let pages = laid_out(&with_table(1, &table), points);
        let sheets = Sheets::of(&pages);
        let cell = sheets.nodes(|role| *role == Role::Cell)[1];
        let printed = sheets.marks_in(cell).into_iter();
        let printed = printed.filter_map(|mark| match &mark.kind {
            Kind::Words { text, .. } => Some(text.as_str()),
            _ => None,
        });
        let printed: String = printed.collect::<Vec<_>>().join(" ");
        assert!(printed.split_whitespace().eq(words.iter()), "{points} pt");
        let on_pages: BTreeSet<usize> =
            sheets.marks_in(cell).iter().map(|mark| mark.page).collect();
        assert!(on_pages.len() > 3, "{on_pages:?}");
    }
}

#[test]
fn a_head_taller_than_a_page_stands_once_and_nothing_leaves_the_page() {
    let words = "so many words ".repeat(400);
    let table = format!("| A | {words} |\n|---|---|\n{}", "| c | d |\n".repeat(30));
    for points in [12, 28] {
        let pages = laid_out(&with_table(1, &table), points);
        let sheets = Sheets::of(&pages);
        for mark in &sheets.marks {
            let foot = pages.geometry.height.to_pt();
            assert!(mark.bounds.bottom < foot - 20.0, "{mark:?}");
        }
    }
}
