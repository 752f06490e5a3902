//! Languages, and the way that they are written.

/// The way a script runs along a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As in English and Bengali.
    LeftToRight,
    /// As in Arabic and Urdu.
    RightToLeft,
}

/// The scripts that a bundled typeface writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Of Arabic, Persian and Urdu.
    Arabic,
    /// Of Bengali and Assamese.
    Bengali,
    /// Of Bulgarian, Russian and Ukrainian.
    Cyrillic,
    /// Of Hindi, Marathi and Nepali.
    Devanagari,
    /// Of Greek.
    Greek,
    /// Of Gujarati.
    Gujarati,
    /// Of Punjabi in India.
    Gurmukhi,
    /// Of Hebrew and Yiddish.
    Hebrew,
    /// Of English, Polish and Welsh.
    Latin,
    /// Of Tamil.
    Tamil,
}

impl Script {
    /// The name that Unicode gives it.
    pub fn name(self) -> &'static str {
        match self {
            Script::Arabic => "Arabic",
            Script::Bengali => "Bengali",
            Script::Cyrillic => "Cyrillic",
            Script::Devanagari => "Devanagari",
            Script::Greek => "Greek",
            Script::Gujarati => "Gujarati",
            Script::Gurmukhi => "Gurmukhi",
            Script::Hebrew => "Hebrew",
            Script::Latin => "Latin",
            Script::Tamil => "Tamil",
        }
    }
}

/// A language, as a BCP 47 tag (`en-GB`, `ur`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language(String);

/// Languages written from right to left where no script is named, by primary subtag (Unicode CLDR, likely subtags).
const RIGHT_TO_LEFT: [&str; 34] = [
    "acm", "aeb", "apc", "apd", "ar", "ara", "ary", "arz", "azb", "bal", "ckb", "div", "dv", "fa",
    "fas", "glk", "he", "heb", "ks", "lah", "mzn", "pbu", "pnb", "prs", "ps", "pus", "sd", "skr",
    "snd", "ug", "uig", "ur", "urd", "yi",
];
/// Scripts written from right to left (ISO 15924), as subtags have them, in small letters.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 9] = [
    "adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa",
];

/// Scripts with their codes (ISO 15924), in small letters, and the languages that are written so where no script is named,
/// by primary subtag (Unicode CLDR, likely subtags). What is written from right to left and not listed is written in Arabic
/// letters.
const SCRIPTS: [(Script, &[&str], &[&str]); 10] = [
    (Script::Arabic, &["arab", "aran"], &[]),
    (Script::Bengali, &["beng"], &["as", "bn"]),
    (
        Script::Cyrillic,
        &["cyrl"],
        &["be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"],
    ),
    (Script::Devanagari, &["deva"], &["hi", "mr", "ne"]),
    (Script::Greek, &["grek"], &["el"]),
    (Script::Gujarati, &["gujr"], &["gu"]),
    (Script::Gurmukhi, &["guru"], &["pa"]),
    (Script::Hebrew, &["hebr"], &["he", "yi"]),
    (Script::Latin, &["latn"], &[]),
    (Script::Tamil, &["taml"], &["ta"]),
];

impl Language {
    /// `tag` as a language. `None` if it does not have the form of a BCP 47 tag.
    pub fn parse(tag: &str) -> Option<Language> {
        let mut subtags = tag.split('-');
        let primary = subtags.next()?;
        let well_formed = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_lowercase())
            && subtags.all(|s| {
                (2..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        well_formed.then(|| Language(tag.to_owned()))
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The first subtag: `en` of `en-GB`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The subtag for the script, in small letters: `arab` of `pa-Arab`.
    fn script_subtag(&self) -> Option<String> {
        let mut subtags = self.0.split('-').skip(1);
        let script =
            subtags.find(|it| it.len() == 4 && it.bytes().all(|b| b.is_ascii_alphabetic()));
        script.map(str::to_ascii_lowercase)
    }

    /// The script that the language is written in: the one that its tag names, otherwise its usual one. `None` for a script
    /// that is not among ours.
    pub fn script(&self) -> Option<Script> {
        let named = self.script_subtag();
        let listed = SCRIPTS.iter().find(|(_, codes, languages)| match &named {
            Some(code) => codes.contains(&code.as_str()),
            None => languages.contains(&self.primary()),
        });
        match (listed, named, self.direction()) {
            (Some((script, ..)), ..) => Some(*script),
            (None, Some(_), _) => None,
            (None, None, Direction::RightToLeft) => Some(Script::Arabic),
            (None, None, Direction::LeftToRight) => Some(Script::Latin),
        }
    }

    /// Whether its readers expect the sloping form of Arabic letters, Nastaliq: Urdu's alone, of the languages here.
    pub fn is_set_in_nastaliq(&self) -> bool {
        self.primary() == "ur" && self.script() == Some(Script::Arabic)
    }

    /// The way the language is written: that of its script where the tag names one.
    pub fn direction(&self) -> Direction {
        let is_right_to_left = match self.script_subtag() {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script.as_str()),
            None => RIGHT_TO_LEFT.contains(&self.primary()),
        };
        if is_right_to_left {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_written_in_the_script_that_its_tag_names_or_in_its_usual_one() {
        let script = |tag| Language::parse(tag).unwrap().script();
        for (tag, expected) in [
            ("en-GB", Some(Script::Latin)),
            ("cy", Some(Script::Latin)),
            ("ur", Some(Script::Arabic)),
            ("fa-IR", Some(Script::Arabic)),
            ("ur-Latn", Some(Script::Latin)),
            ("pa", Some(Script::Gurmukhi)),
            ("pa-Arab", Some(Script::Arabic)),
            ("bn-BD", Some(Script::Bengali)),
            ("yi", Some(Script::Hebrew)),
            ("en-Shaw", None),
        ] {
            assert_eq!(script(tag), expected, "{tag}");
        }
        let nastaliq = |tag| Language::parse(tag).unwrap().is_set_in_nastaliq();
        assert!(nastaliq("ur-PK") && !nastaliq("ur-Latn") && !nastaliq("ar"));
    }

    #[test]
    fn a_language_runs_as_its_script_does_and_without_one_as_it_is_most_often_written() {
        let direction = |tag| Language::parse(tag).unwrap().direction();
        for tag in [
            "ar",
            "prs",
            "pnb",
            "yi",
            "fas-IR",
            "ur-PK",
            "pa-Arab",
            "ku-arab-IQ",
            "az-Hebr",
        ] {
            assert_eq!(direction(tag), Direction::RightToLeft, "{tag}");
        }
        for tag in [
            "en-GB",
            "bn",
            "pa",
            "pa-Guru",
            "ur-Latn",
            "ur-latn-GB",
            "sl-1994",
        ] {
            assert_eq!(direction(tag), Direction::LeftToRight, "{tag}");
        }
    }
}
