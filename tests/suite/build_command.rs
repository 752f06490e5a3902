//! What `careleaf build` says and refuses: names, dates, contacts.

use std::fs;

use snapbox::str;

use crate::desk::{DAY, Desk, stderr, stdout};

#[test]
fn build_without_a_selection_lists_what_there_is() {
    let desk = Desk::with_starter();
    desk.build(&[]).code(2).stderr_eq(str![[r#"
error: no section of `blood-test` is chosen
hint: choose with `-s`: `before-the-test`, `after-the-test`; or with `--preset`: `preparing`; or take `--all`

"#]]);
    assert!(desk.files().is_empty());
}

#[test]
fn mistyped_section_is_never_corrected_in_silence() {
    let desk = Desk::with_starter();
    desk.build(&["-s", "befor-the-test"])
        .code(2)
        .stderr_eq(str![[r#"
error: there is no section `befor-the-test`
hint: did you mean `before-the-test`?

"#]]);
    assert!(desk.files().is_empty());
}

#[test]
fn mistyped_leaflet_is_never_corrected_in_silence() {
    let desk = Desk::with_starter();
    desk.run(&["build", "blod-test", "--all", "--date", DAY])
        .code(2)
        .stderr_eq(str![[r#"
error: there is no leaflet `blod-test`
hint: did you mean `blood-test`?

"#]]);
    assert!(desk.files().is_empty());
}

#[test]
fn shortened_names_are_taken_and_the_titles_said() {
    let desk = Desk::with_starter();
    let run = desk
        .run(&["build", "blood", "-s", "after, before", "--date", DAY])
        .success();
    assert!(
        stderr(&run).starts_with("Having a blood test\n  Before the test\n  After the test\n"),
        "{}",
        stderr(&run)
    );
}

#[test]
fn section_that_another_requires_is_said_to_come_along() {
    let run = Desk::with_starter().build(&["-s", "after"]).success();
    assert!(
        stderr(&run).contains("\n  Before the test (goes with After the test)\n"),
        "{}",
        stderr(&run)
    );
}

#[test]
fn build_says_what_it_wrote() {
    let desk = Desk::with_starter();
    let run = desk.build(&["--all", "-o", "leaflet.pdf"]).success();
    let said = stderr(&run);
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("wrote `leaflet.pdf`: "), "{last}");
    assert!(last.ends_with(", due for review on 2027-11-23"), "{last}");
    assert!(stdout(&run).is_empty());
}

#[test]
fn missing_number_is_warned_of_until_one_is_given() {
    let desk = Desk::with_starter();
    let warning = "warning: the leaflet has no 24-hour number";
    assert!(stderr(&desk.build(&["--all"]).success()).contains(warning));

    let typed = desk.build(&["--all", "--urgent-line", "0123 456 789"]);
    assert!(!stderr(&typed.success()).contains(warning));

    let clinic = "[clinic.day-unit]\nname = \"Day unit\"\nurgent_line = \"0123 456 789\"\n";
    desk.edit(
        "house.toml",
        "[[organisation]]\nname = \"NHS",
        &format!("{clinic}\n[[organisation]]\nname = \"NHS"),
    );
    let chosen = desk.build(&["--all", "--clinic", "day-unit"]);
    assert!(!stderr(&chosen.success()).contains(warning));
}

#[test]
fn typed_contacts_are_in_no_name_message_or_edition() {
    let desk = Desk::with_starter();
    desk.build(&["--all"]).success();
    let [name] = &desk.files()[..] else {
        panic!("{:?}", desk.files());
    };
    let run = desk
        .build(&[
            "--all",
            "--urgent-line",
            "0123 456 789",
            "--nurse",
            "Amal Said",
            "--prepared-for",
            "Quirina Zbyszek",
        ])
        .success();
    // The same edition, so the same name: with a number, because it is another copy.
    let numbered = name.replace(".pdf", "-2.pdf");
    assert_eq!(desk.files(), [numbered, name.clone()]);
    for typed in ["0123", "Amal", "Quirina"] {
        assert!(!stderr(&run).contains(typed));
    }
}

#[test]
fn contact_that_cannot_be_printed_is_refused_and_not_repeated() {
    let desk = Desk::with_starter();
    let long = "Amal ".repeat(13);
    for (typed, message) in [
        ("   ", "error: `--nurse` is empty\n"),
        (&*long, "error: `--nurse` has more than 60 characters\n"),
        (
            "Amal\tSaid",
            "error: `--nurse` has a character that cannot be printed: U+0009\n",
        ),
        (
            "Amal ☃",
            "error: `--nurse` has a letter that no typeface here has: U+2603\nhint: write it in other letters; or leave it out and \
             write it by hand on the first page; or bring a typeface that has it: `fonts` in house.toml\n",
        ),
        (
            "Amal \u{202E}321",
            "error: `--nurse` has a character that cannot be printed: U+202E\n",
        ),
    ] {
        let run = desk.build(&["--all", "--nurse", typed]).code(2);
        assert!(stderr(&run).starts_with(message), "{}", stderr(&run));
        assert!(!stderr(&run).contains("Amal"));
    }
    assert!(desk.files().is_empty());
}

#[test]
fn a_name_that_no_typeface_can_print_gets_a_blank_to_write_it_in() {
    let desk = Desk::with_starter();
    let run = desk.build(&["--all", "--prepared-for", "王小明"]).success();
    let warning = "warning: the name in `--prepared-for` cannot be printed: no typeface here has all of its letters\n\
        hint: write it by hand on the blank that the first page has for it, before the leaflet is given out\n";
    assert!(stderr(&run).contains(warning), "{}", stderr(&run));
    desk.build(&["--all", "--prepared-for", "   "]).code(2);
}

#[test]
fn overdue_text_is_refused_and_named() {
    let desk = Desk::with_starter();
    desk.run(&["build", "blood-test", "--all", "--date", "2028-11-23"])
        .code(1)
        .stderr_eq(str![[r#"
error: overdue for review on 2028-11-23: `When to get urgent help` (due 2027-11-23), `Before the test` (due 2027-11-23), `After the test` (due 2027-11-23), `Words used in this leaflet` (due 2027-11-23)
hint: have it reviewed, or print why it may be used with `--allow-overdue REASON`

"#]]);
    assert!(desk.files().is_empty());
}

#[test]
fn overdue_text_can_be_used_with_a_reason() {
    let desk = Desk::with_starter();
    let overdue = ["build", "blood-test", "--all", "--date", "2028-11-23"];
    let run = desk
        .command()
        .args(overdue)
        .args(["--allow-overdue", "the review is under way"])
        .assert()
        .success();
    assert!(stderr(&run).contains("warning: `Before the test` was due for review on 2027-11-23\n"));
    desk.command()
        .args(overdue)
        .args(["--allow-overdue", " "])
        .assert()
        .code(2);
}

#[test]
fn text_that_is_due_soon_is_warned_of() {
    let desk = Desk::with_starter();
    let run = desk.run(&["build", "blood-test", "--all", "--date", "2027-11-01"]);
    let said = stderr(&run.success());
    assert!(
        said.contains("warning: `Before the test` is due for review on 2027-11-23\n"),
        "{said}"
    );
}

#[test]
fn date_typed_by_hand_does_not_hide_that_today_is_past_due() {
    let desk = Desk::with_starter();
    for file in [
        "glossary.toml",
        "blood-test/urgent-help.md",
        "blood-test/before-the-test.md",
        "blood-test/after-the-test.md",
    ] {
        desk.edit(file, "2027-11-23", "2001-11-23");
        desk.edit(file, "2026-11-23", "2000-11-23");
    }
    let run = desk.run(&["build", "blood-test", "--all", "--date", "2000-12-01"]);
    let said = stderr(&run.success());
    assert!(
        said.contains("warning: this leaflet was due for review on 2001-11-23, and today is 2"),
        "{said}"
    );
    desk.run(&["build", "blood-test", "--all"]).code(1);
}

#[test]
fn withdrawn_leaflet_is_never_built() {
    let desk = Desk::with_starter();
    desk.edit(
        "blood-test/leaflet.toml",
        "status = \"draft\"",
        "status = \"withdrawn\"",
    );
    desk.build(&["--all", "--allow-overdue", "needed"]).code(1);
    assert!(desk.files().is_empty());
}

#[test]
fn titles_are_names_too_and_what_they_stood_for_is_said() {
    let desk = Desk::with_starter();
    let ids = ["-s", "before-the-test,after-the-test", "-o", "ids.pdf"];
    desk.build(&ids).success();
    for (titles, said_first) in [
        (
            &["-s", "After the test", "-s", "before"][..],
            "Having a blood test\n  Before the test\n  After the test\n",
        ),
        (
            &["-s", "AFTER THE TEST; before the test"],
            "Having a blood test\n  Before the test\n  After the test\n",
        ),
        (
            &["--preset", "preparing for a"],
            "Having a blood test\n  preset: Preparing for a blood test\n  Before the test\n",
        ),
    ] {
        let run = desk.build(&[titles, &["-o", "titles.pdf"]].concat());
        let said = stderr(&run.success());
        assert!(said.starts_with(said_first), "{said}");
        if titles[0] == "-s" {
            let built = ["ids.pdf", "titles.pdf"].map(|name| fs::read(desk.path(name)).unwrap());
            assert_eq!(built[0], built[1]);
        }
    }
    let run = desk.run(&["build", "HAVING A BLOOD TEST", "--all", "--date", DAY]);
    run.success();
}
