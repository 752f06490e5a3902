//! What belongs to one patient's copy and to nobody else: a type of its own, filled in at layout. It is in no hash,
//! edition, metadata, outline, log or file name.

use crate::content::ContactKind;
use crate::printable::{LONGEST_CONTACT, Unprintable, printable_in};
use crate::typefaces::Typefaces;

/// What was typed for one copy. Its `Debug` form says nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Personal {
    /// The hospital's 24-hour number.
    pub urgent_line: Option<String>,
    /// The specialist nurse's name or number.
    pub nurse: Option<String>,
    /// Whom the copy is for.
    pub prepared_for: Option<PreparedFor>,
}

/// Whom a copy is for.
#[derive(Clone, PartialEq, Eq)]
pub enum PreparedFor {
    /// The name, as it is printed.
    Name(String),
    /// A name that no typeface can print: the copy has a blank to write it in.
    ToWrite,
}

impl From<String> for PreparedFor {
    fn from(name: String) -> PreparedFor {
        PreparedFor::Name(name)
    }
}

impl From<&str> for PreparedFor {
    fn from(name: &str) -> PreparedFor {
        PreparedFor::Name(name.to_owned())
    }
}

impl PreparedFor {
    /// What is to be printed of a name that was typed.
    ///
    /// # Errors
    /// When it is empty, longer than [`LONGEST_CONTACT`], or has a character that is not to be seen. A name in letters that
    /// no typeface has is no error: a nurse wants the leaflet, and can write.
    pub fn typed(name: &str, typefaces: &Typefaces) -> Result<PreparedFor, Unprintable> {
        match printable_in(typefaces, name, LONGEST_CONTACT) {
            Ok(name) => Ok(PreparedFor::Name(name)),
            Err(Unprintable::NoTypeface(_)) => Ok(PreparedFor::ToWrite),
            Err(fault) => Err(fault),
        }
    }
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
