//! `careleaf check`: everything that can be found wrong with a library. For people the diagnostics go to stderr, like those of
//! any command; as JSON they are the command's result, on stdout.

use jiff::civil::Date;

use careleaf::tasks::Faults;
use careleaf::tasks::check::{CheckReport, CheckRequest, CheckedLink, check};
use careleaf::tasks::links::Outcome;
#[cfg(feature = "links")]
use careleaf::tasks::links::Patience;

use super::args::{CheckArguments, CheckFormat};
use super::error::Error;
use super::open::check_named;
use super::{console, print, report};

/// Shows every diagnostic of the library; `today` is the clock's date.
///
/// # Errors
/// [`Error::Faulty`] when one of them is an error, [`Error::Warned`] when one is a warning and `--strict` was typed.
pub(crate) fn run(arguments: &CheckArguments, today: Date) -> Result<(), Error> {
    let library = &arguments.library.library;
    check_named(library)?;
    let request = CheckRequest {
        library: library.clone(),
        date: arguments.date.unwrap_or(today),
        #[cfg(feature = "links")]
        links: arguments.links.then(Patience::default),
    };
    let report = check(&request, &mut |addresses| {
        console::note(format_args!("asking for {addresses} addresses"));
    });
    match arguments.format {
        CheckFormat::Text => show(&report),
        CheckFormat::Json => print::json_to_stdout(&report::json(library, &report))?,
    }
    conclude(arguments, Faults::of(&report.diagnostics))
}

fn show(report: &CheckReport) {
    console::diagnostics(&report.diagnostics, &report.sources);
    for CheckedLink { address, outcome } in &report.links {
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
        return Err(Error::Faulty { library, faults });
    }
    if faults.warnings > 0 && arguments.strict {
        return Err(Error::Warned { library, faults });
    }
    console::note(format_args!("{faults} in `{}`", library.display()));
    Ok(())
}
