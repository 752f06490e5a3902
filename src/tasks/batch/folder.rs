//! The folder that a batch is made in: how an interrupted batch goes on, and what a run before has left.
//!
//! While a batch runs, `.careleaf-batch` says on its first line what all leaflets depend on (the program, the day, the
//! library), and then names each finished file without Personal text, with its hash. Only such files are kept, and only
//! when that line and the hash are right. A file with Personal text is made anew, to the same bytes: nothing that is
//! written down here may tell whom it was for, and a hash of a name is soon guessed. The state goes when all rows are made.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use same_file::Handle;

use crate::file_failure;
use crate::form::{Form, PagedForm};
use crate::hash::Hash;
use crate::leaflet::Edition;
use crate::plain_file;
use crate::proof::record::LARGEST_PDF;
use crate::whole_file;

use super::manifest::Manifest;

/// The file that says how far a batch has come.
const STATE: &str = ".careleaf-batch";
/// The lists of what was made, each with the words that it starts with.
const MANIFESTS: [(&str, &str); 2] = [
    ("manifest.csv", "row,file,edition,"),
    ("manifest.json", "{\"format\":"),
];

/// Why a folder cannot take a batch.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It holds a leaflet or a manifest, and nothing says that it is a batch's.
    #[error("`{}` is not of a batch", .0.display())]
    InUse(PathBuf),
    /// Another run is writing to it.
    #[error("another batch is writing to `{}`", .0.display())]
    Busy(PathBuf),
    /// It is no folder.
    #[error("`{}` is a file", .0.display())]
    IsFile(PathBuf),
    /// It cannot be read or written.
    #[error("`{}` cannot be written: {}", .path.display(), file_failure::in_words(.source))]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// A finished file without Personal text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finished {
    /// Its hash: that of its edition's blank form.
    pub(super) hash: Hash,
    /// How many pages it has.
    pub(super) pages: u32,
}

/// A folder in which a batch is being made. Nobody else can write to it until it is dropped.
#[derive(Debug)]
pub struct BatchFolder {
    path: PathBuf,
    /// What an earlier run has finished, by the file's name.
    earlier: BTreeMap<String, Finished>,
    state: Mutex<File>,
}

impl BatchFolder {
    /// Opens the folder at `path`, made if it is not there. `basis` names all that the leaflets depend on besides their
    /// rows, on one line: what an earlier run finished on the same basis is kept.
    ///
    /// # Errors
    /// When the folder is another's or cannot be written.
    pub fn open(path: &Path, basis: &str) -> Result<BatchFolder, FolderError> {
        let failed = |source| FolderError::Write {
            path: path.to_owned(),
            source,
        };
        if path.exists() && !path.is_dir() {
            return Err(FolderError::IsFile(path.to_owned()));
        }
        fs::create_dir_all(path).map_err(failed)?;
        let names = names_in(path).map_err(failed)?;
        if let Some(stranger) = stranger(path, &names) {
            return Err(FolderError::InUse(path.join(stranger)));
        }
        let mut state = locked(path)?;
        // Only now does nobody else add to them or take from them.
        let names = names_in(path).map_err(failed)?;
        for name in names.iter().filter(|name| is_left_over(name)) {
            fs::remove_file(path.join(name)).map_err(failed)?;
        }
        let earlier = take_up(&mut state, basis).map_err(failed)?;
        Ok(BatchFolder {
            path: path.to_owned(),
            earlier,
            state: Mutex::new(state),
        })
    }

    /// What an earlier run has finished under this name, when the file is still as it left it.
    pub(super) fn finished(&self, name: &str) -> Option<&Finished> {
        let finished = self.earlier.get(name)?;
        let bytes = plain_file::read(&self.path.join(name), LARGEST_PDF).ok()?;
        (Hash::of(&bytes) == finished.hash).then_some(finished)
    }

    /// Writes a leaflet, whole or not at all.
    pub(super) fn write(&self, name: &str, pdf: &[u8]) -> io::Result<()> {
        whole_file::write(&self.path.join(name), pdf)
    }

    /// Takes down that a file without Personal text is finished.
    pub(super) fn note(&self, name: &str, finished: &Finished) -> io::Result<()> {
        let line = format!("{name} {} {}\n", finished.pages, finished.hash);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.write_all(line.as_bytes())
    }

    /// Ends the batch: leaflets that are not in the manifest go, and the manifest comes. Says how many went.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn finish(&self, manifest: &Manifest) -> Result<usize, FolderError> {
        let failed = |source| FolderError::Write {
            path: self.path.clone(),
            source,
        };
        let names = names_in(&self.path).map_err(failed)?;
        let made = manifest.files();
        let is_stray = |name: &&String| is_leaflet(name) && !made.contains(name.as_str());
        let strays: Vec<&String> = names.iter().filter(is_stray).collect();
        for name in &strays {
            fs::remove_file(self.path.join(name)).map_err(failed)?;
        }
        let [csv, json] = MANIFESTS.map(|(name, _)| self.path.join(name));
        whole_file::write_with(&csv, |file| manifest.write_csv(file)).map_err(failed)?;
        whole_file::write_with(&json, |file| manifest.write_json(file)).map_err(failed)?;
        if manifest.failures().is_empty() {
            fs::remove_file(self.path.join(STATE)).map_err(failed)?;
        }
        Ok(strays.len())
    }
}

