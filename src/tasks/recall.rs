//! The editions in the ledger that carry an older text of a part.
//!
//! Older is what differs from the library's text today, or is withdrawn or gone there; or, where a day is named, what was last
//! reviewed before it, or is withdrawn. Of the glossary any change counts, whether or not an edition uses the changed entry.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::content::Status;
use crate::library::{LeafletSource, Library, LibraryPart, Standing};
use crate::proof::record::{GLOSSARY, OPENING, PartRecord, Record, URGENT_HELP};
use crate::visible::visible_line;

use super::approval;
use super::editions::{EditionStore, StorePaths};
use super::error::TaskError;
use super::open::OpenLibrary;

/// A part whose older texts are called back.
#[derive(Clone, Debug)]
pub struct RecallRequest {
    /// The part, by its whole name or what stands after its leaflet; `urgent-help` is that of every leaflet.
    pub part: String,
    /// Only texts that were last reviewed before this day are older, and those that are withdrawn.
    pub before: Option<Date>,
    /// Where editions are kept, in place of what `house.toml` says.
    pub store: StorePaths,
}

/// A part for which an edition is to be called back. One that stands in the ledger in several forms is listed once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recalled {
    /// Its code.
    pub edition: String,
    /// The short names of its forms.
    pub forms: Vec<String>,
    /// The leaflet's id.
    pub leaflet: String,
    /// The part's name within the leaflet.
    pub part: String,
    /// When its text was last reviewed.
    pub last_reviewed: Option<Date>,
    /// The day that is printed as that of making.
    pub made_on: Date,
    /// Why it is called back.
    pub why: RecallReason,
}

/// Why an edition is called back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecallReason {
    /// The library's text is another.
    Changed,
    /// The text was reviewed before the day that was asked about.
    ReviewedBefore,
    /// The text, or the leaflet, is withdrawn.
    Withdrawn,
    /// The library has no such text any more.
    Gone,
}

/// Lists the editions, in the order of the ledger.
///
/// # Errors
/// When there is no ledger, it cannot be read, or neither it nor the library knows such a part.
pub fn recall(open: &OpenLibrary, request: &RecallRequest) -> Result<Vec<Recalled>, TaskError> {
    let store = EditionStore::new(&request.store, &open.library.house);
    if store.ledger.is_none() {
        return Err(TaskError::NoLedger);
    }
    let mut search = Search::of(&open.library, request);
    store.each_record(|record| search.look_at(&record))?;
    if request.part != GLOSSARY {
        for leaflet in &search.faulty {
            open.check_sound(leaflet)?;
        }
    }
    if !search
        .names
        .iter()
        .any(|name| is_named(&request.part, name))
    {
        // Names from a ledger may be anything.
        let names = search.names.iter();
        let names = names.map(|name| visible_line(name).into_owned());
        return Err(approval::unknown(request.part.clone(), names).into());
    }
    Ok(search.recalled)
}

/// What was found so far.
struct Search<'s> {
    library: &'s Library,
    request: &'s RecallRequest,
    /// The library's parts.
    parts: Vec<LibraryPart<'s>>,
    /// The names of all parts, in the library or the ledger.
    names: BTreeSet<String>,
    recalled: Vec<Recalled>,
    /// Where each edition stands among the recalled, by its code and the part: a ledger may have millions.
    listed: BTreeMap<(String, String), usize>,
    /// The leaflets with errors that have such a part: what has errors cannot be compared with, and that it is gone would be
    /// wrong.
    faulty: BTreeSet<String>,
}

impl<'s> Search<'s> {
    fn of(library: &'s Library, request: &'s RecallRequest) -> Search<'s> {
        let parts = library.parts();
        Search {
            library,
            request,
            names: parts.iter().map(|part| part.name.clone()).collect(),
            parts,
            recalled: Vec::new(),
            listed: BTreeMap::new(),
            faulty: BTreeSet::new(),
        }
    }

    /// Adds what is to be called back; another form of an edition to what is said of the first.
    fn add(&mut self, new: Recalled) {
        let key = (new.edition.clone(), new.part.clone());
        match self.listed.entry(key) {
            Entry::Occupied(listed) => self.recalled[*listed.get()].forms.extend(new.forms),
            Entry::Vacant(place) => {
                place.insert(self.recalled.len());
                self.recalled.push(new);
            }
        }
    }

    fn look_at(&mut self, record: &Record) {
        for part in &record.parts {
            let Some(name) = library_name(self.library, record, part) else {
                continue;
            };
            if is_named(&self.request.part, &name) {
                let leaflet = &record.leaflet.id;
                if self.library.faulty.contains_key(leaflet) {
                    self.faulty.insert(leaflet.clone());
                }
                let today = self.parts.iter().find(|part| part.name == name);
                let leaflet = self.library.leaflet(leaflet);
                let why = self.why(part, today, leaflet);
                if let Some(why) = why {
                    self.add(recalled(record, part, why));
                }
            }
            self.names.insert(name);
        }
    }

    /// Why an edition with this part is called back, if it is: `today` is the part in the library, in its leaflet. What is
    /// withdrawn is called back whatever its day.
    fn why(
        &self,
        part: &PartRecord,
        today: Option<&LibraryPart>,
        leaflet: Option<&LeafletSource>,
    ) -> Option<RecallReason> {
        let is_withdrawn = |standing: &Standing| standing.status == Status::Withdrawn;
        let of_leaflet = leaflet.is_some_and(|leaflet| is_withdrawn(&leaflet.standing));
        if of_leaflet || today.is_some_and(|today| is_withdrawn(today.reviewed.standing)) {
            return Some(RecallReason::Withdrawn);
        }
        match (self.request.before, today) {
            (Some(before), _) => {
                let is_earlier = part.last_reviewed.is_some_and(|day| day < before);
                is_earlier.then_some(RecallReason::ReviewedBefore)
            }
            (None, None) => Some(RecallReason::Gone),
            (None, Some(today)) => {
                let is_same = part.content_hash == Some(today.reviewed.content_hash.to_string());
                (!is_same).then_some(RecallReason::Changed)
            }
        }
    }
}

/// The name of a recorded part among the library's; nothing for what is no text of the library.
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

fn recalled(record: &Record, part: &PartRecord, why: RecallReason) -> Recalled {
    Recalled {
        edition: record.edition.clone(),
        forms: vec![record.form.name()],
        leaflet: record.leaflet.id.clone(),
        part: part.name().to_owned(),
        last_reviewed: part.last_reviewed,
        made_on: record.made_on,
        why,
    }
}
