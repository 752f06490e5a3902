//! The Markdown subset: passages in another language, between lines `<div lang="…">` and `</div>`. To Markdown these
//! lines are two blocks of HTML with other blocks between them, so a passage is kept open beside the run of blocks that
//! it stands in.

use std::mem;
use std::ops::Range;

use pulldown_cmark::Tag;

use super::markdown::{BlockPlace, MarkdownReader, Run, refusal};
use crate::content::{Block, BlockKind};
use crate::language::Language;

/// A passage that has started and not ended.
pub(super) struct OpenPassage {
    language: Option<Language>,
    opened: Range<usize>,
    before: Vec<Block>,
    /// How many faults there were when it started.
    faults: usize,
}

impl MarkdownReader<'_, '_> {
    /// A block of HTML: lines `<div lang="…">` and `</div>`, nothing else.
    pub(super) fn html(&mut self, range: Range<usize>, place: BlockPlace, run: &mut Run) {
        self.skip();
        let mut start = range.start;
        while start < range.end {
            if let Some(end) = self.block_comment(start..range.end, run) {
                start = end;
                continue;
            }
            let line = self.file.text[start..range.end]
                .split_inclusive('\n')
                .next();
            let line = line.unwrap_or_default();
            let here = start..start + line.trim_end().len();
            start += line.len();
            match line.trim() {
                "" => {}
                _ if place != BlockPlace::Section => {
                    let (message, hint) = refusal(&Tag::HtmlBlock, place);
                    return self.refuse(here.start..range.end, message, hint);
                }
                "</div>" => self.close_passage(run, here),
                other => match opened_language(other) {
                    Some(tag) => self.open_passage(run, tag, here),
                    None => self.refuse_html(here),
                },
            }
        }
    }

    fn open_passage(&mut self, run: &mut Run, tag: &str, here: Range<usize>) {
        if run.passage.is_some() {
            let hint = "close the first with `</div>`";
            return self.refuse(here, "a passage stands within another", hint);
        }
        let language = Language::parse(tag);
        if language.is_none() {
            let message = format!("`{tag}` is not a language tag");
            self.refuse(here.clone(), &message, "write it as in `<div lang=\"ur\">`");
        }
        run.passage = Some(OpenPassage {
            language,
            opened: here,
            before: mem::take(&mut run.blocks),
            faults: self.file.fault_count(),
        });
    }

    fn close_passage(&mut self, run: &mut Run, here: Range<usize>) {
        let Some(passage) = run.passage.take() else {
            let hint = "delete it, or write `<div lang=\"…\">` above";
            return self.refuse(here, "`</div>` closes nothing", hint);
        };
        let blocks = mem::replace(&mut run.blocks, passage.before);
        self.check_captions(&blocks);
        let range = passage.opened.start..here.end;
        if blocks.is_empty() {
            self.refuse_empty(&passage.opened, passage.faults, "a passage");
        } else if let Some(language) = passage.language {
            run.push(BlockKind::Passage { language, blocks }, self, range);
        }
    }

    /// Complains of a passage that is still open, and keeps its blocks.
    pub(super) fn close_unfinished(&mut self, run: &mut Run) {
        if let Some(passage) = run.passage.take() {
            let after = mem::replace(&mut run.blocks, passage.before);
            run.blocks.extend(after);
            let hint = "close it with a line `</div>`";
            self.refuse(passage.opened, "a passage has no end", hint);
        }
    }
}

/// The language of a line `<div lang="…">`.
fn opened_language(line: &str) -> Option<&str> {
    let tag = line.strip_prefix("<div lang=\"")?.strip_suffix("\">")?;
    (!tag.contains('"')).then_some(tag)
}
