//! Paper: a leaflet becomes pages, and pages become a PDF file.
//!
//! In: [`Leaflet`](crate::leaflet::Leaflet). Out: bytes. [`layout`] decides everything about what stands where, by the measures in
//! [`geometry`], [`theme`] and [`spaces`]; [`pdf`] draws what it is given. [`fitting`] and [`wide_tables`] ask layout what would take too
//! much room.

pub mod fitting;
pub mod geometry;
pub mod layout;
pub mod pdf;
pub mod spaces;
pub mod theme;
pub mod wide_tables;
