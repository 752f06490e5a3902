//! `careleaf check`: every fault of the library, every approval that does not hold, whatever keeps a leaflet from being
//! built, every place that breaks a rule of writing, every table that paper is too narrow for, and on request every online
//! address that is dead.
//!
//! For people the diagnostics go to stderr, like those of any command; as JSON they are the command's result, on stdout.

use careleaf::diagnostic::{Diagnostic, Sources};
use careleaf::library::{self, Library};
use careleaf::paged::wide_tables;
use careleaf::prose::rules;
use careleaf::tasks::approval;
use careleaf::tasks::links::{self, Outcome, Patience};
use careleaf::tasks::refusals;
use jiff::civil::Date;

use super::args::{CheckArguments, CheckFormat};
use super::open::check_named;
use super::report::{self, CheckedLink, Report};
use super::{console, print};
use crate::error::{Error, Faults};

/// Shows every diagnostic of the library; `today` is the clock's date.
///
/// # Errors
/// [`Error::Content`] when one of them is an error, [`Error::Warned`] when one is a warning and `--strict` was typed.
pub(crate) fn run(arguments: &CheckArguments, today: Date) -> Result<(), Error> {
    check_named(&arguments.library.library)?;
    let date = arguments.date.unwrap_or(today);
    let reading = library::read(&arguments.library.library);
    let mut diagnostics = reading.diagnostics;
    let mut links = Vec::new();
    if let Some(library) = &reading.library {
        diagnostics.extend(approval::lapses(library));
        diagnostics.extend(refusals::refusals(library, date));
        diagnostics.extend(rules::check(library, &reading.sources));
        diagnostics.extend(wide_tables::warnings(library));
        if arguments.links {
            links = check_links(library, &reading.sources, &mut diagnostics);
        }
    }
    let report = Report {
        library: &arguments.library.library,
        diagnostics: &diagnostics,
        sources: &reading.sources,
        links: &links,
    };
    match arguments.format {
        CheckFormat::Text => show(&report),
        CheckFormat::Json => print::json_to_stdout(&report::json(&report))?,
    }
    conclude(arguments, Faults::of(&diagnostics))
}

/// Asks for each address once; adds what is wrong with them to the diagnostics, and gives back all that do not simply
/// answer.
fn check_links(
    library: &Library,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<CheckedLink> {
    let places = links::places(library, sources);
    let addresses: Vec<String> = places.keys().cloned().collect();
    console::note(format_args!("asking for {} addresses", addresses.len()));
    let outcomes = match links::check(&addresses, Patience::default()) {
        Ok(outcomes) => outcomes,
        Err(unreachable) => {
            // Said once: of each address alone nothing is known.
            diagnostics.push(unreachable.complaint(addresses.len()));
            return Vec::new();
        }
    };
    let mut checked = Vec::new();
    for ((address, place), outcome) in places.into_iter().zip(outcomes) {
        let complaint = outcome.complaint(&address, place, &library.house.link_hosts);
        diagnostics.extend(complaint);
        if outcome != Outcome::Answers {
            checked.push(CheckedLink { address, outcome });
        }
    }
    checked
}

fn show(report: &Report) {
    console::diagnostics(report.diagnostics, report.sources);
    for CheckedLink { address, outcome } in report.links {
        match outcome {
            Outcome::Moved { to } => {
                console::note(format_args!("`{address}` leads on to `{to}`"));
            }
            Outcome::Refused { status } => console::note(format_args!(
                "`{address}` answers {status} to programs: look at it in a browser"
            )),
            Outcome::Unanswered { why } => console::note(format_args!(
                "`{address}` cannot be told at present: {why}; ask again later"
            )),
            // The dead are among the diagnostics.
            Outcome::Answers | Outcome::Dead { .. } => {}
        }
    }
}

fn conclude(arguments: &CheckArguments, faults: Faults) -> Result<(), Error> {
    let library = arguments.library.library.clone();
    if faults.errors > 0 {
        return Err(Error::Content { library, faults });
    }
    if faults.warnings > 0 && arguments.strict {
        return Err(Error::Warned { library, faults });
    }
    console::note(format_args!("{faults} in `{}`", library.display()));
    Ok(())
}
