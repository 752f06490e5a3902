//! What `careleaf due` lists, in each format, and its exit codes.

use snapbox::str;

use crate::desk::{DAY, Desk, stderr, stdout};

/// A desk where the sections have owners, one of them approved.
fn desk() -> Desk {
    let desk = Desk::with_starter();
    let owned = |owner: &str| format!("owner = \"{owner}\"\nlast_reviewed");
    desk.edit(
        "blood-test/before-the-test.md",
        "last_reviewed",
        &owned("Clinic, day unit"),
    );
    desk.edit(
        "blood-test/after-the-test.md",
        "last_reviewed",
        &owned("Blood team"),
    );
    desk.edit("blood-test/after-the-test.md", "2027-11-23", "2027-02-01");
    desk.run(&[
        "approve",
        "after-the-test",
        "--by",
        "Lead nurse",
        "--until",
        "2027-02-01",
        "--date",
        DAY,
    ])
    .success();
    desk
}

#[test]
fn due_lists_by_owner_what_somebody_has_to_look_at() {
    desk()
        .run(&["due", "--date", DAY])
        .success()
        .stderr_eq("")
        .stdout_eq(str![[r#"
Blood team
  blood-test/after-the-test   approved, due 2027-02-01

Clinic, day unit
  blood-test/before-the-test  draft, due 2027-11-23

no owner
  blood-test                  draft
  blood-test/urgent-help      draft, due 2027-11-23
  glossary                    draft, due 2027-11-23

"#]]);
}

#[test]
fn due_looks_as_far_ahead_as_it_is_told() {
    let desk = desk();
    let listed = |days: &str| {
        let run = desk
            .run(&["due", "--date", DAY, "--within", days])
            .success();
        String::from_utf8(stdout(&run)).unwrap()
    };
    // From 23 November to 1 February are 70 days.
    assert!(!listed("69").contains("after-the-test"));
    assert!(listed("70").contains("after-the-test"));
    assert!(listed("65535").contains("after-the-test"));
}

#[test]
fn what_is_overdue_fails() {
    let desk = desk();
    let due = |date: &str| desk.run(&["due", "--date", date, "--owner", "Blood team"]);
    due("2027-02-01").success();
    due("2027-02-02")
        .code(1)
        .stdout_eq(str![[r#"
Blood team
  blood-test/after-the-test  approved, OVERDUE since 2027-02-01

"#]])
        .stderr_eq(str![[r#"
error: 1 part is overdue for review on 2027-02-02
hint: have them reviewed: `careleaf approve PART --by NAME --until YYYY-MM-DD`

"#]]);
}

#[test]
fn what_is_withdrawn_is_listed_and_never_overdue() {
    let desk = desk();
    desk.run(&["withdraw", "after-the-test"]).success();
    desk.run(&["due", "--date", "2027-02-02", "--owner", "Blood team"])
        .success()
        .stdout_eq(str![[r#"
Blood team
  blood-test/after-the-test  withdrawn

"#]]);
}

#[test]
fn an_owner_is_never_guessed() {
    desk()
        .run(&["due", "--date", DAY, "--owner", "Blod team"])
        .code(2)
        .stdout_eq("")
        .stderr_eq(str![[r#"
error: there is no owner `Blod team`
hint: did you mean `Blood team`?

"#]]);
}

#[test]
fn changed_text_is_told_from_text_that_was_never_approved() {
    let desk = desk();
    desk.edit(
        "blood-test/after-the-test.md",
        "a few minutes",
        "five minutes",
    );
    desk.run(&["due", "--date", DAY, "--owner", "Blood team"])
        .success()
        .stdout_eq(str![[r#"
Blood team
  blood-test/after-the-test  draft (changed since it was approved), due 2027-02-01

"#]]);
    desk.edit(
        "blood-test/after-the-test.md",
        "approved_by",
        "# approved_by",
    );
    let run = desk.run(&["due", "--date", DAY, "--owner", "Blood team"]);
    let listed = String::from_utf8(stdout(&run.success())).unwrap();
    assert!(
        listed.contains("draft (nobody is named who approved it)"),
        "{listed}"
    );
}

#[test]
fn due_as_json_is_for_other_programs() {
    let run = desk()
        .run(&["due", "--date", DAY, "--format", "json"])
        .success();
    let rows: serde_json::Value = serde_json::from_slice(&stdout(&run)).unwrap();
    assert_eq!(
        rows[0],
        serde_json::json!({
            "part": "blood-test/after-the-test",
            "title": "After the test",
            "owner": "Blood team",
            "status": "approved",
            "lapse": null,
            "last_reviewed": "2026-11-23",
            "review_due": "2027-02-01",
            "review": "due-soon",
            "file": "leaflets/blood-test/after-the-test.md",
        })
    );
    assert_eq!(rows[2]["review"], "none");
    assert_eq!(rows[3]["review"], "in-date");
}

#[test]
fn due_as_csv_is_for_spreadsheets() {
    let desk = desk();
    desk.run(&["due", "--date", "2027-02-02", "--format", "csv"])
        .code(1)
        .stdout_eq(str![[r#"
part,title,owner,status,lapse,last_reviewed,review_due,review,file
blood-test/after-the-test,After the test,Blood team,approved,,2026-11-23,2027-02-01,overdue,leaflets/blood-test/after-the-test.md
blood-test/before-the-test,Before the test,"Clinic, day unit",draft,,2026-11-23,2027-11-23,in-date,leaflets/blood-test/before-the-test.md
blood-test,Having a blood test,,draft,,,,none,leaflets/blood-test/leaflet.toml
blood-test/urgent-help,Get help now if:,,draft,,2026-11-23,2027-11-23,in-date,leaflets/blood-test/urgent-help.md
glossary,Glossary,,draft,,2026-11-23,2027-11-23,in-date,leaflets/glossary.toml

"#]]);
}

#[test]
fn a_library_with_errors_is_not_taken_for_one_with_nothing_due() {
    let desk = desk();
    desk.edit("glossary.toml", "review_due", "review_duo");
    let said = stderr(&desk.run(&["due", "--date", DAY]).code(1));
    assert!(said.contains("error: `review_due` is missing"), "{said}");
}
