//! Careleaf turns a folder of reviewed health information into the leaflet that one patient needs.
//!
//! # In five stages
//!
//! ```text
//! read          select           compose          lay_out           write
//! leaflets/ ──▶ Library ──▶ Selection ──▶ Leaflet ──▶ Pages     ──▶ PDF bytes
//! files         checked     resolved      semantic    placed        tagged, archival
//! ```
//!
//! Each arrow is one function and each noun one type; a stage knows only the noun on its left.
//!
//! ```
//! use careleaf::leaflet::{Imprint, Personal, compose};
//! use careleaf::library::read;
//! use careleaf::paged::layout::lay_out;
//! use careleaf::paged::pdf::write;
//! use careleaf::selection::{Request, Wanted, select};
//!
//! // Every file of the library is read and checked. A fault is a diagnostic that points at its line.
//! let reading = read("leaflets".as_ref());
//! let library = reading.library.expect("the library is sound");
//!
//! // What somebody typed is resolved: names may be the start of one, and a section brings along those that it requires.
//! let request = Request {
//!     leaflet: "acute".to_owned(),
//!     sections: Wanted::Sections(vec!["follow-up".to_owned()]),
//!     text_size: Default::default(),
//!     printing: Default::default(),
//!     date: jiff::civil::date(2026, 11, 28),
//!     clinic: None,
//!     allow_overdue: None,
//! };
//! let selection = select(&library, &request)?;
//!
//! // The words, in a tree of roles. The edition's code stands for them.
//! let leaflet = compose(&selection, &Imprint::default());
//! println!("edition {}", leaflet.edition.code());
//!
//! // On paper, for one patient: what is personal goes into the pages and nowhere else.
//! let personal = Personal {
//!     urgent_line: Some("0117 496 0123".to_owned()),
//!     ..Personal::default()
//! };
//! let pages = lay_out(&leaflet, selection.form(), &personal);
//!
//! // A PDF that a screen reader can read: PDF/UA-1 and PDF/A-3a. The same pages give the same bytes.
//! let pdf = write(&pages)?;
//! assert!(pdf.starts_with(b"%PDF-1.7"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What people do
//!
//! [`tasks`] put the stages in a row and keep what was made: make a leaflet, make those of a whole ward, see whether one may
//! still be given out, approve a text, say what is due. A task takes a typed request, gives back a typed outcome or a
//! [`TaskError`](tasks::TaskError), and tells a callback what is known on the way. It prints nothing. Start here when you
//! build a program of your own; the folder `examples/` has three.
//!
//! # What is where
//!
//! | to | see |
//! |---|---|
//! | read a library, and what a file of it may hold | [`library`], [`content`] |
//! | show what is wrong with it, and what to do | [`diagnostic`], [`remedy`] |
//! | choose by name, preset and date | [`selection`] |
//! | walk through the words of a leaflet | [`leaflet`] |
//! | set it on paper | [`paged`], [`printing`] |
//! | prove which text a patient was given | [`proof`] |
//! | judge how a text is written | [`prose`] |
//! | know every limit | [`limits`] |
//!
//! # Features
//!
//! All are on by default. `default-features = false` leaves the library alone.
//!
//! | feature | what it adds |
//! |---|---|
//! | `cli` | the program `careleaf`; it adds nothing to the library |
//! | `desk` | nothing yet |
//! | `links` | asking whether the online addresses of a library are still there: the only thing that uses the network |

mod alphabet;
pub mod color;
pub mod content;
pub mod counted;
pub mod diagnostic;
pub mod figure;
pub mod file_failure;
pub mod file_kind;
pub mod fonts;
pub mod form;
pub mod hash;
pub mod language;
pub mod leaflet;
pub mod length;
pub mod library;
pub mod limits;
pub mod normal_form;
pub mod paged;
mod panics;
pub mod phone;
pub mod placeholder;
pub mod plain_file;
pub mod printable;
pub mod printing;
pub mod proof;
pub mod prose;
pub mod qr;
pub mod remedy;
pub mod selection;
pub mod shifted;
pub mod signs;
pub mod suggestion;
pub mod tasks;
pub mod telephone;
pub mod terms;
pub mod typefaces;
pub mod visible;
pub mod whole_file;
pub mod wording;
