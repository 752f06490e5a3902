//! The ledger: one line of JSON, a [`Record`], for each edition that was built, in each of its forms. It names texts and
//! never people.
//!
//! Several programs may add to one ledger at once: each takes the file's lock, adds a whole line in one write, and has it
//! on disk before it goes on. A line that a crash has cut short is completed or taken off by the next that adds one; a
//! reader passes it over. Nothing else is ever taken off: a line that is no record is an error, and so is a file that is
//! no ledger. An edition that stands in the ledger in the same form is not added again. To know that, the whole file is read
//! once by each [`Ledger`], which remembers codes and forms only, and after that just what others have added.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;

use crate::file_failure;
use crate::form::Form;
use crate::plain_file::{self, PlainFileError};
use crate::proof::record::{self, FormatError, Record, VERSION};
use crate::whole_file;

/// The longest line, in bytes: what does not end by then is no record.
pub(crate) const LONGEST_LINE: u64 = 1_000_000;
/// The largest file, in bytes: more editions than a house makes in a hundred years, and still read in seconds.
pub(crate) const LARGEST_LEDGER: u64 = 250_000_000;
/// How a record's line starts.
const LINE_START: &[u8] = b"{\"careleaf_record\":";

/// Why a ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file cannot be read or written.
    #[error("the ledger `{}` cannot be used: {}", .path.display(), file_failure::in_words(.source))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is no file, or larger than a ledger gets.
    #[error("the ledger `{}` {fault}", .path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: PlainFileError,
    },
    /// There is no such file.
    #[error("there is no ledger `{}`", .0.display())]
    Missing(PathBuf),
    /// A line is no record: something else, longer than any record, or damaged.
    #[error("line {line} of the ledger `{}` is not a record", .path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
    },
    /// A line was written by a later program.
    #[error(
        "line {line} of the ledger `{}` is a record of version {version}, and this program reads up to {VERSION}",
        .path.display()
    )]
    Later {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The version of its form.
        version: u32,
    },
}

/// A ledger that editions are added to.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    /// The codes of the editions in the lines that were read, each with the forms in which it stands there.
    known: BTreeMap<String, BTreeSet<Form>>,
    /// How many bytes and lines were read: whole lines only.
    read: u64,
    lines: usize,
}

impl Ledger {
    /// The ledger in the file at `path`, which is made when the first edition is added.
    pub fn new(path: PathBuf) -> Ledger {
        Ledger {
            path,
            known: BTreeMap::new(),
            read: 0,
            lines: 0,
        }
    }

    /// Whether the edition with this code stands in it in this form.
    ///
    /// # Errors
    /// When the file cannot be read, or has a line that is no record.
    pub fn has(&mut self, edition: &str, form: Form) -> Result<bool, LedgerError> {
        match open(&self.path) {
            Ok(mut file) => self.catch_up(&mut file).map(drop)?,
            Err(LedgerError::Missing(_)) => {}
            Err(error) => return Err(error),
        }
        Ok(self.knows(edition, form))
    }

    fn knows(&self, edition: &str, form: Form) -> bool {
        let forms = self.known.get(edition);
        forms.is_some_and(|forms| forms.contains(&form))
    }

    fn note(&mut self, record: Record) {
        let forms = self.known.entry(record.edition).or_default();
        forms.insert(record.form);
    }

    /// Adds a record, unless its edition stands there in its form. When this returns, the line is on disk.
    ///
    /// # Errors
    /// When the file cannot be locked, read or written, or has a line that is no record. Then it is as it was.
    pub fn append(&mut self, record: &Record) -> Result<(), LedgerError> {
        let is_new = match open(&self.path) {
            Ok(_) => false,
            Err(LedgerError::Missing(_)) => true,
            Err(error) => return Err(error),
        };
        let mut options = OpenOptions::new();
        let opened = options
            .read(true)
            .append(true)
            .create(true)
            .open(&self.path);
        let mut file = opened.map_err(|error| self.failed(error))?;
        // Given back when the file is closed, whatever happens.
        file.lock().map_err(|error| self.failed(error))?;
        let rest = self.catch_up(&mut file)?;
        let end = self.checked_end(&rest)?;
        if self.knows(&record.edition, record.form) {
            return Ok(());
        }
        let written = self.add(&mut file, &end, &rest, &record.json());
        let written = written.and_then(|()| {
            if is_new {
                whole_file::sync_folder_of(&self.path)
            } else {
                Ok(())
            }
        });
        written.map_err(|error| self.failed(error))?;
        self.catch_up(&mut file).map(drop)
    }

    /// How the file ends, with `rest` after its last whole line.
    fn checked_end(&mut self, rest: &[u8]) -> Result<End, LedgerError> {
        let end = end_of_file(rest);
        match end {
            End::Foreign => return Err(broken(&self.path, self.lines + 1)),
            End::Unended => {
                if let Some(record) = record_in(rest, &self.path, self.lines + 1)? {
                    self.note(record);
                }
            }
            End::Whole | End::Torn => {}
        }
        Ok(end)
    }

