//! What the leaflet says of its own status: at its head for the whole, and in each part that is a draft among others or
//! past its date: under its title, in the urgent-help box at its foot. Words that nobody approved must not pass as
//! approved wherever a page is opened.

use crate::content::{ReviewDates, Status};
use crate::library::Standing;
use crate::selection::{Drafts, Overdue};
use crate::wording::fill;

use super::compose::Composer;
use super::{NodeId, Role};

/// The most parts that a notice names: more are counted, or they would push the urgent help off the first page.
const MOST_NAMED: usize = 3;

impl Composer<'_> {
    /// What is said of the whole leaflet: a short sentence.
    pub(super) fn draft_notice(&mut self, part: NodeId) {
        if matches!(self.selection.drafts, Drafts::Everything) {
            self.line(part, Role::StatusNotice, &self.wording().draft_notice);
        }
    }

    /// What is said of some of its parts: as long as their names and the reason to use them are.
    pub(super) fn notices_of_parts(&mut self, part: NodeId) {
        let selection = self.selection;
        if let Drafts::Parts(parts) = &selection.drafts {
            let notice = self.draft_parts_notice(parts);
            self.line(part, Role::NoticeOfParts, &notice);
        }
        if let Some(overdue) = &selection.overdue {
            let notice = self.overdue_notice(overdue);
            self.line(part, Role::NoticeOfParts, &notice);
        }
    }

    /// The notices of a part: each page may be read without the first. Where everything is a draft, the
    /// header of every page says so already.
    pub(super) fn part_notices(&mut self, part: NodeId, standing: &Standing, review: &ReviewDates) {
        let wording = self.wording();
        let some_are_drafts = matches!(self.selection.drafts, Drafts::Parts(_));
        if some_are_drafts && standing.status != Status::Approved {
            self.line(part, Role::StatusNotice, &wording.draft_part_notice);
        }
        if let Some(reason) = self.selection.reason_to_use(review) {
            let date = wording.date(review.review_due);
            let values = [("date", date.as_str()), ("reason", reason)];
            let notice = fill(&wording.overdue_part_notice, &values);
            self.line(part, Role::StatusNotice, &notice);
        }
    }

    fn draft_parts_notice(&self, parts: &[String]) -> String {
        let wording = self.wording();
        let notice = match parts.len() {
            ..=MOST_NAMED => &wording.draft_parts_notice,
            _ => &wording.many_drafts_notice,
        };
        let values = [
            ("parts", parts.join("; ")),
            ("count", parts.len().to_string()),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        fill(notice, &values)
    }

    /// What is overdue and why it may be used; without the names of the parts where they would push the urgent help off
    /// the first page.
    fn overdue_notice(&self, overdue: &Overdue) -> String {
        let wording = self.wording();
        let parts: Vec<String> = overdue
            .parts
            .iter()
            .map(|(part, due)| {
                let date = wording.date(*due);
                fill(&wording.overdue_part, &[("part", part), ("date", &date)])
            })
            .collect();
        let notice = match parts.len() {
            ..=MOST_NAMED => &wording.overdue_notice,
            _ => &wording.overdue_parts_notice,
        };
        let first = overdue.parts.iter().map(|(_, due)| *due).min();
        let values = [
            ("parts", parts.join("; ")),
            ("count", parts.len().to_string()),
            (
                "date",
                first.map_or_else(String::new, |due| wording.date(due)),
            ),
            ("about", wording.about.to_owned()),
            ("reason", overdue.reason.clone()),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        fill(notice, &values)
    }
}
