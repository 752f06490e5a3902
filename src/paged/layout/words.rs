//! Text in Latin letters, set word by word: nearly all of most leaflets.
//!
//! A word is shaped once for each face and kept; a line is words put side by side, broken where the next does not fit.
//! Laying out takes a third of the instructions that it takes with whole paragraphs shaped, and the lines are the same: a
//! test compares them. Only here, a short last word gets another beside it.
//! Other scripts, and words that are longer than a line, are left to [`super::scripts`].

use std::collections::HashMap;
use std::rc::Rc;

use harfrust::{FontRef, GlyphBuffer, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer, script};

use crate::fonts::{self, Face};
use crate::language::{Direction, Language};
use crate::length::{Length, pt};
use crate::paged::theme::{Heaviness, TextStyle};
use crate::signs::LINE_BREAK;

use super::dress::{Dress, Family};
use super::page::{Glyph, GlyphRun, Point};
use super::text::{
    LineRun, PrintedText, StyledStretch, TextLine, TextLook, TextPiece, TextSetting,
    UnbreakableWidth, WORD_JOINER, Widths, as_shaped, break_between, color_of, line_pitch,
    styled_stretches,
};

/// What rounding may add up to over a line.
const ROUNDING: Length = pt(0.01);

/// The part of a line that a last word alone fills at least.
const SHORT_LAST_LINE: f32 = 0.2;
/// The part of its line that the text above it still fills when it gives up a word.
const LEAST_LINE_ABOVE: f32 = 0.6;

/// A word, shaped in one face: with the space after it, if there is one.
struct ShapedWord {
    /// What it is read back as.
    text: String,
    /// Its glyphs, at a size of one point.
    glyphs: Vec<Glyph>,
    /// Its width at that size.
    advance: Length,
    /// The width of the space at its end.
    space: Length,
}

/// A part of a word that belongs to one piece and is set in one way.
struct WordPart {
    piece: usize,
    dress: Dress,
    word: Rc<ShapedWord>,
}

/// Words that no line ends between, with the space after them.
#[derive(Default)]
struct Unbreakable {
    parts: Vec<WordPart>,
    advance: Length,
    space: Length,
    /// Whether the line ends after them, wherever that is.
    ends_line: bool,
}

impl Unbreakable {
    /// Adds a part that is set in type of so many points.
    fn push(&mut self, part: WordPart, size: f32) {
        let size = size * part.dress.scale();
        self.advance += part.word.advance * size;
        self.space = part.word.space * size;
        self.parts.push(part);
    }

    fn width(&self) -> UnbreakableWidth {
        UnbreakableWidth {
            ink: self.advance - self.space,
            advance: self.advance,
            ends_line: self.ends_line,
        }
    }
}

/// The most words that are kept from one leaflet to the next: those of a large library in all faces.
const MOST_KEPT: usize = 16_384;

type Shaped = HashMap<Face, HashMap<String, Rc<ShapedWord>>>;

/// The words that have been shaped so far.
#[derive(Default)]
pub(super) struct Words {
    /// Words of any leaflet.
    kept: Shaped,
    /// Words that only a copy with Personal text has: they go with it.
    passing: Option<Shaped>,
    face_shapers: HashMap<Face, FaceShaper>,
}

/// What a face needs to shape words: made once.
struct FaceShaper {
    font: FontRef<'static>,
    data: ShaperData,
    plan: ShapePlan,
}

impl Words {
    /// Starts a copy with Personal text: from here on new words are not kept.
    pub(super) fn start_copy(&mut self) {
        self.passing = Some(Shaped::new());
    }

    /// Ends a leaflet: forgets the words of a copy, and all words when there are too many of them.
    pub(super) fn end_leaflet(&mut self) {
        self.passing = None;
        if self.kept.values().map(HashMap::len).sum::<usize>() > MOST_KEPT {
            self.kept.clear();
        }
    }

    /// Breaks `pieces`, whose words are `text`, into lines; `None` if they are not all Latin or a word is too long.
    pub(super) fn lines(
        &mut self,
        pieces: &[TextPiece],
        text: &str,
        setting: &TextSetting,
    ) -> Option<Vec<TextLine>> {
        let mut lines: Vec<Vec<Unbreakable>> = Vec::new();
        let mut room = Length::ZERO;
        let mut must_break = false;
        for group in self.groups(pieces, text, setting)? {
            let ink = group.advance - group.space;
            if ink > setting.width + ROUNDING {
                return None;
            }
            let fits = !must_break && ink <= room + ROUNDING;
            must_break = group.ends_line;
            match lines.last_mut().filter(|_| fits) {
                Some(line) => {
                    room -= group.advance;
                    line.push(group);
                }
                None => {
                    room = setting.width - group.advance;
                    lines.push(vec![group]);
                }
            }
        }
        accompany_last_word(&mut lines, setting.width);
        let set = |line: Vec<Unbreakable>| text_line(&line, pieces, setting);
        Some(lines.into_iter().map(set).collect())
    }

