//! Printing a command's result to stdout. Whatever could steer a terminal is made visible here: results quote files that
//! anybody may have made.

use std::io::{self, Write};

use careleaf::visible::{visible, visible_json};

use super::error::Error;

/// Prints `text`. A reader that has seen enough and closed the pipe (`careleaf list | head`) is no failure.
///
/// # Errors
/// When stdout cannot be written.
pub(crate) fn to_stdout(text: &str) -> Result<(), Error> {
    styled_to_stdout(&visible(text))
}

/// Prints JSON, which stays JSON.
///
/// # Errors
/// When stdout cannot be written.
pub(crate) fn json_to_stdout(json: &str) -> Result<(), Error> {
    styled_to_stdout(&visible_json(json))
}

/// Prints text with styles of our own in it, in which everything else has been made visible.
///
/// # Errors
/// When stdout cannot be written.
pub(crate) fn styled_to_stdout(text: &str) -> Result<(), Error> {
    match anstream::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Stdout(error)),
        _ => Ok(()),
    }
}
