//! The files that ward lists come in: workbooks as programs save them, tables of text with what spreadsheets leave in them,
//! and files that are no lists at all.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use snapbox::cmd::OutputAssert;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::batch::{COLUMNS, NAME, batch, contents, desk_with, list, manifest};
use crate::desk::{DAY, Desk, stderr};

/// What is said is never more than this.
const MOST_SAID: usize = 100_000;

fn batch_of(desk: &Desk, file: &str, arguments: &[&str]) -> OutputAssert {
    desk.command()
        .args(["batch", file, "--out", "out", "--date", DAY])
        .args(arguments)
        .assert()
}

/// A desk with a file that is read as a list.
fn desk_with_file(name: &str, bytes: &[u8]) -> Desk {
    let desk = desk_with(b"");
    fs::write(desk.path(name), bytes).unwrap();
    desk
}

/// A ZIP file with these files in it.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="Ward 7" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook of Excel whose only sheet has these rows.
fn xlsx(rows: &str) -> Vec<u8> {
    zip(&[
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}

/// A workbook of LibreOffice with these tables.
fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

fn ods_row(cells: &[&str]) -> String {
    let cell = |text: &&str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let cells: String = cells.iter().map(cell).collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

/// The rows of a sheet with these cells, as strings of their own.
fn xlsx_rows(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let row =
        |cells: &&[&str]| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    rows.iter().map(row).collect()
}

#[test]
fn workbooks_as_programs_save_them_give_the_files_that_text_gives() {
    let text = "leaflet,sections,text_size,copies,clinic,prepared_for\n\
                blood-test,before-the-test after-the-test,14,2,day-unit,Zoë Müller\n\
                \n\
                blood-test,before-the-test after-the-test,12,,,Zoë Öberg\n\
                blood-test,before-the-test,,1,day-unit,\n";
    let plain = desk_with(text.as_bytes());
    batch(&plain, &[]).success();
    let expected = contents(&plain.path("out"));
    assert!(
        expected.keys().any(|name| name.starts_with("0004-")),
        "{:?}",
        expected.keys()
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lists");
    let mut tried = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // What it is called says nothing of what it is.
        let desk = desk_with_file("list", &fs::read(&path).unwrap());
        let said = stderr(&batch_of(&desk, "list", &[]).success());
        assert_eq!(contents(&desk.path("out")), expected, "{}", path.display());
        assert!(said.starts_with("passed over: `Bed`, `Notes`\n"), "{said}");
        tried += 1;
    }
    assert_eq!(tried, 3);
}

#[test]
fn cells_come_as_a_person_sees_them() {
    let header = xlsx_rows(&[&[
        "leaflet",
        "sections",
        "text_size",
        "copies",
        "prepared_for",
        "seen",
    ]]);
    let row = |size: &str, copies: &str, rest: &str| {
        format!(
            r#"{header}<row r="7"><c r="A7" t="inlineStr"><is><r><t>blood</t></r><r><t>-test</t></r><rPh><t>x</t></rPh></is></c><c r="B7" t="str"><f>A1</f><v>before-the-test</v></c><c r="C7"><v>{size}</v></c><c r="D7"><v>{copies}</v></c>{rest}</row>"#
        )
    };
    let seen = r#"<c r="F7" t="b"><v>1</v></c>"#;
    for (size, copies) in [("12.0", "2"), ("1.2E1", "2.0"), ("12", "2.00000")] {
        let desk = desk_with_file("ward.xlsx", &xlsx(&row(size, copies, seen)));
        batch_of(&desk, "ward.xlsx", &[]).success();
        assert_eq!(manifest(&desk)["rows"][0]["row"], 7);
        assert_eq!(manifest(&desk)["rows"][0]["copies"], 2);
    }
    let desk = desk_with_file("ward.xlsx", &xlsx(&row("12.5", "1", "")));
    let said = stderr(&batch_of(&desk, "ward.xlsx", &[]).code(1));
    assert!(
        said.starts_with("error: row 7, `text_size`: `12.5` is not a text size\n --> ward.xlsx:7:"),
        "{said}"
    );
}

#[test]
fn rows_and_cells_that_are_written_once_stand_as_often_as_they_are_said_to() {
    let header = ods_row(&["leaflet", "sections", "prepared_for"]);
    let twice = ods_row(&["blood-test", "before-the-test"]).replacen(
        "<table:table-row>",
        r#"<table:table-row table:number-rows-repeated="2">"#,
        1,
    );
    let blank = r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>"#;
    let rest = r#"<table:table-row table:number-rows-repeated="1048565"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let table =
        format!(r#"<table:table table:name="List">{header}{blank}{twice}{rest}</table:table>"#);
    let desk = desk_with_file("ward.ods", &ods(&table));
    batch_of(&desk, "ward.ods", &[]).success();
    let manifest = manifest(&desk);
    let rows: Vec<u64> = manifest["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["row"].as_u64().unwrap())
        .collect();
    assert_eq!(rows, [5, 6]);
}

#[test]
fn the_sheet_that_is_a_ward_list_is_read_and_two_of_them_are_refused() {
    let list = ods_row(&["leaflet", "sections"]) + &ods_row(&["blood-test", "before-the-test"]);
    let table = |name: &str, rows: &str| {
        format!(r#"<table:table table:name="{name}">{rows}</table:table>"#)
    };
    let key = table("Key", &ods_row(&["Beds 1 to 6 are bay A"]));
    let desk = desk_with_file("ward.ods", &ods(&(key.clone() + &table("Monday", &list))));
    batch_of(&desk, "ward.ods", &[]).success();
    let both = key + &table("Monday", &list) + &table("Tuesday", &list);
    let desk = desk_with_file("ward.ods", &ods(&both));
    let said = stderr(&batch_of(&desk, "ward.ods", &[]).code(1));
    assert!(
        said.starts_with(
            "error: several sheets are ward lists: `Monday`, `Tuesday`\n--> ward.ods\n = hint: keep one of them in \
             the workbook\n"
        ),
        "{said}"
    );
}

#[test]
fn rows_that_a_spreadsheet_hides_are_warned_of() {
    let rows = xlsx_rows(&[&["leaflet", "sections"], &["blood-test", "before-the-test"]]);
    let rows = rows.replacen("</row><row>", r#"</row><row hidden="1">"#, 1);
    let desk = desk_with_file("ward.xlsx", &xlsx(&rows));
    let said = stderr(&batch_of(&desk, "ward.xlsx", &[]).success());
    let warning = "warning: the workbook hides 1 row of the list, which are read all the same\nhint: delete the rows that are not wanted\n";
    assert!(said.contains(warning), "{said}");
}

#[test]
fn a_sheet_that_libreoffice_hides_is_passed_over() {
    let list = ods_row(&["leaflet", "sections"]) + &ods_row(&["blood-test", "before-the-test"]);
    let style = |name: &str, shown: &str| {
        format!(
            r#"<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/></style:style>"#
        )
    };
    let styles = style("ta1", "true") + &style("ta2", "false");
    let table = |name: &str, style: &str| {
        format!(
            r#"<table:table table:name="{name}" table:style-name="{style}">{list}</table:table>"#
        )
    };
    let book =
        |second: &str| ods(&(styles.clone() + &table("Monday", "ta1") + &table("Old", second)));
    let desk = desk_with_file("ward.ods", &book("ta2"));
    batch_of(&desk, "ward.ods", &[]).success();
    let desk = desk_with_file("ward.ods", &book("ta1"));
    let said = stderr(&batch_of(&desk, "ward.ods", &[]).code(1));
    assert!(
        said.starts_with("error: several sheets are ward lists: "),
        "{said}"
    );
}

#[test]
fn a_formula_without_a_value_is_refused_in_our_columns() {
    let header = xlsx_rows(&[&["leaflet", "sections", "copies", "note"]]);
    let book = |copies: &str, note: &str, settings: &str| {
        let row = xlsx_rows(&[&["blood-test", "before-the-test"]]);
        let rows = header.clone() + &row.replace("</row>", &format!("{copies}{note}</row>"));
        let workbook = WORKBOOK.replace("</workbook>", &format!("{settings}</workbook>"));
        zip(&[
            ("xl/workbook.xml", &workbook),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            (
                "xl/worksheets/sheet1.xml",
                &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ])
    };
    let refused =
        "error: row 2, `copies`: its formula has no value in the file\n --> ward.xlsx:2:28\n";
    let hint = "  = hint: open the list in the spreadsheet program, and save it again\n";
    let recalculate = r#"<calcPr fullCalcOnLoad="1"/>"#;
    for (copies, settings) in [
        ("<c><f>1+1</f></c>", ""),
        ("<c><f>1+1</f><v></v></c>", ""),
        ("<c><f>1+1</f><v/></c>", ""),
        (r#"<c><f t="shared" si="0"/></c>"#, ""),
        ("<c><f>1+1</f><v>0</v></c>", recalculate),
    ] {
        let desk = desk_with_file("ward.xlsx", &book(copies, "", settings));
        let said = stderr(&batch_of(&desk, "ward.xlsx", &[]).code(1));
        assert!(
            said.starts_with(refused) && said.contains(hint),
            "{copies}: {said}"
        );
    }
    for (copies, note) in [
        ("<c><f>1+1</f><v>2</v></c>", "<c><f>1+1</f></c>"),
        (
            r#"<c t="str"><f>""</f><v></v></c>"#,
            r#"<c t="e"><v>#REF!</v></c>"#,
        ),
        ("<c><v>2</v></c>", ""),
    ] {
        let desk = desk_with_file("ward.xlsx", &book(copies, note, ""));
        batch_of(&desk, "ward.xlsx", &[]).success();
    }
    let cell = r#"<table:table-cell table:formula="of:=1+1"/>"#;
    let row = ods_row(&["blood-test", "before-the-test"])
        .replace("</table:table-row>", &format!("{cell}</table:table-row>"));
    let table = ods_row(&["leaflet", "sections", "copies"]) + &row;
    let desk = desk_with_file(
        "ward.ods",
        &ods(&format!("<table:table>{table}</table:table>")),
    );
    let said = stderr(&batch_of(&desk, "ward.ods", &[]).code(1));
    assert!(
        said.starts_with(&refused.replace("xlsx", "ods")) && said.contains(hint),
        "{said}"
    );
}

#[test]
fn errors_and_formulas_in_the_place_of_values_are_refused() {
    let header = "leaflet,sections,prepared_for,note\n";
    for (row, fault) in [
        (
            "blood-test,before-the-test,#NAME?,",
            "`prepared_for`: it is `#NAME?`, an error of the spreadsheet",
        ),
        (
            "#N/A,before-the-test,,",
            "`leaflet`: it is `#N/A`, an error of the spreadsheet",
        ),
        (
            "blood-test,before-the-test,Err:502,",
            "`prepared_for`: it is `Err:502`, an error of the spreadsheet",
        ),
        (
            "blood-test,before-the-test,=A9,",
            "`prepared_for`: it is a formula, and no value",
        ),
        (
            "blood-test,before-the-test,{{name}},",
            "`prepared_for`: it is left of a template",
        ),
        (
            "blood-test,before-the-test,-,",
            "`prepared_for`: it has neither a letter nor a digit",
        ),
    ] {
        let desk = desk_with((header.to_owned() + row + "\n").as_bytes());
        let said = stderr(&batch(&desk, &[]).code(1));
        assert!(
            said.starts_with(&format!("error: row 2, {fault}\n")),
            "{said}"
        );
        assert!(said.contains("error: 1 error in `ward.csv`\n"), "{said}");
    }
    let desk =
        desk_with((header.to_owned() + "blood-test,before-the-test,Bed #4,#REF!\n").as_bytes());
    batch(&desk, &[]).success();
}

#[test]
fn what_odd_programs_leave_in_text_does_no_harm() {
    let row = "blood-test,before-the-test,Ann\r\n";
    let header = "leaflet,sections,prepared_for\r\n";
    for text in [
        format!("{header}{row}\u{1A}"),
        format!("{header}{row}\u{1A}\r\n"),
        format!(",,\r\n\r\n{header}{row}"),
        format!("\u{FEFF}\u{FEFF}{header}\u{FEFF}{row}"),
        format!(
            "\"sep=;\"\r\n{}",
            (header.to_owned() + row).replace(',', ";")
        ),
        format!("SEP=|\r\n{}", (header.to_owned() + row).replace(',', "|")),
        (header.to_owned() + row).replace(',', "|"),
    ] {
        let desk = desk_with(text.as_bytes());
        batch(&desk, &[]).success();
    }
    // The line that tells the separator is none that a spreadsheet shows.
    let desk = desk_with(format!("sep=,\r\n{header}blod,x,\r\n").as_bytes());
    let said = stderr(&batch(&desk, &[]).code(1));
    assert!(said.starts_with("error: row 2, `leaflet`: "), "{said}");
    for (row, fault) in [
        (
            header,
            "row 2 has the names of the columns again\n --> ward.csv:2:1\n",
        ),
        (
            "blood-test,before-the-test,\"Ann\" Example\n",
            "row 2 has a field that goes on behind its closing quote\n",
        ),
        (
            "blood-test,before-the-test,\"Ann \\\"Nan\\\" X\"\n",
            "row 2 has a field that goes on behind its closing quote\n",
        ),
        (
            "blood\n",
            "row 2 has 1 field, and the first line names 3 columns\n",
        ),
    ] {
        let desk = desk_with((header.to_owned() + row).as_bytes());
        let said = stderr(&batch(&desk, &[]).code(1));
        assert!(said.starts_with(&format!("error: {fault}")), "{said}");
        assert!(!said.contains("Ann"), "{said}");
    }
}

#[test]
fn the_summary_says_what_was_resolved() {
    let rows = [
        "Having a blood test,,PREPARING FOR A BLOOD TEST,12,1,Day Unit,",
        "BLOOD-TEST,After the test;before the test,,14,2,,",
        "blood-test,before-the-test after-the-test,,12,1,,",
    ];
    let desk = desk_with(list(&rows).as_bytes());
    let said = stderr(&batch(&desk, &[]).success());
    let summary = "  3 of `Having a blood test`\n    2: `Before the test`, `After the test`\n    \
                   1: preset `Preparing for a blood test`; clinic `Day unit`\nin all 3 leaflets, 4 copies, ";
    assert!(said.contains(summary), "{said}");
}

#[test]
fn workbooks_that_would_fill_memory_end_with_a_message() {
    let wide = ods_row(&["leaflet", "x"]).replacen(
        "<table:table-cell office:value-type=\"string\"><text:p>x",
        "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>x",
        1,
    );
    let deep = wide.replacen(
        "<table:table-row>",
        r#"<table:table-row table:number-rows-repeated="1048576">"#,
        1,
    );
    let spaces = " ".repeat(1 << 20).repeat(200);
    let corners = r#"<row r="1"><c r="A1" t="str"><v>leaflet</v></c><c r="XFD1" t="str"><v>x</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>"#;
    for (file, bytes, message) in [
        (
            "bomb.xlsx",
            xlsx(&format!("<row>{spaces}</row>")),
            "the workbook has more than 128 MB when it is unpacked",
        ),
        (
            "bomb.ods",
            ods(&format!("<table:table>{deep}</table:table>")),
            "the workbook has more than 2000000 cells",
        ),
        (
            "corners.xlsx",
            xlsx(corners),
            "there is neither a column `sections` nor a column `preset`",
        ),
        (
            "cut.xlsx",
            xlsx(corners)[..600].to_vec(),
            "it is a ZIP file that is damaged, and no ward list",
        ),
    ] {
        let desk = desk_with_file(file, &bytes);
        let start = Instant::now();
        let said = stderr(&batch_of(&desk, file, &[]).code(1));
        assert!(said.starts_with(&format!("error: {message}\n")), "{said}");
        assert!(said.contains(&format!("--> {file}")), "{said}");
        assert!(start.elapsed() < Duration::from_secs(60), "{file}");
    }
}

#[test]
fn files_of_other_kinds_are_named() {
    for (bytes, kind) in [
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), "a PDF"),
        (
            b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01".to_vec(),
            "a JPEG picture",
        ),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec(), "a PNG picture"),
        (b"{\\rtf1\\ansi leaflet}".to_vec(), "an RTF document"),
        (
            b"<!DOCTYPE html><html><table><tr><td>leaflet".to_vec(),
            "a web page",
        ),
        (b"[{\"leaflet\": \"blood-test\"}]".to_vec(), "JSON"),
        (
            zip(&[("[Content_Types].xml", ""), ("word/document.xml", "")]),
            "a Word document",
        ),
        (
            zip(&[
                ("Index/Document.iwa", ""),
                ("Metadata/Properties.plist", ""),
            ]),
            "a Numbers, Pages or Keynote document",
        ),
        (zip(&[("ward.csv", COLUMNS)]), "a ZIP file"),
        (
            zip(&[
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", ""),
            ]),
            "an OpenDocument text",
        ),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0W\0o\0r\0k\0b\0o\0o\0k\0".to_vec(),
            "a workbook of Excel before 2007 (.xls)",
        ),
    ] {
        // Whatever its name says.
        for name in ["ward.csv", "ward.xlsx"] {
            let desk = desk_with_file(name, &bytes);
            let said = stderr(&batch_of(&desk, name, &[]).code(1));
            let message = format!(
                "error: it is {kind}, and no ward list\n--> {name}\n = hint: save the list as a workbook (.xlsx, \
                 .ods) or as “CSV UTF-8”, and name that file\n"
            );
            assert!(said.starts_with(&message), "{said}");
        }
    }
}

#[test]
fn what_spreadsheets_leave_in_text_is_passed_over() {
    let text = "\u{FEFF}Leaflet;Bed;Sections;Prepared for;;Notes;;\r\n\
                blood-test;4;\"before-the-test,\nafter-the-test\";\"Zoë\r\nMüller\";;\"ring; her\nson\";;\r\n\
                ;;;;;;;\r\n\
                blood-test;5;Before the test;;;;\r\n\
                ;;\r\n\r\n";
    let desk = desk_with(text.as_bytes());
    let said = stderr(&batch(&desk, &[]).success());
    assert!(said.starts_with("passed over: `Bed`, `Notes`\n"), "{said}");
    assert_eq!(said.matches("passed over").count(), 1);
    let summary = "  2 of `Having a blood test`\n    1: `Before the test`\n    1: `Before the test`, `After the test`\n\
        in all 2 leaflets, 2 copies, ";
    assert!(said.contains(summary), "{said}");
    let warning = "sheets of paper\nwarning: 2 leaflets without a 24-hour number, in rows 2 and 4: they say to call 999 or go to A&E\n";
    assert!(said.contains(warning), "{said}");
    let manifest = manifest(&desk);
    assert_eq!(manifest["rows"][0]["row"], 2);
    assert_eq!(manifest["rows"][1]["row"], 4);

    let unnamed = desk_with(b"leaflet,preset,\nblood-test,preparing,her note\n");
    let said = stderr(&batch(&unnamed, &[]).success());
    assert!(
        said.starts_with("passed over: column 3 without a name\n"),
        "{said}"
    );
    let beyond = desk_with(format!("leaflet,preset\nblood-test,preparing,{NAME}\n").as_bytes());
    let said = stderr(&batch(&beyond, &[]).code(1));
    assert!(
        said.starts_with("error: row 2 has 3 fields, and the first line names 2 columns\n"),
        "{said}"
    );
    assert!(!said.contains(NAME), "{said}");
}

#[test]
fn a_row_that_a_quote_has_swallowed_is_neither_printed_nor_shown() {
    for rows in [
        [
            format!("blood-test,before-the-test,,,,,\"{NAME}"),
            "blood-test,before-the-test,,,,,Amal Said\"".to_owned(),
        ],
        [
            format!("blood-test,before-the-test,,,,\"day-unit,{NAME}"),
            "blood-test,before-the-test,,,,\"day-unit,Amal Said".to_owned(),
        ],
        [
            format!("blood-test,\"before-the-test,,,,,{NAME}"),
            "blood-test,before-the-test\",,,,,Amal Said".to_owned(),
        ],
    ] {
        let desk = desk_with(list(&[&rows[0], &rows[1]]).as_bytes());
        let said = stderr(&batch(&desk, &[]).code(1));
        assert!(
            said.starts_with("error: row 2 has a field that goes on over the line\n"),
            "{said}"
        );
        assert!(
            !said.contains("Quirina") && !said.contains("Amal"),
            "{said}"
        );
    }
    // Where a separator is missing, a name stands in another column.
    let desk = desk_with(list(&[&format!("blood-test,before-the-test,,12,1,{NAME}")]).as_bytes());
    let said = stderr(&batch(&desk, &[]).code(1));
    assert!(
        said.starts_with("error: row 2 has 6 fields, and the first line names 7 columns\n"),
        "{said}"
    );
    assert!(!said.contains("Quirina"), "{said}");
}

#[test]
fn a_flood_of_faults_is_counted_and_not_shown() {
    let row = "blod-test,before-the-test,,13,1,,Quirina\n";
    let rows = 20_000;
    let desk = desk_with((format!("{COLUMNS}\n") + &row.repeat(rows)).as_bytes());
    let said = stderr(&batch(&desk, &[]).code(1));
    assert!(said.len() < MOST_SAID, "{} bytes", said.len());
    let shown = said.matches("error: row ").count();
    assert!(shown >= 100, "{shown}");
    let more = format!(
        "error: there are {} more errors: the list was checked up to row 10001, and the rest was not looked at\n--> ward.csv\n",
        2 * 10_000 - shown
    );
    assert!(said.contains(&more), "{}", &said[said.len() - 500..]);
    let all = "error: 20000 errors in the first 10001 rows of `ward.csv`\n";
    assert!(said.contains(all), "{}", &said[said.len() - 500..]);

    // The last row with a fault is the last that is looked at.
    let desk = desk_with((format!("{COLUMNS}\n") + &row.repeat(10_000) + ",,,,,,\n").as_bytes());
    let said = stderr(&batch(&desk, &[]).code(1));
    let more = format!(
        "error: there are {} more errors in this list\n",
        2 * 10_000 - shown
    );
    assert!(said.contains(&more), "{}", &said[said.len() - 500..]);

    // Long names, in a list or typed, do not make messages long.
    let long = format!("{COLUMNS}\n{},x,,,,,\n", "x".repeat(1_000_000)).repeat(2);
    let said = stderr(&batch(&desk_with(long.as_bytes()), &[]).code(1));
    assert!(said.len() < 10_000, "{} bytes", said.len());
}

#[test]
fn lists_beyond_the_limits_are_refused_with_the_limit() {
    let wide = format!("leaflet,preset{}\n", ",note".repeat(1_000_000));
    let header = format!("{COLUMNS}\n");
    let long = header + &"a,b\r\n".repeat(2_000_001);
    for (text, message) in [
        (
            wide,
            "the first line has 1000002 columns, and a list has at most 16384",
        ),
        (long, "the list has more than 2000000 rows"),
    ] {
        let desk = desk_with(text.as_bytes());
        let said = stderr(&batch(&desk, &[]).code(1));
        assert!(said.starts_with(&format!("error: {message}\n")), "{said}");
        assert!(said.len() < MOST_SAID);
    }
    let desk = desk_with(b"");
    let large = fs::File::create(desk.path("large.csv")).unwrap();
    large.set_len(2 << 30).unwrap();
    let said = stderr(&batch_of(&desk, "large.csv", &[]).code(1));
    assert!(
        said.starts_with(
            "error: the ward list `large.csv` is larger than 250 MB\nhint: check that it is the right file, or split it into \
             several lists\n"
        ),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_is_no_list() {
    let desk = desk_with(b"");
    let made = Command::new("mkfifo")
        .arg(desk.path("pipe"))
        .status()
        .unwrap();
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("socket")).unwrap();
    for (name, kind) in [
        ("/dev/zero", "a device"),
        ("/dev/null", "a device"),
        ("pipe", "a pipe"),
        ("socket", "something special"),
    ] {
        let said = stderr(&batch_of(&desk, name, &[]).code(1));
        let message = format!(
            "error: the ward list `{name}` is {kind}, not a file\nhint: save the list in a file first, and name that\n"
        );
        assert_eq!(said, message);
    }
    let said = stderr(&batch_of(&desk, "leaflets", &[]).code(1));
    let message =
        "error: the ward list `leaflets` is a folder, not a file\nhint: name the file in it: ";
    assert!(said.starts_with(message), "{said}");
    assert!(!desk.path("out").exists());
}
