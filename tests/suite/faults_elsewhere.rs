//! An editor's fault stops only what was asked for: the leaflet that it is in, those that use the entry of the glossary that
//! it is in, or all of them where it is in what they share.

use std::fs;

use crate::desk::{DAY, Desk, names_in, stderr, stdout};

/// A desk with a second leaflet, `dental`, that has a fault in it.
fn with_faulty_neighbour() -> Desk {
    let desk = Desk::with_starter();
    copy_leaflet(&desk, "dental");
    desk.edit("dental/leaflet.toml", "short_title", "shorttitle");
    desk
}

/// A copy of the starter's leaflet.
fn copy_leaflet(desk: &Desk, name: &str) {
    let (from, to) = (
        desk.path("leaflets/blood-test"),
        desk.path("leaflets").join(name),
    );
    fs::create_dir(&to).unwrap();
    for file in names_in(&from) {
        fs::copy(from.join(&file), to.join(&file)).unwrap();
    }
}

#[test]
fn a_fault_in_another_leaflet_does_not_stop_a_build_nor_show() {
    let desk = with_faulty_neighbour();
    let said = stderr(&desk.build(&["--all", "-o", "x.pdf"]).success());
    assert!(
        !said.contains("dental") && !said.contains("shorttitle"),
        "{said}"
    );
}

#[test]
fn a_leaflet_with_a_fault_is_refused_with_its_faults_alone() {
    let desk = with_faulty_neighbour();
    copy_leaflet(&desk, "eye-test");
    desk.edit("eye-test/leaflet.toml", "audience", "audiense");
    // The start of its name will do, as for any other.
    let run = desk.run(&["build", "den", "--all", "--date", DAY]).code(1);
    let said = stderr(&run);
    assert!(said.contains("leaflets/dental/leaflet.toml:2:1"), "{said}");
    assert!(said.ends_with("error: 2 errors in `leaflets`\n"), "{said}");
    assert!(!said.contains("eye-test"), "{said}");
    assert!(desk.files().is_empty());
}

#[test]
fn the_name_of_a_leaflet_with_a_fault_still_makes_a_short_one_ambiguous() {
    let desk = Desk::with_starter();
    copy_leaflet(&desk, "blood-clots");
    desk.edit("blood-clots/leaflet.toml", "short_title", "shorttitle");
    let run = desk
        .run(&["build", "blood", "--all", "--date", DAY])
        .code(2);
    let said = stderr(&run);
    assert!(
        said.contains("error: `blood` is the start of several names\n"),
        "{said}"
    );
    assert!(said.contains("`blood-test`, `blood-clots`"), "{said}");
}

#[test]
fn check_reports_the_faults_of_all_leaflets() {
    let desk = with_faulty_neighbour();
    desk.edit("blood-test/after-the-test.md", "summary", "sumary");
    let said = stderr(&desk.run(&["check", "--date", DAY]).code(1));
    assert!(said.contains("leaflets/dental/leaflet.toml:2:1"), "{said}");
    assert!(
        said.contains("leaflets/blood-test/after-the-test.md:3:1"),
        "{said}"
    );
}

#[test]
fn list_and_overview_show_the_sound_leaflets_and_name_the_others() {
    let desk = with_faulty_neighbour();
    for command in ["list", "overview"] {
        let run = desk.run(&[command]).success();
        let shown = String::from_utf8(stdout(&run)).unwrap();
        assert!(
            shown.starts_with("blood-test\n") && !shown.contains("dental"),
            "{shown}"
        );
        assert_eq!(
            stderr(&run),
            "warning: `dental` cannot be built: it has 2 errors\nhint: `careleaf check` shows them\n"
        );
        desk.run(&[command, "dental"]).code(1);
        desk.run(&[command, "blood-test"]).success().stderr_eq("");
    }
    let run = desk.run(&["list", "--format", "json"]).success();
    let list: serde_json::Value = serde_json::from_slice(&stdout(&run)).unwrap();
    assert_eq!(list["faulty"], serde_json::json!(["dental"]));
    // What is due is asked of the whole library.
    desk.run(&["due", "--date", DAY]).code(1);
}

#[test]
fn a_ward_list_fails_only_at_the_rows_that_ask_for_a_leaflet_with_a_fault() {
    let desk = with_faulty_neighbour();
    let list = |rows: &str| fs::write(desk.path("ward.csv"), format!("leaflet,sections\n{rows}"));
    let batch = || desk.run(&["batch", "ward.csv", "--out", "out", "--date", DAY]);
    list("blood-test,before-the-test\ndental,before-the-test\n").unwrap();
    let said = stderr(&batch().code(1));
    assert!(
        said.contains("`leaflet`: `dental` has errors in its files"),
        "{said}"
    );
    assert!(said.contains("hint: `careleaf check` shows them"), "{said}");
    list("blood-test,before-the-test\n").unwrap();
    batch().success();
}

