//! The words of a file's structure tree, in reading order (ISO 32000-1, 14.7).

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object, ObjectIdentifier};

use super::page::{self, Belonging};

/// How deep elements may stand in elements.
const DEEPEST: usize = 64;
/// The most elements that are read: a tree may lead back to itself.
const MOST_ELEMENTS: usize = 1_000_000;

/// The words of each element below the root.
pub(super) fn parts(pdf: &Pdf) -> Option<Vec<String>> {
    let catalog: Dict = pdf.xref().get(pdf.xref().root_id())?;
    let tree: Dict = catalog.get("StructTreeRoot")?;
    let mut reader = Reader::new(pdf);
    let root = kids(&tree).into_iter().find_map(|kid| match kid {
        Object::Dict(root) => Some(root),
        _ => None,
    })?;
    let page = reader.page_of(&root);
    let parts = kids(&root).into_iter().map(|kid| {
        let mut words = String::new();
        reader.kid(kid, page, &mut words, 0);
        words
    });
    let parts = parts.collect();
    // What is drawn as an element's and stands in no element is in no part.
    reader.words.is_empty().then_some(parts)
}

struct Reader {
    pages: BTreeMap<ObjectIdentifier, usize>,
    /// The words by page and number; each is taken out once.
    words: BTreeMap<(usize, i64), String>,
    elements: usize,
}

impl Reader {
    fn new(pdf: &Pdf) -> Reader {
        let mut reader = Reader {
            pages: BTreeMap::new(),
            words: BTreeMap::new(),
            elements: 0,
        };
        for (index, page) in pdf.pages().iter().enumerate() {
            reader
                .pages
                .extend(page.raw().obj_id().map(|id| (id, index)));
            for unit in page::units(page) {
                if let Belonging::Element(id) = unit.belonging {
                    reader
                        .words
                        .entry((index, id))
                        .or_default()
                        .push_str(&unit.text);
                }
            }
        }
        reader
    }

    /// The page, counted from 0, that a dictionary's `Pg` names.
    fn page_of(&self, dict: &Dict) -> Option<usize> {
        self.pages.get(&dict.get_ref("Pg")?.into()).copied()
    }

    fn kid(&mut self, kid: Object, page: Option<usize>, words: &mut String, depth: usize) {
        self.elements += 1;
        if depth > DEEPEST || self.elements > MOST_ELEMENTS {
            return;
        }
        match kid {
            Object::Number(id) => self.take(page, id.as_i64(), words),
            Object::Dict(dict) => {
                let page = self.page_of(&dict).or(page);
                if let Some(id) = dict.get::<i64>("MCID") {
                    self.take(page, id, words);
                }
                for kid in kids(&dict) {
                    self.kid(kid, page, words, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, page: Option<usize>, id: i64, words: &mut String) {
        let drawn = page.and_then(|page| self.words.remove(&(page, id)));
        words.push_str(&drawn.unwrap_or_default());
    }
}

fn kids<'d>(dict: &Dict<'d>) -> Vec<Object<'d>> {
    match dict.get::<Object>("K") {
        Some(Object::Array(kids)) => kids.iter::<Object>().collect(),
        Some(kid) => vec![kid],
        None => Vec::new(),
    }
}
