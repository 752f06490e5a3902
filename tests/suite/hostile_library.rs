//! A library from a stranger: nothing in it, and nothing in a repository around it, makes a program run or brings in what
//! lies elsewhere, and nothing that it is called or says steers the terminal.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use careleaf::library::Revision;
use careleaf::proof::record;

use crate::desk::{DAY, Desk, stderr, stdout};

/// What a trap makes when it is sprung.
const MARKER: &str = "marker";

/// git as its users run it. Its own settings are not looked at.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let run = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@b.invalid"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .stdin(Stdio::null())
        .output();
    String::from_utf8(run.expect("git is installed").stdout).unwrap()
}

/// A desk whose library is kept with git, all of it committed.
fn desk_with_history() -> Desk {
    let desk = Desk::with_starter();
    let library = desk.path("leaflets");
    git(&library, &["init", "-q"]);
    git(&library, &["add", "."]);
    git(&library, &["commit", "-q", "-m", "The library"]);
    desk
}

/// The revision that a build records.
fn revision(desk: &Desk) -> Option<Revision> {
    desk.build(&["--all", "-o", "leaflet.pdf"]).success();
    let pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
    record::open(&pdf).unwrap().record.revision
}

/// Writes a program that makes the marker; as a filter, which has no arguments, it passes its input on.
#[cfg(unix)]
fn trap(desk: &Desk, place: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    let path = desk.path(place);
    let marker = desk.path(MARKER);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(
        &path,
        format!(
            "#!/bin/sh\ntouch '{}'\n[ $# = 0 ] && cat\n",
            marker.display()
        ),
    )
    .unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

/// Makes git look into the files again.
fn touch(desk: &Desk) {
    let path = desk.path("leaflets/blood-test/after-the-test.md");
    let text = fs::read(&path).unwrap();
    fs::write(path, text).unwrap();
}

#[cfg(unix)]
fn set_trap(desk: &Desk, settings: &str) {
    let trap = trap(desk, "leaflets/.git/trap");
    let path = desk.path("leaflets/.git/config");
    let config = fs::read_to_string(&path).unwrap() + &settings.replace("TRAP", &trap);
    fs::write(path, config).unwrap();
    fs::write(
        desk.path("leaflets/.git/info/attributes"),
        "* filter=trap diff=trap\n",
    )
    .unwrap();
    touch(desk);
}

/// Settings of a repository that name a program, and what makes git run it.
#[cfg(unix)]
const TRAPS: [(&str, &[&str]); 7] = [
    ("[filter \"trap\"]\nclean = TRAP\n", &["status"]),
    ("[filter \"trap\"]\nprocess = TRAP\nrequired\n", &["status"]),
    ("[core]\nfsmonitor = TRAP\n", &["status"]),
    ("[diff \"trap\"]\ntextconv = TRAP\n", &["log", "-p"]),
    ("[alias]\nstate = !TRAP\n", &["state"]),
    ("[core]\nhooksPath = .git/hooks\n", &["read-tree", "HEAD"]),
    (
        "[core]\nsshCommand = TRAP\n[remote \"origin\"]\nurl = ssh://x.invalid/x\npromisor = true\n\
         [extensions]\npartialClone = origin\n",
        &["fetch"],
    ),
];

#[cfg(unix)]
#[test]
fn no_setting_of_a_repository_makes_a_build_run_a_program() {
    for (settings, springs) in TRAPS {
        let desk = desk_with_history();
        let commit = git(&desk.path("leaflets"), &["rev-parse", "HEAD"]);
        set_trap(&desk, settings);
        trap(&desk, "leaflets/.git/hooks/post-index-change");
        git(&desk.path("leaflets"), springs);
        assert!(desk.path(MARKER).exists(), "the trap works: {settings}");
        fs::remove_file(desk.path(MARKER)).unwrap();
        touch(&desk);
        let found = revision(&desk).expect("there is a commit");
        assert_eq!(found.commit, commit.trim(), "{settings}");
        assert!(!found.changed, "{settings}");
        assert!(!desk.path(MARKER).exists(), "{settings}");
    }
}

/// Objects that are missing would be fetched, by a program that the settings name.
#[cfg(unix)]
#[test]
fn nothing_is_fetched_for_a_repository_that_lacks_objects() {
    let desk = desk_with_history();
    set_trap(&desk, TRAPS[6].0);
    let version = "[core]\nrepositoryformatversion = 1\n";
    let path = desk.path("leaflets/.git/config");
    let config = fs::read_to_string(&path).unwrap() + version;
    fs::write(path, config).unwrap();
    fs::remove_dir_all(desk.path("leaflets/.git/objects")).unwrap();
    fs::create_dir(desk.path("leaflets/.git/objects")).unwrap();
    git(&desk.path("leaflets"), &["ls-tree", "HEAD"]);
    assert!(desk.path(MARKER).exists(), "the trap works");
    fs::remove_file(desk.path(MARKER)).unwrap();
    assert_eq!(revision(&desk), None);
    assert!(!desk.path(MARKER).exists());
}

/// The files of a bare repository, which git takes for one wherever they lie.
#[cfg(unix)]
#[test]
fn files_of_a_bare_repository_are_no_history() {
    for (place, inside) in [("leaflets", "blood-test"), (".", "leaflets")] {
        let desk = Desk::with_starter();
        let folder = desk.path(place);
        git(&folder, &["init", "-q"]);
        git(&folder, &["add", "."]);
        git(&folder, &["commit", "-q", "-m", "All"]);
        for name in ["HEAD", "index", "objects", "refs"] {
            fs::rename(folder.join(".git").join(name), folder.join(name)).unwrap();
        }
        fs::remove_dir_all(folder.join(".git")).unwrap();
        let trap = trap(&desk, "trap");
        let config = format!(
            "[core]\nrepositoryformatversion = 0\nworktree = {inside}\nfsmonitor = {trap}\n"
        );
        fs::write(folder.join("config"), config).unwrap();
        git(&folder.join(inside), &["status"]);
        assert!(desk.path(MARKER).exists(), "the trap works in {place}");
        fs::remove_file(desk.path(MARKER)).unwrap();
        // Folders in a library are leaflets: those of the repository are faults, and nothing runs.
        let _run = desk
            .command()
            .args([
                "build",
                "blood-test",
                "--all",
                "--date",
                DAY,
                "-o",
                "leaflet.pdf",
            ])
            .assert();
        if place == "." {
            assert_eq!(revision(&desk), None);
        }
        assert!(!desk.path(MARKER).exists(), "{place}");
    }
}

/// A program of the name git, where a search of `PATH` might come by.
#[cfg(unix)]
#[test]
fn a_program_in_the_library_is_never_taken_for_git() {
    let path = std::env::var("PATH").unwrap();
    let desk = desk_with_history();
    trap(&desk, "leaflets/git");
    trap(&desk, "git");
    let library = desk.path("leaflets").display().to_string();
    for first in [".", "", "leaflets", &library] {
        let run = desk
            .command()
            .args([
                "build",
                "blood-test",
                "--all",
                "--date",
                DAY,
                "-o",
                "leaflet.pdf",
            ])
            .env("PATH", format!("{first}:{path}"))
            .assert();
        run.success();
        let pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
        let revision = record::open(&pdf).unwrap().record.revision;
        assert!(revision.is_some(), "git itself is still found: {first}");
        assert!(!desk.path(MARKER).exists(), "{first}");
    }
}

#[cfg(unix)]
#[test]
fn a_submodule_with_a_trap_is_passed_over() {
    let desk = desk_with_history();
    let library = desk.path("leaflets");
    let inner = library.join(".inner");
    fs::create_dir(&inner).unwrap();
    git(&inner, &["init", "-q"]);
    fs::write(inner.join("a"), "a").unwrap();
    fs::write(inner.join(".gitattributes"), "* filter=trap\n").unwrap();
    git(&inner, &["add", "."]);
    git(&inner, &["commit", "-q", "-m", "Inner"]);
    git(&library, &["add", "."]);
    git(&library, &["commit", "-q", "-m", "Outer"]);
    let trap = trap(&desk, "trap");
    let path = inner.join(".git/config");
    let config =
        fs::read_to_string(&path).unwrap() + &format!("[filter \"trap\"]\nclean = {trap}\n");
    fs::write(path, config).unwrap();
    fs::write(inner.join("a"), "b").unwrap();
    git(&library, &["status"]);
    assert!(desk.path(MARKER).exists(), "the trap works");
    fs::remove_file(desk.path(MARKER)).unwrap();
    fs::write(inner.join("a"), "c").unwrap();
    assert!(revision(&desk).is_some());
    assert!(!desk.path(MARKER).exists());
}

#[test]
fn the_revision_is_found_however_the_history_is_kept() {
    let desk = desk_with_history();
    let library = desk.path("leaflets");
    let expected = |changed| {
        let commit = git(&library, &["rev-parse", "HEAD"]).trim().to_owned();
        Some(Revision { commit, changed })
    };
    assert_eq!(revision(&desk), expected(false));
    git(&library, &["gc", "-q"]);
    git(&library, &["pack-refs", "--all"]);
    assert_eq!(revision(&desk), expected(false), "packed");
    git(&library, &["checkout", "-q", "--detach"]);
    assert_eq!(revision(&desk), expected(false), "detached");
    fs::write(library.join(".note"), "x").unwrap();
    assert_eq!(
        revision(&desk),
        expected(false),
        "hidden files are no part of it"
    );
    fs::write(library.join("note.txt"), "x").unwrap();
    assert_eq!(revision(&desk), expected(true), "another file is one");
    fs::remove_file(library.join("note.txt")).unwrap();
    desk.edit(
        "blood-test/after-the-test.md",
        "a few minutes",
        "ten minutes",
    );
    assert_eq!(revision(&desk), expected(true), "changed");
    desk.edit(
        "blood-test/after-the-test.md",
        "ten minutes",
        "a few minutes",
    );
    assert_eq!(revision(&desk), expected(false), "changed back");
    desk.edit("blood-test/after-the-test.md", "\n", "\r\n");
    assert_eq!(
        revision(&desk),
        expected(false),
        "line ends of another system"
    );
}

#[test]
fn the_revision_of_a_library_in_a_folder_of_its_repository_counts_that_folder_alone() {
    let desk = Desk::with_starter();
    git(&desk.path("."), &["init", "-q"]);
    git(&desk.path("."), &["add", "."]);
    git(&desk.path("."), &["commit", "-q", "-m", "All"]);
    fs::write(desk.path("other.txt"), "x").unwrap();
    assert!(!revision(&desk).unwrap().changed);
    let tree = desk.path("tree");
    git(&desk.path("."), &["worktree", "add", "-q", "tree"]);
    let run = desk.command().current_dir(&tree).args([
        "build",
        "blood-test",
        "--all",
        "--date",
        DAY,
        "-o",
        "leaflet.pdf",
    ]);
    run.assert().success();
    let pdf = fs::read(tree.join("leaflet.pdf")).unwrap();
    let found = record::open(&pdf).unwrap().record.revision.unwrap();
    assert_eq!(found.commit, git(&tree, &["rev-parse", "HEAD"]).trim());
    assert!(!found.changed);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_a_link_out_of_the_library_is_refused() {
    for file in [
        "blood-test/after-the-test.md",
        "blood-test/urgent-help.md",
        "blood-test/leaflet.toml",
        "glossary.toml",
        "house.toml",
        "blood-test",
    ] {
        let desk = Desk::with_starter();
        let path = desk.path("leaflets").join(file);
        fs::rename(&path, desk.path("elsewhere")).unwrap();
        std::os::unix::fs::symlink(desk.path("elsewhere"), &path).unwrap();
        let said = stderr(&desk.build(&["--all"]).code(1));
        let expected = format!(
            "error: this is a link out of the library\n--> leaflets/{file}\n = hint: put the file itself in its place\n"
        );
        assert!(said.contains(&expected), "{said}");
        assert_eq!(desk.files(), ["elsewhere"]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_within_the_library_is_followed() {
    let desk = Desk::with_starter();
    let path = desk.path("leaflets/blood-test/after-the-test.md");
    let moved = desk.path("leaflets/blood-test/.after-the-test.md");
    fs::rename(&path, &moved).unwrap();
    std::os::unix::fs::symlink(".after-the-test.md", &path).unwrap();
    desk.build(&["--all", "-o", "leaflet.pdf"]).success();
}

/// Sequences that clear a screen, colour it, and turn text round.
const STEERING: &str = "a\u{1B}[2J\u{9B}31m\u{202E}b\u{2067}\u{7}";

fn steers(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let is_mark = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.contains(|c: char| is_mark(c) || c.is_control() && c != '\n')
}

#[test]
fn arguments_and_paths_do_not_steer_the_terminal() {
    let desk = Desk::with_starter();
    for arguments in [
        &["build", STEERING, "--all"][..],
        &["build", "blood-test", "-s", STEERING],
        &["build", "blood-test", STEERING],
        &[STEERING],
        &["build", "blood-test", "--all", "--date", STEERING],
        &["build", "blood-test", "--all", "-o", STEERING],
        &["check", "--library", STEERING],
        &["verify", STEERING],
        &["verify", "--format", "json", STEERING],
        &["recall", STEERING, "--ledger", STEERING],
        &["approve", STEERING, "--by", "A", "--until", "2027-01-01"],
        &["list", STEERING],
        &["batch", STEERING, "--out", STEERING],
    ] {
        let run = desk.run(arguments);
        let output = run.get_output();
        assert!(!steers(&output.stderr), "{arguments:?}: {}", stderr(&run));
        assert!(!steers(&output.stdout), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn files_and_texts_of_a_library_do_not_steer_the_terminal() {
    let desk = Desk::with_starter();
    let text = fs::read_to_string(desk.path("leaflets/blood-test/after-the-test.md")).unwrap();
    let steering = format!("{STEERING}.md");
    fs::write(desk.path("leaflets/blood-test").join(&steering), &text).unwrap();
    desk.edit(
        "blood-test/before-the-test.md",
        "+++\n",
        &format!("+++\n# {STEERING}\n"),
    );
    desk.edit(
        "blood-test/urgent-help.md",
        "title = \"",
        &format!("title = \"{STEERING}"),
    );
    for arguments in [&["check"][..], &["check", "--format", "json"], &["list"]] {
        let run = desk.run(arguments);
        let output = run.get_output();
        assert!(!steers(&output.stderr), "{arguments:?}: {}", stderr(&run));
        assert!(!steers(&output.stdout), "{arguments:?}");
    }
    let run = desk.run(&["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&stdout(&run)).unwrap();
    assert!(
        json.to_string().contains('\u{202E}'),
        "JSON keeps its values"
    );
    assert!(stderr(&desk.run(&["check"])).contains("\\u{202e}"));
}
