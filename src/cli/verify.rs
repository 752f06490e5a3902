//! `careleaf verify`: what a PDF or a code on paper is, and whether it may still be given out. The answer is on stdout;
//! anything but current also ends the run with 1.

use serde_json::{Value, json};

use jiff::civil::Date;

use careleaf::record::{Record, SealError};
use careleaf::verify::{self, Validity, Verdict};

use super::differences::{clean, rendered};
use super::open::open;
use super::print;
use super::proof_args::{AnswerFormat, VerifyArguments};
use super::subject::{Places, Subject};
use crate::error::{Error, counted};

/// Says what the edition is; `today` is the clock's date.
///
/// # Errors
/// [`Error::NotCurrent`] when it must not be given out; and when nothing can be found out.
pub(crate) fn run(arguments: &VerifyArguments, today: Date) -> Result<(), Error> {
    let library = open(&arguments.library.library)?.library;
    let places = Places::new(&arguments.keep, &library.house);
    let today = arguments.date.unwrap_or(today);
    let subject = match places.find(&arguments.edition) {
        Ok(subject) => subject,
        Err(error) => return nothing_known(arguments, error),
    };
    let verdict = match counterfeit(&subject, &places)? {
        Some(note) => Verdict::plain(Validity::Altered, Some(note.to_owned())),
        None => verify::judge(&library, (&subject.record, subject.text.as_ref()), today),
    };
    match arguments.format {
        AnswerFormat::Text => print::to_stdout(&answer(&subject.record, &verdict))?,
        AnswerFormat::Json => {
            let answer = json_answer(Some(&subject.record), &verdict, today);
            print::to_stdout(&format!("{answer:#}\n"))?;
        }
    }
    match verdict.validity {
        Validity::Current => Ok(()),
        validity => Err(Error::NotCurrent {
            edition: clean(&subject.record.edition),
            validity,
        }),
    }
}

/// What shows that a file is not what was made: its own bytes, or the archived copy of the edition that it claims to be.
fn counterfeit(subject: &Subject, places: &Places) -> Result<Option<&'static str>, Error> {
    if !subject.is_whole {
        return Ok(Some("the file is not as it was made"));
    }
    match places.find_edition(&subject.record.edition) {
        Ok(kept) if verify::contradicts(&subject.record, &kept.record) => Ok(Some(
            "it does not have the words of the edition in the archive",
        )),
        Ok(_) | Err(Error::UnknownEdition(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// For other programs, what is unknown or broken is an answer too.
fn nothing_known(arguments: &VerifyArguments, error: Error) -> Result<(), Error> {
    let validity = match &error {
        Error::UnknownEdition(_) => Validity::Unknown,
        Error::NoRecord {
            fault: SealError::Broken | SealError::Several,
            ..
        } => Validity::Altered,
        Error::NoRecord { .. } => Validity::Unknown,
        _ => return Err(error),
    };
    if matches!(arguments.format, AnswerFormat::Json) {
        let verdict = Verdict::plain(validity, Some(error.to_string()));
        print::to_stdout(&format!("{:#}\n", json_answer(None, &verdict, Date::MIN)))?;
    }
    Err(error)
}

fn answer(record: &Record, verdict: &Verdict) -> String {
    let head = format!(
        "{}\n  edition {}, made on {}\n  {}\n",
        clean(&record.leaflet.title),
        clean(&record.edition),
        record.made_on,
        validity(record, verdict)
    );
    let note = verdict
        .note
        .as_ref()
        .map(|note| format!("  {}\n", clean(note)));
    head + &note.unwrap_or_default() + &rendered(&verdict.changes)
}

/// "draft, current: due for review on 2027-08-05".
fn validity(record: &Record, verdict: &Verdict) -> String {
    let draft = if record.is_draft() { "draft, " } else { "" };
    let detail = match verdict.validity {
        Validity::Current => format!(": due for review on {}", record.review_due),
        Validity::Overdue => format!(" since {}", record.review_due),
        Validity::Superseded if !verdict.changes.is_empty() => {
            format!(": {} changed", counted(verdict.changes.len(), "part"))
        }
        _ => String::new(),
    };
    format!("{draft}{}{detail}", verdict.validity.word())
}

fn json_answer(record: Option<&Record>, verdict: &Verdict, today: Date) -> Value {
    json!({
        "verdict": verdict.validity.word(),
        "note": verdict.note,
        "edition": record.map(|it| &it.edition),
        "leaflet": record.map(|it| &it.leaflet.id),
        "title": record.map(|it| &it.leaflet.title),
        "draft": record.map(Record::is_draft),
        "made_on": record.map(|it| it.made_on),
        "review_due": record.map(|it| it.review_due),
        "overdue": record.map(|it| it.review_due < today),
        "changes": verdict.changes,
    })
}
