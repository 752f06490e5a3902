//! The typefaces, embedded in the program, and what they can write.
//!
//! Atkinson Hyperlegible Next (Braille Institute; x-height 2.1 mm at 12 pt) sets everything that it has letters for; the
//! Noto faces set the rest: Noto Sans other Latin letters, Greek and Cyrillic, and super- and subscripts, and each of the
//! others a script. All are under the SIL Open Font License, which lies beside them in `fonts/`.
//!
//! Each file stands in the program once: shaping, figures and PDF all borrow its bytes.

use std::sync::LazyLock;

use regex::Regex;
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};

use crate::language::Language;
use crate::shifted;
use crate::signs::{LINE_BREAK, NO_BREAK_HYPHEN};

/// A typeface in one weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Latin text.
    Regular,
    /// Latin labels.
    SemiBold,
    /// Latin headings and strong text.
    Bold,
    /// Arabic script.
    NaskhRegular,
    /// Arabic script, strong.
    NaskhBold,
    /// Urdu, in the style its readers know.
    NastaliqRegular,
    /// Urdu, strong.
    NastaliqBold,
    /// Bengali.
    BengaliRegular,
    /// Bengali, strong.
    BengaliBold,
    /// Gurmukhi.
    GurmukhiRegular,
    /// Gurmukhi, strong.
    GurmukhiBold,
    /// Latin letters that the Latin family lacks, Greek, Cyrillic, super- and subscripts.
    SansRegular,
    /// The same, strong.
    SansBold,
    /// Hebrew.
    HebrewRegular,
    /// Hebrew, strong.
    HebrewBold,
    /// Devanagari.
    DevanagariRegular,
    /// Devanagari, strong.
    DevanagariBold,
    /// Tamil.
    TamilRegular,
    /// Tamil, strong.
    TamilBold,
    /// Gujarati.
    GujaratiRegular,
    /// Gujarati, strong.
    GujaratiBold,
    /// One that the library brings, by its number: [`crate::typefaces::Typefaces`] has it.
    Brought(u8),
}

/// The family that everything in Latin letters is set in.
pub const LATIN_FAMILY: &str = "Atkinson Hyperlegible Next";
/// How far that family's letters reach above the baseline, accents included, over the size of type.
pub const LATIN_ASCENT: f32 = 0.984;
/// How far they reach below.
pub const LATIN_DESCENT: f32 = 0.316;
/// The families for other scripts, in the order in which they are tried.
pub const SCRIPT_FAMILIES: [&str; 9] = [
    "Noto Naskh Arabic",
    "Noto Nastaliq Urdu",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Tamil",
    "Noto Sans Gujarati",
    SANS_FAMILY,
];
/// The family for what is written as Latin is and the Latin family lacks.
pub const SANS_FAMILY: &str = "Noto Sans";

impl Face {
    /// Every bundled face.
    pub const ALL: [Face; 21] = [
        Face::Regular,
        Face::SemiBold,
        Face::Bold,
        Face::NaskhRegular,
        Face::NaskhBold,
        Face::NastaliqRegular,
        Face::NastaliqBold,
        Face::BengaliRegular,
        Face::BengaliBold,
        Face::GurmukhiRegular,
        Face::GurmukhiBold,
        Face::SansRegular,
        Face::SansBold,
        Face::HebrewRegular,
        Face::HebrewBold,
        Face::DevanagariRegular,
        Face::DevanagariBold,
        Face::TamilRegular,
        Face::TamilBold,
        Face::GujaratiRegular,
        Face::GujaratiBold,
    ];

