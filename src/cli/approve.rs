//! `careleaf approve` and `careleaf withdraw`: what people decide about a text, written into its file.
//!
//! Everything is checked before anything is written: the names, the dates, the leaflets of these parts. No text is
//! approved that could not be built.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;

use careleaf::library::{LONGEST_APPROVER, LeafletSource, Library, LibraryPart};
use careleaf::proof::record::GLOSSARY;
use careleaf::tasks::approval::{self, Approval};
use careleaf::whole_file::{self, folder_of};

use super::args::{ApproveArguments, WithdrawArguments};
use super::console;
use super::open::{OpenLibrary, open};
use super::replace::{self, Replacement};
use super::typed::printable;
use crate::error::Error;

/// Approves the named parts until a day; `today` is the clock's date.
///
/// # Errors
/// When a name, the approver or a date cannot be used, the library has errors in it, or a file cannot be written.
pub(crate) fn run_approve(arguments: ApproveArguments, today: Date) -> Result<(), Error> {
    let by = printable("--by", Some(arguments.by), LONGEST_APPROVER)?;
    let approval = Approval {
        by: by.expect("it was typed"),
        reviewed: arguments.date.unwrap_or(today),
        until: arguments.until,
    };
    if approval.reviewed > today {
        let reviewed = approval.reviewed;
        return Err(Error::ReviewToCome { reviewed, today });
    }
    let source = open(&arguments.library.library)?;
    check_dates(&source.library, &approval)?;
    let parts = find_all(&source, &arguments.parts)?;
    if parts.iter().any(|part| part.name == GLOSSARY) {
        source.check_glossary()?;
    }
    sweep(&source);
    replace::all(rewritten(&source, &parts, |part, text| {
        approval::approved(text, part.reviewed.content_hash, &approval)
    }))?;
    for part in &parts {
        let (name, until) = (&part.name, approval.until);
        console::note(format_args!(
            "approved `{name}` until {until}, in `{}`",
            file_of(&source, part)
        ));
    }
    console::note("next: `careleaf due` shows what is still a draft or due for review");
    Ok(())
}

/// Withdraws the named parts.
///
/// # Errors
/// When a name cannot be used, the library has errors in it, or a file cannot be written.
pub(crate) fn run_withdraw(arguments: &WithdrawArguments) -> Result<(), Error> {
    let source = open(&arguments.library.library)?;
    let parts = find_all(&source, &arguments.parts)?;
    sweep(&source);
    replace::all(rewritten(&source, &parts, |_, text| {
        approval::withdrawn(text)
    }))?;
    for part in &parts {
        console::note(format_args!(
            "withdrew `{}`, in `{}`: nothing is built with it",
            part.name,
            file_of(&source, part)
        ));
    }
    say_what_next(&source, &parts);
    Ok(())
}

/// What is left to do about each withdrawn part: where it is still asked for, and the paper that carries it.
fn say_what_next(source: &OpenLibrary, parts: &[LibraryPart]) {
    for part in parts {
        let name = &part.name;
        let is_urgent_help =
            |leaflet: &LeafletSource| *name == format!("{}/{}", leaflet.id, leaflet.urgent_help.id);
        let mut leaflets = source.library.leaflets.values();
        let next = if name == GLOSSARY {
            "every leaflet that uses one of its words is refused until it is approved again"
        } else if !name.contains('/') {
            "no leaflet is built of it until it is approved again"
        } else if leaflets.any(is_urgent_help) {
            "its leaflet is refused until it is approved again"
        } else {
            "take it out of presets and `requires`, or approve it again"
        };
        let ledger = match source.library.house.ledger {
            Some(_) => "",
            None => " --ledger FILE",
        };
        console::note(format_args!("next: {next}"));
        console::note(format_args!(
            "      `careleaf recall {name}{ledger}` lists the editions that carry it"
        ));
    }
}

fn check_dates(library: &Library, approval: &Approval) -> Result<(), Error> {
    let Approval {
        reviewed, until, ..
    } = *approval;
    if until <= reviewed {
        return Err(Error::UntilIsPast { until, reviewed });
    }
    let policy = library.house.review;
    match policy.latest_due(reviewed).filter(|latest| until > *latest) {
        Some(latest) => Err(Error::UntilTooLate {
            until,
            latest,
            years: policy.longest_years,
        }),
        None => Ok(()),
    }
}

/// Deletes what runs that were killed have left beside the library's texts.
fn sweep(source: &OpenLibrary) {
    let folders: BTreeSet<&Path> = source
        .sources
        .iter()
        .map(|(path, _)| folder_of(path))
        .collect();
    folders.into_iter().for_each(whole_file::sweep);
}

/// The parts with these names, each once.
fn find_all<'l>(source: &'l OpenLibrary, typed: &[String]) -> Result<Vec<LibraryPart<'l>>, Error> {
    let mut parts: Vec<LibraryPart> = Vec::new();
    for typed in typed {
        let part = approval::find(&source.library, typed);
        let part = part.map_err(|error| source.explain(error))?;
        if !parts.iter().any(|earlier| earlier.name == part.name) {
            parts.push(part);
        }
    }
    Ok(parts)
}

fn rewritten(
    source: &OpenLibrary,
    parts: &[LibraryPart],
    rewrite: impl Fn(&LibraryPart, &str) -> String,
) -> Vec<Replacement> {
    let replacements = parts.iter().map(|part| {
        let file = part.reviewed.span.file;
        let text = source.sources.text(file);
        Replacement {
            path: source.sources.path(file).to_owned(),
            old: text.to_owned(),
            new: rewrite(part, text),
        }
    });
    replacements.collect()
}

fn file_of(source: &OpenLibrary, part: &LibraryPart) -> String {
    source
        .sources
        .path(part.reviewed.span.file)
        .display()
        .to_string()
}
