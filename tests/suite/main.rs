//! Everything that is tested from outside: see `tests/README.md`.

mod cases;
mod command_line;
mod composing;
mod conformance;
mod golden;
mod qr;
mod readback;
mod readme;
mod render;
