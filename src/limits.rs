//! Every limit on what is read or said, in one place. A limit is a constant where it is enforced; here stands what it applies to
//! and why it is there. The table in README.md is made from this list, and a test compares the two.
//!
//! Sizes of pages and places on them are not limits of this kind: see [`crate::paged::geometry`].

use crate::diagnostic;
use crate::figure::limits as figure;
use crate::library;
use crate::plain_file::in_megabytes;
use crate::proof::ledger;
use crate::proof::record;
use crate::qr;
use crate::tasks::batch;
use crate::typefaces::MOST_BROUGHT;

/// A limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What it is of.
    pub what: &'static str,
    /// The most that there may be.
    pub most: String,
    /// Why there may not be more.
    pub why: &'static str,
}

/// Every limit, in the order in which files are met.
pub fn all() -> Vec<Limit> {
    [
        of_files(),
        of_texts(),
        of_svg(),
        of_png(),
        of_lists(),
        of_proofs(),
        of_messages(),
    ]
    .concat()
}

/// The limits as a table in Markdown.
pub fn table() -> String {
    let rows = all().into_iter();
    let rows: Vec<String> = rows
        .map(|limit| format!("| {} | {} | {} |\n", limit.what, limit.most, limit.why))
        .collect();
    format!("| what | at most | why |\n|---|---|---|\n{}", rows.concat())
}

fn limit(what: &'static str, most: impl ToString, why: &'static str) -> Limit {
    Limit {
        what,
        most: most.to_string(),
        why,
    }
}

fn of_files() -> Vec<Limit> {
    vec![
        limit(
            "a text file of a library",
            in_megabytes(library::LARGEST_TEXT),
            "far more than a glossary of thousands of terms has",
        ),
        limit(
            "a section, or the urgent help",
            in_kilobytes(library::LARGEST_SECTION as u64),
            "a hundred pages",
        ),
        limit(
            "a list in TOML: sections, forms of a term, hosts",
            format!("{} entries", library::MOST_IN_LIST),
            "each may be compared with each word of a text",
        ),
        limit(
            "tables of one kind in a file: terms, organisations",
            grouped(library::MOST_TABLES as u64),
            "each may be compared with each of the others",
        ),
        limit(
            "a figure",
            in_megabytes(library::LARGEST_FIGURE),
            "leaflets are sent by e-mail and opened on phones",
        ),
        limit(
            "a typeface",
            in_megabytes(library::LARGEST_TYPEFACE),
            "Chinese ones have about 20 MB",
        ),
        limit(
            "typefaces that a library brings",
            MOST_BROUGHT,
            "each is searched for letters that the others lack",
        ),
    ]
}

fn of_texts() -> Vec<Limit> {
    vec![
        limit(
            "nested lists, callouts and quotes",
            format!("{} deep", library::DEEPEST_NESTING),
            "beyond that no column is left to set text in",
        ),
        limit(
            "a word",
            format!("{} characters", grouped(library::LONGEST_WORD as u64)),
            "the time to set it grows with the square of its length",
        ),
        limit(
            "a paragraph",
            format!("{} characters", grouped(library::LONGEST_LINE as u64)),
            "eighty pages",
        ),
        limit(
            "bold words and links in a paragraph",
            grouped(library::MOST_MARKED as u64),
            "each is set separately, and the pieces are counted in 16 bits",
        ),
        limit(
            "a table",
            format!(
                "{} columns, {} rows",
                library::MOST_COLUMNS,
                library::MOST_ROWS
            ),
            "more columns fit no paper, and more rows are looked up online",
        ),
        limit(
            "an online address",
            format!("{} characters", qr::LONGEST_ADDRESS),
            "a phone reads no larger QR code from paper",
        ),
    ]
}

