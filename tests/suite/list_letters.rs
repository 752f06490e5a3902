//! Names in ward lists: those that were saved right are taken whatever their language, and those whose letters were changed
//! on the way are refused. `tests/names.txt` has the names, with the encodings that programs of their countries save in.

use std::path::Path;
use std::sync::LazyLock;

use careleaf::library::{self, Library};
use careleaf::printing::Printing;
use careleaf::tasks::batch::{self, Desk as Checks, Encoding, ListFile};
use snapbox::str;

use crate::batch::{batch, desk_with};
use crate::desk::stderr;

/// Names of one language or of some that are written alike.
struct Group {
    /// The encodings besides UTF-8 that they are saved in.
    encodings: Vec<&'static str>,
    names: Vec<&'static str>,
}

fn groups() -> Vec<Group> {
    let text = include_str!("../names.txt");
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let lines: Vec<&str> = lines.collect();
    let group = |pair: &[&'static str]| Group {
        encodings: pair[0]
            .split('|')
            .next()
            .unwrap()
            .split_whitespace()
            .collect(),
        names: pair[1].split(", ").collect(),
    };
    lines.chunks(2).map(group).collect()
}

/// The bytes of a text in an encoding, if it has all its characters.
fn encoded(text: &str, label: &str) -> Option<Vec<u8>> {
    if let Some(number) = label.strip_prefix("ibm").filter(|number| *number != "866") {
        let tables = &oem_cp::code_table::ENCODING_TABLE_CP_MAP;
        return oem_cp::encode_string_checked(text, tables.get(&number.parse().unwrap())?);
    }
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label");
    let (bytes, _, has_faults) = encoding.encode(text);
    (!has_faults).then(|| bytes.into_owned())
}

/// What bytes read as in an encoding.
fn read_as(bytes: &[u8], label: &str) -> String {
    if let Some(number) = label.strip_prefix("ibm") {
        let tables = &oem_cp::code_table::DECODING_TABLE_CP_MAP;
        return tables
            .get(&number.parse().unwrap())
            .unwrap()
            .decode_string_lossy(bytes);
    }
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label");
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn list(names: &[&[u8]]) -> Vec<u8> {
    let mut list = b"leaflet,sections,prepared_for\n".to_vec();
    for name in names {
        list.extend(b"blood-test,before-the-test,");
        list.extend(*name);
        list.push(b'\n');
    }
    list
}

/// What is said of the letters of the names in a list; whether the typefaces have them is another matter.
fn alarms(names: &[&[u8]], encoding: Option<&str>) -> Vec<String> {
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
        let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/starter");
        library::read(&starter)
            .library
            .expect("the starter is sound")
    });
    let desk = Checks {
        library: &LIBRARY,
        date: jiff::civil::date(2026, 11, 23),
        printing: Printing::default(),
    };
    let file = ListFile {
        path: Path::new("ward.csv"),
        bytes: &list(names),
        encoding: encoding.map(|label| label.parse::<Encoding>().unwrap()),
    };
    let mut said = Vec::new();
    batch::read(file, desk, &mut |diagnostics, _| {
        said.extend(
            diagnostics
                .iter()
                .map(|diagnostic| diagnostic.message.clone()),
        );
    });
    let of_letters = [
        "its letters are",
        "letters of it",
        "where a letter was",
        "where another letter was",
    ];
    said.retain(|message| of_letters.iter().any(|words| message.contains(words)));
    said
}

#[test]
fn names_of_all_languages_that_are_saved_right_raise_no_alarm() {
    let mut tried = 0;
    for Group { encodings, names } in groups() {
        for name in &names {
            assert_eq!(alarms(&[name.as_bytes()], None), [""; 0], "{name}");
            tried += 1;
            // Alone in a list there is least to judge by.
            if let Some(bytes) = encoded(name, "windows-1252") {
                assert_eq!(alarms(&[&bytes], None), [""; 0], "{name} in Windows-1252");
                tried += 1;
            }
        }
        for label in encodings {
            let bytes: Vec<Vec<u8>> = names
                .iter()
                .filter_map(|name| encoded(name, label))
                .collect();
            let bytes: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
            assert_eq!(alarms(&bytes, Some(label)), [""; 0], "{label}");
        }
    }
    assert!(tried > 600, "{tried} names");
}

