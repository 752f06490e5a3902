//! The life of paper: built, given out, overtaken by the text, called back. And what `verify`, `recall` and `diff` answer.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Object, ObjectIdentifier};
use serde_json::Value;
use snapbox::cmd::OutputAssert;
use snapbox::str;

use careleaf::leaflet::Edition;
use careleaf::proof::record::{self, Record};

use crate::desk::{DAY, Desk, names_in, stderr, stdout};

/// Where the desk keeps what it builds.
const KEPT: [&str; 4] = ["--ledger", "ledger.jsonl", "--archive", "archive"];

fn desk_with_archive() -> Desk {
    let desk = Desk::with_starter();
    fs::create_dir(desk.path("archive")).unwrap();
    desk
}

/// Builds, keeps, and tells the edition.
fn built(desk: &Desk, arguments: &[&str]) -> String {
    let before = names_in(&desk.path("archive"));
    desk.build(&[arguments, &KEPT[..], &["-o", "leaflet.pdf"]].concat())
        .success();
    let after = names_in(&desk.path("archive"));
    let new = after.iter().find(|name| !before.contains(name));
    edition_in(new.expect("the edition is archived"))
}

/// The code in the name of an archived copy: `CODE-FORM.pdf`.
fn edition_in(name: &str) -> String {
    name[..14].to_owned()
}

/// The archive's copy of an edition in the usual form.
fn archived(edition: &str) -> String {
    format!("archive/{edition}-12pt.pdf")
}

fn kept(desk: &Desk, arguments: &[&str]) -> OutputAssert {
    desk.command().args(arguments).args(KEPT).assert()
}

fn verify(desk: &Desk, edition: &str) -> OutputAssert {
    kept(desk, &["verify", edition, "--date", DAY])
}

fn said(run: &OutputAssert) -> String {
    String::from_utf8(stdout(run)).unwrap()
}

fn change_the_section(desk: &Desk) {
    desk.edit(
        "blood-test/after-the-test.md",
        "a few minutes",
        "ten minutes",
    );
}

/// What was printed, as the README tells it.
fn is_told_in_the_readme(desk: &Desk, edition: &str, run: &OutputAssert) {
    let readme = include_str!("../../README.md");
    let printed = (said(run) + &stderr(run)).replace(edition, "K7QM-2F4X-9TRT");
    assert!(
        readme.contains(&printed),
        "the README does not tell:\n{printed}"
    );
    assert!(desk.path("ledger.jsonl").exists());
}

/// The story of the README, step by step.
#[test]
fn paper_is_current_until_its_text_changes_and_is_then_called_back() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    is_told_in_the_readme(&desk, &edition, &verify(&desk, &edition).success());

    change_the_section(&desk);
    let run = verify(&desk, &edition).code(1);
    is_told_in_the_readme(&desk, &edition, &run);
    assert!(said(&run).contains("\nAfter the test\n"), "{}", said(&run));
    assert!(!said(&run).contains("Before the test"), "{}", said(&run));

    let run = kept(&desk, &["recall", "after-the-test"]).success();
    is_told_in_the_readme(&desk, &edition, &run);
    let run = kept(&desk, &["recall", "before-the-test"]).success();
    assert_eq!(said(&run), "no edition has an older text\n");

    let run = kept(&desk, &["diff", &edition]).success();
    assert!(
        said(&run).contains("for [-a few-][+ten+] minutes"),
        "{}",
        said(&run)
    );

    let newer = built(&desk, &["--all"]);
    assert_ne!(newer, edition);
    verify(&desk, &newer).success();
    let run = kept(&desk, &["diff", &edition, &newer]).success();
    assert!(said(&run).starts_with(&format!("from edition {edition} to {newer}\n")));

    let late = kept(&desk, &["verify", &newer, "--date", "2027-11-24"]).code(1);
    assert!(
        said(&late).ends_with("  draft, overdue since 2027-11-23\n"),
        "{}",
        said(&late)
    );
    let late = desk
        .run(&["build", "blood-test", "--all", "--date", "2027-11-24"])
        .code(1);
    assert!(stderr(&late).starts_with("error: overdue for review on 2027-11-24: "));
}

#[test]
fn code_in_the_ledger_alone_gives_names_only() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    change_the_section(&desk);
    let run = desk
        .run(&[
            "verify",
            &edition,
            "--ledger",
            "ledger.jsonl",
            "--date",
            DAY,
        ])
        .code(1);
    assert!(
        said(&run).ends_with("\nAfter the test: changed\n"),
        "{}",
        said(&run)
    );
}

#[test]
fn section_that_is_taken_out_of_the_library_is_named() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    desk.edit("blood-test/leaflet.toml", ", \"after-the-test\"", "");
    fs::remove_file(desk.path("leaflets/blood-test/after-the-test.md")).unwrap();
    let run = verify(&desk, &edition).code(1);
    assert!(
        said(&run).contains("\nAfter the test: no longer in it\n"),
        "{}",
        said(&run)
    );
    let run = kept(&desk, &["recall", "after-the-test"]).success();
    assert!(said(&run).contains(&edition));
}

