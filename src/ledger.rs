//! The ledger: one line of JSON, a [`Record`], for each edition that was built. It names texts and never people.
//!
//! Several programs may add to one ledger at once: each takes the file's lock, adds a whole line in one write, and has it
//! on disk before it goes on. A line that a crash has cut short is completed or taken off by the next that adds one; a
//! reader passes it over. An edition that stands in the ledger is not added again. To know that, the whole file is read
//! once by each [`Ledger`], which remembers codes only, and after that just what others have added.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::record::Record;

/// The longest line, in bytes: what does not end by then is no record.
const LONGEST_LINE: u64 = 1 << 20;

/// Why a ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file cannot be read or written.
    #[error("the ledger `{}` cannot be used: {}", .path.display(), .source.kind())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line is whole and is no record.
    #[error("line {line} of the ledger `{}` is not a record", .path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
    },
}

/// A ledger that editions are added to.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    /// The codes of the editions in the lines that were read.
    known: BTreeSet<String>,
    /// How many bytes and lines were read: whole lines only.
    read: u64,
    lines: usize,
}

/// What all records have in their lines.
#[derive(Deserialize)]
struct Line {
    edition: String,
}

impl Ledger {
    /// The ledger in the file at `path`, which is made when the first edition is added.
    pub fn new(path: PathBuf) -> Ledger {
        Ledger {
            path,
            known: BTreeSet::new(),
            read: 0,
            lines: 0,
        }
    }

    /// Whether the edition with this code stands in it.
    ///
    /// # Errors
    /// When the file cannot be read, or has a line that is no record.
    pub fn has(&mut self, edition: &str) -> Result<bool, LedgerError> {
        match File::open(&self.path) {
            Ok(mut file) => self.catch_up(&mut file).map(drop)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(self.failed(error)),
        }
        Ok(self.known.contains(edition))
    }

    /// Adds a record, unless its edition stands there. When this returns, the line is on disk.
    ///
    /// # Errors
    /// When the file cannot be locked, read or written, or has a line that is no record.
    pub fn append(&mut self, record: &Record) -> Result<(), LedgerError> {
        let mut options = OpenOptions::new();
        let opened = options
            .read(true)
            .append(true)
            .create(true)
            .open(&self.path);
        let mut file = opened.map_err(|error| self.failed(error))?;
        // Given back when the file is closed, whatever happens.
        file.lock().map_err(|error| self.failed(error))?;
        self.mend(&mut file)?;
        if self.known.contains(&record.edition) {
            return Ok(());
        }
        let line = record.json() + "\n";
        let written = file
            .write_all(line.as_bytes())
            .and_then(|()| file.sync_data());
        written.map_err(|error| self.failed(error))?;
        self.read += line.len() as u64;
        self.lines += 1;
        self.known.insert(record.edition.clone());
        Ok(())
    }

    /// Reads what is new, and sees to it that the file ends with a whole line.
    fn mend(&mut self, file: &mut File) -> Result<(), LedgerError> {
        let torn = self.catch_up(file)?;
        if torn.is_empty() {
            return Ok(());
        }
        let mended = match serde_json::from_slice::<Record>(&torn) {
            Ok(_) => file.write_all(b"\n"),
            Err(_) => file.set_len(self.read),
        };
        mended.map_err(|error| self.failed(error))?;
        self.catch_up(file).map(drop)
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
            let line = read_line(&mut reader).map_err(|error| self.failed(error))?;
            if line.last() != Some(&b'\n') {
                return Ok(line);
            }
            let Ok(Line { edition }) = serde_json::from_slice(&line) else {
                return Err(self.broken(self.lines + 1));
            };
            self.known.insert(edition);
            self.read += line.len() as u64;
            self.lines += 1;
        }
    }

    fn failed(&self, source: io::Error) -> LedgerError {
        failed(&self.path, source)
    }

    fn broken(&self, line: usize) -> LedgerError {
        LedgerError::Line {
            path: self.path.clone(),
            line,
        }
    }
}

fn failed(path: &Path, source: io::Error) -> LedgerError {
    LedgerError::File {
        path: path.to_owned(),
        source,
    }
}

/// A line with its end; without one when the file ends, or the line is too long to be a record.
fn read_line(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    reader.take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// Gives each record of the ledger at `path` to `see`, from the first to the last. Of a ledger that is not there yet there
/// are none.
///
/// # Errors
/// When the file cannot be read, or has a line that is no record.
pub fn read(path: &Path, mut see: impl FnMut(Record)) -> Result<(), LedgerError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(path, error)),
    };
    let mut reader = BufReader::new(file);
    for line in 1.. {
        let text = read_line(&mut reader).map_err(|error| failed(path, error))?;
        if text.last() != Some(&b'\n') {
            break;
        }
        let record = serde_json::from_slice(&text).map_err(|_| LedgerError::Line {
            path: path.to_owned(),
            line,
        })?;
        see(record);
    }
    Ok(())
}
