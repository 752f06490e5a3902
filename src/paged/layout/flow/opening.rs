//! How a leaflet opens: the publisher's mark, the titles, whom it is for.

use crate::leaflet::NodeId;
use crate::length::{Length, mm};
use crate::paged::Role;
use crate::paged::layout::ink::Area;

use super::Flow;
use super::figures::{PictureSize, picture};

/// The largest a publisher's mark is shown.
const LOGO_SIZE: PictureSize = PictureSize {
    width: mm(60.0),
    height: mm(16.0),
};
/// Between that mark and the title.
const BELOW_LOGO: Length = mm(5.0);
/// The width that the leaflet's QR code takes from the words beside it, in one column.
const OPENING_CODE_WIDTH: Length = mm(42.0);

impl Flow<'_> {
    /// The first page's head.
    pub(super) fn opening(&mut self, part: NodeId) {
        let place = self.running_text(self.frame.text);
        let mut first = self.galley.len();
        for &child in self.leaflet.children(part) {
            match &self.leaflet.node(child).role {
                Role::Logo { figure, .. } => {
                    let scale =
                        (LOGO_SIZE.width / figure.width).min(LOGO_SIZE.height / figure.height);
                    let size = PictureSize::of(figure, scale);
                    let ink = picture(child, figure, size, place.area);
                    self.galley.push(size.height, vec![ink]);
                    self.galley.space(BELOW_LOGO);
                    first = self.galley.len();
                }
                Role::Title => {
                    let title = place.styled(self.theme.title);
                    self.heading_lines(self.leaflet.children(child), title);
                    self.galley.space(self.theme.spaces.below_title);
                }
                Role::Subtitle => {
                    let subtitle = place.styled(self.theme.subtitle);
                    self.heading_lines(self.leaflet.children(child), subtitle);
                    self.galley.space(self.theme.spaces.below_title);
                }
                Role::Audience => self.audience(child, place),
                Role::SideMatter => self.side_matter(child, first),
                _ => self.blocks(&[child], place),
            }
        }
        self.galley.space(self.theme.spaces.between_opening_parts);
    }

    /// In one column, whom the leaflet is for and where it stands online, the QR code at the end of the lines.
    pub(super) fn introduction(&mut self, part: NodeId) {
        let beside_code = Area {
            width: self.theme.page.full_width - OPENING_CODE_WIDTH,
            ..self.frame.text
        };
        let place = self.running_text(beside_code);
        let mut first = self.galley.len();
        for &child in self.leaflet.children(part) {
            match &self.leaflet.node(child).role {
                Role::StatusNotice => {
                    self.blocks(&[child], place.within(self.frame.text));
                    first = self.galley.len();
                }
                Role::Audience => self.audience(child, place),
                _ => self.side_beside(child, first, beside_code),
            }
        }
        self.galley.space(self.theme.spaces.between_opening_parts);
    }
}
