//! Text on its way to paper: pieces of one style, which know the leaf and the link they belong to, and the lines that
//! they become.
//!
//! A page number is set as wide as it can get, and put right with [`TextLine::number`] once the pages are known.

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};

use std::borrow::Cow;

use crate::color::Color;
use crate::language::{Direction, Language, Script};
use crate::leaflet::{NodeId, Weight};
use crate::length::{Length, pt};
use crate::paged::theme::{self, TextStyle};
use crate::paged::{Leaflet, Role};
use crate::shifted;
use crate::signs::{LINE_BREAK, NO_BREAK_HYPHEN};

use super::dress::{Dress, Whole, dressed};
use super::page::{Glyph, GlyphRun};

/// What a page number is shaped as until the pages are known: no leaflet has more than 999 pages, and no digit of the
/// typeface is wider than the 6 and 8.
const PAGE_NUMBER_STAND_IN: &str = "888";

/// How long a blank in a line of text is, in spaces: about 40 mm at 12 pt, which a telephone number by hand takes.
const BLANK_SPACES: usize = 38;
/// The height of a line with a blank, over the size of type: as high as other lines to write on.
const BLANK_HEIGHT: f32 = 2.125;

/// Stands where a line must not end (U+2060): it has no ink, and is no part of what is read back.
pub(super) const WORD_JOINER: char = '\u{2060}';

/// What rounding may add up to over a line.
const ROUNDING: Length = pt(0.01);
/// How often a range of widths is halved to find one: over a page that is more exact than widths are rounded. A number of
/// times and not a precision, because no step can be smaller than what the number type tells apart.
const HALVINGS: usize = 17;

/// A stretch of text in one style, with what it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextPiece {
    /// The words.
    pub(super) text: String,
    /// The leaf that owns the ink.
    pub(super) leaf: NodeId,
    /// The link around it.
    pub(super) link: Option<NodeId>,
    /// The node whose page number this is.
    pub(super) page_of: Option<NodeId>,
    /// How it differs from the style around it.
    pub(super) look: TextLook,
}

impl TextPiece {
    /// Words that belong to no node.
    pub(super) fn loose(words: &str) -> TextPiece {
        TextPiece {
            text: words.to_owned(),
            leaf: NodeId::ROOT,
            link: None,
            page_of: None,
            look: TextLook::Plain,
        }
    }
}

/// How a piece differs from the style around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextLook {
    /// Not at all.
    Plain,
    /// Bold.
    Strong,
    /// In the accent colour, underlined.
    Linked,
    /// In the accent colour.
    Quiet,
    /// Not at all, but said before: an ornament, which a screen reader passes over.
    Repeated,
    /// Not words, but a line to write on that is as long as they would be.
    Blank,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextLine {
    /// Its runs, in reading order.
    pub(super) runs: Vec<LineRun>,
    /// From the line's top to its baseline.
    pub(super) baseline: Length,
    /// From its top to the next line's.
    pub(super) height: Length,
    /// The way its paragraph runs.
    pub(super) direction: Direction,
}

/// Glyphs of one piece on one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LineRun {
    /// Its left end, from the left edge of the line's box.
    pub(super) x: Length,
    /// Its width, trailing space and all.
    pub(super) advance: Length,
    /// Its width without a space at the line's end.
    pub(super) ink_advance: Length,
    /// The glyphs; their origin is set when the line gets its place.
    pub(super) glyphs: GlyphRun,
    /// The leaf that owns the ink.
    pub(super) leaf: NodeId,
    /// The link around it.
    pub(super) link: Option<NodeId>,
    /// The node whose page number this is.
    pub(super) page_of: Option<NodeId>,
    /// Whether it is underlined.
    pub(super) look: TextLook,
    /// The size of type around it, which its own differs from where it is raised or lowered.
    pub(super) size: Length,
}

/// How text is to be set.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextSetting<'a> {
    /// The style.
    pub(super) style: TextStyle,
    /// The language, which decides direction and typefaces.
    pub(super) language: &'a Language,
    /// The width of the box.
    pub(super) width: Length,
}

/// The widths that a text needs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Widths {
    /// Of its longest unbreakable stretch.
    pub(super) narrowest: Length,
    /// Of all of it on one line.
    pub(super) widest: Length,
    /// Its unbreakable stretches, where it is set word by word.
    pub(super) stretches: Vec<UnbreakableWidth>,
}

