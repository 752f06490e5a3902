//! Numbers with their units and factors: "20 g/L", "4 × 1 g", "150 × 10⁹/L", "250 mg/5 ml". A dose that is cut in two by the
//! end of a line is read wrong.

/// Signs that a number is multiplied or narrowed with, as words of their own.
const FACTORS: [&str; 9] = ["×", "x", "X", "*", "·", "÷", "/", "±", "+/-"];
/// Signs before a number that say how it compares.
const COMPARISONS: [&str; 11] = ["<", ">", "≤", "≥", "≈", "~", "±", "=", "£", "€", "pH"];

/// Units that stand after a number, as they are written in every language: capitals count. Units that are words of one are in
/// its wording. Days and weeks are words, and may part from it.
const UNITS: [&str; 74] = [
    "%", "‰", "°", "°C", "°F", "ºC", "BP", "Bq", "GBq", "Gy", "Hg", "Hz", "IU", "J", "K", "L",
    "MBq", "MHz", "MeV", "MU", "PFU", "Sv", "U", "V", "W", "bpm", "cGy", "cal", "cfu", "cl", "cm",
    "dB", "dL", "dl", "fL", "fl", "ft", "g", "h", "iu", "kBq", "kHz", "kJ", "kPa", "kV", "kW",
    "kcal", "kg", "km", "l", "lb", "m", "mA", "mBq", "mCi", "mEq", "mGy", "mL", "mOsm", "mSv",
    "mU", "mbar", "mcg", "mg", "min", "ml", "mm", "mmHg", "mmol", "mol", "mph", "ms", "nm", "oz",
];
/// Units with a prefix before them: µg, nmol, pg.
const PREFIXED: [&str; 8] = ["g", "l", "L", "m", "mol", "M", "kat", "Sv"];
/// The prefixes, the two forms of micro among them.
const PREFIXES: [char; 5] = ['µ', 'μ', 'n', 'p', 'f'];

/// Whether a line must not end between two words that nothing but a space parts. `units` are the words of the language that
/// count as units.
pub(super) fn belong(left: &str, right: &str, units: &[String]) -> bool {
    let (left, right) = (opened(left), closed(right));
    let counts = ends_in_number(left, units);
    (FACTORS.contains(&right) || starts_with_factor(right)) && (counts || is_quantity(left, units))
        || counts && is_unit(right.trim_matches('/'), units)
        || (FACTORS.contains(&left) || COMPARISONS.contains(&left))
            && (starts_with_number(right) || is_slash(left) && is_unit(right, units))
        || ends_in_factor(left, units) && (starts_with_number(right) || is_unit(right, units))
        || (left, right) == ("mm", "Hg")
        || left == "°" && matches!(right, "C" | "F")
}

/// Where a line must not end within a word that is a unit or a number with one, as "g/L": after each slash, in bytes.
pub(super) fn slashes(word: &str, units: &[String]) -> Vec<usize> {
    // Most words have none, and to tell a measure takes a look through all units.
    if !word.contains('/') {
        return Vec::new();
    }
    let core = closed(opened(word));
    let is_measure = is_unit(core, units)
        || is_quantity(core, units)
        || (ends_in_number(core, units) && !is_date(core));
    let slashes = word.match_indices('/').filter(|_| is_measure);
    slashes.map(|(at, slash)| at + slash.len()).collect()
}

/// Whether a character stands around a word, in any script, and is no sign of a measure.
fn is_punctuation(character: char) -> bool {
    !character.is_alphanumeric() && !"%‰°/×*·÷±<>≤≥≈~=+-−–£$€⁻".contains(character)
}

/// A word without the brackets and quotes that open before it.
fn opened(word: &str) -> &str {
    word.trim_start_matches(is_punctuation)
}

/// A word without the punctuation that closes after it.
fn closed(word: &str) -> &str {
    word.trim_end_matches(is_punctuation)
}

fn is_slash(word: &str) -> bool {
    word == "/"
}

/// Whether a word is a unit: "mg", "µmol/L", "m²", "mL/min/1.73".
fn is_unit(word: &str, units: &[String]) -> bool {
    let mut parts = word.split(['/', '·']);
    let first = parts.next().is_some_and(|part| is_plain_unit(part, units));
    first
        && parts
            .all(|part| is_plain_unit(part, units) || is_number(part) || is_quantity(part, units))
}

fn is_plain_unit(word: &str, units: &[String]) -> bool {
    let bare = word.trim_end_matches(['²', '³', '⁻', '¹', '2', '3']);
    let prefixed = bare
        .strip_prefix(PREFIXES)
        .is_some_and(|unit| PREFIXED.contains(&unit));
    UNITS.contains(&word)
        || UNITS.contains(&bare)
        || prefixed
        || units.iter().any(|unit| unit == word || unit == bare)
}

