//! What a composed leaflet says, in which order, and where its links lead.

use std::path::Path;

use crate::trials::trials;
use careleaf::content::Id;
use careleaf::form::PagedForm;
use careleaf::leaflet::{Imprint, NodeId, Personal, PreparedFor, Target, Weight, compose};
use careleaf::library::{self, Library};
use careleaf::paged::{Leaflet, Part, Role, arrange};
use careleaf::printing::{Printing, TextSize};
use careleaf::selection::{Request, Wanted, select};
use jiff::civil::date;
use proptest::prelude::*;
use tempfile::TempDir;

const HOUSE: &str = r#"
format = 1
name = "Northfield"
feedback = "Tell us what you think."
link_hosts = ["www.example.org"]
[review]
longest_years = 3
warn_days = 90
[clinic.day-unit]
name = "Day unit"
urgent_line = "0123 456 789"
[[organisation]]
name = "Cold Line"
phone = "0808 800 4040"
hours = "all day"
online = "https://www.example.org/line"
"#;

const GLOSSARY: &str = r#"
last_reviewed = 2026-11-23
review_due = 2027-06-01
[[term]]
id = "virus"
name = "virus"
forms = ["viruses", "germ"]
kinds = ["rhinovirus", "adenovirus"]
definition = "A tiny thing that lives in a cell."
[[term]]
id = "cell"
name = "cell"
forms = ["cells"]
definition = "A small part of the body."
[[term]]
id = "fever"
name = "fever"
forms = []
definition = "A high temperature."
[[term]]
id = "unused"
name = "unused"
forms = []
definition = "Nothing says this."
"#;

const LEAFLET: &str = r#"
title = "Treatment for colds"
short_title = "Colds"
audience = "For people with a cold."
language = "en-GB"
status = "draft"
online = "https://www.example.org/colds"
online_publisher = "Example Charity"
online_label = "search for “colds”"
source_last_reviewed = 2024-08-05
source_review_due = 2027-08-05
urgent = "urgent-help"
sections = ["rest", "fluids"]
"#;

const URGENT_HELP: &str = r#"+++
title = "Ring the 24-hour line if:"
last_reviewed = 2026-11-23
review_due = 2027-08-05
+++
- you have a fever
"#;

const REST: &str = r#"+++
title = "Rest"
summary = "Rest helps against a virus."
last_reviewed = 2026-11-23
review_due = 2027-07-01
online = "https://www.example.org/rest"
online_label = "search for “rest”"
sources = [{ name = "A book", online = "https://www.example.org/book" }, { name = "A friend" }]
+++
A germ makes you tired. A virus does too. Drink [enough](section:fluids).
"#;

const FLUIDS: &str = r#"+++
title = "Fluids"
summary = "Drink."
last_reviewed = 2026-11-23
review_due = 2027-08-05
online = "https://www.example.org/fluids"
online_label = "search for “fluids”"
sources = [{ name = "A book", online = "https://www.example.org/book" }]
+++
Ring [the line](contact:urgent) for a rhinovirus.

## Questions to ask {.questions}

- How much is enough for a virus?
"#;

/// The small library of these tests, with some of its files changed.
fn library_with(changes: &[(&str, &str)]) -> Library {
    let files = [
        ("house.toml", HOUSE),
        ("glossary.toml", GLOSSARY),
        ("colds/leaflet.toml", LEAFLET),
        ("colds/urgent-help.md", URGENT_HELP),
        ("colds/rest.md", REST),
        ("colds/fluids.md", FLUIDS),
    ];
    let folder = TempDir::new().expect("a temporary folder can be made");
    std::fs::create_dir(folder.path().join("colds")).expect("the folder is empty");
    for (name, text) in files.iter().chain(changes) {
        std::fs::write(folder.path().join(name), text).expect("the folder can be written");
    }
    read(folder.path())
}

