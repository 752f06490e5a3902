//! Text that is far longer than its place was made for: it goes on over the page, and nothing runs off its foot.

use careleaf::figure::LOWEST_PLACE;
use careleaf::leaflet::NodeId;
use careleaf::length::{Length, mm};
use careleaf::paged::layout::page::{Pages, Shape};
use careleaf::paged::{Part, Role};
use careleaf::printing::{LARGEST_IN_BOOKLET, Paper, Printing, TextSize};

use crate::sound_library::{FIRST, SoundLibrary, laid_out, printed};

/// Above the foot of the page: nothing is printed there.
const UNPRINTED: Length = mm(9.0);

/// The lowest ink of a page.
fn foot(pages: &Pages, page: usize) -> Length {
    let feet = pages.pages[page]
        .items
        .iter()
        .map(|item| match &item.shape {
            Shape::Glyphs(run) => run.origin.y,
            Shape::Rectangle { rect, .. } | Shape::Qr { rect, .. } | Shape::Image { rect, .. } => {
                rect.y + rect.height
            }
            Shape::LinkArea(_) => Length::ZERO,
        });
    feet.fold(Length::ZERO, Length::max)
}

fn stays_on_the_page(library: &SoundLibrary) {
    for points in TextSize::ALL {
        let pages = laid_out(library, points);
        for page in 0..pages.pages.len() {
            let foot = foot(&pages, page);
            assert!(
                foot < pages.geometry.height - UNPRINTED,
                "page {page} at {points} pt: {foot:?}"
            );
        }
    }
}

#[test]
fn urgent_help_longer_than_a_page_goes_on_over_it() {
    let signs = "- a sign that you should ring about\n".repeat(150);
    stays_on_the_page(&SoundLibrary::write().edit(
        "sample/urgent-help.md",
        "- you have a fever\n",
        &signs,
    ));
}

#[test]
fn an_audience_that_is_long_in_large_print_does_not_push_the_urgent_help_off_the_first_page() {
    let audience = "for readers of tests and ".repeat(10);
    let library =
        SoundLibrary::write().edit("sample/leaflet.toml", "For readers of tests.", &audience);
    let pages = laid_out(&library, 28);
    let children = pages.leaflet.children(NodeId::ROOT).iter();
    let urgent_help =
        children.filter(|&&part| pages.leaflet.node(part).role == Role::Part(Part::UrgentHelp));
    let on: Vec<usize> = urgent_help
        .map(|part| pages.destinations[part].page)
        .collect();
    assert_eq!(on, [0]);
}

#[test]
fn titles_labels_and_names_of_the_greatest_length_fit_at_every_size() {
    let (title, label) = ("W".repeat(150), "W".repeat(100));
    let library = SoundLibrary::write()
        .edit(FIRST, "title = \"First\"", &format!("title = \"{label}\""))
        .edit(FIRST, "search for “first”", &label)
        .edit("house.toml", "Sample Hospital", &label)
        .edit("sample/leaflet.toml", "A sample leaflet", &title)
        .edit(
            "sample/leaflet.toml",
            "\"Sample\"",
            &format!("\"{}\"", &label[..60]),
        );
    stays_on_the_page(&library);
}

#[test]
fn words_headings_cells_and_summaries_longer_than_a_page_go_on_over_it() {
    let words = "so many words ".repeat(500);
    let letters = "x".repeat(5000);
    let library = SoundLibrary::write()
        .edit(FIRST, "What comes first.", &words)
        .edit(
            FIRST,
            "## A part\n",
            &format!(
                "{letters}\n\n## A part\n\nWords.\n\n### {words}\n\n| A | B |\n|---|---|\n| {words} | {letters} |\n"
            ),
        )
        .edit(FIRST, "What comes next?", &words);
    stays_on_the_page(&library);
}

#[test]
fn a_section_title_of_the_greatest_length_does_not_stand_alone_on_a_page() {
    let title = "treatment for those whose blood counts are low ".repeat(3);
    let library = SoundLibrary::write().edit(
        FIRST,
        "title = \"First\"",
        &format!("title = \"{}\"", title[..100].trim_end()),
    );
    let pages = laid_out(&library, 28);
    let first =
        |role: &Role| matches!(role, Role::Part(Part::Section(id)) if id.as_str() == "first");
    let nodes = pages.leaflet.descendants(NodeId::ROOT);
    let part = nodes
        .into_iter()
        .find(|&id| first(&pages.leaflet.node(id).role));
    let children = pages.leaflet.children(part.unwrap());
    let page_of = |wanted: fn(&Role) -> bool| {
        let node = children
            .iter()
            .find(|&&id| wanted(&pages.leaflet.node(id).role));
        pages.destinations[node.unwrap()].page
    };
    assert_eq!(
        page_of(|role| matches!(role, Role::Heading(_))),
        page_of(|role| *role == Role::Paragraph)
    );
}

#[test]
fn text_of_12_pt_in_the_highest_figure_prints_at_12_pt_below_headings_on_every_paper() {
    let height = LOWEST_PLACE.to_pt().floor();
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"{height}\">\
         <text y=\"50\" font-size=\"12\">Words</text></svg>"
    );
    let library = SoundLibrary::write()
        .with("sample/box.svg", drawing)
        .edit(
            FIRST,
            "More in [the second section](section:second).\n\n",
            "",
        )
        .edit(
            FIRST,
            "## A part",
            "## A part with a heading of lines and lines and lines, and more below it",
        )
        .edit(
            FIRST,
            "![",
            "### A heading of lines and lines, and then a picture\n\n![",
        );
    let sizes = |paper| {
        let largest = match paper {
            Paper::Booklet => LARGEST_IN_BOOKLET,
            Paper::OneSided | Paper::TwoSided => u8::MAX,
        };
        let fitting = TextSize::ALL
            .into_iter()
            .filter(move |size| *size <= largest);
        fitting.map(move |size| (paper, size))
    };
    for (paper, points) in sizes(Paper::OneSided).chain(sizes(Paper::Booklet)) {
        let printing = Printing {
            paper,
            ..Printing::default()
        };
        let pages = printed(&library, points, printing);
        let heights =
            pages
                .pages
                .iter()
                .flat_map(|page| &page.items)
                .filter_map(|item| match &item.shape {
                    Shape::Image { rect, .. } => Some(rect.height.to_pt()),
                    _ => None,
                });
        let heights: Vec<f32> = heights.collect();
        assert_eq!(heights.len(), 1);
        assert!(
            heights[0] > height * 0.998,
            "{paper:?} at {points} pt: {heights:?}"
        );
    }
}
