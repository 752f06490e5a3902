//! Why a request cannot be met: what a person has to decide, never decided here.

use jiff::civil::Date;

use crate::content::Id;
use crate::printing::LARGEST_IN_BOOKLET;
use crate::remedy::{Remedy, quoted};
use crate::suggestion::did_you_mean;

use crate::printing::TextSize;

/// Why a request cannot be met: each message says what is wrong, and [`SelectionError::remedy`] what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// A name that is neither a name nor the start of one.
    #[error("there is no {what} `{typed}`")]
    Unknown {
        /// What was to be named.
        what: Named,
        /// The name as it was typed.
        typed: String,
        /// The names that there are.
        names: Vec<String>,
    },
    /// The start of several names.
    #[error("`{typed}` is the start of several names")]
    Ambiguous {
        /// The name as it was typed.
        typed: String,
        /// The names that start with it.
        names: Vec<String>,
    },
    /// The name of several parts of a library.
    #[error("several parts are called `{typed}`")]
    Shared {
        /// The name as it was typed.
        typed: String,
        /// The whole names of those parts.
        names: Vec<String>,
    },
    /// Neither sections nor a preset nor all.
    #[error("no section of `{leaflet}` is chosen")]
    NothingChosen {
        /// The leaflet.
        leaflet: Id,
        /// Its sections.
        sections: Vec<String>,
        /// Its presets.
        presets: Vec<String>,
    },
    /// A leaflet whose files have errors in them.
    #[error("`{leaflet}` has errors in its files")]
    Faulty {
        /// The name of its folder.
        leaflet: String,
    },
    /// A leaflet that is never built.
    #[error("`{leaflet}` is withdrawn")]
    Withdrawn {
        /// The leaflet.
        leaflet: Id,
    },
    /// A part that every leaflet has is never built.
    #[error("`{part}` is withdrawn, and no leaflet goes without it")]
    WithdrawnPart {
        /// The part's name.
        part: String,
    },
    /// Sections that are never built.
    #[error("withdrawn: {}", withdrawn(.sections))]
    WithdrawnSections {
        /// The sections, each with the chosen one that requires it.
        sections: Vec<(Id, Option<Id>)>,
        /// The chosen sections that can be built.
        remaining: Vec<Id>,
    },
    /// Parts that were due for review before the day.
    #[error("overdue for review on {date}: {}", dated(.parts, "due"))]
    Overdue {
        /// The day.
        date: Date,
        /// The titles of the parts with their due dates.
        parts: Vec<(String, Date)>,
    },
    /// Parts whose last review is still to come on the day: no review is implied that did not happen.
    #[error("not reviewed yet on {date}: {}", dated(.parts, "last reviewed"))]
    ReviewedLater {
        /// The day.
        date: Date,
        /// The titles of the parts with the dates of their last reviews.
        parts: Vec<(String, Date)>,
    },
    /// Text that is too large for the pages of a booklet: type never shrinks.
    #[error("a booklet has no room for text of {} pt", .0.points())]
    TooLargeForBooklet(TextSize),
    /// A reason to use overdue text that has no words.
    #[error("the reason for using overdue text is empty")]
    EmptyReason,
}

/// The things that a request names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A leaflet of the library.
    Leaflet,
    /// A section of the leaflet.
    Section,
    /// A preset of the leaflet.
    Preset,
    /// A clinic of the house.
    Clinic,
    /// A part of the library that is approved on its own.
    Part,
    /// Somebody who looks after a part.
    Owner,
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Named::Leaflet => "leaflet",
            Named::Section => "section",
            Named::Preset => "preset",
            Named::Clinic => "clinic",
            Named::Part => "part",
            Named::Owner => "owner",
        })
    }
}

impl SelectionError {
    /// What to do about it.
    pub fn remedy(&self) -> Remedy {
        match self {
            SelectionError::Unknown { typed, names, what } => {
                let near = did_you_mean(typed, names.iter().map(String::as_str));
                near.unwrap_or_else(|| format!("there is no {what} to choose from"))
                    .into()
            }
            SelectionError::Ambiguous { names, .. } | SelectionError::Shared { names, .. } => {
                format!("write one of them out: {}", quoted(names)).into()
            }
            SelectionError::NothingChosen {
                sections, presets, ..
            } => Remedy::ChooseSections {
                sections: sections.clone(),
                presets: presets.clone(),
            },
            SelectionError::Faulty { .. } => Remedy::SeeFaults,
            SelectionError::Withdrawn { .. } => Remedy::ChooseLeaflet,
            SelectionError::WithdrawnPart { part } => Remedy::ReviewAgain { part: part.clone() },
            SelectionError::WithdrawnSections { remaining, .. } if remaining.is_empty() => {
                Remedy::ChooseOtherSections
            }
            SelectionError::WithdrawnSections { remaining, .. } => Remedy::ChooseOnly {
                sections: remaining.iter().map(Id::to_string).collect(),
            },
            SelectionError::Overdue { .. } => Remedy::ReviewOrSayWhy,
            SelectionError::ReviewedLater { .. } => Remedy::AskForLaterDay,
            SelectionError::TooLargeForBooklet(_) => Remedy::SetSmaller {
                largest: LARGEST_IN_BOOKLET,
            },
            SelectionError::EmptyReason => Remedy::SayWhy,
        }
    }
}

fn withdrawn(sections: &[(Id, Option<Id>)]) -> String {
    let sections: Vec<String> = sections
        .iter()
        .map(|(section, by)| match by {
            Some(by) => format!("`{section}` (`{by}` requires it)"),
            None => format!("`{section}`"),
        })
        .collect();
    sections.join(", ")
}

fn dated(parts: &[(String, Date)], what: &str) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|(title, date)| format!("`{title}` ({what} {date})"))
        .collect();
    parts.join(", ")
}
