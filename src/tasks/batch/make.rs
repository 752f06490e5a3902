//! Making: every row of a list as a file, on as many threads as are wanted.
//!
//! Rows that ask for the same leaflet are one piece of work: it is composed once, and its blank form is made once. Each
//! thread keeps type standing from one piece to the next. What comes out does not depend on the number of threads, nor on
//! the order in which they finish.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use jiff::civil::Date;

use crate::file_failure;
use crate::form::PagedForm;
use crate::hash::Hash;
use crate::leaflet::{Edition, Imprint, Leaflet, Personal, compose};
use crate::library::Library;
use crate::paged::fitting::LongLeaflet;
use crate::paged::layout::StandingType;
use crate::paged::layout::page::Pages;
use crate::paged::pdf::{self, PdfError};
use crate::qr::QrSymbols;
use crate::selection::{ResolvedRequest, SelectionError};

use super::folder::{BatchFolder, Finished};
use super::list::{Row, WardList};
use super::outcome::{BlankForm, Outcome, RowFailure, TooLong, file_of};

/// The most rows of one leaflet that a thread takes at a time, so that a list of only one leaflet keeps all threads busy.
const MOST_ROWS_AT_A_TIME: usize = 64;

/// Keeps an edition, given a blank copy of it, or says why it cannot.
pub type Keep<'a> = &'a (dyn Fn(BlankCopy) -> Result<(), String> + Sync);

/// A copy of an edition that nothing was typed for.
#[derive(Clone, Copy, Debug)]
pub struct BlankCopy<'a> {
    /// Which text it is.
    pub edition: &'a Edition,
    /// How it is set.
    pub form: PagedForm,
    /// Its file.
    pub pdf: &'a [u8],
}

/// What is to be made.
#[derive(Clone, Copy)]
pub struct Making<'a> {
    /// The library that the list was checked against.
    pub library: &'a Library,
    /// The list.
    pub list: &'a WardList,
    /// Where the files go.
    pub folder: &'a BatchFolder,
    /// The day that decides what is overdue.
    pub date: Date,
    /// What the leaflets say of their making.
    pub imprint: &'a Imprint,
    /// How many sheets of paper a copy may take.
    pub most_sheets: Option<usize>,
    /// How many threads to use, at least 1.
    pub threads: usize,
    /// What keeps each edition before any of its leaflets is written.
    pub keep: Keep<'a>,
}

impl<'a> Making<'a> {
    /// The request that a choice of the list stands for.
    fn request(&self, choice: u32) -> ResolvedRequest<'a> {
        self.list.choices[choice as usize].request(self.library, self.date)
    }

    /// The day that is printed.
    pub(super) fn made_on(&self) -> Date {
        self.imprint.made_on.unwrap_or(self.date)
    }

    /// The leaflet that a choice of the list stands for.
    pub(super) fn composed(&self, choice: u32) -> Result<Leaflet, SelectionError> {
        let selection = self.request(choice).select()?;
        Ok(compose(&selection, self.imprint))
    }
}

/// Makes all rows of a list, and calls `on_row` after each. The outcomes are in the order of the list.
pub fn make(making: &Making, mut on_row: impl FnMut()) -> Vec<Outcome> {
    let order = rows_by_leaflet(making.list);
    let pieces = pieces_of_work(making.list, &order);
    let next = AtomicUsize::new(0);
    let codes = QrSymbols::default();
    let mut outcomes: Vec<Option<Outcome>> = vec![None; making.list.rows.len()];
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..making.threads.clamp(1, pieces.len().max(1)) {
            let (sender, order, pieces, next) = (sender.clone(), &order, &pieces, &next);
            let codes = &codes;
            scope.spawn(move || {
                let mut type_kept = StandingType::sharing(codes);
                while let Some(piece) = pieces.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let rows = &order[piece.clone()];
                    make_piece(making, rows, &mut type_kept, &sender);
                }
            });
        }
        drop(sender);
        for (row, outcome) in receiver {
            outcomes[row] = Some(outcome);
            on_row();
        }
    });
    let outcomes = outcomes.into_iter();
    outcomes
        .map(|outcome| outcome.expect("every row is in one piece of work"))
        .collect()
}

/// The rows, as indices, those of a leaflet next to each other.
fn rows_by_leaflet(list: &WardList) -> Vec<usize> {
    let mut order: Vec<usize> = (0..list.rows.len()).collect();
    order.sort_by_key(|&row| list.rows[row].choice);
    order
}

fn pieces_of_work(list: &WardList, order: &[usize]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for rows in order.chunk_by(|&one, &other| list.rows[one].choice == list.rows[other].choice) {
        for part in rows.chunks(MOST_ROWS_AT_A_TIME) {
            pieces.push(start..start + part.len());
            start += part.len();
        }
    }
    pieces
}

fn make_piece(
    making: &Making,
    rows: &[usize],
    type_kept: &mut StandingType,
    sender: &Sender<(usize, Outcome)>,
) {
    let choice = making.list.rows[rows[0]].choice;
    let form = making.list.choices[choice as usize].form();
    let composed = making.composed(choice).map(|leaflet| Piece {
        making,
        choice,
        file_name: leaflet.file_name(&leaflet.provenance.leaflet, form.into()),
        leaflet,
        form,
        type_kept,
        blank: None,
        blank_form: None,
    });
    let mut piece = composed.map_err(|error| RowFailure::Other(error.to_string()));
    for &row in rows {
        let outcome = match &mut piece {
            Ok(piece) => piece.row(&making.list.rows[row]),
            Err(failure) => Outcome::Failed(Box::new(failure.clone())),
        };
        // The receiver stays until all senders are gone.
        let _ = sender.send((row, outcome));
    }
}

