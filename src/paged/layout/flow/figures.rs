//! Figures: how large they are set, and whether figures in a row stand side by side.
//!
//! A figure grows with the text, as far as the column and the page have room. Words in it stay at least 12 pt: the reader
//! of the library has checked that they do where a figure has the text column to itself, so one in a list comes out of
//! the indent when it needs to, and figures in a row stand below each other.

use std::sync::Arc;

use crate::figure::Figure;
use crate::leaflet::NodeId;
use crate::length::Length;
use crate::paged::Role;
use crate::paged::layout::galley::Cut;
use crate::paged::layout::ink::{Area, Ink, InkBlock, InkKind};
use crate::paged::layout::page::{Owner, Rect, Shape};
use crate::paged::theme::Heaviness;

use super::{Flow, Place};

/// The part of a page that a figure may fill, so that its heading and caption find room beside it.
const TALLEST_FIGURE: f32 = 0.8;
/// How much of its height a figure gives at most, so as to fit on the page that it is read on.
const MOST_GIVEN: f32 = 0.25;
/// Beside others a figure has at least this part of the size that it has alone.
const LEAST_BESIDE: f32 = 0.5;

/// The size of a picture on the page.
#[derive(Clone, Copy)]
pub(super) struct PictureSize {
    pub(super) width: Length,
    pub(super) height: Length,
}

impl PictureSize {
    /// The size of a figure that is set `scale` times as large as it is.
    pub(super) fn of(figure: &Figure, scale: f32) -> PictureSize {
        PictureSize {
            width: figure.width * scale,
            height: figure.height * scale,
        }
    }
}

/// Figures side by side.
struct FigureRow {
    /// How large each is set.
    scale: f32,
    /// The widths that each has for itself and its caption.
    widths: Vec<Length>,
}

