//! The command line: one file a command, their arguments in `args`, what they say in `console`.
//!
//! In: the arguments as typed and today's date. Out: text on stdout and stderr, and an exit code. A command turns flags into
//! the request of a task, and what comes of that into words; what is done, and how, stands in [`careleaf::tasks`].

mod approve;
mod args;
mod batch;
mod build;
mod cautions;
mod check;
pub(crate) mod console;
mod diff;
mod differences;
mod due;
mod error;
mod init;
mod list;
mod manual;
mod open;
mod overview;
mod print;
mod progress;
mod proof_args;
mod recall;
mod remedies;
mod report;
mod stdout;
mod summary;
mod tips;
mod verify;

use jiff::civil::Date;

use args::{Arguments, Command};
use error::Error;
pub(crate) use tips::parse;

/// Runs the command that `arguments` name; `today` is the clock's date.
///
/// # Errors
/// Whatever kept the command from doing all that was asked.
pub(crate) fn run(arguments: Arguments, today: Date) -> Result<(), Error> {
    match arguments.command {
        Command::Build(arguments) => build::run(*arguments, today),
        Command::Batch(arguments) => batch::run(arguments, today),
        Command::List(arguments) => list::run(arguments, today),
        Command::Check(arguments) => check::run(&arguments, today),
        Command::Due(arguments) => due::run(arguments, today),
        Command::Approve(arguments) => approve::run_approve(arguments, today),
        Command::Withdraw(arguments) => approve::run_withdraw(&arguments),
        Command::Overview(arguments) => overview::run(&arguments),
        Command::Verify(arguments) => verify::run(arguments, today),
        Command::Recall(arguments) => recall::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Init(arguments) => init::run(&arguments, today),
        Command::Completions(arguments) => manual::print_completions(&arguments),
        Command::Man(arguments) => manual::write_pages(&arguments),
    }
}
