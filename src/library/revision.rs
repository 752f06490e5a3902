//! Which commit of the library's history a text is from, where the library is kept with git. Without git, without a history,
//! or without an answer in time there is no revision, and nothing else changes.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::git::Git;
use super::repository::{Repository, is_commit};

/// A state of a library in its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The commit, in hexadecimal digits.
    pub commit: String,
    /// Whether files of the library differ from that commit.
    pub changed: bool,
}

impl Revision {
    /// The revision of the library in `folder`. Changes in `apart`, files that the program itself writes, do not count. A
    /// file that git keeps in another form (by a filter, as large files are) counts as changed: no filter is run.
    pub fn of(folder: &Path, apart: &[PathBuf]) -> Option<Revision> {
        let repository = Repository::around(folder)?;
        let commit = repository.head()?;
        let git = Git::reading(&repository, &commit)?;
        Some(Revision {
            changed: git.has_changes(&commit, folder, apart)?,
            commit,
        })
    }

    /// Whether the history of the library in `folder` has this commit; `None` if that cannot be found out.
    pub fn is_known(&self, folder: &Path) -> Option<bool> {
        let repository = Repository::around(folder)?;
        if !is_commit(&self.commit) {
            return Some(false);
        }
        let git = Git::reading(&repository, &self.commit)?;
        let is_known = git.has_commit(&self.commit);
        // What a shallow copy lacks may be in the whole.
        (is_known || !repository.is_shallow()).then_some(is_known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_history_has_no_revision() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Revision::of(folder.path(), &[]), None);
        assert_eq!(Revision::of(&folder.path().join("nowhere"), &[]), None);
    }
}
