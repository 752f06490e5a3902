//! Which characters a text may hold. Refused anywhere: marks that change the order of reading without being seen
//! (U+202A to U+202E, "Trojan Source", CVE-2021-42574), control characters but the line end, soft hyphens and
//! byte-order marks, and what programs write for a letter that they have lost. Refused where it would be printed: what no bundled font can write. Once a file and character.
//! Everything else comes out in plain characters ([`crate::normal_form`]).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::printed::Printed;
use super::source::SourceFile;
use crate::normal_form::{can_be_set, plain_characters, replacement_hint};
use crate::printable::is_hidden;
use crate::shifted;

/// The longest word, in characters: setting one takes a time that grows with the square of its length.
pub(crate) const LONGEST_WORD: usize = 5000;
/// The longest paragraph or cell, in characters: about eighty pages of text.
pub(crate) const LONGEST_LINE: usize = 200_000;

/// Complains of refused characters anywhere in a file, be it in a comment.
pub(super) fn check_file(file: &mut SourceFile) {
    let mut characters = file.text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let ends_line = character == '\r' && matches!(characters.peek(), Some((_, '\n')));
        if !ends_line {
            complain_if_refused(file, character, start..start + character.len_utf8());
        }
    }
}

/// `text`, which was written at `place`, in plain characters. Complains of those that cannot stand in it: what no font has,
/// and refused ones that came in as escapes.
pub(super) fn plain(file: &mut SourceFile, text: &str, place: &Range<usize>) -> String {
    for character in text.chars() {
        let here = |file: &SourceFile| locate(file, character.encode_utf8(&mut [0; 4]), place);
        if refused(character) {
            complain_if_refused(file, character, here(file));
        } else if !can_be_set(character, &file.typefaces) && file.names_first(character) {
            file.error(
                here(file),
                format!(
                    "no bundled font can write `{character}` (U+{:04X})",
                    u32::from(character)
                ),
                replacement_hint(character),
            );
        }
    }
    let plain = plain_characters(text).into_owned();
    check_clusters(file, &plain, place);
    check_scripts(file, &plain, place);
    plain
}

/// Complains of a Latin word with a Cyrillic letter in it, or a Greek one that looks like a Latin letter: it is pasted, is not
/// found in the glossary, and is read aloud wrong (Unicode Technical Standard 39, 5.1). Greek letters that do not look so are
/// signs: IFNγ, μg.
fn check_scripts(file: &mut SourceFile, text: &str, place: &Range<usize>) {
    static MIXED: LazyLock<Regex> = LazyLock::new(|| {
        let other = r"[\p{Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]";
        Regex::new(&format!(
            r"\p{{Latin}}\p{{M}}*({other})|({other})\p{{M}}*\p{{Latin}}"
        ))
        .expect("the pattern is sound")
    });
    let Some(found) = MIXED.captures(text) else {
        return;
    };
    let other = found.get(1).or_else(|| found.get(2));
    let Some(letter) = other.and_then(|other| other.as_str().chars().next()) else {
        return;
    };
    if file.names_first(letter) {
        let code = u32::from(letter);
        let message = format!("`{letter}` (U+{code:04X}) looks like a Latin letter and is none");
        let range = locate(file, found.get(0).map_or("", |it| it.as_str()), place);
        file.error(range, message, "type the word again");
    }
}

/// Complains of words in `text`, which was written at `place`, that are too long to be set.
pub(super) fn check_words(file: &mut SourceFile, text: &str, place: &Range<usize>) {
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if length > LONGEST_WORD {
            let message = format!("a word has {length} characters");
            let hint = format!("put spaces in it: a word has at most {LONGEST_WORD}");
            file.error(locate(file, word, place), message, hint);
        }
    }
}

/// Complains of words in a line that are too long to be set, and of a line that is. Not before it is whole: a word is put
/// together of what the parser hands out.
pub(super) fn check_line(file: &mut SourceFile, line: &Printed) {
    let text = line.text();
    let length = text.chars().count();
    if length > LONGEST_LINE {
        let message = format!("a paragraph has {length} characters");
        let hint = format!("part it: a paragraph has at most {LONGEST_LINE}");
        file.error(line.place(0..text.len()), message, hint);
    }
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let here = start..start + word.trim_end().len();
        start += word.len();
        let length = text[here.clone()].chars().count();
        if length > LONGEST_WORD {
            let message = format!("a word has {length} characters");
            let hint = format!("put spaces in it: a word has at most {LONGEST_WORD}");
            file.error(line.place(here), message, hint);
        }
    }
}

/// Complains of a letter whose mark is in another font: the two are printed as one.
fn check_clusters(file: &mut SourceFile, text: &str, place: &Range<usize>) {
    let Some(cluster) = file.typefaces.unwritable_cluster(text) else {
        return;
    };
    let is_new = cluster.chars().all(|c| file.typefaces.can_write(c))
        && cluster
            .chars()
            .last()
            .is_some_and(|mark| file.names_first(mark));
    if is_new {
        let codes: Vec<String> = cluster
            .chars()
            .map(|character| format!("U+{:04X}", u32::from(character)))
            .collect();
        let range = locate(file, cluster, place);
        let message = format!(
            "no bundled font can write `{cluster}` ({}) as one",
            codes.join(" ")
        );
        file.error(range, message, "use a letter and marks of one script");
    }
}

fn refused(character: char) -> bool {
    is_hidden(character)
        || is_line_separator(character)
        || character == char::REPLACEMENT_CHARACTER
        || shifted::mark(character).is_some()
        || (character.is_control() && character != '\n')
}

/// Unicode's own marks of a line's and a paragraph's end.
fn is_line_separator(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}')
}

fn complain_if_refused(file: &mut SourceFile, character: char, range: Range<usize>) {
    if !refused(character) || !file.names_first(character) {
        return;
    }
    let (name, hint) = match character {
        '\u{202A}'..='\u{202E}' => (
            "a bidi override",
            "delete it; for words in another script use `<div lang=\"…\">` or the isolates U+2066 to U+2069",
        ),
        '\u{AD}' => ("a soft hyphen", "delete it: leaflets are not hyphenated"),
        '\u{FEFF}' => ("a byte-order mark", "delete it"),
        '\t' => ("a tab", "use spaces"),
        char::REPLACEMENT_CHARACTER => (
            "the sign of a lost letter",
            "type the letter again: it was lost when the text was saved or converted",
        ),
        _ if is_line_separator(character) => (
            "a line separator",
            "end the line with two spaces or a backslash, or start a new paragraph",
        ),
        _ if shifted::mark(character).is_some() => ("a variation selector", "delete it"),
        _ => ("a control character", "delete it"),
    };
    let message = format!("{name} (U+{:04X}) is not allowed", u32::from(character));
    file.error(range, message, hint);
}

/// Where `text` stands within `place`; the whole place when it was written as an escape.
fn locate(file: &SourceFile, text: &str, place: &Range<usize>) -> Range<usize> {
    match file.text[place.clone()].find(text) {
        Some(offset) => {
            let start = place.start + offset;
            start..start + text.len()
        }
        None => place.clone(),
    }
}
