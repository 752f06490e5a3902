//! Everything that can be found wrong with a library: its faults, every approval that does not hold, whatever keeps a leaflet
//! from being built, every place that breaks a rule of writing, every table that paper is too narrow for, and on request
//! every online address that is dead.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Sources};
use crate::library::{self, Library};
use crate::paged::wide_tables;
use crate::prose::rules;

use super::links::Outcome;
#[cfg(feature = "links")]
use super::links::{self, Patience};
use super::{approval, refusals};

/// A library that is to be checked.
#[derive(Clone, Debug)]
pub struct CheckRequest {
    /// Its folder.
    pub library: PathBuf,
    /// The day that decides what can be built.
    pub date: Date,
    /// How long to wait for online addresses; without it nothing goes over the network.
    #[cfg(feature = "links")]
    pub links: Option<Patience>,
}

impl CheckRequest {
    /// To check the library in a folder as on `date`, without asking for online addresses.
    pub fn new(library: PathBuf, date: Date) -> CheckRequest {
        CheckRequest {
            library,
            date,
            #[cfg(feature = "links")]
            links: None,
        }
    }
}

/// What is found in a library.
#[derive(Clone, Debug)]
pub struct CheckReport {
    /// All complaints, in the order of the files and of the places in them, kind by kind.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that they point into.
    pub sources: Sources,
    /// The addresses that do not simply answer, if they were asked for.
    pub links: Vec<CheckedLink>,
}

/// An online address that does not simply answer.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedLink {
    /// The address as it is written.
    pub address: String,
    /// What came of asking for it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Checks a library. `on_links` is called with the number of online addresses before they are asked for.
pub fn check(request: &CheckRequest, on_links: &mut dyn FnMut(usize)) -> CheckReport {
    let reading = library::read(&request.library);
    let mut report = CheckReport {
        diagnostics: reading.diagnostics,
        sources: reading.sources,
        links: Vec::new(),
    };
    if let Some(library) = &reading.library {
        report.take_in(library, request.date);
        report.ask_for_links(request, library, on_links);
    }
    report
}

impl CheckReport {
    /// Adds what is wrong with a library whose files are sound.
    fn take_in(&mut self, library: &Library, date: Date) {
        let found = &mut self.diagnostics;
        found.extend(approval::lapses(library));
        found.extend(refusals::refusals(library, date));
        found.extend(rules::check(library, &self.sources));
        found.extend(wide_tables::warnings(library));
    }

    /// A library that cannot use the network has no address to ask for.
    #[cfg(not(feature = "links"))]
    fn ask_for_links(&mut self, _: &CheckRequest, _: &Library, _: &mut dyn FnMut(usize)) {}

    /// Asks for each address once, if the request says so.
    #[cfg(feature = "links")]
    fn ask_for_links(
        &mut self,
        request: &CheckRequest,
        library: &Library,
        on_links: &mut dyn FnMut(usize),
    ) {
        let Some(patience) = request.links else {
            return;
        };
        let places = links::places(library, &self.sources);
        let addresses: Vec<String> = places.keys().cloned().collect();
        on_links(addresses.len());
        let outcomes = match links::check(&addresses, patience) {
            Ok(outcomes) => outcomes,
            Err(unreachable) => {
                // Said once: of each address alone nothing is known.
                self.diagnostics
                    .push(unreachable.complaint(addresses.len()));
                return;
            }
        };
        for ((address, place), outcome) in places.into_iter().zip(outcomes) {
            let complaint = outcome.complaint(&address, place, &library.house.link_hosts);
            self.diagnostics.extend(complaint);
            if outcome != Outcome::Answers {
                self.links.push(CheckedLink { address, outcome });
            }
        }
    }
}
