//! Whom to ring: numbers that are known when the leaflet is made, or lines to write them on.

use crate::content::ContactKind;

use super::compose::Composer;
use super::{Fill, ListKind, NodeId, Part, Role};

impl Composer<'_> {
    pub(super) fn contacts(&mut self) -> NodeId {
        let (part, _) = self.part(Part::Contacts, self.wording().contacts);
        let list = self.leaflet.add(part, Role::List(ListKind::Contacts));
        for kind in [ContactKind::Urgent, ContactKind::Nurse, ContactKind::Clinic] {
            let item = self.leaflet.add(list, Role::Item);
            self.line(item, Role::Label, self.wording().contact(kind));
            let body = self.leaflet.add(item, Role::Body);
            self.leaflet.add(body, Role::Fill(Fill::ContactLine(kind)));
        }
        part
    }
}
