//! The examples do what they say: the same code that `cargo run --example` runs, on the sample library.

use std::error::Error;
use std::fs;
use std::io::Write;

use tempfile::TempDir;

use crate::sound_library::SoundLibrary;

#[path = "../../examples/batch.rs"]
#[expect(dead_code, reason = "an example starts in `main`, and a test does not")]
mod batch;
#[path = "../../examples/check_content.rs"]
#[expect(dead_code, reason = "an example starts in `main`, and a test does not")]
mod check_content;
#[path = "../../examples/make.rs"]
#[expect(dead_code, reason = "an example starts in `main`, and a test does not")]
mod make;

const LIBRARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/leaflets");
const DAY: &str = "2026-11-23";

/// What an example does with its arguments.
type Example = fn(&[String], &mut dyn Write) -> Result<(), Box<dyn Error>>;

/// What an example says, and how it ends.
fn said(example: Example, arguments: &[&str]) -> (String, Result<(), String>) {
    let arguments: Vec<String> = arguments.iter().map(|it| (*it).to_owned()).collect();
    let mut out = Vec::new();
    let result = example(&arguments, &mut out).map_err(|error| error.to_string());
    (String::from_utf8(out).unwrap(), result)
}

#[test]
fn one_leaflet_is_made_of_the_sections_that_were_named() {
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("leaflet.pdf");
    let output = output.to_str().unwrap();
    let (said, result) = said(make::run, &[LIBRARY, DAY, output, "acute", "follow-up"]);
    assert_eq!(result, Ok(()));
    assert!(said.contains("with “Follow up”"), "{said}");
    assert!(fs::read(output).unwrap().starts_with(b"%PDF-1.7"));
}

#[test]
fn a_batch_shows_its_progress() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("ward.csv");
    let out = folder.path().join("monday");
    fs::write(
        &list,
        "leaflet,sections\nacute-lymphoblastic-leukaemia,follow-up\n",
    )
    .unwrap();
    let (list, out) = (list.to_str().unwrap(), out.to_str().unwrap());
    let (said, result) = said(batch::run, &[LIBRARY, DAY, list, out]);
    assert_eq!(result, Ok(()));
    assert_eq!(said, "1 leaflets to make\n1 of 1\n1 leaflets are made\n");
    assert!(fs::exists(format!("{out}/manifest.csv")).unwrap());
}

#[test]
fn a_repository_of_content_is_checked_line_by_line() {
    let (said_of_sample, result) = said(check_content::run, &[LIBRARY, DAY]);
    assert_eq!((said_of_sample.as_str(), result), ("", Ok(())));
    let faulty = SoundLibrary::write().edit("sample/leaflet.toml", "\"en-GB\"", "\"cy\"");
    let root = faulty.path("");
    let (said, result) = said(check_content::run, &[root.to_str().unwrap(), DAY]);
    assert!(said.contains("leaflet.toml:"), "{said}");
    assert!(
        said.contains(": error: Careleaf is not translated into `cy`"),
        "{said}"
    );
    assert!(result.unwrap_err().contains("must be corrected"));
}
