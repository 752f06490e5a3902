//! All words that the program itself prints on a page, in one table by language.

use jiff::civil::Date;

use crate::content::{CalloutKind, ContactKind, Status};
use crate::language::Language;

/// The program's words in one language. Braces mark what is filled in.
#[derive(Debug, PartialEq, Eq)]
pub struct Wording {
    /// The primary subtag of the language.
    pub language: &'static str,
    /// The names of the months, for dates.
    pub months: [&'static str; 12],
    /// The footer: page {page} of {pages}.
    pub page_of: &'static str,
    /// The header of a draft.
    pub header_draft: &'static str,
    /// The header of an approved leaflet with an overdue part.
    pub header_overdue: &'static str,
    /// The header of a draft with an overdue part.
    pub header_overdue_draft: &'static str,
    /// The footer: which text this is.
    pub footer_edition: &'static str,
    /// The footer of a draft: the earliest day on which a part is due. No review is implied.
    pub footer_due_draft: &'static str,
    /// The footer of an approved leaflet: the earliest day on which a part is due.
    pub footer_due_approved: &'static str,
    /// Before the number of one page.
    pub page_one: &'static str,
    /// Before the numbers of several pages.
    pub pages_many: &'static str,
    /// The notice on the first page of a draft. Whether it is a sample is for its text to say.
    pub draft_notice: &'static str,
    /// The notice on the first page where only some parts are drafts.
    pub draft_parts_notice: &'static str,
    /// The same where so many parts are drafts that naming them would fill the first page.
    pub many_drafts_notice: &'static str,
    /// The notice in a part that is a draft, where others are not.
    pub draft_part_notice: &'static str,
    /// The notice on the first page of a leaflet with overdue parts.
    pub overdue_notice: &'static str,
    /// The same where so many parts are overdue that naming them would fill the first page.
    pub overdue_parts_notice: &'static str,
    /// An overdue part in that notice.
    pub overdue_part: &'static str,
    /// The notice in an overdue part.
    pub overdue_part_notice: &'static str,
    /// Whom the copy is for.
    pub prepared_for: &'static str,
    /// Beside a QR code: whose page it opens.
    pub more_about: &'static str,
    /// What a QR code is, for those who cannot see it.
    pub qr_alt: &'static str,
    /// What the publisher's mark is, for those who cannot see it.
    pub logo_alt: &'static str,
    /// The leaflet itself where it is named among the parts.
    pub leaflet_itself: &'static str,
    /// The urgent-help box where it is named among the parts.
    pub urgent_help: &'static str,
    /// What the urgent-help box says below its 24-hour number.
    pub urgent_line_silent: &'static str,
    /// What it says where no number is known, below the line to write one on.
    pub no_urgent_number: &'static str,
    /// The heading of the contacts.
    pub contacts: &'static str,
    /// The hospital's 24-hour number in the urgent-help box.
    pub contact_urgent: &'static str,
    /// The specialist nurse in the contacts.
    pub contact_nurse: &'static str,
    /// The clinic in the contacts.
    pub contact_clinic: &'static str,
    /// A contact in running text that is known.
    pub contact_known: &'static str,
    /// A contact in running text that is to be written on the first page.
    pub contact_unknown: &'static str,
    /// The heading of the contents.
    pub contents: &'static str,
    /// The heading of what has changed.
    pub changes: &'static str,
    /// Its first sentence.
    pub changes_since: &'static str,
    /// Its first sentence where nothing has.
    pub no_changes_since: &'static str,
    /// Of a part that the earlier edition did not have.
    pub part_added: &'static str,
    /// Of a part that the earlier edition had.
    pub part_removed: &'static str,
    /// Of a part whose words are as they were.
    pub same_words: &'static str,
    /// Of a part with another picture, or a link that leads elsewhere.
    pub picture_changed: &'static str,
    /// Of a part that differs in nothing but its setting.
    pub setting_changed: &'static str,
    /// Before words of the earlier edition that have been replaced.
    pub said_before: &'static str,
    /// Before the words that have replaced them.
    pub says_now: &'static str,
    /// Before words of the earlier edition that are gone.
    pub taken_out: &'static str,
    /// Before words that the earlier edition did not have.
    pub put_in: &'static str,
    /// After words that lead to another section.
    pub on_page: &'static str,
    /// After words that lead to a section that is not in the leaflet.
    pub elsewhere: &'static str,
    /// The end of a section that has questions.
    pub questions_pointer: &'static str,
    /// When the text of a draft was checked. No review is implied.
    pub checked_draft: &'static str,
    /// When an approved text was reviewed.
    pub checked_approved: &'static str,
    /// When the text of a draft is due.
    pub due_draft: &'static str,
    /// When an approved text is due.
    pub due_approved: &'static str,
    /// The label of a `[!CAUTION]`.
    pub callout_caution: &'static str,
    /// The label of an `[!IMPORTANT]`.
    pub callout_important: &'static str,
    /// The label of a `[!NOTE]`.
    pub callout_note: &'static str,
    /// The label of a `[!TIP]`.
    pub callout_tip: &'static str,
    /// At the top of a page, in a box that goes on from the page before.
    pub goes_on: &'static str,
    /// At the foot of a page, in a box that goes on.
    pub goes_on_overleaf: &'static str,
    /// The heading of the sheet to take to the clinic.
    pub questions: &'static str,
    /// The heading of the blank lines on it.
    pub notes: &'static str,
    /// The heading of the glossary.
    pub glossary: &'static str,
    /// A synonym's line in the glossary.
    pub see: &'static str,
    /// An example's line in the glossary.
    pub kind_of: &'static str,
    /// The heading of the last part.
    pub about: &'static str,
    /// The column of the parts' names.
    pub part_column: &'static str,
    /// The column of the parts' dates, where some differ.
    pub dates_column: &'static str,
    /// The dates of parts.
    pub dates: &'static str,
    /// After the dates that most parts have, where some differ.
    pub other_dates: &'static str,
    /// The column of the parts' addresses.
    pub online_column: &'static str,
    /// In that column, for a part that has no address.
    pub not_online: &'static str,
    /// The heading of the sources.
    pub sources: &'static str,
    /// The heading of the organisations.
    pub organisations: &'static str,
    /// The heading of the imprint.
    pub made_by_heading: &'static str,
    /// The imprint.
    pub made_by: &'static str,
    /// Whose the online pages are.
    pub online_pages: &'static str,
    /// The online pages' own dates, which are not the leaflet's.
    pub online_dates: &'static str,
    /// That no source vouches for the leaflet.
    pub not_endorsed: &'static str,
    /// The last line: which copy this is.
    pub made_on: &'static str,
    /// What a booklet's file says of itself, in its metadata.
    pub booklet_note: &'static str,
    /// On a separator sheet, in place of a clinic's name.
    pub no_clinic: &'static str,
    /// On a separator sheet: how many rows of the list follow.
    pub separator_rows: &'static str,
    /// On a separator sheet: how many copies these make.
    pub separator_copies: &'static str,
    /// On a separator sheet: what it is.
    pub separator_note: &'static str,
}

static ENGLISH: Wording = Wording {
    language: "en",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    page_of: "Page {page} of {pages}",
    header_draft: "Draft: not approved for patients",
    header_overdue: "Past its review date",
    header_overdue_draft: "Draft, past its date: not approved for patients",
    footer_edition: "Edition {edition}",
    footer_due_draft: "Next check due {date}",
    footer_due_approved: "Next review due {date}",
    page_one: "page",
    pages_many: "pages",
    draft_notice: "This is a draft. It has not been approved for patients.",
    draft_parts_notice: "Part of this leaflet is a draft. It has not been approved for patients: {parts}.",
    many_drafts_notice: "{count} parts of this leaflet are drafts. They have not been approved for patients. Each of them says so.",
    draft_part_notice: "Draft: this part has not been approved for patients.",
    overdue_notice: "Part of this leaflet is past its review date: {parts}. It is used all the same. Reason: {reason}",
    overdue_parts_notice: "{count} parts of this leaflet are past their review date, the first since {date}: see “{about}”. They are used all the same. Reason: {reason}",
    overdue_part: "{part} (due {date})",
    overdue_part_notice: "This part is past its review date, {date}. It is used all the same. Reason: {reason}",
    prepared_for: "Prepared for: {name}",
    more_about: "More about this, from {publisher}",
    qr_alt: "QR code that opens {address}",
    logo_alt: "Logo of {publisher}",
    leaflet_itself: "Title and order of sections",
    urgent_help: "When to get urgent help",
    urgent_line_silent: "No answer? Call 999 or go to A&E.",
    no_urgent_number: "No number, or no answer? Call 999 or go to A&E.",
    contacts: "Your contacts",
    contact_urgent: "24-hour line",
    contact_nurse: "Your specialist nurse",
    contact_clinic: "Clinic and consultant",
    contact_known: "({contact})",
    contact_unknown: "(the number is on page\u{a0}{page})",
    contents: "In this leaflet",
    changes: "What has changed",
    changes_since: "You may have an earlier copy of this leaflet: edition {edition}, made on {date}. This is what has changed since then. Words that are new are in bold.",
    no_changes_since: "You may have an earlier copy of this leaflet: edition {edition}, made on {date}. No words of its sections have changed since then.",
    part_added: "This part is new in this leaflet.",
    part_removed: "This part is no longer in this leaflet.",
    same_words: "The words are the same.",
    picture_changed: "A picture or a link has changed.",
    setting_changed: "The way it is set has changed.",
    said_before: "Before: ",
    says_now: "Now: ",
    taken_out: "Taken out: ",
    put_in: "New: ",
    on_page: "(page\u{a0}{page})",
    elsewhere: "(online: {label})",
    questions_pointer: "Questions to ask: page\u{a0}{page}",
    checked_draft: "Text checked",
    checked_approved: "Last reviewed",
    due_draft: "Next check due",
    due_approved: "Next review due",
    callout_caution: "Get help now",
    callout_important: "Important",
    callout_note: "Good to know",
    callout_tip: "Tip",
    goes_on: "{title}, continued",
    goes_on_overleaf: "Continues on the next page",
    questions: "Questions and notes",
    notes: "Notes",
    glossary: "Words used in this leaflet",
    see: "see {term}",
    kind_of: "a kind of {term}",
    about: "About this leaflet",
    part_column: "Section",
    dates_column: "Dates",
    dates: "{checked}: {last_reviewed}. {due}: {review_due}.",
    other_dates: " Where a part has other dates, they stand beside it.",
    online_column: "Online",
    not_online: "none",
    sources: "Sources",
    organisations: "Useful organisations",
    made_by_heading: "Who made this leaflet",
    made_by: "{publisher} made this leaflet.",
    online_pages: "The pages behind the QR codes are published by {publisher}. The main one is {address}.",
    online_dates: "{publisher} last reviewed that page on {last_reviewed}, and plans its next review by {review_due}. These dates are not for this leaflet.",
    not_endorsed: "No other organisation that is named in this leaflet has checked or approved it.",
    made_on: "Made on {made_on}. Edition {edition}.",
    booklet_note: "Paper only: a booklet to print on both sides of A4, turned over the short edge, and to fold and staple. It is not for screen readers.",
    no_clinic: "No clinic",
    separator_rows: "Rows of the list: {number}",
    separator_copies: "Copies: {number}",
    separator_note: "Separator sheet: not for patients.",
};

impl Wording {
    /// The words for a language, if the table has them.
    pub fn for_language(language: &Language) -> Option<&'static Wording> {
        [&ENGLISH]
            .into_iter()
            .find(|wording| wording.language == language.primary())
    }

