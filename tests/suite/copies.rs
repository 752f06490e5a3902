//! Several copies of one edition under the name that Careleaf gives them: none replaces another.

use std::fs;
use std::thread;

use crate::desk::{Desk, stderr};

/// The names of the PDFs, without the edition's code.
fn files(desk: &Desk) -> Vec<String> {
    let names = desk.files().into_iter();
    let mut names: Vec<String> = names
        .map(|name| {
            let start = name.strip_prefix("blood-test-").unwrap();
            format!("blood-test{}", &start[14..])
        })
        .collect();
    names.sort();
    names
}

/// The file without a number.
fn first(desk: &Desk) -> String {
    let mut names = desk.files();
    names.sort_by_key(String::len);
    names.remove(0)
}

fn copy_for(desk: &Desk, name: &str, options: &[&str]) -> String {
    let arguments = [&["--all", "--prepared-for", name][..], options].concat();
    stderr(&desk.build(&arguments).success())
}

#[test]
fn second_copy_under_the_same_name_gets_a_number_and_the_first_stays() {
    let desk = Desk::with_starter();
    copy_for(&desk, "Amal Said", &[]);
    let name = first(&desk);
    let amal = fs::read(desk.path(&name)).unwrap();
    let said = copy_for(&desk, "Bo Lind", &[]);
    copy_for(&desk, "Chi Nguyen", &[]);
    assert_eq!(
        files(&desk),
        ["blood-test-2.pdf", "blood-test-3.pdf", "blood-test.pdf"]
    );
    assert_eq!(fs::read(desk.path(&name)).unwrap(), amal);
    let numbered = name.replace(".pdf", "-2.pdf");
    assert!(said.contains(&format!("wrote `{numbered}`: ")), "{said}");
    let stays = format!(
        "`{name}` was there already and is not this copy: it stays (`--force` would replace it)\n"
    );
    assert!(said.ends_with(&stays), "{said}");
}

#[test]
fn same_bytes_keep_their_name() {
    let desk = Desk::with_starter();
    for name in ["Amal Said", "Bo Lind", "Bo Lind", "Amal Said"] {
        copy_for(&desk, name, &[]);
    }
    let said = copy_for(&desk, "Bo Lind", &[]);
    assert_eq!(files(&desk), ["blood-test-2.pdf", "blood-test.pdf"]);
    let numbered = first(&desk).replace(".pdf", "-2.pdf");
    assert!(
        said.contains(&format!("`{numbered}` is this leaflet already: ")),
        "{said}"
    );
}

#[test]
fn force_replaces_the_file_without_a_number() {
    let desk = Desk::with_starter();
    copy_for(&desk, "Amal Said", &[]);
    let amal = fs::read(desk.path(&first(&desk))).unwrap();
    copy_for(&desk, "Bo Lind", &["--force"]);
    assert_eq!(files(&desk), ["blood-test.pdf"]);
    assert_ne!(fs::read(desk.path(&first(&desk))).unwrap(), amal);
    // What was named is replaced with or without.
    copy_for(&desk, "Bo Lind", &["-o", "x.pdf"]);
    let bo = fs::read(desk.path("x.pdf")).unwrap();
    copy_for(&desk, "Amal Said", &["-o", "x.pdf"]);
    assert_ne!(fs::read(desk.path("x.pdf")).unwrap(), bo);
}

#[test]
fn whatever_else_has_the_name_stays() {
    let desk = Desk::with_starter();
    copy_for(&desk, "Amal Said", &[]);
    let name = first(&desk);
    fs::remove_file(desk.path(&name)).unwrap();
    fs::create_dir(desk.path(&name)).unwrap();
    let second = name.replace(".pdf", "-2.pdf");
    fs::write(desk.path(&second), "notes about the ward").unwrap();
    copy_for(&desk, "Amal Said", &[]);
    assert!(desk.path(&name).is_dir());
    assert_eq!(
        fs::read(desk.path(&second)).unwrap(),
        b"notes about the ward"
    );
    assert!(desk.path(&name.replace(".pdf", "-3.pdf")).is_file());
}

#[test]
fn copies_that_are_made_at_once_are_all_there() {
    let desk = Desk::with_starter();
    thread::scope(|scope| {
        for name in ["Amal Said", "Bo Lind", "Chi Nguyen", "Dana Wood"] {
            let desk = &desk;
            scope.spawn(move || copy_for(desk, name, &[]));
        }
    });
    assert_eq!(files(&desk).len(), 4);
}