fn of_svg() -> Vec<Limit> {
    vec![
        limit(
            "a side of an SVG",
            format!("{} units", grouped(figure::LARGEST_SIDE.to_pt() as u64)),
            "its size on paper is lost in rounding",
        ),
        limit(
            "a number in it, of either sign",
            grouped(figure::LARGEST_NUMBER as u64),
            "PDF readers hold few larger ones (ISO 19005-3, 6.1.13)",
        ),
        limit(
            "nested elements",
            format!("{} deep", figure::DEEPEST_NESTING),
            "reading and drawing recurse into them",
        ),
        limit(
            "nested clipped groups",
            format!("{} deep", figure::DEEPEST_CLIPS),
            "a PDF saves the state of a page 28 times (ISO 19005-3, 6.1.13)",
        ),
        limit(
            "attributes of an element",
            figure::MOST_ATTRIBUTES,
            "each is compared with each",
        ),
        limit(
            "elements, each as often as it is drawn",
            grouped(figure::MOST_ELEMENTS),
            "drawing takes seconds beyond that",
        ),
        limit(
            "points of its outlines; dashes of its lines",
            format!(
                "{}; {}",
                grouped(figure::MOST_POINTS),
                grouped(figure::MOST_DASHES)
            ),
            "the same",
        ),
        limit(
            "characters of its text",
            grouped(figure::MOST_CHARACTERS),
            "words belong in the section",
        ),
        limit(
            "selectors and declarations of its styles",
            figure::MOST_STYLES,
            "each is compared with each element",
        ),
        limit(
            "parts of a selector",
            figure::MOST_SELECTOR_PARTS,
            "there is a choice of elements for each",
        ),
        limit(
            "groups that are see-through, masked or clipped",
            format!("{} as large as the picture", figure::MOST_LAYERS),
            "each is painted separately",
        ),
        limit(
            "the tile of a pattern",
            format!("{} times the picture", figure::LARGEST_TILE),
            "what is outside the picture is painted too",
        ),
    ]
}

fn of_png() -> Vec<Limit> {
    vec![
        limit(
            "the pixels of a PNG",
            format!("{} million", figure::MOST_PIXELS / 1_000_000),
            "paper shows no more",
        ),
        limit(
            "a PNG, unpacked",
            in_megabytes(figure::MOST_MEMORY),
            "that is as much in 8 bits a channel",
        ),
    ]
}

fn of_lists() -> Vec<Limit> {
    vec![
        limit(
            "a ward list",
            in_megabytes(batch::LARGEST_LIST),
            "it is held in memory while it is read",
        ),
        limit(
            "its rows; its columns",
            format!(
                "{}; {}",
                grouped(batch::MOST_ROWS as u64),
                grouped(batch::MOST_COLUMNS as u64)
            ),
            "a mailing to a whole country; what a spreadsheet has",
        ),
        limit(
            "a workbook, unpacked",
            format!("{} MB", batch::LARGEST_UNPACKED_MB),
            "a small file may unpack to any size",
        ),
        limit(
            "cells of a workbook",
            grouped(batch::MOST_CELLS as u64),
            "they are held in memory while they are read",
        ),
        limit(
            "rows of a list with errors",
            grouped(batch::MOST_FAULTY_ROWS as u64),
            "so many share one cause; the rest is not checked",
        ),
        limit(
            "copies of a row",
            batch::MOST_COPIES,
            "more is a typing error",
        ),
    ]
}

fn of_proofs() -> Vec<Limit> {
    vec![
        limit(
            "a PDF to verify",
            in_megabytes(record::LARGEST_PDF),
            "ten whole leaflets would fit",
        ),
        limit(
            "the record in it",
            in_kilobytes(record::LARGEST_RECORD as u64),
            "the record of a leaflet of 200 sections fits",
        ),
        limit(
            "its text, unpacked",
            in_megabytes(record::LARGEST_TEXT),
            "a file can claim any size",
        ),
        limit(
            "a ledger",
            in_megabytes(ledger::LARGEST_LEDGER),
            "it is read in full at each build",
        ),
        limit(
            "a line of a ledger",
            in_megabytes(ledger::LONGEST_LINE),
            "a line that has not ended by then is not a record",
        ),
    ]
}

fn of_messages() -> Vec<Limit> {
    vec![
        limit(
            "faults of a file that are shown",
            diagnostic::MOST_SHOWN,
            "nobody reads more before correcting the first",
        ),
        limit(
            "all faults that are shown",
            in_kilobytes(diagnostic::MOST_SAID as u64),
            "the same, if many files have faults",
        ),
        limit(
            "a message",
            format!("{} bytes", grouped(diagnostic::LONGEST_MESSAGE as u64)),
            "it quotes what was written, which may be of any length",
        ),
    ]
}

fn in_kilobytes(bytes: u64) -> String {
    format!("{} KB", bytes / 1_000)
}

/// A number with a comma before each three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_by_three() {
        assert_eq!(
            [0, 999, 1_000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
