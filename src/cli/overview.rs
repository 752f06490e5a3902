//! `careleaf overview`: leaflets in figures, as a table for people or as JSON, on stdout.

use std::fmt::Write as _;

use careleaf::prose::measures::SMOG_SENTENCES;
use careleaf::tasks::overview::{Grades, HardSentence, Overview, Row, overview};

use super::args::{OverviewArguments, OverviewFormat};
use super::error::Error;
use super::open::{open, say_what_is_faulty};
use super::print;

/// The columns of the table.
const HEAD: [&str; 9] = [
    "words",
    "minutes",
    "sentences",
    "over 20",
    "SMOG",
    "F-K",
    "reviewed",
    "due",
    "status",
];

/// What stands for a figure that the leaflet's language has no measure for.
const NOT_KNOWN: &str = "-";

/// What all sections together are called.
const WHOLE: &str = "the whole leaflet";

/// Prints the overview of each leaflet of the library, or of the one that was named.
///
/// # Errors
/// When the library has errors in it, there is no such leaflet, or stdout cannot be written.
pub(crate) fn run(arguments: &OverviewArguments) -> Result<(), Error> {
    let open = open(&arguments.library.library)?;
    let overviews = overview(&open, arguments.leaflet.as_deref())?;
    if arguments.leaflet.is_none() {
        say_what_is_faulty(&open);
    }
    match arguments.format {
        OverviewFormat::Table => print::to_stdout(&tables(&overviews, Extent::of(arguments))),
        OverviewFormat::Json => {
            let json = serde_json::to_string_pretty(&overviews);
            let json = json.expect("an overview has text keys and finite numbers only");
            print::json_to_stdout(&format!("{json}\n"))
        }
    }
}

/// How much of an overview is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// The figures.
    Figures,
    /// The figures, and the hardest sentences.
    All,
}

impl Extent {
    fn of(arguments: &OverviewArguments) -> Extent {
        if arguments.all {
            Extent::All
        } else {
            Extent::Figures
        }
    }
}

fn tables(overviews: &[Overview], extent: Extent) -> String {
    let tables: Vec<String> = overviews.iter().map(|it| table(it, extent)).collect();
    let more = match extent {
        Extent::Figures => "`careleaf overview --all` shows the hardest sentences.\n",
        Extent::All => "",
    };
    format!("{}\n{}{more}", tables.join("\n"), legend())
}

/// What the columns of the table mean.
fn legend() -> String {
    format!(
        "SMOG and F-K (Flesch-Kincaid) are school grades: lower is easier. In brackets: with the\n\
         words that the glossary explains, and the drugs it names, not counted as hard. *: SMOG is\n\
         meant for {SMOG_SENTENCES} sentences or more. Over 20: sentences of more than 20 words.\n"
    )
}

fn table(overview: &Overview, extent: Extent) -> String {
    let mut table = format!("{}\n  {}\n\n", overview.leaflet, overview.title);
    let mut rows = vec![("", HEAD.map(str::to_owned))];
    rows.extend(overview.sections.iter().map(|row| (&*row.name, cells(row))));
    rows.push((WHOLE, cells(&overview.whole)));
    push_rows(&mut table, &rows);
    if extent == Extent::Figures {
        return table;
    }
    for row in &overview.sections {
        push_hardest(&mut table, &row.name, &row.hardest);
    }
    push_hardest(&mut table, WHOLE, &overview.whole.hardest);
    table
}

fn cells(row: &Row) -> [String; 9] {
    [
        row.words.to_string(),
        row.minutes.to_string(),
        row.sentences.to_string(),
        long_sentences(row),
        smog(row),
        row.flesch_kincaid.map_or(NOT_KNOWN.to_owned(), grades),
        row.last_reviewed.to_string(),
        row.review_due.to_string(),
        row.status.to_owned(),
    ]
}

/// The long sentences, with their share of all.
fn long_sentences(row: &Row) -> String {
    let Some(long) = row.long_sentences else {
        return NOT_KNOWN.to_owned();
    };
    let share = 100.0 * long as f64 / row.sentences.max(1) as f64;
    format!("{long} ({share:.0}%)")
}

/// The SMOG grades, marked where there are too few sentences for them.
fn smog(row: &Row) -> String {
    let Some(smog) = row.smog else {
        return NOT_KNOWN.to_owned();
    };
    let mark = if row.sentences < SMOG_SENTENCES {
        "*"
    } else {
        " "
    };
    format!("{}{mark}", grades(smog))
}

fn grades(grades: Grades) -> String {
    format!(
        "{:.1} ({:.1})",
        grades.all_words, grades.explained_set_aside
    )
}

/// Rows with their names in a column, the figures set to the right.
fn push_rows(table: &mut String, rows: &[(&str, [String; 9])]) {
    let name_width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let width = |column: usize| rows.iter().map(|(_, cells)| cells[column].len()).max();
    let widths: Vec<usize> = (0..HEAD.len()).filter_map(width).collect();
    for (name, cells) in rows {
        let _ = write!(table, "  {name:name_width$}");
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(table, "  {cell:>width$}");
        }
        table.push('\n');
    }
}

fn push_hardest(table: &mut String, name: &str, hardest: &[HardSentence]) {
    if !hardest.is_empty() {
        let _ = writeln!(
            table,
            "\n  The hardest sentences of {name}, by F-K with explained words set aside"
        );
    }
    for sentence in hardest {
        push_sentence(table, sentence);
    }
}

fn push_sentence(table: &mut String, sentence: &HardSentence) {
    let HardSentence {
        grade,
        words,
        file,
        line,
        text,
    } = sentence;
    let _ = writeln!(
        table,
        "    {grade:4.1}  {file}:{line}, {words} words\n          {text}"
    );
}
