//! Whether the names of a list are as somebody wrote them, and what to do where they are not. Messages say what a name looks
//! like, and never quote more of it than a sign that is no letter.

use std::collections::BTreeSet;

use crate::remedy::Remedy;

use super::encoding::Encoding;
use super::header::Column;
use super::letters::{Garbling, Suspicion, damage, garbling, look_through};
use super::row::RowFault;

/// How to have the letters back, wherever they were lost.
const SAVE_AGAIN: &str = "save the list again as “CSV UTF-8” from where the name is right, or as a workbook (.xlsx, .ods)";

/// How the encoding of a list is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Its bytes speak for it, or the program that saved it says so.
    Told,
    /// Whoever runs the batch says so.
    Stated,
    /// It is not: any bytes are Windows-1252.
    Assumed,
}

/// What is known of the spelling of a list's names.
#[derive(Debug)]
pub(super) struct Spelling {
    known: Known,
    suspicion: Option<Suspicion>,
    /// The rows with names that are suspected.
    suspected: BTreeSet<u32>,
}

impl Spelling {
    /// Looks through all names, with the numbers of their rows. They are only needed where the encoding is assumed.
    pub(super) fn of(known: Known, names: &[(u32, String)]) -> Spelling {
        let texts: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
        let suspicion = match known {
            Known::Assumed => look_through(&texts),
            Known::Told | Known::Stated => None,
        };
        let suspected = suspicion.iter().flat_map(|suspicion| &suspicion.names);
        Spelling {
            known,
            suspected: suspected.map(|&at| names[at].0).collect(),
            suspicion,
        }
    }

    /// What is wrong with the name in a row.
    pub(super) fn fault(&self, row: u32, name: &str) -> Option<RowFault> {
        if self.suspected.contains(&row) {
            return self.suspicion.as_ref().map(misread);
        }
        let garbling = match self.known {
            // What somebody vouches for has odd signs because they are in it.
            Known::Stated => damage(name).filter(is_certain),
            Known::Told | Known::Assumed => garbling(name),
        };
        garbling.map(changed)
    }
}

/// Whether no name has what was found, whatever anybody says.
fn is_certain(garbling: &Garbling) -> bool {
    match garbling {
        Garbling::Lost | Garbling::Escaped => true,
        Garbling::Sign(sign) => sign.is_control(),
        Garbling::ReadAs(_) | Garbling::Capital => false,
    }
}

/// A name that is wrong in the encoding that its list was assumed to have.
fn misread(suspicion: &Suspicion) -> RowFault {
    let assumed = Encoding::WINDOWS_1252;
    let looks_like = match suspicion.likely {
        Some(likely) => format!("it looks like {likely}"),
        None => "it is in another encoding".to_owned(),
    };
    RowFault {
        column: Column::PreparedFor,
        message: format!("its letters are wrong when the list is read as {assumed}: {looks_like}"),
        hint: Remedy::SaveOrStateEncoding {
            likely: suspicion.likely.map(|likely| likely.label()),
            assumed: assumed.label(),
        },
    }
}

/// A name whose letters were changed before the list was saved.
fn changed(garbling: Garbling) -> RowFault {
    let message = match garbling {
        Garbling::ReadAs(encoding) => {
            format!("its letters are UTF-8 that was read as {encoding}")
        }
        Garbling::Lost => {
            "letters of it were lost: there are question marks in their place".to_owned()
        }
        Garbling::Escaped => {
            "letters of it stand as escapes, as in the source of a web page".to_owned()
        }
        Garbling::Sign(sign) if sign.is_control() => {
            format!("it has U+{:04X} where a letter was", u32::from(sign))
        }
        Garbling::Sign(sign) => format!("it has `{sign}` where a letter was"),
        Garbling::Capital => {
            "it has a capital letter inside a word, where another letter was".to_owned()
        }
    };
    RowFault {
        column: Column::PreparedFor,
        message,
        hint: match garbling {
            Garbling::ReadAs(_) => Remedy::SaveOrConfirm {
                save: SAVE_AGAIN.to_owned(),
                encoding: Encoding::UTF_8.label(),
            },
            _ => SAVE_AGAIN.into(),
        },
    }
}
