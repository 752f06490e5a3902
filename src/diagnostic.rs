//! Faults in content. Every stage reports them as [`Diagnostic`] values that point into the files as they were read
//! ([`Sources`]); they are collected, never thrown at the first, and rendered in one place.

use std::collections::BTreeMap;
use std::iter;
use std::ops::Range;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::remedy::Remedy;
use crate::visible::{masked, visible, visible_line};

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be built until it is fixed.
    Error,
    /// Worth a look; building goes on.
    Warning,
}

/// A file that was read, as an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(u32);

/// A place in a file: byte offsets into its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceSpan {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl SourceSpan {
    /// The place `range` in `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        SourceSpan {
            file,
            start: range.start,
            end: range.end,
        }
    }

    /// The bytes of the place.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Where a fault is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the text of a file that was read.
    Span(SourceSpan),
    /// A file or folder as a whole: missing, too large, not UTF-8.
    Path(PathBuf),
    /// Nowhere on disk: a fault of the request.
    Nowhere,
}

/// The rule of good writing that a text does not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleReference {
    /// Its name, by which a library can allow an exception: `long-sentence`.
    pub name: &'static str,
    /// The guideline that it comes from.
    pub source: &'static str,
}

/// One fault: what is wrong, where, and how to fix it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower-case start, no full stop, backticks round what was typed.
    pub message: String,
    /// Where.
    pub location: Location,
    /// How to fix it, in the same style.
    pub hint: Option<Remedy>,
    /// The rule behind it, where it is about how a text is written.
    pub rule: Option<RuleReference>,
    /// What it says, where that is to be said once however many places it is true of: a host that is not allowed.
    pub topic: Option<String>,
}

impl Diagnostic {
    /// An error at `location`.
    pub fn error(location: Location, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            message: shortened_words(message.into()),
            location,
            hint: None,
            rule: None,
            topic: None,
        }
    }

    /// A warning at `location`.
    pub fn warning(location: Location, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::error(location, message)
        }
    }

    /// The same fault with a hint.
    pub fn with_hint(self, hint: impl Into<Remedy>) -> Self {
        Diagnostic {
            hint: Some(hint.into().map_words(shortened_words)),
            ..self
        }
    }

    /// The same fault, to be said once of all its places.
    pub fn once(self) -> Self {
        Diagnostic {
            topic: Some(self.message.clone()),
            ..self
        }
    }

    /// The same fault with the rule behind it.
    pub fn with_rule(self, rule: RuleReference) -> Self {
        Diagnostic {
            rule: Some(rule),
            ..self
        }
    }
}

/// The diagnostics, of each topic the first only: it says in how many places more the same is wrong.
pub fn once_a_topic<'d>(all: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for diagnostic in all {
        if let Some(topic) = &diagnostic.topic {
            let (_, places) = first.entry(topic).or_insert((kept.len(), 0));
            *places += 1;
            if *places > 1 {
                continue;
            }
        }
        kept.push(diagnostic.clone());
    }
    for (at, places) in first.into_values().filter(|(_, places)| *places > 1) {
        let more = match places - 1 {
            1 => "in 1 more place".to_owned(),
            more => format!("in {more} more places"),
        };
        kept[at].message += &format!(", here and {more}");
    }
    kept
}

/// The files that were read, with their texts, for messages that quote them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceText>,
}

#[derive(Clone, Debug)]
struct SourceText {
    path: PathBuf,
    text: String,
    /// The line of the file that the text starts on, counted from 1.
    first_line: usize,
    /// Where each of the text's lines starts.
    line_starts: Vec<usize>,
}

impl SourceText {
    /// The line that holds a byte, from 0, and where it starts.
    fn line_at(&self, offset: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start <= offset) - 1;
        (line, self.line_starts[line])
    }
}

impl Sources {
    /// Takes in a file's text; `path` is how messages name it.
    pub fn add(&mut self, path: PathBuf, text: String) -> FileId {
        self.add_part(path, text, 1)
    }

    /// Takes in a part of a file that starts on line `first_line`, counted from 1, for messages that are to show no more.
    pub fn add_part(&mut self, path: PathBuf, text: String, first_line: usize) -> FileId {
        let id =
            FileId(u32::try_from(self.files.len()).expect("a library has fewer than 2^32 files"));
        let line_ends = text.match_indices('\n');
        let line_starts = iter::once(0).chain(line_ends.map(|(end, _)| end + 1));
        self.files.push(SourceText {
            path,
            line_starts: line_starts.collect(),
            text,
            first_line,
        });
        id
    }

    /// The files in the order in which they were read: paths and texts.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &str)> {
        let files = self.files.iter();
        files.map(|file| (file.path.as_path(), file.text.as_str()))
    }

    /// The path of a file, as messages name it.
    pub fn path(&self, file: FileId) -> &Path {
        &self.files[file.0 as usize].path
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// The line and the column at which a place starts, both counted from 1, the column in characters.
    pub fn line_and_column(&self, span: SourceSpan) -> (usize, usize) {
        let file = &self.files[span.file.0 as usize];
        let (line, line_start) = file.line_at(span.start);
        let before = &file.text[line_start..span.start];
        (file.first_line + line, 1 + before.chars().count())
    }
}

