//! Requests resolved against the sound library, and those that are refused.

use careleaf::library::Library;
use careleaf::printing::{Printing, TextSize};
use careleaf::selection::{Request, Selection, SelectionError, Wanted, select};
use jiff::civil::{Date, date};

use crate::remedies::phrase;
use crate::sound_library::{FIRST, SoundLibrary};

const IN_DATE: Date = date(2026, 11, 23);

fn request(sections: Wanted) -> Request {
    Request {
        leaflet: "sample".to_owned(),
        sections,
        text_size: TextSize::default(),
        printing: Printing::default(),
        date: IN_DATE,
        clinic: None,
        allow_overdue: None,
    }
}

fn sections(names: &[&str]) -> Wanted {
    Wanted::Sections(names.iter().map(|name| name.to_string()).collect())
}

fn ids<'a>(selection: &Selection<'a>) -> Vec<&'a str> {
    let sections = selection.sections.iter();
    sections.map(|section| section.id.as_str()).collect()
}

/// The message and hint of a request that is refused.
fn refusal(library: &Library, request: &Request) -> (String, String) {
    let error: SelectionError = select(library, request).unwrap_err();
    (error.to_string(), phrase(&error.remedy()))
}

#[track_caller]
fn assert_refused(request: &Request, message: &str, hint: &str) {
    let library = SoundLibrary::write().library();
    let (actual_message, actual_hint) = refusal(&library, request);
    assert_eq!(
        (actual_message.as_str(), actual_hint.as_str()),
        (message, hint)
    );
}

#[test]
fn sections_come_in_the_leaflet_s_order_and_each_once() {
    let library = SoundLibrary::write().library();
    let request = request(sections(&["second-opinion", "first", "first"]));
    let selection = select(&library, &request).unwrap();
    assert_eq!(ids(&selection), ["first", "second-opinion"]);
    assert!(selection.required.is_empty());
}

#[test]
fn a_required_section_is_added_and_says_who_requires_it() {
    let library = SoundLibrary::write().library();
    let selection = select(&library, &request(sections(&["second"]))).unwrap();
    assert_eq!(ids(&selection), ["first", "second"]);
    let required: Vec<_> = selection
        .required
        .iter()
        .map(|(section, by)| (section.id.as_str(), by.id.as_str()))
        .collect();
    assert_eq!(required, [("first", "second")]);
}

#[test]
fn sections_that_require_each_other_are_added_once() {
    let library = SoundLibrary::write()
        .edit(
            "sample/second-opinion.md",
            "online_label",
            "requires = [\"second\"]\nonline_label",
        )
        .edit(
            "sample/first.md",
            "online_label",
            "requires = [\"second-opinion\"]\nonline_label",
        )
        .library();
    let selection = select(&library, &request(sections(&["first"]))).unwrap();
    assert_eq!(ids(&selection), ["first", "second", "second-opinion"]);
    let required: Vec<_> = selection
        .required
        .iter()
        .map(|(section, by)| (section.id.as_str(), by.id.as_str()))
        .collect();
    assert_eq!(
        required,
        [("second", "second-opinion"), ("second-opinion", "first")]
    );
}

#[test]
fn a_preset_and_all_choose_without_names() {
    let library = SoundLibrary::write().library();
    let preset = request(Wanted::Preset("short".to_owned()));
    assert_eq!(
        ids(&select(&library, &preset).unwrap()),
        ["first", "second"]
    );
    let all = request(Wanted::All);
    assert_eq!(
        ids(&select(&library, &all).unwrap()),
        ["first", "second", "second-opinion"]
    );
}

#[test]
fn the_start_of_one_name_is_enough_and_a_whole_name_is_no_start() {
    let library = SoundLibrary::write().library();
    let request = Request {
        leaflet: "sam".to_owned(),
        clinic: Some("day".to_owned()),
        ..request(sections(&["f", "second"]))
    };
    let selection = select(&library, &request).unwrap();
    assert_eq!(ids(&selection), ["first", "second"]);
    assert_eq!(selection.clinic.unwrap().name, "Day unit");
}

