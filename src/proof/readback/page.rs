//! The words that a page draws, in drawing order, with what each belongs to.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};

use super::cmap::Letters;
use super::text;

/// How deep drawings may stand in drawings.
const DEEPEST: usize = 4;
/// The most instructions of a page that are read.
const MOST_INSTRUCTIONS: usize = 5_000_000;

/// Words that are drawn together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The words.
    pub(crate) text: String,
    /// What they belong to.
    pub(crate) belonging: Belonging,
}

/// What drawn words belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Belonging {
    /// To an element of the structure tree, under this number.
    Element(i64),
    /// To none that is read out: a header, a footer.
    Artifact,
    /// To nothing: pages for paper only have no tags.
    Nothing,
}

/// The units of a page.
pub(super) fn units(page: &Page) -> Vec<Unit> {
    let mut reader = Reader::default();
    if let Some(operators) = page.page_stream() {
        reader.read(operators, page.resources(), 0);
    }
    reader.units.retain(|unit| !unit.text.is_empty());
    reader.units
}

/// A page while it is read.
#[derive(Default)]
struct Reader {
    units: Vec<Unit>,
    open: Vec<Sequence>,
    /// Whether the next words begin a unit, whatever they belong to.
    is_new: bool,
    instructions: usize,
}

/// A marked-content sequence that is open.
#[derive(Default)]
struct Sequence {
    id: Option<i64>,
    is_artifact: bool,
    /// Whether other text stands for what is drawn in it.
    is_replaced: bool,
    /// The letters so far, where they are drawn from the last to the first.
    reversed: Option<Vec<String>>,
}

impl Reader {
    fn read(&mut self, operators: &[u8], resources: &Resources, depth: usize) {
        let mut instructions = UntypedIter::new(operators);
        let mut fonts: BTreeMap<String, Option<Rc<Letters>>> = BTreeMap::new();
        let mut letters: Option<Rc<Letters>> = None;
        while let Some(instruction) = instructions.next() {
            self.instructions += 1;
            if self.instructions > MOST_INSTRUCTIONS {
                return;
            }
            let operator: &[u8] = instruction.operator;
            let operands: Vec<&Object> = instruction.operands().collect();
            match (operator, operands.as_slice()) {
                (b"BT", _) => self.is_new = true,
                (b"Tf", [Object::Name(name), ..]) => {
                    let font = fonts.entry(name.as_str().to_owned());
                    let of = || Some(Rc::new(Letters::of(&resources.get_font(name)?)));
                    letters = font.or_insert_with(of).clone();
                }
                (b"Tj" | b"'" | b"\"", [.., Object::String(shown)]) => {
                    self.show(&letters, shown);
                }
                (b"TJ", [Object::Array(shown)]) => {
                    for shown in shown.iter::<Object>() {
                        if let Object::String(shown) = shown {
                            self.show(&letters, &shown);
                        }
                    }
                }
                (b"BMC", [Object::Name(tag)]) => self.begin(tag, None),
                (b"BDC", [Object::Name(tag), Object::Dict(properties)]) => {
                    self.begin(tag, Some(properties));
                }
                (b"BDC", [Object::Name(tag), ..]) => self.begin(tag, None),
                (b"EMC", _) => self.end(),
                (b"Do", [Object::Name(name)]) if depth < DEEPEST => {
                    if let Some(drawing) = resources.get_x_object(name) {
                        self.drawing(&drawing, resources, depth);
                    }
                }
                _ => {}
            }
        }
    }

    fn drawing(&mut self, drawing: &Stream, around: &Resources, depth: usize) {
        let is_form = drawing
            .dict()
            .get::<Name>("Subtype")
            .is_some_and(|it| it.as_str() == "Form");
        let Some(operators) = is_form.then(|| drawing.decoded().ok()).flatten() else {
            return;
        };
        match drawing.dict().get::<Dict>("Resources") {
            Some(own) => self.read(&operators, &Resources::new(own), depth + 1),
            None => self.read(&operators, around, depth + 1),
        }
    }

    fn show(&mut self, letters: &Option<Rc<Letters>>, shown: &PdfString) {
        let Some(letters) = letters else { return };
        if self.open.iter().any(|it| it.is_replaced) {
            return;
        }
        let heard = letters.read(shown.as_bytes());
        match self.open.iter_mut().find_map(|it| it.reversed.as_mut()) {
            Some(reversed) => reversed.extend(heard),
            None => self.hear(&heard.concat()),
        }
    }

    fn hear(&mut self, words: &str) {
        let belonging = self.belonging();
        // What belongs to one element is one, however many lines it has.
        let goes_on = !self.is_new || belonging != Belonging::Nothing;
        self.is_new = false;
        match self.units.last_mut() {
            Some(unit) if goes_on && unit.belonging == belonging => unit.text += words,
            _ => self.units.push(Unit {
                text: words.to_owned(),
                belonging,
            }),
        }
    }

    fn belonging(&self) -> Belonging {
        if self.open.iter().any(|it| it.is_artifact) {
            return Belonging::Artifact;
        }
        let id = self.open.iter().rev().find_map(|it| it.id);
        id.map_or(Belonging::Nothing, Belonging::Element)
    }

    fn begin(&mut self, tag: &Name, properties: Option<&Dict>) {
        let replacement = properties.and_then(|it| text(it, "ActualText"));
        let is_replaced = self.open.iter().any(|it| it.is_replaced);
        let tag = tag.as_str();
        self.open.push(Sequence {
            id: properties.and_then(|it| it.get::<i64>("MCID")),
            is_artifact: tag == "Artifact",
            is_replaced: replacement.is_some(),
            reversed: (tag == "ReversedChars").then(Vec::new),
        });
        if tag == "Artifact" {
            self.units.push(Unit {
                text: String::new(),
                belonging: Belonging::Artifact,
            });
        }
        if let (Some(words), false) = (replacement, is_replaced) {
            self.hear(&words);
        }
    }

    fn end(&mut self) {
        let ended = self.open.pop().unwrap_or_default();
        if let Some(letters) = ended.reversed {
            let words: String = letters.into_iter().rev().collect();
            self.hear(&words);
        }
    }
}
