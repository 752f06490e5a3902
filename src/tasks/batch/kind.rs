//! What kind of file a list is: told by what is in it, since its name may say anything. Text and two kinds of workbook are
//! read; of everything else it is said what it is.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::file_kind::kind_of;

use super::workbook::Format;

/// What a list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A table as text.
    Text,
    /// A workbook.
    Workbook(Format),
    /// A workbook that only a password opens.
    Protected,
    /// Something else, named as people know it.
    Other(String),
}

/// The first bytes of a file of Office before 2007, or of one with a password (MS-CFB, 2.2).
const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The most bytes of the kind that an OpenDocument file states.
const LONGEST_KIND: u64 = 100;

/// What kind of file these bytes are.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK") {
        return packed(bytes);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return compound(bytes);
    }
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Kind::Other("text in UTF-32".to_owned());
    }
    let start = bytes.trim_ascii_start();
    let is_rich_text = start.starts_with(b"{\\rtf");
    if start.starts_with(b"[") || start.starts_with(b"{") && !is_rich_text {
        return Kind::Other("JSON".to_owned());
    }
    // Two letters of text may be the start of a program or a picture.
    let is_text = std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(is_binary));
    let is_utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let is_marked_up = [&b"<"[..], b"%PDF", b"{\\rtf", b"%!PS"]
        .iter()
        .any(|it| start.starts_with(it));
    if is_utf16 || is_text && !is_marked_up {
        return Kind::Text;
    }
    match kind_of(start) {
        Some(name) => Kind::Other(name),
        None if start.starts_with(b"<") => Kind::Other("a web page or an XML file".to_owned()),
        None => Kind::Text,
    }
}

fn is_binary(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{1A}' | '\u{80}'..='\u{9F}')
}

/// What a ZIP file is: many programs save in one.
fn packed(bytes: &[u8]) -> Kind {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        let is_text = std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(is_binary));
        let damaged = || Kind::Other("a ZIP file that is damaged".to_owned());
        return if is_text { Kind::Text } else { damaged() };
    };
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .collect();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("content.xml") && has("mimetype") {
        return open_document(&mut archive);
    }
    let other = |name: &str| Kind::Other(name.to_owned());
    if has("xl/workbook.bin") {
        other("a binary workbook of Excel (.xlsb)")
    } else if has("xl/") {
        Kind::Workbook(Format::Xlsx)
    } else if has("word/") {
        other("a Word document")
    } else if has("ppt/") {
        other("a PowerPoint presentation")
    } else if has("Index/") || has("Index.zip") {
        other("a Numbers, Pages or Keynote document")
    } else {
        other("a ZIP file")
    }
}

/// What an OpenDocument file is, by the kind that it states (ISO/IEC 26300-3, 3.3).
fn open_document(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Kind {
    let mut stated = Vec::new();
    if let Ok(file) = archive.by_name("mimetype") {
        // A file that cannot be read states nothing.
        let _ = file.take(LONGEST_KIND).read_to_end(&mut stated);
    }
    let states = |kind: &str| memchr::memmem::find(&stated, kind.as_bytes()).is_some();
    if states("opendocument.spreadsheet") {
        Kind::Workbook(Format::Ods)
    } else if states("opendocument.text") {
        Kind::Other("an OpenDocument text".to_owned())
    } else {
        Kind::Other("an OpenDocument file that is no spreadsheet".to_owned())
    }
}

fn compound(bytes: &[u8]) -> Kind {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    if has("EncryptedPackage") {
        Kind::Protected
    } else if has("Workbook") || has("Book") {
        Kind::Other("a workbook of Excel before 2007 (.xls)".to_owned())
    } else if has("WordDocument") {
        Kind::Other("a Word document".to_owned())
    } else {
        Kind::Other("a document of an older Office program".to_owned())
    }
}
