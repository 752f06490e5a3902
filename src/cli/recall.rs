//! `careleaf recall`: the editions in the ledger that carry an older text of a part, on stdout. Parts are named as `careleaf
//! approve` names them.

use std::fmt::Write as _;

use careleaf::proof::record::OPENING;
use careleaf::tasks::recall::{RecallReason, RecallRequest, Recalled, recall};

use super::differences::clean;
use super::error::Error;
use super::open::open;
use super::print;
use super::proof_args::{AnswerFormat, RecallArguments};

/// Lists the editions.
///
/// # Errors
/// When there is no ledger, it cannot be read, or neither it nor the library knows such a part.
pub(crate) fn run(arguments: RecallArguments) -> Result<(), Error> {
    let open = open(&arguments.library.library)?;
    let request = RecallRequest {
        part: arguments.part,
        before: arguments.before,
        store: arguments.keep.into_paths(),
    };
    let recalled = recall(&open, &request)?;
    match arguments.format {
        AnswerFormat::Text => print::to_stdout(&table(&recalled)),
        AnswerFormat::Json => {
            let json = serde_json::to_string_pretty(&recalled);
            print::json_to_stdout(&(json.expect("a list has text keys only") + "\n"))
        }
    }
}

fn table(recalled: &[Recalled]) -> String {
    if recalled.is_empty() {
        return "no edition has an older text\n".to_owned();
    }
    let mut table = String::from("edition         made on     text reviewed  part\n");
    for it in recalled {
        let reviewed = it
            .last_reviewed
            .map(|day| day.to_string())
            .unwrap_or_default();
        let part = match &*it.part {
            OPENING => clean(&it.leaflet),
            part => clean(&format!("{}/{part}", it.leaflet)),
        };
        let why = match it.why {
            RecallReason::Changed | RecallReason::ReviewedBefore => "",
            RecallReason::Withdrawn => ": withdrawn",
            RecallReason::Gone => ": no longer in the library",
        };
        let _ = writeln!(
            table,
            "{:14}  {:10}  {reviewed:13}  {part}{why}",
            clean(&it.edition),
            it.made_on.to_string()
        );
    }
    table
}