#[test]
fn places_of_house_toml_are_used_without_options() {
    let desk = desk_with_archive();
    desk.edit(
        "house.toml",
        "format = 1",
        "format = 1\nledger = \"../ledger.jsonl\"\narchive = \"../archive\"",
    );
    desk.build(&["--all", "-o", "leaflet.pdf"]).success();
    let archived = names_in(&desk.path("archive"));
    let [copy] = &archived[..] else {
        panic!("{archived:?}")
    };
    let edition = edition_in(copy);
    desk.run(&["verify", &edition, "--date", DAY]).success();
    assert_eq!(
        fs::read_to_string(desk.path("ledger.jsonl"))
            .unwrap()
            .lines()
            .count(),
        1
    );
}

#[test]
fn mistyped_code_is_caught_and_the_right_one_suggested() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    let wrong = match edition.as_bytes()[0] {
        b'7' => edition.replacen('7', "8", 1),
        _ => format!("7{}", &edition[1..]),
    };
    let run = verify(&desk, &wrong).code(2);
    assert_eq!(
        stderr(&run),
        format!(
            "error: `{wrong}` is no edition's code: the edition has a wrong character, or two that are swapped\n\
             hint: did you mean `{edition}`?\n"
        )
    );
    verify(&desk, &edition.to_lowercase().replace('-', " ")).success();
}