/// Whether a word is a number: "37.5", "1,000", "4–8", "½", "10⁹", "2×5".
fn is_number(word: &str) -> bool {
    let word = word.trim_start_matches([
        '<', '>', '≤', '≥', '≈', '~', '±', '+', '-', '−', '–', '£', '€',
    ]);
    let within = |c: char| c.is_numeric() || ".,-–−×x*^/⁻".contains(c);
    word.starts_with(char::is_numeric)
        && word.ends_with(char::is_numeric)
        && word.chars().all(within)
}

/// Whether a word is a number with its unit: "5ml", "10⁹/L".
fn is_quantity(word: &str, units: &[String]) -> bool {
    if is_unit(word, units) {
        return true;
    }
    let end = word
        .rfind(|c: char| c.is_numeric() && !matches!(c, '²' | '³'))
        .map(|at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    let (number, unit) = word.split_at(end.unwrap_or(0));
    is_number(number) && is_unit(unit.strip_prefix('/').unwrap_or(unit), units)
}

/// Whether a word ends in a number that a unit can follow: "5", "mg/5".
fn ends_in_number(word: &str, units: &[String]) -> bool {
    let last = word.rsplit('/').next().unwrap_or_default();
    is_number(word) || is_number(last) && is_unit(word, units)
}

fn starts_with_number(word: &str) -> bool {
    let word = word.trim_start_matches(['<', '>', '≤', '≥', '+', '-', '−', '–', '£', '€', '.']);
    word.starts_with(char::is_numeric)
}

/// Whether a word starts with a sign that multiplies the number after it: "×10⁹/L".
fn starts_with_factor(word: &str) -> bool {
    word.strip_prefix(['×', 'x', '*', '·', '÷', '±'])
        .is_some_and(|rest| rest.starts_with(char::is_numeric))
}

/// Whether a word is a number with a sign that multiplies it, or a measure that goes on: "150×", "20 mg/".
fn ends_in_factor(word: &str, units: &[String]) -> bool {
    let before = word.strip_suffix(['×', 'x', '*', '·', '÷', '±', '/']);
    before.is_some_and(|before| is_number(before) || is_quantity(before, units))
}

/// Whether a word is a date in figures, "5/8/2027": it may end where addresses do.
fn is_date(word: &str) -> bool {
    word.matches('/').count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::wording::Wording;

    fn units() -> &'static [String] {
        let english = Language::parse("en-GB").unwrap();
        &Wording::for_language(&english).unwrap().units
    }

    #[test]
    fn a_number_belongs_to_its_unit_and_its_factor() {
        for text in [
            "20 g/L",
            "4 × 1 g",
            "150 × 10⁹/L",
            "10 mcg",
            "2 * 5",
            "250 mg/5 ml.",
            "(37.5 °C)",
            "5 µmol/L",
            "1.73 m²",
            "80 mL/min/1.73 m²",
            "< 5 mg",
            "≥ 10 %",
            "120 mm Hg",
            "150 ×10⁹/L",
            "150× 10⁹/L",
            "½ ml",
            "1,000 units",
            "10 mg × 3",
            "3 x 5ml",
            "4–8 weeks/",
            "5 million/L",
            "10⁹ /L",
            "pH 7.4",
            "20 mg/ kg",
            "5 nmol/L",
            "2 pg",
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            let parted: Vec<_> = words
                .windows(2)
                .filter(|pair| !belong(pair[0], pair[1], units()))
                .collect();
            let may_part = usize::from(text == "4–8 weeks/");
            assert_eq!(parted.len(), may_part, "{text}: {parted:?}");
        }
    }

    #[test]
    fn other_words_do_not_belong_together() {
        for (left, right) in [
            ("5", "may"),
            ("2", "tablets"),
            ("28", "days"),
            ("18", "to"),
            ("in", "5"),
            ("a", "g"),
            ("and/or", "5"),
            ("111.", "999"),
            ("5,", "6"),
            ("2024,", "2025"),
            ("x-ray", "5"),
            ("5", "in"),
            ("1", "in"),
            ("of", "×"),
        ] {
            assert!(!belong(left, right, units()), "{left} {right}");
        }
    }

    #[test]
    fn a_unit_is_not_cut_at_its_slash_but_words_and_addresses_are() {
        assert_eq!(slashes("g/L", units()), [2]);
        assert_eq!(slashes("(10⁹/L),", units()), [7]);
        assert_eq!(slashes("mL/min/1.73", units()), [3, 7]);
        assert_eq!(slashes("120/80", units()), [4]);
        for word in ["and/or", "www.example.org/a/b", "5/8/2027", "he/she"] {
            assert_eq!(slashes(word, units()), [0; 0], "{word}");
        }
    }
}
