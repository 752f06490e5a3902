//! Ward lists: each is read, and the leaflets of a short one are made.

use std::fs;
use std::path::Path;

use careleaf::leaflet::Imprint;
use careleaf::printing::Printing;
use careleaf::tasks::batch::{self, BatchFolder, Desk, ListFile, Making, Manifest, WardList};

use crate::DAY;
use crate::library::TrialLibrary;
use crate::said::Said;

/// The most rows that leaflets are made of: more of the same take time and find nothing.
const MOST_MADE: usize = 3;

/// Tries `input` as a list; leaflets are made in a folder in `folder`.
pub(crate) fn try_list(library: &TrialLibrary, folder: &Path, input: &[u8]) {
    let library = &library.sound;
    let desk = Desk {
        library,
        date: DAY,
        printing: Printing::default(),
    };
    let mut said = Said::default();
    let mut show = |faults: &[_], sources: &_| said.diagnostics(faults, sources);
    let file = ListFile {
        path: Path::new("list"),
        bytes: input,
        encoding: None,
    };
    let reading = batch::read(file, desk, &mut show);
    if let Some(list) = reading.list.filter(|list| list.rows.len() <= MOST_MADE) {
        make(&desk, &list, &folder.join("out"));
    }
}

fn make(desk: &Desk, list: &WardList, out: &Path) {
    let folder = BatchFolder::open(out, "trial").expect("the folder is this trial's alone");
    let making = Making {
        library: desk.library,
        list,
        folder: &folder,
        date: desk.date,
        imprint: &Imprint::default(),
        most_sheets: None,
        threads: 1,
        keep: &|_| Ok(()),
    };
    let outcomes = batch::make(&making, || {});
    let manifest = Manifest {
        list,
        outcomes: &outcomes,
    };
    folder.finish(&manifest).expect("the folder is writable");
    assert!(
        manifest.failures().is_empty(),
        "what is checked can be made"
    );
    drop(folder);
    fs::remove_dir_all(out).expect("the folder is this trial's alone");
}
