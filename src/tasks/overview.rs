//! A leaflet in figures, for the people who look after it: how long each section is, how hard to read, when it is due,
//! and which sentences to look at first.
//!
//! In: a leaflet with its words. Out: an [`Overview`], which can be written as JSON. What it counts are the sentences of
//! summaries, paragraphs, lists and questions; the words of titles, tables and figures count for the time to read.

use jiff::civil::Date;
use serde::Serialize;

use crate::content::Status;
use crate::diagnostic::Sources;
use crate::library::{LeafletSource, Section, Standing};
use crate::prose::measures::{ExplainedWords, Measure};
use crate::prose::{Grammar, Manuscript, Sentence, Stretch, Text, TextPart};
use crate::selection::find_leaflet;

use super::error::TaskError;
use super::open::OpenLibrary;

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
    /// Its sections, in order.
    pub sections: Vec<Row>,
    /// All sections together.
    pub whole: Row,
}

/// A section, or the whole leaflet, in figures.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The section's name; of the whole, the leaflet's.
    pub name: String,
    /// `draft`, `approved` or `withdrawn`; the whole is `approved` only with all its parts.
    pub status: &'static str,
    /// All its words.
    pub words: usize,
    /// The time to read it, rounded up.
    pub minutes: usize,
    /// Its sentences.
    pub sentences: usize,
    /// Those of them that are too long by the guideline of their language; `None` without one.
    pub long_sentences: Option<usize>,
    /// SMOG: meant for 30 sentences or more. `None` in a language that it is not made for.
    pub smog: Option<Grades>,
    /// Flesch-Kincaid. `None` in a language that it is not made for.
    pub flesch_kincaid: Option<Grades>,
    /// The day of the last review, of the whole the earliest.
    pub last_reviewed: Date,
    /// The day by which the next is due, of the whole the earliest.
    pub review_due: Date,
    /// The sentences with the highest Flesch-Kincaid grade, explained words set aside; the hardest first.
    pub hardest: Vec<HardSentence>,
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
#[derive(Clone, Default)]
struct Count {
    words: usize,
    long_sentences: Option<usize>,
    measure: Measure,
    hardest: Vec<HardSentence>,
}

/// What is written down about a text.
struct Facts {
    status: Status,
    last_reviewed: Date,
    review_due: Date,
}

/// The overview of each leaflet of `open`, or of the one that is named.
///
/// # Errors
/// When there is no such leaflet, or it has errors.
pub fn overview(open: &OpenLibrary, leaflet: Option<&str>) -> Result<Vec<Overview>, TaskError> {
    let library = &open.library;
    let leaflets: Vec<&LeafletSource> = match leaflet {
        Some(typed) => {
            let leaflet = find_leaflet(library, typed);
            vec![leaflet.map_err(|error| open.explain(error))?]
        }
        None => library.leaflets.values().collect(),
    };
    let manuscript = Manuscript::new(library, &open.sources);
    let overviews = leaflets.into_iter();
    Ok(overviews
        .map(|leaflet| Overview::new(leaflet, &manuscript, &open.sources))
        .collect())
}

impl Overview {
    /// Measures `leaflet`, whose words are in `manuscript`.
    pub fn new(leaflet: &LeafletSource, manuscript: &Manuscript, sources: &Sources) -> Overview {
        let mut sections = Vec::new();
        let mut whole = Count::default();
        for text in &manuscript.texts {
            let TextPart::Section(owner, section) = text.part else {
                continue;
            };
            if owner.id == leaflet.id {
                let count = count(text, sources);
                whole.take_in(&count);
                sections.push(count.row(section.id.as_str(), Facts::of_section(section)));
            }
        }
        Overview {
            leaflet: leaflet.id.to_string(),
            title: leaflet.title.clone(),
            sections,
            whole: whole.row(leaflet.id.as_str(), Facts::of_leaflet(leaflet)),
        }
    }
}

