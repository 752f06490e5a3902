//! What to say of HTML that the Markdown subset does not have, and of words that stand in angle brackets and were to be
//! replaced: to Markdown `<first name>` is a tag like any other.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::markdown::MarkdownReader;

/// What to say of HTML.
pub(super) const NO_HTML: (&str, &str) = (
    "HTML is not part of the subset",
    "write plain Markdown; of HTML there are only `<sup>`, `<sub>`, `<br>` and, on lines of their own with empty lines around them, `<div lang=\"…\">` and `</div>`",
);

/// What to do about a tag for words that stand out.
const BOLD_HINT: &str = "write `**words**` for words that stand out";

/// The elements of HTML that occur in texts; an author does not mean any other name in angle brackets as a tag.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "nobr",
    "object",
    "ol",
    "option",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

impl MarkdownReader<'_, '_> {
    /// Refuses HTML at `range`, or what looks like it.
    pub(super) fn refuse_html(&mut self, range: Range<usize>) {
        static TAG: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^</?([A-Za-z][A-Za-z0-9-]*)([^<>=]*)>$").expect("the pattern is sound")
        });
        let (message, hint) = NO_HTML;
        let written = &self.file.text[range.clone()];
        let Some(tag) = TAG.captures(written) else {
            return self.refuse(range, message, hint);
        };
        let name = tag[1].to_ascii_lowercase();
        if !ELEMENTS.contains(&&*name) {
            let message = format!("`{written}` is read as a tag, and would not be printed");
            let hint = "write the words, or `[label](blank:)` for a blank to write in; for a sign that is text write `\\<`";
            return self.refuse(range, &message, hint);
        }
        match &*name {
            "b" | "strong" | "i" | "em" | "u" | "mark" => {
                self.refuse(range, message, BOLD_HINT);
            }
            _ => self.refuse(range, message, hint),
        }
    }
}
