//! The record that a PDF carries: what it says, that a change anywhere in the file is noticed, and that no file, however
//! it is made, keeps `verify` from an answer.

use std::fs::{self, File};
use std::io::Write;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};

use careleaf::diagnostic::{self, Sources, Style};
use careleaf::form::{Form, PagedForm};
use careleaf::leaflet::{Imprint, Personal, compose};
use careleaf::library::{self, Library};
use careleaf::paged::layout::lay_out;
use careleaf::paged::layout::page::Pages;
use careleaf::paged::pdf::{self, PdfError};
use careleaf::printing::{Printing, TextSize};
use careleaf::proof::record::{self, SealError};
use careleaf::selection::{Request, Wanted, select};
use careleaf::tasks::verify::{self, Evidence, Validity};

use png::{BitDepth, ColorType};

use crate::cases;
use crate::desk::{DAY, Desk, stderr};
use crate::pngs::Recipe;

/// The starter's leaflet, built.
pub(crate) static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let desk = Desk::with_starter();
    let library = library::read(&desk.path("leaflets")).library.unwrap();
    built(&library)
});

fn built(library: &Library) -> Vec<u8> {
    pdf::write(&laid_out(library)).unwrap()
}

fn laid_out(library: &Library) -> Pages {
    let request = Request {
        leaflet: "blood-test".to_owned(),
        sections: Wanted::All,
        text_size: TextSize::default(),
        printing: Printing::default(),
        date: DAY.parse().unwrap(),
        clinic: None,
        allow_overdue: None,
    };
    let selection = select(library, &request).unwrap();
    lay_out(
        &compose(&selection, &Imprint::default()),
        selection.form(),
        &Personal::default(),
    )
}

fn find(bytes: &[u8], words: &[u8]) -> Vec<usize> {
    memchr::memmem::find_iter(bytes, words).collect()
}

#[test]
fn every_file_carries_its_record_and_its_words() {
    for case in cases::golden() {
        let opened = record::open(&case.pdf).unwrap();
        assert!(opened.is_whole, "{}", case.name);
        assert_eq!(opened.record.edition, case.pages.leaflet.edition.code());
        let text = record::open_text(&case.pdf, &opened.record).expect("the words are there");
        assert_eq!(text, case.pages.proof.text, "{}", case.name);
        assert_eq!(text.parts.len(), opened.record.parts.len());
    }
}

#[test]
fn record_has_the_hash_of_the_file_with_noughts_in_its_place() {
    let opened = record::open(&PDF).unwrap();
    let hash = opened.record.pdf_sha256;
    let [at] = find(&PDF, hash.as_bytes())[..] else {
        panic!("the hash stands once")
    };
    let mut zeroed = PDF.clone();
    zeroed[at..at + 64].fill(b'0');
    let expected: String = Sha256::digest(&zeroed)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(hash, expected);
}

#[test]
fn record_names_the_parts_with_their_dates_and_hashes() {
    let desk = Desk::with_starter();
    let library = library::read(&desk.path("leaflets")).library.unwrap();
    let record = record::open(&PDF).unwrap().record;
    let parts: Vec<&str> = record.parts.iter().map(|part| part.part.as_str()).collect();
    assert_eq!(
        parts,
        [
            "opening",
            "urgent-help",
            "contacts",
            "section/before-the-test",
            "section/after-the-test",
            "questions",
            "glossary",
            "about"
        ]
    );
    let section = &library.leaflets.values().next().unwrap().sections[0];
    let part = &record.parts[3];
    assert_eq!(part.content_hash, Some(section.content_hash.to_string()));
    assert_eq!(part.last_reviewed, Some(section.review.last_reviewed));
    assert_eq!(part.review_due, Some(section.review.review_due));
    assert_eq!(
        record.options.sections,
        ["before-the-test", "after-the-test"]
    );
    assert_eq!(record.form, Form::Pdf(PagedForm::default()));
    let text = record::open_text(&PDF, &record).unwrap();
    let part = text.part("section/before-the-test").unwrap();
    let has = |lines: &[String], line: &str| lines.iter().any(|it| it == line);
    assert!(
        has(&part.lines, "1. Drink some water, if you may."),
        "{part:#?}"
    );
    assert_eq!(
        part.review,
        [
            "Text checked: 23 November 2026",
            "Next check due: 23 November 2027"
        ]
    );
    assert!(
        has(
            &part.shown,
            "link https://www.example.org/blood-test/before"
        ),
        "{part:#?}"
    );
    let about = text.part("about").unwrap();
    assert!(
        has(
            &about.review,
            "Text checked: 23 November 2026. Next check due: 23 November 2027."
        ),
        "{about:#?}"
    );
}

