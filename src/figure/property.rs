//! Which properties and attributes of an SVG are read, and which values of them.
//!
//! In: what is drawn as browsers and drawing programs draw it. What draws the file turns a colour that it does not know
//! black and passes over any other value that it does not know: both are faults here, whatever they would have done.

use std::str::FromStr;
use std::sync::LazyLock;

use regex::Regex;
use svgtypes::{
    AspectRatio, Color, FontShorthand, Length, LengthListParser, LengthUnit, NumberListParser,
    Paint, PaintOrder, SimplePathSegment, SimplifyingPathParser, Transform, TransformOrigin,
    ViewBox, parse_font_families,
};

use super::fault::{FigureError, quoted};
use super::limits::LARGEST_NUMBER;

/// What a property or an attribute is set to.
#[derive(Clone, Copy)]
enum ValueKind {
    /// A colour, or a gradient or pattern in the file.
    Paint,
    /// A colour, or the one of the text around.
    Color,
    /// A colour.
    PlainColor,
    /// A share: a number or a percentage.
    Share,
    /// A length of either sign.
    Length,
    /// A length that is not negative, or `auto`.
    Size,
    /// One or more lengths.
    Lengths,
    /// Lengths that are not negative, or `none`.
    Dashes,
    /// `normal` or a length.
    Spacing,
    /// A number of at least 1.
    Miter,
    /// Numbers, an even count of them.
    Points,
    /// An outline.
    Outline,
    /// A move, turn or scale of the SVG kind.
    Transform,
    /// The point that a transform turns about.
    Origin,
    /// Four numbers, the last two above 0.
    ViewBox,
    /// How a view box is fitted.
    Aspect,
    /// Numbers.
    Numbers,
    /// A direction of a marker.
    Orient,
    /// Something in the file, or `none`.
    Link,
    /// Names of typefaces.
    Families,
    /// A size of type.
    FontSize,
    /// All of a font in one.
    Font,
    /// How far text is moved off its line.
    Shift,
    /// In which order fill, edge and markers are drawn.
    PaintOrder,
    /// One of these words.
    Words(&'static [&'static str]),
    /// Anything: it makes no difference on paper.
    Any,
}

const BASELINES: &[&str] = &[
    "auto",
    "baseline",
    "before-edge",
    "text-before-edge",
    "middle",
    "central",
    "after-edge",
    "text-after-edge",
    "ideographic",
    "alphabetic",
    "hanging",
    "mathematical",
    "inherit",
];
const DOMINANT_BASELINES: &[&str] = &[
    "auto",
    "ideographic",
    "alphabetic",
    "hanging",
    "mathematical",
    "central",
    "middle",
    "text-after-edge",
    "text-before-edge",
    "inherit",
];
const BLENDS: &[&str] = &[
    "normal",
    "multiply",
    "screen",
    "overlay",
    "darken",
    "lighten",
    "color-dodge",
    "color-burn",
    "hard-light",
    "soft-light",
    "difference",
    "exclusion",
    "hue",
    "saturation",
    "color",
    "luminosity",
];
const WEIGHTS: &[&str] = &[
    "normal", "bold", "bolder", "lighter", "100", "200", "300", "400", "500", "600", "700", "800",
    "900", "inherit",
];
const STRETCHES: &[&str] = &[
    "normal",
    "ultra-condensed",
    "extra-condensed",
    "condensed",
    "semi-condensed",
    "semi-expanded",
    "expanded",
    "extra-expanded",
    "ultra-expanded",
    "inherit",
];
const NORMAL: ValueKind = ValueKind::Words(&["normal"]);
const NONE: ValueKind = ValueKind::Words(&["none"]);
/// What is behind a figure anyway.
const PAPER: ValueKind = ValueKind::Words(&["none", "transparent", "white", "#fff", "#ffffff"]);
const UNITS: ValueKind = ValueKind::Words(&["userSpaceOnUse", "objectBoundingBox"]);
const FILL_RULES: ValueKind = ValueKind::Words(&["nonzero", "evenodd", "inherit"]);

