//! Text that is typed for one copy and printed on paper: cleaned of stray spaces, and refused when it could not be printed
//! as it was typed. Nothing here quotes more of it than one character: it may be personal.

use crate::fonts;
use crate::normal_form::plain_characters;
use crate::shifted;
use crate::typefaces::Typefaces;

/// The longest contact or name that fits its line on the first page, in characters.
pub const LONGEST_CONTACT: usize = 60;

/// Why a text that was typed cannot be printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unprintable {
    /// Nothing of it would be seen.
    #[error("is empty")]
    Empty,
    /// Its place has no room for it.
    #[error("has more than {longest} characters")]
    TooLong {
        /// The most characters that there is room for.
        longest: usize,
    },
    /// The character is not to be seen.
    #[error("has a character that cannot be printed: U+{:04X}", u32::from(*.0))]
    Character(char),
    /// No typeface has the character, or not together with the letter that it stands on.
    #[error("has a character that cannot be printed: U+{:04X}", u32::from(*.0))]
    NoTypeface(char),
}

impl Unprintable {
    /// How to fix it, for what was typed in `place`: an option, a column.
    pub fn hint(&self, place: &str) -> String {
        match self {
            Unprintable::Empty => format!("leave `{place}` out, or say something"),
            Unprintable::TooLong { longest } => format!("use at most {longest} characters"),
            Unprintable::Character(_) | Unprintable::NoTypeface(_) => {
                "use only letters, digits and signs that the bundled typefaces have".to_owned()
            }
        }
    }
}

/// What was typed, fit to be printed in the bundled typefaces.
///
/// # Errors
/// When it is empty, longer than `longest` characters, or has a character that cannot be printed.
pub fn printable(typed: &str, longest: usize) -> Result<String, Unprintable> {
    printable_in(&Typefaces::default(), typed, longest)
}

/// What was typed, fit to be printed in these typefaces.
///
/// # Errors
/// As [`printable`].
pub fn printable_in(
    typefaces: &Typefaces,
    typed: &str,
    longest: usize,
) -> Result<String, Unprintable> {
    // A space that does not break is put in where one is needed.
    let typed = typed.replace('\u{A0}', " ");
    let typed = typed.trim();
    if let Some(mark) = typed.chars().find(|c| shifted::mark(*c).is_some()) {
        return Err(Unprintable::Character(mark));
    }
    let text = &*shifted::without_marks(&plain_characters(typed));
    if !fonts::has_ink(text) {
        return Err(Unprintable::Empty);
    }
    if text.chars().count() > longest {
        return Err(Unprintable::TooLong { longest });
    }
    let hidden = |&c: &char| c.is_control() || is_hidden(c);
    if let Some(character) = text.chars().find(hidden) {
        return Err(Unprintable::Character(character));
    }
    // A letter and its marks are set in one typeface.
    let mark = typefaces
        .unwritable_cluster(text)
        .and_then(|cluster| cluster.chars().nth(1));
    match text.chars().find(|&c| !typefaces.can_write(c)).or(mark) {
        Some(character) => Err(Unprintable::NoTypeface(character)),
        None => Ok(text.to_owned()),
    }
}

/// Marks that turn or embed the direction of the text around them: a number behind one is read backwards (Unicode
/// Technical Report 36, 3.1). With them the marks that come along unseen when text is pasted: soft hyphens and
/// byte-order marks.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{AD}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_around_what_was_typed_are_dropped() {
        assert_eq!(
            printable("  Amal Said, 0123 456 789 ", 60).as_deref(),
            Ok("Amal Said, 0123 456 789")
        );
    }

    #[test]
    fn names_in_many_scripts_can_be_printed() {
        for name in [
            "Nguyễn Thị Hạnh",
            "Олена Шевченко",
            "Ọlá Adébáyọ̀",
            "Αλέξανδρος Ψ.",
            "דוד כהן",
            "अनीता शर्मा",
            "நவீன் குமார்",
            "જિજ્ઞેશ પટેલ",
            "محمد علي",
            "হাসান",
            "ਗੁਰਪ੍ਰੀਤ",
        ] {
            assert_eq!(printable(name, 60).as_deref(), Ok(name));
        }
    }

    #[test]
    fn text_that_cannot_be_printed_is_refused() {
        for blank in ["", "\u{200B}\u{200D}", "\u{200E}\u{2066}"] {
            assert_eq!(printable(blank, 60), Err(Unprintable::Empty));
        }
        assert!(printable("12345", 5).is_ok());
        assert_eq!(
            printable("123456", 5),
            Err(Unprintable::TooLong { longest: 5 })
        );
        for character in ['\n', '\t', '\u{0}', '\u{AD}', '\u{202E}', '\u{FEFF}'] {
            assert_eq!(
                printable(&format!("01{character}23"), 60),
                Err(Unprintable::Character(character))
            );
        }
        for (typed, character) in [
            ("Ama\u{651}l", '\u{651}'),
            ("王小明", '王'),
            ("\u{2603}", '\u{2603}'),
        ] {
            assert_eq!(
                printable(typed, 60),
                Err(Unprintable::NoTypeface(character))
            );
        }
    }
}
