//! A question about a leaflet, by its file or by the code on paper, answered from the library of today and from what was kept.

use std::path::Path;

use jiff::civil::Date;

use crate::library::{Library, Revision};
use crate::proof::record::{Record, SealError};
use crate::tasks::editions::{EditionStore, KnownEdition, StorePaths};
use crate::tasks::error::TaskError;
use crate::tasks::open::OpenLibrary;

use super::{Evidence, File, SavedAgain, Validity, Verdict, judge};

/// A leaflet that is asked about.
#[derive(Clone, Debug)]
pub struct VerifyRequest {
    /// Its file, or the code at the foot of its pages.
    pub edition: String,
    /// The day that decides what is overdue.
    pub date: Date,
    /// Where editions are kept, in place of what `house.toml` says.
    pub store: StorePaths,
}

/// What there is to say about a leaflet.
#[derive(Debug)]
pub struct Verification {
    /// What is known of its edition.
    pub record: Record,
    /// Whether it may still be given out.
    pub verdict: Verdict,
    /// What is left of it in a file that another program has saved again: the verdict is of the edition alone.
    pub saved_again: Option<Box<SavedAgain>>,
    /// Why what was kept of the edition cannot be read; the verdict does without.
    pub kept_unread: Option<TaskError>,
}

/// Says what a leaflet is, and whether it may still be given out.
///
/// # Errors
/// When nothing can be found out; [`Validity::without_answer`] says what that makes of the leaflet.
pub fn verify(open: &OpenLibrary, request: &VerifyRequest) -> Result<Verification, TaskError> {
    let library = &open.library;
    let store = EditionStore::new(&request.store, &library.house);
    let question = Question {
        library,
        store: &store,
        today: request.date,
    };
    match store.find(&request.edition) {
        Ok(edition) => {
            open.check_sound(&edition.record.leaflet.id)?;
            Ok(question.answer(edition))
        }
        Err(TaskError::SavedAgain { path, found }) => question.answer_by_code(&path, found),
        Err(error) => Err(error),
    }
}

impl Validity {
    /// What a leaflet is when `error` is all that can be found out.
    pub fn without_answer(error: &TaskError) -> Validity {
        match error {
            TaskError::NoRecord {
                fault: SealError::Broken | SealError::Several,
                ..
            } => Validity::Altered,
            _ => Validity::Unknown,
        }
    }
}

/// What an answer depends on besides the leaflet.
struct Question<'q> {
    library: &'q Library,
    store: &'q EditionStore,
    today: Date,
}

impl Question<'_> {
    fn answer(&self, edition: KnownEdition) -> Verification {
        if !edition.is_whole {
            let note = "the file is not as it was made".to_owned();
            return Verification {
                record: edition.record,
                verdict: Verdict::plain(Validity::Altered, Some(note)),
                saved_again: None,
                kept_unread: None,
            };
        }
        let (kept, kept_unread) = self.kept(&edition.record.edition);
        Verification {
            verdict: self.verdict(&edition, kept.as_ref()),
            record: edition.record,
            saved_again: None,
            kept_unread,
        }
    }

    fn verdict(&self, edition: &KnownEdition, kept: Option<&Record>) -> Verdict {
        let record = &edition.record;
        let earlier = self.store.earlier(record);
        let evidence = Evidence {
            record,
            text: edition.text.as_ref(),
            kept,
            earlier: earlier.as_ref(),
        };
        let verdict = judge(self.library, evidence, self.today);
        let Some(pdf) = &edition.pdf else {
            return verdict;
        };
        let archived = self.store.archived_pdf(record);
        let folder = &self.library.house.folder;
        let claimed = record.revision.as_ref();
        let revision = claimed.and_then(|_| Revision::of(folder, &self.store.paths()));
        let file = File {
            pdf,
            record,
            kept,
            archived: archived.as_deref(),
            earlier: earlier.as_ref(),
            has_commit: claimed.and_then(|it| it.is_known(folder)),
            revision: revision.as_ref(),
        };
        verdict.of_file(self.library, file)
    }

    /// What the archive, or otherwise the ledger, has of an edition; or why that cannot be told, which keeps nobody from an
    /// answer.
    fn kept(&self, edition: &str) -> (Option<Record>, Option<TaskError>) {
        match self.store.find_edition(edition) {
            Ok(kept) => (Some(kept.record), None),
            Err(TaskError::UnknownEdition { .. }) => (None, None),
            Err(error) => (None, Some(error)),
        }
    }

    /// What the edition is of a file that another program has saved again: by its code, looked up as if it had been typed,
    /// otherwise by the record that is left in it.
    fn answer_by_code(
        &self,
        path: &Path,
        found: Box<SavedAgain>,
    ) -> Result<Verification, TaskError> {
        let kept = self.store.find_edition(found.edition.code()).ok();
        let left = found.record.clone().map(KnownEdition::by_record);
        let Some(edition) = kept.or(left) else {
            return Err(TaskError::SavedAgain {
                path: path.to_owned(),
                found,
            });
        };
        let answer = self.answer(edition);
        Ok(Verification {
            verdict: answer.verdict.of_saved_again(),
            saved_again: Some(found),
            ..answer
        })
    }
}
