//! Making one leaflet: selected, composed, kept where the house keeps its editions, set, and put where it is wanted.

use std::path::Path;

use jiff::civil::Date;

use crate::content::ContactKind;
use crate::diagnostic::Diagnostic;
use crate::leaflet::{Edition, Imprint, Leaflet, Personal, PreparedFor, Since, compose};
use crate::library::Revision;
use crate::paged::fitting::LongLeaflet;
use crate::paged::layout::lay_out;
use crate::paged::layout::page::Pages;
use crate::paged::pdf::{self, PdfError};
use crate::phone::has_number;
use crate::printing::Paper;
use crate::proof::changes;
use crate::proof::record::Proof;
use crate::selection::{Request, ResolvedRequest, Selection};

use super::editions::{EditionStore, StorePaths};
use super::error::{PdfFaults, TaskError};
use super::keep::Keeper;
use super::open::OpenLibrary;
use super::output::{self, Delivered, Destination};
use super::typed::{TypedPersonal, printable_reason};

/// A leaflet that is wanted.
#[derive(Clone)]
pub struct MakeRequest {
    /// What is asked for.
    pub request: Request,
    /// What was typed for this copy.
    pub personal: TypedPersonal,
    /// The code of the edition whose changes since are to be printed.
    pub since: Option<String>,
    /// How many sheets of paper it may take.
    pub most_sheets: Option<usize>,
    /// The day that is printed as that of making, where it is not the request's.
    pub made_on: Option<Date>,
    /// The clock's day, where the request is for another.
    pub today: Option<Date>,
    /// Where editions are kept, in place of what `house.toml` says.
    pub store: StorePaths,
    /// Where the leaflet is to go.
    pub destination: Destination,
}

impl MakeRequest {
    /// The leaflet that `request` asks for, with nothing typed for one copy, kept where `house.toml` says, and given back.
    pub fn of(request: Request) -> MakeRequest {
        MakeRequest {
            request,
            personal: TypedPersonal::default(),
            since: None,
            most_sheets: None,
            made_on: None,
            today: None,
            store: StorePaths::default(),
            destination: Destination::Memory,
        }
    }
}

/// What is known while a leaflet is made.
#[derive(Debug)]
pub enum MakeEvent<'e> {
    /// What it will be made of.
    Selected {
        /// The sections, and what came along unasked.
        selection: &'e Selection<'e>,
        /// What is worth a look in the files of the leaflet.
        diagnostics: &'e [Diagnostic],
    },
    /// What somebody should look at before it is given out.
    Caution(&'e Caution),
}

/// What somebody should look at before leaflets are given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    /// A text is used that is past its review date.
    Overdue {
        /// Its title.
        title: String,
        /// The day by which it was due.
        review_due: Date,
    },
    /// A text has changed since it was approved.
    Changed {
        /// Its title.
        title: String,
    },
    /// A text is due for review soon.
    DueSoon {
        /// Its title.
        title: String,
        /// The day by which it is due.
        review_due: Date,
    },
    /// On the day that was named nothing was overdue; today something is.
    OverdueToday {
        /// The day by which the first text was due.
        review_due: Date,
        /// The clock's day.
        today: Date,
    },
    /// The name that it is for has letters that no typeface has: there is a blank to write it in.
    NameToWrite,
    /// There is no 24-hour number on it.
    NoUrgentLine,
    /// What stands for the 24-hour number has none in it.
    UrgentLineWithoutNumber,
}

/// A leaflet that was made.
#[derive(Debug)]
pub struct MadeLeaflet {
    /// Which text it is.
    pub edition: Edition,
    /// The earliest day by which a part of it is due for review.
    pub review_due: Date,
    /// The day that decided what was overdue.
    pub date: Date,
    /// How many pages it has.
    pub pages: usize,
    /// What it is printed on.
    pub paper: Paper,
    /// Where it went.
    pub delivered: Delivered,
}

/// Makes a leaflet of `open`, and tells `on_event` what is known on the way.
///
/// # Errors
/// Whatever keeps the leaflet from being whole, kept and delivered; then no leaflet was written.
pub fn make(
    open: &OpenLibrary,
    wanted: &MakeRequest,
    on_event: &mut dyn FnMut(MakeEvent),
) -> Result<MadeLeaflet, TaskError> {
    let library = &open.library;
    let personal = wanted.personal.printable(&library.house.typefaces)?;
    let store = EditionStore::new(&wanted.store, &library.house);
    let revision = Revision::of(&library.house.folder, &store.paths());
    let request = resolved(open, &wanted.request)?;
    let selection = request.select().map_err(|error| open.explain(error))?;
    on_event(MakeEvent::Selected {
        selection: &selection,
        diagnostics: &open.diagnostics_of(selection.leaflet.id.as_str()),
    });
    let imprint = Imprint {
        made_on: wanted.made_on,
        revision,
        since: since(wanted.since.as_deref(), &selection, &store)?,
    };
    let order = Order {
        open,
        wanted,
        request,
        imprint,
        personal,
    };
    let leaflet = compose(&selection, &order.imprint);
    for caution in order.cautions(&selection, &leaflet) {
        on_event(MakeEvent::Caution(&caution));
    }
    order.finish(leaflet, store)
}

