//! The files inside a workbook: found by name, unpacked while they are read, never more than the limit in all.

use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use super::{LARGEST_UNPACKED_MB, WorkbookError};

/// The files inside a workbook.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be unpacked.
    left: Cell<u64>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, WorkbookError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WorkbookError::Damaged)?;
        Ok(Package {
            archive,
            left: Cell::new(LARGEST_UNPACKED_MB << 20),
        })
    }

    /// Goes through the XML of a file; `None` when there is no such file.
    pub(super) fn read_xml(
        &mut self,
        name: &str,
        mut see: impl FnMut(Event) -> Result<(), WorkbookError>,
    ) -> Result<Option<()>, WorkbookError> {
        let Ok(file) = self.archive.by_name(name) else {
            return Ok(None);
        };
        let left = &self.left;
        let unpacked = Unpacked { file, left };
        let mut reader = quick_xml::Reader::from_reader(BufReader::new(unpacked));
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Eof) => return Ok(Some(())),
                Ok(event) => see(event)?,
                Err(_) if left.get() == 0 => {
                    let limit = format!("more than {LARGEST_UNPACKED_MB} MB when it is unpacked");
                    return Err(WorkbookError::TooLarge(limit));
                }
                Err(_) => return Err(WorkbookError::Damaged),
            }
        }
    }
}

/// A file while it is unpacked, which ends with an error when too much has been.
struct Unpacked<'p, R> {
    file: R,
    left: &'p Cell<u64>,
}

impl<R: Read> Read for Unpacked<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let left = self.left.get().saturating_sub(read as u64);
        self.left.set(left);
        if left == 0 && read > 0 {
            return Err(io::Error::other("the limit is reached"));
        }
        Ok(read)
    }
}

/// The value of an attribute, whatever the prefix of its name.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut sound = attributes.with_checks(false).flatten();
    let found = sound.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()?;
    Some(value.into_owned())
}

/// The character that a reference in text stands for; nothing for one that XML does not define.
pub(super) fn referenced(reference: &BytesRef) -> String {
    if let Some(text) = resolve_predefined_entity(reference.as_ref()) {
        return text.to_owned();
    }
    let character = reference.resolve_char_ref().ok().flatten();
    character.map(String::from).unwrap_or_default()
}
