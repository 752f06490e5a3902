//! What the peers have in common: the data that they render, and how they are driven.

pub mod document;
pub mod driver;
pub mod html;
pub mod markup;
pub mod sample;
