//! The last part: which texts this leaflet is made of, when they are due, what they were written from, who made them,
//! and which copy this is. Nothing here lends the leaflet a name that does not vouch for it: a source's dates are
//! printed as the source's, and that it approved nothing is said in words.

use crate::content::{Address, ReviewDates, SourceReference};
use crate::library::Organisation;

use super::compose::{Composer, Slot};
use super::{Fill, ListKind, NodeId, Part, Role, Target, Weight};

/// A row of the table of parts.
struct PartRow<'a> {
    name: &'a str,
    review: ReviewDates,
    online: Option<&'a Address>,
}

impl<'a> Composer<'a> {
    pub(super) fn about(&mut self, glossary: Option<NodeId>) -> NodeId {
        let (part, _) = self.part(Part::About, self.wording().about);
        self.parts_table(part, &self.part_rows(glossary.is_some()));
        self.organisations(part);
        self.imprint(part);
        self.sources(part);
        part
    }

    fn part_rows(&self, has_glossary: bool) -> Vec<PartRow<'a>> {
        let selection = self.selection;
        let leaflet = selection.leaflet;
        let itself = leaflet.review.map(|review| PartRow {
            name: self.wording().leaflet_itself,
            review,
            online: Some(&leaflet.online),
        });
        let mut rows: Vec<PartRow> = itself.into_iter().collect();
        rows.push(PartRow {
            name: self.wording().urgent_help,
            review: leaflet.urgent_help.review,
            online: None,
        });
        rows.extend(selection.sections.iter().map(|section| PartRow {
            name: &section.title,
            review: section.review,
            online: Some(&section.online),
        }));
        rows.extend(has_glossary.then(|| PartRow {
            name: self.wording().glossary,
            review: selection.library.glossary.review,
            online: None,
        }));
        rows
    }

    fn parts_table(&mut self, part: NodeId, rows: &[PartRow]) {
        let wording = self.wording();
        let (checked, due) = wording.date_labels(self.leaflet.status);
        let table = self.leaflet.add(part, Role::Table);
        let head = self.leaflet.add(table, Role::TableHead);
        let row = self.leaflet.add(head, Role::Row);
        for column in [wording.part_column, checked, due, wording.online_column] {
            self.line(row, Role::HeaderCell, column);
        }
        let body = self.leaflet.add(table, Role::TableBody);
        for part in rows {
            let row = self.leaflet.add(body, Role::Row);
            self.line(row, Role::Cell, part.name);
            self.line(row, Role::Cell, &wording.date(part.review.last_reviewed));
            self.line(row, Role::Cell, &wording.date(part.review.review_due));
            match part.online {
                Some(address) => {
                    let cell = self.leaflet.add(row, Role::Cell);
                    self.address(cell, address);
                }
                None => {
                    self.line(row, Role::Cell, wording.not_online);
                }
            }
        }
    }

    fn sources(&mut self, part: NodeId) {
        let selection = self.selection;
        let sections = selection.sections.iter();
        let mut sources: Vec<&SourceReference> = Vec::new();
        let all = sections.flat_map(|section| &section.sources);
        for source in selection.leaflet.urgent_help.sources.iter().chain(all) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        if sources.is_empty() {
            return;
        }
        // Names begin with the publisher: so what is of one publisher stands together.
        sources.sort_by_key(|source| source.name.to_lowercase());
        self.line(part, Role::Heading(3), self.wording().sources);
        let list = self.leaflet.add(part, Role::List(ListKind::Sources));
        for source in sources {
            let body = self.plain_item(list);
            self.source(body, source);
        }
    }

    /// "Macmillan Cancer Support, asparaginase (www.macmillan.org.uk)": the name opens the page. On paper the site is
    /// enough to find it by; whole addresses would take a page for every twenty sources.
    fn source(&mut self, body: NodeId, source: &SourceReference) {
        let Some(address) = &source.online else {
            self.text(body, &source.name, Weight::Regular);
            return;
        };
        let link = self
            .leaflet
            .add(body, Role::Link(Target::Online(address.clone())));
        self.text(link, &source.name, Weight::Regular);
        self.text(body, &format!(" ({})", address.host()), Weight::Regular);
    }

    fn organisations(&mut self, part: NodeId) {
        let organisations = &self.selection.library.house.organisations;
        if organisations.is_empty() {
            return;
        }
        self.line(part, Role::Heading(3), self.wording().organisations);
        let list = self.leaflet.add(part, Role::List(ListKind::Plain));
        for organisation in organisations {
            let body = self.plain_item(list);
            self.organisation(body, organisation);
        }
    }

    /// "**Blood Cancer UK**: 0808 2080 888 (Monday to Friday), bloodcancer.org.uk/".
    fn organisation(&mut self, body: NodeId, organisation: &Organisation) {
        self.text(body, &organisation.name, Weight::Strong);
        let mut separator = ": ";
        if let Some(phone) = &organisation.phone {
            let hours = organisation.hours.as_ref();
            let hours = hours.map(|hours| format!(" ({hours})")).unwrap_or_default();
            self.text(body, &format!("{separator}{phone}{hours}"), Weight::Regular);
            separator = ", ";
        }
        if let Some(address) = &organisation.online {
            self.text(body, separator, Weight::Regular);
            self.address(body, address);
        }
    }

    fn plain_item(&mut self, list: NodeId) -> NodeId {
        let item = self.leaflet.add(list, Role::Item);
        self.leaflet.add(item, Role::Body)
    }

    fn imprint(&mut self, part: NodeId) {
        let (wording, source) = (self.wording(), self.selection.leaflet);
        let house = &self.selection.library.house;
        self.line(part, Role::Heading(3), wording.made_by_heading);
        self.paragraph(
            part,
            wording.made_by,
            &[("publisher", Slot::Words(&house.name))],
        );
        let publisher = || ("publisher", Slot::Words(&source.online_publisher));
        let address = ("address", Slot::Online(&source.online));
        self.paragraph(part, wording.online_pages, &[publisher(), address]);
        if let Some(review) = source.source_review {
            let last = wording.date(review.last_reviewed);
            let due = wording.date(review.review_due);
            let dates = [
                publisher(),
                ("last_reviewed", Slot::Words(&last)),
                ("review_due", Slot::Words(&due)),
            ];
            self.paragraph(part, wording.online_dates, &dates);
        }
        self.paragraph(part, wording.not_endorsed, &[]);
        if let Some(feedback) = &house.feedback {
            self.line(part, Role::Paragraph, feedback);
        }
        let made_on = ("made_on", Slot::Fill(Fill::MadeOn));
        let edition = ("edition", Slot::Fill(Fill::Edition));
        self.paragraph(part, wording.made_on, &[made_on, edition]);
    }

    fn paragraph(&mut self, part: NodeId, template: &str, slots: &[(&str, Slot)]) {
        let paragraph = self.leaflet.add(part, Role::Paragraph);
        self.words(paragraph, template, slots);
    }
}
