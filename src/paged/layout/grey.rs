//! Grey: on finished pages each colour gives way to the grey of the same luminance.
//!
//! Contrast depends on luminance alone (WCAG 2.2, definition of contrast ratio), so whatever was legible in colour is as
//! legible in grey. QR codes are black already.

use std::sync::Arc;

use super::page::{Item, Page, Shape};

/// Takes the colour out of pages.
pub(super) fn drain(pages: &mut [Page]) {
    pages
        .iter_mut()
        .flat_map(|page| &mut page.items)
        .for_each(drain_item);
}

fn drain_item(item: &mut Item) {
    match &mut item.shape {
        Shape::Glyphs(run) => run.color = run.color.grey(),
        Shape::Rectangle { fill, stroke, .. } => {
            *fill = fill.map(|color| color.grey());
            if let Some(stroke) = stroke {
                stroke.color = stroke.color.grey();
            }
        }
        Shape::Image { figure, .. } => *figure = Arc::new(figure.in_grey()),
        Shape::Qr { .. } | Shape::LinkArea(_) => {}
    }
}
