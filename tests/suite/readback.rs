//! What a screen reader is given: the tag tree of a PDF with the text, alternate text, language, link and page of each
//! element, read back from the bytes.
//!
//! It knows nothing of Careleaf: it follows the file from `StructTreeRoot` down, and gets text by interpreting the pages
//! and collecting glyphs by marked-content id, through ToUnicode, ActualText and ReversedChars (ISO 32000-1, 14.7 to
//! 14.9). Ink that is neither in the tree nor an artifact is counted as stray.

use std::collections::BTreeMap;
use std::fmt::Write;

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{
    Array, Dict, Name, Object, ObjectIdentifier, String as PdfString,
};
use hayro::kurbo::{Affine, BezPath, Rect};

/// A PDF file as a screen reader meets it.
pub(crate) struct Document {
    /// The language in the catalog.
    pub(crate) language: Option<String>,
    /// How many pages there are.
    pub(crate) pages: usize,
    /// The outline: depth from 0, title, page from 1.
    pub(crate) outline: Vec<(usize, String, usize)>,
    /// The root of the tag tree.
    pub(crate) root: Element,
    /// Glyph runs, paths and images that are neither in the tree nor artifacts, and sequences that no element claims.
    pub(crate) stray: usize,
    /// The words of the artifacts, page by page: headers and footers.
    pub(crate) running_words: Vec<String>,
}

/// A structure element.
#[derive(Default)]
pub(crate) struct Element {
    /// Its type: `H2`.
    pub(crate) tag: String,
    /// Its language.
    pub(crate) language: Option<String>,
    /// Its alternate text.
    pub(crate) alt: Option<String>,
    /// Other attributes: a list's numbering, a header cell's scope.
    pub(crate) attributes: Vec<String>,
    /// What its annotations open: an address, or `p9`; several for a link over a page break.
    pub(crate) targets: Vec<String>,
    /// What its annotations say of themselves.
    pub(crate) contents: Vec<String>,
    /// Whether it says where its ink stands.
    pub(crate) has_bounds: bool,
    /// What is in it, in reading order.
    pub(crate) kids: Vec<Kid>,
}

/// What an element holds.
pub(crate) enum Kid {
    /// Words, on a page counted from 1.
    Text(String, usize),
    /// Another element.
    Element(Element),
}

/// Reads a PDF back.
///
/// # Panics
/// When the bytes are no tagged PDF.
pub(crate) fn read(bytes: &[u8]) -> Document {
    let pdf = Pdf::new(bytes.to_vec()).expect("the bytes are a PDF");
    let catalog: Dict = pdf.xref().get(pdf.xref().root_id()).expect("a catalog");
    let tree: Dict = catalog.get("StructTreeRoot").expect("a tag tree");
    let mut reader = Reader::new(&pdf);
    let mut top = Element::default();
    reader.kids(&tree, None, &mut top);
    let Some(Kid::Element(root)) = top.kids.pop() else {
        panic!("the tag tree has a root element");
    };
    let outline = catalog.get::<Dict>("Outlines");
    Document {
        language: text(&catalog, "Lang"),
        pages: pdf.pages().len(),
        outline: outline.map_or(Vec::new(), |it| reader.outline(&it, 0)),
        root,
        stray: reader.stray + reader.words.len(),
        running_words: reader.running_words,
    }
}

/// The words on a page by marked-content id; page from 0.
type Words = BTreeMap<(usize, i64), String>;

struct Reader {
    pages: BTreeMap<ObjectIdentifier, usize>,
    words: Words,
    stray: usize,
    running_words: Vec<String>,
}

impl Reader {
    fn new(pdf: &Pdf) -> Reader {
        let mut reader = Reader {
            pages: BTreeMap::new(),
            words: Words::new(),
            stray: 0,
            running_words: Vec::new(),
        };
        for (index, page) in pdf.pages().iter().enumerate() {
            reader
                .pages
                .extend(page.raw().obj_id().map(|id| (id, index)));
            let cache = InterpreterCache::new();
            let mut context = Context::new(
                Affine::IDENTITY,
                Rect::new(0.0, 0.0, 1000.0, 1000.0),
                &cache,
                pdf.xref(),
                InterpreterSettings::default(),
            );
            let mut ear = Ear::default();
            interpret_page(page, &mut context, &mut ear);
            reader.stray += ear.stray;
            reader.running_words.push(ear.artifacts);
            let words = ear.words.into_iter();
            reader
                .words
                .extend(words.map(|(id, words)| ((index, id), words)));
        }
        reader
    }

