//! Names whose letters have been changed on the way into a list: saved or read in an encoding that does not have them.
//!
//! [`garbling`] looks at one name for what no name has: signs where a letter was, letters that were replaced, UTF-8 that was
//! read as something else. [`look_through`] looks at all names of a list that is taken for Windows-1252, because most bytes
//! of other 8-bit encodings are letters there too: a detector made for the web judges them together, and each word must
//! have letters of one language. Nothing here gives back a name or a part of one.

mod alphabets;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::encoding::Encoding;
use alphabets::{FRENCH, OTHERS, WESTERN, commonness, is_of_one_language, words};

/// What has happened to a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Garbling {
    /// Its UTF-8 was read as this.
    ReadAs(Encoding),
    /// Letters were replaced when it was saved: `?`, U+FFFD.
    Lost,
    /// Letters stand as the escapes of another format: `&uuml;`.
    Escaped,
    /// A sign stands where only a letter can.
    Sign(char),
    /// A capital letter stands where a name has none.
    Capital,
}

/// Signs that stand beside no letter of a name.
const NEVER: &str = "…•£¢¤¥€¦¬¯±¼½¾¿¡‰ƒ×÷©®™§¶¨¸ˆ˜²³¹√∫≈∂∑∏∆◊≤≥≠∞ˇ˘˙˛˝°µ";
/// Signs that do not stand between two letters of a name.
const NOT_BETWEEN: &str = "«»‹›„‚“”†‡ªº/\\|<>=+*#%^~_@$\u{A0}";
/// Signs that do not stand before a name's first letter.
const NOT_BEFORE: &str = "†‡ªº¸";
/// Signs that do not stand after a name's last letter.
const NOT_AFTER: &str = "‚„‹¸†‡";

/// What has happened to a name's letters, if anything can be seen.
pub(super) fn garbling(name: &str) -> Option<Garbling> {
    if let Some(encoding) = read_as(name) {
        return Some(Garbling::ReadAs(encoding));
    }
    damage(name)
}

/// The same, but for UTF-8 that was read as something else: the name stands as somebody has said that it does.
pub(super) fn damage(name: &str) -> Option<Garbling> {
    if has_lost_letters(name) {
        return Some(Garbling::Lost);
    }
    if has_escapes(name) {
        return Some(Garbling::Escaped);
    }
    if let Some(sign) = misplaced_sign(name) {
        return Some(Garbling::Sign(sign));
    }
    has_misplaced_capital(name).then_some(Garbling::Capital)
}

/// Encodings that UTF-8 is read as, the likeliest first.
const READ_AS: [Encoding; 10] = [
    Encoding::WINDOWS_1252,
    Encoding::standard(encoding_rs::WINDOWS_1250),
    Encoding::MAC_ROMAN,
    Encoding::dos(850),
    Encoding::dos(437),
    Encoding::standard(encoding_rs::WINDOWS_1254),
    Encoding::standard(encoding_rs::WINDOWS_1257),
    Encoding::standard(encoding_rs::WINDOWS_1251),
    Encoding::standard(encoding_rs::WINDOWS_1253),
    Encoding::standard(encoding_rs::ISO_8859_2),
];

/// The encoding that a name's UTF-8 was read as: the bytes that a run of its letters has there are UTF-8 of letters.
fn read_as(name: &str) -> Option<Encoding> {
    let runs = name
        .split(|c: char| c.is_ascii())
        .filter(|run| run.chars().nth(1).is_some());
    let runs: Vec<&str> = runs.collect();
    READ_AS.into_iter().find(|encoding| {
        runs.iter().any(|run| {
            let bytes = encoding.bytes(run);
            let read = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            read.is_some_and(|read| is_name_like(&read) && suits(name, run, &read))
        })
    })
}

