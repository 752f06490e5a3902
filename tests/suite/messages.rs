//! What is said about slips that people make, word for word.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::str;

use crate::desk::{DAY, Desk, stderr, stdout};
use crate::sound_library::{FIRST, SoundLibrary};

/// The error of a run, without its hint's line end.
fn complaint(desk: &Desk, arguments: &[&str], code: i32) -> String {
    stderr(&desk.run(arguments).code(code))
}

#[test]
fn sheets_that_both_sides_would_save_are_said() {
    let desk = Desk::with_starter();
    let run = desk.build(&["--all", "--sheets", "4"]).code(1);
    let said = stderr(&run);
    let hint = said
        .lines()
        .find(|line| line.starts_with("hint: with"))
        .unwrap_or_default();
    assert!(
        hint.starts_with("hint: with `--duplex` it takes 3 sheets"),
        "{said}"
    );
    // Printed on both sides already, nothing is left to say of it.
    let run = desk.build(&["--all", "--duplex", "--sheets", "1"]).code(1);
    assert!(!stderr(&run).contains("`--duplex`"), "{}", stderr(&run));
}

#[test]
fn a_build_that_uses_overdue_text_does_not_say_that_it_is_due() {
    let desk = Desk::with_starter();
    let overdue = [
        "build",
        "blood-test",
        "--all",
        "--date",
        "2027-11-24",
        "-o",
        "x.pdf",
    ];
    let said = complaint(
        &desk,
        &[&overdue[..], &["--allow-overdue", "review under way"]].concat(),
        0,
    );
    let last = said.lines().find(|line| line.starts_with("wrote")).unwrap();
    assert!(last.ends_with(", overdue since 2027-11-23"), "{said}");
    let said = stderr(&desk.build(&["--all", "-o", "y.pdf"]).success());
    assert!(said.contains(", due for review on 2027-11-23\n"), "{said}");
}

#[test]
fn what_is_not_there_is_said_in_plain_words() {
    let desk = Desk::with_starter();
    for arguments in [
        &["verify", "gone.pdf"][..],
        &["batch", "gone.csv", "--out", "out"],
        &["diff", "gone.pdf"],
    ] {
        let said = complaint(&desk, arguments, 1);
        assert!(
            said.contains(": there is no such file or folder\n"),
            "{said}"
        );
        assert!(!said.contains("entity"), "{said}");
    }
}