/// Numbers that look random and are the same on every day.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn a_flipped_bit_is_noticed_wherever_it_is() {
    let mut pdf = PDF.clone();
    let record = find(&pdf, b"\nstream\n{\"careleaf_record\"")[0];
    let in_record = (record..record + 3000).map(|at| (at, at % 8));
    let anywhere = (0..pdf.len())
        .step_by(pdf.len() / 3000)
        .map(|at| (at, at / 7 % 8));
    for (at, bit) in in_record.chain(anywhere) {
        pdf[at] ^= 1 << bit;
        // Never that it is none of Careleaf's.
        match record::open(&pdf) {
            Ok(opened) => assert!(!opened.is_whole, "bit {bit} of byte {at}"),
            Err(fault) => assert_ne!(fault, SealError::NoRecord, "bit {bit} of byte {at}"),
        }
        pdf[at] ^= 1 << bit;
    }
    assert!(record::open(&pdf).unwrap().is_whole);
}

/// The address space that an answer may take, in KB, the program and its library included.
#[cfg(target_os = "linux")]
const BOUND: u32 = 200_000;

#[cfg(target_os = "linux")]
#[test]
fn ten_thousand_mutilated_files_get_an_answer_within_the_bound_on_memory() {
    let program = std::env::current_exe().unwrap();
    let limited = format!(
        "ulimit -v {BOUND}; exec \"$0\" --exact proof::answering_process --ignored --nocapture"
    );
    let run = std::process::Command::new("sh")
        .args(["-c", &limited])
        .arg(program)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success() && said.contains("10000 answers"),
        "{said}{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

/// What `verify` does with a file, ten thousand times. A third of the files are sealed anew, so that all of them is looked
/// at: their words, and what the library makes of their requests.
#[test]
#[ignore = "a part of the test above, which starts it as a process with little memory"]
fn answering_process() {
    let desk = Desk::with_starter();
    let genuine = PDF.clone();
    desk.edit(
        "blood-test/after-the-test.md",
        "a few minutes",
        "ten minutes",
    );
    let library = library::read(&desk.path("leaflets")).library.unwrap();
    let mut dice = Dice(7);
    let (mut answers, mut judged) = (0, 0);
    for number in 0..10_000 {
        let mut pdf = mutilated(&genuine, &mut dice);
        let is_forged = number % 3 == 0 && record::seal(&mut pdf).is_ok();
        if let Ok(opened) = record::open(&pdf) {
            assert!(is_forged || !opened.is_whole || pdf == genuine);
            if opened.is_whole {
                let text = record::open_text(&pdf, &opened.record);
                let evidence = Evidence {
                    record: &opened.record,
                    text: text.as_ref(),
                    kept: None,
                    earlier: None,
                };
                let verdict = verify::judge(&library, evidence, DAY.parse().unwrap());
                assert_ne!(verdict.validity, Validity::Current);
                judged += 1;
            }
        }
        answers += 1;
    }
    assert!(judged > 500, "only {judged} files were read to the end");
    writeln!(std::io::stdout(), "{answers} answers").unwrap();
}

/// A file cut off, with a stretch overwritten, doubled, taken out, or moved; mostly about its record.
fn mutilated(pdf: &[u8], dice: &mut Dice) -> Vec<u8> {
    let record = find(pdf, b"{\"careleaf_record\"")[0];
    let near = [0, record.saturating_sub(200)][dice.below(2)];
    let at = near + dice.below((pdf.len() - near).min(4000));
    let length = 1 + dice.below(300.min(pdf.len() - at));
    let mut file = pdf.to_vec();
    match dice.below(6) {
        0 => file.truncate(at),
        1 => file[at..at + length].fill([0, b'9', b'"', 0xFF][dice.below(4)]),
        2 => drop(file.drain(at..at + length)),
        3 => {
            let stretch = file[at..at + length].to_vec();
            file.splice(at..at, stretch);
        }
        4 => file[at..at + length].reverse(),
        _ => {
            let nested = "[".repeat(2000).into_bytes();
            file.splice(at..at, nested);
        }
    }
    file
}

/// What keeps pages from being written.
fn refusal(pages: &Pages) -> String {
    let PdfError::Violations(faults) = pdf::write(pages).unwrap_err();
    diagnostic::render(&faults, &Sources::default(), Style::Plain)
}

#[test]
fn leaflet_that_could_not_be_verified_is_not_written() {
    let desk = Desk::with_starter();
    let library = library::read(&desk.path("leaflets")).library.unwrap();
    let mut pages = laid_out(&library);
    let part = pages.proof.record.parts[3].clone();
    let parts = pages.proof.record.parts.len();
    pages.proof.record.parts.resize(902, part);
    let said = refusal(&pages);
    let limit = "KB, and one that can be verified has at most";
    assert!(
        said.starts_with("error: the record of the leaflet would have 269 "),
        "{said}"
    );
    assert!(said.contains(&format!("{limit} 256\n")), "{said}");

    pages.proof.record.parts.truncate(parts);
    pages.proof.text.parts[3].lines = vec!["word ".repeat(1000); 450];
    let said = refusal(&pages);
    assert!(
        said.starts_with("error: the text of the leaflet would have 2"),
        "{said}"
    );
    assert!(said.contains(&format!("{limit} 2000\n")), "{said}");
}

/// Pictures of noise, which nothing makes smaller.
#[test]
fn leaflet_with_more_pictures_than_are_looked_at_again_is_not_written() {
    let desk = Desk::with_starter();
    let mut dice = Dice(3);
    let mut figures = String::from("\n");
    for number in 0..18 {
        let picture = Recipe {
            size: 800,
            seed: dice.below(1 << 20) as u32,
            ..Recipe::new(ColorType::Rgb, BitDepth::Eight)
        };
        let name = format!("noise-{number}.png");
        let path = desk.path("leaflets/blood-test").join(&name);
        fs::write(path, picture.encode()).unwrap();
        figures += &format!("![Noise number {number}.]({name} \"Caption {number}\")\n\n");
    }
    let heading = "\n## Your results";
    desk.edit(
        "blood-test/after-the-test.md",
        heading,
        &(figures + heading),
    );
    let said = stderr(&desk.build(&["--all", "-o", "leaflet.pdf"]).code(1));
    assert!(
        said.contains("error: the file would have 3") && said.contains("at most 32\n"),
        "{said}"
    );
    assert!(desk.files().is_empty());
}

#[test]
fn file_with_two_records_is_refused() {
    let doubled = [&PDF[..], &PDF[..]].concat();
    assert_eq!(record::open(&doubled).unwrap_err(), SealError::Several);
}

#[test]
fn record_of_a_later_version_is_not_guessed_at() {
    let mut pdf = PDF.clone();
    let at = find(&pdf, b"{\"careleaf_record\":2")[0] + 19;
    pdf[at] = b'9';
    record::seal(&mut pdf).unwrap();
    assert_eq!(record::open(&pdf).unwrap_err(), SealError::Later(9));
    pdf[at] = b'0';
    record::seal(&mut pdf).unwrap();
    assert_eq!(record::open(&pdf).unwrap_err(), SealError::Broken);
}

/// A sealed file with the record of the starter's, and `packed` as its embedded text ten times.
fn with_text(packed: &[u8], unpacked: Option<&[u8]>) -> Vec<u8> {
    let start = find(&PDF, b"{\"careleaf_record\"")[0];
    let end = start + find(&PDF[start..], b"\n")[0];
    let mut record = String::from_utf8(PDF[start..end].to_vec()).unwrap();
    if let Some(text) = unpacked {
        let digits = Sha256::digest(text);
        let hash: String = digits.iter().map(|byte| format!("{byte:02x}")).collect();
        let genuine = record::open(&PDF).unwrap().record.text_sha256;
        record = record.replace(&genuine, &hash);
    }
    let mut file = b"%PDF-1.7\n1 0 obj\n<</Kids[1 0 R]>>\nstream\n".to_vec();
    file.extend(record.bytes());
    for _ in 0..10 {
        file.extend(b"\nendstream\n<</Type/EmbeddedFile/Filter/FlateDecode>>\nstream\n");
        file.extend(packed);
    }
    record::seal(&mut file).unwrap();
    file
}

/// Text that unpacks to a gigabyte.
fn bomb() -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let noughts = vec![b'0'; 1 << 20];
    for _ in 0..1024 {
        encoder.write_all(&noughts).unwrap();
    }
    with_text(&encoder.finish().unwrap(), None)
}

