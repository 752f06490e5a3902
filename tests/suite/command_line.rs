//! The command line from outside: help, exit codes, messages, and what is on disk afterwards.
//!
//! The library is the starter that `careleaf init` writes, with the dates that its files have in the source tree. Every
//! run passes `--date`; where the real clock can still be heard (a warning that today is past due), only the lines in
//! question are looked at.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, OutputAssert};
use snapbox::str;
use tempfile::TempDir;

/// A day on which nothing in the starter is overdue.
const DAY: &str = "2026-11-23";

/// A folder to work in, with a library in `leaflets`.
struct Desk {
    folder: TempDir,
}

impl Desk {
    /// A desk without a library.
    fn bare() -> Desk {
        Desk {
            folder: TempDir::new().expect("the temporary folder is writable"),
        }
    }

    /// A desk with the starter library.
    fn with_starter() -> Desk {
        let desk = Desk::bare();
        let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/starter");
        copy_folder(&starter, &desk.path("leaflets"));
        desk
    }

    fn path(&self, place: &str) -> PathBuf {
        self.folder.path().join(place)
    }

    /// Replaces words in one of the library's files.
    fn edit(&self, place: &str, from: &str, to: &str) {
        let path = self.path("leaflets").join(place);
        let text = fs::read_to_string(&path).expect("the starter has this file");
        assert!(text.contains(from), "{place} has no `{from}`");
        fs::write(path, text.replace(from, to)).expect("the copy is writable");
    }

    fn command(&self) -> Command {
        Command::new(env!("CARGO_BIN_EXE_careleaf"))
            .current_dir(self.folder.path())
            .env_remove("CARELEAF_LIBRARY")
            .env_remove("SOURCE_DATE_EPOCH")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("COLUMNS")
            // Help is wrapped to the width of a terminal on any of the three streams.
            .stdin("")
    }

    fn run(&self, arguments: &[&str]) -> OutputAssert {
        self.command().args(arguments).assert()
    }

    /// `careleaf build blood-test … --date DAY`.
    fn build(&self, arguments: &[&str]) -> OutputAssert {
        self.command()
            .args(["build", "blood-test", "--date", DAY])
            .args(arguments)
            .assert()
    }

    /// The names of what is in the folder, without the library.
    fn files(&self) -> Vec<String> {
        let mut names = names_in(self.folder.path());
        names.retain(|name| name != "leaflets");
        names
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be listed").file_name())
        .map(|name| name.into_string().expect("names are UTF-8"))
        .collect();
    names.sort();
    names
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).expect("the desk is new");
    for name in names_in(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(from, to).expect("the desk is writable");
        }
    }
}

fn stderr(run: &OutputAssert) -> String {
    String::from_utf8(run.get_output().stderr.clone()).expect("messages are UTF-8")
}

fn stdout(run: &OutputAssert) -> Vec<u8> {
    run.get_output().stdout.clone()
}