/// Words that no line ends between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct UnbreakableWidth {
    /// Without the space after it.
    pub(super) ink: Length,
    /// With the space after it.
    pub(super) advance: Length,
    /// Whether the line ends after it, wherever that is.
    pub(super) ends_line: bool,
}

impl Widths {
    /// How many lines the text takes in this width: about as many where its words are not known.
    pub(super) fn lines(&self, width: Length) -> usize {
        if self.stretches.is_empty() {
            return (self.widest / width).ceil().max(1.0) as usize;
        }
        let mut lines = 1;
        let mut room = width;
        let mut must_break = false;
        for stretch in &self.stretches {
            if must_break || (stretch.ink > room + ROUNDING && room < width) {
                lines += 1;
                room = width;
            }
            room -= stretch.advance;
            must_break = stretch.ends_line;
        }
        lines
    }

    /// Widths of at most `most` at which it takes a line less, or several where there are more of them than `count`.
    pub(super) fn steps(&self, most: Length, count: usize) -> Vec<Length> {
        let (fewest, all) = (self.lines(most), self.lines(self.narrowest));
        let stride = all.saturating_sub(fewest).div_ceil(count).max(1);
        let lines = (fewest..all).step_by(stride);
        lines.map(|lines| self.width_of(lines, most)).collect()
    }

    /// The least width at which it takes so many lines, known that it takes no more in `most`.
    fn width_of(&self, lines: usize, most: Length) -> Length {
        let (mut under, mut over) = (self.narrowest, most.min(self.widest));
        for _ in 0..HALVINGS {
            let middle = (under + over) / 2.0;
            if self.lines(middle) > lines {
                under = middle;
            } else {
                over = middle;
            }
        }
        over
    }
}

impl TextLine {
    /// Makes a blank that ends the line as long as there is room for, in a box of this width.
    pub(super) fn stretch_last_blank(&mut self, width: Length) {
        let Some(last) = self
            .runs
            .last_mut()
            .filter(|run| run.look == TextLook::Blank)
        else {
            return;
        };
        let end = last.x + last.ink_advance;
        match self.direction {
            Direction::LeftToRight => last.ink_advance += (width - end).max(Length::ZERO),
            Direction::RightToLeft => {
                last.ink_advance = end.max(last.ink_advance);
                last.x = end - last.ink_advance;
            }
        }
    }

    /// Makes room above the line for handwriting where it has a blank.
    pub(super) fn make_room_to_write(&mut self, style: TextStyle) {
        if self.runs.iter().any(|run| run.look == TextLook::Blank) {
            let more = (style.size * BLANK_HEIGHT - self.height).max(Length::ZERO);
            self.height += more;
            self.baseline += more;
        }
    }

    /// How wide its ink is, from the leftmost run to the end of the rightmost.
    pub(super) fn advance(&self) -> Length {
        let left = self
            .runs
            .iter()
            .map(|run| run.x)
            .fold(pt(f32::MAX), Length::min);
        let right = self
            .runs
            .iter()
            .map(|run| run.x + run.ink_advance)
            .fold(Length::ZERO, Length::max);
        (right - left).max(Length::ZERO)
    }

    /// Moves the line so that its ink begins at the left edge of its box.
    pub(super) fn move_to_left_edge(&mut self) {
        let left = self
            .runs
            .iter()
            .map(|run| run.x)
            .fold(pt(f32::MAX), Length::min);
        for run in &mut self.runs {
            run.x -= left;
        }
    }

    /// Closes the gap that the space at the line's end leaves before the last word when that runs the other way: the
    /// space belongs at the end of the line and not of the word (Unicode Standard Annex 9, L1), but parley leaves it there.
    pub(super) fn close_gap_before_last_word(&mut self) {
        let Some(last) = self.runs.last() else {
            return;
        };
        let (at, gap) = (last.x, last.space_at_end());
        let is_right_to_left = self.direction == Direction::RightToLeft;
        if is_right_to_left == last.glyphs.right_to_left {
            return;
        }
        if is_right_to_left {
            let moved = self.runs.iter_mut().filter(|run| run.x <= at);
            moved.for_each(|run| run.x += gap);
        } else {
            let moved = self.runs.iter_mut().filter(|run| run.x >= at);
            moved.for_each(|run| run.x -= gap);
        }
    }

