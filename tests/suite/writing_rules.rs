//! The rules of writing: for each a library that breaks it in one place, with the whole warning, and one that comes close
//! and must stay quiet. And how a rule is taken off one place.

use std::path::Path;

use careleaf::diagnostic::{self, Style};
use careleaf::language::Language;
use careleaf::library;
use careleaf::prose::{Manuscript, rules};
use proptest::prelude::*;
use snapbox::IntoData;
use snapbox::str;

use crate::sound_library::{FIRST, SoundLibrary};
use crate::texts::texts;
use crate::trials::trials;

const SECOND: &str = "sample/second.md";
/// What a figure shows, or its caption.
const CAPTION: &str = "A plain box in grey";

/// The sound library, written as the rules ask.
fn well_written() -> SoundLibrary {
    let sources = "sources = [{ name = \"Example\" }]\n+++\n";
    let questions = "Words.\n\n## Questions {.questions}\n\n- Why?\n";
    let library = SoundLibrary::write().edit(
        "sample/urgent-help.md",
        "2027-08-05\n+++\n",
        &format!("2027-08-05\n{sources}"),
    );
    ["sample/second.md", "sample/second-opinion.md"]
        .into_iter()
        .fold(library, |library, name| {
            library.edit(name, "+++\nWords.\n", &format!("{sources}{questions}"))
        })
}

/// A well-written library with more text in its second section.
fn with_text(text: &str) -> SoundLibrary {
    well_written().edit(SECOND, "Words.\n", &format!("{text}\n"))
}

/// A well-written library with keys or tables in the front matter of its second section.
fn with_front_matter(library: SoundLibrary, front_matter: &str) -> SoundLibrary {
    let sources = "sources = [{ name = \"Example\" }]\n";
    library.edit(SECOND, sources, &format!("{sources}{front_matter}\n"))
}

fn warns(library: &SoundLibrary, expected: impl IntoData) {
    snapbox::assert_data_eq!(library.warnings(), expected.raw());
}

fn is_quiet(library: &SoundLibrary) {
    assert_eq!(library.warnings(), "");
}

/// A sentence of so many words.
fn sentence(words: usize) -> String {
    format!("A{}.", " word".repeat(words - 1))
}

#[test]
fn a_well_written_library_gives_no_warning() {
    is_quiet(&well_written());
}

#[test]
fn the_sample_library_gives_no_warning() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("leaflets");
    let reading = library::read(&root);
    let warnings = rules::check(&reading.library.unwrap(), &reading.sources);
    let warnings = diagnostic::render(&warnings, &reading.sources, Style::Plain);
    assert_eq!(warnings, "");
}

#[test]
fn rules_of_english_are_silent_in_another_language_and_those_of_every_language_are_not() {
    let long = format!("Prior to 6/8/2018, {}", sentence(21));
    let four = "One. Two. Three. Four.";
    let reading = with_text(&format!("{long}\n\n{four}")).read();
    let mut library = reading.library.expect("the library is sound");
    let names = |library: &library::Library| -> Vec<&str> {
        let warnings = rules::check(library, &reading.sources).into_iter();
        warnings.filter_map(|it| Some(it.rule?.name)).collect()
    };
    assert_eq!(
        names(&library),
        ["jargon", "long-sentence", "date-form", "long-paragraph"]
    );
    for leaflet in library.leaflets.values_mut() {
        leaflet.language = Language::parse("cy").expect("a language");
    }
    assert_eq!(names(&library), ["long-paragraph"]);
}

