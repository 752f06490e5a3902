//! The first page's head: title, the preset's title below it, audience, notices, and where the whole leaflet stands online.

use crate::content::Address;
use crate::wording::fill;

use super::compose::Composer;
use super::{NodeId, Part, Role, Target};

impl Composer<'_> {
    pub(super) fn opening(&mut self) -> NodeId {
        let source = self.selection.leaflet;
        let opening = self.leaflet.add_loose(Role::Part(Part::Opening));
        self.logo(opening);
        let title = self.line(opening, Role::Title, &source.title);
        self.written_at(title, source.span);
        self.subtitle(opening);
        self.audience(opening);
        self.draft_notice(opening);
        self.notices_of_parts(opening);
        self.online(opening);
        opening
    }

    fn subtitle(&mut self, opening: NodeId) {
        let preset = self.selection.preset;
        if let Some(title) = preset.and_then(|preset| preset.title.as_ref()) {
            let subtitle = self.line(opening, Role::Subtitle, &title.text);
            self.written_at(subtitle, title.span);
        }
    }

    fn audience(&mut self, part: NodeId) {
        let source = self.selection.leaflet;
        let audience = self.line(part, Role::Audience, &source.audience);
        self.written_at(audience, source.span);
    }

    fn online(&mut self, part: NodeId) {
        let source = self.selection.leaflet;
        let side = self.leaflet.add(part, Role::SideMatter);
        self.online_matter(side, &source.online, &source.online_label);
    }

    fn logo(&mut self, opening: NodeId) {
        let house = &self.selection.library.house;
        if let Some(figure) = house.logo.clone() {
            let alt = fill(&self.wording().logo_alt, &[("publisher", &house.name)]);
            self.leaflet.add(opening, Role::Logo { figure, alt });
        }
    }

    /// A QR code, with whose page it opens and how to find that page without a camera.
    pub(super) fn online_matter(&mut self, side: NodeId, address: &Address, label: &str) {
        let wording = self.wording();
        let alt = fill(&wording.qr_alt, &[("address", address.readable())]);
        let address = address.clone();
        let link = self
            .leaflet
            .add(side, Role::Link(Target::Online(address.clone())));
        self.leaflet.add(link, Role::QrCode { address, alt });
        let publisher = &self.selection.leaflet.online_publisher;
        let more = fill(&wording.more_about, &[("publisher", publisher)]);
        self.line(side, Role::SideLabel, &more);
        self.line(side, Role::SideText, label);
    }
}
