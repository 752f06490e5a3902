//! What `careleaf check` finds because `careleaf build` would refuse it, or because nobody could be rung.

use snapbox::str;

use crate::desk::{DAY, Desk, stderr};

fn check(desk: &Desk, code: i32) -> String {
    let said = stderr(&desk.run(&["check", "--date", DAY]).code(code));
    // Both say the same: what is refused here cannot be built.
    said
}

#[test]
fn a_review_that_is_still_to_come_is_an_error() {
    let desk = Desk::with_starter();
    let section = "blood-test/before-the-test.md";
    desk.edit(
        section,
        "last_reviewed = 2026-11-23",
        "last_reviewed = 2026-11-24",
    );
    desk.run(&["check", "--date", DAY])
        .code(1)
        .stderr_eq(str![[r#"
error: `last_reviewed` is still to come: 2026-11-24 is after 2026-11-23
 --> leaflets/blood-test/before-the-test.md:4:17
  |
4 | last_reviewed = 2026-11-24
  |                 ^^^^^^^^^^
  |
  = hint: nothing is built with it before that day: write the day of the last review

error: 1 error in `leaflets`

"#]]);
    desk.build(&["--all", "-o", "x.pdf"]).code(2);
    desk.run(&["check", "--date", "2026-11-24"]).success();
}

#[test]
fn text_past_its_date_is_a_warning() {
    let desk = Desk::with_starter();
    let section = "blood-test/before-the-test.md";
    desk.edit(
        section,
        "review_due = 2027-11-23",
        "review_due = 2026-12-01",
    );
    check(&desk, 0);
    let said = stderr(&desk.run(&["check", "--date", "2026-12-02"]).success());
    assert!(
        said.contains("warning: the text was due for review on 2026-12-01\n"),
        "{said}"
    );
    assert!(
        said.contains("`careleaf approve blood-test/before-the-test --by NAME"),
        "{said}"
    );
}

#[test]
fn withdrawn_sections_are_found_in_presets_and_requires() {
    let desk = Desk::with_starter();
    desk.run(&["withdraw", "before-the-test"]).success();
    let said = check(&desk, 1);
    for message in [
        "error: the preset `preparing` cannot be built: `before-the-test` is withdrawn\n",
        "error: the section cannot be built: it requires `before-the-test`, which is withdrawn\n",
        "warning: the section is withdrawn: the leaflet cannot be built with all its sections\n",
    ] {
        assert!(said.contains(message), "{said}");
    }
    desk.build(&["--preset", "preparing"]).code(1);
    desk.build(&["-s", "after-the-test"]).code(1);
}

#[test]
fn withdrawn_parts_that_no_leaflet_goes_without_are_errors() {
    for (part, message) in [
        (
            "blood-test/urgent-help",
            "error: the urgent help is withdrawn, and no leaflet goes without it\n",
        ),
        (
            "glossary",
            "error: the glossary is withdrawn, and `blood-test` uses its words\n",
        ),
    ] {
        let desk = Desk::with_starter();
        desk.run(&["withdraw", part]).success();
        let said = check(&desk, 1);
        assert!(said.contains(message), "{said}");
        let hint = format!("hint: have it approved again: `careleaf approve {part} --by");
        assert!(said.contains(&hint), "{said}");
        desk.build(&["--all"]).code(1);
    }
}

#[test]
fn a_leaflet_that_is_withdrawn_as_a_whole_is_no_fault() {
    let desk = Desk::with_starter();
    desk.run(&[
        "withdraw",
        "blood-test",
        "before-the-test",
        "blood-test/urgent-help",
    ])
    .success();
    assert_eq!(check(&desk, 0), "no errors, no warnings in `leaflets`\n");
}

#[test]
fn clinics_without_a_number_to_ring_are_warned_of() {
    let desk = Desk::with_starter();
    let clinic = |line: &str| format!("format = 1\nclinic.day-unit.name = \"Day unit\"\n{line}");
    desk.edit(
        "house.toml",
        "format = 1\n",
        &clinic("clinic.day-unit.urgent_line = \"ring me\"\n"),
    );
    let said = check(&desk, 0);
    let message =
        "warning: the `urgent_line` of `day-unit` has no telephone number in it: `ring me`\n";
    assert!(said.contains(message), "{said}");
    desk.edit(
        "house.toml",
        "clinic.day-unit.urgent_line = \"ring me\"\n",
        "",
    );
    let said = check(&desk, 0);
    assert!(
        said.contains("warning: the clinic `day-unit` has no `urgent_line`"),
        "{said}"
    );
}

#[test]
fn a_24_hour_line_without_a_number_is_warned_of_wherever_it_comes_from() {
    let desk = Desk::with_starter();
    let warning = "warning: the 24-hour line of this leaflet has no telephone number in it\n";
    for (line, warned) in [("ring me", true), ("Ward 7", true), ("01632 960000", false)] {
        let run = desk.build(&["--all", "-o", "x.pdf", "--urgent-line", line]);
        let said = stderr(&run.success());
        assert_eq!(said.contains(warning), warned, "{said}");
        // It may be personal.
        assert!(
            !said.contains("ring me") && !said.contains("Ward 7"),
            "{said}"
        );
    }
    let clinic =
        "format = 1\nclinic.day-unit = { name = \"Day unit\", urgent_line = \"ring me\" }\n";
    desk.edit("house.toml", "format = 1\n", clinic);
    let run = desk.build(&["--all", "-o", "x.pdf", "--clinic", "day-unit"]);
    assert!(stderr(&run.success()).contains(warning));
    std::fs::write(
        desk.path("ward.csv"),
        "leaflet,sections,clinic\nblood-test,before-the-test,day-unit\n",
    )
    .unwrap();
    let run = desk.run(&["batch", "ward.csv", "--out", "out", "--date", DAY]);
    let said = stderr(&run.success());
    assert!(
        said.contains("warning: 1 leaflet without a 24-hour number"),
        "{said}"
    );
}
