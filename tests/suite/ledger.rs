//! The ledger: nothing is lost or torn, however many write and whenever one is killed.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use careleaf::ledger::{self, Ledger, LedgerError};
use careleaf::record::Record;

use crate::cases;
use crate::desk::{DAY, Desk, stderr};

/// A record with its own code.
fn record(number: usize) -> Record {
    let mut record = cases::golden()[0].pages.proof.record.clone();
    record.edition = format!("{number:012}");
    record
}

fn editions(path: &Path) -> Vec<String> {
    let mut editions = Vec::new();
    ledger::read(path, |record| editions.push(record.edition)).unwrap();
    editions
}

#[test]
fn a_thousand_writers_at_once_lose_and_tear_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    thread::scope(|scope| {
        for writer in 0..50 {
            let path = &path;
            scope.spawn(move || {
                for line in 0..20 {
                    let mut ledger = Ledger::new(path.clone());
                    ledger.append(&record(writer * 20 + line)).unwrap();
                }
            });
        }
    });
    let mut found = editions(&path);
    found.sort();
    let expected: Vec<String> = (0..1000).map(|number| format!("{number:012}")).collect();
    assert_eq!(found, expected);
}

#[test]
fn an_edition_stands_in_the_ledger_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    let (mut one, mut other) = (Ledger::new(path.clone()), Ledger::new(path.clone()));
    for ledger in [&mut one, &mut other] {
        ledger.append(&record(1)).unwrap();
        ledger.append(&record(1)).unwrap();
    }
    other.append(&record(2)).unwrap();
    one.append(&record(2)).unwrap();
    assert_eq!(editions(&path), ["000000000001", "000000000002"]);
    assert!(one.has("000000000002").unwrap() && !one.has("000000000003").unwrap());
}

#[test]
fn line_that_was_cut_short_is_mended_by_the_next_writer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    let first = record(1).json() + "\n";
    let second = record(2).json() + "\n";
    for cut in (0..second.len())
        .step_by(41)
        .chain([second.len() - 2, second.len() - 1])
    {
        fs::write(&path, first.clone() + &second[..cut]).unwrap();
        assert_eq!(editions(&path), ["000000000001"], "cut after {cut}");
        Ledger::new(path.clone()).append(&record(3)).unwrap();
        let whole = cut == second.len() - 1;
        let expected: &[&str] = match whole {
            true => &["000000000001", "000000000002", "000000000003"],
            false => &["000000000001", "000000000003"],
        };
        assert_eq!(editions(&path), expected, "cut after {cut}");
    }
}

#[test]
fn killing_a_writer_at_any_moment_leaves_whole_lines() {
    let desk = Desk::with_starter();
    let path = desk.path("ledger.jsonl");
    for moment in 0..24 {
        let size = ["12", "14", "16", "18", "20", "24", "28"][moment % 7];
        let mut writer = Command::new(env!("CARGO_BIN_EXE_careleaf"))
            .args([
                "build",
                "blood-test",
                "--all",
                "--date",
                DAY,
                "--text-size",
                size,
            ])
            .args(["--ledger", "ledger.jsonl"])
            .current_dir(desk.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(15 * moment as u64));
        writer.kill().unwrap();
        writer.wait().unwrap();
        // Reading fails on a line that is whole and no record.
        editions(&path);
    }
    desk.build(&["--all", "--ledger", "ledger.jsonl"]).success();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.ends_with('\n'));
    let mut found = editions(&path);
    let lines = found.len();
    assert_eq!(text.lines().count(), lines);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), lines, "an edition stands twice");
}

#[test]
fn line_that_is_no_record_is_named() {
    let desk = Desk::with_starter();
    let path = desk.path("ledger.jsonl");
    desk.build(&["--all", "--ledger", "ledger.jsonl"]).success();
    let mut file = OpenOptions::new().append(true).open(&path).unwrap();
    file.write_all(b"not a record\n").unwrap();
    let error = Ledger::new(path).append(&record(1)).unwrap_err();
    assert!(
        matches!(error, LedgerError::Line { line: 2, .. }),
        "{error}"
    );
    let run = desk
        .build(&["-s", "before", "--ledger", "ledger.jsonl"])
        .code(1);
    let said = stderr(&run);
    assert!(
        said.ends_with(
            "error: line 2 of the ledger `ledger.jsonl` is not a record\n\
             hint: mend the line from a copy of the ledger, or take it out\n"
        ),
        "{said}"
    );
}

#[test]
fn leaflet_that_cannot_be_kept_is_not_given_out() {
    let desk = Desk::with_starter();
    for places in [
        ["--ledger", "nowhere/ledger.jsonl"],
        ["--archive", "nowhere/archive"],
    ] {
        let run = desk
            .command()
            .args(["build", "blood-test", "--all", "--date", DAY])
            .args(places)
            .assert();
        run.code(1);
    }
    assert!(desk.files().is_empty());
}
