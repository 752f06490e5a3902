//! Languages, and the way that they are written.

/// The way a script runs along a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As in English and Bengali.
    LeftToRight,
    /// As in Arabic and Urdu.
    RightToLeft,
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

impl Language {
    /// Takes `tag` as a language, or nothing when it does not have the form of a BCP 47 tag.
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
    fn script(&self) -> Option<String> {
        let mut subtags = self.0.split('-').skip(1);
        let script =
            subtags.find(|it| it.len() == 4 && it.bytes().all(|b| b.is_ascii_alphabetic()));
        script.map(str::to_ascii_lowercase)
    }

    /// The way the language is written: that of its script where the tag names one.
    pub fn direction(&self) -> Direction {
        let is_right_to_left = match self.script() {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script.as_str()),
            None => RIGHT_TO_LEFT.contains(&self.primary()),
        };
        match is_right_to_left {
            true => Direction::RightToLeft,
            false => Direction::LeftToRight,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
