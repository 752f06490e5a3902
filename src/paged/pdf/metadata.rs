//! What a file says about itself: metadata and outline. Personal text is in neither.

use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};

use crate::language::Direction;
use crate::leaflet::NodeId;
use crate::paged::Leaflet;
use crate::paged::layout::page::Pages;
use crate::shifted::without_marks;

use super::links::destination;

/// The keyword of files that are not for screens or screen readers.
pub(super) const PAPER_ONLY: &str = "paper only";

/// Title, publisher, language, edition and the day it was made. The document id follows from the edition, so that the
/// same text has the same id on whatever day it is printed.
pub(super) fn metadata(leaflet: &Leaflet) -> Metadata {
    let edition = leaflet.edition.code().to_owned();
    Metadata::new()
        .title(leaflet.title.clone())
        .authors(vec![leaflet.publisher.clone()])
        .language(leaflet.language.tag().to_owned())
        .text_direction(match leaflet.language.direction() {
            Direction::LeftToRight => TextDirection::LeftToRight,
            Direction::RightToLeft => TextDirection::RightToLeft,
        })
        .creator("Careleaf".to_owned())
        .keywords(vec![edition.clone(), leaflet.short_title.clone()])
        .document_id(edition)
        .creation_date(midnight(leaflet.made_on))
}

/// The same for a booklet, which says that it is for paper only.
pub(super) fn for_booklet(leaflet: &Leaflet) -> Metadata {
    metadata(leaflet)
        .description(leaflet.wording.booklet_note.to_owned())
        .keywords(vec![
            leaflet.edition.code().to_owned(),
            leaflet.short_title.clone(),
            PAPER_ONLY.to_owned(),
        ])
}

/// A day as PDF has it.
pub(super) fn midnight(day: jiff::civil::Date) -> DateTime {
    DateTime::new(day.year().unsigned_abs())
        .month(day.month().unsigned_abs())
        .day(day.day().unsigned_abs())
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// The headings as an outline, nested as their levels are.
pub(super) fn outline(pages: &Pages) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    for id in pages.leaflet.descendants(NodeId::ROOT) {
        let Some(level) = pages.leaflet.node(id).role.heading_level() else {
            continue;
        };
        close(&mut open, &mut outline, level);
        let title = without_marks(&pages.leaflet.text_of(id));
        let entry = OutlineNode::new(title, destination(pages.destinations[&id]));
        open.push((level, entry));
    }
    close(&mut open, &mut outline, 0);
    outline
}

/// Files every open entry of `level` or deeper under the entry above it.
fn close(open: &mut Vec<(u8, OutlineNode)>, outline: &mut Outline, level: u8) {
    while let Some((_, entry)) = open.pop_if(|(deepest, _)| *deepest >= level) {
        match open.last_mut() {
            Some((_, parent)) => parent.push_child(entry),
            None => outline.push_child(entry),
        }
    }
}