/// Whether all of a run are letters of names, or the marks and quotes in them.
fn is_name_like(read: &str) -> bool {
    read.chars().all(|c| match u32::from(c) {
        0xC0..=0x17F => c.is_alphabetic(),
        0x18F..=0x1B0 | 0x218..=0x21B | 0x259 | 0x1E00..=0x1EFF => c.is_alphabetic(),
        0x2B9..=0x2BC | 0x300..=0x323 | 0x2010..=0x201E => true,
        0x384..=0x3CE | 0x401..=0x45F | 0x490..=0x491 => c.is_alphabetic(),
        0x5D0.. => c.is_alphanumeric() || is_mark(c),
        _ => false,
    })
}

/// Vowel signs and their like in the scripts of South Asia and of Thai.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x64B..=0x655 | 0x900..=0xDFF | 0xE31..=0xE4E)
}

/// Whether what a run reads as can stand where it does: a small letter not among capitals, nothing but Latin letters beside
/// Latin letters.
fn suits(name: &str, run: &str, read: &str) -> bool {
    let start = run.as_ptr() as usize - name.as_ptr() as usize;
    let before = name[..start].chars().next_back();
    let after = name[start + run.len()..].chars().next();
    let beside = || {
        before
            .into_iter()
            .chain(after)
            .filter(char::is_ascii_alphabetic)
    };
    let is_latin = |c: char| {
        u32::from(c) < 0x250
            || (0x1E00..0x2100).contains(&u32::from(c))
            || (0x2B0..0x370).contains(&u32::from(c))
    };
    let among_capitals = beside().count() > 0 && beside().all(|c| c.is_ascii_uppercase());
    let has_small = read.chars().any(char::is_lowercase);
    (beside().count() == 0 || read.chars().all(is_latin))
        && !(among_capitals && has_small && beside().count() == 2)
}

/// Whether letters were replaced by question marks: one beside a letter, or several together.
fn has_lost_letters(name: &str) -> bool {
    let places = neighbours(name);
    let mut lost = places.filter(|place| matches!(place.sign, '?' | '\u{FFFD}'));
    lost.any(|place| place.sign == '\u{FFFD}' || place.has_letter() || place.after == Some('?'))
}

/// Whether a letter stands as an escape: `&#252;`, `&uuml;`, `\u00fc`, `%C3%BC`, `=C3=BC`, `_x00FC_`.
fn has_escapes(name: &str) -> bool {
    let hex = |text: &str, digits: usize| {
        text.len() >= digits && text.as_bytes()[..digits].iter().all(u8::is_ascii_hexdigit)
    };
    name.char_indices().any(|(at, sign)| {
        let rest = &name[at + sign.len_utf8()..];
        match sign {
            '&' => rest.split_once(';').is_some_and(|(inside, _)| {
                let inside = inside.trim_start_matches('#');
                (2..=8).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_alphanumeric())
            }),
            '\\' => {
                rest.strip_prefix(['u', 'U'])
                    .is_some_and(|rest| hex(rest, 4))
                    || rest.strip_prefix('x').is_some_and(|rest| hex(rest, 2))
            }
            '%' | '=' => {
                hex(rest, 2)
                    && rest[2..]
                        .strip_prefix(sign)
                        .is_some_and(|rest| hex(rest, 2))
            }
            '_' => rest
                .strip_prefix('x')
                .is_some_and(|rest| hex(rest, 4) && rest[4..].starts_with('_')),
            _ => false,
        }
    })
}

/// The first sign that stands where a letter must.
fn misplaced_sign(name: &str) -> Option<char> {
    let misplaced = |place: &Neighbours| {
        let Neighbours {
            sign,
            before,
            after,
        } = *place;
        let is = |set: &str| set.contains(sign);
        let (follows, precedes) = (is_letter(before), is_letter(after));
        let is_drawn = matches!(u32::from(sign), 0x2500..=0x25FF | 0xE000..=0xF8FF);
        matches!(sign, '\u{80}'..='\u{9F}')
            || is_drawn
            || is(NEVER) && (follows || precedes)
            || is(NOT_BETWEEN) && follows && precedes
            || is(NOT_BEFORE) && !follows && precedes
            || is(NOT_AFTER) && follows && !precedes
    };
    neighbours(name).find(misplaced).map(|place| place.sign)
}