#[test]
fn code_that_nobody_kept_is_unknown() {
    let desk = desk_with_archive();
    built(&desk, &["--all"]);
    verify(&desk, "0000-0000-0000").code(1).stderr_eq(str![[r#"
error: edition `0000-0000-0000` is unknown: it is in neither the ledger nor the archive
hint: name the ledger or archive with `--ledger` or `--archive`, or verify the PDF itself

"#]]);
    desk.run(&["verify", "missing.pdf"])
        .code(1)
        .stderr_eq(str![[r#"
error: `missing.pdf` cannot be read: there is no such file or folder
hint: check its name, and that you may read it

"#]]);
}

#[test]
fn changed_file_is_altered_whatever_it_says() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    let mut pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
    let end = pdf.len() - 1;
    pdf[end] ^= 1;
    fs::write(desk.path("changed.pdf"), &pdf).unwrap();
    let run = verify(&desk, "changed.pdf").code(1);
    assert!(
        said(&run).contains("  draft, altered\n  the file is not as it was made\n"),
        "{}",
        said(&run)
    );
    // The archive's own copies are not trusted blindly.
    fs::write(desk.path(&archived(&edition)), &pdf).unwrap();
    let run = verify(&desk, &edition).code(1);
    assert!(
        stderr(&run).contains("in the archive is not as it was made\n"),
        "{}",
        stderr(&run)
    );
}

/// A sealed file that says something else of itself.
fn forged(desk: &Desk, change: impl FnOnce(&mut Record)) {
    let pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
    let mut record = record::open(&pdf).unwrap().record;
    let genuine = record.json();
    let at = memchr::memmem::find(&pdf, genuine.as_bytes()).unwrap();
    change(&mut record);
    let end = at + genuine.len();
    let mut pdf = [&pdf[..at], record.json().as_bytes(), &pdf[end..]].concat();
    record::seal(&mut pdf).unwrap();
    fs::write(desk.path("forged.pdf"), &pdf).unwrap();
}

/// Something that a forger changes in a record.
type Forgery = (&'static str, fn(&mut Record));

#[test]
fn forged_record_with_a_new_seal_is_altered_by_the_library_alone() {
    let desk = desk_with_archive();
    built(&desk, &["--all"]);
    let verdict = |places: &[&str]| {
        let run = ["verify", "forged.pdf", "--date", DAY];
        let run = desk.run(&[&run[..], places].concat());
        said(&run.code(1))
    };
    let forgeries: [Forgery; 10] = [
        ("due", |it| it.review_due = "2099-01-01".parse().unwrap()),
        ("status", |it| it.leaflet.status = "approved".to_owned()),
        ("title", |it| it.leaflet.title = "Another".to_owned()),
        ("words", |it| it.text_sha256 = "1".repeat(64)),
        ("program and words", |it| {
            it.program = "careleaf 0.0.9".to_owned();
            it.text_sha256 = "1".repeat(64);
        }),
        ("no parts", |it| it.parts.clear()),
        ("part", |it| it.parts[3].printed_hash = "1".repeat(64)),
        ("title of a part", |it| {
            it.parts[3].title = "Rest".to_owned()
        }),
        ("no code", |it| it.edition = "\u{1B}[2JHACK".to_owned()),
        ("a code in small letters", |it| {
            it.edition = it.edition.to_lowercase()
        }),
    ];
    for (what, forge) in forgeries {
        forged(&desk, forge);
        for places in [&[][..], &KEPT] {
            let said = verdict(places);
            assert!(said.contains("altered\n  "), "{what}: {said}");
            assert!(!said.contains('\u{1B}'), "{what}: {said}");
        }
    }
}

/// A code that nobody knows, and changes since an edition that nobody has: the library cannot tell.
#[test]
fn changes_that_nobody_can_compare_are_not_believed() {
    let desk = desk_with_archive();
    built(&desk, &["--all"]);
    forged(&desk, |it| {
        it.edition = "0000-0000-0000".to_owned();
        it.options.since = Some("0000-0000-0000".to_owned());
    });
    let run = desk.run(&["verify", "forged.pdf", "--date", DAY]).code(1);
    assert!(
        said(&run).contains("draft, unknown\n  the library alone cannot tell"),
        "{}",
        said(&run)
    );
}

#[test]
fn changes_since_an_edition_are_composed_again_and_compared() {
    let desk = desk_with_archive();
    let old = built(&desk, &["--all"]);
    change_the_section(&desk);
    built(&desk, &["--all", "--since", &old]);
    verify(&desk, "leaflet.pdf").success();
    // The ledger of another house knows nothing of it, the archive of this one the earlier edition.
    let edition = record::open(&fs::read(desk.path("leaflet.pdf")).unwrap());
    let edition = edition.unwrap().record.edition;
    fs::remove_file(desk.path(&archived(&edition))).unwrap();
    let archive = |file: &str| desk.run(&["verify", file, "--archive", "archive", "--date", DAY]);
    archive("leaflet.pdf").success();
    forged(&desk, |it| it.text_sha256 = "1".repeat(64));
    let run = archive("forged.pdf").code(1);
    assert!(said(&run).contains("altered\n"), "{}", said(&run));
    let diff = desk
        .run(&["diff", "leaflet.pdf", "--archive", "archive"])
        .success();
    assert_eq!(
        said(&diff),
        format!("edition {edition}: nothing has changed\n")
    );
}

#[test]
fn file_whose_words_are_exchanged_is_altered() {
    let desk = desk_with_archive();
    built(&desk, &["--all"]);
    let mut pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
    let files: Vec<usize> = memchr::memmem::find_iter(&pdf, b"/EmbeddedFile").collect();
    for at in files {
        let stream = memchr::memmem::find(&pdf[at..], b"stream\n").unwrap();
        let is_packed = pdf[at + stream + 7] != b'{';
        if is_packed {
            pdf[at + stream + 60] ^= 1;
        }
    }
    record::seal(&mut pdf).unwrap();
    fs::write(desk.path("forged.pdf"), &pdf).unwrap();
    let run = verify(&desk, "forged.pdf").code(1);
    assert!(
        said(&run).contains("altered\n  the file is not as it was made\n"),
        "{}",
        said(&run)
    );
}

#[test]
fn forged_words_with_a_new_seal_are_told_by_the_edition() {
    let desk = desk_with_archive();
    built(&desk, &["--all"]);
    let mut pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
    let text = record::open(&pdf).unwrap().record.text_sha256;
    let at = memchr::memmem::find(&pdf, text.as_bytes()).unwrap();
    pdf[at] = if pdf[at] == b'0' { b'1' } else { b'0' };
    record::seal(&mut pdf).unwrap();
    fs::write(desk.path("forged.pdf"), &pdf).unwrap();
    let run = verify(&desk, "forged.pdf").code(1);
    assert!(said(&run).contains("altered\n"), "{}", said(&run));
}

#[test]
fn what_damage_of_ledger_or_archive_keeps_from_nobody() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    fs::write(desk.path(&archived(&edition)), "").unwrap();
    let run = verify(&desk, "leaflet.pdf").success();
    assert!(said(&run).contains("draft, current"), "{}", said(&run));
    let damage =
        format!("warning: `archive/{edition}-12pt.pdf` in the archive is not as it was made\n");
    assert!(stderr(&run).contains(&damage), "{}", stderr(&run));

    fs::remove_file(desk.path(&archived(&edition))).unwrap();
    fs::write(desk.path("ledger.jsonl"), "no record\n").unwrap();
    let run = verify(&desk, "leaflet.pdf").success();
    let damage = "warning: line 1 of the ledger `ledger.jsonl` is not a record\n";
    assert!(stderr(&run).contains(damage), "{}", stderr(&run));
}

#[test]
fn ledger_that_is_not_there_is_no_reassurance() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    let missing = "error: there is no ledger `typo.jsonl`\n\
        hint: check its name; the first `careleaf build` that names it makes it\n";
    for command in [["recall", "after-the-test"], ["verify", &edition]] {
        let run = desk.run(&[&command[..], &["--ledger", "typo.jsonl"]].concat());
        let run = run.code(1);
        assert_eq!((&*stderr(&run), &*said(&run)), (missing, ""));
    }
}

/// Two houses' days: the archive takes its copy on the first, a ledger is kept from the second on.
#[test]
fn ledger_has_the_hash_of_the_copy_in_the_archive() {
    let desk = desk_with_archive();
    let build = |day: &str, places: &[&str]| {
        let run = ["build", "blood-test", "--all", "--date", day];
        desk.run(&[&run[..], places, &["-o", "leaflet.pdf"]].concat())
            .success();
    };
    build("2026-11-23", &["--archive", "archive"]);
    build("2026-11-24", &KEPT);
    let ledger = fs::read(desk.path("ledger.jsonl")).unwrap();
    let listed: Record = record::read(&ledger).unwrap();
    let copy = archived(&listed.edition);
    let copy = record::open(&fs::read(desk.path(&copy)).unwrap()).unwrap();
    assert_eq!(listed.pdf_sha256, copy.record.pdf_sha256);
    assert_eq!(listed, copy.record);
}

#[test]
fn damaged_copy_in_the_archive_does_not_count_as_kept() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    let copy = desk.path(&archived(&edition));
    let other = built(&desk, &["-s", "before"]);
    let foreign = fs::read(desk.path(&archived(&other))).unwrap();
    fs::remove_file(desk.path("leaflet.pdf")).unwrap();
    for damage in [&b""[..], b"not a PDF", &foreign] {
        fs::write(&copy, damage).unwrap();
        let run = desk.build(&[&["--all", "-o", "leaflet.pdf"][..], &KEPT].concat());
        let said = stderr(&run.code(1));
        assert!(
            said.contains("in the archive is not as it was made\n"),
            "{said}"
        );
        assert!(!desk.path("leaflet.pdf").exists());
    }
}

#[test]
fn archive_in_the_library_is_refused() {
    let desk = Desk::with_starter();
    for archive in [
        "leaflets",
        "leaflets/archive",
        "leaflets/../leaflets/archive",
    ] {
        let run = desk.build(&["--all", "-o", "leaflet.pdf", "--archive", archive]);
        let said = stderr(&run.code(1));
        let message = format!("error: the archive `{archive}` is in the library\n");
        assert!(said.contains(&message), "{said}");
    }
    desk.run(&["check", "--date", DAY]).success();
    assert!(desk.files().is_empty());
}

/// Whoever is second finds the archive, the copy and the line there.
#[test]
fn builds_at_the_same_time_make_one_archive() {
    let desk = Desk::with_starter();
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_careleaf"))
            .args(["build", "blood-test", "--all", "--date", DAY, "-o", "-"])
            .args(KEPT)
            .current_dir(desk.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let builds: Vec<_> = (0..6).map(|_| start()).collect();
    for build in builds {
        let run = build.wait_with_output().unwrap();
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
    let [copy] = &names_in(&desk.path("archive"))[..] else {
        panic!("there is one copy and nothing left over")
    };
    let copy = record::open(&fs::read(desk.path("archive").join(copy)).unwrap()).unwrap();
    let ledger = fs::read_to_string(desk.path("ledger.jsonl")).unwrap();
    assert_eq!(ledger, copy.record.json() + "\n");
}

#[test]
fn withdrawn_text_is_called_back_by_each_of_its_names() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    let recall = |part: &str| said(&kept(&desk, &["recall", part]).success());
    for part in [
        "after-the-test",
        "blood-test/after-the-test",
        "urgent-help",
        "blood-test/urgent-help",
        "blood-test",
        "glossary",
    ] {
        assert_eq!(recall(part), "no edition has an older text\n", "{part}");
    }
    desk.run(&["withdraw", "after-the-test"]).success();
    let row =
        format!("{edition}  2026-11-23  2026-11-23     blood-test/after-the-test: withdrawn\n");
    assert!(
        recall("after-the-test").ends_with(&row),
        "{}",
        recall("after-the-test")
    );
    let before = ["recall", "after-the-test", "--before", "2020-01-01"];
    assert!(said(&kept(&desk, &before).success()).ends_with(&row));
    assert_eq!(recall("before-the-test"), "no edition has an older text\n");

    desk.run(&["withdraw", "glossary"]).success();
    assert!(recall("glossary").ends_with("blood-test/glossary: withdrawn\n"));
    desk.run(&["withdraw", "blood-test/urgent-help"]).success();
    assert!(recall("urgent-help").ends_with("blood-test/urgent-help: withdrawn\n"));
    desk.run(&["withdraw", "blood-test"]).success();
    for part in ["blood-test", "before-the-test"] {
        assert!(recall(part).contains(&edition), "{}", recall(part));
        assert!(recall(part).ends_with(": withdrawn\n"), "{}", recall(part));
    }
}

#[test]
fn leaflet_itself_is_called_back_when_its_titles_change() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    desk.edit(
        "blood-test/leaflet.toml",
        "Having a blood test",
        "Your blood test",
    );
    let run = kept(&desk, &["recall", "blood-test"]).success();
    let row = format!("{edition}  2026-11-23                 blood-test\n");
    assert!(said(&run).ends_with(&row), "{}", said(&run));
    for part in ["opening", "blood-test/opening"] {
        let run = kept(&desk, &["recall", part]).code(2);
        let message = format!("error: there is no part `{part}`\n");
        assert!(stderr(&run).starts_with(&message), "{}", stderr(&run));
    }
}

#[test]
fn withdrawn_leaflet_is_withdrawn_on_paper_too() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    desk.edit(
        "blood-test/leaflet.toml",
        "status = \"draft\"",
        "status = \"withdrawn\"",
    );
    let run = verify(&desk, &edition).code(1);
    assert!(said(&run).contains("withdrawn\n"), "{}", said(&run));
}

#[test]
fn paper_with_a_withdrawn_section_is_withdrawn() {
    let desk = desk_with_archive();
    let (with, without) = (built(&desk, &["--all"]), built(&desk, &["-s", "before"]));
    desk.run(&["withdraw", "after-the-test"]).success();
    let run = verify(&desk, &with).code(1);
    assert!(
        said(&run).contains("draft, withdrawn\n  withdrawn: `after-the-test`\n"),
        "{}",
        said(&run)
    );
    verify(&desk, &without).success();
}

#[test]
fn answers_for_other_programs_say_the_same() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    desk.edit("blood-test/after-the-test.md", "Press on", "Push on");
    let answer = |arguments: &[&str], code: i32| -> Value {
        let run = kept(&desk, arguments).code(code);
        serde_json::from_slice(&stdout(&run)).unwrap()
    };
    let verdict = answer(&["verify", &edition, "--date", DAY, "--format", "json"], 1);
    assert_eq!(verdict["verdict"], "superseded");
    assert_eq!(verdict["edition"], edition.as_str());
    assert_eq!(verdict["changes"][0]["part"], "section/after-the-test");
    let unknown = answer(&["verify", "0000-0000-0000", "--format", "json"], 1);
    assert_eq!(unknown["verdict"], "unknown");
    let recalled = answer(&["recall", "after-the-test", "--format", "json"], 0);
    assert_eq!(recalled[0]["edition"], edition.as_str());
    let changes = answer(&["diff", &edition, "--format", "json"], 0);
    assert_eq!(changes[0]["title"], "After the test");
}

#[test]
fn every_answer_of_verify_is_also_for_other_programs() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    fs::write(desk.path("empty.pdf"), "").unwrap();
    fs::File::create(desk.path("huge.pdf"))
        .unwrap()
        .set_len(33 << 20)
        .unwrap();
    fs::write(desk.path("bad.jsonl"), "no record\n").unwrap();
    let bad_ledger = ["--ledger", "bad.jsonl"];
    for (subject, places, code) in [
        ("7777-7777-7778", &KEPT[..], 2),
        ("0000-0000-0000", &KEPT, 1),
        ("0000-0000-0000", &bad_ledger, 1),
        ("missing.pdf", &KEPT, 1),
        ("empty.pdf", &KEPT, 1),
        ("huge.pdf", &KEPT, 1),
    ] {
        let arguments = [&["verify", subject, "--format", "json"], places].concat();
        let run = desk.run(&arguments).code(code);
        let answer: Value = serde_json::from_slice(&stdout(&run)).unwrap();
        assert_eq!(answer["verdict"], "unknown", "{subject}");
        let note = answer["note"].as_str().unwrap();
        assert!(
            stderr(&run).starts_with(&format!("error: {note}\n")),
            "{subject}"
        );
    }
    change_the_section(&desk);
    let late = ["verify", &edition, "--date", "2027-11-24"];
    let run = kept(&desk, &late).code(1);
    let verdict = "  draft, superseded, and overdue since 2027-11-23: 1 part changed\n";
    assert!(said(&run).contains(verdict), "{}", said(&run));
    let run = kept(&desk, &[&late[..], &["--format", "json"]].concat());
    let answer: Value = serde_json::from_slice(&stdout(&run)).unwrap();
    assert_eq!(
        (&answer["verdict"], &answer["overdue"]),
        (&"superseded".into(), &true.into())
    );
}

