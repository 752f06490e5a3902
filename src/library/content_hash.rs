//! What a review approves, as one number: a SHA-256 of the words and figures that patients are given.
//!
//! In: a text as it was read. Out: a [`struct@Hash`], which an approval writes down (`approved_hash`) so that a later
//! change cannot pass as approved. Dates, status, owner, sources and exceptions from rules are not in it: mending them
//! changes no word of the text. Each field has its length before it, so that no two texts feed the hash the same bytes,
//! and lines end in one way whatever the editor's computer writes.

use crate::content::{Address, Block, BlockKind, Id};
use crate::figure::Figure;
use crate::hash::{Fields, Hash};
use crate::language::Language;
use crate::terms::GlossaryTerm;

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
pub(super) fn of_section(title: &str, summary: &str, body: BodyText) -> Hash {
    let mut hasher = Hasher::new("careleaf section 1");
    hasher.field(title);
    hasher.field(summary);
    hasher.body(body);
    hasher.finish()
}

/// The hash of the urgent help.
pub(super) fn of_urgent_help(title: &str, body: BodyText) -> Hash {
    let mut hasher = Hasher::new("careleaf urgent help 1");
    hasher.field(title);
    hasher.body(body);
    hasher.finish()
}

/// The hash of a glossary's terms.
pub(super) fn of_glossary(terms: &[GlossaryTerm]) -> Hash {
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
pub(super) fn of_leaflet(words: LeafletWords) -> Hash {
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

struct Hasher(Fields);

impl Hasher {
    /// A hash of things of one kind: `form` names the kind and the form of what is hashed.
    fn new(form: &str) -> Hasher {
        let mut hasher = Hasher(Fields::default());
        hasher.field(form);
        hasher
    }

    fn number(&mut self, number: usize) {
        self.0.number(number as u64);
    }

    fn field(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.field(bytes);
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

    fn finish(self) -> Hash {
        self.0.finish()
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

    fn section(title: &str, summary: &str, written: &str) -> Hash {
        let blocks = &[];
        of_section(title, summary, BodyText { written, blocks })
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
