//! Super- and subscripts as text: what is raised or lowered stays so in every later stage, also where there are no
//! styles: in the record, the outline, a screen reader, the clipboard.
//!
//! Digits and signs are the characters that Unicode has for them (Unicode Standard, 22.4), so that 10⁹ is never read or
//! copied as 109. Any other character keeps its own code, because a screen reader passes over most modifier letters,
//! and is followed by a mark: a variation selector, which asks for another look of the same character and is nothing to
//! programs that do not know it (Unicode Standard, 23.4). Layout alone sees the marks.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Follows a character that is set raised.
pub const RAISED: char = '\u{E0100}';
/// Follows a character that is set lowered.
pub const LOWERED: char = '\u{E0101}';

/// Which way a character is moved off the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// A superscript.
    Raised,
    /// A subscript.
    Lowered,
}

/// How a character is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// On the line.
    OnLine,
    /// A superscript of Unicode.
    Superscript,
    /// A subscript of Unicode.
    Subscript,
    /// A fraction that is one character.
    Fraction,
    /// Another character with a mark behind it.
    Marked(Shift),
}

/// The characters that have a superscript and a subscript of their own, with both.
const FORMS: [(char, char, char); 15] = [
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('−', '⁻', '₋'),
    ('=', '⁼', '₌'),
    ('(', '⁽', '₍'),
    (')', '⁾', '₎'),
];

/// `text`, raised or lowered.
pub fn shifted(text: &str, shift: Shift) -> String {
    // "10ⁿ", but not the letters of "2nd".
    let is_exponent = shift == Shift::Raised && text.chars().all(|c| c == 'n' || has_form(c));
    let mut shifted = String::new();
    for character in text.chars() {
        match own_form(character, shift) {
            Some(form) => shifted.push(form),
            None if is_exponent => shifted.push('ⁿ'),
            None => push_marked(&mut shifted, character, shift),
        }
    }
    shifted
}

/// `text` with what stands between `<sup>` or `<sub>` and their ends raised or lowered: for texts that have no other marks.
pub fn from_tags(text: &str) -> Cow<'_, str> {
    static TAGS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)<sup>([^<>]+)</sup>|<sub>([^<>]+)</sub>").expect("the pattern is sound")
    });
    TAGS.replace_all(text, |found: &Captures| {
        let raised = found.get(1).map(|it| shifted(it.as_str(), Shift::Raised));
        let lowered = found.get(2).map(|it| shifted(it.as_str(), Shift::Lowered));
        raised.or(lowered).unwrap_or_default()
    })
}

/// Adds a character with its mark; what has no ink, or is small already, needs none.
pub(crate) fn push_marked(text: &mut String, character: char, shift: Shift) {
    text.push(character);
    if !character.is_whitespace() && setting_of(character) == Setting::OnLine {
        text.push(match shift {
            Shift::Raised => RAISED,
            Shift::Lowered => LOWERED,
        });
    }
}

fn has_form(character: char) -> bool {
    own_form(character, Shift::Raised).is_some()
}

/// The character's own superscript or subscript. The sign before an exponent is a minus, whatever was typed.
fn own_form(character: char, shift: Shift) -> Option<char> {
    let character = match character {
        '-' | '–' => '−',
        other => other,
    };
    let (_, raised, lowered) = FORMS.iter().find(|(plain, ..)| *plain == character)?;
    Some(match shift {
        Shift::Raised => *raised,
        Shift::Lowered => *lowered,
    })
}

/// How a character is set that has no mark behind it.
pub fn setting_of(character: char) -> Setting {
    match character {
        '²' | '³' | '¹' | '⁰' | 'ⁱ' | '⁴'..='ⁿ' => Setting::Superscript,
        '₀'..='₎' => Setting::Subscript,
        '¼'..='¾' | '⅐'..='⅞' | '↉' => Setting::Fraction,
        _ => Setting::OnLine,
    }
}

/// Which way a mark moves the character before it; `None` for any other character.
pub fn mark(character: char) -> Option<Shift> {
    match character {
        RAISED => Some(Shift::Raised),
        LOWERED => Some(Shift::Lowered),
        _ => None,
    }
}

/// `text` without the marks: as it is read where only the characters count.
pub fn without_marks(text: &str) -> String {
    text.chars().filter(|&c| mark(c).is_none()).collect()
}

/// `text` in stretches of one setting, each with its marks.
pub fn stretches(text: &str) -> Vec<(&str, Setting)> {
    let mut ends: Vec<(usize, Setting)> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let mut end = at + character.len_utf8();
        let mut setting = setting_of(character);
        if let Some(&(_, next)) = characters.peek()
            && let Some(shift) = mark(next)
        {
            setting = Setting::Marked(shift);
            end += next.len_utf8();
            characters.next();
        }
        match ends.last_mut() {
            Some(last) if last.1 == setting => last.0 = end,
            _ => ends.push((end, setting)),
        }
    }
    let mut start = 0;
    ends.into_iter()
        .map(|(end, setting)| (&text[std::mem::replace(&mut start, end)..end], setting))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_signs_have_characters_of_their_own_and_letters_a_mark() {
        assert_eq!(shifted("9", Shift::Raised), "⁹");
        assert_eq!(shifted("-12", Shift::Raised), "⁻¹²");
        assert_eq!(shifted("2", Shift::Lowered), "₂");
        assert_eq!(shifted("n", Shift::Raised), "ⁿ");
        assert_eq!(shifted("1c", Shift::Lowered), "₁c\u{E0101}");
        assert_eq!(shifted("nd", Shift::Raised), "n\u{E0100}d\u{E0100}");
        assert_eq!(shifted("½ a", Shift::Lowered), "½ a\u{E0101}");
    }

    #[test]
    fn tags_raise_and_lower_what_is_between_them() {
        let text = from_tags("10<sup>9</sup>/L of CO<SUB>2</SUB>, a <sup>b, x<sub></sub>");
        assert_eq!(text, "10⁹/L of CO₂, a <sup>b, x<sub></sub>");
    }

    #[test]
    fn without_its_marks_a_text_keeps_its_digits_apart() {
        let text = format!("HbA{}, 10{}/L", shifted("1c", Shift::Lowered), "⁹");
        assert_eq!(without_marks(&text), "HbA₁c, 10⁹/L");
    }

    #[test]
    fn a_text_falls_into_stretches_that_together_are_the_text() {
        let text = format!("CO₂ 1½ 2{} ⁻⁹", shifted("nd", Shift::Raised));
        let found = stretches(&text);
        let joined: String = found.iter().map(|(stretch, _)| *stretch).collect();
        assert_eq!(joined, text);
        let settings: Vec<_> = found.iter().map(|(_, setting)| *setting).collect();
        use Setting::*;
        assert_eq!(
            settings,
            [
                OnLine,
                Subscript,
                OnLine,
                Fraction,
                OnLine,
                Marked(Shift::Raised),
                OnLine,
                Superscript
            ]
        );
        assert_eq!(stretches(""), []);
    }
}
