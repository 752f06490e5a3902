//! The title of a preset: printed where the preset was asked for, and told apart from the same sections without it.

use std::fs;

use careleaf::leaflet::{Imprint, Personal, compose};
use careleaf::paged::layout::lay_out;
use careleaf::paged::layout::page::{ArtifactKind, Pages};
use careleaf::paged::{Part, Role};
use careleaf::printing::{Printing, TextSize};
use careleaf::selection::{Request, Wanted, select};
use snapbox::str;

use crate::desk::{DAY, Desk, stderr};
use crate::readback;
use crate::sheets::{Kind, Sheets};
use crate::sound_library::SoundLibrary;

const LEAFLET: &str = "sample/leaflet.toml";
/// As many characters as a preset's title may have.
const LONGEST: &str = "Getting ready to go home after your second stem cell graft x";

fn edition(said: &str) -> String {
    said.split("edition ").nth(1).unwrap()[..14].to_owned()
}

fn built(library: &SoundLibrary, sections: Wanted, points: u8) -> Pages {
    let library = library.library();
    let request = Request {
        leaflet: "sample".to_owned(),
        sections,
        text_size: TextSize::new(points).unwrap(),
        printing: Printing::default(),
        date: jiff::civil::date(2026, 11, 23),
        clinic: None,
        allow_overdue: None,
    };
    let selection = select(&library, &request).unwrap();
    lay_out(
        &compose(&selection, &Imprint::default()),
        selection.form(),
        &Personal::default(),
    )
}

fn subtitles(pages: &Pages) -> Vec<String> {
    let sheets = Sheets::of(pages);
    let subtitles = sheets.nodes(|role| *role == Role::Subtitle).into_iter();
    subtitles.map(|id| pages.leaflet.text_of(id)).collect()
}

#[test]
fn title_of_a_preset_stands_below_the_leaflet_s_and_in_every_footer() {
    let desk = Desk::with_starter();
    desk.build(&["--preset", "preparing", "-o", "x.pdf"])
        .success();
    let read = readback::read(&fs::read(desk.path("x.pdf")).unwrap());
    let structure = read.structure();
    let title = structure.find("H1 \"Having a blood test\"").unwrap();
    let subtitle = structure
        .find("P \"Preparing for a blood test\" p1")
        .unwrap();
    let audience = structure.find("P \"For adults who").unwrap();
    assert!(title < subtitle && subtitle < audience, "{structure}");
    for words in read.running_words {
        assert!(
            words.contains("Blood test: Preparing for a blood test"),
            "{words}"
        );
    }
}

#[test]
fn same_sections_without_the_preset_have_no_such_title_and_another_edition() {
    let desk = Desk::with_starter();
    let preset = stderr(
        &desk
            .build(&["--preset", "preparing", "-o", "x.pdf"])
            .success(),
    );
    let sections = stderr(
        &desk
            .build(&["-s", "before-the-test", "-o", "y.pdf"])
            .success(),
    );
    assert_ne!(edition(&preset), edition(&sections));
    let pdf = fs::read(desk.path("y.pdf")).unwrap();
    let structure = readback::read(&pdf).structure();
    assert!(!structure.contains("Preparing for"), "{structure}");
    assert!(memchr::memmem::find(&pdf, b"\"preset\"").is_none());
}

#[test]
fn a_preset_needs_no_title() {
    let library = SoundLibrary::write().edit(LEAFLET, "title = \"Short\"\n", "");
    let preset = built(&library, Wanted::Preset("short".to_owned()), 12);
    let sections = built(&library, Wanted::Sections(vec!["second".to_owned()]), 12);
    assert_eq!(subtitles(&preset), [""; 0]);
    assert_eq!(preset.leaflet.edition, sections.leaflet.edition);
}

#[test]
fn title_of_a_preset_that_is_too_long_for_the_footer_is_refused() {
    let library = SoundLibrary::write().edit(LEAFLET, "\"Short\"", &format!("\"{LONGEST}y\""));
    library.reports(str![[r#"
error: `title` has 61 characters
  --> leaflets/sample/leaflet.toml:13:9
   |
13 | title = "Getting ready to go home after your second stem cell graft xy"
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: its place on the page has room for 60: shorten it
"#]]);
}

#[test]
fn longest_titles_leave_the_first_page_to_the_urgent_help_and_stay_on_the_paper() {
    assert_eq!(LONGEST.chars().count(), 60);
    let long = "a".repeat(20);
    let short_title = format!("{long} {long} {}", "b".repeat(18));
    let library = SoundLibrary::write()
        .edit(LEAFLET, "\"Short\"", &format!("\"{LONGEST}\""))
        .edit(LEAFLET, "\"Sample\"", &format!("\"{short_title}\""));
    for points in [12, 16, 28] {
        let pages = built(&library, Wanted::Preset("short".to_owned()), points);
        assert_eq!(subtitles(&pages).len(), 1);
        let sheets = Sheets::of(&pages);
        let urgent = sheets.nodes(|role| *role == Role::Part(Part::UrgentHelp))[0];
        assert_eq!(sheets.marks_in(urgent)[0].page, 0, "at {points} pt");
        let right = pages.geometry.width - pages.geometry.outer_margin();
        for mark in sheets
            .marks
            .iter()
            .filter(|it| it.is(ArtifactKind::Footer) && matches!(it.kind, Kind::Words { .. }))
        {
            assert!(mark.bounds.right <= right.to_pt() + 1.0, "{mark:?}");
        }
    }
}

#[test]
fn verify_asks_for_the_same_preset_again() {
    let desk = Desk::with_starter();
    desk.build(&["--preset", "preparing", "-o", "x.pdf"])
        .success();
    desk.run(&["verify", "x.pdf", "--date", DAY]).success();
    // The edition says "Preparing for a blood test" of sections that are not those of the preset any more.
    desk.edit(
        "blood-test/leaflet.toml",
        "sections = [\"before-the-test\"]",
        "sections = [\"before-the-test\", \"after-the-test\"]",
    );
    let run = desk.run(&["verify", "x.pdf", "--date", DAY]).code(1);
    assert!(stderr(&run).contains("is superseded"), "{}", stderr(&run));
}

#[test]
fn a_row_that_asks_for_a_preset_has_its_title_and_one_with_its_sections_has_not() {
    let desk = Desk::with_starter();
    let rows = "leaflet,sections,preset\nblood-test,,preparing\nblood-test,before-the-test,\n";
    fs::write(desk.path("ward.csv"), rows).unwrap();
    desk.run(&["batch", "ward.csv", "--out", "out", "--date", DAY])
        .success();
    let manifest = fs::read_to_string(desk.path("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let files = manifest["rows"].as_array().unwrap().iter();
    let has_title: Vec<bool> = files
        .map(|row| fs::read(desk.path("out").join(row["file"].as_str().unwrap())).unwrap())
        .map(|pdf| readback::read(&pdf).structure().contains("P \"Preparing"))
        .collect();
    assert_eq!(has_title, [true, false]);
}
