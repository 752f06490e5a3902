//! A first look at the text of an SVG, before the XML reader sees it: for what takes that reader too long, and for what
//! would bring something into the document that does not stand in it.

use super::fault::{Excess, FigureError, FigureFault};
use super::limits::{DEEPEST_NESTING, MOST_ATTRIBUTES};

/// What is wrong with a text before it is parsed.
pub(super) fn check(text: &str) -> Vec<FigureFault> {
    let mut scan = Scan {
        text,
        at: 0,
        depth: 0,
        faults: Vec::new(),
    };
    while scan.next() {}
    scan.faults
}

struct Scan<'t> {
    text: &'t str,
    /// The byte to go on from.
    at: usize,
    /// How many elements are open.
    depth: usize,
    faults: Vec<FigureFault>,
}

impl Scan<'_> {
    /// Looks at the next markup. Ends at the end of the text, where markup is not closed (the XML reader says so) and
    /// at the first element that is nested too deeply.
    fn next(&mut self) -> bool {
        let Some(offset) = self.text[self.at..].find('<') else {
            return false;
        };
        let start = self.at + offset;
        let markup = &self.text[start..];
        let length = if markup.starts_with("<!--") {
            end_of(markup, "-->")
        } else if markup.starts_with("<![CDATA[") {
            end_of(markup, "]]>")
        } else if markup.starts_with("<?") {
            self.instruction(start)
        } else if markup.starts_with("<!") {
            self.document_type(start)
        } else {
            self.tag(start)
        };
        match length {
            Some(length) => {
                self.at = start + length;
                true
            }
            None => false,
        }
    }

    fn instruction(&mut self, start: usize) -> Option<usize> {
        let markup = &self.text[start..];
        let length = end_of(markup, "?>")?;
        if markup.starts_with("<?xml-stylesheet") {
            let place = start..start + length;
            self.faults
                .push(FigureFault::at(place, FigureError::StyleSheet));
        }
        Some(length)
    }

    /// A `DOCTYPE` may name a document type. What it declares in brackets is refused: entities can stand for anything,
    /// of any size.
    fn document_type(&mut self, start: usize) -> Option<usize> {
        let markup = &self.text[start..];
        let end = markup_end(markup)?;
        let Some(bracket) = markup[..end.length].find('[') else {
            return Some(end.length);
        };
        let declared = &markup[bracket + 1..];
        let declared = &declared[..declared.find(']')?];
        if !declared.trim().is_empty() {
            let place = start + bracket..start + bracket + declared.len() + 2;
            self.faults
                .push(FigureFault::at(place, FigureError::Declarations));
            return None;
        }
        end_of(markup, ">")
    }

    fn tag(&mut self, start: usize) -> Option<usize> {
        let markup = &self.text[start..];
        let end = markup_end(markup)?;
        let place = start..start + end.length;
        if end.attributes > MOST_ATTRIBUTES {
            let error = FigureError::Excess(Excess::Attributes);
            self.faults.push(FigureFault::at(place.clone(), error));
        }
        let tag = &markup[..end.length];
        if tag.starts_with("</") {
            self.depth = self.depth.saturating_sub(1);
        } else if !tag.ends_with("/>") {
            self.depth += 1;
        }
        if self.depth > DEEPEST_NESTING {
            self.faults
                .push(FigureFault::at(place, FigureError::Nesting));
            return None;
        }
        Some(end.length)
    }
}

/// How far a piece of markup reaches.
struct MarkupEnd {
    /// Its length in bytes, with the `>`.
    length: usize,
    /// How many attributes it has.
    attributes: usize,
}

/// The end of a tag or document type: the first `>` outside quotation marks.
fn markup_end(markup: &str) -> Option<MarkupEnd> {
    let mut quote = None;
    let mut attributes = 0;
    for (at, byte) in markup.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => attributes += 1,
            (None, b'>') => {
                let length = at + 1;
                return Some(MarkupEnd { length, attributes });
            }
            (None, _) => {}
        }
    }
    None
}

fn end_of(markup: &str, end: &str) -> Option<usize> {
    markup.find(end).map(|at| at + end.len())
}
