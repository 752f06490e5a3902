//! `careleaf init`: a small library to start from, embedded in the program. It is a draft about having a blood test, and
//! uses every kind of file once.
//!
//! Its dates are set to the day it is written and a year later, so that it builds at once whenever that is. The files are
//! written in a folder of their own and moved into place at the end: a run that is cut short leaves no half library.

use std::fs;
use std::io;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

use super::args::InitArguments;
use super::console;
use super::error::Error;

/// The folder of the starter's one leaflet.
const LEAFLET: &str = "blood-test";

/// The starter's files, by their place in the library.
const FILES: [(&str, &str); 7] = [
    ("house.toml", include_str!("starter/house.toml")),
    ("glossary.toml", include_str!("starter/glossary.toml")),
    (
        "blood-test/leaflet.toml",
        include_str!("starter/blood-test/leaflet.toml"),
    ),
    (
        "blood-test/urgent-help.md",
        include_str!("starter/blood-test/urgent-help.md"),
    ),
    (
        "blood-test/before-the-test.md",
        include_str!("starter/blood-test/before-the-test.md"),
    ),
    (
        "blood-test/after-the-test.md",
        include_str!("starter/blood-test/after-the-test.md"),
    ),
    (
        "blood-test/plaster.svg",
        include_str!("starter/blood-test/plaster.svg"),
    ),
];

/// How a leaflet is written: the guide beside the sample library.
const GUIDE: &str = include_str!("../../leaflets/README.md");
/// Where that file goes on to what is only about the sample.
const ABOUT_THE_SAMPLE: &str = "## Terms of use";
/// The guide's name in a library.
const GUIDE_FILE: &str = "README.md";

/// The lines of the embedded files that `init` dates anew. The keys tell them apart whatever the day is.
const EMBEDDED_REVIEWED: &str = "last_reviewed = 2026-11-23";
const EMBEDDED_DUE: &str = "review_due = 2027-11-23";

/// Writes the starter library into the folder, which must be new or empty.
///
/// # Errors
/// [`Error::FolderInUse`] when there is something in the folder; [`Error::Write`] when it cannot be written.
pub(crate) fn run(arguments: &InitArguments, today: Date) -> Result<(), Error> {
    let folder = &arguments.folder;
    let failed = |source| Error::Write {
        path: folder.clone(),
        source,
    };
    let is_new = !folder.exists();
    if let Some(parent) = folder.parent()
        && parent != Path::new("")
        && !parent.is_dir()
    {
        return Err(Error::FolderMissing(parent.to_owned()));
    }
    if is_new {
        fs::create_dir(folder).map_err(failed)?;
    } else if !is_empty_folder(folder) {
        return Err(Error::FolderInUse(folder.clone()));
    }
    let written = write_library(folder, today);
    if written.is_err() && is_new {
        // The failure is reported; an empty folder left over is no second one.
        let _ = fs::remove_dir_all(folder);
    }
    written.map_err(failed)?;
    say_what_next(folder);
    Ok(())
}

fn is_empty_folder(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

fn write_library(folder: &Path, today: Date) -> io::Result<()> {
    let staging = tempfile::Builder::new()
        .prefix(".careleaf-")
        .tempdir_in(folder)?;
    fs::create_dir(staging.path().join(LEAFLET))?;
    for (place, text) in FILES {
        fs::write(staging.path().join(place), dated(text, today))?;
    }
    fs::write(staging.path().join(GUIDE_FILE), guide())?;
    // `house.toml` last: without it no folder is taken for a library.
    for entry in [GUIDE_FILE, LEAFLET, "glossary.toml", "house.toml"] {
        fs::rename(staging.path().join(entry), folder.join(entry))?;
    }
    staging.close()
}

/// The guide, without what is only about the sample.
fn guide() -> String {
    let guide = GUIDE.split(ABOUT_THE_SAMPLE).next().unwrap_or(GUIDE);
    format!("{}\n", guide.trim_end())
}

/// A starter file with its review dates set from today.
fn dated(text: &str, today: Date) -> String {
    let due = today.saturating_add(1.year());
    text.replace(EMBEDDED_REVIEWED, &format!("last_reviewed = {today}"))
        .replace(EMBEDDED_DUE, &format!("review_due = {due}"))
}

fn say_what_next(folder: &Path) {
    let folder = folder.display().to_string();
    console::note(format_args!("wrote a library in `{folder}`"));
    let folder = as_argument(&folder);
    console::note(format_args!(
        "next: `careleaf build {LEAFLET} --all --library {folder}`"
    ));
}

/// A name as a shell takes it for one argument: in quotes, where it has more than letters, digits and `_`, `-`, `.`, `/`.
fn as_argument(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-./".contains(c);
    if name.chars().all(is_plain) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_starter_is_dated_the_same_way_on_any_day() {
        let text = format!("{EMBEDDED_REVIEWED}\n{EMBEDDED_DUE}\n");
        for (today, due) in [("2025-11-23", "2026-11-23"), ("2027-11-23", "2028-11-23")] {
            let expected = format!("last_reviewed = {today}\nreview_due = {due}\n");
            assert_eq!(dated(&text, today.parse().unwrap()), expected);
        }
    }

    #[test]
    fn guide_leads_to_nothing_that_is_not_written_with_it() {
        let guide = guide();
        assert!(guide.len() < GUIDE.len() && guide.contains("## A section"));
        for link in guide.split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            // Examples of links that authors write, and a figure in one.
            let is_example = [
                "section:",
                "contact:",
                "glossary:",
                "blank:",
                "tel:",
                "mailto:",
                "https://",
                "phases.svg",
            ]
            .iter()
            .any(|start| target.starts_with(start));
            assert!(is_example, "{target}");
        }
    }

    #[test]
    fn each_starter_file_with_dates_has_the_lines_that_are_dated_anew() {
        for (place, text) in FILES {
            let dates = text.matches("2026-11-23").count() + text.matches("2027-11-23").count();
            let lines =
                text.matches(EMBEDDED_REVIEWED).count() + text.matches(EMBEDDED_DUE).count();
            assert_eq!(dates, lines, "{place}");
        }
    }
}