    /// The page, counted from 0, that a dictionary's `Pg` names.
    fn page_of(&self, dict: &Dict) -> Option<usize> {
        self.pages.get(&dict.get_ref("Pg")?.into()).copied()
    }

    fn kids(&mut self, dict: &Dict, page: Option<usize>, parent: &mut Element) {
        match dict.get::<Object>("K") {
            Some(Object::Array(kids)) => {
                for kid in kids.iter::<Object>() {
                    self.kid(kid, page, parent);
                }
            }
            Some(kid) => self.kid(kid, page, parent),
            None => {}
        }
    }

    fn kid(&mut self, kid: Object, page: Option<usize>, parent: &mut Element) {
        match kid {
            Object::Number(id) => self.words(page, id.as_i64(), parent),
            Object::Dict(dict) if dict.contains_key("S") => {
                let element = self.element(&dict, page);
                parent.kids.push(Kid::Element(element));
            }
            Object::Dict(dict) if dict.contains_key("MCID") => {
                let page = self.page_of(&dict).or(page);
                self.words(page, dict.get("MCID").expect("a number"), parent);
            }
            Object::Dict(dict) => {
                let annotation: Dict = dict.get("Obj").expect("an object reference");
                parent.targets.push(self.target(&annotation));
                parent.contents.extend(text(&annotation, "Contents"));
            }
            other => panic!("{other:?} in the tag tree"),
        }
    }

    fn words(&mut self, page: Option<usize>, id: i64, parent: &mut Element) {
        let page = page.expect("marked content is on a page");
        let words = self.words.remove(&(page, id));
        let words = words.expect("each sequence stands in exactly one element");
        parent.kids.push(Kid::Text(words, page + 1));
    }

    fn element(&mut self, dict: &Dict, page: Option<usize>) -> Element {
        let mut element = Element {
            tag: name(dict, "S").expect("a structure type"),
            language: text(dict, "Lang"),
            alt: text(dict, "Alt"),
            ..Element::default()
        };
        for attributes in owners(dict) {
            element
                .attributes
                .extend(name(&attributes, "ListNumbering"));
            element.attributes.extend(name(&attributes, "Scope"));
            element.has_bounds |= attributes.contains_key("BBox");
        }
        self.kids(dict, self.page_of(dict).or(page), &mut element);
        element
    }

    fn target(&self, annotation: &Dict) -> String {
        let action = annotation.get::<Dict>("A");
        match action.as_ref().and_then(|it| text(it, "URI")) {
            Some(address) => address,
            None => {
                let action = action.as_ref().unwrap_or(annotation);
                let key = if action.contains_key("D") {
                    "D"
                } else {
                    "Dest"
                };
                let place: Array = action.get(key).expect("a link leads somewhere");
                format!("p{}", self.destination(&place))
            }
        }
    }

    fn destination(&self, place: &Array) -> usize {
        let page = place.flex_iter().next::<Dict>().expect("a page");
        self.pages[&page.obj_id().expect("pages are objects")] + 1
    }

    fn outline(&self, parent: &Dict, depth: usize) -> Vec<(usize, String, usize)> {
        let mut entries = Vec::new();
        let mut next = parent.get::<Dict>("First");
        while let Some(entry) = next {
            let place: Array = entry.get("Dest").expect("an entry leads somewhere");
            let title = text(&entry, "Title").expect("an entry has a title");
            entries.push((depth, title, self.destination(&place)));
            entries.extend(self.outline(&entry, depth + 1));
            next = entry.get("Next");
        }
        entries
    }
}

