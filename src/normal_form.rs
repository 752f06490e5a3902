//! What characters stand for. Text that is pasted from elsewhere has look-alikes and compatibility forms of plain
//! characters: ligatures, the micro sign, full-width digits, the presentation forms of Arabic. They are put into plain
//! characters once, where text is read, so that the glossary, the rules of writing, the edition and the page all see the
//! same words. Source: Unicode Standard Annex 15 (normalisation form KC), but for what that would lose: superscripts,
//! fractions and the characters that the Latin typeface has stay as they are, and numbers in circles are not put right.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

use crate::fonts;
use crate::shifted::{self, Setting, Shift};
use crate::signs::NO_BREAK_HYPHEN;
use crate::typefaces::Typefaces;

/// A space that no line ends at.
const NO_BREAK_SPACE: &str = "\u{A0}";

/// Whether `character` can be set, as it is or put into plain characters.
pub fn can_be_set(character: char, typefaces: &Typefaces) -> bool {
    typefaces.can_write(character)
        || plain_characters(character.encode_utf8(&mut [0; 4]))
            .chars()
            .all(|plain| typefaces.can_write(plain))
}

/// `text` in plain characters.
pub fn plain_characters(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match stands_for(character) {
            Some(others) => plain.push_str(&others),
            None => plain.push(character),
        }
    }
    // Letters with their marks as one character, where there is one.
    Cow::Owned(plain.nfc().collect())
}

/// How to say what `character` says, for a message about one that cannot be set.
pub fn replacement_hint(character: char) -> String {
    if let Some((_, hint)) = SIGNS.iter().find(|(signs, _)| signs.contains(character)) {
        return (*hint).to_owned();
    }
    let plain = compatible(character);
    if plain != character.to_string() && plain.chars().all(fonts::can_write) {
        return format!("write `{plain}`, or say it in words");
    }
    "write it in words, or use another character".to_owned()
}

/// The signs that authors use and no bundled typeface has, with what to write instead.
const SIGNS: [(&str, &str); 11] = [
    ("→⇒➔➜➡⟶", "write `to` or `then`, or say it in words"),
    ("←⇐⬅", "write `from`, or say it in words"),
    ("↑⬆", "write `up` or `more`, or say it in words"),
    ("↓⬇", "write `down` or `less`, or say it in words"),
    ("↔⇔", "write `to and from`, or say it in words"),
    ("✓✔✅☑", "write `yes`, or say it in words"),
    ("✗✘✕✖❌☒", "write `no`, or say it in words"),
    (
        "☐□❏❑▢",
        "start an item of a list with `- `; questions have boxes to tick under `{.questions}`",
    ),
    ("●■▪▶►❖", "start an item of a list with `- `"),
    ("☎☏📞📱", "write `Phone` or `Ring`"),
    ("⚠❗", "write `Warning`, or use a callout: `> [!CAUTION]`"),
];

/// What a character is put into; `None` if it stays.
fn stands_for(character: char) -> Option<String> {
    match character {
        '\u{2010}' => return Some("-".to_owned()),
        // Narrow spaces stand within numbers and before units: no line ends there.
        '\u{2004}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => {
            return Some(NO_BREAK_SPACE.to_owned());
        }
        '\u{2000}'..='\u{2003}' | '\u{3000}' => return Some(" ".to_owned()),
        // They choose between a plain look of a sign and a coloured one.
        '\u{FE00}'..='\u{FE0F}' => return Some(String::new()),
        NO_BREAK_HYPHEN => return None,
        _ => {}
    }
    let is_plain = fonts::is_in_latin_face(character);
    if is_plain || shifted::setting_of(character) != Setting::OnLine || loses(character) {
        return None;
    }
    let mut plain = compatible(character);
    if plain == character.to_string() {
        return None;
    }
    if let Some(shift) = modifier(character) {
        return Some(raised_or_lowered(&plain, shift));
    }
    if is_squared_unit(character) {
        raise_last_digit(&mut plain);
    }
    Some(plain)
}

/// A character in normalisation form KC.
fn compatible(character: char) -> String {
    let mut parts = Vec::new();
    decompose_compatible(character, |part| parts.push(part));
    parts.into_iter().nfc().collect()
}

