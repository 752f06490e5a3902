//! What people do with a library: make leaflets, one or a ward's, see whether a leaflet may still be given out, call editions
//! back, approve texts, and look at what is to be done about them.
//!
//! A task takes typed values and gives typed values back; what is known on the way it tells a callback. It prints nothing and
//! knows no option of any command line: that is for whoever asked. What to do about a complaint is a
//! [`Remedy`](crate::remedy::Remedy), which whoever asked says in words of their own.
//!
//! A nurse's work, from opening the library to asking about the leaflet that was made:
//!
//! ```
//! use careleaf::printing::{Printing, TextSize};
//! use careleaf::selection::{Request, Wanted};
//! use careleaf::tasks::make::{MakeRequest, make};
//! use careleaf::tasks::verify::{Validity, VerifyRequest, verify};
//! use careleaf::tasks::{Destination, OpenLibrary, StorePaths, TypedPersonal};
//! use jiff::civil::date;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! let store = StorePaths {
//!     ledger: Some(folder.path().join("ledger.jsonl")),
//!     archive: Some(folder.path().join("archive")),
//! };
//! let file = folder.path().join("follow-up.pdf");
//! let today = date(2026, 11, 28);
//!
//! let open = OpenLibrary::read("leaflets".as_ref())?;
//! let wanted = MakeRequest {
//!     personal: TypedPersonal {
//!         prepared_for: Some("Ann Example".to_owned()),
//!         ..TypedPersonal::default()
//!     },
//!     store: store.clone(),
//!     destination: Destination::File(file.clone()),
//!     ..MakeRequest::of(Request {
//!         leaflet: "acute".to_owned(),
//!         sections: Wanted::Sections(vec!["follow-up".to_owned()]),
//!         text_size: TextSize::default(),
//!         printing: Printing::default(),
//!         date: today,
//!         clinic: None,
//!         allow_overdue: None,
//!     })
//! };
//! let made = make(&open, &wanted, &mut |_| {})?;
//! assert!(file.is_file());
//!
//! // The file, and the code on paper, are of an edition that may be given out.
//! for edition in [file.display().to_string(), made.edition.code().to_owned()] {
//!     let question = VerifyRequest { edition, date: today, store: store.clone() };
//!     let answer = verify(&open, &question)?;
//!     assert_eq!(answer.verdict.validity, Validity::Current);
//!     assert_eq!(answer.record.edition, made.edition.code());
//! }
//! # Ok(())
//! # }
//! ```

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
