//! A library leaflet by leaflet, so that an editor's fault in one leaflet stops no other.
//!
//! Whom a fault concerns: one in `house.toml`, or in what `glossary.toml` says of itself, concerns every leaflet; one in an
//! entry of the glossary those that use the entry; one in a leaflet's folder that leaflet. Each leaflet is read on its own,
//! from what all of them share.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::brought;
use super::glossary::{self, GlossaryFile};
use super::house::{self, HouseFile};
use super::section::Surroundings;
use super::source::{Findings, entries, file_name};
use super::{GLOSSARY, HOUSE, LeafletSource, Library, OWN_FILES, Reading, leaflet, used_terms};
use crate::diagnostic::{Diagnostic, Severity, Sources, once_a_topic};
use crate::remedy::Remedy;

/// What came of reading a folder.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The library with the leaflets that have no error; `None` when a fault concerns every leaflet.
    pub library: Option<Library>,
    /// The files as they were read, to render diagnostics with.
    pub sources: Sources,
    /// The faults of the folder, of `house.toml` and of `glossary.toml`, in this order.
    shared: Vec<SharedFault>,
    /// The faults of each leaflet's own files, by the name of its folder.
    own: BTreeMap<String, Vec<Diagnostic>>,
    /// The entries of the glossary that each leaflet without a fault of its own uses.
    used: BTreeMap<String, BTreeSet<usize>>,
}

/// A fault in a file that all leaflets share.
#[derive(Clone, Debug)]
struct SharedFault {
    diagnostic: Diagnostic,
    /// The entries of the glossary that it is about; `None` when it concerns every leaflet.
    entries: Option<BTreeSet<usize>>,
}

/// What all leaflets are read with.
struct SharedFiles<'r> {
    root: &'r Path,
    house: HouseFile,
    glossary: GlossaryFile,
}

impl Shelf {
    /// Reads and checks the library in the folder `root`.
    pub fn read(root: &Path) -> Shelf {
        let mut findings = Findings::in_library(root);
        let mut shelf = Shelf {
            library: None,
            sources: Sources::default(),
            shared: Vec::new(),
            own: BTreeMap::new(),
            used: BTreeMap::new(),
        };
        match entries(root) {
            Ok(entries) => shelf.read_files(&mut findings, root, entries),
            Err(error) => complain_of_root(&mut findings, root, error.kind()),
        }
        shelf.take_shared(&mut findings, None);
        shelf.sources = findings.sources;
        shelf
    }

    fn read_files(&mut self, findings: &mut Findings, root: &Path, entries: Vec<PathBuf>) {
        let house = read_house(findings, root);
        findings.typefaces = Arc::clone(&house.typefaces);
        self.take_shared(findings, None);
        let glossary = read_glossary(findings, root);
        self.take_shared(findings, Some(&glossary));
        let is_leaflet = |path: &PathBuf| {
            path.is_dir()
                && !OWN_FILES.contains(&&*file_name(path))
                && *path != root.join(brought::FOLDER)
        };
        let folders: Vec<PathBuf> = entries.into_iter().filter(is_leaflet).collect();
        if folders.is_empty() {
            let remedy = Remedy::AddLeaflet;
            findings.error(root, "the library has no leaflet", remedy);
            self.take_shared(findings, None);
        }
        let shared = SharedFiles {
            root,
            house,
            glossary,
        };
        let sources: Vec<Option<LeafletSource>> = folders
            .iter()
            .map(|folder| self.read_leaflet(findings, &shared, folder))
            .collect();
        self.library = self.assemble(shared, sources.into_iter().flatten());
    }

    /// Reads one leaflet; `None` when it has an error.
    fn read_leaflet(
        &mut self,
        findings: &mut Findings,
        shared: &SharedFiles,
        folder: &Path,
    ) -> Option<LeafletSource> {
        if !findings.lies_inside(folder) {
            let faults = std::mem::take(&mut findings.diagnostics);
            self.own.insert(file_name(folder), faults);
            return None;
        }
        let around = Surroundings {
            root: shared.root,
            folder,
            hosts: shared.house.hosts.as_deref(),
            reach: shared.house.reach.as_ref(),
            sections: &[],
            terms: shared.glossary.ids.as_deref(),
        };
        let source = leaflet::read(findings, &around);
        let faults = std::mem::take(&mut findings.diagnostics);
        let source = source.filter(|_| !has_error(&faults));
        self.own.insert(file_name(folder), faults);
        source
    }

