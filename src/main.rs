//! The program: reads the command line and the clock, runs one command, and turns what came of it into messages and an
//! exit code (0 done, 1 the content or the run failed, 2 usage).
//!
//! The clock is read here and nowhere else, so that the same input and date give the same bytes.

mod cli;

use std::env;
use std::process::ExitCode;

use jiff::Zoned;

use cli::{console, parse};

fn main() -> ExitCode {
    let arguments = parse(env::args_os()).unwrap_or_else(|error| console::usage(&error));
    let today = Zoned::now().date();
    match cli::run(arguments, today) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&error);
            error.exit_code()
        }
    }
}