/// The properties: each may stand in a style and, but for those in [`STYLE_ALONE`], as an attribute.
const PROPERTIES: &[(&str, ValueKind)] = &[
    ("fill", ValueKind::Paint),
    ("stroke", ValueKind::Paint),
    ("color", ValueKind::PlainColor),
    ("stop-color", ValueKind::Color),
    ("opacity", ValueKind::Share),
    ("fill-opacity", ValueKind::Share),
    ("stroke-opacity", ValueKind::Share),
    ("stop-opacity", ValueKind::Share),
    ("fill-rule", FILL_RULES),
    ("clip-rule", FILL_RULES),
    ("stroke-width", ValueKind::Size),
    ("stroke-miterlimit", ValueKind::Miter),
    ("stroke-dasharray", ValueKind::Dashes),
    ("stroke-dashoffset", ValueKind::Length),
    (
        "stroke-linecap",
        ValueKind::Words(&["butt", "round", "square", "inherit"]),
    ),
    (
        "stroke-linejoin",
        ValueKind::Words(&["miter", "round", "bevel", "inherit"]),
    ),
    ("paint-order", ValueKind::PaintOrder),
    ("vector-effect", ValueKind::Words(&["none"])),
    ("clip-path", ValueKind::Link),
    ("mask", ValueKind::Link),
    ("marker", ValueKind::Link),
    ("marker-start", ValueKind::Link),
    ("marker-mid", ValueKind::Link),
    ("marker-end", ValueKind::Link),
    ("mask-type", ValueKind::Words(&["luminance", "alpha"])),
    ("mix-blend-mode", ValueKind::Words(BLENDS)),
    ("isolation", ValueKind::Words(&["auto", "isolate"])),
    (
        "display",
        ValueKind::Words(&["inline", "block", "none", "inherit"]),
    ),
    (
        "visibility",
        ValueKind::Words(&["visible", "hidden", "collapse", "inherit"]),
    ),
    (
        "overflow",
        ValueKind::Words(&["visible", "hidden", "auto", "scroll", "inherit"]),
    ),
    ("transform", ValueKind::Transform),
    ("transform-origin", ValueKind::Origin),
    ("transform-box", ValueKind::Words(&["view-box"])),
    ("font", ValueKind::Font),
    ("font-family", ValueKind::Families),
    ("font-size", ValueKind::FontSize),
    ("font-weight", ValueKind::Words(WEIGHTS)),
    ("font-stretch", ValueKind::Words(STRETCHES)),
    ("font-style", ValueKind::Words(&["normal", "inherit"])),
    ("font-variant", ValueKind::Words(&["normal", "inherit"])),
    (
        "font-kerning",
        ValueKind::Words(&["auto", "normal", "none"]),
    ),
    ("font-optical-sizing", ValueKind::Any),
    ("font-size-adjust", NONE),
    ("font-synthesis", ValueKind::Any),
    ("font-feature-settings", NORMAL),
    ("font-variation-settings", NORMAL),
    ("font-variant-alternates", NORMAL),
    ("font-variant-caps", NORMAL),
    ("font-variant-east-asian", NORMAL),
    ("font-variant-ligatures", NORMAL),
    ("font-variant-numeric", NORMAL),
    ("font-variant-position", NORMAL),
    ("letter-spacing", ValueKind::Spacing),
    ("word-spacing", ValueKind::Spacing),
    (
        "text-anchor",
        ValueKind::Words(&["start", "middle", "end", "inherit"]),
    ),
    (
        "text-decoration",
        ValueKind::Words(&["none", "underline", "overline", "line-through", "inherit"]),
    ),
    ("text-decoration-line", NONE),
    ("text-decoration-color", ValueKind::Any),
    ("text-decoration-style", ValueKind::Any),
    ("text-decoration-thickness", ValueKind::Any),
    ("text-indent", ValueKind::Words(&["0", "0px"])),
    ("text-orientation", ValueKind::Words(&["mixed"])),
    ("text-shadow", NONE),
    ("text-transform", NONE),
    ("dominant-baseline", ValueKind::Words(DOMINANT_BASELINES)),
    ("alignment-baseline", ValueKind::Words(BASELINES)),
    ("baseline-shift", ValueKind::Shift),
    ("direction", ValueKind::Words(&["ltr"])),
    ("unicode-bidi", NORMAL),
    (
        "writing-mode",
        ValueKind::Words(&["lr", "lr-tb", "horizontal-tb"]),
    ),
    ("white-space", ValueKind::Words(&["normal", "nowrap"])),
    ("filter", NONE),
    ("clip", ValueKind::Words(&["auto"])),
    ("background", PAPER),
    ("background-color", PAPER),
    ("color-interpolation", ValueKind::Words(&["auto", "sRGB"])),
    ("color-interpolation-filters", ValueKind::Any),
    ("color-profile", ValueKind::Words(&["auto", "sRGB"])),
    ("flood-color", ValueKind::Any),
    ("flood-opacity", ValueKind::Any),
    ("lighting-color", ValueKind::Any),
    ("inline-size", ValueKind::Words(&["0", "0px"])),
    ("shape-padding", ValueKind::Any),
    ("shape-margin", ValueKind::Any),
    ("block-progression", ValueKind::Any),
    ("color-rendering", ValueKind::Any),
    ("color-scheme", ValueKind::Any),
    ("cursor", ValueKind::Any),
    ("enable-background", ValueKind::Any),
    ("glyph-orientation-horizontal", ValueKind::Any),
    ("glyph-orientation-vertical", ValueKind::Any),
    ("image-rendering", ValueKind::Any),
    ("line-height", ValueKind::Any),
    ("pointer-events", ValueKind::Any),
    ("shape-rendering", ValueKind::Any),
    ("solid-color", ValueKind::Any),
    ("solid-opacity", ValueKind::Any),
    ("text-align", ValueKind::Any),
    ("text-overflow", ValueKind::Any),
    ("text-rendering", ValueKind::Any),
    ("transition", ValueKind::Any),
    ("user-select", ValueKind::Any),
];