/// A text with as many sentences as fit, in a part that has changed.
fn endless() -> Vec<u8> {
    let lines = vec!["\"A b.\""; 280_000].join(",");
    let part = "{\"part\":\"section/after-the-test\",\"title\":\"\",\"lines\":[";
    let text = format!("{{\"careleaf_text\":1,\"parts\":[{part}{lines}]}}]}}");
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes()).unwrap();
    with_text(&encoder.finish().unwrap(), Some(text.as_bytes()))
}

#[cfg(target_os = "linux")]
#[test]
fn hostile_files_get_an_answer_within_the_bound_on_memory() {
    let desk = Desk::with_starter();
    // So that the words are compared.
    desk.edit(
        "blood-test/after-the-test.md",
        "a few minutes",
        "ten minutes",
    );
    let truncated = &PDF[..PDF.len() / 2];
    let cyclic = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer\n<</Root 1 0 R/Prev 9>>";
    fs::write(desk.path("bomb.pdf"), bomb()).unwrap();
    fs::write(desk.path("endless.pdf"), endless()).unwrap();
    fs::write(desk.path("truncated.pdf"), truncated).unwrap();
    fs::write(desk.path("cyclic.pdf"), cyclic).unwrap();
    fs::write(desk.path("empty.pdf"), "").unwrap();
    File::create(desk.path("huge.pdf"))
        .unwrap()
        .set_len(1 << 40)
        .unwrap();
    let pipe = std::process::Command::new("mkfifo")
        .arg(desk.path("pipe.pdf"))
        .status();
    assert!(pipe.unwrap().success());
    for (file, message) in [
        (
            "pipe.pdf",
            "error: `pipe.pdf` is a pipe, not a file\nhint: name a PDF that Careleaf has made\n",
        ),
        ("bomb.pdf", "error: edition `"),
        ("endless.pdf", "error: edition `"),
        ("truncated.pdf", "error: `truncated.pdf` has "),
        (
            "cyclic.pdf",
            "error: `cyclic.pdf` has no record of Careleaf\n",
        ),
        (
            "empty.pdf",
            "error: `empty.pdf` is not a PDF\nhint: name a PDF that Careleaf has made\n",
        ),
        (
            "huge.pdf",
            "error: `huge.pdf` has more than 32 MB: it is no leaflet\n",
        ),
        (
            "/dev/zero",
            "error: `/dev/zero` is a device, not a file\nhint: name a PDF that Careleaf has made\n",
        ),
    ] {
        let program = env!("CARGO_BIN_EXE_careleaf");
        let limited = format!("ulimit -v {BOUND}; exec {program} verify {file} --date {DAY}");
        let run = snapbox::cmd::Command::new("sh")
            .args(["-c", &limited])
            .current_dir(desk.path("."))
            .assert();
        let said = stderr(&run);
        run.code(1);
        assert!(said.starts_with(message), "{said}");
    }
}
