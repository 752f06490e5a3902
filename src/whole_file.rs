//! Files that appear whole or not at all: the bytes go to a temporary file beside the target, which is then renamed. No
//! reader meets half a leaflet, and a file that was there stays until the new one is complete and on the disk.
//!
//! A run that is killed leaves its temporary file, which may have Personal text in it. Such files are locked while they are
//! written, so that [`sweep`] can tell those that nobody writes any more.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

/// How the names of temporary files start.
const PREFIX: &str = ".careleaf-";
/// How they end.
const SUFFIX: &str = ".part";
/// How long a file may take from being made to being locked.
const YOUNG: Duration = Duration::from_secs(60);

/// A file that is complete and on the disk, but not yet in its place.
#[derive(Debug)]
pub struct Staged {
    file: NamedTempFile,
    target: PathBuf,
}

impl Staged {
    /// Puts the file in its place, and what was there away.
    ///
    /// # Errors
    /// When the folder does not take it; then nothing has changed in it.
    pub fn put_in_place(self) -> io::Result<()> {
        self.file
            .persist(&self.target)
            .map_err(|persisting| persisting.error)?;
        sync_folder_of(&self.target)
    }

    /// Puts the file in its place, unless another has been put there meanwhile: that one stays.
    ///
    /// # Errors
    /// When the folder does not take it; then nothing has changed in it.
    pub fn put_where_there_is_none(self) -> io::Result<()> {
        match self.file.persist_noclobber(&self.target) {
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(failed) => Err(failed.error),
            Ok(_) => sync_folder_of(&self.target),
        }
    }
}

/// Writes what `fill` writes to a file beside `target`, which may be there already.
///
/// # Errors
/// When the folder does not take the file, or `fill` fails; then nothing has changed in it.
pub fn stage(
    target: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Staged> {
    let mut file = temporary_beside(target)?;
    file.as_file().lock()?;
    let mut buffer = BufWriter::new(file.as_file_mut());
    fill(&mut buffer)?;
    buffer.flush()?;
    drop(buffer);
    file.as_file().sync_data()?;
    Ok(Staged {
        file,
        target: target.to_owned(),
    })
}

/// Writes `bytes` to `target`, which may be there already.
///
/// # Errors
/// When the folder does not take the file; then nothing has changed in it.
pub fn write(target: &Path, bytes: &[u8]) -> io::Result<()> {
    write_with(target, |file| file.write_all(bytes))
}

/// Writes what `fill` writes to `target`, which may be there already.
///
/// # Errors
/// When the folder does not take the file, or `fill` fails; then nothing has changed in it.
pub fn write_with(
    target: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    stage(target, fill)?.put_in_place()
}

/// What became of bytes that were to replace nothing.
#[derive(Debug, PartialEq, Eq)]
pub enum PlacedFile {
    /// They are in this file, which is new.
    New(PathBuf),
    /// They were in this file already.
    There(PathBuf),
}

/// Writes `bytes` to the first of `targets` where nothing is, unless they are in one before it. Nothing is replaced, not
/// even what another run puts there at the same moment.
///
/// # Errors
/// When the folder does not take the file; then nothing has changed in it.
pub fn write_beside(
    targets: impl IntoIterator<Item = PathBuf>,
    bytes: &[u8],
) -> io::Result<PlacedFile> {
    let mut staged = None;
    for target in targets {
        // In this order: a file that comes in between is then met by whoever is to replace nothing.
        if target.symlink_metadata().is_ok() {
            if holds(&target, bytes) {
                return Ok(PlacedFile::There(target));
            }
            continue;
        }
        let file = match staged.take() {
            Some(file) => file,
            None => stage(&target, |file| file.write_all(bytes))?.file,
        };
        match file.persist_noclobber(&target) {
            Ok(_) => {
                sync_folder_of(&target)?;
                return Ok(PlacedFile::New(target));
            }
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => {
                if holds(&target, bytes) {
                    return Ok(PlacedFile::There(target));
                }
                staged = Some(taken.file);
            }
            Err(failed) => return Err(failed.error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Whether there is a file with just these bytes. Pipes and devices are not opened: they may never end.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let may = |metadata: fs::Metadata| metadata.is_file() && metadata.len() == bytes.len() as u64;
    fs::metadata(path).is_ok_and(may) && fs::read(path).is_ok_and(|there| there == bytes)
}

/// Deletes temporary files that runs which were killed have left in a folder. What cannot be deleted stays: the next run
/// tries again.
pub fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_temporary(&entry.file_name().to_string_lossy())) {
        if is_left(&entry.path()).unwrap_or(false) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether nobody writes a temporary file any more. One that is young may be about to be locked.
fn is_left(path: &Path) -> io::Result<bool> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Ok(false);
    }
    let file = File::open(path)?;
    let age = file.metadata()?.modified()?.elapsed();
    Ok(age.is_ok_and(|age| age > YOUNG) && file.try_lock().is_ok())
}

/// Whether a name is that of a temporary file.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// The folder that a file stands in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

fn temporary_beside(target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    if let Some(permissions) = permissions_for(target) {
        builder.permissions(permissions);
    }
    builder.tempfile_in(folder_of(target))
}

/// Puts it on the disk that the file at `path` has come into its folder.
///
/// # Errors
/// When the system cannot promise that.
#[cfg(unix)]
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

/// Elsewhere a folder cannot be opened, and the file system sees to it.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn sync_folder_of(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// The rights that the file would have had without the detour: those of the file that it replaces, otherwise what the
/// umask leaves of read and write for all.
#[cfg(unix)]
fn permissions_for(target: &Path) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    let replaced = fs::metadata(target).map(|metadata| metadata.permissions());
    Some(replaced.unwrap_or(Permissions::from_mode(0o666)))
}

/// Elsewhere a file takes its rights from its folder.
#[cfg(not(unix))]
fn permissions_for(_target: &Path) -> Option<Permissions> {
    None
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::SystemTime;
    use std::{iter, thread};

    use super::*;

    #[test]
    fn only_files_that_nobody_writes_are_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        for name in [".careleaf-x1.part", ".careleaf-batch", "leaflet.pdf"] {
            let mut file = File::create(path(name)).unwrap();
            file.write_all(b"Quirina Zbyszek").unwrap();
            file.set_modified(long_ago).unwrap();
        }
        fs::write(path(".careleaf-x2.part"), "Amal Said").unwrap();
        let staged = stage(&path("new.pdf"), |file| file.write_all(b"new")).unwrap();
        staged.file.as_file().set_modified(long_ago).unwrap();
        sweep(folder.path());
        assert!(path(".careleaf-x2.part").exists());
        assert!(!path(".careleaf-x1.part").exists());
        assert!(path(".careleaf-batch").exists() && path("leaflet.pdf").exists());
        staged.put_in_place().unwrap();
        assert_eq!(fs::read(path("new.pdf")).unwrap(), b"new");
    }

    #[test]
    fn many_writers_at_once_replace_nothing_and_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let names = || {
            let numbers = (2..).map(|number| format!("x-{number}.pdf"));
            let names = iter::once("x.pdf".to_owned()).chain(numbers);
            names.map(|name| folder.path().join(name))
        };
        thread::scope(|scope| {
            for writer in 0..16_u8 {
                let names = names();
                // Two writers each have the same bytes, and share a file.
                scope.spawn(move || write_beside(names, &[b'x', writer / 2]).unwrap());
            }
        });
        let written: BTreeSet<Vec<u8>> = names().take(8).map(|it| fs::read(it).unwrap()).collect();
        assert_eq!(written.len(), 8);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 8);
    }
}
