//! How the text of a ward list is stored: UTF-8 with or without a byte-order mark, UTF-16, or an 8-bit encoding of one part
//! of the world.
//!
//! A file says that it is UTF-8 or UTF-16 by a byte-order mark. Without one, zero bytes in the first character mean UTF-16,
//! and what is not UTF-8 is taken for Windows-1252; [`super::letters`] then looks whether that can be. Whoever knows better
//! names the encoding: by a label of the WHATWG Encoding Standard, or the number of a code page of DOS.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use encoding_rs::{
    MACINTOSH, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED,
};
use oem_cp::code_table::DECODING_TABLE_CP_MAP;

/// How the text of a list is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One of the WHATWG Encoding Standard.
    Standard(&'static encoding_rs::Encoding),
    /// A code page of DOS, by its number.
    Dos(u16),
}

impl Encoding {
    /// The one to save lists in.
    pub const UTF_8: Encoding = Encoding(Kind::Standard(UTF_8));
    /// What Windows programs of Western Europe call ANSI.
    pub(super) const WINDOWS_1252: Encoding = Encoding(Kind::Standard(WINDOWS_1252));
    /// What old programs on Apple computers save in.
    pub(super) const MAC_ROMAN: Encoding = Encoding(Kind::Standard(MACINTOSH));

    /// One of the standard.
    pub(super) const fn standard(encoding: &'static encoding_rs::Encoding) -> Encoding {
        Encoding(Kind::Standard(encoding))
    }

    /// A code page of DOS, which must be one that there is.
    pub(super) const fn dos(number: u16) -> Encoding {
        Encoding(Kind::Dos(number))
    }

    /// The name by which it is stated.
    pub(super) fn label(self) -> String {
        match self.0 {
            Kind::Standard(encoding) => encoding.name().to_ascii_lowercase(),
            Kind::Dos(number) => format!("cp{number}"),
        }
    }

    /// The text of `bytes`; `None` when they break the rules of the encoding.
    pub(super) fn text(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self.0 {
            Kind::Standard(encoding) => {
                let (text, has_faults) = encoding.decode_with_bom_removal(bytes);
                (!has_faults).then_some(text)
            }
            Kind::Dos(number) => DECODING_TABLE_CP_MAP
                .get(&number)?
                .decode_string_checked(bytes)
                .map(Cow::Owned),
        }
    }

    /// The bytes of `text`; `None` when the encoding does not have all its characters.
    pub(super) fn bytes(self, text: &str) -> Option<Vec<u8>> {
        match self.0 {
            Kind::Standard(encoding) => {
                let (bytes, _, has_faults) = encoding.encode(text);
                (!has_faults).then(|| bytes.into_owned())
            }
            Kind::Dos(number) => {
                let table = oem_cp::code_table::ENCODING_TABLE_CP_MAP.get(&number)?;
                oem_cp::encode_string_checked(text, table)
            }
        }
    }

    /// The encoding that a file says it has by a byte-order mark.
    fn marked(bytes: &[u8]) -> Option<Encoding> {
        let (encoding, _) = encoding_rs::Encoding::for_bom(bytes)?;
        Some(Encoding::standard(encoding))
    }

    /// The encoding that a file without a mark is first taken for.
    fn assumed(bytes: &[u8]) -> Encoding {
        match bytes {
            [1..=255, 0, ..] => Encoding::standard(UTF_16LE),
            [0, 1..=255, ..] => Encoding::standard(UTF_16BE),
            _ if std::str::from_utf8(bytes).is_ok() => Encoding::UTF_8,
            _ => Encoding::WINDOWS_1252,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Standard(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
                f.write_str("UTF-16")
            }
            Kind::Standard(encoding) if encoding == MACINTOSH => f.write_str("Mac Roman"),
            Kind::Standard(encoding) => f.write_str(&encoding.name().replace("windows", "Windows")),
            Kind::Dos(number) => write!(f, "code page {number}"),
        }
    }
}

impl FromStr for Encoding {
    type Err = String;

    /// The encoding with this label.
    fn from_str(typed: &str) -> Result<Encoding, String> {
        let label = typed.trim().to_ascii_lowercase().replace([' ', '_'], "-");
        let standard = match label.as_str() {
            "mac-roman" | "macroman" => Some(MACINTOSH),
            label => encoding_rs::Encoding::for_label(label.as_bytes()),
        };
        let readable = standard.filter(|&it| it != REPLACEMENT && it != X_USER_DEFINED);
        if let Some(encoding) = readable {
            return Ok(Encoding::standard(encoding));
        }
        let number = ["cp", "ibm", "dos-", ""].into_iter();
        let number = number.filter_map(|prefix| label.strip_prefix(prefix)?.parse().ok());
        let known = |number: &u16| DECODING_TABLE_CP_MAP.contains_key(number);
        number
            .into_iter()
            .find(known)
            .map(Encoding::dos)
            .ok_or_else(|| {
                "write one such as `utf-8`, `windows-1252`, `iso-8859-2`, `macintosh` or `cp850`"
                    .to_owned()
            })
    }
}

