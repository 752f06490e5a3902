//! `careleaf recall`: the editions in the ledger that carry an older text of a part, on stdout.
//!
//! Older is what differs from the library's text today, or is withdrawn or gone there; with `--before`, what was last
//! reviewed before that day, or is withdrawn. Of the glossary any change counts, whether or not an edition uses the changed
//! entry. Parts are named as `careleaf approve` names them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use careleaf::content::Status;
use careleaf::library::{LeafletSource, Library, LibraryPart, Standing};
use careleaf::proof::record::{GLOSSARY, OPENING, PartRecord, Record, URGENT_HELP};
use careleaf::tasks::approval;

use super::differences::clean;
use super::open::open;
use super::print;
use super::proof_args::{AnswerFormat, RecallArguments};
use super::subject::Places;
use crate::error::Error;

/// An edition to call back.
#[derive(Serialize)]
struct Recalled {
    edition: String,
    leaflet: String,
    part: String,
    last_reviewed: Option<Date>,
    made_on: Date,
    why: Reason,
}

/// Why an edition is called back.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Reason {
    /// The library's text is another.
    Changed,
    /// The text was reviewed before the day that was asked about.
    ReviewedBefore,
    /// The text, or the leaflet, is withdrawn.
    Withdrawn,
    /// The library has no such text any more.
    Gone,
}

/// Lists the editions.
///
/// # Errors
/// When there is no ledger, it cannot be read, or neither it nor the library knows such a part.
pub(crate) fn run(arguments: &RecallArguments) -> Result<(), Error> {
    let source = open(&arguments.library.library)?;
    let library = &source.library;
    let places = Places::new(&arguments.keep, &library.house);
    if places.ledger.is_none() {
        return Err(Error::NoLedger);
    }
    let parts = library.parts();
    let mut names: BTreeSet<String> = parts.iter().map(|part| part.name.clone()).collect();
    let mut recalled = Vec::new();
    let mut faulty = BTreeSet::new();
    places.each_record(|record| {
        for part in &record.parts {
            let Some(name) = library_name(library, &record, part) else {
                continue;
            };
            if is_named(&arguments.part, &name) {
                // What has errors cannot be compared with: that it is gone would be wrong.
                let leaflet = &record.leaflet.id;
                faulty.extend(
                    library
                        .faulty
                        .contains_key(leaflet)
                        .then(|| leaflet.clone()),
                );
                let today = parts.iter().find(|part| part.name == name);
                let leaflet = library.leaflet(&record.leaflet.id);
                let why = why((part, arguments.before), today, leaflet);
                recalled.extend(why.map(|why| recall(&record, part, why)));
            }
            names.insert(name);
        }
    })?;
    if arguments.part != GLOSSARY {
        for leaflet in &faulty {
            source.check_sound(leaflet)?;
        }
    }
    if !names.iter().any(|name| is_named(&arguments.part, name)) {
        // Names from a ledger may be anything.
        let names = names.iter().map(|name| clean(name));
        return Err(approval::unknown(arguments.part.clone(), names).into());
    }
    match arguments.format {
        AnswerFormat::Text => print::to_stdout(&table(&recalled)),
        AnswerFormat::Json => {
            let json = serde_json::to_string_pretty(&recalled);
            print::json_to_stdout(&(json.expect("a list has text keys only") + "\n"))
        }
    }
}

/// The name of a recorded part among the library's, as `careleaf approve` takes it; nothing for what is no text of the
/// library.
fn library_name(library: &Library, record: &Record, part: &PartRecord) -> Option<String> {
    part.content_hash.as_ref()?;
    let leaflet = &record.leaflet.id;
    let name = match &*part.part {
        OPENING => return Some(leaflet.clone()),
        GLOSSARY => return Some(GLOSSARY.to_owned()),
        URGENT_HELP => library
            .leaflet(leaflet)
            .map_or(URGENT_HELP, |it| it.urgent_help.id.as_str()),
        _ => part.name(),
    };
    Some(format!("{leaflet}/{name}"))
}

/// Whether `typed` names the part: whole, or without its leaflet.
fn is_named(typed: &str, name: &str) -> bool {
    name == typed || name.split_once('/').is_some_and(|(_, id)| id == typed)
}

/// Why an edition with this part is called back, if it is: `today` is the part in the library, in its leaflet. What is
/// withdrawn is called back whatever its day.
fn why(
    (part, before): (&PartRecord, Option<Date>),
    today: Option<&LibraryPart>,
    leaflet: Option<&LeafletSource>,
) -> Option<Reason> {
    let is_withdrawn = |standing: &Standing| standing.status == Status::Withdrawn;
    let of_leaflet = leaflet.is_some_and(|leaflet| is_withdrawn(&leaflet.standing));
    if of_leaflet || today.is_some_and(|today| is_withdrawn(today.reviewed.standing)) {
        return Some(Reason::Withdrawn);
    }
    match (before, today) {
        (Some(before), _) => {
            let is_earlier = part.last_reviewed.is_some_and(|day| day < before);
            is_earlier.then_some(Reason::ReviewedBefore)
        }
        (None, None) => Some(Reason::Gone),
        (None, Some(today)) => {
            let is_same = part.content_hash == Some(today.reviewed.content_hash.to_string());
            (!is_same).then_some(Reason::Changed)
        }
    }
}

fn recall(record: &Record, part: &PartRecord, why: Reason) -> Recalled {
    Recalled {
        edition: record.edition.clone(),
        leaflet: record.leaflet.id.clone(),
        part: part.name().to_owned(),
        last_reviewed: part.last_reviewed,
        made_on: record.made_on,
        why,
    }
}

fn table(recalled: &[Recalled]) -> String {
    if recalled.is_empty() {
        return "no edition has an older text\n".to_owned();
    }
    let mut table = String::from("edition         made on     text reviewed  part\n");
    for it in recalled {
        let reviewed = it
            .last_reviewed
            .map(|day| day.to_string())
            .unwrap_or_default();
        let part = match &*it.part {
            OPENING => clean(&it.leaflet),
            part => clean(&format!("{}/{part}", it.leaflet)),
        };
        let why = match it.why {
            Reason::Changed | Reason::ReviewedBefore => "",
            Reason::Withdrawn => ": withdrawn",
            Reason::Gone => ": no longer in the library",
        };
        let _ = writeln!(
            table,
            "{:14}  {:10}  {reviewed:13}  {part}{why}",
            clean(&it.edition),
            it.made_on.to_string()
        );
    }
    table
}