fn read(folder: &Path) -> Library {
    let reading = library::read(folder);
    reading
        .library
        .unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

/// The section on rest with another text.
fn rest_with(body: &str) -> String {
    let (front_matter, _) = REST.split_once("A germ").expect("the text starts so");
    format!("{front_matter}{body}\n")
}

fn everything() -> Request {
    Request {
        leaflet: "colds".to_owned(),
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

fn composed(library: &Library, request: &Request) -> Leaflet {
    let selection = select(library, request).expect("the request is sound");
    arrange(&compose(&selection, &Imprint::default()), selection.form())
}

/// All of the small library, with some of its files changed.
fn leaflet_with(changes: &[(&str, &str)]) -> Leaflet {
    composed(&library_with(changes), &everything())
}

/// The words in a node as they are read out; `#` is a page number, `____` a line to write on.
fn said(leaflet: &Leaflet, id: NodeId) -> String {
    let leaves = leaflet.descendants(id).into_iter();
    let words = leaves.map(|id| match &leaflet.node(id).role {
        Role::Text { text, .. } => text.replace('\u{A0}', " "),
        Role::PageNumber(_) => "#".to_owned(),
        Role::WritingLine | Role::Blank => "____".to_owned(),
        _ => String::new(),
    });
    words.collect()
}

fn part(leaflet: &Leaflet, part: &Part) -> NodeId {
    leaflet.part(part).expect("the part is in the leaflet")
}

fn section(leaflet: &Leaflet, id: &str) -> NodeId {
    let id = Id::parse(id).expect("an id");
    part(leaflet, &Part::Section(id))
}

/// What is said in each node of a role within `within`.
fn all_said(leaflet: &Leaflet, within: NodeId, role: &Role) -> Vec<String> {
    let nodes = leaflet.descendants(within).into_iter();
    nodes
        .filter(|&id| leaflet.node(id).role == *role)
        .map(|id| said(leaflet, id))
        .collect()
}

/// The words within `within` that lead to a glossary entry, with the entry's label.
fn linked_terms(leaflet: &Leaflet, within: NodeId) -> Vec<(String, String)> {
    let nodes = leaflet.descendants(within).into_iter();
    nodes
        .filter_map(|id| match leaflet.node(id).role {
            Role::Link(Target::Node(item)) if leaflet.node(item).role == Role::Item => {
                Some((said(leaflet, id), said(leaflet, leaflet.children(item)[0])))
            }
            _ => None,
        })
        .collect()
}

/// The glossary's lines: label, then body.
fn glossary_lines(leaflet: &Leaflet) -> Vec<(String, String)> {
    let list = leaflet.children(part(leaflet, &Part::Glossary))[1];
    let items = leaflet.children(list).iter();
    items
        .map(|&item| {
            let [label, body] = leaflet.children(item) else {
                panic!("an item has a label and a body");
            };
            (said(leaflet, *label), said(leaflet, *body))
        })
        .collect()
}

fn pair(first: &str, second: &str) -> (String, String) {
    (first.to_owned(), second.to_owned())
}

#[test]
fn parts_stand_in_the_order_of_the_design_each_under_a_heading() {
    let leaflet = leaflet_with(&[]);
    let headings: Vec<String> = leaflet
        .children(NodeId::ROOT)
        .iter()
        .filter_map(|&part| {
            let mut children = leaflet.children(part).iter();
            let is_heading =
                |&&it: &&NodeId| matches!(leaflet.node(it).role, Role::Title | Role::Heading(2));
            children.find(is_heading)
        })
        .map(|&heading| said(&leaflet, heading))
        .collect();
    assert_eq!(
        headings,
        [
            "Treatment for colds",
            "Ring the 24-hour line if:",
            "Your contacts",
            "In this leaflet",
            "Rest",
            "Fluids",
            "Questions and notes",
            "Words used in this leaflet",
            "About this leaflet",
        ]
    );
    let contents = part(&leaflet, &Part::Contents);
    assert_eq!(
        all_said(&leaflet, contents, &Role::ContentsEntry),
        [
            "Rest #",
            "Fluids #",
            "Questions and notes #",
            "Words used in this leaflet #",
            "About this leaflet #",
        ]
    );
}

#[test]
fn parts_with_nothing_in_them_are_left_out() {
    let help = URGENT_HELP.replace("fever", "rash");
    let rest = rest_with("Sleep.").replace("a virus", "it");
    let library = library_with(&[("colds/urgent-help.md", &help), ("colds/rest.md", &rest)]);
    let leaflet = composed(&library, &only("rest"));
    assert_eq!(leaflet.part(&Part::Questions), None);
    assert_eq!(leaflet.part(&Part::Glossary), None);
    assert_eq!(leaflet.review_due, date(2027, 7, 1));
}

#[test]
fn what_stands_beside_a_section_is_read_after_it() {
    let leaflet = leaflet_with(&[]);
    let fluids = section(&leaflet, "fluids");
    let [.., pointer, side] = leaflet.children(fluids) else {
        panic!("a section has children");
    };
    assert_eq!(said(&leaflet, *pointer), "Questions to ask: page #");
    assert_eq!(leaflet.node(*side).role, Role::SideMatter);
    assert_eq!(
        said(&leaflet, *side),
        "More about this, from Example Charitysearch for “fluids”\
         Text checked23 November 2026Next check due5 August 2027"
    );
}

#[test]
fn no_review_of_a_draft_is_implied() {
    let draft = leaflet_with(&[]);
    let own_words = |leaflet: &Leaflet| {
        let labels = all_said(leaflet, NodeId::ROOT, &Role::SideLabel).concat();
        labels + &all_said(leaflet, NodeId::ROOT, &Role::HeaderCell).concat()
    };
    assert!(!own_words(&draft).to_lowercase().contains("review"));
    assert_eq!(
        all_said(&draft, NodeId::ROOT, &Role::StatusNotice),
        ["This is a draft. It has not been approved for patients."]
    );
}

#[test]
fn an_overdue_leaflet_says_what_is_overdue_and_why_it_is_used() {
    let request = Request {
        date: date(2027, 7, 2),
        allow_overdue: Some("the review is under way".to_owned()),
        ..everything()
    };
    let leaflet = composed(&library_with(&[]), &request);
    let opening = part(&leaflet, &Part::Opening);
    let notices = all_said(&leaflet, opening, &Role::StatusNotice);
    let overdue = notices.last().unwrap();
    assert!(overdue.contains("Rest (due 1 July 2027)"), "{overdue}");
    assert!(
        overdue.ends_with("Reason: the review is under way"),
        "{overdue}"
    );
}

#[test]
fn many_overdue_parts_are_counted_so_that_urgent_help_stays_on_the_first_page() {
    let request = Request {
        date: date(2029, 7, 2),
        allow_overdue: Some("the review is under way".to_owned()),
        ..everything()
    };
    let leaflet = composed(&library_with(&[]), &request);
    let opening = part(&leaflet, &Part::Opening);
    let notices = all_said(&leaflet, opening, &Role::StatusNotice);
    let overdue = notices.last().unwrap();
    assert!(
        overdue.contains("4 parts of this leaflet are past their review date, the first since"),
        "{overdue}"
    );
    assert!(
        overdue.ends_with("Reason: the review is under way"),
        "{overdue}"
    );
    assert!(!overdue.contains("Rest"), "{overdue}");
}

#[test]
fn a_link_to_a_section_names_its_page_or_how_to_find_it_online() {
    let library = library_with(&[]);
    let all = composed(&library, &everything());
    let paragraph = &all_said(&all, section(&all, "rest"), &Role::Paragraph)[0];
    assert!(paragraph.ends_with("Drink enough (page #)."), "{paragraph}");

    let rest = composed(&library, &only("rest"));
    let paragraph = &all_said(&rest, section(&rest, "rest"), &Role::Paragraph)[0];
    assert!(
        paragraph.ends_with("Drink enough (online: search for “fluids”)."),
        "{paragraph}"
    );
}

#[test]
fn an_address_can_be_read_on_paper_and_is_not_said_twice() {
    let rest = rest_with(
        "See [the site](https://www.example.org/a) or [www.example.org/b](https://www.example.org/b).",
    );
    let leaflet = leaflet_with(&[("colds/rest.md", &rest)]);
    assert_eq!(
        all_said(&leaflet, section(&leaflet, "rest"), &Role::Paragraph),
        ["See the site (www.example.org/a) or www.example.org/b."]
    );
}

#[test]
fn a_contact_is_the_typed_one_or_the_clinics_or_a_line_to_write_on() {
    let library = library_with(&[]);
    let typed = Personal {
        urgent_line: Some("0999 111 222".to_owned()),
        nurse: None,
        prepared_for: None,
    };
    let unknown = composed(&library, &everything());
    let clinic = Request {
        clinic: Some("day-unit".to_owned()),
        ..everything()
    };
    let known = composed(&library, &clinic);
    let mention = |leaflet: &Leaflet| {
        all_said(leaflet, section(leaflet, "fluids"), &Role::Paragraph).remove(0)
    };
    let bodies = |leaflet: &Leaflet, it: &Part| all_said(leaflet, part(leaflet, it), &Role::Body);
    let contacts = |leaflet: &Leaflet| {
        let mut urgent = bodies(leaflet, &Part::UrgentHelp);
        urgent.truncate(1);
        [urgent, bodies(leaflet, &Part::Contacts)].concat()
    };

    let filled = unknown.filled_in(&Personal::default());
    assert_eq!(contacts(&filled), ["____", "____", "____"]);
    assert_eq!(
        mention(&filled),
        "Ring the line (the number is on page #) for a rhinovirus."
    );
    let filled = known.clone().filled_in(&Personal::default());
    assert_eq!(contacts(&filled), ["0123 456 789", "____", "Day unit"]);
    assert_eq!(
        mention(&filled),
        "Ring the line (0123 456 789) for a rhinovirus."
    );
    let filled = known.filled_in(&typed);
    assert_eq!(contacts(&filled), ["0999 111 222", "____", "Day unit"]);
    assert_eq!(
        mention(&filled),
        "Ring the line (0999 111 222) for a rhinovirus."
    );
}

#[test]
fn the_urgent_help_box_says_to_call_999_without_a_number_or_an_answer() {
    let leaflet = leaflet_with(&[]);
    let advice = |personal: &Personal| {
        let filled = leaflet.clone().filled_in(personal);
        all_said(&filled, part(&filled, &Part::UrgentHelp), &Role::Paragraph).remove(0)
    };
    let typed = Personal {
        urgent_line: Some("0999 111 222".to_owned()),
        nurse: None,
        prepared_for: None,
    };
    assert_eq!(
        advice(&Personal::default()),
        "No number, or no answer? Call 999 or go to A&E."
    );
    assert_eq!(advice(&typed), "No answer? Call 999 or go to A&E.");
}

#[test]
fn the_urgent_help_box_does_not_say_where_its_own_number_is() {
    let text =
        format!("{URGENT_HELP}\nRing [the line](contact:urgent) or [the nurse](contact:nurse).\n");
    let leaflet = leaflet_with(&[("colds/urgent-help.md", &text)]);
    let filled = leaflet.filled_in(&Personal::default());
    let last = all_said(&filled, part(&filled, &Part::UrgentHelp), &Role::Paragraph).pop();
    assert_eq!(
        last.as_deref(),
        Some("Ring the line or the nurse (the number is on page #).")
    );
}

#[test]
fn a_copy_says_below_its_audience_whom_it_is_for() {
    let leaflet = leaflet_with(&[]);
    let blocks = |personal: &Personal| {
        let filled = leaflet.clone().filled_in(personal);
        let opening = part(&filled, &Part::Opening);
        let blocks = filled.children(opening).iter();
        let blocks = blocks.map(|&block| said(&filled, block));
        blocks.collect::<Vec<String>>()
    };
    let blank = blocks(&Personal::default());
    let typed = Personal {
        prepared_for: Some("Amal Said".into()),
        ..Personal::default()
    };
    let mut expected = blank.clone();
    let audience = blank
        .iter()
        .position(|words| words.starts_with("For "))
        .unwrap();
    expected.insert(audience + 1, "Prepared for: Amal Said".to_owned());
    assert_eq!(blocks(&typed), expected);
    let to_write = Personal {
        prepared_for: Some(PreparedFor::ToWrite),
        ..Personal::default()
    };
    let blocks = blocks(&to_write);
    assert_eq!(blocks[audience + 1], "Prepared for: ____");
    assert_eq!(blocks.len(), expected.len());
}

#[test]
fn nothing_is_left_to_fill_in() {
    let filled = leaflet_with(&[]).filled_in(&Personal::default());
    let left = filled.descendants(NodeId::ROOT).into_iter();
    assert_eq!(
        left.filter(|&id| matches!(filled.node(id).role, Role::Fill(_)))
            .count(),
        0
    );
    let about = said(&filled, part(&filled, &Part::About));
    let this_copy = format!(
        "Made on 23 November 2026. Edition {}.",
        filled.edition.code()
    );
    assert!(about.contains(&this_copy), "{about}");
}

#[test]
fn the_first_use_of_a_term_in_a_section_leads_to_the_line_of_its_own_word() {
    let rest = rest_with(
        "## A germ\n\nA **germ**. A germ, a virus. [Cells](section:fluids).\n\n\
         Table: A cell\n\n| cell |\n|---|\n| in a cell |\n",
    );
    let leaflet = leaflet_with(&[("colds/rest.md", &rest)]);
    assert_eq!(
        linked_terms(&leaflet, section(&leaflet, "rest")),
        [pair("germ", "germ"), pair("cell", "cell")]
    );
    // Another section starts afresh; questions and the urgent-help box have no links.
    let fluids = section(&leaflet, "fluids");
    assert_eq!(
        linked_terms(&leaflet, fluids),
        [pair("rhinovirus", "rhinovirus")]
    );
    for unlinked in [Part::Questions, Part::UrgentHelp] {
        assert_eq!(linked_terms(&leaflet, part(&leaflet, &unlinked)), []);
    }
}

#[test]
fn an_example_is_linked_only_where_its_term_has_not_been_named() {
    let named_in_summary = rest_with("Rhinovirus.");
    let unnamed = FLUIDS.replace("a rhinovirus.", "Rhinovirus, adenovirus, virus, germ.");
    let changes = [
        ("colds/rest.md", named_in_summary.as_str()),
        ("colds/fluids.md", &unnamed),
    ];
    let leaflet = leaflet_with(&changes);
    assert_eq!(linked_terms(&leaflet, section(&leaflet, "rest")), []);
    assert_eq!(
        linked_terms(&leaflet, section(&leaflet, "fluids")),
        [pair("Rhinovirus", "rhinovirus")]
    );
}

#[test]
fn each_form_that_occurs_has_a_line_of_its_own_whatever_stands_before_it() {
    let rest = rest_with("A virus, a germ, and a rhinovirus; then a rhinovirus again.");
    let leaflet = leaflet_with(&[("colds/rest.md", &rest)]);
    assert_eq!(
        linked_terms(&leaflet, section(&leaflet, "rest")),
        [pair("virus", "virus")]
    );
    let lines = glossary_lines(&leaflet);
    let line = |word: &str| lines.iter().find(|(label, _)| label == word).unwrap();
    // One place in this section, besides those of the other.
    let same = "A tiny thing that lives in a cell.";
    assert_eq!(
        line("germ").1.trim_end_matches('#'),
        format!("See virus. {same}")
    );
    assert_eq!(line("rhinovirus").1, format!("A kind of virus. {same}##"));
}

#[test]
fn words_that_stand_only_where_nothing_is_bold_are_in_the_glossary() {
    let urgent_help = URGENT_HELP.replace("a fever", "a chill");
    let lines = |rest: &str| {
        let changes = [
            ("colds/rest.md", rest),
            ("colds/urgent-help.md", &*urgent_help),
        ];
        glossary_lines(&leaflet_with(&changes))
    };
    let without = lines(&rest_with("Words."));
    assert!(without.iter().all(|(label, _)| label != "fever"));
    for text in [
        "## A fever\n\nWords.",
        "Table: A fever\n\n| Part |\n|---|\n| x |",
        "| A fever |\n|---|\n| x |",
        "[A fever](section:fluids).",
        "Words.\n\n## To ask {.questions}\n\n- Is it a fever?",
    ] {
        let lines = lines(&rest_with(text));
        assert!(
            lines.contains(&pair("fever", "A high temperature.#")),
            "{text}: {lines:?}"
        );
    }
    let titled = lines(&rest_with("Words.").replace("\"Rest\"", "\"Rest in a fever\""));
    assert!(
        titled.contains(&pair("fever", "A high temperature.#")),
        "{titled:?}"
    );
}

#[test]
fn a_linked_term_is_set_in_bold() {
    let leaflet = leaflet_with(&[]);
    for id in leaflet.descendants(section(&leaflet, "fluids")) {
        if let Role::Text { text, weight } = &leaflet.node(id).role {
            assert_eq!(*weight == Weight::Strong, text == "rhinovirus", "{text}");
        }
    }
}

#[test]
fn a_term_marked_by_hand_is_a_link_every_time() {
    let rest = rest_with("The [small parts](glossary:cell) and [germs](glossary:virus), a cell.");
    let leaflet = leaflet_with(&[("colds/rest.md", &rest)]);
    assert_eq!(
        linked_terms(&leaflet, section(&leaflet, "rest")),
        [pair("small parts", "cell"), pair("germs", "virus")]
    );
}

#[test]
fn the_glossary_has_the_words_used_and_those_of_their_definitions_and_no_others() {
    let leaflet = leaflet_with(&[]);
    assert_eq!(
        glossary_lines(&leaflet),
        [
            pair("cell", "A small part of the body."),
            pair("fever", "A high temperature.#"),
            pair("germ", "See virus. A tiny thing that lives in a cell.#"),
            pair(
                "rhinovirus",
                "A kind of virus. A tiny thing that lives in a cell.#"
            ),
            // In a summary, and in a question.
            pair("virus", "A tiny thing that lives in a cell.##"),
        ]
    );
    let glossary = part(&leaflet, &Part::Glossary);
    assert!(linked_terms(&leaflet, glossary).contains(&pair("cell", "cell")));
}

#[test]
fn an_entry_leads_back_to_the_places_where_its_word_stands() {
    let leaflet = leaflet_with(&[]);
    let places: Vec<String> = leaflet
        .descendants(part(&leaflet, &Part::Glossary))
        .into_iter()
        .filter_map(|id| match leaflet.node(id).role {
            Role::PageNumber(place) => Some(said(&leaflet, place)),
            _ => None,
        })
        .collect();
    assert_eq!(
        places,
        [
            "you have a fever",
            "germ",
            "rhinovirus",
            "Rest helps against a virus.",
            "How much is enough for a virus?",
        ]
    );
}

#[test]
fn every_link_and_page_number_points_into_the_leaflet() {
    let leaflet = leaflet_with(&[]).filled_in(&Personal::default());
    let standing = leaflet.descendants(NodeId::ROOT);
    for &id in &standing {
        if let Role::Link(Target::Node(place)) | Role::PageNumber(place) = leaflet.node(id).role {
            assert!(standing.contains(&place), "{:?}", leaflet.node(id));
        }
    }
}

#[test]
fn a_passage_in_another_language_has_the_programs_words_in_its_own() {
    let rest = rest_with(
        "<div lang=\"ur\">\n\nفون 0808 800 4040 [پانی](section:fluids)\n\n> [!TIP]\n> virus\n\n</div>",
    );
    let leaflet = leaflet_with(&[("colds/rest.md", &rest)]);
    let rest = section(&leaflet, "rest");
    assert_eq!(linked_terms(&leaflet, rest), []);
    assert_eq!(
        all_said(&leaflet, rest, &Role::Paragraph)[0],
        "فون \u{2066}0808 800 4040\u{2069} پانی \u{2066}(page #)\u{2069}"
    );
    let english: Vec<String> = leaflet
        .descendants(rest)
        .into_iter()
        .filter(|&id| {
            leaflet
                .node(id)
                .language
                .as_ref()
                .is_some_and(|l| l.tag() == "en-GB")
        })
        .map(|id| said(&leaflet, id))
        .collect();
    assert_eq!(english, [" \u{2066}(page ", "#", ")\u{2069}", "Tip"]);
}

#[test]
fn the_about_part_names_each_text_and_source_once() {
    let leaflet = leaflet_with(&[]).filled_in(&Personal::default());
    let about = part(&leaflet, &Part::About);
    assert_eq!(
        all_said(&leaflet, about, &Role::Row),
        [
            "SectionDatesOnline",
            "When to get urgent helpnone",
            "RestText checked: 23 November 2026. Next check due: 1 July 2027.www.example.org/rest",
            "Fluidswww.example.org/fluids",
            "Words used in this leafletText checked: 23 November 2026. Next check due: 1 June 2027.none",
        ]
    );
    assert_eq!(
        all_said(&leaflet, about, &Role::Body),
        [
            "0808 800 4040, all daywww.example.org/line",
            "A book (www.example.org)",
            "A friend",
        ]
    );
    assert_eq!(leaflet.review_due, date(2027, 6, 1));
}

#[test]
fn the_sources_own_dates_are_said_once_and_as_its_own() {
    let leaflet = leaflet_with(&[]);
    let all = said(&leaflet, NodeId::ROOT);
    let own = "Example Charity last reviewed that page on 5 August 2024, \
               and plans its next review by 5 August 2027.";
    assert_eq!(all.matches(own).count(), 1);
    assert_eq!(all.matches("5 August 2024").count(), 1);
}

fn edition(library: &Library, request: &Request) -> String {
    composed(library, request).edition.code().to_owned()
}

#[test]
fn whatever_changes_a_word_changes_the_edition() {
    let library = library_with(&[]);
    let mut editions = vec![
        edition(&library, &everything()),
        edition(&library, &only("rest")),
        edition(
            &library,
            &Request {
                clinic: Some("day-unit".to_owned()),
                ..everything()
            },
        ),
    ];
    let changes = [
        ("colds/rest.md", REST.replace("tired", "sleepy")),
        ("colds/rest.md", REST.replace("tired", "**tired**")),
        ("colds/rest.md", REST.replace("2027-07-01", "2027-07-02")),
        (
            "colds/urgent-help.md",
            URGENT_HELP.replace("you have", "of"),
        ),
        (
            "colds/leaflet.toml",
            LEAFLET.replace("\"Colds\"", "\"Cold\""),
        ),
        ("glossary.toml", GLOSSARY.replace("A small", "One small")),
        ("house.toml", HOUSE.replace("Northfield", "Southfield")),
    ];
    for (file, text) in &changes {
        editions.push(edition(&library_with(&[(file, text)]), &everything()));
    }
    let all = editions.len();
    editions.sort();
    editions.dedup();
    assert_eq!(editions.len(), all);
}

#[test]
fn how_words_are_set_is_no_matter_of_the_edition() {
    let library = library_with(&[]);
    let usual = edition(&library, &everything());
    for form in PagedForm::all() {
        let request = Request {
            text_size: form.text_size,
            printing: form.printing,
            ..everything()
        };
        let is_set = select(&library, &request).is_ok();
        assert!(!is_set || edition(&library, &request) == usual, "{form:?}");
    }
}

#[test]
fn a_changed_figure_changes_the_edition() {
    let rest = rest_with("![A dot](dot.svg)");
    let svg = |radius: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\">\
             <circle cx=\"20\" cy=\"20\" r=\"{radius}\"/></svg>"
        )
    };
    let [small, large] = ["9", "10"].map(|radius| {
        let changes = [
            ("colds/rest.md", rest.as_str()),
            ("colds/dot.svg", &svg(radius)),
        ];
        edition(&library_with(&changes), &everything())
    });
    assert_ne!(small, large);
}

#[test]
fn whatever_is_only_heard_or_opened_changes_the_edition() {
    let dot = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\">\
               <circle cx=\"20\" cy=\"20\" r=\"9\"/></svg>";
    let bodies = [
        "![A dot](dot.svg)",
        "![A spot](dot.svg)",
        "![A dot](dot.svg \"A dot\")",
        "<div lang=\"ar\">\n\nنعم\n\n</div>",
        "<div lang=\"fa\">\n\nنعم\n\n</div>",
        "See [it](https://www.example.org/a).",
        "See [it](https://www.example.org/b).",
        "- One\n- Two",
        "1. One\n2. Two",
        "2. One\n3. Two",
        "One Two",
    ];
    let editions: Vec<String> = bodies
        .iter()
        .map(|body| {
            let rest = rest_with(body);
            let changes = [("colds/rest.md", rest.as_str()), ("colds/dot.svg", dot)];
            edition(&library_with(&changes), &everything())
        })
        .collect();
    for (at, one) in editions.iter().enumerate() {
        let same = editions[..at].iter().position(|other| other == one);
        assert!(
            same.is_none(),
            "{} and {}",
            bodies[at],
            bodies[same.unwrap_or(at)]
        );
    }
}

#[test]
fn the_edition_is_the_same_for_every_patient_and_on_every_day() {
    let library = library_with(&[]);
    let leaflet = composed(&library, &everything());
    let later = Request {
        date: date(2027, 1, 9),
        ..everything()
    };
    assert_eq!(leaflet.edition.code(), edition(&library, &later));
    let typed = Personal {
        urgent_line: Some("0999 111 222".to_owned()),
        nurse: Some("Sam".to_owned()),
        prepared_for: Some("Amal Said".into()),
    };
    assert_eq!(leaflet.clone().filled_in(&typed).edition, leaflet.edition);
    // Nor does it matter what a text says that is not in the leaflet.
    let unused = GLOSSARY.replace("Nothing says this", "Nobody says this");
    let moved = format!("# A comment.\n{LEAFLET}");
    let same = library_with(&[("glossary.toml", &unused), ("colds/leaflet.toml", &moved)]);
    assert_eq!(edition(&same, &everything()), leaflet.edition.code());
}

/// Words that stand nowhere else, in Markdown of any shape.
fn markdown() -> impl Strategy<Value = String> {
    let words = |text: &'static str| Just(text.to_owned());
    let inline = prop_oneof![
        words("@ @"),
        words("**@ @**"),
        words("[@](section:fluids)"),
        words("[@ @](https://www.example.org/x)"),
        words("[@](glossary:cell)"),
        words("[@](contact:nurse)"),
        words("@ virus @"),
        words("@ 0808 800 4040 @ 5 August 2027"),
    ];
    let line = prop::collection::vec(inline, 1..4).prop_map(|pieces| pieces.join(" "));
    let block = (line.clone(), line.clone(), 0..8).prop_map(|(a, b, shape)| match shape {
        0 => format!("{a}\n\n{b}"),
        1 => format!("- {a}\n- {b}\n"),
        // A list that stands below another would go on with its numbers.
        2 => format!("@\n\n1. {a}\n\n   {b}\n\n2. @\n   - {b}\n"),
        3 => format!("Table: {a}\n\n| {b} | @ |\n|---|---|\n| {b} | {a} |\n"),
        4 => format!("> [!NOTE]\n> {a}\n>\n> - {b}\n"),
        5 => format!("<div lang=\"ar\">\n\n{a}\n\n- {b}\n\n</div>"),
        6 => format!("## @\n\n{a}\n\n### @\n\n{b}"),
        _ => format!("{a}\n{b}"),
    });
    prop::collection::vec(block, 1..6).prop_map(|blocks| numbered(&blocks.join("\n\n")))
}

/// Puts a word that stands nowhere else for each `@`.
fn numbered(text: &str) -> String {
    let mut pieces = text.split('@');
    let mut numbered = pieces.next().unwrap_or_default().to_owned();
    for (number, piece) in pieces.enumerate() {
        numbered.push_str(&format!("wort{number}x{piece}"));
    }
    numbered
}

/// The numbered words of a text, in order.
fn numbered_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.starts_with("wort"))
        .map(str::to_owned)
        .collect()
}

proptest! {
    #![proptest_config(trials(96))]

    #[test]
    fn every_word_of_a_text_stands_once_and_in_order(body in markdown()) {
        let leaflet = leaflet_with(&[("colds/rest.md", &rest_with(&body))]);
        let filled = leaflet.filled_in(&Personal::default());
        // Leaves that touch would run together: what parts them is their block.
        let said: String = filled
            .descendants(section(&filled, "rest"))
            .into_iter()
            .map(|id| match &filled.node(id).role {
                Role::Text { text, .. } => text.clone(),
                Role::Link(_) | Role::PageNumber(_) => String::new(),
                _ => " ".to_owned(),
            })
            .collect();
        prop_assert_eq!(numbered_words(&said), numbered_words(&body));
    }
}
