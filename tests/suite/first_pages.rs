//! What a patient meets first and last: the urgent help on the first page at every size, whom to ring, the contents; and
//! the sources.

use careleaf::layout::page::{ArtifactKind, Owner, Pages, Shape};
use careleaf::leaflet::{ListKind, Part, Role};
use careleaf::selection::{TextSize, Wanted};

use crate::cases;
use crate::sheets::{Mark, Sheets};

fn only(section: &str) -> Wanted {
    Wanted::Sections(vec![section.to_owned()])
}

/// The pages that a part stands on, from 0.
fn pages_of(pages: &Pages, wanted: &Part) -> Vec<usize> {
    let sheets = Sheets::of(pages);
    let parts = sheets.nodes(|role| *role == Role::Part(wanted.clone()));
    let marks = parts.into_iter().flat_map(|part| sheets.marks_in(part));
    let mut on: Vec<usize> = marks.map(|mark| mark.page).collect();
    on.dedup();
    on
}

#[test]
fn urgent_help_begins_on_the_first_page_at_every_size() {
    for size in TextSize::ALL {
        for wanted in [Wanted::All, only("follow-up")] {
            let pages = cases::sample(wanted, size);
            assert_eq!(pages_of(&pages, &Part::UrgentHelp)[0], 0, "at {size} pt");
        }
    }
}

#[test]
fn urgent_help_is_whole_on_the_first_page_up_to_16_points() {
    for size in [12, 14, 16] {
        let pages = cases::sample(Wanted::All, size);
        assert_eq!(pages_of(&pages, &Part::UrgentHelp), [0], "at {size} pt");
    }
}

#[test]
fn nothing_but_title_and_status_comes_before_the_urgent_help_in_large_print() {
    let order = |size| -> Vec<Part> {
        let pages = cases::sample(only("follow-up"), size);
        let sheets = Sheets::of(&pages);
        let parts = sheets.nodes(|role| matches!(role, Role::Part(_)));
        let parts = parts.into_iter().filter_map(|part| sheets.part_of(part));
        parts.take(5).cloned().collect()
    };
    let first = [Part::Opening, Part::UrgentHelp, Part::Contacts];
    assert_eq!(order(14)[..3], first);
    assert_eq!(order(14)[3], Part::Contents);
    assert_eq!(order(16)[..3], first);
    assert_eq!(order(16)[3..], [Part::Introduction, Part::Contents]);

    let pages = cases::sample(only("follow-up"), 16);
    let sheets = Sheets::of(&pages);
    let audience = sheets.nodes(|role| *role == Role::Audience);
    let [audience] = audience[..] else {
        panic!("the audience is said once: {audience:?}");
    };
    assert_eq!(sheets.part_of(audience), Some(&Part::Introduction));
}

#[test]
fn contents_are_whole_on_their_page() {
    for size in [12, 14, 16, 18] {
        let pages = cases::sample(Wanted::All, size);
        assert_eq!(pages_of(&pages, &Part::Contents).len(), 1, "at {size} pt");
    }
}

#[test]
fn contents_of_one_section_stand_on_the_first_page() {
    let pages = cases::sample(only("follow-up"), 12);
    assert_eq!(pages_of(&pages, &Part::Contents), [0]);
}

#[test]
fn lines_for_contacts_take_what_the_first_page_has_left() {
    let pages = cases::sample(Wanted::All, 12);
    let sheets = Sheets::of(&pages);
    let is_text = |mark: &&Mark| !mark.is(ArtifactKind::Footer);
    let last = sheets.on_page(0).filter(is_text);
    let foot = last.map(|mark| mark.bounds.bottom).fold(0.0, f32::max);
    let blank = sheets.text_area(0).bottom - foot;
    assert!(blank < 80.0, "{blank} points at the foot of the first page");
}

#[test]
fn sources_are_set_as_large_as_side_text() {
    for (size, wanted) in [(12, 10.0), (18, 0.83 * 18.0)] {
        let pages = cases::sample(Wanted::All, size);
        let sizes = sizes_of_sources(&pages);
        let (least, most) = sizes
            .iter()
            .fold((f32::MAX, 0.0_f32), |(least, most), &it| {
                (least.min(it), most.max(it))
            });
        assert!((least - wanted).abs() < 0.01 && (most - wanted).abs() < 0.01);
    }
}

/// The sizes of type that sources are set in.
fn sizes_of_sources(pages: &Pages) -> Vec<f32> {
    let sheets = Sheets::of(pages);
    let lists = sheets.nodes(|role| *role == Role::List(ListKind::Sources));
    let within: Vec<_> = lists
        .into_iter()
        .flat_map(|list| pages.leaflet.descendants(list))
        .collect();
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let sizes = items.filter_map(|item| match (&item.owner, &item.shape) {
        (Owner::Node(node), Shape::Glyphs(run)) if within.contains(node) => Some(run.size.to_pt()),
        _ => None,
    });
    sizes.collect()
}
