//! The Markdown subset: blocks. In: the text below a front matter. Out: blocks and questions.
//!
//! Whatever the subset does not have is refused with its place, never dropped in silence. Nesting is bounded, so that
//! no text can exhaust the stack. Here are the walk through the events and the plain blocks; inlines, headings, tables,
//! figures, passages and questions have files of their own.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Options, Parser, Tag, TagEnd};

use super::figures;
use super::headings;
use super::passages::OpenPassage;
use super::printed::Printed;
use super::questions;
use super::section::Surroundings;
use super::source::SourceFile;
use super::tables;
use crate::content::{Block, BlockKind, CalloutKind, Inline, ListItem};
use crate::library::Question;
use crate::panics;

/// The deepest nesting of blocks and inlines in each other.
pub(crate) const DEEPEST_NESTING: usize = 12;

/// The names of the callouts.
const CALLOUTS: [&str; 4] = ["CAUTION", "IMPORTANT", "NOTE", "TIP"];

/// A picture without a description, up to its path.
const NO_WORDS: &str = "![]";

/// What a text holds.
#[derive(Debug)]
pub(super) struct Body {
    /// Its blocks, without the questions.
    pub(super) blocks: Vec<Block>,
    /// The paragraphs above its questions.
    pub(super) questions_intro: Vec<Block>,
    /// Its questions.
    pub(super) questions: Vec<Question>,
    /// Where its comments stand in the file.
    pub(super) comments: Vec<Range<usize>>,
    /// Whether all of the text could be read.
    pub(super) sound: bool,
}

/// Where blocks stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockPlace {
    /// On their own in a section, or in a passage there.
    Section,
    /// In an item of a list there.
    Item,
    /// In a callout.
    Callout,
    /// In an item of a list in a callout.
    CalloutItem,
}

impl BlockPlace {
    /// Where the blocks of an item stand when its list stands here.
    fn of_item(self) -> BlockPlace {
        match self {
            BlockPlace::Section | BlockPlace::Item => BlockPlace::Item,
            BlockPlace::Callout | BlockPlace::CalloutItem => BlockPlace::CalloutItem,
        }
    }

    /// Whether this is in a callout, which holds no other and has less room than the text of a figure needs.
    fn is_in_callout(self) -> bool {
        matches!(self, BlockPlace::Callout | BlockPlace::CalloutItem)
    }
}

/// A text while it is read.
pub(super) struct MarkdownReader<'r, 's> {
    pub(super) file: &'r mut SourceFile<'s>,
    pub(super) around: &'r Surroundings<'r>,
    events: Vec<(Event<'s>, Range<usize>)>,
    pub(super) next: usize,
    depth: usize,
    /// Whether a `##` has been read: a `###` needs one.
    pub(super) has_heading: bool,
    /// The heading with the class `.questions`, once it has been read.
    pub(super) questions_heading: Option<Range<usize>>,
    /// What has been refused: within it, references that lead nowhere are not worth a complaint.
    pub(super) refused: Vec<Range<usize>>,
    /// The line of text that is read, as it is printed.
    pub(super) line: Printed,
    /// How many bold words and links it has.
    pub(super) marked: usize,
    /// Where it has emphasis by single marks.
    pub(super) emphasised: Vec<Range<usize>>,
    /// The comments so far.
    pub(super) comments: Vec<Range<usize>>,
}

/// Blocks in one place, and the passage that is open among them.
#[derive(Default)]
pub(super) struct Run {
    /// Those of the passage while one is open.
    pub(super) blocks: Vec<Block>,
    /// The passage that is open; the blocks before it wait in it.
    pub(super) passage: Option<OpenPassage>,
}

/// Reads the Markdown that fills `range` of a file.
pub(super) fn parse(file: &mut SourceFile, range: Range<usize>, around: &Surroundings) -> Body {
    let faults = file.fault_count();
    let (events, broken_links) = events(file, range);
    let mut reader = MarkdownReader {
        file,
        around,
        events,
        next: 0,
        depth: 0,
        has_heading: false,
        questions_heading: None,
        refused: Vec::new(),
        line: Printed::default(),
        marked: 0,
        emphasised: Vec::new(),
        comments: Vec::new(),
    };
    let blocks = reader.blocks(BlockPlace::Section);
    reader.complain_of(broken_links);
    let comments = mem::take(&mut reader.comments);
    let (blocks, asked) = questions::take(reader.file, blocks, reader.questions_heading);
    headings::check_empty(file, &blocks);
    Body {
        blocks,
        questions_intro: asked.intro,
        questions: asked.questions,
        comments,
        sound: file.fault_count() == faults,
    }
}

type Events<'s> = Vec<(Event<'s>, Range<usize>)>;

