//! `careleaf batch`: what is refused and how it is said, what stands in the folder, and what an interrupted batch leaves.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use sha2::{Digest, Sha256};
use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::desk::{DAY, Desk, names_in, stderr, stdout};
use crate::readback;

/// The columns of most lists here.
pub(crate) const COLUMNS: &str = "leaflet,sections,preset,text_size,copies,clinic,prepared_for";
/// A name that stands nowhere but in a ward list.
pub(crate) const NAME: &str = "Quirina Zbyszek";

/// A desk with a list, and a clinic to choose.
pub(crate) fn desk_with(list: &[u8]) -> Desk {
    let desk = Desk::with_starter();
    let clinic = "[clinic.day-unit]\nname = \"Day unit\"\nurgent_line = \"0123 456 789\"\n\n";
    let organisation = "[[organisation]]\nname = \"NHS";
    desk.edit(
        "house.toml",
        organisation,
        &format!("{clinic}{organisation}"),
    );
    fs::write(desk.path("ward.csv"), list).unwrap();
    desk
}

pub(crate) fn batch(desk: &Desk, arguments: &[&str]) -> OutputAssert {
    desk.command()
        .args(["batch", "ward.csv", "--out", "out", "--date", DAY])
        .args(arguments)
        .assert()
}

/// A list with [`COLUMNS`] and these rows.
pub(crate) fn list(rows: &[&str]) -> String {
    format!("{COLUMNS}\n{}\n", rows.join("\n"))
}

/// The files of a folder with their bytes.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = names_in(folder).into_iter();
    names
        .map(|name| (name.clone(), fs::read(folder.join(name)).unwrap()))
        .collect()
}

