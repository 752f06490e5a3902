//! Careleaf turns a folder of reviewed health information into the leaflet that one patient needs.
//!
//! ```text
//! read          select           compose          lay_out           write
//! leaflets/ ──▶ Library ──▶ Selection ──▶ Leaflet ──▶ Pages     ──▶ PDF bytes
//! files         checked     resolved      semantic    placed        tagged, archival
//! ```
//!
//! Each arrow is one function and each noun one type; a stage knows only the noun on its left.
//!
//! What a leaflet was made of stands in its [`record`](proof::record), which every PDF carries and a [`ledger`](proof::ledger) collects; [`changes`](proof::changes) compares
//! two of them.
//!
//! [`tasks`] are what people do: they put the stages in a row, and keep what was made. What to do about a complaint is a
//! [`Remedy`](remedy::Remedy), which every front end says in its own words. Beside the stages stand the editor's
//! tools, which building a leaflet does not need: [`prose`] takes the plain words out of a library, its [`rules`](prose::rules) judge them, and
//! [`wide_tables`](paged::wide_tables) finds what paper is too narrow for.

mod alphabet;
pub mod color;
pub mod content;
pub mod counted;
pub mod diagnostic;
pub mod figure;
pub mod file_failure;
pub mod file_kind;
pub mod fonts;
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
pub mod suggestion;
pub mod tasks;
pub mod telephone;
pub mod terms;
pub mod typefaces;
pub mod visible;
pub mod whole_file;
pub mod wording;
