//! HTML comments: notes among authors. They are printed nowhere, and are no part of what a review approves. Markdown knows
//! two kinds: one that starts a line, which ends the paragraph above, and one within a line of text.

use std::borrow::Cow;
use std::ops::Range;

use super::markdown::{MarkdownReader, Run};
use crate::content::BlockKind;

const START: &str = "<!--";
const END: &str = "-->";

impl MarkdownReader<'_, '_> {
    /// Takes the comment that a block of HTML goes on with. Returns where it ends; `None` if there is none.
    pub(super) fn block_comment(&mut self, rest: Range<usize>, run: &Run) -> Option<usize> {
        let written = &self.file.text[rest.clone()];
        let start = rest.start + written.len() - written.trim_start().len();
        let comment = self.file.text[start..rest.end].strip_prefix(START)?;
        // `<!-->` is a whole comment.
        let Some(length) = self.file.text[start + 2..rest.end].find(END) else {
            let first_line = comment.lines().next().unwrap_or_default();
            let here = start..start + START.len() + first_line.len();
            self.refuse(here, "a comment has no end", "close it with `-->`");
            return Some(rest.end);
        };
        let end = start + 2 + length + END.len();
        self.comments.push(start..end);
        let after = self.file.text[end..rest.end]
            .lines()
            .next()
            .unwrap_or_default();
        if !after.trim().is_empty() && !after.trim_start().starts_with(START) {
            let hint = "start a new line for them";
            self.refuse(
                end..end + after.len(),
                "words follow a comment on its line",
                hint,
            );
            return Some(rest.end);
        }
        self.check_gap(start..end, run);
        Some(end)
    }

    /// Complains of a comment between the lines of a paragraph or list, which it would part.
    fn check_gap(&mut self, comment: Range<usize>, run: &Run) {
        let is_empty = |line: &str| line.trim_matches([' ', '>', '\r', '\n']).is_empty();
        let text = self.file.text;
        let before = &text[..comment.start];
        let starts_line = usize::from(!before.ends_with('\n'));
        let above = before.lines().rev().nth(starts_line);
        let below = text[comment.end..].lines().nth(1);
        let parts = run.blocks.last().is_some_and(|block| {
            matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::List { .. })
        });
        if parts
            && above.is_some_and(|line| !is_empty(line))
            && below.is_some_and(|line| !is_empty(line))
        {
            let hint = "leave an empty line above or below it";
            self.refuse(comment, "a comment parts what stands around it", hint);
        }
    }

    /// Takes a comment within a line of text.
    pub(super) fn inline_comment(&mut self, range: Range<usize>) {
        let before = self.file.text[..range.start].chars().next_back();
        let after = self.file.text[range.end..].chars().next();
        let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        if is_word(before) && is_word(after) {
            let hint = "put it between words, with a space on both sides";
            self.refuse(range.clone(), "a comment stands within a word", hint);
        }
        self.comments.push(range);
    }
}

/// The part `body` of a file without its comments, as it would stand there had they never been written: a comment on lines
/// of its own goes with them.
pub(super) fn left_out<'t>(
    text: &'t str,
    body: Range<usize>,
    comments: &[Range<usize>],
) -> Cow<'t, str> {
    if comments.is_empty() {
        return Cow::Borrowed(&text[body]);
    }
    let mut kept = String::with_capacity(body.len());
    let mut at = body.start;
    for comment in comments {
        kept.push_str(&text[at..comment.start]);
        at = after_comment(&mut kept, &text[..body.end], comment.end);
    }
    kept.push_str(&text[at..body.end]);
    Cow::Owned(kept)
}

/// Where the text goes on after a comment that ends at `end`, once its space is taken off `kept`.
fn after_comment(kept: &mut String, text: &str, end: usize) -> usize {
    let line_start = kept.rfind('\n').map_or(0, |end| end + 1);
    let line_end = text[end..]
        .find('\n')
        .map_or(text.len(), |length| end + length + 1);
    let is_alone = is_blank(&kept[line_start..]) && is_blank(&text[end..line_end]);
    if !is_alone {
        let has_space = kept.ends_with(' ') && text[end..].starts_with([' ', '\n', '\r']);
        if has_space {
            kept.pop();
        }
        return end;
    }
    kept.truncate(line_start);
    let is_below_gap = kept.is_empty() || kept.lines().next_back().is_some_and(is_blank);
    let mut at = line_end;
    while is_below_gap && at < text.len() {
        let next = text[at..]
            .find('\n')
            .map_or(text.len(), |length| at + length + 1);
        if !is_blank(&text[at..next]) {
            break;
        }
        at = next;
    }
    if at == text.len() {
        let length = kept.trim_end().len();
        kept.truncate(length);
        kept.push('\n');
    }
    at
}

/// Whether nothing stands in a line but the marks of a callout.
fn is_blank(line: &str) -> bool {
    line.chars().all(|c| matches!(c, ' ' | '>' | '\r' | '\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let mut comments = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find(START).map(|start| at + start) {
            at = start + text[start..].find(END).unwrap() + END.len();
            comments.push(start..at);
        }
        left_out(text, 0..text.len(), &comments).into_owned()
    }

    #[test]
    fn a_text_is_hashed_as_if_its_comments_had_never_been_written() {
        for text in [
            "One <!-- a note --> two.\n",
            "One<!-- a note --> two.\n",
            "<!-- a note -->\nOne two.\n",
            "<!-- a note -->\n\nOne two.\n",
            "One two.\n\n<!-- a\nnote -->\n",
            "One two. <!-- a note -->\n",
            "<!-- a --> <!-- b -->\n\nOne two.\n",
        ] {
            assert_eq!(without(text), "One two.\n", "{text}");
        }
        for text in [
            "A.\n\n<!-- c -->\n\nB.\n",
            "A.\n<!-- c -->\n\nB.\n",
            "A.\n\n<!-- c -->\nB.\n",
        ] {
            assert_eq!(without(text), "A.\n\nB.\n", "{text}");
        }
        let callout = "> [!NOTE]\n> A.\n>\n> <!-- c -->\n>\n> B.\n";
        assert_eq!(without(callout), "> [!NOTE]\n> A.\n>\n> B.\n");
    }
}
