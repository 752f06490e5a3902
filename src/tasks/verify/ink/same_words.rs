//! A file that an earlier version of the program made. Its pages come out otherwise today, so words are compared and not
//! places: what each part draws in reading order, what stands in headers and footers, what links open, and that it holds
//! nothing else that a reader acts on.

use std::collections::BTreeSet;

use hayro_syntax::object::{Dict, MaybeRef, Object};
use memchr::memmem;

use crate::leaflet::{Edition, NodeId, Personal, Target};
use crate::paged::{Leaflet, Part, Role};
use crate::proof::readback::{self, Belonging, Readback, Unit, is_named};
use crate::proof::record::PROGRAM;
use crate::shifted;
use crate::terms::GlossaryTerm;
use crate::wording::{Wording, fill};

use super::{Again, File, Ink, personal};

/// What a file ends with, once.
const END: &[u8] = b"%%EOF";
/// What a catalog may have.
const CATALOG: [&str; 14] = [
    "Type",
    "Pages",
    "StructTreeRoot",
    "MarkInfo",
    "Metadata",
    "Lang",
    "Names",
    "AF",
    "Outlines",
    "OutputIntents",
    "PageLabels",
    "PageMode",
    "ViewerPreferences",
    "Extensions",
];
/// What an annotation may have: it is a link.
const ANNOTATION: [&str; 12] = [
    "Type",
    "Subtype",
    "Border",
    "Rect",
    "QuadPoints",
    "StructParent",
    "Contents",
    "F",
    "A",
    "Dest",
    "P",
    "NM",
];
/// Keys of what a reader acts on or plays.
const ACTIVE: [&str; 12] = [
    "JS",
    "JavaScript",
    "OpenAction",
    "AA",
    "AcroForm",
    "XFA",
    "Launch",
    "RichMedia",
    "Movie",
    "Sound",
    "Renditions",
    "Collection",
];
/// How deep objects stand in objects of which nothing is hidden.
const DEEPEST: usize = 32;
/// The place of a term in the words around it.
const TERM: &str = "{term}";
/// What stands between the words of a glossary.
const PUNCTUATION: &str = ":;,.()-–";
/// How many letters the words in a figure may have.
const LONGEST_FIGURE: usize = 4000;

/// Compares the words of a file with those of the library, as this version prints them.
pub(super) fn compare(again: &Again, file: &File) -> Ink {
    let Some(given) = Readback::of(file.pdf) else {
        return Ink::Forged("it cannot be read as a PDF".to_owned());
    };
    if memmem::find_iter(file.pdf, END).count() != 1 {
        return Ink::Forged("something was added after its end".to_owned());
    }
    if let Some(fault) = holds_more(&given, &again.arranged()) {
        return Ink::Forged(fault);
    }
    let mut candidates = personal::candidates(file.pdf, &again.leaflet);
    candidates.insert(0, Personal::default());
    let mut faults = candidates.iter().map(|personal| {
        let copy = Copy {
            again,
            personal,
            given: &given,
        };
        copy.fault()
    });
    let first = faults.next().flatten();
    if first.is_none() || faults.any(|fault| fault.is_none()) {
        let maker = &file.record.program;
        return Ink::Genuine {
            not_compared: vec![format!(
                "where its words stand and what its pictures show, because `{maker}` made it and this is `{PROGRAM}`"
            )],
        };
    }
    first.unwrap_or_else(|| Ink::Forged(String::new()))
}

/// What a file holds besides pages, links, and its two attachments.
fn holds_more(given: &Readback, leaflet: &Leaflet) -> Option<String> {
    let catalog = given.catalog()?;
    let unknown = catalog.keys().find(|key| !CATALOG.contains(&key.as_str()));
    if let Some(key) = unknown {
        return Some(format!("its catalog has `{}`", key.as_str()));
    }
    let dictionaries = given.dictionaries();
    let attached = dictionaries
        .iter()
        .filter(|it| is_named(it, "Type", "EmbeddedFile"));
    if attached.count() != 2 {
        return Some("it has other attachments than its record and its words".to_owned());
    }
    if dictionaries
        .iter()
        .any(|dict| is_active(&Object::Dict(dict.clone()), 0))
    {
        return Some("it has a script or an action".to_owned());
    }
    let addresses = addresses(leaflet);
    for page in given.page_dictionaries() {
        let annotations = page.get::<hayro_syntax::object::Array>("Annots");
        for annotation in annotations.iter().flat_map(|it| it.iter::<Dict>()) {
            if !is_known_link(&annotation, &addresses) {
                return Some("it has an annotation or a link that is not the library's".to_owned());
            }
        }
    }
    None
}

