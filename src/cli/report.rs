//! What `careleaf check --format json` prints: an object for other programs to read. Its fields are described in
//! `leaflets/README.md`; fields may be added, none will change its meaning.

use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use careleaf::diagnostic::{Diagnostic, Location, Severity, Sources};
use careleaf::tasks::links::Outcome;

use crate::error::Faults;

/// What a check has found.
pub(crate) struct Report<'r> {
    /// The library's folder.
    pub(crate) library: &'r Path,
    /// All diagnostics.
    pub(crate) diagnostics: &'r [Diagnostic],
    /// The files that they point into.
    pub(crate) sources: &'r Sources,
    /// The addresses to look at, if they were asked for.
    pub(crate) links: &'r [CheckedLink],
}

/// An online address that does not simply answer.
#[derive(Serialize)]
pub(crate) struct CheckedLink {
    /// The address as it is written.
    pub(crate) address: String,
    /// What came of asking for it.
    #[serde(flatten)]
    pub(crate) outcome: Outcome,
}

/// The report as JSON, with a line end.
pub(crate) fn json(report: &Report) -> String {
    let faults = Faults::of(report.diagnostics);
    let diagnostics = report.diagnostics.iter();
    let value = json!({
        "library": report.library.display().to_string(),
        "errors": faults.errors,
        "warnings": faults.warnings,
        "diagnostics": diagnostics.map(|found| diagnostic(found, report.sources)).collect::<Vec<_>>(),
        "links": report.links,
    });
    format!("{value:#}\n")
}

fn diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let (file, line, column) = match &diagnostic.location {
        Location::Span(span) => {
            let (line, column) = sources.line_and_column(*span);
            (Some(sources.path(span.file)), Some(line), Some(column))
        }
        Location::Path(path) => (Some(path.as_path()), None, None),
        Location::Nowhere => (None, None, None),
    };
    json!({
        "severity": severity(diagnostic.severity),
        "rule": diagnostic.rule.map(|rule| rule.name),
        "source": diagnostic.rule.map(|rule| rule.source),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": file.map(|file| file.display().to_string()),
        "line": line,
        "column": column,
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
