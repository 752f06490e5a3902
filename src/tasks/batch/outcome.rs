//! What comes of a row: its file, or why there is none.

use std::sync::Arc;

use jiff::civil::Date;

use crate::hash::Hash;
use crate::leaflet::Edition;

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
    Failed(String),
}

/// How a row's file is named: its number, with as many digits as the last row's, then the leaflet and its edition.
pub(super) fn file_of(row: &Row, form_name: &str, digits: usize) -> String {
    let digits = digits.max(FEWEST_DIGITS);
    format!("{:0digits$}-{form_name}", row.number)
}