/// What stands before a capital letter inside a word, in small letters: `McÉvoy`, `Ó hÓgáin`.
const BEFORE_CAPITALS: [&str; 24] = [
    "mc", "mac", "mag", "o", "d", "de", "di", "du", "da", "del", "dell", "la", "le", "l", "van",
    "von", "fitz", "al", "el", "h", "n", "t", "ni", "saint",
];

/// Whether a capital beyond A to Z stands behind a small letter, or is one that no name of mixed case starts with.
fn has_misplaced_capital(name: &str) -> bool {
    words(name).any(|word| {
        let mut before = String::new();
        for c in word.chars() {
            let is_capital = matches!(c, '\u{C0}'..='\u{17F}') && c.is_uppercase();
            let follows_small = before.chars().next_back().is_some_and(char::is_lowercase);
            let may_start = BEFORE_CAPITALS.contains(&before.to_lowercase().as_str());
            if is_capital && follows_small && !may_start {
                return true;
            }
            before.push(c);
        }
        word.contains('Ÿ') && word.chars().any(char::is_lowercase)
    })
}

/// A character of a name with those beside it.
struct Neighbours {
    sign: char,
    before: Option<char>,
    after: Option<char>,
}

impl Neighbours {
    fn has_letter(&self) -> bool {
        is_letter(self.before) || is_letter(self.after)
    }
}

fn neighbours(name: &str) -> impl Iterator<Item = Neighbours> {
    let before = std::iter::once(None).chain(name.chars().map(Some));
    let after = name.chars().skip(1).map(Some).chain([None]);
    let signs = before.zip(name.chars()).zip(after);
    signs.map(|((before, sign), after)| Neighbours {
        sign,
        before,
        after,
    })
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'ƒ' | 'µ' | 'ˆ' | 'ˇ'))
}

/// Encodings that a list may be in, the commonest first.
const CANDIDATES: [Encoding; 17] = [
    Encoding::standard(encoding_rs::WINDOWS_1250),
    Encoding::MAC_ROMAN,
    Encoding::dos(850),
    Encoding::standard(encoding_rs::WINDOWS_1254),
    Encoding::standard(encoding_rs::WINDOWS_1257),
    Encoding::standard(encoding_rs::ISO_8859_2),
    Encoding::standard(encoding_rs::ISO_8859_16),
    Encoding::standard(encoding_rs::ISO_8859_13),
    Encoding::dos(437),
    Encoding::dos(852),
    Encoding::dos(775),
    Encoding::dos(857),
    Encoding::standard(encoding_rs::WINDOWS_1251),
    Encoding::standard(encoding_rs::IBM866),
    Encoding::standard(encoding_rs::X_MAC_CYRILLIC),
    Encoding::standard(encoding_rs::WINDOWS_1253),
    Encoding::dos(737),
];

/// Encodings whose letters a few French or Italian names are easily taken for: names that are in them have others too, of
/// which Windows-1252 makes words of no language.
const BALTIC: [Encoding; 3] = [
    Encoding::standard(encoding_rs::WINDOWS_1257),
    Encoding::standard(encoding_rs::ISO_8859_4),
    Encoding::standard(encoding_rs::ISO_8859_13),
];

/// What the names of a list show that is taken for Windows-1252.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suspicion {
    /// The encoding that the list more likely has, if one can be told.
    pub(super) likely: Option<Encoding>,
    /// The names that are wrong in Windows-1252, as indices.
    pub(super) names: Vec<usize>,
}

