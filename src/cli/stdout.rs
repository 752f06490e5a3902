//! Stdout as the place where a leaflet goes: only where somebody catches it.

use std::io::{self, IsTerminal, Write};

use super::error::Error;

/// Sees to it that a leaflet can go to stdout, before anything is made of it.
///
/// # Errors
/// When stdout is a terminal, or leads nowhere.
pub(crate) fn check() -> Result<(), Error> {
    if io::stdout().is_terminal() {
        Err(Error::StdoutIsTerminal)
    } else if is_closed() {
        Err(Error::StdoutIsClosed)
    } else {
        Ok(())
    }
}

/// Writes `pdf` to stdout.
///
/// # Errors
/// [`Error::Stdout`] when it does not take it.
pub(crate) fn write(pdf: &[u8]) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(pdf).and_then(|()| stdout.flush());
    written.map_err(Error::Stdout)
}

/// Whether stdout was closed when the program started. The runtime then opens `/dev/null` in its place, for reading and
/// writing; who sends a leaflet there on purpose opens it for writing alone.
#[cfg(unix)]
fn is_closed() -> bool {
    use rustix::fs::{OFlags, fcntl_getfl, fstat, stat};
    let stdout = io::stdout();
    let reads = fcntl_getfl(&stdout).is_ok_and(|flags| flags.contains(OFlags::RDWR));
    let device = |status: rustix::fs::Stat| status.st_rdev;
    let null = stat("/dev/null").map(device);
    reads && fstat(&stdout).map(device).is_ok_and(|it| null == Ok(it))
}

/// Elsewhere writing to it fails.
#[cfg(not(unix))]
fn is_closed() -> bool {
    false
}
