//! Asks git about a library's files, in a way that nothing of the library or its repository can make it run a program.
//!
//! git gets a folder of our own in place of the repository's, with settings of our own and no hooks, and no settings of
//! anybody else; of the repository it is given the objects alone, which are data. Attributes of the library may still name filters,
//! but a filter runs only where settings define it. Submodules are passed over, nothing is fetched, and the program itself
//! is taken from a folder outside the repository.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use super::repository::Repository;

/// How long to wait for git: a build does not hang on a slow disk.
const PATIENCE: Duration = Duration::from_secs(3);
/// As much of git's answer as is looked at, in bytes.
const ENOUGH: u64 = 4096;
/// What programs need of Windows to start.
const NEEDED: [&str; 3] = ["SystemRoot", "TEMP", "TMP"];
/// Line ends are compared as git stores them, and rights are not compared: a text is the same under any.
const SETTINGS: &str = "\
[core]
bare = false
autocrlf = input
safecrlf = false
filemode = false
fsmonitor = false
untrackedCache = false
";

/// git, reading a repository's objects.
pub(super) struct Git<'r> {
    program: PathBuf,
    /// Folders that programs are looked for in.
    search_path: OsString,
    /// What stands in for the repository's own folder.
    folder: TempDir,
    repository: &'r Repository,
}

impl Git<'_> {
    /// git for a repository in which `commit` is checked out; `None` if it is not installed.
    pub(super) fn reading<'r>(repository: &'r Repository, commit: &str) -> Option<Git<'r>> {
        let folders = search_path(&repository.work_tree);
        let name = format!("git{}", env::consts::EXE_SUFFIX);
        let program = folders.iter().map(|folder| folder.join(&name));
        let program = program.filter(|program| lies_outside(program, &repository.work_tree));
        let git = Git {
            program: program.into_iter().next()?,
            search_path: env::join_paths(&folders).ok()?,
            folder: TempDir::new().ok()?,
            repository,
        };
        git.prepare(commit).ok()?;
        Some(git)
    }

    /// Fills the folder that stands in for the repository's.
    fn prepare(&self, commit: &str) -> io::Result<()> {
        let folder = self.folder.path();
        for name in ["objects", "refs", "info"] {
            fs::create_dir(folder.join(name))?;
        }
        let format = match commit.len() {
            64 => "repositoryformatversion = 1\n[extensions]\nobjectFormat = sha256\n",
            _ => "repositoryformatversion = 0\n",
        };
        fs::write(folder.join("config"), [SETTINGS, format].concat())?;
        fs::write(folder.join("info/exclude"), self.repository.excluded())?;
        fs::write(folder.join("HEAD"), format!("{commit}\n"))
    }

    /// Whether the history has this commit.
    pub(super) fn has_commit(&self, commit: &str) -> bool {
        let kind = self.answer(&["cat-file".into(), "-t".into(), commit.into()]);
        kind.is_some_and(|kind| kind == "commit\n")
    }

    /// Whether what lies in `folder` differs from `commit`: all that the library may consist of, without hidden files, and
    /// without `apart`.
    pub(super) fn has_changes(
        &self,
        commit: &str,
        folder: &Path,
        apart: &[PathBuf],
    ) -> Option<bool> {
        let (library, hidden) = self.places(folder)?;
        let apart = apart
            .iter()
            .filter_map(|path| self.inside(path))
            .map(|path| format!(":(top,exclude,literal){path}"));
        self.answer(&["read-tree".into(), commit.into()])?;
        let mut status = [
            "status",
            "--porcelain",
            "--untracked-files=all",
            "--ignore-submodules=all",
            "--no-renames",
            "--",
        ]
        .map(str::to_owned)
        .to_vec();
        status.extend([library].into_iter().chain(hidden));
        status.extend(apart);
        Some(!self.answer(&status)?.is_empty())
    }

    /// The pattern of the library's files, and those of the hidden ones among them, which are none of it.
    fn places(&self, folder: &Path) -> Option<(String, [String; 2])> {
        let inside = self.inside(folder)?;
        let prefix = if inside.is_empty() {
            String::new()
        } else {
            // Of the library's own name no character is a pattern.
            let literal = |c: char| match c {
                '*' | '?' | '[' | '\\' => format!("\\{c}"),
                _ => c.to_string(),
            };
            inside.chars().map(literal).collect::<String>() + "/"
        };
        let hidden = ["**/.*", "**/.*/**"].map(|it| format!(":(top,exclude,glob){prefix}{it}"));
        Some((format!(":(top,literal){inside}"), hidden))
    }

    /// `path` as seen from the work tree, if it lies there.
    fn inside(&self, path: &Path) -> Option<String> {
        let real = path.canonicalize().ok().or_else(|| {
            // A file that is still to be written.
            let folder = path.parent()?.canonicalize().ok()?;
            Some(folder.join(path.file_name()?))
        })?;
        let inside = real.strip_prefix(&self.repository.work_tree).ok()?;
        Some(inside.to_str()?.replace('\\', "/"))
    }

    /// The start of what git answers; `None` if it fails or takes too long.
    fn answer(&self, arguments: &[String]) -> Option<String> {
        let mut child = self.command().args(arguments).spawn().ok()?;
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

    /// git with an environment of its own: variables name programs as well.
    fn command(&self) -> Command {
        let folder = self.folder.path();
        let mut command = Command::new(&self.program);
        command
            .env_clear()
            .envs(
                NEEDED
                    .into_iter()
                    .filter_map(|name| Some((name, env::var_os(name)?))),
            )
            .env("PATH", &self.search_path)
            .env("HOME", folder)
            .env("XDG_CONFIG_HOME", folder)
            .env("GIT_DIR", folder)
            .env("GIT_WORK_TREE", &self.repository.work_tree)
            .env("GIT_OBJECT_DIRECTORY", self.repository.objects())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", folder.join("config"))
            .env("GIT_ATTR_NOSYSTEM", "1")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_TERMINAL_PROMPT", "0")
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
    }
}

/// The folders of `PATH` that lie outside the work tree. A relative one would be looked for wherever the program was
/// started: in the library.
fn search_path(work_tree: &Path) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .filter(|folder| folder.is_absolute() && lies_outside(folder, work_tree))
        .collect()
}

/// Whether there is something at `path`, and outside `folder`.
fn lies_outside(path: &Path, folder: &Path) -> bool {
    path.canonicalize()
        .is_ok_and(|real| !real.starts_with(folder))
}
