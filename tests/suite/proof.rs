//! The record that a PDF carries: what it says, that a change anywhere in the file is noticed, and that no file, however
//! it is made, keeps `verify` from an answer.

use std::fs::{self, File};
use std::io::Write;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};

use careleaf::layout::lay_out;
use careleaf::leaflet::{Personal, compose};
use careleaf::library::{self, Library};
use careleaf::pdf;
use careleaf::printing::Printing;
use careleaf::record::{self, SealError};
use careleaf::selection::{Request, TextSize, Wanted, select};

use crate::cases;
use crate::desk::{DAY, Desk, stderr};

/// The starter's leaflet, built.
static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let desk = Desk::with_starter();
    let library = library::read(&desk.path("leaflets")).library.unwrap();
    built(&library)
});

fn built(library: &Library) -> Vec<u8> {
    let request = Request {
        leaflet: "blood-test".to_owned(),
        sections: Wanted::All,
        text_size: TextSize::default(),
        printing: Printing::default(),
        date: DAY.parse().unwrap(),
        clinic: None,
        allow_overdue: None,
    };
    let leaflet = compose(&select(library, &request).unwrap());
    pdf::write(&lay_out(&leaflet, &Personal::default())).unwrap()
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
    assert_eq!(record.options.text_size, 12);
    let text = record::open_text(&PDF, &record).unwrap();
    let lines = text.lines("section/before-the-test");
    assert!(
        lines
            .iter()
            .any(|line| line == "1. Drink some water, if you may."),
        "{lines:#?}"
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
        let is_whole = record::open(&pdf).is_ok_and(|opened| opened.is_whole);
        assert!(!is_whole, "bit {bit} of byte {at}");
        pdf[at] ^= 1 << bit;
    }
    assert!(record::open(&pdf).unwrap().is_whole);
}

#[test]
fn ten_thousand_mutilated_files_get_an_answer() {
    let mut dice = Dice(7);
    for _ in 0..10_000 {
        let pdf = mutilated(&PDF, &mut dice);
        if let Ok(opened) = record::open(&pdf) {
            assert!(!opened.is_whole || pdf == *PDF);
            record::open_text(&pdf, &opened.record);
        }
    }
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

#[test]
fn file_with_two_records_is_refused() {
    let doubled = [&PDF[..], &PDF[..]].concat();
    assert_eq!(record::open(&doubled).unwrap_err(), SealError::Several);
}

#[test]
fn record_of_a_later_version_is_not_guessed_at() {
    let mut pdf = PDF.clone();
    let at = find(&pdf, b"{\"careleaf_record\":1")[0] + 19;
    pdf[at] = b'9';
    record::seal(&mut pdf).unwrap();
    assert_eq!(record::open(&pdf).unwrap_err(), SealError::Later(9));
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

/// Under Linux the answer must come within 200 MB of address space, program included.
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
    for (file, message) in [
        ("bomb.pdf", "error: edition `"),
        ("endless.pdf", "error: edition `"),
        ("truncated.pdf", "error: `truncated.pdf` has "),
        (
            "cyclic.pdf",
            "error: `cyclic.pdf` has no record of Careleaf\n",
        ),
        (
            "empty.pdf",
            "error: `empty.pdf` has no record of Careleaf\n",
        ),
        (
            "huge.pdf",
            "error: `huge.pdf` has more than 32 MB: it is no leaflet\n",
        ),
        (
            "/dev/zero",
            "error: `/dev/zero` has more than 32 MB: it is no leaflet\n",
        ),
    ] {
        let program = env!("CARGO_BIN_EXE_careleaf");
        let limited = format!("ulimit -v 200000; exec {program} verify {file} --date {DAY}");
        let run = snapbox::cmd::Command::new("sh")
            .args(["-c", &limited])
            .current_dir(desk.path("."))
            .assert();
        let said = stderr(&run);
        run.code(1);
        assert!(said.starts_with(message), "{said}");
    }
}
