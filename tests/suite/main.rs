//! Everything that is tested from outside: see `tests/README.md`.

mod readback;