impl Facts {
    fn of_section(section: &Section) -> Facts {
        Facts {
            status: section.standing.status,
            last_reviewed: section.review.last_reviewed,
            review_due: section.review.review_due,
        }
    }

    fn of_leaflet(leaflet: &LeafletSource) -> Facts {
        let urgent_help = &leaflet.urgent_help;
        let sections = leaflet.sections.iter();
        let mut standings = sections
            .clone()
            .map(|section| &section.standing)
            .chain([&urgent_help.standing]);
        let is_approved = |standing: &Standing| standing.status == Status::Approved;
        let status = match leaflet.standing.status {
            Status::Approved if !standings.all(is_approved) => Status::Draft,
            own => own,
        };
        let reviewed = sections.map(|section| section.review.last_reviewed);
        Facts {
            status,
            last_reviewed: reviewed.fold(urgent_help.review.last_reviewed, Date::min),
            review_due: leaflet.review_due(),
        }
    }
}

fn count(text: &Text, sources: &Sources) -> Count {
    let grammar = text.grammar();
    let mut count = Count::new(grammar);
    for stretch in &text.stretches {
        for sentence in stretch.sentences() {
            count.words += sentence.words.len();
            if stretch.role.has_sentences() {
                count.measure.add(&sentence);
                if let Some(long) = &mut count.long_sentences {
                    *long += usize::from(grammar.is_long(&sentence));
                }
                count
                    .hardest
                    .extend(hard_sentence(stretch, &sentence, sources));
            }
        }
    }
    count
}

impl Count {
    /// Of a text in a language of which `grammar` is known, before its first sentence.
    fn new(grammar: &Grammar) -> Count {
        Count {
            long_sentences: grammar.longest_sentence().map(|_| 0),
            measure: Measure::new(grammar),
            ..Count::default()
        }
    }

    fn take_in(&mut self, other: &Count) {
        self.words += other.words;
        if let Some(long) = other.long_sentences {
            *self.long_sentences.get_or_insert(0) += long;
        }
        self.measure = self.measure.and(other.measure);
        self.hardest.extend_from_slice(&other.hardest);
    }

    fn row(mut self, name: &str, facts: Facts) -> Row {
        self.hardest
            .sort_by(|one, other| other.grade.total_cmp(&one.grade));
        self.hardest.truncate(HARDEST);
        Row {
            name: name.to_owned(),
            status: facts.status.word(),
            words: self.words,
            minutes: self.words.div_ceil(WORDS_A_MINUTE),
            sentences: self.measure.sentences(),
            long_sentences: self.long_sentences,
            smog: grades(|explained| self.measure.smog(explained)),
            flesch_kincaid: grades(|explained| self.measure.flesch_kincaid(explained)),
            last_reviewed: facts.last_reviewed,
            review_due: facts.review_due,
            hardest: self.hardest,
        }
    }
}

fn grades(grade: impl Fn(ExplainedWords) -> Option<f64>) -> Option<Grades> {
    Some(Grades {
        all_words: to_a_tenth(grade(ExplainedWords::Counted)?),
        explained_set_aside: to_a_tenth(grade(ExplainedWords::SetAside)?),
    })
}

fn to_a_tenth(grade: f64) -> f64 {
    (grade * 10.0).round() / 10.0
}

/// A sentence as one to look at, unless it is too short to be one or its language has no grades.
fn hard_sentence(
    stretch: &Stretch,
    sentence: &Sentence,
    sources: &Sources,
) -> Option<HardSentence> {
    if sentence.words.len() < SHORTEST_HARD {
        return None;
    }
    let mut measure = Measure::new(stretch.grammar);
    measure.add(sentence);
    let grade = measure.flesch_kincaid(ExplainedWords::SetAside)?;
    let span = stretch.span(sentence.range.clone());
    Some(HardSentence {
        grade: to_a_tenth(grade),
        words: sentence.words.len(),
        file: sources.path(span.file).display().to_string(),
        line: sources.line_and_column(span).0,
        text: stretch.text[sentence.range.clone()].to_owned(),
    })
}
