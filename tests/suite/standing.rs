//! Which text counts as approved, what paper says of one that does not, and what is never built.

use careleaf::content::Status;
use careleaf::leaflet::{Imprint, NodeId, Personal, compose};
use careleaf::library::{Lapse, Library};
use careleaf::paged::layout::lay_out;
use careleaf::paged::pdf;
use careleaf::paged::{Leaflet, Part, Role, arrange};
use careleaf::printing::{Printing, TextSize};
use careleaf::selection::{Request, SelectionError, Wanted, select};
use jiff::civil::date;
use snapbox::{IntoData, str};

use crate::readback;
use crate::remedies::phrase;
use crate::sound_library::{FIRST, SoundLibrary};

const SECOND: &str = "sample/second.md";
const URGENT: &str = "sample/urgent-help.md";
const LEAFLET: &str = "sample/leaflet.toml";
const GLOSSARY: &str = "glossary.toml";

fn everything() -> Request {
    Request {
        leaflet: "sample".to_owned(),
        sections: Wanted::All,
        text_size: TextSize::default(),
        printing: Printing::default(),
        date: date(2026, 11, 23),
        clinic: None,
        allow_overdue: None,
    }
}

fn only(section: &str) -> Request {
    Request {
        sections: Wanted::Sections(vec![section.to_owned()]),
        ..everything()
    }
}

fn composed(library: &SoundLibrary) -> Leaflet {
    let library = library.library();
    let selection = select(&library, &everything()).unwrap();
    arrange(&compose(&selection, &Imprint::default()), selection.form())
}

/// The status of the first section, and why its approval does not hold.
fn standing_of_first(library: &SoundLibrary) -> (Status, Option<Lapse>) {
    let library: Library = library.library();
    let leaflet = library.leaflets.values().next().unwrap();
    let standing = &leaflet.sections[0].standing;
    (standing.status, standing.lapse)
}

fn notices_in(leaflet: &Leaflet, part: &Part) -> Vec<String> {
    let part = leaflet.part(part).unwrap();
    let nodes = leaflet.descendants(part).into_iter();
    nodes
        .filter(|&id| leaflet.node(id).role == Role::StatusNotice)
        .map(|id| leaflet.text_of(id).replace('\u{A0}', " "))
        .collect()
}

fn section(id: &str) -> Part {
    Part::Section(careleaf::content::Id::parse(id).unwrap())
}

fn edition(library: &SoundLibrary) -> String {
    composed(library).edition.code().to_owned()
}

#[test]
fn a_leaflet_is_approved_when_it_and_all_its_parts_are() {
    let leaflet = composed(&SoundLibrary::write().approved());
    assert_eq!(leaflet.status, Status::Approved);
    assert_eq!(leaflet.header_notice, None);
    let notices = leaflet.descendants(NodeId::ROOT).into_iter();
    let notices = notices.filter(|&id| leaflet.node(id).role == Role::StatusNotice);
    assert_eq!(notices.count(), 0);
    assert!(leaflet.text_of(NodeId::ROOT).contains("Last reviewed"));
}

#[test]
fn one_part_without_approval_makes_the_leaflet_a_draft() {
    for (file, part) in [
        (LEAFLET, "Title and order of sections"),
        (URGENT, "When to get urgent help"),
        (FIRST, "First"),
        (GLOSSARY, "Words used in this leaflet"),
    ] {
        let library = SoundLibrary::write().approved().edit(
            file,
            "status = \"approved\"",
            "status = \"draft\"",
        );
        let leaflet = composed(&library);
        assert_eq!(leaflet.status, Status::Draft, "{file}");
        assert_eq!(
            leaflet.header_notice,
            Some("Draft: not approved for patients")
        );
        assert_eq!(
            notices_in(&leaflet, &Part::Opening),
            [format!(
                "Part of this leaflet is a draft. It has not been approved for patients: {part}."
            )]
        );
    }
}

#[test]
fn a_part_that_does_not_say_its_status_is_a_draft() {
    let library = SoundLibrary::write()
        .approved()
        .edit(FIRST, "status = \"approved\"\n", "");
    assert_eq!(standing_of_first(&library), (Status::Draft, None));
    assert_eq!(composed(&library).status, Status::Draft);
}

#[test]
fn approval_that_does_not_say_by_whom_or_of_what_is_none() {
    let approved = SoundLibrary::write().approved();
    let text = std::fs::read_to_string(approved.path(FIRST)).unwrap();
    for key in ["approved_by", "approved_hash"] {
        let without: String = text
            .split_inclusive('\n')
            .filter(|line| !line.starts_with(key))
            .collect();
        let library = SoundLibrary::write().approved().with(FIRST, without);
        let unproved = (Status::Draft, Some(Lapse::Unproved));
        assert_eq!(standing_of_first(&library), unproved, "{key}");
    }
}

