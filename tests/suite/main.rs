//! Everything that is tested from outside: see `tests/README.md`.

mod cases;
mod conformance;
mod golden;
mod qr;
mod readback;
mod render;
