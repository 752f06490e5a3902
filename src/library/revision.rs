//! Which commit of the library's history a text is from, where the library is kept with git.
//!
//! git itself is asked, so that work trees and whatever its formats become are understood; without git, without a
//! history, or without an answer in time there is no revision, and nothing else changes. No hook or monitor of the
//! repository is run.

use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How long to wait for git: a build does not hang on a slow disk.
const PATIENCE: Duration = Duration::from_secs(3);
/// As much of git's answer as is looked at, in bytes.
const ENOUGH: u64 = 4096;
/// What a caller of git sets for its own repository, a hook above all: the library's may be another.
const OTHER_REPOSITORY: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

/// A state of a library in its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The commit, in hexadecimal digits.
    pub commit: String,
    /// Whether files of the library differ from that commit.
    pub changed: bool,
}

impl Revision {
    /// The revision of the library in `folder`. Changes in `apart`, files that the program itself writes, do not count.
    pub fn of(folder: &Path, apart: &[PathBuf]) -> Option<Revision> {
        let commit = git(folder, &["rev-parse".into(), "HEAD".into()])?;
        let commit = commit.trim();
        if commit.len() < 40 || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut status = ["status", "--porcelain", "--", "."]
            .map(str::to_owned)
            .to_vec();
        let apart = apart.iter().filter_map(|path| inside(path, folder));
        status.extend(apart.map(|path| format!(":(exclude,literal){}", path.display())));
        Some(Revision {
            commit: commit.to_owned(),
            changed: !git(folder, &status)?.is_empty(),
        })
    }
}

/// `path` as seen from `folder`, if it lies there: git refuses to look elsewhere.
fn inside<'p>(path: &'p Path, folder: &Path) -> Option<&'p Path> {
    let path = path.strip_prefix(folder).ok()?;
    let leads_out = path
        .components()
        .any(|component| component == Component::ParentDir);
    (!leads_out).then_some(path)
}

/// The start of what git answers; nothing when it fails or takes too long.
fn git(folder: &Path, arguments: &[String]) -> Option<String> {
    let mut command = Command::new("git");
    for variable in OTHER_REPOSITORY {
        command.env_remove(variable);
    }
    let mut child = command
        .arg("-C")
        .arg(folder)
        .args(["-c", "core.fsmonitor=false"])
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let stdout = child.stdout.take()?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut answer = Vec::new();
        let read = stdout.take(ENOUGH).read_to_end(&mut answer);
        // Nobody listens any more when the answer comes too late.
        let _ = sender.send(read.map(|_| answer));
    });
    let answer = receiver.recv_timeout(PATIENCE).ok().and_then(Result::ok);
    let has_more = answer
        .as_ref()
        .is_none_or(|answer| answer.len() as u64 == ENOUGH);
    if has_more {
        // It has said enough; that it is gone already is no failure.
        let _ = child.kill();
    }
    let ended = child.wait().ok()?;
    let answer = answer.filter(|_| has_more || ended.success())?;
    // The start of a long answer may end within a character.
    Some(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_in_the_folder_is_set_apart() {
        let seen = |path| inside(Path::new(path), Path::new("leaflets")).map(Path::to_path_buf);
        assert_eq!(seen("leaflets/ledger.jsonl"), Some("ledger.jsonl".into()));
        assert_eq!(seen("leaflets/../ledger.jsonl"), None);
        assert_eq!(seen("ledger.jsonl"), None);
    }

    #[test]
    fn a_folder_without_a_history_has_no_revision() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Revision::of(folder.path(), &[]), None);
        assert_eq!(Revision::of(&folder.path().join("nowhere"), &[]), None);
    }
}
