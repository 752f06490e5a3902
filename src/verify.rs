//! Whether an edition may still be given out.
//!
//! In: a record and the library as it is today. What the record says was asked for is composed again from the library; the
//! same edition means the same text. Out: a [`Verdict`]. Whether a file is as it was written is for [`crate::record`] to
//! say; what is known of a code comes from a ledger or an archive.

use jiff::civil::Date;

use crate::changes::{self, PartChange};
use crate::leaflet::compose;
use crate::library::{LeafletSource, Library};
use crate::record::{ComposedText, Options, Proof, Record};
use crate::selection::{Request, SelectionError, TextSize, Wanted, select};

/// The part that tells of changes since another edition: what it says depends on that edition.
const CHANGES: &str = "changes";
/// Stands for the reason where none was given and texts are overdue all the same.
const NO_REASON: &str = "none";

/// Whether an edition may still be given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// In a word.
    pub validity: Validity,
    /// The parts that differ today, of a superseded edition.
    pub changes: Vec<PartChange>,
    /// What else there is to say.
    pub note: Option<String>,
}

/// What an edition is, from the reader's point of view. Only a current one may be given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// The library still says the same, and nothing in it is overdue.
    Current,
    /// The library says something else today.
    Superseded,
    /// A part is past its review date.
    Overdue,
    /// The leaflet, or a text in it, is withdrawn.
    Withdrawn,
    /// The file, or what it says of itself, is not what was made.
    Altered,
    /// Nothing is known of it.
    Unknown,
}

impl Validity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Validity::Current => "current",
            Validity::Superseded => "superseded",
            Validity::Overdue => "overdue",
            Validity::Withdrawn => "withdrawn",
            Validity::Altered => "altered",
            Validity::Unknown => "unknown",
        }
    }
}

impl Verdict {
    /// A verdict without changes.
    pub fn plain(validity: Validity, note: Option<String>) -> Verdict {
        Verdict {
            validity,
            changes: Vec::new(),
            note,
        }
    }
}

/// Judges the edition of `record`, whose words are `text` if they are at hand, by `library` on the day `today`.
pub fn judge(
    library: &Library,
    (record, text): (&Record, Option<&ComposedText>),
    today: Date,
) -> Verdict {
    let known = library.leaflets.values();
    let Some(leaflet) = known
        .into_iter()
        .find(|it| it.id.as_str() == record.leaflet.id)
    else {
        let note = format!("the library has no leaflet `{}`", record.leaflet.id);
        return Verdict::plain(Validity::Unknown, Some(note));
    };
    let now = match compose_again(library, leaflet, record) {
        Ok(now) => now,
        Err(
            error @ (SelectionError::Withdrawn { .. }
            | SelectionError::WithdrawnPart { .. }
            | SelectionError::WithdrawnSections { .. }),
        ) => return Verdict::plain(Validity::Withdrawn, Some(error.to_string())),
        Err(error) => return Verdict::plain(Validity::Superseded, Some(error.to_string())),
    };
    if contradicts(record, &now.record) {
        let note = "it does not have the words of its edition".to_owned();
        return Verdict::plain(Validity::Altered, Some(note));
    }
    if !is_same(record, &now.record) {
        return superseded((record, text), &now);
    }
    let overdue = record.review_due < today;
    let validity = if overdue {
        Validity::Overdue
    } else {
        Validity::Current
    };
    Verdict::plain(validity, None)
}

/// Whether a record cannot be of its edition: the same program writes the same words for the same code.
pub fn contradicts(record: &Record, genuine: &Record) -> bool {
    record.edition == genuine.edition
        && record.program == genuine.program
        && record.text_sha256 != genuine.text_sha256
}

/// The proof of what the same request makes of the library today.
///
/// # Errors
/// When the library has nothing left of what was asked for, or it is withdrawn.
pub fn compose_again(
    library: &Library,
    leaflet: &LeafletSource,
    record: &Record,
) -> Result<Proof, SelectionError> {
    let request = request(library, leaflet, &record.options);
    Ok(Proof::of(&compose(&select(library, &request)?)))
}

/// The request that the options record, as far as the library still knows the names.
fn request(library: &Library, leaflet: &LeafletSource, options: &Options) -> Request {
    let is_known = |id: &&String| {
        leaflet
            .sections
            .iter()
            .any(|it| it.id.as_str() == id.as_str())
    };
    let clinics = &library.house.clinics;
    let has_clinic = |id: &String| clinics.keys().any(|known| known.as_str() == id);
    let reason = options.allow_overdue.as_deref().unwrap_or(NO_REASON);
    Request {
        leaflet: leaflet.id.to_string(),
        sections: Wanted::Sections(options.sections.iter().filter(is_known).cloned().collect()),
        text_size: TextSize::new(options.text_size).unwrap_or_default(),
        printing: options.printing,
        date: options.date,
        clinic: options.clinic.clone().filter(has_clinic),
        allow_overdue: Some(reason.to_owned()),
    }
}

/// Whether two records are of the same text. What has changed since a third edition is not composed again.
fn is_same(old: &Record, new: &Record) -> bool {
    let parts = |record: &Record| {
        let parts = record.parts.iter().filter(|part| part.part != CHANGES);
        parts
            .map(|part| part.printed_hash.clone())
            .collect::<Vec<_>>()
    };
    match old.options.since {
        None => old.edition == new.edition,
        Some(_) => old.leaflet == new.leaflet && parts(old) == parts(new),
    }
}

fn superseded((record, text): (&Record, Option<&ComposedText>), now: &Proof) -> Verdict {
    let mut changes = changes::between((record, text), (&now.record, Some(&now.text)));
    changes.retain(|change| change.part != CHANGES);
    let only_around = changes.is_empty().then(|| {
        "only what stands around the text differs: status, title, publisher or how it is set"
            .to_owned()
    });
    Verdict {
        validity: Validity::Superseded,
        changes,
        note: only_around,
    }
}
