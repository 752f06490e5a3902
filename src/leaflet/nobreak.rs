//! Words that must not part at the end of a line: dates, telephone numbers, a number and its unit, "page" and its
//! number. They are joined by no-break spaces (U+00A0), which read back as spaces. In text that runs from right to left,
//! those that start with a number are also isolated: otherwise "0123 456" comes out as "456 0123" and "37.5 °C" as
//! "C° 37.5" (Unicode Standard Annex 9, N1).

use std::ops::RangeInclusive;

use crate::language::Direction;
use crate::signs::LINE_BREAK;
use crate::wording::{self, Piece, Wording};

use super::compose::Composer;
use super::{NodeId, Role, measures};

/// Starts words that run from left to right within a line that does not (Unicode Standard Annex 9, 2.4.2).
pub(super) const LEFT_TO_RIGHT_ISOLATE: &str = "\u{2066}";
/// Ends them.
pub(crate) const POP_ISOLATE: &str = "\u{2069}";

/// Stands where a line must not end and nothing is printed.
pub(crate) const WORD_JOINER: char = '\u{2060}';
const NO_BREAK_SPACE: char = '\u{A0}';

/// The fewest digits of a telephone number that is written in groups ("116 123").
const SHORTEST_PHONE_NUMBER: usize = 6;

/// `text`, which runs in `direction`, with its words joined where a line must not end.
pub(crate) fn keep_together(text: &str, wording: &Wording, direction: Direction) -> String {
    let lines = text.split(LINE_BREAK);
    let joined: Vec<String> = lines
        .map(|line| keep_line_together(line, wording, direction))
        .collect();
    joined.join(&LINE_BREAK.to_string())
}

/// The same for a text without hard line breaks.
fn keep_line_together(text: &str, wording: &Wording, direction: Direction) -> String {
    let words: Vec<&str> = text.split([' ', NO_BREAK_SPACE]).collect();
    let mut spaces = text.matches([' ', NO_BREAK_SPACE]);
    let mut joined = String::with_capacity(text.len() + 8);
    for run in runs(&words, wording) {
        if *run.start() > 0 {
            joined.push_str(spaces.next().unwrap_or_default());
        }
        spaces.by_ref().take(run.clone().count() - 1).for_each(drop);
        let whole: Vec<String> = words[run].iter().map(|word| uncut(word, wording)).collect();
        let whole = whole.join("\u{A0}");
        if direction == Direction::RightToLeft && is_turned_round(&whole) {
            push_isolated(&mut joined, &whole);
        } else {
            joined.push_str(&whole);
        }
    }
    joined
}

/// A word whose slashes no line ends after where they stand in a unit: "g/L".
fn uncut(word: &str, wording: &Wording) -> String {
    let mut uncut = word.to_owned();
    for at in measures::slashes(word, &wording.units).into_iter().rev() {
        uncut.insert(at, WORD_JOINER);
    }
    uncut
}

/// The spaces of `text` that a line must not end at, as bytes.
fn spaces_that_stay(text: &str, wording: &Wording) -> Vec<usize> {
    let words: Vec<&str> = text.split([' ', NO_BREAK_SPACE]).collect();
    let spaces: Vec<usize> = text
        .match_indices([' ', NO_BREAK_SPACE])
        .map(|(at, _)| at)
        .collect();
    let runs = runs(&words, wording).into_iter();
    runs.flat_map(|run| spaces[*run.start()..*run.end()].to_vec())
        .collect()
}

impl Composer<'_> {
    /// Joins words in a node that belong together and stand in leaves of their own: "**5** mg".
    pub(super) fn join_leaves(&mut self, node: NodeId) {
        let mut text = String::new();
        let mut leaves = Vec::new();
        for id in self.leaflet.descendants(node) {
            if let Role::Text { text: words, .. } = &self.leaflet.node(id).role {
                leaves.push((id, text.len()..text.len() + words.len()));
                text.push_str(words);
            }
        }
        if leaves.len() < 2 {
            return;
        }
        // From the end, so that what comes before keeps its place.
        for at in spaces_that_stay(&text, self.wording()).into_iter().rev() {
            let leaf = leaves.iter().find(|(_, range)| range.contains(&at));
            if let Some((id, range)) = leaf
                && let Role::Text { text: words, .. } = &mut self.leaflet.node_mut(*id).role
                && words[at - range.start..].starts_with(' ')
            {
                let at = at - range.start;
                words.replace_range(at..at + 1, "\u{A0}");
            }
        }
    }
}

/// All words, in runs that stay together; most run alone.
fn runs(words: &[&str], wording: &Wording) -> Vec<RangeInclusive<usize>> {
    let phones = phone_numbers(words);
    let mut runs: Vec<RangeInclusive<usize>> = Vec::new();
    for at in 0..words.len() {
        let stays = |left: &str, right: &str| {
            let in_phone =
                |phone: &RangeInclusive<usize>| *phone.start() < at && at <= *phone.end();
            phones.iter().any(in_phone)
                || is_date(left, right, wording)
                || measures::belong(left, right, &wording.units)
                || is_page(left, right, wording)
        };
        match runs.last_mut() {
            Some(run) if stays(words[at - 1], words[at]) => *run = *run.start()..=at,
            _ => runs.push(at..=at),
        }
    }
    runs
}

/// Whether words would come out in another order in a line that runs from right to left: groups of digits, and what
/// starts with a number and goes on in Latin letters ("37.5 °C"). "50%" is set there as its readers write it.
fn is_turned_round(words: &str) -> bool {
    let core = core(words);
    let starts_with_number = core.trim_start_matches('+').starts_with(char::is_numeric);
    starts_with_number
        && core.contains(|c: char| {
            c.is_ascii_alphabetic() || (c == NO_BREAK_SPACE && !core.ends_with('%'))
        })
}

