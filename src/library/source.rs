//! The files of a library: their texts, and the faults found in them. A file is read once, at most 1 MB of UTF-8;
//! whatever is wrong with it is gathered here in the order of its lines, file by file.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::characters;
use crate::diagnostic::{Diagnostic, FileId, Location, SourceSpan, Sources};
use crate::file_failure;
use crate::file_kind::kind_of;
use crate::remedy::Remedy;
use crate::typefaces::Typefaces;

/// The largest text file: far beyond any section that a person can read, well below what hurts.
pub(crate) const LARGEST_TEXT: u64 = 1_000_000;
/// What some editors put before the text of a file (U+FEFF in UTF-8).
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What reading a library gathers.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The texts.
    pub(super) sources: Sources,
    /// The faults.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What texts can be set in, once `house.toml` has been read.
    pub(super) typefaces: Arc<Typefaces>,
    /// The library's folder, whatever links lead to it.
    root: Option<PathBuf>,
}

/// What somebody wrote, and where.
pub(super) struct Quoted<'t> {
    pub(super) text: &'t str,
    pub(super) place: Range<usize>,
}

impl<'t> Quoted<'t> {
    pub(super) fn new(text: &'t str, place: Range<usize>) -> Quoted<'t> {
        Quoted { text, place }
    }
}

/// What is wrong with something that was written, and how to fix it.
pub(super) struct Complaint {
    pub(super) message: String,
    pub(super) hint: String,
}

impl Complaint {
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Complaint {
        Complaint {
            message: message.into(),
            hint: hint.into(),
        }
    }
}

/// One file while it is read.
#[derive(Debug)]
pub(super) struct SourceFile<'s> {
    /// Its number.
    pub(super) id: FileId,
    /// Its text, without a byte-order mark.
    pub(super) text: &'s str,
    /// What its words can be set in.
    pub(super) typefaces: Arc<Typefaces>,
    faults: Vec<Diagnostic>,
    /// The characters complained of: once a file is enough.
    named: BTreeSet<char>,
    /// Faults in files that this one shows.
    shown: Vec<ShownFile>,
}

/// A file that another shows, such as a figure, and what is wrong with it.
#[derive(Debug)]
pub(super) struct ShownFile {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its text.
    pub(super) text: String,
    /// The faults in it.
    pub(super) faults: Vec<ShownFault>,
}

/// A fault in a file that another shows.
#[derive(Debug)]
pub(super) struct ShownFault {
    /// Where, in the file's text.
    pub(super) place: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// How to fix it.
    pub(super) hint: String,
}

impl Findings {
    /// Nothing yet of the library in the folder `root`.
    pub(super) fn in_library(root: &Path) -> Findings {
        Findings {
            root: root.canonicalize().ok(),
            ..Findings::default()
        }
    }

    /// Whether a file or folder itself lies in the library; reports a link that leads out of it: what it leads to is
    /// somebody else's, and would be printed.
    pub(super) fn lies_inside(&mut self, path: &Path) -> bool {
        let Some(root) = &self.root else { return true };
        if path
            .canonicalize()
            .is_ok_and(|real| !real.starts_with(root))
        {
            let message = "this is a link out of the library";
            self.error(path, message, Absence::NO_FILE_HINT);
            return false;
        }
        true
    }

    /// Reports that something is wrong with a file or folder as a whole.
    pub(super) fn error(
        &mut self,
        path: &Path,
        message: impl Into<String>,
        hint: impl Into<Remedy>,
    ) {
        let location = Location::Path(path.to_owned());
        self.diagnostics
            .push(Diagnostic::error(location, message).with_hint(hint));
    }

    /// Whether there is a file at `path`; when not, reports what there is, with a hint for a file that is missing.
    pub(super) fn has_file(&mut self, path: &Path, hint: &str) -> bool {
        match absence(path) {
            None => return true,
            Some(Absence::Missing) => self.error(path, "the file is missing", hint),
            Some(Absence::NoFile) => self.error(path, "this is not a file", Absence::NO_FILE_HINT),
        }
        false
    }

