//! What can be typed about editions that were built: where they are kept, and which one is asked about.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use careleaf::tasks::StorePaths;

use super::args::{LibraryArguments, date};

pub(super) const VERIFY_EXAMPLES: &str = "\
Examples:
  careleaf verify leaflet.pdf             is this file whole, and may it still be given out?
  careleaf verify K7QM-2F4X-9TRT          the same of the code on paper
  careleaf verify leaflet.pdf --format json

The answer is current, superseded, overdue, withdrawn, altered or unknown. The exit code is 0
only when the edition is current: drafts are when their text is.";

pub(super) const RECALL_EXAMPLES: &str = "\
Examples:
  careleaf recall after-the-test          editions whose text is not the library's of today
  careleaf recall after-the-test --before 2026-12-01
  careleaf recall blood-test/urgent-help  the same part of one leaflet only
  careleaf recall blood-test              the leaflet's own titles and order of sections
  careleaf recall glossary                any change of the glossary counts

Editions with a withdrawn text are listed as well.";

pub(super) const DIFF_EXAMPLES: &str = "\
Examples:
  careleaf diff K7QM-2F4X-9TRT            from the archived edition to the library of today
  careleaf diff old.pdf new.pdf           between two files";

/// Where editions are kept.
#[derive(Args)]
pub(crate) struct KeepArguments {
    /// The file that lists every edition built, in place of the one in `house.toml`
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,

    /// The folder that keeps a blank copy of every edition, in place of the one in `house.toml`
    #[arg(long, value_name = "DIR")]
    pub(crate) archive: Option<PathBuf>,
}

impl KeepArguments {
    /// Where editions are to be kept.
    pub(crate) fn into_paths(self) -> StorePaths {
        StorePaths {
            ledger: self.ledger,
            archive: self.archive,
        }
    }
}

#[derive(Args)]
pub(crate) struct VerifyArguments {
    /// The leaflet: a PDF file, or the edition's code from the foot of a page
    #[arg(value_name = "FILE|CODE")]
    pub(crate) edition: String,

    /// The day that decides what is overdue, in place of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) date: Option<Date>,

    /// How the answer is written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: AnswerFormat,

    #[command(flatten)]
    pub(crate) keep: KeepArguments,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

#[derive(Args)]
pub(crate) struct RecallArguments {
    /// The part, as `careleaf approve` names it; or `urgent-help`, for that of every leaflet
    pub(crate) part: String,

    /// Count a text as older when it was last reviewed before this day, or is withdrawn
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) before: Option<Date>,

    /// How the list is written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: AnswerFormat,

    #[command(flatten)]
    pub(crate) keep: KeepArguments,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

#[derive(Args)]
pub(crate) struct DiffArguments {
    /// The earlier edition: a PDF file, or an archived edition's code
    #[arg(value_name = "FILE|CODE")]
    pub(crate) old: String,

    /// The later edition; without it, the same request made of the library today
    #[arg(value_name = "FILE|CODE")]
    pub(crate) new: Option<String>,

    /// How the changes are written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: AnswerFormat,

    #[command(flatten)]
    pub(crate) keep: KeepArguments,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

/// How an answer is written, on stdout.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For people
    Text,
    /// For other programs
    Json,
}
