//! Ledgers: each is read, and a record is added to it, which must then stand in it; or the file is as it was.

use std::fs;
use std::path::Path;

use careleaf::proof::ledger::{self, Ledger};

use crate::library::TrialLibrary;
use crate::said::Said;

/// Tries `input` as a ledger, in a file in `folder`.
pub(crate) fn try_ledger(library: &TrialLibrary, folder: &Path, input: &[u8]) {
    let path = folder.join("ledger.jsonl");
    fs::write(&path, input).expect("the folder is writable");
    let mut said = Said::default();
    if let Err(error) = ledger::read(&path, |_| {}) {
        said.words(&error.to_string());
    }
    let record = library.record();
    let added = Ledger::new(path.clone()).append(record);
    match added {
        Ok(()) => assert!(
            codes(&path).contains(&record.edition),
            "an edition that was added stands in the ledger"
        ),
        Err(error) => {
            said.words(&error.to_string());
            let left = fs::read(&path).expect("the ledger is there");
            assert!(
                left == input,
                "a ledger that takes no record stays as it was"
            );
        }
    }
}

fn codes(path: &Path) -> Vec<String> {
    let mut codes = Vec::new();
    let read = ledger::read(path, |record| codes.push(record.edition));
    read.expect("a ledger that takes a record can be read");
    codes
}