pub(crate) fn manifest(desk: &Desk) -> serde_json::Value {
    let text = fs::read_to_string(desk.path("out/manifest.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn sha256(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in Sha256::digest(bytes) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Rows that differ in all that may differ, some with a name.
fn varied_rows(number: usize) -> String {
    let rows: Vec<String> = (0..number)
        .map(|row| {
            let wanted = [
                "before-the-test,",
                "before-the-test after-the-test,",
                ",preparing",
            ];
            let size = [12, 14, 18, 28][row / 3 % 4];
            let clinic = ["", "day-unit"][row / 5 % 2];
            let name = match row % 2 {
                0 => String::new(),
                _ => format!("Person {row}"),
            };
            format!(
                "blood-test,{},{size},{},{clinic},{name}",
                wanted[row % 3],
                row % 4 + 1
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    list(&rows)
}

#[test]
fn a_row_becomes_a_file_that_the_manifest_tells_of() {
    let desk = desk_with(
        list(&[
            "blood-test,before-the-test,,12,3,day-unit,",
            "blood-test,,preparing,18,,,Amal Said",
        ])
        .as_bytes(),
    );
    batch(&desk, &[]).success();
    let names = names_in(&desk.path("out"));
    let [first, second, "manifest.csv", "manifest.json"] =
        &names.iter().map(String::as_str).collect::<Vec<_>>()[..]
    else {
        panic!("{names:?}");
    };
    assert!(
        first.starts_with("0002-blood-test-") && first.ends_with(".pdf"),
        "{first}"
    );
    assert!(second.starts_with("0003-blood-test-"), "{second}");

    let manifest = manifest(&desk);
    let row = &manifest["rows"][0];
    let pdf = fs::read(desk.path("out").join(first)).unwrap();
    let pages = readback::read(&pdf).pages as u64;
    assert_eq!(row["row"], 2);
    assert_eq!(row["file"], *first);
    assert_eq!(
        row["edition"],
        first["0002-blood-test-".len()..].trim_end_matches(".pdf")
    );
    assert_eq!(row["pages"], pages);
    assert_eq!(row["copies"], 3);
    assert_eq!(row["form"], "12pt");
    assert_eq!(row["sheets"], pages * 3);
    assert_eq!(row["blank_sha256"], sha256(&pdf));
    assert_eq!(row["review_due"], "2027-11-23");
    assert_eq!(row["failure"], serde_json::Value::Null);

    let table = fs::read_to_string(desk.path("out/manifest.csv")).unwrap();
    let mut lines = table.lines();
    assert_eq!(
        lines.next(),
        Some("row,file,edition,form,pages,copies,sheets,blank_sha256,review_due,failure")
    );
    assert!(lines.next().unwrap().starts_with(&format!("2,{first},")));
    assert!(lines.next().unwrap().starts_with(&format!("3,{second},")));
    assert_eq!(lines.next(), None);
}

#[test]
fn a_row_has_the_bytes_that_build_writes() {
    let desk = desk_with(
        list(&[
            "blood-test,after-the-test,,18,1,day-unit,Amal Said",
            "blood-test,,preparing,12,1,,",
        ])
        .as_bytes(),
    );
    batch(&desk, &[]).success();
    let first = [
        "-s",
        "after-the-test",
        "--text-size",
        "18",
        "--clinic",
        "day-unit",
    ];
    let named = ["--prepared-for", "Amal Said", "-o", "0001.pdf"];
    desk.build(&[&first[..], &named].concat()).success();
    desk.build(&["--preset", "preparing", "-o", "0002.pdf"])
        .success();
    let names = names_in(&desk.path("out"));
    for (name, built) in names.iter().zip(["0001.pdf", "0002.pdf"]) {
        let bytes = fs::read(desk.path("out").join(name)).unwrap();
        assert_eq!(bytes, fs::read(desk.path(built)).unwrap(), "{name}");
    }
}

#[test]
fn leaflets_that_are_past_due_by_the_clock_are_warned_of() {
    let desk = desk_with(list(&["blood-test,before-the-test,,12,1,,"]).as_bytes());
    for file in ["urgent-help.md", "before-the-test.md"] {
        desk.edit(&format!("blood-test/{file}"), "2026-11-23", "2020-11-23");
    }
    desk.edit("glossary.toml", "2026-11-23", "2020-11-23");
    desk.edit("blood-test/before-the-test.md", "2027-11-23", "2021-11-23");
    let arguments = ["batch", "ward.csv", "--out", "out", "--date", "2021-01-01"];
    let said = stderr(&desk.run(&arguments).success());
    assert!(
        said.contains(
            "warning: some of these leaflets were due for review on 2021-11-23, and today is "
        ),
        "{said}"
    );
}

#[test]
fn the_template_is_a_list_that_can_be_made() {
    let desk = desk_with(b"");
    let template = stdout(&desk.run(&["batch", "--template"]).success());
    assert_eq!(
        String::from_utf8_lossy(&template),
        format!("{COLUMNS}\nblood-test,before-the-test after-the-test,,12,1,,\n")
    );
    fs::write(desk.path("ward.csv"), template).unwrap();
    batch(&desk, &[]).success();
}

/// A row of each kind with what is said of it: a column and the start of a message, or nothing.
const KINDS: [(&str, &[(&str, &str)]); 21] = [
    ("blood-test,before-the-test,,12,1,,", &[]),
    ("blood-test,,preparing,18,2,day-unit,Zoë Said", &[]),
    ("blood-test,after-the-test,,,,,", &[]),
    (
        "blod-test,before-the-test,,12,1,,",
        &[("leaflet", "there is no leaflet `blod-test`")],
    ),
    (
        "blood,before-the-test,,12,1,,",
        &[("leaflet", "there is no leaflet `blood`")],
    ),
    (",before-the-test,,12,1,,", &[("leaflet", "it is empty")]),
    (
        "blood-test,befor-the-test,,12,1,,",
        &[("sections", "there is no section `befor-the-test`")],
    ),
    (
        "blood-test,before,,12,1,,",
        &[("sections", "there is no section `before`")],
    ),
    (
        "blood-test,before-the-test x y,,12,1,,",
        &[
            ("sections", "there is no section `x`"),
            ("sections", "there is no section `y`"),
        ],
    ),
    (
        "blood-test,before-the-test+after-the-test,,12,1,,",
        &[(
            "sections",
            "there is no section `before-the-test+after-the-test`",
        )],
    ),
    (
        "blood-test,,,12,1,,",
        &[("sections", "no section of `blood-test` is chosen")],
    ),
    (
        "blood-test,,preparin,12,1,,",
        &[("preset", "there is no preset `preparin`")],
    ),
    (
        "blood-test,before-the-test,preparing,12,1,,",
        &[("preset", "there are `sections` as well as a preset")],
    ),
    (
        "blood-test,befor-the-test,preparin,12,1,,",
        &[
            ("sections", "there is no section `befor-the-test`"),
            ("preset", "there is no preset `preparin`"),
            ("preset", "there are `sections` as well as a preset"),
        ],
    ),
    (
        "blood-test,before-the-test,,13,1,,",
        &[("text_size", "`13` is not a text size")],
    ),
    (
        "blood-test,before-the-test,,12,none,,",
        &[("copies", "`none` is not a number of copies")],
    ),
    (
        "blood-test,before-the-test,,12,1000,,",
        &[("copies", "`1000` is not a number of copies")],
    ),
    (
        "blood-test,before-the-test,,12,1,day,",
        &[("clinic", "there is no clinic `day`")],
    ),
    (
        "blood-test,before-the-test,,12,1,,Quirina Zbyszek \u{202E}",
        &[(
            "prepared_for",
            "it has a character that cannot be printed: U+202E",
        )],
    ),
    (
        "old,rest,,13,1,,Quirina Zbyszek",
        &[
            ("text_size", "`13` is not a text size"),
            ("leaflet", "`old` is withdrawn"),
        ],
    ),
    ("old,rest,,12,1,,", &[("leaflet", "`old` is withdrawn")]),
];

#[test]
fn two_hundred_rows_with_every_fault_get_two_hundred_right_answers() {
    let rows: Vec<&str> = (0..200).map(|row| KINDS[row % KINDS.len()].0).collect();
    let desk = desk_with(list(&rows).as_bytes());
    add_withdrawn_leaflet(&desk);
    let said = stderr(&batch(&desk, &[]).code(1));
    let mut expected = Vec::new();
    for row in 0..200 {
        for (column, message) in KINDS[row % KINDS.len()].1 {
            expected.push(format!("error: row {}, `{column}`: {message}", row + 2));
        }
    }
    let answers: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("error: row"))
        .collect();
    assert_eq!(answers, expected);
    assert_eq!(said.matches(" = hint: ").count(), expected.len());
    let end = format!(
        "error: {} errors in `ward.csv`\nhint: mend the rows named above; nothing was made\n",
        expected.len()
    );
    assert!(said.ends_with(&end), "{said}");
    assert!(!said.contains("Quirina"), "{said}");
    assert_eq!(desk.files(), ["ward.csv"]);
}

/// A leaflet that is never built, beside that of the starter.
fn add_withdrawn_leaflet(desk: &Desk) {
    let folder = desk.path("leaflets/old");
    fs::create_dir(&folder).unwrap();
    let from = desk.path("leaflets/blood-test");
    for (name, to) in [
        ("urgent-help.md", "urgent-help.md"),
        ("before-the-test.md", "rest.md"),
    ] {
        fs::copy(from.join(name), folder.join(to)).unwrap();
    }
    let leaflet = fs::read_to_string(from.join("leaflet.toml")).unwrap();
    let (head, _) = leaflet.split_once("sections =").unwrap();
    let head = head.replace("status = \"draft\"", "status = \"withdrawn\"");
    fs::write(
        folder.join("leaflet.toml"),
        head + "sections = [\"rest\"]\n",
    )
    .unwrap();
}

#[test]
fn a_fault_is_shown_on_its_line_whatever_ends_the_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let rows = [
            "blood-test,before-the-test,,12,1,,",
            "",
            "blood-test,x,,12,1,,",
        ];
        let desk = desk_with(list(&rows).replace('\n', end).as_bytes());
        let said = stderr(&batch(&desk, &[]).code(1));
        assert!(
            said.contains("error: row 4, `sections`: there is no section `x`"),
            "{said}"
        );
        assert!(said.contains("--> ward.csv:4:12"), "{said}");
    }
}

#[test]
fn a_quote_that_is_not_closed_shows_no_other_row() {
    for row in [
        "blood-test,\"before-the-test,,12,1,,Amal Said",
        "blood-test,before-the-test,,12,1,\"day-unit,Amal Said",
        "blood-test,before-the-test,,12,1,,\"Amal Said",
    ] {
        let rows = [row, "blood-test,after-the-test,,12,1,,Quirina Zbyszek"];
        let desk = desk_with(list(&rows).as_bytes());
        let said = stderr(&batch(&desk, &[]).code(1));
        assert!(
            said.contains("error: row 2 has a field that goes on over the line"),
            "{said}"
        );
        assert!(said.contains("hint: close the double quotes"), "{said}");
        assert!(
            !said.contains("Quirina") && !said.contains("Amal"),
            "{said}"
        );
    }
}

#[test]
fn rows_name_things_by_ids_or_whole_titles_however_they_are_separated() {
    let expected = {
        let desk = desk_with(
            list(&["blood-test,before-the-test after-the-test,,12,1,day-unit,"]).as_bytes(),
        );
        batch(&desk, &[]).success();
        contents(&desk.path("out"))
    };
    for sections in [
        "BEFORE-the-test After-The-Test",
        "\"before-the-test,after-the-test\"",
        "\"after-the-test, before-the-test\"",
        "before-the-test;after-the-test",
        "Before the test; After the test",
        "before the TEST;after-the-test;",
    ] {
        for (leaflet, clinic) in [
            ("blood-test", "Day unit"),
            ("Having a blood test", "DAY-UNIT"),
        ] {
            let row = format!("{leaflet},{sections},,12,1,{clinic},");
            let desk = desk_with(list(&[&row]).as_bytes());
            batch(&desk, &[]).success();
            assert_eq!(contents(&desk.path("out")), expected, "{row}");
        }
    }
    let desk = desk_with(list(&["Blood test,,PREPARING FOR A BLOOD TEST,,,,"]).as_bytes());
    batch(&desk, &[]).success();
    // The start of a title is no more a name than that of an id.
    for (row, message) in [
        (
            "Having a blood,before-the-test,,,,,",
            "`leaflet`: there is no leaflet `Having a blood`",
        ),
        (
            "blood-test,Before the,,,,,",
            "`sections`: there is no section `Before the`",
        ),
        (
            "blood-test,,Preparing for,,,,",
            "`preset`: there is no preset `Preparing for`",
        ),
        (
            "blood-test,after-the-test,,,,Day u,",
            "`clinic`: there is no clinic `Day u`",
        ),
    ] {
        let said = stderr(&batch(&desk_with(list(&[row]).as_bytes()), &[]).code(1));
        assert!(
            said.starts_with(&format!("error: row 2, {message}\n")),
            "{said}"
        );
    }
}

#[test]
fn a_line_that_tells_the_separator_is_passed_over() {
    let text = list(&["blood-test,before-the-test,,12,1,,"]).replace(',', ";");
    let desk = desk_with(format!("sep=;\r\n{text}").as_bytes());
    batch(&desk, &[]).success();
}

#[test]
fn what_is_made_stays_when_another_row_fails() {
    let desk = desk_with(
        list(&[
            "blood-test,before-the-test,,12,1,,",
            "blood-test,before-the-test,,28,1,,",
        ])
        .as_bytes(),
    );
    batch(&desk, &["--sheets", "4"]).code(1);
    let kept = fs::read_to_string(desk.path("out/.careleaf-batch")).unwrap();
    assert!(kept.contains("\n0002-blood-test-"), "{kept}");
    // More paper is another batch: what was made is made anew, and the state goes.
    batch(&desk, &[]).success();
    assert!(!desk.path("out/.careleaf-batch").exists());
}

#[test]
fn a_file_in_place_of_the_folder_is_named() {
    let desk = desk_with(list(&["blood-test,before-the-test,,12,1,,"]).as_bytes());
    fs::write(desk.path("out"), "a text").unwrap();
    let said = stderr(&batch(&desk, &[]).code(1));
    assert!(
        said.contains("error: `out` is a file\nhint: name a new folder"),
        "{said}"
    );
}

#[test]
fn a_fault_is_shown_in_its_row_without_the_name() {
    let row = "blood-test,befor-the-test,,12,1,,Quirina Zbyszek";
    batch(&desk_with(list(&[row]).as_bytes()), &[])
        .code(1)
        .stderr_eq(str![[r#"
error: row 2, `sections`: there is no section `befor-the-test`
 --> ward.csv:2:12
  |
2 | blood-test,befor-the-test,,12,1,,…
  |            ^^^^^^^^^^^^^^
  |
  = hint: did you mean `before-the-test`?

error: 1 error in `ward.csv`
hint: mend the rows named above; nothing was made

"#]]);
}

#[test]
fn a_row_that_does_not_fit_the_columns_is_not_quoted() {
    let row = "blood-test,before-the-test,after-the-test,,12,1,,Quirina Zbyszek";
    batch(&desk_with(list(&[row]).as_bytes()), &[])
        .code(1)
        .stderr_eq(str![[r#"
error: row 2 has 8 fields, and the first line names 7 columns
 --> ward.csv:2:1
  |
2 | …
  | ^
  |
  = hint: put a value that has the separating sign in it between double quotes

error: 1 error in `ward.csv`
hint: mend the rows named above; nothing was made

"#]]);
}

#[test]
fn overdue_rows_are_refused() {
    let desk = desk_with(list(&["blood-test,before-the-test,,12,1,,"]).as_bytes());
    let run = desk.run(&["batch", "ward.csv", "--out", "out", "--date", "2027-11-24"]);
    let said = stderr(&run.code(1));
    assert!(
        said.starts_with("error: row 2, `leaflet`: overdue for review on 2027-11-24: "),
        "{said}"
    );
    assert!(!desk.path("out").exists());
}

#[test]
fn withdrawn_sections_are_refused_where_they_are_asked_for() {
    let rows = [
        "blood-test,before-the-test,,12,1,,",
        "blood-test,after-the-test,,12,1,,",
        "blood-test,,preparing,12,1,,",
    ];
    let desk = desk_with(list(&rows).as_bytes());
    desk.run(&["withdraw", "before-the-test"]).success();
    let said = stderr(&batch(&desk, &[]).code(1));
    let by = "(`after-the-test` requires it)";
    for message in [
        "row 2, `sections`: withdrawn: `before-the-test`\n".to_owned(),
        format!("row 3, `sections`: withdrawn: `before-the-test` {by}\n"),
        "row 4, `preset`: withdrawn: `before-the-test`\n".to_owned(),
    ] {
        assert!(said.contains(&message), "{said}");
    }
    assert!(!desk.path("out").exists());
}

#[test]
fn text_that_has_changed_since_it_was_approved_is_warned_of_once() {
    let row = "blood-test,after-the-test,,12,1,,";
    let desk = desk_with(list(&[row, row]).as_bytes());
    let approval = ["--by", "Lead nurse", "--until", "2027-11-23", "--date", DAY];
    desk.run(&[&["approve", "after-the-test"][..], &approval].concat())
        .success();
    desk.edit(
        "blood-test/after-the-test.md",
        "a few minutes",
        "five minutes",
    );
    let said = stderr(&batch(&desk, &[]).success());
    let warning = "warning: `After the test` has changed since it was approved";
    assert_eq!(said.matches(warning).count(), 1, "{said}");
}

#[test]
fn columns_that_cannot_be_used_are_faults() {
    for (header, messages) in [
        (
            "leaflet,copies",
            &["there is neither a column `sections` nor a column `preset`"][..],
        ),
        (
            "leaflet,sectoins,preset,Preset,",
            &[
                "`sectoins` is not a column of a ward list",
                "`preset` is there twice",
            ],
        ),
        (
            "blood-test,before-the-test,Quirina",
            &["the first line has no column `leaflet`"],
        ),
    ] {
        let said = stderr(&batch(&desk_with(header.as_bytes()), &[]).code(1));
        for message in messages {
            assert!(said.contains(&format!("error: {message}\n")), "{said}");
        }
        let end = match messages.len() {
            1 => "error: 1 error in".to_owned(),
            number => format!("error: {number} errors in"),
        };
        assert!(said.contains(&end), "{said}");
        assert!(!said.contains("Quirina"), "{said}");
    }
    for empty in ["", "leaflet,sections\n", "leaflet,sections\n,\n"] {
        let said = stderr(&batch(&desk_with(empty.as_bytes()), &[]).code(1));
        assert!(said.contains("error: the list has no rows\n"), "{said}");
    }
}

#[test]
fn lists_of_any_encoding_and_separator_give_the_same_files() {
    let text = list(&["blood-test,before-the-test,,12,1,,Zoë"]);
    let plain = desk_with(text.as_bytes());
    batch(&plain, &[]).success();
    let expected = contents(&plain.path("out"));

    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> = text.chars().map(|c| u32::from(c) as u8).collect();
    let shuffled = "Prepared For;PRESET;leaflet;sections\nZoë;;blood-test;before-the-test\n";
    for (bytes, named) in [
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), None),
        ([&b"\xFF\xFE"[..], &utf16].concat(), Some("UTF-16")),
        (windows, Some("Windows-1252")),
        (text.replace(',', ";").into_bytes(), None),
        (
            text.replace(',', "\t").replace('\n', "\r\n").into_bytes(),
            None,
        ),
        (shuffled.as_bytes().to_vec(), None),
    ] {
        let desk = desk_with(&bytes);
        let said = stderr(&batch(&desk, &[]).success());
        assert_eq!(contents(&desk.path("out")), expected);
        let note = named.map(|name| format!("`ward.csv` is read as {name}\n"));
        assert_eq!(said.contains("is read as"), note.is_some(), "{said}");
        assert!(said.contains(&note.unwrap_or_default()), "{said}");
    }
}

#[test]
fn a_name_is_in_its_own_file_and_nowhere_else() {
    let names = [NAME, "Oswine Przybylski"];
    let rows = names.map(|name| format!("blood-test,before-the-test,,12,1,,{name}"));
    let blank = "blood-test,before-the-test,,12,1,,";
    let desk = desk_with(list(&[&rows[0], &rows[1], blank]).as_bytes());
    let run = batch(&desk, &["--jobs", "1"]).success();
    let mut others = vec![
        stderr(&run),
        String::from_utf8_lossy(&stdout(&run)).into_owned(),
    ];

    let files = names_in(&desk.path("out"));
    let pdfs: Vec<Vec<u8>> = files[..3]
        .iter()
        .map(|name| fs::read(desk.path("out").join(name)).unwrap())
        .collect();
    let texts: Vec<String> = pdfs
        .iter()
        .map(|pdf| readback::read(pdf).structure())
        .collect();
    for (own, name) in names.iter().enumerate() {
        for (other, text) in texts.iter().enumerate() {
            assert_eq!(text.contains(name), own == other, "{name} in {other}");
        }
        let words: Vec<&str> = name.split(' ').collect();
        let line = texts[own]
            .lines()
            .find(|line| line.contains(words[1]))
            .unwrap();
        assert!(line.contains("Prepared for: "), "{line}");
    }
    // No file says in words whom it is for: not in its metadata, outline or tags.
    others.extend(pdfs.iter().map(|pdf| unpacked(pdf)));
    others.extend(files.iter().cloned());
    for name in &files[3..] {
        others.push(fs::read_to_string(desk.path("out").join(name)).unwrap());
    }
    for text in others {
        for word in names.iter().flat_map(|name| name.split(' ')) {
            assert!(!text.contains(word), "{word}");
        }
    }
    // The hash is that of the blank form, which the last row is.
    let manifest = manifest(&desk);
    for row in 0..3 {
        assert_eq!(manifest["rows"][row]["blank_sha256"], sha256(&pdfs[2]));
        assert_eq!(
            manifest["rows"][row]["edition"],
            manifest["rows"][2]["edition"]
        );
    }
}

/// Everything in a file, unpacked: words on pages are glyphs there, and cannot be searched for.
fn unpacked(pdf: &[u8]) -> String {
    let pdf = hayro_syntax::Pdf::new(std::sync::Arc::new(pdf.to_vec())).unwrap();
    let mut text = String::new();
    for object in pdf.objects() {
        if let hayro_syntax::object::Object::Stream(stream) = &object {
            let data = stream.decoded().unwrap_or_default();
            text += &String::from_utf8_lossy(&data);
        }
        text += &format!("{object:?}");
    }
    text
}

#[test]
fn editions_are_kept_before_they_are_written_each_once_and_without_names() {
    let rows = [
        "blood-test,before-the-test,,12,1,,",
        "blood-test,before-the-test,,12,1,,Quirina Zbyszek",
        "blood-test,,preparing,18,1,,Amal Said",
    ];
    let desk = desk_with(list(&rows).as_bytes());
    let kept = ["--ledger", "ledger.jsonl", "--archive", "archive"];
    batch(&desk, &kept).success();
    let ledger = fs::read_to_string(desk.path("ledger.jsonl")).unwrap();
    assert_eq!(ledger.lines().count(), 2, "{ledger}");
    let archive = contents(&desk.path("archive"));
    assert_eq!(archive.len(), 2);
    for text in archive.values().map(|pdf| unpacked(pdf)).chain([ledger]) {
        assert!(!text.contains("Zbyszek") && !text.contains("Amal"));
    }
    let manifest = manifest(&desk);
    let hash = manifest["rows"][1]["blank_sha256"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(archive.values().any(|pdf| sha256(pdf) == hash));

    fs::write(desk.path("ledger.jsonl.d"), "").unwrap();
    let refused = ["--ledger", "ledger.jsonl.d/ledger", "--archive", "archive"];
    batch(&desk, &refused).failure();
    assert!(
        names_in(&desk.path("out"))
            .iter()
            .all(|name| !name.ends_with(".pdf"))
    );
}

#[test]
fn the_number_of_jobs_changes_no_byte() {
    let rows = varied_rows(14);
    let (one, many) = (desk_with(rows.as_bytes()), desk_with(rows.as_bytes()));
    batch(&one, &["--jobs", "1"]).success();
    batch(&many, &["--jobs", "5"]).success();
    assert_eq!(contents(&one.path("out")), contents(&many.path("out")));
    // Nor does it matter what else is in the batch.
    let last = rows.lines().last().unwrap();
    let alone = desk_with(list(&[last]).as_bytes());
    batch(&alone, &[]).success();
    let pdf = |desk: &Desk, place: usize| {
        let names = names_in(&desk.path("out"));
        fs::read(desk.path("out").join(&names[place])).unwrap()
    };
    assert_eq!(pdf(&alone, 0), pdf(&one, 13));
}

#[test]
fn a_batch_that_is_killed_fifty_times_ends_as_if_it_had_not_been() {
    let rows = varied_rows(24);
    let whole = desk_with(rows.as_bytes());
    batch(&whole, &[]).success();
    let expected = contents(&whole.path("out"));

    let desk = desk_with(rows.as_bytes());
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_careleaf"));
        command
            .args([
                "batch", "ward.csv", "--out", "out", "--date", DAY, "--quiet",
            ])
            .current_dir(desk.path("."))
            .env_remove("CARELEAF_LIBRARY")
            .env_remove("SOURCE_DATE_EPOCH")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    };
    let mut seed: u64 = 7;
    let mut killed = 0;
    for _ in 0..50 {
        // Knuth's generator: moments that are the same in every run of the test.
        seed = seed
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let mut child = command().spawn().unwrap();
        thread::sleep(Duration::from_millis(20 + (seed >> 33) % 400));
        let _ = child.kill();
        killed += usize::from(!child.wait().unwrap().success());
        if !desk.path("out").exists() {
            continue;
        }
        for (name, bytes) in contents(&desk.path("out")) {
            // What stands under a leaflet's name is whole.
            if name.ends_with(".pdf") {
                assert_eq!(Some(&bytes), expected.get(&name), "{name}");
            }
            // And what says how far the batch has come tells nobody's name.
            if name == ".careleaf-batch" {
                assert!(!String::from_utf8_lossy(&bytes).contains("Person"));
            }
        }
    }
    assert!(killed > 10, "killed {killed} times");
    assert!(command().status().unwrap().success());
    assert_eq!(contents(&desk.path("out")), expected);
}

#[test]
fn an_interrupted_batch_keeps_what_was_finished_and_makes_the_rest() {
    let rows = list(&[
        "blood-test,before-the-test,,12,1,,",
        "blood-test,before-the-test,,14,1,,",
        "blood-test,before-the-test,,12,1,,Amal Said",
    ]);
    let desk = desk_with(rows.as_bytes());
    batch(&desk, &[]).success();
    let expected = contents(&desk.path("out"));
    let names: Vec<String> = expected.keys().cloned().collect();
    let hashes: Vec<String> = names.iter().map(|name| sha256(&expected[name])).collect();

    // As if the power had failed: the first file is whole, the second is not, the third cannot be told.
    let basis = state_of_interrupted_run(&desk);
    let state = format!(
        "{basis}{} 3 {}\n{} 3 {}\n{} 3",
        names[0], hashes[0], names[1], hashes[1], names[2]
    );
    fs::write(desk.path("out/.careleaf-batch"), state).unwrap();
    fs::write(desk.path("out").join(&names[1]), b"").unwrap();
    fs::write(desk.path("out").join(&names[2]), b"another's").unwrap();
    fs::write(desk.path("out/.careleaf-x1.part"), b"half").unwrap();
    let written = fs::metadata(desk.path("out").join(&names[0]))
        .unwrap()
        .modified()
        .unwrap();
    batch(&desk, &[]).success();
    let left = contents(&desk.path("out"));
    assert_eq!(
        left.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    assert_eq!(left[&names[1]], expected[&names[1]]);
    assert_eq!(left[&names[2]], expected[&names[2]]);
    let kept = fs::metadata(desk.path("out").join(&names[0]))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(kept, written, "a finished file was made again");
}

/// The first line of the state: what a run that is killed at once leaves.
fn state_of_interrupted_run(desk: &Desk) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_careleaf"))
        .args([
            "batch", "ward.csv", "--out", "state", "--date", DAY, "--quiet",
        ])
        .current_dir(desk.path("."))
        .env_remove("CARELEAF_LIBRARY")
        .env_remove("SOURCE_DATE_EPOCH")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let state = desk.path("state/.careleaf-batch");
    let basis = loop {
        let text = fs::read_to_string(&state).unwrap_or_default();
        if let Some((line, _)) = text.split_once('\n') {
            break format!("{line}\n");
        }
    };
    let _ = child.kill();
    let _ = child.wait();
    assert!(basis.starts_with("careleaf "), "{basis}");
    basis
}

#[test]
fn a_list_that_was_changed_leaves_nothing_of_the_old_one() {
    let old = list(&[
        "blood-test,before-the-test,,12,1,,Amal Said",
        "blood-test,,preparing,14,1,,",
    ]);
    let new = list(&["blood-test,after-the-test,,12,1,,"]);
    let desk = desk_with(old.as_bytes());
    batch(&desk, &[]).success();
    fs::write(desk.path("ward.csv"), &new).unwrap();
    let said = stderr(&batch(&desk, &[]).success());
    let deleted = "\ndeleted 2 leaflets of an earlier list, which this one does not ask for\n";
    assert!(said.contains(deleted), "{said}");
    let fresh = desk_with(new.as_bytes());
    batch(&fresh, &[]).success();
    assert_eq!(contents(&desk.path("out")), contents(&fresh.path("out")));
}

#[test]
fn files_of_another_origin_are_neither_replaced_nor_deleted() {
    let desk = desk_with(list(&["blood-test,before-the-test,,12,1,,"]).as_bytes());
    batch(&desk, &[]).success();
    let leaflet = names_in(&desk.path("out")).remove(0);
    for name in ["manifest.csv", "manifest.json"] {
        fs::remove_file(desk.path("out").join(name)).unwrap();
    }
    let refused = |name: &str| {
        let before = contents(&desk.path("out"));
        let said = stderr(&batch(&desk, &[]).code(1));
        let message = format!("error: `out/{name}` is not of a batch\nhint: name a new folder");
        assert!(said.contains(&message), "{said}");
        assert_eq!(contents(&desk.path("out")), before);
    };
    refused(&leaflet);
    fs::remove_file(desk.path("out").join(&leaflet)).unwrap();
    fs::write(desk.path("out/manifest.json"), "{\"name\": \"a web site\"}").unwrap();
    refused("manifest.json");
    fs::remove_file(desk.path("out/manifest.json")).unwrap();
    fs::write(desk.path("out/notes.txt"), "for Monday").unwrap();
    batch(&desk, &[]).success();
    assert_eq!(fs::read(desk.path("out/notes.txt")).unwrap(), b"for Monday");
}

#[test]
fn two_batches_do_not_write_to_one_folder() {
    let desk = desk_with(list(&["blood-test,before-the-test,,12,1,,"]).as_bytes());
    fs::create_dir(desk.path("out")).unwrap();
    let state = fs::File::create(desk.path("out/.careleaf-batch")).unwrap();
    state.lock().unwrap();
    let said = stderr(&batch(&desk, &[]).code(1));
    assert!(
        said.contains("error: another batch is writing to `out`\nhint: wait"),
        "{said}"
    );
    drop(state);
    batch(&desk, &[]).success();
}

#[test]
fn a_row_that_fails_fails_alone() {
    let rows = list(&[
        "blood-test,before-the-test,,12,1,,",
        "blood-test,before-the-test,,14,1,,",
    ]);
    let desk = desk_with(rows.as_bytes());
    batch(&desk, &[]).success();
    let names = names_in(&desk.path("out"));
    fs::remove_dir_all(desk.path("out")).unwrap();
    fs::create_dir_all(desk.path("out").join(&names[1])).unwrap();

    let said = stderr(&batch(&desk, &[]).code(1));
    for message in [
        "\nwrote 1 leaflet to `out`\n",
        "\nrow 3: the file cannot be written: ",
    ] {
        assert!(said.contains(message), "{said}");
    }
    assert!(
        said.contains("\nerror: 1 of 2 leaflets could not be made\nhint: "),
        "{said}"
    );
    let manifest = manifest(&desk);
    assert_eq!(manifest["rows"][0]["file"], names[0].as_str());
    assert_eq!(manifest["rows"][1]["file"], serde_json::Value::Null);
    let reason = manifest["rows"][1]["failure"].as_str().unwrap();
    assert!(reason.starts_with("the file cannot be written"), "{reason}");
}

#[test]
fn progress_is_told_in_plain_lines_unless_it_is_not_wanted() {
    let rows = varied_rows(12);
    let desk = desk_with(rows.as_bytes());
    let said = stderr(&batch(&desk, &[]).success());
    assert!(said.contains("\n6 of 12 leaflets\n"), "{said}");
    assert!(
        said.contains("\n12 of 12 leaflets\nwrote 12 leaflets to `out`\n"),
        "{said}"
    );
    let warning = "warning: 7 leaflets without a 24-hour number";
    assert!(said.contains(warning), "{said}");

    let quiet = stderr(&batch(&desk, &["--quiet"]).success());
    assert!(quiet.contains(warning), "{quiet}");
    assert!(
        !quiet.contains("of 12") && !quiet.contains("wrote"),
        "{quiet}"
    );

    let job = stderr(&batch(&desk, &["--print-job", "job.pdf"]).success());
    let copies: usize = manifest(&desk)["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["copies"].as_u64().unwrap() as usize)
        .sum();
    let told = format!(
        "\n{copies} of {copies} copies in the print job\nwrote the print job to `job.pdf`\n"
    );
    assert!(job.contains(&told), "{job}");
}

#[test]
fn a_command_line_without_list_or_folder_is_a_usage_error() {
    let desk = desk_with(b"");
    for arguments in [
        &["batch"][..],
        &["batch", "ward.csv"],
        &["batch", "--out", "out"],
        &["batch", "ward.csv", "--out", "out", "--jobs", "0"],
        &["batch", "ward.csv", "--template"],
    ] {
        desk.run(arguments).code(2);
    }
    let run = desk.run(&["batch", "none.csv", "--out", "out", "--date", DAY]);
    assert!(stderr(&run.code(1)).contains("error: the ward list `none.csv` cannot be read: "));
    assert_eq!(desk.files(), ["ward.csv"]);
}

#[test]
fn every_file_of_a_batch_passes_verapdf_where_there_is_one() {
    let validator = std::env::var_os("VERAPDF").filter(|command| !command.is_empty());
    // That nothing was validated is said aloud in `conformance`.
    let Some(validator) = validator else { return };
    let desk = desk_with(varied_rows(200).as_bytes());
    batch(&desk, &["--quiet"]).success();
    let names = names_in(&desk.path("out"));
    let pdfs = names.iter().filter(|name| name.ends_with(".pdf"));
    let output = Command::new(validator)
        .args(["--flavour", "ua1,3a"])
        .args(pdfs.map(|name| desk.path("out").join(name)))
        .output()
        .expect("`VERAPDF` names a command");
    let verdict = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{verdict}");
    let passed = verdict.lines().filter(|line| line.starts_with("PASS"));
    assert_eq!(passed.count(), 2 * 200, "{verdict}");
}

#[test]
fn a_name_that_no_typeface_can_print_gets_a_blank_to_write_it_in() {
    let rows = [
        "blood-test,before-the-test,,,2,,Nguyễn Thị Hạnh",
        "blood-test,before-the-test,,,2,,王小明",
        "blood-test,before-the-test,,,2,,דוד כהן",
        "blood-test,after-the-test,,,,,Amal \u{1F600}",
    ];
    let desk = desk_with(list(&rows).as_bytes());
    let run = batch(&desk, &["--print-job", "job.pdf"]).success();
    let said = stderr(&run);
    let warning = "warning: the names in rows 3 and 5 cannot be printed: no typeface here has all of the letters\n\
        hint: write each by hand on the blank that the first page has for it, before the leaflet is given out\n";
    assert!(said.contains(warning), "{said}");
    for name in ["王", "Amal", "Nguy"] {
        assert!(!said.contains(name), "{said}");
    }
    assert!(desk.path("job.pdf").exists());
    let manifest = fs::read_to_string(desk.path("out/manifest.csv")).unwrap();
    assert_eq!(manifest.lines().count(), 5, "{manifest}");
    let words = |row: &str| {
        let mut names = names_in(&desk.path("out")).into_iter();
        let name = names.find(|name| name.starts_with(row)).unwrap();
        let document = readback::read(&fs::read(desk.path("out").join(name)).unwrap());
        let paragraphs: Vec<String> = document.root.all("P").iter().map(|it| it.text()).collect();
        let whom = paragraphs
            .into_iter()
            .find(|text| text.starts_with("Prepared for"));
        whom.unwrap()
    };
    assert_eq!(words("0002"), "Prepared for: Nguyễn Thị Hạnh");
    assert_eq!(words("0003").trim_end(), "Prepared for:");
    assert_eq!(words("0004"), "Prepared for: דוד כהן");
    assert_eq!(words("0005").trim_end(), "Prepared for:");
    let name = names_in(&desk.path("out"))
        .into_iter()
        .find(|name| name.starts_with("0003"));
    let document = readback::read(&fs::read(desk.path("out").join(name.unwrap())).unwrap());
    let blanks = document.root.all("Figure").into_iter();
    let blanks = blanks.filter(|it| it.alt.as_deref() == Some("blank, to write in"));
    assert_eq!(blanks.count(), 1);
}
