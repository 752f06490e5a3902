//! The style of an SVG: the declarations of `style` attributes and `<style>` elements, with their places.
//!
//! What draws the file passes over in silence whatever it cannot read. So everything in a style is accounted for here:
//! a selector is of the kinds that are known, and a declaration is what the reader itself takes for one, with nothing
//! left over between two of them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use simplecss::{DeclarationTokenizer, Selector};

use super::fault::{Excess, FigureError, FigureFault, quoted};
use super::limits::MOST_SELECTOR_PARTS;

/// A value of the document: an attribute's, or the words of an element.
pub(super) struct StylePassage<'d> {
    /// The value, as the XML reader gives it.
    pub(super) text: &'d str,
    /// Where it stands in the file.
    pub(super) place: Range<usize>,
    /// Where its first byte stands, if it is written in the file as it is read, without references to characters.
    start: Option<usize>,
}

impl<'d> StylePassage<'d> {
    /// The value `text`, written at `place` in `file`.
    pub(super) fn new(file: &str, place: Range<usize>, text: &'d str) -> StylePassage<'d> {
        let start = file[place.clone()].find(text).map(|at| place.start + at);
        StylePassage { text, place, start }
    }

    /// The place of a piece of the value; of all of it if that is not known better.
    fn place_of(&self, piece: Range<usize>) -> Range<usize> {
        match self.start {
            Some(start) => start + piece.start..start + piece.end,
            None => self.place.clone(),
        }
    }
}

/// A property that is set to a value.
#[derive(Clone, Debug)]
pub(super) struct Declaration<'d> {
    /// The property.
    pub(super) name: &'d str,
    /// Its value.
    pub(super) value: &'d str,
    /// Whether what draws the file reads it as it is written.
    pub(super) is_read: bool,
    /// Where both stand in the file.
    pub(super) place: Range<usize>,
}

/// A rule of a `<style>` element.
pub(super) struct StyleRule<'d> {
    /// What it is for: any of these.
    pub(super) selectors: Vec<Selector<'d>>,
    /// What it sets.
    pub(super) declarations: Vec<Declaration<'d>>,
}

/// The declarations of a `style` attribute.
pub(super) fn declarations<'d>(
    style: &StylePassage<'d>,
    faults: &mut Vec<FigureFault>,
) -> Vec<Declaration<'d>> {
    read_declarations(style, 0..style.text.len(), faults)
}

/// The rules of a `<style>` element.
pub(super) fn rules<'d>(
    sheet: &StylePassage<'d>,
    faults: &mut Vec<FigureFault>,
) -> Vec<StyleRule<'d>> {
    let plain = without_comments(sheet.text);
    let mut rules = Vec::new();
    let mut at = 0;
    while let Some(offset) = plain[at..].find(|c: char| !c.is_whitespace()) {
        let start = at + offset;
        if plain[start..].starts_with('@') {
            let rule = sheet.place_of(start..start + 1);
            let name = rule_name(&plain[start..]);
            faults.push(FigureFault::at(rule, FigureError::StyleRule(name)));
            at = end_of_rule(&plain, start);
            continue;
        }
        let Some(open) = plain[start..].find('{').map(|at| start + at) else {
            let rest = plain[start..].trim_end();
            faults.push(leftover(sheet, start..start + rest.len(), rest));
            break;
        };
        let block = open + 1..plain[open..].find('}').map_or(plain.len(), |at| open + at);
        at = (block.end + 1).min(plain.len());
        rules.push(StyleRule {
            selectors: read_selectors(sheet, &plain, start..open, faults),
            declarations: read_declarations(sheet, block, faults),
        });
    }
    rules
}

/// The text with spaces in place of comments, so that places stay what they are.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        plain.push_str(&rest[..start]);
        let comment = &rest[start..];
        let Some(length) = comment[2..].find("*/").map(|at| at + 4) else {
            // What is left open is not blank: it is complained of.
            rest = comment;
            break;
        };
        plain.extend(std::iter::repeat_n(' ', length));
        rest = &comment[length..];
    }
    plain.push_str(rest);
    plain
}

/// The name of a rule with an `@`.
fn rule_name(rule: &str) -> String {
    let name = rule[1..]
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .next();
    format!("@{}", name.unwrap_or_default())
}

/// Where a rule with an `@` ends: at a `;`, or after its block, blocks within it included.
fn end_of_rule(plain: &str, start: usize) -> usize {
    let mut open = 0_usize;
    for (at, byte) in plain.bytes().enumerate().skip(start) {
        match byte {
            b'{' => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        let ends = byte == b';' || byte == b'}';
        if ends && open == 0 {
            return at + 1;
        }
    }
    plain.len()
}

fn read_selectors<'d>(
    sheet: &StylePassage<'d>,
    plain: &str,
    list: Range<usize>,
    faults: &mut Vec<FigureFault>,
) -> Vec<Selector<'d>> {
    let mut selectors = Vec::new();
    let mut start = list.start;
    for piece in plain[list].split(',') {
        let trimmed = piece.trim();
        let from = start + (piece.len() - piece.trim_start().len());
        let range = from..from + trimmed.len();
        start += piece.len() + 1;
        match read_selector(&sheet.text[range.clone()]) {
            Ok(selector) => selectors.push(selector),
            Err(error) => faults.push(FigureFault::at(sheet.place_of(range), error)),
        }
    }
    selectors
}