impl Flow<'_> {
    /// Sets a figure and its caption.
    pub(super) fn figure_group(&mut self, group: &[NodeId], place: Place) {
        let place = place.within(self.figure_area(group, place.area));
        self.galley.space(self.theme.spaces.above_figure);
        let first = self.galley.len();
        for &child in group {
            match &self.leaflet.node(child).role {
                Role::Figure { figure, .. } => {
                    let scale = self.figure_scale(figure, place.area.width);
                    let size = PictureSize::of(figure, scale);
                    let ink = picture(child, figure, size, place.area);
                    self.galley.push(size.height, vec![ink]);
                    let least = figure.height * figure.least_scale();
                    let give = (size.height - least).min(size.height * MOST_GIVEN);
                    self.galley.shrink_last(give.max(Length::ZERO));
                    // A heading above a picture does not stand alone, whatever comes below.
                    self.galley.owe_lines(0);
                }
                _ => self.figure_caption(child, place),
            }
        }
        self.galley.keep_together(first);
        self.galley.space(self.theme.spaces.below_figure);
    }

    fn figure_caption(&mut self, caption: NodeId, place: Place) {
        self.galley.space(self.theme.spaces.above_caption);
        self.galley.cut(Cut::Forbidden);
        let style = place.style.weighing(Heaviness::SemiBold);
        self.text(self.leaflet.children(caption), place.styled(style));
    }

    /// Where a figure stands: in a list, out of the indent when the words in it would be too small there.
    fn figure_area(&self, group: &[NodeId], area: Area) -> Area {
        let is_too_narrow = |figure: &Figure| {
            figure.smallest_text.is_some() && figure.width * figure.least_scale() > area.width
        };
        let column = self.frame.text;
        let is_indented = area.column == column.column && !self.galley.is_in_panel();
        if is_indented && self.figure_of(group).is_some_and(is_too_narrow) {
            Area {
                against: area.against,
                ..column
            }
        } else {
            area
        }
    }

    fn figure_of(&self, group: &[NodeId]) -> Option<&Figure> {
        let mut children = group.iter();
        children.find_map(|&child| match &self.leaflet.node(child).role {
            Role::Figure { figure, .. } => Some(&**figure),
            _ => None,
        })
    }

    /// How large a figure is set in this width: with the text, as far as the page has room for it with the headings above
    /// it.
    fn figure_scale(&self, figure: &Figure, width: Length) -> f32 {
        let wanted = figure.width * self.theme.scale;
        let room = self.frame.height()
            - self
                .galley
                .height_kept_with_next()
                .min(self.frame.height() / 2.0);
        // Headings that leave less stay above it on a page of their own.
        let least = figure.smallest_text.map_or(0.0, |_| figure.least_scale());
        let tallest = (room * TALLEST_FIGURE / figure.height).max(least);
        (wanted.min(width) / figure.width).min(tallest)
    }

    /// Sets figures side by side where that leaves each large enough, otherwise below each other.
    pub(super) fn figure_row(&mut self, groups: &[NodeId], place: Place) {
        let wider = self.wider(place.area).filter(|_| self.side_is_clear());
        for area in [Some(place.area), wider].into_iter().flatten() {
            if let Some(row) = self.figures_beside(groups, place.within(area)) {
                self.galley.space(self.theme.spaces.above_figure);
                self.clear_of_side(area, |flow| flow.galley.push(row.height, row.inks));
                self.galley.owe_lines(0);
                return self.galley.space(self.theme.spaces.below_figure);
            }
        }
        self.blocks(groups, place);
    }

    /// Figures at one scale, each with its caption below it; `None` where they would be too small.
    fn figures_beside(&mut self, groups: &[NodeId], place: Place) -> Option<InkBlock> {
        let leaflet = self.leaflet;
        let gap = self.theme.spaces.between_figures;
        let room = place.area.width - gap * groups.len().saturating_sub(1) as f32;
        let row = self.figures_in_row(groups, room)?;
        let mut start = Length::ZERO;
        let mut block = InkBlock::default();
        for (&group, width) in groups.iter().zip(row.widths) {
            let column = place.within(place.area.stretch(start, width));
            start += width + gap;
            let figure =
                self.apart(|flow| flow.scaled_figure(leaflet.children(group), row.scale, column));
            block.height = block.height.max(figure.height);
            block.inks.extend(figure.inks);
        }
        (block.height <= self.frame.height() * TALLEST_FIGURE).then_some(block)
    }

    /// How figures share `room` side by side; `None` where that makes one of them or its caption too small.
    fn figures_in_row(&self, groups: &[NodeId], room: Length) -> Option<FigureRow> {
        let contents = groups.iter().map(|&group| self.leaflet.children(group));
        let figures: Option<Vec<&Figure>> = contents.map(|group| self.figure_of(group)).collect();
        let figures = figures?;
        let all: Length = figures.iter().map(|figure| figure.width).sum();
        let scale = (room / all).min(self.theme.scale);
        let is_large_enough = |figure: &&Figure| {
            let alone = self.figure_scale(figure, room);
            let least = figure.smallest_text.map_or(0.0, |_| figure.least_scale());
            scale >= (alone * LEAST_BESIDE).max(least) && scale <= alone
        };
        let spare = (room - all * scale) / figures.len() as f32;
        let widths: Vec<Length> = figures.iter().map(|it| it.width * scale + spare).collect();
        let has_caption = |&group: &NodeId| self.leaflet.children(group).len() > 1;
        let narrowest = self.theme.spaces.narrowest_caption;
        let is_wide_enough = |(group, &width)| width >= narrowest || !has_caption(group);
        let fits =
            figures.iter().all(is_large_enough) && groups.iter().zip(&widths).all(is_wide_enough);
        fits.then_some(FigureRow { scale, widths })
    }

    fn scaled_figure(&mut self, group: &[NodeId], scale: f32, place: Place) {
        for &child in group {
            match &self.leaflet.node(child).role {
                Role::Figure { figure, .. } => {
                    let size = PictureSize::of(figure, scale);
                    let ink = picture(child, figure, size, place.area);
                    self.galley.push(size.height, vec![ink]);
                }
                _ => self.figure_caption(child, place),
            }
        }
    }
}

/// A picture at the start of an area.
pub(super) fn picture(node: NodeId, figure: &Arc<Figure>, size: PictureSize, area: Area) -> Ink {
    Ink {
        area: area.stretch(Length::ZERO, size.width),
        y: Length::ZERO,
        kind: InkKind::Shape {
            owner: Owner::Node(node),
            shape: Shape::Image {
                figure: figure.clone(),
                rect: Rect {
                    width: size.width,
                    height: size.height,
                    ..Rect::default()
                },
            },
        },
    }
}
