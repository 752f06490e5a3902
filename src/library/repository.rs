//! Finds the git repository around a library, and the commit that is checked out there.
//!
//! A library may come from a stranger, and a repository's settings name programs that git runs. So git is not asked to find
//! anything: a repository is what lies in an entry called `.git` (the loose files of a bare repository beside the leaflets are
//! not one), its settings are never read, and only small ordinary files are opened.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// The largest file that holds one name: `HEAD`, a branch, `.git` of a work tree.
const LARGEST_NAME: u64 = 4096;
/// The largest list of packed references: hundreds of thousands of them.
const LARGEST_LIST: u64 = 32 << 20;
/// How many references may lead to each other: `HEAD` leads to a branch.
const LONGEST_CHAIN: usize = 5;

/// A repository.
#[derive(Debug)]
pub(super) struct Repository {
    /// The folder that its files are checked out in.
    pub(super) work_tree: PathBuf,
    /// What belongs to this work tree alone: `HEAD`.
    own: PathBuf,
    /// What all work trees of the repository share: branches, objects.
    shared: PathBuf,
}

impl Repository {
    /// The repository that `folder` lies in.
    pub(super) fn around(folder: &Path) -> Option<Repository> {
        let folder = folder.canonicalize().ok()?;
        folder.ancestors().find_map(Repository::at)
    }

    fn at(work_tree: &Path) -> Option<Repository> {
        let entry = work_tree.join(".git");
        let own = if entry.is_dir() {
            entry
        } else {
            // As in a work tree that was added to a repository, and in a submodule.
            let text = small_file(&entry, LARGEST_NAME)?;
            work_tree.join(text.strip_prefix("gitdir:")?.trim())
        };
        let shared = match small_file(&own.join("commondir"), LARGEST_NAME) {
            Some(place) => own.join(place.trim()),
            None => own.clone(),
        };
        let repository = Repository {
            work_tree: work_tree.to_owned(),
            own,
            shared,
        };
        let is_one = repository.own.join("HEAD").is_file() && repository.objects().is_dir();
        is_one.then_some(repository)
    }

    /// The folder of its objects.
    pub(super) fn objects(&self) -> PathBuf {
        self.shared.join("objects")
    }

    /// What the repository itself passes over, as a list of patterns.
    pub(super) fn excluded(&self) -> String {
        let list = self.shared.join("info/exclude");
        small_file(&list, LARGEST_NAME).unwrap_or_default()
    }

    /// Whether it has only the latest part of its history.
    pub(super) fn is_shallow(&self) -> bool {
        self.shared.join("shallow").exists()
    }

    /// The commit that is checked out, in hexadecimal digits.
    pub(super) fn head(&self) -> Option<String> {
        let mut name = "HEAD".to_owned();
        for _ in 0..LONGEST_CHAIN {
            let found = self.reference(&name)?;
            match found.strip_prefix("ref:") {
                Some(next) => name = next.trim().to_owned(),
                None => return is_commit(&found).then_some(found),
            }
        }
        None
    }

    /// What a reference holds: a commit, or the name of another.
    fn reference(&self, name: &str) -> Option<String> {
        let is_plain = |part: Component| matches!(part, Component::Normal(_));
        if !Path::new(name).components().all(is_plain) {
            return None;
        }
        let loose = [&self.own, &self.shared]
            .into_iter()
            .find_map(|folder| small_file(&folder.join(name), LARGEST_NAME));
        match loose {
            Some(text) => Some(text.trim().to_owned()),
            None => self.packed(name),
        }
    }

    fn packed(&self, name: &str) -> Option<String> {
        let list = small_file(&self.shared.join("packed-refs"), LARGEST_LIST)?;
        let mut entries = list.lines().filter_map(|line| line.split_once(' '));
        entries
            .find(|(_, packed)| *packed == name)
            .map(|(commit, _)| commit.to_owned())
    }
}

/// Whether a text is the name of an object: a SHA-1 or a SHA-256.
pub(super) fn is_commit(text: &str) -> bool {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    matches!(text.len(), 40 | 64) && text.bytes().all(is_digit)
}

/// The text of an ordinary file of at most so many bytes. Nothing else is opened: a pipe would never end.
fn small_file(path: &Path, largest: u64) -> Option<String> {
    let metadata = fs::metadata(path).ok()?;
    let is_small = metadata.is_file() && metadata.len() <= largest;
    is_small.then(|| fs::read_to_string(path).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

    fn repository(files: &[(&str, &str)]) -> (tempfile::TempDir, Option<Repository>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let library = folder.path().join("library");
        fs::create_dir_all(&library).unwrap();
        let found = Repository::around(&library);
        (folder, found)
    }

    #[test]
    fn the_commit_is_found_wherever_the_branch_is_written() {
        let objects = (".git/objects/info/x", "");
        let branch = (".git/HEAD", "ref: refs/heads/main\n");
        for file in [
            (".git/refs/heads/main", format!("{COMMIT}\n")),
            (
                ".git/packed-refs",
                format!("# pack-refs\n{COMMIT} refs/heads/main\n"),
            ),
        ] {
            let (_folder, found) = repository(&[objects, branch, (file.0, &file.1)]);
            assert_eq!(found.unwrap().head().as_deref(), Some(COMMIT), "{file:?}");
        }
        let (_folder, found) = repository(&[objects, (".git/HEAD", COMMIT)]);
        assert_eq!(found.unwrap().head().as_deref(), Some(COMMIT));
    }

    #[test]
    fn a_branch_that_leads_out_of_the_repository_is_none() {
        let objects = (".git/objects/info/x", "");
        let outside = ("outside", COMMIT);
        for head in ["ref: ../outside", "ref: /etc/hostname", "ref: HEAD"] {
            let (_folder, found) = repository(&[objects, outside, (".git/HEAD", head)]);
            assert_eq!(found.unwrap().head(), None, "{head}");
        }
    }

    #[test]
    fn loose_files_of_a_bare_repository_are_none() {
        for folder in ["", "library/"] {
            let [head, objects] = ["HEAD", "objects/info/x"].map(|it| format!("{folder}{it}"));
            let (_folder, found) = repository(&[(&head, COMMIT), (&objects, "")]);
            assert!(found.is_none());
        }
    }
}
