//! What is said of an input, all messages together: it is to stay readable, whatever the input is.

use careleaf::diagnostic::{Diagnostic, Sources, Style, render};

/// The most bytes that may be said of one input.
pub const MOST_SAID: usize = 100_000;

/// How much has been said of an input.
#[derive(Debug, Default)]
pub(crate) struct Said(usize);

impl Said {
    /// Takes in diagnostics, as they are shown.
    pub(crate) fn diagnostics(&mut self, diagnostics: &[Diagnostic], sources: &Sources) {
        self.words(&render(diagnostics, sources, Style::Plain));
    }

    /// Takes in any other message.
    ///
    /// # Panics
    /// When it is one too many.
    pub(crate) fn words(&mut self, words: &str) {
        self.0 += words.len();
        assert!(
            self.0 <= MOST_SAID,
            "{} bytes are said of one input",
            self.0
        );
    }
}
