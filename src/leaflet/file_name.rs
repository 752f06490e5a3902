//! How a leaflet's file is named, unless somebody names it otherwise.

use crate::content::Id;

use super::Leaflet;

impl Leaflet {
    /// `SHORT-TITLE-EDITION.pdf`, with nothing in it but letters, digits and hyphens, so that it survives any mail
    /// system. `id` stands in for a short title that has no such letters.
    pub fn file_name(&self, id: &Id) -> String {
        let words: Vec<String> = self
            .short_title
            .split(|character: char| !character.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let name = match words.is_empty() {
            true => id.to_string(),
            false => words.join("-"),
        };
        format!("{name}-{}.pdf", self.edition.code())
    }
}
