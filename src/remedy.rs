//! What to do about a complaint, as a value. Most of it is said in words that hold whoever says them. Where it takes a
//! command, an option or a button of whoever asked, it is named here by what it is for, and each front end says it in its
//! own words; the words that a [`Remedy`] has by itself name none of these.

use std::fmt;

/// What to do about a complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// These words say it.
    Words(String),
    /// Name the folder of a library, or start one.
    NameLibrary,
    /// Write a leaflet into the library, or start another library.
    AddLeaflet,
    /// See what is wrong with a leaflet.
    SeeFaults,
    /// Have a text approved, which writes its hash, in place of the one that is there.
    ApproveAnew,
    /// Have a part approved, or let it be a draft.
    ApproveOrDraft {
        /// The part's name.
        part: String,
    },
    /// Have a part approved again.
    ApproveAgain {
        /// The part's name.
        part: String,
    },
    /// Have a part reviewed and approved again.
    ReviewAgain {
        /// The part's name.
        part: String,
    },
    /// Have a part reviewed and approved; until then it takes a reason to use it.
    ReviewOverdue {
        /// The part's name.
        part: String,
    },
    /// Take a withdrawn section out of its leaflet, or have it approved.
    DeleteOrApprove {
        /// The section's name.
        part: String,
    },
    /// Choose what is to be in the leaflet.
    ChooseSections {
        /// The sections that there are.
        sections: Vec<String>,
        /// The presets that there are.
        presets: Vec<String>,
    },
    /// Ask for a leaflet that can be built.
    ChooseLeaflet,
    /// Ask for sections that can be built.
    ChooseOtherSections,
    /// Ask for these sections alone.
    ChooseOnly {
        /// Their ids.
        sections: Vec<String>,
    },
    /// Have the texts reviewed, or say why they may be used.
    ReviewOrSayWhy,
    /// Say why overdue texts may be used.
    SayWhy,
    /// Correct the day of a review, or ask for a later day.
    AskForLaterDay,
    /// Set a booklet in text of at most so many points, or make no booklet.
    SetSmaller {
        /// The largest size, in points.
        largest: u8,
    },
    /// Write at most so many points in the row of a list, or make no booklets.
    WriteSmaller {
        /// The largest size, in points.
        largest: u8,
    },
    /// Write the name of a leaflet in the row of a list.
    WriteLeaflet,
    /// Have the texts reviewed, or make the leaflet of a row on its own.
    ReviewOrMakeAlone,
    /// Start a list from the template.
    StartFromTemplate,
    /// Name the columns of a list as the template does.
    NameColumns,
    /// Do not say how a list is stored, or say it right.
    StateEncoding {
        /// What a list is that says itself how it is stored.
        encoding: String,
    },
    /// Do not say how a workbook is stored.
    StateNoEncoding,
    /// Save a list again, or say how it was saved.
    SaveOrStateEncoding {
        /// How it was saved, most likely; `None` where that cannot be told.
        likely: Option<String>,
        /// What it is taken for.
        assumed: String,
    },
    /// Save a list again, or say that it is right.
    SaveOrConfirm {
        /// How to save it.
        save: String,
        /// What it is in when it is right.
        encoding: String,
    },
}

impl From<String> for Remedy {
    fn from(words: String) -> Remedy {
        Remedy::Words(words)
    }
}

impl From<&str> for Remedy {
    fn from(words: &str) -> Remedy {
        Remedy::Words(words.to_owned())
    }
}

impl Remedy {
    /// The same with its words, where it is nothing else, as `change` makes them.
    pub fn map_words(self, change: impl FnOnce(String) -> String) -> Remedy {
        match self {
            Remedy::Words(words) => Remedy::Words(change(words)),
            other => other,
        }
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remedy::Words(words) => f.write_str(words),
            Remedy::NameLibrary => {
                f.write_str("name the folder that holds the leaflets, or start a library")
            }
            Remedy::AddLeaflet => f.write_str("add a folder with a `leaflet.toml`"),
            Remedy::SeeFaults => f.write_str("see what is wrong with it"),
            Remedy::ApproveAnew => {
                f.write_str("delete it and have the text approved, which writes it")
            }
            Remedy::ChooseLeaflet => f.write_str("it cannot be built; ask for one that can"),
            Remedy::ChooseOtherSections => f.write_str("choose other sections, which can be built"),
            Remedy::ReviewOrSayWhy => f.write_str("have it reviewed, or say why it may be used"),
            Remedy::SayWhy => f.write_str("say why: it is printed"),
            Remedy::AskForLaterDay => {
                f.write_str("correct `last_reviewed`, or ask for a later day")
            }
            Remedy::WriteLeaflet => f.write_str("write the leaflet's name"),
            Remedy::ReviewOrMakeAlone => f.write_str(
                "have it reviewed, or leave the row out and make the leaflet on its own",
            ),
            Remedy::StartFromTemplate => f.write_str(
                "write a row a leaflet below the names of the columns, or start from the template",
            ),
            Remedy::NameColumns => {
                f.write_str("name the columns in the first line, as the template does")
            }
            Remedy::StateNoEncoding => f.write_str(
                "do not say how it is stored: a workbook says itself how its text is stored",
            ),
            Remedy::ApproveOrDraft { part } => {
                write!(f, "have `{part}` approved, or set `status = \"draft\"`")
            }
            Remedy::ApproveAgain { part } => write!(f, "have `{part}` approved again"),
            Remedy::ReviewAgain { part } => write!(f, "have `{part}` reviewed and approved again"),
            Remedy::ReviewOverdue { part } => write!(
                f,
                "have `{part}` reviewed and approved; until then it takes a reason to build with it"
            ),
            Remedy::DeleteOrApprove { part } => write!(
                f,
                "delete its file and take it out of `sections`, or have `{part}` approved"
            ),
            Remedy::ChooseSections { sections, presets } => {
                write!(f, "choose from {}", quoted(sections))?;
                if !presets.is_empty() {
                    write!(f, "; or from the presets {}", quoted(presets))?;
                }
                f.write_str("; or take all")
            }
            Remedy::ChooseOnly { sections } => {
                write!(f, "to leave it out, choose {}", quoted(sections))
            }
            Remedy::SetSmaller { largest } | Remedy::WriteSmaller { largest } => {
                write!(f, "use text of {largest} pt or smaller, or make no booklet")
            }
            Remedy::StateEncoding { encoding } => {
                write!(f, "do not say how it is stored, or say `{encoding}`")
            }
            Remedy::SaveOrStateEncoding { likely, assumed } => {
                f.write_str("save the list again as “CSV UTF-8”, or say how it was saved")?;
                if let Some(likely) = likely {
                    write!(f, ": `{likely}`")?;
                }
                write!(f, " (or `{assumed}` where that is right)")
            }
            Remedy::SaveOrConfirm { save, encoding } => {
                write!(
                    f,
                    "{save}; where it is right as it stands, say that it is `{encoding}`"
                )
            }
        }
    }
}

/// Names, as they stand in a message.
pub fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
