//! What a phone's camera finds on the printed page.

use careleaf::layout::page::{Owner, Page, Shape};
use careleaf::leaflet::{Leaflet, Role};

use crate::cases::{self, Case};
use crate::render::render;

/// What an office printer makes of a page at its worst, in dots an inch.
const COARSE: f32 = 150.0;

#[test]
fn every_qr_code_opens_its_address_and_nothing_else_looks_like_one() {
    for case in cases::golden() {
        check(case, 0..case.pages.pages.len());
    }
}

#[test]
fn every_qr_code_opens_its_address_in_large_print() {
    for size in [16, 28] {
        let of_size = |case: &&Case| case.pages.leaflet.text_size.points() == size;
        let mut seen = 0;
        for case in cases::requested().iter().filter(of_size) {
            let pages = case.pages.pages.iter().enumerate();
            let with_code =
                pages.filter(|(_, page)| !addresses(&case.pages.leaflet, page).is_empty());
            let numbers: Vec<usize> = with_code.map(|(number, _)| number).collect();
            seen += numbers.len();
            check(case, numbers);
        }
        assert!(seen > 0, "no code at {size} pt");
    }
}

/// Compares what a camera finds on these pages, counted from 0, with the links of their codes.
fn check(case: &Case, numbers: impl IntoIterator<Item = usize>) {
    let numbers: Vec<usize> = numbers.into_iter().collect();
    let pictures = render(&case.pdf, COARSE, |number| numbers.contains(&number));
    for (number, picture) in numbers.into_iter().zip(&pictures) {
        let mut found = picture.qr_codes();
        let mut expected = addresses(&case.pages.leaflet, &case.pages.pages[number]);
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{}, page {}", case.name, number + 1);
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
