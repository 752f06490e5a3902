//! The last part: which texts this leaflet is made of, when they are due, what they were written from, who made them,
//! and which copy this is. What many of them share is said once: the dates of most texts, the name and site of a
//! publisher. Nothing here lends the leaflet a name that does not vouch for it: a source's dates are
//! printed as the source's, and that it approved nothing is said in words.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::alphabet::Alphabet;
use crate::content::{Address, ReviewDates, SourceReference};
use crate::library::Organisation;
use crate::wording::fill;

use super::compose::{Composer, Slot};
use super::{Fill, ListKind, NodeId, Part, Role, Target, Weight};

/// When a text was last looked at, and when it is due.
#[derive(Clone, Copy, PartialEq)]
struct Dates {
    last_reviewed: Date,
    review_due: Date,
}

impl From<ReviewDates> for Dates {
    fn from(review: ReviewDates) -> Dates {
        Dates {
            last_reviewed: review.last_reviewed,
            review_due: review.review_due,
        }
    }
}

/// A row of the table of parts.
struct PartRow<'a> {
    name: &'a str,
    dates: Dates,
    online: Option<&'a Address>,
}

impl<'a> Composer<'a> {
    pub(super) fn about(&mut self, glossary: Option<NodeId>) -> NodeId {
        let (part, _) = self.part(Part::About, &self.wording().about);
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
            name: &self.wording().leaflet_itself,
            dates: review.into(),
            online: Some(&leaflet.online),
        });
        let mut rows: Vec<PartRow> = itself.into_iter().collect();
        rows.push(PartRow {
            name: &self.wording().urgent_help,
            dates: leaflet.urgent_help.review.into(),
            online: None,
        });
        rows.extend(selection.sections.iter().map(|section| PartRow {
            name: &section.title,
            dates: section.review.into(),
            online: Some(&section.online),
        }));
        rows.extend(has_glossary.then(|| PartRow {
            name: &self.wording().glossary,
            dates: selection.library.glossary.review.into(),
            online: None,
        }));
        rows
    }

    fn parts_table(&mut self, part: NodeId, rows: &[PartRow]) {
        let wording = self.wording();
        let shared = shared_dates(rows);
        let has_others = rows.iter().any(|row| Some(row.dates) != shared);
        if let Some(dates) = shared {
            let paragraph = self.leaflet.add(part, Role::Paragraph);
            self.dates(paragraph, dates);
            if has_others {
                self.text(paragraph, &wording.other_dates, Weight::Regular);
            }
        }
        let table = self.leaflet.add(part, Role::Table);
        let head = self.leaflet.add(table, Role::TableHead);
        let row = self.leaflet.add(head, Role::Row);
        self.line(row, Role::HeaderCell, &wording.part_column);
        if has_others {
            self.line(row, Role::HeaderCell, &wording.dates_column);
        }
        self.line(row, Role::HeaderCell, &wording.online_column);
        let body = self.leaflet.add(table, Role::TableBody);
        for part in rows {
            let row = self.leaflet.add(body, Role::Row);
            let name = self.leaflet.add(row, Role::Cell);
            self.text(name, part.name, Weight::Strong);
            if has_others {
                let cell = self.leaflet.add(row, Role::Cell);
                if Some(part.dates) != shared {
                    self.dates(cell, part.dates);
                }
            }
            self.online_cell(row, part.online);
        }
    }

    fn online_cell(&mut self, row: NodeId, online: Option<&Address>) {
        match online {
            Some(address) => {
                let cell = self.leaflet.add(row, Role::Cell);
                self.address(cell, address);
            }
            None => {
                self.line(row, Role::Cell, &self.wording().not_online);
            }
        }
    }

    /// "Text checked: 23 November 2026. Next check due: 5 August 2027."
    fn dates(&mut self, parent: NodeId, dates: Dates) {
        let wording = self.wording();
        let (checked, due) = wording.date_labels(self.leaflet.status);
        let last_reviewed = wording.date(dates.last_reviewed);
        let review_due = wording.date(dates.review_due);
        let words = [
            ("checked", checked),
            ("last_reviewed", &last_reviewed),
            ("due", due),
            ("review_due", &review_due),
        ];
        self.text(parent, &fill(&wording.dates, &words), Weight::Regular);
    }

    fn sources(&mut self, part: NodeId) {
        let selection = self.selection;
        let sections = selection.sections.iter();
        let mut sources: Vec<Source> = Vec::new();
        let all = sections.flat_map(|section| &section.sources);
        for source in selection.leaflet.urgent_help.sources.iter().chain(all) {
            let source = Source::of(source);
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        if sources.is_empty() {
            return;
        }
        let alphabet = Alphabet::of(&self.leaflet.language);
        sources.sort_by(|one, other| {
            let by_publisher = alphabet.compare(one.publisher, other.publisher);
            by_publisher
                .then_with(|| one.publisher.cmp(other.publisher))
                .then_with(|| alphabet.compare(one.title, other.title))
        });
        self.line(part, Role::Heading(3), &self.wording().sources);
        let list = self.leaflet.add(part, Role::List(ListKind::Sources));
        for of_publisher in sources.chunk_by(|one, other| one.publisher == other.publisher) {
            self.publisher(list, of_publisher);
        }
    }

    /// "**Macmillan Cancer Support** (www.macmillan.org.uk): asparaginase; rasburicase": each title opens its page. On paper
    /// the site is enough to find it by: whole addresses would take a page for every twenty sources.
    fn publisher(&mut self, list: NodeId, sources: &[Source]) {
        let item = self.leaflet.add(list, Role::Item);
        let body = self.leaflet.add(item, Role::Body);
        self.text(body, sources[0].publisher, Weight::Strong);
        let hosts = hosts(sources);
        if !hosts.is_empty() {
            self.text(body, &format!(" ({})", hosts.join(", ")), Weight::Regular);
        }
        let titled = sources.iter().filter(|source| !source.title.is_empty());
        for (index, source) in titled.enumerate() {
            let separator = if index == 0 { ": " } else { "; " };
            self.text(body, separator, Weight::Regular);
            self.source(body, source);
        }
    }

    fn source(&mut self, body: NodeId, source: &Source) {
        let parent = match source.online {
            Some(address) => {
                let target = Target::Online(address.clone());
                self.leaflet.add(body, Role::Link(target))
            }
            None => body,
        };
        self.text(parent, source.title, Weight::Regular);
    }

    fn organisations(&mut self, part: NodeId) {
        let organisations = &self.selection.library.house.organisations;
        if organisations.is_empty() {
            return;
        }
        self.line(part, Role::Heading(3), &self.wording().organisations);
        let list = self.leaflet.add(part, Role::List(ListKind::Organisations));
        for organisation in organisations {
            let item = self.leaflet.add(list, Role::Item);
            self.line(item, Role::Label, &organisation.name);
            let body = self.leaflet.add(item, Role::Body);
            self.organisation(body, organisation);
        }
    }

    /// "**0808 800 4040**, Monday to Friday", and below it "www.cancerresearchuk.org/".
    fn organisation(&mut self, body: NodeId, organisation: &Organisation) {
        if let Some(phone) = &organisation.phone {
            let paragraph = self.leaflet.add(body, Role::Paragraph);
            self.text(paragraph, phone, Weight::Strong);
            if let Some(hours) = &organisation.hours {
                self.text(paragraph, &format!(", {hours}"), Weight::Regular);
            }
        }
        if let Some(address) = &organisation.online {
            let paragraph = self.leaflet.add(body, Role::Paragraph);
            self.address(paragraph, address);
        }
    }

    fn imprint(&mut self, part: NodeId) {
        let (wording, source) = (self.wording(), self.selection.leaflet);
        let house = &self.selection.library.house;
        self.line(part, Role::Heading(3), &wording.made_by_heading);
        self.paragraph(
            part,
            &wording.made_by,
            &[("publisher", Slot::Words(&house.name))],
        );
        let publisher = || ("publisher", Slot::Words(&source.online_publisher));
        let address = ("address", Slot::Online(&source.online));
        self.paragraph(part, &wording.online_pages, &[publisher(), address]);
        if let Some(review) = source.source_review {
            let last = wording.date(review.last_reviewed);
            let due = wording.date(review.review_due);
            let dates = [
                publisher(),
                ("last_reviewed", Slot::Words(&last)),
                ("review_due", Slot::Words(&due)),
            ];
            self.paragraph(part, &wording.online_dates, &dates);
        }
        self.paragraph(part, &wording.not_endorsed, &[]);
        if let Some(feedback) = &house.feedback {
            self.line(part, Role::Paragraph, feedback);
        }
        let made_on = ("made_on", Slot::Fill(Fill::MadeOn));
        let edition = ("edition", Slot::Fill(Fill::Edition));
        self.paragraph(part, &wording.made_on, &[made_on, edition]);
    }

    fn paragraph(&mut self, part: NodeId, template: &str, slots: &[(&str, Slot)]) {
        let paragraph = self.leaflet.add(part, Role::Paragraph);
        self.words(paragraph, template, slots);
    }
}

