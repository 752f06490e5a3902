//! Whether an edition may still be given out.
//!
//! In: what is known of an edition, and the library as it is today. What the record says was asked for is composed again
//! from the library; the same edition means the same text. Out: a [`Verdict`]. A file may say anything of itself: nothing
//! that decides is taken from its record unless the library or what was kept says the same. Whether a file is as it was
//! written is for [`crate::proof::record`] to say, and whether its pages draw what its edition says for [`ink`]; what was kept
//! comes from a ledger or an archive.

mod earlier;
mod ink;
mod question;
mod saved_again;
mod version_1;

use jiff::civil::Date;

use crate::form::Form;
use crate::leaflet::{Edition, Imprint, Leaflet, PartChange, Since, compose};
use crate::library::{LeafletSource, Library, Preset, Section};
use crate::proof::changes;
use crate::proof::record::{ComposedText, Maker, Options, PartRecord, Proof, Record};
use crate::selection::{ResolvedRequest, Selection, SelectionError, preset_of, sections_of};
use crate::tasks::make::changes_between;

pub use ink::{File, Ink};
pub use question::{Verification, VerifyRequest, verify};
pub use saved_again::{SavedAgain, saved_again};

/// The part that tells of changes since another edition: what it says depends on that edition.
const CHANGES: &str = "changes";
/// Why two editions without a changed part differ.
pub const ONLY_AROUND: &str =
    "only what stands around the text differs: status, title, publisher or how it is set";
const OTHER_THAN_LIBRARY: &str = "it does not say what its edition says in the library";
const NUMBERS_UNPROVED: &str = "an earlier version of the program made it, and the telephone numbers it prints are not at hand: verify the PDF itself, or name the archive";
const TEXT_GONE: &str = "what its pages draw, because the library no longer has their text: put them beside the archive's copy";
const UNPROVED: &str = "the library alone cannot tell whether what it says has changed is true: name the ledger or the archive";
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
    /// What of a file could not be compared, and why.
    pub not_compared: Vec<String>,
    /// What the edition is by its code alone, where the file itself proves nothing any more.
    pub standing: Option<Validity>,
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
            not_compared: Vec::new(),
            standing: None,
        }
    }

    /// The same after a look at the file itself: what its pages draw, and what it holds.
    pub fn of_file(mut self, library: &Library, file: File) -> Verdict {
        match self.validity {
            Validity::Current | Validity::Overdue => match ink::compare(library, file) {
                Ink::Genuine { not_compared } => self.not_compared = not_compared,
                Ink::Forged(note) => return Verdict::plain(Validity::Altered, Some(note)),
                Ink::Untold(note) => return Verdict::plain(Validity::Unknown, Some(note)),
            },
            Validity::Superseded | Validity::Withdrawn if file.archived != Some(file.pdf) => {
                self.not_compared.push(TEXT_GONE.to_owned());
            }
            _ => {}
        }
        self
    }

    /// The same for a file that another program has saved again: its edition's standing is told, and never that the file is
    /// current.
    pub fn of_saved_again(mut self) -> Verdict {
        let standing = self.validity;
        self.standing = Some(standing);
        if standing == Validity::Current {
            self.validity = Validity::Unknown;
        }
        let lost = "another program has saved the file again, and its proof is lost";
        self.note = Some(format!(
            "{lost}; by its code, the edition is {}",
            standing.word()
        ));
        self
    }
}

/// What is known of an edition.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'e> {
    /// What it says of itself.
    pub record: &'e Record,
    /// Its words, if they are at hand.
    pub text: Option<&'e ComposedText>,
    /// What was kept under its code when it was built, if anything was.
    pub kept: Option<&'e Record>,
    /// The edition whose changes since it prints, if that one's words are at hand.
    pub earlier: Option<&'e Proof>,
}