#[test]
fn code_that_is_unknown_but_near_a_known_one_gets_a_suggestion() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    // Two wrong characters that the check character happens to fit.
    let near = (0..32 * 32).find_map(|number: usize| {
        let digit = |number: usize| char::from(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number % 32]);
        let typed = format!("{}{}{}", digit(number), digit(number / 32), &edition[2..]);
        let is_code = typed != edition && Edition::parse(&typed).is_ok();
        is_code.then_some(typed)
    });
    let near = near.expect("a check character fits one in 32");
    let run = verify(&desk, &near).code(1);
    let expected = format!(
        "error: edition `{near}` is unknown: it is in neither the ledger nor the archive\n\
         hint: did you mean `{edition}`?\n"
    );
    assert_eq!(stderr(&run), expected);
    verify(&desk, &edition.replace('-', "–")).success();
}

const PLASTER: &str = "blood-test/plaster.svg";

/// Another picture, and words and dates that change beside it.
#[test]
fn changed_picture_is_told_beside_changed_words() {
    let desk = desk_with_archive();
    let old = built(&desk, &["--all"]);
    change_the_section(&desk);
    desk.edit(
        "blood-test/after-the-test.md",
        "review_due = 2027-11-23",
        "review_due = 2027-11-20",
    );
    let words = said(&verify(&desk, &old).code(1));
    assert!(!words.contains("picture"), "{words}");
    let svg = fs::read_to_string(desk.path("leaflets").join(PLASTER)).unwrap();
    fs::write(
        desk.path("leaflets").join(PLASTER),
        svg.replace("</svg>", "<!-- new --></svg>"),
    )
    .unwrap();
    let told = "\n  a picture or a link has changed as well\n";
    for command in ["verify", "diff"] {
        let run = kept(&desk, &[command, &old]);
        assert!(said(&run).contains(told), "{}", said(&run));
    }
    let printed = printed_since(&desk, &old);
    assert!(
        printed.contains("A picture or a link has changed."),
        "{printed}"
    );
    assert!(!printed.contains("Before: Next"), "{printed}");
}

