//! Hashes: SHA-256 (FIPS 180-4) of bytes, and of fields of which none can run into the next.

use std::fmt;

use sha2::{Digest, Sha256};

/// A SHA-256; written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of `bytes`.
    pub fn of(bytes: impl AsRef<[u8]>) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// The hash of bytes that stand in pieces.
    pub fn of_pieces<'b>(pieces: impl IntoIterator<Item = &'b [u8]>) -> Hash {
        let mut hash = Sha256::new();
        pieces.into_iter().for_each(|piece| hash.update(piece));
        Hash(hash.finalize().into())
    }

    /// Takes 64 lower-case hexadecimal digits as a hash; `None` if `text` is not that.
    pub fn parse(text: &str) -> Option<Hash> {
        let mut bytes = [0; 32];
        let digits: Option<Vec<u8>> = text.bytes().map(digit).collect();
        let digits = digits.filter(|digits| digits.len() == 2 * bytes.len())?;
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            *byte = pair[0] << 4 | pair[1];
        }
        Some(Hash(bytes))
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

fn digit(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        b'a'..=b'f' => Some(character - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A hash that is fed fields, each with its length before it: no two lists of fields feed it the same bytes.
#[derive(Clone, Debug, Default)]
pub struct Fields(Sha256);

impl Fields {
    /// Feeds it a number.
    pub fn number(&mut self, number: u64) {
        self.0.update(number.to_be_bytes());
    }

    /// Feeds it bytes.
    pub fn field(&mut self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        self.number(bytes.len() as u64);
        self.0.update(bytes);
    }

    /// The hash of what it was fed.
    pub fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = Hash::of("abc");
        let digits = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash.to_string(), digits);
        assert_eq!(Hash::parse(digits), Some(hash));
        for text in ["", "ab", &"g".repeat(64), &"A".repeat(64), &"0".repeat(66)] {
            assert_eq!(Hash::parse(text), None, "{text}");
        }
    }

    #[test]
    fn bytes_that_move_from_one_field_to_the_next_change_the_hash() {
        let of = |fields: &[&str]| {
            let mut hash = Fields::default();
            fields.iter().for_each(|field| hash.field(field));
            hash.finish()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab", ""]), of(&["ab"]));
    }
}