/// What the parser makes of a text.
#[derive(Default)]
struct Parsed<'s> {
    events: Events<'s>,
    /// The places of references that lead nowhere.
    broken_links: Vec<Range<usize>>,
    /// The places of definitions of links.
    definitions: Vec<Range<usize>>,
}

/// The events of the text with their places in the file, and the places of references that lead nowhere.
fn events<'s>(file: &mut SourceFile<'s>, range: Range<usize>) -> (Events<'s>, Vec<Range<usize>>) {
    let (text, part) = (file.text, range.clone());
    let Some(parsed) = panics::caught(move || parsed(text, part)) else {
        let message = "the text cannot be read: the reader of Markdown fails on it";
        let hint = "take it apart, piece by piece, to find the line that it fails on";
        file.error(range.start..range.start, message, hint);
        return (Vec::new(), Vec::new());
    };
    for definition in parsed.definitions {
        file.error(
            definition,
            "link definitions are not part of the subset",
            "write the address where the link is: `[words](https://…)`",
        );
    }
    (parsed.events, parsed.broken_links)
}

/// What the parser makes of the Markdown that fills `range` of a text.
fn parsed(text: &str, range: Range<usize>) -> Parsed<'_> {
    let in_file = |part: Range<usize>| range.start + part.start..range.start + part.end;
    let mut parsed = Parsed::default();
    let mut broken_links = Vec::new();
    let callback = |link: pulldown_cmark::BrokenLink| {
        broken_links.push(in_file(link.span));
        None
    };
    // Constructs that the subset does not have are read too: they are to be refused, not printed as they stand.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let parser =
        Parser::new_with_broken_link_callback(&text[range.clone()], options, Some(callback));
    let definitions = parser.reference_definitions().iter();
    parsed.definitions = definitions
        .map(|(_, definition)| in_file(definition.span.clone()))
        .collect();
    parsed
        .definitions
        .sort_by_key(|definition| definition.start);
    parsed.events = parser
        .into_offset_iter()
        .map(|(event, part)| with_tildes(event, in_file(part), text))
        .collect();
    parsed.broken_links = broken_links;
    parsed
}

/// An event, with a single tilde as text: to Markdown `~5 mg~` is struck through, to an author it is roughly 5 mg, or set
/// low.
fn with_tildes<'s>(event: Event<'s>, range: Range<usize>, text: &str) -> (Event<'s>, Range<usize>) {
    let is_tilde = !text[range.clone()].starts_with("~~");
    let (start, end) = (range.start, range.end);
    match event {
        Event::Start(Tag::Strikethrough) if is_tilde => (Event::Text("~".into()), start..start + 1),
        Event::End(TagEnd::Strikethrough) if is_tilde => (Event::Text("~".into()), end - 1..end),
        other => (other, range),
    }
}

