//! Marks of Markdown that are left in the words: it takes what it does not understand for text, and prints it. A slip of
//! the pen is no error of syntax, so this warns; a mark with a backslash before it is meant as text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::source::SourceFile;

/// A mark, and what to say of it.
struct Leftover {
    /// How it is found in a run of plain words.
    pattern: Regex,
    /// The mend.
    hint: &'static str,
}

/// What is a leftover at the start of a line.
static AT_LINE_STARTS: LazyLock<[Leftover; 5]> = LazyLock::new(|| {
    [
        leftover(
            r"^#+(?:\w|$)",
            "write `## ` with a space for a heading, or `\\#` for a sign that is text",
        ),
        leftover(
            r"^(?:-|\d+[.)])\p{L}",
            "put a space after the mark of an item, or a backslash before it",
        ),
        leftover("^•", "write each item as `- …`, on a line of its own"),
        leftover(
            r"^\|",
            "give the table a second line with a `---` for each column: `|---|---|`",
        ),
        leftover("^:::", "use a callout: `> [!NOTE]`"),
    ]
});

/// What is a leftover anywhere.
static ANYWHERE: LazyLock<[Leftover; 3]> = LazyLock::new(|| {
    [
        leftover(
            r"\*\*",
            "write `**words**` without a space inside the stars, or `\\*` for a star that is text",
        ),
        leftover(
            r"\|-",
            "give the table a second line with a `---` for each column: `|---|---|`",
        ),
        leftover(
            r"\{\.",
            "write the class at the heading's end: `{.questions}`",
        ),
    ]
});

fn leftover(pattern: &str, hint: &'static str) -> Leftover {
    let pattern = Regex::new(pattern).expect("the pattern is sound");
    Leftover { pattern, hint }
}

/// Warns of a mark that is left in plain words, which stand at `place` as they are printed.
pub(super) fn warn(file: &mut SourceFile, place: &Range<usize>) {
    // The parser hands out stars one by one.
    let text = file.text;
    let is_star = &text[place.clone()] == "*" && text[place.end..].starts_with('*');
    let words = &text[place.start..place.end + usize::from(is_star)];
    let before = &text[..place.start];
    if before.ends_with('\\') {
        return;
    }
    let at_start = find(&*AT_LINE_STARTS, words).filter(|_| starts_line(before));
    if let Some((range, hint)) = at_start.or_else(|| find(&*ANYWHERE, words)) {
        let message = format!("`{}` is printed as it stands", &words[range.clone()]);
        let range = place.start + range.start..place.start + range.end;
        file.warning(range, message, hint);
    }
}

fn find(leftovers: &[Leftover], words: &str) -> Option<(Range<usize>, &'static str)> {
    leftovers.iter().find_map(|leftover| {
        let found = leftover.pattern.find(words)?;
        Some((found.range(), leftover.hint))
    })
}

/// Whether what follows `before` is the first of its line, but for the marks of a callout.
fn starts_line(before: &str) -> bool {
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    before[line_start..].chars().all(|c| matches!(c, ' ' | '>'))
}
