//! Takes the words out of what the library reader has parsed, and finds for each where it was written.
//!
//! The reader has resolved escapes and joined white space, so the place of a word is found again by walking through the
//! source beside it.

use std::ops::Range;

use super::grammar::Grammar;
use super::{Link, Stretch, StretchRole, StretchSetting, TermPlace, Text, TextPart};
use crate::content::{Block, BlockKind, Inline, InlineKind, LinkTarget, TableCell};
use crate::diagnostic::{SourceSpan, Sources};
use crate::language::Language;
use crate::library::{Glossary, LeafletSource, Library};
use crate::normal_form::plain_characters;

/// Gathers the stretches of a part of `library`.
pub(super) fn text<'l>(part: TextPart<'l>, library: &'l Library, sources: &Sources) -> Text<'l> {
    let language = language(&part, library);
    let mut gatherer = Gatherer {
        sources,
        glossary: &library.glossary,
        language,
        grammar: language.map_or(Grammar::unknown(), Grammar::of),
        setting: StretchSetting::Text,
        stretches: Vec::new(),
    };
    match part {
        TextPart::Section(_, section) => {
            gatherer.plain(StretchRole::Title, &section.title, section.title_span);
            gatherer.plain(StretchRole::Summary, &section.summary, section.summary_span);
            gatherer.blocks(&section.body, StretchRole::Paragraph);
            gatherer.blocks(&section.questions_intro, StretchRole::Paragraph);
            for question in &section.questions {
                gatherer.inlines(StretchRole::Question, &question.content);
            }
            let label = &section.online_label;
            gatherer.plain(StretchRole::Detail, label, section.online_label_span);
        }
        TextPart::UrgentHelp(_, urgent_help) => {
            gatherer.plain(
                StretchRole::Title,
                &urgent_help.title,
                urgent_help.title_span,
            );
            gatherer.blocks(&urgent_help.body, StretchRole::Paragraph);
        }
        TextPart::Leaflet(leaflet) => gatherer.leaflet(leaflet),
        TextPart::Glossary(glossary) => {
            for term in &glossary.terms {
                gatherer.plain(StretchRole::Definition, &term.definition, term.span);
            }
        }
        TextPart::House(house) => {
            for detail in &house.details {
                gatherer.plain(StretchRole::Detail, &detail.text, detail.span);
            }
        }
    }
    Text {
        part,
        language,
        stretches: gatherer.stretches,
    }
}

/// The language of a part. The house and the glossary are written in that of the leaflets; where there is no leaflet
/// nobody has said what it is.
fn language<'l>(part: &TextPart<'l>, library: &'l Library) -> Option<&'l Language> {
    match part {
        TextPart::Section(leaflet, _)
        | TextPart::UrgentHelp(leaflet, _)
        | TextPart::Leaflet(leaflet) => Some(&leaflet.language),
        TextPart::Glossary(_) | TextPart::House(_) => {
            let first = library.leaflets.values().next();
            first.map(|leaflet| &leaflet.language)
        }
    }
}

struct Gatherer<'g> {
    sources: &'g Sources,
    glossary: &'g Glossary,
    language: Option<&'g Language>,
    grammar: &'static Grammar,
    setting: StretchSetting,
    stretches: Vec<Stretch>,
}

