//! The ledger: nothing is lost or torn, however many write and whenever one is killed.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use careleaf::form::{Form, PagedForm};
use careleaf::printing::TextSize;
use careleaf::proof::ledger::{self, Ledger, LedgerError};
use careleaf::proof::record::{self, Record};

use crate::desk::{DAY, Desk, stderr};
use crate::proof;

/// A record with its own code.
fn record(number: usize) -> Record {
    static RECORD: LazyLock<Record> = LazyLock::new(|| record::open(&proof::PDF).unwrap().record);
    let mut record = RECORD.clone();
    record.edition = format!("{number:012}");
    record
}

fn editions(path: &Path) -> Vec<String> {
    let mut editions = Vec::new();
    ledger::read(path, |record| editions.push(record.edition)).unwrap();
    editions
}

/// What another process does in the tests below: it adds records, and says of each that it is kept. The names of the
/// ledger, the first number and how many there are come in `WRITER`.
#[test]
#[ignore = "a part of other tests, which start it as a process of its own"]
fn writing_process() {
    let told = env::var("WRITER").unwrap();
    let [path, first, count] = &*told.split('|').collect::<Vec<_>>() else {
        panic!("{told}")
    };
    let (first, count): (usize, usize) = (first.parse().unwrap(), count.parse().unwrap());
    let mut ledger = Ledger::new(path.into());
    for number in first..first + count {
        ledger.append(&record(number)).unwrap();
        writeln!(io::stdout(), "kept {number:012}").unwrap();
    }
}

fn start_writing(path: &Path, first: usize, count: usize) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "ledger::writing_process",
            "--ignored",
            "--nocapture",
        ])
        .env("WRITER", format!("{}|{first}|{count}", path.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn a_thousand() -> Vec<String> {
    (0..1000).map(|number| format!("{number:012}")).collect()
}

#[test]
fn a_thousand_appends_of_many_processes_lose_and_tear_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    let writers: Vec<Child> = (0..8)
        .map(|writer| start_writing(&path, writer * 125, 125))
        .collect();
    for writer in writers {
        assert!(writer.wait_with_output().unwrap().status.success());
    }
    let mut found = editions(&path);
    found.sort();
    assert_eq!(found, a_thousand());
}

/// Each writer is stopped in the middle of its work: what it said is kept stands there, and nothing is torn.
#[test]
fn killed_writer_loses_nothing_that_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    let mut kept = Vec::new();
    for moment in 0..16 {
        let mut writer = start_writing(&path, moment * 100_000, 100_000);
        let mut said = BufReader::new(writer.stdout.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("kept ") {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0, "it ended too soon");
        }
        thread::sleep(Duration::from_micros(1_300 * moment as u64));
        writer.kill().unwrap();
        writer.wait().unwrap();
        said.read_to_string(&mut line).unwrap();
        kept.extend(
            line.lines()
                .filter_map(|line| Some(line.strip_prefix("kept ")?.to_owned())),
        );
        let found = editions(&path);
        assert!(kept.iter().all(|edition| found.contains(edition)));
    }
    Ledger::new(path.clone()).append(&record(99)).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.ends_with('\n'));
    let found = editions(&path);
    assert_eq!(text.lines().count(), found.len());
    assert!(kept.len() >= 16 && found.contains(&record(99).edition));
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
    assert_eq!(found, a_thousand());
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
    let form = record(2).form;
    assert!(one.has("000000000002", form).unwrap() && !one.has("000000000003", form).unwrap());
}

#[test]
fn each_form_of_an_edition_stands_in_the_ledger_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    let mut ledger = Ledger::new(path.clone());
    let mut large = record(1);
    large.form = Form::Pdf(PagedForm {
        text_size: TextSize::new(28).unwrap(),
        ..PagedForm::default()
    });
    assert!(!ledger.has(&large.edition, large.form).unwrap());
    for record in [&record(1), &large, &record(1), &large] {
        ledger.append(record).unwrap();
    }
    assert!(ledger.has(&large.edition, large.form).unwrap());
    let mut forms = Vec::new();
    ledger::read(&path, |record| forms.push(record.form.name())).unwrap();
    assert_eq!(forms, ["12pt", "28pt"]);
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
        let whole = cut == second.len() - 1;
        let read: &[&str] = if whole {
            &["000000000001", "000000000002"]
        } else {
            &["000000000001"]
        };
        assert_eq!(editions(&path), read, "cut after {cut}");
        Ledger::new(path.clone()).append(&record(3)).unwrap();
        let expected: &[&str] = if whole {
            &["000000000001", "000000000002", "000000000003"]
        } else {
            &["000000000001", "000000000003"]
        };
        assert_eq!(editions(&path), expected, "cut after {cut}");
    }
}

#[test]
fn an_edition_that_lacks_only_its_line_end_is_known_to_readers_as_it_is_to_writers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    fs::write(&path, record(1).json()).unwrap();
    Ledger::new(path.clone()).append(&record(1)).unwrap();
    assert_eq!(editions(&path), ["000000000001"]);
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
        // Reading fails on a line that is whole and no record. The first may be killed before there is a file.
        if path.exists() {
            editions(&path);
        }
    }
    desk.build(&["--all", "--ledger", "ledger.jsonl"]).success();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.ends_with('\n'));
    let mut found = Vec::new();
    ledger::read(&path, |record| found.push((record.edition, record.form))).unwrap();
    let lines = found.len();
    assert_eq!(text.lines().count(), lines);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), lines, "an edition stands twice in one form");
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