/// Judges an edition by `library` on a day.
pub fn judge(library: &Library, evidence: Evidence, day: Date) -> Verdict {
    let Evidence { record, kept, .. } = evidence;
    if let Some(fault) = fault(record, kept) {
        return Verdict::plain(Validity::Altered, Some(fault.to_owned()));
    }
    let Some(leaflet) = library.leaflet(&record.leaflet.id) else {
        let note = format!("the library has no leaflet `{}`", record.leaflet.id);
        return Verdict::plain(Validity::Unknown, Some(note));
    };
    let request = request(library, leaflet, record);
    let now = match Today::of(&request, record, evidence.earlier) {
        Ok(now) => now,
        Err(
            error @ (SelectionError::Withdrawn { .. }
            | SelectionError::WithdrawnPart { .. }
            | SelectionError::WithdrawnSections { .. }),
        ) => return Verdict::plain(Validity::Withdrawn, Some(error.to_string())),
        Err(error) => return Verdict::plain(Validity::Superseded, Some(error.to_string())),
    };
    let comparison = compare(library, evidence, &now);
    let now = &now.proof;
    match comparison {
        Comparison::Contradiction => {
            Verdict::plain(Validity::Altered, Some(OTHER_THAN_LIBRARY.to_owned()))
        }
        Comparison::Unproved(note) => Verdict::plain(Validity::Unknown, Some(note.to_owned())),
        Comparison::Different => superseded(record, evidence.text, now),
        Comparison::Same if now.record.review_due < day => Verdict::plain(Validity::Overdue, None),
        Comparison::Same => Verdict::plain(Validity::Current, None),
    }
}

/// What shows, without the library, that a record is not of its edition.
fn fault(record: &Record, kept: Option<&Record>) -> Option<&'static str> {
    let is_code = Edition::parse(&record.edition).is_ok_and(|it| it.code() == record.edition);
    if !is_code {
        return Some("what it calls its edition is no edition's code");
    }
    let contradicts = kept.is_some_and(|kept| contradicts(record, kept));
    contradicts.then_some("it does not say what its edition says in the ledger or the archive")
}

/// Whether a record cannot be of its edition. The code stands for all that is compared here: whoever changes one of
/// these has another edition. Texts and hashes can be compared when one version of the program made both. The hash of a text
/// as it is written does not count: a text may be written otherwise and print the same.
fn contradicts(record: &Record, genuine: &Record) -> bool {
    let printed = |record: &Record| -> Vec<PartRecord> {
        let parts = record.parts.iter().cloned();
        parts
            .map(|part| PartRecord {
                content_hash: None,
                ..part
            })
            .collect()
    };
    let is_same_format =
        record.careleaf_record == genuine.careleaf_record && record.program == genuine.program;
    let has_other_text =
        record.text_sha256 != genuine.text_sha256 || printed(record) != printed(genuine);
    record.edition == genuine.edition
        && (record.leaflet != genuine.leaflet
            || record.review_due != genuine.review_due
            || is_same_format && has_other_text)
}

