//! Text in any script, shaped by whole paragraphs. The only module that names parley.
//!
//! Out come lines whose runs stand in reading order, each with its glyphs in visual order.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{
    Alignment, AlignmentOptions, BaseDirection, Cluster, FontContext, FontFamily, FontFamilyName,
    FontWeight, Layout, LayoutContext, Line, LineBreakContext, LineHeight, OverflowWrap,
    PositionedLayoutItem, RangedBuilder, StyleProperty,
};

use crate::fonts::{self, Face, SANS_FAMILY};
use crate::language::Direction;
use crate::length::{Length, pt};
use crate::paged::theme::{Heaviness, TextStyle};
use crate::signs::LINE_BREAK;
use crate::typefaces::Typefaces;

use super::dress::{Dress, Family};
use super::page::{Glyph, GlyphRun, Point};
use super::text::{
    LineRun, PrintedText, StyledStretch, TextLine, TextLook, TextPiece, TextSetting, Widths,
    break_between, color_of, line_pitch, styled_stretches,
};

/// A hard line break: a space that stays at its line's end, and the end.
const LINE_END: &str = "\u{A0}\n";

/// What is raised or lowered asks for so much of a line's height, so that the line stays as high as the others: its
/// glyphs are large and keep well below their face's ascent.
const SMALL_LINE_HEIGHT: f32 = 0.6;

/// Shapes whole paragraphs in any script, with parley.
pub(super) struct Scripts {
    fonts: FontContext,
    layouts: LayoutContext<u32>,
    faces: BTreeMap<u64, Face>,
    /// The families that the library brings, in the order in which they are tried, after all others.
    brought_families: Vec<String>,
}

impl Scripts {
    /// A shaper that knows these typefaces and no others.
    pub(super) fn new(typefaces: &Typefaces) -> Scripts {
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
        let mut brought_families: Vec<String> = Vec::new();
        for (face, brought) in typefaces.brought() {
            let blob = Blob::new(Arc::clone(brought.bytes()) as _);
            faces.insert(blob.id(), face);
            let name = FontInfoOverride {
                family_name: Some(brought.family()),
                weight: Some(FontWeight::new(brought.weight())),
                ..FontInfoOverride::default()
            };
            collection.register_fonts(blob, Some(name));
            brought_families.push(brought.family().to_owned());
        }
        brought_families.dedup();
        Scripts {
            fonts: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            layouts: LayoutContext::new(),
            faces,
            brought_families,
        }
    }

    /// Breaks `pieces`, whose words are `text`, into lines.
    pub(super) fn lines(
        &mut self,
        pieces: &[TextPiece],
        text: &str,
        setting: &TextSetting,
    ) -> Vec<TextLine> {
        let text = &with_line_ends(text);
        let mut layout = self.layout(pieces, text, setting);
        layout.break_all_lines(Some(setting.width.to_pt()));
        layout.align(Alignment::Start, AlignmentOptions::default());
        layout
            .lines()
            .map(|line| self.text_line(&line, text, pieces, setting))
            .filter(|line| !line.runs.is_empty())
            .collect()
    }

    /// The widths that `pieces` need.
    pub(super) fn widths(
        &mut self,
        pieces: &[TextPiece],
        text: &str,
        setting: &TextSetting,
    ) -> Widths {
        let widths = self
            .layout(pieces, &with_line_ends(text), setting)
            .calculate_content_widths();
        Widths {
            narrowest: pt(widths.min),
            widest: pt(widths.max),
            stretches: Vec::new(),
        }
    }

    fn layout(&mut self, pieces: &[TextPiece], text: &str, setting: &TextSetting) -> Layout<u32> {
        let style = setting.style;
        let bundled = fonts::families_for(setting.language, text);
        let brought = self.brought_families.iter().map(String::as_str);
        let families: Vec<&str> = bundled.into_iter().chain(brought).collect();
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(font_family(&families));
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
        builder.set_line_break_override(Some(&|context: LineBreakContext| {
            break_between(context.before_before, context.before, context.after)
        }));
        style_stretches(&mut builder, pieces, style, &families);
        builder.build(text)
    }