/// Looks whether the names of a list, in Windows-1252, can be that; `None` when they can.
pub(super) fn look_through(names: &[&str]) -> Option<Suspicion> {
    // What else has happened to a name says nothing of the encoding.
    let is_lost = |name: &str| has_lost_letters(name) || has_escapes(name);
    let odd = (0..names.len()).filter(|&at| !names[at].is_ascii() && !is_lost(names[at]));
    let odd: Vec<usize> = odd.collect();
    let wrong: Vec<usize> = odd
        .iter()
        .copied()
        .filter(|&at| !is_western(names[at]))
        .collect();
    let odd_names: Vec<&str> = odd.iter().map(|&at| names[at]).collect();
    let likely = if wrong.is_empty() {
        let doubtful: Vec<String> = odd_names.iter().map(|name| without_french(name)).collect();
        let doubtful: Vec<&str> = doubtful.iter().map(String::as_str).collect();
        let reads_well = |encoding: Encoding| {
            let read = odd_names.iter().map(|name| reread(name, encoding));
            read.into_iter()
                .all(|read| read.is_some_and(|read| is_sound(&read)))
        };
        let convincing = |encoding: &Encoding| !BALTIC.contains(encoding) && reads_well(*encoding);
        Some(detected(&doubtful).filter(convincing)?)
    } else {
        likeliest(&odd_names, detected(&odd_names))
    };
    let reads_otherwise = |name: &str| {
        likely.is_some_and(|likely| reread(name, likely).is_none_or(|read| read != name))
    };
    let suspected = |at: &usize| wrong.contains(at) || reads_otherwise(names[*at]);
    Some(Suspicion {
        likely,
        names: odd.into_iter().filter(suspected).collect(),
    })
}

/// A name without its words that are French whatever a detector says of them: those that end in an `è`, a consonant and an
/// `e`, as `Hélène` and `Geneviève` do. In Windows-1250 the `è` would be a `č`, and no Slavic name ends so.
fn without_french(name: &str) -> String {
    let french =
        words(name).filter(|word| is_of_one_language(word, &[FRENCH]) && ends_in_grave(word));
    french.fold(name.to_owned(), |rest, word| rest.replace(word, ""))
}

fn ends_in_grave(word: &str) -> bool {
    let mut letters = word.chars().rev().flat_map(char::to_lowercase);
    let [last, consonant, grave] = [(); 3].map(|()| letters.next().unwrap_or(' '));
    last == 'e' && consonant.is_ascii_lowercase() && !is_vowel(consonant) && grave == 'è'
}

/// The encoding in which most of these names read well, the likeliest where there are several.
fn likeliest(names: &[&str], detected: Option<Encoding>) -> Option<Encoding> {
    let candidates = detected.into_iter().chain(CANDIDATES);
    let readings = candidates.filter_map(|candidate| {
        let read = names.iter().filter_map(|name| reread(name, candidate));
        let sound: Vec<String> = read.filter(|name| is_sound(name)).collect();
        let letters = sound
            .iter()
            .flat_map(|name| name.chars())
            .filter(|c| !c.is_ascii());
        let score = letters.map(commonness).sum::<u32>() + u32::from(Some(candidate) == detected);
        (sound.len() * 2 > names.len()).then_some((sound.len(), score, candidate))
    });
    // The first of equals is the commonest.
    let best = readings.reduce(|best, it| {
        let is_better = (it.0, it.1) > (best.0, best.1);
        if is_better { it } else { best }
    });
    best.map(|(_, _, candidate)| candidate)
}

/// Whether a name may be one in Windows-1252.
fn is_western(name: &str) -> bool {
    let is_word =
        |word: &str| is_of_one_language(word, &WESTERN) && !has_letters_of_another_byte(word);
    garbling(name).is_none() && !has_marks_for_letters(name) && words(name).all(is_word)
}

/// Whether a word has a capital behind its first where only a small letter can be (`MŠrta`, `SÆo`), an apostrophe of Mac
/// Roman (`OÕBrien`), or an `š` for the vowel that it lacks (`Bšhm`).
fn has_letters_of_another_byte(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let is_small = |at: usize| letters.get(at).is_some_and(|letter| letter.is_lowercase());
    let is_capital = |at: usize| letters.get(at).is_some_and(|letter| letter.is_uppercase());
    let second_is_capital = is_capital(0) && is_capital(1) && !letters[1].is_ascii() && is_small(2);
    let apostrophe = letters
        .iter()
        .position(|&letter| letter == 'Õ')
        .is_some_and(|at| {
            at > 0 && is_capital(at + 1) && letters.iter().any(|letter| letter.is_lowercase())
        });
    let lacks_vowel = letters
        .iter()
        .position(|&letter| letter == 'š')
        .is_some_and(|at| {
            let is_consonant = |letter: &char| letter.is_alphabetic() && !is_vowel(*letter);
            at > 0
                && letters[..at].iter().all(is_consonant)
                && letters.get(at + 1).is_some_and(is_consonant)
        });
    second_is_capital || apostrophe || lacks_vowel
}