    /// The font file of a bundled face.
    pub fn bytes(self) -> &'static [u8] {
        self.bundled()
            .expect("the file of a brought face stands with the library")
    }

    /// The font file; `None` for a face that the library brings.
    fn bundled(self) -> Option<&'static [u8]> {
        Some(match self {
            Face::Brought(_) => return None,
            Face::Regular => include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
            Face::SemiBold => include_bytes!("../fonts/AtkinsonHyperlegibleNext-SemiBold.ttf"),
            Face::Bold => include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
            Face::NaskhRegular => include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
            Face::NaskhBold => include_bytes!("../fonts/NotoNaskhArabic-Bold.ttf"),
            Face::NastaliqRegular => include_bytes!("../fonts/NotoNastaliqUrdu-Regular.ttf"),
            Face::NastaliqBold => include_bytes!("../fonts/NotoNastaliqUrdu-Bold.ttf"),
            Face::BengaliRegular => include_bytes!("../fonts/NotoSansBengali-Regular.ttf"),
            Face::BengaliBold => include_bytes!("../fonts/NotoSansBengali-Bold.ttf"),
            Face::GurmukhiRegular => include_bytes!("../fonts/NotoSansGurmukhi-Regular.ttf"),
            Face::GurmukhiBold => include_bytes!("../fonts/NotoSansGurmukhi-Bold.ttf"),
            Face::SansRegular => include_bytes!("../fonts/NotoSans-Regular.ttf"),
            Face::SansBold => include_bytes!("../fonts/NotoSans-Bold.ttf"),
            Face::HebrewRegular => include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
            Face::HebrewBold => include_bytes!("../fonts/NotoSansHebrew-Bold.ttf"),
            Face::DevanagariRegular => include_bytes!("../fonts/NotoSansDevanagari-Regular.ttf"),
            Face::DevanagariBold => include_bytes!("../fonts/NotoSansDevanagari-Bold.ttf"),
            Face::TamilRegular => include_bytes!("../fonts/NotoSansTamil-Regular.ttf"),
            Face::TamilBold => include_bytes!("../fonts/NotoSansTamil-Bold.ttf"),
            Face::GujaratiRegular => include_bytes!("../fonts/NotoSansGujarati-Regular.ttf"),
            Face::GujaratiBold => include_bytes!("../fonts/NotoSansGujarati-Bold.ttf"),
        })
    }

    /// How heavy a bundled face is, from 1 to 1000. The files are not to be asked: that of bold Nastaliq says 400 of itself.
    pub fn weight(self) -> f32 {
        match self {
            Face::Regular
            | Face::NaskhRegular
            | Face::NastaliqRegular
            | Face::BengaliRegular
            | Face::GurmukhiRegular
            | Face::SansRegular
            | Face::HebrewRegular
            | Face::DevanagariRegular
            | Face::TamilRegular
            | Face::GujaratiRegular
            | Face::Brought(_) => 400.0,
            Face::SemiBold => 600.0,
            Face::Bold
            | Face::NaskhBold
            | Face::NastaliqBold
            | Face::BengaliBold
            | Face::GurmukhiBold
            | Face::SansBold
            | Face::HebrewBold
            | Face::DevanagariBold
            | Face::TamilBold
            | Face::GujaratiBold => 700.0,
        }
    }

    /// A bundled face, parsed.
    pub fn font(self) -> FontRef<'static> {
        FontRef::new(self.bytes()).expect("the bundled fonts are sound")
    }
}

/// The families to set a text in, the preferred one first. Urdu is set in Nastaliq, every other language in Arabic
/// script in Naskh; a text in Latin letters needs no other family.
pub fn families_for(language: &Language, text: &str) -> Vec<&'static str> {
    let urdu = "Noto Nastaliq Urdu";
    let mut families = vec![LATIN_FAMILY];
    if text
        .chars()
        .all(|character| character == LINE_BREAK || is_in_latin_face(character))
    {
        return families;
    }
    families.extend(SCRIPT_FAMILIES);
    if language.is_set_in_nastaliq() {
        families.retain(|name| *name != urdu);
        families.insert(1, urdu);
    }
    families
}

/// Whether a character takes part in shaping or in the order of text but has no ink: joiners, isolates, marks of
/// direction, and what raises or lowers the character before it.
pub fn is_joiner_or_isolate(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
        || shifted::mark(character).is_some()
}

/// Whether anything of `text` is seen on paper: not when it is all spaces, joiners and isolates.
pub fn has_ink(text: &str) -> bool {
    text.chars()
        .any(|character| !character.is_whitespace() && !is_joiner_or_isolate(character))
}

/// Whether any bundled face has a glyph for `character`. Joiners and isolates need none.
pub fn can_write(character: char) -> bool {
    is_in_any(&CHARMAPS, character)
}

/// The letters of `text` with marks on them that no bundled family has all of: a letter and its marks are set in one.
pub fn unwritable_clusters(text: &str) -> impl Iterator<Item = &str> {
    static CLUSTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\P{M}[\p{M}\x{200C}\x{200D}]+").expect("the pattern is sound")
    });
    let in_family = |family: &Charmap, cluster: &str| {
        let mut characters = cluster.chars();
        characters.all(|it| is_joiner_or_isolate(it) || family.map(it).is_some())
    };
    let in_one_family =
        move |cluster: &str| CHARMAPS.iter().any(|family| in_family(family, cluster));
    let clusters = CLUSTER.find_iter(text).map(|found| found.as_str());
    clusters.filter(move |cluster| !in_one_family(cluster))
}