#[test]
fn printed_titles_are_names_in_any_case() {
    let library = SoundLibrary::write().library();
    let chosen = |leaflet: &str, wanted: Wanted| {
        let request = Request {
            leaflet: leaflet.to_owned(),
            clinic: Some("DAY UNIT".to_owned()),
            ..request(wanted)
        };
        let selection = select(&library, &request).unwrap();
        assert_eq!(selection.clinic.unwrap().id.as_str(), "day-unit");
        let preset = selection.preset.map(|preset| preset.id.to_string());
        (ids(&selection).join(" "), preset)
    };
    for (typed, expected) in [
        (&["Second opinion"][..], "second-opinion"),
        (&[" second  OPINION "], "second-opinion"),
        (&["Second o"], "second-opinion"),
        (&["Second opinion", "First"], "first second-opinion"),
        (&["Second opinion; First"], "first second-opinion"),
        (&["second opinion, first"], "first second-opinion"),
        (&["FIRST second-opinion"], "first second-opinion"),
        (&["first,Second-Opinion,"], "first second-opinion"),
    ] {
        for leaflet in ["A sample leaflet", "sample", "a SAMPLE", "Sample"] {
            let expected = (expected.to_owned(), None);
            assert_eq!(chosen(leaflet, sections(typed)), expected, "{typed:?}");
        }
    }
    for preset in ["short", "Short", "SHORT", "sho"] {
        let expected = ("first second".to_owned(), Some("short".to_owned()));
        assert_eq!(
            chosen("sample", Wanted::Preset(preset.to_owned())),
            expected
        );
    }
}

#[test]
fn a_title_beside_other_names_is_no_title() {
    // Between spaces only ids stand: `opinion` is neither one nor the start of one.
    assert_refused(
        &request(sections(&["first second opinion"])),
        "there is no section `opinion`",
        "choose from `first`, `second`, `second-opinion`",
    );
    assert_refused(
        &request(sections(&["Second opinon"])),
        "there is no section `Second opinon`",
        "did you mean `second-opinion`?",
    );
}

#[test]
fn a_name_of_several_things_is_refused_with_all_of_them() {
    let shared = SoundLibrary::write()
        .edit(
            "sample/second-opinion.md",
            "\"Second opinion\"",
            "\"Second\"",
        )
        .library();
    assert_eq!(
        refusal(&shared, &request(sections(&["SECOND"]))),
        (
            "several parts are called `SECOND`".to_owned(),
            "write one of them out: `second`, `second-opinion`".to_owned()
        )
    );
    // An id as it is written is nobody else's.
    let selection = select(&shared, &request(sections(&["second"]))).unwrap();
    assert_eq!(ids(&selection), ["first", "second"]);

    let phrase = SoundLibrary::write()
        .edit(
            "sample/second-opinion.md",
            "\"Second opinion\"",
            "\"First, second\"",
        )
        .library();
    assert_eq!(
        refusal(&phrase, &request(sections(&["first, second"]))),
        (
            "several parts are called `first, second`".to_owned(),
            "write one of them out: `second-opinion`, `first,second`".to_owned()
        )
    );
}

#[test]
fn a_title_that_was_nearly_typed_is_suggested() {
    let library = SoundLibrary::write()
        .edit(
            "sample/second-opinion.md",
            "\"Second opinion\"",
            "\"Asking somebody else\"",
        )
        .library();
    assert_eq!(
        refusal(
            &library,
            &request(sections(&["first; Asking sombody else"]))
        ),
        (
            "there is no section `Asking sombody else`".to_owned(),
            "did you mean `Asking somebody else`?".to_owned()
        )
    );
}

#[test]
fn an_unknown_leaflet_is_refused_with_what_was_meant() {
    let request = Request {
        leaflet: "smaple".to_owned(),
        ..request(Wanted::All)
    };
    assert_refused(
        &request,
        "there is no leaflet `smaple`",
        "did you mean `sample`?",
    );
}

