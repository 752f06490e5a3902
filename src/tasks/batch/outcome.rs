//! What comes of a row: its file, or why there is none.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::form::PagedForm;
use crate::hash::Hash;
use crate::leaflet::Edition;
use crate::paged::fitting::Shorter;

use super::list::Row;

/// The fewest digits of the number that a file's name starts with.
const FEWEST_DIGITS: usize = 4;

/// A leaflet without Personal text: what rows that ask for it have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlankForm {
    /// How its file would be named.
    pub file_name: String,
    /// Which text it is.
    pub edition: Edition,
    /// How it is set.
    pub form: PagedForm,
    /// The SHA-256 of its file.
    pub hash: Hash,
    /// The earliest day on which a part of it is due for review.
    pub review_due: Date,
}

/// What came of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its file is there.
    Made {
        /// The leaflet without what is Personal.
        form: Arc<BlankForm>,
        /// The pages of this row's file.
        pages: u32,
    },
    /// It could not be made, for this reason.
    Failed(Box<RowFailure>),
}

/// Why a row could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFailure {
    /// It takes more paper than it may.
    TooLong(TooLong),
    /// These words say it.
    Other(String),
}

/// A copy that takes more paper than it may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// The sheets of paper that it takes.
    pub sheets: usize,
    /// The sheets that it may take.
    pub allowed: usize,
    /// How many it takes on both sides of the paper, if that is few enough.
    pub two_sided: Option<usize>,
    /// What to leave out; otherwise the fewest sheets that any choice of sections takes.
    pub shorter: Result<Shorter, usize>,
}

impl From<String> for RowFailure {
    fn from(words: String) -> RowFailure {
        RowFailure::Other(words)
    }
}

impl fmt::Display for RowFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowFailure::TooLong(it) => f.write_str(&it.said("printed on both sides")),
            RowFailure::Other(words) => f.write_str(words),
        }
    }
}

impl TooLong {
    /// What is wrong and what to do, where `both_sides` says how it would be printed on both sides of the paper.
    pub fn said(&self, both_sides: &str) -> String {
        let both_sides = self
            .two_sided
            .map(|taken| format!("{both_sides} it takes {taken}"));
        let shorter = match &self.shorter {
            Ok(shorter) => Ok(format!("it fits without {}", shorter.names_left_out())),
            Err(fewest) => Err(format!(
                "no choice of its sections takes less than {fewest}"
            )),
        };
        let advice = match (both_sides, shorter) {
            (Some(both_sides), Ok(shorter)) => format!("{both_sides}; {shorter}"),
            (Some(both_sides), Err(_)) => both_sides,
            (None, Ok(advice) | Err(advice)) => advice,
        };
        let (sheets, allowed) = (self.sheets, self.allowed);
        format!("it takes {sheets} sheets of paper, and {allowed} are allowed: {advice}")
    }
}

/// How a row's file is named: its number, with as many digits as the last row's, then the leaflet, its edition and its form.
pub(super) fn file_of(row: &Row, form_name: &str, digits: usize) -> String {
    let digits = digits.max(FEWEST_DIGITS);
    format!("{:0digits$}-{form_name}", row.number)
}
