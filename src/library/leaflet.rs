//! A leaflet's folder: `leaflet.toml` and the files that it lists. Every `.md` in the folder is listed, and every listed
//! file is there.

use std::ops::Range;
use std::path::Path;

use super::address::{self, PrintedAs};
use super::content_hash::{self, LeafletWords};
use super::fields::{self, Fields, Key, key, parse_id};
use super::parts::GLOSSARY;
use super::section::{self, Surroundings};
use super::source::{Absence, Findings, Quoted, SourceFile, absence, entries, file_name};
use super::standing::Claim;
use super::{Allowance, LeafletSource, Preset, Section, UrgentHelp, allowance, review};
use crate::content::{Address, Id, ReviewDates, Written};
use crate::diagnostic::SourceSpan;
use crate::language::Language;
use crate::wording::Wording;

const TITLE: Key = key(
    "title",
    "\"Treatment for acute lymphoblastic leukaemia (ALL)\"",
)
.at_most(150);
const SHORT_TITLE: Key = key("short_title", "\"Treatment for ALL\"").at_most(60);
const AUDIENCE: Key = key(
    "audience",
    "\"For adults who have been told they have ALL.\"",
);
const LANGUAGE: Key = key("language", "\"en-GB\"");
const ONLINE: Key = key("online", "\"https://www.example.org/page\"");
const ONLINE_PUBLISHER: Key = key("online_publisher", "\"Cancer Research UK\"").at_most(80);
const ONLINE_LABEL: Key = key("online_label", "\"search for “ALL treatment”\"").at_most(100);
const URGENT: Key = key("urgent", "\"urgent-help\"");
const SECTIONS: Key = key("sections", "[\"treatment-options\", \"side-effects\"]");
/// The longest title of a preset that the footer has room for, in characters.
const LONGEST_PRESET_TITLE: usize = 60;

/// `leaflet.toml`, as far as it could be read.
struct LeafletFile {
    head: Option<LeafletHead>,
    urgent: Option<Id>,
    sections: Vec<Id>,
    presets: Vec<Preset>,
    allowances: Vec<Allowance>,
    /// The stems of files that are not there; the complaint stands.
    missing: Vec<Id>,
    span: SourceSpan,
}

struct LeafletHead {
    title: Written,
    short_title: Written,
    audience: Written,
    language: Language,
    claim: Claim,
    review: Option<ReviewDates>,
    online: Address,
    online_publisher: String,
    online_label: Written,
    source_review: Option<ReviewDates>,
}

/// Reads the leaflet in the folder that `around` names; its sections are not known yet.
pub(super) fn read(findings: &mut Findings, around: &Surroundings) -> Option<LeafletSource> {
    let folder = around.folder;
    let name = file_name(folder);
    let id = Id::parse(&name);
    if id.is_none() {
        findings.error(
            folder,
            format!("the folder's name `{name}` is not an id"),
            "use lower-case letters, digits and single hyphens",
        );
    }
    if name == GLOSSARY {
        findings.error(
            folder,
            format!("a leaflet cannot be called `{name}`: that is the name of the glossary"),
            "rename the folder",
        );
    }
    if entries(folder).is_err() {
        findings.error(folder, "the folder cannot be read", "make it readable");
        return None;
    }
    let path = folder.join("leaflet.toml");
    let hint = "each folder of a library is a leaflet: write it, or move the folder elsewhere";
    if !findings.has_file(&path, hint) {
        return None;
    }
    let file = findings.read(&path, |file| read_file(file, around))??;
    let around = Surroundings {
        sections: &file.sections,
        ..*around
    };
    let urgent_help = read_urgent_help(findings, &file, &around);
    let sections = read_sections(findings, &file, &around);
    check_unlisted(findings, &file, folder);
    assemble(id?, file, urgent_help?, sections?)
}

