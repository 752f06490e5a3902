//! `careleaf build`: what was typed becomes a request for a leaflet, and what came of it is said, with what a nurse should
//! know.

use std::env;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use careleaf::counted::counted;
use careleaf::printing::Paper;
use careleaf::selection::{Request, Selection};
use careleaf::tasks::make::{MadeLeaflet, MakeEvent, MakeRequest, make};
use careleaf::tasks::{Delivered, Destination, IfTaken, OpenLibrary, TypedPersonal};

use super::args::BuildArguments;
use super::cautions;
use super::console;
use super::error::Error;
use super::open::open;
use super::stdout;

/// Makes the leaflet that was asked for; `today` is the clock's date.
///
/// # Errors
/// Whatever keeps the leaflet from being whole, kept and delivered; then no leaflet was written.
pub(crate) fn run(arguments: BuildArguments, today: Date) -> Result<(), Error> {
    let library = arguments.library.library.clone();
    let wanted = wanted(arguments, today)?;
    let open = open(&library)?;
    if wanted.destination == Destination::Memory {
        stdout::check()?;
    }
    let made = make(&open, &wanted, &mut |event| say(&open, event))?;
    if let Delivered::Bytes(pdf) = &made.delivered {
        stdout::write(pdf)?;
    }
    say_what_was_written(&made);
    Ok(())
}

/// What was typed, as a request.
fn wanted(arguments: BuildArguments, today: Date) -> Result<MakeRequest, Error> {
    Ok(MakeRequest {
        destination: destination(arguments.output, arguments.force),
        request: Request {
            leaflet: arguments.leaflet,
            sections: arguments.wanted.into_wanted(),
            text_size: arguments.text_size,
            printing: arguments.printing.into_printing(),
            date: arguments.date.unwrap_or(today),
            clinic: arguments.clinic,
            allow_overdue: arguments.allow_overdue,
        },
        personal: TypedPersonal {
            urgent_line: arguments.urgent_line,
            nurse: arguments.nurse,
            prepared_for: arguments.prepared_for,
        },
        since: arguments.since,
        most_sheets: arguments.sheets.map(NonZeroUsize::get),
        made_on: source_date(env::var_os("SOURCE_DATE_EPOCH"))?,
        today: arguments.date.map(|_| today),
        store: arguments.keep.into_paths(),
    })
}

/// Where the leaflet is to go.
fn destination(output: Option<PathBuf>, replaces: bool) -> Destination {
    match output {
        Some(output) if output == Path::new("-") => Destination::Memory,
        Some(output) => Destination::File(output),
        None => Destination::OwnName {
            folder: PathBuf::new(),
            if_taken: if replaces {
                IfTaken::Replace
            } else {
                IfTaken::Number
            },
        },
    }
}

/// The day of `SOURCE_DATE_EPOCH`, in UTC (reproducible-builds.org/specs/source-date-epoch, 1.1).
pub(crate) fn source_date(variable: Option<OsString>) -> Result<Option<Date>, Error> {
    let Some(typed) = variable else {
        return Ok(None);
    };
    let seconds = typed
        .to_str()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|digits| digits.parse().ok())
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or(Error::SourceDateEpoch)?;
    Ok(Some(seconds.to_zoned(TimeZone::UTC).date()))
}

fn say(open: &OpenLibrary, event: MakeEvent) {
    match event {
        MakeEvent::Selected {
            selection,
            diagnostics,
        } => {
            console::diagnostics(diagnostics, &open.sources);
            say_what_is_in_it(selection);
        }
        MakeEvent::Caution(caution) => cautions::warn(caution),
    }
}

/// Says which names stood for what, and what came along unasked.
fn say_what_is_in_it(selection: &Selection) {
    console::note(&selection.leaflet.title);
    if let Some(preset) = selection.preset {
        let title = preset.title.as_ref().map(|title| title.text.as_str());
        console::note(format_args!(
            "  preset: {}",
            title.unwrap_or(preset.id.as_str())
        ));
    }
    if let Some(clinic) = selection.clinic {
        console::note(format_args!("  clinic: {}", clinic.name));
    }
    for section in &selection.sections {
        let title = &section.title;
        match selection
            .required
            .iter()
            .find(|(added, _)| added.id == section.id)
        {
            Some((_, by)) => console::note(format_args!("  {title} (goes with {})", by.title)),
            None => console::note(format_args!("  {title}")),
        }
    }
}

fn say_what_was_written(made: &MadeLeaflet) {
    let done = match &made.delivered {
        Delivered::Bytes(_) => "wrote to stdout".to_owned(),
        Delivered::File(path) | Delivered::Numbered { path, .. } => {
            format!("wrote `{}`", path.display())
        }
        Delivered::There(path) => format!("`{}` is this leaflet already", path.display()),
    };
    let due = if made.review_due < made.date {
        "overdue since"
    } else {
        "due for review on"
    };
    console::note(format_args!(
        "{done}: {}, edition {}, {due} {}",
        length(made),
        made.edition.code(),
        made.review_due
    ));
    if let Delivered::Numbered { taken, .. } = &made.delivered {
        console::note(format_args!(
            "`{}` was there already and is not this copy: it stays (`--force` would replace it)",
            taken.display()
        ));
    }
    if made.paper == Paper::Booklet {
        cautions::say_how_to_fold(Paper::Booklet.sheets(made.pages));
    }
}

/// How long it is, and on how much paper where a sheet takes more than a page.
fn length(made: &MadeLeaflet) -> String {
    let length = counted(made.pages, "page");
    let sheets = counted(made.paper.sheets(made.pages), "sheet");
    match made.paper {
        Paper::OneSided => length,
        Paper::TwoSided => format!("{length} on {sheets}"),
        Paper::Booklet => format!("{length} on {sheets} to fold"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_date_epoch_is_a_day_in_utc() {
        let day = source_date(Some("1795392000".into()));
        assert_eq!(day.ok().flatten(), Some(jiff::civil::date(2026, 11, 23)));
        assert!(source_date(None).is_ok_and(|day| day.is_none()));
    }

    #[test]
    fn malformed_source_date_epoch_is_refused() {
        for typed in [
            "",
            "tomorrow",
            "-1",
            "+1",
            "1.5",
            " 1",
            "99999999999999999999",
        ] {
            assert!(source_date(Some(typed.into())).is_err(), "{typed:?}");
        }
    }
}