    /// The library of the leaflets that nothing stands in the way of.
    fn assemble(
        &mut self,
        shared: SharedFiles,
        sources: impl Iterator<Item = LeafletSource>,
    ) -> Option<Library> {
        let (house, glossary) = (shared.house.house?, shared.glossary.glossary?);
        let sources: Vec<LeafletSource> = sources.collect();
        for source in &sources {
            let used = used_terms::used_terms(&glossary, source);
            self.used.insert(source.id.to_string(), used);
        }
        let concerns_all = |fault: &SharedFault| fault.entries.is_none() && fault.is_error();
        if self.shared.iter().any(concerns_all) {
            return None;
        }
        let names = self.own.keys();
        let faulty: BTreeMap<String, BTreeSet<String>> = names
            .filter(|&name| has_error(&self.of_leaflet(name)))
            .map(|name| (name.clone(), texts_in(&house.folder.join(name))))
            .collect();
        let sound = sources
            .into_iter()
            .filter(|source| !faulty.contains_key(source.id.as_str()));
        Some(Library {
            house,
            glossary,
            leaflets: sound.map(|source| (source.id.clone(), source)).collect(),
            faulty,
        })
    }

    /// Every fault, in the order of the files and of the places in them.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let shared = self.shared.iter().map(|fault| &fault.diagnostic);
        once_a_topic(shared.chain(self.own.values().flatten()))
    }

    /// The faults that concern every leaflet.
    pub fn of_all(&self) -> Vec<Diagnostic> {
        let shared = self.shared.iter().filter(|fault| fault.entries.is_none());
        once_a_topic(shared.map(|fault| &fault.diagnostic))
    }

    /// The faults of the files that leaflets share, whomever they concern.
    pub fn of_shared_files(&self) -> Vec<Diagnostic> {
        once_a_topic(self.shared.iter().map(|fault| &fault.diagnostic))
    }

    /// The faults that concern the leaflet in the folder `name`: its own, and those that it shares.
    pub fn of_leaflet(&self, name: &str) -> Vec<Diagnostic> {
        let used = self.used.get(name);
        let concerns = |fault: &&SharedFault| match (&fault.entries, used) {
            (None, _) => true,
            (Some(entries), Some(used)) => !entries.is_disjoint(used),
            (Some(_), None) => false,
        };
        let shared = self.shared.iter().filter(concerns);
        let own = self.own.get(name).into_iter().flatten();
        once_a_topic(shared.map(|fault| &fault.diagnostic).chain(own))
    }

    /// The library as a whole, which is `None` when there is an error anywhere.
    pub(super) fn into_whole(self) -> Reading {
        let diagnostics = self.diagnostics();
        Reading {
            library: self.library.filter(|_| !has_error(&diagnostics)),
            sources: self.sources,
            diagnostics,
        }
    }

    /// Takes the faults that have just been found in a file that leaflets share; those of `glossary` with the entries that
    /// they are about.
    fn take_shared(&mut self, findings: &mut Findings, glossary: Option<&GlossaryFile>) {
        let faults = std::mem::take(&mut findings.diagnostics).into_iter();
        self.shared.extend(faults.map(|diagnostic| SharedFault {
            entries: glossary.and_then(|glossary| glossary.entries_of(&diagnostic.location)),
            diagnostic,
        }));
    }
}

impl SharedFault {
    fn is_error(&self) -> bool {
        self.diagnostic.severity == Severity::Error
    }
}

fn has_error(diagnostics: &[Diagnostic]) -> bool {
    let mut severities = diagnostics.iter().map(|diagnostic| diagnostic.severity);
    severities.any(|severity| severity == Severity::Error)
}

/// The stems of the texts in a leaflet's folder.
fn texts_in(folder: &Path) -> BTreeSet<String> {
    let entries = entries(folder).unwrap_or_default().into_iter();
    let names = entries.map(|path| file_name(&path));
    names
        .filter_map(|name| Some(name.strip_suffix(".md")?.to_owned()))
        .collect()
}

fn complain_of_root(findings: &mut Findings, root: &Path, kind: ErrorKind) {
    if kind == ErrorKind::PermissionDenied {
        findings.error(root, "the folder cannot be read", "make it readable");
    } else if kind == ErrorKind::NotADirectory {
        let hint = "name the folder that holds `house.toml` and the leaflets";
        findings.error(root, "this is a file, and a library is a folder", hint);
    } else {
        findings.error(root, "there is no library here", Remedy::NameLibrary);
    }
}

fn read_house(findings: &mut Findings, root: &Path) -> HouseFile {
    let path = root.join(HOUSE);
    let hint = "write who publishes: `format`, `name`, `link_hosts` and `[review]`";
    if !findings.has_file(&path, hint) {
        return HouseFile::default();
    }
    findings
        .read(&path, |file| house::read(file, root))
        .unwrap_or_default()
}

fn read_glossary(findings: &mut Findings, root: &Path) -> GlossaryFile {
    let path = root.join(GLOSSARY);
    let hint = "write one with `last_reviewed` and `review_due`, and a `[[term]]` for each term";
    if !findings.has_file(&path, hint) {
        return GlossaryFile::default();
    }
    findings.read(&path, glossary::read).unwrap_or_default()
}
