//! A leaflet as a page of HTML, for the programs that print one.
//!
//! In: a [`Document`]. Out: one file that needs no other but the typeface: pictures are data addresses, numbers of pages
//! come from `target-counter`, which printers of CSS pages know and browsers do not.

use std::fmt::Write as _;

use crate::document::{Block, Document, Item, Kind, Link, Marker, Picture, QrCode, Span};

/// The look.
const STYLE: &str = include_str!("style.css");

/// Writes a leaflet as HTML; the typeface is read from the folder `fonts`.
pub fn html(document: &Document, fonts: &str) -> String {
    let mut writer = Writer { out: String::new() };
    writer.blocks(&document.blocks);
    let style = STYLE
        .replace("FONTS", fonts)
        .replace("PUBLISHER", &document.publisher)
        .replace("FOOTER", &document.footer)
        .replace("SIZE", &document.text_size.to_string());
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"/><title>{}</title><style>{style}</style></head>\n\
         <body>\n{}</body></html>\n",
        document.language,
        escaped(&document.title),
        writer.out
    )
}

struct Writer {
    out: String,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let id = id(block.anchor);
        match &block.kind {
            Kind::Heading(level, spans) => self.element(&format!("h{level}"), &id, spans),
            Kind::Paragraph(spans) => self.element("p", &id, spans),
            Kind::List(marker, items) => self.list(*marker, items),
            Kind::Table(caption, head, body) => {
                self.out += "<table>";
                if !caption.is_empty() {
                    self.element("caption", "", caption);
                }
                self.rows("thead", "th scope=\"col\"", head);
                self.rows("tbody", "td", body);
                self.out += "</table>";
            }
            Kind::Figure(picture, caption) => self.figure(picture, caption),
            Kind::Callout(blocks) => self.group("div class=\"callout\"", blocks),
            Kind::Side(blocks) => self.group("aside", blocks),
            Kind::QrCode(code) => self.code(code),
            Kind::WritingLine => self.out += "<div class=\"line\"></div>",
        }
        self.out.push('\n');
    }

    fn element(&mut self, tag: &str, id: &str, spans: &[Span]) {
        let _ = write!(self.out, "<{tag}{id}>");
        self.spans(spans);
        let name = tag.split(' ').next().unwrap_or(tag);
        let _ = write!(self.out, "</{name}>");
    }

    fn group(&mut self, tag: &str, blocks: &[Block]) {
        let _ = writeln!(self.out, "<{tag}>");
        self.blocks(blocks);
        let _ = write!(self.out, "</{}>", tag.split(' ').next().unwrap_or(tag));
    }

    fn list(&mut self, marker: Marker, items: &[Item]) {
        let (tag, class) = match marker {
            Marker::Bullet => ("ul", ""),
            Marker::Number => ("ol", ""),
            Marker::Box => ("ul", " class=\"box\""),
            Marker::Term | Marker::None => ("ul", " class=\"plain\""),
        };
        let _ = write!(self.out, "<{tag}{class}>");
        for item in items {
            let _ = write!(self.out, "<li{}>", id(item.anchor));
            if marker == Marker::Term && !item.label.is_empty() {
                self.element("strong", "", &item.label);
            }
            self.blocks(&item.body);
            self.out += "</li>";
        }
        let _ = write!(self.out, "</{tag}>");
    }

    fn rows(&mut self, group: &str, cell: &str, rows: &[Vec<Vec<Span>>]) {
        let _ = write!(self.out, "<{group}>");
        for row in rows {
            self.out += "<tr>";
            for spans in row {
                self.element(cell, "", spans);
            }
            self.out += "</tr>";
        }
        let _ = write!(self.out, "</{group}>");
    }

    fn figure(&mut self, picture: &Picture, caption: &[Span]) {
        let kind = if picture.format == "svg" {
            "svg+xml"
        } else {
            "png"
        };
        let _ = write!(
            self.out,
            "<figure><img src=\"data:image/{kind};base64,{}\" style=\"width:{}mm\" alt=\"{}\"/>",
            base64(&picture.bytes),
            picture.width.min(128.0),
            escaped(&picture.alt)
        );
        self.element("figcaption", "", caption);
        self.out += "</figure>";
    }

    fn code(&mut self, code: &QrCode) {
        let _ = write!(
            self.out,
            "<p><a href=\"{}\"><img src=\"data:image/svg+xml;base64,{}\" style=\"width:{}mm\" alt=\"{}\"/></a></p>",
            escaped(&code.address),
            base64(code.svg().as_bytes()),
            code.side,
            escaped(&code.alt)
        );
    }

    fn spans(&mut self, spans: &[Span]) {
        for span in spans {
            self.span(span);
        }
    }

    fn span(&mut self, span: &Span) {
        let mut words = match span.page_of {
            Some(target) => format!("<a class=\"page\" href=\"#n{target}\"></a>"),
            None => escaped(&span.text),
        };
        if span.strong {
            words = format!("<strong>{words}</strong>");
        }
        if span.page_of.is_none() {
            match &span.link {
                Some(Link::Online(address)) => {
                    words = format!("<a href=\"{}\">{words}</a>", escaped(address));
                }
                Some(Link::Inner(target)) => words = format!("<a href=\"#n{target}\">{words}</a>"),
                None => {}
            }
        }
        match span.anchor {
            Some(anchor) => {
                let _ = write!(self.out, "<span id=\"n{anchor}\">{words}</span>");
            }
            None => self.out += &words,
        }
    }
}

fn id(anchor: Option<usize>) -> String {
    anchor.map_or_else(String::new, |anchor| format!(" id=\"n{anchor}\""))
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