/// How a record stands to what the same request makes of the library today.
enum Comparison {
    /// It is of the same text.
    Same,
    /// It is of another.
    Different,
    /// It is of the same edition and says something else.
    Contradiction,
    /// That cannot be told, and why.
    Unproved(&'static str),
}

fn compare(library: &Library, evidence: Evidence, now: &Today) -> Comparison {
    let Evidence { record, kept, .. } = evidence;
    let is_earlier = record.maker() == Maker::Earlier;
    if record.edition == now.proof.record.edition {
        let is_of_other_texts = is_earlier && !earlier::is_of_same_texts(record, &now.proof.record);
        return if is_of_other_texts || contradicts(record, &now.proof.record) {
            Comparison::Contradiction
        } else {
            Comparison::Same
        };
    }
    let tells_changes = record.options.since.is_some() && evidence.earlier.is_none();
    let is_same_else = || {
        if is_earlier {
            earlier::is_same_but_for_changes(record, now)
        } else {
            is_same_but_for_changes(record, &now.proof.record)
        }
    };
    if tells_changes && is_same_else() {
        // It prints changes since an edition whose words are not at hand.
        return match kept {
            Some(_) => Comparison::Same,
            None => Comparison::Unproved(UNPROVED),
        };
    }
    if is_earlier {
        return earlier::compare(&library.house, record, evidence.text, now);
    }
    Comparison::Different
}

/// Whether two records are of the same text, apart from what one of them says has changed.
fn is_same_but_for_changes(record: &Record, now: &Record) -> bool {
    let printed = |record: &Record| -> Vec<String> {
        let parts = record.parts.iter().filter(|part| part.part != CHANGES);
        parts.map(|part| part.printed_hash.clone()).collect()
    };
    record.leaflet == now.leaflet
        && record.review_due == now.review_due
        && printed(record) == printed(now)
}

/// The proof of what the same request makes of the library today. Where changes since an edition were asked for, they
/// are told if `earlier` is that edition.
///
/// # Errors
/// When the library has nothing left of what was asked for, or it is withdrawn.
pub fn compose_again(
    library: &Library,
    leaflet: &LeafletSource,
    record: &Record,
    earlier: Option<&Proof>,
) -> Result<Proof, SelectionError> {
    let request = request(library, leaflet, record);
    Today::of(&request, record, earlier).map(|today| today.proof)
}

/// What the request of a record makes of the library today.
struct Today {
    leaflet: Leaflet,
    proof: Proof,
}

impl Today {
    fn of(
        request: &ResolvedRequest,
        record: &Record,
        earlier: Option<&Proof>,
    ) -> Result<Today, SelectionError> {
        let selection = request.select()?;
        let imprint = Imprint {
            since: changes_since(&selection, earlier),
            ..Imprint::default()
        };
        let leaflet = compose(&selection, &imprint);
        let proof = Proof::of(&leaflet, record.form);
        Ok(Today { leaflet, proof })
    }
}

/// What has changed since an edition, if its words are at hand.
fn changes_since(selection: &Selection, earlier: Option<&Proof>) -> Option<Since> {
    let earlier = earlier?;
    let edition = Edition::parse(&earlier.record.edition).ok()?;
    Some(changes_between(edition, earlier, selection))
}

/// The request that a record tells of, as far as the library still has what it names.
fn request<'l>(
    library: &'l Library,
    leaflet: &'l LeafletSource,
    record: &Record,
) -> ResolvedRequest<'l> {
    let options = &record.options;
    let Form::Pdf(form) = record.form;
    let (preset, sections) = wanted(leaflet, options);
    let mut clinics = library.house.clinics.values();
    let reason = options.allow_overdue.as_deref().unwrap_or(NO_REASON);
    ResolvedRequest {
        library,
        leaflet,
        preset,
        sections,
        text_size: form.text_size,
        printing: form.printing,
        date: options.date,
        clinic: clinics.find(|clinic| Some(clinic.id.as_str()) == options.clinic.as_deref()),
        allow_overdue: Some(reason.to_owned()),
    }
}

/// The preset, while it still stands for the same sections; otherwise these, without its title.
fn wanted<'l>(
    leaflet: &'l LeafletSource,
    options: &Options,
) -> (Option<&'l Preset>, Vec<&'l Section>) {
    let preset = options.preset.as_deref();
    if let Some(preset) = preset.and_then(|id| preset_of(leaflet, id, &options.sections)) {
        return (Some(preset), sections_of(leaflet, preset));
    }
    let is_wanted = |section: &&Section| {
        let mut ids = options.sections.iter();
        ids.any(|id| id == section.id.as_str())
    };
    (None, leaflet.sections.iter().filter(is_wanted).collect())
}

fn superseded(record: &Record, text: Option<&ComposedText>, now: &Proof) -> Verdict {
    let mut changes = changes::between(record, text, &now.record, Some(&now.text));
    changes.retain(|change| change.part != CHANGES);
    let note = if changes.is_empty() {
        Some(ONLY_AROUND)
    } else if changes.iter().all(PartChange::is_of_review_only) {
        Some("only the dates of review or the status have changed")
    } else {
        None
    };
    Verdict {
        changes,
        ..Verdict::plain(Validity::Superseded, note.map(str::to_owned))
    }
}