#[test]
fn whatever_a_patient_reads_of_a_section_is_what_was_approved() {
    for (from, to) in [
        ("title = \"First\"", "title = \"The first\""),
        ("What comes first.", "What is first."),
        ("Words about", "All words about"),
        ("What comes next?", "What is next?"),
        ("A plain box.", "A box."),
    ] {
        let library = SoundLibrary::write().approved().edit(FIRST, from, to);
        let changed = (Status::Draft, Some(Lapse::Changed));
        assert_eq!(standing_of_first(&library), changed, "{to}");
    }
}

#[test]
fn a_changed_figure_is_a_changed_text() {
    let library = SoundLibrary::write().approved();
    let figure = std::fs::read_to_string(library.path("sample/box.svg")).unwrap();
    let library = library.with("sample/box.svg", figure.replace("100V50", "90V50"));
    let changed = (Status::Draft, Some(Lapse::Changed));
    assert_eq!(standing_of_first(&library), changed);
}

#[test]
fn what_no_review_is_about_may_be_mended_under_an_approval() {
    for (from, to) in [
        ("review_due = 2027-08-05", "review_due = 2027-08-04"),
        ("status =", "owner = \"Library\"\nstatus ="),
        (
            "https://www.example.org/source",
            "https://www.example.org/book",
        ),
    ] {
        let library = SoundLibrary::write().approved().edit(FIRST, from, to);
        assert_eq!(
            standing_of_first(&library),
            (Status::Approved, None),
            "{to}"
        );
    }
    let library = SoundLibrary::write().approved();
    let text = std::fs::read_to_string(library.path(FIRST)).unwrap();
    let library = library.with(FIRST, text.replace('\n', "\r\n"));
    assert_eq!(standing_of_first(&library), (Status::Approved, None));
}

#[test]
fn a_changed_leaflet_glossary_or_urgent_help_is_a_draft_again() {
    for (file, from, to) in [
        (
            LEAFLET,
            "For readers of tests.",
            "For all readers of tests.",
        ),
        (
            LEAFLET,
            "\"second\", \"second-opinion\"]",
            "\"second-opinion\", \"second\"]",
        ),
        (GLOSSARY, "A tiny part", "A small part"),
        (
            GLOSSARY,
            "[\"blood cells\"]",
            "[\"blood cells\", \"cells\"]",
        ),
        (URGENT, "you have a fever", "you have a high fever"),
    ] {
        let library = SoundLibrary::write().approved().edit(file, from, to);
        assert_eq!(composed(&library).status, Status::Draft, "{to}");
        assert!(library.lapses().contains("it is a draft again"), "{to}");
    }
    let preset = SoundLibrary::write().approved().edit(
        LEAFLET,
        "title = \"Short\"",
        "title = \"Very short\"",
    );
    assert_eq!(composed(&preset).status, Status::Approved);
}