#[test]
fn a_library_without_a_name_is_refused() {
    let desk = Desk::with_starter();
    let run = desk
        .command()
        .arg("list")
        .env("CARELEAF_LIBRARY", "")
        .assert();
    run.code(2).stderr_eq(str![[r#"
error: `CARELEAF_LIBRARY` is empty
hint: set it to the folder that holds the leaflets, or unset it

"#]]);
    desk.run(&["check", "--library", ""])
        .code(2)
        .stderr_eq(str![[r#"
error: `--library` is empty
hint: name the folder that holds the leaflets

"#]]);
    let run = desk.command().args(["list", "--library", "leaflets"]);
    run.env("CARELEAF_LIBRARY", "").assert().success();
    fs::write(desk.path("file"), "").unwrap();
    let said = complaint(&desk, &["list", "--library", "file"], 1);
    assert!(
        said.contains("error: this is a file, and a library is a folder\n"),
        "{said}"
    );
}

#[test]
fn a_pdf_is_not_named_as_another_program_s_document() {
    let desk = Desk::with_starter();
    desk.build(&["--all", "-o", "x.doc"])
        .code(2)
        .stderr_eq(str![[r#"
...
error: `x.doc` is not a name for a PDF
hint: name it `x.pdf`

"#]]);
    for name in ["x.DOCX", "x.txt", "x.html", "x.png"] {
        desk.build(&["--all", "-o", name]).code(2);
    }
    for name in ["x", "x.PDF", "tmp.Ab3d9"] {
        desk.build(&["--all", "-o", name]).success();
    }
    assert_eq!(desk.files(), ["tmp.Ab3d9", "x", "x.PDF"]);
}

#[test]
fn withdrawing_says_what_is_left_to_do_and_how_to_find_the_paper() {
    let desk = Desk::with_starter();
    desk.run(&["withdraw", "glossary"])
        .success()
        .stderr_eq(str![[r#"
withdrew `glossary`, in `leaflets/glossary.toml`: nothing is built with it
next: every leaflet that uses one of its words is refused until it is approved again
      `careleaf recall glossary --ledger FILE` lists the editions that carry it

"#]]);
    let ledger = "format = 1\nledger = \"../editions.jsonl\"";
    desk.edit("house.toml", "format = 1", ledger);
    for (part, next) in [
        (
            "blood-test/urgent-help",
            "its leaflet is refused until it is approved again",
        ),
        (
            "blood-test",
            "no leaflet is built of it until it is approved again",
        ),
        (
            "blood-test/after-the-test",
            "take it out of presets and `requires`, or approve it again",
        ),
    ] {
        let said = complaint(&desk, &["withdraw", part], 0);
        let recall = format!("      `careleaf recall {part}` lists the editions that carry it\n");
        assert!(said.ends_with(&format!("next: {next}\n{recall}")), "{said}");
    }
}

#[test]
fn recall_approve_and_withdraw_suggest_the_same_part() {
    let desk = Desk::with_starter();
    fs::write(desk.path("editions.jsonl"), "").unwrap();
    let approve = [
        "--by",
        "Sample reviewer",
        "--until",
        "2027-08-05",
        "--date",
        DAY,
    ];
    for (typed, hint) in [
        ("after-the-tets", "did you mean `after-the-test`?"),
        (
            "blood-test/after-the-tets",
            "did you mean `blood-test/after-the-test`?",
        ),
        ("glosary", "did you mean `glossary`?"),
        (
            "dental",
            "choose from `after-the-test`, `before-the-test`, `blood-test`, `glossary`, `urgent-help`",
        ),
    ] {
        let expected = format!("error: there is no part `{typed}`\nhint: {hint}\n");
        let approve = [&["approve", typed][..], &approve].concat();
        assert_eq!(complaint(&desk, &approve, 2), expected);
        assert_eq!(complaint(&desk, &["withdraw", typed], 2), expected);
        let recall = ["recall", typed, "--ledger", "editions.jsonl"];
        assert_eq!(complaint(&desk, &recall, 2), expected);
    }
}

#[test]
fn the_kind_of_a_file_that_was_taken_for_another_is_named() {
    let desk = Desk::with_starter();
    let jpeg = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01";
    fs::write(desk.path("x.pdf"), jpeg).unwrap();
    assert_eq!(
        complaint(&desk, &["verify", "x.pdf"], 1),
        "error: `x.pdf` is not a PDF: it is a JPEG picture\nhint: name a PDF that Careleaf has made\n"
    );
    fs::write(desk.path("x.pdf"), "words").unwrap();
    let said = complaint(&desk, &["verify", "x.pdf"], 1);
    assert!(said.starts_with("error: `x.pdf` is not a PDF\n"), "{said}");

    let library = SoundLibrary::write().with("sample/box.png", jpeg);
    let library = library.edit(FIRST, "box.svg", "box.png");
    assert!(
        library
            .messages()
            .contains("error: the figure `box.png` is a JPEG picture, not a PNG\n"),
        "{}",
        library.messages()
    );
    let library = SoundLibrary::write().with("sample/photo.jpg", jpeg);
    let library = library.edit(FIRST, "box.svg", "photo.jpg");
    let said = library.messages();
    assert!(
        said.contains("the figure `photo.jpg` is a JPEG picture, neither SVG nor PNG\n"),
        "{said}"
    );

    let document = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xDF\xA4\xD2lZ\x01\0\0 \x05\0\0\x13\0\0\0[Content_Types].xml";
    let said = SoundLibrary::write().with(FIRST, document).messages();
    assert!(
        said.contains("error: this is an archive (ZIP), not plain text\n"),
        "{said}"
    );
    assert!(
        said.contains("hint: save it as plain text, in UTF-8"),
        "{said}"
    );
}

#[test]
fn a_path_with_a_space_is_said_to_have_one() {
    let body = |link: &str| {
        SoundLibrary::write()
            .edit("sample/second.md", "Words.", link)
            .messages()
    };
    let said = body("![A drawing.](my box.svg \"Its caption\")");
    assert!(
        said.contains("error: `my box.svg` has a space in it, so it leads nowhere\n"),
        "{said}"
    );
    assert!(
        said.contains("hint: write it in pointed brackets, `(<my box.svg>)`, or give the file a name without spaces"),
        "{said}"
    );
    assert!(body("![](my box.svg)").contains("error: `my box.svg` has a space in it"));
    let said = body("[Their page](https://www.example.org/a page).");
    assert!(
        said.contains("hint: write `%20` for each space: `https://www.example.org/a%20page`"),
        "{said}"
    );
    let library = SoundLibrary::write().with(
        "sample/my box.svg",
        fs::read(SoundLibrary::write().path("sample/box.svg")).unwrap(),
    );
    let library = library.edit("sample/second.md", "Words.", "![A drawing.](<my box.svg>)");
    assert_eq!(library.messages(), "");
}

#[test]
fn a_callout_with_words_beside_its_mark_says_where_they_go() {
    let library = SoundLibrary::write().edit(
        "sample/second.md",
        "Words.",
        "> [!TIP] Bring a friend\n> They can listen too.",
    );
    library.reports(str![[r#"
error: a callout has words beside its mark: `Bring a friend`
  --> leaflets/sample/second.md:10:1
   |
10 | > [!TIP] Bring a friend
   | ^^^^^^^^^^^^^^^^^^^^^^^
   |
   = hint: write `> [!TIP]` alone on its line, and the words below it after `> `
"#]]);
    let library = SoundLibrary::write().edit("sample/second.md", "Words.", "> [!DANGER]\n> Words.");
    let said = library.messages();
    assert!(
        said.contains("error: `[!DANGER]` is none of the callouts\n"),
        "{said}"
    );
}

#[test]
fn a_key_that_is_written_twice_is_named_with_its_first_line() {
    let library = SoundLibrary::write().edit(
        FIRST,
        "summary = \"What comes first.\"\n",
        "summary = \"What comes first.\"\ntitle = \"Again\"\n",
    );
    library.reports(str![[r#"
error: `title` is written twice
 --> leaflets/sample/first.md:4:1
  |
4 | title = "Again"
  | ^^^^^
  |
  = hint: it stands on line 2 already: delete one of the two
"#]]);
}

#[test]
fn a_curly_quote_in_toml_is_pointed_at() {
    let library = SoundLibrary::write().edit(FIRST, "title = \"First\"", "title = “First”");
    library.reports(str![[r#"
error: `“` is a curly quote, and TOML knows straight ones only
 --> leaflets/sample/first.md:2:9
  |
2 | title = “First”
  |         ^
  |
  = hint: write straight quotes, as in `title = "words"`: word processors turn them into others
"#]]);
    let library = SoundLibrary::write().edit(FIRST, "title = \"First\"", "“title” = \"First\"");
    assert!(
        library
            .messages()
            .starts_with("error: `“` is a curly quote")
    );
    // Within straight quotes they are words.
    let library = SoundLibrary::write().edit(FIRST, "title = \"First\"", "title = \"The “first”\"");
    assert_eq!(library.messages(), "");
}

#[test]
fn a_host_that_is_not_allowed_is_said_once() {
    let library = SoundLibrary::write().edit("house.toml", "[\"www.example.org\", ", "[");
    let said = library.messages();
    assert_eq!(
        said.matches("the host `www.example.org` is not allowed")
            .count(),
        1,
        "{said}"
    );
    assert!(
        said.contains("is not allowed, here and in 4 more places\n"),
        "{said}"
    );
}

#[test]
fn a_skipped_level_of_heading_is_said_once_a_run() {
    let text = "### One\n\nWords.\n\n### Two\n\nWords.\n\n### Three\n\nWords.";
    let said = SoundLibrary::write()
        .edit("sample/second.md", "Words.", text)
        .messages();
    assert_eq!(
        said.matches("a heading level is skipped").count(),
        1,
        "{said}"
    );
    assert!(said.contains("leaflets/sample/second.md:10:1"), "{said}");
    assert!(
        said.contains("hint: write `##` for the first of them, or put a `##` above"),
        "{said}"
    );
}

#[test]
fn warnings_alone_are_not_called_errors() {
    let desk = Desk::with_starter();
    desk.edit(
        "blood-test/after-the-test.md",
        "Press on",
        "Prior to sleep, press on",
    );
    let said = complaint(&desk, &["check", "--strict", "--date", DAY], 1);
    assert!(
        said.contains("\nerror: 1 warning in `leaflets`\n"),
        "{said}"
    );
}

#[test]
fn options_of_other_names_are_known() {
    let desk = Desk::with_starter();
    let said = complaint(
        &desk,
        &["build", "blood-test", "--all", "--patient", "x"],
        2,
    );
    assert!(
        said.contains("tip: a similar argument exists: '--prepared-for'"),
        "{said}"
    );
    assert!(
        !said.contains("--date") && !said.contains("-- --patient"),
        "{said}"
    );
}

#[test]
fn shells_get_completions_and_man_its_pages() {
    let desk = Desk::bare();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&desk.run(&["completions", shell]).success());
        let script = String::from_utf8(script).unwrap();
        assert!(
            script.contains("prepared-for") && script.contains("withdraw"),
            "{shell}"
        );
    }
    desk.run(&["completions", "dos"]).code(2);
    desk.run(&["man", "pages"])
        .success()
        .stderr_eq("wrote 15 pages to `pages`\n");
    let page = |name: &str| fs::read_to_string(desk.path("pages").join(name)).unwrap();
    assert!(page("careleaf.1").contains(".TH careleaf 1"));
    let build = page("careleaf-build.1");
    for words in [".TH careleaf-build 1", "\\-\\-prepared\\-for", "Examples:"] {
        assert!(build.contains(words), "{build}");
    }
}

/// The files of the program's source in a folder, and in those in it.
fn source_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let files = paths.flat_map(|path| {
        if path.is_dir() {
            source_files(&path)
        } else {
            vec![path]
        }
    });
    files.collect()
}

/// Whether a line of source says something that only the command line knows: an option or a command in backticks.
fn names_an_option(line: &str) -> bool {
    let is_said = |start: &str| {
        let mut found = line.match_indices(start);
        found.any(|(at, _)| line[at + start.len()..].starts_with(|c: char| c.is_ascii_lowercase()))
    };
    !line.trim_start().starts_with("//") && (is_said("`--") || is_said("`careleaf "))
}

#[test]
fn only_the_command_line_names_its_options_and_commands() {
    assert!(names_an_option(r#""name it with `--library`","#));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let cli = source.join("cli");
    let files = source_files(&source).into_iter();
    let library =
        files.filter(|file| !file.starts_with(&cli) && file.extension() == Some("rs".as_ref()));
    for file in library {
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            let place = file.display();
            assert!(!names_an_option(line), "{place}:{number}: {line}");
        }
    }
}
