//! Links: where a page can be clicked, and what opens.
//!
//! A link that runs over several lines is one annotation with a quadrilateral a line; over a page break it has an
//! annotation on each page, all in one Link element (ISO 14289-1, 7.18.5).

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target as LinkTarget};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Quadrilateral};

use crate::leaflet::{NodeId, Target};
use crate::paged::Role;
use crate::paged::layout::page::{Destination, Owner, Page, Pages, Rect, Shape};
use crate::shifted::without_marks;
use crate::signs::LINE_BREAK;

use super::faults::location_of;
use super::shapes::krilla_rect;

/// A link on a page.
pub(super) struct LinkOnPage {
    /// Its node.
    pub(super) link: NodeId,
    /// Where on the page it can be clicked.
    pub(super) areas: Vec<Rect>,
}

/// The links on a page.
pub(super) fn on_page(page: &Page) -> Vec<LinkOnPage> {
    let mut links: Vec<LinkOnPage> = Vec::new();
    for item in &page.items {
        if let (Owner::Node(link), Shape::LinkArea(areas)) = (item.owner, &item.shape) {
            match links.iter_mut().find(|known| known.link == link) {
                Some(known) => known.areas.extend(areas),
                None => links.push(LinkOnPage {
                    link,
                    areas: areas.clone(),
                }),
            }
        }
    }
    links.retain(|link| !link.areas.is_empty());
    links
}

/// The annotation that makes `areas` open what a link opens, and says it in words.
pub(super) fn annotation(pages: &Pages, link: NodeId, areas: &[Rect]) -> Annotation {
    let Role::Link(target) = &pages.leaflet.node(link).role else {
        unreachable!("only links have areas: checked before drawing");
    };
    let opens = opens(pages, target);
    let annotation = match areas {
        [area] => LinkAnnotation::new(krilla_rect(area), opens),
        _ => {
            let quads = areas.iter().map(quadrilateral).collect();
            LinkAnnotation::new_with_quad_points(quads, opens)
        }
    };
    Annotation::new_link(annotation, Some(words(pages, link, target)))
        .with_location(Some(location_of(link)))
}

/// The point that a reader is taken to.
pub(super) fn destination(start: Destination) -> XyzDestination {
    let at = Point::from_xy(start.at.x.to_pt(), start.at.y.to_pt());
    XyzDestination::new(start.page, at)
}

fn opens(pages: &Pages, target: &Target) -> LinkTarget {
    match target {
        Target::Online(address) => {
            let action = LinkAction::new(address.as_str().to_owned());
            LinkTarget::Action(Action::Link(action))
        }
        Target::Reach(reach) => {
            let action = LinkAction::new(reach.as_str().to_owned());
            LinkTarget::Action(Action::Link(action))
        }
        Target::Node(node) => LinkTarget::Destination(destination(pages.destinations[node]).into()),
    }
}

/// What a link says: its words with the page numbers in them, or failing those the address.
fn words(pages: &Pages, link: NodeId, target: &Target) -> String {
    let mut words = String::new();
    for id in pages.leaflet.descendants(link) {
        match &pages.leaflet.node(id).role {
            Role::Text { text, .. } => {
                words.push_str(&without_marks(text).replace(LINE_BREAK, " "));
            }
            Role::PageNumber(node) => {
                words.push_str(&(pages.destinations[node].page + 1).to_string())
            }
            _ => {}
        }
    }
    let words = words.replace('\u{2060}', "");
    match target {
        Target::Online(address) if words.trim().is_empty() => address.readable().to_owned(),
        _ => words.trim().to_owned(),
    }
}

/// Counter-clockwise from the bottom left, which is what viewers expect (ISO 32000-1, table 173, has it so).
fn quadrilateral(area: &Rect) -> Quadrilateral {
    let (left, top) = (area.x.to_pt(), area.y.to_pt());
    let (right, bottom) = (left + area.width.to_pt(), top + area.height.to_pt());
    Quadrilateral([
        Point::from_xy(left, bottom),
        Point::from_xy(right, bottom),
        Point::from_xy(right, top),
        Point::from_xy(left, top),
    ])
}
