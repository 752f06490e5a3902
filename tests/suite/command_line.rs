//! The command line from outside: help, usage errors, and the commands `check`, `list` and `init`.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use snapbox::IntoData;
use snapbox::str;

use crate::desk::{DAY, Desk, names_in, stderr, stdout};

#[test]
fn help_names_the_commands_and_shows_examples() {
    Desk::bare().run(&["--help"]).success().stdout_eq(str![[r#"
Compose reviewed health information into the leaflet that one patient needs

Usage: careleaf <COMMAND>

Commands:
  build        Make a leaflet as a PDF file
  batch        Make the leaflets of a ward list, a row a leaflet
  list         List the leaflets with their sections, presets, status and dates
  check        Report every fault in the library, and text that is hard to read
  overview     Show how long and how hard to read the sections are, and when they are due
  due          List what is overdue, due soon, a draft or withdrawn, by owner
  approve      Write into a text's file that it is approved, by whom and until when
  withdraw     Write into a text's file that it is withdrawn: nothing is built with it
  verify       Say what a leaflet is, and whether it may still be given out
  recall       List the editions that carry an older text of a part
  diff         Show what changed between two editions, in words
  init         Write a small library to start from
  completions  Print what a shell needs to complete commands and options
  man          Write a manual page for each command
  help         Print this message or the help of the given subcommand(s)

Options:
  -h, --help     Print help
  -V, --version  Print version

Examples:
  careleaf init leaflets                  start a library in the folder `leaflets`
  careleaf list                           see what it holds
  careleaf build blood-test --all         make a leaflet of all its sections
  careleaf batch ward.csv --out monday    make the leaflets of a whole ward
  careleaf verify leaflet.pdf             see whether it may still be given out
  careleaf check                          find faults and texts to mend
  careleaf overview                       see how hard the texts are to read
  careleaf due                            see what is overdue, due soon or a draft

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
  <LEAFLET>  The leaflet, by its name in the library or its title

Options:
  -s, --sections <A,B>          The sections, by name or title: names with commas between them; a
                                title alone, or with `;` before the next
      --preset <NAME>           A named selection of sections, by name or title
      --all                     Every section
  -o, --output <FILE>           The file to write, in the place of one that is there; `-` writes to
                                stdout
      --force                   Without -o, replace a file of the leaflet's own name, in place of
                                writing another beside it
      --text-size <N>           The size of the text in points [default: 12] [possible values: 12,
                                14, 16, 18, 20, 24, 28]
      --duplex                  For printing on both sides: the binding margin changes sides with
                                the page
      --booklet                 An A5 booklet on A4 paper, to print, fold and staple; for paper only
      --grey                    In greys, for printers without colour
      --sheets <N>              Refuse a leaflet that takes more sheets of paper, and say which
                                sections to leave out
      --date <YYYY-MM-DD>       The day the leaflet is made on, in place of today: decides what is
                                overdue
      --clinic <NAME>           A clinic of `house.toml`, by id or name, whose contacts are printed
      --urgent-line <TEXT>      The 24-hour number to print on this copy
      --nurse <TEXT>            The specialist nurse's name or number to print on this copy
      --prepared-for <TEXT>     Whom this copy is for: printed on its first page
      --allow-overdue <REASON>  Use text that is past its review date; the reason is printed and
                                recorded: no patient's name here
      --since <CODE>            Print what has changed since the archived edition with this code
      --ledger <FILE>           The file that lists every edition built, in place of the one in
                                `house.toml`
      --archive <DIR>           The folder that keeps a blank copy of every edition, in place of the
                                one in `house.toml`
      --library <DIR>           The folder that holds the leaflets [env: CARELEAF_LIBRARY] [default:
                                leaflets]
  -h, --help                    Print help

Examples:
  careleaf build acute -s chemotherapy,side-effects
  careleaf build acute -s "Side effects" -s Chemotherapy
  careleaf build acute --preset "Finishing treatment" --text-size 18
  careleaf build acute --all --urgent-line "0123 456 789" -o leaflet.pdf
  careleaf build acute --all -o - | lp
  careleaf build acute --all --duplex --grey --sheets 20

Names and titles are taken in any case, and can be shortened as long as they stay unique.
Without -o the file is named after the leaflet's short title, the edition, and the form where it
is not the usual one: treatment-for-all-K7QM-2F4X-9TRT.pdf, or with -18pt before the point. When
another copy has that name, the new one is treatment-for-all-K7QM-2F4X-9TRT-2.pdf.

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
fn missing_library_is_an_error() {
    let desk = Desk::bare();
    desk.build(&["--all"]).code(1).stderr_eq(str![[r#"
error: there is no library here
--> leaflets
 = hint: name it with `--library`, or write a small one with `careleaf init`

error: 1 error in `leaflets`

"#]]);
    desk.run(&["check", "--date", DAY]).code(1);
    desk.run(&["list", "--date", DAY]).code(1);
}

#[test]
fn library_is_found_by_option_and_by_environment() {
    let desk = Desk::with_starter();
    fs::rename(desk.path("leaflets"), desk.path("texts")).unwrap();
    desk.run(&["check", "--date", DAY, "--library", "texts"])
        .success();
    desk.command()
        .env("CARELEAF_LIBRARY", "texts")
        .args(["check", "--date", DAY])
        .assert()
        .success();
}

#[test]
fn check_counts_the_faults() {
    let desk = Desk::with_starter();
    desk.run(&["check", "--date", DAY])
        .success()
        .stderr_eq("no errors, no warnings in `leaflets`\n");

    desk.edit("blood-test/leaflet.toml", "short_title", "shorttitle");
    desk.edit("blood-test/after-the-test.md", "2027-11-23", "2025-11-23");
    let said = stderr(&desk.run(&["check", "--date", DAY]).code(1));
    assert!(
        said.contains("leaflets/blood-test/leaflet.toml:2:1"),
        "{said}"
    );
    assert!(
        said.contains("leaflets/blood-test/after-the-test.md:5"),
        "{said}"
    );
    assert!(said.contains("\nerror: 3 errors in `leaflets`\n"), "{said}");
}

#[test]
fn warnings_fail_a_check_only_when_it_is_strict() {
    let desk = Desk::with_starter();
    desk.run(&["check", "--date", DAY, "--strict"]).success();
    desk.edit("blood-test/after-the-test.md", "so that", "in order that");
    desk.run(&["check", "--date", DAY, "--strict"]).success();

    desk.edit(
        "blood-test/after-the-test.md",
        "Press on",
        "Prior to sleep, press on",
    );
    desk.run(&["check", "--date", DAY]).success().stderr_eq(str![[r#"
warning[jargon]: `Prior to` is jargon
  --> leaflets/blood-test/after-the-test.md:11:1
   |
11 | Prior to sleep, press on the spot for a few minutes, in order that it does not bleed. A smal...
   | ^^^^^^^^
   |
   = hint: say `before`, or explain it in the glossary
   = source: NHS digital service manual, “How we write”: plain English first, medical terms explained

1 warning in `leaflets`

"#]]);
    let said = stderr(&desk.run(&["check", "--date", DAY, "--strict"]).code(1));
    assert!(
        said.contains("\nerror: 1 warning in `leaflets`\nhint: mend the text"),
        "{said}"
    );
    // Building is for those who give leaflets out, not for those who write them.
    let built = desk.build(&["--all", "-o", "leaflet.pdf"]).success();
    assert!(!stderr(&built).contains("jargon"));
}

#[test]
fn check_reports_as_json_on_stdout() {
    let desk = Desk::with_starter();
    desk.edit(
        "blood-test/after-the-test.md",
        "Press on",
        "Prior to sleep, press on",
    );
    desk.run(&["check", "--date", DAY, "--format", "json"])
        .success()
        .stderr_eq("1 warning in `leaflets`\n")
        .stdout_eq(str![[r#"
{
  "diagnostics": [
    {
      "column": 1,
      "file": "leaflets/blood-test/after-the-test.md",
      "hint": "say `before`, or explain it in the glossary",
      "line": 11,
      "message": "`Prior to` is jargon",
      "rule": "jargon",
      "severity": "warning",
      "source": "NHS digital service manual, “How we write”: plain English first, medical terms explained"
    }
  ],
  "errors": 0,
  "library": "leaflets",
  "links": [],
  "warnings": 1
}

"#]].raw());

    desk.edit("blood-test/leaflet.toml", "short_title", "shorttitle");
    let run = desk
        .run(&["check", "--date", DAY, "--format", "json"])
        .code(1);
    let report: serde_json::Value = serde_json::from_slice(&stdout(&run)).unwrap();
    assert_eq!(report["errors"], 2);
    assert_eq!(report["diagnostics"][0]["severity"], "error");
    assert_eq!(report["diagnostics"][0]["rule"], serde_json::Value::Null);
}

/// A proxy that turns every caller away, and counts them.
fn closed_proxy() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = format!(
        "http://{}",
        listener.local_addr().expect("it has an address")
    );
    let callers = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&callers);
    thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
            let mut stream = stream.expect("the caller is there");
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        }
    });
    (address, callers)
}

#[test]
fn check_asks_for_addresses_only_when_it_is_told_to() {
    let desk = Desk::with_starter();
    let (proxy, callers) = closed_proxy();
    let check = |arguments: &[&str]| {
        let command = desk
            .command()
            .args(["check", "--date", DAY])
            .args(arguments);
        command.env("HTTPS_PROXY", &proxy).assert()
    };
    check(&[]).success();
    assert_eq!(callers.load(Ordering::SeqCst), 0);

    let said = stderr(&check(&["--links"]).success());
    // Three addresses, each asked for with HEAD and GET.
    assert_eq!(callers.load(Ordering::SeqCst), 6);
    assert!(said.starts_with("asking for 3 addresses\n"), "{said}");
    // Behind this proxy nothing answers: that is said once, and no address is called dead.
    assert_eq!(said.matches("warning: ").count(), 1, "{said}");
    assert!(!said.contains("`https://"), "{said}");
    assert!(
        said.contains("warning: none of the 3 online addresses can be reached: "),
        "{said}"
    );
    assert!(said.ends_with("1 warning in `leaflets`\n"), "{said}");
    let run = check(&["--links", "--strict", "--format", "json"]).code(1);
    let report: serde_json::Value = serde_json::from_slice(&stdout(&run)).unwrap();
    assert_eq!(report["links"], serde_json::json!([]));
    assert_eq!(report["warnings"], 1);
}

#[test]
fn overview_is_short_unless_all_is_asked_for() {
    Desk::with_starter()
        .run(&["overview"])
        .success()
        .stdout_eq(str![[r#"
blood-test
  Having a blood test

                     words  minutes  sentences  over 20        SMOG        F-K    reviewed         due  status
  before-the-test      120        1         11   0 (0%)  5.6 (5.6)*  1.7 (1.6)  2026-11-23  2027-11-23   draft
  after-the-test       109        1          5   0 (0%)  3.1 (3.1)*  2.5 (2.5)  2026-11-23  2027-11-23   draft
  the whole leaflet    229        2         16   0 (0%)  5.1 (5.1)*  1.9 (1.9)  2026-11-23  2027-11-23   draft

SMOG and F-K (Flesch-Kincaid) are school grades: lower is easier. In brackets: with the
words that the glossary explains, and the drugs it names, not counted as hard. *: SMOG is
meant for 30 sentences or more. Over 20: sentences of more than 20 words.
`careleaf overview --all` shows the hardest sentences.

"#]].raw());
}

#[test]
fn overview_of_all_shows_the_figures_of_each_section_and_the_hardest_sentences() {
    Desk::with_starter()
        .run(&["overview", "--all"])
        .success()
        .stdout_eq(str![[r#"
blood-test
  Having a blood test

                     words  minutes  sentences  over 20        SMOG        F-K    reviewed         due  status
  before-the-test      120        1         11   0 (0%)  5.6 (5.6)*  1.7 (1.6)  2026-11-23  2027-11-23   draft
  after-the-test       109        1          5   0 (0%)  3.1 (3.1)*  2.5 (2.5)  2026-11-23  2027-11-23   draft
  the whole leaflet    229        2         16   0 (0%)  5.1 (5.1)*  1.9 (1.9)  2026-11-23  2027-11-23   draft

  The hardest sentences of before-the-test, by F-K with explained words set aside
     6.4  leaflets/blood-test/before-the-test.md:22, 20 words
          Say so if you take medicine that thins your blood, or if you have fainted at a blood test before.
     3.7  leaflets/blood-test/before-the-test.md:27, 10 words
          May I eat, drink and take my medicines before it?
     3.2  leaflets/blood-test/before-the-test.md:3, 16 words
          What to do on the day, and what to tell the person who takes your blood.
     1.7  leaflets/blood-test/before-the-test.md:11, 11 words
          A small needle takes blood from a vein in your arm.
     1.6  leaflets/blood-test/before-the-test.md:15, 11 words
          If it is not, eat and drink as you always do.
     1.0  leaflets/blood-test/before-the-test.md:15, 8 words
          Ask whether the test is a fasting test.
     0.8  leaflets/blood-test/before-the-test.md:19, 8 words
          Bring the form, if you were given one.
     0.5  leaflets/blood-test/before-the-test.md:11, 5 words
          It takes a few minutes.
     0.5  leaflets/blood-test/before-the-test.md:17, 6 words
          Drink some water, if you may.
     0.0  leaflets/blood-test/before-the-test.md:18, 8 words
          Wear a top with sleeves that roll up.

  The hardest sentences of after-the-test, by F-K with explained words set aside
     3.9  leaflets/blood-test/after-the-test.md:22, 16 words
          If you prepared as you were asked and felt unwell all the same, tell your team.
     2.6  leaflets/blood-test/after-the-test.md:3, 11 words
          How to look after your arm, and when your results come.
     2.5  leaflets/blood-test/after-the-test.md:11, 14 words
          Press on the spot for a few minutes, so that it does not bleed.
     2.3  leaflets/blood-test/after-the-test.md:11, 9 words
          A small bruise is common, and fades by itself.
     1.6  leaflets/blood-test/after-the-test.md:26, 11 words
          When will I have my results, and who will tell me?

  The hardest sentences of the whole leaflet, by F-K with explained words set aside
     6.4  leaflets/blood-test/before-the-test.md:22, 20 words
          Say so if you take medicine that thins your blood, or if you have fainted at a blood test before.
     3.9  leaflets/blood-test/after-the-test.md:22, 16 words
          If you prepared as you were asked and felt unwell all the same, tell your team.
     3.7  leaflets/blood-test/before-the-test.md:27, 10 words
          May I eat, drink and take my medicines before it?
     3.2  leaflets/blood-test/before-the-test.md:3, 16 words
          What to do on the day, and what to tell the person who takes your blood.
     2.6  leaflets/blood-test/after-the-test.md:3, 11 words
          How to look after your arm, and when your results come.
     2.5  leaflets/blood-test/after-the-test.md:11, 14 words
          Press on the spot for a few minutes, so that it does not bleed.
     2.3  leaflets/blood-test/after-the-test.md:11, 9 words
          A small bruise is common, and fades by itself.
     1.7  leaflets/blood-test/before-the-test.md:11, 11 words
          A small needle takes blood from a vein in your arm.
     1.6  leaflets/blood-test/before-the-test.md:15, 11 words
          If it is not, eat and drink as you always do.
     1.6  leaflets/blood-test/after-the-test.md:26, 11 words
          When will I have my results, and who will tell me?

SMOG and F-K (Flesch-Kincaid) are school grades: lower is easier. In brackets: with the
words that the glossary explains, and the drugs it names, not counted as hard. *: SMOG is
meant for 30 sentences or more. Over 20: sentences of more than 20 words.

"#]].raw());
}

#[test]
fn overview_as_json_is_for_other_programs() {
    let desk = Desk::with_starter();
    let run = desk
        .run(&["overview", "blood", "--format", "json"])
        .success();
    let report: serde_json::Value = serde_json::from_slice(&stdout(&run)).unwrap();
    let leaflet = &report[0];
    assert_eq!(leaflet["leaflet"], "blood-test");
    assert_eq!(leaflet["whole"]["status"], "draft");
    assert_eq!(leaflet["sections"][1]["status"], "draft");
    assert_eq!(leaflet["sections"][1]["name"], "after-the-test");
    assert_eq!(leaflet["sections"][1]["review_due"], "2027-11-23");
    assert!(leaflet["whole"]["smog"]["explained_set_aside"].is_number());
    assert!(leaflet["whole"]["hardest"][0]["line"].is_number());
    assert!(leaflet["sections"][0]["hardest"][0]["line"].is_number());

    desk.run(&["overview", "dental"]).code(2);
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
    before-the-test  Before the test, draft, due 2027-11-23
    after-the-test   After the test, draft, due 2027-11-23, requires before-the-test

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
            ["README.md", "blood-test", "glossary.toml", "house.toml"]
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
    let run = desk.run(&["init", "nowhere/leaflets"]).code(1);
    assert!(stderr(&run).contains("error: there is no folder `nowhere`\nhint: "));
    assert_eq!(desk.files(), ["used"]);
}
