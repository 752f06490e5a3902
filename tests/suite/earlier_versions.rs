//! Leaflets that earlier versions of the program made: while the library is unchanged they stay current, whatever later
//! versions print. `tests/fixtures/made-by-0.1.0` and `made-by-0.2.0` have some of them with their library, ledger and
//! archive, as those versions wrote them.

use std::fs;
use std::path::{Path, PathBuf};

use careleaf::proof::record;

use crate::desk::{Desk, stderr, stdout};

/// A day on which nothing in the fixtures is overdue.
const DAY: &str = "2026-11-28";

/// What a version made.
struct Made {
    version: &'static str,
    files: &'static [&'static str],
}

const MADE: [Made; 2] = [
    Made {
        version: "0.1.0",
        files: &["whole.pdf", "for-one-patient.pdf", "two-sided-14-pt.pdf"],
    },
    Made {
        version: "0.2.0",
        files: &[
            "preset.pdf",
            "for-one-patient.pdf",
            "large-grey.pdf",
            "booklet.pdf",
        ],
    },
];
/// A leaflet of version 0.2.0 that tells what has changed since another.
const TELLS_CHANGES: &str = "since.pdf";

impl Made {
    fn folder(&self) -> PathBuf {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        tests.join(format!("made-by-{}", self.version))
    }

    fn archive(&self) -> String {
        self.folder().join("archive").to_str().unwrap().to_owned()
    }

    /// A desk with a copy of the fixtures.
    fn desk(&self) -> Desk {
        let desk = Desk::with_library(&self.folder().join("leaflets"));
        for file in self.files.iter().chain(&["ledger.jsonl"]) {
            fs::copy(self.folder().join(file), desk.path(file)).unwrap();
        }
        desk
    }

    fn edition(&self, file: &str) -> String {
        let pdf = fs::read(self.folder().join(file)).unwrap();
        let record = record::open(&pdf).unwrap().record;
        assert_eq!(record.program, format!("careleaf {}", self.version));
        assert_eq!(record.careleaf_record, 1);
        record.edition
    }
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
    for made in &MADE {
        let desk = made.desk();
        for file in made.files {
            assert_eq!(
                verdict(&desk, &[file]),
                "current",
                "{} of {}",
                file,
                made.version
            );
            let with_archive = verdict(&desk, &[file, "--archive", &made.archive()]);
            assert_eq!(with_archive, "current", "{file} and its archive");
        }
    }
}

#[test]
fn codes_of_an_earlier_version_stay_current_with_their_library() {
    for made in &MADE {
        let desk = made.desk();
        for file in made.files {
            let code = made.edition(file);
            for place in [["--ledger", "ledger.jsonl"], ["--archive", &made.archive()]] {
                let verdict = verdict(&desk, &[&[&*code], &place[..]].concat());
                assert_eq!(verdict, "current", "{file} by {place:?}");
            }
        }
    }
}

#[test]
fn what_an_earlier_version_told_of_changes_stays_current_while_it_was_kept() {
    let made = &MADE[1];
    let desk = made.desk();
    fs::copy(made.folder().join(TELLS_CHANGES), desk.path(TELLS_CHANGES)).unwrap();
    let code = made.edition(TELLS_CHANGES);
    for subject in [TELLS_CHANGES, &code] {
        let archived = verdict(&desk, &[subject, "--archive", &made.archive()]);
        assert_eq!(archived, "current", "{subject} by the archive");
        let listed = verdict(&desk, &[subject, "--ledger", "ledger.jsonl"]);
        assert_eq!(listed, "current", "{subject} by the ledger");
    }
    assert_eq!(verdict(&desk, &[TELLS_CHANGES]), "unknown");
}

#[test]
fn an_edition_of_an_earlier_version_and_one_of_today_are_kept_beside_each_other() {
    let made = &MADE[1];
    let desk = made.desk();
    let keep = ["--date", DAY, "--ledger", "ledger.jsonl"];
    let build = [
        &[
            "build",
            "blood-test",
            "--preset",
            "preparing",
            "-o",
            "new.pdf",
        ],
        &keep[..],
    ];
    desk.run(&build.concat()).success();
    let ledger = fs::read_to_string(desk.path("ledger.jsonl")).unwrap();
    let lines: Vec<&str> = ledger.lines().collect();
    assert!(lines[0].starts_with("{\"careleaf_record\":1,"));
    assert!(lines.last().unwrap().starts_with("{\"careleaf_record\":2,"));
    assert_eq!(verdict(&desk, &["preset.pdf"]), "current");
    assert_eq!(verdict(&desk, &["new.pdf"]), "current");
}

#[test]
fn files_of_an_earlier_version_are_superseded_when_what_they_say_changes() {
    let cases = [
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
    ];
    for (made, file) in MADE.iter().zip(["two-sided-14-pt.pdf", "large-grey.pdf"]) {
        for (place, from, to) in cases {
            let desk = made.desk();
            desk.edit(place, from, to);
            assert_eq!(verdict(&desk, &[file]), "superseded", "{to} in {file}");
        }
    }
}
