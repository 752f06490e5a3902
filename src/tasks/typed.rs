//! Text that is typed to be printed on paper. No complaint quotes it: it may be personal.

use crate::leaflet::{Personal, PreparedFor};
use crate::printable::{LONGEST_CONTACT, Unprintable, printable, printable_in};
use crate::typefaces::Typefaces;

use super::error::{TaskError, TypedField};

/// The longest reason that a notice on the first page has room for, in characters.
const LONGEST_REASON: usize = 200;

/// What was typed for one copy, before it is known whether it can be printed.
#[derive(Clone, Default)]
pub struct TypedPersonal {
    /// The hospital's 24-hour number.
    pub urgent_line: Option<String>,
    /// The specialist nurse's name or number.
    pub nurse: Option<String>,
    /// Whom the copy is for.
    pub prepared_for: Option<String>,
}

impl TypedPersonal {
    /// What is printed of it. A name in letters that no typeface has gets a blank to write it in. No blank takes the place of
    /// a contact that cannot be printed: the clinic's would stand there, which is another.
    ///
    /// # Errors
    /// [`TaskError::Unprintable`] when something is empty, too long, or has a character that cannot be printed.
    pub(super) fn printable(&self, typefaces: &Typefaces) -> Result<Personal, TaskError> {
        let contact = |field, typed: &Option<String>| {
            let typed = typed.as_deref();
            let contact = typed.map(|typed| printable_in(typefaces, typed, LONGEST_CONTACT));
            contact.transpose().map_err(unprintable(field))
        };
        let prepared_for = self.prepared_for.as_deref();
        let prepared_for = prepared_for.map(|typed| PreparedFor::typed(typed, typefaces));
        Ok(Personal {
            urgent_line: contact(TypedField::UrgentLine, &self.urgent_line)?,
            nurse: contact(TypedField::Nurse, &self.nurse)?,
            prepared_for: prepared_for
                .transpose()
                .map_err(unprintable(TypedField::PreparedFor))?,
        })
    }
}

/// A reason to use overdue text, fit to be printed.
///
/// # Errors
/// [`TaskError::Unprintable`] when it is empty, too long, or has a character that cannot be printed.
pub(super) fn printable_reason(typed: &str) -> Result<String, TaskError> {
    printable(typed, LONGEST_REASON).map_err(unprintable(TypedField::OverdueReason))
}

/// The complaint about what was typed for `field`.
pub(super) fn unprintable(field: TypedField) -> impl Fn(Unprintable) -> TaskError {
    move |fault| TaskError::Unprintable { field, fault }
}
