//! Leaflets that earlier versions of the program made: while the library is unchanged they stay current, whatever later
//! versions print. `tests/fixtures/made-by-0.1.0` has three of them with their library, ledger and archive, as version
//! 0.1.0 wrote them.

use std::fs;
use std::path::{Path, PathBuf};

use careleaf::proof::record;

use crate::desk::{Desk, stderr, stdout};

/// A day on which nothing in the fixtures is overdue.
const DAY: &str = "2026-11-28";
const FILES: [&str; 3] = ["whole.pdf", "for-one-patient.pdf", "two-sided-14-pt.pdf"];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/made-by-0.1.0")
}

/// A desk with a copy of the fixtures.
fn desk() -> Desk {
    let desk = Desk::with_library(&fixtures().join("leaflets"));
    for file in FILES.into_iter().chain(["ledger.jsonl"]) {
        fs::copy(fixtures().join(file), desk.path(file)).unwrap();
    }
    desk
}

fn edition(file: &str) -> String {
    let pdf = fs::read(fixtures().join(file)).unwrap();
    let record = record::open(&pdf).unwrap().record;
    assert_eq!(record.program, "careleaf 0.1.0");
    record.edition
}

/// What `verify` answers, in a word.
fn verdict(desk: &Desk, arguments: &[&str]) -> String {
    let arguments = [&["verify", "--date", DAY, "--format", "json"], arguments].concat();
    let run = desk.run(&arguments);
    let answer: serde_json::Value =
        serde_json::from_slice(&stdout(&run)).unwrap_or_else(|_| panic!("{}", stderr(&run)));
    answer["verdict"].as_str().unwrap().to_owned()
}

#[test]
fn files_of_an_earlier_version_stay_current_with_their_library() {
    let desk = desk();
    let archive = fixtures().join("archive");
    let archive = archive.to_str().unwrap();
    for file in FILES {
        assert_eq!(verdict(&desk, &[file]), "current", "{file}");
        let with_archive = verdict(&desk, &[file, "--archive", archive]);
        assert_eq!(with_archive, "current", "{file} and its archive");
    }
}

#[test]
fn codes_of_an_earlier_version_stay_current_with_their_library() {
    let desk = desk();
    let archive = fixtures().join("archive");
    for file in FILES {
        let code = edition(file);
        for place in [
            ["--ledger", "ledger.jsonl"],
            ["--archive", archive.to_str().unwrap()],
        ] {
            let verdict = verdict(&desk, &[&[&*code], &place[..]].concat());
            assert_eq!(verdict, "current", "{file} by {place:?}");
        }
    }
}

#[test]
fn files_of_an_earlier_version_are_superseded_when_what_they_say_changes() {
    for (place, from, to) in [
        (
            "blood-test/before-the-test.md",
            "A small needle",
            "A needle",
        ),
        ("blood-test/urgent-help.md", "or very painful", "or painful"),
        (
            "blood-test/leaflet.toml",
            "Having a blood",
            "Having your blood",
        ),
        (
            "blood-test/before-the-test.md",
            "review_due = 2027-11-23",
            "review_due = 2027-11-22",
        ),
        ("house.toml", "0123 456 789", "0123 456 7890"),
        ("house.toml", "phone = \"111\"", "phone = \"112\""),
    ] {
        let desk = desk();
        desk.edit(place, from, to);
        let verdict = verdict(&desk, &["two-sided-14-pt.pdf"]);
        assert_eq!(verdict, "superseded", "{to}");
    }
}
