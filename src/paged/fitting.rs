//! Fitting: which sections to leave out when a leaflet takes more paper than it may.
//!
//! Each choice is measured by laying the leaflet out without it. The section that saves most goes first, until leaving
//! out one more is enough; of those that are enough, the one that saves least goes. So few sections go, and little text.
//! The urgent help always stays, and so does a section while one that requires it does.

use crate::content::Id;
use crate::leaflet::{Personal, compose};
use crate::paged::layout::lay_out;
use crate::printing::Paper;
use crate::selection::{Request, Selection, Wanted, select};

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

/// A shorter selection that takes at most so many sheets of paper.
///
/// # Errors
/// The fewest sheets that leaving sections out comes to, when that is not enough.
pub fn shorter(
    selection: &Selection,
    (request, personal): (&Request, &Personal),
    sheets: usize,
) -> Result<Shorter, usize> {
    let measure = Measure {
        selection,
        request,
        personal,
    };
    let paper = request.printing.paper;
    let most_pages = sheets * paper.pages_a_sheet();
    match measure.fewest_left_out(most_pages) {
        Ok((kept, pages)) => {
            let asked_for = measure.asked_for().into_iter();
            Ok(Shorter {
                left_out: asked_for.filter(|id| !kept.contains(id)).collect(),
                kept,
                sheets: paper.sheets(pages),
            })
        }
        Err(fewest) => Err(paper.sheets(fewest)),
    }
}

/// How many sheets the selection takes when it is printed on both sides, if that is at most `sheets`; `None` where it is
/// printed on both sides already.
pub fn two_sided(
    selection: &Selection,
    (request, personal): (&Request, &Personal),
    sheets: usize,
) -> Option<usize> {
    if request.printing.paper != Paper::OneSided {
        return None;
    }
    let mut other = selection.clone();
    other.printing.paper = Paper::TwoSided;
    let pages = lay_out(&compose(&other), personal).pages.len();
    Some(Paper::TwoSided.sheets(pages)).filter(|&taken| taken <= sheets)
}

/// Sections that stay, and how many pages they and what they require take.
type Choice = (Vec<Id>, usize);

/// Measures selections of a leaflet's sections.
struct Measure<'a> {
    selection: &'a Selection<'a>,
    request: &'a Request,
    personal: &'a Personal,
}

impl Measure<'_> {
    /// The sections that were asked for, in the leaflet's order.
    fn asked_for(&self) -> Vec<Id> {
        let came_along = |id: &Id| self.selection.required.iter().any(|(it, _)| it.id == *id);
        let sections = self.selection.sections.iter().map(|section| &section.id);
        sections.filter(|&id| !came_along(id)).cloned().collect()
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
        let leaflet = self.selection.leaflet;
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
        let request = Request {
            sections: Wanted::Sections(kept.iter().map(Id::to_string).collect()),
            ..self.request.clone()
        };
        let mut selection = select(self.selection.library, &request).ok()?;
        selection.since = self.selection.since.clone();
        Some(lay_out(&compose(&selection), self.personal).pages.len())
    }
}