#[test]
fn parts_of_sound_leaflets_are_approved_and_withdrawn_and_those_of_others_are_not() {
    let desk = with_faulty_neighbour();
    let approve = |part: &str| {
        let until = [
            "--by",
            "Sample reviewer",
            "--until",
            "2027-08-05",
            "--date",
            DAY,
        ];
        desk.run(&[&["approve", part][..], &until].concat())
    };
    approve("blood-test/after-the-test").success();
    approve("glossary").success();
    // Which of the two is meant cannot be told, although only one of them can be read.
    let said = stderr(&approve("after-the-test").code(2));
    assert!(
        said.contains("error: several parts are called `after-the-test`\n"),
        "{said}"
    );
    assert!(
        said.contains("`blood-test/after-the-test`, `dental/after-the-test`"),
        "{said}"
    );
    approve("dental/after-the-test").code(1);
    desk.run(&["withdraw", "blood-test/after-the-test"])
        .success();
}

#[test]
fn editions_of_a_sound_leaflet_are_verified_and_those_of_another_are_not_called_gone() {
    let desk = Desk::with_starter();
    copy_leaflet(&desk, "dental");
    desk.edit(
        "dental/leaflet.toml",
        "Having a blood test",
        "Seeing the dentist",
    );
    let keep = ["--ledger", "editions.jsonl", "--archive", "archive"];
    let build = |leaflet: &str, file: &str| {
        let options = ["build", leaflet, "--all", "--date", DAY, "-o", file];
        desk.run(&[&options[..], &keep].concat()).success();
    };
    build("blood-test", "blood.pdf");
    build("dental", "dental.pdf");
    desk.edit("dental/leaflet.toml", "short_title", "shorttitle");
    desk.run(&["verify", "blood.pdf", "--date", DAY]).success();
    let said = stderr(&desk.run(&["verify", "dental.pdf", "--date", DAY]).code(1));
    assert!(said.contains("leaflets/dental/leaflet.toml:2:1"), "{said}");
    desk.run(&["diff", "dental.pdf"]).code(1);

    let recall = |part: &str| desk.run(&["recall", part, "--ledger", "editions.jsonl"]);
    recall("blood-test/after-the-test").success();
    recall("glossary").success();
    let run = recall("after-the-test").code(1);
    assert!(stdout(&run).is_empty());
    assert!(stderr(&run).contains("leaflets/dental/leaflet.toml:2:1"));
}

#[test]
fn a_fault_in_an_entry_of_the_glossary_stops_the_leaflets_that_use_it() {
    let desk = Desk::with_starter();
    let entry = "\n[[term]]\nid = \"sedation\"\nname = \"sedation\"\n";
    let glossary = desk.path("leaflets/glossary.toml");
    let text = fs::read_to_string(&glossary).unwrap();
    fs::write(&glossary, text + entry).unwrap();
    let said = stderr(&desk.build(&["--all", "-o", "x.pdf"]).success());
    assert!(!said.contains("sedation"), "{said}");
    desk.run(&["check", "--date", DAY]).code(1);

    // Used in a heading, where it is not set in bold.
    desk.edit(
        "blood-test/before-the-test.md",
        "## On the day",
        "## Under sedation",
    );
    let said = stderr(&desk.build(&["--all", "-o", "y.pdf"]).code(1));
    assert!(said.contains("error: `definition` is missing\n"), "{said}");
    assert!(said.contains("leaflets/glossary.toml:18:1"), "{said}");
    assert_eq!(desk.files(), ["x.pdf"]);
}

#[test]
fn two_entries_that_claim_one_form_stop_the_leaflets_that_use_either() {
    let desk = Desk::with_starter();
    let glossary = desk.path("leaflets/glossary.toml");
    let text = fs::read_to_string(&glossary).unwrap();
    let entry = |form: &str| {
        format!(
            "\n[[term]]\nid = \"other\"\nname = \"venule\"\nforms = [\"{form}\"]\ndefinition = \"A tube.\"\n"
        )
    };
    fs::write(&glossary, format!("{text}{}", entry("veins"))).unwrap();
    let said = stderr(&desk.build(&["--all", "-o", "x.pdf"]).code(1));
    assert!(
        said.contains("the form `veins` is claimed by `vein`"),
        "{said}"
    );
    desk.edit(
        "blood-test/before-the-test.md",
        "from a vein in your arm",
        "from your arm",
    );
    desk.build(&["--all", "-o", "x.pdf"]).success();
}

#[test]
fn a_fault_in_what_all_leaflets_share_stops_them_all() {
    for (file, from, to) in [
        ("house.toml", "format = 1", "format = 2"),
        ("glossary.toml", "last_reviewed", "last_revewed"),
        // An entry without a name may be any word.
        ("glossary.toml", "name = \"vein\"", "nam = \"vein\""),
        ("glossary.toml", "[[term]]", "[[term]"),
    ] {
        let desk = Desk::with_starter();
        desk.edit(file, from, to);
        let said = stderr(&desk.build(&["--all", "-o", "x.pdf"]).code(1));
        assert!(said.contains(&format!("leaflets/{file}")), "{said}");
        assert!(desk.files().is_empty());
    }
}

#[test]
fn an_entry_with_a_fault_is_not_approved() {
    let desk = Desk::with_starter();
    desk.edit(
        "glossary.toml",
        "definition = \"Going",
        "defination = \"Going",
    );
    let until = [
        "--by",
        "Sample reviewer",
        "--until",
        "2027-08-05",
        "--date",
        DAY,
    ];
    let said = stderr(
        &desk
            .run(&[&["approve", "glossary"][..], &until].concat())
            .code(1),
    );
    assert!(said.contains("`definition` is missing"), "{said}");
}
