//! The fourth stage: every node of a leaflet gets its place on paper.
//!
//! ```text
//!         flow      paginate         finalize
//! Leaflet ──▶ Galley ──▶ CutGalley ──▶ Pages
//! ```
//!
//! Header and footer are measured first, for the frame that they leave for the text, and made once the number of pages is
//! known. Page numbers in the text are shaped as wide as they can get, and set right in the last step, when it is known
//! where everything stands. Only the terms of the glossary, which name pages that all come before them, are set when those are
//! cut: nothing is laid out twice. Positions are kept from the start edge of the page until the last step, so that a leaflet in
//! a script that runs from right to left is the mirror image of one in English.

mod cache;
mod cut_galley;
mod dress;
mod finalize;
mod flow;
mod frame;
mod galley;
mod grey;
mod header_footer;
mod ink;
pub mod page;
mod paginate;
mod scripts;
mod separator;
mod shape;
mod text;
mod words;

use std::collections::BTreeMap;

use crate::form::{Form, PagedForm};
use crate::leaflet::{self, NodeId, Personal};
use crate::paged::theme::Theme;
use crate::paged::{Leaflet, arrange};
use crate::printing::Colors;
use crate::proof::record::Proof;
use crate::qr::QrSymbols;

use cache::{Caching, LayoutCache};
use cut_galley::PageNumbers;
use finalize::{FinalPages, finalize, page_of_ornaments};
use flow::Flow;
use frame::PageFrame;
use galley::Galley;
use header_footer::HeaderFooter;
use page::Pages;
use paginate::paginate;
use shape::Shaper;

pub use separator::Separator;

/// The tables of a leaflet that are printed as lists in the usual form, because their columns hold too little to stand
/// side by side.
pub fn tables_as_lists(leaflet: &leaflet::Leaflet) -> Vec<NodeId> {
    let form = PagedForm::default();
    let leaflet = arrange(leaflet, form).filled_in(&Personal::default());
    let mut standing = StandingType::default();
    let shaper = &mut standing.shaper;
    let frame = HeaderFooter::measure(&leaflet, theme_of(form), shaper).frame();
    let paper = SetOn {
        form,
        frame,
        caching: Caching::Off,
    };
    standing.flow(&leaflet, paper).stacked_tables
}

/// Lays a leaflet out on pages of a form, with `personal` filled in.
///
/// ```
/// # use careleaf::selection::{Request, Wanted};
/// # let reading = careleaf::library::read("leaflets".as_ref());
/// # let library = reading.library.expect("the library is sound");
/// # let request = Request {
/// #     leaflet: "acute".to_owned(),
/// #     sections: Wanted::Sections(vec!["follow-up".to_owned()]),
/// #     text_size: Default::default(),
/// #     printing: Default::default(),
/// #     date: jiff::civil::date(2026, 11, 28),
/// #     clinic: None,
/// #     allow_overdue: None,
/// # };
/// # let selection = careleaf::selection::select(&library, &request)?;
/// # let leaflet = careleaf::leaflet::compose(&selection, &Default::default());
/// use careleaf::leaflet::Personal;
/// use careleaf::paged::layout::lay_out;
///
/// let pages = lay_out(&leaflet, selection.form(), &Personal::default());
/// assert!(pages.pages.len() > 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lay_out(leaflet: &leaflet::Leaflet, form: PagedForm, personal: &Personal) -> Pages {
    StandingType::default().set(leaflet, form, personal, Caching::Off)
}

/// What a leaflet is set on.
#[derive(Clone, Copy)]
struct SetOn {
    form: PagedForm,
    frame: PageFrame,
    caching: Caching,
}

/// What is kept from one leaflet to the next, as printers keep type standing: shaped words, QR codes and whole parts.
/// Leaflets come out the same as without it. Of a copy with Personal text nothing is kept.
#[derive(Default)]
pub struct StandingType {
    shaper: Shaper,
    cache: LayoutCache,
}

