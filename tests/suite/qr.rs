//! What a phone's camera finds on the printed page.

use careleaf::length::{Length, mm};
use careleaf::paged::layout::page::{Owner, Page, Rect, Shape};
use careleaf::paged::{Leaflet, Role};

use crate::cases::{self, Case};
use crate::render::render;

/// What an office printer makes of a page at its worst, in dots an inch.
const COARSE: f32 = 150.0;
/// What an office printer and copier work at.
const OFFICE: f32 = 300.0;

#[test]
fn every_qr_code_opens_its_address_and_nothing_else_looks_like_one() {
    for case in cases::golden() {
        check(case, 0..case.pages.pages.len());
    }
}

#[test]
fn every_qr_code_opens_its_address_in_large_print() {
    for size in [16, 28] {
        let of_size = |case: &&Case| case.pages.form.text_size.points() == size;
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

#[test]
fn every_qr_code_survives_a_copy_of_a_copy() {
    let of_size = |case: &&Case| case.pages.form.text_size.points() == 12;
    let mut seen = 0;
    for case in cases::requested().iter().filter(of_size) {
        let leaflet = &case.pages.leaflet;
        let with_code = |number: usize| !addresses(leaflet, &case.pages.pages[number]).is_empty();
        let pictures = render(&case.pdf, OFFICE, with_code);
        let pages = case.pages.pages.iter();
        let pages = pages.filter(|page| !addresses(leaflet, page).is_empty());
        for (page, picture) in pages.zip(&pictures) {
            let found: Vec<String> = code_places(page)
                .iter()
                .flat_map(|place| {
                    let (at, side) = in_pixels(place);
                    let copy = picture.cropped(at, side).photocopied(7).photocopied(11);
                    copy.photographed().qr_codes()
                })
                .collect();
            assert_eq!(found, addresses(leaflet, page), "{}", case.name);
            seen += found.len();
        }
    }
    assert!(seen > 0, "no code at 12 pt");
}

/// Where the codes of a page stand.
fn code_places(page: &Page) -> Vec<Rect> {
    let places = page.items.iter().filter_map(|item| match item.shape {
        Shape::Qr { rect, .. } => Some(rect),
        _ => None,
    });
    places.collect()
}

/// The top-left corner and the side of a square around a code at [`OFFICE`], with its quiet zone.
fn in_pixels(place: &Rect) -> ((usize, usize), usize) {
    let quiet = mm(1.6);
    let pixels = |length: Length| (length.to_pt() * OFFICE / 72.0) as usize;
    let corner = (pixels(place.x - quiet), pixels(place.y - quiet));
    (corner, pixels(place.width + quiet * 2.0))
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
