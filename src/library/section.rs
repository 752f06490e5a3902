//! The files of text: sections and the urgent help. TOML front matter between two lines `+++`, then Markdown.

use std::ops::Range;
use std::path::Path;

use super::address::{self, PrintedAs};
use super::comments;
use super::content_hash::{self, BodyText};
use super::fields::{self, Fields, Key, key};
use super::markdown::{self, Body};
use super::reach::KnownContacts;
use super::source::{Quoted, SourceFile};
use super::standing::Claim;
use super::{Allowance, Section, UrgentHelp, allowance, review};
use crate::content::{Address, Id, ReviewDates, SourceReference, Written};
use crate::diagnostic::SourceSpan;
use crate::suggestion::did_you_mean;

const TITLE: Key = key("title", "\"Chemotherapy\"").at_most(100);
const SUMMARY: Key = key("summary", "\"What it is and how you have it.\"");
const ONLINE: Key = key("online", "\"https://www.example.org/page\"");
const ONLINE_LABEL: Key = key("online_label", "\"search for “ALL chemotherapy”\"").at_most(100);
const SOURCE_NAME: Key = key("name", "\"Cancer Research UK, chemotherapy for ALL\"");

/// The largest section or urgent help, in bytes: a hundred pages of text. As many short paragraphs or items take seconds to set.
pub(crate) const LARGEST_SECTION: usize = 300_000;

/// What a text of a leaflet may refer to. What could not be read is nothing, and is not checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings<'l> {
    /// The library's folder.
    pub(super) root: &'l Path,
    /// The leaflet's folder.
    pub(super) folder: &'l Path,
    /// The hosts that addresses may lead to.
    pub(super) hosts: Option<&'l [String]>,
    /// The telephone numbers and e-mail addresses that links may lead to.
    pub(super) reach: Option<&'l KnownContacts>,
    /// The leaflet's sections.
    pub(super) sections: &'l [Id],
    /// The glossary's terms.
    pub(super) terms: Option<&'l [Id]>,
}

/// The front matter of a section.
struct SectionHead {
    title: Written,
    summary: Written,
    claim: Claim,
    review: ReviewDates,
    online: Address,
    online_label: Written,
    requires: Vec<Id>,
    sources: Vec<SourceReference>,
    allowances: Vec<Allowance>,
    span: SourceSpan,
}

/// The front matter of the urgent help.
struct UrgentHead {
    title: Written,
    claim: Claim,
    review: ReviewDates,
    sources: Vec<SourceReference>,
    allowances: Vec<Allowance>,
    span: SourceSpan,
}

/// Reads the section `id`.
pub(super) fn read(file: &mut SourceFile, id: &Id, around: &Surroundings) -> Option<Section> {
    let (front, text) = split(file)?;
    let head = fields::parse(file, front).and_then(|fields| read_head(fields, id, around));
    let body = markdown::parse(file, text.clone(), around);
    check_size(file, &body);
    if body.blocks.is_empty() && body.sound {
        file.error(
            text.start..text.start,
            format!("the section `{id}` is empty"),
            "write its text below the front matter",
        );
    }
    let written = comments::left_out(file.text, text, &body.comments);
    Some(section(id, head?, &written, body))
}

/// The section with this head, whose text is `written` and was understood as `body`.
fn section(id: &Id, head: SectionHead, written: &str, body: Body) -> Section {
    let text = BodyText {
        written,
        blocks: &body.blocks,
    };
    let content_hash = content_hash::of_section(&head.title.text, &head.summary.text, text);
    Section {
        id: id.clone(),
        title: head.title.text,
        title_span: head.title.span,
        summary: head.summary.text,
        summary_span: head.summary.span,
        standing: head.claim.judged(content_hash),
        review: head.review,
        online: head.online,
        online_label: head.online_label.text,
        online_label_span: head.online_label.span,
        requires: head.requires,
        sources: head.sources,
        allowances: head.allowances,
        body: body.blocks,
        questions_intro: body.questions_intro,
        questions: body.questions,
        content_hash,
        span: head.span,
    }
}

/// Reads the urgent help, whose file is called `id`.
pub(super) fn read_urgent_help(
    file: &mut SourceFile,
    id: &Id,
    around: &Surroundings,
) -> Option<UrgentHelp> {
    let (front, text) = split(file)?;
    let head = fields::parse(file, front).and_then(|fields| read_urgent_head(fields, around));
    let body = markdown::parse(file, text.clone(), around);
    check_size(file, &body);
    if body.blocks.is_empty() && body.sound {
        file.error(
            text.start..text.start,
            "the urgent help is empty",
            "write below the front matter when to get help and how",
        );
    }
    if let Some(question) = body.questions.first() {
        file.error(
            question.span.range(),
            "the urgent help has questions",
            "ask them in a section",
        );
    }
    let written = comments::left_out(file.text, text, &body.comments);
    Some(urgent_help(id, head?, &written, body))
}

/// The urgent help with this head, whose text is `written` and was understood as `body`.
fn urgent_help(id: &Id, head: UrgentHead, written: &str, body: Body) -> UrgentHelp {
    let text = BodyText {
        written,
        blocks: &body.blocks,
    };
    let content_hash = content_hash::of_urgent_help(&head.title.text, text);
    UrgentHelp {
        id: id.clone(),
        title: head.title.text,
        title_span: head.title.span,
        standing: head.claim.judged(content_hash),
        review: head.review,
        sources: head.sources,
        allowances: head.allowances,
        body: body.blocks,
        content_hash,
        span: head.span,
    }
}

