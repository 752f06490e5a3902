//! The list of parts with their pages.

use super::compose::Composer;
use super::{NodeId, Part, Role, Target, Weight};

impl Composer<'_> {
    /// Lists `parts`, each by its heading. Title and page number are one link, which a screen reader reads as one.
    pub(super) fn contents(&mut self, parts: &[NodeId]) -> NodeId {
        let (part, _) = self.part(Part::Contents, &self.wording().contents);
        let contents = self.leaflet.add(part, Role::Contents);
        for &listed in parts {
            let heading = self.leaflet.children(listed)[0];
            let title = self.leaflet.text_of(heading);
            let entry = self.leaflet.add(contents, Role::ContentsEntry);
            let link = self.leaflet.add(entry, Role::Link(Target::Node(heading)));
            self.text(link, &title, Weight::Regular);
            self.text(link, " ", Weight::Regular);
            self.leaflet.add(link, Role::PageNumber(heading));
        }
        part
    }
}
