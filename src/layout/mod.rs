//! The fourth stage: every node of a leaflet gets its place on paper.

pub mod page;

use crate::leaflet::{Leaflet, Personal};

use page::Pages;

/// Lays a leaflet out on A4 pages, with `personal` filled in.
pub fn lay_out(leaflet: &Leaflet, personal: &Personal) -> Pages {
    unimplemented!("{leaflet:?} {personal:?}")
}