/// A list as text, or why it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded<'b> {
    /// How it is stored.
    pub(super) encoding: Encoding,
    /// The text without a byte-order mark; `None` when the bytes break the rules of the encoding.
    pub(super) text: Option<Cow<'b, str>>,
}

/// The text of a file, in the encoding that is `stated`, otherwise in the one that its bytes speak for.
///
/// # Errors
/// The encoding that the file itself says it has, where another is stated.
pub(super) fn decode(bytes: &[u8], stated: Option<Encoding>) -> Result<Decoded<'_>, Encoding> {
    let marked = Encoding::marked(bytes);
    if let (Some(marked), Some(stated)) = (marked, stated)
        && marked.to_string() != stated.to_string()
    {
        return Err(marked);
    }
    let encoding = marked
        .or(stated)
        .unwrap_or_else(|| Encoding::assumed(bytes));
    Ok(Decoded {
        encoding,
        text: encoding.text(bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "leaflet;prepared_for\nblood-test;Zoë\n";

    fn utf16(to_bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        TEXT.encode_utf16().flat_map(to_bytes).collect()
    }

    fn encoding(label: &str) -> Encoding {
        label.parse().unwrap()
    }

    #[test]
    fn every_encoding_is_told_and_read() {
        let with_mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        let windows: Vec<u8> = TEXT.chars().map(|c| u32::from(c) as u8).collect();
        for (bytes, name) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            (with_mark(b"\xEF\xBB\xBF", TEXT.as_bytes()), "UTF-8"),
            (with_mark(b"\xFF\xFE", &little), "UTF-16"),
            (with_mark(b"\xFE\xFF", &big), "UTF-16"),
            (little, "UTF-16"),
            (big, "UTF-16"),
            (windows, "Windows-1252"),
        ] {
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!(decoded.encoding.to_string(), name);
            assert_eq!(decoded.text.as_deref(), Some(TEXT));
        }
    }

    #[test]
    fn text_that_breaks_its_encoding_is_refused() {
        for bytes in [&b"\xEF\xBB\xBFZo\xEB"[..], b"\xFF\xFEa\0b"] {
            assert_eq!(decode(bytes, None).unwrap().text, None);
        }
        let stated = decode(b"Zo\xEB", Some(Encoding::UTF_8)).unwrap();
        assert_eq!(stated.text, None);
    }

    #[test]
    fn what_is_stated_is_read_unless_the_file_says_otherwise_itself() {
        fn read<'b>(bytes: &'b [u8], label: &str) -> Result<Decoded<'b>, Encoding> {
            decode(bytes, Some(encoding(label)))
        }
        let text = |bytes: &[u8], label: &str| {
            let text = read(bytes, label).unwrap().text;
            text.unwrap().into_owned()
        };
        assert_eq!(text(b"Dvo\xF8\xE1k", "windows-1250"), "Dvořák");
        assert_eq!(text(b"Zo\x91", "macintosh"), "Zoë");
        assert_eq!(text(b"Zo\x89", "cp850"), "Zoë");
        assert_eq!(text("Zoë".as_bytes(), "utf-8"), "Zoë");
        let marked = b"\xEF\xBB\xBFZo\xC3\xAB";
        assert_eq!(text(marked, "utf-8"), "Zoë");
        assert_eq!(read(marked, "windows-1250"), Err(Encoding::UTF_8));
    }

    #[test]
    fn labels_are_those_of_the_standard_and_numbers_of_code_pages() {
        for (typed, name) in [
            ("utf8", "UTF-8"),
            ("UTF-16", "UTF-16"),
            ("Windows-1250", "Windows-1250"),
            ("cp1252", "Windows-1252"),
            ("latin1", "Windows-1252"),
            ("latin2", "ISO-8859-2"),
            ("mac", "Mac Roman"),
            ("Mac Roman", "Mac Roman"),
            ("macintosh", "Mac Roman"),
            ("shift_jis", "Shift_JIS"),
            ("cp437", "code page 437"),
            ("IBM850", "code page 850"),
            ("852", "code page 852"),
        ] {
            assert_eq!(encoding(typed).to_string(), name, "{typed}");
        }
        for typed in ["", "ansi-ish", "cp9", "replacement", "x-user-defined"] {
            assert!(typed.parse::<Encoding>().is_err(), "{typed}");
        }
    }

    #[test]
    fn the_label_of_an_encoding_is_one_that_is_taken() {
        for label in ["windows-1250", "macintosh", "cp850", "iso-8859-2", "utf-8"] {
            assert_eq!(encoding(label).label(), label);
        }
    }
}
