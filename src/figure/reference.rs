//! What elements of an SVG refer to: gradients, patterns, clip paths, masks, markers, and what is drawn again.

use std::collections::BTreeMap;
use std::ops::Range;

use usvg::roxmltree::Node;

use super::fault::{FigureError, FigureFault, quoted};
use super::style::Declaration;

/// What something is referred to for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReferenceRole {
    /// To fill or draw with.
    Paint,
    /// To draw on each point of an outline.
    Marker,
    /// To clip with.
    Clip,
    /// To mask with.
    Mask,
    /// To draw it once more.
    Use,
    /// To set text along it.
    TextPath,
    /// To take stops and measures from.
    Gradient,
    /// To take content and measures from.
    Pattern,
}

impl ReferenceRole {
    /// What the `href` of an element is for; `None` if it makes no difference on paper.
    pub(super) fn of_link(element: &str) -> Option<ReferenceRole> {
        match element {
            "a" => None,
            "textPath" => Some(ReferenceRole::TextPath),
            "linearGradient" | "radialGradient" => Some(ReferenceRole::Gradient),
            "pattern" => Some(ReferenceRole::Pattern),
            _ => Some(ReferenceRole::Use),
        }
    }

    /// The names of the elements that can have this role, in words and as they are written.
    fn wanted(self) -> (&'static str, &'static [&'static str]) {
        match self {
            ReferenceRole::Paint => (
                "gradient or pattern",
                &["linearGradient", "radialGradient", "pattern"],
            ),
            ReferenceRole::Marker => ("marker", &["marker"]),
            ReferenceRole::Clip => ("clip path", &["clipPath"]),
            ReferenceRole::Mask => ("mask", &["mask"]),
            ReferenceRole::Use => (
                "shape, group, symbol or text",
                &[
                    "a", "circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect",
                    "svg", "symbol", "text", "use",
                ],
            ),
            ReferenceRole::TextPath => ("path", &["path"]),
            ReferenceRole::Gradient => ("gradient", &["linearGradient", "radialGradient"]),
            ReferenceRole::Pattern => ("pattern", &["pattern"]),
        }
    }
}

/// One reference.
#[derive(Clone, Debug)]
pub(super) struct Reference<'a> {
    /// What for.
    pub(super) role: ReferenceRole,
    /// To what, as it is written: `#id`.
    address: &'a str,
    place: Range<usize>,
}

impl<'a> Reference<'a> {
    /// The reference of an `href`.
    pub(super) fn link(
        role: ReferenceRole,
        address: &'a str,
        place: Range<usize>,
    ) -> Reference<'a> {
        Reference {
            role,
            address,
            place,
        }
    }

    /// The `url(…)` in a property, if there is one.
    pub(super) fn of(declaration: &Declaration<'a>) -> Option<Reference<'a>> {
        let role = match declaration.name {
            "fill" | "stroke" => ReferenceRole::Paint,
            "clip-path" => ReferenceRole::Clip,
            "mask" => ReferenceRole::Mask,
            "marker" | "marker-start" | "marker-mid" | "marker-end" => ReferenceRole::Marker,
            _ => return None,
        };
        let (_, rest) = declaration.value.split_once("url(")?;
        let address = rest.split(')').next().unwrap_or(rest);
        Some(Reference {
            role,
            address: address.trim_matches(['"', '\'', ' ']),
            place: declaration.place.clone(),
        })
    }

    /// What it refers to, if that is in the file and of the right kind.
    pub(super) fn target<'n, 'd>(
        &self,
        ids: &BTreeMap<&str, Node<'n, 'd>>,
    ) -> Option<Node<'n, 'd>> {
        let (_, names) = self.role.wanted();
        self.named(ids)
            .filter(|target| names.contains(&target.tag_name().name()))
    }

    fn named<'n, 'd>(&self, ids: &BTreeMap<&str, Node<'n, 'd>>) -> Option<Node<'n, 'd>> {
        let id = self.address.trim().strip_prefix('#')?;
        ids.get(id).copied()
    }

    /// What is wrong with it in a file with these ids.
    pub(super) fn fault(&self, ids: &BTreeMap<&str, Node>) -> Option<FigureFault> {
        if self.target(ids).is_some() {
            return None;
        }
        let error = if self.named(ids).is_some() {
            let id = quoted(self.address.trim());
            let (wanted, _) = self.role.wanted();
            FigureError::ReferenceKind { id, wanted }
        } else {
            FigureError::Reference(quoted(self.address))
        };
        Some(FigureFault::at(self.place.clone(), error))
    }
}
