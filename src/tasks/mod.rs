//! What people do with a library: make leaflets for a ward, see whether a leaflet may still be given out, approve texts, and
//! look at what is to be done about them.
//!
//! A task takes typed values and gives typed values back. It prints nothing and knows no option of any command line: that
//! is for whoever asked.

pub mod approval;
pub mod approve;
pub mod batch;
pub mod check;
pub mod diff;
pub mod due;
mod editions;
mod error;
mod keep;
pub mod links;
pub mod list;
pub mod make;
mod open;
mod output;
pub mod overview;
pub mod recall;
pub mod refusals;
mod replace;
mod typed;
pub mod verify;

pub use editions::StorePaths;
pub use error::{Faults, FaultyContent, PdfFaults, TaskError, TypedField};
pub use open::OpenLibrary;
pub use output::{Delivered, Destination, IfTaken};
pub use typed::TypedPersonal;