impl Gatherer<'_> {
    fn leaflet(&mut self, leaflet: &LeafletSource) {
        self.plain(StretchRole::Title, &leaflet.title, leaflet.title_span);
        self.plain(
            StretchRole::Title,
            &leaflet.short_title,
            leaflet.short_title_span,
        );
        self.plain(
            StretchRole::Detail,
            &leaflet.audience,
            leaflet.audience_span,
        );
        let label = &leaflet.online_label;
        self.plain(StretchRole::Detail, label, leaflet.online_label_span);
        for title in leaflet.presets.iter().filter_map(|it| it.title.as_ref()) {
            self.plain(StretchRole::Title, &title.text, title.span);
        }
    }

    fn blocks(&mut self, blocks: &[Block], paragraphs: StretchRole) {
        for block in blocks {
            self.block(block, paragraphs);
        }
    }

    fn block(&mut self, block: &Block, paragraphs: StretchRole) {
        match &block.kind {
            BlockKind::Heading { content, .. } => self.inlines(StretchRole::Heading, content),
            BlockKind::Paragraph(content) => self.inlines(paragraphs, content),
            BlockKind::List { items, .. } => {
                for item in items {
                    self.blocks(&item.blocks, StretchRole::Item);
                }
            }
            BlockKind::Table {
                caption,
                header,
                rows,
            } => self.table(caption.as_deref(), header, rows),
            BlockKind::Figure { alt, caption, .. } => {
                if let Some(caption) = caption {
                    self.plain(StretchRole::FigureCaption, caption, block.span);
                }
                self.plain(StretchRole::AltText, alt, block.span);
            }
            BlockKind::FigureRow(figures) => self.blocks(figures, paragraphs),
            BlockKind::Callout { blocks, .. } => {
                self.setting = StretchSetting::Callout;
                self.blocks(blocks, paragraphs);
                self.setting = StretchSetting::Text;
            }
            BlockKind::Passage { language, blocks }
                if self.language.map(Language::primary) == Some(language.primary()) =>
            {
                self.blocks(blocks, paragraphs);
            }
            BlockKind::Passage { .. } => {}
        }
    }

    fn table(&mut self, caption: Option<&[Inline]>, header: &[TableCell], rows: &[Vec<TableCell>]) {
        if let Some(caption) = caption {
            self.inlines(StretchRole::TableCaption, caption);
        }
        let header = header.iter().map(|cell| (StretchRole::TableHead, cell));
        let cells = rows.iter().flatten().map(|cell| (StretchRole::Cell, cell));
        for (role, cell) in header.chain(cells) {
            self.inlines(role, &cell.content);
        }
    }

    fn inlines(&mut self, role: StretchRole, content: &[Inline]) {
        if let Some(first) = content.first() {
            let mut stretch = self.stretch(role, first.span);
            self.push_inlines(&mut stretch, content);
            self.finish(stretch);
        }
    }

    fn plain(&mut self, role: StretchRole, text: &str, span: SourceSpan) {
        let mut stretch = self.stretch(role, span);
        self.push(&mut stretch, text, span);
        self.finish(stretch);
    }

    fn stretch(&self, role: StretchRole, span: SourceSpan) -> Stretch {
        Stretch {
            role,
            setting: self.setting,
            text: String::new(),
            links: Vec::new(),
            terms: Vec::new(),
            grammar: self.grammar,
            file: span.file,
            written: Vec::new(),
        }
    }

    fn push_inlines(&self, stretch: &mut Stretch, content: &[Inline]) {
        for inline in content {
            match &inline.kind {
                InlineKind::Text(text) => self.push(stretch, text, inline.span),
                InlineKind::Strong(content) | InlineKind::Blank(content) => {
                    self.push_inlines(stretch, content);
                }
                InlineKind::Link { target, content } => {
                    let start = stretch.text.len();
                    self.push_inlines(stretch, content);
                    stretch.links.push(Link {
                        words: start..stretch.text.len(),
                        target: target.clone(),
                    });
                }
            }
        }
    }

    fn push(&self, stretch: &mut Stretch, text: &str, span: SourceSpan) {
        let source = &self.sources.text(span.file)[span.range()];
        let places = places(text, source).into_iter();
        let in_file = |place: Range<usize>| span.start + place.start..span.start + place.end;
        stretch.written.extend(places.map(in_file));
        stretch.text.push_str(text);
    }

    fn finish(&mut self, mut stretch: Stretch) {
        let found = self.glossary.index.matches(&stretch.text).into_iter();
        let found = found.map(|found| TermPlace {
            words: found.range,
            term: found.term,
        });
        let marked: Vec<TermPlace> = stretch
            .links
            .iter()
            .filter_map(|link| self.marked_term(link))
            .collect();
        let free = |place: &TermPlace| {
            let apart = |marked: &TermPlace| apart(&marked.words, &place.words);
            marked.iter().all(apart)
        };
        stretch.terms = found.filter(free).collect();
        stretch.terms.extend(marked.iter().cloned());
        stretch.terms.sort_by_key(|place| place.words.start);
        self.stretches.push(stretch);
    }

    fn marked_term(&self, link: &Link) -> Option<TermPlace> {
        let LinkTarget::Term(id) = &link.target else {
            return None;
        };
        let term = self.glossary.terms.iter().position(|term| term.id == *id)?;
        Some(TermPlace {
            words: link.words.clone(),
            term,
        })
    }
}

