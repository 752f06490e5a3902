//! Whether the ink of a file is Careleaf's: what its pages draw, what it holds, and what its record says.
//!
//! Anybody can make a hash anew. But the same library, request and dates give the same file, byte for byte: so the file is
//! made again from what its record claims, and compared. What was typed for one copy is in no record. It is read from the
//! page ([`personal`]), and the file is made again with it: such text may say anything, but only in its own places and in
//! the house's type. A file that an earlier version of the program made comes out in other bytes: see [`same_words`].

mod difference;
mod personal;
mod same_words;

use crate::form::{Form, PagedForm};
use crate::hash::Hash;
use crate::leaflet::{Imprint, Leaflet, Personal, compose};
use crate::library::{Library, Revision};
use crate::paged::layout::lay_out;
use crate::paged::{self, arrange, pdf};
use crate::printing::Paper;
use crate::proof::record::{GLOSSARY, Maker, OPENING, PROGRAM, Proof, Record};
use crate::terms::GlossaryTerm;

use super::{changes_since, request};

const CHANGES_GONE: &str =
    "what it draws, because the edition whose changes since it tells is not at hand";
const DAY_OF_ITS_OWN: &str = "the `date` in its record, because it is not the day that is printed and nothing else depends on it";
const NOT_READ_BACK: &str = "what was typed for this copy cannot be read back from a booklet in its script: put it beside one that is made anew";
const COMMIT_NOT_AT_HAND: &str =
    "the commit in its record, because the library's history is not at hand";

/// What came of comparing a file's ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ink {
    /// It is Careleaf's, but for what could not be compared: what that is, and why.
    Genuine {
        /// What could not be compared, and why.
        not_compared: Vec<String>,
    },
    /// It is not, and why.
    Forged(String),
    /// That cannot be told, and why.
    Untold(String),
}

/// A file in question, whose edition is that of the library.
#[derive(Clone, Copy, Debug)]
pub struct File<'f> {
    /// Its bytes.
    pub pdf: &'f [u8],
    /// What it says of itself.
    pub record: &'f Record,
    /// What was kept of its edition when it was built, if anything was.
    pub kept: Option<&'f Record>,
    /// The archive's copy of its edition, if there is one.
    pub archived: Option<&'f [u8]>,
    /// The edition whose changes since it prints, if that one's words are at hand.
    pub earlier: Option<&'f Proof>,
    /// Whether the library's history has the commit that the record names; nothing where that cannot be found out.
    pub has_commit: Option<bool>,
    /// The state of the library in its history today, where it is known.
    pub revision: Option<&'f Revision>,
}

/// Compares the ink of a file with what its request makes of the library today.
pub(super) fn compare(library: &Library, file: File) -> Ink {
    if file.archived == Some(file.pdf) {
        return Ink::Genuine {
            not_compared: Vec::new(),
        };
    }
    let mut not_compared = Vec::new();
    if let Some(revision) = &file.record.revision {
        match file.has_commit {
            Some(true) => {}
            Some(false) => {
                return Ink::Forged(format!(
                    "its record names the commit `{}`, which the library's history does not have",
                    revision.commit
                ));
            }
            None => not_compared.push(COMMIT_NOT_AT_HAND.to_owned()),
        }
    }
    // Only `SOURCE_DATE_EPOCH` has another day printed than that which decides what is overdue.
    if file.record.options.date != file.record.made_on {
        not_compared.push(DAY_OF_ITS_OWN.to_owned());
    }
    let Some(again) = Again::of(library, &file) else {
        not_compared.push(CHANGES_GONE.to_owned());
        return Ink::Genuine { not_compared };
    };
    let compared = if file.record.maker() == Maker::Earlier {
        same_words::compare(&again, &file)
    } else {
        again.compare(&file)
    };
    match compared {
        Ink::Genuine { not_compared: more } => {
            not_compared.extend(more);
            Ink::Genuine { not_compared }
        }
        other => other,
    }
}

/// What the request of a record makes of the library today.
struct Again<'f> {
    leaflet: Leaflet,
    /// How it is set.
    form: PagedForm,
    /// What may be explained in it.
    glossary: &'f [GlossaryTerm],
    /// What the file says of itself.
    claims: &'f Record,
    /// The parts whose content hash the library does not have today.
    moved_on: Vec<&'f str>,
}

