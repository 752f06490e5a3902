//! How leaflets look: colours, type sizes, rules and [`spaces`](crate::paged::spaces), for each size of body text. The
//! measures of the page come with the paper ([`crate::paged::geometry`]).
//!
//! A larger size is laid out anew, never scaled (UKAAF G003): headings stay a fixed step above the body, and from 16 pt
//! up the side column folds into one text column. All text has at least 7:1 contrast on what it stands on, writing lines
//! 3:1 (WCAG 2.2, 1.4.6 and 1.4.11), in grey too.

use crate::color::{Color, color};
use crate::length::{Length, pt};
use crate::paged::geometry::PageGeometry;
use crate::paged::spaces::Spaces;
use crate::printing::{Paper, TextSize};

/// Text.
pub const INK: Color = color(0x1b1f24);
/// Titles, bullets, links.
pub const ACCENT: Color = color(0x0b3d6e);
/// Behind panels.
pub const SOFT: Color = color(0xeaf1f7);
/// What cannot wait.
pub const URGENT: Color = color(0x8a1c1c);
/// Behind what cannot wait.
pub const URGENT_SOFT: Color = color(0xfdf0ee);
/// Rules between rows.
pub const RULE: Color = color(0xb9c6d2);
/// Secondary text.
pub const GREY: Color = color(0x4a5560);
/// Lines to write on and boxes to tick.
pub const WRITING: Color = color(0x6b7a88);

/// The thickness of the rules in tables and contents.
pub const HAIRLINE: Length = pt(0.5);
/// The thickness of a line to write on.
pub const WRITING_LINE: Length = pt(0.8);

/// How heavy a style is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heaviness {
    /// For text.
    Regular,
    /// For labels.
    SemiBold,
    /// For headings and strong text.
    Bold,
}

/// How a stretch of text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// The size of type.
    pub size: Length,
    /// From baseline to baseline.
    pub pitch: Length,
    /// How heavy.
    pub heaviness: Heaviness,
    /// In which colour.
    pub color: Color,
}

impl TextStyle {
    /// The same style in another colour.
    pub fn colored(self, color: Color) -> TextStyle {
        TextStyle { color, ..self }
    }

    /// The same style, heavier or lighter.
    pub fn weighing(self, heaviness: Heaviness) -> TextStyle {
        TextStyle { heaviness, ..self }
    }
}

/// Where the side matter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Into a column of its own, beside the text.
    TextAndSide,
    /// Into the text, below the section's title.
    Folded,
}

/// The styles and measures for one size of body text on one kind of paper.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// The size of body text over 12 pt: what figures and spaces grow with.
    pub scale: f32,
    /// One column or two.
    pub columns: Columns,
    /// The measures of the page.
    pub page: PageGeometry,
    /// The spaces between and around blocks.
    pub spaces: Spaces,
    /// Text.
    pub body: TextStyle,
    /// The audience and the summaries.
    pub lead: TextStyle,
    /// The leaflet's title.
    pub title: TextStyle,
    /// The preset's title below it.
    pub subtitle: TextStyle,
    /// The headings of parts.
    pub part_heading: TextStyle,
    /// Headings within a part.
    pub heading: TextStyle,
    /// Headings below those.
    pub subheading: TextStyle,
    /// Side matter.
    pub side: TextStyle,
    /// Header and footer.
    pub running: TextStyle,
}

impl Theme {
    /// The theme for a size of body text on this paper.
    pub fn new(text_size: TextSize, paper: Paper) -> Theme {
        let size = text_size.length();
        let style = |step: f32, pitch: f32, heaviness, color| TextStyle {
            size: size + pt(step),
            pitch: (size + pt(step)) * pitch,
            heaviness,
            color,
        };
        let small = TextStyle {
            size: pt(10.0).max(size * 0.83),
            pitch: pt(10.0).max(size * 0.83) * 1.3,
            heaviness: Heaviness::Regular,
            color: GREY,
        };
        Theme {
            scale: size / pt(12.0),
            columns: if text_size.has_one_column(paper) {
                Columns::Folded
            } else {
                Columns::TextAndSide
            },
            page: PageGeometry::of(paper),
            spaces: Spaces::at(size / pt(12.0)),
            body: style(0.0, 1.375, Heaviness::Regular, INK),
            lead: style(2.0, 1.357, Heaviness::Regular, INK),
            title: style(16.0, 1.143, Heaviness::Bold, ACCENT),
            subtitle: style(4.0, 1.25, Heaviness::Bold, INK),
            part_heading: style(8.0, 1.2, Heaviness::Bold, ACCENT),
            heading: style(2.0, 1.286, Heaviness::Bold, INK),
            subheading: style(0.0, 1.3, Heaviness::Bold, ACCENT),
            side: small,
            running: small,
        }
    }

    /// The width of running text.
    pub fn text_width(&self) -> Length {
        match self.columns {
            Columns::TextAndSide => self.page.text_width,
            Columns::Folded => self.page.full_width,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(one: Color, other: Color) -> f32 {
        let (one, other) = (one.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Text, writing lines and what is behind them, as they are printed together.
    fn check_contrasts(printed: fn(Color) -> Color) {
        let contrast = |one, other| contrast(printed(one), printed(other));
        let white = color(0xffffff);
        for paper in [white, SOFT] {
            for text in [INK, ACCENT] {
                assert!(contrast(text, paper) >= 7.0, "{text:?} on {paper:?}");
            }
            assert!(contrast(WRITING, paper) >= 3.0);
        }
        for text in [INK, URGENT] {
            assert!(contrast(text, URGENT_SOFT) >= 7.0, "{text:?}");
        }
        assert!(contrast(GREY, white) >= 7.0);
        assert!(contrast(URGENT, white) >= 7.0);
    }

    #[test]
    fn text_has_seven_to_one_and_writing_lines_three_to_one() {
        check_contrasts(|color| color);
    }

    #[test]
    fn contrasts_hold_in_grey() {
        check_contrasts(Color::grey);
        for color in [INK, ACCENT, URGENT, RULE, GREY, WRITING] {
            let (red, grey) = (color.luminance(), color.grey().luminance());
            assert!((red - grey).abs() < 0.005, "{color:?}");
        }
    }

    #[test]
    fn headings_stay_a_fixed_step_above_the_body_at_every_size() {
        for points in TextSize::ALL {
            let theme = Theme::new(TextSize::new(points).unwrap(), Paper::default());
            let steps = [theme.title, theme.part_heading, theme.heading]
                .map(|style| (style.size - theme.body.size).to_pt());
            assert_eq!(steps, [16.0, 8.0, 2.0]);
            assert!((1.3..=1.5).contains(&(theme.body.pitch / theme.body.size)));
        }
    }
}
