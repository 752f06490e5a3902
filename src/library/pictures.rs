//! Finds the files of figures: beside the text that uses them or below it, never outside the library, at most 2 MB.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::source::{Complaint, Quoted, ShownFault, ShownFile, SourceFile};
use crate::figure::{Figure, FigureError, FigureFaults};
use crate::file_failure;
use crate::file_kind::kind_of;
use crate::panics;

/// The largest file of a figure, in bytes.
pub(crate) const LARGEST_FILE: u64 = 2_000_000;

/// Reads the figure `name` from the folder of its text within the library in `root`.
pub(super) fn read(
    file: &mut SourceFile,
    name: Quoted,
    folder: &Path,
    root: &Path,
) -> Option<Arc<Figure>> {
    let Quoted { text: name, place } = name;
    let report = |file: &mut SourceFile, complaint: Complaint| {
        let message = format!("the figure `{name}` {}", complaint.message);
        file.error(place.clone(), message, complaint.hint);
    };
    let path = match locate(name, folder, root) {
        Ok(path) => path,
        Err(fault) => {
            report(file, fault);
            return None;
        }
    };
    let faults = match load(&path) {
        Ok(Ok(figure)) => return Some(Arc::new(figure)),
        Ok(Err(faults)) => faults,
        Err(fault) => {
            report(file, fault);
            return None;
        }
    };
    // A fault with a place is shown there, any other where the figure is named.
    let mut placed = Vec::new();
    for fault in faults.faults {
        let (message, hint) = (fault.error.to_string(), fault.error.hint());
        match fault.place {
            Some(place) => placed.push(ShownFault {
                place,
                message: format!("the figure {message}"),
                hint,
            }),
            None => report(file, Complaint { message, hint }),
        }
    }
    if !placed.is_empty() {
        file.add_shown(ShownFile {
            path: folder.join(name),
            text: faults.text,
            faults: placed,
        });
    }
    None
}

fn fault<T>(message: &str, hint: &str) -> Result<T, Complaint> {
    Err(Complaint::new(message, hint))
}

fn locate(name: &str, folder: &Path, root: &Path) -> Result<PathBuf, Complaint> {
    let outside = "is outside the library";
    let inward = |component| matches!(component, Component::Normal(_) | Component::CurDir);
    if name.contains([':', '\\']) || !Path::new(name).components().all(inward) {
        return fault(outside, "put the file beside the text and write its name");
    }
    let path = folder.join(name);
    let Ok(real) = path.canonicalize() else {
        return fault(
            "is missing",
            "put the file beside the text, or correct its name",
        );
    };
    if !root.canonicalize().is_ok_and(|root| real.starts_with(root)) {
        return fault(
            outside,
            "put the file itself beside the text, not a link to it",
        );
    }
    match fs::metadata(&real) {
        Ok(metadata) if metadata.len() > LARGEST_FILE => {
            fault("is larger than 2 MB", "simplify it or scale it down")
        }
        Ok(metadata) if metadata.is_file() => Ok(real),
        _ => fault(
            "is not a file",
            "put the file beside the text, or correct its name",
        ),
    }
}

/// How the bytes of a PNG start (PNG, third edition, 5.2).
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Whether the bytes are those of a known kind of file that does not start so.
fn has_other_kind(bytes: &[u8], start: &[u8]) -> bool {
    !bytes.starts_with(start) && kind_of(bytes).is_some()
}

/// The complaint about a file that is not a picture that can be set, with what it is.
fn other_kind<T>(bytes: &[u8], wanted: &str) -> Result<T, Complaint> {
    let message = match kind_of(bytes).filter(|_| !bytes.starts_with(PNG)) {
        Some(kind) => format!("is {kind}, {wanted}"),
        None => format!("is {wanted}"),
    };
    fault(
        &message,
        "export it as SVG or PNG, with an ending that says so",
    )
}

/// Reads the file of a figure, and the figure in it.
fn load(path: &Path) -> Result<Result<Figure, FigureFaults>, Complaint> {
    let bytes = fs::read(path).map_err(|error| {
        let message = format!("cannot be read: {}", file_failure::in_words(&error));
        Complaint::new(message, "make it readable")
    })?;
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    let read = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("svg") => Figure::from_svg,
        Some("png") if has_other_kind(&bytes, PNG) => return other_kind(&bytes, "not a PNG"),
        Some("png") => Figure::from_png,
        _ => return other_kind(&bytes, "neither SVG nor PNG"),
    };
    let figure = panics::caught(|| read(bytes));
    Ok(figure.unwrap_or_else(|| Err(FigureError::Panic.into())))
}