fn owners<'a>(dict: &Dict<'a>) -> Vec<Dict<'a>> {
    match dict.get::<Object>("A") {
        Some(Object::Dict(attributes)) => vec![attributes],
        Some(Object::Array(list)) => list.iter::<Dict>().collect(),
        _ => Vec::new(),
    }
}

fn name(dict: &Dict, key: &str) -> Option<String> {
    Some(dict.get::<Name>(key)?.as_str().to_owned())
}

/// A text string (ISO 32000-1, 7.9.2.2); of PDFDocEncoding, the part that is Latin-1.
fn text(dict: &Dict, key: &str) -> Option<String> {
    let string = dict.get::<PdfString>(key)?;
    let bytes = string.as_bytes();
    Some(match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2);
            let units: Vec<u16> = units.map(|it| u16::from_be_bytes([it[0], it[1]])).collect();
            String::from_utf16(&units).expect("UTF-16")
        }
        _ => bytes.iter().copied().map(char::from).collect(),
    })
}

/// Listens to a page's content stream.
#[derive(Default)]
struct Ear {
    open: Vec<Sequence>,
    words: BTreeMap<i64, String>,
    stray: usize,
    artifacts: String,
}

/// A marked-content sequence that is open.
#[derive(Default)]
struct Sequence {
    id: Option<i64>,
    is_artifact: bool,
    is_replaced: bool,
    reversed: Option<Vec<String>>,
}

impl Ear {
    /// Where ink at this point belongs: nothing for an artifact.
    fn listens(&mut self) -> Option<i64> {
        if self.open.iter().any(|it| it.is_artifact) {
            return None;
        }
        let id = self.open.iter().rev().find_map(|it| it.id);
        if id.is_none() {
            self.stray += 1;
        }
        id
    }

    fn hear(&mut self, words: &str) {
        if let Some(id) = self.listens() {
            self.words.entry(id).or_default().push_str(words);
        }
    }
}

impl<'a> Device<'a> for Ear {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        if self.open.iter().any(|it| it.is_artifact) {
            let glyphs = run.glyphs().iter();
            self.artifacts.extend(glyphs.map(|glyph| letters(glyph)));
            return;
        }
        if self.listens().is_none() || self.open.iter().any(|it| it.is_replaced) {
            return;
        }
        let heard = run.glyphs().iter().map(|glyph| letters(glyph));
        match self.open.iter_mut().find_map(|it| it.reversed.as_mut()) {
            Some(reversed) => reversed.extend(heard),
            None => self.hear(&heard.collect::<String>()),
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let id = properties.and_then(|it| it.get::<i64>("MCID"));
        let replacement = properties.and_then(|it| text(it, "ActualText"));
        let is_replaced = self.open.iter().any(|it| it.is_replaced);
        self.open.push(Sequence {
            id,
            is_artifact: tag == b"Artifact",
            is_replaced: replacement.is_some(),
            reversed: (tag == b"ReversedChars").then(Vec::new),
        });
        self.words.extend(id.map(|id| (id, String::new())));
        if let (Some(words), false) = (replacement, is_replaced) {
            self.hear(&words);
        }
    }