#[test]
fn an_unknown_section_is_refused_with_what_was_meant_or_what_there_is() {
    assert_refused(
        &request(sections(&["secnod"])),
        "there is no section `secnod`",
        "did you mean `second`?",
    );
    assert_refused(
        &request(sections(&["cooking"])),
        "there is no section `cooking`",
        "choose from `first`, `second`, `second-opinion`",
    );
    assert_refused(
        &request(sections(&[""])),
        "there is no section ``",
        "choose from `first`, `second`, `second-opinion`",
    );
}

#[test]
fn the_start_of_several_names_is_refused_with_all_of_them() {
    for typed in ["sec", "first, sec", "first sec", "First; SEC"] {
        let start = if typed.ends_with('C') { "SEC" } else { "sec" };
        assert_refused(
            &request(sections(&[typed])),
            &format!("`{start}` is the start of several names"),
            "write one of them out: `second`, `second-opinion`",
        );
    }
}

#[test]
fn unknown_presets_and_clinics_are_refused() {
    assert_refused(
        &request(Wanted::Preset("shirt".to_owned())),
        "there is no preset `shirt`",
        "did you mean `short`?",
    );
    let night = Request {
        clinic: Some("dya-unit".to_owned()),
        ..request(Wanted::All)
    };
    assert_refused(
        &night,
        "there is no clinic `dya-unit`",
        "did you mean `day-unit`?",
    );
}

#[test]
fn a_clinic_of_a_house_that_has_none_is_refused() {
    let library = SoundLibrary::write()
        .edit(
            "house.toml",
            "[clinic.day-unit]\nname = \"Day unit\"\nurgent_line = \"01632 960000\"\n",
            "",
        )
        .library();
    let request = Request {
        clinic: Some("day-unit".to_owned()),
        ..request(Wanted::All)
    };
    assert_eq!(
        refusal(&library, &request),
        (
            "there is no clinic `day-unit`".to_owned(),
            "there is no clinic to choose from".to_owned()
        )
    );
}

#[test]
fn a_request_without_sections_is_refused_with_sections_and_presets() {
    assert_refused(
        &request(sections(&[])),
        "no section of `sample` is chosen",
        "choose with `-s`: `first`, `second`, `second-opinion`; or with `--preset`: `short`; or take `--all`",
    );
}

#[test]
fn a_withdrawn_leaflet_is_never_selected() {
    let library = SoundLibrary::write()
        .edit("sample/leaflet.toml", "\"draft\"", "\"withdrawn\"")
        .library();
    let request = Request {
        allow_overdue: Some("asked for".to_owned()),
        ..request(Wanted::All)
    };
    assert_eq!(refusal(&library, &request).0, "`sample` is withdrawn");
}

#[test]
fn overdue_parts_are_refused_by_name_unless_a_reason_is_given() {
    let library = SoundLibrary::write().library();
    let late = Request {
        date: date(2027, 8, 6),
        ..request(sections(&["second"]))
    };
    assert_eq!(
        refusal(&library, &late).0,
        "overdue for review on 2027-08-06: `When to get urgent help` (due 2027-08-05), `First` (due 2027-08-05), \
         `Words used in this leaflet` (due 2027-08-05)"
    );
    let allowed = Request {
        allow_overdue: Some(" the review is under way ".to_owned()),
        ..late.clone()
    };
    let selection = select(&library, &allowed).unwrap();
    let overdue = selection.overdue.unwrap();
    assert_eq!(overdue.reason, "the review is under way");
    assert_eq!(overdue.parts.len(), 3);

    let silent = Request {
        allow_overdue: Some("  ".to_owned()),
        ..late
    };
    assert_eq!(
        refusal(&library, &silent),
        (
            "the reason for using overdue text is empty".to_owned(),
            "say why in `--allow-overdue REASON`: it is printed".to_owned()
        )
    );
}