    /// The widths that `pieces` need; `None` if they are not all Latin.
    pub(super) fn widths(
        &mut self,
        pieces: &[TextPiece],
        text: &str,
        setting: &TextSetting,
    ) -> Option<Widths> {
        let groups = self.groups(pieces, text, setting)?;
        let inks = groups.iter().map(|group| group.advance - group.space);
        let lines = groups.split_inclusive(|group| group.ends_line);
        Some(Widths {
            narrowest: inks.fold(Length::ZERO, Length::max),
            widest: lines.map(width_of).fold(Length::ZERO, Length::max),
            stretches: groups.iter().map(Unbreakable::width).collect(),
        })
    }

    fn groups(
        &mut self,
        pieces: &[TextPiece],
        text: &str,
        setting: &TextSetting,
    ) -> Option<Vec<Unbreakable>> {
        if !is_set_by_word(text, setting.language) {
            return None;
        }
        let size = setting.style.size.to_pt();
        let mut groups = Vec::new();
        let mut stretches = styled_stretches(pieces).into_iter().peekable();
        let mut start = 0;
        for end in ends(text) {
            let mut group = Unbreakable {
                ends_line: text[..end].ends_with(LINE_BREAK),
                ..Unbreakable::default()
            };
            while start < end {
                let Some(&stretch) = stretches.peek() else {
                    break;
                };
                if stretch.end <= start {
                    stretches.next();
                    continue;
                }
                let StyledStretch { piece, dress, .. } = stretch;
                let part_end = end.min(stretch.end);
                let face = face_of(setting.style.heaviness, pieces[piece].look, dress.family);
                let word = self.word(face, &text[start..part_end]);
                group.push(WordPart { piece, dress, word }, size);
                start = part_end;
            }
            groups.push(group);
        }
        Some(groups)
    }

    fn word(&mut self, face: Face, text: &str) -> Rc<ShapedWord> {
        let known = |words: &Shaped| words.get(&face)?.get(text).cloned();
        let passing = || self.passing.as_ref().and_then(known);
        if let Some(word) = known(&self.kept).or_else(passing) {
            return word;
        }
        let face_shaper = self
            .face_shapers
            .entry(face)
            .or_insert_with(|| FaceShaper::new(face));
        let word = Rc::new(face_shaper.shape(text));
        let words = self.passing.as_mut().unwrap_or(&mut self.kept);
        let words = words.entry(face).or_default();
        words.insert(text.to_owned(), Rc::clone(&word));
        word
    }
}

/// Takes a word down to a short one that stands alone on a paragraph's last line, where the line above stays long
/// enough.
fn accompany_last_word(lines: &mut [Vec<Unbreakable>], width: Length) {
    let [.., above, last] = lines else { return };
    let [alone] = &last[..] else { return };
    let is_short = alone.advance < width * SHORT_LAST_LINE;
    let [rest @ .., word] = &above[..] else {
        return;
    };
    if word.ends_line {
        return;
    }
    let kept: Length = rest.iter().map(|group| group.advance).sum();
    let fits = word.advance + alone.advance <= width;
    if is_short && fits && kept >= width * LEAST_LINE_ABOVE {
        last.splice(0..0, above.pop());
    }
}

impl FaceShaper {
    fn new(face: Face) -> FaceShaper {
        let font = FontRef::new(face.bytes()).expect("the bundled fonts are sound");
        let data = ShaperData::new(&font);
        let shaper = data.shaper(&font).build();
        let plan = ShapePlan::new(
            &shaper,
            harfrust::Direction::LeftToRight,
            Some(script::LATIN),
            None,
            &[],
        );
        FaceShaper { font, data, plan }
    }

    fn shape(&self, text: &str) -> ShapedWord {
        let shaper = self.data.shaper(&self.font).build();
        let text = as_shaped(text);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.set_direction(harfrust::Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let shaped = shaper.shape(buffer, ShapeOptions::new().plan(Some(&self.plan)));
        word_of(&shaped, &text, shaper.units_per_em())
    }
}

/// Whether a text can be set word by word: the words of other scripts change with those beside them.
fn is_set_by_word(text: &str, language: &Language) -> bool {
    let mut characters = text.chars();
    language.direction() == Direction::LeftToRight
        && characters.all(|c| fonts::is_set_by_word(c) || c == WORD_JOINER)
}

/// How wide words are on one line.
fn width_of(groups: &[Unbreakable]) -> Length {
    let all: Length = groups.iter().map(|group| group.advance).sum();
    all - groups.last().map_or(Length::ZERO, |group| group.space)
}

fn word_of(shaped: &GlyphBuffer, text: &str, units_per_em: i32) -> ShapedWord {
    let printed = PrintedText::new(text);
    let units = |value: i32| pt(value as f32 / units_per_em as f32);
    let infos = shaped.glyph_infos();
    let glyphs: Vec<Glyph> = infos
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, position)| {
            let start = info.cluster as usize;
            let later = infos
                .iter()
                .map(|info| info.cluster as usize)
                .filter(|&other| other > start);
            let end = later.min().unwrap_or(text.len());
            Glyph {
                id: info.glyph_id,
                advance: units(position.x_advance),
                x_offset: units(position.x_offset),
                y_offset: units(position.y_offset),
                text_range: printed.position(start)..printed.position(end),
            }
        })
        .collect();
    let space = if text.ends_with(' ') {
        glyphs.last().map_or(Length::ZERO, |glyph| glyph.advance)
    } else {
        Length::ZERO
    };
    ShapedWord {
        text: printed.text,
        advance: glyphs.iter().map(|glyph| glyph.advance).sum(),
        space,
        glyphs,
    }
}