impl<'s> MarkdownReader<'_, 's> {
    /// The next event, without going on.
    pub(super) fn peek(&self) -> Option<&(Event<'s>, Range<usize>)> {
        self.events.get(self.next)
    }

    /// The events from the next on.
    pub(super) fn ahead(&self) -> impl Iterator<Item = &(Event<'s>, Range<usize>)> {
        self.events[self.next..].iter()
    }

    /// The next event.
    pub(super) fn advance(&mut self) -> Option<(Event<'s>, Range<usize>)> {
        let slot = self.events.get_mut(self.next)?;
        self.next += 1;
        Some(mem::replace(slot, (Event::SoftBreak, slot.1.clone())))
    }

    /// Goes past the end of the element that has just started.
    pub(super) fn skip(&mut self) {
        let mut open = 1;
        while open > 0 {
            match self.advance() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    /// Reads what is in the element that has just started, and its end; `None` if it is nested too deeply.
    pub(super) fn inside<T: Default>(
        &mut self,
        range: &Range<usize>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        if self.depth >= DEEPEST_NESTING {
            self.file.error(
                range.clone(),
                format!("this is nested more than {DEEPEST_NESTING} deep"),
                "take it apart",
            );
            self.skip();
            return T::default();
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        // The element's end, which `read` stops before.
        self.skip();
        result
    }

    /// Reports something that the subset does not have.
    pub(super) fn refuse(&mut self, range: Range<usize>, message: &str, hint: &str) {
        self.refused.push(range.clone());
        self.file.error(range, message, hint);
    }

    /// Reports that something is empty, unless it is so because of a fault in it: one since there were `faults`.
    pub(super) fn refuse_empty(&mut self, range: &Range<usize>, faults: usize, what: &str) {
        if self.file.fault_count() == faults {
            let message = format!("{what} is empty");
            self.refuse(range.clone(), &message, "write its text, or delete it");
        }
    }

    fn complain_of(&mut self, mut broken_links: Vec<Range<usize>>) {
        // A picture without words in its brackets makes no broken link.
        for (at, start) in self.file.text.match_indices(NO_WORDS) {
            self.refuse_spaced_target(&(at..at + start.len()));
        }
        broken_links.sort_by_key(|link| link.start);
        let mut refused = mem::take(&mut self.refused);
        refused.sort_by_key(|refused| refused.start);
        let mut refused = refused.iter().peekable();
        let mut refused_up_to = 0;
        for link in broken_links {
            while let Some(range) = refused.next_if(|range| range.start <= link.start) {
                refused_up_to = refused_up_to.max(range.end);
            }
            if link.start >= refused_up_to && !self.refuse_spaced_target(&link) {
                let message = format!("`{}` leads nowhere", &self.file.text[link.clone()]);
                let hint = if self.file.text[link.end..].starts_with(" (") {
                    "delete the space between `]` and `(`, or write `\\[` for a bracket that is text"
                } else {
                    "write `[words](section:ID)`, or `\\[` for a bracket that is text"
                };
                self.file.error(link, message, hint);
            }
        }
    }

    /// Complains of words whose link or picture is none because of a space in its path, if these are such words.
    fn refuse_spaced_target(&mut self, words: &Range<usize>) -> bool {
        let text = self.file.text;
        let rest = text[words.end..].lines().next().unwrap_or("");
        let Some((target, _)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) else {
            return false;
        };
        // A caption may follow the path.
        let path = target.split(" \"").next().unwrap_or(target).trim();
        if !path.contains(' ') || path.contains(['<', '"']) {
            return false;
        }
        let range = words.end + 1..words.end + 1 + target.len();
        let hint = if path.contains("://") {
            format!("write `%20` for each space: `{}`", path.replace(' ', "%20"))
        } else {
            format!(
                "write it in pointed brackets, `(<{path}>)`, or give the file a name without spaces"
            )
        };
        let message = format!("`{path}` has a space in it, so it leads nowhere");
        self.refuse(range, &message, &hint);
        true
    }

    /// The blocks up to the end of what they stand in.
    fn blocks(&mut self, place: BlockPlace) -> Vec<Block> {
        let mut run = Run::default();
        while let Some((event, range)) = self.peek().cloned() {
            match event {
                Event::End(_) => break,
                Event::Rule => {
                    self.advance();
                    let hint = if self.file.text[range.clone()].contains('_') {
                        "use a heading to part the text, or `[label](blank:)` for a blank to write in"
                    } else {
                        "use a heading to part the text"
                    };
                    self.refuse(range, "a line across is not part of the subset", hint);
                }
                Event::Start(tag) if is_block(&tag) => {
                    self.advance();
                    self.block(tag, range, place, &mut run);
                }
                // The words of an item of a tight list stand there without a paragraph.
                _ => self.lines(place, &mut run),
            }
        }
        self.close_unfinished(&mut run);
        self.check_captions(&run.blocks);
        run.blocks
    }

    fn block(&mut self, tag: Tag<'s>, range: Range<usize>, place: BlockPlace, run: &mut Run) {
        match tag {
            Tag::Paragraph => self.paragraph(range, place, run),
            Tag::List(start) => {
                let items = self.inside(&range, |reader| reader.items(place.of_item()));
                self.check_marks(start, &items, run);
                run.push(BlockKind::List { start, items }, self, range);
            }
            Tag::HtmlBlock => self.html(range, place, run),
            Tag::Heading { .. } if place == BlockPlace::Section => self.heading(tag, range, run),
            Tag::Table(alignments) => {
                let caption = tables::take_caption(&mut run.blocks);
                if let Some(table) = tables::read(self, &alignments, &range, caption) {
                    run.push(table, self, range);
                }
            }
            Tag::BlockQuote(kind) if !place.is_in_callout() => self.callout(kind, range, run),
            other => {
                let (message, hint) = refusal(&other, place);
                self.refuse(range, message, hint);
                self.skip();
            }
        }
    }

    fn paragraph(&mut self, range: Range<usize>, place: BlockPlace, run: &mut Run) {
        self.inside(&range, |reader| reader.lines(place, run));
    }

    /// Reads lines of words, and images that have lines to themselves.
    fn lines(&mut self, place: BlockPlace, run: &mut Run) {
        while let Some((event, range)) = self.peek().cloned() {
            if figures::ends_lines(&event) {
                return;
            }
            let images = self.image_lines(0);
            if images > 0 {
                self.figure_lines(images, place, run);
            } else if figures::is_line_end(&event) {
                self.advance();
            } else if tables::is_row(self.line_at(range.start)) {
                self.refuse_loose_rows(range);
            } else {
                let content = self.inlines_until(MarkdownReader::stands_above_no_words);
                self.push_paragraph(run, content, range);
            }
        }
    }

    /// Whether a line ends here and the next is not one of words: images have it to themselves, or it is a row of a table.
    fn stands_above_no_words(&self) -> bool {
        let mut ahead = self.ahead();
        let ends_here = ahead
            .next()
            .is_some_and(|(event, _)| figures::is_line_end(event));
        let is_row = |(_, next): &(Event, Range<usize>)| tables::is_row(self.line_at(next.start));
        ends_here && (self.image_lines(1) > 0 || ahead.next().is_some_and(is_row))
    }

    /// What stands from a place in the file to the end of its line.
    fn line_at(&self, place: usize) -> &'s str {
        self.file.text[place..].lines().next().unwrap_or_default()
    }

    /// Refuses rows of a table that Markdown takes for words; the first of them starts at `range`.
    fn refuse_loose_rows(&mut self, range: Range<usize>) {
        let mut end = range.start + self.line_at(range.start).len();
        let message = "rows of a table have no line below their header";
        let hint = "write `|---|---|` below the first row; for a table without a header put `| | |` and `|---|---|` first";
        self.refuse(range.start..end, message, hint);
        while let Some((event, range)) = self.peek().cloned() {
            let line = self.line_at(range.start);
            let starts_line = range.start >= end && !figures::is_line_end(&event);
            if figures::ends_lines(&event) || starts_line && !tables::is_row(line) {
                return;
            }
            if starts_line {
                end = range.start + line.len();
            }
            self.advance();
            if let Event::Start(_) = event {
                self.skip();
            }
        }
    }

    /// Reads images that have lines to themselves, so many events.
    fn figure_lines(&mut self, events: usize, place: BlockPlace, run: &mut Run) {
        let images = &self.events[self.next..self.next + events];
        let range = images[0].1.start..images[events - 1].1.end;
        if place.is_in_callout() {
            let image = &self.events[self.next].0;
            if let Event::Start(image) = image.clone() {
                let (message, hint) = refusal(&image, place);
                self.refuse(range, message, hint);
            }
            self.next += events;
        } else {
            let figures = self.figures(events);
            run.push_figures(figures, self, range);
        }
    }

    fn push_paragraph(&mut self, run: &mut Run, content: Vec<Inline>, range: Range<usize>) {
        if !content.is_empty() {
            let end = content.last().map_or(range.end, |last| last.span.end);
            let range = range.start..end.max(range.start);
            run.push(BlockKind::Paragraph(content), self, range);
        }
    }

    fn items(&mut self, place: BlockPlace) -> Vec<ListItem> {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), range)) = self.peek().cloned() {
            self.advance();
            let faults = self.file.fault_count();
            let blocks = self.inside(&range, |reader| reader.blocks(place));
            match blocks.first().map(|block| &block.kind) {
                Some(BlockKind::Paragraph(_)) => {}
                Some(other) => {
                    let message = format!("an item starts with {}", name_of(other));
                    self.refuse(range.clone(), &message, "give it words");
                }
                None => self.refuse_empty(&range, faults, "an item"),
            }
            let span = self.file.span(range);
            items.push(ListItem { blocks, span });
        }
        items
    }

    fn callout(&mut self, kind: Option<BlockQuoteKind>, range: Range<usize>, run: &mut Run) {
        let kind = match kind {
            Some(BlockQuoteKind::Caution) => CalloutKind::Caution,
            Some(BlockQuoteKind::Important) => CalloutKind::Important,
            Some(BlockQuoteKind::Note) => CalloutKind::Note,
            Some(BlockQuoteKind::Tip) => CalloutKind::Tip,
            Some(BlockQuoteKind::Warning) | None => {
                self.refuse_quote(range);
                return self.skip();
            }
        };
        let faults = self.file.fault_count();
        let blocks = self.inside(&range, |reader| reader.blocks(BlockPlace::Callout));
        if blocks.is_empty() {
            self.refuse_empty(&range, faults, "a callout");
        }
        run.push(BlockKind::Callout { kind, blocks }, self, range);
    }

    fn refuse_quote(&mut self, range: Range<usize>) {
        let hint = "start it with `> [!CAUTION]`, `> [!IMPORTANT]`, `> [!NOTE]` or `> [!TIP]`";
        let first = self.file.text[range.clone()].lines().next().unwrap_or("");
        let mark = first.trim_start_matches(['>', ' ']).split_once(']');
        match mark.filter(|(mark, _)| mark.starts_with("[!")) {
            Some((mark, words)) if CALLOUTS.contains(&&*mark[2..].to_uppercase()) => {
                let message = format!("a callout has words beside its mark: `{}`", words.trim());
                let mark = mark.to_uppercase();
                let hint = format!(
                    "write `> {mark}]` alone on its line, and the words below it after `> `"
                );
                self.refuse(range, &message, &hint);
            }
            Some((mark, _)) => {
                let message = format!("`{mark}]` is none of the callouts");
                self.refuse(range, &message, hint);
            }
            None if first
                .trim_start_matches(['>', ' '])
                .starts_with(|c: char| c.is_ascii_digit()) =>
            {
                let message = "the sign `>` at the start of a line makes a block quote";
                self.refuse(range, message, "write `\\>` for a sign that is text");
            }
            None => self.refuse(range, "a block quote is none of the callouts", hint),
        }
    }

    /// Complains of captions that no table has taken.
    pub(super) fn check_captions(&mut self, blocks: &[Block]) {
        for block in blocks.iter().filter(|block| tables::is_caption(block)) {
            let hint = "put it directly before the table, with an empty line between";
            self.refuse(block.span.range(), "a caption has no table below it", hint);
        }
    }
}

