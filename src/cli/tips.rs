//! The command line as clap reads it, with tips of our own about what was mistyped. Clap's take `--patient` for `--date`;
//! ours name what is near in letters, or what people call the same thing, and otherwise nothing.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Command, CommandFactory, FromArgMatches};

use careleaf::suggestion::closest;

use super::args::Arguments;

/// What people call an option, by its name: where a command has the one, the other is meant.
const ALSO_CALLED: [(&str, &[&str]); 14] = [
    (
        "prepared-for",
        &["patient", "name", "patient-name", "for", "recipient"],
    ),
    (
        "urgent-line",
        &["phone", "number", "telephone", "tel", "urgent", "emergency"],
    ),
    (
        "text-size",
        &["size", "font-size", "font", "large-print", "points", "pt"],
    ),
    ("duplex", &["two-sided", "double-sided", "both-sides"]),
    (
        "grey",
        &[
            "gray",
            "greyscale",
            "grayscale",
            "monochrome",
            "black-and-white",
            "bw",
        ],
    ),
    ("booklet", &["a5", "fold"]),
    ("sheets", &["pages", "max-sheets", "max-pages"]),
    ("date", &["today", "on", "day"]),
    ("allow-overdue", &["overdue", "ignore-overdue", "reason"]),
    ("output", &["out", "file", "to"]),
    ("out", &["output", "folder", "dir", "to"]),
    ("until", &["due", "review-due", "expires"]),
    ("by", &["name", "approver", "approved-by"]),
    ("force", &["overwrite", "replace", "yes"]),
];

/// Reads the command line.
///
/// # Errors
/// When it makes no sense, with a tip where one is meant; also to show help or the version.
pub(crate) fn parse(typed: impl IntoIterator<Item = OsString>) -> Result<Arguments, Error> {
    let mut command = Arguments::command();
    let typed: Vec<OsString> = typed.into_iter().collect();
    let parsed = command.try_get_matches_from_mut(&typed);
    let parsed = parsed.and_then(|mut matches| Arguments::from_arg_matches_mut(&mut matches));
    parsed.map_err(|mut error| {
        give_tip(&mut error, &command, &typed);
        error
    })
}

fn give_tip(error: &mut Error, program: &Command, typed: &[OsString]) {
    let (wrong, right) = match error.kind() {
        ErrorKind::UnknownArgument => (ContextKind::InvalidArg, ContextKind::SuggestedArg),
        ErrorKind::InvalidSubcommand => (
            ContextKind::InvalidSubcommand,
            ContextKind::SuggestedSubcommand,
        ),
        ErrorKind::InvalidValue => (ContextKind::InvalidValue, ContextKind::SuggestedValue),
        _ => return,
    };
    // That a mistyped option could be given as a value is never what was meant.
    error.remove(ContextKind::Suggested);
    let Some(ContextValue::String(mistyped)) = error.get(wrong) else {
        return;
    };
    let meant = match error.kind() {
        ErrorKind::UnknownArgument => option_meant(mistyped, command_of(program, typed)),
        ErrorKind::InvalidSubcommand => {
            let names = program.get_subcommands().map(Command::get_name);
            closest(mistyped, names).map(str::to_owned)
        }
        _ => value_meant(error, mistyped),
    };
    if let Some(meant) = meant {
        let meant = match right {
            ContextKind::SuggestedSubcommand => ContextValue::Strings(vec![meant]),
            _ => ContextValue::String(meant),
        };
        error.insert(right, meant);
    }
}

/// The command that was typed.
fn command_of<'c>(program: &'c Command, typed: &[OsString]) -> &'c Command {
    let mut words = typed.iter().skip(1).filter_map(|word| word.to_str());
    let named = words.find_map(|word| program.find_subcommand(word));
    named.unwrap_or(program)
}

/// The option that `--mistyped` stands for: one that is near, or that people call so.
fn option_meant(mistyped: &str, command: &Command) -> Option<String> {
    let name = mistyped.strip_prefix("--")?;
    let name = name.split('=').next().unwrap_or(name);
    let names: Vec<&str> = command
        .get_arguments()
        .filter_map(|it| it.get_long())
        .collect();
    let called = ALSO_CALLED.iter().find(|(option, others)| {
        names.contains(option) && others.contains(&name.to_lowercase().as_str())
    });
    let meant = called.map(|(option, _)| *option);
    let meant = meant.or_else(|| closest(name, names));
    meant.map(|option| format!("--{option}"))
}

fn value_meant(error: &Error, mistyped: &str) -> Option<String> {
    let Some(ContextValue::Strings(values)) = error.get(ContextKind::ValidValue) else {
        return None;
    };
    // Of two numbers neither is a slip of the other.
    let is_number = mistyped.chars().any(|it| it.is_ascii_digit());
    let values = values.iter().map(String::as_str);
    closest(mistyped, values)
        .filter(|_| !is_number)
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tip(typed: &[&str]) -> Option<String> {
        let words = ["careleaf"].iter().chain(typed).map(OsString::from);
        let Err(error) = parse(words) else {
            panic!("{typed:?} makes sense");
        };
        let said = error.to_string();
        let tip = said
            .lines()
            .find_map(|line| line.trim().strip_prefix("tip: "));
        tip.map(str::to_owned)
    }

    #[test]
    fn an_option_that_is_near_or_means_the_same_is_named() {
        for (typed, meant) in [
            ("--patient", "--prepared-for"),
            ("--prepard-for", "--prepared-for"),
            ("--phone", "--urgent-line"),
            ("--font-size", "--text-size"),
            ("--section", "--sections"),
            ("--dupelx", "--duplex"),
            ("--gray", "--grey"),
            ("--out", "--output"),
        ] {
            let tip = tip(&["build", "acute", typed]).unwrap_or_default();
            assert_eq!(
                tip,
                format!("a similar argument exists: '{meant}'"),
                "{typed}"
            );
        }
        let tip = tip(&["batch", "ward.csv", "--output", "x"]).unwrap_or_default();
        assert_eq!(tip, "a similar argument exists: '--out'");
    }

    #[test]
    fn where_nothing_is_near_nothing_is_named() {
        for typed in ["--watermark", "--colour-of-the-cover", "--x", "-z"] {
            assert_eq!(tip(&["build", "acute", typed]), None, "{typed}");
        }
        assert_eq!(tip(&["build", "acute", "--all", "--text-size", "13"]), None);
    }

    #[test]
    fn commands_and_values_that_are_near_are_named() {
        let bild = tip(&["bild"]).unwrap_or_default();
        assert_eq!(bild, "a similar subcommand exists: 'build'");
        assert_eq!(tip(&["frobnicate"]), None);
        let format = tip(&["due", "--format", "jsno"]).unwrap_or_default();
        assert_eq!(format, "a similar value exists: 'json'");
    }
}
