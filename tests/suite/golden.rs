//! What a screen reader is given, for each golden case, as somebody has reviewed it.

use snapbox::{Assert, Data};

use crate::cases;
use crate::readback;

#[test]
fn structure_read_back_from_the_file_is_as_reviewed() {
    for case in cases::golden() {
        let structure = readback::read(&case.pdf).structure();
        let reviewed = Data::read_from(&case.reviewed_structure(), None).raw();
        Assert::new()
            .action_env("SNAPSHOTS")
            .eq(Data::text(structure).raw(), reviewed);
    }
}

#[test]
fn all_ink_is_in_the_tree_or_an_artifact() {
    for case in cases::golden() {
        assert_eq!(readback::read(&case.pdf).stray, 0, "{}", case.name);
    }
}

#[test]
fn every_figure_says_what_it_shows_and_where() {
    for case in cases::golden() {
        for figure in readback::read(&case.pdf).root.all("Figure") {
            let alt = figure.alt.as_deref().unwrap_or_default();
            assert!(!alt.is_empty() && figure.has_bounds, "{}", case.name);
        }
    }
}

#[test]
fn every_heading_is_in_the_outline_on_its_page() {
    for case in cases::golden() {
        let document = readback::read(&case.pdf);
        let outline = document.outline.iter();
        let listed: Vec<(usize, &str, usize)> = outline
            .map(|(depth, title, page)| (*depth + 1, title.as_str(), *page))
            .collect();
        let headings = document.root.headings();
        let headings: Vec<(usize, &str, usize)> = headings
            .iter()
            .map(|(level, title, page)| (*level, title.as_str(), *page))
            .collect();
        assert_eq!(listed, headings, "{}", case.name);
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    for case in cases::golden() {
        let again = careleaf::paged::pdf::write(&case.pages).unwrap();
        assert!(again == case.pdf, "{}", case.name);
    }
}
