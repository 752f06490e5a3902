//! Text that is typed on the command line and printed on paper. The messages never quote it: it may be personal.

use careleaf::leaflet::PreparedFor;
use careleaf::printable::{self, LONGEST_CONTACT, Unprintable};
use careleaf::typefaces::Typefaces;

use crate::error::Error;

/// The longest reason that a notice on the first page has room for, in characters.
pub(crate) const LONGEST_REASON: usize = 200;

/// Whom a copy is for.
///
/// # Errors
/// [`Error::Typed`] as [`printable`] has it; a name in letters that no typeface has gets a blank to write it in.
pub(crate) fn prepared_for(
    typed: Option<&str>,
    typefaces: &Typefaces,
) -> Result<Option<PreparedFor>, Error> {
    let option = "--prepared-for";
    let whom = typed.map(|typed| PreparedFor::typed(typed, typefaces));
    whom.transpose()
        .map_err(|fault| Error::Typed { option, fault })
}

/// A name or number to ring, if one was typed. No blank takes the place of one that cannot be printed: the clinic's contact
/// would stand there, which is another.
///
/// # Errors
/// [`Error::Typed`] as [`printable`] has it; [`Error::NoTypeface`] for a letter that no typeface has.
pub(crate) fn contact(
    option: &'static str,
    typed: Option<&str>,
    typefaces: &Typefaces,
) -> Result<Option<String>, Error> {
    let contact = typed.map(|typed| printable::printable_in(typefaces, typed, LONGEST_CONTACT));
    contact.transpose().map_err(|fault| match fault {
        Unprintable::NoTypeface(character) => Error::NoTypeface { option, character },
        fault => Error::Typed { option, fault },
    })
}

/// What was typed for `option`, if anything was, fit to be printed.
///
/// # Errors
/// [`Error::Typed`] when it is empty, longer than `longest` characters, or has a character that cannot be printed.
pub(crate) fn printable(
    option: &'static str,
    typed: Option<String>,
    longest: usize,
) -> Result<Option<String>, Error> {
    let text = typed.map(|typed| printable::printable(&typed, longest));
    text.transpose()
        .map_err(|fault| Error::Typed { option, fault })
}
