//! printpdf, with its own layout of HTML: HTML in, an untagged PDF out.

use std::collections::BTreeMap;
use std::fs;

use printpdf::{Base64OrRaw, GeneratePdfOptions, PdfDocument, PdfSaveOptions};

use peers::driver::{Outcome, drive};

const REGULAR: &[u8] = include_bytes!("../../../../fonts/AtkinsonHyperlegibleNext-Regular.ttf");

fn main() -> Outcome<()> {
    drive(|path| Ok(fs::read_to_string(path)?), render)
}

fn render(html: &String) -> Outcome<Vec<u8>> {
    let fonts = BTreeMap::from([("Leaflet".to_owned(), Base64OrRaw::Raw(REGULAR.to_vec()))]);
    let options = GeneratePdfOptions {
        margin_top: Some(25.0),
        margin_right: Some(62.0),
        margin_bottom: Some(22.0),
        margin_left: Some(20.0),
        ..GeneratePdfOptions::default()
    };
    let mut warnings = Vec::new();
    let document = PdfDocument::from_html(html, &BTreeMap::new(), &fonts, &options, &mut warnings)?;
    Ok(document.save(&PdfSaveOptions::default(), &mut Vec::new()))
}