/// What is asked for, with its names looked up and its reason fit to be printed.
fn resolved<'o>(
    open: &'o OpenLibrary,
    request: &Request,
) -> Result<ResolvedRequest<'o>, TaskError> {
    let reason = request.allow_overdue.as_deref();
    let request = Request {
        allow_overdue: reason.map(printable_reason).transpose()?,
        ..request.clone()
    };
    let resolved = request.resolve(&open.library);
    resolved.map_err(|error| open.explain(error))
}

/// What has changed since the edition that was asked for.
fn since(
    typed: Option<&str>,
    selection: &Selection,
    store: &EditionStore,
) -> Result<Option<Since>, TaskError> {
    let Some(typed) = typed else {
        return Ok(None);
    };
    let edition = store.edition(typed)?;
    let old = store.find_edition(edition.code())?;
    let Some(text) = old.text else {
        return Err(TaskError::NoOldText(old.record.edition));
    };
    if old.record.leaflet.id != selection.leaflet.id.as_str() {
        return Err(TaskError::OtherLeaflet(old.record.edition));
    }
    let old = Proof {
        record: old.record,
        text,
    };
    Ok(Some(changes_between(edition, &old, selection)))
}

/// What has changed from an edition to what is selected, which says nothing of changes itself.
pub(super) fn changes_between(edition: Edition, old: &Proof, selection: &Selection) -> Since {
    let leaflet = compose(selection, &Imprint::default());
    let now = Proof::of(&leaflet, selection.form().into());
    changes::since(edition, old, &now)
}

/// A leaflet that can be made.
struct Order<'o> {
    open: &'o OpenLibrary,
    wanted: &'o MakeRequest,
    request: ResolvedRequest<'o>,
    imprint: Imprint,
    personal: Personal,
}

impl Order<'_> {
    /// Sets the leaflet, keeps its edition and puts it where it is wanted.
    fn finish(&self, leaflet: Leaflet, store: EditionStore) -> Result<MadeLeaflet, TaskError> {
        let form = self.request.form();
        let name = leaflet.file_name(&leaflet.provenance.leaflet, form.into());
        let pages = lay_out(&leaflet, form, &self.personal);
        self.check_sheets(&pages)?;
        output::check(&self.wanted.destination, &store)?;
        Keeper::new(store)?.keep(&leaflet.edition, form, || {
            self.write(&lay_out(&leaflet, form, &Personal::default()))
        })?;
        // The pages hold a leaflet of their own, and writing takes most memory.
        drop(leaflet);
        let pdf = self.write(&pages)?;
        let leaflet = &pages.leaflet;
        Ok(MadeLeaflet {
            delivered: output::deliver(pdf, &self.wanted.destination, Path::new(&name))?,
            edition: leaflet.edition.clone(),
            review_due: leaflet.review_due,
            date: leaflet.provenance.date,
            pages: pages.pages.len(),
            paper: form.printing.paper,
        })
    }

    /// Refuses a leaflet that takes more paper than it may.
    fn check_sheets(&self, pages: &Pages) -> Result<(), TaskError> {
        let sheets = self.request.printing.paper.sheets(pages.pages.len());
        match self.wanted.most_sheets {
            Some(allowed) if sheets > allowed => {
                let long = LongLeaflet {
                    request: &self.request,
                    imprint: &self.imprint,
                    personal: &self.personal,
                };
                Err(TaskError::TooLong {
                    sheets,
                    allowed,
                    two_sided: long.two_sided(allowed),
                    shorter: long.shorter(allowed),
                })
            }
            _ => Ok(()),
        }
    }

    fn write(&self, pages: &Pages) -> Result<Vec<u8>, TaskError> {
        pdf::write(pages).map_err(|PdfError::Violations(diagnostics)| {
            TaskError::Pdf(Box::new(PdfFaults {
                diagnostics,
                sources: self.open.sources.clone(),
            }))
        })
    }

    /// What somebody should look at before the leaflet is given out.
    fn cautions(&self, selection: &Selection, leaflet: &Leaflet) -> Vec<Caution> {
        let mut cautions = Vec::new();
        let overdue = selection.overdue.iter().flat_map(|overdue| &overdue.parts);
        cautions.extend(overdue.map(|(title, review_due)| Caution::Overdue {
            title: title.clone(),
            review_due: *review_due,
        }));
        cautions.extend(of_texts(&selection.changed, &selection.due_soon));
        let review_due = leaflet.review_due;
        if let Some(today) = self.wanted.today.filter(|&day| review_due < day) {
            cautions.push(Caution::OverdueToday { review_due, today });
        }
        if self.personal.prepared_for == Some(PreparedFor::ToWrite) {
            cautions.push(Caution::NameToWrite);
        }
        match leaflet.contact(ContactKind::Urgent, &self.personal) {
            None => cautions.push(Caution::NoUrgentLine),
            Some(line) if !has_number(line) => cautions.push(Caution::UrgentLineWithoutNumber),
            Some(_) => {}
        }
        cautions
    }
}

/// The texts that have changed since they were approved, and those that are due soon, by their titles.
pub(super) fn of_texts<'t>(
    changed: impl IntoIterator<Item = &'t String>,
    due_soon: impl IntoIterator<Item = &'t (String, Date)>,
) -> Vec<Caution> {
    let changed = changed.into_iter().map(|title| Caution::Changed {
        title: title.clone(),
    });
    let due_soon = due_soon.into_iter();
    let due_soon = due_soon.map(|(title, review_due)| Caution::DueSoon {
        title: title.clone(),
        review_due: *review_due,
    });
    changed.chain(due_soon).collect()
}
