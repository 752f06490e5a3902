//! Signs and numbers at the start of a line that Markdown takes for the marks of a list, and that an author may have meant
//! as text: "2026. was a dry year", "5) mg", and a line of a paragraph that starts with "- 5 °C". And numbers of items
//! that would be printed as others.

use std::ops::Range;

use super::markdown::{MarkdownReader, Run};
use super::source::SourceFile;
use crate::content::{Block, BlockKind, ListItem, plain_text};

/// What to do about a number that is text.
const NUMBER_HINT: &str = "number the items one after another, or write `1.` before each; for a number that is text write `5\\.`";

impl MarkdownReader<'_, '_> {
    /// Complains of a list at `range`, numbered from `start` or not at all, that is to follow what `run` holds.
    pub(super) fn check_marks(&mut self, start: Option<u64>, items: &[ListItem], run: &Run) {
        match start {
            Some(start) => check_numbers(self.file, start, items, run),
            None => check_signs(self.file, items, run),
        }
    }
}

/// Complains of numbers that would not be printed as they are written, and of one that may be no item's at all.
fn check_numbers(file: &mut SourceFile, start: u64, items: &[ListItem], run: &Run) {
    let [first, ..] = items else { return };
    if items.len() == 1 && start != 1 && next_number(run) != Some(start) {
        let message = format!("the number `{start}` at the start of a line makes a list");
        let hint = format!("write `{start}\\.` or `{start}\\)` for a number that is text");
        let place = mark_of(file, first.span.range());
        return file.error(place, message, hint);
    }
    let is_alike = |item: &ListItem| number_of(file, item.span.range()) == "1";
    if items.iter().all(is_alike) {
        return;
    }
    for (number, item) in (start..).zip(items) {
        let written = number_of(file, item.span.range());
        if written != number.to_string() {
            let message =
                format!("the number `{written}` of an item would be printed as `{number}`");
            let place = mark_of(file, item.span.range());
            return file.error(place, message, NUMBER_HINT);
        }
    }
}

/// The number that the last list in the same place leads on to.
fn next_number(run: &Run) -> Option<u64> {
    let lists = run.blocks.iter().rev();
    lists.into_iter().find_map(|block| match &block.kind {
        BlockKind::List {
            start: Some(start),
            items,
        } => Some(start + items.len() as u64),
        _ => None,
    })
}

/// Complains of a sign before a number that may be text: a minus, a plus, a star that multiplies.
fn check_signs(file: &mut SourceFile, items: &[ListItem], run: &Run) {
    let [first, ..] = items else { return };
    if !starts_with_number(first) {
        return;
    }
    let place = mark_of(file, first.span.range());
    let sign = file.text[place.clone()].to_owned();
    let is_interrupted = run
        .blocks
        .last()
        .is_some_and(|above| is_interrupted(file, above, first));
    // Several items that are set in are a list within an item.
    if is_interrupted && (items.len() == 1 || !is_set_in(file, first)) {
        let message = format!("the sign `{sign}` before a number makes a list within a sentence");
        let hint =
            format!("leave an empty line above a list; for a sign that is text write `\\{sign}`");
        file.error(place, message, hint);
    } else if items.len() == 1 {
        let message = format!("the sign `{sign}` before a number is printed as a bullet");
        let hint = format!("write `\\{sign}` for a sign that is text, or the words without a list");
        file.warning(place, message, hint);
    }
}

/// Whether a paragraph goes on to an item without an empty line, and does not end before it.
fn is_interrupted(file: &SourceFile, above: &Block, item: &ListItem) -> bool {
    let BlockKind::Paragraph(words) = &above.kind else {
        return false;
    };
    let between = &file.text[above.span.end.min(item.span.start)..item.span.start];
    let has_empty_line = between.matches('\n').count() > 1;
    let ends = plain_text(words)
        .trim_end()
        .ends_with([':', '.', '!', '?', ';']);
    !has_empty_line && !ends
}

/// Whether the mark of an item stands further in than that of a list which stands by itself.
fn is_set_in(file: &SourceFile, item: &ListItem) -> bool {
    let before = &file.text[..mark_of(file, item.span.range()).start];
    let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    line.trim_start_matches('>').ends_with("  ")
}

fn starts_with_number(item: &ListItem) -> bool {
    let words = item.blocks.first().map(|block| match &block.kind {
        BlockKind::Paragraph(words) => plain_text(words),
        _ => String::new(),
    });
    let words = words.unwrap_or_default();
    words
        .trim_start_matches(['£', '$', '€', '.', ','])
        .starts_with(char::is_numeric)
}

/// The number that an item is written with.
fn number_of<'s>(file: &SourceFile<'s>, item: Range<usize>) -> &'s str {
    let written = file.text[item].trim_start_matches([' ', '>']);
    let end = written.find(|c: char| !c.is_ascii_digit());
    &written[..end.unwrap_or(written.len())]
}

/// Where the mark of an item stands.
fn mark_of(file: &SourceFile, item: Range<usize>) -> Range<usize> {
    let written = &file.text[item.clone()];
    let start = item.start + written.len() - written.trim_start_matches([' ', '>']).len();
    let end = file.text[start..item.end].find(char::is_whitespace);
    start..end.map_or(item.end, |end| start + end)
}