    /// The label of a callout.
    pub fn callout(&self, kind: CalloutKind) -> &'static str {
        match kind {
            CalloutKind::Caution => self.callout_caution,
            CalloutKind::Important => self.callout_important,
            CalloutKind::Note => self.callout_note,
            CalloutKind::Tip => self.callout_tip,
        }
    }

    /// The name of a contact in the list of contacts.
    pub fn contact(&self, kind: ContactKind) -> &'static str {
        match kind {
            ContactKind::Urgent => self.contact_urgent,
            ContactKind::Nurse => self.contact_nurse,
            ContactKind::Clinic => self.contact_clinic,
        }
    }

    /// What the dates of a text are called: when it was looked at, and when it is due. Only an approved text has been
    /// reviewed.
    pub fn date_labels(&self, status: Status) -> (&'static str, &'static str) {
        match status {
            Status::Approved => (self.checked_approved, self.due_approved),
            Status::Draft | Status::Withdrawn => (self.checked_draft, self.due_draft),
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
        let month = self.months[usize::from(date.month().unsigned_abs()) - 1];
        format!("{} {month} {}", date.day(), date.year())
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
    use super::*;

    #[test]
    fn a_value_that_has_braces_is_not_filled_in_again() {
        let values = [("a", "{b}"), ("b", "x")];
        assert_eq!(fill("{a} and {b}.", &values), "{b} and x.");
    }
}
