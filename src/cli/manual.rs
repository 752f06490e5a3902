//! `careleaf completions` and `careleaf man`: what a shell and `man` need to know of the commands, made from the same
//! descriptions as `--help`.

use std::fs;

use clap::{Command, CommandFactory};

use super::args::{Arguments, CompletionsArguments, ManArguments};
use super::error::Error;
use super::{console, print};
use careleaf::counted::counted;

/// The program's name, which shells complete and pages are called after.
const NAME: &str = "careleaf";

/// Prints the completions for a shell.
///
/// # Errors
/// When stdout cannot be written.
pub(crate) fn print_completions(arguments: &CompletionsArguments) -> Result<(), Error> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Arguments::command(),
        NAME,
        &mut script,
    );
    let script = String::from_utf8(script).expect("names and descriptions are UTF-8");
    print::to_stdout(&script)
}

/// Writes the manual page of the program and of each command: `careleaf.1`, `careleaf-build.1` and so on.
///
/// # Errors
/// [`Error::Write`] when a page cannot be written.
pub(crate) fn write_pages(arguments: &ManArguments) -> Result<(), Error> {
    let folder = &arguments.folder;
    let failed = |source| Error::Write {
        path: folder.clone(),
        source,
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let pages = pages();
    for (name, page) in &pages {
        fs::write(folder.join(name), page).map_err(failed)?;
    }
    console::note(format_args!(
        "wrote {} to `{}`",
        counted(pages.len(), "page"),
        folder.display()
    ));
    Ok(())
}

/// Each page with its file's name.
fn pages() -> Vec<(String, Vec<u8>)> {
    let mut program = Arguments::command().disable_help_subcommand(true);
    // Options of the whole program, such as `--help`, reach its commands.
    program.build();
    let commands: Vec<Command> = program.get_subcommands().cloned().collect();
    let commands = commands.into_iter().map(|command| {
        let name = format!("{NAME}-{}", command.get_name());
        (name.clone(), command.name(name))
    });
    let all = [(NAME.to_owned(), program.clone())]
        .into_iter()
        .chain(commands);
    all.map(|(name, command)| {
        let mut page = Vec::new();
        let manual = clap_mangen::Man::new(command);
        manual
            .render(&mut page)
            .expect("memory takes all that is written");
        (format!("{name}.1"), page)
    })
    .collect()
}