fn assemble(
    id: Id,
    file: LeafletFile,
    urgent_help: UrgentHelp,
    sections: Vec<Section>,
) -> Option<LeafletSource> {
    let head = file.head?;
    let content_hash = content_hash::of_leaflet(LeafletWords {
        title: &head.title.text,
        short_title: &head.short_title.text,
        audience: &head.audience.text,
        language: &head.language,
        online: &head.online,
        online_publisher: &head.online_publisher,
        online_label: &head.online_label.text,
        sections: &file.sections,
    });
    Some(LeafletSource {
        id,
        title: head.title.text,
        title_span: head.title.span,
        short_title: head.short_title.text,
        short_title_span: head.short_title.span,
        audience: head.audience.text,
        audience_span: head.audience.span,
        language: head.language,
        standing: head.claim.judged(content_hash),
        review: head.review,
        online: head.online,
        online_publisher: head.online_publisher,
        online_label: head.online_label.text,
        online_label_span: head.online_label.span,
        source_review: head.source_review,
        urgent_help,
        sections,
        presets: file.presets,
        allowances: file.allowances,
        content_hash,
        span: file.span,
    })
}

fn read_file(file: &mut SourceFile, around: &Surroundings) -> Option<LeafletFile> {
    let span = file.span(0..0);
    let mut fields = fields::parse(file, 0..file.text.len())?;
    let head = read_head(&mut fields, around);
    let urgent = fields.id(URGENT);
    let listed = read_listed(&mut fields, urgent.as_ref().map(|(id, _)| id));
    let sections: Vec<Id> = listed.iter().map(|(id, _)| id.clone()).collect();
    let presets = fields.named_tables("preset", |fields, id| read_preset(fields, id, &sections));
    let missing = check_present(&mut fields, around.folder, urgent.as_ref(), &listed);
    let allowances = allowance::read(&mut fields);
    fields.finish();
    Some(LeafletFile {
        head,
        urgent: urgent.map(|(id, _)| id),
        sections,
        presets: presets.into_iter().map(|(_, preset)| preset).collect(),
        allowances,
        missing,
        span,
    })
}

fn read_head(fields: &mut Fields, around: &Surroundings) -> Option<LeafletHead> {
    let title = fields.written(TITLE);
    let short_title = fields.written(SHORT_TITLE);
    let audience = fields.written(AUDIENCE);
    let language = read_language(fields);
    let claim = Claim::read_leaflet(fields);
    let review = review::read_optional(fields);
    let online = fields.located_text(ONLINE).and_then(|(text, place)| {
        address::check(
            fields.file,
            Quoted::new(&text, place),
            around.hosts,
            PrintedAs::QrCode,
        )
    });
    let online_publisher = fields.text(ONLINE_PUBLISHER);
    let online_label = fields.written(ONLINE_LABEL);
    let source_review = review::read_source(fields);
    Some(LeafletHead {
        title: title?,
        short_title: short_title?,
        audience: audience?,
        language: language?,
        claim: claim?,
        review,
        online: online?,
        online_publisher: online_publisher?,
        online_label: online_label?,
        source_review,
    })
}

fn read_language(fields: &mut Fields) -> Option<Language> {
    let (tag, place) = fields.located_text(LANGUAGE)?;
    let Some(language) = Language::parse(&tag) else {
        fields.file.error(
            place,
            format!("`{tag}` is not a language tag"),
            "write it as in `en-GB`",
        );
        return None;
    };
    if Wording::for_language(&language).is_none() {
        let known: Vec<String> = Wording::languages().map(|tag| format!("`{tag}`")).collect();
        fields.file.error(
            place,
            format!("Careleaf is not translated into `{tag}`"),
            format!(
                "write the leaflet in {}, and passages in other languages in `<div lang=\"…\">`",
                known.join(" or ")
            ),
        );
    }
    Some(language)
}

