//! The README keeps its word: every command in it is run, every file that it names is there.

use std::fs;
use std::path::Path;

use careleaf::limits;
use careleaf::prose::rules;
use snapbox::cmd::Command;
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("there is a README")
}

/// The lines of the fenced blocks in `sh`.
fn commands(text: &str) -> Vec<&str> {
    let mut commands = Vec::new();
    let mut in_shell = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(language) => in_shell = language == "sh",
            None if in_shell && !line.is_empty() => commands.push(line),
            None => {}
        }
    }
    commands
}

/// Runs a command of the README with the program that was built for the tests, and a fixed date where it takes one.
fn run(arguments: &str, folder: &Path) {
    let date = ["build", "list", "due", "verify"]
        .into_iter()
        .any(|command| arguments.starts_with(command))
        .then_some(["--date", "2026-11-23"]);
    Command::new(env!("CARGO_BIN_EXE_careleaf"))
        .args(arguments.split_whitespace())
        .args(date.into_iter().flatten())
        .current_dir(folder)
        .env("CARELEAF_LIBRARY", root().join("leaflets"))
        .assert()
        .success();
}

#[test]
fn commands_in_the_readme_work() {
    let readme = readme();
    let folder = TempDir::new().unwrap();
    let mut builds = 0;
    for command in commands(&readme) {
        if let Some(arguments) = command.strip_prefix("cargo run -- ") {
            run(arguments, folder.path());
            builds += usize::from(arguments.starts_with("build"));
        } else {
            // What is running now.
            assert_eq!(command, "cargo test", "not a command that is tested here");
        }
    }
    assert!(builds > 0, "the README builds no leaflet");
    let pdf = fs::read(folder.path().join("leaflet.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
}

#[test]
fn limits_in_the_readme_are_those_of_the_program() {
    let table = limits::table();
    assert!(readme().contains(&table), "the README lacks\n{table}");
}

#[test]
fn files_that_the_readme_links_to_are_there() {
    let readme = readme();
    let targets: Vec<&str> = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.starts_with("https://") && !target.starts_with('#'))
        .collect();
    assert!(!targets.is_empty());
    for target in targets {
        let file = target.split('#').next().unwrap();
        assert!(root().join(file).exists(), "{target}");
    }
}

#[test]
fn every_rule_of_writing_is_described_for_editors() {
    let guide = fs::read_to_string(root().join("leaflets/README.md")).unwrap();
    assert!(rules::names().count() > 10);
    for rule in rules::names() {
        assert!(guide.contains(&format!("| `{rule}` |")), "{rule}");
    }
}
