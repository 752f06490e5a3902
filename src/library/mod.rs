//! Everything under `leaflets/`, parsed and checked: the first stage.
//!
//! In: a folder. Out: a [`Shelf`]: the house, the glossary, and leaflet by leaflet what could be read and every fault found,
//! in one run. A fault stands in the way of those leaflets only that it concerns: a leaflet with an error cannot be had, and
//! others can. Markdown outside the supported subset is a diagnostic, never dropped in silence.

mod address;
mod allowance;
mod brought;
mod characters;
mod comments;
mod content_hash;
mod emphasis;
mod fields;
mod figures;
mod git;
mod glossary;
mod headings;
mod house;
mod html;
mod inlines;
mod leaflet;
mod leftovers;
mod markdown;
mod numbering;
mod parts;
mod passages;
mod pictures;
mod printed;
mod questions;
mod reach;
mod repository;
mod review;
mod revision;
mod section;
mod shelf;
mod source;
mod standing;
mod tables;
mod used_terms;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;

use crate::content::{Address, Block, Id, Inline, ReviewDates, SourceReference, Written};
use crate::diagnostic::{Diagnostic, SourceSpan, Sources};
use crate::figure::Figure;
use crate::hash::Hash;
use crate::language::Language;
use crate::terms::{GlossaryTerm, TermIndex};
use crate::typefaces::Typefaces;

pub(crate) use brought::LARGEST_FILE as LARGEST_TYPEFACE;
pub(crate) use characters::{LONGEST_LINE, LONGEST_WORD};
pub(crate) use fields::{MOST_IN_LIST, MOST_TABLES};
pub use house::lies_in;
pub(crate) use inlines::MOST_MARKED;
pub(crate) use markdown::DEEPEST_NESTING;
pub use parts::{LibraryPart, Reviewed};
pub(crate) use pictures::LARGEST_FILE as LARGEST_FIGURE;
pub use revision::Revision;
pub(crate) use section::{LARGEST_SECTION, front_matter};
pub use shelf::Shelf;
pub(crate) use source::LARGEST_TEXT;
pub use standing::{LONGEST_APPROVER, Lapse, Standing};
pub(crate) use tables::{MOST_COLUMNS, MOST_ROWS};
pub(crate) use used_terms::uses_any_term;

/// Who publishes.
const HOUSE: &str = "house.toml";
/// The terms.
const GLOSSARY: &str = "glossary.toml";
/// What stands in a library beside its leaflets.
const OWN_FILES: [&str; 2] = [HOUSE, GLOSSARY];

/// Everything an editor wrote, checked.
#[derive(Clone, Debug)]
pub struct Library {
    /// Who publishes (`house.toml`).
    pub house: House,
    /// The terms (`glossary.toml`).
    pub glossary: Glossary,
    /// The leaflets without an error, by id: a folder each.
    pub leaflets: BTreeMap<Id, LeafletSource>,
    /// The leaflets that have one, by the names of their folders, each with the stems of its texts: nothing is built of
    /// them.
    pub faulty: BTreeMap<String, BTreeSet<String>>,
}

impl Library {
    /// The leaflet with this id.
    pub fn leaflet(&self, id: &str) -> Option<&LeafletSource> {
        let mut leaflets = self.leaflets.values();
        leaflets.find(|leaflet| leaflet.id.as_str() == id)
    }
}

/// What came of reading a whole folder.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The library; `None` when there was an error anywhere.
    pub library: Option<Library>,
    /// The files as they were read, to render the diagnostics with.
    pub sources: Sources,
    /// Every fault in every file, in the order of the files and of the places in them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and checks the library in the folder `root`, all of which must be sound.
///
/// ```
/// let reading = careleaf::library::read("leaflets".as_ref());
/// assert!(reading.diagnostics.is_empty());
/// let library = reading.library.expect("the library is sound");
/// let leaflet = library.leaflet("acute-lymphoblastic-leukaemia").expect("it is in the sample");
/// assert_eq!(leaflet.sections.len(), 10);
/// ```
pub fn read(root: &Path) -> Reading {
    Shelf::read(root).into_whole()
}

