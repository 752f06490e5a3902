//! The fourth stage: every node of a leaflet gets its place on paper.
//!
//! ```text
//!         flow      paginate           finalize
//! Leaflet ──▶ Galley ──▶ slices on pages ──▶ Pages
//! ```
//!
//! Page numbers are shaped as wide as they can get, and set right in the last step, when all places are known. Only the
//! glossary, which names pages that all come before it, is set when those are cut: nothing is laid out twice. Positions
//! are kept from the start edge of the page until that step, so that a leaflet in a script that runs from right to left is
//! the mirror image of one in English.

mod dress;
mod finalize;
mod flow;
mod galley;
mod grey;
pub mod page;
mod paginate;
mod running;
mod scripts;
mod separator;
mod set_parts;
mod shape;
mod text;
mod words;

use std::collections::BTreeMap;

use crate::leaflet::{Leaflet, NodeId, Personal};
use crate::paged::theme::Theme;
use crate::printing::{Colors, TextSize};
use crate::proof::record::Proof;
use crate::qr::QrSymbols;

use flow::Flow;
use galley::Galley;
use page::Pages;
use running::Running;
use set_parts::SetParts;
use shape::Shaper;

pub use separator::Separator;

/// The tables of a leaflet that are printed as lists, because their columns hold too little to stand side by side.
pub fn tables_as_lists(leaflet: &Leaflet) -> Vec<NodeId> {
    let leaflet = leaflet.filled_in(&Personal::default());
    let mut standing = StandingType::default();
    let theme = Theme::new(leaflet.text_size, leaflet.printing.paper);
    let running = Running::new(&leaflet, theme, &mut standing.shaper);
    let mut flow = standing.flow(&leaflet, &running, false);
    flow.document();
    flow.stacked_tables
}

/// Lays a leaflet out on pages for its paper, with `personal` filled in.
pub fn lay_out(leaflet: &Leaflet, personal: &Personal) -> Pages {
    StandingType::default().set(leaflet, personal, false)
}

/// What is kept from one leaflet to the next, as printers keep type standing: shaped words, QR codes and whole parts.
/// Leaflets come out the same as without it. Of a copy with Personal text nothing is kept.
#[derive(Default)]
pub struct StandingType {
    shaper: Shaper,
    set_parts: SetParts,
}

impl StandingType {
    /// Nothing yet, but for `codes`, which other threads share.
    pub fn sharing(codes: &QrSymbols) -> StandingType {
        let mut standing = StandingType::default();
        standing.shaper.codes = codes.clone();
        standing
    }

    /// Lays a leaflet out on pages for its paper, with `personal` filled in.
    pub fn lay_out(&mut self, leaflet: &Leaflet, personal: &Personal) -> Pages {
        self.set(leaflet, personal, *personal == Personal::default())
    }

    fn set(&mut self, leaflet: &Leaflet, personal: &Personal, keeps_parts: bool) -> Pages {
        self.shaper.set_in(&leaflet.typefaces);
        if *personal != Personal::default() {
            self.shaper.words.start_copy();
        }
        // Before anything Personal is filled in.
        let proof = Proof::of(leaflet);
        let pages = self.pages(leaflet.filled_in(personal), proof, keeps_parts);
        self.shaper.words.end_leaflet();
        pages
    }

    fn pages(&mut self, leaflet: Leaflet, proof: Proof, keeps_parts: bool) -> Pages {
        let theme = Theme::new(leaflet.text_size, leaflet.printing.paper);
        let running = Running::new(&leaflet, theme, &mut self.shaper);
        let (text_top, text_foot) = (running.text_top(), running.text_foot());
        let mut flow = self.flow(&leaflet, &running, keeps_parts);
        flow.document();
        let galley = flow.galley;
        let placed = paginate::paginate(&galley, text_top, text_foot);
        let (pages, places) =
            finalize::finalize(&leaflet, galley, &placed, &running, &mut self.shaper);
        in_its_colors(Pages {
            leaflet,
            geometry: theme.page,
            pages,
            places,
            proof,
        })
    }

    fn flow<'a>(
        &'a mut self,
        leaflet: &'a Leaflet,
        running: &Running,
        keeps_parts: bool,
    ) -> Flow<'a> {
        let (text_top, text_foot) = (running.text_top(), running.text_foot());
        Flow {
            leaflet,
            theme: Theme::new(leaflet.text_size, leaflet.printing.paper),
            shaper: &mut self.shaper,
            set_parts: &mut self.set_parts,
            keeps_parts,
            galley: Galley::default(),
            stacked_tables: Vec::new(),
            page_height: text_foot - text_top,
            text_top,
            text_foot,
        }
    }

    /// Lays out the sheet that stands before the copies of a clinic, on the paper and in the language of `leaflet`, which
    /// is one of them.
    pub fn separate(&mut self, separator: &Separator, leaflet: &Leaflet) -> Pages {
        let theme = Theme::new(TextSize::default(), leaflet.printing.paper);
        let inks = separator::inks(separator, leaflet, &theme, &mut self.shaper);
        let page = finalize::page_of_ornaments(leaflet, theme.page, inks, &mut self.shaper);
        in_its_colors(Pages {
            leaflet: leaflet.clone(),
            geometry: theme.page,
            pages: vec![page],
            places: BTreeMap::new(),
            proof: Proof::of(leaflet),
        })
    }
}

/// The same pages in the colours that their leaflet is printed in.
fn in_its_colors(mut laid_out: Pages) -> Pages {
    if laid_out.leaflet.printing.colors == Colors::Grey {
        grey::drain(&mut laid_out.pages);
    }
    laid_out
}