#[test]
fn help_names_the_commands_and_shows_examples() {
    Desk::bare().run(&["--help"]).success().stdout_eq(str![[r#"
Compose reviewed health information into the leaflet that one patient needs

Usage: careleaf <COMMAND>

Commands:
  build  Make a leaflet as a PDF file
  list   List the leaflets with their sections, presets, status and dates
  check  Report every fault in the library
  init   Write a small library to start from
  help   Print this message or the help of the given subcommand(s)

Options:
  -h, --help     Print help
  -V, --version  Print version

Examples:
  careleaf init leaflets                  start a library in the folder `leaflets`
  careleaf list                           see what it holds
  careleaf build blood-test --all         make a leaflet of all its sections
  careleaf check                          find faults and texts to mend

Each command has its own help: careleaf build --help

"#]]);
}

#[test]
fn help_of_build_explains_every_option() {
    Desk::bare()
        .run(&["build", "--help"])
        .success()
        .stdout_eq(str![[r#"
Make a leaflet as a PDF file

Usage: careleaf build [OPTIONS] <LEAFLET>

Arguments:
  <LEAFLET>  The leaflet, by its name in the library

Options:
  -s, --sections <A,B>          The sections, by name, with commas between them
      --preset <NAME>           A named selection of sections
      --all                     Every section
  -o, --output <FILE>           The file to write; `-` writes to stdout
      --text-size <N>           The size of the text in points [default: 12] [possible values: 12,
                                14, 16, 18, 20, 24, 28]
      --date <YYYY-MM-DD>       The day the leaflet is made on, in place of today: decides what is
                                overdue
      --clinic <ID>             A clinic of `house.toml`, whose contacts are printed
      --urgent-line <TEXT>      The 24-hour number to print on this copy
      --nurse <TEXT>            The specialist nurse's name or number to print on this copy
      --allow-overdue <REASON>  Use text that is past its review date; the reason is printed
      --library <DIR>           The folder that holds the leaflets [env: CARELEAF_LIBRARY] [default:
                                leaflets]
  -h, --help                    Print help

Examples:
  careleaf build acute -s chemotherapy,side-effects
  careleaf build acute --preset finishing-treatment --text-size 18
  careleaf build acute --all --urgent-line "0123 456 789" -o leaflet.pdf
  careleaf build acute --all -o - | lp

Names can be shortened as long as they stay unique. Without -o the file is named after
the leaflet's short title and the edition: treatment-for-all-K7QM-2F4X-9TRH.pdf.

"#]]);
}

#[test]
fn command_line_that_makes_no_sense_is_a_usage_error() {
    let desk = Desk::with_starter();
    for arguments in [
        &[][..],
        &["print"],
        &["build"],
        &["build", "blood-test", "--all", "--preset", "preparing"],
        &["build", "blood-test", "--all", "--text-size", "13"],
        &["build", "blood-test", "--all", "--date", "tomorrow"],
        &["build", "blood-test", "--all", "--date", "2027-02-30"],
        &["build", "blood-test", "--all", "--print"],
        &["init"],
    ] {
        desk.run(arguments).code(2);
    }
    assert!(desk.files().is_empty());
}

#[test]
fn text_size_outside_the_list_is_answered_with_the_list() {
    Desk::bare()
        .run(&["build", "blood-test", "--all", "--text-size", "13"])
        .code(2)
        .stderr_eq(str![[r#"
error: invalid value '13' for '--text-size <N>'
  [possible values: 12, 14, 16, 18, 20, 24, 28]

For more information, try '--help'.

"#]]);
}

#[test]
fn date_that_does_not_exist_is_refused() {
    Desk::bare()
        .run(&["build", "blood-test", "--all", "--date", "2027-02-30"])
        .code(2)
        .stderr_eq(str![[r#"
error: invalid value '2027-02-30' for '--date <YYYY-MM-DD>': there is no such day in the calendar

For more information, try '--help'.

"#]]);
}

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
    let without = desk.files();
    let run = desk
        .build(&[
            "--all",
            "--urgent-line",
            "0123 456 789",
            "--nurse",
            "Amal Said",
        ])
        .success();
    assert_eq!(desk.files(), without);
    assert!(!stderr(&run).contains("0123") && !stderr(&run).contains("Amal"));
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
            "error: `--nurse` has a character that cannot be printed: U+2603\n",
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
fn overdue_text_is_refused_and_named() {
    let desk = Desk::with_starter();
    desk.run(&["build", "blood-test", "--all", "--date", "2028-11-23"])
        .code(1)
        .stderr_eq(str![[r#"
error: overdue for review on 2028-11-23: `Get help now if:` (due 2027-11-23), `Before the test` (due 2027-11-23), `After the test` (due 2027-11-23), `Words used in this leaflet` (due 2027-11-23)
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
fn missing_library_is_an_error() {
    let desk = Desk::bare();
    desk.build(&["--all"]).code(1).stderr_eq(str![[r#"
error: there is no library here
--> leaflets
 = hint: name it with `--library`, or write a small one with `careleaf init`

error: 1 error, no warnings in `leaflets`

"#]]);
    desk.run(&["check"]).code(1);
    desk.run(&["list", "--date", DAY]).code(1);
}

#[test]
fn library_is_found_by_option_and_by_environment() {
    let desk = Desk::with_starter();
    fs::rename(desk.path("leaflets"), desk.path("texts")).unwrap();
    desk.run(&["check", "--library", "texts"]).success();
    desk.command()
        .env("CARELEAF_LIBRARY", "texts")
        .arg("check")
        .assert()
        .success();
}

#[test]
fn check_counts_the_faults() {
    let desk = Desk::with_starter();
    desk.run(&["check"])
        .success()
        .stderr_eq("no errors, no warnings in `leaflets`\n");

    desk.edit("blood-test/leaflet.toml", "short_title", "shorttitle");
    desk.edit("blood-test/after-the-test.md", "2027-11-23", "2025-11-23");
    let said = stderr(&desk.run(&["check"]).code(1));
    assert!(
        said.contains("leaflets/blood-test/leaflet.toml:2:1"),
        "{said}"
    );
    assert!(
        said.contains("leaflets/blood-test/after-the-test.md:5"),
        "{said}"
    );
    assert!(
        said.contains("\nerror: 3 errors, no warnings in `leaflets`\n"),
        "{said}"
    );
}

#[test]
fn list_shows_sections_presets_status_and_dates() {
    Desk::with_starter()
        .run(&["list", "--date", DAY])
        .success()
        .stdout_eq(str![[r#"
blood-test
  Having a blood test
  draft, due 2027-11-23

  Sections
    before-the-test  Before the test, due 2027-11-23
    after-the-test   After the test, due 2027-11-23

  Presets
    preparing  Preparing for a blood test: before-the-test

"#]])
        .stderr_eq("");
}

#[test]
fn list_says_what_is_overdue() {
    let listed = stdout(
        &Desk::with_starter()
            .run(&["list", "blood", "--date", "2027-11-24"])
            .success(),
    );
    let listed = String::from_utf8(listed).unwrap();
    assert_eq!(listed.matches("OVERDUE since 2027-11-23").count(), 3);
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
    fs::write(desk.path("real.pdf"), "old").unwrap();
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

#[test]
fn file_that_was_there_survives_a_build_that_fails() {
    let desk = Desk::with_starter();
    fs::write(desk.path("leaflet.pdf"), "the last good one").unwrap();
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
        b"the last good one"
    );
}

#[test]
fn file_that_was_there_is_replaced_by_a_whole_one() {
    let desk = Desk::with_starter();
    fs::write(desk.path("leaflet.pdf"), "the last good one").unwrap();
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

#[test]
fn colour_is_for_terminals() {
    let desk = Desk::with_starter();
    assert!(!stderr(&desk.build(&[])).contains('\u{1B}'));
    let forced = desk
        .command()
        .args(["build", "blood-test", "--date", DAY])
        .env("CLICOLOR_FORCE", "1")
        .assert();
    assert!(stderr(&forced).contains('\u{1B}'));
}

/// The dates of what `init` writes follow the clock, so this one build goes by the clock as well.
#[test]
fn library_that_init_writes_builds_at_once() {
    let desk = Desk::bare();
    desk.run(&["init", "leaflets"])
        .success()
        .stderr_eq(str![[r#"
wrote a library in `leaflets`
next: `careleaf build blood-test --all --library leaflets`

"#]]);
    desk.run(&["check"])
        .success()
        .stderr_eq("no errors, no warnings in `leaflets`\n");
    desk.run(&["build", "blood-test", "--all", "-o", "leaflet.pdf"])
        .success();
    assert_eq!(desk.files(), ["leaflet.pdf"]);
}

#[test]
fn init_writes_a_library_and_nothing_else() {
    let desk = Desk::bare();
    fs::create_dir(desk.path("empty")).unwrap();
    for folder in ["empty", "new"] {
        desk.run(&["init", folder]).success();
        assert_eq!(
            names_in(&desk.path(folder)),
            ["blood-test", "glossary.toml", "house.toml"]
        );
    }
}

#[test]
fn init_leaves_a_folder_in_use_alone() {
    let desk = Desk::bare();
    fs::create_dir(desk.path("used")).unwrap();
    fs::write(desk.path("used/notes.txt"), "mine").unwrap();
    desk.run(&["init", "used"]).code(1).stderr_eq(str![[r#"
error: `used` is not an empty folder
hint: name a folder that does not exist yet

"#]]);
    assert_eq!(names_in(&desk.path("used")), ["notes.txt"]);

    let run = desk.run(&["init", "used/notes.txt"]).code(1);
    assert!(stderr(&run).contains("is not an empty folder"));
    desk.run(&["init", "nowhere/leaflets"]).code(1);
    assert_eq!(desk.files(), ["used"]);
}
