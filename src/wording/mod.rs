//! All words that the program itself prints on a page: a TOML file beside this one for each language, compiled in.
//!
//! A file that lacks a word, or has one that is not known here, does not pass the tests.

use std::sync::LazyLock;

use jiff::civil::Date;

use serde::Deserialize;

use crate::content::{CalloutKind, ContactKind, Status};
use crate::language::Language;

/// The program's words in one language. Braces mark what is filled in.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The primary subtag of the language.
    pub language: String,
    /// The names of the months, for dates.
    pub months: [String; 12],
    /// A date: its day, month and year.
    pub date: String,
    /// Words that stand after a number and count as units, as "million": a line does not end between the two.
    pub units: Vec<String>,
    /// The footer: page {page} of {pages}.
    pub page_of: String,
    /// The header of a draft.
    pub header_draft: String,
    /// The header of an approved leaflet with an overdue part.
    pub header_overdue: String,
    /// The header of a draft with an overdue part.
    pub header_overdue_draft: String,
    /// The footer: the short title and the preset's.
    pub footer_preset: String,
    /// The footer: which text this is.
    pub footer_edition: String,
    /// The footer of a draft: the earliest day on which a part is due. No review is implied.
    pub footer_due_draft: String,
    /// The footer of an approved leaflet: the earliest day on which a part is due.
    pub footer_due_approved: String,
    /// Before the number of one page.
    pub page_one: String,
    /// Before the numbers of several pages.
    pub pages_many: String,
    /// The notice on the first page of a draft. Whether it is a sample is for its text to say.
    pub draft_notice: String,
    /// The notice on the first page where only some parts are drafts.
    pub draft_parts_notice: String,
    /// The same where so many parts are drafts that naming them would fill the first page.
    pub many_drafts_notice: String,
    /// The notice in a part that is a draft, where others are not.
    pub draft_part_notice: String,
    /// The notice on the first page of a leaflet with overdue parts.
    pub overdue_notice: String,
    /// The same where so many parts are overdue that naming them would fill the first page.
    pub overdue_parts_notice: String,
    /// An overdue part in that notice.
    pub overdue_part: String,
    /// The notice in an overdue part.
    pub overdue_part_notice: String,
    /// Whom the copy is for.
    pub prepared_for: String,
    /// Beside a QR code: whose page it opens.
    pub more_about: String,
    /// What a QR code is, for those who cannot see it.
    pub qr_alt: String,
    /// What the publisher's mark is, for those who cannot see it.
    pub logo_alt: String,
    /// The leaflet itself where it is named among the parts.
    pub leaflet_itself: String,
    /// The urgent-help box where it is named among the parts.
    pub urgent_help: String,
    /// What the urgent-help box says below its 24-hour number.
    pub urgent_line_silent: String,
    /// What it says where no number is known, below the line to write one on.
    pub no_urgent_number: String,
    /// The heading of the contacts.
    pub contacts: String,
    /// The hospital's 24-hour number in the urgent-help box.
    pub contact_urgent: String,
    /// The specialist nurse in the contacts.
    pub contact_nurse: String,
    /// The clinic in the contacts.
    pub contact_clinic: String,
    /// A contact in running text that is known.
    pub contact_known: String,
    /// A contact in running text that is to be written on the first page.
    pub contact_unknown: String,
    /// The heading of the contents.
    pub contents: String,
    /// The heading of what has changed.
    pub changes: String,
    /// Its first sentence.
    pub changes_since: String,
    /// Its first sentence where nothing has.
    pub no_changes_since: String,
    /// Of a part that the earlier edition did not have.
    pub part_added: String,
    /// Of a part that the earlier edition had.
    pub part_removed: String,
    /// Of a part whose words are as they were.
    pub same_words: String,
    /// Of a part with another picture, or a link that leads elsewhere.
    pub picture_changed: String,
    /// Of a part that differs in nothing but its setting.
    pub setting_changed: String,
    /// Before words of the earlier edition that have been replaced.
    pub said_before: String,
    /// Before the words that have replaced them.
    pub says_now: String,
    /// Before words of the earlier edition that are gone.
    pub taken_out: String,
    /// Before words that the earlier edition did not have.
    pub put_in: String,
    /// After words that lead to another section.
    pub on_page: String,
    /// After words that lead to a section that is not in the leaflet.
    pub elsewhere: String,
    /// The end of a section that has questions.
    pub questions_pointer: String,
    /// When the text of a draft was checked. No review is implied.
    pub checked_draft: String,
    /// When an approved text was reviewed.
    pub checked_approved: String,
    /// When the text of a draft is due.
    pub due_draft: String,
    /// When an approved text is due.
    pub due_approved: String,
    /// The label of a `[!CAUTION]`.
    pub callout_caution: String,
    /// The label of an `[!IMPORTANT]`.
    pub callout_important: String,
    /// The label of a `[!NOTE]`.
    pub callout_note: String,
    /// The label of a `[!TIP]`.
    pub callout_tip: String,
    /// What a blank to write in is, for those who cannot see it.
    pub blank: String,
    /// At the top of a page, in a box that goes on from the page before.
    pub goes_on: String,
    /// At the foot of a page, in a box that goes on.
    pub goes_on_overleaf: String,
    /// The heading of the sheet to take to the clinic.
    pub questions: String,
    /// The heading of the blank lines on it.
    pub notes: String,
    /// The heading of the glossary.
    pub glossary: String,
    /// A synonym's line in the glossary.
    pub see: String,
    /// An example's line in the glossary.
    pub kind_of: String,
    /// The heading of the last part.
    pub about: String,
    /// The column of the parts' names.
    pub part_column: String,
    /// The column of the parts' dates, where some differ.
    pub dates_column: String,
    /// The dates of parts.
    pub dates: String,
    /// After the dates that most parts have, where some differ.
    pub other_dates: String,
    /// The column of the parts' addresses.
    pub online_column: String,
    /// In that column, for a part that has no address.
    pub not_online: String,
    /// The heading of the sources.
    pub sources: String,
    /// The heading of the organisations.
    pub organisations: String,
    /// The heading of the imprint.
    pub made_by_heading: String,
    /// The imprint.
    pub made_by: String,
    /// Whose the online pages are.
    pub online_pages: String,
    /// The online pages' own dates, which are not the leaflet's.
    pub online_dates: String,
    /// That no source vouches for the leaflet.
    pub not_endorsed: String,
    /// The last line: which copy this is.
    pub made_on: String,
    /// What a booklet's file says of itself, in its metadata.
    pub booklet_note: String,
    /// On a separator sheet, in place of a clinic's name.
    pub no_clinic: String,
    /// On a separator sheet: how many rows of the list follow.
    pub separator_rows: String,
    /// On a separator sheet: how many copies these make.
    pub separator_copies: String,
    /// On a separator sheet: what it is.
    pub separator_note: String,
}

