//! A leaflet in Typst's markup.
//!
//! In: a [`Document`]. Out: source for Typst, and the names of the pictures that it reads. Everything is a call of one of
//! the functions in `template.typ`, which holds the look; words are string literals, so that nothing in them is markup.

use crate::document::{Block, Document, Item, Kind, Link, Marker, Picture, QrCode, Span};

/// The functions that the markup calls.
const TEMPLATE: &str = include_str!("template.typ");

/// A leaflet's source and its pictures, by the names that the source calls them.
pub struct Markup {
    /// The source.
    pub source: String,
    /// The pictures' names and bytes.
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// Writes a leaflet as markup.
pub fn markup(document: &Document) -> Markup {
    let mut writer = Writer {
        out: TEMPLATE.to_owned(),
        pictures: Vec::new(),
    };
    writer.out += &format!(
        "#show: leaflet.with(title: {}, publisher: {}, footer: {}, lang: {}, size: {}pt)\n",
        literal(&document.title),
        literal(&document.publisher),
        literal(&document.footer),
        literal(document.language.split('-').next().unwrap_or("en")),
        document.text_size,
    );
    writer.blocks(&document.blocks);
    Markup {
        source: writer.out,
        pictures: writer.pictures,
    }
}

struct Writer {
    out: String,
    pictures: Vec<(String, Vec<u8>)>,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            Kind::Heading(level, spans) => {
                self.out += &format!("#heading(level: {level})[");
                self.spans(spans);
                self.out.push(']');
            }
            Kind::Paragraph(spans) => {
                self.out += "#par[";
                self.spans(spans);
                self.out.push(']');
            }
            Kind::List(marker, items) => self.list(*marker, items),
            Kind::Table(caption, head, body) => self.table(caption, head, body),
            Kind::Figure(picture, caption) => self.figure(picture, caption),
            Kind::Callout(blocks) => self.group("callout", blocks),
            Kind::Side(blocks) => self.group("beside", blocks),
            Kind::QrCode(code) => self.code(code),
            Kind::WritingLine => self.out += "#writing-line()",
        }
        self.anchor(block.anchor);
        self.out += "\n";
    }

    fn anchor(&mut self, anchor: Option<usize>) {
        if let Some(anchor) = anchor {
            self.out += &format!(" <n{anchor}>");
        }
    }

    fn group(&mut self, function: &str, blocks: &[Block]) {
        self.out += &format!("#{function}[\n");
        self.blocks(blocks);
        self.out.push(']');
    }

    fn list(&mut self, marker: Marker, items: &[Item]) {
        self.out += match marker {
            Marker::Bullet => "#list(",
            Marker::Number => "#enum(",
            Marker::Box => "#list(marker: box-to-tick, ",
            Marker::Term => "#terms-list(",
            Marker::None => "#list(marker: none, ",
        };
        for item in items {
            self.out += "[";
            if !item.label.is_empty() && marker == Marker::Term {
                self.out += "#strong[";
                self.spans(&item.label);
                self.out += "]";
                self.anchor(item.anchor);
                self.out += " #linebreak()";
            }
            self.blocks(&item.body);
            self.out += "], ";
        }
        self.out += ")";
    }

    fn table(&mut self, caption: &[Span], head: &[Vec<Vec<Span>>], body: &[Vec<Vec<Span>>]) {
        let columns = head.first().map_or(1, Vec::len);
        self.out += "#figure(kind: table, caption: [";
        self.spans(caption);
        self.out += &format!("], table(columns: {columns}, table.header(");
        self.cells(head);
        self.out += "), ";
        self.cells(body);
        self.out += "))";
    }

    fn cells(&mut self, rows: &[Vec<Vec<Span>>]) {
        for cell in rows.iter().flatten() {
            self.out.push('[');
            self.spans(cell);
            self.out += "], ";
        }
    }

    fn figure(&mut self, picture: &Picture, caption: &[Span]) {
        let name = format!("picture-{}.{}", self.pictures.len() + 1, picture.format);
        self.out += "#figure(caption: [";
        self.spans(caption);
        self.out += &format!(
            "], image({}, width: {}mm, alt: {}))",
            literal(&name),
            picture.width.min(128.0),
            literal(&picture.alt)
        );
        self.pictures.push((name, picture.bytes.clone()));
    }

    fn code(&mut self, code: &QrCode) {
        let name = format!("picture-{}.svg", self.pictures.len() + 1);
        self.out += &format!(
            "#link({}, image({}, width: {}mm, alt: {}))",
            literal(&code.address),
            literal(&name),
            code.side,
            literal(&code.alt)
        );
        self.pictures.push((name, code.svg().into_bytes()));
    }

    fn spans(&mut self, spans: &[Span]) {
        for span in spans {
            self.span(span);
        }
    }

    fn span(&mut self, span: &Span) {
        let mut words = match span.page_of {
            Some(target) => format!("page-of(<n{target}>)"),
            None => literal(&span.text),
        };
        if span.strong {
            words = format!("strong({words})");
        }
        let words = match &span.link {
            Some(Link::Online(address)) => format!("link({}, {words})", literal(address)),
            Some(Link::Inner(target)) => format!("link(<n{target}>, {words})"),
            None => words,
        };
        match span.anchor {
            Some(anchor) => self.out += &format!("#[#{words} <n{anchor}>]"),
            None => self.out += &format!("#{words};"),
        }
    }
}

/// A string literal of Typst.
fn literal(text: &str) -> String {
    let mut literal = "\"".to_owned();
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            literal.push('\\');
        }
        literal.push(character);
    }
    literal.push('"');
    literal
}