/// Whether the plain form of a character says less: numbers and letters in circles and squares mark a place in a figure or
/// a list.
fn loses(character: char) -> bool {
    let is_enclosed = matches!(character, '\u{2460}'..='\u{24FF}' | '\u{3200}'..='\u{32FF}' | '\u{1F100}'..='\u{1F1FF}');
    is_enclosed && compatible(character).chars().all(char::is_alphanumeric)
}

/// Which way a letter is moved that is raised or lowered by its code (Unicode blocks of modifier letters).
fn modifier(character: char) -> Option<Shift> {
    match character {
        '\u{1D62}'..='\u{1D6A}' | '\u{2090}'..='\u{209C}' | '\u{2C7C}' => Some(Shift::Lowered),
        '\u{2B0}'..='\u{2B8}'
        | '\u{2E0}'..='\u{2E4}'
        | '\u{1D2C}'..='\u{1D61}'
        | '\u{1D78}'
        | '\u{1D9B}'..='\u{1DBF}'
        | '\u{2C7D}' => Some(Shift::Raised),
        _ => None,
    }
}

fn raised_or_lowered(letters: &str, shift: Shift) -> String {
    let mut text = String::new();
    for letter in letters.chars() {
        shifted::push_marked(&mut text, letter, shift);
    }
    text
}

/// Whether a character is a unit written as one, whose last digit is an exponent: `㎡` (block CJK Compatibility).
fn is_squared_unit(character: char) -> bool {
    matches!(character, '\u{3371}'..='\u{33DF}')
}

fn raise_last_digit(unit: &mut String) {
    let exponent = match unit.chars().last() {
        Some('2') => '²',
        Some('3') => '³',
        _ => return,
    };
    unit.pop();
    unit.push(exponent);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_put_into_what_they_stand_for() {
        for (written, plain) in [
            ("50 \u{B5}g", "50 μg"),
            ("di\u{FB03}cult", "difficult"),
            ("5\u{202F}mg", "5\u{A0}mg"),
            ("1\u{2009}000", "1\u{A0}000"),
            ("\u{FF15}\u{FF0C}", "5,"),
            ("37 \u{2103}", "37 °C"),
            ("\u{212A}\u{2126}\u{212B}", "KΩÅ"),
            ("5\u{338E} of 2\u{33A1}", "5mg of 2m²"),
            ("\u{FEB3}\u{FEFC}\u{FEE1}", "سلام"),
            ("cafe\u{301}", "café"),
            ("well\u{2010}known", "well-known"),
            ("\u{1D401}\u{1D428}\u{1D425}\u{1D41D}", "Bold"),
            ("\u{2167} and \u{2474}", "VIII and (1)"),
            ("\u{260E}\u{FE0F}", "\u{260E}"),
            ("1\u{2E2}\u{1D57}", "1s\u{E0100}t\u{E0100}"),
            (
                "C\u{2098}\u{2090}\u{2093}",
                "Cm\u{E0101}a\u{E0101}x\u{E0101}",
            ),
        ] {
            assert_eq!(plain_characters(written), plain, "{written}");
        }
    }

    #[test]
    fn what_would_lose_something_stays() {
        for text in [
            "10⁹/L, CO₂, 10ⁿ",
            "⅓ or ½ of a tablet",
            "± … ™ ª º × ≤ ≥",
            "“Don’t” – it’s 37 °C",
            "24\u{2011}hour",
            "① ② Ⓐ",
            "Nguyễn Олена דוד நவீன்",
            "क्षमा\u{200D}",
        ] {
            assert_eq!(plain_characters(text), text);
        }
    }

    #[test]
    fn a_character_that_cannot_be_set_has_a_likely_replacement() {
        for (character, hint) in [
            ('→', "write `to` or `then`, or say it in words"),
            ('☎', "write `Phone` or `Ring`"),
            ('②', "write `2`, or say it in words"),
            ('王', "write it in words, or use another character"),
        ] {
            assert_eq!(replacement_hint(character), hint);
        }
    }

    #[test]
    fn no_sign_with_a_hint_can_be_set() {
        for sign in SIGNS.iter().flat_map(|(signs, _)| signs.chars()) {
            assert!(!fonts::can_write(sign), "{sign}");
        }
    }

    #[test]
    fn putting_a_text_into_plain_characters_twice_is_the_same_as_once() {
        for code in 0x80..0x1_0000 {
            let Some(character) = char::from_u32(code) else {
                continue;
            };
            let written = character.to_string();
            let plain = plain_characters(&written);
            assert_eq!(plain_characters(&plain), plain, "U+{code:04X}");
        }
    }
}
