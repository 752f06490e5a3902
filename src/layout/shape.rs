//! Shaping: the words of a node become lines of glyphs. The only module that names parley.
//!
//! In: a node whose leaves are text, a style, a width. Out: [`TextLine`]s whose runs know the leaf and the link that
//! they belong to. A page number is shaped as wide as it can get and put right once the pages are known.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{
    Alignment, AlignmentOptions, BaseDirection, Cluster, FontContext, FontFamily, FontFamilyName,
    FontWeight, Layout, LayoutContext, Line, LineBreakContext, LineHeight, OverflowWrap,
    PositionedLayoutItem, StyleProperty,
};

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};

use crate::content::{Direction, Language};
use crate::fonts::{self, Face};
use crate::leaflet::{Leaflet, NodeId, Role, Target, Weight};
use crate::length::{Length, pt};
use crate::theme::{self, Heaviness, TextStyle};

use super::page::{Glyph, GlyphRun, Point};

/// What a page number is shaped as until the pages are known: no leaflet has more than 999 pages, and no digit of the
/// typeface is wider than the 6 and 8.
const PAGE_NUMBER_STAND_IN: &str = "888";

/// A stretch of text in one style, with what it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// The words.
    pub(super) text: String,
    /// The leaf that owns the ink.
    pub(super) leaf: NodeId,
    /// The link around it.
    pub(super) link: Option<NodeId>,
    /// The node whose page number this is.
    pub(super) page_of: Option<NodeId>,
    /// How it differs from the style around it.
    pub(super) look: Look,
}

/// How a piece differs from the style around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
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
    pub(super) look: Look,
}

/// How text is to be set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    /// The style.
    pub(super) style: TextStyle,
    /// The language, which decides direction and typefaces.
    pub(super) language: &'a Language,
    /// The width of the box.
    pub(super) width: Length,
}

/// The widths that a text needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Widths {
    /// Of its longest unbreakable stretch.
    pub(super) narrowest: Length,
    /// Of all of it on one line.
    pub(super) widest: Length,
}

/// Shapes text in the bundled typefaces.
pub(super) struct Shaper {
    fonts: FontContext,
    layouts: LayoutContext<u32>,
    faces: BTreeMap<u64, Face>,
}

impl TextLine {
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

    /// Closes the gap that the space at the line's end leaves inside the line when the last word runs the other way: the
    /// space belongs at the end of the line and not of the word (Unicode Standard Annex 9, L1), but parley leaves it there.
    fn close_gap_before_last_word(&mut self) {
        let Some(last) = self.runs.last() else {
            return;
        };
        let (at, gap) = (last.x, last.space_at_end());
        let others =
            |side: fn(&Length, &Length) -> bool| self.runs.iter().any(|run| side(&run.x, &at));
        match (self.direction, last.glyphs.right_to_left) {
            (Direction::RightToLeft, false) if others(Length::gt) => {
                let moved = self.runs.iter_mut().filter(|run| run.x <= at);
                moved.for_each(|run| run.x += gap);
            }
            (Direction::LeftToRight, true) if others(Length::lt) => {
                let moved = self.runs.iter_mut().filter(|run| run.x >= at);
                moved.for_each(|run| run.x -= gap);
            }
            _ => {}
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

    /// Puts the right number in place of the stand-in and says how much narrower it is.
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
        self.glyphs.text = text;
        let advance: Length = self.glyphs.glyphs.iter().map(|glyph| glyph.advance).sum();
        let closed = self.advance - advance;
        self.advance = advance;
        self.ink_advance = advance;
        closed
    }
}

impl Shaper {
    /// A shaper that knows the bundled typefaces and no others.
    pub(super) fn new() -> Shaper {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        let mut faces = BTreeMap::new();
        for face in Face::ALL {
            let blob = Blob::new(Arc::new(face.bytes()));
            faces.insert(blob.id(), face);
            let weight = FontInfoOverride {
                weight: Some(FontWeight::new(face.weight())),
                ..FontInfoOverride::default()
            };
            collection.register_fonts(blob, Some(weight));
        }
        Shaper {
            fonts: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            layouts: LayoutContext::new(),
            faces,
        }
    }

    /// Breaks `pieces` into lines.
    pub(super) fn lines(&mut self, pieces: &[Piece], setting: &Setting) -> Vec<TextLine> {
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        if text.trim().is_empty() {
            return Vec::new();
        }
        let mut layout = self.layout(pieces, &text, setting);
        layout.break_all_lines(Some(setting.width.to_pt()));
        layout.align(Alignment::Start, AlignmentOptions::default());
        layout
            .lines()
            .map(|line| self.text_line(&line, &text, pieces, setting))
            .collect()
    }

