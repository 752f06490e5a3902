//! How a leaflet's file is named, unless somebody names it otherwise.

use crate::content::Id;
use crate::form::Form;

use super::Leaflet;

impl Leaflet {
    /// `SHORT-TITLE-EDITION.pdf`, with the form after the edition where it is not the usual one (`…-28pt.pdf`): nothing
    /// but letters, digits and hyphens, so that it survives any mail system. `id` stands in for a short title that has no
    /// such letters.
    pub fn file_name(&self, id: &Id, form: Form) -> String {
        let words: Vec<String> = self
            .short_title
            .split(|character: char| !character.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let name = if words.is_empty() {
            id.to_string()
        } else {
            words.join("-")
        };
        let (suffix, ending) = (form.suffix(), form.ending());
        format!("{name}-{}{suffix}.{ending}", self.edition.code())
    }
}
