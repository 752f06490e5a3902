//! How the code is built: what each module uses lies below it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// The modules from the top down. Each uses only those that stand below it, so that there is no circle and no arrow up.
const HOUSE: &[&str] = &[
    "cli",
    // What people do.
    "tasks",
    "tasks::verify",
    "tasks::check",
    "tasks::approval",
    "tasks::links",
    "tasks::due",
    "tasks::overview",
    "tasks::diff",
    "tasks::refusals",
    "tasks::list",
    "tasks::recall",
    "tasks::approve",
    "tasks::typed",
    "tasks::replace",
    "limits",
    "tasks::batch",
    "tasks::open",
    "tasks::make",
    "tasks::keep",
    "tasks::editions",
    "tasks::output",
    "tasks::error",
    // Plain words.
    "prose::english",
    "prose::rules",
    "prose::measures",
    "prose::grammar",
    "prose",
    "prose::gather",
    // Media.
    "paged::wide_tables",
    "paged::fitting",
    "paged::pdf",
    "paged::layout",
    "paged::fill",
    "paged::arrange",
    "paged",
    "paged::tree",
    "paged::theme",
    "paged::spaces",
    "paged::geometry",
    // Proof.
    "proof::readback",
    "proof::changes",
    "proof::ledger",
    "proof::record",
    // What a leaflet says.
    "leaflet",
    "selection",
    "library",
    "terms",
    "wording",
    "qr",
    "content",
    "figure",
    // Figures, files, characters, colours.
    "form",
    "printing",
    "counted",
    "diagnostic",
    "remedy",
    "suggestion",
    "placeholder",
    "telephone",
    "phone",
    "whole_file",
    "plain_file",
    "file_kind",
    "file_failure",
    "panics",
    "visible",
    "alphabet",
    "printable",
    "normal_form",
    "typefaces",
    "fonts",
    "signs",
    "shifted",
    "language",
    "color",
    "length",
    "hash",
];

/// Folders whose modules stand in the house one by one.
const WINGS: [&str; 4] = ["paged", "proof", "prose", "tasks"];

/// Files that name every module, and files for tests alone.
const NOT_LOOKED_AT: [&str; 4] = ["lib.rs", "main.rs", "sample.rs", "tests.rs"];

/// A file of `src/`, with what it says outside comments and tests.
struct SourceText {
    path: PathBuf,
    text: String,
}

/// All files of `src/` but those that name every module, and those that only tests use.
fn source_texts() -> Vec<SourceText> {
    let mut found = Vec::new();
    let mut folders = vec![source_folder()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && !NOT_LOOKED_AT.contains(&name) {
                let text = code(&fs::read_to_string(&path).unwrap());
                found.push(SourceText { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// A file's lines without comments, up to its tests.
fn code(text: &str) -> String {
    let product = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = product
        .lines()
        .filter(|line| !line.trim().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The module of the house that a path is in: `crate::paged::layout::Line` is in `paged::layout`.
fn module(first: &str, second: Option<&str>) -> String {
    match second.filter(|_| WINGS.contains(&first)) {
        Some(second) => format!("{first}::{second}"),
        None => first.to_owned(),
    }
}

impl SourceText {
    fn module(&self) -> String {
        let inner = self.path.strip_prefix(source_folder()).unwrap();
        let inner = inner.with_extension("");
        let mut names = inner.iter().map(|name| name.to_str().unwrap());
        let first = names.next().unwrap();
        module(first, names.next().filter(|&name| name != "mod"))
    }

    /// The other modules that it names.
    fn uses(&self) -> BTreeSet<String> {
        static PATH: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"\b(?:crate|careleaf)::([a-z_]+)(?:::([a-z_]+))?").unwrap()
        });
        let paths = PATH.captures_iter(&self.text);
        let mut used: BTreeSet<String> = paths
            .map(|path| module(&path[1], path.get(2).map(|name| name.as_str())))
            .collect();
        used.remove(&self.module());
        used
    }

    /// Where its text has a pattern: the file and the line of each place.
    fn places(&self, pattern: &Regex) -> Vec<String> {
        let lines = self.text.lines().filter(|line| pattern.is_match(line));
        let path = self.path.strip_prefix(source_folder()).unwrap();
        lines
            .map(|line| format!("{}: {}", path.display(), line.trim()))
            .collect()
    }
}

fn floor(module: &str) -> usize {
    let floor = HOUSE.iter().position(|&name| name == module);
    floor.unwrap_or_else(|| {
        panic!("`{module}` has no place in the house: give it one in tests/suite/house.rs")
    })
}

#[test]
fn each_module_uses_only_those_below_it() {
    let mut arrows_up = Vec::new();
    for source in source_texts() {
        let here = source.module();
        for used in source.uses() {
            if floor(&used) <= floor(&here) {
                arrows_up.push(format!("{}: `{here}` uses `{used}`", source.path.display()));
            }
        }
    }
    assert!(arrows_up.is_empty(), "{}", arrows_up.join("\n"));
}

#[test]
fn every_module_of_the_house_is_there() {
    let built: BTreeSet<String> = source_texts().iter().map(SourceText::module).collect();
    for module in HOUSE {
        assert!(built.contains(*module), "`{module}` is no module any more");
    }
}

#[test]
fn no_match_is_on_a_boolean() {
    let arm = Regex::new(r"^\s*(true|false) =>").unwrap();
    let places: Vec<String> = source_texts()
        .iter()
        .flat_map(|source| source.places(&arm))
        .collect();
    assert!(places.is_empty(), "{}", places.join("\n"));
}

#[test]
fn no_parameter_is_a_tuple_pattern() {
    let in_one_line =
        r"\bfn [a-z_0-9]+(<.*>)?\((&?(mut )?self, |[a-z_]+: [^()]*, )*\([a-z_, ]+\): ";
    let on_its_own_line = r"^\s+\([a-z_, ]+\): \(";
    let pattern = Regex::new(&format!("{in_one_line}|{on_its_own_line}")).unwrap();
    let places: Vec<String> = source_texts()
        .iter()
        .flat_map(|source| source.places(&pattern))
        .collect();
    assert!(places.is_empty(), "{}", places.join("\n"));
}
