//! The Markdown subset: headings. `##` and `###`, none skipped, each with something below it; the class `.questions`
//! marks the one above the questions.

use std::ops::Range;

use pulldown_cmark::{HeadingLevel, Tag};

use super::markdown::{MarkdownReader, Run};
use super::source::SourceFile;
use crate::content::{Block, BlockKind, Inline, InlineKind, LinkTarget, plain_text};
use crate::diagnostic::SourceSpan;
use crate::signs::LINE_BREAK;

impl<'s> MarkdownReader<'_, 's> {
    /// Reads the heading that has just started.
    pub(super) fn heading(&mut self, tag: Tag<'s>, range: Range<usize>, run: &mut Run) {
        let Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } = tag
        else {
            return;
        };
        if let Some((message, hint)) = self.heading_fault(level, &range) {
            self.refuse(range, message, hint);
            return self.skip();
        }
        if level == HeadingLevel::H3 && !self.has_heading {
            // The next `###` of the run have the same fault, and the same change puts them right.
            let hint = "write `##` for the first of them, or put a `##` above";
            self.refuse(
                range.clone(),
                "a heading level is skipped: `###` before any `##`",
                hint,
            );
        }
        let is_questions = classes.iter().any(|class| &**class == "questions");
        if id.is_some() || !attrs.is_empty() || classes.len() > usize::from(is_questions) {
            let hint = "the only one is the class `{.questions}`";
            self.refuse(range.clone(), "a heading has attributes", hint);
        }
        if is_questions {
            self.note_questions(level, &range, run);
        }
        self.has_heading = true;
        let content = self.inside(&range, Self::inlines);
        check_closing_signs(self.file, &range, &content);
        if content.is_empty() {
            self.refuse(
                range.clone(),
                "a heading has no words",
                "write them, or delete it",
            );
        }
        if plain_text(&content).contains(LINE_BREAK) {
            let hint = "write it on one line: it stands in the outline too";
            self.refuse(range.clone(), "a heading has a line break", hint);
        }
        if let Some(blank) = content.iter().find_map(Inline::blank) {
            let hint = "put it in the text below";
            self.refuse(
                blank.range(),
                "a blank to write in stands in a heading",
                hint,
            );
        }
        if let Some(link) = content.iter().find_map(contact_link) {
            let hint = "put the link in the text below: a number typed for one patient is not to show in the outline";
            self.refuse(link.range(), "a heading links to a contact", hint);
        }
        let level = level as u8;
        run.push(BlockKind::Heading { level, content }, self, range);
    }

    fn heading_fault(
        &self,
        level: HeadingLevel,
        range: &Range<usize>,
    ) -> Option<(&'static str, &'static str)> {
        if !self.file.text[range.clone()].starts_with('#') {
            return Some((
                "a heading is marked by underlining",
                "write `## ` before it, and delete the line below",
            ));
        }
        match level {
            HeadingLevel::H1 => Some((
                "a heading of level 1 is not part of the subset",
                "the title stands in the front matter: start parts with `##`",
            )),
            HeadingLevel::H2 | HeadingLevel::H3 => None,
            _ => Some(("a heading is deeper than level 3", "use `##` and `###`")),
        }
    }

    fn note_questions(&mut self, level: HeadingLevel, range: &Range<usize>, run: &Run) {
        let (message, hint) = if run.passage.is_some() || level != HeadingLevel::H2 {
            (
                "the questions' heading stands within another part",
                "write it with `##`, after the text",
            )
        } else if self.questions_heading.is_some() {
            (
                "a second heading has the class `.questions`",
                "gather the questions under one",
            )
        } else {
            self.questions_heading = Some(range.clone());
            return;
        };
        self.refuse(range.clone(), message, hint);
    }
}

/// Complains of `#` at the end of a heading: Markdown takes it for a mark.
fn check_closing_signs(file: &mut SourceFile, range: &Range<usize>, content: &[Inline]) {
    let Some(last) = content.last() else { return };
    let end = range.start + file.text[range.clone()].trim_end().len();
    let rest = &file.text[last.span.end.min(end)..end];
    let signs = rest.trim_start();
    if !signs.is_empty() && signs.chars().all(|c| c == '#') {
        let hint = "delete it, or write `\\#` for a sign that is text";
        file.error(
            end - signs.len()..end,
            "a heading ends in `#`, which is not printed",
            hint,
        );
    }
}

/// Where an inline links to a contact. Headings stand in the outline and the tags, where no Personal text may be.
fn contact_link(inline: &Inline) -> Option<SourceSpan> {
    match &inline.kind {
        InlineKind::Strong(content) | InlineKind::Blank(content) => {
            content.iter().find_map(contact_link)
        }
        InlineKind::Link {
            target: LinkTarget::Contact(_),
            ..
        } => Some(inline.span),
        InlineKind::Text(_) | InlineKind::Link { .. } => None,
    }
}

/// Complains of headings with nothing below them.
pub(super) fn check_empty(file: &mut SourceFile, blocks: &[Block]) {
    let level = |block: &Block| match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    };
    for (at, block) in blocks.iter().enumerate() {
        if let BlockKind::Passage { blocks, .. } = &block.kind {
            check_empty(file, blocks);
        }
        let below = blocks
            .get(at + 1)
            .map(|next| level(next).unwrap_or(u8::MAX));
        if level(block).is_some_and(|level| below.is_none_or(|below| below <= level)) {
            file.error(
                block.span.range(),
                "a heading has nothing below it",
                "write its text, or delete it",
            );
        }
    }
}
