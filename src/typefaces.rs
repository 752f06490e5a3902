//! The typefaces of a library: the bundled ones, and those that it brings for letters that these lack (`fonts` in
//! `house.toml`). A bundled face comes first for whatever it has, so that a brought one changes no other text.

use std::collections::BTreeSet;
use std::sync::Arc;

use skrifa::raw::types::Tag;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{MetadataProvider, string::StringId};

use crate::fonts::{self, Face};
use crate::hash::Hash;

/// The most typefaces that a library brings.
pub const MOST_BROUGHT: usize = 16;

/// The bits of `fsType` that forbid what Careleaf does (OpenType 1.9, OS/2, fsType).
const RESTRICTED: u16 = 0x0002;
const NO_SUBSETTING: u16 = 0x0100;
const BITMAPS_ONLY: u16 = 0x0200;

/// The bundled typefaces and those that a library brings.
#[derive(Clone, Debug, Default)]
pub struct Typefaces {
    brought: Vec<BroughtFace>,
}

/// A typeface that a library brings: a file that has been checked.
#[derive(Clone, Debug)]
pub struct BroughtFace {
    bytes: Arc<Vec<u8>>,
    family: String,
    weight: f32,
    hash: Hash,
}

/// Why a file cannot be used as a typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypefaceError {
    /// It is no font, or a damaged one.
    #[error("is not a sound OpenType font")]
    Broken,
    /// Several fonts in one file.
    #[error("is a collection of fonts")]
    Collection,
    /// A font for web pages.
    #[error("is a font for web pages")]
    Web,
    /// One font with many weights.
    #[error("is a variable font")]
    Variable,
    /// Letters that are pictures.
    #[error("has no outlines of letters")]
    NoOutlines,
    /// Its licence forbids it.
    #[error("may not be embedded, or not in part: its licence bits (fsType) forbid it")]
    Forbidden,
}

impl TypefaceError {
    /// How to fix it.
    pub fn hint(self) -> &'static str {
        match self {
            TypefaceError::Broken => "use a `.ttf` or `.otf` file as its maker publishes it",
            TypefaceError::Collection => "use a file with one font: `.ttf` or `.otf`, not `.ttc`",
            TypefaceError::Web => "use the `.ttf` or `.otf` file of the font, not `.woff`",
            TypefaceError::Variable => "use its static files: one for each weight",
            TypefaceError::NoOutlines => "use a font that is drawn in outlines, not in pictures",
            TypefaceError::Forbidden => "use a font with an open licence, such as the Noto fonts",
        }
    }
}

impl BroughtFace {
    /// Checks the file of a typeface.
    ///
    /// # Errors
    /// When it is not one that can be embedded in part.
    pub fn new(bytes: Vec<u8>) -> Result<BroughtFace, TypefaceError> {
        match bytes.get(..4) {
            Some(b"ttcf") => return Err(TypefaceError::Collection),
            Some(b"wOFF" | b"wOF2") => return Err(TypefaceError::Web),
            _ => {}
        }
        let font = FontRef::new(&bytes).map_err(|_| TypefaceError::Broken)?;
        check(&font)?;
        let names = font.localized_strings(StringId::FAMILY_NAME);
        let family = names.english_or_first().map(|name| name.to_string());
        let weight = font
            .os2()
            .map_or(400.0, |os2| f32::from(os2.us_weight_class()));
        Ok(BroughtFace {
            hash: Hash::of(&bytes),
            family: format!("brought: {}", family.unwrap_or_default()),
            weight,
            bytes: Arc::new(bytes),
        })
    }

    /// The name that its family goes by here. No bundled family has such a name.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// How heavy it is, from 1 to 1000.
    pub fn weight(&self) -> f32 {
        self.weight
    }

    /// The font file.
    pub fn bytes(&self) -> &Arc<Vec<u8>> {
        &self.bytes
    }

    fn has(&self, character: char) -> bool {
        self.font().charmap().map(character).is_some()
    }

    fn font(&self) -> FontRef<'_> {
        FontRef::new(&self.bytes).expect("the file has been checked")
    }
}

/// Whether a font has what layout and PDF need, and may be embedded.
fn check(font: &FontRef) -> Result<(), TypefaceError> {
    let is_sound = font.head().is_ok()
        && font.hhea().is_ok()
        && font.hmtx().is_ok()
        && font.maxp().is_ok()
        && font.charmap().has_map();
    if !is_sound {
        return Err(TypefaceError::Broken);
    }
    if font.table_data(Tag::new(b"fvar")).is_some() {
        return Err(TypefaceError::Variable);
    }
    let has_outlines = font.loca(None).is_ok() && font.glyf().is_ok() || font.cff().is_ok();
    if !has_outlines {
        return Err(TypefaceError::NoOutlines);
    }
    let rights = font.os2().map_or(0, |os2| os2.fs_type());
    if rights & (RESTRICTED | NO_SUBSETTING | BITMAPS_ONLY) != 0 {
        return Err(TypefaceError::Forbidden);
    }
    Ok(())
}

