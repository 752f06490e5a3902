//! A leaflet in figures, for the people who look after it: how long each section is, how hard to read, when it is due,
//! and which sentences to look at first.
//!
//! In: a leaflet with its words. Out: an [`Overview`], which can be written as JSON. What it counts are the sentences of
//! summaries, paragraphs, lists and questions; the words of tables, headings and figures count for the time to read.

use jiff::civil::Date;
use serde::Serialize;

use crate::diagnostic::Sources;
use crate::library::LeafletSource;
use crate::prose::readability::{Explained, Measure};
use crate::prose::{Manuscript, Part, Sentence, Stretch, Text};
use crate::rules::long_sentence::LONGEST_SENTENCE;

/// How many words an adult reads a minute: with care, below the mean of 238 for silent reading of non-fiction
/// (Brysbaert 2019).
const WORDS_A_MINUTE: usize = 200;

/// How many sentences are named as the hardest.
const HARDEST: usize = 10;

/// The fewest words of a sentence that is named as one of the hardest: the grade of a label says nothing.
const SHORTEST_HARD: usize = 5;

/// A leaflet in figures.
#[derive(Clone, Debug, Serialize)]
pub struct Overview {
    /// The leaflet's name in the library.
    pub leaflet: String,
    /// Its title.
    pub title: String,
    /// `draft`, `approved` or `withdrawn`.
    pub status: &'static str,
    /// Its sections, in order.
    pub sections: Vec<Row>,
    /// All sections together.
    pub whole: Row,
    /// The sentences with the highest Flesch-Kincaid grade, explained words set aside; the hardest first.
    pub hardest: Vec<HardSentence>,
}

/// A section, or the whole leaflet, in figures.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The section's name; of the whole, the leaflet's.
    pub name: String,
    /// All its words.
    pub words: usize,
    /// The time to read it, rounded up.
    pub minutes: usize,
    /// Its sentences.
    pub sentences: usize,
    /// Those of them that are too long.
    pub long_sentences: usize,
    /// SMOG: meant for 30 sentences or more.
    pub smog: Grades,
    /// Flesch-Kincaid.
    pub flesch_kincaid: Grades,
    /// The day of the last review, of the whole the earliest.
    pub last_reviewed: Date,
    /// The day by which the next is due, of the whole the earliest.
    pub review_due: Date,
}

/// A school grade by one formula, to a tenth.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Grades {
    /// With every word counted.
    pub all_words: f64,
    /// With words that the glossary explains, and the drugs it names, not counted as hard.
    pub explained_set_aside: f64,
}

/// A sentence to look at.
#[derive(Clone, Debug, Serialize)]
pub struct HardSentence {
    /// Its Flesch-Kincaid grade, explained words set aside.
    pub grade: f64,
    /// How many words it has.
    pub words: usize,
    /// The file that it stands in.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The sentence.
    pub text: String,
}

/// What has been counted of a text.
#[derive(Clone, Copy, Default)]
struct Count {
    words: usize,
    long_sentences: usize,
    measure: Measure,
}

impl Overview {
    /// Measures `leaflet`, whose words are in `manuscript`.
    pub fn new(leaflet: &LeafletSource, manuscript: &Manuscript, sources: &Sources) -> Overview {
        let mut sections = Vec::new();
        let mut whole = Count::default();
        let mut hardest = Vec::new();
        for text in &manuscript.texts {
            let Part::Section(owner, section) = text.part else {
                continue;
            };
            if owner.id == leaflet.id {
                let count = count(text);
                whole = whole.and(count);
                let dates = (section.review.last_reviewed, section.review.review_due);
                sections.push(count.row(section.id.as_str(), dates));
                hardest.extend(hard_sentences(text, sources));
            }
        }
        hardest.sort_by(|one, other| other.grade.total_cmp(&one.grade));
        hardest.truncate(HARDEST);
        let dates = (last_reviewed(leaflet), leaflet.review_due());
        Overview {
            leaflet: leaflet.id.to_string(),
            title: leaflet.title.clone(),
            status: leaflet.standing.status.word(),
            sections,
            whole: whole.row(leaflet.id.as_str(), dates),
            hardest,
        }
    }
}

fn last_reviewed(leaflet: &LeafletSource) -> Date {
    let sections = leaflet.sections.iter();
    sections
        .map(|section| section.review.last_reviewed)
        .fold(leaflet.urgent_help.review.last_reviewed, Date::min)
}

fn count(text: &Text) -> Count {
    let mut count = Count::default();
    for stretch in &text.stretches {
        for sentence in stretch.sentences() {
            count.words += sentence.words.len();
            if stretch.role.has_sentences() {
                count.measure.add(&sentence);
                count.long_sentences += usize::from(sentence.words.len() > LONGEST_SENTENCE);
            }
        }
    }
    count
}

impl Count {
    fn and(self, other: Count) -> Count {
        Count {
            words: self.words + other.words,
            long_sentences: self.long_sentences + other.long_sentences,
            measure: self.measure.and(other.measure),
        }
    }

    fn row(self, name: &str, (last_reviewed, review_due): (Date, Date)) -> Row {
        Row {
            name: name.to_owned(),
            words: self.words,
            minutes: self.words.div_ceil(WORDS_A_MINUTE),
            sentences: self.measure.sentences,
            long_sentences: self.long_sentences,
            smog: grades(|explained| self.measure.smog(explained)),
            flesch_kincaid: grades(|explained| self.measure.flesch_kincaid(explained)),
            last_reviewed,
            review_due,
        }
    }
}

fn grades(grade: impl Fn(Explained) -> f64) -> Grades {
    Grades {
        all_words: to_a_tenth(grade(Explained::Counted)),
        explained_set_aside: to_a_tenth(grade(Explained::SetAside)),
    }
}

fn to_a_tenth(grade: f64) -> f64 {
    (grade * 10.0).round() / 10.0
}

fn hard_sentences(text: &Text, sources: &Sources) -> Vec<HardSentence> {
    let stretches = text.stretches.iter();
    stretches
        .filter(|stretch| stretch.role.has_sentences())
        .flat_map(|stretch| {
            let sentences = stretch.sentences().into_iter();
            sentences
                .filter(|sentence| sentence.words.len() >= SHORTEST_HARD)
                .map(|sentence| hard_sentence(stretch, &sentence, sources))
        })
        .collect()
}

fn hard_sentence(stretch: &Stretch, sentence: &Sentence, sources: &Sources) -> HardSentence {
    let mut measure = Measure::default();
    measure.add(sentence);
    let span = stretch.span(sentence.range.clone());
    HardSentence {
        grade: to_a_tenth(measure.flesch_kincaid(Explained::SetAside)),
        words: sentence.words.len(),
        file: sources.path(span.file).display().to_string(),
        line: sources.line_and_column(span).0,
        text: stretch.text[sentence.range.clone()].to_owned(),
    }
}