/// The properties that stand in a style alone: as attributes they are read by nobody.
const STYLE_ALONE: [&str; 4] = ["font", "marker", "mix-blend-mode", "isolation"];
/// The properties that are read as attributes alone: a style has other words for them.
const ATTRIBUTE_ALONE: [&str; 2] = ["transform", "transform-origin"];

/// The attributes that are no properties.
const ATTRIBUTES: &[(&str, ValueKind)] = &[
    ("x", ValueKind::Lengths),
    ("y", ValueKind::Lengths),
    ("dx", ValueKind::Lengths),
    ("dy", ValueKind::Lengths),
    ("rotate", ValueKind::Numbers),
    ("width", ValueKind::Size),
    ("height", ValueKind::Size),
    ("rx", ValueKind::Size),
    ("ry", ValueKind::Size),
    ("r", ValueKind::Size),
    ("cx", ValueKind::Length),
    ("cy", ValueKind::Length),
    ("fx", ValueKind::Length),
    ("fy", ValueKind::Length),
    ("fr", ValueKind::Words(&["0", "0%"])),
    ("x1", ValueKind::Length),
    ("y1", ValueKind::Length),
    ("x2", ValueKind::Length),
    ("y2", ValueKind::Length),
    ("d", ValueKind::Outline),
    ("points", ValueKind::Points),
    ("viewBox", ValueKind::ViewBox),
    ("preserveAspectRatio", ValueKind::Aspect),
    ("offset", ValueKind::Share),
    ("gradientTransform", ValueKind::Transform),
    ("patternTransform", ValueKind::Transform),
    ("gradientUnits", UNITS),
    ("patternUnits", UNITS),
    ("patternContentUnits", UNITS),
    ("clipPathUnits", UNITS),
    ("maskUnits", UNITS),
    ("maskContentUnits", UNITS),
    (
        "markerUnits",
        ValueKind::Words(&["strokeWidth", "userSpaceOnUse"]),
    ),
    ("markerWidth", ValueKind::Size),
    ("markerHeight", ValueKind::Size),
    ("refX", ValueKind::Length),
    ("refY", ValueKind::Length),
    ("orient", ValueKind::Orient),
    ("spreadMethod", ValueKind::Words(&["pad"])),
    ("startOffset", ValueKind::Length),
    ("textLength", ValueKind::Size),
    (
        "lengthAdjust",
        ValueKind::Words(&["spacing", "spacingAndGlyphs"]),
    ),
    ("method", ValueKind::Words(&["align"])),
    ("spacing", ValueKind::Words(&["auto", "exact"])),
    ("side", ValueKind::Words(&["left"])),
    ("media", ValueKind::Words(&["", "all", "print"])),
];
/// The attributes that change what is drawn and that are not read.
const REFUSED_ATTRIBUTES: [&str; 6] = [
    "kerning",
    "path",
    "pathLength",
    "requiredExtensions",
    "requiredFeatures",
    "systemLanguage",
];

