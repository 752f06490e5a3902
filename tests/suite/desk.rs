//! A desk to work at: a temporary folder with the starter library in it, and the program to run there.
//!
//! The library is what `careleaf init` writes, with the dates that its files have in the source tree. Every run passes
//! `--date`; where the real clock can still be heard (a warning that today is past due), tests look only at the lines in
//! question.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, OutputAssert};
use tempfile::TempDir;

/// A day on which nothing in the starter is overdue.
pub(crate) const DAY: &str = "2026-11-23";

/// A folder to work in, with a library in `leaflets`.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    /// A desk without a library.
    pub(crate) fn bare() -> Desk {
        Desk {
            folder: TempDir::new().expect("the temporary folder is writable"),
        }
    }

    /// A desk with the starter library.
    pub(crate) fn with_starter() -> Desk {
        Desk::with_library(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/starter"))
    }

    /// A desk with a copy of the library in `folder`.
    pub(crate) fn with_library(folder: &Path) -> Desk {
        let desk = Desk::bare();
        copy_folder(folder, &desk.path("leaflets"));
        desk
    }

    pub(crate) fn path(&self, place: &str) -> PathBuf {
        self.folder.path().join(place)
    }

    /// Replaces words in one of the library's files.
    pub(crate) fn edit(&self, place: &str, from: &str, to: &str) {
        let path = self.path("leaflets").join(place);
        let text = fs::read_to_string(&path).expect("the starter has this file");
        assert!(text.contains(from), "{place} has no `{from}`");
        fs::write(path, text.replace(from, to)).expect("the copy is writable");
    }

    pub(crate) fn command(&self) -> Command {
        Command::new(env!("CARGO_BIN_EXE_careleaf"))
            .current_dir(self.folder.path())
            .env_remove("CARELEAF_LIBRARY")
            .env_remove("SOURCE_DATE_EPOCH")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("COLUMNS")
            // Help is wrapped to the width of a terminal on any of the three streams.
            .stdin("")
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> OutputAssert {
        self.command().args(arguments).assert()
    }

    /// `careleaf build blood-test … --date DAY`.
    pub(crate) fn build(&self, arguments: &[&str]) -> OutputAssert {
        self.command()
            .args(["build", "blood-test", "--date", DAY])
            .args(arguments)
            .assert()
    }

    /// The names of what is in the folder, without the library.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names = names_in(self.folder.path());
        names.retain(|name| name != "leaflets");
        names
    }
}

pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be listed").file_name())
        .map(|name| name.into_string().expect("names are UTF-8"))
        .collect();
    names.sort();
    names
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).expect("the desk is new");
    for name in names_in(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(from, to).expect("the desk is writable");
        }
    }
}

pub(crate) fn stderr(run: &OutputAssert) -> String {
    String::from_utf8(run.get_output().stderr.clone()).expect("messages are UTF-8")
}

pub(crate) fn stdout(run: &OutputAssert) -> Vec<u8> {
    run.get_output().stdout.clone()
}
