//! Batches: a ward list becomes a folder with a leaflet a row.
//!
//! ```text
//! read               make               finish
//! WARD.csv ─▶ WardList ─▶ a file a row ─▶ manifest
//! ```
//!
//! All rows are checked before anything is made; a row that fails later fails alone. Rows that ask for the same leaflet
//! share its composed form and its blank copy, and all share the type that stands set. Personal text goes from the list
//! into its own row's file and nowhere else.

mod encoding;
mod folder;
mod header;
mod kind;
mod letters;
mod lines;
mod list;
mod make;
mod manifest;
mod outcome;
mod print_file;
mod print_job;
mod row;
mod spelling;
mod ward;
mod workbook;

pub use encoding::Encoding;
pub use folder::{BatchFolder, FolderError};
pub use header::{Column, MOST_COLUMNS, template};
pub use list::{
    Choice, LARGEST_LIST, ListFile, ListReading, MOST_FAULTY_ROWS, MOST_ROWS, Row, Show, WardList,
    read,
};
pub use make::{BlankCopy, Keep, Making, make};
pub use manifest::{Manifest, Totals};
pub use outcome::{BlankForm, Outcome, RowFailure, TooLong};
pub use print_file::PrintJobRequest;
pub use print_job::{ComposedLeaflets, PrintJobPart, Separators, print_job};
pub use row::Desk;
pub(crate) use row::MOST_COPIES;
pub use ward::{BatchEvent, BatchRequest, MadeBatch, batch};
pub use workbook::{LARGEST_UNPACKED_MB, MOST_CELLS};
