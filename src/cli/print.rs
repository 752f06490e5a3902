//! Printing a command's result to stdout.

use std::io::{self, Write};

use crate::error::Error;

/// Prints `text`. A reader that has seen enough and closed the pipe (`careleaf list | head`) is no failure.
///
/// # Errors
/// When stdout cannot be written.
pub(crate) fn to_stdout(text: &str) -> Result<(), Error> {
    match anstream::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Stdout(error)),
        _ => Ok(()),
    }
}