#[test]
fn a_text_is_in_date_on_the_day_it_is_due_and_a_part_that_is_not_chosen_does_not_count() {
    let library = SoundLibrary::write()
        .edit("sample/second-opinion.md", "2027-09-05", "2027-01-01")
        .library();
    let on_the_day = Request {
        date: date(2027, 8, 5),
        ..request(sections(&["first"]))
    };
    let selection = select(&library, &on_the_day).unwrap();
    assert_eq!(selection.overdue, None);
    assert_eq!(selection.due_soon.len(), 3);
}

#[test]
fn parts_due_within_the_house_s_days_are_named() {
    let library = SoundLibrary::write().library();
    let due_soon = |date| {
        let request = Request {
            date,
            ..request(Wanted::All)
        };
        select(&library, &request).unwrap().due_soon
    };
    assert_eq!(due_soon(date(2027, 5, 6)), []);
    let named = due_soon(date(2027, 5, 7));
    assert_eq!(named[1], ("First".to_owned(), date(2027, 8, 5)));
    assert_eq!(named.len(), 3);
}

#[test]
fn a_part_that_is_to_be_reviewed_after_the_day_is_refused() {
    let library = SoundLibrary::write()
        .edit(
            "sample/second.md",
            "last_reviewed = 2026-11-23",
            "last_reviewed = 2026-11-24",
        )
        .library();
    let request = request(Wanted::All);
    assert_eq!(
        refusal(&library, &request),
        (
            "not reviewed yet on 2026-11-23: `Second` (last reviewed 2026-11-24)".to_owned(),
            "mend `last_reviewed`, or name a later day with `--date`".to_owned()
        )
    );
    let date = date(2026, 11, 24);
    assert!(select(&library, &Request { date, ..request }).is_ok());
}

/// The sound library with a glossary that is due before all else.
fn with_glossary_due_first() -> SoundLibrary {
    SoundLibrary::write().edit(
        "glossary.toml",
        "review_due = 2027-08-05",
        "review_due = 2027-01-05",
    )
}

#[test]
fn a_glossary_that_is_not_printed_has_no_say() {
    let library = with_glossary_due_first().library();
    let without = Request {
        date: date(2027, 2, 1),
        ..request(sections(&["second-opinion"]))
    };
    let selection = select(&library, &without).unwrap();
    assert_eq!(selection.review_due, date(2027, 8, 5));
    assert_eq!(selection.overdue, None);

    let with = Request {
        sections: sections(&["first"]),
        ..without
    };
    assert_eq!(
        refusal(&library, &with).0,
        "overdue for review on 2027-02-01: `Words used in this leaflet` (due 2027-01-05)"
    );
}

#[test]
fn a_glossary_is_printed_for_words_of_the_text_and_for_words_marked_by_hand() {
    let due = |text: &str| {
        let library = with_glossary_due_first()
            .edit(FIRST, "Words about [bone marrow](glossary:marrow).", text)
            .library();
        let selection = select(&library, &request(sections(&["first"]))).unwrap();
        selection.review_due
    };
    for text in [
        "Bone marrow.",
        "> [!NOTE]\n> - **bone marrow**",
        "| Part |\n|---|\n| bone marrow |",
        "Words.\n\n## [Its place](glossary:marrow)\n\nWords.",
        "[bone marrow](https://www.example.org/)",
        "Words.\n\n## Bone marrow\n\nWords.",
        "Table: bone marrow\n\n| Part |\n|---|\n| words |",
        "| Bone marrow |\n|---|\n| words |",
        "Words.\n\n![A plain box.](box.svg \"Bone marrow\")",
    ] {
        assert_eq!(due(text), date(2027, 1, 5), "{text}");
    }
    for text in ["Words.", "<div lang=\"fr\">\n\nbone marrow\n\n</div>"] {
        assert_eq!(due(text), date(2027, 8, 5), "{text}");
    }
}
