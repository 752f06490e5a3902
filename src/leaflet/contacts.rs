//! Whom to ring: numbers that are known when the leaflet is made, or lines to write them on.

use crate::content::ContactKind;

use super::compose::Composer;
use super::{Fill, ListKind, NodeId, Part, Role};

impl Composer<'_> {
    /// Everybody but the 24-hour line, which stands in the urgent-help box.
    pub(super) fn contacts(&mut self) -> NodeId {
        let (part, _) = self.part(Part::Contacts, &self.wording().contacts);
        self.contact_list(part, &[ContactKind::Nurse, ContactKind::Clinic]);
        part
    }

    /// A list of contacts, each with its name and its number or a line to write that on.
    pub(super) fn contact_list(&mut self, part: NodeId, kinds: &[ContactKind]) {
        let list = self.leaflet.add(part, Role::List(ListKind::Contacts));
        for &kind in kinds {
            let item = self.leaflet.add(list, Role::Item);
            self.line(item, Role::Label, self.wording().contact(kind));
            let body = self.leaflet.add(item, Role::Body);
            self.leaflet.add(body, Role::Fill(Fill::ContactLine(kind)));
        }
    }
}