#[test]
fn lists_in_other_encodings_are_refused_unless_that_is_said() {
    for Group { encodings, names } in groups() {
        for label in encodings
            .into_iter()
            .filter(|label| *label != "windows-1252")
        {
            let bytes: Vec<Vec<u8>> = names
                .iter()
                .filter_map(|name| encoded(name, label))
                .collect();
            let all: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
            let said = alarms(&all, None);
            assert!(!said.is_empty(), "{label}: {}", names[0]);
            let spelling = "its letters are wrong when the list is read as Windows-1252: it ";
            assert!(
                said.iter().all(|message| message.contains(spelling)),
                "{said:?}"
            );
        }
    }
}

#[test]
fn most_names_are_recognised_as_misread_though_they_stand_alone() {
    let (mut alarmed, mut all) = (0, 0);
    for Group { encodings, names } in groups() {
        for label in encodings {
            for name in &names {
                let Some(bytes) = encoded(name, label) else {
                    continue;
                };
                if read_as(&bytes, "windows-1252") != *name {
                    all += 1;
                    alarmed += usize::from(!alarms(&[&bytes], None).is_empty());
                }
            }
        }
    }
    // The rest could be names of Western Europe as they stand: `Uður`, `Rûta`.
    assert!(alarmed * 100 >= all * 90, "{alarmed} of {all}");
    assert!(all > 500, "{all} names");
}

#[test]
fn the_encoding_that_a_list_looks_like_is_named() {
    for (label, name, names) in [
        (
            "windows-1250",
            "Windows-1250",
            &["Dvořák", "Wiśniewski", "Čapek"][..],
        ),
        (
            "iso-8859-2",
            "ISO-8859-2",
            &["Wiśniewski", "Kowalczyk", "Łoś"],
        ),
        ("windows-1251", "Windows-1251", &["Иван Петров", "Людмила"]),
        ("windows-1253", "Windows-1253", &["Ελένη Καραγιάννη"]),
        (
            "windows-1254",
            "Windows-1254",
            &["Şahin Yıldız", "İbrahim Çağlar"],
        ),
        (
            "windows-1257",
            "Windows-1257",
            &["Bērziņš", "Žukauskienė", "Šarūnas"],
        ),
        ("macintosh", "Mac Roman", &["Müller", "José Muñoz", "Zoë"]),
        (
            "ibm850",
            "code page 850",
            &["Müller", "Söderström", "Bjørn Ås"],
        ),
        ("ibm852", "code page 852", &["Dvořák", "Łukasz", "Šárka"]),
        ("koi8-u", "KOI8-U", &["Олена Шевченко"]),
    ] {
        let bytes: Vec<Vec<u8>> = names
            .iter()
            .map(|name| encoded(name, label).unwrap())
            .collect();
        let bytes: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
        let said = alarms(&bytes, None);
        let looks = format!("it looks like {name}");
        assert!(
            !said.is_empty() && said.iter().all(|it| it.ends_with(&looks)),
            "{label}: {said:?}"
        );
    }
}

#[test]
fn names_that_were_encoded_twice_are_refused() {
    let mut missed = Vec::new();
    let mut tried = 0;
    for Group { names, .. } in groups() {
        for name in names.into_iter().filter(|name| !name.is_ascii()) {
            for label in [
                "windows-1252",
                "windows-1250",
                "macintosh",
                "ibm850",
                "ibm437",
                "windows-1251",
            ] {
                let twice = read_as(name.as_bytes(), label);
                tried += 1;
                if alarms(&[twice.as_bytes()], None).is_empty() {
                    missed.push(format!("{name} as {label}"));
                }
            }
        }
    }
    assert!(
        missed.len() * 200 < tried,
        "{} of {tried}: {missed:?}",
        missed.len()
    );
    for (name, label) in [
        ("MÃ¼ller", "Windows-1252"),
        ("Oâ€™Brien", "Windows-1252"),
        ("JosĂ©", "Windows-1250"),
        ("M√ºller", "Mac Roman"),
    ] {
        let said = alarms(&[name.as_bytes()], None);
        let expected =
            format!("row 2, `prepared_for`: its letters are UTF-8 that was read as {label}");
        assert_eq!(said, [expected]);
    }
}

