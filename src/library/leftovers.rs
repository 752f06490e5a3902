//! What is left in the words that was not meant for readers. Marks of templates and placeholders are faults wherever words
//! are printed. Marks of Markdown and of its dialects are warned of: Markdown takes what it does not understand for text,
//! and prints it. A slip of the pen is not a syntax error, and a mark with a backslash before it is meant as text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::printed::Printed;
use super::source::SourceFile;
use crate::placeholder::{self, Unreplaced};

/// What to do about a blank, in the text of a section.
const BLANK_HINT: &str = "write the words, or `[label](blank:)` for a blank to write in";
/// The same where no blank can stand.
const NO_BLANK_HINT: &str = "write the words; a blank to write in, `[label](blank:)`, can stand in the text below a front matter";
/// What to do where neither words nor a blank are missing.
const UNFINISHED_HINT: &str = "finish the text";

/// A mark, and what to say of it.
struct Leftover {
    /// How it is found in a line as it is printed. What is around the mark itself stands outside the group `mark`.
    pattern: Regex,
    /// How to fix it.
    hint: &'static str,
}

const SUPERSCRIPT: &str = "write `<sup>…</sup>`, or the sign itself: `10⁹`";

/// What is a leftover at the start of a line.
static AT_LINE_STARTS: LazyLock<[Leftover; 13]> = LazyLock::new(|| {
    let heading = "write `## ` with a space for a heading, or `\\#` for a sign that is text";
    let item = "write each item as `- …`, on a line of its own";
    let letters = "number steps with `1.`, or write each item as `- …`";
    [
        leftover(r"^#+(?:\w|$)", heading),
        leftover(r"^=+\s\S", heading),
        leftover(r"^h[1-6]\.\s", heading),
        leftover(
            r"^(?:[-+*]|\d+[.)])\p{L}",
            "put a space after the mark of an item, or a backslash before it",
        ),
        leftover(r"^[•·‣◦▪■●○➢➤⁃∙]", item),
        leftover(r"^(?P<mark>[–—o])\s", item),
        leftover(r"^(?P<mark>[a-h][.)]|\([a-hA-H]\)|[A-H]\))\s", letters),
        leftover(
            r"^(?P<mark>(?:ii|iii|iv|vi{0,3}|ix)[.)]|\((?:i{1,3}|iv|vi{0,3}|ix|x|\d+)\)|i\))\s",
            letters,
        ),
        leftover(
            r"^:\s",
            "write `**Term**: its meaning` as an item of a list, or put the term into the glossary",
        ),
        leftover(
            r"^\|",
            "give the table a second line with a `---` for each column: `|---|---|`",
        ),
        leftover("^:::", "use a callout: `> [!NOTE]`"),
        leftover(
            r"^(?P<mark>!!!|\?\?\?\+?)\s*\w",
            "use a callout: `> [!NOTE]`",
        ),
        leftover(r"^(?P<mark>\.\.)\s\w", "write plain words"),
    ]
});

