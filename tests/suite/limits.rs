//! What was made to hurt: files that never end, are no files, or hold far more than anybody writes. Each run ends soon, with a
//! message that names the file and the limit.

#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use snapbox::cmd::OutputAssert;

use crate::desk::{DAY, Desk, stderr};

/// How long a run may take: on a busy machine seconds become many.
const PATIENCE: Duration = Duration::from_secs(120);
/// The most that may be said of one run.
const MOST_SAID: usize = 100_000;

fn run(desk: &Desk, arguments: &[&str]) -> OutputAssert {
    let run = desk.command().args(arguments).timeout(PATIENCE).assert();
    assert!(stderr(&run).len() < MOST_SAID, "{}", stderr(&run).len());
    run
}

/// What is said of a run that fails.
fn complaint(desk: &Desk, arguments: &[&str]) -> String {
    stderr(&run(desk, arguments).code(1))
}

fn make_pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

/// A file of so many bytes that takes no room on the disk.
fn make_huge(path: &Path, bytes: u64) {
    File::create(path).unwrap().set_len(bytes).unwrap();
}

/// Puts each thing that is no ordinary file in the place of `path`, one after the other.
fn with_each_stranger(path: &Path, mut check: impl FnMut(&str)) {
    let put: [(&str, &dyn Fn()); 4] = [
        ("a device", &|| symlink("/dev/zero", path).unwrap()),
        ("a pipe", &|| make_pipe(path)),
        ("a folder", &|| fs::create_dir(path).unwrap()),
        ("huge", &|| make_huge(path, 5_000_000_000)),
    ];
    for (kind, put) in put {
        let _ = fs::remove_file(path);
        put();
        check(kind);
        let _ = fs::remove_dir(path);
    }
}

#[test]
fn a_library_with_something_strange_in_the_place_of_a_text_is_refused_by_its_name() {
    for place in [
        "house.toml",
        "glossary.toml",
        "blood-test/leaflet.toml",
        "blood-test/urgent-help.md",
        "blood-test/after-the-test.md",
    ] {
        let desk = Desk::with_starter();
        with_each_stranger(&desk.path("leaflets").join(place), |kind| {
            let said = complaint(&desk, &["check"]);
            let name = place.rsplit('/').next().unwrap();
            let at_file = format!("--> leaflets/{place}\n");
            let fault = match kind {
                "huge" => "error: the file is larger than 1 MB\n".to_owned() + &at_file,
                // A text is complained of where it is listed.
                _ if name.ends_with(".md") => format!("error: `{name}` is not a file\n"),
                _ => "error: this is not a file\n".to_owned() + &at_file,
            };
            assert!(said.contains(&fault), "{kind}: {said}");
        });
    }
}

#[test]
fn a_figure_that_is_no_file_or_too_large_is_refused_by_its_name() {
    let desk = Desk::with_starter();
    with_each_stranger(&desk.path("leaflets/blood-test/plaster.svg"), |kind| {
        let said = complaint(&desk, &["check"]);
        let fault = match kind {
            "huge" => "error: the figure `plaster.svg` is larger than 2 MB\n",
            "a device" => "error: the figure `plaster.svg` is outside the library\n",
            _ => "error: the figure `plaster.svg` is not a file\n",
        };
        assert!(said.contains(fault), "{kind}: {said}");
    });
}

#[test]
fn a_file_to_verify_that_never_ends_is_not_opened() {
    let desk = Desk::with_starter();
    with_each_stranger(&desk.path("paper.pdf"), |kind| {
        let said = complaint(&desk, &["verify", "paper.pdf"]);
        let fault = match kind {
            "huge" => "error: `paper.pdf` has more than 32 MB: it is no leaflet\n".to_owned(),
            kind => format!("error: `paper.pdf` is {kind}, not a file\n"),
        };
        let hint = "hint: name a PDF that Careleaf has made\n";
        assert_eq!(said, fault + hint, "{kind}");
    });
}

#[test]
fn a_ledger_that_never_ends_is_not_opened_and_nothing_is_built() {
    let desk = Desk::with_starter();
    with_each_stranger(&desk.path("ledger.jsonl"), |kind| {
        let build = [
            "build",
            "blood-test",
            "--all",
            "--date",
            DAY,
            "--ledger",
            "ledger.jsonl",
        ];
        let verify = ["verify", "0000-0000-0000", "--ledger", "ledger.jsonl"];
        let fault = match kind {
            "huge" => {
                "error: the ledger `ledger.jsonl` is larger than 250 MB\n\
                 hint: begin a new ledger, and keep this one: `--ledger` names either\n"
            }
            "a pipe" => {
                "error: the ledger `ledger.jsonl` is a pipe, not a file\nhint: name a file\n"
            }
            "a folder" => {
                "error: the ledger `ledger.jsonl` is a folder, not a file\nhint: name a file\n"
            }
            _ => "error: the ledger `ledger.jsonl` is a device, not a file\nhint: name a file\n",
        };
        for arguments in [&build[..], &verify[..]] {
            let said = complaint(&desk, arguments);
            assert!(said.ends_with(fault), "{kind}: {said}");
        }
        assert!(!desk.files().iter().any(|name| name.ends_with(".pdf")));
    });
}

