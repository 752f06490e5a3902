//! Emphasis, and links, that take away what may have been meant as text. Markdown reads the stars of `2*5 mg and 1*5 mg` as the ends
//! of emphasis: the words would be printed as "25 mg and 15 mg". Emphasis that starts or ends within a word or number is
//! a fault, and so is a single star between numbers that has a space on one side, emphasis that holds no whole words
//! (the stars of "press \*, then \*."), and a star or underscore that is left over beside emphasis: which of them the author
//! meant as text cannot be known.

use std::ops::Range;

use super::printed::Printed;
use super::source::SourceFile;

/// The ends of emphasis in a file.
struct Ends<'s> {
    /// What stands before it, without its marks.
    before: &'s str,
    /// What it holds, without its marks.
    inside: &'s str,
    /// What stands after it.
    after: &'s str,
    /// Its marks, as they open it.
    marks: &'s str,
}

fn is_mark(character: char) -> bool {
    matches!(character, '*' | '_')
}

impl<'s> Ends<'s> {
    fn of(text: &'s str, range: &Range<usize>) -> Ends<'s> {
        let before = text[..range.start].trim_end_matches(is_mark);
        let after = text[range.end..].trim_start_matches(is_mark);
        let inside = &text[before.len()..text.len() - after.len()];
        let unmarked = inside.trim_start_matches(is_mark);
        Ends {
            before,
            inside: unmarked.trim_end_matches(is_mark),
            after,
            marks: &inside[..inside.len() - unmarked.len()],
        }
    }

    /// Whether the start is in the midst of something that a reader takes as one.
    fn starts_within(&self) -> bool {
        let (before, first) = (self.before.chars().next_back(), self.inside.chars().next());
        is_word(before) && is_word(first)
            || self.marks == "*"
                && (closes(before)
                    || ends_in_number(self.before) && first.is_some_and(char::is_numeric))
    }

    /// Whether the end is.
    fn ends_within(&self) -> bool {
        let (last, after) = (self.inside.chars().next_back(), self.after.chars().next());
        let next = self.after.trim_start_matches(' ').chars().next();
        is_word(last) && is_word(after)
            || self.marks == "*"
                && (opens(after)
                    || last.is_some_and(char::is_numeric) && next.is_some_and(char::is_numeric))
    }

    /// Whether it starts with what ends words that stand before it, as in "the star (\*) and the hash (\*)".
    fn starts_after_words(&self) -> bool {
        let mut characters = self.inside.chars();
        let first = characters.next();
        let second = characters.find(|&c| Some(c) != first);
        let may_start = |c: char| c.is_alphanumeric() || "“‘([{£$€".contains(c);
        match first {
            Some(')' | ']' | '}' | '”' | '»') => true,
            Some('.' | ',' | ';' | ':' | '!' | '?' | '/' | '%' | '’' | '\'' | '"') => {
                !second.is_some_and(may_start)
            }
            _ => false,
        }
    }

    /// Whether it ends with what starts words that stand after it.
    fn ends_before_words(&self) -> bool {
        let mut characters = self.inside.chars().rev();
        let (last, before) = (characters.next(), characters.next());
        match last {
            Some('(' | '[' | '{' | '“' | '‘' | '«') => true,
            Some('\'' | '"' | '/') => before.is_none_or(char::is_whitespace),
            _ => false,
        }
    }
}

/// Complains of emphasis at `range` that takes away signs which may be text. Returns whether it does.
pub(super) fn check(file: &mut SourceFile, range: &Range<usize>) -> bool {
    let ends = Ends::of(file.text, range);
    let message = if ends.starts_within() {
        "emphasis starts within a word or number"
    } else if ends.ends_within() {
        "emphasis ends within a word or number"
    } else if ends.starts_after_words() || ends.ends_before_words() {
        "emphasis does not hold whole words"
    } else {
        return check_drawn_blank(file, range);
    };
    file.error(range.clone(), message, hint_for(ends.marks));
    true
}

/// What to do about marks that may be text.
fn hint_for(marks: &str) -> &'static str {
    if marks.starts_with('_') {
        "write `\\_` for a sign that is text, or mark whole words"
    } else {
        "write `×` or `\\*` for a sign that is text, or mark whole words"
    }
}

/// Complains of the first mark that is left over in a line with emphasis by such a mark, at `emphasised`: in "\*5, \*10 and 15\*" one
/// of the stars would be printed and two would not.
pub(super) fn check_left_over(file: &mut SourceFile, line: &Printed, emphasised: &[Range<usize>]) {
    for mark in ['*', '_'] {
        let is_taken = emphasised
            .iter()
            .any(|range| file.text[range.clone()].starts_with(mark));
        let Some(at) = left_over(line.marks(), mark).filter(|_| is_taken) else {
            continue;
        };
        let message = format!("of several `{mark}`, some mark emphasis and one would be printed");
        let hint = format!("write `\\{mark}` for each that is text");
        file.error(line.place(at..at + 1), message, hint);
    }
}

