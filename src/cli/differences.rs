//! How changes are shown to people: part by part, the changed sentences with the words that are gone and those that are
//! new. The marks say which is which without colour.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use careleaf::leaflet::{Change, ChangeKind, PartChange, Passage};
use careleaf::visible::visible_line;

const GONE: Style = AnsiColor::Red.on_default().strikethrough();
const NEW: Style = AnsiColor::Green.on_default().bold();

/// The changes as text.
pub(crate) fn rendered(changes: &[PartChange]) -> String {
    let mut text = String::new();
    if changes
        .iter()
        .any(|change| passages(change).next().is_some())
    {
        let _ = writeln!(
            text,
            "\n{} is gone, {} is new",
            mark(Change::Removed, "so"),
            mark(Change::Added, "so")
        );
    }
    for change in changes {
        let _ = writeln!(text, "\n{}{}", clean(&change.title), remark(change));
        for passage in passages(change) {
            let _ = writeln!(text, "  {}", sentence(passage));
        }
        let has_words = change.passages.as_ref().is_some_and(|it| !it.is_empty());
        if has_words && change.picture_or_link {
            let _ = writeln!(text, "  a picture or a link has changed as well");
        }
    }
    text
}

/// All of a part that is shown in words.
fn passages(change: &PartChange) -> impl Iterator<Item = &Passage> {
    change.passages.iter().flatten().chain(&change.review)
}

/// What is said beside a part's title where words do not say it all.
fn remark(change: &PartChange) -> &'static str {
    let has_words = change.passages.as_ref().map(|it| !it.is_empty());
    match (change.kind, has_words) {
        (ChangeKind::Added, _) => ": added",
        (ChangeKind::Removed, _) => ": no longer in it",
        (ChangeKind::Changed, None) => ": changed",
        (ChangeKind::Changed, Some(true)) => "",
        (ChangeKind::Changed, Some(false)) if change.picture_or_link => {
            ": the same words; a picture or a link has changed"
        }
        (ChangeKind::Changed, Some(false)) if change.is_of_review_only() => {
            ": only the dates of review or the status have changed"
        }
        (ChangeKind::Changed, Some(false)) => ": the same words; the way it is set has changed",
    }
}

fn sentence(passage: &Passage) -> String {
    let words = passage.words.iter();
    words
        .map(|(change, words)| mark(*change, &clean(words)))
        .collect()
}

fn mark(change: Change, words: &str) -> String {
    match change {
        Change::Kept => words.to_owned(),
        Change::Removed => format!("{GONE}[-{words}-]{GONE:#}"),
        Change::Added => format!("{NEW}[+{words}+]{NEW:#}"),
    }
}

/// Words from a file that anybody may have made, on one line and with what would steer the terminal made visible.
pub(crate) fn clean(words: &str) -> String {
    visible_line(words).into_owned()
}