    /// Reads a text file and gives it to `parse`; `None` if the file itself cannot be used.
    pub(super) fn read<T>(
        &mut self,
        path: &Path,
        parse: impl FnOnce(&mut SourceFile) -> T,
    ) -> Option<T> {
        let bytes = self.bytes(path)?;
        // The mark goes before places are counted: all of them count in the text without it.
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
        let (text, broken_at) = match str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(error) => (String::from_utf8_lossy(bytes), Some(error.valid_up_to())),
        };
        let text = text.as_ref();
        if broken_at.is_some()
            && let Some(kind) = kind_of(bytes)
        {
            let message = format!("this is {kind}, not plain text");
            self.error(path, message, "save it as plain text, in UTF-8");
            return None;
        }
        let id = self.sources.add(path.to_owned(), text.to_owned());
        let mut file = SourceFile::new(id, text, Arc::clone(&self.typefaces));
        if let Some(offset) = broken_at {
            let end = offset + char::REPLACEMENT_CHARACTER.len_utf8();
            file.error(offset..end, "the file is not UTF-8", "save it as UTF-8");
            self.diagnostics.append(&mut file.faults);
            return None;
        }
        characters::check_file(&mut file);
        let parsed = parse(&mut file);
        let shown = std::mem::take(&mut file.shown);
        self.diagnostics.append(&mut file.into_faults());
        for shown in shown {
            self.add_shown(shown);
        }
        Some(parsed)
    }

    /// Reports what is wrong with a file that others show: once, however many they are.
    fn add_shown(&mut self, shown: ShownFile) {
        if self.sources.iter().any(|(path, _)| path == shown.path) {
            return;
        }
        let id = self.sources.add(shown.path, shown.text);
        for fault in shown.faults {
            let location = Location::Span(SourceSpan::new(id, fault.place));
            let error = Diagnostic::error(location, fault.message);
            self.diagnostics.push(error.with_hint(fault.hint));
        }
    }

    fn bytes(&mut self, path: &Path) -> Option<Vec<u8>> {
        if !self.lies_inside(path) {
            return None;
        }
        if fs::metadata(path).is_ok_and(|metadata| metadata.len() > LARGEST_TEXT) {
            self.error(
                path,
                "the file is larger than 1 MB",
                "split the text into several sections",
            );
            return None;
        }
        fs::read(path)
            .map_err(|error| {
                let message = format!(
                    "the file cannot be read: {}",
                    file_failure::in_words(&error)
                );
                self.error(path, message, "make it readable");
            })
            .ok()
    }
}

/// Why a file cannot be read from a place.
pub(super) enum Absence {
    /// There is nothing.
    Missing,
    /// There is something else: a folder, a device, a link that leads nowhere.
    NoFile,
}

impl Absence {
    /// The hint where there is something else.
    pub(super) const NO_FILE_HINT: &str = "put the file itself in its place";
}

/// Why no file can be read from `path`; `None` if there is one.
pub(super) fn absence(path: &Path) -> Option<Absence> {
    if path.is_file() {
        return None;
    }
    Some(match fs::symlink_metadata(path) {
        Ok(_) => Absence::NoFile,
        Err(_) => Absence::Missing,
    })
}

impl<'s> SourceFile<'s> {
    fn new(id: FileId, text: &'s str, typefaces: Arc<Typefaces>) -> Self {
        SourceFile {
            id,
            text,
            typefaces,
            faults: Vec::new(),
            named: BTreeSet::new(),
            shown: Vec::new(),
        }
    }

    /// The place of some bytes of the text.
    pub(super) fn span(&self, range: Range<usize>) -> SourceSpan {
        SourceSpan::new(self.id, range)
    }

    /// The number of the line that holds a byte, counted from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        1 + self.text[..offset].matches('\n').count()
    }

    /// Reports an error with a hint.
    pub(super) fn error(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<Remedy>,
    ) {
        let location = Location::Span(self.span(range));
        self.faults
            .push(Diagnostic::error(location, message).with_hint(hint));
    }

    /// Reports an error that may stand in many places and is said once, with a hint.
    pub(super) fn error_once(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<Remedy>,
    ) {
        let location = Location::Span(self.span(range));
        let fault = Diagnostic::error(location, message).with_hint(hint);
        self.faults.push(fault.once());
    }

    /// Reports a warning with a hint.
    pub(super) fn warning(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<Remedy>,
    ) {
        let location = Location::Span(self.span(range));
        self.faults
            .push(Diagnostic::warning(location, message).with_hint(hint));
    }

    /// Reports what is wrong with a file that this one shows.
    pub(super) fn add_shown(&mut self, shown: ShownFile) {
        self.shown.push(shown);
    }

    /// Whether a character is complained of for the first time in this file.
    pub(super) fn names_first(&mut self, character: char) -> bool {
        self.named.insert(character)
    }

    /// How many faults have been found so far.
    pub(super) fn fault_count(&self) -> usize {
        self.faults.len()
    }

    fn into_faults(mut self) -> Vec<Diagnostic> {
        self.faults.sort_by_key(|fault| match &fault.location {
            Location::Span(span) => span.start,
            Location::Path(_) | Location::Nowhere => 0,
        });
        // One slip of syntax can be several faults to the TOML parser, all in one place.
        self.faults.dedup();
        self.faults
    }
}

/// What a folder holds, by name, without hidden files.
pub(super) fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| !file_name(path).starts_with('.'));
    paths.sort();
    Ok(paths)
}

/// The last part of a path, as messages show it.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
