//! Text that is typed on the command line and printed on paper: cleaned of stray spaces, and refused when it could not be
//! printed as it was typed. The messages never quote it: it may be personal.

use careleaf::fonts;

use crate::error::{Error, Unprintable};

/// The longest contact that fits its line on the first page, in characters.
pub(crate) const LONGEST_CONTACT: usize = 60;
/// The longest reason that a notice on the first page has room for, in characters.
pub(crate) const LONGEST_REASON: usize = 200;

/// What was typed for `option`, if anything was, fit to be printed.
///
/// # Errors
/// [`Error::Typed`] when it is empty, longer than `longest` characters, or has a character that cannot be printed.
pub(crate) fn printable(
    option: &'static str,
    typed: Option<String>,
    longest: usize,
) -> Result<Option<String>, Error> {
    let Some(typed) = typed else { return Ok(None) };
    let text = typed.trim();
    match fault(text, longest) {
        Some(fault) => Err(Error::Typed { option, fault }),
        None => Ok(Some(text.to_owned())),
    }
}

fn fault(text: &str, longest: usize) -> Option<Unprintable> {
    if !fonts::has_ink(text) {
        return Some(Unprintable::Empty);
    }
    if text.chars().count() > longest {
        return Some(Unprintable::TooLong { longest });
    }
    text.chars()
        .find(|&c| c.is_control() || is_hidden(c) || !fonts::can_write(c))
        .map(Unprintable::Character)
}

/// Marks that turn or embed the direction of the text around them: a number behind one is read backwards (Unicode
/// Technical Report 36, 3.1). With them the marks that come along unseen when text is pasted: soft hyphens and
/// byte-order marks.
fn is_hidden(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{AD}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_around_what_was_typed_are_dropped() {
        let text = printable("--nurse", Some("  Amal Said, 0123 456 789 ".to_owned()), 60);
        assert_eq!(
            text.ok().flatten().as_deref(),
            Some("Amal Said, 0123 456 789")
        );
    }

    #[test]
    fn text_that_cannot_be_printed_is_refused() {
        for blank in ["", "\u{200B}\u{200D}", "\u{200E}\u{2066}"] {
            assert_eq!(fault(blank, 60), Some(Unprintable::Empty));
        }
        assert_eq!(fault("12345", 5), None);
        assert_eq!(
            fault("123456", 5),
            Some(Unprintable::TooLong { longest: 5 })
        );
        for character in [
            '\n', '\t', '\u{0}', '\u{AD}', '\u{202E}', '\u{2603}', '\u{FEFF}',
        ] {
            assert_eq!(
                fault(&format!("01{character}23"), 60),
                Some(Unprintable::Character(character))
            );
        }
    }
}
