//! Leaflets that another program has saved again: a viewer, a document system, a tool that makes files smaller. Their bytes
//! prove nothing any more, but the edition's code is still in them, and by that its standing can be told.

use std::sync::LazyLock;

use regex::Regex;

use crate::leaflet::Edition;
use crate::paged::pdf;
use crate::proof::readback::Readback;
use crate::proof::record::{self, Record};

/// What another program has left of a leaflet.
#[derive(Clone, Debug)]
pub struct SavedAgain {
    /// The edition that the file says it is.
    pub edition: Edition,
    /// Its record, if that is still in the file.
    pub record: Option<Record>,
}

/// What is left in `pdf`; nothing for what is no leaflet, or is still put together as Careleaf does it: such a file was not
/// saved by another program, but damaged or changed.
pub fn saved_again(pdf: &[u8]) -> Option<SavedAgain> {
    if pdf::is_put_together_here(pdf) {
        return None;
    }
    let readback = Readback::of(pdf)?;
    let attachments = readback.attachments();
    let record: Option<Record> = attachments.iter().find_map(|file| record::read(file).ok());
    let recorded = record
        .as_ref()
        .and_then(|it| Edition::parse(&it.edition).ok());
    let edition = recorded
        .or_else(|| readback.keywords().iter().find_map(|words| code_in(words)))
        .or_else(|| code_on_pages(&readback))?;
    Some(SavedAgain { edition, record })
}

/// The code at the foot of a page.
fn code_on_pages(readback: &Readback) -> Option<Edition> {
    readback.pages().iter().find_map(|units| {
        let words: String = units.iter().map(|unit| unit.text.as_str()).collect();
        code_in(&words)
    })
}

/// The first code in words.
fn code_in(words: &str) -> Option<Edition> {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        let group = "[0-9A-HJKMNP-TV-Z]{4}";
        let code = format!("{group}[-\u{2010}\u{2011}]{group}[-\u{2010}\u{2011}]{group}");
        Regex::new(&code).expect("the pattern is sound")
    });
    let found = CODE.find_iter(words);
    found
        .into_iter()
        .find_map(|code| Edition::parse(code.as_str()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_words_and_only_a_whole_one() {
        let code = |words| code_in(words).map(|edition| edition.code().to_owned());
        let found = Some("K7QM-2F4X-9TRT".to_owned());
        assert_eq!(code("Blood test, edition K7QM-2F4X-9TRT, Page 1"), found);
        assert_eq!(code("K7QM\u{2011}2F4X\u{2011}9TRT"), found);
        for words in ["", "K7QM-2F4X-9TRH", "K7QM-2F4X", "ABCD-EFGH-IJKL"] {
            assert_eq!(code(words), None, "{words}");
        }
    }
}
