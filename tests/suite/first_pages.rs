//! What a patient meets first and last: the urgent help on the first page at every size, whom to ring, the contents; and
//! the sources.

use careleaf::color::Color;
use careleaf::fonts::Face;
use careleaf::leaflet::{ListKind, Personal};
use careleaf::length::{Length, mm};
use careleaf::paged::layout::page::{ArtifactKind, GlyphRun, Owner, Page, Pages, Rect, Shape};
use careleaf::paged::theme;
use careleaf::paged::{Part, Role};
use careleaf::printing::{Paper, Printing, TextSize};
use careleaf::selection::{Request, Wanted};

use crate::cases;
use crate::sheets::{Kind, Mark, Sheets};

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

const NUMBER: &str = "0117 496 0123";
/// The room that a number takes when it is written by hand.
const ROOM_FOR_A_NUMBER: Length = mm(45.0);

/// A short leaflet at every size on every paper.
fn everywhere() -> Vec<Request> {
    let papers = [Paper::OneSided, Paper::TwoSided, Paper::Booklet];
    let sizes = TextSize::ALL.into_iter();
    let both = sizes.flat_map(|size| papers.map(|paper| (size, paper)));
    // A page of half the size holds no larger print.
    let fitting = both.filter(|&(size, paper)| paper != Paper::Booklet || size <= 16);
    let request = |(size, paper)| Request {
        printing: Printing {
            paper,
            ..Printing::default()
        },
        ..cases::sample_request(only("follow-up"), size)
    };
    let current: Vec<Request> = fitting.map(request).collect();
    let overdue = current.iter().cloned().map(|request| Request {
        date: jiff::civil::date(2029, 1, 1),
        allow_overdue: Some("the new edition is at the printer".to_owned()),
        ..request
    });
    let overdue: Vec<Request> = overdue.collect();
    [current, overdue].concat()
}

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| match &item.shape {
        Shape::Glyphs(run) => Some(run),
        _ => None,
    })
}

/// The rectangles of a page that are filled with a colour.
fn filled_with(page: &Page, color: Color) -> Vec<&Rect> {
    let rectangles = page.items.iter().filter_map(|item| match &item.shape {
        Shape::Rectangle { rect, fill, .. } if *fill == Some(color) => Some(rect),
        _ => None,
    });
    rectangles.collect()
}

fn label_of_the_line(page: &Page) -> &GlyphRun {
    let mut labels = runs(page).filter(|run| *run.text == *"24-hour line");
    labels
        .next()
        .expect("the first page names the 24-hour line")
}

/// What the first page says below the number, and whether all of it is there.
fn advice(pages: &Pages) -> String {
    let sheets = Sheets::of(pages);
    let [part] = sheets.nodes(|role| *role == Role::Part(Part::UrgentHelp))[..] else {
        panic!("there is one urgent-help box");
    };
    let mut blocks = pages.leaflet.children(part).iter();
    let advice = blocks.find(|&&it| pages.leaflet.node(it).role == Role::Paragraph);
    let marks = sheets.marks_in(*advice.expect("the box has advice"));
    assert!(marks.iter().all(|mark| mark.page == 0), "{marks:?}");
    let words = marks.iter().filter_map(|mark| match &mark.kind {
        Kind::Words { text, .. } => Some(text.as_str()),
        _ => None,
    });
    words.collect()
}

#[test]
fn page_one_says_whom_to_ring_at_every_size() {
    let typed = Personal {
        urgent_line: Some(NUMBER.to_owned()),
        prepared_for: Some("Amal Said".into()),
        ..Personal::default()
    };
    for request in everywhere() {
        let at = format!("{} pt, {:?}", request.text_size.points(), request.printing);
        let pages = cases::sample_copy(&request, &typed);
        let lead = Sheets::of(&pages).theme().lead.size;
        let large = |run: &&GlyphRun| run.face == Face::Bold && run.size == lead;
        let mut numbers = runs(&pages.pages[0]).filter(large);
        assert!(numbers.any(|run| *run.text == *NUMBER), "{at}");
        label_of_the_line(&pages.pages[0]);
        assert_eq!(advice(&pages), "No answer? Call 999 or go to A&E.", "{at}");
    }
}

