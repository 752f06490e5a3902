//! What can be wrong with a figure, in words, and how to fix it.

use std::ops::Range;

use super::limits::{
    DEEPEST_CLIPS, DEEPEST_NESTING, LARGEST_NUMBER, LARGEST_SIDE, LEAST_CONTRAST, MOST_ATTRIBUTES,
    MOST_CHARACTERS, MOST_DASHES, MOST_ELEMENTS, MOST_LAYERS, MOST_POINTS, MOST_SELECTOR_PARTS,
    MOST_STYLES,
};

/// The longest piece of a file that a message quotes, in characters.
const LONGEST_QUOTE: usize = 60;

/// All that is wrong with a figure.
#[derive(Debug, PartialEq)]
pub struct FigureFaults {
    /// The text of an SVG, in which the places of the faults count; empty for a PNG.
    pub text: String,
    /// The faults, in the order of their places.
    pub faults: Vec<FigureFault>,
}

/// One thing that is wrong with a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureFault {
    /// What is wrong.
    pub error: FigureError,
    /// Where, in the text of an SVG; `None` if it is about the file as a whole.
    pub place: Option<Range<usize>>,
}

impl FigureFault {
    /// A fault at a place.
    pub(super) fn at(place: Range<usize>, error: FigureError) -> FigureFault {
        FigureFault {
            error,
            place: Some(place),
        }
    }
}

impl From<FigureError> for FigureFault {
    fn from(error: FigureError) -> FigureFault {
        FigureFault { error, place: None }
    }
}

/// What there can be too much of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Excess {
    /// Attributes of one element.
    Attributes,
    /// Elements, each as often as it is drawn.
    Elements,
    /// Points of outlines and stops of gradients, each as often as it is drawn.
    Points,
    /// Characters of text.
    Characters,
    /// Selectors and declarations in `<style>` elements.
    Styles,
    /// Parts of one selector.
    SelectorParts,
    /// Dashes of lines.
    Dashes,
    /// Groups and tiles as large as the picture that are painted for themselves.
    Layers,
}

impl Excess {
    /// The limit and what it counts.
    fn limit(self) -> (u64, &'static str) {
        match self {
            Excess::Attributes => (MOST_ATTRIBUTES as u64, "attributes on one element"),
            Excess::Elements => (MOST_ELEMENTS, "elements to draw"),
            Excess::Points => (MOST_POINTS, "points to draw"),
            Excess::Characters => (MOST_CHARACTERS, "characters of text"),
            Excess::Styles => (
                MOST_STYLES as u64,
                "selectors and declarations in its style",
            ),
            Excess::SelectorParts => (MOST_SELECTOR_PARTS as u64, "parts in one selector"),
            Excess::Dashes => (MOST_DASHES, "dashes in its lines"),
            Excess::Layers => (
                MOST_LAYERS,
                "see-through, masked, clipped or tiled areas of its own size",
            ),
        }
    }
}

/// Why a file cannot be used as a figure.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FigureError {
    /// Not UTF-8, not XML, or no SVG.
    #[error("is broken SVG: {0}")]
    BrokenSvg(String),
    /// A document type that declares something.
    #[error("declares entities or attributes in its `DOCTYPE`, which are not read")]
    Declarations,
    /// A style sheet in another file.
    #[error("has its style in another file")]
    StyleSheet,
    /// Neither width and height nor a view box.
    #[error("has no size")]
    NoSize,
    /// An element that would not be drawn, or that leads out of the file.
    #[error("has an element `<{0}>`, which cannot be printed")]
    Element(String),
    /// An attribute that changes what is drawn and that is not read.
    #[error("has an attribute `{0}`, which is not read")]
    Attribute(String),
    /// A colour that is not read.
    #[error("has the colour `{0}`, which is not read")]
    Color(String),
    /// A value that is not read.
    #[error("has `{name}: {value}`, which is not read")]
    Value {
        /// The property or attribute.
        name: String,
        /// What it is set to.
        value: String,
        /// What can be written in its place.
        expected: String,
    },
    /// A property of a style that is not read.
    #[error("has a style `{0}`, which is not read")]
    Property(String),
    /// A rule of a `<style>` that is not read.
    #[error("has a style rule `{0}`, which is not read")]
    StyleRule(String),
    /// A selector of a `<style>` that is not read.
    #[error("has a selector `{0}`, which is not read")]
    Selector(String),
    /// A declaration that is to win over others.
    #[error("has a style with `!important`, which is not read")]
    Important,
    /// A piece of a style sheet that is not a style.
    #[error("has a style that is not read: `{0}`")]
    Style(String),
    /// A reference to something that is not in the file.
    #[error("refers to `{0}`, which is not in the file")]
    Reference(String),
    /// A reference to something of another kind than the place needs.
    #[error("refers to `{id}`, which is no {wanted}")]
    ReferenceKind {
        /// What it refers to, with its `#`.
        id: String,
        /// What belongs in its place.
        wanted: &'static str,
    },
    /// Something that is drawn as a part of itself.
    #[error("draws `#{0}` as a part of itself")]
    Recursion(String),
    /// A name that several elements have.
    #[error("gives the id `{0}` twice")]
    SameId(String),
    /// Groups within groups beyond [`DEEPEST_NESTING`].
    #[error("nests its elements more than {DEEPEST_NESTING} deep")]
    Nesting,
    /// Clipped groups within clipped groups beyond [`DEEPEST_CLIPS`].
    #[error("clips groups within groups more than {DEEPEST_CLIPS} deep")]
    Clips,
    /// A tile of a pattern beyond [`super::limits::LARGEST_TILE`].
    #[error("has a pattern that is much larger than the picture")]
    Tile,
    /// Too much of something.
    #[error("has more than {limit} {what}", limit = .0.limit().0, what = .0.limit().1)]
    Excess(Excess),
    /// A number beyond [`LARGEST_NUMBER`].
    #[error("has the number `{0}`, which is larger than PDF readers can be trusted with")]
    Number(String),
    /// Text in another typeface.
    #[error("sets text in `{0}`, which is not a bundled typeface")]
    Typeface(String),
    /// Text that no bundled typeface can write.
    #[error("has the character `{0}` (U+{code:04X}), which no bundled font can write", code = u32::from(*.0))]
    Character(char),
    /// Text that is not drawn as text.
    #[error("has text in a pattern, a mask or a clip path")]
    TextAsShape,
    /// Text that would be cut off.
    #[error("has text that runs over its edge: `{0}`")]
    TextOutside(String),
    /// Text that is hard to see.
    #[error("has text with a contrast of {contrast:.1} to 1 against what is behind it: `{words}`")]
    PaleText {
        /// The contrast ratio (WCAG 2.2).
        contrast: f32,
        /// The text.
        words: String,
    },
    /// Nothing to see in it.
    #[error("draws nothing")]
    Blank,
    /// A side below [`super::limits::SMALLEST_SIDE`].
    #[error("is {0:.1} mm by {1:.1} mm as placed on a page")]
    Speck(f32, f32),
    /// A side beyond [`LARGEST_SIDE`].
    #[error("is more than {limit} units wide or high", limit = LARGEST_SIDE.to_pt())]
    Huge,
    /// Text below 12 pt.
    #[error("has text of {0:.1} pt as placed on a page")]
    SmallText(f32),
    /// Names that are lost when it is turned into greys.
    #[error("has a name that is not plain")]
    Name,
    /// No PNG, or a damaged one.
    #[error("is broken PNG: {0}")]
    BrokenPng(String),
    /// More than [`super::limits::MOST_PIXELS`].
    #[error("has {0} million pixels")]
    Pixels(u64),
    /// More than [`super::limits::MOST_MEMORY`].
    #[error("takes {0} MB when it is unpacked")]
    Memory(u64),
    /// A panic in what reads it.
    #[error("stops the program that reads it")]
    Panic,
}

