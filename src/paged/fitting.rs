//! Fitting: which sections to leave out when a leaflet takes more paper than it may.
//!
//! Each choice is measured by laying the leaflet out without it. The section that saves most goes first, until leaving
//! out one more is enough; of those that are enough, the one that saves least goes. So few sections go, and little text.
//! The urgent help always stays, and so does a section while one that requires it does.

use crate::content::Id;
use crate::leaflet::{Imprint, Personal, compose};
use crate::paged::layout::lay_out;
use crate::printing::{Paper, Printing};
use crate::selection::ResolvedRequest;

/// A selection that takes less paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shorter {
    /// The sections that go, in the leaflet's order.
    pub left_out: Vec<Id>,
    /// Those that stay, but for what comes along because others require it.
    pub kept: Vec<Id>,
    /// How many sheets the leaflet takes without them.
    pub sheets: usize,
}

impl Shorter {
    /// The names of the sections that go, as they stand in a message.
    pub fn names_left_out(&self) -> String {
        let names: Vec<String> = self.left_out.iter().map(|id| format!("`{id}`")).collect();
        names.join(", ")
    }
}

/// A leaflet that is to take less paper.
#[derive(Clone, Copy, Debug)]
pub struct LongLeaflet<'a> {
    /// What is asked for.
    pub request: &'a ResolvedRequest<'a>,
    /// What it says of its making.
    pub imprint: &'a Imprint,
    /// What is printed in this copy alone.
    pub personal: &'a Personal,
}

/// Sections that stay, and how many pages they and what they require take.
type Choice = (Vec<Id>, usize);

impl LongLeaflet<'_> {
    /// A shorter selection that takes at most so many sheets of paper.
    ///
    /// # Errors
    /// The fewest sheets that leaving sections out comes to, when that is not enough.
    pub fn shorter(&self, sheets: usize) -> Result<Shorter, usize> {
        let paper = self.request.printing.paper;
        let most_pages = sheets * paper.pages_a_sheet();
        match self.fewest_left_out(most_pages) {
            Ok((kept, pages)) => {
                let asked_for = self.asked_for().into_iter();
                Ok(Shorter {
                    left_out: asked_for.filter(|id| !kept.contains(id)).collect(),
                    kept,
                    sheets: paper.sheets(pages),
                })
            }
            Err(fewest) => Err(paper.sheets(fewest)),
        }
    }

    /// How many sheets the leaflet takes when it is printed on both sides, if that is at most `sheets`; `None` where it is
    /// printed on both sides already.
    pub fn two_sided(&self, sheets: usize) -> Option<usize> {
        let printing = self.request.printing;
        if printing.paper != Paper::OneSided {
            return None;
        }
        let pages = self.pages_of(&ResolvedRequest {
            printing: Printing {
                paper: Paper::TwoSided,
                ..printing
            },
            ..self.request.clone()
        })?;
        Some(Paper::TwoSided.sheets(pages)).filter(|&taken| taken <= sheets)
    }

    /// The sections that were asked for, in the leaflet's order.
    fn asked_for(&self) -> Vec<Id> {
        let sections = self.request.leaflet.sections.iter();
        let sections = sections.map(|section| &section.id);
        let is_asked_for = |id: &&Id| self.request.sections.iter().any(|it| it.id == **id);
        sections.filter(is_asked_for).cloned().collect()
    }

    /// A choice of sections that takes at most so many pages; otherwise the fewest pages that any choice takes.
    fn fewest_left_out(&self, most_pages: usize) -> Result<Choice, usize> {
        let mut kept = self.asked_for();
        loop {
            let shorter = self.shorter_by_one(&kept);
            let fitting = shorter.iter().filter(|(_, pages)| *pages <= most_pages);
            if let Some(choice) = fitting.max_by_key(|(_, pages)| *pages) {
                return Ok(choice.clone());
            }
            // Of those that save as much the last goes: what matters most comes first.
            match shorter.into_iter().rev().min_by_key(|(_, pages)| *pages) {
                Some(shortest) => kept = shortest.0,
                None => return self.shortest_alone(most_pages),
            }
        }
    }

    /// The longest section that fits alone, with what it requires; otherwise the pages of the shortest. A long one that
    /// others require stays to the end where sections go one by one.
    fn shortest_alone(&self, most_pages: usize) -> Result<Choice, usize> {
        let alone = self.asked_for().into_iter().filter_map(|id| {
            let kept = vec![id];
            let pages = self.pages(&kept)?;
            Some((kept, pages))
        });
        let (fitting, longer): (Vec<Choice>, Vec<Choice>) =
            alone.partition(|(_, pages)| *pages <= most_pages);
        let fewest = longer.iter().map(|(_, pages)| *pages).min();
        let longest = fitting.into_iter().max_by_key(|(_, pages)| *pages);
        longest.ok_or(fewest.unwrap_or(usize::MAX))
    }

    /// Every selection that leaves one more section out, with its pages.
    fn shorter_by_one(&self, kept: &[Id]) -> Vec<(Vec<Id>, usize)> {
        let can_go = |id: &&Id| kept.len() > 1 && !self.is_required(id, kept);
        let without = |gone: &Id| kept.iter().filter(|&id| id != gone).cloned().collect();
        let choices = kept.iter().filter(can_go).map(without);
        choices
            .filter_map(|kept: Vec<Id>| Some((kept.clone(), self.pages(&kept)?)))
            .collect()
    }

    /// Whether a kept section requires this one, itself or through others.
    fn is_required(&self, wanted: &Id, kept: &[Id]) -> bool {
        let leaflet = self.request.leaflet;
        let mut seen: Vec<&Id> = Vec::new();
        let mut waiting: Vec<&Id> = kept.iter().filter(|&id| id != wanted).collect();
        while let Some(section) = waiting.pop().and_then(|id| leaflet.section(id)) {
            let new = section.requires.iter().filter(|id| !seen.contains(id));
            let new: Vec<&Id> = new.collect();
            seen.extend(&new);
            waiting.extend(new);
        }
        seen.contains(&wanted)
    }

    /// How many pages the leaflet has with these sections and those that they require.
    fn pages(&self, kept: &[Id]) -> Option<usize> {
        let sections = kept
            .iter()
            .filter_map(|id| self.request.leaflet.section(id));
        self.pages_of(&ResolvedRequest {
            preset: None,
            sections: sections.collect(),
            ..self.request.clone()
        })
    }

    fn pages_of(&self, request: &ResolvedRequest) -> Option<usize> {
        let selection = request.select().ok()?;
        let leaflet = compose(&selection, self.imprint);
        let pages = lay_out(&leaflet, selection.form(), self.personal);
        Some(pages.pages.len())
    }
}