    fn text_line(
        &self,
        line: &Line<u32>,
        text: &str,
        pieces: &[TextPiece],
        setting: &TextSetting,
    ) -> TextLine {
        let metrics = line.metrics();
        let stretches = styled_stretches(pieces);
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
            for alike in clusters.chunk_by(|one, next| one.style().brush == next.style().brush) {
                let StyledStretch { piece, dress, .. } = stretches[alike[0].style().brush as usize];
                let cast = Cast {
                    face,
                    style: setting.style,
                    dress,
                    x,
                };
                let run = line_run(alike, text, &pieces[piece], cast);
                x += run.advance;
                runs.push((logical_start(alike), run));
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

/// Styles the stretches of `pieces`. Each has its number for a brush, by which its clusters are known again.
fn style_stretches(
    builder: &mut RangedBuilder<u32>,
    pieces: &[TextPiece],
    style: TextStyle,
    families: &[&str],
) {
    let mut start = 0;
    for (index, stretch) in (0u32..).zip(styled_stretches(pieces)) {
        let range = start..stretch.end;
        start = range.end;
        builder.push(StyleProperty::Brush(index), range.clone());
        if pieces[stretch.piece].look == TextLook::Strong {
            builder.push(StyleProperty::FontWeight(FontWeight::BOLD), range.clone());
        }
        if stretch.dress.family == Family::Sans {
            let families = [&[SANS_FAMILY], families].concat();
            builder.push(font_family(&families), range.clone());
        }
        if stretch.dress.scale() != 1.0 {
            let size = style.size * stretch.dress.scale();
            builder.push(StyleProperty::FontSize(size.to_pt()), range.clone());
            let height = LineHeight::Absolute((style.pitch * SMALL_LINE_HEIGHT).to_pt());
            builder.push(StyleProperty::LineHeight(height), range);
        }
    }
}

fn logical_start(clusters: &[Cluster<u32>]) -> usize {
    clusters
        .iter()
        .map(|cluster| cluster.text_range().start)
        .min()
        .expect("a chunk has a cluster")
}

/// How clusters that belong to one stretch are set, and from where on.
struct Cast {
    face: Face,
    style: TextStyle,
    dress: Dress,
    x: Length,
}

/// Sets clusters that belong to one stretch.
fn line_run(clusters: &[Cluster<u32>], text: &str, piece: &TextPiece, cast: Cast) -> LineRun {
    let Cast {
        face,
        style,
        dress,
        x,
    } = cast;
    let collector = Collector::of(clusters, text, style.size * dress.rise());
    LineRun {
        x,
        advance: collector.advance,
        ink_advance: collector.advance - collector.space_at_end,
        glyphs: GlyphRun {
            face,
            size: style.size * dress.scale(),
            color: color_of(piece, style),
            origin: Point::default(),
            right_to_left: collector.right_to_left,
            text: collector.printed.text.into(),
            glyphs: collector.glyphs.into(),
        },
        leaf: piece.leaf,
        link: piece.link,
        page_of: piece.page_of,
        look: piece.look,
        size: style.size,
    }
}

/// Collects the glyphs of clusters, in visual order. A ligature's glyphs stand for the text of its continuations too; in
/// visual order those come before it when the text runs from right to left.
struct Collector<'t> {
    text: &'t str,
    /// Where the clusters start in it.
    start: usize,
    /// What their glyphs are read back as.
    printed: PrintedText,
    /// How far they stand above the line.
    rise: Length,
    right_to_left: bool,
    /// Where the text of continuations ends whose ligature is still to come.
    continuation_end: Option<usize>,
    glyphs: Vec<Glyph>,
    advance: Length,
    space_at_end: Length,
}

impl<'t> Collector<'t> {
    /// The glyphs of clusters of this text, so far above the line.
    fn of(clusters: &[Cluster<u32>], text: &'t str, rise: Length) -> Collector<'t> {
        let start = logical_start(clusters);
        let ends = clusters.iter().map(|cluster| cluster.text_range().end);
        let end = ends.max().unwrap_or(start);
        let mut collector = Collector {
            text,
            start,
            printed: PrintedText::new(&text[start..end]),
            rise,
            right_to_left: clusters[0].is_rtl(),
            continuation_end: None,
            glyphs: Vec::new(),
            advance: Length::ZERO,
            space_at_end: Length::ZERO,
        };
        for cluster in clusters {
            collector.cluster(cluster);
        }
        collector
    }

    fn cluster(&mut self, cluster: &Cluster<u32>) {
        let range = cluster.text_range();
        if self.text[range.clone()]
            .chars()
            .all(fonts::is_joiner_or_isolate)
        {
            return;
        }
        if !cluster.is_ligature_continuation() {
            let end = self.continuation_end.take().unwrap_or_default();
            self.glyphs_of(cluster, range.start..range.end.max(end));
        } else if self.right_to_left {
            self.continuation_end = self.continuation_end.max(Some(range.end));
        } else {
            self.lengthen_last(range.end);
        }
    }

    fn glyphs_of(&mut self, cluster: &Cluster<u32>, range: Range<usize>) {
        let stands_for = self.position(range.start)..self.position(range.end);
        let before = self.advance;
        for glyph in cluster.glyphs() {
            self.glyphs.push(Glyph {
                id: glyph.id,
                advance: pt(glyph.advance),
                x_offset: pt(glyph.x),
                y_offset: pt(-glyph.y) + self.rise,
                text_range: stands_for.clone(),
            });
            self.advance += pt(glyph.advance);
        }
        self.space_at_end = match &self.text[range] {
            " " => self.advance - before,
            _ => Length::ZERO,
        };
    }

    /// Lets the last ligature stand for the text up to `end`.
    fn lengthen_last(&mut self, end: usize) {
        let end = self.position(end);
        let Some(first) = self.glyphs.last().map(|glyph| glyph.text_range.start) else {
            return;
        };
        let last = self.glyphs.iter_mut().rev();
        for glyph in last.take_while(|glyph| glyph.text_range.start == first) {
            glyph.text_range.end = end;
        }
    }

    /// A place of the text in what is read back.
    fn position(&self, place: usize) -> usize {
        self.printed.position(place - self.start)
    }
}

/// `text` with hard line breaks as parley takes them: its line ends have no glyph, and words are apart by a space when they
/// are read back. As many bytes stand for a break as before, so that places stay the same.
fn with_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains(LINE_BREAK) {
        Cow::Owned(text.replace(LINE_BREAK, LINE_END))
    } else {
        Cow::Borrowed(text)
    }
}

fn font_family<'n>(names: &[&'n str]) -> StyleProperty<'n, u32> {
    let names = names
        .iter()
        .map(|&name| FontFamilyName::Named(Cow::Borrowed(name)));
    StyleProperty::FontFamily(FontFamily::List(Cow::Owned(names.collect())))
}

fn font_weight(heaviness: Heaviness) -> FontWeight {
    match heaviness {
        Heaviness::Regular => FontWeight::NORMAL,
        Heaviness::SemiBold => FontWeight::SEMI_BOLD,
        Heaviness::Bold => FontWeight::BOLD,
    }
}