/// Whether the Latin face has a glyph for `character`.
pub fn is_in_latin_face(character: char) -> bool {
    is_in_any(&CHARMAPS[..1], character)
}

/// Whether `character` is set in [`SANS_FAMILY`], because the Latin family lacks it: a Latin, Greek or Cyrillic letter, or
/// a sign.
pub fn wants_sans(character: char) -> bool {
    let is_of_its_scripts = matches!(character,
        '\u{A0}'..='\u{52F}' | '\u{1C80}'..='\u{2C7F}' | '\u{A640}'..='\u{A69F}' | '\u{A720}'..='\u{A7FF}');
    is_of_its_scripts
        && character != NO_BREAK_HYPHEN
        && !is_joiner_or_isolate(character)
        && !is_in_latin_face(character)
        && CHARMAPS[CHARMAPS.len() - 1].map(character).is_some()
}

/// Whether one of the two families for what is written as Latin is sets `character` by itself, without a look at its
/// neighbours.
pub fn is_set_by_word(character: char) -> bool {
    if matches!(character, LINE_BREAK | NO_BREAK_HYPHEN) || shifted::mark(character).is_some() {
        return true;
    }
    let is_alone = character != '\n' && !is_joiner_or_isolate(character) && !combines(character);
    is_alone && (is_in_latin_face(character) || wants_sans(character))
}

/// Whether a character of these two families stands on the one before it (Unicode blocks of combining marks).
fn combines(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{2DE0}'..='\u{2DFF}' | '\u{A66F}'..='\u{A67D}' | '\u{A69E}'..='\u{A69F}')
}

/// The characters of each family, the Latin one first.
static CHARMAPS: LazyLock<Vec<Charmap<'static>>> = LazyLock::new(|| {
    let one_of_each_family = [
        Face::Regular,
        Face::NaskhRegular,
        Face::NastaliqRegular,
        Face::BengaliRegular,
        Face::GurmukhiRegular,
        Face::HebrewRegular,
        Face::DevanagariRegular,
        Face::TamilRegular,
        Face::GujaratiRegular,
        Face::SansRegular,
    ];
    let charmaps = one_of_each_family
        .into_iter()
        .map(|face| face.font().charmap());
    charmaps.collect()
});

fn is_in_any(charmaps: &[Charmap], character: char) -> bool {
    match character {
        '\n' | ' '..='~' | LINE_BREAK => true,
        _ if is_joiner_or_isolate(character) => true,
        _ => charmaps
            .iter()
            .any(|charmap| charmap.map(character).is_some()),
    }
}

#[cfg(test)]
mod tests {
    use skrifa::instance::{LocationRef, Size};

    use super::*;

    #[test]
    fn bundled_faces_write_the_scripts_they_are_for() {
        for character in ' '..='~' {
            assert!(Face::Regular.font().charmap().map(character).is_some());
        }
        for character in ['a', '’', '°', 'م', 'ٹ', 'ক', 'ਕ', '\u{200D}', '\u{2066}'] {
            assert!(can_write(character), "{character:?}");
        }
        assert!(!can_write('\u{2603}'));
    }

    #[test]
    fn a_letter_and_its_marks_are_written_by_one_family() {
        for text in ["cafe\u{301}", "سَعِ", "কি ক্ষ", "ਕਿ", "a\u{200D}b", " \u{64E}"]
        {
            assert_eq!(unwritable_clusters(text).next(), None, "{text:?}");
        }
        for cluster in ["م\u{301}", "ক\u{301}", "a\u{651}"] {
            let text = format!("قلم {cluster} a");
            assert_eq!(unwritable_clusters(&text).next(), Some(cluster));
        }
    }

    #[test]
    fn the_latin_family_reaches_as_far_as_its_constants_say() {
        for face in [Face::Regular, Face::SemiBold, Face::Bold] {
            let metrics = face.font().metrics(Size::new(1.0), LocationRef::default());
            assert!((metrics.ascent - LATIN_ASCENT).abs() < 1e-4);
            assert!((-metrics.descent - LATIN_DESCENT).abs() < 1e-4);
        }
    }

    #[test]
    fn text_without_ink_is_told_from_text_with_it() {
        assert!(has_ink("\u{2066}0123\u{2069}"));
        for blank in ["", "  ", "\u{A0}", "\u{200B}\u{200D}", "\u{2066} \u{2069}"] {
            assert!(!has_ink(blank), "{blank:?}");
        }
    }
}