/// The dates that at least half of the parts have.
fn shared_dates(rows: &[PartRow]) -> Option<Dates> {
    let having = |dates: Dates| rows.iter().filter(|row| row.dates == dates).count();
    let mut dates = rows.iter().map(|row| row.dates);
    dates.find(|&dates| having(dates) * 2 >= rows.len())
}

/// A source, taken apart: names begin with the publisher.
#[derive(PartialEq)]
struct Source<'a> {
    publisher: &'a str,
    title: &'a str,
    online: Option<&'a Address>,
}

impl<'a> Source<'a> {
    fn of(source: &'a SourceReference) -> Source<'a> {
        let (publisher, title) = source.name.split_once(", ").unwrap_or((&source.name, ""));
        Source {
            publisher,
            title,
            online: source.online.as_ref(),
        }
    }
}

/// A site without the prefix that most have.
fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// The sites of a publisher, each once; one within another of them, as `shop.nhs.uk` is within `www.nhs.uk`, is left out.
fn hosts<'a>(sources: &[Source<'a>]) -> Vec<&'a str> {
    let of_source = |source: &Source<'a>| source.online.map(Address::host);
    let all: BTreeSet<&str> = sources.iter().filter_map(of_source).collect();
    let is_within = |host: &str, other: &str| {
        let rest = bare(host).strip_suffix(bare(other));
        rest.is_some_and(|rest| rest.ends_with('.'))
    };
    let mut hosts: Vec<&str> = Vec::new();
    for &host in &all {
        let is_known = hosts.iter().any(|&known| bare(known) == bare(host));
        if !is_known && !all.iter().any(|&other| is_within(host, other)) {
            hosts.push(host);
        }
    }
    hosts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_within_another_of_the_same_publisher_is_not_named() {
        let address = |host: &str| Address::checked(format!("https://{host}/page"));
        let addresses = ["www.nhs.uk", "shop.nhs.uk", "nhs.uk", "www.gov.uk"].map(address);
        let sources = addresses.each_ref().map(|online| Source {
            publisher: "NHS",
            title: "",
            online: Some(online),
        });
        assert_eq!(hosts(&sources), ["nhs.uk", "www.gov.uk"]);
        assert_eq!(hosts(&sources[1..2]), ["shop.nhs.uk"]);
    }
}
