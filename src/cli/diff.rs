//! `careleaf diff`: what changed between two editions, or between one and the library, part by part and in words.

use careleaf::changes::{self, PartChange};
use careleaf::library::Library;
use careleaf::verify;

use super::differences::rendered;
use super::open::open;
use super::print;
use super::proof_args::{AnswerFormat, DiffArguments};
use super::subject::{Places, Subject};
use crate::error::Error;

/// Prints the changes.
///
/// # Errors
/// When an edition is not known, its file is damaged, or the library has nothing of the leaflet.
pub(crate) fn run(arguments: &DiffArguments) -> Result<(), Error> {
    let library = open(&arguments.library.library)?.library;
    let places = Places::new(&arguments.keep, &library.house);
    let old = whole(&places, &arguments.old)?;
    let new = match &arguments.new {
        Some(new) => whole(&places, new)?,
        None => as_today(&library, &old)?,
    };
    let changes = changes::between(
        (&old.record, old.text.as_ref()),
        (&new.record, new.text.as_ref()),
    );
    print::to_stdout(&match arguments.format {
        AnswerFormat::Text => text(&old, &new, &changes),
        AnswerFormat::Json => {
            let json = serde_json::to_string_pretty(&changes);
            json.expect("changes have text keys only") + "\n"
        }
    })
}

/// An edition that is as it was made: of another nothing can be said.
fn whole(places: &Places, typed: &str) -> Result<Subject, Error> {
    let subject = places.find(typed)?;
    match subject.is_whole {
        true => Ok(subject),
        false => Err(Error::Altered(typed.to_owned())),
    }
}

/// What the same request makes of the library today.
fn as_today(library: &Library, old: &Subject) -> Result<Subject, Error> {
    let mut leaflets = library.leaflets.values();
    let leaflet = leaflets.find(|leaflet| leaflet.id.as_str() == old.record.leaflet.id);
    let leaflet = leaflet.ok_or_else(|| Error::LeafletGone(old.record.leaflet.id.clone()))?;
    let proof = verify::compose_again(library, leaflet, &old.record)?;
    Ok(Subject {
        record: proof.record,
        text: Some(proof.text),
        is_whole: true,
    })
}

fn text(old: &Subject, new: &Subject, changes: &[PartChange]) -> String {
    if old.record.edition == new.record.edition {
        return format!("edition {}: nothing has changed\n", new.record.edition);
    }
    let head = format!(
        "from edition {} to {}\n",
        old.record.edition, new.record.edition
    );
    match changes.is_empty() {
        true => {
            head + "only what stands around the text differs: status, title, publisher or how it is set\n"
        }
        false => head + &rendered(changes),
    }
}
