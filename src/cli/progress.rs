//! How far a batch or its print job has come: a bar with the time left on a terminal, a line at each tenth elsewhere.

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
        /// What is done.
        done: usize,
        /// All of it.
        of: usize,
        /// What is counted.
        what: &'static str,
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
    /// The progress of so many leaflets, or `what` else is counted.
    pub(crate) fn of(all: usize, what: &'static str, voice: Voice) -> Progress {
        match voice {
            Voice::Quiet => Progress::Quiet,
            Voice::Normal if io::stderr().is_terminal() => {
                let style =
                    ProgressStyle::with_template("{bar:40} {pos} of {len} {msg}, {eta} left");
                let style = style.expect("the template names what indicatif knows");
                Progress::Bar(
                    ProgressBar::new(all as u64)
                        .with_style(style)
                        .with_message(what),
                )
            }
            Voice::Normal => Progress::Lines {
                done: 0,
                of: all,
                what,
            },
        }
    }

    /// One more is done.
    pub(crate) fn step(&mut self) {
        match self {
            Progress::Quiet => {}
            Progress::Bar(bar) => bar.inc(1),
            Progress::Lines { done, of, what } => {
                let tenths = |rows: usize| rows * 10 / (*of).max(1);
                if tenths(*done) < tenths(*done + 1) {
                    console::note(format_args!("{} of {of} {what}", *done + 1));
                }
                *done += 1;
            }
        }
    }

    /// Says what has come of it so far.
    pub(crate) fn say(&self, message: impl Display) {
        match self {
            Progress::Quiet => {}
            Progress::Bar(bar) => bar.suspend(|| console::note(message)),
            Progress::Lines { .. } => console::note(message),
        }
    }

    /// Ends the progress.
    pub(crate) fn finish(self) {
        if let Progress::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