impl<'f> Again<'f> {
    /// Composes the request of a file again; nothing when it prints changes since an edition that is not at hand.
    fn of(library: &'f Library, file: &File<'f>) -> Option<Again<'f>> {
        let claims = file.record;
        let source = library.leaflet(&claims.leaflet.id)?;
        let selection = request(library, source, claims).select().ok()?;
        let imprint = Imprint {
            made_on: Some(claims.made_on),
            revision: claims.revision.clone(),
            since: changes_since(&selection, file.earlier),
        };
        let leaflet = compose(&selection, &imprint);
        let tells_changes = leaflet.edition.code() != claims.edition;
        if tells_changes && claims.options.since.is_some() && imprint.since.is_none() {
            return None;
        }
        let now = Proof::of(&leaflet, claims.form).record;
        // From the same clean commit comes the same library.
        let is_same_library = file.revision.is_some() && file.revision == claims.revision.as_ref();
        let moved_on = if is_same_library {
            Vec::new()
        } else {
            moved_on(claims, &now)
        };
        let Form::Pdf(form) = claims.form;
        Some(Again {
            leaflet,
            form,
            glossary: &library.glossary.terms,
            claims,
            moved_on,
        })
    }

    /// The leaflet as it is arranged on the file's pages.
    fn arranged(&self) -> paged::Leaflet {
        arrange(&self.leaflet, self.form)
    }

    /// Compares a file with what this version of the program makes.
    fn compare(&self, file: &File) -> Ink {
        let Some(plain) = self.pdf(&Personal::default()) else {
            return Ink::Untold("the library's text can no longer be set".to_owned());
        };
        let is_plain = plain == file.pdf;
        let candidates = if is_plain {
            Vec::new()
        } else {
            personal::candidates(file.pdf, &self.leaflet)
        };
        let is_it = |personal: &Personal| self.pdf(personal).is_some_and(|it| it == file.pdf);
        let is_made_again = is_plain || candidates.iter().any(is_it);
        let has_tags = self.form.printing.paper != Paper::Booklet;
        if !is_made_again && !has_tags && candidates.iter().any(personal::needs_tags) {
            return Ink::Untold(NOT_READ_BACK.to_owned());
        }
        match (is_made_again, self.claims.maker()) {
            (true, Maker::ThisVersion | Maker::Earlier) => Ink::Genuine {
                not_compared: self.not_compared(file),
            },
            (true, Maker::Unknown) => Ink::Forged(format!(
                "its record says that `{}` made it, and `{PROGRAM}` did",
                self.claims.program
            )),
            (false, Maker::ThisVersion | Maker::Earlier) => {
                Ink::Forged(difference::between(&plain, file.pdf))
            }
            (false, Maker::Unknown) => Ink::Untold(format!(
                "`{}` made it, by its own account: verify it with that version",
                self.claims.program
            )),
        }
    }

    /// The file, with this Personal text.
    fn pdf(&self, personal: &Personal) -> Option<Vec<u8>> {
        let mut pages = lay_out(&self.leaflet, self.form, personal);
        let record = &mut pages.proof.record;
        record.program.clone_from(&self.claims.program);
        for part in &mut record.parts {
            if self.moved_on.contains(&part.part.as_str()) {
                let claimed = self.claims.parts.iter().find(|it| it.part == part.part);
                part.content_hash = claimed.and_then(|it| it.content_hash.clone());
            }
        }
        pdf::write(&pages).ok()
    }

    /// What nothing at hand can show of the record.
    fn not_compared(&self, file: &File) -> Vec<String> {
        let hash = |record: &Record, name: &str| {
            let part = record.parts.iter().find(|part| part.part == name);
            part.and_then(|part| part.content_hash.clone())
        };
        let is_kept = |name: &str| {
            file.kept
                .is_some_and(|kept| hash(kept, name) == hash(self.claims, name))
        };
        let open = self.moved_on.iter().filter(|name| !is_kept(name));
        open.map(|name| {
            format!(
                "the `content_hash` of `{name}`, because the library has changed there in what this leaflet does not print"
            )
        })
        .collect()
    }
}

/// The parts of which a text may change without a word of this leaflet: other terms of the glossary, other sections in the
/// list of `leaflet.toml`. Their hash may be one that the library had on the day, or a forger's: neither word nor date
/// depends on it.
fn moved_on<'r>(claims: &'r Record, now: &Record) -> Vec<&'r str> {
    let claimed = claims.parts.iter().zip(&now.parts);
    claimed
        .filter(|(part, today)| {
            matches!(&*part.part, GLOSSARY | OPENING)
                && part.part == today.part
                && part.content_hash != today.content_hash
                && part.content_hash.as_deref().and_then(Hash::parse).is_some()
        })
        .map(|(part, _)| &*part.part)
        .collect()
}
