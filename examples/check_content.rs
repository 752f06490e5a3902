//! Checks a repository of content, as its continuous integration would before a change is merged: a line for each fault, as
//! `FILE:LINE: severity: message`, and a failure when there is an error, or a text that must not be given out.
//!
//! ```text
//! cargo run --example check_content -- LIBRARY DAY
//! cargo run --example check_content -- leaflets 2026-11-28
//! ```

use std::env;
use std::error::Error;
use std::io::{self, Write};

use careleaf::diagnostic::{Diagnostic, Location, Severity, Sources};
use careleaf::tasks::check::{CheckRequest, check};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    run(&arguments, &mut io::stdout())
}

/// Checks the library that the arguments name; its faults go to `out`.
pub(crate) fn run(arguments: &[String], out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let [library, day] = arguments else {
        return Err("usage: check_content LIBRARY DAY".into());
    };
    let request = CheckRequest::new(library.into(), day.parse()?);
    let report = check(&request, &mut |_| {});
    for found in &report.diagnostics {
        writeln!(out, "{}", line(found, &report.sources))?;
    }
    let errors = report.diagnostics.iter();
    let errors = errors.filter(|it| it.severity == Severity::Error).count();
    if errors > 0 {
        return Err(format!("{errors} of these must be corrected before this is merged").into());
    }
    Ok(())
}

/// A fault on one line, which editors and code hosts turn into a link.
fn line(found: &Diagnostic, sources: &Sources) -> String {
    let place = match &found.location {
        Location::Span(span) => {
            let (line, column) = sources.line_and_column(*span);
            format!("{}:{line}:{column}: ", sources.path(span.file).display())
        }
        Location::Path(path) => format!("{}: ", path.display()),
        Location::Nowhere => String::new(),
    };
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("{place}{severity}: {}", found.message)
}
