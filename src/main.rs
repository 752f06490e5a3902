//! The program: reads the command line and the clock, runs one command, and turns what came of it into messages and an
//! exit code (0 done, 1 the content or the run failed, 2 usage).
//!
//! The clock is read here and nowhere else, so that the same input and date give the same bytes.

mod cli;
mod error;

use std::process::ExitCode;

use clap::Parser;
use jiff::Zoned;

use cli::{Arguments, console};

fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| console::usage(&error));
    let today = Zoned::now().date();
    match cli::run(arguments, today) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&error);
            error.exit_code()
        }
    }
}
