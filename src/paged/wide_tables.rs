//! Tables that are too wide for paper. Where the longest words of their columns do not fit side by side, the cells of each
//! row are printed below each other, as a list. Large print does that to many tables; an editor is told of those that it
//! is done to in the standard size of text.
//!
//! In: a library. Out: a warning for each such table. What decides is the layout itself: each section with a table is
//! composed and set, so that nothing is said of a table that is printed in another way.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::content::{Block, BlockKind};
use crate::diagnostic::{Diagnostic, Location, SourceSpan};
use crate::leaflet::{Imprint, compose};
use crate::library::{LeafletSource, Library};
use crate::paged::layout;
use crate::printing::{Printing, TextSize};
use crate::selection::ResolvedRequest;

/// Why an overdue text is used: it is looked at, and not given out.
const REASON: &str = "to look at its tables";

/// A warning for each table of `library` that is printed as a list in the standard size of text.
pub fn warnings(library: &Library) -> Vec<Diagnostic> {
    let mut places = BTreeMap::new();
    for leaflet in library.leaflets.values() {
        for request in requests(library, leaflet) {
            // A text that cannot be selected, such as one that is withdrawn, is not printed at all.
            let Ok(selection) = request.select() else {
                continue;
            };
            let leaflet = compose(&selection, &Imprint::default());
            let tables = layout::tables_as_lists(&leaflet).into_iter();
            let spans = tables.filter_map(|table| leaflet.node(table).span);
            places.extend(spans.map(|span| ((span.file, span.start), span)));
        }
    }
    places.into_values().map(warning).collect()
}

fn warning(table: SourceSpan) -> Diagnostic {
    let message = "this table is printed as a list: its columns do not fit side by side";
    let hint = "give it fewer columns, or shorter words in them";
    Diagnostic::warning(Location::Span(table), message).with_hint(hint)
}

/// Requests that show each table of a leaflet at least once: one for each section with a table, and with them the urgent
/// help.
fn requests<'l>(library: &'l Library, leaflet: &'l LeafletSource) -> Vec<ResolvedRequest<'l>> {
    let everywhere = has_table(&leaflet.urgent_help.body);
    let sections = leaflet.sections.iter();
    let with_table = sections.filter(|section| everywhere || has_table(&section.body));
    let request = |section| ResolvedRequest {
        library,
        leaflet,
        preset: None,
        sections: vec![section],
        text_size: TextSize::default(),
        printing: Printing::default(),
        date: last_review(library),
        clinic: None,
        allow_overdue: Some(REASON.to_owned()),
    };
    with_table.map(request).collect()
}

/// A day on which everything has been reviewed.
fn last_review(library: &Library) -> Date {
    let parts = library.parts();
    let reviews = parts.iter().filter_map(|part| part.reviewed.review);
    let days = reviews.map(|review| review.last_reviewed);
    days.max().unwrap_or(Date::MIN)
}

fn has_table<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> bool {
    blocks
        .into_iter()
        .any(|block| matches!(block.kind, BlockKind::Table { .. }) || has_table(block.inner()))
}
