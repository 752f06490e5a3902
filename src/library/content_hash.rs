//! What a review approves, as one number: a SHA-256 of the words and figures that patients are given.
//!
//! In: a text as it was read. Out: a [`ContentHash`], which an approval writes down (`approved_hash`) so that a later
//! change cannot pass as approved. Dates, status, owner, sources and exceptions from rules are not in it: mending them
//! changes no word of the text. Each field has its length before it, so that no two texts feed the hash the same bytes,
//! and lines end in one way whatever the editor's computer writes.

use std::fmt;

use sha2::{Digest, Sha256};

use super::GlossaryTerm;
use crate::content::{Address, Block, BlockKind, Id, Language};
use crate::figure::Figure;

/// The SHA-256 of what a review approves; written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// Takes 64 lower-case hexadecimal digits as a hash, or nothing when `text` is not that.
    pub fn parse(text: &str) -> Option<ContentHash> {
        let mut bytes = [0; 32];
        let digits: Option<Vec<u8>> = text.bytes().map(digit).collect();
        let digits = digits.filter(|digits| digits.len() == 2 * bytes.len())?;
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            *byte = pair[0] << 4 | pair[1];
        }
        Some(ContentHash(bytes))
    }
}

fn digit(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        b'a'..=b'f' => Some(character - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A body of text: as it is written below the front matter, and as it was understood.
#[derive(Clone, Copy, Debug)]
pub(super) struct BodyText<'b> {
    /// The Markdown.
    pub(super) written: &'b str,
    /// Its blocks, for the figures in them.
    pub(super) blocks: &'b [Block],
}

/// The words of `leaflet.toml` that patients are given. Presets are not among them: they only save a nurse typing.
#[derive(Clone, Copy, Debug)]
pub(super) struct LeafletWords<'l> {
    pub(super) title: &'l str,
    pub(super) short_title: &'l str,
    pub(super) audience: &'l str,
    pub(super) language: &'l Language,
    pub(super) online: &'l Address,
    pub(super) online_publisher: &'l str,
    pub(super) online_label: &'l str,
    pub(super) sections: &'l [Id],
}

/// The hash of a section.
pub(super) fn of_section(title: &str, summary: &str, body: BodyText) -> ContentHash {
    let mut hasher = Hasher::new("careleaf section 1");
    hasher.field(title);
    hasher.field(summary);
    hasher.body(body);
    hasher.finish()
}

/// The hash of the urgent help.
pub(super) fn of_urgent_help(title: &str, body: BodyText) -> ContentHash {
    let mut hasher = Hasher::new("careleaf urgent help 1");
    hasher.field(title);
    hasher.body(body);
    hasher.finish()
}

/// The hash of a glossary's terms.
pub(super) fn of_glossary(terms: &[GlossaryTerm]) -> ContentHash {
    let mut hasher = Hasher::new("careleaf glossary 1");
    hasher.number(terms.len());
    for term in terms {
        hasher.field(&term.name);
        hasher.fields(&term.forms);
        hasher.fields(&term.kinds);
        hasher.field(&term.definition);
    }
    hasher.finish()
}

/// The hash of what `leaflet.toml` itself says.
pub(super) fn of_leaflet(words: LeafletWords) -> ContentHash {
    let mut hasher = Hasher::new("careleaf leaflet 1");
    for field in [
        words.title,
        words.short_title,
        words.audience,
        words.language.tag(),
        words.online.as_str(),
        words.online_publisher,
        words.online_label,
    ] {
        hasher.field(field);
    }
    hasher.number(words.sections.len());
    for section in words.sections {
        hasher.field(section.as_str());
    }
    hasher.finish()
}

struct Hasher(Sha256);

impl Hasher {
    /// A hash of things of one kind: `form` names the kind and the form of what is hashed.
    fn new(form: &str) -> Hasher {
        let mut hasher = Hasher(Sha256::new());
        hasher.field(form);
        hasher
    }

    fn number(&mut self, number: usize) {
        self.0.update((number as u64).to_be_bytes());
    }

    fn field(&mut self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        self.number(bytes.len());
        self.0.update(bytes);
    }

    fn fields(&mut self, texts: &[String]) {
        self.number(texts.len());
        for text in texts {
            self.field(text);
        }
    }

    fn body(&mut self, body: BodyText) {
        self.field(body.written.replace("\r\n", "\n"));
        let figures = figures(body.blocks);
        self.number(figures.len());
        for figure in figures {
            self.field(&figure.bytes);
        }
    }

    fn finish(self) -> ContentHash {
        ContentHash(self.0.finalize().into())
    }
}

/// The figures in `blocks`, in reading order.
fn figures<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> Vec<&'b Figure> {
    blocks.into_iter().flat_map(figures_of).collect()
}

fn figures_of(block: &Block) -> Vec<&Figure> {
    match &block.kind {
        BlockKind::Figure { figure, .. } => vec![figure],
        _ => figures(block.inner()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(title: &str, summary: &str, written: &str) -> ContentHash {
        let blocks = &[];
        of_section(title, summary, BodyText { written, blocks })
    }

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = section("Colds", "What they are.", "A cold is common.\n");
        assert_eq!(hash.to_string().len(), 64);
        assert_eq!(ContentHash::parse(&hash.to_string()), Some(hash));
        for text in ["", "ab", &"g".repeat(64), &"A".repeat(64), &"0".repeat(66)] {
            assert_eq!(ContentHash::parse(text), None, "{text}");
        }
    }

    #[test]
    fn words_that_move_from_one_field_to_the_next_change_the_hash() {
        let hash = section("Colds", "What they are.", "Common.\n");
        assert_ne!(section("ColdsWhat", " they are.", "Common.\n"), hash);
        assert_ne!(section("Colds", "What they are.", "Common. \n"), hash);
    }

    #[test]
    fn line_ends_do_not_change_the_hash() {
        assert_eq!(section("A", "B", "x\r\ny\r\n"), section("A", "B", "x\ny\n"));
    }
}