    /// The widths that `pieces` need.
    pub(super) fn widths(&mut self, pieces: &[Piece], setting: &Setting) -> Widths {
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        if text.trim().is_empty() {
            return Widths {
                narrowest: Length::ZERO,
                widest: Length::ZERO,
            };
        }
        let widths = self
            .layout(pieces, &text, setting)
            .calculate_content_widths();
        // A hair of room, so that rounding never breaks a line that was measured to fit.
        Widths {
            narrowest: pt(widths.min.ceil()),
            widest: pt(widths.max.ceil()),
        }
    }

    fn layout(&mut self, pieces: &[Piece], text: &str, setting: &Setting) -> Layout<u32> {
        let style = setting.style;
        let families: Vec<FontFamilyName> = fonts::families_for(setting.language, text)
            .into_iter()
            .map(|name| FontFamilyName::Named(Cow::Borrowed(name)))
            .collect();
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Owned(
            families,
        ))));
        builder.push_default(StyleProperty::FontSize(style.size.to_pt()));
        builder.push_default(StyleProperty::FontWeight(font_weight(style.heaviness)));
        builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(
            line_pitch(style, setting.language).to_pt(),
        )));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        builder.push_default(StyleProperty::Locale(
            parley::Language::parse(setting.language.tag()).ok(),
        ));
        builder.set_base_direction(match setting.language.direction() {
            Direction::LeftToRight => BaseDirection::Ltr,
            Direction::RightToLeft => BaseDirection::Rtl,
        });
        builder.set_line_break_override(Some(&break_between));
        let mut start = 0;
        for (index, piece) in (0u32..).zip(pieces) {
            let range = start..start + piece.text.len();
            start = range.end;
            builder.push(StyleProperty::Brush(index), range.clone());
            if piece.look == Look::Strong {
                builder.push(StyleProperty::FontWeight(FontWeight::BOLD), range);
            }
        }
        builder.build(text)
    }

    fn text_line(
        &self,
        line: &Line<u32>,
        text: &str,
        pieces: &[Piece],
        setting: &Setting,
    ) -> TextLine {
        let metrics = line.metrics();
        let mut runs = Vec::new();
        let mut last_run = None;
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(glyph_run) = item else {
                continue;
            };
            let run = *glyph_run.run();
            // parley hands out a run once for each style in it; all its clusters are taken at the first.
            if last_run == Some(run.index()) {
                continue;
            }
            last_run = Some(run.index());
            let face = self.faces[&run.font().data.id()];
            let clusters: Vec<Cluster<u32>> = run.visual_clusters().collect();
            let mut x = pt(glyph_run.offset());
            for same_piece in clusters.chunk_by(|one, next| one.style().brush == next.style().brush)
            {
                let piece = &pieces[same_piece[0].style().brush as usize];
                let run = line_run(same_piece, text, piece, (face, setting.style, x));
                x += run.advance;
                runs.push((logical_start(same_piece), run));
            }
        }
        runs.sort_by_key(|(start, _)| *start);
        let mut text_line = TextLine {
            runs: runs.into_iter().map(|(_, run)| run).collect(),
            baseline: pt(metrics.baseline - metrics.block_min_coord),
            height: pt(metrics.line_height),
            direction: setting.language.direction(),
        };
        text_line.close_gap_before_last_word();
        text_line
    }
}

fn logical_start(clusters: &[Cluster<u32>]) -> usize {
    clusters
        .iter()
        .map(|cluster| cluster.text_range().start)
        .min()
        .expect("a chunk has a cluster")
}

/// Collects the glyphs of clusters that belong to one piece. A ligature's glyphs stand for the text of its
/// continuations too; in visual order those come before it when the text runs from right to left.
fn line_run(
    clusters: &[Cluster<u32>],
    text: &str,
    piece: &Piece,
    (face, style, x): (Face, TextStyle, Length),
) -> LineRun {
    let right_to_left = clusters[0].is_rtl();
    let start = logical_start(clusters);
    let end = clusters
        .iter()
        .map(|cluster| cluster.text_range().end)
        .max()
        .unwrap_or(start);
    let printed = PrintedText::new(&text[start..end]);
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut advance = Length::ZERO;
    let mut trailing_space = Length::ZERO;
    let mut continuation_end: Option<usize> = None;
    for cluster in clusters {
        let range = cluster.text_range();
        if text[range.clone()].chars().all(fonts::is_joiner_or_isolate) {
            continue;
        }
        if cluster.is_ligature_continuation() {
            if right_to_left {
                continuation_end =
                    Some(continuation_end.map_or(range.end, |end| end.max(range.end)));
            } else if let Some(first) = glyphs.last().map(|glyph| glyph.text_range.start) {
                let end = printed.position(range.end - start);
                for glyph in glyphs
                    .iter_mut()
                    .rev()
                    .take_while(|glyph| glyph.text_range.start == first)
                {
                    glyph.text_range.end = end;
                }
            }
            continue;
        }
        let range = range.start
            ..continuation_end
                .take()
                .map_or(range.end, |end| end.max(range.end));
        let stands_for = printed.position(range.start - start)..printed.position(range.end - start);
        let before = advance;
        for glyph in cluster.glyphs() {
            glyphs.push(Glyph {
                id: glyph.id,
                advance: pt(glyph.advance),
                x_offset: pt(glyph.x),
                y_offset: pt(-glyph.y),
                text_range: stands_for.clone(),
            });
            advance += pt(glyph.advance);
        }
        let is_space = &text[range] == " ";
        trailing_space = if is_space {
            advance - before
        } else {
            Length::ZERO
        };
    }
    LineRun {
        x,
        advance,
        ink_advance: advance - trailing_space,
        glyphs: GlyphRun {
            face,
            size: style.size,
            color: match piece.look {
                Look::Linked | Look::Quiet => theme::ACCENT,
                Look::Plain | Look::Strong | Look::Repeated => style.color,
            },
            origin: Point::default(),
            right_to_left,
            text: printed.text,
            glyphs,
        },
        leaf: piece.leaf,
        link: piece.link,
        page_of: piece.page_of,
        look: piece.look,
    }
}

