//! Text: glyph runs as krilla draws them.
//!
//! krilla maps each glyph to the text it stands for, so the order of drawing is the order of reading. A run from right
//! to left is therefore drawn word by word, the first word first: within a word the glyphs stay in visual order, and
//! krilla marks it as ReversedChars (ISO 32000-1, 14.8.2.3.3), which must not hold inner spaces. krilla does not do so
//! for a word with several glyphs to a character (Nastaliq, vowel marks): such a word is drawn character by character.

use std::ops::Range;
use std::sync::OnceLock;

use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::fonts::Face;
use crate::layout::page::{Glyph, GlyphRun};
use crate::length::Length;

use super::shapes::ink_of;

/// The faces as krilla wants them, each parsed once for all documents.
fn font(face: Face) -> Font {
    static FONTS: [OnceLock<Font>; Face::ALL.len()] = [const { OnceLock::new() }; Face::ALL.len()];
    FONTS[face as usize]
        .get_or_init(|| Font::new(face.bytes().into(), 0).expect("the bundled fonts are sound"))
        .clone()
}

/// Draws a run of glyphs.
pub(super) fn draw_glyphs(surface: &mut Surface, run: &GlyphRun) {
    surface.set_fill(Some(ink_of(run.color)));
    surface.set_stroke(None);
    if !run.right_to_left {
        draw_piece(surface, run, (0..run.glyphs.len(), run.origin.x.to_pt()));
        return;
    }
    for word in pieces(run, 0..run.glyphs.len(), starts_word)
        .into_iter()
        .rev()
    {
        if has_marks(&run.glyphs[word.clone()]) {
            for cluster in pieces(run, word, starts_cluster).into_iter().rev() {
                draw_piece(surface, run, placed(run, cluster));
            }
        } else {
            draw_piece(surface, run, placed(run, word));
        }
    }
}

/// Whether a piece starts at a glyph, given the run and the glyph's index.
type Starts = fn(&GlyphRun, usize) -> bool;

/// A space belongs to the word that it stands to the left of: the word before it.
fn starts_word(run: &GlyphRun, index: usize) -> bool {
    &run.text[run.glyphs[index].text_range.clone()] == " "
}

fn starts_cluster(run: &GlyphRun, index: usize) -> bool {
    run.glyphs[index].text_range != run.glyphs[index - 1].text_range
}

/// Whether a cluster has several glyphs.
fn has_marks(glyphs: &[Glyph]) -> bool {
    glyphs
        .windows(2)
        .any(|pair| pair[0].text_range == pair[1].text_range)
}

/// Cuts the glyphs in `range` before each that starts a piece.
fn pieces(run: &GlyphRun, range: Range<usize>, starts: Starts) -> Vec<Range<usize>> {
    let mut cuts = vec![range.start];
    cuts.extend((range.start + 1..range.end).filter(|&index| starts(run, index)));
    cuts.push(range.end);
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// A piece with the place of its first glyph.
fn placed(run: &GlyphRun, range: Range<usize>) -> (Range<usize>, f32) {
    let before = run.glyphs[..range.start].iter().map(|glyph| glyph.advance);
    let x = run.origin.x + before.sum::<Length>();
    (range, x.to_pt())
}

fn draw_piece(surface: &mut Surface, run: &GlyphRun, (range, x): (Range<usize>, f32)) {
    let glyphs: Vec<KrillaGlyph> = run.glyphs[range]
        .iter()
        .map(|glyph| in_ems(glyph, run.size))
        .collect();
    surface.draw_glyphs(
        Point::from_xy(x, run.origin.y.to_pt()),
        &glyphs,
        font(run.face),
        &run.text,
        run.size.to_pt(),
        false,
    );
}

/// A glyph measured in units of the size of type.
fn in_ems(glyph: &Glyph, size: Length) -> KrillaGlyph {
    KrillaGlyph {
        glyph_id: GlyphId::new(glyph.id),
        text_range: glyph.text_range.clone(),
        x_advance: glyph.advance / size,
        x_offset: glyph.x_offset / size,
        y_offset: glyph.y_offset / size,
        y_advance: 0.0,
        location: None,
    }
}
