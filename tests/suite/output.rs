//! What `careleaf build` leaves on disk and on stdout: a whole file or none, the same bytes each time.

use std::fs;
use std::path::PathBuf;

use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::desk::{DAY, Desk, stderr, stdout};

#[test]
fn default_file_is_named_after_short_title_and_edition() {
    let desk = Desk::with_starter();
    let said = stderr(&desk.build(&["--all"]).success());
    let files = desk.files();
    let [name] = files.as_slice() else {
        panic!("{files:?}")
    };
    let edition = name
        .strip_prefix("blood-test-")
        .and_then(|rest| rest.strip_suffix(".pdf"))
        .unwrap();
    assert_eq!(edition.split('-').map(str::len).collect::<Vec<_>>(), [4; 3]);
    assert!(said.contains(&format!("edition {edition}")), "{said}");
}

#[test]
fn output_that_cannot_be_written_is_an_error_with_its_mend() {
    let desk = Desk::with_starter();
    fs::create_dir(desk.path("folder")).unwrap();
    let locked = desk.path("locked.pdf");
    fs::write(&locked, "locked").unwrap();
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();

    for (output, message) in [
        (
            "nowhere/leaflet.pdf",
            "error: there is no folder `nowhere`\nhint: ",
        ),
        ("folder", "error: `folder` is a folder\nhint: "),
        (
            "locked.pdf",
            "error: `locked.pdf` is write-protected\nhint: ",
        ),
        (
            "locked.pdf/leaflet.pdf",
            "error: there is no folder `locked.pdf`\nhint: ",
        ),
        (
            "new-folder/",
            "error: there is no folder `new-folder/`\nhint: ",
        ),
    ] {
        let run = desk.build(&["--all", "-o", output]).code(1);
        assert!(stderr(&run).contains(message), "{}", stderr(&run));
    }
    assert_eq!(desk.files(), ["folder", "locked.pdf"]);
    assert_eq!(fs::read(locked).unwrap(), b"locked");
}