/// The words in every language that Careleaf prints.
static LANGUAGES: LazyLock<[Wording; 1]> = LazyLock::new(|| {
    [include_str!("en.toml")].map(|words| toml::from_str(words).expect("the words are complete"))
});

impl Wording {
    /// The primary subtags of the languages that Careleaf prints.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|wording| wording.language.as_str())
    }

    /// The words for a language, if Careleaf has them.
    pub fn for_language(language: &Language) -> Option<&'static Wording> {
        LANGUAGES
            .iter()
            .find(|wording| wording.language == language.primary())
    }

    /// The label of a callout.
    pub fn callout(&self, kind: CalloutKind) -> &str {
        match kind {
            CalloutKind::Caution => &self.callout_caution,
            CalloutKind::Important => &self.callout_important,
            CalloutKind::Note => &self.callout_note,
            CalloutKind::Tip => &self.callout_tip,
        }
    }

    /// The name of a contact in the list of contacts.
    pub fn contact(&self, kind: ContactKind) -> &str {
        match kind {
            ContactKind::Urgent => &self.contact_urgent,
            ContactKind::Nurse => &self.contact_nurse,
            ContactKind::Clinic => &self.contact_clinic,
        }
    }

    /// What the dates of a text are called: when it was looked at, and when it is due. Only an approved text has been
    /// reviewed.
    pub fn date_labels(&self, status: Status) -> (&str, &str) {
        match status {
            Status::Approved => (&self.checked_approved, &self.due_approved),
            Status::Draft | Status::Withdrawn => (&self.checked_draft, &self.due_draft),
        }
    }

    /// Whether words are what the date of a text is called, whatever its status.
    pub fn is_date_label(&self, words: &str) -> bool {
        [Status::Draft, Status::Approved].into_iter().any(|status| {
            let (checked, due) = self.date_labels(status);
            [checked, due].contains(&words)
        })
    }

    /// A date as it is printed: 5 August 2027.
    pub fn date(&self, date: Date) -> String {
        let month = &self.months[usize::from(date.month().unsigned_abs()) - 1];
        let (day, year) = (date.day().to_string(), date.year().to_string());
        fill(
            &self.date,
            &[("day", &day), ("month", month), ("year", &year)],
        )
    }
}

/// A piece of the program's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'w> {
    /// Words as they are printed.
    Words(&'w str),
    /// The name of a place that is filled in.
    Place(&'w str),
}

/// Cuts words at their places in braces: "Page {page}" is the words "Page " and the place `page`.
pub fn pieces(words: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        pieces.extend([Piece::Words(before), Piece::Place(name)]);
        rest = after;
    }
    pieces.push(Piece::Words(rest));
    pieces.retain(|piece| *piece != Piece::Words(""));
    pieces
}

/// Fills the places in braces: `fill("Page {page}", &[("page", "2")])`. A place that is not named stays empty.
pub fn fill(words: &str, values: &[(&str, &str)]) -> String {
    let value_of = |name| values.iter().find(|(place, _)| *place == name);
    pieces(words)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Place(name) => value_of(name).map_or("", |(_, value)| *value),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_date_is_written_as_its_language_writes_it() {
        let english = Wording::for_language(&Language::parse("en-GB").unwrap()).unwrap();
        assert_eq!(english.date(date(2027, 8, 5)), "5 August 2027");
    }

    #[test]
    fn a_value_that_has_braces_is_not_filled_in_again() {
        let values = [("a", "{b}"), ("b", "x")];
        assert_eq!(fill("{a} and {b}.", &values), "{b} and x.");
    }
}