/// Reads a selector of names, classes and ids. States such as `:hover` are never met with on paper.
fn read_selector(text: &str) -> Result<Selector<'_>, FigureError> {
    static KNOWN: LazyLock<Regex> = LazyLock::new(|| {
        let name = "[A-Za-z_][A-Za-z0-9_-]*";
        let after = format!("[.#]{name}|:(first-child|hover|active|focus|visited)");
        let part = format!(r"(?:(?:\*|{name})(?:{after})*|(?:{after})+)");
        Regex::new(&format!(r"^{part}(?:(?:\s*[>+]\s*|\s+){part})*$"))
            .expect("the pattern is sound")
    });
    let unknown = || FigureError::Selector(quoted(text));
    if !KNOWN.is_match(text) {
        return Err(unknown());
    }
    let parts = text.split([' ', '\t', '\n', '>', '+']);
    if parts.filter(|part| !part.is_empty()).count() > MOST_SELECTOR_PARTS {
        return Err(FigureError::Excess(Excess::SelectorParts));
    }
    Selector::parse(text).ok_or_else(unknown)
}

/// Reads what stands between two braces, or in an attribute.
fn read_declarations<'d>(
    passage: &StylePassage<'d>,
    block: Range<usize>,
    faults: &mut Vec<FigureFault>,
) -> Vec<Declaration<'d>> {
    let plain = without_comments(&passage.text[block.clone()]);
    let mut declarations = Vec::new();
    let mut start = block.start;
    for piece in plain.split(';') {
        let trimmed = piece.trim();
        let from = start + (piece.len() - piece.trim_start().len());
        let range = from..from + trimmed.len();
        start += piece.len() + 1;
        let Some((name, value)) = trimmed.split_once(':') else {
            if !trimmed.is_empty() {
                faults.push(leftover(passage, range, trimmed));
            }
            continue;
        };
        let place = passage.place_of(range.clone());
        let value_start = range.end - value.trim_start().len();
        let declaration = Declaration {
            name: &passage.text[range.start..range.start + name.trim_end().len()],
            value: &passage.text[value_start..range.end],
            is_read: is_read(&passage.text[range]),
            place,
        };
        if declaration.value.contains('!') {
            let place = declaration.place.clone();
            faults.push(FigureFault::at(place, FigureError::Important));
            continue;
        }
        declarations.push(declaration);
    }
    declarations
}

/// Whether the reader takes a text for one declaration, with nothing left over.
fn is_read(text: &str) -> bool {
    let mut tokens = DeclarationTokenizer::from(text);
    let whole = tokens
        .next()
        .is_some_and(|it| text.starts_with(it.name) && text.ends_with(it.value));
    whole && tokens.next().is_none()
}

/// The complaint about a piece of a style that nothing could be read from.
fn leftover(passage: &StylePassage, range: Range<usize>, text: &str) -> FigureFault {
    FigureFault::at(passage.place_of(range), FigureError::Style(quoted(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let sheet = StylePassage::new(text, 0..text.len(), text);
        let mut faults = Vec::new();
        let rules = rules(&sheet, &mut faults);
        let set = rules.iter().flat_map(|rule| {
            let selectors = rule.selectors.iter();
            selectors.flat_map(|selector| {
                let declarations = rule.declarations.iter();
                declarations.map(move |it| {
                    assert!(text[it.place.clone()].starts_with(it.name));
                    format!("{selector} {}={}", it.name, it.value)
                })
            })
        });
        let faults = faults.iter().map(|fault| fault.error.to_string());
        (set.collect(), faults.collect())
    }

    #[test]
    fn all_that_is_in_a_style_is_read_or_complained_of() {
        let (set, faults) = read(
            "/* one */ .a, #b > rect { fill: #fff; /* two */ stroke : none;; }\n@media print { a { fill: red } } \
             g:not(.x) { } circle{r:5}",
        );
        assert_eq!(
            set,
            [
                "*[class~='a'] fill=#fff",
                "*[class~='a'] stroke=none",
                "*[id='b'] > rect fill=#fff",
                "*[id='b'] > rect stroke=none",
                "circle r=5"
            ]
        );
        assert_eq!(
            faults,
            [
                "has a style rule `@media`, which is not read",
                "has a selector `g:not(.x)`, which is not read"
            ]
        );
        for (text, fault) in [
            (
                "a{fill:red !important}",
                "has a style with `!important`, which is not read",
            ),
            ("a{fill:red;b}", "has a style that is not read: `b`"),
            ("a{b{fill:red}}", "has a style that is not read: `}`"),
            ("a", "has a style that is not read: `a`"),
            (
                "a /* x */ b{fill:red}",
                "has a selector `a /* x */ b`, which is not read",
            ),
            (
                "a b c d e{fill:red}",
                "has more than 4 parts in one selector",
            ),
            (
                "[fill]{fill:red}",
                "has a selector `[fill]`, which is not read",
            ),
            (
                "<!-- a{fill:red} -->",
                "has a selector `<!-- a`, which is not read",
            ),
        ] {
            assert!(
                read(text).1.contains(&fault.to_owned()),
                "{text}: {:?}",
                read(text).1
            );
        }
    }

    #[test]
    fn a_declaration_that_is_read_in_part_is_told_from_one_that_is_read_whole() {
        let is_read = |text: &str| {
            let declarations = declarations(
                &StylePassage::new(text, 0..text.len(), text),
                &mut Vec::new(),
            );
            declarations.iter().map(|it| it.is_read).collect::<Vec<_>>()
        };
        assert_eq!(
            is_read("fill:#fff; stroke : rgb(1, 2,3);font:bold 12px 'A B', c"),
            [true; 3]
        );
        assert_eq!(
            is_read("font:12px/1.5 Arial;fill:light-dark(rgb(1,1,1),red)"),
            [false; 2]
        );
        assert_eq!(is_read("fill:/* a */red"), [true]);
    }
}
