//! The Markdown subset: words, strong words and links within a block. Emphasis is set as strong, because italics are
//! hard to read; line ends are spaces, but for hard line breaks. Words are put into plain characters here, once.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag};

use super::address::{self, PrintedAs};
use super::characters;
use super::emphasis;
use super::figures::ends_lines;
use super::html::NO_HTML;
use super::leftovers;
use super::markdown::MarkdownReader;
use super::reach;
use super::section;
use super::source::Quoted;
use crate::content::{ContactKind, Id, Inline, InlineKind, LinkTarget, plain_text};
use crate::fonts;
use crate::shifted::{Shift, shifted};
use crate::signs::LINE_BREAK;
use crate::suggestion::did_you_mean;

/// The contacts that links may name.
const CONTACTS: [(&str, ContactKind); 3] = [
    ("urgent", ContactKind::Urgent),
    ("nurse", ContactKind::Nurse),
    ("clinic", ContactKind::Clinic),
];

/// The most bold words and links in a paragraph: each is a piece to set, and the shaper counts those in 16 bits.
pub(crate) const MOST_MARKED: usize = 5000;

/// A line of text while it is put together.
#[derive(Default)]
struct InlineLine {
    inlines: Vec<Inline>,
    /// The super- or subscript that is open.
    shift: Option<OpenShift>,
}

/// A super- or subscript that has started and not ended.
struct OpenShift {
    shift: Shift,
    /// Its opening tag.
    opened: Range<usize>,
}

