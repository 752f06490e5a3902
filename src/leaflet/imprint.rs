//! What a leaflet says of its own making, which no selection of texts can tell.

use jiff::civil::Date;

use crate::library::Revision;

use super::Since;

/// What a leaflet says of its own making. By default it is made on the day that it was selected for, of a library whose
/// history is not known, and compared with no other edition.
#[derive(Clone, Debug, Default)]
pub struct Imprint {
    /// The day that is printed as that of making, where it is not the one that decides what is overdue.
    pub made_on: Option<Date>,
    /// The state of the library in its history, where it has one.
    pub revision: Option<Revision>,
    /// What has changed since an edition, to be printed.
    pub since: Option<Since>,
}