    /// Sets the page numbers, now that they are known, and closes the gaps that the stand-ins leave.
    pub(super) fn number(&mut self, page_number: impl Fn(NodeId) -> usize) {
        let mut order: Vec<usize> = (0..self.runs.len()).collect();
        order.sort_by(|&one, &other| {
            self.runs[one]
                .x
                .to_pt()
                .total_cmp(&self.runs[other].x.to_pt())
        });
        let mut gap = Length::ZERO;
        match self.direction {
            Direction::LeftToRight => {
                for index in order {
                    let run = &mut self.runs[index];
                    run.x -= gap;
                    gap += run.number(&page_number);
                }
            }
            Direction::RightToLeft => {
                for index in order.into_iter().rev() {
                    let run = &mut self.runs[index];
                    let closed = run.number(&page_number);
                    run.x += gap + closed;
                    gap += closed;
                }
            }
        }
    }
}

impl LineRun {
    /// The width of the space that its text ends with.
    fn space_at_end(&self) -> Length {
        let end = self.glyphs.text.len();
        let at_end = self
            .glyphs
            .glyphs
            .iter()
            .find(|glyph| glyph.text_range.end == end);
        match at_end {
            Some(glyph) if &self.glyphs.text[glyph.text_range.clone()] == " " => glyph.advance,
            _ => Length::ZERO,
        }
    }

    /// Replaces the stand-in with the right number. Returns how much narrower that is.
    fn number(&mut self, page_number: impl Fn(NodeId) -> usize) -> Length {
        let Some(target) = self.page_of else {
            return Length::ZERO;
        };
        let text = page_number(target).to_string();
        let font = self.glyphs.face.font();
        let size = Size::new(self.glyphs.size.to_pt());
        let metrics = font.glyph_metrics(size, LocationRef::default());
        self.glyphs.glyphs = text
            .char_indices()
            .map(|(index, digit)| {
                let id = font.charmap().map(digit).expect("every face has digits");
                Glyph {
                    id: id.to_u32(),
                    advance: pt(metrics.advance_width(id).unwrap_or_default()),
                    x_offset: Length::ZERO,
                    y_offset: Length::ZERO,
                    text_range: index..index + 1,
                }
            })
            .collect();
        self.glyphs.text = text.into();
        let advance: Length = self.glyphs.glyphs.iter().map(|glyph| glyph.advance).sum();
        let closed = self.advance - advance;
        self.advance = advance;
        self.ink_advance = advance;
        closed
    }
}

/// Text of one piece that is set in one way.
#[derive(Clone, Copy, Debug)]
pub(super) struct StyledStretch {
    /// The piece, by its place.
    pub(super) piece: usize,
    /// How it is set.
    pub(super) dress: Dress,
    /// Where it ends in the text of all pieces, in bytes.
    pub(super) end: usize,
}

/// The text of `pieces` in stretches that are set alike. Strong words keep one typeface: they are names and terms.
pub(super) fn styled_stretches(pieces: &[TextPiece]) -> Vec<StyledStretch> {
    let mut stretches = Vec::with_capacity(pieces.len());
    let mut start = 0;
    for (index, piece) in pieces.iter().enumerate() {
        let whole = match piece.look {
            TextLook::Strong => Whole::Text,
            _ => Whole::Words,
        };
        let dressed = dressed(&piece.text, whole).into_iter();
        stretches.extend(dressed.map(|it| StyledStretch {
            piece: index,
            dress: it.dress,
            end: start + it.end,
        }));
        start += piece.text.len();
    }
    stretches
}

/// `text` in the characters that have glyphs: a hard line break is the space that words are apart by when they are read
/// back, a hyphen that does not break looks like any other, and what is raised or lowered is so already.
pub(super) fn as_shaped(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let is_seen = |c: &char| *c != WORD_JOINER && shifted::mark(*c).is_none();
    let with_glyph = |c: char| match c {
        LINE_BREAK => ' ',
        NO_BREAK_HYPHEN => '-',
        other => other,
    };
    Cow::Owned(text.chars().filter(is_seen).map(with_glyph).collect())
}

/// A run's text as it is read back: no-break spaces and hyphens are plain ones there, so that a search finds "5 August
/// 2027", and what only orders the line or moves a letter off it is left out.
pub(super) struct PrintedText {
    /// The text.
    pub(super) text: String,
    /// For each byte of the source, and its end, the byte of `text` that it became; empty where they are the same.
    positions: Vec<usize>,
}

