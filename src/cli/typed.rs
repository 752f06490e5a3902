//! Text that is typed on the command line and printed on paper. The messages never quote it: it may be personal.

use careleaf::leaflet::PreparedFor;
use careleaf::printable;
use careleaf::typefaces::Typefaces;

use crate::error::Error;

/// The longest reason that a notice on the first page has room for, in characters.
pub(crate) const LONGEST_REASON: usize = 200;

/// Whom a copy is for.
///
/// # Errors
/// [`Error::Typed`] as [`printable`] has it; a name in letters that no typeface has gets a line to write it on.
pub(crate) fn prepared_for(
    typed: Option<&str>,
    typefaces: &Typefaces,
) -> Result<Option<PreparedFor>, Error> {
    let option = "--prepared-for";
    let whom = typed.map(|typed| PreparedFor::typed(typed, typefaces));
    whom.transpose()
        .map_err(|fault| Error::Typed { option, fault })
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
