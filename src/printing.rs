//! How copies are printed: in which size of text, on which paper and in which colours.
//!
//! These options change what pages look like and no word on them: they are a matter of the [`form`](crate::form) of a
//! copy, not of its edition. What paper means for the measures of a page stands in [`crate::paged::geometry`].

use serde::{Deserialize, Serialize};

use crate::length::{Length, pt};

/// The largest body text that an A5 page has room for, in points: 33 characters a line.
pub const LARGEST_IN_BOOKLET: u8 = 16;

/// The sizes of body text that a leaflet can be set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct TextSize(u8);

impl TextSize {
    /// The sizes, in points: from the smallest that patients should be given to giant print.
    pub const ALL: [u8; 7] = [12, 14, 16, 18, 20, 24, 28];

    /// The size of `points`, if it is one of [`TextSize::ALL`].
    pub fn new(points: u8) -> Option<TextSize> {
        TextSize::ALL.contains(&points).then_some(TextSize(points))
    }

    /// The size in points.
    pub fn points(self) -> u8 {
        self.0
    }

    /// Whether it is large print: 16 pt and above (UKAAF G003). Its pages are arranged differently.
    pub fn is_large_print(self) -> bool {
        self.0 >= 16
    }

    /// Whether pages on this paper have one column: those of large print, and those of a booklet.
    pub fn has_one_column(self, paper: Paper) -> bool {
        self.is_large_print() || paper == Paper::Booklet
    }

    /// The size as a length.
    pub fn length(self) -> Length {
        pt(f32::from(self.0))
    }
}

impl Default for TextSize {
    fn default() -> Self {
        TextSize(12)
    }
}

impl TryFrom<u8> for TextSize {
    type Error = String;

    fn try_from(points: u8) -> Result<Self, String> {
        TextSize::new(points).ok_or_else(|| format!("there is no text size of {points} pt"))
    }
}

impl From<TextSize> for u8 {
    fn from(size: TextSize) -> u8 {
        size.points()
    }
}

/// How a copy is to be printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Printing {
    /// On which paper.
    pub paper: Paper,
    /// In which colours.
    pub colors: Colors,
}

/// The paper that pages are made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// A4, a page a sheet, or read on a screen.
    #[default]
    OneSided,
    /// A4, printed on both sides: the binding margin changes sides with the page.
    TwoSided,
    /// A5 pages, two to a side of A4, to fold and staple.
    Booklet,
}

/// The colours that a leaflet is printed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colors {
    /// Those of the theme.
    #[default]
    Full,
    /// Greys of the same luminance.
    Grey,
}

impl Paper {
    /// How many pages go on a sheet.
    pub fn pages_a_sheet(self) -> usize {
        match self {
            Paper::OneSided => 1,
            Paper::TwoSided => 2,
            Paper::Booklet => 4,
        }
    }

    /// The pages that a copy of so many takes in a file with other copies: none shares a sheet with another's, even where
    /// one-sided pages come out of a printer that uses both sides.
    pub fn padded(self, pages: usize) -> usize {
        pages.next_multiple_of(self.pages_a_sheet().max(2))
    }

    /// How many sheets so many pages take.
    pub fn sheets(self, pages: usize) -> usize {
        pages.div_ceil(self.pages_a_sheet())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_that_is_begun_counts() {
        let sheets = |paper: Paper| [1, 4, 5].map(|pages| paper.sheets(pages));
        assert_eq!(sheets(Paper::OneSided), [1, 4, 5]);
        assert_eq!(sheets(Paper::TwoSided), [1, 2, 3]);
        assert_eq!(sheets(Paper::Booklet), [1, 1, 2]);
    }

    #[test]
    fn copies_share_no_sheet_on_any_printer() {
        let padded = |paper: Paper| [1, 4, 5].map(|pages| paper.padded(pages));
        assert_eq!(padded(Paper::OneSided), [2, 4, 6]);
        assert_eq!(padded(Paper::TwoSided), [2, 4, 6]);
        assert_eq!(padded(Paper::Booklet), [4, 4, 8]);
    }
}