/// A run's text as it is read back: no-break spaces are plain spaces there, so that a search finds "5 August 2027", and
/// isolates, which only order the line, are left out.
struct PrintedText {
    text: String,
    /// For each byte of the source, and its end, the byte of `text` that it became; empty where they are the same.
    positions: Vec<usize>,
}

impl PrintedText {
    fn new(source: &str) -> PrintedText {
        if !source.contains(['\u{A0}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']) {
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
                '\u{A0}' => text.push(' '),
                '\u{2066}'..='\u{2069}' => {}
                other => text.push(other),
            }
        }
        positions.push(text.len());
        PrintedText { text, positions }
    }

    fn position(&self, source: usize) -> usize {
        self.positions.get(source).copied().unwrap_or(source)
    }
}

fn font_weight(heaviness: Heaviness) -> FontWeight {
    match heaviness {
        Heaviness::Regular => FontWeight::NORMAL,
        Heaviness::SemiBold => FontWeight::SEMI_BOLD,
        Heaviness::Bold => FontWeight::BOLD,
    }
}

/// Scripts with tall or deep letters need more room than Latin: Nastaliq slopes over two lines' height, and
/// its letters meet those of the next line when it is set closer than its own ascent and descent.
fn line_pitch(style: TextStyle, language: &Language) -> Length {
    match language.primary() {
        "ur" => style.size * 2.5,
        "bn" | "pa" => style.pitch.max(style.size * 1.5),
        _ if language.direction() == Direction::RightToLeft => style.pitch.max(style.size * 1.6),
        _ => style.pitch,
    }
}

/// Where a line may end inside a word: an address after `/` or `-` and nowhere else; never after the hyphen of "24-hour",
/// "T-cell" or "CAR-T".
fn break_between(context: LineBreakContext) -> Option<bool> {
    if !context.after.is_alphanumeric() {
        return None;
    }
    match (context.before_before, context.before) {
        (Some(first), '-') if first.is_ascii_digit() || first.is_uppercase() => Some(false),
        (Some(first), '/' | '-') if first.is_alphanumeric() => Some(true),
        (Some(first), '?' | '=' | '&' | '_' | '.' | '%' | '#') if !first.is_whitespace() => {
            Some(false)
        }
        _ => None,
    }
}

/// The pieces of a node's text, in reading order.
pub(super) fn pieces(leaflet: &Leaflet, nodes: &[NodeId]) -> Vec<Piece> {
    let mut found = Vec::new();
    for &node in nodes {
        collect_pieces(leaflet, node, None, &mut found);
    }
    found
}

fn collect_pieces(leaflet: &Leaflet, node: NodeId, link: Option<NodeId>, found: &mut Vec<Piece>) {
    match &leaflet.node(node).role {
        Role::Text { text, weight } => found.push(Piece {
            text: text.clone(),
            leaf: node,
            link,
            page_of: None,
            look: match weight {
                Weight::Strong => Look::Strong,
                Weight::Regular if link.is_some() => Look::Linked,
                Weight::Regular => Look::Plain,
            },
        }),
        Role::PageNumber(target) => found.push(Piece {
            text: PAGE_NUMBER_STAND_IN.to_owned(),
            leaf: node,
            link,
            page_of: Some(*target),
            look: if link.is_some() {
                Look::Linked
            } else {
                Look::Plain
            },
        }),
        Role::Link(Target::Online(_) | Target::Node(_)) => {
            for &child in leaflet.children(node) {
                collect_pieces(leaflet, child, Some(node), found);
            }
        }
        _ => {
            for &child in leaflet.children(node) {
                collect_pieces(leaflet, child, link, found);
            }
        }
    }
}
