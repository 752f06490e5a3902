//! Characters that have a meaning of their own in the words that Careleaf handles.

/// Ends a line within a paragraph: what Markdown's hard line break becomes in the words (U+2028).
pub const LINE_BREAK: char = '\u{2028}';

/// A hyphen that no line ends after. It is set as a hyphen.
pub const NO_BREAK_HYPHEN: char = '\u{2011}';
