//! `careleaf recall`: the editions in the ledger that carry an older text of a part, on stdout.
//!
//! Older is what differs from the library's text today; with `--before`, what was last reviewed before that day. Of the
//! glossary any change counts, whether or not an edition uses the changed entry.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use careleaf::library::{LeafletSource, Library};
use careleaf::record::{PartRecord, Record};
use careleaf::selection::{Named, SelectionError};

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
}

/// Lists the editions.
///
/// # Errors
/// When there is no ledger, it cannot be read, or neither it nor the library knows such a part.
pub(crate) fn run(arguments: &RecallArguments) -> Result<(), Error> {
    let library = open(&arguments.library.library)?.library;
    let places = Places::new(&arguments.keep, &library.house);
    if places.ledger.is_none() {
        return Err(Error::NoLedger);
    }
    let mut names = library_names(&library);
    let mut recalled = Vec::new();
    let mut is_known = names.contains(&arguments.part);
    places.each_record(|record| {
        for part in record
            .parts
            .iter()
            .filter(|part| part.content_hash.is_some())
        {
            if is_named(&arguments.part, &record, part) {
                is_known = true;
                if is_older(&library, (&record, part), arguments.before) {
                    recalled.push(recall(&record, part));
                }
            }
            names.insert(part.name().to_owned());
        }
    })?;
    if !is_known {
        return Err(Error::Selection(SelectionError::Unknown {
            what: Named::Part,
            typed: arguments.part.clone(),
            names: names.into_iter().collect(),
        }));
    }
    print::to_stdout(&match arguments.format {
        AnswerFormat::Text => table(&recalled),
        AnswerFormat::Json => {
            let json = serde_json::to_string_pretty(&recalled);
            json.expect("a list has text keys only") + "\n"
        }
    })
}

/// The names of the parts that can be called back.
fn library_names(library: &Library) -> BTreeSet<String> {
    let mut names = BTreeSet::from(["urgent-help".to_owned(), "glossary".to_owned()]);
    for leaflet in library.leaflets.values() {
        let sections = leaflet.sections.iter().map(|section| section.id.as_str());
        for name in sections.chain(["urgent-help"]) {
            names.insert(name.to_owned());
            names.insert(format!("{}/{name}", leaflet.id));
        }
    }
    names
}

/// Whether `typed` names the part: `chemotherapy`, or with its leaflet `acute/chemotherapy`.
fn is_named(typed: &str, record: &Record, part: &PartRecord) -> bool {
    match typed.split_once('/') {
        Some((leaflet, name)) => leaflet == record.leaflet.id && name == part.name(),
        None => typed == part.name() && part.part != "opening",
    }
}

fn is_older(
    library: &Library,
    (record, part): (&Record, &PartRecord),
    before: Option<Date>,
) -> bool {
    if let Some(before) = before {
        return part.last_reviewed.is_some_and(|day| day < before);
    }
    let mut leaflets = library.leaflets.values();
    let leaflet = leaflets.find(|leaflet| leaflet.id.as_str() == record.leaflet.id);
    let today = leaflet.and_then(|leaflet| content_hash(library, leaflet, part));
    today != part.content_hash
}

/// The hash of the part's text in the library.
fn content_hash(library: &Library, leaflet: &LeafletSource, part: &PartRecord) -> Option<String> {
    let hash = match part.section() {
        Some(id) => {
            let mut sections = leaflet.sections.iter();
            sections
                .find(|section| section.id.as_str() == id)?
                .content_hash
        }
        None if part.part == "glossary" => library.glossary.content_hash,
        None => leaflet.urgent_help.content_hash,
    };
    Some(hash.to_string())
}

fn recall(record: &Record, part: &PartRecord) -> Recalled {
    Recalled {
        edition: record.edition.clone(),
        leaflet: record.leaflet.id.clone(),
        part: part.name().to_owned(),
        last_reviewed: part.last_reviewed,
        made_on: record.made_on,
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
        let part = clean(&format!("{}/{}", it.leaflet, it.part));
        let _ = writeln!(
            table,
            "{:14}  {:10}  {reviewed:13}  {part}",
            clean(&it.edition),
            it.made_on.to_string()
        );
    }
    table
}