/// What is a leftover anywhere.
static ANYWHERE: LazyLock<[Leftover; 20]> = LazyLock::new(|| {
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
        leftover(
            r"\[\^[^\]\n]+\]",
            "say it in the text: there are no footnotes",
        ),
        leftover("==[^=\n]+==", "write `**words**` for words that stand out"),
        leftover(
            r"~[^~\s]+~",
            "write `<sub>…</sub>`, or the sign itself: `CO₂`; for “roughly” write “about”",
        ),
        leftover(
            r"(?P<mark>\$[^$\s](?:[^$\n]*[^$\s])?\$)(?:\D|$)",
            "write it in words, or with the signs themselves: `x²`",
        ),
        leftover(r"\^[^\^\s]+\^", SUPERSCRIPT),
        leftover(r"(?:\d|\b\p{L}{1,3})(?P<mark>\^)[-−]?\d", SUPERSCRIPT),
        leftover(r"\\[A-Za-z]{2,}", "write the words, or the sign itself"),
        leftover(
            r"(?:^|[^\w:])(?P<mark>:[a-z][a-z0-9_+-]+:)(?:[^\w:]|$)",
            "say it in words",
        ),
        leftover(
            r"\+\+[^+\s][^+\n]*\+\+",
            "write `**words**` for words that stand out",
        ),
        leftover(r"\|\|[^|\n]+\|\|", "write plain words"),
        leftover(
            r"&(?:[A-Za-z]{3,20}|#[xX]?[0-9A-Fa-f]{1,6});",
            "write the sign itself",
        ),
        leftover(
            r"(?P<mark>&(?:nbsp|ndash|mdash|hellip|copy|deg|frac\d\d|times|pound))(?:[\s.,)]|$)",
            "write the sign itself",
        ),
        leftover(
            r"(?P<mark>\\)\s*$",
            "delete it: a backslash ends a line only where another line of the paragraph follows",
        ),
        leftover(
            r"[\p{L}\d](?P<mark>-)\n(?P<next>[\p{Ll}\d]+)",
            "join the two lines: a space is printed after a hyphen that ends a line",
        ),
        leftover(
            r"(?:^|\s)(?P<mark>-{2,3})(?:\s|$)",
            "write the dash itself: `–`",
        ),
        leftover(r"\w(?P<mark>-{2,3})\w", "write the dash itself: `–`"),
        leftover(
            r"(?P<mark>[-=]>)",
            "write the sign itself, `→` or `≥`, or say it in words",
        ),
    ]
});

/// What is a leftover where words are not read as Markdown: in front matter, in TOML, in the caption of a figure.
static OUTSIDE_MARKDOWN: LazyLock<[Leftover; 5]> = LazyLock::new(|| {
    let plain = "write plain words: Markdown is read only in the text below a front matter";
    [
        leftover(r"\[[^\]\n]+\]\([^)\n]*\)", plain),
        leftover(
            r"(?:^|[\s(])(?P<mark>\*[^*\s](?:[^*\n]*[^*\s])?\*)(?:\W|$)",
            plain,
        ),
        leftover(
            r"(?:^|[\s(])(?P<mark>_[^_\s](?:[^_\n]*[^_\s])?_)(?:\W|$)",
            plain,
        ),
        leftover(r"`[^`\n]*`", plain),
        leftover(
            r"&(?:[A-Za-z]{2,20}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,6});",
            "write the sign itself",
        ),
    ]
});

/// HTML where it is not read: what it stands for would be lost, and its marks printed.
static HTML: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"</?(?i:a|b|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|script|span|strong|style|sub|sup|table|td|th|tr|u|ul)\b[^<>]*>|<!--|-->")
        .expect("the pattern is sound")
});

fn leftover(pattern: &str, hint: &'static str) -> Leftover {
    let pattern = Regex::new(pattern).expect("the pattern is sound");
    Leftover { pattern, hint }
}

/// Complains of what is left in a line of Markdown. Returns where the marks of templates and placeholders stand.
pub(super) fn check_line(file: &mut SourceFile, line: &Printed) -> Vec<Range<usize>> {
    let found = placeholder::find(line.text());
    let mut places = Vec::new();
    for found in &found {
        let place = line.place(found.range.clone());
        file.error(
            place.clone(),
            message_of(found, line.text()),
            hint_of(found, BLANK_HINT),
        );
        places.push(place);
    }
    check_comment_marks(file, line);
    let marks = line.marks();
    let starts = std::iter::once(0).chain(marks.match_indices('\n').map(|(at, _)| at + 1));
    let starts = starts.filter(|&start| starts_line(&file.text[..line.place(start..start).start]));
    let at_starts: Vec<Range<usize>> = starts.map(|start| start..line_end(marks, start)).collect();
    let mut warned: Vec<Range<usize>> = found.into_iter().map(|found| found.range).collect();
    let at_starts = at_starts
        .into_iter()
        .map(|range| (range, &AT_LINE_STARTS[..]));
    for (range, leftovers) in at_starts.chain([(0..marks.len(), &ANYWHERE[..])]) {
        for (mark, hint) in find(leftovers, &marks[range.clone()]) {
            let mark = range.start + mark.start..range.start + mark.end;
            if apart(&warned, &mark) {
                warn(file, &marks[mark.clone()], line.place(mark.clone()), hint);
                warned.push(mark);
            }
        }
    }
    places
}

