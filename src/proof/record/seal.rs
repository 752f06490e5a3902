//! The seal of a PDF: the SHA-256 of the whole file in the record that the file carries, taken with noughts in its place.
//!
//! Sealing and opening look at bytes and not at PDF's structure, so that a damaged or hostile file cannot lead astray:
//! the record is an uncompressed stream, found by its first words, which must stand exactly once in the file. Nothing is
//! allocated by a size that the file states, and what is unpacked has a limit.

use std::io::Read;
use std::ops::Range;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::hash::Hash;

use super::{ComposedText, FormatError, NO_HASH, Record, VERSION};

/// The largest PDF that is looked at, in bytes. Ten whole leaflets would fit.
pub const LARGEST_PDF: u64 = 32_000_000;
/// The largest record, in bytes.
pub const LARGEST_RECORD: usize = 256_000;
/// The largest composed text, in bytes.
pub const LARGEST_TEXT: u64 = 2_000_000;
/// How the record's stream starts.
const RECORD_START: &[u8] = b"\nstream\n{\"careleaf_record\":";
/// The record's last field, before its hash.
const HASH_FIELD: &[u8] = b"\"pdf_sha256\":\"";
/// What the dictionary of an embedded file says.
const EMBEDDED: &[u8] = b"/EmbeddedFile";
const STREAM: &[u8] = b"stream\n";
/// How far the stream starts from there, at most.
const LONGEST_DICTIONARY: usize = 512;
/// How many embedded files are looked at.
const MOST_FILES: usize = 4;

/// A PDF's record, and whether the file is as it was written.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What the file says of itself.
    pub record: Record,
    /// Whether every byte is as it was when the file was made.
    pub is_whole: bool,
}

/// Why a file's record cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// There is none.
    #[error("has no record of Careleaf")]
    NoRecord,
    /// There are several: the file has been put together.
    #[error("has more than one record")]
    Several,
    /// There is the start of one.
    #[error("has a record that cannot be read")]
    Broken,
    /// It was made by a later program.
    #[error("has a record of version {0}, and this program reads up to {VERSION}")]
    Later(u32),
}

/// Writes the hash of `pdf` into its record.
///
/// # Errors
/// When it has no record, or several.
pub fn seal(pdf: &mut [u8]) -> Result<(), SealError> {
    let place = hash_place(pdf, &record_place(pdf)?).ok_or(SealError::Broken)?;
    let hash = hash_without(pdf, place.clone());
    pdf[place].copy_from_slice(hash.as_bytes());
    Ok(())
}

/// Reads the record of `pdf`, and checks whether the file is as it was sealed.
///
/// # Errors
/// When there is no such record.
pub fn open(pdf: &[u8]) -> Result<Opened, SealError> {
    let place = record_place(pdf)?;
    let record = super::read(&pdf[place.clone()]).map_err(|fault| match fault {
        FormatError::Broken => SealError::Broken,
        FormatError::Later(version) => SealError::Later(version),
    })?;
    let place = hash_place(pdf, &place).ok_or(SealError::Broken)?;
    let is_whole = &pdf[place.clone()] == hash_without(pdf, place).as_bytes();
    Ok(Opened { record, is_whole })
}

/// The composed text of `pdf`: the embedded file whose hash is the record's.
pub fn open_text(pdf: &[u8], record: &Record) -> Option<ComposedText> {
    let files = memmem::find_iter(pdf, EMBEDDED).take(MOST_FILES);
    let text = files
        .filter_map(|at| unpacked(&pdf[at..]))
        .find(|text| Hash::of(text).to_string() == record.text_sha256);
    serde_json::from_slice(&text?).ok()
}

/// The first stream after `rest` starts, unpacked.
fn unpacked(rest: &[u8]) -> Option<Vec<u8>> {
    let dictionary = &rest[..rest.len().min(LONGEST_DICTIONARY)];
    let start = memmem::find(dictionary, STREAM)? + STREAM.len();
    let mut text = Vec::new();
    let mut decoder = ZlibDecoder::new(&rest[start..]).take(LARGEST_TEXT);
    decoder.read_to_end(&mut text).ok()?;
    Some(text)
}

/// Where the record may stand: from its first byte to the farthest of its last.
fn record_place(pdf: &[u8]) -> Result<Range<usize>, SealError> {
    let mut found = memmem::find_iter(pdf, RECORD_START);
    let Some(at) = found.next() else {
        // A record whose start is damaged is one all the same.
        let rest = memmem::find(pdf, HASH_FIELD);
        return Err(rest.map_or(SealError::NoRecord, |_| SealError::Broken));
    };
    if found.next().is_some() {
        return Err(SealError::Several);
    }
    let start = at + memmem::find(RECORD_START, b"{").unwrap_or_default();
    let end = pdf.len().min(start + LARGEST_RECORD);
    let end = memchr::memchr(b'\n', &pdf[start..end]).map_or(end, |line| start + line);
    Ok(start..end)
}

/// Where the digits of the hash stand.
fn hash_place(pdf: &[u8], record: &Range<usize>) -> Option<Range<usize>> {
    let at = memmem::rfind(&pdf[record.clone()], HASH_FIELD)?;
    let start = record.start + at + HASH_FIELD.len();
    let place = start..start + NO_HASH.len();
    (place.end <= record.end).then_some(place)
}

/// The hash of `pdf` with noughts at `place`.
fn hash_without(pdf: &[u8], place: Range<usize>) -> String {
    let (before, after) = (&pdf[..place.start], &pdf[place.end..]);
    Hash::of_pieces([before, NO_HASH.as_bytes(), after]).to_string()
}
