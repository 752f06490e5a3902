//! What people do with a library: make leaflets for a ward, see whether a leaflet may still be given out, approve texts, and
//! look at what is to be done about them.
//!
//! A task takes typed values and gives typed values back. It prints nothing and knows no option of any command line: that
//! is for whoever asked.

pub mod approval;
pub mod batch;
pub mod due;
pub mod links;
pub mod overview;
pub mod refusals;
pub mod verify;
