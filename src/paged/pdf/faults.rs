//! What would break PDF/UA-1 or PDF/A-3a, as faults of the text that causes it.
//!
//! Two sources: our own checks before drawing, for what krilla does not notice (the order of headings, links that lead
//! nowhere), and krilla's violations, whose locations lead back to nodes and from there to lines that a person wrote.
//! With them what is too large to be verified later: the limits are those of [`crate::proof::record`].

use std::num::NonZeroU64;

use krilla::configure::ValidationError;
use krilla::error::KrillaError;
use krilla::surface::Location as KrillaLocation;

use crate::diagnostic::{Diagnostic, Location};
use crate::leaflet::{NodeId, Target};
use crate::paged::layout::page::{Owner, Pages, Shape};
use crate::paged::{Leaflet, Role};
use crate::proof::record::{LARGEST_PDF, LARGEST_RECORD, LARGEST_TEXT};

/// The mark by which krilla's violations find back to a node.
pub(super) fn location_of(node: NodeId) -> KrillaLocation {
    NonZeroU64::MIN.saturating_add(node.index() as u64)
}

/// Checks what krilla does not.
pub(super) fn check(pages: &Pages) -> Result<(), Vec<Diagnostic>> {
    let mut faults = heading_faults(&pages.leaflet);
    faults.extend(place_faults(pages));
    faults.extend(area_faults(pages));
    faults.extend(proof_faults(pages));
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// The first heading has level 1 and no level is skipped on the way down (ISO 14289-1, 7.4.2).
fn heading_faults(leaflet: &Leaflet) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut above = 0;
    for id in leaflet.descendants(NodeId::ROOT) {
        let Some(level) = leaflet.node(id).role.heading_level() else {
            continue;
        };
        if level == 0 || level > above + 1 {
            let message = format!("a heading of level {level} follows one of level {above}");
            faults.push(
                Diagnostic::error(written_at(leaflet, id), message)
                    .with_hint(format!("use a heading of level {}", above + 1)),
            );
        }
        above = level;
    }
    faults
}

/// Everything that a link, a page number or the outline points to is on some page.
fn place_faults(pages: &Pages) -> Vec<Diagnostic> {
    let leaflet = &pages.leaflet;
    let mut faults = Vec::new();
    for id in leaflet.descendants(NodeId::ROOT) {
        let target = match leaflet.node(id).role {
            Role::Title | Role::Heading(_) => id,
            Role::Link(Target::Node(target)) | Role::PageNumber(target) => target,
            _ => continue,
        };
        let stands = pages.destinations.get(&target);
        if stands.is_none_or(|place| place.page >= pages.pages.len()) {
            let message = format!("`{}` leads to a place on no page", leaflet.text_of(id));
            faults.push(Diagnostic::error(written_at(leaflet, id), message));
        }
    }
    faults
}

/// Only links can be clicked.
fn area_faults(pages: &Pages) -> Vec<Diagnostic> {
    let leaflet = &pages.leaflet;
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let areas = items.filter(|item| matches!(item.shape, Shape::LinkArea(_)));
    let strays = areas.filter_map(|item| match item.owner {
        Owner::Node(id) if matches!(leaflet.node(id).role, Role::Link(_)) => None,
        Owner::Node(id) => Some(written_at(leaflet, id)),
        Owner::Artifact(_) => Some(Location::Nowhere),
    });
    strays
        .map(|location| Diagnostic::error(location, "this can be clicked but is no link"))
        .collect()
}

/// What a reader of the file's proof would refuse.
fn proof_faults(pages: &Pages) -> Vec<Diagnostic> {
    let proof = &pages.proof;
    let sizes = [
        (
            "the record",
            proof.record.json().len(),
            LARGEST_RECORD as u64,
        ),
        ("the text", proof.text.json().len(), LARGEST_TEXT),
    ];
    sizes
        .into_iter()
        .filter(|(_, size, largest)| *size as u64 > *largest)
        .map(|(what, size, largest)| {
            let message = format!(
                "{what} of the leaflet would have {} KB, and one that can be verified has at most {}",
                size.div_ceil(1_000),
                largest / 1_000
            );
            Diagnostic::error(Location::Nowhere, message).with_hint("leave sections out")
        })
        .collect()
}

