//! What a finished PDF draws and holds, read back from its bytes: what a proof of version compares, and how the code is found
//! in a file that another program has saved again.
//!
//! In: bytes that anybody may have made. Out: the words of each page, and of the structure tree; nothing for what is no
//! PDF, or would unpack to more than a leaflet can ([`bounds`]).

mod bounds;
mod cmap;
mod page;
mod tree;

use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, Stream, String as PdfString};

pub(crate) use page::{Belonging, Unit};

/// A PDF, read back.
pub(crate) struct Readback {
    pdf: Pdf,
}

impl Readback {
    /// Reads `pdf`; nothing when it is none, or unpacks to too much.
    pub(crate) fn of(pdf: &[u8]) -> Option<Readback> {
        if !bounds::unpacks_within_bounds(pdf) {
            return None;
        }
        let pdf = Pdf::new(Arc::new(pdf.to_vec())).ok()?;
        Some(Readback { pdf })
    }

    /// The units of each page, in drawing order.
    pub(crate) fn pages(&self) -> Vec<Vec<Unit>> {
        let pages = self.pdf.pages().iter();
        pages.map(page::units).collect()
    }

    /// The operators of each page.
    pub(crate) fn operators(&self) -> Vec<Vec<u8>> {
        let pages = self.pdf.pages().iter();
        pages
            .map(|page| page.page_stream().unwrap_or_default().to_vec())
            .collect()
    }

    /// The words of each part, in reading order: of each element below the root of the structure tree. Nothing for a file
    /// without one.
    pub(crate) fn parts(&self) -> Option<Vec<String>> {
        tree::parts(&self.pdf)
    }

    /// The catalog.
    pub(crate) fn catalog(&self) -> Option<Dict<'_>> {
        self.pdf.xref().get(self.pdf.xref().root_id())
    }

    /// The dictionaries of the pages.
    pub(crate) fn page_dictionaries(&self) -> Vec<&Dict<'_>> {
        self.pdf.pages().iter().map(|page| page.raw()).collect()
    }

    /// All dictionaries of the file, those within others apart.
    pub(crate) fn dictionaries(&self) -> Vec<Dict<'_>> {
        let objects = self.pdf.objects().into_iter();
        objects
            .filter_map(|object| match object {
                Object::Dict(dict) => Some(dict),
                Object::Stream(stream) => Some(stream.dict().clone()),
                _ => None,
            })
            .collect()
    }

    /// The files that it carries, unpacked.
    pub(crate) fn attachments(&self) -> Vec<Vec<u8>> {
        let objects = self.pdf.objects().into_iter();
        objects
            .filter_map(|object| match object {
                Object::Stream(stream) if is_named(stream.dict(), "Type", "EmbeddedFile") => {
                    Some(stream.decoded().ok()?.into_owned())
                }
                _ => None,
            })
            .collect()
    }

    /// What the file says of itself in words that may hold a code: its keywords, as they are given in two places.
    pub(crate) fn keywords(&self) -> Vec<String> {
        let metadata = self.pdf.metadata();
        let keywords = metadata.keywords.as_deref().map(text_of);
        let xmp = self.catalog().and_then(|catalog| {
            let stream: Stream = catalog.get("Metadata")?;
            let xmp = stream.decoded().ok()?;
            Some(String::from_utf8_lossy(&xmp).into_owned())
        });
        keywords.into_iter().chain(xmp).collect()
    }
}

/// Whether an entry of a dictionary is this name.
pub(crate) fn is_named(dict: &Dict, key: &str, name: &str) -> bool {
    dict.get::<Name>(key).is_some_and(|it| it.as_str() == name)
}

/// A text string of a dictionary.
pub(crate) fn text(dict: &Dict, key: &str) -> Option<String> {
    let string = dict.get::<PdfString>(key)?;
    Some(text_of(string.as_bytes()))
}

/// A text string (ISO 32000-1, 7.9.2.2); of PDFDocEncoding, the part that is Latin-1.
fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest),
        _ => bytes.iter().copied().map(char::from).collect(),
    }
}

/// UTF-16, big-endian; what is none is replaced.
fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2);
    let units: Vec<u16> = units.map(|it| u16::from_be_bytes([it[0], it[1]])).collect();
    String::from_utf16_lossy(&units)
}
