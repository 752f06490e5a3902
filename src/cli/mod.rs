//! The command line: one file a command, their arguments in `args`, what they say in `console`.
//!
//! In: the arguments as typed and today's date. Out: a file, or text on stdout and stderr. The commands only put the
//! library's stages in a row; no rule about content, pages or PDF stands here.

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
mod init;
mod keep;
mod list;
mod manual;
mod open;
mod output;
mod overview;
mod print;
mod print_job;
mod progress;
mod proof_args;
mod recall;
mod replace;
mod report;
mod subject;
mod summary;
mod tips;
mod typed;
mod verify;

use jiff::civil::Date;

use crate::error::Error;

use args::{Arguments, Command};
pub(crate) use tips::parse;

/// Runs the command that `arguments` name; `today` is the clock's date.
///
/// # Errors
/// Whatever kept the command from doing all that was asked.
pub(crate) fn run(arguments: Arguments, today: Date) -> Result<(), Error> {
    match arguments.command {
        Command::Build(arguments) => build::run(*arguments, today),
        Command::Batch(arguments) => batch::run(arguments, today),
        Command::List(arguments) => list::run(&arguments, today),
        Command::Check(arguments) => check::run(&arguments, today),
        Command::Due(arguments) => due::run(&arguments, today),
        Command::Approve(arguments) => approve::run_approve(arguments, today),
        Command::Withdraw(arguments) => approve::run_withdraw(&arguments),
        Command::Overview(arguments) => overview::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments, today),
        Command::Recall(arguments) => recall::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Init(arguments) => init::run(&arguments, today),
        Command::Completions(arguments) => manual::print_completions(&arguments),
        Command::Man(arguments) => manual::write_pages(&arguments),
    }
}