/// Checks that a file is not larger than those that are looked at again.
pub(super) fn check_size(pdf: &[u8]) -> Result<(), Vec<Diagnostic>> {
    let size = pdf.len() as u64;
    if size <= LARGEST_PDF {
        return Ok(());
    }
    let message = format!(
        "the file would have {} MB, and one that can be verified has at most {}",
        size.div_ceil(1_000_000),
        LARGEST_PDF / 1_000_000
    );
    let hint = "make its pictures smaller, or leave sections out";
    Err(vec![
        Diagnostic::error(Location::Nowhere, message).with_hint(hint),
    ])
}

/// krilla's complaints as faults in content.
pub(super) fn explain(error: KrillaError, leaflet: &Leaflet) -> Vec<Diagnostic> {
    match error {
        KrillaError::Validation(violations) => violations
            .into_iter()
            .map(|(violation, _)| explain_violation(&violation, leaflet))
            .collect(),
        KrillaError::Image(_, location, reason) => {
            let message = format!("the picture cannot be embedded: {reason}");
            vec![Diagnostic::error(found_at(leaflet, location), message)]
        }
        other => vec![Diagnostic::error(Location::Nowhere, other.to_string())],
    }
}

/// krilla's complaints about a file of several leaflets, without a place.
pub(super) fn unplaced(error: &KrillaError) -> Vec<Diagnostic> {
    vec![Diagnostic::error(Location::Nowhere, error.to_string())]
}

fn explain_violation(violation: &ValidationError, leaflet: &Leaflet) -> Diagnostic {
    use ValidationError::{
        ContainsNotDefGlyph, ContainsPostScript, ImageInterpolation, InvalidCodepointMapping,
        MissingAltText, MissingAnnotationAltText, MissingHeadingTitle, NoCodepointMapping,
        TooLongString, UnicodePrivateArea,
    };
    let (location, message) = match violation {
        ContainsNotDefGlyph(_, location, text) => {
            let message = format!("no bundled typeface has a glyph for `{text}`");
            (*location, message)
        }
        NoCodepointMapping(_, _, location) => (*location, "a glyph stands for no text".to_owned()),
        InvalidCodepointMapping(_, _, character, location)
        | UnicodePrivateArea(_, _, character, location) => {
            let code = u32::from(*character);
            (
                *location,
                format!("U+{code:04X} has no meaning that can be read out"),
            )
        }
        MissingAltText(location) => (*location, "the picture has no alt text".to_owned()),
        MissingAnnotationAltText(location) => (*location, "the link has no words".to_owned()),
        ContainsPostScript(location) => (
            *location,
            "the picture has a gradient that repeats, which PDF/A forbids".to_owned(),
        ),
        ImageInterpolation(location) => (*location, "the picture asks for smoothing".to_owned()),
        MissingHeadingTitle => (None, "a heading has no words".to_owned()),
        TooLongString => (None, "a text is longer than PDF/A allows".to_owned()),
        other => (None, format!("the file would not conform: {other:?}")),
    };
    Diagnostic::error(found_at(leaflet, location), message)
}

fn found_at(leaflet: &Leaflet, location: Option<KrillaLocation>) -> Location {
    let nodes = leaflet.descendants(NodeId::ROOT);
    let node = nodes
        .into_iter()
        .find(|&id| Some(location_of(id)) == location);
    node.map_or(Location::Nowhere, |id| written_at(leaflet, id))
}

/// Where a node's text was written, or else the text around it.
fn written_at(leaflet: &Leaflet, node: NodeId) -> Location {
    let nodes = leaflet.descendants(NodeId::ROOT);
    let mut around = Some(node);
    while let Some(id) = around {
        if let Some(span) = leaflet.node(id).span {
            return Location::Span(span);
        }
        around = nodes
            .iter()
            .copied()
            .find(|&it| leaflet.children(it).contains(&id));
    }
    Location::Nowhere
}