impl<'s> MarkdownReader<'_, 's> {
    /// The inlines up to the end of what they stand in, or to the next block. Complains of what is left in them.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        self.inlines_until(|_| false)
    }

    /// The same, or the inlines up to where something else is to be read.
    pub(super) fn inlines_until(&mut self, stops: impl Fn(&Self) -> bool) -> Vec<Inline> {
        let inlines = self.inner_inlines_until(stops);
        let (line, marked) = (mem::take(&mut self.line), mem::take(&mut self.marked));
        characters::check_line(self.file, &line);
        emphasis::check_seams(self.file, &line);
        emphasis::check_left_over(self.file, &line, &mem::take(&mut self.emphasised));
        if marked > MOST_MARKED
            && let Some(first) = inlines.first()
        {
            let message = format!("bold words and links in one paragraph: {marked}");
            let hint = format!("part it: a paragraph has at most {MOST_MARKED}");
            self.file.error(first.span.range(), message, hint);
        }
        let replaced = leftovers::check_line(self.file, &line);
        self.refused.extend(replaced);
        inlines
    }

    /// The inlines up to the end of what they stand in, which may be a part of a line.
    fn inner_inlines(&mut self) -> Vec<Inline> {
        self.inner_inlines_until(|_| false)
    }

    /// The same, or the inlines up to where something else is to be read.
    fn inner_inlines_until(&mut self, stops: impl Fn(&Self) -> bool) -> Vec<Inline> {
        let mut line = InlineLine::default();
        while let Some((event, _)) = self.peek() {
            if ends_lines(event) || stops(self) {
                break;
            }
            if let Some((event, range)) = self.advance() {
                self.inline(event, range, &mut line);
            }
        }
        if let Some(OpenShift { shift, opened }) = line.shift.take() {
            let (name, closing) = (name_of(shift), closing_tag(shift));
            let message = format!("a {name} has no end");
            let hint = format!("close it with `{closing}`, before any bold words or links");
            self.refuse(opened, &message, &hint);
        }
        line.finish()
    }

    fn inline(&mut self, event: Event<'s>, range: Range<usize>, line: &mut InlineLine) {
        match event {
            Event::Text(text) => {
                self.line.push(&text, self.file.text, range.clone());
                let text = characters::plain(self.file, &text, &range);
                let text = match &line.shift {
                    Some(open) => shifted(&text, open.shift),
                    None => text,
                };
                line.push_text(&text, self, range);
            }
            Event::HardBreak => self.line_break(range, line),
            Event::InlineHtml(comment) if comment.starts_with("<!--") => self.inline_comment(range),
            Event::InlineHtml(tag) => self.inline_html(&tag, range, line),
            Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. })
                if line.shift.is_some() =>
            {
                let hint = "put it around the whole word: `**CO<sub>2</sub>**`";
                self.refuse(
                    range,
                    "bold words or a link start in a super- or subscript",
                    hint,
                );
                self.skip();
            }
            Event::SoftBreak => {
                self.line.push("\n", self.file.text, range.clone());
                line.push_text(" ", self, range);
            }
            Event::Start(tag @ (Tag::Strong | Tag::Emphasis)) => {
                self.marked += 1;
                self.line.push_seam(range.clone());
                let content = self.inside(&range, Self::inner_inlines);
                self.line.push_seam(range.clone());
                let is_refused = emphasis::check(self.file, &range);
                if tag == Tag::Emphasis && !is_refused {
                    self.emphasised.push(range.clone());
                }
                line.push_strong(content, self, range);
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            }) => {
                if !title.is_empty() {
                    let hint = "say it in the link's words";
                    self.refuse(range.clone(), "a link has a title", hint);
                }
                self.link(link_type, dest_url, range, line);
            }
            Event::Start(_) => {
                let (message, hint) = refusal(&event);
                self.refuse(range, message, hint);
                self.skip();
            }
            _ => {
                let (message, hint) = refusal(&event);
                self.refuse(range, message, hint);
            }
        }
    }

    fn link(&mut self, kind: LinkType, to: CowStr<'s>, range: Range<usize>, line: &mut InlineLine) {
        self.marked += 1;
        let is_bare = matches!(kind, LinkType::Autolink | LinkType::Email);
        if is_bare {
            self.line.push_seam(range.clone());
        } else {
            emphasis::check_link(self.file, &range);
        }
        let content = self.inside(&range, Self::inner_inlines);
        if is_bare {
            self.line.push_seam(range.clone());
        }
        if to.starts_with("blank:") {
            return self.blank(&to, content, range, line);
        }
        if content.is_empty() {
            let hint = "write what it leads to: `[words](…)`";
            self.refuse(range.clone(), "a link has no words", hint);
        }
        let to = match kind {
            LinkType::Email => format!("mailto:{to}"),
            LinkType::Autolink if !to.contains("://") => {
                let message = format!("the words of the link are its target, `{to}`");
                let hint = format!("write what it leads to: `[words]({to})`");
                return self.refuse(range, &message, &hint);
            }
            _ => to.into_string(),
        };
        let span = self.file.span(range.clone());
        if let Some(target) = self.target(&to, &content, range) {
            let kind = InlineKind::Link { target, content };
            line.inlines.push(Inline { kind, span });
        }
    }

    /// The HTML that a line may have: `<sup>`, `<sub>` and `<br>`.
    fn inline_html(&mut self, tag: &str, range: Range<usize>, line: &mut InlineLine) {
        let tag: String = tag.chars().filter(|c| !c.is_whitespace()).collect();
        match &*tag.to_ascii_lowercase() {
            "<br>" | "<br/>" => self.line_break(range, line),
            "<sup>" => self.open_shift(Shift::Raised, range, line),
            "<sub>" => self.open_shift(Shift::Lowered, range, line),
            "</sup>" => self.close_shift(Shift::Raised, range, line),
            "</sub>" => self.close_shift(Shift::Lowered, range, line),
            _ => self.refuse_html(range),
        }
    }

    fn open_shift(&mut self, shift: Shift, range: Range<usize>, line: &mut InlineLine) {
        if let Some(open) = &line.shift {
            let message = format!("a {} stands within another", name_of(shift));
            let hint = format!("close the first with `{}`", closing_tag(open.shift));
            return self.refuse(range, &message, &hint);
        }
        line.shift = Some(OpenShift {
            shift,
            opened: range,
        });
    }

    fn close_shift(&mut self, shift: Shift, range: Range<usize>, line: &mut InlineLine) {
        let Some(open) = line.shift.take_if(|open| open.shift == shift) else {
            let message = format!("`{}` closes nothing", closing_tag(shift));
            let hint = "delete it, or write the opening tag in the same line of text";
            return self.refuse(range, &message, hint);
        };
        if self.file.text[open.opened.end..range.start]
            .trim()
            .is_empty()
        {
            let message = format!("a {} is empty", name_of(shift));
            let whole = open.opened.start..range.end;
            self.refuse(whole, &message, "write what it holds, or delete it");
        }
    }

    fn line_break(&mut self, range: Range<usize>, line: &mut InlineLine) {
        let before = plain_text(&line.inlines);
        if before.trim_end_matches(' ').ends_with(LINE_BREAK) {
            let hint = "start a new paragraph: leave a line empty";
            return self.refuse(range, "a line break follows another", hint);
        }
        self.line.push("\n", self.file.text, range.clone());
        line.push_text(LINE_BREAK.encode_utf8(&mut [0; 4]), self, range);
    }

    /// A blank to write in, after the words that say what.
    fn blank(&mut self, to: &str, label: Vec<Inline>, range: Range<usize>, line: &mut InlineLine) {
        if label.is_empty() || to != "blank:" {
            let message = match to {
                "blank:" => "a blank has no label".to_owned(),
                _ => format!("`{to}` is not something to link to"),
            };
            let hint = "say what is to be written there: `[Ward](blank:)`";
            return self.refuse(range, &message, hint);
        }
        let span = self.file.span(range);
        let kind = InlineKind::Blank(label);
        line.inlines.push(Inline { kind, span });
    }

    /// What a link with these words leads to.
    fn target(&mut self, to: &str, words: &[Inline], range: Range<usize>) -> Option<LinkTarget> {
        if let Some(name) = to.strip_prefix("section:") {
            let known = find(name, self.around.sections);
            if known.is_none() {
                section::unknown_section(self.file, Quoted::new(name, range), self.around.sections);
            }
            known.map(LinkTarget::Section)
        } else if let Some(name) = to.strip_prefix("glossary:") {
            self.term(name, range).map(LinkTarget::Term)
        } else if let Some(name) = to.strip_prefix("contact:") {
            self.contact(name, range).map(LinkTarget::Contact)
        } else if to.starts_with("tel:") || to.starts_with("mailto:") {
            let (to, words) = (Quoted::new(to, range), plain_text(words));
            reach::check(self.file, to, &words, self.around.reach).map(LinkTarget::Reach)
        } else if to.contains(':') {
            let hosts = self.around.hosts;
            let to = Quoted::new(to, range);
            address::check(self.file, to, hosts, PrintedAs::Text).map(LinkTarget::Online)
        } else {
            let hint =
                "use `section:ID`, `glossary:ID`, `contact:urgent` or an address with `https://`";
            let message = match to {
                "" => "a link has no target".to_owned(),
                _ => format!("`{to}` is not something to link to"),
            };
            self.refuse(range, &message, hint);
            None
        }
    }

    fn term(&mut self, name: &str, range: Range<usize>) -> Option<Id> {
        let Some(terms) = self.around.terms else {
            return Id::parse(name);
        };
        let known = find(name, terms);
        if known.is_none() {
            let hint = crate::suggestion::closest(name, terms.iter().map(Id::as_str));
            let hint = match hint {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "add it to `glossary.toml`".to_owned(),
            };
            self.refuse(range, &format!("the glossary has no term `{name}`"), &hint);
        }
        known
    }

    fn contact(&mut self, name: &str, range: Range<usize>) -> Option<ContactKind> {
        let known = CONTACTS.iter().find(|(known, _)| *known == name);
        if known.is_none() {
            let hint = did_you_mean(name, CONTACTS.map(|(known, _)| known)).unwrap_or_default();
            self.refuse(range, &format!("`{name}` is not a contact"), &hint);
        }
        known.map(|(_, contact)| *contact)
    }
}

