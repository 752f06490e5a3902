//! What the codes of a font stand for: its ToUnicode CMap (ISO 32000-1, 9.10.3).

use std::collections::BTreeMap;

use hayro_syntax::object::{Dict, Name, Stream};

use super::utf16;

/// The most codes that a CMap is read for.
const MOST_CODES: usize = 1 << 16;

/// How the bytes of a shown string are read as text.
pub(super) struct Letters {
    /// How many bytes a code has.
    width: usize,
    texts: BTreeMap<u32, String>,
}

impl Letters {
    /// The letters of a font.
    pub(super) fn of(font: &Dict) -> Letters {
        let is_composite = font
            .get::<Name>("Subtype")
            .is_some_and(|it| it.as_str() == "Type0");
        let map = font.get::<Stream>("ToUnicode");
        let map = map.and_then(|stream| Some(read(&stream.decoded().ok()?)));
        Letters {
            width: if is_composite { 2 } else { 1 },
            texts: map.unwrap_or_default(),
        }
    }

    /// The text of each code in a shown string.
    pub(super) fn read(&self, shown: &[u8]) -> Vec<String> {
        let codes = shown.chunks(self.width).map(|code| {
            code.iter()
                .fold(0, |code, &byte| code << 8 | u32::from(byte))
        });
        codes.map(|code| self.text(code)).collect()
    }

    fn text(&self, code: u32) -> String {
        let known = self.texts.get(&code).cloned();
        known.unwrap_or_else(|| match u8::try_from(code) {
            // As Latin-1, which simple fonts without a map mostly are.
            Ok(byte) if self.width == 1 => char::from(byte).to_string(),
            _ => char::REPLACEMENT_CHARACTER.to_string(),
        })
    }
}

fn read(cmap: &[u8]) -> BTreeMap<u32, String> {
    let mut texts = BTreeMap::new();
    let mut list: Vec<Token> = Vec::new();
    for token in Tokens(cmap) {
        match token {
            Token::Word(b"beginbfchar" | b"beginbfrange") => list.clear(),
            Token::Word(b"endbfchar") => read_characters(&list, &mut texts),
            Token::Word(b"endbfrange") => read_ranges(&list, &mut texts),
            token => list.push(token),
        }
        if texts.len() > MOST_CODES {
            break;
        }
    }
    texts
}

fn read_characters(list: &[Token], texts: &mut BTreeMap<u32, String>) {
    for pair in list.chunks_exact(2) {
        if let [Token::Hex(code), Token::Hex(text)] = pair {
            texts.insert(number(code), utf16(text));
        }
    }
}

fn read_ranges(list: &[Token], texts: &mut BTreeMap<u32, String>) {
    let mut rest = list;
    while let [Token::Hex(first), Token::Hex(last), after @ ..] = rest {
        let codes = number(first)..=number(last).min(number(first).saturating_add(0xFF));
        rest = match after {
            [Token::Hex(start), rest @ ..] => {
                for (code, step) in codes.zip(0..) {
                    texts.insert(code, utf16(&moved_on(start, step)));
                }
                rest
            }
            [Token::Open, inside @ ..] => {
                let end = inside.iter().position(|it| matches!(it, Token::Close));
                let end = end.unwrap_or(inside.len());
                for (code, text) in codes.zip(&inside[..end]) {
                    if let Token::Hex(text) = text {
                        texts.insert(code, utf16(text));
                    }
                }
                inside.get(end + 1..).unwrap_or_default()
            }
            _ => return,
        };
    }
}

/// A text whose last character is `step` further on.
fn moved_on(text: &[u8], step: u16) -> Vec<u8> {
    let mut text = text.to_vec();
    if let [.., high, low] = text.as_mut_slice() {
        let moved = u16::from_be_bytes([*high, *low]).wrapping_add(step);
        [*high, *low] = moved.to_be_bytes();
    }
    text
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// A token of a CMap, as far as texts need it.
enum Token<'c> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'c [u8]),
}

struct Tokens<'c>(&'c [u8]);

impl<'c> Iterator for Tokens<'c> {
    type Item = Token<'c>;

    fn next(&mut self) -> Option<Token<'c>> {
        self.0 = self.0.trim_ascii_start();
        let (&first, rest) = self.0.split_first()?;
        let end = match first {
            b'[' | b']' => 0,
            b'<' if rest.first() != Some(&b'<') => memchr::memchr(b'>', rest)? + 1,
            _ => rest
                .iter()
                .position(|byte| byte.is_ascii_whitespace() || b"[]<".contains(byte))
                .unwrap_or(rest.len()),
        };
        let (token, after) = self.0.split_at(end + 1);
        self.0 = after;
        Some(match first {
            b'[' => Token::Open,
            b']' => Token::Close,
            b'<' => Token::Hex(hex(token)),
            _ => Token::Word(token),
        })
    }
}

fn hex(token: &[u8]) -> Vec<u8> {
    let digits = token
        .iter()
        .filter_map(|&byte| char::from(byte).to_digit(16));
    let digits: Vec<u8> = digits.map(|digit| digit as u8).collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_and_lists_are_read() {
        let cmap = b"/CMapName def << >> begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
            2 beginbfchar <0001> <0041>\n<0002> <00660069> endbfchar\n\
            2 beginbfrange <0005><0007><0061> <0008> <0009> [<0078> <D83DDE00>] endbfrange";
        let texts = read(cmap);
        let expected = [
            (1, "A"),
            (2, "fi"),
            (5, "a"),
            (6, "b"),
            (7, "c"),
            (8, "x"),
            (9, "😀"),
        ];
        let expected = expected.map(|(code, text)| (code, text.to_owned()));
        assert_eq!(texts, BTreeMap::from(expected));
    }
}