/// Whether something in an object acts or plays.
fn is_active(object: &Object, depth: usize) -> bool {
    if depth > DEEPEST {
        return true;
    }
    match object {
        Object::Dict(dict) => dict.entries().any(|(key, value)| {
            let acts = ACTIVE.contains(&key.as_str())
                || matches!(&value, MaybeRef::NotRef(Object::Name(name)) if key.as_str() == "S" && ACTIVE.contains(&name.as_str()));
            acts || matches!(value, MaybeRef::NotRef(value) if is_active(&value, depth + 1))
        }),
        Object::Array(array) => array
            .raw_iter()
            .any(|value| matches!(value, MaybeRef::NotRef(value) if is_active(&value, depth + 1))),
        _ => false,
    }
}

/// What the links of a leaflet open.
fn addresses(leaflet: &Leaflet) -> BTreeSet<String> {
    let nodes = leaflet.descendants(NodeId::ROOT).into_iter();
    nodes
        .filter_map(|node| match &leaflet.node(node).role {
            Role::Link(Target::Online(address)) => Some(address.as_str().to_owned()),
            _ => None,
        })
        .collect()
}

/// Whether an annotation is a link to another page, or to one of these addresses.
fn is_known_link(annotation: &Dict, addresses: &BTreeSet<String>) -> bool {
    let is_link = is_named(annotation, "Subtype", "Link");
    let has_only = annotation
        .keys()
        .all(|key| ANNOTATION.contains(&key.as_str()));
    let opens = match annotation.get::<Dict>("A") {
        None => annotation.contains_key("Dest"),
        Some(action) if action.contains_key("Next") => false,
        Some(action) if is_named(&action, "S", "URI") => {
            let address = readback::text(&action, "URI");
            address.is_some_and(|address| addresses.contains(&address))
        }
        Some(action) => is_named(&action, "S", "GoTo"),
    };
    is_link && has_only && opens
}

/// A file beside what this version makes with some Personal text.
struct Copy<'c> {
    again: &'c Again<'c>,
    personal: &'c Personal,
    given: &'c Readback,
}

impl Copy<'_> {
    /// What shows that the words are others.
    fn fault(&self) -> Option<Ink> {
        let Some(made) = self.again.pdf(self.personal) else {
            return Some(Ink::Untold(
                "the library's text can no longer be set".to_owned(),
            ));
        };
        let made = Readback::of(&made)?;
        let running = self.running_words(&made);
        let leaflet = self.leaflet_with_its_code();
        match self.given.parts() {
            Some(parts) => other_part(self.again, &leaflet, &parts)
                .map(|part| format!("the words of `{part}` on its pages are not the library's"))
                .or_else(|| self.other_running_words(&running, &parts))
                .map(Ink::Forged),
            // For paper only: words in the order of drawing are all that there is to compare.
            None => {
                let words = |of: &Readback, edition: &str| -> Vec<String> {
                    let units = of.pages().into_iter().flatten();
                    units
                        .map(|unit| letters(&unit.text).replace(&letters(edition), ""))
                        .collect()
                };
                let now = words(&made, self.again.leaflet.edition.code());
                let then = words(self.given, &self.again.claims.edition);
                (now.concat() != then.concat()).then(|| {
                    Ink::Untold(
                        "an earlier version made it, with pages in another order: name the archive with its copy".to_owned(),
                    )
                })
            }
        }
    }

    /// What the library makes of the request today, with the code that the file has for it: an earlier version made its codes
    /// in another way.
    fn leaflet_with_its_code(&self) -> Leaflet {
        let mut leaflet = self.again.arranged();
        if let Ok(edition) = Edition::parse(&self.again.claims.edition) {
            leaflet.edition = edition;
        }
        leaflet.filled_in(self.personal)
    }

    /// What headers, footers and repeated heads may say.
    fn running_words(&self, made: &Readback) -> BTreeSet<String> {
        let edition = self.again.leaflet.edition.code();
        artifacts(made, self.again.leaflet.wording, edition)
            .into_iter()
            .flatten()
            .collect()
    }

    fn other_running_words(&self, known: &BTreeSet<String>, parts: &[String]) -> Option<String> {
        let edition = &*self.again.claims.edition;
        let all_words = letters(&parts.concat());
        let pages = artifacts(self.given, self.again.leaflet.wording, edition);
        for (words, page) in pages.into_iter().zip(1..) {
            let other = |words: &String| !known.contains(words) && !all_words.contains(words);
            if words.iter().any(other) {
                return Some(format!(
                    "page {page} has words beside its text that are not Careleaf's"
                ));
            }
        }
        None
    }
}

