//! The figures of `careleaf overview`: of a small library to the number, of the sample library as far as it has promised.

use std::path::Path;

use careleaf::content::Id;
use careleaf::language::Language;
use careleaf::library::{self, Reading};
use careleaf::prose::Manuscript;
use careleaf::prose::measures::SMOG_SENTENCES;
use careleaf::tasks::overview::Overview;

use crate::sound_library::SoundLibrary;

fn overview(reading: &Reading, leaflet: &str) -> Overview {
    let library = reading.library.as_ref().expect("the library is sound");
    let manuscript = Manuscript::new(library, &reading.sources);
    let id = Id::parse(leaflet).expect("it is an id");
    let leaflet = &library.leaflets[&id];
    Overview::new(leaflet, &manuscript, &reading.sources)
}

fn sample() -> Overview {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("leaflets");
    overview(&library::read(&root), "acute-lymphoblastic-leukaemia")
}

#[test]
fn sections_of_the_sample_are_at_smog_9_or_below_with_explained_words_set_aside() {
    let overview = sample();
    assert_eq!(overview.sections.len(), 10);
    for row in &overview.sections {
        // Below that number of sentences the formula is not sound.
        assert!(row.sentences >= SMOG_SENTENCES, "{}", row.name);
        assert!(row.smog.unwrap().explained_set_aside <= 9.0, "{}", row.name);
    }
}

#[test]
fn sections_of_the_sample_have_at_most_5_long_sentences_in_100() {
    for row in sample().sections {
        assert!(
            row.long_sentences.unwrap() * 20 <= row.sentences,
            "{}",
            row.name
        );
    }
}

#[test]
fn a_row_counts_words_sentences_and_the_time_to_read() {
    let long = format!("A{}.", " word".repeat(200));
    let library = SoundLibrary::write().edit(
        "sample/second.md",
        "Words.\n",
        &format!("{long}\n\n## Not a sentence\n\n| Head |\n|---|\n| cell |\n\n- one\n- two\n"),
    );
    let overview = overview(&library.read(), "sample");
    let row = &overview.sections[1];
    assert_eq!(row.name, "second");
    // The title has 1 word, the summary 3, the heading 3, the table 2, the list 2, the label of the QR code 3.
    assert_eq!((row.words, row.minutes), (215, 2));
    assert_eq!((row.sentences, row.long_sentences), (4, Some(1)));
    let sum: usize = overview.sections.iter().map(|row| row.words).sum();
    assert_eq!(overview.whole.words, sum);
}

#[test]
fn explained_words_are_hard_only_when_they_are_counted() {
    let library = SoundLibrary::write()
        .edit(
            "glossary.toml",
            "name = \"bone marrow\"",
            "name = \"haematology\"",
        )
        .edit("sample/second.md", "Words.\n", "I like haematology.\n");
    let overview = overview(&library.read(), "sample");
    let row = &overview.sections[1];
    let (smog, flesch_kincaid) = (row.smog.unwrap(), row.flesch_kincaid.unwrap());
    assert!(smog.all_words > smog.explained_set_aside);
    assert_eq!(smog.explained_set_aside, 3.1);
    assert!(flesch_kincaid.all_words > flesch_kincaid.explained_set_aside);
}

#[test]
fn a_language_without_formulas_has_no_grades() {
    let mut reading = SoundLibrary::write().read();
    let library = reading.library.as_mut().expect("the library is sound");
    for leaflet in library.leaflets.values_mut() {
        leaflet.language = Language::parse("cy").expect("a language");
    }
    let row = overview(&reading, "sample").whole;
    assert!(row.words > 0 && row.sentences > 0);
    assert!(row.smog.is_none() && row.flesch_kincaid.is_none() && row.long_sentences.is_none());
    assert!(row.hardest.is_empty());
}

#[test]
fn the_hardest_sentences_come_first_with_their_lines() {
    let hard = "Responsibility necessitates considerable professional deliberation.";
    let library = SoundLibrary::write().edit(
        "sample/second.md",
        "Words.\n",
        &format!("You can go to bed now.\n\n{hard}\n"),
    );
    let overview = overview(&library.read(), "sample");
    for row in [&overview.sections[1], &overview.whole] {
        let hardest = &row.hardest;
        assert_eq!(hardest[0].text, hard);
        assert_eq!((hardest[0].words, hardest[0].line), (5, 12));
        assert!(hardest[0].file.ends_with("sample/second.md"));
        assert!(hardest.is_sorted_by(|one, next| one.grade >= next.grade));
    }
    let other = &overview.sections[0].hardest;
    assert!(other.iter().all(|sentence| sentence.text != hard));
}

#[test]
fn each_section_names_its_ten_hardest_sentences() {
    let overview = sample();
    for row in overview.sections.iter().chain([&overview.whole]) {
        assert_eq!(row.hardest.len(), 10, "{}", row.name);
    }
}

#[test]
fn each_section_has_a_status_of_its_own_and_the_whole_is_approved_only_with_all_parts() {
    let statuses = |library: &SoundLibrary| {
        let overview = overview(&library.read(), "sample");
        let sections = overview.sections.iter().map(|row| row.status);
        (sections.collect::<Vec<_>>(), overview.whole.status)
    };
    let library = SoundLibrary::write().approved();
    assert_eq!(statuses(&library), (vec!["approved"; 3], "approved"));
    let library = library.edit("sample/second.md", "Words.", "Other words.");
    let expected = vec!["approved", "draft", "approved"];
    assert_eq!(statuses(&library), (expected, "draft"));
    let withdrawn = library.edit("sample/leaflet.toml", "\"approved\"", "\"withdrawn\"");
    assert_eq!(statuses(&withdrawn).1, "withdrawn");
}
