//! How far a batch has come: a bar with the time left on a terminal, a line at each tenth elsewhere.

use std::fmt::Display;
use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

use super::console;

/// What a batch says while it runs.
pub(crate) enum Progress {
    /// Nothing.
    Quiet,
    /// A bar on stderr.
    Bar(ProgressBar),
    /// Lines on stderr.
    Lines {
        /// The rows that are done.
        done: usize,
        /// All rows.
        of: usize,
    },
}

/// Whether a batch says how far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Only errors and warnings.
    Quiet,
    /// All.
    Normal,
}

impl Progress {
    /// The progress of so many rows.
    pub(crate) fn of(rows: usize, voice: Voice) -> Progress {
        match voice {
            Voice::Quiet => Progress::Quiet,
            Voice::Normal if io::stderr().is_terminal() => {
                let style =
                    ProgressStyle::with_template("{bar:40} {pos} of {len} leaflets, {eta} left");
                let style = style.expect("the template names what indicatif knows");
                Progress::Bar(ProgressBar::new(rows as u64).with_style(style))
            }
            Voice::Normal => Progress::Lines { done: 0, of: rows },
        }
    }

    /// One more row is done.
    pub(crate) fn step(&mut self) {
        match self {
            Progress::Quiet => {}
            Progress::Bar(bar) => bar.inc(1),
            Progress::Lines { done, of } => {
                let tenths = |rows: usize| rows * 10 / (*of).max(1);
                if tenths(*done) < tenths(*done + 1) {
                    console::note(format_args!("{} of {of} leaflets", *done + 1));
                }
                *done += 1;
            }
        }
    }

    /// Ends the progress with what came of it.
    pub(crate) fn finish(self, message: impl Display) {
        match self {
            Progress::Quiet => {}
            Progress::Bar(bar) => {
                bar.finish_and_clear();
                console::note(message);
            }
            Progress::Lines { .. } => console::note(message),
        }
    }
}
