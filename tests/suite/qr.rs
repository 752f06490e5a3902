//! What a phone's camera finds on the printed page, when it is held over a code.

use careleaf::layout::page::{Owner, Page, Rect, Shape};
use careleaf::leaflet::{Leaflet, Role};

use crate::cases;
use crate::render::render;

/// What an office printer makes of a page at its worst, in dots an inch.
const COARSE: f32 = 150.0;

#[test]
fn every_qr_code_opens_its_address() {
    for case in cases::golden() {
        let pictures = render(&case.pdf, COARSE);
        for (number, (page, picture)) in case.pages.pages.iter().zip(&pictures).enumerate() {
            for (address, rect) in codes(&case.pages.leaflet, page) {
                let code = picture.qr_code(rect.x.to_pt(), rect.y.to_pt(), rect.width.to_pt());
                let place = format!("{}, page {}", case.name(), number + 1);
                assert_eq!(code.as_deref(), Some(address), "{place}");
            }
        }
    }
}

/// The QR codes that a page has to have.
fn codes<'a>(leaflet: &'a Leaflet, page: &'a Page) -> Vec<(&'a str, Rect)> {
    let mut codes = Vec::new();
    for item in &page.items {
        let Shape::Qr { rect, .. } = item.shape else {
            continue;
        };
        match item.owner {
            Owner::Node(id) => match &leaflet.node(id).role {
                Role::QrCode { address, .. } => codes.push((address.as_str(), rect)),
                other => panic!("a QR code on a {other:?}"),
            },
            Owner::Artifact(kind) => panic!("a QR code as {kind:?}"),
        }
    }
    codes
}
