//! What has changed since an edition that the reader may have at home: for each part the sentences that were, and those
//! that are, with new words in bold.

use super::compose::{Composer, Slot};
use super::{Change, ChangeKind, ListKind, NodeId, Part, PartChange, Passage, Role, Weight};

impl Composer<'_> {
    /// The part, if it was asked for.
    pub(super) fn changes(&mut self) -> Option<NodeId> {
        let since = self.imprint.since.as_ref()?;
        let wording = self.wording();
        let (part, _) = self.part(Part::Changes, &wording.changes);
        let opening = if since.changes.is_empty() {
            &wording.no_changes_since
        } else {
            &wording.changes_since
        };
        let date = wording.date(since.made_on);
        let slots = [
            ("edition", Slot::Words(since.edition.code())),
            ("date", Slot::Words(&date)),
        ];
        let paragraph = self.leaflet.add(part, Role::Paragraph);
        self.words(paragraph, opening, &slots);
        for change in &since.changes {
            self.part_change(part, change);
        }
        Some(part)
    }

    fn part_change(&mut self, part: NodeId, change: &PartChange) {
        let wording = self.wording();
        self.line(part, Role::Heading(3), &change.title);
        let passages = change.passages.as_deref().unwrap_or_default();
        let words = match change.kind {
            ChangeKind::Added => wording.part_added.to_owned(),
            ChangeKind::Removed => wording.part_removed.to_owned(),
            ChangeKind::Changed if passages.is_empty() => self.beyond_words(change),
            ChangeKind::Changed => {
                self.passages(part, passages);
                if !change.picture_or_link {
                    return;
                }
                wording.picture_changed.to_owned()
            }
        };
        self.line(part, Role::Paragraph, &words);
    }

    /// What has changed in a part whose words are the same.
    fn beyond_words(&self, change: &PartChange) -> String {
        let wording = self.wording();
        let what = if change.picture_or_link {
            &wording.picture_changed
        } else {
            &wording.setting_changed
        };
        format!("{} {what}", wording.same_words)
    }

    fn passages(&mut self, part: NodeId, passages: &[Passage]) {
        let wording = self.wording();
        let list = self.leaflet.add(part, Role::List(ListKind::Bullet));
        for passage in passages {
            let item = self.leaflet.add(list, Role::Item);
            self.line(item, Role::Label, "•");
            let body = self.leaflet.add(item, Role::Body);
            match (passage.has_old(), passage.has_new()) {
                (true, false) => self.side(body, &wording.taken_out, passage, Change::Removed),
                (false, true) => self.side(body, &wording.put_in, passage, Change::Added),
                _ => {
                    self.side(body, &wording.said_before, passage, Change::Removed);
                    self.side(body, &wording.says_now, passage, Change::Added);
                }
            }
        }
    }

    /// One of the two sides of a passage, as a paragraph. New words are bold where there were others.
    fn side(&mut self, body: NodeId, label: &str, passage: &Passage, side: Change) {
        let paragraph = self.leaflet.add(body, Role::Paragraph);
        self.text(paragraph, label, Weight::Regular);
        let words = passage.words.iter();
        for (change, words) in words.filter(|(change, _)| [Change::Kept, side].contains(change)) {
            let weight = match change {
                Change::Added if passage.has_old() => Weight::Strong,
                _ => Weight::Regular,
            };
            self.text(paragraph, words, weight);
        }
    }
}
