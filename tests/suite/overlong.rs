//! Text that is far longer than its place was made for: it goes on over the page, and nothing runs off its foot.

use careleaf::layout::page::{Owner, Pages, Shape};
use careleaf::leaflet::Role;
use careleaf::length::{Length, mm};
use careleaf::selection::TextSize;

use crate::sound_library::{FIRST, SoundLibrary, laid_out};

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
fn notices_that_are_long_in_large_print_do_not_leave_the_title_alone() {
    let audience = "for readers of tests and ".repeat(10);
    let library =
        SoundLibrary::write().edit("sample/leaflet.toml", "For readers of tests.", &audience);
    let pages = laid_out(&library, 28);
    let words = pages.pages[0].items.iter().filter(|item| match item.owner {
        Owner::Node(node) => {
            matches!(&pages.leaflet.node(node).role, Role::Text { text, .. } if *text == audience.trim())
        }
        Owner::Artifact(_) => false,
    });
    assert!(words.count() > 2, "the audience begins on another page");
}

#[test]
fn titles_labels_and_names_of_the_greatest_length_fit_at_every_size() {
    let (title, label) = ("W".repeat(150), "W".repeat(100));
    let library = SoundLibrary::write()
        .edit(FIRST, "title = \"First\"", &format!("title = \"{title}\""))
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