/// The sections in their order, each once and with its place.
fn read_listed(fields: &mut Fields, urgent: Option<&Id>) -> Vec<(Id, Range<usize>)> {
    let mut listed: Vec<(Id, Range<usize>)> = Vec::new();
    for (name, place) in fields.texts(SECTIONS).unwrap_or_default() {
        let Some(id) = parse_id(fields.file, &name, &place) else {
            continue;
        };
        let fault = if urgent == Some(&id) {
            "is the urgent help, which is always printed"
        } else if listed.iter().any(|(earlier, _)| *earlier == id) {
            "is listed twice"
        } else {
            listed.push((id, place));
            continue;
        };
        fields.file.error(
            place,
            format!("`{id}` {fault}"),
            "take it out of `sections`",
        );
    }
    listed
}

fn read_preset(fields: &mut Fields, id: Id, sections: &[Id]) -> Option<Preset> {
    let span = fields.file.span(fields.place.clone());
    let title = fields.optional_written("title", LONGEST_PRESET_TITLE);
    let names = fields.texts(SECTIONS);
    fields.finish();
    let mut chosen: Vec<Id> = Vec::new();
    for (name, place) in names? {
        match sections.iter().find(|known| known.as_str() == name) {
            Some(known) if chosen.contains(known) => fields.file.error(
                place,
                format!("`{name}` is listed twice"),
                "take one of the two out",
            ),
            Some(known) => chosen.push(known.clone()),
            None => section::unknown_section(fields.file, Quoted::new(&name, place), sections),
        }
    }
    Some(Preset {
        id,
        title,
        sections: chosen,
        span,
    })
}

type ListedFile = (Id, Range<usize>);

/// The listed files that are not there, each complained of where it is listed.
fn check_present(
    fields: &mut Fields,
    folder: &Path,
    urgent: Option<&ListedFile>,
    sections: &[ListedFile],
) -> Vec<Id> {
    let mut missing = Vec::new();
    for (id, place) in urgent.into_iter().chain(sections) {
        let name = format!("{id}.md");
        let is_urgent = urgent.is_some_and(|(urgent, _)| urgent == id);
        let (message, hint) = match absence(&folder.join(&name)) {
            None => continue,
            Some(Absence::NoFile) => (format!("`{name}` is not a file"), Absence::NO_FILE_HINT),
            Some(Absence::Missing) => (
                format!("the file `{name}` is missing"),
                if is_urgent {
                    "write when to get help at once: no leaflet goes without it"
                } else {
                    "write it, or take it out of `sections`"
                },
            ),
        };
        fields.file.error(place.clone(), message, hint);
        missing.push(id.clone());
    }
    missing
}

fn read_urgent_help(
    findings: &mut Findings,
    file: &LeafletFile,
    around: &Surroundings,
) -> Option<UrgentHelp> {
    let id = file
        .urgent
        .as_ref()
        .filter(|id| !file.missing.contains(id))?;
    let path = around.folder.join(format!("{id}.md"));
    findings.read(&path, |file| section::read_urgent_help(file, id, around))?
}

/// All sections; `None` if one of them could not be read.
fn read_sections(
    findings: &mut Findings,
    file: &LeafletFile,
    around: &Surroundings,
) -> Option<Vec<Section>> {
    let present = file.sections.iter().filter(|id| !file.missing.contains(id));
    let sections: Vec<Option<Section>> = present
        .map(|id| {
            let path = around.folder.join(format!("{id}.md"));
            findings.read(&path, |file| section::read(file, id, around))?
        })
        .collect();
    sections.into_iter().collect()
}

fn check_unlisted(findings: &mut Findings, file: &LeafletFile, folder: &Path) {
    let listed = |stem: &str| {
        let mut ids = file.urgent.iter().chain(&file.sections);
        ids.any(|id| id.as_str() == stem)
    };
    for path in entries(folder).unwrap_or_default() {
        let name = file_name(&path);
        let is_text = name.to_ascii_lowercase().ends_with(".md");
        if is_text && !name.strip_suffix(".md").is_some_and(listed) {
            findings.error(
                &path,
                format!("`{name}` is not listed in `leaflet.toml`"),
                "add it to `sections`, or move it out of the folder",
            );
        }
    }
}