/// Files of somebody else: with and without a last line's end, and one that starts like a record.
#[test]
fn file_that_is_no_ledger_is_left_alone() {
    for (text, line) in [
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", 1),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>\n", 1),
        ("{\"careleaf\":1}", 1),
        ("{\"careleaf_record\":1} or so", 1),
        ("{\"careleaf_record\":1}\n", 1),
        ("{\"careleaf_record\":1,\"code\":2}", 1),
        ("\n\n3", 3),
    ] {
        let desk = Desk::with_starter();
        let path = desk.path("drawing.svg");
        fs::write(&path, text).unwrap();
        let run = desk.build(&["--all", "--ledger", "drawing.svg"]);
        let said = stderr(&run.code(1));
        let message = format!("error: line {line} of the ledger `drawing.svg` is not a record\n");
        assert!(said.contains(&message), "{text}: {said}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(desk.files(), ["drawing.svg"]);
    }
}

#[test]
fn overlong_line_is_named_and_costs_no_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    let lines = |numbers: &[usize]| -> String {
        let lines = numbers.iter().map(|&number| record(number).json() + "\n");
        lines.collect()
    };
    let overlong = "x".repeat((1 << 20) + 7);
    for end in ["\n", ""] {
        let text = lines(&[1, 2]) + &overlong + end + &lines(&[3, 4, 5]);
        fs::write(&path, &text).unwrap();
        let mut seen = 0;
        let read = ledger::read(&path, |_| seen += 1).unwrap_err();
        assert!(matches!(read, LedgerError::Line { line: 3, .. }), "{read}");
        let appended = Ledger::new(path.clone()).append(&record(6)).unwrap_err();
        assert!(
            matches!(appended, LedgerError::Line { line: 3, .. }),
            "{appended}"
        );
        assert!(fs::read_to_string(&path).unwrap() == text && seen == 2);
    }
}

#[test]
fn record_of_a_later_version_is_neither_guessed_at_nor_taken_off() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    for end in ["\n", ""] {
        let later = format!("{{\"careleaf_record\":3,\"code\":[\"X\"]}}{end}");
        let text = record(1).json() + "\n" + &later;
        fs::write(&path, &text).unwrap();
        let error = Ledger::new(path.clone()).append(&record(2)).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "line 2 of the ledger `{}` is a record of version 3, and this program reads up to 2",
                path.display()
            )
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        if end.is_empty() {
            continue;
        }
        let error = ledger::read(&path, drop).unwrap_err();
        assert!(
            matches!(error, LedgerError::Later { line: 2, .. }),
            "{error}"
        );
    }
}

#[test]
fn blank_lines_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    fs::write(&path, record(1).json() + "\n\n  \r\n").unwrap();
    Ledger::new(path.clone()).append(&record(2)).unwrap();
    assert_eq!(editions(&path), ["000000000001", "000000000002"]);
}

/// A ledger whose last line lacks its end: only a build that adds a record may complete it.
#[test]
fn ledger_without_a_last_line_end_is_as_it_was_when_a_build_fails() {
    let desk = Desk::with_starter();
    let path = desk.path("ledger.jsonl");
    desk.build(&["--all", "--ledger", "ledger.jsonl", "-o", "leaflet.pdf"])
        .success();
    let text = fs::read_to_string(&path).unwrap();
    let unended = text.trim_end();
    for arguments in [
        ["-s", "before", "-o", "nowhere/leaflet.pdf"],
        ["-s", "before", "-o", "leaflets"],
        ["-s", "before", "-o", "ledger.jsonl"],
        ["-s", "unknown", "-o", "leaflet.pdf"],
    ] {
        fs::write(&path, unended).unwrap();
        let arguments = [&arguments[..], &["--ledger", "ledger.jsonl"]].concat();
        let run = desk.build(&arguments);
        assert!(!run.get_output().status.success(), "{arguments:?}");
        let left = fs::read_to_string(&path).unwrap();
        assert_eq!(left, unended, "{arguments:?}");
    }
    desk.build(&[
        "-s",
        "before",
        "--ledger",
        "ledger.jsonl",
        "-o",
        "leaflet.pdf",
    ])
    .success();
    let editions = editions(&path);
    assert_eq!(editions.len(), 2);
}

#[test]
fn leaflet_is_not_written_over_what_keeps_it() {
    let desk = Desk::with_starter();
    fs::create_dir(desk.path("archive")).unwrap();
    for (arguments, message) in [
        (
            ["--ledger", "x", "-o", "x"],
            "error: `x` is the ledger\nhint: name another file: a leaflet would be written over it\n",
        ),
        (
            ["--archive", "archive", "-o", "archive/x.pdf"],
            "error: `archive/x.pdf` is in the archive\n\
             hint: name a file elsewhere: the archive keeps copies without what was typed for one patient\n",
        ),
    ] {
        let arguments = [&["--all"], &arguments[..]].concat();
        let said = stderr(&desk.build(&arguments).code(1));
        assert!(said.ends_with(message), "{said}");
        assert_eq!(desk.files(), ["archive"]);
        assert!(crate::desk::names_in(&desk.path("archive")).is_empty());
    }
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