/// Adds words within marks that keep their order; the punctuation around them stays outside.
fn push_isolated(text: &mut String, words: &str) {
    let (before, after) = words.split_once(core(words)).unwrap_or(("", ""));
    text.push_str(before);
    text.push_str(LEFT_TO_RIGHT_ISOLATE);
    text.push_str(core(words));
    text.push_str(POP_ISOLATE);
    text.push_str(after);
}

/// The telephone numbers that are written in groups, as ranges of words.
fn phone_numbers(words: &[&str]) -> Vec<RangeInclusive<usize>> {
    let mut phones = Vec::new();
    let mut start = 0;
    for at in 0..words.len() {
        let goes_on = at + 1 < words.len()
            && is_digits(core(words[at]))
            && is_digits(core(words[at + 1]))
            && touch(words[at], words[at + 1]);
        if goes_on {
            continue;
        }
        let digits: usize = words[start..=at]
            .iter()
            .map(|word| core(word).chars().count())
            .sum();
        if at > start && digits >= SHORTEST_PHONE_NUMBER {
            phones.push(start..=at);
        }
        start = at + 1;
    }
    phones
}

/// A word without the punctuation around it.
fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '°' | '%' | '+'))
}

fn is_digits(word: &str) -> bool {
    let digits = word.strip_prefix('+').unwrap_or(word);
    !digits.is_empty() && digits.chars().all(char::is_numeric)
}

/// Whether nothing parts two words but a space: no comma, full stop or bracket.
fn touch(left: &str, right: &str) -> bool {
    left.ends_with(core(left)) && right.starts_with(core(right))
}

/// Whether two words stand beside each other in a date, as the language writes one.
fn is_date(left: &str, right: &str, wording: &Wording) -> bool {
    let (first, second) = (core(left), core(right));
    // Asked first: this is looked for at every space, and few words are months.
    let names_a_month = is_month(first, wording) || is_month(second, wording);
    if !names_a_month || !touch(left, right) {
        return false;
    }
    let parts: Vec<Piece> = wording::pieces(&wording.date)
        .into_iter()
        .filter(|piece| matches!(piece, Piece::Place(_)))
        .collect();
    parts.windows(2).any(|pair| {
        is_part_of_date(first, pair[0], wording) && is_part_of_date(second, pair[1], wording)
    })
}

fn is_part_of_date(word: &str, part: Piece, wording: &Wording) -> bool {
    match part {
        Piece::Place("month") => is_month(word, wording),
        Piece::Place("day") => is_digits(word) && word.chars().count() <= 2,
        Piece::Place("year") => is_digits(word) && word.chars().count() == 4,
        Piece::Place(_) | Piece::Words(_) => false,
    }
}

fn is_month(word: &str, wording: &Wording) -> bool {
    wording.months.iter().any(|month| month == word)
}

fn is_page(left: &str, right: &str, wording: &Wording) -> bool {
    if !right.starts_with(char::is_numeric) || !touch(left, right) {
        return false;
    }
    let word = core(left).to_lowercase();
    word == wording.page_one || word == wording.pages_many
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn kept(text: &str, direction: Direction) -> String {
        let english = Wording::for_language(&Language::parse("en-GB").unwrap()).unwrap();
        keep_together(text, english, direction)
            .replace('\u{A0}', "_")
            .replace('\u{2060}', "|")
    }

    #[test]
    fn dates_numbers_and_units_stay_together() {
        for (text, expected) in [
            ("by 5 August 2027, or", "by 5_August_2027, or"),
            ("In August 2027.", "In August_2027."),
            ("ring (0808 800 4040) now", "ring (0808_800_4040) now"),
            ("ring +44 20 7946 0000.", "ring +44_20_7946_0000."),
            ("or 116 123, day", "or 116_123, day"),
            ("37.5 °C or 10 mg.", "37.5_°C or 10_mg."),
            ("take 4 × 1 g, then", "take 4_×_1_g, then"),
            ("above 150 × 10⁹/L", "above 150_×_10⁹/|L"),
            ("20 g/L and/or 5", "20_g/|L and/or 5"),
            ("Page 9 and pages 12, 13", "Page_9 and pages_12, 13"),
        ] {
            assert_eq!(kept(text, Direction::LeftToRight), expected);
        }
    }

    #[test]
    fn other_words_may_part() {
        for text in [
            "ages 18 to 25",
            "It lasts 28 days. In 2, 3 or 4",
            "in 2024, 2025 was",
            "Ring 111. 999 is for",
            "5 may come",
            "a b  c ",
            "",
        ] {
            assert_eq!(kept(text, Direction::LeftToRight), text);
        }
    }

    #[test]
    fn numbers_that_text_from_right_to_left_would_turn_round_are_isolated() {
        for (text, expected) in [
            ("فون (0808 800 4040).", "فون (<0808_800_4040>)."),
            ("درجہ 37.5 °C، یا", "درجہ <37.5_°C>، یا"),
            ("بجرعة 600mg.", "بجرعة <600mg>."),
            ("5 August 2027 تک", "<5_August_2027> تک"),
        ] {
            let marked = kept(text, Direction::RightToLeft).replace('\u{2066}', "<");
            assert_eq!(marked.replace('\u{2069}', ">"), expected);
        }
        for text in ["سال 2027 میں", "50% من", "imatinib 600"] {
            assert_eq!(kept(text, Direction::RightToLeft), text);
        }
    }
}