/// Whether quotes and dashes stand where they are letters in Mac Roman or in a code page of DOS: `Zo‘`, `Av“`, `Nu–ez`,
/// `Garc’a`.
fn has_marks_for_letters(name: &str) -> bool {
    let mut letters = String::new();
    neighbours(name).any(|Neighbours { sign, after, .. }| {
        let before = std::mem::take(&mut letters);
        let follows = !before.is_empty();
        let precedes_small = after.is_some_and(char::is_lowercase);
        match sign {
            '‘' | '“' => follows && !is_letter(after) && !name.contains(['‚', '„']),
            '–' | '—' => follows && (precedes_small || !is_letter(after)),
            '’' => precedes_small && is_no_apostrophe(&before, after),
            _ => {
                if sign.is_alphabetic() {
                    letters = before;
                    letters.push(sign);
                }
                false
            }
        }
    })
}

/// Whether an apostrophe inside a word is likelier an `í` of Mac Roman: names that are written in Latin letters have one
/// behind a vowel, behind `n`, or in `c’h`, `Ts’ao`, `Mas’ud`.
fn is_no_apostrophe(before: &str, after: Option<char>) -> bool {
    let last = before.chars().next_back().unwrap_or(' ');
    let is_breton = last == 'c' && after == Some('h');
    let is_chinese = matches!(before.to_lowercase().as_str(), "ch" | "ts" | "tz" | "sh");
    before.chars().count() > 1 && "rctdlvfbph".contains(last) && !is_breton && !is_chinese
}

fn is_vowel(letter: char) -> bool {
    "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœ".contains(letter.to_lowercase().next().unwrap_or(letter))
}

/// Whether a name reads well: each word is of one script, and the words in Latin letters are of one language.
fn is_sound(name: &str) -> bool {
    let is_latin = |c: char| u32::from(c) < 0x250;
    let languages = || WESTERN.iter().chain(&OTHERS).copied().collect::<Vec<_>>();
    damage(name).is_none()
        && !has_marks_for_letters(name)
        && words(name).all(|word| {
            word.chars().all(|c| !is_latin(c)) && has_case_of_names(word)
                || word.chars().all(is_latin) && !has_letters_of_another_byte(word)
        })
        && is_of_one_language(
            &words(name)
                .filter(|word| word.chars().all(is_latin))
                .collect::<String>(),
            &languages(),
        )
}

/// Whether no capital stands behind a small letter, as in words of Cyrillic and Greek that were read wrong.
fn has_case_of_names(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    !letters
        .windows(2)
        .any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
}

/// The bytes that a name has in Windows-1252, read in another encoding.
fn reread(name: &str, encoding: Encoding) -> Option<String> {
    let bytes = Encoding::WINDOWS_1252.bytes(name)?;
    encoding.text(&bytes).map(Cow::into_owned)
}

/// The encoding that the detector takes names for, if not Windows-1252 or one that reads the same there. It is asked again
/// for the names in small letters, where it has seen more: only where it stands by it, it has a say.
fn detected(names: &[&str]) -> Option<Encoding> {
    let text = names.join("\n");
    let detected = guess(&text)?;
    let small = guess(&text.to_lowercase())?;
    let reads_the_same = |encoding| reread(&text, encoding).is_some_and(|read| read == text);
    (!reads_the_same(detected) && !reads_the_same(small)).then_some(detected)
}

fn guess(text: &str) -> Option<Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&Encoding::WINDOWS_1252.bytes(text)?, true);
    let guess = Encoding::standard(detector.guess(None, Utf8Detection::Deny));
    (guess != Encoding::WINDOWS_1252).then_some(guess)
}
