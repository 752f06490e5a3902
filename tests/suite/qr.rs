//! What a phone's camera finds on the printed page.

use careleaf::layout::page::{Owner, Page, Shape};
use careleaf::leaflet::{Leaflet, Role};

use crate::cases;
use crate::render::render;

/// What an office printer makes of a page at its worst, in dots an inch.
const COARSE: f32 = 150.0;

#[test]
fn every_qr_code_opens_its_address() {
    for case in cases::golden() {
        let leaflet = &case.pages.leaflet;
        let pictures = render(&case.pdf, COARSE);
        for (number, (page, picture)) in case.pages.pages.iter().zip(&pictures).enumerate() {
            let mut found = picture.qr_codes();
            let mut expected = addresses(leaflet, page);
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{}, page {}", case.name(), number + 1);
        }
    }
}

fn addresses(leaflet: &Leaflet, page: &Page) -> Vec<String> {
    let owners = page.items.iter().filter_map(|item| match item.shape {
        Shape::Qr { .. } => Some(item.owner),
        _ => None,
    });
    owners
        .map(|owner| match owner {
            Owner::Node(id) => match &leaflet.node(id).role {
                Role::QrCode { address, .. } => address.as_str().to_owned(),
                other => panic!("a QR code on a {other:?}"),
            },
            Owner::Artifact(kind) => panic!("a QR code as {kind:?}"),
        })
        .collect()
}
