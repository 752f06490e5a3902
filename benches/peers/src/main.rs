//! Careleaf beside its peers: one table of time, memory, size and conformance, for the same composed leaflet.
//!
//! In: the sample library. Out: a table on stdout, and the bounds that hold or are missed; exit code 1 when one is.
//! `--runs N` and `--leaflets N` set how often and how many, `--keep FOLDER` keeps the data and the PDFs. The libraries
//! are programs beside this one; WeasyPrint and Chromium take part where they are installed; `VERAPDF` names the validator.

mod contest;
mod data;
mod peer;
mod table;

use std::process::ExitCode;

use peers::driver::Outcome;

fn main() -> Outcome<ExitCode> {
    let settings = contest::Settings::from_arguments()?;
    let folder = contest::folder(&settings)?;
    let data = data::write(&folder.path, settings.leaflets)?;
    let results = contest::run(&settings, &data)?;
    table::print(&results);
    Ok(
        match table::print_bounds(&results, contest::writing_share(&data)?) {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        },
    )
}
