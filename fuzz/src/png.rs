//! The checksums of a PNG (ISO/IEC 15948, 5.5): with them wrong, no decoder looks further.

use std::ops::Range;

/// The signature that every PNG starts with.
const SIGNATURE: usize = 8;
/// The length and the type of a chunk, before its data.
const HEAD: usize = 8;
/// The checksum behind them.
const CHECKSUM: usize = 4;

/// Writes the right checksum into each chunk, as far as chunks can be told apart.
pub(crate) fn repair(png: &mut [u8]) {
    let mut start = SIGNATURE;
    while let Some(checked) = chunk(png, start) {
        let checksum = crc32fast::hash(&png[checked.clone()]).to_be_bytes();
        let end = checked.end + CHECKSUM;
        png[checked.end..end].copy_from_slice(&checksum);
        start = end;
    }
}

/// The type and data of the chunk at `start`: what its checksum is of.
fn chunk(png: &[u8], start: usize) -> Option<Range<usize>> {
    let length = png.get(start..start + 4)?.try_into().ok()?;
    let length = usize::try_from(u32::from_be_bytes(length)).ok()?;
    let end = start.checked_add(HEAD)?.checked_add(length)?;
    (end.checked_add(CHECKSUM)? <= png.len()).then_some(start + 4..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_gets_its_checksum_and_a_torn_one_stays_as_it_is() {
        // The last chunk of every PNG, whose checksum the standard gives.
        let end = b"\0\0\0\0IEND\xAE\x42\x60\x82";
        let mut png = [
            &b"\x89PNG\r\n\x1A\n"[..],
            &end[..8],
            &[0; 4],
            &[0, 0, 0, 9, 1],
        ]
        .concat();
        repair(&mut png);
        assert_eq!(png[8..20], *end);
        assert_eq!(png[20..], [0, 0, 0, 9, 1]);
    }
}