    /// Adds a line in one write: a record that lacks its line's end gets that first, and what a crash has torn goes. When it
    /// fails the file is as it was, as far as the disk still takes it.
    fn add(&self, file: &mut File, end: &End, rest: &[u8], line: &str) -> io::Result<()> {
        let (start, before) = match end {
            End::Torn => (self.read, ""),
            End::Unended => (self.read + rest.len() as u64, "\n"),
            End::Whole | End::Foreign => (self.read, ""),
        };
        file.set_len(start)?;
        let written = file
            .write_all(format!("{before}{line}\n").as_bytes())
            .and_then(|()| file.sync_data());
        if written.is_err() {
            let torn = if matches!(end, End::Torn) { rest } else { &[] };
            let _ = file.set_len(start).and_then(|()| file.write_all(torn));
        }
        written
    }

    /// Reads the whole lines that are new. Returns what stands after the last of them.
    fn catch_up(&mut self, file: &mut File) -> Result<Vec<u8>, LedgerError> {
        let length = file.metadata().map_err(|error| self.failed(error))?.len();
        if length < self.read {
            // Another file stands in its place.
            *self = Ledger::new(self.path.clone());
        }
        let start = file.seek(SeekFrom::Start(self.read));
        start.map_err(|error| self.failed(error))?;
        let mut reader = BufReader::new(file);
        loop {
            let number = self.lines + 1;
            let line = read_line(&mut reader, &self.path, number)?;
            if line.last() != Some(&b'\n') {
                return Ok(line);
            }
            // Read whole, so that nothing is added to a ledger that nobody can read.
            if let Some(record) = record_in(&line, &self.path, number)? {
                self.note(record);
            }
            self.read += line.len() as u64;
            self.lines += 1;
        }
    }

    fn failed(&self, source: io::Error) -> LedgerError {
        failed(&self.path, source)
    }
}

/// Opens the file to read. A pipe or a device would be waited for.
fn open(path: &Path) -> Result<File, LedgerError> {
    plain_file::open(path, LARGEST_LEDGER).map_err(|fault| match fault {
        PlainFileError::System(source) if source.kind() == ErrorKind::NotFound => {
            LedgerError::Missing(path.to_owned())
        }
        PlainFileError::System(source) => failed(path, source),
        fault => LedgerError::Unusable {
            path: path.to_owned(),
            fault,
        },
    })
}

fn failed(path: &Path, source: io::Error) -> LedgerError {
    LedgerError::File {
        path: path.to_owned(),
        source,
    }
}

fn broken(path: &Path, line: usize) -> LedgerError {
    LedgerError::Line {
        path: path.to_owned(),
        line,
    }
}

/// A line with its end; without one when the file ends there.
///
/// # Errors
/// When it cannot be read, or is longer than any record.
fn read_line(
    reader: &mut impl BufRead,
    path: &Path,
    number: usize,
) -> Result<Vec<u8>, LedgerError> {
    let mut line = Vec::new();
    let read = reader.take(LONGEST_LINE).read_until(b'\n', &mut line);
    read.map_err(|error| failed(path, error))?;
    let is_too_long = line.len() as u64 == LONGEST_LINE && line.last() != Some(&b'\n');
    if is_too_long {
        Err(broken(path, number))
    } else {
        Ok(line)
    }
}

/// The record in a whole line; nothing in a blank line.
fn record_in(line: &[u8], path: &Path, number: usize) -> Result<Option<Record>, LedgerError> {
    if line.trim_ascii().is_empty() {
        return Ok(None);
    }
    record::read(line).map(Some).map_err(|fault| match fault {
        FormatError::Later(version) => LedgerError::Later {
            path: path.to_owned(),
            line: number,
            version,
        },
        FormatError::Broken => broken(path, number),
    })
}

/// How a file ends.
enum End {
    /// With the end of a line.
    Whole,
    /// With a record that lacks only the line's end.
    Unended,
    /// Within a record: its writer was stopped.
    Torn,
    /// With something that no writer of records began.
    Foreign,
}

/// What the bytes after the last line are. Only a writer's own beginning may be taken off: whatever else stands there is
/// somebody's.
fn end_of_file(rest: &[u8]) -> End {
    let start = &rest[..rest.len().min(LINE_START.len())];
    match serde_json::from_slice::<IgnoredAny>(rest) {
        _ if rest.is_empty() => End::Whole,
        _ if !LINE_START.starts_with(start) => End::Foreign,
        Ok(_) => End::Unended,
        Err(error) if error.is_eof() => End::Torn,
        Err(_) => End::Foreign,
    }
}

/// Gives each record of the ledger at `path` to `see`, from the first to the last.
///
/// # Errors
/// When there is no such file, it cannot be read, or has a line that is no record.
pub fn read(path: &Path, mut see: impl FnMut(Record)) -> Result<(), LedgerError> {
    let mut reader = BufReader::new(open(path)?);
    for number in 1.. {
        let line = read_line(&mut reader, path, number)?;
        let is_last = line.last() != Some(&b'\n');
        // A record that lacks its line's end alone counts, as it does for whoever adds the next.
        if is_last && !matches!(end_of_file(&line), End::Unended) {
            break;
        }
        if let Some(record) = record_in(&line, path, number)? {
            see(record);
        }
        if is_last {
            break;
        }
    }
    Ok(())
}
