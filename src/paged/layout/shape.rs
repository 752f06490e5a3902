//! Shaping: the words of a node become lines of glyphs, word by word where that serves, else by whole paragraphs.
//! With it, the QR codes: like words, they serve for more than one leaflet.

use std::sync::Arc;

use crate::length::{Length, pt};
use crate::qr::QrSymbols;

use crate::typefaces::Typefaces;

use super::scripts::Scripts;
use super::text::{TextLine, TextPiece, TextSetting, Widths};
use super::words::Words;

/// Shapes text in the bundled typefaces.
#[derive(Default)]
pub(super) struct Shaper {
    pub(super) words: Words,
    pub(super) codes: QrSymbols,
    /// What text is set in.
    typefaces: Arc<Typefaces>,
    /// Made for the first text that is not set word by word.
    scripts: Option<Scripts>,
}

impl Shaper {
    /// Sets text in these typefaces from here on.
    pub(super) fn set_in(&mut self, typefaces: &Arc<Typefaces>) {
        if !Arc::ptr_eq(&self.typefaces, typefaces) {
            self.typefaces = Arc::clone(typefaces);
            self.scripts = None;
        }
    }

    /// Breaks `pieces` into lines.
    pub(super) fn lines(&mut self, pieces: &[TextPiece], setting: &TextSetting) -> Vec<TextLine> {
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        if text.trim().is_empty() {
            return Vec::new();
        }
        let by_word = self.words.lines(pieces, &text, setting);
        let mut lines = by_word.unwrap_or_else(|| self.scripts().lines(pieces, &text, setting));
        for line in &mut lines {
            line.make_room_to_write(setting.style);
        }
        lines
    }

    /// Words that belong to no node, on as few lines as they need; each begins at the left edge of its box.
    pub(super) fn loose_lines(&mut self, words: &str, setting: &TextSetting) -> Vec<TextLine> {
        let mut lines = self.lines(&[TextPiece::loose(words)], setting);
        for line in &mut lines {
            line.move_to_left_edge();
        }
        lines
    }

    /// The widths that `pieces` need.
    pub(super) fn widths(&mut self, pieces: &[TextPiece], setting: &TextSetting) -> Widths {
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        if text.trim().is_empty() {
            return Widths {
                narrowest: Length::ZERO,
                widest: Length::ZERO,
                stretches: Vec::new(),
            };
        }
        let by_word = self.words.widths(pieces, &text, setting);
        let widths = by_word.unwrap_or_else(|| self.scripts().widths(pieces, &text, setting));
        // A hair of room, so that rounding never breaks a line that was measured to fit.
        Widths {
            narrowest: pt(widths.narrowest.to_pt().ceil()),
            widest: pt(widths.widest.to_pt().ceil()),
            ..widths
        }
    }

    fn scripts(&mut self) -> &mut Scripts {
        self.scripts
            .get_or_insert_with(|| Scripts::new(&self.typefaces))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::language::Language;
    use crate::leaflet::NodeId;
    use crate::paged::theme::Theme;
    use crate::printing::{Paper, TextSize};

    use super::super::text::{LineRun, TextLook};

    const TEXT: &str = "Ring the hospital’s 24-hour line (0808 800 4040) if your temperature is 37.5\u{A0}°C or above. \
        Say: “I have leukaemia.” Most people have well-known T-cell or CAR-T treatment, and A&E knows: \
        www.cancerresearchuk.org/about-cancer/acute-lymphoblastic-leukaemia-all/treatment – see it. Affluent office staff.";

    fn pieces() -> Vec<TextPiece> {
        let looks = [
            TextLook::Plain,
            TextLook::Strong,
            TextLook::Linked,
            TextLook::Plain,
        ];
        let starts = [0, 37, 60, 151, TEXT.len()];
        looks
            .into_iter()
            .zip(starts.windows(2))
            .map(|(look, ends)| TextPiece {
                text: TEXT[ends[0]..ends[1]].to_owned(),
                leaf: NodeId::ROOT,
                link: None,
                page_of: None,
                look,
            })
            .collect()
    }

    #[test]
    fn words_put_side_by_side_are_set_as_whole_paragraphs_are() {
        let language = Language::parse("en-GB").unwrap();
        for width in [150.0, 220.0, 363.0, 488.0] {
            let setting = TextSetting {
                style: Theme::new(TextSize::default(), Paper::default()).body,
                language: &language,
                width: pt(width),
            };
            let by_word = Words::default().lines(&pieces(), TEXT, &setting).unwrap();
            let whole = Scripts::new(&Typefaces::default()).lines(&pieces(), TEXT, &setting);
            assert_eq!(by_word.len(), whole.len());
            for (one, other) in by_word.iter().zip(&whole) {
                assert!((one.baseline - other.baseline).to_pt().abs() < 0.01);
                assert_eq!(one.height, other.height);
                let runs = |line: &TextLine| -> Vec<(Arc<str>, Vec<u32>)> {
                    let ids =
                        |run: &LineRun| run.glyphs.glyphs.iter().map(|glyph| glyph.id).collect();
                    line.runs
                        .iter()
                        .map(|run| (run.glyphs.text.clone(), ids(run)))
                        .collect()
                };
                assert_eq!(runs(one), runs(other));
                for (one, other) in one.runs.iter().zip(&other.runs) {
                    assert!(
                        (one.x - other.x).to_pt().abs() < 1.0,
                        "{:?} {:?}",
                        one.x,
                        other.x
                    );
                }
            }
        }
    }

    fn set(text: &str, width: f32) -> Vec<String> {
        let language = Language::parse("en-GB").unwrap();
        let setting = TextSetting {
            style: Theme::new(TextSize::default(), Paper::default()).body,
            language: &language,
            width: pt(width),
        };
        let piece = TextPiece {
            text: text.to_owned(),
            leaf: NodeId::ROOT,
            link: None,
            page_of: None,
            look: TextLook::Plain,
        };
        let words = |line: &TextLine| -> String {
            let runs = line.runs.iter().map(|run| &*run.glyphs.text);
            runs.collect::<String>().trim_end().to_owned()
        };
        let lines = Shaper::default().lines(&[piece], &setting);
        lines.iter().map(words).collect()
    }

    #[test]
    fn a_short_last_word_has_another_beside_it() {
        let text = "You can have a bad infection with no fever.";
        assert_eq!(
            set(text, 216.0),
            ["You can have a bad infection with", "no fever."]
        );
    }

    #[test]
    fn a_last_word_stays_alone_where_it_is_long_or_the_line_above_would_be_short() {
        let long = set(
            "You can have a bad infection with immunosuppression.",
            216.0,
        );
        assert_eq!(long[1], "immunosuppression.");
        let short = set("An immunosuppression regimen works now.", 165.0);
        assert_eq!(short.len(), 2, "{short:?}");
    }
}