/// How messages look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As text alone.
    Plain,
    /// With colours, for terminals.
    Colored,
}

/// The most faults of a file that are shown: nobody reads more before correcting the first.
pub(crate) const MOST_SHOWN: usize = 100;
/// The most that is shown of all files together, in bytes.
pub(crate) const MOST_SAID: usize = 64_000;
/// The longest message or hint, in bytes: either may quote what somebody wrote.
pub(crate) const LONGEST_MESSAGE: usize = 2_000;
/// The most characters that an excerpt marks. The renderer shortens what is long, but not where characters are wide.
const MOST_MARKED: usize = 1_000;
/// The width that excerpts are cut to, in columns: a paragraph is often one long line.
const EXCERPT_WIDTH: usize = 100;

/// The diagnostics as people read them: message, file, line and column, an excerpt and the hint, one after the other
/// with an empty line between.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colored => Renderer::styled(),
    }
    .term_width(EXCERPT_WIDTH);
    let (shown, counted) = shortened(diagnostics, sources);
    let all: Vec<&Diagnostic> = shown.into_iter().chain(&counted).collect();
    let mut messages: Vec<String> = Vec::new();
    let mut said = 0;
    for diagnostic in &all {
        let message = renderer.render(&[group(diagnostic, sources)]);
        said += message.len();
        if said > MOST_SAID {
            break;
        }
        messages.push(message);
    }
    if messages.len() < all.len() {
        let more = enough_said(messages.len());
        messages.push(renderer.render(&[group(&more, sources)]));
    }
    messages.join("\n\n")
}

/// Stands for all messages after so many.
fn enough_said(shown: usize) -> Diagnostic {
    let message = format!("there is more: only the first {shown} messages are shown");
    Diagnostic::warning(Location::Nowhere, message).with_hint("correct the first, then look again")
}

/// Words that are no longer than a message may be.
fn shortened_words(words: String) -> String {
    if words.len() <= LONGEST_MESSAGE {
        return words;
    }
    let end = words.floor_char_boundary(LONGEST_MESSAGE);
    format!("{}…", &words[..end])
}

/// The first faults of each file, and for a file with more of them how many more.
fn shortened<'d>(
    diagnostics: &'d [Diagnostic],
    sources: &Sources,
) -> (Vec<&'d Diagnostic>, Vec<Diagnostic>) {
    let mut found: BTreeMap<FileId, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for diagnostic in diagnostics {
        if let Location::Span(span) = &diagnostic.location {
            let found = found.entry(span.file).or_default();
            *found += 1;
            if *found > MOST_SHOWN {
                continue;
            }
        }
        shown.push(diagnostic);
    }
    let too_many = found.into_iter().filter(|(_, found)| *found > MOST_SHOWN);
    let counted = too_many.map(|(file, found)| {
        let place = Location::Path(sources.path(file).to_owned());
        let message = format!("there are {} more in this file", found - MOST_SHOWN);
        Diagnostic::warning(place, message).with_hint("correct the first, then look again")
    });
    (shown, counted.collect())
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message));
    let title = match &diagnostic.rule {
        Some(rule) => title.id(rule.name),
        None => title,
    };
    let title = Group::with_title(title);
    let located = match &diagnostic.location {
        Location::Span(span) => title.element(excerpt(*span, sources)),
        Location::Path(path) => title.element(Origin::path(shown(path))),
        Location::Nowhere => title,
    };
    let hinted = match &diagnostic.hint {
        Some(hint) => located.element(hint_line(hint)),
        None => located,
    };
    match &diagnostic.rule {
        Some(rule) => hinted.element(Level::NOTE.with_name("source").message(rule.source)),
        None => hinted,
    }
}

fn hint_line(hint: &Remedy) -> annotate_snippets::Message<'static> {
    let words = visible(&hint.to_string()).into_owned();
    Level::HELP.with_name("hint").message(words)
}

/// A path as it can be shown on a terminal.
fn shown(path: &Path) -> String {
    visible_line(&path.to_string_lossy()).into_owned()
}

/// The first line of a place: a whole list or table would push its own message off the screen. The renderer is given that
/// line alone: it looks through all that it is given, again for each fault.
fn excerpt(span: SourceSpan, sources: &Sources) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let file = &sources.files[span.file.0 as usize];
    // The end of the text is shown as that of its last line.
    let (line, line_start) = file.line_at(span.start.min(file.text.len().saturating_sub(1)));
    let text = file.text[line_start..]
        .split_inclusive('\n')
        .next()
        .unwrap_or("");
    let marked = file.text[span.range()]
        .lines()
        .next()
        .unwrap_or("")
        .trim_end();
    let end = marked.char_indices().nth(MOST_MARKED);
    let marked = &marked[..end.map_or(marked.len(), |(end, _)| end)];
    let start = span.start - line_start;
    Snippet::source(masked(text))
        .line_start(file.first_line + line)
        .path(shown(&file.path))
        .annotation(AnnotationKind::Primary.span(start..start + marked.len()))
}
