//! Why a request cannot be met: what a person has to decide, never decided here.

use jiff::civil::Date;

use crate::content::Id;
use crate::printing::LARGEST_IN_BOOKLET;
use crate::suggestion::did_you_mean;

use super::TextSize;

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
    /// A leaflet that is never built.
    #[error("`{leaflet}` is withdrawn")]
    Withdrawn {
        /// The leaflet.
        leaflet: Id,
    },
    /// Parts that were due for review before the day.
    #[error("overdue for review on {date}: {}", listed(.parts))]
    Overdue {
        /// The day.
        date: Date,
        /// The titles of the parts with their due dates.
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
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Named::Leaflet => "leaflet",
            Named::Section => "section",
            Named::Preset => "preset",
            Named::Clinic => "clinic",
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
            SelectionError::Ambiguous { names, .. } => {
                Some(format!("write one of them out: {}", quoted(names)))
            }
            SelectionError::NothingChosen {
                sections, presets, ..
            } => Some(choices(sections, presets)),
            SelectionError::Withdrawn { .. } => {
                Some("it cannot be built; `careleaf list` shows the leaflets that can".to_owned())
            }
            SelectionError::Overdue { .. } => Some(
                "have it reviewed, or print why it may be used with `--allow-overdue REASON`"
                    .to_owned(),
            ),
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

fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn listed(parts: &[(String, Date)]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|(title, due)| format!("`{title}` (due {due})"))
        .collect();
    parts.join(", ")
}
