//! The typefaces that a library brings: files in its folder `fonts`, which `house.toml` lists.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fields::{Fields, Located};
use super::source::Complaint;
use crate::plain_file::{self, PlainFileError};
use crate::typefaces::{BroughtFace, MOST_BROUGHT, Typefaces};

/// The folder of a library that holds its typefaces and is no leaflet.
pub(super) const FOLDER: &str = "fonts";

/// The largest file of a typeface, in bytes: those for Chinese have about 20 MB.
pub(crate) const LARGEST_FILE: u64 = 40_000_000;

/// Reads `fonts`.
pub(super) fn read(fields: &mut Fields, root: &Path) -> Arc<Typefaces> {
    let names = fields.optional_texts("fonts");
    if let Some((_, place)) = names.get(MOST_BROUGHT) {
        let message = format!("`fonts` lists {} typefaces", names.len());
        let hint = format!("list at most {MOST_BROUGHT}");
        fields.file.error(place.clone(), message, hint);
    }
    let faces = names.into_iter().take(MOST_BROUGHT);
    let faces = faces.filter_map(|written| read_face(fields, written, root));
    Arc::new(Typefaces::with(faces.collect()))
}

fn read_face(fields: &mut Fields, written: Located, root: &Path) -> Option<BroughtFace> {
    let (name, place) = written;
    let face = locate(&name, root).and_then(|path| parse(&path));
    face.map_err(|complaint| {
        let message = format!("the typeface `{name}` {}", complaint.message);
        fields.file.error(place, message, complaint.hint);
    })
    .ok()
}

/// The file itself, which lies in the library's folder of typefaces, whatever links lead there.
fn locate(name: &str, root: &Path) -> Result<PathBuf, Complaint> {
    let fault = |message, hint| Err(Complaint::new(message, hint));
    let Ok(path) = root.join(name).canonicalize() else {
        return fault(
            "is missing",
            "put the file into the library’s folder `fonts`: `fonts/NAME.ttf`",
        );
    };
    let folder = root.join(FOLDER).canonicalize();
    if !folder.is_ok_and(|folder| path.starts_with(folder)) {
        let hint = "put the file itself into the library’s folder `fonts`: `fonts/NAME.ttf`";
        return fault("is not in the folder `fonts`", hint);
    }
    Ok(path)
}

fn parse(path: &Path) -> Result<BroughtFace, Complaint> {
    let bytes = plain_file::read(path, LARGEST_FILE).map_err(|error| {
        let hint = match error {
            PlainFileError::Other(_) => "name a file: `fonts/NAME.ttf`",
            PlainFileError::TooLarge(_) => "use a font of fewer scripts",
            PlainFileError::System(_) => "make it readable",
        };
        Complaint::new(error.to_string(), hint)
    })?;
    BroughtFace::new(bytes).map_err(|error| Complaint::new(error.to_string(), error.hint()))
}
