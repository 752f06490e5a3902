//! Why a file cannot be read or written, in words that people use: those of the standard library are for programmers
//! ("entity not found").

use std::io::{Error, ErrorKind};

/// Why the system has not done what was asked.
pub fn in_words(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::AlreadyExists => "something of that name is there already",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of its path is not a folder",
        ErrorKind::DirectoryNotEmpty => "the folder is not empty",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "there is no room left",
        ErrorKind::FileTooLarge => "it is too large",
        ErrorKind::ReadOnlyFilesystem => "nothing can be written there",
        ErrorKind::InvalidFilename => {
            "its name is too long, or has characters that names cannot have"
        }
        ErrorKind::BrokenPipe => "whatever read it has stopped reading",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "another program is using it",
        ErrorKind::InvalidData => "it is damaged",
        ErrorKind::UnexpectedEof => "it ends too soon",
        ErrorKind::TimedOut => "there was no answer in time",
        other => return other.to_string(),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_no_entity() {
        let missing = Error::from(ErrorKind::NotFound);
        assert_eq!(in_words(&missing), "there is no such file or folder");
        assert_eq!(
            in_words(&Error::from(ErrorKind::Interrupted)),
            "operation interrupted"
        );
    }
}