#[cfg(unix)]
#[test]
fn device_is_not_replaced_by_a_file() {
    let desk = Desk::with_starter();
    let run = desk.build(&["--all", "-o", "/dev/null"]).code(1);
    assert!(stderr(&run).contains("error: `/dev/null` is not an ordinary file\n"));
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[cfg(unix)]
#[test]
fn written_file_has_the_rights_of_any_other() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode();
    let desk = Desk::with_starter();
    fs::write(desk.path("any-other"), "").unwrap();
    desk.build(&["--all", "-o", "new.pdf"]).success();
    assert_eq!(mode(desk.path("new.pdf")), mode(desk.path("any-other")));

    fs::set_permissions(desk.path("new.pdf"), fs::Permissions::from_mode(0o640)).unwrap();
    desk.build(&["--all", "-o", "new.pdf"]).success();
    assert_eq!(mode(desk.path("new.pdf")) & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn link_is_followed_and_kept() {
    let desk = Desk::with_starter();
    fs::write(desk.path("real.pdf"), "%PDF-1.7 old").unwrap();
    std::os::unix::fs::symlink("real.pdf", desk.path("link.pdf")).unwrap();
    desk.build(&["--all", "-o", "link.pdf"]).success();
    assert!(
        fs::symlink_metadata(desk.path("link.pdf"))
            .unwrap()
            .is_symlink()
    );
    assert!(
        fs::read(desk.path("real.pdf"))
            .unwrap()
            .starts_with(b"%PDF")
    );
}

#[cfg(unix)]
#[test]
fn link_that_leads_nowhere_is_kept() {
    let desk = Desk::with_starter();
    std::os::unix::fs::symlink("gone/leaflet.pdf", desk.path("link.pdf")).unwrap();
    let run = desk.build(&["--all", "-o", "link.pdf"]).code(1);
    assert!(
        stderr(&run).contains("error: `link.pdf` is a link that leads nowhere\nhint: "),
        "{}",
        stderr(&run)
    );
    assert!(desk.path("link.pdf").is_symlink());
}

#[test]
fn only_a_pdf_or_an_empty_file_is_replaced() {
    let desk = Desk::with_starter();
    let section = "leaflets/blood-test/before-the-test.md";
    let before = fs::read(desk.path(section)).unwrap();
    let run = desk.build(&["--all", "-o", section]).code(1);
    assert!(
        stderr(&run).contains(&format!(
            "error: `{section}` is there and is not a PDF\nhint: "
        )),
        "{}",
        stderr(&run)
    );
    assert_eq!(fs::read(desk.path(section)).unwrap(), before);

    fs::write(desk.path("empty"), "").unwrap();
    desk.build(&["--all", "-o", "empty"]).success();
    assert!(fs::read(desk.path("empty")).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn file_that_was_there_survives_a_build_that_fails() {
    let desk = Desk::with_starter();
    fs::write(desk.path("leaflet.pdf"), "%PDF-1.7 the last good one").unwrap();
    desk.run(&[
        "build",
        "blood-test",
        "--all",
        "--date",
        "2028-11-23",
        "-o",
        "leaflet.pdf",
    ])
    .code(1);
    desk.edit("house.toml", "format = 1", "format = 99");
    desk.build(&["--all", "-o", "leaflet.pdf"]).code(1);
    assert_eq!(desk.files(), ["leaflet.pdf"]);
    assert_eq!(
        fs::read(desk.path("leaflet.pdf")).unwrap(),
        b"%PDF-1.7 the last good one"
    );
}

#[test]
fn file_that_was_there_is_replaced_by_a_whole_one() {
    let desk = Desk::with_starter();
    fs::write(desk.path("leaflet.pdf"), "%PDF-1.7 the last good one").unwrap();
    desk.build(&["--all", "-o", "leaflet.pdf"]).success();
    let pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!(pdf.trim_ascii_end().ends_with(b"%%EOF"));
    assert_eq!(desk.files(), ["leaflet.pdf"]);
}

#[test]
fn stdout_gets_the_same_bytes_as_a_file_and_as_the_last_time() {
    let desk = Desk::with_starter();
    desk.build(&["--all", "-o", "leaflet.pdf"]).success();
    let file = fs::read(desk.path("leaflet.pdf")).unwrap();
    for _ in 0..2 {
        let run = desk.build(&["--all", "-o", "-"]).success();
        assert!(stdout(&run) == file, "the bytes differ");
    }
    assert_eq!(desk.files(), ["leaflet.pdf"]);
}

#[test]
fn source_date_epoch_changes_the_stamps_and_not_the_edition() {
    let desk = Desk::with_starter();
    let epoch = |seconds: &str| {
        desk.command()
            .args(["build", "blood-test", "--all", "--date", DAY, "-o", "-"])
            .env("SOURCE_DATE_EPOCH", seconds)
            .assert()
    };
    let edition = |run: &OutputAssert| {
        let said = stderr(run);
        said.split("edition ").nth(1).unwrap()[..14].to_owned()
    };
    let today = desk.build(&["--all", "-o", "-"]).success();
    let same_day = epoch("1795392000").success();
    let next_day = epoch("1795478400").success();
    assert!(stdout(&same_day) == stdout(&today), "the bytes differ");
    assert!(
        stdout(&next_day) != stdout(&today),
        "the bytes are the same"
    );
    assert_eq!(edition(&next_day), edition(&today));

    epoch("soon").code(1).stderr_eq(str![[r#"
error: `SOURCE_DATE_EPOCH` is not a whole number of seconds since 1970, within the years to 9999
hint: unset it, or set it as `SOURCE_DATE_EPOCH=1795392000`

"#]]);
}

/// A leaflet that nobody gets was not written.
#[cfg(unix)]
#[test]
fn closed_stdout_is_an_error() {
    let desk = Desk::with_starter();
    let program = env!("CARGO_BIN_EXE_careleaf");
    let build = format!("{program} build blood-test --all --date {DAY} -o -");
    for (redirection, code) in [(">&-", 1), ("> leaflet.pdf", 0), ("> /dev/null", 0)] {
        let run = snapbox::cmd::Command::new("sh")
            .args([
                "-c",
                &format!("{build} --ledger ledger.jsonl {redirection}"),
            ])
            .current_dir(desk.path("."))
            .assert();
        let said = stderr(&run);
        run.code(code);
        assert_eq!(said.contains("wrote to stdout"), code == 0, "{said}");
        if code == 1 {
            let expected = "error: stdout is closed, or leads nowhere\n\
                            hint: send it to a file or a program: `-o - > leaflet.pdf`; or name a file: `-o leaflet.pdf`\n";
            assert!(said.ends_with(expected), "{said}");
            assert!(desk.files().is_empty(), "nothing was kept of it");
        }
    }
}