/// Complains of what is left in words that are not Markdown, written at `place`.
pub(super) fn check_words(file: &mut SourceFile, words: &str, place: &Range<usize>) {
    let found = placeholder::find(words);
    for found in &found {
        let here = locate(file, &words[found.range.clone()], place);
        file.error(
            here,
            message_of(found, words),
            hint_of(found, NO_BLANK_HINT),
        );
    }
    for mark in HTML.find_iter(words) {
        let here = locate(file, mark.as_str(), place);
        let message = format!("`{}` would be printed as it stands", mark.as_str());
        file.error(here, message, "write plain words: HTML is not read here");
    }
    let mut warned: Vec<Range<usize>> = found.into_iter().map(|found| found.range).collect();
    for (mark, hint) in [&ANYWHERE[..], &OUTSIDE_MARKDOWN[..]]
        .into_iter()
        .flat_map(|leftovers| find(leftovers, words))
    {
        if apart(&warned, &mark) {
            let here = locate(file, &words[mark.clone()], place);
            warn(file, &words[mark.clone()], here, hint);
            warned.push(mark);
        }
    }
}

/// What to say of something in `text` that was to be replaced.
fn message_of(found: &Unreplaced, text: &str) -> String {
    format!("`{}` {}", found.quoted(text), found.kind.complaint())
}

/// How to replace it; `for_a_blank` where a blank to write in may have been meant.
fn hint_of(found: &Unreplaced, for_a_blank: &'static str) -> &'static str {
    if found.kind.may_be_blank() {
        for_a_blank
    } else {
        UNFINISHED_HINT
    }
}

/// Complains of the marks of comments that Markdown has not taken for any: what was not for patients would be printed.
fn check_comment_marks(file: &mut SourceFile, line: &Printed) {
    for mark in ["<!--", "-->"] {
        for (start, mark) in line.marks().match_indices(mark) {
            let place = line.place(start..start + mark.len());
            let message = format!("`{mark}` is not part of a whole comment");
            let hint = "start a comment with `<!--` on a line of its own, and end it with `-->`";
            file.error(place, message, hint);
        }
    }
}

fn warn(file: &mut SourceFile, mark: &str, place: Range<usize>, hint: &str) {
    let message = format!("`{mark}` is printed as it stands");
    file.warning(place, message, hint);
}

/// Where the leftovers stand in `text`, in the order of the patterns.
fn find(leftovers: &'static [Leftover], text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for leftover in leftovers {
        for captures in leftover.pattern.captures_iter(text) {
            let next = captures.name("next").map(|next| next.as_str());
            if next.is_some_and(|next| matches!(next, "and" | "or" | "to")) {
                // "pre- and post-operative"
                continue;
            }
            let mark = captures.name("mark").or(captures.get(0));
            found.extend(mark.map(|mark| (mark.range(), leftover.hint)));
        }
    }
    found
}

fn apart(others: &[Range<usize>], range: &Range<usize>) -> bool {
    let is_apart = |other: &Range<usize>| other.end <= range.start || range.end <= other.start;
    others.iter().all(is_apart)
}

fn line_end(text: &str, start: usize) -> usize {
    text[start..]
        .find('\n')
        .map_or(text.len(), |end| start + end)
}

/// Whether what follows `before` is the first of its line, but for the marks of a callout.
fn starts_line(before: &str) -> bool {
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    before[line_start..].chars().all(|c| matches!(c, ' ' | '>'))
}

/// Where `words` stand within `place`; the whole place when they were written otherwise.
fn locate(file: &SourceFile, words: &str, place: &Range<usize>) -> Range<usize> {
    match file.text[place.clone()].find(words) {
        Some(offset) => place.start + offset..place.start + offset + words.len(),
        None => place.clone(),
    }
}
