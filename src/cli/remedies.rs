//! What to do about a complaint, in the words of the command line: which command does it, with which option.

use careleaf::diagnostic::Diagnostic;
use careleaf::remedy::{Remedy, quoted};

/// The diagnostics with their remedies in the words of the command line.
pub(crate) fn phrased(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let phrased = diagnostics.iter().map(|diagnostic| Diagnostic {
        hint: diagnostic.hint.as_ref().map(|hint| phrase(hint).into()),
        ..diagnostic.clone()
    });
    phrased.collect()
}

/// What to do, in the words of the command line.
pub(crate) fn phrase(remedy: &Remedy) -> String {
    let words = match remedy {
        Remedy::Words(words) => words,
        Remedy::NameLibrary => {
            "name it with `--library`, or write a small one with `careleaf init`"
        }
        Remedy::AddLeaflet => {
            "add a folder with a `leaflet.toml`, or write a small library with `careleaf init`"
        }
        Remedy::SeeFaults => "`careleaf check` shows them",
        Remedy::ApproveAnew => {
            "delete it and have the text approved with `careleaf approve`, which writes it"
        }
        Remedy::ChooseLeaflet => "it cannot be built; `careleaf list` shows the leaflets that can",
        Remedy::ChooseOtherSections => {
            "choose other sections; `careleaf list` shows those that can be built"
        }
        Remedy::ReviewOrSayWhy => {
            "have it reviewed, or print why it may be used with `--allow-overdue REASON`"
        }
        Remedy::SayWhy => "say why in `--allow-overdue REASON`: it is printed",
        Remedy::AskForLaterDay => "mend `last_reviewed`, or name a later day with `--date`",
        Remedy::WriteLeaflet => "write the leaflet's name: `careleaf list` shows them",
        Remedy::ReviewOrMakeAlone => {
            "have it reviewed, or leave the row out and use `careleaf build`"
        }
        Remedy::StartFromTemplate => {
            "write a row a leaflet below the names of the columns, or start from `careleaf batch --template`"
        }
        Remedy::NameColumns => {
            "name the columns in the first line, as `careleaf batch --template` does"
        }
        Remedy::StateNoEncoding => {
            "leave `--encoding` out: a workbook says itself how its text is stored"
        }
        other => return particular(other),
    };
    words.to_owned()
}

/// What to do about a part, a size or a choice.
fn particular(remedy: &Remedy) -> String {
    match remedy {
        Remedy::ApproveOrDraft { part } => {
            format!(
                "have it approved: {}; or set `status = \"draft\"`",
                approve(part)
            )
        }
        Remedy::ApproveAgain { part } => format!("have it approved again: {}", approve(part)),
        Remedy::ReviewAgain { part } => {
            format!("have it reviewed and approved again: {}", approve(part))
        }
        Remedy::ReviewOverdue { part } => format!(
            "have it reviewed and approved: {}; until then it takes `--allow-overdue` to build with it",
            approve(part)
        ),
        Remedy::DeleteOrApprove { part } => format!(
            "delete its file and take it out of `sections`, or have it approved: {}",
            approve(part)
        ),
        Remedy::ChooseSections { sections, presets } => {
            let presets = if presets.is_empty() {
                String::new()
            } else {
                format!("; or with `--preset`: {}", quoted(presets))
            };
            format!(
                "choose with `-s`: {}{presets}; or take `--all`",
                quoted(sections)
            )
        }
        Remedy::ChooseOnly { sections } => {
            format!("to leave it out, choose with `-s {}`", sections.join(","))
        }
        Remedy::SetSmaller { largest } => {
            format!("use `--text-size {largest}` or smaller, or leave out `--booklet`")
        }
        Remedy::WriteSmaller { largest } => {
            format!("write {largest} or less, or leave out `--booklet`")
        }
        other => encoding(other),
    }
}

/// What to do about the encoding of a list.
fn encoding(remedy: &Remedy) -> String {
    match remedy {
        Remedy::StateEncoding { encoding } => {
            format!("leave `--encoding` out, or write `--encoding {encoding}`")
        }
        Remedy::SaveOrStateEncoding { likely, assumed } => format!(
            "save the list again as “CSV UTF-8”, or say how it was saved: `--encoding {}` (or `--encoding {assumed}` where \
             that is right)",
            likely.as_deref().unwrap_or("NAME")
        ),
        Remedy::SaveOrConfirm { save, encoding } => {
            format!("{save}; where it is right as it stands, say so: `--encoding {encoding}`")
        }
        other => other.to_string(),
    }
}

/// The command that approves a part.
fn approve(part: &str) -> String {
    format!("`careleaf approve {part} --by NAME --until YYYY-MM-DD`")
}