/// Where a text has a single mark that stands beside a word, and so may have been meant for one of a pair.
fn left_over(text: &str, mark: char) -> Option<usize> {
    text.match_indices(mark).map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let is_apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_single = before != Some(mark) && after != Some(mark);
        // An underscore within a word marks nothing.
        let is_within = mark == '_' && is_word(before) && is_word(after);
        is_single && !is_within && !(is_apart(before) && is_apart(after))
    })
}

/// Complains of emphasis and bare addresses whose ends join words as they are printed, though perhaps not as they are
/// written: `&frac12;**5**`, `see<https://…>`.
pub(super) fn check_seams(file: &mut SourceFile, line: &Printed) {
    for place in line.joined_seams() {
        let ends = Ends::of(file.text, place);
        if file.text[place.clone()].starts_with('<') {
            refuse_link(file, place);
        } else if !ends.starts_within() && !ends.ends_within() {
            let hint = "put a space between the two, or mark whole words";
            file.error(place.clone(), "emphasis joins two words or numbers", hint);
        }
    }
}

/// Complains of a link at `range` whose brackets, when they are gone, would make one number of two. An ending may follow
/// its words.
pub(super) fn check_link(file: &mut SourceFile, range: &Range<usize>) {
    let before = file.text[..range.start].chars().next_back();
    let after = file.text[range.end..].chars().next();
    if before.is_some_and(char::is_numeric) || after.is_some_and(char::is_numeric) {
        refuse_link(file, range);
    }
}

fn refuse_link(file: &mut SourceFile, range: &Range<usize>) {
    let hint = "put a space between the two";
    file.error(range.clone(), "a link stands within a word or number", hint);
}

/// Complains of underscores that draw a blank, and that Markdown takes for marks: `Name:____Date:____`. Returns whether
/// they do.
fn check_drawn_blank(file: &mut SourceFile, range: &Range<usize>) -> bool {
    let is_drawn = file.text[range.clone()].starts_with("___");
    if is_drawn {
        let hint = "write `[label](blank:)` for a blank to write in, or `**words**` for words that stand out";
        file.error(
            range.clone(),
            "underscores are taken for marks and not printed",
            hint,
        );
    }
    is_drawn
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

/// Whether a character ends something that can be multiplied.
fn closes(character: Option<char>) -> bool {
    matches!(character, Some(')' | ']' | '}' | '%' | '°'))
}

/// Whether a character starts something that can be multiplied.
fn opens(character: Option<char>) -> bool {
    matches!(character, Some('(' | '[' | '{' | '£' | '$' | '€'))
}

/// Whether a text ends in a number and perhaps a space.
fn ends_in_number(text: &str) -> bool {
    let text = text.strip_suffix(' ').unwrap_or(text);
    text.ends_with(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_within(text: &str) -> bool {
        let start = text.find(is_mark).unwrap();
        let end = text.rfind(is_mark).unwrap() + 1;
        let ends = Ends::of(text, &(start..end));
        ends.starts_within()
            || ends.ends_within()
            || ends.starts_after_words()
            || ends.ends_before_words()
    }

    #[test]
    fn emphasis_within_words_and_numbers_is_told_from_that_of_words() {
        for text in [
            "2*5 mg and 1*5",
            "un*believ*able",
            "**B**lood",
            "2 *5 mg and 3*",
            "*5 mg and 3* 5",
            "a **5**mg",
            "(2)*4 and*",
            "*4 and 5*(2)",
            "5**2 and 3**2",
            "press *, then *.",
            "the star (*) and the hash (*)",
            "“*” or “*”",
            "'_' or '_'",
            "*/*",
            "a *...* b",
        ] {
            assert!(is_within(text), "{text}");
        }
        for text in [
            "*word*",
            "take 2 **5 mg** tablets",
            "(*word*)",
            "***word*** more",
            "“_word_”, more",
            "a-*word*-b",
            "5 *mg* 5",
            "Take *20 mg*.",
            "1 **2** 3",
            "*’til then*",
            "*'quoted'*",
            "*.5 mg*",
            "**...and more**",
            "*(in brackets)*",
            "**Stop!**",
            "**– more**",
            "**5%**",
        ] {
            assert!(!is_within(text), "{text}");
        }
    }

    #[test]
    fn a_mark_is_left_over_where_it_may_be_one_of_a_pair() {
        for text in ["*5, 10", "mg* or", "a*b", "(*)"] {
            assert!(left_over(text, '*').is_some(), "{text}");
        }
        for text in ["5 * 3", "a ** b", "**b", "-", "*"] {
            assert!(left_over(text, '*').is_none(), "{text}");
        }
        assert!(left_over("case_ x", '_').is_some());
        assert!(left_over("snake_case", '_').is_none());
    }
}