/// The state's file, for this process alone.
fn locked(folder: &Path) -> Result<File, FolderError> {
    let path = folder.join(STATE);
    let failed = |source| FolderError::Write {
        path: path.clone(),
        source,
    };
    loop {
        let state = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        // A pipe would be waited for.
        if !state.metadata().map_err(failed)?.is_file() {
            return Err(failed(ErrorKind::InvalidInput.into()));
        }
        match state.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FolderError::Busy(folder.to_owned())),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        // A batch that has just ended may have deleted this file between the two steps.
        let ours = state.try_clone().and_then(Handle::from_file);
        if ours.map_err(failed)? == Handle::from_path(&path).map_err(failed)? {
            return Ok(state);
        }
    }
}

/// Reads what an earlier run on the same basis has finished, and leaves the state as far as it is whole: power may have
/// failed in the middle of a line.
fn take_up(state: &mut File, basis: &str) -> io::Result<BTreeMap<String, Finished>> {
    let mut text = Vec::new();
    state.read_to_end(&mut text)?;
    let text = String::from_utf8_lossy(&text);
    let mut lines = text
        .split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'));
    let earlier: BTreeMap<String, Finished> = if lines.next() == Some(basis) {
        lines.filter_map(finished).collect()
    } else {
        BTreeMap::new()
    };
    state.set_len(0)?;
    state.seek(SeekFrom::Start(0))?;
    let mut whole = format!("{basis}\n");
    for (name, Finished { hash, pages }) in &earlier {
        whole += &format!("{name} {pages} {hash}\n");
    }
    state.write_all(whole.as_bytes())?;
    Ok(earlier)
}

fn finished(line: &str) -> Option<(String, Finished)> {
    let mut words = line.split(' ');
    let (name, pages, digits) = (words.next()?, words.next()?, words.next()?);
    let hash = Hash::parse(digits)?;
    let pages = pages.parse().ok()?;
    Some((name.to_owned(), Finished { hash, pages }))
}

/// The names of the files in a folder.
fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.extend(entry.file_name().into_string().ok());
        }
    }
    Ok(names)
}

/// A file that this run would overwrite or delete, and that no batch is known to have made: a manifest of something else,
/// or a leaflet where there is neither a manifest nor the state.
fn stranger<'n>(folder: &Path, names: &'n [String]) -> Option<&'n String> {
    let mut is_batch = names.iter().any(|name| name == STATE);
    for name in names {
        let Some((_, start)) = MANIFESTS.iter().find(|(manifest, _)| manifest == name) else {
            continue;
        };
        if !starts_with(&folder.join(name), start) {
            return Some(name);
        }
        is_batch = true;
    }
    names.iter().find(|name| !is_batch && is_leaflet(name))
}

fn starts_with(file: &Path, words: &str) -> bool {
    let mut start = Vec::new();
    let read =
        File::open(file).and_then(|file| file.take(words.len() as u64).read_to_end(&mut start));
    read.is_ok() && start == words.as_bytes()
}

/// Whether a name is that of a row's leaflet: `0001-blood-test-K7QM-2F4X-9TRT.pdf`, or `…-9TRT-28pt.pdf`.
fn is_leaflet(name: &str) -> bool {
    let Some((number, rest)) = name.split_once('-') else {
        return false;
    };
    let Some(rest) = rest.strip_suffix(".pdf") else {
        return false;
    };
    let ends_with_edition = |rest: &str| {
        let code = rest.len().checked_sub(14).and_then(|at| rest.get(at..));
        code.is_some_and(|code| Edition::parse(code).is_ok())
    };
    let mut before_form =
        PagedForm::all().filter_map(|form| rest.strip_suffix(&Form::Pdf(form).suffix()));
    number.len() >= 4
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && before_form.any(ends_with_edition)
}

/// Whether a file is none of this run's: a part of one that was killed, or the manifest of one that was done.
fn is_left_over(name: &str) -> bool {
    whole_file::is_temporary(name) || MANIFESTS.iter().any(|(manifest, _)| *manifest == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "0001-blood-test-K7QM-2F4X-9TRT.pdf";

    fn state_after(text: &str, basis: &str) -> BTreeMap<String, Finished> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        let earlier = take_up(&mut file, basis).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        // What is left can be taken up again.
        assert_eq!(take_up(&mut file, basis).unwrap(), earlier);
        earlier
    }

    #[test]
    fn state_is_taken_up_as_far_as_it_is_whole() {
        let hash = Hash::of("leaflet");
        let line = format!("{NAME} 7 {hash}\n");
        let known = BTreeMap::from([(NAME.to_owned(), Finished { hash, pages: 7 })]);
        assert_eq!(state_after(&format!("basis\n{line}"), "basis"), known);
        for torn in [&line[..60], "0002-x", "\0\0\0\0", "\n\n"] {
            let text = format!("basis\n{line}{torn}");
            assert_eq!(state_after(&text, "basis"), known, "{torn:?}");
        }
        assert!(state_after(&format!("other basis\n{line}"), "basis").is_empty());
        assert!(state_after("", "basis").is_empty());
    }

    #[test]
    fn a_leaflet_is_known_by_its_number_and_edition_in_any_form() {
        assert!(is_leaflet(NAME));
        assert!(is_leaflet(
            "0001-blood-test-K7QM-2F4X-9TRT-14pt-two-sided-grey.pdf"
        ));
        for name in [
            "0001-blood-test.pdf",
            "001-blood-test-K7QM-2F4X-9TRT.pdf",
            "0001-blood-test-K7QM-2F4X-9TRH.pdf",
            "0001-blood-test-K7QM-2F4X-9TRT-13pt.pdf",
            "0001-blood-test-K7QM-2F4X-9TRT-notes.pdf",
        ] {
            assert!(!is_leaflet(name), "{name}");
        }
    }
}
