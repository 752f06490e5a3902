//! What each peer is given: the leaflet in the form that it reads, written to a folder.

use std::fs;
use std::path::{Path, PathBuf};

use careleaf::leaflet::{Imprint, compose};
use careleaf::library::Library;
use careleaf::selection::select;

use peers::document::export;
use peers::driver::Outcome;
use peers::html::html;
use peers::markup::markup;
use peers::sample;

const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fonts");

/// Where the data stands.
pub struct Data {
    /// The folder: in it `leaflet.sections`, `leaflet.json`, `leaflet.html` and the folder `leaflet.typst`, and for many
    /// leaflets the folders `many.sections` and `many.typst`.
    pub folder: PathBuf,
    /// The sections of the whole leaflet.
    pub sections: Vec<String>,
}

/// Writes the data of the whole leaflet, and of so many selections.
pub fn write(folder: &Path, leaflets: usize) -> Outcome<Data> {
    let library = sample::library()?;
    let (sections, points) = sample::selections(&library, 1)?.remove(0);
    let whole = (sections.clone(), points);
    write_sections(&folder.join("leaflet.sections"), &whole)?;
    let document = document(&library, &whole)?;
    fs::write(folder.join("leaflet.json"), serde_json::to_vec(&document)?)?;
    fs::write(folder.join("leaflet.html"), html(&document, FONTS))?;
    write_typst(&folder.join("leaflet.typst"), &document)?;
    let (plain, typst) = (folder.join("many.sections"), folder.join("many.typst"));
    fs::create_dir_all(&plain)?;
    for (number, selection) in sample::selections(&library, leaflets)?.iter().enumerate() {
        let name = format!("{number:05}");
        write_sections(&plain.join(&name), selection)?;
        write_typst(&typst.join(&name), &self::document(&library, selection)?)?;
    }
    Ok(Data {
        folder: folder.to_owned(),
        sections,
    })
}

fn document(
    library: &Library,
    (sections, points): &(Vec<String>, u8),
) -> Outcome<peers::document::Document> {
    let request = sample::request(sections, *points)?;
    let selection = select(library, &request)?;
    let leaflet = compose(&selection, &Imprint::default());
    Ok(export(&leaflet, selection.form()))
}

fn write_sections(path: &Path, (sections, points): &(Vec<String>, u8)) -> Outcome<()> {
    Ok(fs::write(path, format!("{points} {}", sections.join(" ")))?)
}

fn write_typst(folder: &Path, document: &peers::document::Document) -> Outcome<()> {
    fs::create_dir_all(folder)?;
    let markup = markup(document);
    fs::write(folder.join("leaflet.typ"), markup.source)?;
    for (name, bytes) in markup.pictures {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}
