//! What `careleaf check --format json` prints: an object for other programs to read. Its fields are described in
//! `leaflets/README.md`; fields may be added, none will change its meaning.

use std::path::Path;

use serde_json::{Value, json};

use careleaf::diagnostic::{Diagnostic, Location, Severity, Sources};
use careleaf::tasks::Faults;
use careleaf::tasks::check::CheckReport;

use super::remedies::phrase;

/// The report as JSON, with a line end.
pub(crate) fn json(library: &Path, report: &CheckReport) -> String {
    let faults = Faults::of(&report.diagnostics);
    let diagnostics = report.diagnostics.iter();
    let value = json!({
        "library": library.display().to_string(),
        "errors": faults.errors,
        "warnings": faults.warnings,
        "diagnostics": diagnostics.map(|found| diagnostic(found, &report.sources)).collect::<Vec<_>>(),
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
        "hint": diagnostic.hint.as_ref().map(phrase),
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