/// Who publishes, and the house's rules.
#[derive(Clone, Debug)]
pub struct House {
    /// The publisher's name, shown in the header.
    pub name: String,
    /// The publisher's mark, shown on the first page.
    pub logo: Option<Arc<Figure>>,
    /// How long a review may last and when to warn.
    pub review: ReviewPolicy,
    /// The clinics that can be chosen.
    pub clinics: BTreeMap<Id, Clinic>,
    /// Printed under "Useful organisations".
    pub organisations: Vec<Organisation>,
    /// How to give feedback, printed in the about part.
    pub feedback: Option<String>,
    /// The file that records of editions are added to.
    pub ledger: Option<PathBuf>,
    /// The folder that keeps a copy of each edition.
    pub archive: Option<PathBuf>,
    /// The hosts that leaflets may lead to.
    pub link_hosts: Vec<String>,
    /// What texts and names are set in.
    pub typefaces: Arc<Typefaces>,
    /// The words of the file that are printed, names apart, for the rules of writing.
    pub details: Vec<Written>,
    /// The exceptions from the rules of writing that hold in `house.toml`.
    pub allowances: Vec<Allowance>,
    /// The library's folder, as it was named.
    pub folder: PathBuf,
    /// Where `house.toml` starts, for messages.
    pub span: SourceSpan,
}

/// The house's rules for review.
#[derive(Clone, Copy, Debug)]
pub struct ReviewPolicy {
    /// The longest time between two reviews, in years.
    pub longest_years: u16,
    /// From how many days before the due date to warn.
    pub warn_days: u16,
}

impl ReviewPolicy {
    /// The latest day by which a text that was reviewed on a day may be due; `None` beyond the calendar's end.
    pub fn latest_due(&self, last_reviewed: Date) -> Option<Date> {
        let interval = Span::new().try_years(self.longest_years).ok()?;
        last_reviewed.checked_add(interval).ok()
    }
}

/// A clinic with its numbers.
#[derive(Clone, Debug)]
pub struct Clinic {
    /// Its name on the command line.
    pub id: Id,
    /// Its name, as it is printed.
    pub name: String,
    /// The number that answers day and night.
    pub urgent_line: Option<String>,
    /// The specialist nurse's number.
    pub nurse: Option<String>,
    /// Where it starts, for messages.
    pub span: SourceSpan,
}

/// An organisation that helps patients.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Its number.
    pub phone: Option<String>,
    /// When somebody answers.
    pub hours: Option<String>,
    /// Its site.
    pub online: Option<Address>,
}

/// The terms that any leaflet of the house may use.
#[derive(Clone, Debug)]
pub struct Glossary {
    /// Where it stands.
    pub standing: Standing,
    /// When the definitions were checked.
    pub review: ReviewDates,
    /// The terms, in the order of the file.
    pub terms: Vec<GlossaryTerm>,
    /// The terms, ready to be found in a text.
    pub index: TermIndex,
    /// The exceptions from the rules of writing that hold in `glossary.toml`.
    pub allowances: Vec<Allowance>,
    /// What a review of it approves: the terms' names, forms, kinds and definitions.
    pub content_hash: Hash,
    /// Where `glossary.toml` starts, for messages.
    pub span: SourceSpan,
}

/// A leaflet as its folder defines it.
#[derive(Clone, Debug)]
pub struct LeafletSource {
    /// The folder's name.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Where the title stands.
    pub title_span: SourceSpan,
    /// The title in the footer.
    pub short_title: String,
    /// Where the title in the footer stands.
    pub short_title_span: SourceSpan,
    /// Whom it is for.
    pub audience: String,
    /// Where it is said whom it is for.
    pub audience_span: SourceSpan,
    /// The language it is written in.
    pub language: Language,
    /// Where the leaflet itself stands, its parts apart.
    pub standing: Standing,
    /// When the leaflet itself was reviewed, its parts apart, if that is written down.
    pub review: Option<ReviewDates>,
    /// The online version.
    pub online: Address,
    /// Who publishes the online version.
    pub online_publisher: String,
    /// Short words beside the QR code, for people without a camera.
    pub online_label: String,
    /// Where these words stand.
    pub online_label_span: SourceSpan,
    /// The online version's own review dates, as its publisher states them.
    pub source_review: Option<ReviewDates>,
    /// The box that is always printed.
    pub urgent_help: UrgentHelp,
    /// The sections, in the leaflet's order.
    pub sections: Vec<Section>,
    /// Named selections, in the order of the file.
    pub presets: Vec<Preset>,
    /// The exceptions from the rules of writing that hold in `leaflet.toml`.
    pub allowances: Vec<Allowance>,
    /// What a review of it approves: titles, audience, language, the online version and the list of sections.
    pub content_hash: Hash,
    /// Where `leaflet.toml` starts, for messages.
    pub span: SourceSpan,
}

