//! What a leaflet says has changed since an edition: the form in which changes are found, shown and printed. Finding them is
//! for [`crate::proof::changes`].

use jiff::civil::Date;
use serde::Serialize;

use super::Edition;

/// What a leaflet says has changed since an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The edition.
    pub edition: Edition,
    /// The day it was made on.
    pub made_on: Date,
    /// The parts that differ, without those around the text.
    pub changes: Vec<PartChange>,
}

/// A part that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartChange {
    /// The part, named as in the record.
    pub part: String,
    /// Its heading: the new one, where it has both.
    pub title: String,
    /// What has become of it.
    pub kind: ChangeKind,
    /// Its changed sentences, without what it says of its review; nothing when a text is not at hand.
    pub passages: Option<Vec<Passage>>,
    /// What it says differently of its review: dates, notices of its status. Empty when a text is not at hand.
    pub review: Vec<Passage>,
    /// Whether it has another picture, or a link or QR code that leads elsewhere, as far as the texts are at hand.
    pub picture_or_link: bool,
}

/// What has become of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Only the new edition has it.
    Added,
    /// Only the old edition has it.
    Removed,
    /// Both have it, and it differs.
    Changed,
}

/// Sentences that have changed together: words in order, each stretch with what has become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The stretches.
    pub words: Vec<(Change, String)>,
}

/// What has become of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Both editions have them.
    Kept,
    /// Only the old edition has them.
    Removed,
    /// Only the new edition has them.
    Added,
}

impl PartChange {
    /// Whether nothing but the dates of its review and its status has changed.
    pub fn is_of_review_only(&self) -> bool {
        let same_words = self.passages.as_ref().is_some_and(Vec::is_empty);
        same_words && !self.review.is_empty() && !self.picture_or_link
    }
}

impl Passage {
    /// Whether the old edition has anything of it.
    pub fn has_old(&self) -> bool {
        self.words
            .iter()
            .any(|(change, _)| *change != Change::Added)
    }

    /// Whether the new edition has anything of it.
    pub fn has_new(&self) -> bool {
        self.words
            .iter()
            .any(|(change, _)| *change != Change::Removed)
    }
}
