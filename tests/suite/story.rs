//! The life of paper: built, given out, overtaken by the text, called back. And what `verify`, `recall` and `diff` answer.

use std::fs;
use std::path::Path;
use std::process::Command;

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Object, ObjectIdentifier};
use serde_json::Value;
use snapbox::cmd::OutputAssert;
use snapbox::str;

use careleaf::record;

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
    new.expect("the edition is archived")
        .trim_end_matches(".pdf")
        .to_owned()
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
    let printed = (said(run) + &stderr(run)).replace(edition, "K7QM-2F4X-9TRH");
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
    let edition = copy.trim_end_matches(".pdf");
    desk.run(&["verify", edition, "--date", DAY]).success();
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
    verify(&desk, "0000-0000-0000").code(1).stderr_eq(str![[r#"
error: edition `0000-0000-0000` is unknown: it is in neither the ledger nor the archive
hint: name the ledger or archive with `--ledger` or `--archive`, or verify the PDF itself

"#]]);
    desk.run(&["verify", "missing.pdf"])
        .code(1)
        .stderr_eq(str![[r#"
error: `missing.pdf` cannot be read: entity not found
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
    fs::write(desk.path(&format!("archive/{edition}.pdf")), &pdf).unwrap();
    let run = verify(&desk, &edition).code(1);
    assert!(
        stderr(&run).contains("in the archive is not as it was made\n"),
        "{}",
        stderr(&run)
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
    let pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
    let structure = crate::readback::read(&pdf).root.text();
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
}

/// Everything that a PDF holds, unpacked, but for the drawing of its pages.
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

#[test]
fn a_name_typed_for_one_copy_is_nowhere_but_on_its_page() {
    const NAME: &str = "Zebulon Quist";
    let desk = desk_with_archive();
    let run = desk
        .build(
            &[
                &[
                    "--all",
                    "--nurse",
                    NAME,
                    "--urgent-line",
                    "0999 888 777",
                    "-o",
                    "given.pdf",
                ],
                &KEPT[..],
            ]
            .concat(),
        )
        .success();
    let given = fs::read(desk.path("given.pdf")).unwrap();
    let page = crate::readback::read(&given).root.text();
    assert!(
        page.contains("Zebulon") && page.contains("0999"),
        "the copy itself has what was typed"
    );

    let mut outputs = vec![
        ("given.pdf".to_owned(), unpacked(&given)),
        ("messages".to_owned(), stderr(&run).into_bytes()),
    ];
    outputs.push((
        "ledger".to_owned(),
        fs::read(desk.path("ledger.jsonl")).unwrap(),
    ));
    outputs.push((
        "names".to_owned(),
        all_names(desk.path(".").as_path()).into_bytes(),
    ));
    for name in names_in(&desk.path("archive")) {
        let pdf = fs::read(desk.path("archive").join(&name)).unwrap();
        assert!(!crate::readback::read(&pdf).root.text().contains("Zebulon"));
        outputs.push((name, unpacked(&pdf)));
    }
    for (output, bytes) in outputs {
        for typed in [NAME, "Zebulon", "Quist", "0999", "888 777"] {
            for spelling in spellings(typed) {
                let found = memchr::memmem::find(&bytes, &spelling);
                assert_eq!(found, None, "{typed} in {output}");
            }
        }
    }
}

/// The names of all files on the desk.
fn all_names(folder: &Path) -> String {
    let names = names_in(folder).into_iter().map(|name| {
        let path = folder.join(&name);
        match path.is_dir() {
            true => name + "\n" + &all_names(&path),
            false => name + "\n",
        }
    });
    names.collect()
}
