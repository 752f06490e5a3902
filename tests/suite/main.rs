//! Everything that is tested from outside: see `tests/README.md`.

#![allow(
    clippy::unwrap_used,
    reason = "a helper that cannot unwrap has found what its test looks for"
)]

mod approval;
mod batch;
mod build_command;
mod cases;
mod characters;
mod closing_parts;
mod command_line;
mod composing;
mod conformance;
mod content_errors;
mod copies;
mod desk;
mod displays;
mod due;
mod earlier_versions;
mod examples;
mod faults_elsewhere;
mod figure_errors;
mod first_pages;
mod forgery;
mod front_matter_errors;
mod fuzz_corpus;
mod glossary;
mod golden;
mod hostile_library;
mod house;
mod ledger;
mod limits;
mod lines;
mod links;
mod list_files;
mod list_letters;
mod markdown_errors;
mod messages;
mod names;
mod odd_figures;
mod output;
mod overlong;
mod overview;
mod pngs;
mod presets;
mod print;
mod proof;
mod properties;
mod qr;
mod readback;
mod readme;
mod refusals;
// Messages are expected in the words of the command line, whichever way they are had.
#[path = "../../src/cli/remedies.rs"]
mod remedies;
mod render;
mod saved_again;
mod scripts;
mod selection;
mod sheets;
mod sound_library;
mod standing;
mod standing_type;
mod story;
mod tables;
mod texts;
mod trials;
mod words_kept;
mod writing_rules;
