//! The encodings that spreadsheets save ward lists in: UTF-8 with or without a byte-order mark, UTF-16, Windows-1252.
//!
//! A file says which it has by a byte-order mark. Without one, zero bytes in the first character mean UTF-16, and what is
//! no UTF-8 is Windows-1252.

use std::fmt;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How the text of a list is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// The one to save lists in.
    Utf8,
    /// "Unicode text" of older spreadsheets.
    Utf16,
    /// What Windows programs call ANSI.
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        })
    }
}

/// The text of a file without its byte-order mark; nothing when it breaks the rules of its encoding.
pub(super) fn decode(bytes: &[u8]) -> (Encoding, Option<String>) {
    let (name, decoder) = match (encoding_rs::Encoding::for_bom(bytes), bytes) {
        (Some((marked, _)), _) if marked == UTF_8 => (Encoding::Utf8, UTF_8),
        (Some((marked, _)), _) => (Encoding::Utf16, marked),
        (None, [1..=255, 0, ..]) => (Encoding::Utf16, UTF_16LE),
        (None, [0, 1..=255, ..]) => (Encoding::Utf16, UTF_16BE),
        (None, _) if std::str::from_utf8(bytes).is_ok() => (Encoding::Utf8, UTF_8),
        (None, _) => (Encoding::Windows1252, WINDOWS_1252),
    };
    let (text, has_faults) = decoder.decode_with_bom_removal(bytes);
    (name, (!has_faults).then(|| text.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "leaflet;prepared_for\nblood-test;Zoë\n";

    fn utf16(to_bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        TEXT.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn every_encoding_is_told_and_read() {
        let with_mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        let windows: Vec<u8> = TEXT.chars().map(|c| u32::from(c) as u8).collect();
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (with_mark(b"\xEF\xBB\xBF", TEXT.as_bytes()), Encoding::Utf8),
            (with_mark(b"\xFF\xFE", &little), Encoding::Utf16),
            (with_mark(b"\xFE\xFF", &big), Encoding::Utf16),
            (little, Encoding::Utf16),
            (big, Encoding::Utf16),
            (windows, Encoding::Windows1252),
        ] {
            assert_eq!(decode(&bytes), (encoding, Some(TEXT.to_owned())));
        }
    }

    #[test]
    fn text_that_breaks_its_encoding_is_refused() {
        assert_eq!(decode(b"\xEF\xBB\xBFZo\xEB"), (Encoding::Utf8, None));
        assert_eq!(decode(b"\xFF\xFEa\0b"), (Encoding::Utf16, None));
    }
}
