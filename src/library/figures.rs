//! The Markdown subset: figures. Images that have lines to themselves, in a paragraph of their own or above or below the
//! words of one, are a figure, or figures in a row.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};

use super::characters;
use super::leftovers;
use super::markdown::{MarkdownReader, is_block};
use super::pictures;
use super::source::Quoted;
use crate::content::{Block, BlockKind, plain_text};
use crate::shifted::{from_tags, without_marks};
use crate::signs::LINE_BREAK;

impl<'s> MarkdownReader<'_, 's> {
    /// How many events, `skipped` after the next, are images that have lines to themselves; 0 when there are words on the
    /// first line.
    pub(super) fn image_lines(&self, skipped: usize) -> usize {
        let mut length = 0;
        let mut has_image = false;
        let mut open = 0;
        for (at, (event, _)) in self.ahead().skip(skipped).enumerate() {
            match event {
                Event::Start(Tag::Image { .. }) => {
                    has_image = true;
                    open += 1;
                }
                Event::Start(_) if open > 0 => open += 1,
                Event::End(_) if open > 0 => open -= 1,
                _ if open > 0 => {}
                event if is_line_end(event) && has_image => {
                    length = at;
                    has_image = false;
                }
                Event::Text(text) if text.trim().is_empty() => {}
                event if ends_lines(event) && has_image => return at,
                _ => return length,
            }
        }
        length
    }

    /// The figures among the next events, of this number.
    pub(super) fn figures(&mut self, events: usize) -> Vec<Block> {
        let end = self.next + events;
        let mut figures = Vec::new();
        while self.next < end
            && let Some((event, range)) = self.advance()
        {
            if let Event::Start(Tag::Image {
                dest_url, title, ..
            }) = event
            {
                let figure = self.figure(&dest_url, &title, &range);
                let span = self.file.span(range);
                figures.extend(figure.map(|kind| Block { kind, span }));
            }
        }
        figures
    }

    /// Reads the image that has just started.
    fn figure(
        &mut self,
        name: &CowStr<'s>,
        title: &CowStr<'s>,
        range: &Range<usize>,
    ) -> Option<BlockKind> {
        let alt = self.inside(range, Self::inlines);
        let alt = without_marks(&plain_text(&alt)).replace(LINE_BREAK, " ");
        if alt.is_empty() {
            self.file.error(
                range.clone(),
                format!("the figure `{name}` has no words for those who cannot see it"),
                "say in `![…]` what it shows",
            );
        }
        let title = without_marks(&characters::plain(self.file, title, range));
        characters::check_words(self.file, &title, range);
        let title = from_tags(&title);
        leftovers::check_words(self.file, &title, range);
        let (folder, root) = (self.around.folder, self.around.root);
        let name = Quoted::new(name, range.clone());
        let figure = pictures::read(self.file, name, folder, root)?;
        let title = without_marks(&title);
        let caption = title.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(BlockKind::Figure {
            figure,
            alt,
            caption: (!caption.is_empty()).then_some(caption),
        })
    }
}

/// Whether an event is the end of a line within a paragraph.
pub(super) fn is_line_end(event: &Event) -> bool {
    matches!(event, Event::SoftBreak | Event::HardBreak)
}

/// Whether an event ends a paragraph, or the words of an item that stand there without one.
pub(super) fn ends_lines(event: &Event) -> bool {
    match event {
        Event::End(_) | Event::Rule => true,
        Event::Start(tag) => is_block(tag),
        _ => false,
    }
}
