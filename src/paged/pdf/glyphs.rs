//! Text: glyph runs as krilla draws them.
//!
//! krilla maps each glyph to the text it stands for, so the order of drawing is the order of reading. A run from right
//! to left is therefore drawn word by word, the first word first: within a word the glyphs stay in visual order, and
//! krilla marks it as ReversedChars (ISO 32000-1, 14.8.2.3.3), which must not hold inner spaces. krilla breaks such a
//! word up, in visual order, where a character has several glyphs (Nastaliq, vowel marks) or a glyph has stood for
//! another character before (Arabic and Farsi yeh): such a word is drawn character by character, the first first.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use krilla::geom::Point;
use krilla::surface::{Location, Surface};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::fonts::Face;
use crate::length::Length;
use crate::paged::layout::page::{Glyph, GlyphRun};
use crate::typefaces::Typefaces;

use super::shapes::ink_of;

/// A bundled face as krilla takes it, parsed once for all documents.
fn bundled_font(place: usize) -> Font {
    static FONTS: [OnceLock<Font>; Face::ALL.len()] = [const { OnceLock::new() }; Face::ALL.len()];
    let font = || Font::new(Face::ALL[place].bytes().into(), 0);
    FONTS[place]
        .get_or_init(|| font().expect("the bundled fonts are sound"))
        .clone()
}

/// Draws runs of glyphs, and remembers what the glyphs of Arabic faces stand for.
#[derive(Default)]
pub(super) struct Scribe {
    meanings: BTreeMap<(Face, u32), String>,
    typefaces: Arc<Typefaces>,
    /// The faces that the library brings, as far as they have been needed.
    brought: BTreeMap<Face, Font>,
}

impl Scribe {
    /// Draws in these typefaces from here on.
    pub(super) fn set_in(&mut self, typefaces: &Arc<Typefaces>) {
        if !Arc::ptr_eq(&self.typefaces, typefaces) {
            self.typefaces = Arc::clone(typefaces);
            self.brought.clear();
        }
    }

    fn font(&mut self, face: Face) -> Font {
        if let Some(place) = Face::ALL.iter().position(|&bundled| bundled == face) {
            return bundled_font(place);
        }
        let typefaces = &self.typefaces;
        let font = self.brought.entry(face).or_insert_with(|| {
            let mut brought = typefaces.brought();
            let (_, file) = brought
                .find(|(known, _)| *known == face)
                .expect("glyphs are of the leaflet's own typefaces");
            let font = Font::new(Arc::clone(file.bytes()).into(), 0);
            font.expect("the file has been checked")
        });
        font.clone()
    }

    /// Draws a run; `location` is what faults in it point at.
    pub(super) fn draw(
        &mut self,
        surface: &mut Surface,
        run: &GlyphRun,
        location: Option<Location>,
    ) {
        surface.set_fill(Some(ink_of(run.color)));
        surface.set_stroke(None);
        let whole = 0..run.glyphs.len();
        for piece in self.in_reading_order(run, whole) {
            let before = run.glyphs[..piece.start].iter().map(|glyph| glyph.advance);
            let x = run.origin.x + before.sum::<Length>();
            let glyphs: Vec<KrillaGlyph> = run.glyphs[piece]
                .iter()
                .map(|glyph| in_ems(glyph, run.size, location))
                .collect();
            surface.draw_glyphs(
                Point::from_xy(x.to_pt(), run.origin.y.to_pt()),
                &glyphs,
                self.font(run.face),
                &run.text,
                run.size.to_pt(),
                false,
            );
        }
    }

    /// The pieces to draw one by one.
    fn in_reading_order(&mut self, run: &GlyphRun, whole: Range<usize>) -> Vec<Range<usize>> {
        if !run.right_to_left {
            self.remember(run, whole.clone());
            return vec![whole];
        }
        let mut order = Vec::new();
        for word in pieces(run, whole, starts_word).into_iter().rev() {
            let drawn = if self.can_be_reversed(run, word.clone()) {
                vec![word]
            } else {
                let characters = pieces(run, word, starts_cluster).into_iter();
                characters.rev().collect()
            };
            for piece in drawn {
                self.remember(run, piece.clone());
                order.push(piece);
            }
        }
        order
    }

    /// Whether each glyph is a cluster of its own and stands for the same text as ever.
    fn can_be_reversed(&self, run: &GlyphRun, range: Range<usize>) -> bool {
        let glyphs = &run.glyphs[range];
        let mut here: BTreeMap<u32, &str> = BTreeMap::new();
        let mut is_as_ever = |glyph: &Glyph| {
            let text = &run.text[glyph.text_range.clone()];
            let known = self.meanings.get(&(run.face, glyph.id));
            *here.entry(glyph.id).or_insert(text) == text && known.is_none_or(|it| it == text)
        };
        let mut pairs = glyphs.windows(2);
        is_arabic(run.face)
            && glyphs.iter().all(&mut is_as_ever)
            && pairs.all(|pair| pair[0].text_range != pair[1].text_range)
    }

    /// Notes what glyphs stand for, as krilla does: the first drawn decides.
    fn remember(&mut self, run: &GlyphRun, piece: Range<usize>) {
        if !is_arabic(run.face) {
            return;
        }
        for glyph in &run.glyphs[piece] {
            let text = &run.text[glyph.text_range.clone()];
            let known = self.meanings.entry((run.face, glyph.id));
            known.or_insert_with(|| text.to_owned());
        }
    }
}

fn is_arabic(face: Face) -> bool {
    matches!(
        face,
        Face::NaskhRegular | Face::NaskhBold | Face::NastaliqRegular | Face::NastaliqBold
    )
}

/// Whether a piece starts at a glyph, given the run and the glyph's index.
type Starts = fn(&GlyphRun, usize) -> bool;

/// A space belongs to the word that it stands to the left of: the word before it.
fn starts_word(run: &GlyphRun, index: usize) -> bool {
    starts_cluster(run, index) && &run.text[run.glyphs[index].text_range.clone()] == " "
}

fn starts_cluster(run: &GlyphRun, index: usize) -> bool {
    run.glyphs[index].text_range != run.glyphs[index - 1].text_range
}

/// Cuts the glyphs in `range` before each that starts a piece.
fn pieces(run: &GlyphRun, range: Range<usize>, starts: Starts) -> Vec<Range<usize>> {
    let mut cuts = vec![range.start];
    cuts.extend((range.start + 1..range.end).filter(|&index| starts(run, index)));
    cuts.push(range.end);
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// A glyph measured in units of the size of type.
fn in_ems(glyph: &Glyph, size: Length, location: Option<Location>) -> KrillaGlyph {
    KrillaGlyph {
        glyph_id: GlyphId::new(glyph.id),
        text_range: glyph.text_range.clone(),
        x_advance: glyph.advance / size,
        x_offset: glyph.x_offset / size,
        y_offset: glyph.y_offset / size,
        y_advance: 0.0,
        location,
    }
}
