//! Files that appear whole or not at all: the bytes go to a temporary file beside the target, which is then renamed. No
//! reader meets half a leaflet, and a file that was there stays until the new one is complete and on the disk.

use std::fs::{self, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// How the names of temporary files start. One that is left by a run that was killed can be deleted.
pub const TEMPORARY_PREFIX: &str = ".careleaf-";
/// How they end.
pub const TEMPORARY_SUFFIX: &str = ".part";

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
    let mut file = temporary_beside(target)?;
    let mut buffer = BufWriter::new(file.as_file_mut());
    fill(&mut buffer)?;
    buffer.flush()?;
    drop(buffer);
    file.as_file().sync_data()?;
    file.persist(target)
        .map_err(|persisting| persisting.error)?;
    Ok(())
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
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
    if let Some(permissions) = permissions_for(target) {
        builder.permissions(permissions);
    }
    builder.tempfile_in(folder_of(target))
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