/// The letters of what is not read out, page by page, without what differs from page to page and from edition to edition.
fn artifacts(of: &Readback, wording: &Wording, edition: &str) -> Vec<Vec<String>> {
    let pages = of.pages();
    let count = pages.len().to_string();
    let edition = letters(edition);
    let of_page = |(units, number): (&Vec<Unit>, usize)| {
        let words = [("page", number.to_string()), ("pages", count.clone())];
        let words = words
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let page_of = letters(&fill(&wording.page_of, &words));
        let artifacts = units
            .iter()
            .filter(|unit| unit.belonging == Belonging::Artifact);
        artifacts
            .map(|unit| {
                letters(&unit.text)
                    .replacen(&page_of, "", 1)
                    .replace(&edition, "")
            })
            .collect()
    };
    pages.iter().zip(1..).map(of_page).collect()
}

/// The first part whose words are others. Which words a glossary explains is for each version to find: it may be there or
/// not, and holds what the library's does.
fn other_part(again: &Again, leaflet: &Leaflet, given: &[String]) -> Option<String> {
    let is_glossary = |part: &NodeId| leaflet.node(*part).role == Role::Part(Part::Glossary);
    let explained = Explained::of(leaflet.wording, again.glossary);
    let mut given = given.iter().map(|words| letters(words)).peekable();
    for part in leaflet.children(NodeId::ROOT) {
        if is_glossary(part) {
            continue;
        }
        let pattern = pattern(leaflet, *part);
        let is_it = |words: &String| matches(&pattern, words);
        if given.next_if(is_it).is_none() {
            given.next_if(|words| explained.is_all_of(words));
            if given.next_if(is_it).is_none() {
                return Some(title(leaflet, *part));
            }
        }
    }
    given.next_if(|words| explained.is_all_of(words));
    given
        .next()
        .map(|_| "a part that it does not have".to_owned())
}

/// The heading of a part; where it has none, the leaflet's title.
fn title(leaflet: &Leaflet, part: NodeId) -> String {
    let nodes = leaflet.descendants(part).into_iter();
    let mut headings = nodes.filter(|&node| leaflet.node(node).role.heading_level().is_some());
    let heading = headings.next().map(|heading| leaflet.text_of(heading));
    heading.unwrap_or_else(|| leaflet.title.clone())
}

/// What the words of a glossary may be made of: the library's terms and definitions, the program's words around them, and
/// numbers of pages.
struct Explained(BTreeSet<String>);

impl Explained {
    fn of(wording: &Wording, terms: &[GlossaryTerm]) -> Explained {
        let of_terms = terms.iter().flat_map(|term| {
            let forms = term.forms.iter().chain(&term.kinds);
            forms.chain([&term.name, &term.definition])
        });
        let around = [&wording.see, &wording.kind_of].into_iter();
        let around = around.flat_map(|words| words.split(TERM));
        let of_program = [&*wording.glossary, &wording.page_one, &wording.pages_many];
        let words = of_terms.map(String::as_str).chain(around).chain(of_program);
        let words = words.flat_map(|words| [letters(words), capitalised(&letters(words))]);
        Explained(words.filter(|words| !words.is_empty()).collect())
    }

    /// Whether `words` is made of these, from the first letter to the last.
    fn is_all_of(&self, words: &str) -> bool {
        let mut places = BTreeSet::from([0]);
        while let Some(at) = places.pop_first() {
            let rest = &words[at..];
            let Some(first) = rest.chars().next() else {
                return !words.is_empty();
            };
            if first.is_ascii_digit() || PUNCTUATION.contains(first) {
                places.insert(at + first.len_utf8());
            }
            let known = self
                .0
                .iter()
                .filter(|known| rest.starts_with(known.as_str()));
            places.extend(known.map(|known| at + known.len()));
        }
        false
    }
}