fn find(name: &str, ids: &[Id]) -> Option<Id> {
    ids.iter().find(|id| id.as_str() == name).cloned()
}

impl InlineLine {
    /// Adds words, to the last ones where they are plain too: a term may run over a line end or an escape.
    fn push_text(&mut self, text: &str, reader: &MarkdownReader, range: Range<usize>) {
        if let Some(Inline {
            kind: InlineKind::Text(words),
            span,
        }) = self.inlines.last_mut()
        {
            words.push_str(text);
            span.end = range.end;
            return;
        }
        let kind = InlineKind::Text(text.to_owned());
        let span = reader.file.span(range);
        self.inlines.push(Inline { kind, span });
    }

    /// Adds strong words; what is strong within them is not stronger.
    fn push_strong(&mut self, content: Vec<Inline>, reader: &MarkdownReader, range: Range<usize>) {
        let mut flat = InlineLine::default();
        for inline in content {
            match inline.kind {
                InlineKind::Strong(inner) => flat.inlines.extend(inner),
                _ => flat.inlines.push(inline),
            }
        }
        if !flat.inlines.is_empty() {
            let span = reader.file.span(range);
            let kind = InlineKind::Strong(flat.inlines);
            self.inlines.push(Inline { kind, span });
        }
    }

    /// The inlines, with runs of white space as one space and none at either end; `None` if none of them would be
    /// seen.
    fn finish(mut self) -> Vec<Inline> {
        let last = self.inlines.len().saturating_sub(1);
        for (at, inline) in self.inlines.iter_mut().enumerate() {
            if let InlineKind::Text(words) = &mut inline.kind {
                let mut collapsed = collapse(&mem::take(words));
                if at == 0 {
                    collapsed = collapsed.trim_start_matches(ENDS_NOTHING).to_owned();
                }
                if at == last {
                    collapsed.truncate(collapsed.trim_end_matches(ENDS_NOTHING).len());
                }
                *words = collapsed;
            }
        }
        self.inlines
            .retain(|inline| !matches!(&inline.kind, InlineKind::Text(words) if words.is_empty()));
        if !fonts::has_ink(&plain_text(&self.inlines)) {
            return Vec::new();
        }
        self.inlines
    }
}