impl FigureError {
    /// How to fix it.
    pub fn hint(&self) -> String {
        match self {
            FigureError::Value { expected, .. } => expected.clone(),
            FigureError::Number(_) => {
                format!("keep numbers between -{LARGEST_NUMBER} and {LARGEST_NUMBER}")
            }
            FigureError::PaleText { .. } => format!(
                "make the text darker or what is behind it lighter: at least {LEAST_CONTRAST} to 1"
            ),
            _ => self.fixed_hint().to_owned(),
        }
    }

    fn fixed_hint(&self) -> &'static str {
        match self {
            FigureError::BrokenSvg(_) | FigureError::BrokenPng(_) | FigureError::Panic => {
                "export it again"
            }
            FigureError::Declarations => "leave out what stands in `[` and `]`",
            FigureError::StyleSheet => "write the style into the file, in a `<style>` element",
            FigureError::NoSize => {
                "give its `<svg>` a `viewBox`, or `width` and `height` in points"
            }
            FigureError::Element(_) | FigureError::TextAsShape => "draw with shapes and text",
            FigureError::Attribute(_) => "leave it out, and draw what it does with shapes and text",
            FigureError::Color(_) => "write it as `#rrggbb`",
            FigureError::Property(_) => "leave it out, and draw what it does with shapes and text",
            FigureError::StyleRule(_) | FigureError::Important => {
                "write the style of each element into the file"
            }
            FigureError::Selector(_) => "give the elements a class, and select that: `.name`",
            FigureError::Style(_) => "write `name: value`, with a `;` between one and the next",
            FigureError::Reference(_) => "draw it in the file itself, or correct the name",
            FigureError::ReferenceKind { .. } => "correct the name",
            FigureError::Recursion(_) => "draw it once more instead of referring to it",
            FigureError::SameId(_) => "give each element an id of its own",
            FigureError::Nesting | FigureError::Clips => "ungroup it in a drawing program",
            FigureError::Excess(Excess::Styles | Excess::SelectorParts) => {
                "write the style of each element into the file"
            }
            FigureError::Excess(_) => "simplify it, or save it as a PNG",
            FigureError::Tile => "draw what it shows as shapes",
            FigureError::Typeface(_) => "set it in `Atkinson Hyperlegible Next` or `sans-serif`",
            FigureError::Character(_) => "write it in words, or draw it as a shape",
            FigureError::TextOutside(_) => "move it inward, or make the `viewBox` larger",
            FigureError::Name => "use letters, digits and hyphens alone in its ids and font names",
            FigureError::Huge => "draw it in smaller units",
            FigureError::SmallText(_) => {
                "make the text at least 12 pt, or the drawing smaller: it has a place of 363 by 297 pt"
            }
            FigureError::Blank => "draw something in it, or delete it",
            FigureError::Speck(..) => {
                "draw it larger or nearer to a square: each side is at least 3 mm on paper"
            }
            FigureError::Memory(_) => "save it in 8 bits a channel",
            FigureError::Pixels(_) => "scale it down to at most 20 million",
            FigureError::Value { .. } | FigureError::Number(_) | FigureError::PaleText { .. } => "",
        }
    }
}

/// A piece of a file as messages quote it: on one line, and not too long.
pub(super) fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST_QUOTE {
        return line;
    }
    let start: String = line.chars().take(LONGEST_QUOTE - 1).collect();
    format!("{start}…")
}
