//! How text that is written as Latin is gets its typeface and size, stretch by stretch: in which of the two families, on
//! the line, or smaller and off it.
//!
//! Super- and subscripts and fractions are the glyphs that Noto Sans has for them: they are drawn for small sizes, and each
//! stands for its own character in the PDF, so that no reader takes ⁹ for 9. They are enlarged until their digits are as
//! high as those of type at [`SMALL`] of the size around them: 10 pt in text of 12 pt, the smallest type there is on a page.

use crate::fonts::{is_in_latin_face, wants_sans};
use crate::shifted::{self, Setting, Shift};
use crate::signs::LINE_BREAK;

/// The size of raised and lowered letters, over that of the text around them.
const SMALL: f32 = 0.833;
/// How much larger the small glyphs of Noto Sans are set: their digits are 0.446 em high, those of the Latin family 0.668.
const ENLARGED: f32 = SMALL * 0.668 / 0.446;

/// The families for what is written as Latin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// That of nearly all text.
    Latin,
    /// The one for what that lacks.
    Sans,
}

/// How a stretch of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dress {
    pub(super) family: Family,
    pub(super) setting: Setting,
}

/// How words with a letter that the Latin family lacks are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// Each such word as a whole.
    Words,
    /// All words as soon as one has such a letter: names keep one look.
    Text,
}

impl Dress {
    /// Plain text.
    pub(super) const PLAIN: Dress = Dress {
        family: Family::Latin,
        setting: Setting::OnLine,
    };

    /// The size of type, over that of the text around it.
    pub(super) fn scale(self) -> f32 {
        match self.setting {
            Setting::OnLine => 1.0,
            Setting::Superscript | Setting::Subscript | Setting::Fraction => ENLARGED,
            Setting::Marked(_) => SMALL,
        }
    }

    /// How far it stands above the line, over the size of the text around it. Nothing reaches higher than a capital's
    /// accent or lower than a descender, so that it stays clear of the lines above and below.
    pub(super) fn rise(self) -> f32 {
        match self.setting {
            Setting::OnLine | Setting::Subscript => 0.0,
            Setting::Superscript => -0.18,
            Setting::Fraction => -0.08,
            Setting::Marked(Shift::Raised) => 0.33,
            Setting::Marked(Shift::Lowered) => -0.15,
        }
    }
}

/// A stretch of a text that is set alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DressedStretch {
    /// Where in the text it ends, in bytes.
    pub(super) end: usize,
    /// How it is set.
    pub(super) dress: Dress,
}

/// `text` in stretches that are set alike.
pub(super) fn dressed(text: &str, whole: Whole) -> Vec<DressedStretch> {
    if text.chars().all(is_plain) {
        return vec![DressedStretch {
            end: text.len(),
            dress: Dress::PLAIN,
        }];
    }
    let lacks_letter = |words: &str| words.chars().any(|c| is_latin_letter(c) && wants_sans(c));
    let all_in_sans = whole == Whole::Text && lacks_letter(text);
    let mut stretches: Vec<DressedStretch> = Vec::new();
    let mut end = 0;
    for word in text.split_inclusive([' ', '\u{A0}', LINE_BREAK]) {
        let around = if all_in_sans || lacks_letter(word) {
            Family::Sans
        } else {
            Family::Latin
        };
        for (stretch, setting) in shifted::stretches(word) {
            for character in stretch.chars() {
                end += character.len_utf8();
                let dress = Dress {
                    family: family_of(character, setting, around),
                    setting,
                };
                match stretches.last_mut() {
                    Some(last) if last.dress == dress || shifted::mark(character).is_some() => {
                        last.end = end;
                    }
                    _ => stretches.push(DressedStretch { end, dress }),
                }
            }
        }
    }
    stretches
}

fn is_plain(character: char) -> bool {
    is_in_latin_face(character)
        && shifted::setting_of(character) == Setting::OnLine
        && shifted::mark(character).is_none()
}

/// The family of a character in a word that is set in `around`, but for single characters.
fn family_of(character: char, setting: Setting, around: Family) -> Family {
    let is_small_glyph = matches!(
        setting,
        Setting::Superscript | Setting::Subscript | Setting::Fraction
    );
    if around == Family::Sans || is_small_glyph || wants_sans(character) {
        Family::Sans
    } else {
        Family::Latin
    }
}

/// Whether a character is a Latin letter, or stands on one (Unicode blocks of Latin and of combining marks).
fn is_latin_letter(character: char) -> bool {
    character.is_alphabetic()
        && matches!(character, 'A'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(text: &str, whole: Whole) -> Vec<(&str, Family)> {
        let mut start = 0;
        dressed(text, whole)
            .into_iter()
            .map(|it| {
                (
                    &text[std::mem::replace(&mut start, it.end)..it.end],
                    it.dress.family,
                )
            })
            .collect()
    }

    #[test]
    fn a_word_with_a_letter_that_the_latin_family_lacks_keeps_one_look() {
        use Family::*;
        assert_eq!(
            stretches("for Nguyễn Văn", Whole::Words),
            [("for ", Latin), ("Nguyễn ", Sans), ("Văn", Latin)]
        );
        assert_eq!(stretches("Nguyễn Văn", Whole::Text), [("Nguyễn Văn", Sans)]);
        assert_eq!(
            stretches("TNF-α is", Whole::Words),
            [("TNF-", Latin), ("α", Sans), (" is", Latin)]
        );
    }

    #[test]
    fn small_glyphs_and_marked_letters_are_stretches_of_their_own() {
        let text = "10⁹/L HbA₁c\u{E0101}";
        let settings: Vec<_> = dressed(text, Whole::Words)
            .into_iter()
            .map(|it| it.dress.setting)
            .collect();
        let (line, up, down) = (Setting::OnLine, Setting::Superscript, Setting::Subscript);
        assert_eq!(
            settings,
            [line, up, line, down, Setting::Marked(Shift::Lowered)]
        );
        let plain = dressed("plain", Whole::Words);
        assert_eq!(plain.len(), 1);
        assert_eq!(plain[0].dress, Dress::PLAIN);
    }

    #[test]
    fn small_type_is_not_below_ten_points_in_text_of_twelve() {
        for setting in [Setting::Superscript, Setting::Subscript, Setting::Fraction] {
            let dress = Dress {
                setting,
                ..Dress::PLAIN
            };
            assert!(12.0 * dress.scale() * 0.446 / 0.668 > 9.99);
        }
        let marked = Dress {
            setting: Setting::Marked(Shift::Raised),
            ..Dress::PLAIN
        };
        assert!(12.0 * marked.scale() > 9.99);
    }
}