/// The leaflet that tells patients what has changed, as text.
fn printed_since(desk: &Desk, old: &str) -> String {
    built(desk, &["--all", "--since", old]);
    let text = words(&fs::read(desk.path("leaflet.pdf")).unwrap());
    let (_, changes) = text.split_once("You may have an earlier copy").unwrap();
    changes.to_owned()
}

#[test]
fn changed_picture_alone_is_told_and_so_is_a_changed_setting() {
    let desk = desk_with_archive();
    let old = built(&desk, &["--all"]);
    let svg = fs::read_to_string(desk.path("leaflets").join(PLASTER)).unwrap();
    fs::write(
        desk.path("leaflets").join(PLASTER),
        svg.replace("</svg>", "<!-- new --></svg>"),
    )
    .unwrap();
    let run = kept(&desk, &["diff", &old]).success();
    let told = "\nAfter the test: the same words; a picture or a link has changed\n";
    assert!(said(&run).ends_with(told), "{}", said(&run));
    let printed = printed_since(&desk, &old);
    assert!(
        printed.contains("The words are the same. A picture or a link has changed."),
        "{printed}"
    );

    fs::write(desk.path("leaflets").join(PLASTER), svg).unwrap();
    desk.edit(
        "blood-test/after-the-test.md",
        "small bruise",
        "**small** bruise",
    );
    let run = kept(&desk, &["diff", &old]).success();
    let told = "\nAfter the test: the same words; the way it is set has changed\n";
    assert!(said(&run).ends_with(told), "{}", said(&run));
}

