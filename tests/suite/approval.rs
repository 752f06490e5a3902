//! What `careleaf approve` and `careleaf withdraw` write, say and refuse.

use std::fs;

use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::desk::{DAY, Desk, names_in, stderr, stdout};

const BEFORE: &str = "blood-test/before-the-test.md";
const AFTER: &str = "blood-test/after-the-test.md";
const LEAFLET: &str = "blood-test/leaflet.toml";

fn text(desk: &Desk, file: &str) -> String {
    fs::read_to_string(desk.path("leaflets").join(file)).unwrap()
}

/// `careleaf approve PARTS… --by NAME --until 2027-11-23 --date DAY`.
fn approve(desk: &Desk, parts: &[&str]) -> OutputAssert {
    let rest = ["--by", "Lead nurse", "--until", "2027-11-23", "--date", DAY];
    desk.run(&[&["approve"], parts, &rest].concat())
}

fn approve_all(desk: &Desk) {
    let parts = [
        "blood-test",
        "blood-test/urgent-help",
        "before-the-test",
        "after-the-test",
        "glossary",
    ];
    approve(desk, &parts).success();
}

#[test]
fn approved_part_says_by_whom_until_when_and_of_which_text() {
    let desk = Desk::with_starter();
    desk.edit(
        BEFORE,
        "review_due = 2027-11-23",
        "review_due = 2026-12-01 # soon",
    );
    let old = text(&desk, BEFORE);
    approve(&desk, &["before-the-test"])
        .success()
        .stdout_eq("")
        .stderr_eq(str![[r#"
approved `blood-test/before-the-test` until 2027-11-23, in `leaflets/blood-test/before-the-test.md`
next: `careleaf due` shows what is still a draft or due for review

"#]]);
    let new = text(&desk, BEFORE);
    assert!(new.contains("review_due = 2027-11-23 # soon\n"), "{new}");
    let hash = new.split_once("approved_hash = \"").unwrap().1;
    let hash: String = hash.chars().take_while(|c| *c != '"').collect();
    assert_eq!(hash.len(), 64);
    let keys = format!(
        "status = \"approved\"\napproved_by = \"Lead nurse\"\napproved_hash = \"{hash}\"\n+++\n"
    );
    let expected = old.replace("2026-12-01", "2027-11-23").replacen(
        "+++\nA small",
        &format!("{keys}A small"),
        1,
    );
    assert_eq!(new, expected);
}

#[test]
fn windows_line_ends_and_byte_order_mark_stay() {
    let desk = Desk::with_starter();
    let path = desk.path("leaflets").join(AFTER);
    let windows = format!("\u{FEFF}{}", text(&desk, AFTER).replace('\n', "\r\n"));
    fs::write(&path, &windows).unwrap();
    approve(&desk, &["after-the-test"]).success();
    let new = text(&desk, AFTER);
    let (_, body) = windows.split_once("+++\r\nPress").unwrap();
    assert!(new.starts_with("\u{FEFF}+++\r\ntitle"), "{new}");
    assert!(new.ends_with(&format!("+++\r\nPress{body}")), "{new}");
    assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
    assert!(new.contains("status = \"approved\"\r\n"), "{new}");
    desk.run(&["check", "--date", DAY])
        .success()
        .stderr_eq("no errors, no warnings in `leaflets`\n");
}

#[test]
fn a_leaflet_is_for_patients_once_all_its_parts_are_approved() {
    let desk = Desk::with_starter();
    approve_all(&desk);
    let list = desk.run(&["list", "--date", DAY]).success();
    list.stdout_eq(str![[r#"
blood-test
  Having a blood test
  approved, due 2027-11-23

  Sections
    before-the-test  Before the test, approved, due 2027-11-23
    after-the-test   After the test, approved, due 2027-11-23, requires before-the-test

  Presets
    preparing  Preparing for a blood test: before-the-test

"#]]);
    assert!(
        text(&desk, LEAFLET).contains("status = \"approved\" # draft | approved | withdrawn\n")
    );
    desk.run(&["due", "--date", DAY])
        .success()
        .stdout_eq("nothing is overdue, due within 90 days, a draft or withdrawn\n");
}

#[test]
fn approved_text_that_is_changed_is_a_draft_again() {
    let desk = Desk::with_starter();
    approve_all(&desk);
    desk.edit(AFTER, "a few minutes", "five minutes");
    let said = stderr(&desk.run(&["check", "--date", DAY, "--strict"]).code(1));
    assert!(
        said.starts_with(
            "warning: the text is not the one that was approved: it is a draft again\n"
        ),
        "{said}"
    );
    assert!(
        said.contains("careleaf approve blood-test/after-the-test --by NAME"),
        "{said}"
    );
    let said = stderr(&desk.build(&["--all"]).success());
    assert!(
        said.contains("warning: `After the test` has changed since it was approved"),
        "{said}"
    );
    approve(&desk, &["after-the-test"]).success();
    let said = stderr(&desk.build(&["--all"]).success());
    assert!(!said.contains("has changed"), "{said}");
}

#[test]
fn approving_again_renews_and_changes_nothing_else() {
    let desk = Desk::with_starter();
    approve(&desk, &["glossary"]).success();
    let once = text(&desk, "glossary.toml");
    approve(&desk, &["glossary", "glossary"]).success();
    assert_eq!(text(&desk, "glossary.toml"), once);
}

#[test]
fn nothing_is_approved_when_one_part_cannot_be() {
    let desk = Desk::with_starter();
    let before = text(&desk, BEFORE);
    approve(&desk, &["before-the-test", "after-the-tets"])
        .code(2)
        .stderr_eq(str![[r#"
error: there is no part `after-the-tets`
hint: did you mean `after-the-test`?

"#]]);
    assert_eq!(text(&desk, BEFORE), before);
}

#[test]
fn the_start_of_a_name_approves_nothing() {
    approve(&Desk::with_starter(), &["before"]).code(2);
}

#[test]
fn a_name_that_two_leaflets_have_is_written_out() {
    let desk = Desk::with_starter();
    let copy = desk.path("leaflets/x-ray");
    fs::create_dir(&copy).unwrap();
    for name in names_in(&desk.path("leaflets/blood-test")) {
        let from = desk.path("leaflets/blood-test").join(&name);
        fs::copy(from, copy.join(&name)).unwrap();
    }
    approve(&desk, &["after-the-test"])
        .code(2)
        .stderr_eq(str![[r#"
error: several parts are called `after-the-test`
hint: write one of them out: `blood-test/after-the-test`, `x-ray/after-the-test`

"#]]);
    approve(&desk, &["x-ray/after-the-test"]).success();
}

#[test]
fn dates_that_no_approval_can_have_are_refused() {
    let desk = Desk::with_starter();
    let before = text(&desk, BEFORE);
    let until = |day: &str| {
        desk.run(&[
            "approve",
            "before-the-test",
            "--by",
            "Lead nurse",
            "--until",
            day,
            "--date",
            DAY,
        ])
    };
    until("2026-11-23").code(2).stderr_eq(str![[r#"
error: `--until 2026-11-23` is not after the review on 2026-11-23
hint: name the day by which the next review is due

"#]]);
    until("2029-11-24").code(2).stderr_eq(str![[r#"
error: `--until 2029-11-24` is more than 3 years after the review
hint: choose `--until 2029-11-23` or before: `longest_years` in `house.toml` says how long

"#]]);
    until("2027-02-29").code(2);
    assert_eq!(text(&desk, BEFORE), before);
    until("2029-11-23").success();
}

#[test]
fn review_that_is_still_to_come_is_refused() {
    let desk = Desk::with_starter();
    let before = text(&desk, BEFORE);
    let said = stderr(
        &desk
            .run(&[
                "approve",
                "before-the-test",
                "--by",
                "Lead nurse",
                "--until",
                "9999-11-23",
                "--date",
                "9998-01-01",
            ])
            .code(2),
    );
    assert!(
        said.starts_with("error: `--date 9998-01-01` is after today, ")
            && said.ends_with("\nhint: name the day on which the text was reviewed\n"),
        "{said}"
    );
    assert_eq!(text(&desk, BEFORE), before);
}

/// The parts are those of the library that `careleaf init` writes.
#[test]
fn examples_of_the_help_work() {
    let desk = Desk::with_starter();
    desk.build(&["--all", "--ledger", "ledger.jsonl"]).success();
    let mut tried = 0;
    for command in ["approve", "recall"] {
        let help = desk.run(&[command, "--help"]).success();
        let help = String::from_utf8(stdout(&help)).unwrap();
        let prefix = format!("  careleaf {command} ");
        for example in help.lines().filter_map(|line| line.strip_prefix(&prefix)) {
            let example = example
                .split("  ")
                .next()
                .unwrap()
                .replace("\"Lead nurse\"", "NAME");
            let run = desk.command().arg(command).args(example.split(' '));
            let run = match command {
                "approve" => run.args(["--date", DAY]),
                _ => run.args(["--ledger", "ledger.jsonl"]),
            };
            run.assert().success();
            tried += 1;
        }
    }
    assert_eq!(tried, 8);
}

#[test]
fn an_approval_has_a_name() {
    let desk = Desk::with_starter();
    desk.run(&[
        "approve",
        "glossary",
        "--by",
        " ",
        "--until",
        "2027-11-23",
        "--date",
        DAY,
    ])
    .code(2)
    .stderr_eq(str![[r#"
error: `--by` is empty
hint: say who approves: a name or a role

"#]]);
    desk.run(&["approve", "glossary", "--until", "2027-11-23"])
        .code(2);
}

#[test]
fn nothing_is_approved_in_a_library_with_errors() {
    let desk = Desk::with_starter();
    desk.edit(AFTER, "review_due = 2027-11-23", "review_duo = 2027-11-23");
    let before = text(&desk, BEFORE);
    approve(&desk, &["before-the-test"]).code(1);
    assert_eq!(text(&desk, BEFORE), before);
}

#[cfg(unix)]
#[test]
fn nothing_is_approved_when_one_file_is_write_protected() {
    let desk = Desk::with_starter();
    let (before, path) = (text(&desk, BEFORE), desk.path("leaflets").join(AFTER));
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let said = stderr(&approve(&desk, &["before-the-test", "after-the-test"]).code(1));
    assert!(
        said.contains("cannot be written: permission denied"),
        "{said}"
    );
    assert_eq!(text(&desk, BEFORE), before);
    assert_eq!(names_in(&desk.path("leaflets/blood-test")).len(), 5);
}

#[test]
fn withdrawn_section_is_refused_until_it_is_approved_again() {
    let desk = Desk::with_starter();
    approve_all(&desk);
    let approved = text(&desk, BEFORE);
    desk.run(&["withdraw", "before-the-test"])
        .success()
        .stderr_eq(str![[r#"
withdrew `blood-test/before-the-test`, in `leaflets/blood-test/before-the-test.md`: nothing is built with it
next: take it out of presets and `requires`, or approve it again
      `careleaf recall blood-test/before-the-test --ledger FILE` lists the editions that carry it

"#]]);
    assert_eq!(
        text(&desk, BEFORE),
        approved.replace("\"approved\"", "\"withdrawn\"")
    );
    desk.build(&["-s", "after", "--allow-overdue", "needed"])
        .code(1)
        .stderr_eq(str![[r#"
error: withdrawn: `before-the-test` (`after-the-test` requires it)
hint: choose other sections; `careleaf list` shows those that can be built

"#]]);
    assert!(desk.files().is_empty());
    approve(&desk, &["before-the-test"]).success();
    desk.build(&["-s", "after"]).success();
}

#[test]
fn withdrawing_names_only_parts_that_there_are() {
    let desk = Desk::with_starter();
    desk.run(&["withdraw", "dental"]).code(2);
    desk.run(&["withdraw"]).code(2);
}

#[test]
fn files_that_a_killed_approval_left_are_swept_away() {
    let desk = Desk::with_starter();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    let left = [
        "leaflets/.careleaf-a1.part",
        "leaflets/blood-test/.careleaf-b2.part",
    ];
    for file in left {
        let file = std::fs::File::create(desk.path(file)).unwrap();
        file.set_modified(long_ago).unwrap();
    }
    let young = desk.path("leaflets/blood-test/.careleaf-c3.part");
    std::fs::write(&young, "").unwrap();
    desk.run(&[
        "approve",
        "glossary",
        "--by",
        "A reviewer",
        "--until",
        "2027-06-01",
        "--date",
        "2026-11-23",
    ])
    .success();
    for file in left {
        assert!(!desk.path(file).exists(), "{file}");
    }
    assert!(young.exists());
}
