//! Writes an approval or a withdrawal into the text of a part's file.
//!
//! In: the file's text. Out: the same text with some keys set. Keys that are there keep their place and the comments
//! beside them; new ones come after the others. Everything else stays as it is, the Markdown byte for byte.

use jiff::civil::Date;
use toml_edit::{Datetime, DocumentMut, Item, Value};

use super::Approval;
use crate::content::Status;
use crate::hash::Hash;
use crate::library::front_matter;

/// The text with `approval` of the content whose hash is `hash`.
///
/// # Panics
/// When the text is not one that the library's reader has found sound.
pub fn approved(text: &str, hash: Hash, approval: &Approval) -> String {
    edited(text, |document| {
        set(document, "status", Status::Approved.word());
        set(document, "approved_by", &approval.by);
        set(document, "last_reviewed", day(approval.reviewed));
        set(document, "review_due", day(approval.until));
        set(document, "approved_hash", hash.to_string());
    })
}

/// The text with its withdrawal.
///
/// # Panics
/// When the text is not one that the library's reader has found sound.
pub fn withdrawn(text: &str) -> String {
    edited(text, |document| {
        set(document, "status", Status::Withdrawn.word());
    })
}

/// The text with its keys edited: those of its front matter, or all of it where it has none.
fn edited(text: &str, edit: impl FnOnce(&mut DocumentMut)) -> String {
    let keys = front_matter(text).unwrap_or(0..text.len());
    let toml = &text[keys.clone()];
    let mut document: DocumentMut = toml
        .parse()
        .expect("the library's reader has parsed these keys");
    edit(&mut document);
    let written = with_line_ends_of(toml, &document.to_string());
    format!("{}{written}{}", &text[..keys.start], &text[keys.end..])
}

/// The editor's own line ends, which the TOML writer does not keep, and no end of the last line where there was none.
fn with_line_ends_of(original: &str, written: &str) -> String {
    let mut unix = written.replace("\r\n", "\n");
    if !original.ends_with('\n') {
        unix.truncate(unix.trim_end_matches('\n').len());
    }
    if original.contains("\r\n") {
        unix.replace('\n', "\r\n")
    } else {
        unix
    }
}

fn set(document: &mut DocumentMut, key: &str, value: impl Into<Value>) {
    let mut value = value.into();
    if let Some(old) = document.get(key).and_then(Item::as_value) {
        *value.decor_mut() = old.decor().clone();
    }
    document[key] = Item::Value(value);
}

fn day(date: Date) -> Datetime {
    let written = date.to_string();
    written
        .parse()
        .expect("a day is written alike in ISO 8601 and TOML")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn approval() -> Approval {
        Approval {
            by: "Ward \"B\"".to_owned(),
            reviewed: date(2026, 11, 23),
            until: date(2027, 8, 5),
        }
    }

    fn hash() -> Hash {
        Hash::parse(&"0f".repeat(32)).expect("64 digits")
    }

    const TEXT: &str = "+++\n# Our first text.\ntitle   = \"Rest\" # short\nreview_due = 2026-01-01   # soon\n\
        sources = [\n    { name = \"A\" }, # the old one\n]\n\n# Why.\n[[allow]]\nrule = \"x\"\nreason = \"y\"\n+++\n\
        Words.  \n\n+++\nMore, and no end of line";

    #[test]
    fn approval_keeps_layout_comments_and_text() {
        let expected = TEXT.replace("2026-01-01", "2027-08-05").replace(
            "]\n\n# Why",
            &format!(
                "]\nstatus = \"approved\"\napproved_by = 'Ward \"B\"'\nlast_reviewed = 2026-11-23\n\
                     approved_hash = \"{}\"\n\n# Why",
                hash()
            ),
        );
        assert_eq!(approved(TEXT, hash(), &approval()), expected);
    }

    #[test]
    fn approval_keeps_windows_line_ends() {
        let windows = TEXT.replace('\n', "\r\n");
        let expected = approved(TEXT, hash(), &approval()).replace('\n', "\r\n");
        assert_eq!(approved(&windows, hash(), &approval()), expected);
    }

    #[test]
    fn last_line_without_an_end_stays_without() {
        let text = "title = \"A\"\nstatus = \"draft\"";
        assert_eq!(withdrawn(text), text.replace("draft", "withdrawn"));
        let written = approved(text, hash(), &approval());
        assert!(
            written.ends_with(&format!("\napproved_hash = \"{}\"", hash())),
            "{written}"
        );
    }

    #[test]
    fn approving_twice_changes_nothing() {
        let once = approved(TEXT, hash(), &approval());
        assert_eq!(approved(&once, hash(), &approval()), once);
    }

    #[test]
    fn withdrawal_sets_the_status_alone() {
        let text = "title = \"A\"\nstatus = \"approved\" # since May\n[preset.a]\n";
        assert_eq!(withdrawn(text), text.replace("approved", "withdrawn"));
    }
}