/// What patients are told of a mere renewal: nothing. Editors are told that it is one.
#[test]
fn renewed_approval_is_told_to_editors_and_not_to_patients() {
    let desk = desk_with_archive();
    let old = built(&desk, &["--all"]);
    let approve = |until: &str| {
        desk.run(&[
            "approve",
            "blood-test",
            "urgent-help",
            "before-the-test",
            "after-the-test",
            "glossary",
            "--by",
            "Lead nurse",
            "--date",
            DAY,
            "--until",
            until,
        ])
        .success();
    };
    approve("2027-11-20");
    let run = verify(&desk, &old).code(1);
    let note = "\n  only the dates of review or the status have changed\n";
    assert!(said(&run).contains(note), "{}", said(&run));
    assert!(
        said(&run).contains("  [-Text-][+Last+] [-checked:-][+reviewed:+] 23 November 2026\n"),
        "{}",
        said(&run)
    );
    let printed = printed_since(&desk, &old);
    assert!(
        printed.contains("No words of its sections have changed"),
        "{printed}"
    );
    assert!(!printed.contains("Before:"), "{printed}");

    change_the_section(&desk);
    approve("2027-11-19");
    assert!(!said(&verify(&desk, &old).code(1)).contains(note));
    let printed = printed_since(&desk, &old);
    assert_eq!(printed.matches("Before:").count(), 1, "{printed}");
}

#[test]
fn an_edition_in_larger_type_is_the_same_and_kept_in_both_forms() {
    let desk = desk_with_archive();
    let small = built(&desk, &["--all"]);
    let large = built(&desk, &["--all", "--text-size", "18", "--grey"]);
    assert_eq!(small, large);
    let copies = names_in(&desk.path("archive"));
    assert_eq!(
        copies,
        [
            format!("{small}-12pt.pdf"),
            format!("{small}-18pt-grey.pdf")
        ]
    );
    let ledger = fs::read_to_string(desk.path("ledger.jsonl")).unwrap();
    assert_eq!(ledger.lines().count(), 2);
    for file in &copies {
        let file = format!("archive/{file}");
        verify(&desk, &file).success();
        let run = kept(&desk, &["diff", &file]).success();
        assert_eq!(
            said(&run),
            format!("edition {small}: nothing has changed\n")
        );
    }
    desk.edit("blood-test/after-the-test.md", "A small bruise", "A bruise");
    let run = kept(&desk, &["recall", "after-the-test", "--format", "json"]).success();
    let recalled: serde_json::Value = serde_json::from_str(&said(&run)).unwrap();
    assert_eq!(recalled.as_array().unwrap().len(), 1);
    assert_eq!(
        recalled[0]["forms"],
        serde_json::json!(["12pt", "18pt-grey"])
    );
}

#[test]
fn two_leaflets_are_not_compared() {
    let desk = desk_with_archive();
    let one = built(&desk, &["--all"]);
    fs::rename(
        desk.path("leaflets/blood-test"),
        desk.path("leaflets/x-ray"),
    )
    .unwrap();
    desk.edit(
        "x-ray/leaflet.toml",
        "Having a blood test",
        "Having an X-ray",
    );
    desk.run(&["build", "x-ray", "--all", "--date", DAY, "-o", "x-ray.pdf"])
        .success();
    let other = record::open(&fs::read(desk.path("x-ray.pdf")).unwrap()).unwrap();
    kept(&desk, &["diff", &one, "x-ray.pdf"])
        .code(1)
        .stdout_eq("")
        .stderr_eq(format!(
            "error: edition `{}` is of another leaflet\nhint: name an edition of the same leaflet\n",
            other.record.edition
        ));
}