    fn end_marked_content(&mut self) {
        let ended = self.open.pop().expect("sequences nest");
        if let Some(letters) = ended.reversed {
            let words: String = letters.into_iter().rev().collect();
            if !words.is_empty() {
                self.hear(&words);
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.listens();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.listens();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}

fn letters(glyph: &Glyph) -> String {
    match glyph.as_unicode() {
        Some(BfString::Char(letter)) => letter.to_string(),
        Some(BfString::String(letters)) => letters,
        None => "\u{FFFD}".to_owned(),
    }
}

impl Element {
    /// All the words in it, in reading order.
    pub(crate) fn text(&self) -> String {
        let words = self.kids.iter().map(|kid| match kid {
            Kid::Text(words, _) => words.clone(),
            Kid::Element(element) => element.text(),
        });
        words.collect()
    }

    /// The elements of one type in it, in reading order.
    pub(crate) fn all(&self, tag: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        for kid in &self.kids {
            if let Kid::Element(element) = kid {
                found.extend((element.tag == tag).then_some(element));
                found.extend(element.all(tag));
            }
        }
        found
    }

    /// The headings in it, in reading order: level, words, page from 1.
    pub(crate) fn headings(&self) -> Vec<(usize, String, usize)> {
        let mut found = Vec::new();
        for kid in &self.kids {
            if let Kid::Element(element) = kid {
                let level = element.tag.strip_prefix('H').and_then(|it| it.parse().ok());
                if let (Some(level), Some((page, _))) = (level, element.pages()) {
                    found.push((level, element.text(), page));
                }
                found.extend(element.headings());
            }
        }
        found
    }

    /// The pages that its own words stand on, inline elements included: first and last.
    fn pages(&self) -> Option<(usize, usize)> {
        let pages = self.kids.iter().filter_map(|kid| match kid {
            Kid::Text(_, page) => Some((*page, *page)),
            Kid::Element(element) if element.is_inline() => element.pages(),
            Kid::Element(_) => None,
        });
        pages.reduce(|all, it| (all.0.min(it.0), all.1.max(it.1)))
    }

    fn is_inline(&self) -> bool {
        matches!(self.tag.as_str(), "Link" | "Span")
    }
}

impl Document {
    /// The tree as text, an element a line: `H2 "Chemotherapy" p3`. A link stands in its words as
    /// `[stem cell transplant -> p9]`, words in another language as `[… lang=ur]`; an only child follows its parent
    /// after `>`.
    pub(crate) fn structure(&self) -> String {
        let language = self.language.as_deref().unwrap_or("none");
        let mut lines = format!("{} pages, lang={language}\n", self.pages);
        self.root.write(0, &mut lines);
        lines
    }
}

impl Element {
    fn write(&self, depth: usize, lines: &mut String) {
        let indent = "  ".repeat(depth);
        let mut line = self.head();
        let mut element = self;
        while let [Kid::Element(only)] = element.kids.as_slice()
            && !only.is_inline()
        {
            element = only;
            write!(line, " > {}", element.head()).expect("text takes any text");
        }
        let mut kids = element.kids.iter().peekable();
        let words = inline(&mut kids);
        if !words.is_empty() {
            write!(line, " \"{words}\"").expect("text takes any text");
        }
        match element.pages() {
            Some((first, last)) if first == last => line.push_str(&format!(" p{first}")),
            Some((first, last)) => line.push_str(&format!(" p{first}-{last}")),
            None => {}
        }
        lines.push_str(&format!("{indent}{line}\n"));
        while let Some(kid) = kids.next_if(|kid| !is_inline(kid)) {
            if let Kid::Element(element) = kid {
                element.write(depth + 1, lines);
            }
            let words = inline(&mut kids);
            if !words.is_empty() {
                lines.push_str(&format!("{indent}  \"{words}\"\n"));
            }
        }
    }

    fn head(&self) -> String {
        let mut head = self.tag.clone();
        for attribute in &self.attributes {
            head.push_str(&format!(" {attribute}"));
        }
        head.push_str(&self.notes());
        head
    }

    fn notes(&self) -> String {
        let mut notes = String::new();
        if let Some(language) = &self.language {
            notes.push_str(&format!(" lang={language}"));
        }
        if let Some(alt) = &self.alt {
            notes.push_str(&format!(" alt={alt:?}"));
        }
        notes
    }
}

fn is_inline(kid: &Kid) -> bool {
    match kid {
        Kid::Text(..) => true,
        Kid::Element(element) => element.is_inline(),
    }
}

/// The words up to the next block, with links and other languages in brackets.
fn inline<'a>(kids: &mut std::iter::Peekable<impl Iterator<Item = &'a Kid>>) -> String {
    let mut words = String::new();
    while let Some(kid) = kids.next_if(|kid| is_inline(kid)) {
        match kid {
            Kid::Text(text, _) => words.push_str(text),
            Kid::Element(element) => {
                let inside = inline(&mut element.kids.iter().peekable());
                let mut notes = element.notes();
                let mut targets = element.targets.clone();
                targets.dedup();
                for target in targets {
                    notes.push_str(&format!(" -> {target}"));
                }
                words.push_str(&format!("[{inside}{notes}]"));
            }
        }
    }
    words
}