#[test]
fn a_long_sentence_is_reported() {
    warns(
        &with_text(&format!("Short. {} Short.", sentence(21))),
        str![[r#"
warning[long-sentence]: this sentence has 21 words
  --> leaflets/sample/second.md:11:8
   |
11 | ...t. A word word word word word word word word word word word word word word word word word word word word. Sh...
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: say it in two, or in at most 20 words
   = source: NHS digital service manual, “How we write”: sentences up to 20 words
"#]],
    );
    is_quiet(&with_text(&format!("{} {}", sentence(20), sentence(20))));
}

#[test]
fn a_long_sentence_is_reported_in_lists_callouts_tables_and_definitions() {
    let long = sentence(21);
    let places = format!(
        "- {long}\n\n> [!NOTE]\n> {long}\n\n| Head |\n|---|\n| {long} |\n\n![{long}](box.svg \"A caption\")"
    );
    let library = with_text(&places).edit("glossary.toml", "A tiny part of the blood.", &long);
    assert_eq!(
        library
            .warnings()
            .matches("this sentence has 21 words")
            .count(),
        5
    );
}

#[test]
fn rules_read_what_stands_in_steps_and_callouts_and_above_questions() {
    let long = sentence(21);
    let text = format!(
        "1. Step\n\n   > [!NOTE]\n   > {long}\n\n   ![{CAPTION}](box.svg) ![{CAPTION}](box.svg \"{CAPTION}\")\n"
    );
    let library = with_text(&text).edit(
        SECOND,
        "## Questions {.questions}\n",
        &format!("## Questions {{.questions}}\n\n{long}\n"),
    );
    let warnings = library.warnings();
    assert_eq!(
        warnings.matches("warning[long-sentence]").count(),
        2,
        "{warnings}"
    );
    assert_eq!(
        warnings.matches("warning[alt-repeats-caption]").count(),
        1,
        "{warnings}"
    );
}

#[test]
fn a_long_paragraph_is_reported() {
    warns(
        &with_text("One.\nTwo.\nThree.\nFour."),
        str![[r#"
warning[long-paragraph]: this paragraph has 4 sentences
  --> leaflets/sample/second.md:11:1
   |
11 | One.
   | ^^^^
   |
   = hint: start a new one, or make a list
   = source: NHS digital service manual, “How we write”: paragraphs up to 3 sentences
"#]],
    );
    is_quiet(&with_text(
        "One. Two. Three.\n\nFour. It is 37.5 °C, e.g. Today. Five.",
    ));
}

#[test]
fn an_abbreviation_is_reported_where_it_is_first_used() {
    warns(
        &with_text("## MRD and you\n\nThe MRD is low. MRD tests help."),
        str![[r#"
warning[abbreviation]: `MRD` is not written out at its first use
  --> leaflets/sample/second.md:13:5
   |
13 | The MRD is low. MRD tests help.
   |     ^^^
   |
   = hint: write `the words in full (MRD)`, or add it to the glossary
   = source: NHS digital service manual, “Formatting”: explained in full on first use
"#]],
    );
    for text in ["He had tests (MRI) today.", "An MRI (see page 3) helps."] {
        let warnings = with_text(text).warnings();
        assert!(warnings.contains("`MRI` is not written out"), "{text}");
    }
    is_quiet(&with_text(
        "Magnetic resonance imaging (MRI) is used in the U.K. today.",
    ));
    is_quiet(&with_text("An MRI (a scan with magnets) helps."));
    is_quiet(&with_text(
        "A test for measurable residual disease (MRD) helps. MRD is a trace. Ask your GP or go to A&E in the UK, and ask about CD19.",
    ));
}

#[test]
fn an_abbreviation_that_the_glossary_explains_is_quiet() {
    let text = "The BM is soft.";
    assert!(
        with_text(text)
            .warnings()
            .contains("`BM` is not written out")
    );
    is_quiet(&with_text(text).edit(
        "glossary.toml",
        "name = \"bone marrow\"",
        "name = \"bone marrow\"\nforms = [\"BM\"]",
    ));
}

#[test]
fn a_block_of_capitals_is_reported() {
    warns(
        &with_text("You must **NOT STOP** at all."),
        str![[r#"
warning[block-capitals]: `NOT STOP` is in capitals
  --> leaflets/sample/second.md:11:12
   |
11 | You must **NOT STOP** at all.
   |            ^^^^^^^^
   |
   = hint: write small letters, and make it `**strong**` if it must stand out
   = source: NHS digital service manual, “Punctuation”: no block capitals
"#]],
    );
    assert!(
        with_text("Do NOT stop.")
            .warnings()
            .contains("`NOT` is in capitals")
    );
    is_quiet(&with_text(
        "Ask the NHS or your GP in the UK. Not all stop.",
    ));
}

#[test]
fn jargon_that_nothing_explains_is_reported() {
    warns(
        &with_text("Drink water prior to the test."),
        str![[r#"
warning[jargon]: `prior to` is jargon
  --> leaflets/sample/second.md:11:13
   |
11 | Drink water prior to the test.
   |             ^^^^^^^^
   |
   = hint: say `before`, or explain it in the glossary
   = source: NHS digital service manual, “How we write”: plain English first, medical terms explained
"#]],
    );
    for text in [
        "You may have lesions.",
        "A nurse is administering it.",
        "Your renal (see page 3) team.",
        "Rest at home (prior to the test).",
    ] {
        assert!(with_text(text).warnings().contains("is jargon"), "{text}");
    }
    is_quiet(&with_text(
        "You may have swelling (oedema) or pruritus (itching). Drink before the test, orallyish.",
    ));
}

#[test]
fn jargon_that_the_glossary_explains_is_quiet() {
    let text = "The catheter stays in.";
    assert!(with_text(text).warnings().contains("`catheter` is jargon"));
    is_quiet(&with_text(text).edit(
        "glossary.toml",
        "name = \"bone marrow\"",
        "name = \"bone marrow\"\nforms = [\"catheter\"]",
    ));
}

#[test]
fn a_term_that_no_text_uses_is_reported() {
    let unused = "\n[[term]]\nid = \"port\"\nname = \"port\"\ndefinition = \"A small disc under the skin.\"\n";
    let library = well_written().edit(
        "glossary.toml",
        "definition = \"Where blood cells are made.\"\n",
        &format!("definition = \"Where blood cells are made.\"\n{unused}"),
    );
    warns(
        &library,
        str![[r#"
warning[unused-term]: no text uses the term `port`
  --> leaflets/glossary.toml:18:15
   |
18 | definition = "A small disc under the skin."
   |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: add the forms that the texts have, or delete the entry
   = source: Careleaf: a glossary holds the words that its leaflets use
"#]],
    );
    is_quiet(&library.edit(SECOND, "Words.", "You have a port."));
}

#[test]
fn a_term_that_stands_only_where_nothing_is_bold_is_used() {
    let library = || well_written().edit(FIRST, "[bone marrow](glossary:marrow)", "blood cells");
    let unused = "no text uses the term `marrow`";
    assert!(library().warnings().contains(unused));
    for text in [
        "## Bone marrow\n\nWords.",
        "See [bone marrow](section:first).",
        "| Bone marrow |\n|---|\n| words |",
    ] {
        let warnings = library().edit(SECOND, "Words.", text).warnings();
        assert!(!warnings.contains(unused), "{warnings}");
    }
}

#[test]
fn a_long_definition_is_reported() {
    let long = |words: usize| format!("{} {}", sentence(15), sentence(words - 15));
    let library =
        |words| well_written().edit("glossary.toml", "A tiny part of the blood.", &long(words));
    warns(
        &library(31),
        str![[r#"
warning[long-definition]: the definition of `blood-cell` has 31 words
 --> leaflets/glossary.toml:8:15
  |
8 | ...= "A word word word word word word word word word word word word word word. A word word word word word word word word word word word word word word word."
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: say it in at most 30
  = source: Careleaf: a definition is read in the middle of something else
"#]],
    );
    is_quiet(&library(30));
}

#[test]
fn a_vague_link_is_reported() {
    warns(
        &with_text("For more, [click here](section:first)."),
        str![[r#"
warning[vague-link]: the link `click here` does not say where it leads
  --> leaflets/sample/second.md:11:12
   |
11 | For more, [click here](section:first).
   |            ^^^^^^^^^^
   |
   = hint: name the page that it opens
   = source: NHS digital service manual, “Formatting”; WCAG 2.2, 2.4.4: a link’s words say where it leads
"#]],
    );
    let more = "[Click here to read more](section:first).";
    assert!(
        with_text(more)
            .warnings()
            .contains("`Click here to read more` does not say")
    );
    is_quiet(&with_text(
        "Read [what comes first](section:first), here or at home. [Where to click](section:first).",
    ));
}

#[test]
fn words_in_another_script_outside_a_passage_are_reported() {
    warns(
        &with_text("In Arabic: الخط الساخن."),
        str![[r#"
warning[unmarked-passage]: text in Arabic script stands outside a `<div lang="…">`
  --> leaflets/sample/second.md:11:12
   |
11 | In Arabic: الخط الساخن.
   |            ^^^^^^^^^^^
   |
   = hint: put it between lines `<div lang="ar">` and `</div>`, with the language that it is in
   = source: WCAG 2.2, 3.1.2: text in another language says which language it is in
"#]],
    );
    for (text, script) in [("জরুরি নম্বর.", "Bengali"), ("ਐਮਰਜੈਂਸੀ ਨੰਬਰ.", "Gurmukhi")]
    {
        let warnings = with_text(text).warnings();
        assert!(
            warnings.contains(&format!("text in {script} script")),
            "{warnings}"
        );
    }
    is_quiet(&with_text(
        "Words.\n\n<div lang=\"ar\">\n\nالخط الساخن.\n\n</div>",
    ));
}

#[test]
fn a_percentage_is_reported_with_what_is_plainer() {
    warns(
        &with_text("It helps 14.3% of people."),
        str![[r#"
warning[percentage]: `14.3%` is a percentage
  --> leaflets/sample/second.md:11:10
   |
11 | It helps 14.3% of people.
   |          ^^^^^
   |
   = hint: say `about 1 in 7`
   = source: NHS digital service manual, “Numbers, measurements, dates and time”: 1 in 7, not 14.3%
"#]],
    );
    assert!(
        with_text("It helps 40 per cent.")
            .warnings()
            .contains("`about 4 in 10`")
    );
    let nearly_all = with_text("It helps 99.6% of people.").warnings();
    assert!(
        nearly_all.contains("hint: say it without a percentage"),
        "{nearly_all}"
    );
    is_quiet(&with_text(
        "It helps 1 in 7 people. Use a 5% cream and 5% glucose.",
    ));
}

#[test]
fn a_date_in_another_form_is_reported() {
    warns(
        &with_text("Come on 6/8/2018."),
        str![[r#"
warning[date-form]: `6/8/2018` is a date in another form
  --> leaflets/sample/second.md:11:9
   |
11 | Come on 6/8/2018.
   |         ^^^^^^^^
   |
   = hint: write it as `6 August 2018`
   = source: NHS digital service manual, “Numbers, measurements, dates and time”: 6 August 2018
"#]],
    );
    for date in [
        "6-8-2018",
        "2018/08/06",
        "6 August, 2018",
        "6 aug 2018",
        "August 6",
    ] {
        let warnings = with_text(&format!("Come on {date}.")).warnings();
        assert!(
            warnings.contains(&format!("`{date}` is a date in another form")),
            "{warnings}"
        );
    }
    is_quiet(&with_text(
        "Come on 6 August 2018. It began in May 2018. Take 1/2 a tablet.",
    ));
    is_quiet(&with_text(
        "In March 3 people came. In May 3 in 10 people came. This is version 10.11.12.",
    ));
}

#[test]
fn a_time_in_another_form_is_reported() {
    warns(
        &with_text("Come at 17:30 or at 5.30pm."),
        str![[r#"
warning[time-form]: `17:30` is a time in another form
  --> leaflets/sample/second.md:11:9
   |
11 | Come at 17:30 or at 5.30pm.
   |         ^^^^^
   |
   = hint: write it as `5.30pm`, `midday` or `midnight`
   = source: NHS digital service manual, “Numbers, measurements, dates and time”: 5.30pm, midday
"#]],
    );
    for time in ["5:30pm", "12.00", "14.00"] {
        let warnings = with_text(&format!("Come at {time} today.")).warnings();
        assert!(
            warnings.contains(&format!("`{time}` is a time in another form")),
            "{warnings}"
        );
    }
    is_quiet(&with_text(
        "Come from 9am to 5.30pm, or at midday. It is 37.5 °C. It costs £14.00.",
    ));
}

#[test]
fn a_range_with_a_dash_is_reported() {
    warns(
        &with_text("It takes 4–8 weeks."),
        str![[r#"
warning[range-form]: `4–8` is a range with a dash
  --> leaflets/sample/second.md:11:10
   |
11 | It takes 4–8 weeks.
   |          ^^^
   |
   = hint: write `4 to 8`
   = source: NHS digital service manual, “Numbers, measurements, dates and time”: 4 to 8, not 4-8
"#]],
    );
    for range in ["Mon-Fri", "09:00-17:00"] {
        let warnings = with_text("Open Mon-Fri 09:00-17:00.").warnings();
        assert!(
            warnings.contains(&format!("`{range}` is a range with a dash")),
            "{warnings}"
        );
    }
    is_quiet(&with_text(
        "It takes 4 to 8 weeks, with 24-hour care. It began on 6 August 2018.",
    ));
}

#[test]
fn a_phone_number_that_the_house_does_not_have_is_reported() {
    warns(
        &with_text("Ring 01632 960 002 now."),
        str![[r#"
warning[phone-number]: `house.toml` does not have the number `01632 960 002`
  --> leaflets/sample/second.md:11:6
   |
11 | Ring 01632 960 002 now.
   |      ^^^^^^^^^^^^^
   |
   = hint: correct it, or add it there under an `[[organisation]]`
   = source: Careleaf: every number that a leaflet gives is checked in `house.toml`
"#]],
    );
    for number in ["111", "01632 96000", "01632 9600000", "(01632) 960002"] {
        let warnings = with_text(&format!("Call {number}.")).warnings();
        assert!(
            warnings.contains(&format!("the number `{number}`")),
            "{warnings}"
        );
    }
    for text in [
        "Ring the ward on 1234.",
        "Call +44 (0)1632 960002.",
        "Text HELP to 85258.",
    ] {
        let warnings = with_text(text).warnings();
        assert!(warnings.contains("does not have the number"), "{text}");
    }
    is_quiet(&with_text(
        "Ring 01632 960 001 or +44 1632 960000. Call 999. One in 10,000 cells.",
    ));
    is_quiet(&with_text(
        "Ring (01632) 960001 or +44 (0)1632 960000, 24 hours a day. Call in 100 days.",
    ));
}

#[test]
fn a_number_in_the_words_of_a_clinic_is_known_as_a_whole() {
    let line = "Ward 7: 01632 960000 (24 hours), or 01632 960009";
    let library = |text| with_text(text).edit("house.toml", "01632 960000", line);
    is_quiet(&library("Ring 01632 960000 or 01632 960009."));
    for text in ["Ring 01632 96000.", "Ring 01632 9600002401."] {
        assert!(
            library(text)
                .warnings()
                .contains("does not have the number"),
            "{text}"
        );
    }
}

#[test]
fn a_wall_of_text_is_reported_at_its_start() {
    let paragraphs = |count| vec![sentence(20); count].join("\n\n");
    warns(
        &with_text(&format!("## A part\n\n{}", paragraphs(11))),
        str![[r#"
warning[wall-of-text]: from here 220 words run without a heading
  --> leaflets/sample/second.md:13:1
   |
13 | A word word word word word word word word word word word word word word word word word word word.
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: put one in after at most 200
   = source: PEMAT-P, items 8 and 9: short sections, each with a heading
"#]],
    );
    let with_box = format!("{}\n\n> [!NOTE]\n> {}", paragraphs(10), sentence(20));
    is_quiet(&with_text(&format!(
        "{with_box}\n\n## A part\n\n{}",
        paragraphs(10)
    )));
}

#[test]
fn a_text_without_sources_is_reported() {
    let library = well_written().edit(SECOND, "sources = [{ name = \"Example\" }]", "sources = []");
    warns(
        &library,
        str![[r#"
warning[missing-sources]: this text names no source
 --> leaflets/sample/second.md:2:1
  |
2 | title = "Second"
  | ^^^^^^^^^^^^^^^^
  |
  = hint: add `sources = [{ name = "…", online = "https://…" }]`
  = source: NHS standard for creating health content: a record of the evidence; DISCERN, item 4
"#]],
    );
}

#[test]
fn a_text_with_one_source_that_is_on_paper_only_is_quiet() {
    let online = ", online = \"https://www.example.org/source\"";
    is_quiet(&well_written().edit(FIRST, online, ""));
}

#[test]
fn a_section_without_questions_is_reported() {
    let library = well_written().edit(SECOND, "\n\n## Questions {.questions}\n\n- Why?", "");
    warns(
        &library,
        str![[r#"
warning[missing-questions]: the section `second` has no questions to ask
 --> leaflets/sample/second.md:2:1
  |
2 | title = "Second"
  | ^^^^^^^^^^^^^^^^
  |
  = hint: end it with a list under `## Questions to ask your team {.questions}`
  = source: PEMAT-P, actionability: a tool to act with, such as questions to ask
"#]],
    );
}

#[test]
fn words_for_a_figure_that_repeat_its_caption_are_reported() {
    let figure = |alt: &str| with_text(&format!("![{alt}](box.svg \"Where blood is made\")"));
    warns(
        &figure("Blood is made."),
        str![[r#"
warning[alt-repeats-caption]: the figure’s words repeat its caption
  --> leaflets/sample/second.md:11:3
   |
11 | ![Blood is made.](box.svg "Where blood is made")
   |   ^^^^^^^^^^^^^^
   |
   = hint: say in `![…]` what the picture shows
   = source: WCAG 2.2, 1.1.1: words that stand for the picture, not for its caption
"#]],
    );
    let warnings = figure("A picture showing where the blood is made.").warnings();
    assert!(warnings.contains("repeat its caption"), "{warnings}");
    is_quiet(&figure("A bone, cut open, with blood cells in it."));
    is_quiet(&with_text("![Where blood is made.](box.svg)"));
}

#[test]
fn a_review_further_away_than_the_house_allows_is_reported() {
    let library = |due| well_written().edit("sample/urgent-help.md", "2027-08-05", due);
    warns(
        &library("2029-11-24"),
        str![[r#"
warning[review-interval]: the next review is more than 3 years after the last
 --> leaflets/sample/urgent-help.md:4:14
  |
4 | review_due = 2029-11-24
  |              ^^^^^^^^^^
  |
  = hint: set `review_due` to `2029-11-23` or before
  = source: `longest_years` in `house.toml`; NHS practice is a review at least every 3 years
"#]],
    );
    is_quiet(&library("2029-11-23"));
}

#[test]
fn a_review_of_the_leaflet_itself_has_the_same_limit() {
    let library = |due| {
        let dates = format!("last_reviewed = 2026-11-23\nreview_due = {due}\nurgent = ");
        well_written().edit("sample/leaflet.toml", "urgent = ", &dates)
    };
    warns(
        &library("2029-11-24"),
        str![[r#"
warning[review-interval]: the next review is more than 3 years after the last
  --> leaflets/sample/leaflet.toml:10:14
   |
10 | review_due = 2029-11-24
   |              ^^^^^^^^^^
   |
   = hint: set `review_due` to `2029-11-23` or before
   = source: `longest_years` in `house.toml`; NHS practice is a review at least every 3 years
"#]],
    );
    is_quiet(&library("2029-11-23"));
}

#[test]
fn printed_words_outside_the_text_are_read_too() {
    let clinic = "urgent_line = \"01632 960000\"";
    for (file, from, to) in [
        (SECOND, "title = \"Second\"", "title = \"Prior to surgery\""),
        (SECOND, "search for “second”", "ring 111"),
        ("sample/urgent-help.md", "Ring now if:", "Ring NOW if:"),
        ("sample/leaflet.toml", "A sample leaflet", "A renal leaflet"),
        ("sample/leaflet.toml", "\"Sample\"", "\"Renal\""),
        (
            "sample/leaflet.toml",
            "For readers of tests.",
            "For renal patients.",
        ),
        (
            "sample/leaflet.toml",
            "search for “sample”",
            "[click 09:00]",
        ),
        (
            "house.toml",
            clinic,
            "urgent_line = \"01632 960000, from 09:00\"",
        ),
        (
            "house.toml",
            "\"01632 960001\"",
            "\"01632 960001\"\nhours = \"Mon-Fri\"",
        ),
        (
            "house.toml",
            "format = 1",
            "format = 1\nfeedback = \"Ring 01632 960002.\"",
        ),
    ] {
        let warnings = well_written().edit(file, from, to).warnings();
        assert_eq!(warnings.matches("warning[").count(), 1, "{to}: {warnings}");
        assert!(
            warnings.contains(&format!("--> leaflets/{file}:")),
            "{warnings}"
        );
    }
    let feedback = "format = 1\nfeedback = \"Ring 01632 960001, Monday to Friday, 9am to 5pm.\"";
    is_quiet(&well_written().edit("house.toml", "format = 1", feedback));
    is_quiet(&well_written().edit(
        SECOND,
        "title = \"Second\"",
        "title = \"Your second visit\"",
    ));
}

#[test]
fn words_of_the_house_are_pointed_at_where_they_stand() {
    let hours = "\"01632 960001\"\nhours = \"Monday to Friday, 09:00\"";
    warns(
        &well_written().edit("house.toml", "\"01632 960001\"", hours),
        str![[r#"
warning[time-form]: `09:00` is a time in another form
  --> leaflets/house.toml:16:28
   |
16 | hours = "Monday to Friday, 09:00"
   |                            ^^^^^
   |
   = hint: write it as `5.30pm`, `midday` or `midnight`
   = source: NHS digital service manual, “Numbers, measurements, dates and time”: 5.30pm, midday
"#]],
    );
}

#[test]
fn a_house_that_allows_more_years_than_the_calendar_has_allows_any_review() {
    let library = well_written().edit("sample/urgent-help.md", "2027-08-05", "9999-12-31");
    is_quiet(&library.edit("house.toml", "longest_years = 3", "longest_years = 65535"));
}

#[test]
fn a_passage_in_another_language_is_not_judged() {
    let long = sentence(21);
    is_quiet(&with_text(&format!(
        "Words.\n\n<div lang=\"cy\">\n\n{long}\n\n</div>"
    )));
    let english = format!("Words.\n\n<div lang=\"en\">\n\n{long}\n\n</div>");
    assert!(with_text(&english).warnings().contains("21 words"));
}

#[test]
fn a_place_is_pointed_at_through_markup_and_line_ends() {
    let warnings = with_text("Ask **your\nnurse** prior\nto the test.").warnings();
    assert!(warnings.contains("second.md:12:9"), "{warnings}");
}

proptest! {
    #![proptest_config(trials(48))]

    #[test]
    fn each_word_of_any_text_is_pointed_at_where_it_is_written(text in texts()) {
        let reading = text.library().read();
        let library = reading.library.expect("the text is sound");
        let manuscript = Manuscript::new(&library, &reading.sources);
        for stretch in manuscript.texts.iter().flat_map(|text| &text.stretches) {
            for word in stretch.sentences().into_iter().flat_map(|sentence| sentence.words) {
                let span = stretch.span(word.range.clone());
                let written = &reading.sources.text(span.file)[span.range()];
                prop_assert_eq!(&stretch.text[word.range], written);
            }
        }
        let warnings = rules::check(&library, &reading.sources);
        diagnostic::render(&warnings, &reading.sources, Style::Plain);
    }
}

#[test]
fn an_allowance_takes_one_rule_off_one_place() {
    let text = format!("Once {} Twice {}", sentence(20), sentence(20));
    let library = with_text(&text);
    assert_eq!(library.warnings().matches("long-sentence").count(), 2);
    let allow =
        "[[allow]]\nrule = \"long-sentence\"\ntext = \"Once A word\"\nreason = \"a quotation\"";
    let warnings = with_front_matter(library, allow).warnings();
    assert_eq!(warnings.matches("long-sentence").count(), 1, "{warnings}");
}

#[test]
fn an_allowance_that_fits_several_places_holds_for_none() {
    let text = "Drink water prior to the test. Eat prior to it.\n\nRest prior to the renal scan.";
    let allow = |words| {
        let allow =
            format!("[[allow]]\nrule = \"jargon\"\ntext = \"{words}\"\nreason = \"a test\"");
        with_front_matter(with_text(text), &allow).warnings()
    };
    let warnings = allow("prior to");
    assert_eq!(warnings.matches("is jargon").count(), 4, "{warnings}");
    assert!(
        warnings.starts_with(
            "warning: this exception from `jargon` fits 3 places\n  --> leaflets/sample/second.md:11:8"
        ),
        "{warnings}"
    );
    assert!(
        warnings.contains("hint: quote more words in `text`, or fewer, so that it fits one"),
        "{warnings}"
    );
    // One quotation over two offences.
    let warnings = allow("prior to the renal");
    assert_eq!(warnings.matches("is jargon").count(), 4, "{warnings}");
    assert!(warnings.contains("fits 2 places"), "{warnings}");
    let warnings = allow("prior to it");
    assert_eq!(warnings.matches("is jargon").count(), 3, "{warnings}");
    assert!(!warnings.contains("this exception"), "{warnings}");
}

#[test]
fn an_allowance_that_quotes_what_stands_twice_is_reported_with_one_offence_too() {
    let text = "A nephrologist works in the renal (kidney) clinic. Ask the renal team.";
    let allow = "[[allow]]\nrule = \"jargon\"\ntext = \"renal\"\nreason = \"a test\"";
    let warnings = with_front_matter(with_text(text), allow).warnings();
    assert!(warnings.contains("fits 2 places"), "{warnings}");
    assert!(warnings.contains("`renal` is jargon"), "{warnings}");
}

#[test]
fn an_allowance_is_matched_with_the_words_as_they_are_read() {
    let library = with_text("Ask **your\nnurse** prior to the test.");
    let allow = "[[allow]]\nrule = \"jargon\"\ntext = \"your nurse prior to\"\nreason = \"a test\"";
    is_quiet(&with_front_matter(library, allow));
}

#[test]
fn an_allowance_without_words_is_for_the_file_as_a_whole() {
    let library = well_written().edit(SECOND, "\n\n## Questions {.questions}\n\n- Why?", "");
    let allow = |rule| format!("[[allow]]\nrule = \"{rule}\"\nreason = \"a short note\"");
    is_quiet(&with_front_matter(library, &allow("missing-questions")));
    let library = with_text(&sentence(21));
    let warnings = with_front_matter(library, &allow("long-sentence")).warnings();
    assert!(
        warnings.contains("this sentence has 21 words"),
        "{warnings}"
    );
    assert!(
        warnings.contains("nothing here needs this exception"),
        "{warnings}"
    );
}

#[test]
fn the_glossary_and_the_urgent_help_have_allowances_too() {
    let allow = |text: &str| {
        format!("[[allow]]\nrule = \"long-sentence\"\ntext = \"{text}\"\nreason = \"a test\"\n")
    };
    let library = well_written()
        .edit("glossary.toml", "A tiny part of the blood.", &sentence(21))
        .edit("sample/urgent-help.md", "you have a fever", &sentence(21));
    assert_eq!(library.warnings().matches("long-sentence").count(), 2);
    let sources = "sources = [{ name = \"Example\" }]\n";
    is_quiet(
        &library
            .edit(
                "glossary.toml",
                "\n[[term]]\nid = \"blood-cell\"",
                &format!("\n{}\n[[term]]\nid = \"blood-cell\"", allow("A word")),
            )
            .edit(
                "sample/urgent-help.md",
                sources,
                &format!("{sources}{}", allow("A word")),
            ),
    );
}

#[test]
fn the_leaflet_itself_and_the_house_have_allowances_too() {
    let allow = |rule: &str, text: &str| {
        format!("[[allow]]\nrule = \"{rule}\"\ntext = \"{text}\"\nreason = \"a test\"\n\n")
    };
    let library = well_written()
        .edit(
            "sample/leaflet.toml",
            "For readers of tests.",
            "For renal patients.",
        )
        .edit(
            "house.toml",
            "\"01632 960001\"",
            "\"01632 960001\"\nhours = \"Mon-Fri\"",
        );
    assert_eq!(library.warnings().matches("warning[").count(), 2);
    let preset = format!("{}[preset.short]", allow("jargon", "For renal"));
    let organisation = format!("{}[[organisation]]", allow("range-form", "Mon-Fri"));
    is_quiet(
        &library
            .edit("sample/leaflet.toml", "[preset.short]", &preset)
            .edit("house.toml", "[[organisation]]", &organisation),
    );
}

#[test]
fn an_allowance_that_fits_nothing_is_reported() {
    let allow = "[[allow]]\nrule = \"jargon\"\ntext = \"words that are gone\"\nreason = \"a test\"";
    warns(
        &with_front_matter(well_written(), allow),
        str![[r#"
warning: nothing here needs this exception from `jargon`
  --> leaflets/sample/second.md:11:8
   |
11 | rule = "jargon"
   |        ^^^^^^^^
   |
   = hint: correct `text`, which quotes the place as it is read, or delete the `[[allow]]`
"#]],
    );
}

#[test]
fn an_allowance_from_an_unknown_rule_is_reported() {
    let allow = "[[allow]]\nrule = \"long-sentences\"\ntext = \"Words\"\nreason = \"a test\"";
    warns(
        &with_front_matter(well_written(), allow),
        str![[r#"
warning: there is no rule `long-sentences`
  --> leaflets/sample/second.md:11:8
   |
11 | rule = "long-sentences"
   |        ^^^^^^^^^^^^^^^^
   |
   = hint: did you mean `long-sentence`?
"#]],
    );
}

#[test]
fn an_allowance_without_a_reason_is_an_error() {
    let allow = "[[allow]]\nrule = \"jargon\"\ntext = \"Words\"";
    let library = with_front_matter(well_written(), allow);
    library.reports(str![[r#"
error: `reason` is missing
  --> leaflets/sample/second.md:10:1
   |
10 | [[allow]]
   | ^^^^^^^^^
   |
   = hint: add `reason = "the words that callers are asked to say"`
"#]]);
}
