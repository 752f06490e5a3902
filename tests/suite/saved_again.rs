//! Leaflets that other programs have saved again: `verify` says so, that their proof is lost, and what their edition is by
//! its code. qpdf and Ghostscript stand for the programs that do it; where one is missing, the test says so aloud.

use std::fs;
use std::io::Write;
use std::process::Command;

use careleaf::proof::record;

use crate::desk::{DAY, Desk, stderr, stdout};

/// What other programs make of `leaflet.pdf`, by the name of the program and how it was asked; each writes `again.pdf`.
const SAVERS: [(&str, &[&str]); 6] = [
    ("qpdf", &["leaflet.pdf", "again.pdf"]),
    ("qpdf", &["--linearize", "leaflet.pdf", "again.pdf"]),
    (
        "qpdf",
        &[
            "--qdf",
            "--object-streams=disable",
            "leaflet.pdf",
            "again.pdf",
        ],
    ),
    (
        "qpdf",
        &[
            "--stream-data=preserve",
            "--object-streams=disable",
            "leaflet.pdf",
            "again.pdf",
        ],
    ),
    (
        "gs",
        &[
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=pdfwrite",
            "-sOutputFile=again.pdf",
            "leaflet.pdf",
        ],
    ),
    // Without a word of what the file said of itself, as from a printer's driver.
    (
        "gs",
        &[
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-dNoOutputFonts=false",
            "-sDEVICE=pdfwrite",
            "-sOutputFile=again.pdf",
            "leaflet.pdf",
            "-c",
            "[ /Title () /Keywords () /Author () /DOCINFO pdfmark",
        ],
    ),
];

/// A desk with a leaflet, its ledger, and what a program has made of it; nothing where the program is missing.
fn saved_again((program, arguments): (&str, &[&str])) -> Option<Desk> {
    let desk = Desk::with_starter();
    desk.build(&["--all", "--ledger", "ledger.jsonl", "-o", "leaflet.pdf"])
        .success();
    let run = Command::new(program)
        .args(arguments)
        .current_dir(desk.path("."))
        .output();
    match run {
        Ok(_) => {
            assert!(desk.path("again.pdf").exists(), "{program} {arguments:?}");
            Some(desk)
        }
        Err(_) => {
            let _ = writeln!(std::io::stderr(), "NOT TRIED: {program} is missing");
            None
        }
    }
}

fn edition(desk: &Desk) -> String {
    let pdf = fs::read(desk.path("leaflet.pdf")).unwrap();
    record::open(&pdf).unwrap().record.edition
}

#[test]
fn a_leaflet_saved_again_is_told_so_with_the_standing_of_its_edition() {
    for saver in SAVERS {
        let Some(desk) = saved_again(saver) else {
            continue;
        };
        let edition = edition(&desk);
        let verify = [
            "verify",
            "again.pdf",
            "--date",
            DAY,
            "--ledger",
            "ledger.jsonl",
        ];
        let run = desk.run(&verify).code(1);
        let answer = String::from_utf8(stdout(&run)).unwrap();
        let expected = format!(
            "Having a blood test\n  edition {edition}, made on {DAY}\n  draft, unknown\n  \
             another program has saved the file again, and its proof is lost; by its code, the edition is current\n"
        );
        assert_eq!(answer, expected, "{saver:?}");
        let said = stderr(&run);
        let expected = format!(
            "error: `again.pdf` was saved again by another program: its proof is lost\n\
             hint: get the file as Careleaf made it, or make the leaflet anew; `careleaf verify {edition}` asks about its edition alone\n"
        );
        assert_eq!(said, expected, "{saver:?}");

        desk.edit(
            "blood-test/after-the-test.md",
            "a few minutes",
            "ten minutes",
        );
        let verify = [&verify[..], &["--format", "json"]].concat();
        let run = desk.run(&verify).code(1);
        let answer: serde_json::Value = serde_json::from_slice(&stdout(&run)).unwrap();
        assert_eq!(answer["verdict"], "superseded", "{saver:?}");
        assert_eq!(answer["standing"], "superseded", "{saver:?}");
        assert_eq!(answer["edition"], edition, "{saver:?}");
    }
}

/// Without a ledger the record that is left in the file must do, or there is only the code.
#[test]
fn a_leaflet_saved_again_is_told_so_without_a_ledger() {
    for saver in SAVERS {
        let Some(desk) = saved_again(saver) else {
            continue;
        };
        let run = desk.run(&["verify", "again.pdf", "--date", DAY]).code(1);
        let said = stderr(&run);
        assert!(
            said.starts_with(
                "error: `again.pdf` was saved again by another program: its proof is lost\n"
            ),
            "{saver:?}: {said}"
        );
        assert!(said.contains(&edition(&desk)), "{saver:?}: {said}");
    }
}

#[test]
fn a_file_of_another_program_that_was_never_a_leaflet_is_none() {
    let desk = Desk::bare();
    let pdf = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n\
               trailer\n<</Root 1 0 R>>\n%%EOF\n";
    let library = Desk::with_starter();
    fs::write(desk.path("other.pdf"), pdf).unwrap();
    let path = desk.path("other.pdf").display().to_string();
    let run = library.run(&["verify", &path]).code(1);
    let said = stderr(&run);
    assert!(said.contains("has no record of Careleaf\n"), "{said}");
}
