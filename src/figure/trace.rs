//! Where in its file a thing stands that was found in the parsed drawing: parsing keeps no places, only ids. For this,
//! the file is parsed once more with an id on each element.

use std::collections::BTreeMap;
use std::ops::Range;

use usvg::roxmltree::{Document, Node};

/// A copy of a file in which each element has an id.
pub(super) struct Traced {
    /// The copy.
    pub(super) text: String,
    /// The places of the elements in the file itself, by the ids in the copy.
    places: BTreeMap<String, Range<usize>>,
}

impl Traced {
    /// Gives an id to each element of a document that has none.
    pub(super) fn of(document: &Document) -> Traced {
        let file = document.input_text();
        let mut text = String::with_capacity(file.len() * 2);
        let mut places = BTreeMap::new();
        let mut copied_up_to = 0;
        for element in document.descendants().filter(Node::is_element) {
            let start = element.range().start;
            let name_length =
                file[start..].find(|c: char| c.is_whitespace() || c == '>' || c == '/');
            let name_end = start + name_length.unwrap_or_default();
            let id = match element.attribute("id") {
                Some(id) => id.to_owned(),
                None => {
                    let id = format!("careleaf-{start}");
                    text.push_str(&file[copied_up_to..name_end]);
                    text.push_str(&format!(" id=\"{id}\""));
                    copied_up_to = name_end;
                    id
                }
            };
            places.insert(id, start..name_end);
        }
        text.push_str(&file[copied_up_to..]);
        Traced { text, places }
    }

    /// Where the element with an id stands.
    pub(super) fn place(&self, id: &str) -> Option<Range<usize>> {
        self.places.get(id).cloned()
    }
}