#[test]
fn a_ledger_with_a_line_that_never_ends_is_refused_at_that_line() {
    let desk = Desk::with_starter();
    make_huge(&desk.path("ledger.jsonl"), 249_000_000);
    let said = complaint(&desk, &["recall", "blood-test", "--ledger", "ledger.jsonl"]);
    let fault = "error: line 1 of the ledger `ledger.jsonl` is not a record\n";
    assert!(said.contains(fault), "{said}");
}

#[test]
fn an_archive_that_is_no_folder_or_holds_what_is_no_file_keeps_nothing_and_nothing_is_built() {
    let desk = Desk::with_starter();
    let build = [
        "build",
        "blood-test",
        "--all",
        "--date",
        DAY,
        "--archive",
        "archive",
    ];
    for put in [
        (|path: &Path| make_pipe(path)) as fn(&Path),
        |path| fs::write(path, "a file").unwrap(),
        |path| symlink("/dev/zero", path).unwrap(),
    ] {
        put(&desk.path("archive"));
        let said = complaint(&desk, &build);
        assert!(said.contains("error: `archive"), "{said}");
        fs::remove_file(desk.path("archive")).unwrap();
    }
    run(&desk, &build).success();
    let kept = fs::read_dir(desk.path("archive")).unwrap().next();
    let kept = kept.unwrap().unwrap().path();
    fs::remove_file(&kept).unwrap();
    make_pipe(&kept);
    let said = complaint(&desk, &build);
    assert!(
        said.contains("in the archive is not as it was made\n"),
        "{said}"
    );
}

#[test]
fn a_batch_whose_state_is_a_pipe_is_not_waited_for() {
    let desk = Desk::with_starter();
    fs::create_dir(desk.path("out")).unwrap();
    make_pipe(&desk.path("out/.careleaf-batch"));
    fs::write(
        desk.path("ward.csv"),
        "leaflet,sections\nblood-test,before-the-test\n",
    )
    .unwrap();
    let said = complaint(&desk, &["batch", "ward.csv", "--out", "out", "--date", DAY]);
    assert!(
        said.contains("error: `out/.careleaf-batch` cannot be written"),
        "{said}"
    );
}

#[test]
fn lists_and_tables_that_are_far_too_long_are_refused_with_their_limit() {
    let words: Vec<String> = (0..80_000)
        .map(|number| format!("\"w{number:05}\""))
        .collect();
    let words = words.join(", ");
    for (place, from, to, fault) in [
        (
            "glossary.toml",
            "[\"veins\"]",
            format!("[{words}]"),
            "error: `forms` has 80000 entries\n --> leaflets/glossary.toml:7:9\n",
        ),
        (
            "blood-test/leaflet.toml",
            "\"after-the-test\"]",
            format!("{words}]"),
            "error: `sections` has 80001 entries\n  --> leaflets/blood-test/leaflet.toml:10:12\n",
        ),
        (
            "blood-test/after-the-test.md",
            "[\"before-the-test\"]",
            format!("[{words}]"),
            "error: `requires` has 80000 entries\n --> leaflets/blood-test/after-the-test.md:8:12\n",
        ),
        (
            "house.toml",
            "[[organisation]]\nname = \"NHS 111\"",
            "[[organisation]]\nname = \"a\"\n".repeat(6_000)
                + "[[organisation]]\nname = \"NHS 111\"",
            "error: `organisation` has 6002 entries\n",
        ),
    ] {
        let desk = Desk::with_starter();
        desk.edit(place, from, &to);
        let said = complaint(&desk, &["check"]);
        assert!(said.contains(fault), "{said}");
        assert!(said.contains("hint: shorten it: it may have "), "{said}");
    }
}

#[test]
fn a_library_with_a_fault_in_every_line_is_told_of_in_few_words() {
    let desk = Desk::with_starter();
    let long = "x".repeat(3_000);
    let keys: String = (0..200).map(|key| format!("{long}{key} = 1\n")).collect();
    let wide: String = ('一'..'鿿').collect();
    desk.edit("house.toml", "format = 1", &format!("{keys}format = 1"));
    desk.edit("glossary.toml", "A blood vessel", &wide);
    let said = complaint(&desk, &["check"]);
    assert!(
        said.contains("warning: there is more: only the first "),
        "{said}"
    );
    assert!(
        said.contains("= hint: correct the first, then look again\n"),
        "{said}"
    );
}

#[test]
fn a_section_of_more_than_a_hundred_pages_is_refused_with_its_limit() {
    let desk = Desk::with_starter();
    let callouts = "> [!NOTE]\n> a\n\n".repeat(30_000);
    desk.edit(
        "blood-test/after-the-test.md",
        "Press on",
        &format!("{callouts}Press on"),
    );
    let said = complaint(&desk, &["check"]);
    let fault = "error: the text has 451 KB\n --> leaflets/blood-test/after-the-test.md:1:1\n";
    assert!(said.contains(fault), "{said}");
    let hint = "hint: split it into several sections: one has at most 300 KB\n";
    assert!(said.contains(hint), "{said}");
}
