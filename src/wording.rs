//! All words that the program itself prints on a page, in one table by language.

use jiff::civil::Date;

use crate::content::Language;

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
    /// The header of a leaflet with an overdue part.
    pub header_overdue: &'static str,
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
    /// Beside a repeated heading or label after a page break.
    pub continued: &'static str,
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
    footer_edition: "Edition {edition}",
    footer_due_draft: "Next check due {date}",
    footer_due_approved: "Next review due {date}",
    page_one: "page",
    pages_many: "pages",
    continued: "continued",
};

impl Wording {
    /// The words for a language, if the table has them.
    pub fn for_language(language: &Language) -> Option<&'static Wording> {
        [&ENGLISH]
            .into_iter()
            .find(|wording| wording.language == language.primary())
    }

    /// A date as it is printed: 5 August 2027.
    pub fn date(&self, date: Date) -> String {
        let month = self.months[usize::from(date.month().unsigned_abs()) - 1];
        format!("{} {month} {}", date.day(), date.year())
    }
}

/// Fills the places in braces: `fill("Page {page}", &[("page", "2")])`.
pub fn fill(words: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(words.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}
