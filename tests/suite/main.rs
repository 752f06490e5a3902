//! The test suite: a module a subject. How to add to it stands in `tests/README.md`.

mod content_errors;
mod front_matter_errors;
mod markdown_errors;
mod selection;
mod sound_library;