/// What is wrong with a property in a style.
pub(super) fn fault_in_style(name: &str, value: &str) -> Option<FigureError> {
    // A note that a drawing program keeps for itself.
    if name.starts_with("-inkscape-") {
        return None;
    }
    match find(PROPERTIES, name) {
        Some(kind) if !ATTRIBUTE_ALONE.contains(&name) => kind.fault(name, value),
        _ => Some(FigureError::Property(quoted(name))),
    }
}

/// What is wrong with an attribute. Those that SVG does not have are read by nobody.
pub(super) fn fault_in_attribute(name: &str, value: &str) -> Option<FigureError> {
    if STYLE_ALONE.contains(&name) {
        return None;
    }
    if REFUSED_ATTRIBUTES.contains(&name) || name.starts_with("on") {
        return Some(FigureError::Attribute(quoted(name)));
    }
    let kind = find(PROPERTIES, name).or_else(|| find(ATTRIBUTES, name))?;
    kind.fault(name, value)
}

/// The complaint about a value that is not read.
pub(super) fn unread(name: &str, value: &str) -> FigureError {
    match find(PROPERTIES, name) {
        Some(kind) => kind.refusal(name, value),
        None => FigureError::Property(quoted(name)),
    }
}

fn find(table: &[(&str, ValueKind)], name: &str) -> Option<ValueKind> {
    table
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, kind)| *kind)
}

impl ValueKind {
    fn fault(self, name: &str, value: &str) -> Option<FigureError> {
        // Words are compared as they stand, with the spaces around them.
        if !self.reads(value) {
            return Some(self.refusal(name, value));
        }
        let number = self.has_numbers().then(|| huge_number(value)).flatten()?;
        Some(FigureError::Number(quoted(number)))
    }

    fn refusal(self, name: &str, value: &str) -> FigureError {
        match self {
            ValueKind::Paint | ValueKind::Color | ValueKind::PlainColor => {
                FigureError::Color(quoted(value))
            }
            _ => FigureError::Value {
                name: name.to_owned(),
                value: quoted(value),
                expected: self.expected(),
            },
        }
    }

    fn reads(self, value: &str) -> bool {
        match self {
            ValueKind::Any => true,
            ValueKind::Words(words) => words.contains(&value),
            ValueKind::Paint => is_paint(value.trim()),
            ValueKind::Color => is_color_word(value) || is_color(value),
            ValueKind::PlainColor => value == "inherit" || is_color(value),
            ValueKind::Share => value == "inherit" || length(value).is_some_and(is_share),
            ValueKind::Length => value == "inherit" || length(value).is_some(),
            ValueKind::Size => ["inherit", "auto"].contains(&value) || size(value),
            ValueKind::Spacing => ["inherit", "normal"].contains(&value) || length(value).is_some(),
            ValueKind::Shift => {
                ["baseline", "sub", "super"].contains(&value) || length(value).is_some()
            }
            ValueKind::Dashes => ["inherit", "none"].contains(&value) || are_sizes(value),
            ValueKind::Lengths => LengthListParser::from(value).all(|it| it.is_ok()),
            ValueKind::Numbers => NumberListParser::from(value).all(|it| it.is_ok()),
            ValueKind::Miter => length(value).is_some_and(|it| it.number >= 1.0),
            ValueKind::Points => are_points(value),
            ValueKind::Outline => is_outline(value),
            ValueKind::Transform => is_transform(value),
            ValueKind::Origin => TransformOrigin::from_str(value).is_ok(),
            ValueKind::ViewBox => ViewBox::from_str(value).is_ok(),
            ValueKind::Aspect => AspectRatio::from_str(value).is_ok(),
            ValueKind::Orient => {
                ["auto", "auto-start-reverse"].contains(&value)
                    || svgtypes::Angle::from_str(value).is_ok()
            }
            ValueKind::Link => value == "none" || svgtypes::FuncIRI::from_str(value).is_ok(),
            ValueKind::Families => value == "inherit" || are_families(value),
            ValueKind::FontSize => is_font_size(value),
            ValueKind::Font => FontShorthand::from_str(value).is_ok_and(is_font),
            ValueKind::PaintOrder => is_paint_order(value),
        }
    }

