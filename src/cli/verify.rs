//! `careleaf verify`: what a PDF or a code on paper is, and whether it may still be given out. The answer is on stdout;
//! anything but current also ends the run with 1.

use serde_json::{Value, json};

use jiff::civil::Date;

use careleaf::library::{Library, Revision};
use careleaf::proof::record::{Record, SealError};
use careleaf::tasks::verify::{self, Evidence, File, Validity, Verdict};

use super::console;
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
    let source = open(&arguments.library.library)?;
    let library = &source.library;
    let places = Places::new(&arguments.keep, &library.house);
    let today = arguments.date.unwrap_or(today);
    let subject = match places.find(&arguments.edition) {
        Ok(subject) => subject,
        Err(error @ Error::SavedAgain { .. }) => {
            return saved_again(arguments, (library, &places), error, today);
        }
        Err(error) => return nothing_known(arguments, error),
    };
    if let Err(error) = source.check_sound(&subject.record.leaflet.id) {
        return nothing_known(arguments, error);
    }
    let verdict = verdict(&source.library, &places, &subject, today);
    say(arguments, (&subject.record, &verdict), today)?;
    match verdict.validity {
        Validity::Current => Ok(()),
        validity => Err(Error::NotCurrent {
            edition: clean(&subject.record.edition),
            validity,
        }),
    }
}

fn verdict(library: &Library, places: &Places, subject: &Subject, today: Date) -> Verdict {
    if !subject.is_whole {
        let note = "the file is not as it was made".to_owned();
        return Verdict::plain(Validity::Altered, Some(note));
    }
    let kept = kept(places, &subject.record.edition);
    let earlier = places.earlier(&subject.record);
    let evidence = Evidence {
        record: &subject.record,
        text: subject.text.as_ref(),
        kept: kept.as_ref(),
        earlier: earlier.as_ref(),
    };
    let verdict = verify::judge(library, evidence, today);
    let Some(pdf) = &subject.pdf else {
        return verdict;
    };
    let archived = places.archived_pdf(&subject.record.edition);
    let claimed = subject.record.revision.as_ref();
    let folder = &library.house.folder;
    let revision = claimed.and_then(|_| Revision::of(folder, &places.paths()));
    verdict.of_file(
        library,
        File {
            pdf,
            record: &subject.record,
            kept: kept.as_ref(),
            archived: archived.as_deref(),
            earlier: earlier.as_ref(),
            has_commit: claimed.and_then(|it| it.is_known(folder)),
            revision: revision.as_ref(),
        },
    )
}

/// Says what the edition is of a file that another program has saved again: by its code, looked up as if it had been typed,
/// otherwise by the record that is left in it.
fn saved_again(
    arguments: &VerifyArguments,
    (library, places): (&Library, &Places),
    error: Error,
    today: Date,
) -> Result<(), Error> {
    let Error::SavedAgain { found, .. } = &error else {
        return Err(error);
    };
    let subject = places.find_edition(found.edition.code()).ok().or_else(|| {
        Some(Subject {
            record: found.record.clone()?,
            text: None,
            is_whole: true,
            pdf: None,
        })
    });
    let Some(subject) = subject else {
        return nothing_known(arguments, error);
    };
    let verdict = verdict(library, places, &subject, today).of_saved_again();
    say(arguments, (&subject.record, &verdict), today)?;
    Err(error)
}

/// Prints the answer.
fn say(
    arguments: &VerifyArguments,
    (record, verdict): (&Record, &Verdict),
    today: Date,
) -> Result<(), Error> {
    match arguments.format {
        AnswerFormat::Text => print::styled_to_stdout(&answer(record, verdict, today)),
        AnswerFormat::Json => {
            let answer = json_answer(Some(record), verdict, today);
            print::json_to_stdout(&format!("{answer:#}\n"))
        }
    }
}

/// What the archive, or otherwise the ledger, has of an edition. That they cannot be read is said, and keeps nobody from
/// an answer.
fn kept(places: &Places, edition: &str) -> Option<Record> {
    match places.find_edition(edition) {
        Ok(kept) => Some(kept.record),
        Err(Error::UnknownEdition { .. }) => None,
        Err(error) => {
            console::warning(&error, error.hint().unwrap_or_default());
            None
        }
    }
}

/// For other programs, that nothing is known is an answer too.
fn nothing_known(arguments: &VerifyArguments, error: Error) -> Result<(), Error> {
    let validity = match &error {
        Error::NoRecord {
            fault: SealError::Broken | SealError::Several,
            ..
        } => Validity::Altered,
        _ => Validity::Unknown,
    };
    if matches!(arguments.format, AnswerFormat::Json) {
        let verdict = Verdict::plain(validity, Some(error.to_string()));
        print::json_to_stdout(&format!("{:#}\n", json_answer(None, &verdict, Date::MIN)))?;
    }
    Err(error)
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
            let overdue = match due < today {
                true => format!(", and overdue since {due}"),
                false => String::new(),
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
        "leaflet": record.map(|it| &it.leaflet.id),
        "title": record.map(|it| &it.leaflet.title),
        "draft": record.map(Record::is_draft),
        "made_on": record.map(|it| it.made_on),
        "review_due": record.map(|it| it.review_due),
        "overdue": record.map(|it| it.review_due < today),
        "changes": verdict.changes,
    })
}
