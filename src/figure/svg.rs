//! How an SVG is read: what its text may hold, then what it draws.

use std::sync::{Arc, LazyLock};

use usvg::roxmltree::{self, Document};
use usvg::{ImageHrefResolver, Tree, fontdb};

use super::drawing::Inspection;
use super::fault::{FigureError, FigureFault, FigureFaults};
use super::trace::Traced;
use super::{check_sides, contrast, cost, grey, least_scale, markup, prescan};
use crate::fonts::{Face, LATIN_FAMILY};
use crate::length::{Length, pt};

/// A drawing without faults.
pub(super) struct Drawn {
    /// Its width, in points.
    pub(super) width: Length,
    /// Its height.
    pub(super) height: Length,
    /// The size of its smallest text.
    pub(super) smallest_text: Option<Length>,
    /// What it draws.
    pub(super) tree: Tree,
    /// The same in greys.
    pub(super) grey: Tree,
}

/// The text of a file, with the ends of lines that XML gives them.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, FigureFaults> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| FigureError::BrokenSvg("it is not UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    Ok(text.replace("\r\n", "\n"))
}

/// Reads an SVG.
///
/// # Errors
/// All that is wrong with it, as far as it can be looked at without harm.
pub(super) fn read(text: &str) -> Result<Drawn, Vec<FigureFault>> {
    let faults = prescan::check(text);
    if !faults.is_empty() {
        return Err(faults);
    }
    let document = parse(text).map_err(alone)?;
    let (markup, faults) = markup::check(&document);
    if faults.iter().any(|fault| ends_reading(&fault.error)) {
        return Err(faults);
    }
    let excesses = cost::check(&document, &markup);
    if !excesses.is_empty() {
        return Err([faults, excesses].concat());
    }
    draw(&document, faults)
}

/// Whether a fault of the markup is one with which the file is not looked at any further: what is parsed then could
/// lead out of the file, or cost without bound.
fn ends_reading(error: &FigureError) -> bool {
    matches!(
        error,
        FigureError::NoSize
            | FigureError::Element(_)
            | FigureError::Style(_)
            | FigureError::StyleRule(_)
            | FigureError::Number(_)
            | FigureError::Excess(_)
    )
}

fn parse(text: &str) -> Result<Document<'_>, FigureError> {
    let options = roxmltree::ParsingOptions {
        // What a document type declares has been refused.
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| broken(&error))
}

fn alone(error: FigureError) -> Vec<FigureFault> {
    vec![error.into()]
}

fn broken(error: &dyn std::fmt::Display) -> FigureError {
    FigureError::BrokenSvg(error.to_string())
}

/// Parses a document whose markup has these faults, and looks at what it draws.
fn draw(document: &Document, mut faults: Vec<FigureFault>) -> Result<Drawn, Vec<FigureFault>> {
    let tree = match Tree::from_xmltree(document, &options()) {
        Ok(tree) => tree,
        Err(error) => return Err([faults, vec![broken(&error).into()]].concat()),
    };
    let (width, height) = (pt(tree.size().width()), pt(tree.size().height()));
    faults.extend(check_sides(width, height).err().map(FigureFault::from));
    // Colours that are not read would make a fault of any text.
    let background = faults.is_empty().then(|| {
        let text = contrast::without_words(document);
        parse_again(&text)
    });
    let scale = least_scale(width, height);
    let look = DrawnLook {
        scale,
        background: background
            .transpose()
            .map_err(|error| alone(broken(&error)))?,
    };
    let found = look.through(document, &tree).map_err(alone)?;
    faults.extend(found.faults);
    let grey = grey::svg(&tree);
    faults.extend(grey.is_err().then(|| FigureError::Name.into()));
    match grey {
        Ok(grey) if faults.is_empty() => Ok(Drawn {
            width,
            height,
            smallest_text: found.smallest_text.map(|placed| placed / scale),
            tree,
            grey,
        }),
        _ => Err(faults),
    }
}

/// How a drawing is looked at.
struct DrawnLook {
    /// The least scale that it is placed at.
    scale: f32,
    /// The drawing without its words, if the contrast of its text is to be looked at.
    background: Option<Tree>,
}

/// What was found in a drawing.
struct FoundPart {
    faults: Vec<FigureFault>,
    smallest_text: Option<Length>,
}

impl DrawnLook {
    /// Looks through a drawing. If something is wrong with it, it is looked through again for the places.
    fn through(&self, document: &Document, tree: &Tree) -> Result<FoundPart, FigureError> {
        let found = self.at(tree, None);
        if found.faults.is_empty() {
            return Ok(found);
        }
        let traced = Traced::of(document);
        let copy = parse_again(&traced.text).map_err(|error| broken(&error))?;
        Ok(self.at(&copy, Some(&traced)))
    }

    fn at(&self, tree: &Tree, traced: Option<&Traced>) -> FoundPart {
        let mut inspection = Inspection::of(tree, self.scale, traced);
        let can_be_painted = !inspection
            .faults
            .iter()
            .any(|fault| cannot_be_painted(&fault.error));
        if let Some(background) = &self.background
            && can_be_painted
            && inspection.smallest_text.is_some()
        {
            contrast::check(&mut inspection, background);
        }
        FoundPart {
            faults: inspection.faults,
            smallest_text: inspection.smallest_text,
        }
    }
}

/// Whether a fault of the drawing is one with which painting it could cost without bound.
fn cannot_be_painted(error: &FigureError) -> bool {
    matches!(
        error,
        FigureError::Number(_) | FigureError::Excess(_) | FigureError::Tile | FigureError::Clips
    )
}

fn options() -> usvg::Options<'static> {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        for face in Face::ALL {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(face.bytes())));
        }
        // Where nothing fits, usvg takes the serif family, and drops the text when that is missing.
        fonts.set_serif_family(LATIN_FAMILY);
        fonts.set_sans_serif_family(LATIN_FAMILY);
        Arc::new(fonts)
    });
    usvg::Options {
        dpi: 72.0,
        font_family: LATIN_FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        // Pictures within pictures are refused; if one were not, it would still not be read.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

/// Parses what was made of a file that has been looked at.
///
/// # Errors
/// When it is no SVG any more.
pub(super) fn parse_again(text: &str) -> Result<Tree, usvg::Error> {
    Tree::from_str(text, &options())
}
