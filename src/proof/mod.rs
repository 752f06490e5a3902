//! What was given out: the [`record`] that every file carries, the [`ledger`] that collects them, and what differs between two
//! of them ([`changes`]). [`readback`] reads a PDF again, to compare it with what it says of itself.

pub mod changes;
pub mod ledger;
pub(crate) mod readback;
pub mod record;