/// A text with its first letter capital.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.collect::<String>() + letters.as_str()
}

/// What the words of a part may be.
enum Piece {
    /// These letters.
    Letters(String),
    /// The number of a page.
    Number,
    /// Numbers of pages.
    Numbers,
    /// The words in a figure, whatever they are.
    Figure,
}

fn pattern(leaflet: &Leaflet, part: NodeId) -> Vec<Piece> {
    let nodes = leaflet.descendants(part).into_iter();
    nodes
        .filter_map(|node| match &leaflet.node(node).role {
            Role::Text { text, .. } => Some(Piece::Letters(letters(text))),
            Role::PageNumber(_) => Some(Piece::Number),
            Role::PageReferences => Some(Piece::Numbers),
            Role::Figure { .. } | Role::Logo { .. } => Some(Piece::Figure),
            _ => None,
        })
        .collect()
}

/// Whether letters are what a pattern says, from the first to the last.
fn matches(pattern: &[Piece], letters: &str) -> bool {
    let mut places = BTreeSet::from([0]);
    for piece in pattern {
        places = places
            .into_iter()
            .flat_map(|at| ends(piece, letters, at))
            .collect();
    }
    places.contains(&letters.len())
}

/// Where a piece that begins at a byte may end.
fn ends(piece: &Piece, letters: &str, at: usize) -> Vec<usize> {
    let rest = &letters[at..];
    let run = |most: usize, is_in: fn(char) -> bool| -> Vec<usize> {
        let run = rest
            .char_indices()
            .take(most)
            .take_while(|(_, c)| is_in(*c));
        run.map(|(start, c)| at + start + c.len_utf8()).collect()
    };
    match piece {
        Piece::Letters(words) if rest.starts_with(words) => vec![at + words.len()],
        Piece::Letters(_) => Vec::new(),
        Piece::Number => run(3, |c| c.is_ascii_digit()),
        Piece::Numbers => {
            let mut ends = run(80, |c| c.is_alphanumeric() || ",-–:()".contains(c));
            ends.insert(0, at);
            ends
        }
        Piece::Figure => {
            let mut ends = run(LONGEST_FIGURE, |_| true);
            ends.insert(0, at);
            ends
        }
    }
}

/// A text without spaces and without the marks that only layout needs.
fn letters(text: &str) -> String {
    let is_mark = |c: char| {
        matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
            || shifted::mark(c).is_some()
    };
    let seen = text.chars().filter(|&c| !c.is_whitespace() && !is_mark(c));
    seen.map(|c| if c == '\u{2011}' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Piece {
        Piece::Letters(letters(text))
    }

    #[test]
    fn numbers_of_pages_may_differ_and_no_other() {
        let pattern = [words("Take 5 mg (page "), Piece::Number, words("). 20 g")];
        assert!(matches(
            &pattern,
            &letters("Take 5\u{A0}mg (page 12). 20 g")
        ));
        assert!(!matches(&pattern, &letters("Take 50 mg (page 12). 20 g")));
        assert!(!matches(
            &pattern,
            &letters("Take 5 mg (page 12). 20 g more")
        ));
        assert!(!matches(&pattern, &letters("Take 5 mg (page 1234). 20 g")));
    }

    #[test]
    fn a_glossary_is_made_of_the_librarys_words_alone() {
        let explained = Explained(
            ["vein", "Vein", "Abloodvessel.", "seeitsentry"]
                .map(str::to_owned)
                .into(),
        );
        assert!(explained.is_all_of("veinAbloodvessel.(2,13)"));
        assert!(explained.is_all_of("Vein:seeitsentry"));
        for words in ["", "veinAbloodvessel.Take", "artery", "veinAbloodvesse"] {
            assert!(!explained.is_all_of(words), "{words}");
        }
    }

    #[test]
    fn what_a_figure_says_is_passed_over_and_the_words_around_it_are_not() {
        let pattern = [words("Before"), Piece::Figure, words("after")];
        assert!(matches(&pattern, "Beforewhateverafter"));
        assert!(matches(&pattern, "Beforeafter"));
        assert!(!matches(&pattern, "Beforewhateverafterwards"));
    }
}