#[test]
fn page_one_has_a_line_for_the_number_at_every_size_where_none_is_known() {
    for request in everywhere() {
        let at = format!("{} pt, {:?}", request.text_size.points(), request.printing);
        let pages = cases::sample_copy(&request, &Personal::default());
        let label = label_of_the_line(&pages.pages[0]).origin;
        let lines = filled_with(&pages.pages[0], theme::WRITING).into_iter();
        let mut beside =
            lines.filter(|line| line.x > label.x && (line.y - label.y).to_pt().abs() < 12.0);
        let line = beside.next().unwrap_or_else(|| panic!("no line, {at}"));
        assert!(line.width >= ROOM_FOR_A_NUMBER, "{at}: {line:?}");
        assert_eq!(
            advice(&pages),
            "No number, or no answer? Call 999 or go to A&E.",
            "{at}"
        );
    }
}

/// The words of a page that are for the eye alone, but for header and footer.
fn ornamental_words(sheets: &Sheets, page: usize) -> String {
    let marks = sheets.on_page(page);
    let ornaments = marks.filter(|mark| mark.is(ArtifactKind::Ornament));
    let words = ornaments.filter_map(|mark| match &mark.kind {
        Kind::Words { text, .. } => Some(text.as_str()),
        _ => None,
    });
    words.collect()
}

#[test]
fn a_box_that_goes_on_over_the_page_says_so_and_has_no_edge_where_it_is_cut() {
    let pages = cases::sample(only("follow-up"), 28);
    let sheets = Sheets::of(&pages);
    let on = pages_of(&pages, &Part::UrgentHelp);
    let last = on[on.len() - 1];
    assert!(last > 0, "the box is not cut");
    for page in on {
        let words = ornamental_words(&sheets, page);
        assert_eq!(
            words.contains("When to get urgent help, continued"),
            page > 0
        );
        assert_eq!(words.contains("Continues on the next page"), page < last);
        let tints = filled_with(&pages.pages[page], theme::URGENT_SOFT);
        let [tint] = tints[..] else {
            panic!("one box on a page: {tints:?}");
        };
        let rules = filled_with(&pages.pages[page], theme::URGENT).into_iter();
        let edges: Vec<bool> = rules
            .filter(|rule| rule.width == tint.width)
            .map(|rule| rule.y == tint.y)
            .collect();
        let expected = match page {
            0 => vec![true],
            _ if page == last => vec![false],
            _ => Vec::new(),
        };
        assert_eq!(edges, expected, "page {}", page + 1);
    }
}

#[test]
fn what_a_cut_box_says_stays_clear_of_header_and_footer() {
    let mut seen = 0;
    for request in everywhere() {
        let pages = cases::sample_copy(&request, &Personal::default());
        let sheets = Sheets::of(&pages);
        for page in pages_of(&pages, &Part::UrgentHelp) {
            let area = sheets.text_area(page);
            let marks = sheets.on_page(page);
            let said = marks.filter(|mark| {
                mark.is(ArtifactKind::Ornament) && matches!(mark.kind, Kind::Words { .. })
            });
            for mark in said {
                assert!(area.holds(&mark.bounds, 0.0), "{mark:?} in {request:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn what_cannot_wait_has_an_edge_that_other_boxes_have_not() {
    let pages = cases::sample(Wanted::All, 12);
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let mut seen = [0, 0];
    for item in items {
        let Shape::Rectangle { fill, stroke, .. } = &item.shape else {
            continue;
        };
        if *fill == Some(theme::URGENT_SOFT) {
            assert!(stroke.is_some(), "{item:?}");
            seen[0] += 1;
        }
        if *fill == Some(theme::SOFT) {
            assert!(stroke.is_none(), "{item:?}");
            seen[1] += 1;
        }
    }
    assert!(seen.iter().all(|&count| count > 2), "{seen:?}");
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
fn sources_are_set_as_large_as_other_text() {
    for (size, wanted) in [(12, 12.0), (18, 18.0)] {
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
