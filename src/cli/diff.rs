//! `careleaf diff`: what changed between two editions, or between one and the library, part by part and in words.

use careleaf::leaflet::PartChange;
use careleaf::proof::changes;
use careleaf::tasks::verify::{self, ONLY_AROUND};

use super::differences::{clean, rendered};
use super::open::{OpenLibrary, open};
use super::print;
use super::proof_args::{AnswerFormat, DiffArguments};
use super::subject::{Places, Subject};
use crate::error::Error;

/// Prints the changes.
///
/// # Errors
/// When an edition is not known, its file is damaged, the library has nothing of the leaflet, or the two editions are of
/// different leaflets.
pub(crate) fn run(arguments: &DiffArguments) -> Result<(), Error> {
    let source = open(&arguments.library.library)?;
    let places = Places::new(&arguments.keep, &source.library.house);
    let old = whole(&places, &arguments.old)?;
    let new = match &arguments.new {
        Some(new) => whole(&places, new)?,
        None => as_today(&source, &places, &old)?,
    };
    if new.record.leaflet.id != old.record.leaflet.id {
        return Err(Error::OtherLeaflet(clean(&new.record.edition)));
    }
    let changes = changes::between(
        (&old.record, old.text.as_ref()),
        (&new.record, new.text.as_ref()),
    );
    match arguments.format {
        AnswerFormat::Text => print::styled_to_stdout(&text(&old, &new, &changes)),
        AnswerFormat::Json => {
            let json = serde_json::to_string_pretty(&changes);
            print::json_to_stdout(&(json.expect("changes have text keys only") + "\n"))
        }
    }
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
fn as_today(source: &OpenLibrary, places: &Places, old: &Subject) -> Result<Subject, Error> {
    let id = &old.record.leaflet.id;
    source.check_sound(id)?;
    let library = &source.library;
    let leaflet = library
        .leaflet(id)
        .ok_or_else(|| Error::LeafletGone(clean(id)))?;
    let earlier = places.earlier(&old.record);
    let proof = verify::compose_again(library, leaflet, (&old.record, earlier.as_ref()))?;
    Ok(Subject {
        record: proof.record,
        text: Some(proof.text),
        is_whole: true,
        pdf: None,
    })
}

fn text(old: &Subject, new: &Subject, changes: &[PartChange]) -> String {
    let (from, to) = (clean(&old.record.edition), clean(&new.record.edition));
    match changes.is_empty() {
        true if from == to => format!("edition {to}: nothing has changed\n"),
        true => format!("from edition {from} to {to}\n{ONLY_AROUND}\n"),
        false => format!("from edition {from} to {to}\n{}", rendered(changes)),
    }
}