/// The lines `+++` of a text, each with where it starts.
fn fences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.split_inclusive('\n').scan(0, |end, line| {
        let start = *end;
        *end += line.len();
        Some((start, line))
    });
    lines.filter(|(_, line)| line.trim_end() == "+++")
}

/// Where the front matter of a sound text stands, without its two lines `+++`; `None` if the text has none.
pub(crate) fn front_matter(text: &str) -> Option<Range<usize>> {
    let mut fences = fences(text);
    let (opening, closing) = (fences.next()?, fences.next()?);
    (opening.0 == 0).then_some(opening.1.len()..closing.0)
}

/// Complains of a text that is too long to be set. One with other faults is complained of for those.
fn check_size(file: &mut SourceFile, body: &Body) {
    let size = file.text.len();
    if body.sound && size > LARGEST_SECTION {
        let message = format!("the text has {} KB", size.div_ceil(1_000));
        let most = LARGEST_SECTION / 1_000;
        let hint = format!("split it into several sections: one has at most {most} KB");
        file.error(0..0, message, hint);
    }
}

/// The front matter without its two lines `+++`, and the text below it.
fn split(file: &mut SourceFile) -> Option<(Range<usize>, Range<usize>)> {
    let mut fences = fences(file.text);
    let (Some((0, opening)), closing) = (fences.next(), fences.next()) else {
        file.error(
            0..file.text.lines().next().unwrap_or("").len(),
            "the front matter is missing",
            "start the file with a line `+++`, the keys in TOML, and another line `+++`",
        );
        return None;
    };
    let Some((closing_start, closing)) = closing else {
        file.error(
            0..opening.trim_end().len(),
            "the front matter has no end",
            "close it with a line `+++`",
        );
        return None;
    };
    let text = closing_start + closing.len()..file.text.len();
    Some((opening.len()..closing_start, text))
}

fn read_head(mut fields: Fields, id: &Id, around: &Surroundings) -> Option<SectionHead> {
    let title = fields.written(TITLE);
    let summary = fields.written(SUMMARY);
    let claim = Claim::read(&mut fields);
    let review = review::read(&mut fields);
    let online = fields.located_text(ONLINE).and_then(|(text, place)| {
        address::check(
            fields.file,
            Quoted::new(&text, place),
            around.hosts,
            PrintedAs::QrCode,
        )
    });
    let online_label = fields.written(ONLINE_LABEL);
    let requires = read_requires(&mut fields, id, around);
    let sources = read_sources(&mut fields, around);
    let allowances = allowance::read(&mut fields);
    fields.finish();
    Some(SectionHead {
        title: title?,
        summary: summary?,
        claim: claim?,
        review: review?,
        online: online?,
        online_label: online_label?,
        requires,
        sources,
        allowances,
        span: fields.file.span(fields.place.clone()),
    })
}

fn read_urgent_head(mut fields: Fields, around: &Surroundings) -> Option<UrgentHead> {
    let title = fields.written(TITLE);
    let claim = Claim::read(&mut fields);
    let review = review::read(&mut fields);
    let sources = read_sources(&mut fields, around);
    let allowances = allowance::read(&mut fields);
    fields.finish();
    Some(UrgentHead {
        title: title?,
        claim: claim?,
        review: review?,
        sources,
        allowances,
        span: fields.file.span(fields.place.clone()),
    })
}

fn read_requires(fields: &mut Fields, id: &Id, around: &Surroundings) -> Vec<Id> {
    let mut requires = Vec::new();
    for (name, place) in fields.optional_texts("requires") {
        match around.sections.iter().find(|known| known.as_str() == name) {
            Some(known) if known == id => fields.file.error(
                place,
                format!("the section `{id}` requires itself"),
                "take it out of `requires`",
            ),
            Some(known) if requires.contains(known) => fields.file.error(
                place,
                format!("the section `{name}` is listed twice"),
                "take one of the two out",
            ),
            Some(known) => requires.push(known.clone()),
            None => unknown_section(fields.file, Quoted::new(&name, place), around.sections),
        }
    }
    requires
}

/// Complains that no section of the leaflet has the id `name`.
pub(super) fn unknown_section(file: &mut SourceFile, name: Quoted, sections: &[Id]) {
    let Quoted { text: name, place } = name;
    let hint = did_you_mean(name, sections.iter().map(Id::as_str));
    file.error(
        place,
        format!("the leaflet has no section `{name}`"),
        hint.unwrap_or_else(|| "add it to `sections` in `leaflet.toml`".to_owned()),
    );
}

fn read_sources(fields: &mut Fields, around: &Surroundings) -> Vec<SourceReference> {
    fields.tables("sources", |fields| {
        let name = fields.text(SOURCE_NAME);
        let online = fields.optional_located_text("online");
        let online = online.and_then(|(text, place)| {
            address::check(
                fields.file,
                Quoted::new(&text, place),
                around.hosts,
                PrintedAs::Text,
            )
        });
        fields.finish();
        Some(SourceReference {
            name: name?,
            online,
        })
    })
}
