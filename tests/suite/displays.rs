//! Tables, callouts and figures inside lists and callouts, figures in a row, and words above the questions: that they are
//! hashed, kept in the record and set where there is room. What a screen reader is given is in the golden case `displays`.

use std::collections::BTreeSet;

use careleaf::paged::Role;
use careleaf::paged::layout::page::Pages;

use crate::sheets::{Bounds, Kind, Mark, Sheets};
use crate::sound_library::{FIRST, SoundLibrary, laid_out};

const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="WIDTH" height="60"><path d="M0 0H90V50Z"/>TEXT</svg>"##;

/// A library whose first section says this, with drawings `one.svg` and `two.svg` of this width.
fn library(text: &str, width: u32) -> SoundLibrary {
    let drawing = DRAWING.replace("WIDTH", &width.to_string());
    let with_text = drawing.replace("TEXT", r#"<text y="30" font-size="12">Words</text>"#);
    SoundLibrary::write()
        .with("sample/one.svg", drawing.replace("TEXT", ""))
        .with("sample/two.svg", with_text)
        .edit(FIRST, "## A part\n", &format!("## A part\n\n{text}\n"))
}

/// The pictures in figures of the first section, in reading order.
fn pictures(pages: &Pages) -> Vec<Bounds> {
    let sheets = Sheets::of(pages);
    let figures = sheets.nodes(|role| matches!(role, Role::Figure { .. }));
    let marks = figures.iter().flat_map(|&figure| sheets.marks_in(figure));
    marks
        .filter(|mark| mark.kind == Kind::Picture)
        .map(|mark| mark.bounds)
        .collect()
}

#[test]
fn small_figures_of_a_paragraph_stand_side_by_side_and_large_ones_below_each_other() {
    for between in [" ", "\n"] {
        let text = format!("![Box one.](one.svg \"One\"){between}![Box two.](two.svg \"Two\")");
        let small = pictures(&laid_out(&library(&text, 100), 12));
        assert_eq!(small[0].top, small[1].top);
        assert!(small[0].right < small[1].left);
        let large = pictures(&laid_out(&library(&text, 360), 12));
        assert!(large[0].bottom < large[1].top);
        assert_eq!(large[0].left, large[1].left);
    }
}

#[test]
fn words_in_a_figure_of_a_step_stay_12_pt() {
    let text = "1. Step\n\n   - Part\n\n     ![Box two.](two.svg)";
    for points in [12, 28] {
        let pages = laid_out(&library(text, 362), points);
        let picture = pictures(&pages)[0];
        assert!(
            picture.right - picture.left >= 361.9,
            "{points} pt: {picture:?}"
        );
    }
}

#[test]
fn a_figure_between_lines_of_a_paragraph_stands_between_them() {
    let pages = laid_out(&library("Above.\n![Box one.](one.svg)\nBelow.", 100), 12);
    let sheets = Sheets::of(&pages);
    let baseline = |words: &str| {
        let found = sheets.marks.iter().find_map(|mark| match &mark.kind {
            Kind::Words { baseline, text } if text.trim() == words => Some(*baseline),
            _ => None,
        });
        found.expect("the words are printed")
    };
    let picture = pictures(&pages)[0];
    assert!(baseline("Above.") < picture.top && picture.bottom < baseline("Below."));
}

#[test]
fn a_change_to_a_figure_in_a_row_in_a_step_changes_the_hash_that_is_approved() {
    let text = "1. Step\n\n   ![Box one.](one.svg) ![Box two.](two.svg)";
    let hash = |library: SoundLibrary| {
        let library = library.library();
        library.leaflet("sample").unwrap().sections[0].content_hash
    };
    let before = hash(library(text, 100));
    let drawing = DRAWING
        .replace("WIDTH", "100")
        .replace("TEXT", "")
        .replace("90", "80");
    let after = hash(library(text, 100).with("sample/one.svg", drawing));
    assert_ne!(before, after);
}

#[test]
fn the_record_has_the_words_in_steps_and_above_the_questions() {
    let text =
        "1. Step\n\n   | | |\n   |---|---|\n   | Morning | 2 puffs |\n\n   > [!TIP]\n   > Wait.";
    let library = library(text, 100).edit(
        FIRST,
        "## Questions {.questions}\n",
        "## Questions {.questions}\n\nBring your inhaler.\n",
    );
    let pages = laid_out(&library, 12);
    let record = &pages.proof.text;
    let lines = |part: &str| record.part(part).unwrap().lines.join("\n");
    let section = lines("section/first");
    assert!(
        section.contains("1. Step\nMorning | 2 puffs\nTip\nWait."),
        "{section}"
    );
    assert!(
        lines("questions").contains("Bring your inhaler.\n"),
        "{}",
        lines("questions")
    );
}

#[test]
fn a_break_in_a_cell_ends_its_line() {
    let pages = laid_out(
        &library("| A | B |\n|---|---|\n| one<br>two | three |\n", 100),
        12,
    );
    let sheets = Sheets::of(&pages);
    let cell = sheets.nodes(|role| *role == Role::Cell)[0];
    let lines: BTreeSet<_> = sheets
        .marks_in(cell)
        .into_iter()
        .filter_map(Mark::line)
        .collect();
    assert_eq!(lines.len(), 2);
}
