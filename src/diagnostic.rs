//! Faults in content. Every stage reports them as [`Diagnostic`] values that point into the files as they were read
//! ([`Sources`]); they are collected, never thrown at the first, and rendered in one place.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be built until it is mended.
    Error,
    /// Worth a look; building goes on.
    Warning,
}

/// A file that was read, as an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(u32);

/// A place in a file: byte offsets into its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceSpan {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl SourceSpan {
    /// The place `range` in `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        SourceSpan {
            file,
            start: range.start,
            end: range.end,
        }
    }

    /// The bytes of the place.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Where a fault is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the text of a file that was read.
    Span(SourceSpan),
    /// A file or folder as a whole: missing, too large, not UTF-8.
    Path(PathBuf),
    /// Nowhere on disk: a fault of the request.
    Nowhere,
}

/// One fault: what is wrong, where, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower-case start, no full stop, backticks round what was typed.
    pub message: String,
    /// Where.
    pub location: Location,
    /// The mend, in the same style.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error at `location`.
    pub fn error(location: Location, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            message: message.into(),
            location,
            hint: None,
        }
    }

    /// A warning at `location`.
    pub fn warning(location: Location, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::error(location, message)
        }
    }

    /// The same fault with its mend.
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Diagnostic {
            hint: Some(hint.into()),
            ..self
        }
    }
}

/// The files that were read, with their texts, for messages that quote them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<(PathBuf, String)>,
}

impl Sources {
    /// Takes in a file's text; `path` is how messages name it.
    pub fn add(&mut self, path: PathBuf, text: String) -> FileId {
        let id =
            FileId(u32::try_from(self.files.len()).expect("a library has fewer than 2^32 files"));
        self.files.push((path, text));
        id
    }

    /// The path of a file, as messages name it.
    pub fn path(&self, file: FileId) -> &Path {
        &self.files[file.0 as usize].0
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].1
    }
}
