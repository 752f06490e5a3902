//! A line of text as it is printed, with where each piece of it was written: what is left of marks is looked for in the
//! whole line, because the parser hands out a mark in pieces.

use std::ops::Range;

/// What stands for a character that an author has written with a backslash or as an entity, and means as text.
const MEANT: char = '\u{1}';

/// A line of text while it is put together.
#[derive(Debug, Default)]
pub(super) struct Printed {
    /// Its characters; lines end as they do in the file.
    text: String,
    /// The same in as many bytes, without the characters that are meant as text.
    marks: String,
    pieces: Vec<PrintedPiece>,
    /// Where emphasis and bare addresses start and end in the line, each with the place of the whole of it.
    seams: Vec<(usize, Range<usize>)>,
}

/// A piece of the line.
#[derive(Debug)]
struct PrintedPiece {
    /// Where it starts in the line.
    start: usize,
    /// Where it was written.
    place: Range<usize>,
    /// Whether it was written as it is printed.
    is_verbatim: bool,
}

impl Printed {
    /// Adds what is printed for the text at `place` of a file.
    pub(super) fn push(&mut self, printed: &str, source: &str, place: Range<usize>) {
        let is_verbatim = printed == "\n" || source[place.clone()] == *printed;
        self.pieces.push(PrintedPiece {
            start: self.text.len(),
            place: place.clone(),
            is_verbatim,
        });
        self.text.push_str(printed);
        let meant = if !is_verbatim {
            printed.len()
        } else if is_escaped(source, place.start) {
            printed.chars().next().map_or(0, char::len_utf8)
        } else {
            0
        };
        self.marks.extend(std::iter::repeat_n(MEANT, meant));
        self.marks.push_str(&printed[meant..]);
    }

    /// Notes that the emphasis or address at `place` starts or ends here.
    pub(super) fn push_seam(&mut self, place: Range<usize>) {
        self.seams.push((self.text.len(), place));
    }

    /// The emphasis and addresses that start or end between two letters or digits as they are printed.
    pub(super) fn joined_seams(&self) -> impl Iterator<Item = &Range<usize>> {
        let is_joined = |at: usize| {
            let (before, after) = self.text.split_at(at);
            let (last, first) = (before.chars().next_back(), after.chars().next());
            last.is_some_and(char::is_alphanumeric) && first.is_some_and(char::is_alphanumeric)
        };
        let seams = self.seams.iter().filter(move |(at, _)| is_joined(*at));
        seams.map(|(_, place)| place)
    }

    /// The line.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The line without the characters that are meant as text.
    pub(super) fn marks(&self) -> &str {
        &self.marks
    }

    /// Where some bytes of the line were written.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let piece_at = |at: usize| {
            let after = self.pieces.partition_point(|piece| piece.start <= at);
            after.checked_sub(1).map(|index| &self.pieces[index])
        };
        let start = piece_at(range.start).map_or(0, |piece| piece.offset(range.start));
        let last = range.end.saturating_sub(1).max(range.start);
        let end = piece_at(last).map_or(start, |piece| piece.end_of(range.end));
        start..end.max(start)
    }
}

impl PrintedPiece {
    /// Where the character at `at` in the line was written.
    fn offset(&self, at: usize) -> usize {
        if self.is_verbatim {
            (self.place.start + at - self.start).min(self.place.end)
        } else {
            self.place.start
        }
    }

    /// Where what ends at `at` in the line ends as it was written.
    fn end_of(&self, at: usize) -> usize {
        if self.is_verbatim {
            self.offset(at)
        } else {
            self.place.end
        }
    }
}

/// Whether the character at `at` has a backslash before it that is not itself text.
fn is_escaped(source: &str, at: usize) -> bool {
    let before = source[..at].bytes().rev();
    before.take_while(|byte| *byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(source: &str, pieces: &[(&str, Range<usize>)]) -> Printed {
        let mut printed = Printed::default();
        for (text, place) in pieces {
            printed.push(text, source, place.clone());
        }
        printed
    }

    #[test]
    fn characters_with_a_backslash_and_entities_are_no_marks() {
        let source = "a \\*b &lt;c \\\\*d";
        let pieces = [
            ("a ", 0..2),
            ("*b ", 3..6),
            ("<", 6..10),
            ("c ", 10..12),
            ("\\", 13..14),
            ("*d", 14..16),
        ];
        let printed = line(source, &pieces);
        assert_eq!(printed.text(), "a *b <c \\*d");
        assert_eq!(printed.marks(), "a \u{1}b \u{1}c \u{1}*d");
    }

    #[test]
    fn a_piece_of_a_line_is_found_where_it_was_written() {
        let source = "a &lt;b* c";
        let printed = line(
            source,
            &[
                ("a ", 0..2),
                ("<", 2..6),
                ("b", 6..7),
                ("*", 7..8),
                (" c", 8..10),
            ],
        );
        let place = |text: &str| {
            let start = printed.text().find(text).unwrap();
            printed.place(start..start + text.len())
        };
        assert_eq!(place("a <"), 0..6);
        assert_eq!(place("<b"), 2..7);
        assert_eq!(place("b* c"), 6..10);
    }
}
