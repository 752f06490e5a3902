//! Everything that is tested from outside: see `tests/README.md`.

mod build_command;
mod cases;
mod command_line;
mod composing;
mod conformance;
mod desk;
mod golden;
mod output;
mod qr;
mod readback;
mod readme;
mod render;
