//! Emphasis, and links, that take away what may have been meant as text. Markdown reads the stars of `2*5 mg and 1*5 mg` as the ends
//! of emphasis: the words would be printed as "25 mg and 15 mg". Emphasis that starts or ends within a word or number is
//! a fault, and so is a single star between numbers that has a space on one side.

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
}

/// Complains of emphasis at `range` that takes away signs which may be text.
pub(super) fn check(file: &mut SourceFile, range: &Range<usize>) {
    let ends = Ends::of(file.text, range);
    let where_it = match (ends.starts_within(), ends.ends_within()) {
        (true, _) => "starts",
        (false, true) => "ends",
        (false, false) => return check_drawn_blank(file, range),
    };
    let hint = if ends.marks.starts_with('_') {
        "write `\\_` for a sign that is text, or mark whole words"
    } else {
        "write `×` or `\\*` for a sign that is text, or mark whole words"
    };
    let message = format!("emphasis {where_it} within a word or number");
    file.error(range.clone(), message, hint);
}

/// Complains of emphasis whose ends join words as they are printed, though not as they are written: `&frac12;**5**`.
pub(super) fn check_seams(file: &mut SourceFile, line: &Printed) {
    for place in line.joined_seams() {
        let ends = Ends::of(file.text, place);
        if !ends.starts_within() && !ends.ends_within() {
            let hint = "put a space between the two, or mark whole words";
            file.error(place.clone(), "emphasis joins two words or numbers", hint);
        }
    }
}

/// Complains of a link at `range` whose brackets, when they are gone, would make one word or number of two.
pub(super) fn check_link(file: &mut SourceFile, range: &Range<usize>) {
    // An ending may follow the words of a link, but nothing a bare address, and no other link.
    let is_bare = file.text[range.clone()].starts_with('<');
    let is_joined = |character: Option<char>| {
        let joins = |c: char| c.is_alphanumeric() || "[]<>".contains(c);
        character.is_some_and(|c| c.is_numeric() || is_bare && joins(c))
    };
    let before = file.text[..range.start]
        .trim_end_matches(is_mark)
        .chars()
        .next_back();
    let after = file.text[range.end..]
        .trim_start_matches(is_mark)
        .chars()
        .next();
    let follows_link = is_bare && before == Some(')') && file.text[..range.start].contains("](");
    if is_joined(before) || is_joined(after) || follows_link {
        let hint = "put a space between the two";
        file.error(range.clone(), "a link stands within a word or number", hint);
    }
}

/// Complains of underscores that draw a blank, and that Markdown takes for marks: `Name:____Date:____`.
fn check_drawn_blank(file: &mut SourceFile, range: &Range<usize>) {
    if file.text[range.clone()].starts_with("___") {
        let hint = "write `[label](blank:)` for a blank to write in, or `**words**` for words that stand out";
        file.error(
            range.clone(),
            "underscores are taken for marks and not printed",
            hint,
        );
    }
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
        ends.starts_within() || ends.ends_within()
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
        ] {
            assert!(!is_within(text), "{text}");
        }
    }
}
