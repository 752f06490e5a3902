//! genpdf: blocks in, an untagged PDF out. It knows paragraphs, lists and tables; pictures, QR codes, links and numbers
//! of pages it cannot write.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use genpdf::elements::{
    Break, LinearLayout, OrderedList, PaddedElement, Paragraph, TableLayout, UnorderedList,
};
use genpdf::fonts::{FontData, FontFamily};
use genpdf::style::Style;
use genpdf::{Margins, SimplePageDecorator};

use peers::document::{Block, Document, Item, Kind, Marker, Span};
use peers::driver::{Outcome, drive};

const REGULAR: &[u8] = include_bytes!("../../../../fonts/AtkinsonHyperlegibleNext-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../fonts/AtkinsonHyperlegibleNext-Bold.ttf");

fn main() -> Outcome<()> {
    drive(load, render)
}

fn load(path: &Path) -> Outcome<Document> {
    Ok(serde_json::from_reader(BufReader::new(File::open(path)?))?)
}

fn render(document: &Document) -> Outcome<Vec<u8>> {
    let face =
        |bytes: &[u8]| FontData::new(bytes.to_vec(), None).map_err(|error| error.to_string());
    let mut pdf = genpdf::Document::new(FontFamily {
        regular: face(REGULAR)?,
        bold: face(BOLD)?,
        italic: face(REGULAR)?,
        bold_italic: face(BOLD)?,
    });
    pdf.set_title(&document.title);
    pdf.set_font_size(document.text_size);
    pdf.set_line_spacing(1.3);
    let mut pages = SimplePageDecorator::new();
    pages.set_margins(Margins::trbl(25, 62, 22, 20));
    let footer = document.footer.clone();
    pages.set_header(move |page| Paragraph::new(format!("{footer} · page {page}")));
    pdf.set_page_decorator(pages);
    pdf.push(layout(&document.blocks, document.text_size));
    let mut bytes = Vec::new();
    pdf.render(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn layout(blocks: &[Block], size: u8) -> LinearLayout {
    let mut layout = LinearLayout::vertical();
    for block in blocks {
        push(block, size, &mut layout);
    }
    layout
}

fn push(block: &Block, size: u8, layout: &mut LinearLayout) {
    match &block.kind {
        Kind::Heading(level, spans) => {
            let larger = [16, 8, 2, 0][usize::from(level.saturating_sub(1).min(3))];
            let style = Style::new().bold().with_font_size(size + larger);
            layout.push(Break::new(0.5));
            layout.push(paragraph(spans, style));
        }
        Kind::Paragraph(spans) => {
            layout.push(paragraph(spans, Style::new()));
            layout.push(Break::new(0.5));
        }
        Kind::List(Marker::Number, items) => {
            let mut list = OrderedList::new();
            items.iter().for_each(|it| list.push(item(it, size)));
            layout.push(list);
        }
        Kind::List(_, items) => {
            let mut list = UnorderedList::new();
            items.iter().for_each(|it| list.push(item(it, size)));
            layout.push(list);
        }
        Kind::Table(caption, head, body) => {
            layout.push(paragraph(caption, Style::new().bold()));
            layout.push(table(head, body));
        }
        Kind::Figure(_, caption) => layout.push(paragraph(caption, Style::new())),
        Kind::Callout(blocks) | Kind::Side(blocks) => layout.push(self::layout(blocks, size)),
        Kind::QrCode(_) => {}
        Kind::WritingLine => layout.push(Break::new(2.0)),
    }
}

fn item(item: &Item, size: u8) -> LinearLayout {
    let mut body = LinearLayout::vertical();
    body.push(paragraph(&item.label, Style::new().bold()));
    body.push(layout(&item.body, size));
    body
}

fn paragraph(spans: &[Span], style: Style) -> Paragraph {
    let mut paragraph = Paragraph::default();
    for span in spans {
        let style = if span.strong { style.bold() } else { style };
        paragraph.push_styled(span.text.clone(), style);
    }
    paragraph
}

fn table(head: &[Vec<Vec<Span>>], body: &[Vec<Vec<Span>>]) -> TableLayout {
    let columns = head.first().map_or(1, Vec::len);
    let mut table = TableLayout::new(vec![1; columns]);
    for row in head.iter().chain(body) {
        let mut cells = table.row();
        for cell in row {
            let cell = PaddedElement::new(paragraph(cell, Style::new()), Margins::all(1));
            cells.push_element(cell);
        }
        // A row of another length than the table is left out: there is none in a leaflet.
        let _ = cells.push();
    }
    table
}
