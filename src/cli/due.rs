//! `careleaf due`: what is overdue, due soon, a draft or withdrawn, for the people who look after the texts, on stdout.

use std::fmt::Write as _;

use jiff::civil::Date;

use careleaf::library::Lapse;
use careleaf::tasks::due::{COLUMNS, DueRequest, DueRow, ReviewState, due};

use super::args::{DueArguments, DueFormat};
use super::error::Error;
use super::open::open_whole;
use super::print;

/// Prints the parts to look at, grouped by owner.
///
/// # Errors
/// When the library has errors in it, nothing has that owner, or stdout cannot be written; and [`Error::PartsOverdue`]
/// when a part that was printed is overdue.
pub(crate) fn run(arguments: DueArguments, today: Date) -> Result<(), Error> {
    let open = open_whole(&arguments.library.library)?;
    let request = DueRequest {
        date: arguments.date.unwrap_or(today),
        within: arguments.within,
        owner: arguments.owner,
    };
    let list = due(&open, &request)?;
    match arguments.format {
        DueFormat::Table => print::to_stdout(&table(&list.rows, list.within)),
        DueFormat::Json => print::json_to_stdout(&json(&list.rows)),
        DueFormat::Csv => print::to_stdout(&csv(&list.rows)),
    }?;
    match list.overdue() {
        0 => Ok(()),
        parts => Err(Error::PartsOverdue {
            parts,
            date: request.date,
        }),
    }
}

fn table(rows: &[DueRow], within: u16) -> String {
    if rows.is_empty() {
        return format!("nothing is overdue, due within {within} days, a draft or withdrawn\n");
    }
    let name_width = rows.iter().map(|row| row.part.len()).max().unwrap_or(0);
    let groups = rows.chunk_by(|one, next| one.owner == next.owner);
    let groups: Vec<String> = groups
        .map(|rows| {
            let owner = rows[0].owner.as_deref().unwrap_or("no owner");
            let mut group = format!("{owner}\n");
            for row in rows {
                let name = &row.part;
                let _ = writeln!(group, "  {name:name_width$}  {}", state(row));
            }
            group
        })
        .collect();
    groups.join("\n")
}

/// "draft (changed since it was approved), OVERDUE since 2027-08-05".
fn state(row: &DueRow) -> String {
    let why = match row.lapse {
        Some(Lapse::Changed) => " (changed since it was approved)",
        Some(Lapse::Unproved) => " (nobody is named who approved it)",
        None => "",
    };
    let status = row.status.word();
    match (row.review, row.review_due) {
        (ReviewState::None, _) | (_, None) => format!("{status}{why}"),
        (ReviewState::Overdue, Some(due)) => format!("{status}{why}, OVERDUE since {due}"),
        (_, Some(due)) => format!("{status}{why}, due {due}"),
    }
}

fn json(rows: &[DueRow]) -> String {
    let json = serde_json::to_string_pretty(rows).expect("the rows have text keys only");
    format!("{json}\n")
}

fn csv(rows: &[DueRow]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    // A list with nothing in it has its columns named all the same.
    writer
        .write_record(COLUMNS)
        .expect("memory takes all that is written");
    for row in rows {
        writer
            .serialize(row)
            .expect("memory takes all that is written");
    }
    let bytes = writer
        .into_inner()
        .expect("memory takes all that is written");
    String::from_utf8(bytes).expect("it was written from text")
}
