//! Everything that is not text: rectangles, QR codes, pictures.
//!
//! A QR code is one path, so that no viewer leaves hairlines between its strips; it is drawn in units of a module,
//! whose whole numbers compress to a third of what points would take.

use std::sync::Arc;

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect as KrillaRect, Size, Transform};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use krilla::paint::{Fill, Stroke as KrillaStroke};
use krilla::surface::Surface;
use krilla_svg::{SurfaceExt, SvgSettings};

use crate::color::{Color, color};
use crate::figure::{ColorSpace, Drawing, Figure, Raster};
use crate::length::Length;
use crate::paged::layout::page::{Rect, Stroke};
use crate::qr::QrSymbol;

/// How far the control points of a quarter circle stand from its ends, in radii: 4/3 (√2 - 1).
const QUARTER_CIRCLE: f32 = 0.552_284_8;
/// QR codes are black, for the best contrast that a camera can get.
const QR_INK: Color = color(0x00_0000);

/// A colour as a fill.
pub(super) fn ink_of(color: Color) -> Fill {
    Fill {
        paint: krilla_color(color).into(),
        ..Fill::default()
    }
}

/// A rectangle in krilla's terms.
pub(super) fn krilla_rect(rect: &Rect) -> KrillaRect {
    KrillaRect::from_xywh(
        rect.x.to_pt(),
        rect.y.to_pt(),
        rect.width.to_pt(),
        rect.height.to_pt(),
    )
    .expect("layout gives rectangles a size")
}

/// Fills a rectangle with round corners.
pub(super) fn fill_rectangle(surface: &mut Surface, rect: &Rect, radius: Length, color: Color) {
    fill_path(surface, rounded(rect, radius), color);
}

/// Draws the edge of a rectangle with round corners. The edge lies within the rectangle.
pub(super) fn stroke_rectangle(
    surface: &mut Surface,
    rect: &Rect,
    radius: Length,
    stroke: &Stroke,
) {
    let Stroke { color, width } = *stroke;
    let inner = inset(rect, width / 2.0);
    surface.set_fill(None);
    surface.set_stroke(Some(KrillaStroke {
        paint: krilla_color(color).into(),
        width: width.to_pt(),
        ..KrillaStroke::default()
    }));
    if let Some(path) = rounded(&inner, (radius - width / 2.0).max(Length::ZERO)) {
        surface.draw_path(&path);
    }
    surface.set_stroke(None);
}

/// Draws a QR code.
pub(super) fn draw_qr(surface: &mut Surface, symbol: &QrSymbol, rect: &Rect) {
    let modules = symbol.width() as f32;
    let mut path = PathBuilder::new();
    for (row, column, length) in symbol.strips() {
        let strip = KrillaRect::from_xywh(column as f32, row as f32, length as f32, 1.0);
        path.push_rect(strip.expect("a strip is at least a module long"));
    }
    let (x, y) = (rect.x.to_pt(), rect.y.to_pt());
    let (width, height) = (rect.width.to_pt(), rect.height.to_pt());
    surface.push_transform(&Transform::from_row(
        width / modules,
        0.0,
        0.0,
        height / modules,
        x,
        y,
    ));
    fill_path(surface, path.finish(), QR_INK);
    surface.pop();
}

/// Draws a picture.
pub(super) fn draw_image(surface: &mut Surface, figure: &Figure, rect: &Rect) {
    let size = Size::from_wh(rect.width.to_pt(), rect.height.to_pt())
        .expect("layout gives pictures a size");
    surface.push_transform(&Transform::from_translate(rect.x.to_pt(), rect.y.to_pt()));
    match &figure.drawing {
        Drawing::Svg(tree) => {
            surface.draw_svg(tree, size, SvgSettings::default());
        }
        Drawing::Png => surface.draw_image(image_of(raster_of(figure)), size),
        Drawing::GreyPng => surface.draw_image(image_of(raster_of(figure).in_grey()), size),
    }
    surface.pop();
}

fn raster_of(figure: &Figure) -> Raster {
    Raster::decode(&figure.bytes).expect("the library decodes every PNG when it is read")
}

fn image_of(raster: Raster) -> Image {
    let picture = Picture(Arc::new(raster));
    Image::from_custom(picture, false).expect("krilla takes a picture of any size")
}

/// A decoded picture in krilla's terms. Krilla could decode a PNG itself, but takes colour profiles as they come.
#[derive(Clone, Hash)]
struct Picture(Arc<Raster>);

impl CustomImage for Picture {
    fn color_channel(&self) -> &[u8] {
        &self.0.colors
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        self.0.alphas.as_deref()
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        if self.0.depth == 1 {
            BitsPerComponent::Eight
        } else {
            BitsPerComponent::Sixteen
        }
    }

    fn size(&self) -> (u32, u32) {
        (self.0.width, self.0.height)
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        self.0.profile.as_deref()
    }

    fn color_space(&self) -> ImageColorspace {
        match self.0.space {
            ColorSpace::Rgb => ImageColorspace::Rgb,
            ColorSpace::Grey => ImageColorspace::Luma,
        }
    }
}

fn fill_path(surface: &mut Surface, path: Option<Path>, color: Color) {
    let Some(path) = path else { return };
    surface.set_stroke(None);
    surface.set_fill(Some(ink_of(color)));
    surface.draw_path(&path);
}

fn krilla_color(color: Color) -> rgb::Color {
    let [red, green, blue] = color.rgb;
    rgb::Color::new(red, green, blue)
}

fn inset(rect: &Rect, by: Length) -> Rect {
    Rect {
        x: rect.x + by,
        y: rect.y + by,
        width: rect.width - by * 2.0,
        height: rect.height - by * 2.0,
    }
}

/// The outline of a rectangle with round corners, clockwise; `None` if it has no size.
fn rounded(rect: &Rect, radius: Length) -> Option<Path> {
    let (left, top) = (rect.x.to_pt(), rect.y.to_pt());
    let (width, height) = (rect.width.to_pt(), rect.height.to_pt());
    let radius = radius.to_pt().min(width / 2.0).min(height / 2.0);
    let mut path = PathBuilder::new();
    if radius <= 0.0 {
        path.push_rect(KrillaRect::from_xywh(left, top, width, height)?);
        return path.finish();
    }
    let (right, bottom) = (left + width, top + height);
    let corners = [
        ((right - radius, top), (right, top), (right, top + radius)),
        (
            (right, bottom - radius),
            (right, bottom),
            (right - radius, bottom),
        ),
        (
            (left + radius, bottom),
            (left, bottom),
            (left, bottom - radius),
        ),
        ((left, top + radius), (left, top), (left + radius, top)),
    ];
    path.move_to(left + radius, top);
    for (from, corner, to) in corners {
        path.line_to(from.0, from.1);
        let (first, second) = (towards(from, corner), towards(to, corner));
        path.cubic_to(first.x, first.y, second.x, second.y, to.0, to.1);
    }
    path.close();
    path.finish()
}

fn towards(from: (f32, f32), corner: (f32, f32)) -> Point {
    Point::from_xy(
        from.0 + (corner.0 - from.0) * QUARTER_CIRCLE,
        from.1 + (corner.1 - from.1) * QUARTER_CIRCLE,
    )
}
