//! `careleaf verify`: what a PDF or a code on paper is, and whether it may still be given out. The answer is on stdout;
//! anything but current also ends the run with 1.

use std::path::PathBuf;

use jiff::civil::Date;
use serde_json::{Value, json};

use careleaf::counted::counted;
use careleaf::proof::record::Record;
use careleaf::tasks::TaskError;
use careleaf::tasks::verify::{Validity, Verdict, Verification, VerifyRequest, verify};

use super::console;
use super::differences::{clean, rendered};
use super::error::{self, Error};
use super::open::open;
use super::print;
use super::proof_args::{AnswerFormat, VerifyArguments};

/// Says what the edition is; `today` is the clock's date.
///
/// # Errors
/// [`Error::NotCurrent`] when it must not be given out; and when nothing can be found out.
pub(crate) fn run(arguments: VerifyArguments, today: Date) -> Result<(), Error> {
    let open = open(&arguments.library.library)?;
    let request = VerifyRequest {
        edition: arguments.edition,
        date: arguments.date.unwrap_or(today),
        store: arguments.keep.into_paths(),
    };
    let verification = match verify(&open, &request) {
        Ok(verification) => verification,
        Err(error) => return nothing_known(arguments.format, error),
    };
    if let Some(error) = &verification.kept_unread {
        console::warning(error, error::task_hint(error).unwrap_or_default());
    }
    say(arguments.format, &verification, request.date)?;
    if let Some(found) = verification.saved_again {
        let path = PathBuf::from(request.edition);
        return Err(TaskError::SavedAgain { path, found }.into());
    }
    match verification.verdict.validity {
        Validity::Current => Ok(()),
        validity => Err(Error::NotCurrent {
            edition: clean(&verification.record.edition),
            validity,
        }),
    }
}

/// Prints the answer.
fn say(format: AnswerFormat, verification: &Verification, today: Date) -> Result<(), Error> {
    let Verification {
        record, verdict, ..
    } = verification;
    match format {
        AnswerFormat::Text => print::styled_to_stdout(&answer(record, verdict, today)),
        AnswerFormat::Json => {
            let answer = json_answer(Some(record), verdict, today);
            print::json_to_stdout(&format!("{answer:#}\n"))
        }
    }
}

/// For other programs, that nothing is known is an answer too.
fn nothing_known(format: AnswerFormat, error: TaskError) -> Result<(), Error> {
    if matches!(format, AnswerFormat::Json) {
        let validity = Validity::without_answer(&error);
        let verdict = Verdict::plain(validity, Some(error.to_string()));
        print::json_to_stdout(&format!("{:#}\n", json_answer(None, &verdict, Date::MIN)))?;
    }
    Err(error.into())
}

fn answer(record: &Record, verdict: &Verdict, today: Date) -> String {
    let head = format!(
        "{}\n  edition {}, made on {}\n  {}\n",
        clean(&record.leaflet.title),
        clean(&record.edition),
        record.made_on,
        validity(record, verdict, today)
    );
    let note = verdict
        .note
        .as_ref()
        .map(|note| format!("  {}\n", clean(note)));
    let not_compared = verdict.not_compared.iter();
    let not_compared: String = not_compared
        .map(|it| format!("  not compared: {}\n", clean(it)))
        .collect();
    head + &note.unwrap_or_default() + &not_compared + &rendered(&verdict.changes)
}

/// "draft, current: due for review on 2027-08-05".
fn validity(record: &Record, verdict: &Verdict, today: Date) -> String {
    let draft = if record.is_draft() { "draft, " } else { "" };
    let due = record.review_due;
    let detail = match verdict.validity {
        Validity::Current => format!(": due for review on {due}"),
        Validity::Overdue => format!(" since {due}"),
        Validity::Superseded => {
            let overdue = if due < today {
                format!(", and overdue since {due}")
            } else {
                String::new()
            };
            match verdict.changes.len() {
                0 => overdue,
                parts => format!("{overdue}: {} changed", counted(parts, "part")),
            }
        }
        _ => String::new(),
    };
    format!("{draft}{}{detail}", verdict.validity.word())
}

fn json_answer(record: Option<&Record>, verdict: &Verdict, today: Date) -> Value {
    json!({
        "verdict": verdict.validity.word(),
        "note": verdict.note,
        "not_compared": verdict.not_compared,
        "standing": verdict.standing.map(Validity::word),
        "edition": record.map(|it| &it.edition),
        "form": record.map(|it| it.form.name()),
        "leaflet": record.map(|it| &it.leaflet.id),
        "title": record.map(|it| &it.leaflet.title),
        "draft": record.map(Record::is_draft),
        "made_on": record.map(|it| it.made_on),
        "review_due": record.map(|it| it.review_due),
        "overdue": record.map(|it| it.review_due < today),
        "changes": verdict.changes,
    })
}