fn face_of(heaviness: Heaviness, look: TextLook, family: Family) -> Face {
    match (heaviness, look, family) {
        (_, TextLook::Strong, Family::Latin) | (Heaviness::Bold, _, Family::Latin) => Face::Bold,
        (Heaviness::SemiBold, _, Family::Latin) => Face::SemiBold,
        (Heaviness::Regular, _, Family::Latin) => Face::Regular,
        (_, TextLook::Strong, Family::Sans)
        | (Heaviness::Bold | Heaviness::SemiBold, _, Family::Sans) => Face::SansBold,
        (Heaviness::Regular, _, Family::Sans) => Face::SansRegular,
    }
}

/// Where the stretches end that a line cannot break: after spaces and hard line breaks, after dashes, and inside words where
/// [`break_between`] says so.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let mut before_before = None;
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while let Some((at, before)) = characters.next() {
            let end = at + before.len_utf8();
            let Some(&(_, after)) = characters.peek() else {
                return Some(end);
            };
            let may_break = match before {
                LINE_BREAK => true,
                ' ' => !matches!(after, ' ' | LINE_BREAK),
                '–' | '—' => !matches!(after, ' ' | '\u{A0}' | LINE_BREAK),
                _ => break_between(before_before, before, after) == Some(true),
            };
            before_before = Some(before);
            if may_break {
                return Some(end);
            }
        }
        None
    })
}

fn text_line(groups: &[Unbreakable], pieces: &[TextPiece], setting: &TextSetting) -> TextLine {
    let style = setting.style;
    let height = line_pitch(style, setting.language);
    let leading = height - style.size * (fonts::LATIN_ASCENT + fonts::LATIN_DESCENT);
    let parts: Vec<&WordPart> = groups.iter().flat_map(|group| &group.parts).collect();
    let mut x = Length::ZERO;
    let mut runs = Vec::new();
    for parts in parts.chunk_by(|one, next| one.piece == next.piece && one.dress == next.dress) {
        let run = run(parts, &pieces[parts[0].piece], style, x);
        x += run.advance;
        runs.push(run);
    }
    TextLine {
        runs,
        baseline: leading / 2.0 + style.size * fonts::LATIN_ASCENT,
        height,
        direction: Direction::LeftToRight,
    }
}

/// The words of one piece on one line.
fn run(parts: &[&WordPart], piece: &TextPiece, style: TextStyle, x: Length) -> LineRun {
    let dress = parts[0].dress;
    let size = style.size.to_pt() * dress.scale();
    let rise = style.size * dress.rise();
    let mut text = String::new();
    let mut glyphs = Vec::new();
    let mut advance = Length::ZERO;
    for WordPart { word, .. } in parts {
        let start = text.len();
        glyphs.extend(word.glyphs.iter().map(|glyph| Glyph {
            id: glyph.id,
            advance: glyph.advance * size,
            x_offset: glyph.x_offset * size,
            y_offset: glyph.y_offset * size + rise,
            text_range: glyph.text_range.start + start..glyph.text_range.end + start,
        }));
        text.push_str(&word.text);
        advance += word.advance * size;
    }
    let space = parts.last().map_or(Length::ZERO, |last| last.word.space);
    LineRun {
        x,
        advance,
        ink_advance: advance - space * size,
        glyphs: GlyphRun {
            face: face_of(style.heaviness, piece.look, dress.family),
            size: style.size * dress.scale(),
            color: color_of(piece, style),
            origin: Point::default(),
            right_to_left: false,
            text: text.into(),
            glyphs: glyphs.into(),
        },
        leaf: piece.leaf,
        link: piece.link,
        page_of: piece.page_of,
        look: piece.look,
        size: style.size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(words: &Words) -> Vec<&str> {
        let faces = [Face::Regular, Face::SemiBold, Face::Bold];
        let kept = faces.iter().filter_map(|face| words.kept.get(face));
        kept.flat_map(|kept| kept.keys().map(String::as_str))
            .collect()
    }

    #[test]
    fn words_of_a_copy_go_with_it_and_others_stay() {
        let mut words = Words::default();
        words.word(Face::Regular, "blood ");
        words.end_leaflet();

        words.start_copy();
        words.word(Face::Regular, "blood ");
        words.word(Face::Bold, "Amal");
        assert!(words.passing.as_ref().is_some_and(|it| !it.is_empty()));
        words.end_leaflet();
        assert!(words.passing.is_none());
        assert_eq!(kept(&words), ["blood "]);
    }

    #[test]
    fn words_do_not_pile_up() {
        let mut words = Words::default();
        for number in 0..=MOST_KEPT {
            words.word(Face::Regular, &number.to_string());
        }
        words.end_leaflet();
        assert!(kept(&words).is_empty());
    }
}