/// Names that would clear a terminal.
#[test]
fn hostile_names_in_a_file_do_not_steer_the_terminal() {
    let desk = desk_with_archive();
    built(&desk, &["--all"]);
    let forgeries: [fn(&mut Record); 3] = [
        |it| it.edition = "\u{1B}[2J\u{2067}".to_owned(),
        |it| it.leaflet.id = "\u{1B}[2J\u{2067}".to_owned(),
        |it| it.leaflet.title = "\u{1B}[2J\u{2067}".to_owned(),
    ];
    for forge in forgeries {
        forged(&desk, forge);
        let commands = [
            &["diff", "forged.pdf"][..],
            &["diff", "leaflet.pdf", "forged.pdf"],
            &["verify", "forged.pdf"],
        ];
        for command in commands {
            let run = kept(&desk, command);
            let all = said(&run) + &stderr(&run);
            assert!(
                !all.contains("\u{1B}[2J") && !all.contains('\u{2067}'),
                "{all:?}"
            );
        }
    }
}

#[test]
fn recall_before_a_day_goes_by_the_day_of_review() {
    let desk = desk_with_archive();
    let edition = built(&desk, &["--all"]);
    let run = kept(
        &desk,
        &["recall", "blood-test/urgent-help", "--before", "2026-11-24"],
    )
    .success();
    assert!(said(&run).contains(&edition));
    let run = kept(&desk, &["recall", "urgent-help", "--before", "2026-11-23"]).success();
    assert_eq!(said(&run), "no edition has an older text\n");
    kept(&desk, &["recall", "after-the-tset"])
        .code(2)
        .stderr_eq(str![[r#"
error: there is no part `after-the-tset`
hint: did you mean `after-the-test`?

"#]]);
    desk.run(&["recall", "glossary"])
        .code(2)
        .stderr_eq(str![[r#"
error: there is no ledger to look into
hint: name it with `--ledger`, or in `house.toml`: `ledger = "…"`

"#]]);
}

#[test]
fn changes_since_an_edition_are_printed_and_change_the_edition() {
    let desk = desk_with_archive();
    let old = built(&desk, &["--all"]);
    change_the_section(&desk);
    let plain = built(&desk, &["--all"]);
    let since = built(&desk, &["--all", "--since", &old]);
    assert!(since != plain && since != old);
    let structure = words(&fs::read(desk.path("leaflet.pdf")).unwrap());
    let (before, now) = (
        "Before: Press on the spot for a few minutes",
        "Now: Press on the spot for ten minutes",
    );
    assert!(
        structure.contains("What has changed") && structure.contains(before),
        "{structure}"
    );
    assert!(structure.contains(now), "{structure}");
    verify(&desk, &since).success();
    change_back(&desk);
    verify(&desk, &since).code(1);

    let names_only = desk.build(&["--all", "--since", &old, "--ledger", "ledger.jsonl"]);
    let message = format!("error: the text of edition `{old}` is not at hand\n");
    assert!(stderr(&names_only.code(1)).contains(&message));
    let run = desk
        .build(&["--all", "--since", "0000-0000-0000", "--archive", "archive"])
        .code(1);
    assert!(
        stderr(&run).contains("error: edition `0000-0000-0000` is unknown"),
        "{}",
        stderr(&run)
    );
}

fn change_back(desk: &Desk) {
    desk.edit("blood-test/after-the-test.md", "ten minutes", "six minutes");
}

#[test]
fn record_names_the_commit_and_the_edition_does_not_depend_on_it() {
    let desk = desk_with_archive();
    let places = "format = 1\nledger = \"../ledger.jsonl\"\narchive = \"../archive\"";
    desk.edit("house.toml", "format = 1", places);
    let without = built(&desk, &["--all"]);
    let git = |arguments: &[&str]| {
        let library = desk.path("leaflets");
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b.invalid"];
        let run = Command::new("git")
            .arg("-C")
            .arg(library)
            .args(identity)
            .args(arguments)
            .output();
        String::from_utf8(run.expect("git is installed").stdout).unwrap()
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "The library"]);
    let revision = || {
        desk.build(&["--all", "-o", "leaflet.pdf"]).success();
        let pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
        let record = record::open(&pdf).unwrap().record;
        assert_eq!(record.edition, without);
        record.revision.expect("there is a commit")
    };
    let clean = revision();
    assert_eq!(clean.commit, git(&["rev-parse", "HEAD"]).trim());
    assert!(!clean.changed);
    let inside = "leaflets/ledger.jsonl";
    desk.build(&["--all", "-o", "leaflet.pdf", "--ledger", inside])
        .success();
    desk.build(&["--all", "-o", "leaflet.pdf", "--ledger", inside])
        .success();
    let pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
    let kept_inside = record::open(&pdf).unwrap().record.revision.unwrap();
    assert!(
        !kept_inside.changed,
        "its own ledger is no change of the library"
    );
    assert!(revision().changed, "an unknown file is one");
    // As in a hook of the repository that the program is called from.
    let elsewhere = desk.command().env("GIT_DIR", "/nowhere");
    let run = elsewhere.args([
        "build",
        "blood-test",
        "--all",
        "--date",
        DAY,
        "-o",
        "leaflet.pdf",
    ]);
    run.assert().success();
    let pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
    let found = record::open(&pdf).unwrap().record.revision;
    assert_eq!(found.expect("there is a commit").commit, clean.commit);
}

/// Everything that a PDF holds, unpacked. Pages draw glyphs by number: their words are read in another way.
fn unpacked(pdf: &[u8]) -> Vec<u8> {
    let parsed = Pdf::new(pdf.to_vec()).unwrap();
    let mut all = pdf.to_vec();
    for number in 1..20_000 {
        if let Some(Object::Stream(stream)) = parsed.xref().get(ObjectIdentifier::new(number, 0)) {
            all.extend(stream.decoded().unwrap_or_default().iter());
            all.push(b'\n');
        }
    }
    all
}

/// A name as files spell it.
fn spellings(name: &str) -> [Vec<u8>; 4] {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hexadecimal = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect::<String>()
    };
    let hex = hexadecimal(name.as_bytes());
    let wide_hex = hexadecimal(&wide);
    [
        name.as_bytes().to_vec(),
        wide,
        hex.into_bytes(),
        wide_hex.into_bytes(),
    ]
}

/// What somebody hears who reads a PDF.
fn words(pdf: &[u8]) -> String {
    crate::readback::read(pdf).root.text()
}

/// What the program printed, on both streams.
fn all_said(run: &OutputAssert) -> Vec<u8> {
    [stdout(run), stderr(run).into_bytes()].concat()
}

#[test]
fn a_name_typed_for_one_copy_is_nowhere_but_on_its_page() {
    const TYPED: [&str; 3] = ["Zebulon Quist", "Hortensia Wimple", "0999 888 777"];
    const WORDS: [&str; 5] = ["Zebulon", "Quist", "Hortensia", "Wimple", "0999"];
    let desk = desk_with_archive();
    let typed = [
        ["--prepared-for", TYPED[0]],
        ["--nurse", TYPED[1]],
        ["--urgent-line", TYPED[2]],
    ];
    let arguments = [&["--all", "-o", "given.pdf"], &typed.concat()[..], &KEPT].concat();
    let run = desk.build(&arguments).success();
    let mut outputs = vec![("messages".to_owned(), all_said(&run))];
    let given = fs::read(desk.path("given.pdf")).unwrap();
    let page = words(&given);
    for word in WORDS {
        assert!(page.contains(word), "the copy itself has `{word}`: {page}");
    }

    outputs.push(("given.pdf".to_owned(), unpacked(&given)));
    let edition = record::open(&given).unwrap().record.edition;
    for command in [
        &["verify", "given.pdf", "--date", DAY][..],
        &["verify", "given.pdf", "--format", "json"],
        &["diff", "given.pdf"],
        &["recall", "after-the-test", "--before", "2030-01-01"],
    ] {
        outputs.push((command.join(" "), all_said(&kept(&desk, command))));
    }
    let since = ["--all", "--since", &edition, "-o", "since.pdf"];
    outputs.push((
        "build --since".to_owned(),
        all_said(&desk.build(&[&since[..], &KEPT].concat()).success()),
    ));
    outputs.push((
        "since.pdf".to_owned(),
        unpacked(&fs::read(desk.path("since.pdf")).unwrap()),
    ));
    outputs.push((
        "ledger".to_owned(),
        fs::read(desk.path("ledger.jsonl")).unwrap(),
    ));
    outputs.push(("names".to_owned(), all_names(&desk.path(".")).into_bytes()));
    for name in names_in(&desk.path("archive")) {
        let pdf = fs::read(desk.path("archive").join(&name)).unwrap();
        outputs.push((format!("words of {name}"), words(&pdf).into_bytes()));
        outputs.push((name, unpacked(&pdf)));
    }
    for (output, bytes) in outputs {
        for typed in TYPED.iter().chain(&WORDS) {
            for spelling in spellings(typed) {
                let found = memchr::memmem::find(&bytes, &spelling);
                assert_eq!(found, None, "{typed} in {output}");
            }
        }
    }
}

/// The strongest that can be said of what is kept: it does not depend on what was typed by a single byte.
#[test]
fn what_is_kept_is_what_a_copy_without_names_would_leave() {
    let (with, without) = (desk_with_archive(), desk_with_archive());
    let typed = [
        "--prepared-for",
        "Zebulon Quist",
        "--nurse",
        "Hortensia Wimple",
    ];
    let edition = built(&with, &[&["--all"], &typed[..]].concat());
    assert_eq!(built(&without, &["--all"]), edition);
    for kept in ["ledger.jsonl".to_owned(), archived(&edition)] {
        let [one, other] = [&with, &without].map(|desk| fs::read(desk.path(&kept)).unwrap());
        assert!(one == other, "{kept}");
    }
    let blank = fs::read(without.path("leaflet.pdf")).unwrap();
    assert!(fs::read(with.path(&archived(&edition))).unwrap() == blank);
}

/// The names of all files on the desk.
fn all_names(folder: &Path) -> String {
    let names = names_in(folder).into_iter().map(|name| {
        let path = folder.join(&name);
        if path.is_dir() {
            name + "\n" + &all_names(&path)
        } else {
            name + "\n"
        }
    });
    names.collect()
}