/// The rows of one leaflet while they are made.
struct Piece<'p> {
    making: &'p Making<'p>,
    choice: u32,
    leaflet: Leaflet,
    form: PagedForm,
    file_name: String,
    type_kept: &'p mut StandingType,
    /// The blank copy, or why there is none; made for the first row that needs it.
    blank: Option<Result<Copy, RowFailure>>,
    blank_form: Option<Arc<BlankForm>>,
}

/// A finished copy.
#[derive(Clone)]
struct Copy {
    pdf: Arc<Vec<u8>>,
    finished: Finished,
}

impl Piece<'_> {
    fn row(&mut self, row: &Row) -> Outcome {
        let name = file_of(row, &self.file_name, self.making.list.digits);
        let made = if row.personal == Personal::default() {
            self.blank_row(&name)
        } else {
            self.personal_row(&name, &row.personal)
        };
        match made {
            Ok((hash, pages)) => Outcome::Made {
                form: self.blank_form(hash),
                pages,
            },
            Err(failure) => Outcome::Failed(Box::new(failure)),
        }
    }

    /// A row that nobody is named in: the file of an earlier run, or the blank copy.
    fn blank_row(&mut self, name: &str) -> Result<(Hash, u32), RowFailure> {
        let folder = self.making.folder;
        if let Some(earlier) = folder.finished(name) {
            return Ok((earlier.hash, earlier.pages));
        }
        let blank = self.blank()?;
        self.write(name, &blank.pdf)?;
        // A note that is lost costs the time to make the file anew, and nothing else.
        let _ = folder.note(name, &blank.finished);
        Ok((blank.finished.hash, blank.finished.pages))
    }

    fn personal_row(&mut self, name: &str, personal: &Personal) -> Result<(Hash, u32), RowFailure> {
        let hash = self.blank()?.finished.hash;
        let pages = self.type_kept.lay_out(&self.leaflet, self.form, personal);
        self.check_sheets(&pages, personal)?;
        let pdf = pdf::write(&pages).map_err(|PdfError::Violations(faults)| {
            // What is wrong is in the Personal text, and must not be told.
            let number = faults.len();
            format!("the copy cannot be PDF/UA-1 and PDF/A-3a: {number} faults in `prepared_for`")
        })?;
        self.write(name, &pdf)?;
        Ok((hash, page_count(pages.pages.len())))
    }

    fn blank(&mut self) -> Result<Copy, RowFailure> {
        let blank = match self.blank.take() {
            Some(blank) => blank,
            None => self.make_blank(),
        };
        self.blank = Some(blank.clone());
        blank
    }

    fn make_blank(&mut self) -> Result<Copy, RowFailure> {
        let personal = Personal::default();
        let pages = self.type_kept.lay_out(&self.leaflet, self.form, &personal);
        self.check_sheets(&pages, &personal)?;
        let pdf = pdf::write(&pages).map_err(|PdfError::Violations(faults)| {
            let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
            format!(
                "the leaflet cannot be PDF/UA-1 and PDF/A-3a: {}",
                messages.join("; ")
            )
        })?;
        (self.making.keep)(BlankCopy {
            edition: &self.leaflet.edition,
            form: self.form,
            pdf: &pdf,
        })?;
        Ok(Copy {
            finished: Finished {
                hash: Hash::of(&pdf),
                pages: page_count(pages.pages.len()),
            },
            pdf: Arc::new(pdf),
        })
    }

    /// Refuses a copy that takes more paper than it may, and says what to leave out.
    fn check_sheets(&self, pages: &Pages, personal: &Personal) -> Result<(), RowFailure> {
        let sheets = self.form.printing.paper.sheets(pages.pages.len());
        let Some(allowed) = self.making.most_sheets.filter(|&allowed| sheets > allowed) else {
            return Ok(());
        };
        let long = LongLeaflet {
            request: &self.making.request(self.choice),
            imprint: self.making.imprint,
            personal,
        };
        Err(RowFailure::TooLong(TooLong {
            sheets,
            allowed,
            two_sided: long.two_sided(allowed),
            shorter: long.shorter(allowed),
        }))
    }

    fn blank_form(&mut self, hash: Hash) -> Arc<BlankForm> {
        let form = self.blank_form.get_or_insert_with(|| {
            Arc::new(BlankForm {
                file_name: self.file_name.clone(),
                edition: self.leaflet.edition.clone(),
                form: self.form,
                hash,
                review_due: self.leaflet.review_due,
            })
        });
        Arc::clone(form)
    }

    fn write(&self, name: &str, pdf: &[u8]) -> Result<(), String> {
        let written = self.making.folder.write(name, pdf);
        written.map_err(|error| {
            format!(
                "the file cannot be written: {}",
                file_failure::in_words(&error)
            )
        })
    }
}

fn page_count(pages: usize) -> u32 {
    u32::try_from(pages).expect("a leaflet has under 2^32 pages")
}
