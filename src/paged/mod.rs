//! Paper: a leaflet becomes pages, and pages become a PDF file.
//!
//! In: a [`Leaflet`](crate::leaflet::Leaflet). Out: bytes. [`arrange`](arrange()) adds what only paper needs; [`layout`] decides
//! everything about what stands where, by the measures in [`geometry`], [`theme`] and [`spaces`]; [`pdf`] draws what it is
//! given. [`fitting`] and [`wide_tables`] ask layout what would take too much room.

mod arrange;
mod fill;
pub mod fitting;
pub mod geometry;
pub mod layout;
pub mod pdf;
pub mod spaces;
pub mod theme;
mod tree;
pub mod wide_tables;

pub use arrange::arrange;
pub use tree::{Leaflet, Node, Part, Role};
