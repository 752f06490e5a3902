//! What anybody may hand in to be verified: a file, or a file with a record of their own under a seal that holds.

use std::ops::Range;

use careleaf::proof::record;
use careleaf::tasks::verify::{Evidence, judge};

use crate::DAY;
use crate::library::TrialLibrary;
use crate::said::Said;

/// How the record starts in a file, and how its line ends.
const RECORD_START: &[u8] = b"\nstream\n{\"careleaf_record\":";

/// Tries `input` as a PDF.
pub(crate) fn try_pdf(library: &TrialLibrary, input: &[u8]) {
    verify(library, input);
}

/// Tries `input` as the record of a leaflet that is sealed with it.
pub(crate) fn try_record(library: &TrialLibrary, input: &[u8]) {
    let genuine = library.leaflet();
    let place = record_place(genuine);
    let mut forged = [&genuine[..place.start], input, &genuine[place.end..]].concat();
    match record::seal(&mut forged) {
        Ok(()) => verify(library, &forged),
        Err(fault) => Said::default().words(&fault.to_string()),
    }
}

/// Reads and judges a file as `careleaf verify` does.
fn verify(library: &TrialLibrary, pdf: &[u8]) {
    let mut said = Said::default();
    let opened = match record::open(pdf) {
        Ok(opened) => opened,
        Err(fault) => return said.words(&fault.to_string()),
    };
    let text = record::open_text(pdf, &opened.record);
    let evidence = Evidence {
        record: &opened.record,
        text: text.as_ref(),
        kept: None,
        earlier: None,
    };
    let verdict = judge(&library.sound, evidence, DAY);
    said.words(verdict.note.as_deref().unwrap_or_default());
}

/// Where the record stands in a sound file.
fn record_place(pdf: &[u8]) -> Range<usize> {
    let mut windows = pdf.windows(RECORD_START.len());
    let at = windows.position(|bytes| bytes == RECORD_START);
    let start = at.expect("each leaflet has its record") + b"\nstream\n".len();
    let length = pdf[start..].iter().position(|&byte| byte == b'\n');
    start..start + length.expect("the record's line ends")
}
