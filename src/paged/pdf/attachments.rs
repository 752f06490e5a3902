//! The embedded files: the record of the edition and its composed text (ISO 19005-3, 6.8).
//!
//! The record is not compressed, so that it can be found in the bytes and the file's hash be written into it.

use krilla::Document;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};

use crate::paged::layout::page::Pages;
use crate::proof::record::{RECORD_FILE, TEXT_FILE};

use super::metadata::midnight;

/// Embeds the proof of `pages`.
pub(super) fn attach(document: &mut Document, pages: &Pages) {
    let proof = &pages.proof;
    let file = |name: &str, description: &str, data: Vec<u8>| EmbeddedFile {
        path: name.to_owned(),
        mime_type: MimeType::new("application/json"),
        description: Some(description.to_owned()),
        association_kind: AssociationKind::Data,
        data: data.into(),
        modification_date: Some(midnight(pages.leaflet.made_on)),
        compress: Some(name != RECORD_FILE),
        location: None,
    };
    let record = proof.record.json().into_bytes();
    let files = [
        file(RECORD_FILE, "Which edition this leaflet is", record),
        file(
            TEXT_FILE,
            "The words of this edition, part by part",
            proof.text.json(),
        ),
    ];
    for file in files {
        document.embed_file(file).expect("the two names differ");
    }
}