    fn has_numbers(self) -> bool {
        // Numbers of an outline run together, so they are looked at as they are parsed.
        !matches!(
            self,
            ValueKind::Any
                | ValueKind::Words(_)
                | ValueKind::Paint
                | ValueKind::Color
                | ValueKind::PlainColor
                | ValueKind::Link
                | ValueKind::Families
                | ValueKind::Outline
                | ValueKind::PaintOrder
        )
    }

    /// What can be written in place of a value that is not read.
    fn expected(self) -> String {
        let fixed = match self {
            ValueKind::Words(words) => {
                let quoted: Vec<_> = words
                    .iter()
                    .filter(|it| !it.is_empty())
                    .map(|it| format!("`{it}`"))
                    .collect();
                return format!("write {}, or leave it out", quoted.join(" or "));
            }
            ValueKind::Share => "write a number from 0 to 1, or a percentage",
            ValueKind::Length | ValueKind::Spacing | ValueKind::Shift => {
                "write a length: `2` or `2mm`"
            }
            ValueKind::Size | ValueKind::FontSize => "write a length of 0 or more: `2` or `2mm`",
            ValueKind::Lengths | ValueKind::Dashes => "write lengths: `2 1`",
            ValueKind::Miter => "write a number of at least 1",
            ValueKind::Numbers => "write numbers: `2 1`",
            ValueKind::Points => "write pairs of numbers: `0,0 10,5`",
            ValueKind::Outline => {
                "write a whole outline, as a drawing program saves it: `M0 0L10 5Z`"
            }
            ValueKind::Transform => {
                "write an attribute such as `transform=\"translate(2 1)\"`, and no scale of 0"
            }
            ValueKind::Origin => "write two lengths: `2 1`",
            ValueKind::ViewBox => "write four numbers, the last two above 0: `0 0 300 200`",
            ValueKind::Aspect => "write `xMidYMid meet` or its like",
            ValueKind::Orient => "write `auto` or an angle: `90`",
            ValueKind::Link => "write `url(#id)` with the id of something in the file",
            ValueKind::Families => "write `sans-serif`",
            ValueKind::Font => "write `font-size`, `font-family` and `font-weight` one by one",
            ValueKind::PaintOrder => "write `stroke fill` or its like",
            ValueKind::Paint | ValueKind::Color | ValueKind::PlainColor | ValueKind::Any => {
                "leave it out"
            }
        };
        fixed.to_owned()
    }
}

fn is_color_word(value: &str) -> bool {
    ["inherit", "currentColor"].contains(&value)
}

fn is_paint(value: &str) -> bool {
    let fallback = match Paint::from_str(value) {
        Err(_) => return false,
        Ok(Paint::Color(_)) => value,
        Ok(Paint::FuncIRI(..)) => value.split_once(')').map_or("", |(_, rest)| rest.trim()),
        Ok(_) => return true,
    };
    fallback.is_empty() || fallback == "none" || is_color_word(fallback) || is_color(fallback)
}

/// Whether a colour is read as it is meant. The reader takes a percentage for a plain number in some places, and a
/// plain number for a percentage in others.
fn is_color(value: &str) -> bool {
    static PARTS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[\s,/]+").expect("the pattern is sound"));
    if Color::from_str(value).is_err() {
        return false;
    }
    let Some((name, parts)) = value.trim_end_matches(')').split_once('(') else {
        return true;
    };
    let parts: Vec<&str> = PARTS.split(parts.trim()).collect();
    let is_percentage = |part: &&str| part.ends_with('%');
    let first: Vec<bool> = parts.iter().take(3).map(is_percentage).collect();
    match (name.to_ascii_lowercase().as_str(), first.as_slice()) {
        ("rgb" | "rgba", [red, green, blue]) => red == green && green == blue,
        ("hsl" | "hsla" | "hwb", [false, true, true]) => true,
        _ => false,
    }
}