#[test]
fn letters_that_were_lost_are_missed() {
    for Group { names, .. } in groups() {
        for name in names
            .into_iter()
            .filter(|name| name.chars().any(|c| !c.is_ascii() && c.is_alphabetic()))
        {
            let lost: String = name
                .chars()
                .map(|c| if c.is_ascii() { c } else { '?' })
                .collect();
            let replaced: String = name
                .chars()
                .map(|c| if c.is_ascii() { c } else { '\u{FFFD}' })
                .collect();
            for changed in [lost, replaced] {
                let said = alarms(&[changed.as_bytes()], None);
                assert_eq!(said.len(), 1, "{changed}");
                assert!(
                    said[0].contains("letters of it were lost"),
                    "{changed}: {said:?}"
                );
            }
        }
    }
    for escaped in [
        "M&uuml;ller",
        "M&#252;ller",
        "M\\u00fcller",
        "M%C3%BCller",
        "M=C3=BCller",
    ] {
        let said = alarms(&[escaped.as_bytes()], None);
        assert!(
            said[0].ends_with("letters of it stand as escapes, as in the source of a web page"),
            "{said:?}"
        );
    }
    for (name, sign) in [
        ("Wa£êsa", '£'),
        ("Go³¹b", '³'),
        ("¯aneta", '¯'),
        ("L‰on", '‰'),
        ("Bj¿rn", '¿'),
    ] {
        let said = alarms(&[name.as_bytes()], None);
        assert_eq!(
            said,
            [format!(
                "row 2, `prepared_for`: it has `{sign}` where a letter was"
            )]
        );
    }
}

#[test]
fn a_list_in_another_encoding_is_refused_by_row_and_column_and_never_quoted() {
    let names = ["Dvořák", "Ann Example", "Kateřina Šťastná"];
    let bytes: Vec<Vec<u8>> = names
        .iter()
        .map(|name| encoded(name, "windows-1250").unwrap())
        .collect();
    let bytes: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
    let desk = desk_with(&list(&bytes));
    batch(&desk, &[]).code(1).stderr_eq(str![[r#"
error: row 2, `prepared_for`: its letters are wrong when the list is read as Windows-1252: it looks like Windows-1250
 --> ward.csv:2:28
  |
2 | blood-test,before-the-test,…
  |                            ^
  |
  = hint: save the list again as “CSV UTF-8”, or say how it was saved: `--encoding windows-1250` (or `--encoding windows-1252` where that is right)

error: row 4, `prepared_for`: its letters are wrong when the list is read as Windows-1252: it looks like Windows-1250
 --> ward.csv:4:28
  |
4 | blood-test,before-the-test,…
  |                            ^
  |
  = hint: save the list again as “CSV UTF-8”, or say how it was saved: `--encoding windows-1250` (or `--encoding windows-1252` where that is right)

`ward.csv` is read as Windows-1252
error: 2 errors in `ward.csv`
hint: mend the rows named above; nothing was made

"#]]);
    let stated = stderr(&batch(&desk, &["--encoding", "cp1250"]).success());
    assert!(
        stated.starts_with("`ward.csv` is read as Windows-1250\n"),
        "{stated}"
    );
}

#[test]
fn a_name_that_was_encoded_twice_is_refused_until_somebody_says_that_it_is_right() {
    let desk = desk_with(&list(&["MÃ¼ller".as_bytes()]));
    batch(&desk, &[]).code(1).stderr_eq(str![[r#"
error: row 2, `prepared_for`: its letters are UTF-8 that was read as Windows-1252
 --> ward.csv:2:28
  |
2 | blood-test,before-the-test,…
  |                            ^
  |
  = hint: save the list again as “CSV UTF-8” from where the name is right, or as a workbook (.xlsx, .ods); where it is right as it stands, say so: `--encoding utf-8`

error: 1 error in `ward.csv`
hint: mend the rows named above; nothing was made

"#]]);
    batch(&desk, &["--encoding", "utf-8"]).success();
}

#[test]
fn an_encoding_that_cannot_be_is_refused() {
    let desk = desk_with(&[b"\xEF\xBB\xBF", &list(&["Zoë".as_bytes()])[..]].concat());
    let said = stderr(&batch(&desk, &["--encoding", "windows-1250"]).code(1));
    assert!(
        said.starts_with(
            "error: the first bytes of the list say that it is UTF-8\n--> ward.csv\n = hint: leave `--encoding` \
             out, or write `--encoding utf-8`\n"
        ),
        "{said}"
    );
    let said = stderr(&batch(&desk, &["--encoding", "ansi-ish"]).code(2));
    assert!(
        said.contains("write one such as `utf-8`, `windows-1252`, `iso-8859-2`"),
        "{said}"
    );
    let broken = desk_with(&list(&[b"Zo\xEB"]));
    let said = stderr(&batch(&broken, &["--encoding", "utf-8"]).code(1));
    assert!(
        said.starts_with("error: the list is not sound UTF-8\n"),
        "{said}"
    );
}
