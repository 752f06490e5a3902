//! Finds the files of figures: beside the text that uses them or below it, never outside the library, at most 2 MB.

use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::source::SourceFile;
use crate::figure::Figure;

/// The largest file of a figure, in bytes.
const LARGEST_FILE: u64 = 2_000_000;

/// What is wrong, and the mend.
type Fault = (String, String);

/// Reads the figure `name`, written at `place`, from the folder of its text within the library in `root`.
pub(super) fn read(
    file: &mut SourceFile,
    (name, place): (&str, Range<usize>),
    (folder, root): (&Path, &Path),
) -> Option<Arc<Figure>> {
    match locate(name, folder, root).and_then(|path| parse(&path)) {
        Ok(figure) => Some(Arc::new(figure)),
        Err((message, hint)) => {
            file.error(place, format!("the figure `{name}` {message}"), hint);
            None
        }
    }
}

fn fault<T>(message: &str, hint: &str) -> Result<T, Fault> {
    Err((message.to_owned(), hint.to_owned()))
}

fn locate(name: &str, folder: &Path, root: &Path) -> Result<PathBuf, Fault> {
    let outside = "is outside the library";
    let inward = |component| matches!(component, Component::Normal(_) | Component::CurDir);
    if name.contains([':', '\\']) || !Path::new(name).components().all(inward) {
        return fault(outside, "put the file beside the text and write its name");
    }
    let path = folder.join(name);
    let Ok(real) = path.canonicalize() else {
        return fault(
            "is missing",
            "put the file beside the text, or mend its name",
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
            "put the file beside the text, or mend its name",
        ),
    }
}

fn parse(path: &Path) -> Result<Figure, Fault> {
    let bytes = fs::read(path).map_err(|error| {
        (
            format!("cannot be read: {}", error.kind()),
            "make it readable".to_owned(),
        )
    })?;
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    let figure = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("svg") => Figure::from_svg(bytes),
        Some("png") => Figure::from_png(bytes),
        _ => return fault("is neither SVG nor PNG", "export it as one of the two"),
    };
    figure.map_err(|error| (error.to_string(), error.hint().to_owned()))
}