fn length(value: &str) -> Option<Length> {
    Length::from_str(value)
        .ok()
        .filter(|it| it.number.is_finite())
}

fn is_share(length: Length) -> bool {
    matches!(length.unit, LengthUnit::None | LengthUnit::Percent)
}

fn size(value: &str) -> bool {
    length(value).is_some_and(|it| it.number >= 0.0)
}

fn are_sizes(value: &str) -> bool {
    LengthListParser::from(value).all(|it| it.is_ok_and(|it| it.number >= 0.0))
}

fn are_points(value: &str) -> bool {
    let numbers: Result<Vec<f64>, _> = NumberListParser::from(value).collect();
    numbers.is_ok_and(|it| it.len().is_multiple_of(2))
}

fn is_outline(value: &str) -> bool {
    ["", "none"].contains(&value) || SimplifyingPathParser::from(value).all(|it| it.is_ok())
}

fn is_transform(value: &str) -> bool {
    let Ok(it) = Transform::from_str(value) else {
        return value == "none";
    };
    // What draws the file takes a smaller scale for none.
    let area = it.a * it.d - it.b * it.c;
    area.is_finite() && area.abs() > 1e-12
}

fn are_families(value: &str) -> bool {
    parse_font_families(value).is_ok_and(|it| !it.is_empty())
}

fn is_font_size(value: &str) -> bool {
    const NAMES: [&str; 10] = [
        "inherit", "xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large",
        "larger", "smaller",
    ];
    NAMES.contains(&value) || size(value)
}

/// Whether all parts of a font in one are read.
fn is_font(font: FontShorthand) -> bool {
    let words = [
        ("font-style", font.font_style),
        ("font-variant", font.font_variant),
        ("font-weight", font.font_weight),
        ("font-stretch", font.font_stretch),
        ("font-size", Some(font.font_size)),
        ("font-family", Some(font.font_family)),
    ];
    words.into_iter().all(|(name, value)| {
        let kind = find(PROPERTIES, name);
        value.is_none_or(|value| kind.is_some_and(|kind| kind.reads(value.trim())))
    })
}

fn is_paint_order(value: &str) -> bool {
    const WORDS: [&str; 5] = ["normal", "fill", "stroke", "markers", "inherit"];
    let known = value.split_whitespace().all(|word| WORDS.contains(&word));
    known && PaintOrder::from_str(value).is_ok()
}

/// The first number in a value that is too large.
fn huge_number(value: &str) -> Option<&str> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
            .expect("the pattern is sound")
    });
    let mut numbers = NUMBER.find_iter(value).map(|found| found.as_str());
    numbers.find(|number| {
        let value: f64 = number.parse().expect("the pattern takes only numbers");
        value.abs() > LARGEST_NUMBER
    })
}

/// The points of an outline, and the first number in it that is too large.
pub(super) struct Outline {
    /// How many points it has.
    pub(super) points: u64,
    /// A number beyond the limit.
    pub(super) huge: Option<f64>,
}

/// Looks at the points of an outline, where the pen is at each of them.
pub(super) fn outline(value: &str) -> Outline {
    let mut outline = Outline {
        points: 0,
        huge: None,
    };
    for segment in SimplifyingPathParser::from(value).flatten() {
        let numbers = match segment {
            SimplePathSegment::MoveTo { x, y } | SimplePathSegment::LineTo { x, y } => {
                [x, y, 0.0, 0.0, 0.0, 0.0]
            }
            SimplePathSegment::CurveTo {
                x1,
                y1,
                x2,
                y2,
                x,
                y,
            } => [x1, y1, x2, y2, x, y],
            SimplePathSegment::Quadratic { x1, y1, x, y } => [x1, y1, x, y, 0.0, 0.0],
            SimplePathSegment::ClosePath => [0.0; 6],
        };
        outline.points += 1;
        let is_huge = |number: &f64| number.is_nan() || number.abs() > LARGEST_NUMBER;
        outline.huge = outline.huge.or(numbers.into_iter().find(is_huge));
    }
    outline
}