impl StandingType {
    /// Nothing yet, but for `codes`, which other threads share.
    pub fn sharing(codes: &QrSymbols) -> StandingType {
        let mut standing = StandingType::default();
        standing.shaper.codes = codes.clone();
        standing
    }

    /// Lays a leaflet out on pages of a form, with `personal` filled in.
    pub fn lay_out(
        &mut self,
        leaflet: &leaflet::Leaflet,
        form: PagedForm,
        personal: &Personal,
    ) -> Pages {
        let caching = if *personal == Personal::default() {
            Caching::On
        } else {
            Caching::Off
        };
        self.set(leaflet, form, personal, caching)
    }

    fn set(
        &mut self,
        leaflet: &leaflet::Leaflet,
        form: PagedForm,
        personal: &Personal,
        caching: Caching,
    ) -> Pages {
        self.shaper.set_in(&leaflet.typefaces);
        if *personal != Personal::default() {
            self.shaper.words.start_copy();
        }
        // Before anything Personal is filled in.
        let proof = Proof::of(leaflet, Form::Pdf(form));
        let arranged = arrange(leaflet, form).filled_in(personal);
        let pages = self.pages(arranged, form, proof, caching);
        self.shaper.words.end_leaflet();
        pages
    }

    fn pages(
        &mut self,
        leaflet: Leaflet,
        form: PagedForm,
        proof: Proof,
        caching: Caching,
    ) -> Pages {
        let theme = theme_of(form);
        let header_footer = HeaderFooter::measure(&leaflet, theme, &mut self.shaper);
        let frame = header_footer.frame();
        let paper = SetOn {
            form,
            frame,
            caching,
        };
        let galley = self.flow(&leaflet, paper).galley;
        let cut = paginate(galley, frame.extent);
        let running = header_footer.on_pages(cut.pages.len(), &mut self.shaper);
        let FinalPages {
            pages,
            destinations,
        } = finalize(&leaflet, &frame, cut, running);
        in_its_colors(Pages {
            leaflet,
            form,
            geometry: theme.page,
            pages,
            destinations,
            proof,
        })
    }

    /// Sets a whole leaflet. What stands above the terms of its glossary is cut into pages for the numbers that they name.
    fn flow<'a>(
        &'a mut self,
        leaflet: &'a Leaflet,
        SetOn {
            form,
            frame,
            caching,
        }: SetOn,
    ) -> Flow<'a> {
        let mut flow = Flow {
            leaflet,
            form,
            theme: theme_of(form),
            frame,
            shaper: &mut self.shaper,
            cache: &mut self.cache,
            caching,
            galley: Galley::default(),
            stacked_tables: Vec::new(),
            page_numbers: PageNumbers::default(),
        };
        flow.set_to_terms();
        if flow.has_glossary() {
            let above = std::mem::take(&mut flow.galley);
            flow.set_from_terms(paginate(above, frame.extent));
        }
        flow
    }

    /// Lays out the sheet that stands before the copies of a clinic, on the paper and in the language of `leaflet`, which
    /// is one of them.
    pub fn separate(
        &mut self,
        separator: &Separator,
        leaflet: &leaflet::Leaflet,
        form: PagedForm,
    ) -> Pages {
        let usual_size = PagedForm::default().text_size;
        let theme = Theme::new(usual_size, form.printing.paper);
        let proof = Proof::of(leaflet, Form::Pdf(form));
        let leaflet = arrange(leaflet, form);
        let inks = separator::inks(separator, &leaflet, &theme, &mut self.shaper);
        let page = page_of_ornaments(&leaflet, theme.page, inks);
        in_its_colors(Pages {
            leaflet,
            form,
            geometry: theme.page,
            pages: vec![page],
            destinations: BTreeMap::new(),
            proof,
        })
    }
}

fn theme_of(form: PagedForm) -> Theme {
    Theme::new(form.text_size, form.printing.paper)
}

/// The same pages in the colours that their leaflet is printed in.
fn in_its_colors(mut laid_out: Pages) -> Pages {
    if laid_out.form.printing.colors == Colors::Grey {
        grey::drain(&mut laid_out.pages);
    }
    laid_out
}
