//! `careleaf diff`: what changed between two editions, or between one and the library, part by part and in words.

use careleaf::tasks::diff::{DiffRequest, Difference, diff};
use careleaf::tasks::verify::ONLY_AROUND;

use super::differences::{clean, rendered};
use super::error::Error;
use super::open::open;
use super::print;
use super::proof_args::{AnswerFormat, DiffArguments};

/// Prints the changes.
///
/// # Errors
/// When an edition is not known, its file is damaged, the library has nothing of the leaflet, or the two editions are of
/// different leaflets.
pub(crate) fn run(arguments: DiffArguments) -> Result<(), Error> {
    let open = open(&arguments.library.library)?;
    let request = DiffRequest {
        old: arguments.old,
        new: arguments.new,
        store: arguments.keep.into_paths(),
    };
    let difference = diff(&open, &request)?;
    match arguments.format {
        AnswerFormat::Text => print::styled_to_stdout(&text(&difference)),
        AnswerFormat::Json => {
            let json = serde_json::to_string_pretty(&difference.changes);
            print::json_to_stdout(&(json.expect("changes have text keys only") + "\n"))
        }
    }
}

fn text(difference: &Difference) -> String {
    let (from, to) = (clean(&difference.old), clean(&difference.new));
    let changes = &difference.changes;
    if !changes.is_empty() {
        format!("from edition {from} to {to}\n{}", rendered(changes))
    } else if from == to {
        format!("edition {to}: nothing has changed\n")
    } else {
        format!("from edition {from} to {to}\n{ONLY_AROUND}\n")
    }
}
