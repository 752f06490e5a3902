//! Whether a file's streams unpack to no more than a leaflet's can: PDF readers unpack what they are given.

use std::io::{ErrorKind, Read};

use flate2::read::ZlibDecoder;
use memchr::memmem;

/// The most that one stream may unpack to, in bytes: a large picture.
const LARGEST_STREAM: u64 = 64 << 20;
/// The most that all of them may.
const LARGEST_FILE: u64 = 256 << 20;
/// The most streams.
const MOST_STREAMS: usize = 20_000;
const STREAM: &[u8] = b"stream";
const FILTER: &[u8] = b"/Filter";
/// Filters that make more of less.
const UNPACKERS: [&[u8]; 3] = [b"/Fl", b"/LZW", b"/Run"];

/// Whether the streams of `pdf` stay within these bounds, each packed no more than once.
pub(super) fn unpacks_within_bounds(pdf: &[u8]) -> bool {
    let mut left = LARGEST_FILE;
    for (count, at) in memmem::find_iter(pdf, STREAM).enumerate() {
        let data = &pdf[at + STREAM.len()..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let size = unpacked_size(data, left.min(LARGEST_STREAM) + 1);
        if count >= MOST_STREAMS || size > left.min(LARGEST_STREAM) {
            return false;
        }
        left -= size;
    }
    memmem::find_iter(pdf, FILTER).all(|at| !is_packed_twice(&pdf[at + FILTER.len()..]))
}

/// What `data` unpacks to, up to `most` bytes; what cannot be unpacked to the end counts as far as it can.
fn unpacked_size(data: &[u8], most: u64) -> u64 {
    // The first byte of deflated data (RFC 1950, 2.2): most that is looked at is none.
    if data.first().is_none_or(|first| first & 0x0F != 8) {
        return 0;
    }
    let mut decoder = ZlibDecoder::new(data).take(most);
    let mut buffer = [0; 1 << 14];
    let mut size = 0;
    loop {
        match decoder.read(&mut buffer) {
            Ok(0) => return size,
            Ok(read) => size += read as u64,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return size,
        }
    }
}

/// Whether the filters at the start of `rest` unpack what was unpacked.
fn is_packed_twice(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    let Some(end) = memchr::memchr(b']', rest).filter(|_| rest.starts_with(b"[")) else {
        return false;
    };
    let filters = &rest[..end];
    let unpackers = UNPACKERS.iter();
    unpackers
        .map(|name| memmem::find_iter(filters, name).count())
        .sum::<usize>()
        > 1
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn file(size: usize) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; size]).unwrap();
        let data = encoder.finish().unwrap();
        [b"<</Filter/FlateDecode>>\nstream\n", &*data, b"\nendstream"].concat()
    }

    #[test]
    fn a_stream_of_more_than_a_picture_is_too_much() {
        assert!(unpacks_within_bounds(&file(1 << 20)));
        assert!(!unpacks_within_bounds(&file((64 << 20) + 1)));
        assert!(!unpacks_within_bounds(&file(60 << 20).repeat(5)));
    }

    #[test]
    fn what_is_packed_twice_is_too_much() {
        for (filters, is_sound) in [
            ("/Filter/FlateDecode", true),
            ("/Filter[/FlateDecode]", true),
            ("/Filter [/ASCII85Decode /FlateDecode]", true),
            ("/Filter[/FlateDecode/FlateDecode]", false),
            ("/Filter [ /LZWDecode /Fl ]", false),
        ] {
            assert_eq!(
                unpacks_within_bounds(filters.as_bytes()),
                is_sound,
                "{filters}"
            );
        }
    }
}