impl Run {
    /// Adds a block.
    pub(super) fn push(&mut self, kind: BlockKind, reader: &MarkdownReader, range: Range<usize>) {
        let span = reader.file.span(range);
        self.blocks.push(Block { kind, span });
    }

    /// Adds the figures of a paragraph: more than one stand in a row.
    fn push_figures(
        &mut self,
        mut figures: Vec<Block>,
        reader: &MarkdownReader,
        range: Range<usize>,
    ) {
        if figures.len() > 1 {
            self.push(BlockKind::FigureRow(figures), reader, range);
        } else {
            self.blocks.append(&mut figures);
        }
    }
}

/// What a block is called in a message.
fn name_of(block: &BlockKind) -> &'static str {
    match block {
        BlockKind::Heading { .. } => "a heading",
        BlockKind::Paragraph(_) => "a paragraph",
        BlockKind::List { .. } => "a list",
        BlockKind::Table { .. } => "a table",
        BlockKind::Figure { .. } | BlockKind::FigureRow(_) => "a figure",
        BlockKind::Callout { .. } => "a callout",
        BlockKind::Passage { .. } => "a passage",
    }
}

/// Whether an element is a block; the others stand in lines of text.
pub(super) fn is_block(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// What to say of a block that cannot stand where it does.
pub(super) fn refusal(tag: &Tag, place: BlockPlace) -> (&'static str, &'static str) {
    let beside = match place {
        BlockPlace::Section => "",
        BlockPlace::Item => {
            "an item of a list holds paragraphs, lists, tables, figures and callouts: move it out"
        }
        BlockPlace::Callout | BlockPlace::CalloutItem => {
            "a callout holds paragraphs, lists and tables: move it out"
        }
    };
    match tag {
        Tag::CodeBlock(_) => (
            "a code block is not part of the subset",
            "write plain paragraphs, without backticks or four spaces before them",
        ),
        Tag::FootnoteDefinition(_) => {
            ("a footnote is not part of the subset", "say it in the text")
        }
        Tag::Heading { .. } => ("a heading cannot stand here", beside),
        Tag::BlockQuote(_) => ("a block quote cannot stand here", beside),
        Tag::HtmlBlock => ("HTML cannot stand here", beside),
        Tag::Image { .. } => ("a figure cannot stand here", beside),
        _ => ("this is not part of the subset", "write plain paragraphs"),
    }
}
