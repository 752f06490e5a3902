//! Why a request cannot be met: what a person has to decide, never decided here.

use jiff::civil::Date;

use crate::content::Id;
use crate::printing::LARGEST_IN_BOOKLET;
use crate::suggestion::did_you_mean;

use crate::printing::TextSize;

/// Why a request cannot be met: each message says what is wrong, and [`SelectionError::hint`] what to do.
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
    /// The mend.
    pub fn hint(&self) -> Option<String> {
        match self {
            SelectionError::Unknown { typed, names, what } => {
                did_you_mean(typed, names.iter().map(String::as_str))
                    .or_else(|| Some(format!("there is no {what} to choose from")))
            }
            SelectionError::Ambiguous { names, .. } | SelectionError::Shared { names, .. } => {
                Some(format!("write one of them out: {}", quoted(names)))
            }
            SelectionError::NothingChosen {
                sections, presets, ..
            } => Some(choices(sections, presets)),
            SelectionError::Faulty { .. } => Some("`careleaf check` shows them".to_owned()),
            SelectionError::Withdrawn { .. } => {
                Some("it cannot be built; `careleaf list` shows the leaflets that can".to_owned())
            }
            SelectionError::WithdrawnPart { part } => Some(format!(
                "have it reviewed and approved again: `careleaf approve {part} --by NAME --until YYYY-MM-DD`"
            )),
            SelectionError::WithdrawnSections { remaining, .. } => Some(without(remaining)),
            SelectionError::Overdue { .. } => Some(
                "have it reviewed, or print why it may be used with `--allow-overdue REASON`"
                    .to_owned(),
            ),
            SelectionError::ReviewedLater { .. } => {
                Some("mend `last_reviewed`, or name a later day with `--date`".to_owned())
            }
            SelectionError::TooLargeForBooklet(_) => Some(format!(
                "use `--text-size {LARGEST_IN_BOOKLET}` or smaller, or leave out `--booklet`"
            )),
            SelectionError::EmptyReason => {
                Some("say why in `--allow-overdue REASON`: it is printed".to_owned())
            }
        }
    }
}

fn choices(sections: &[String], presets: &[String]) -> String {
    let mut choices = format!("choose with `-s`: {}", quoted(sections));
    if !presets.is_empty() {
        choices += &format!("; or with `--preset`: {}", quoted(presets));
    }
    choices + "; or take `--all`"
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

/// How to build a leaflet without what is withdrawn.
fn without(remaining: &[Id]) -> String {
    let remaining: Vec<&str> = remaining.iter().map(Id::as_str).collect();
    match remaining.is_empty() {
        true => "choose other sections; `careleaf list` shows those that can be built".to_owned(),
        false => format!("to leave it out, choose with `-s {}`", remaining.join(",")),
    }
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn dated(parts: &[(String, Date)], what: &str) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|(title, date)| format!("`{title}` ({what} {date})"))
        .collect();
    parts.join(", ")
}