/// `urgent-help.md`: always printed, never selectable.
#[derive(Clone, Debug)]
pub struct UrgentHelp {
    /// The file's stem.
    pub id: Id,
    /// The box's heading.
    pub title: String,
    /// Where the heading stands.
    pub title_span: SourceSpan,
    /// Where it stands.
    pub standing: Standing,
    /// When its text was checked.
    pub review: ReviewDates,
    /// What it was written from.
    pub sources: Vec<SourceReference>,
    /// The exceptions from the rules of writing that hold in its file.
    pub allowances: Vec<Allowance>,
    /// Its text.
    pub body: Vec<Block>,
    /// What a review of it approves: title, text and figures.
    pub content_hash: Hash,
    /// Where its front matter stands.
    pub span: SourceSpan,
}

/// A section: what a nurse names.
#[derive(Clone, Debug)]
pub struct Section {
    /// The file's stem.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Where the title stands.
    pub title_span: SourceSpan,
    /// What it is about, in a sentence or three.
    pub summary: String,
    /// Where the summary stands.
    pub summary_span: SourceSpan,
    /// Where it stands.
    pub standing: Standing,
    /// When its text was checked.
    pub review: ReviewDates,
    /// The online version.
    pub online: Address,
    /// Short words beside the QR code.
    pub online_label: String,
    /// Where these words stand.
    pub online_label_span: SourceSpan,
    /// Sections that must be in any leaflet that has this one.
    pub requires: Vec<Id>,
    /// What it was written from.
    pub sources: Vec<SourceReference>,
    /// The exceptions from the rules of writing that hold in its file.
    pub allowances: Vec<Allowance>,
    /// Its text, without the questions.
    pub body: Vec<Block>,
    /// What it says above its questions: paragraphs.
    pub questions_intro: Vec<Block>,
    /// Its questions: the items below the heading with the class `.questions`.
    pub questions: Vec<Question>,
    /// What a review of it approves: title, summary, text with questions, and figures.
    pub content_hash: Hash,
    /// Where its front matter stands.
    pub span: SourceSpan,
}

/// An exception from a rule of writing, for one place and with its reason: `[[allow]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The rule's name. Whether there is such a rule is for the rules to say.
    pub rule: String,
    /// Words of the place that may break the rule; `None` if the rule is about the file as a whole.
    pub text: Option<String>,
    /// Why.
    pub reason: String,
    /// Where the rule is named.
    pub span: SourceSpan,
}

/// A question that a patient may want to ask.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its words.
    pub content: Vec<Inline>,
    /// Where it stands.
    pub span: SourceSpan,
}

/// A named selection of sections.
#[derive(Clone, Debug)]
pub struct Preset {
    /// Its name on the command line.
    pub id: Id,
    /// Its name for people, printed below the leaflet's title and in the footer.
    pub title: Option<Written>,
    /// Its sections.
    pub sections: Vec<Id>,
    /// Where it starts, for messages.
    pub span: SourceSpan,
}

impl LeafletSource {
    /// The section with this id.
    pub fn section(&self, id: &Id) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// The earliest due date of the whole leaflet's parts, without the glossary's.
    pub fn review_due(&self) -> Date {
        self.sections
            .iter()
            .map(|section| &section.review)
            .chain(&self.review)
            .map(|review| review.review_due)
            .fold(self.urgent_help.review.review_due, Date::min)
    }
}
