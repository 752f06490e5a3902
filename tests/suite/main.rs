//! Everything that is tested from outside: see `tests/README.md`.

mod command_line;
mod readback;
mod readme;