#[test]
fn an_approval_that_does_not_hold_is_a_warning_with_its_mend() {
    let library = SoundLibrary::write()
        .approved()
        .edit(SECOND, "+++\nWords.", "+++\nMore words.");
    snapbox::assert_data_eq!(
        library.lapses(),
        str![[r#"
warning: the text is not the one that was approved: it is a draft again
 --> leaflets/sample/second.md:9:10
  |
9 | status = "approved"
  |          ^^^^^^^^^^
  |
  = hint: have it approved: `careleaf approve sample/second --by NAME --until YYYY-MM-DD`; or set `status = "draft"`
"#]]
        .raw()
    );
    let library = SoundLibrary::write().edit(LEAFLET, "\"draft\"", "\"approved\"");
    assert!(
        library
            .lapses()
            .starts_with("warning: `approved_by` or `approved_hash` is missing"),
        "{}",
        library.lapses()
    );
    assert_eq!(SoundLibrary::write().approved().lapses(), "");
}

#[test]
fn malformed_status_and_hash_are_errors() {
    SoundLibrary::write()
        .edit(
            SECOND,
            "requires",
            "status = \"aproved\"\napproved_hash = \"12ab\"\nrequires",
        )
        .reports(str![[r#"
error: `aproved` is not a status
 --> leaflets/sample/second.md:8:10
  |
8 | status = "aproved"
  |          ^^^^^^^^^
  |
  = hint: did you mean `approved`?

error: `approved_hash` is not a hash of 64 digits
 --> leaflets/sample/second.md:9:17
  |
9 | approved_hash = "12ab"
  |                 ^^^^^^
  |
  = hint: delete it and have the text approved with `careleaf approve`, which writes it
"#]]);
    SoundLibrary::write()
        .edit(SECOND, "requires", "approved_hash = \"12ab\"\nrequires")
        .reports(str![[r#"
error: `approved_hash` is not a hash of 64 digits
 --> leaflets/sample/second.md:8:17
  |
8 | approved_hash = "12ab"
  |                 ^^^^^^
  |
  = hint: delete it and have the text approved with `careleaf approve`, which writes it
"#]]);
}

#[test]
fn a_part_that_is_a_draft_among_others_says_so_itself() {
    let library = SoundLibrary::write()
        .approved()
        .edit(SECOND, "+++\nWords.", "+++\nMore words.");
    let leaflet = composed(&library);
    assert_eq!(
        notices_in(&leaflet, &section("second")),
        ["Draft: this part has not been approved for patients."]
    );
    assert!(notices_in(&leaflet, &section("first")).is_empty());
    let second = leaflet.part(&section("second")).unwrap();
    let first = leaflet.part(&section("first")).unwrap();
    assert!(leaflet.text_of(second).contains("Text checked"));
    assert!(leaflet.text_of(first).contains("Last reviewed"));
}

#[test]
fn parts_say_nothing_of_their_own_where_all_is_a_draft() {
    let leaflet = composed(&SoundLibrary::write());
    assert!(notices_in(&leaflet, &section("first")).is_empty());
    assert_eq!(
        notices_in(&leaflet, &Part::Opening),
        ["This is a draft. It has not been approved for patients."]
    );
}

#[test]
fn many_drafts_are_counted_on_the_first_page() {
    let library = SoundLibrary::write();
    let text = std::fs::read_to_string(library.path(GLOSSARY)).unwrap();
    let approved = SoundLibrary::write().approved();
    let library = approved
        .with(GLOSSARY, text)
        .edit(URGENT, "a fever", "fever")
        .edit(FIRST, "Words about", "All words about")
        .edit(SECOND, "+++\nWords.", "+++\nMore words.");
    assert_eq!(
        notices_in(&composed(&library), &Part::Opening),
        [
            "4 parts of this leaflet are drafts. They have not been approved for patients. Each of them says so."
        ]
    );
}

#[test]
fn an_overdue_part_says_so_with_the_reason() {
    let library = SoundLibrary::write().approved().library();
    let request = Request {
        date: date(2027, 8, 6),
        allow_overdue: Some("the review is under way".to_owned()),
        ..everything()
    };
    let selection = select(&library, &request).unwrap();
    let leaflet = arrange(&compose(&selection, &Imprint::default()), selection.form());
    let notice = "This part is past its review date, 5 August 2027. It is used all the same. \
                  Reason: the review is under way";
    for part in [section("first"), Part::UrgentHelp, Part::Glossary] {
        assert_eq!(notices_in(&leaflet, &part), [notice], "{part:?}");
    }
    let urgent_help = leaflet.part(&Part::UrgentHelp).unwrap();
    let said = leaflet.text_of(urgent_help);
    let (advice, notice) = (said.find("a fever"), said.find("This part is past"));
    assert!(advice < notice, "{said}");
}

#[test]
fn the_review_of_the_leaflet_itself_counts_in_its_date() {
    let library = SoundLibrary::write().approved().edit(
        LEAFLET,
        "review_due = 2027-08-05",
        "review_due = 2027-01-05",
    );
    let leaflet = composed(&library);
    assert_eq!(leaflet.review_due, date(2027, 1, 5));
    let about = leaflet.part(&Part::About).unwrap();
    assert!(
        leaflet
            .text_of(about)
            .contains("Title and order of sections")
    );

    let late = Request {
        date: date(2027, 1, 6),
        ..everything()
    };
    let library = library.library();
    let error = select(&library, &late).unwrap_err();
    assert_eq!(
        error.to_string(),
        "overdue for review on 2027-01-06: `Title and order of sections` (due 2027-01-05)"
    );
}

#[test]
fn one_date_of_a_leaflet_without_the_other_is_an_error() {
    SoundLibrary::write()
        .edit(LEAFLET, "urgent =", "review_due = 2027-08-05\nurgent =")
        .reports(str![[r#"
error: `last_reviewed` is missing
 --> leaflets/sample/leaflet.toml:9:14
  |
9 | review_due = 2027-08-05
  |              ^^^^^^^^^^
  |
  = hint: add `last_reviewed = 2027-03-01`, or delete this date
"#]]);
}

#[test]
fn status_of_a_part_changes_the_edition() {
    let approved = || SoundLibrary::write().approved();
    let draft = |file| approved().edit(file, "\"approved\"", "\"draft\"");
    let mut editions = vec![
        edition(&SoundLibrary::write()),
        edition(&approved()),
        edition(&draft(LEAFLET)),
        edition(&draft(URGENT)),
        edition(&draft(FIRST)),
        edition(&draft(SECOND)),
        edition(&draft(GLOSSARY)),
    ];
    editions.sort();
    editions.dedup();
    assert_eq!(editions.len(), 7);
}

#[test]
fn withdrawn_sections_are_refused_whichever_way_they_are_asked_for() {
    let library = SoundLibrary::write()
        .edit(
            FIRST,
            "online_label",
            "status = \"withdrawn\"\nonline_label",
        )
        .library();
    let refusal = |request: &Request| {
        let error: SelectionError = select(&library, request).unwrap_err();
        (error.to_string(), phrase(&error.remedy()))
    };
    let pair = |message: &str, hint: &str| (message.to_owned(), hint.to_owned());
    assert_eq!(
        refusal(&everything()),
        pair(
            "withdrawn: `first`",
            "to leave it out, choose with `-s second-opinion`"
        )
    );
    let nothing_left = "choose other sections; `careleaf list` shows those that can be built";
    assert_eq!(
        refusal(&only("first")),
        pair("withdrawn: `first`", nothing_left)
    );
    let required = pair("withdrawn: `first` (`second` requires it)", nothing_left);
    let preset = Request {
        sections: Wanted::Preset("short".to_owned()),
        ..everything()
    };
    assert_eq!(refusal(&only("second")), required);
    assert_eq!(refusal(&preset), required);
    let overdue = Request {
        date: date(2028, 1, 1),
        allow_overdue: Some("needed".to_owned()),
        ..only("first")
    };
    assert_eq!(refusal(&overdue), pair("withdrawn: `first`", nothing_left));
    assert!(select(&library, &only("second-opinion")).is_ok());
}

#[test]
fn nothing_is_built_with_withdrawn_urgent_help_or_glossary() {
    for (file, from, part) in [
        (URGENT, "title =", "sample/urgent-help"),
        (GLOSSARY, "last_reviewed =", "glossary"),
    ] {
        let library = SoundLibrary::write()
            .edit(file, from, &format!("status = \"withdrawn\"\n{from}"))
            .library();
        let error = select(&library, &everything()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("`{part}` is withdrawn, and no leaflet goes without it")
        );
        assert!(phrase(&error.remedy()).contains(&format!("careleaf approve {part}")));
    }
}

#[test]
fn changed_text_is_a_draft_on_paper() {
    let library = SoundLibrary::write()
        .approved()
        .edit(SECOND, "+++\nWords.", "+++\nMore words.");
    let pages = crate::sound_library::laid_out(&library, 12);
    let bytes = pdf::write(&pages).unwrap();
    let document = readback::read(&bytes);
    let structure = document.structure();
    for notice in [
        "P \"Part of this leaflet is a draft. It has not been approved for patients: Second.\" p1",
        "P \"Draft: this part has not been approved for patients.\" p",
    ] {
        assert!(structure.contains(notice), "{structure}");
    }
    assert!(document.pages > 1);
    for words in &document.running_words {
        assert!(
            words.contains("Draft: not approved for patients"),
            "{words}"
        );
        assert!(words.contains("Next check due"), "{words}");
    }

    let approved = crate::sound_library::laid_out(&SoundLibrary::write().approved(), 12);
    let approved = readback::read(&pdf::write(&approved).unwrap());
    for words in &approved.running_words {
        assert!(!words.contains("Draft"), "{words}");
        assert!(words.contains("Next review due"), "{words}");
    }
}

#[test]
fn a_notice_is_not_left_alone_with_its_title() {
    let first = std::fs::read_to_string(SoundLibrary::write().path(FIRST)).unwrap();
    let request = Request {
        date: date(2028, 1, 1),
        text_size: TextSize::new(18).unwrap(),
        allow_overdue: Some("the review is under way".to_owned()),
        ..everything()
    };
    // The second section begins where the first ends: for some length of that near the foot of a page.
    for paragraphs in 0..16 {
        let long = "One line.\n\n".repeat(paragraphs);
        let library = SoundLibrary::write()
            .with(
                FIRST,
                first.replace("## A part", &format!("{long}## A part")),
            )
            .library();
        let selection = select(&library, &request).unwrap();
        let pages = lay_out(
            &compose(&selection, &Imprint::default()),
            selection.form(),
            &Personal::default(),
        );
        let structure = readback::read(&pdf::write(&pages).unwrap()).structure();
        let lines: Vec<&str> = structure.lines().collect();
        let summary = lines
            .iter()
            .position(|line| line.contains("What comes second."));
        let [notice, summary] = lines[summary.unwrap() - 1..][..2] else {
            panic!("{structure}");
        };
        assert!(
            notice.contains("This part is past its review date"),
            "{notice}"
        );
        let page = |line: &str| line.rsplit(' ').next().map(str::to_owned);
        assert_eq!(page(notice), page(summary), "{paragraphs}");
    }
}
