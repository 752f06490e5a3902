//! The checksums of a ZIP archive (APPNOTE.TXT, 4.4.7), which workbooks are: with them wrong, no reader looks further. Only what is
//! stored as it is gets a new one; of packed files none can be known.

use std::ops::Range;

/// How the head of a file in the archive starts, and how long it is before the file's name.
const HEAD: (&[u8], usize) = (b"PK\x03\x04", 30);
/// The same of its entry in the list at the end.
const ENTRY: (&[u8], usize) = (b"PK\x01\x02", 46);

/// Writes the right checksum into each head and entry, as far as they can be told apart.
pub(crate) fn repair(archive: &mut [u8]) {
    let entries: Vec<usize> = (0..archive.len())
        .filter(|&at| archive[at..].starts_with(ENTRY.0) && at + ENTRY.1 <= archive.len())
        .collect();
    for entry in entries {
        let head = number(archive, entry + 42..entry + 46);
        if let Some(stored) = head.and_then(|head| stored(archive, head)) {
            let checksum = crc32fast::hash(&archive[stored.data]).to_le_bytes();
            archive[entry + 16..entry + 20].copy_from_slice(&checksum);
            archive[stored.checksum].copy_from_slice(&checksum);
        }
    }
}

/// A file that is stored as it is.
struct Stored {
    /// The place of its checksum in its head.
    checksum: Range<usize>,
    /// Its bytes.
    data: Range<usize>,
}

/// The file whose head is at `head`, if it is stored as it is.
fn stored(archive: &[u8], head: usize) -> Option<Stored> {
    let fields = archive.get(head..head.checked_add(HEAD.1)?)?;
    let is_stored = fields.starts_with(HEAD.0) && fields[8..10] == [0, 0];
    let length = number(fields, 18..22)?;
    let names = number(fields, 26..28)? + number(fields, 28..30)?;
    let start = head + HEAD.1 + names;
    let end = start.checked_add(length)?;
    (is_stored && end <= archive.len()).then_some(Stored {
        checksum: head + 14..head + 18,
        data: start..end,
    })
}

/// The number in some bytes, of which the first counts least.
fn number(bytes: &[u8], range: Range<usize>) -> Option<usize> {
    let bytes = bytes.get(range)?.iter().rev();
    Some(bytes.fold(0, |number, &byte| number << 8 | usize::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive with one file, `a`, that holds `b`, and with its checksum or without one.
    fn archive(checksum: [u8; 4]) -> Vec<u8> {
        let one = [1, 0, 0, 0];
        let fields = [[0; 4], checksum, one, one, one].concat();
        let head = [HEAD.0, &[10, 0, 0, 0, 0, 0], &fields, b"ab"].concat();
        let entry = [
            ENTRY.0,
            &[10, 0, 10, 0, 0, 0, 0, 0],
            &fields,
            &[0; 14],
            b"a",
        ]
        .concat();
        [head, entry].concat()
    }

    #[test]
    fn a_file_that_is_stored_gets_its_checksum_in_both_places() {
        let mut broken = archive([0; 4]);
        repair(&mut broken);
        assert_eq!(broken, archive(crc32fast::hash(b"b").to_le_bytes()));
    }
}