/// What is not seen at either end of a line of text.
const ENDS_NOTHING: [char; 2] = [' ', LINE_BREAK];

fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_whitespace() {
            if !collapsed.ends_with(ENDS_NOTHING) {
                collapsed.push(' ');
            }
            continue;
        }
        if character == LINE_BREAK {
            collapsed.truncate(collapsed.trim_end_matches(' ').len());
        }
        collapsed.push(character);
    }
    collapsed
}

fn name_of(shift: Shift) -> &'static str {
    match shift {
        Shift::Raised => "superscript",
        Shift::Lowered => "subscript",
    }
}

fn closing_tag(shift: Shift) -> &'static str {
    match shift {
        Shift::Raised => "</sup>",
        Shift::Lowered => "</sub>",
    }
}

/// What to say of something that cannot stand in a line of text.
fn refusal(event: &Event) -> (&'static str, &'static str) {
    match event {
        Event::Code(_) => (
            "code is not part of the subset",
            "write the words without backticks",
        ),
        Event::Html(_) => NO_HTML,
        Event::FootnoteReference(_) => {
            ("a footnote is not part of the subset", "say it in the text")
        }
        Event::TaskListMarker(_) => (
            "a box to tick is not part of the subset",
            "write a plain list; questions get their boxes under `{.questions}`",
        ),
        Event::Start(Tag::Image { .. }) => (
            "a figure stands within a line of text",
            "put it in a paragraph of its own, with empty lines around it",
        ),
        Event::Start(Tag::Strikethrough) => (
            "words struck through are not part of the subset",
            "delete them",
        ),
        _ => ("this is not part of the subset", "write plain words"),
    }
}
