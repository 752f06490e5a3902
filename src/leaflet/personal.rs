//! What belongs to one patient's copy and to nobody else: a type of its own, filled in at layout. It is in no hash,
//! edition, metadata, outline, log or file name.

use crate::content::ContactKind;

/// What was typed for one copy. Its `Debug` form says nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Personal {
    /// The hospital's 24-hour number.
    pub urgent_line: Option<String>,
    /// The specialist nurse's name or number.
    pub nurse: Option<String>,
    /// Whom the copy is for.
    pub prepared_for: Option<String>,
}

impl Personal {
    /// What was typed for a contact.
    pub fn contact(&self, kind: ContactKind) -> Option<&str> {
        match kind {
            ContactKind::Urgent => self.urgent_line.as_deref(),
            ContactKind::Nurse => self.nurse.as_deref(),
            ContactKind::Clinic => None,
        }
    }
}

impl std::fmt::Debug for Personal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Personal(…)")
    }
}