impl PrintedText {
    /// The text that `source` is read back as.
    pub(super) fn new(source: &str) -> PrintedText {
        let is_printed_otherwise = |c: char| {
            matches!(
                c,
                '\n' | '\u{A0}' | WORD_JOINER | '\u{2066}'
                    ..='\u{2069}' | LINE_BREAK | NO_BREAK_HYPHEN
            ) || shifted::mark(c).is_some()
        };
        if !source.contains(is_printed_otherwise) {
            return PrintedText {
                text: source.to_owned(),
                positions: Vec::new(),
            };
        }
        let mut text = String::with_capacity(source.len());
        let mut positions = Vec::with_capacity(source.len() + 1);
        for character in source.chars() {
            positions.extend(std::iter::repeat_n(text.len(), character.len_utf8()));
            match character {
                '\u{A0}' | LINE_BREAK => text.push(' '),
                NO_BREAK_HYPHEN => text.push('-'),
                '\n' | WORD_JOINER | '\u{2066}'..='\u{2069}' => {}
                other if shifted::mark(other).is_some() => {}
                other => text.push(other),
            }
        }
        positions.push(text.len());
        PrintedText { text, positions }
    }

    /// Where a byte of the source went.
    pub(super) fn position(&self, source: usize) -> usize {
        self.positions.get(source).copied().unwrap_or(source)
    }
}

/// The colour of a piece's ink.
pub(super) fn color_of(piece: &TextPiece, style: TextStyle) -> Color {
    match piece.look {
        TextLook::Linked | TextLook::Quiet => theme::ACCENT,
        TextLook::Plain | TextLook::Strong | TextLook::Repeated | TextLook::Blank => style.color,
    }
}

/// Scripts with tall or deep letters need more room than Latin: Nastaliq slopes over two lines' height, and
/// its letters meet those of the next line when it is set closer than its own ascent and descent.
pub(super) fn line_pitch(style: TextStyle, language: &Language) -> Length {
    if language.is_set_in_nastaliq() {
        return style.size * 2.5;
    }
    match (language.script(), language.direction()) {
        (Some(Script::Bengali | Script::Gurmukhi), _) => style.pitch.max(style.size * 1.5),
        (_, Direction::RightToLeft) => style.pitch.max(style.size * 1.6),
        (_, Direction::LeftToRight) => style.pitch,
    }
}

/// Where a line may end inside a word: an address after `/` or `-` and nowhere else; never after the hyphen of "24-hour",
/// "T-cell" or "CAR-T".
pub(super) fn break_between(
    before_before: Option<char>,
    before: char,
    after: char,
) -> Option<bool> {
    if !after.is_alphanumeric() {
        return None;
    }
    match (before_before, before) {
        (Some(first), '-') if first.is_ascii_digit() || first.is_uppercase() => Some(false),
        (Some(first), '/' | '-') if first.is_alphanumeric() => Some(true),
        (Some(first), '?' | '=' | '&' | '_' | '.' | '%' | '#') if !first.is_whitespace() => {
            Some(false)
        }
        _ => None,
    }
}

/// The pieces of a node's text, in reading order.
pub(super) fn pieces(leaflet: &Leaflet, nodes: &[NodeId]) -> Vec<TextPiece> {
    let mut found = Vec::new();
    for &node in nodes {
        collect_pieces(leaflet, node, None, &mut found);
    }
    found
}

fn collect_pieces(
    leaflet: &Leaflet,
    node: NodeId,
    link: Option<NodeId>,
    found: &mut Vec<TextPiece>,
) {
    let piece = |text: String, look| TextPiece {
        text,
        leaf: node,
        link,
        page_of: None,
        look,
    };
    let plain_or_linked = if link.is_some() {
        TextLook::Linked
    } else {
        TextLook::Plain
    };
    match &leaflet.node(node).role {
        Role::Text { text, weight } => {
            let look = match weight {
                Weight::Strong => TextLook::Strong,
                Weight::Regular => plain_or_linked,
            };
            found.push(piece(text.clone(), look));
        }
        Role::Blank => found.push(TextPiece {
            link: None,
            ..piece("\u{A0}".repeat(BLANK_SPACES), TextLook::Blank)
        }),
        Role::PageNumber(target) => found.push(TextPiece {
            page_of: Some(*target),
            ..piece(PAGE_NUMBER_STAND_IN.to_owned(), plain_or_linked)
        }),
        role => {
            let link = if matches!(role, Role::Link(_)) {
                Some(node)
            } else {
                link
            };
            for &child in leaflet.children(node) {
                collect_pieces(leaflet, child, link, found);
            }
        }
    }
}