fn apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end <= other.start || other.end <= one.start
}

/// Where in `source` the character of each byte of `text` stands. White space in the source may be longer, and what marks
/// a word up is passed over; a character that is not there as it is has an empty place after the one before, and those
/// that a look-alike was put into have its place.
fn places(text: &str, source: &str) -> Vec<Range<usize>> {
    let mut place = source.find(text).map_or(0..0, |start| start..start);
    let mut places = Vec::with_capacity(text.len());
    // What is still to come of the character of the source that has been found last.
    let mut to_come = String::new();
    for character in text.chars() {
        if to_come.starts_with(character) {
            to_come.remove(0);
        } else {
            let found = source[place.end..]
                .char_indices()
                .find(|(_, c)| writes(*c, character));
            let start = place.end + found.map_or(0, |(offset, _)| offset);
            place = start..start + found.map_or(0, |(_, c)| c.len_utf8());
            to_come = found.map_or(String::new(), |(_, c)| {
                plain_form(c).chars().skip(1).collect()
            });
        }
        places.extend(std::iter::repeat_n(place.clone(), character.len_utf8()));
    }
    places
}

/// Whether a character of the source is, or begins with, `character` when it is read.
fn writes(source: char, character: char) -> bool {
    match character {
        ' ' if source.is_ascii_whitespace() => true,
        _ => {
            source == character || (!source.is_ascii() && plain_form(source).starts_with(character))
        }
    }
}

fn plain_form(character: char) -> String {
    plain_characters(character.encode_utf8(&mut [0; 4])).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_after_joined_lines_and_escapes() {
        let source = "one\n> two \\[three\\]  é";
        let text = "one two [three] é";
        let found = places(text, source);
        let place = |word: &str| found[text.find(word).unwrap()].start;
        assert_eq!(found.len(), text.len());
        for word in ["one", "two", "three", "é"] {
            assert_eq!(place(word), source.find(word).unwrap(), "{word}");
        }
    }

    #[test]
    fn look_alikes_keep_the_places_of_what_they_were_put_into() {
        let found = places("50\u{A0}μg difficult", "50\u{202F}µg di\u{FB03}cult μ");
        let place = |at: usize| found[at].clone();
        assert_eq!(place(2), 2..5);
        assert_eq!(place(4), 5..7);
        // The f, the f and the i of the ligature.
        for letter in [10, 11, 12] {
            assert_eq!(place(letter), 11..14);
        }
        assert_eq!(place(13), 14..15);
    }

    #[test]
    fn words_that_stand_in_the_source_as_they_are_are_found_after_others() {
        assert_eq!(
            places("a b", "![a  b](x \"a b\")"),
            [11..12, 12..13, 13..14]
        );
    }

    #[test]
    fn a_character_written_as_an_escape_does_not_lose_the_place_of_the_next() {
        let found = places("5é6", "5\\u00e96");
        assert_eq!(
            (&found[0], &found[1], &found[3]),
            (&(0..1), &(1..1), &(7..8))
        );
    }
}