impl Typefaces {
    /// The bundled typefaces with those that a library brings, in the order in which they are tried; at most
    /// [`MOST_BROUGHT`] of them count.
    pub fn with(mut brought: Vec<BroughtFace>) -> Typefaces {
        brought.truncate(MOST_BROUGHT);
        Typefaces { brought }
    }

    /// Those that the library brings, each with the face that glyphs name it by.
    pub fn brought(&self) -> impl Iterator<Item = (Face, &BroughtFace)> {
        (0..).map(Face::Brought).zip(&self.brought)
    }

    /// Whether any face has a glyph for `character`, or it needs none.
    pub fn can_write(&self, character: char) -> bool {
        fonts::can_write(character) || self.brought.iter().any(|face| face.has(character))
    }

    /// The first letter of `text` with marks on it that no family has all of: a letter and its marks are set in one.
    pub fn unwritable_cluster<'t>(&self, text: &'t str) -> Option<&'t str> {
        let is_brought = |cluster: &str| {
            let in_face = |face: &BroughtFace| {
                let mut characters = cluster.chars();
                characters.all(|c| fonts::is_joiner_or_isolate(c) || face.has(c))
            };
            self.brought.iter().any(in_face)
        };
        fonts::unwritable_clusters(text).find(|cluster| !is_brought(cluster))
    }

    /// The files of brought faces that `text` needs, as hashes: how it looks depends on them.
    pub fn needed_by(&self, text: &str) -> BTreeSet<Hash> {
        let lacking = text.chars().filter(|&c| !fonts::can_write(c));
        let faces = lacking.flat_map(|c| self.brought.iter().filter(move |face| face.has(c)));
        faces.map(|face| face.hash).collect()
    }

    /// The hashes of all files that the library brings, in order.
    pub fn hashes(&self) -> impl Iterator<Item = Hash> {
        self.brought.iter().map(|face| face.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bundled font with one entry of its table of contents given another name, or a value in OS/2 changed.
    fn edited(face: Face, edit: impl FnOnce(&mut Vec<u8>)) -> Result<BroughtFace, TypefaceError> {
        let mut bytes = face.bytes().to_vec();
        edit(&mut bytes);
        BroughtFace::new(bytes)
    }

    fn place(bytes: &[u8], what: &[u8]) -> usize {
        let mut windows = bytes.windows(what.len());
        windows.position(|window| window == what).unwrap()
    }

    /// The place of a table's first byte.
    fn table(bytes: &[u8], name: &[u8; 4]) -> usize {
        let entry = place(bytes, name);
        u32::from_be_bytes(bytes[entry + 8..entry + 12].try_into().unwrap()) as usize
    }

    #[test]
    fn a_sound_font_is_taken_with_its_family_and_weight() {
        let face = edited(Face::TamilBold, |_| {}).unwrap();
        assert_eq!(face.family(), "brought: Noto Sans Tamil");
        assert_eq!(face.weight(), 700.0);
        assert!(face.has('ந') && !face.has('王'));
    }

    #[test]
    fn what_is_no_font_of_its_own_is_refused() {
        let refused = |bytes: &[u8]| BroughtFace::new(bytes.to_vec()).unwrap_err();
        assert_eq!(refused(b""), TypefaceError::Broken);
        assert_eq!(refused(b"ttcf\0\x01\0\0"), TypefaceError::Collection);
        assert_eq!(refused(b"wOF2 and more"), TypefaceError::Web);
        assert_eq!(
            refused(&Face::TamilBold.bytes()[..400]),
            TypefaceError::Broken
        );
        let unnamed = |name: &'static [u8; 4], other: &'static [u8; 4]| {
            edited(Face::TamilRegular, |bytes| {
                let at = place(bytes, name);
                bytes[at..at + 4].copy_from_slice(other);
            })
        };
        assert_eq!(
            unnamed(b"cmap", b"cmaq").unwrap_err(),
            TypefaceError::Broken
        );
        assert_eq!(
            unnamed(b"glyf", b"glyg").unwrap_err(),
            TypefaceError::NoOutlines
        );
        assert_eq!(
            unnamed(b"gasp", b"fvar").unwrap_err(),
            TypefaceError::Variable
        );
    }

    #[test]
    fn a_font_that_may_not_be_embedded_in_part_is_refused() {
        for (bits, is_allowed) in [
            (0, true),
            (4, true),
            (8, true),
            (2, false),
            (0x100, false),
            (0x208, false),
        ] {
            let face = edited(Face::TamilRegular, |bytes| {
                let at = table(bytes, b"OS/2") + 8;
                bytes[at..at + 2].copy_from_slice(&u16::to_be_bytes(bits));
            });
            assert_eq!(face.is_ok(), is_allowed, "{bits:#x}");
            assert!(face.is_ok() || face.is_err_and(|it| it == TypefaceError::Forbidden));
        }
    }

    #[test]
    fn only_letters_that_no_bundled_face_has_need_a_brought_one() {
        let face = edited(Face::TamilRegular, |_| {}).unwrap();
        let typefaces = Typefaces::with(vec![face]);
        assert!(typefaces.needed_by("நவீன் and more").is_empty());
        assert!(typefaces.can_write('ந') && !typefaces.can_write('王'));
    }
}
