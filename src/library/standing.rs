//! The standing of a text: whether patients may have it, who looks after it, and who approved which words.
//!
//! In: the keys `status`, `owner`, `approved_by` and `approved_hash`, and the hash of the text as it is. Out: a
//! [`Standing`]. A text is approved only when its file says so, says by whom, and names the text as it stands now.
//! Whatever is missing or differs makes it a draft: that is judged here and nowhere else.

use std::ops::Range;

use serde::Serialize;

use super::fields::{Fields, Key, Located, key};
use crate::content::Status;
use crate::diagnostic::SourceSpan;
use crate::hash::Hash;
use crate::remedy::Remedy;
use crate::suggestion::did_you_mean;

const STATUS: Key = key("status", "\"draft\"");
/// The longest name of an owner, in characters: it heads a table.
const LONGEST_OWNER: usize = 100;
/// The longest name of whoever approves, in characters.
pub const LONGEST_APPROVER: usize = 100;

const STATUSES: [Status; 3] = [Status::Draft, Status::Approved, Status::Withdrawn];

/// Where a text stands on its way from draft to withdrawal.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Whether patients may have it, as judged: not always what its file says.
    pub status: Status,
    /// Why it is a draft although its file says that it is approved.
    pub lapse: Option<Lapse>,
    /// Who looks after it: a role of the publisher.
    pub owner: Option<String>,
    /// Who approved it last.
    pub approved_by: Option<String>,
    /// The text that was approved.
    pub approved_hash: Option<Hash>,
    /// Where its status is written, for messages; the start of its keys when none is.
    pub span: SourceSpan,
}

/// Why an approval does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lapse {
    /// The text has changed since.
    Changed,
    /// It is not said who approved it, or which text.
    Unproved,
}

/// What a file says of its standing, not judged yet.
pub(super) struct Claim {
    status: Status,
    owner: Option<String>,
    approved_by: Option<String>,
    approved_hash: Option<Hash>,
    span: SourceSpan,
}

impl Claim {
    /// Reads the keys of a part; one that does not say its status is a draft.
    pub(super) fn read(fields: &mut Fields) -> Option<Claim> {
        let unsaid = (Status::Draft, fields.place.clone());
        let status = match fields.optional_located_text(STATUS.name) {
            Some(written) => parse_status(fields, written),
            None => Some(unsaid),
        };
        Claim::with_status(fields, status)
    }

    /// Reads the keys of a leaflet, which always says its status.
    pub(super) fn read_leaflet(fields: &mut Fields) -> Option<Claim> {
        let written = fields.located_text(STATUS);
        let status = written.and_then(|written| parse_status(fields, written));
        Claim::with_status(fields, status)
    }

    fn with_status(fields: &mut Fields, status: Option<(Status, Range<usize>)>) -> Option<Claim> {
        let owner = fields.optional_short_text("owner", LONGEST_OWNER);
        let approved_by = fields.optional_short_text("approved_by", LONGEST_APPROVER);
        let written = fields.optional_located_text("approved_hash");
        let approved_hash = match written {
            Some(written) => Some(parse_hash(fields, &written)?),
            None => None,
        };
        let (status, place) = status?;
        Some(Claim {
            status,
            owner,
            approved_by,
            approved_hash,
            span: fields.file.span(place),
        })
    }

    /// The standing of the text whose hash is `current`.
    pub(super) fn judged(self, current: Hash) -> Standing {
        let lapse = match (&self.approved_by, self.approved_hash) {
            _ if self.status != Status::Approved => None,
            (Some(_), Some(approved)) if approved == current => None,
            (Some(_), Some(_)) => Some(Lapse::Changed),
            _ => Some(Lapse::Unproved),
        };
        Standing {
            status: lapse.map_or(self.status, |_| Status::Draft),
            lapse,
            owner: self.owner,
            approved_by: self.approved_by,
            approved_hash: self.approved_hash,
            span: self.span,
        }
    }
}

fn parse_status(fields: &mut Fields, written: Located) -> Option<(Status, Range<usize>)> {
    let (word, place) = written;
    let known = STATUSES.into_iter().find(|known| known.word() == word);
    if known.is_none() {
        let hint = did_you_mean(&word, STATUSES.map(Status::word));
        fields.file.error(
            place.clone(),
            format!("`{word}` is not a status"),
            hint.unwrap_or_default(),
        );
    }
    Some((known?, place))
}

fn parse_hash(fields: &mut Fields, written: &Located) -> Option<Hash> {
    let (text, place) = written;
    let hash = Hash::parse(text);
    if hash.is_none() {
        fields.file.error(
            place.clone(),
            "`approved_hash` is not a hash of 64 digits",
            Remedy::ApproveAnew,
        );
    }
    hash
}
