//! The cache of layout: parts that have been set, to be put into other leaflets that have the same.
//!
//! In a galley of its own a part depends on nothing around it but the paper, the size of text and the language. Its nodes
//! are numbered by their order in the part, and get the numbers of the leaflet that they are put into; where its page
//! numbers and links lead is told by that leaflet alone. Parts are compared node by node, so that none stands where
//! anything else is written.

use std::collections::HashMap;

use crate::language::Language;
use crate::leaflet::{NodeId, Target};
use crate::length::Length;
use crate::paged::{Leaflet, Node, Role};
use crate::printing::{Paper, TextSize};

use super::galley::Galley;
use super::ink::{Ink, InkKind};
use super::page::Owner;
use super::text::LineRun;

/// The most glyphs that are kept, about 10 MB of them: nearly twice those of the sample library's whole leaflet, so that
/// the copies of any leaflet share its parts.
const MOST_GLYPHS: usize = 200_000;

/// Whether parts that are set are kept for other leaflets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caching {
    /// They are.
    On,
    /// They are not: there is Personal text in them, or no other leaflet follows.
    Off,
}

/// The parts that are kept, those used last at the end.
#[derive(Default)]
pub(super) struct LayoutCache {
    parts: Vec<CachedPart>,
}

struct CachedPart {
    form: CachedForm,
    nodes: Vec<Node>,
    galley: Galley,
    glyphs: usize,
}

/// What a part's look depends on besides its nodes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CachedForm {
    pub(super) text_size: TextSize,
    pub(super) paper: Paper,
    pub(super) language: Language,
    pub(super) page_height: Length,
}

impl LayoutCache {
    /// A part's galley, if the part has been set before.
    pub(super) fn get(
        &mut self,
        form: &CachedForm,
        leaflet: &Leaflet,
        part: NodeId,
    ) -> Option<Galley> {
        let ids = leaflet.descendants(part);
        let found = self
            .parts
            .iter()
            .rposition(|it| it.is(form, leaflet, &ids))?;
        let found = self.parts.remove(found);
        let mut galley = found.galley.clone();
        self.parts.push(found);
        renumber(&mut galley, |relative| ids[relative.index()]);
        for run in runs(&mut galley).filter(|run| run.page_of.is_some()) {
            if let Role::PageNumber(target) = leaflet.node(run.leaf).role {
                run.page_of = Some(target);
            }
        }
        Some(galley)
    }

    /// Keeps a part's galley, and lets go of what has not been used for longest.
    pub(super) fn insert(
        &mut self,
        form: CachedForm,
        leaflet: &Leaflet,
        part: NodeId,
        galley: &Galley,
    ) {
        let ids = leaflet.descendants(part);
        let orders: HashMap<NodeId, NodeId> = ids
            .iter()
            .enumerate()
            .map(|(order, &id)| (id, NodeId::at(order)))
            .collect();
        let mut galley = galley.clone();
        renumber(&mut galley, |id| orders[&id]);
        self.parts.push(CachedPart {
            form,
            nodes: ids.iter().map(|&id| leaflet.node(id).clone()).collect(),
            glyphs: runs(&mut galley).map(|run| run.glyphs.glyphs.len()).sum(),
            galley,
        });
        let mut kept = 0;
        let fitting = self.parts.iter().rev().take_while(|part| {
            kept += part.glyphs;
            kept <= MOST_GLYPHS
        });
        let too_many = self.parts.len() - fitting.count();
        self.parts.drain(..too_many);
    }
}

impl CachedPart {
    fn is(&self, form: &CachedForm, leaflet: &Leaflet, ids: &[NodeId]) -> bool {
        self.form == *form
            && self.nodes.len() == ids.len()
            && self
                .nodes
                .iter()
                .zip(ids)
                .all(|(node, &id)| looks_like(node, leaflet.node(id)))
    }
}

/// Whether nodes look alike, wherever in their leaflets they lead to. In reading order, how many nodes are in each tells
/// how a tree branches.
fn looks_like(one: &Node, other: &Node) -> bool {
    let same_role = match (&one.role, &other.role) {
        (Role::PageNumber(_), Role::PageNumber(_))
        | (Role::Link(Target::Node(_)), Role::Link(Target::Node(_))) => true,
        (one, other) => one == other,
    };
    same_role && one.children.len() == other.children.len() && one.language == other.language
}

/// Gives all nodes that have ink in a galley another number. What its frames say belongs to no node.
fn renumber(galley: &mut Galley, number: impl Fn(NodeId) -> NodeId) {
    for run in runs(galley) {
        run.leaf = number(run.leaf);
        run.link = run.link.map(&number);
    }
    for ink in inks(galley) {
        if let InkKind::Shape {
            owner: Owner::Node(node),
            ..
        } = &mut ink.kind
        {
            *node = number(*node);
        }
    }
}

fn inks(galley: &mut Galley) -> impl Iterator<Item = &mut Ink> {
    galley.slices.iter_mut().flat_map(|slice| &mut slice.inks)
}

fn runs(galley: &mut Galley) -> impl Iterator<Item = &mut LineRun> {
    inks(galley).flat_map(|ink| match &mut ink.kind {
        InkKind::Line { line, .. } => line.runs.as_mut_slice(),
        InkKind::Shape { .. } => &mut [],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Id;
    use crate::form::PagedForm;
    use crate::leaflet::sample::{block, empty};
    use crate::leaflet::{Leaflet, Part, Personal, Role};
    use crate::paged::layout::StandingType;

    /// A leaflet with sections that say this.
    fn leaflet(sections: &[&str]) -> Leaflet {
        let mut leaflet = empty();
        for (number, words) in sections.iter().enumerate() {
            let id = Id::parse(&format!("section-{number}")).unwrap();
            let part = leaflet.add(NodeId::ROOT, Role::Part(Part::Section(id)));
            block(&mut leaflet, part, (Role::Heading(2), "Colds"));
            block(&mut leaflet, part, (Role::Paragraph, words));
        }
        leaflet
    }

    fn laid_out(leaflets: &[Leaflet]) -> StandingType {
        let mut standing = StandingType::default();
        for leaflet in leaflets {
            standing.lay_out(leaflet, PagedForm::default(), &Personal::default());
        }
        standing
    }

    fn kept(standing: &StandingType) -> usize {
        standing.cache.parts.len()
    }

    #[test]
    fn a_part_with_the_same_text_is_set_once_and_another_anew() {
        let standing = laid_out(&[leaflet(&["Rest."]), leaflet(&["Rest.", "Drink."])]);
        assert_eq!(kept(&standing), 2);
    }

    #[test]
    fn a_part_is_set_anew_in_another_size_of_text() {
        let leaflet = leaflet(&["Rest."]);
        let mut standing = laid_out(std::slice::from_ref(&leaflet));
        let large = PagedForm {
            text_size: TextSize::new(16).unwrap(),
            ..PagedForm::default()
        };
        standing.lay_out(&leaflet, large, &Personal::default());
        assert_eq!(kept(&standing), 2);
    }

    #[test]
    fn page_numbers_and_links_lead_to_where_this_leaflet_says() {
        let with_reference = |before: &[&str]| {
            let mut leaflet = leaflet(before);
            let target = leaflet.children(NodeId::ROOT)[0];
            let id = Id::parse("reference").unwrap();
            let part = leaflet.add(NodeId::ROOT, Role::Part(Part::Section(id)));
            let paragraph = leaflet.add(part, Role::Paragraph);
            let link = leaflet.add(paragraph, Role::Link(Target::Node(target)));
            leaflet.add(link, Role::PageNumber(target));
            leaflet
        };
        let (one, other) = (
            with_reference(&["Rest."]),
            with_reference(&["Rest.", "Drink."]),
        );
        let mut standing = laid_out(&[one]);
        let (form, personal) = (PagedForm::default(), Personal::default());
        let pages = standing.lay_out(&other, form, &personal);
        let fresh = crate::paged::layout::lay_out(&other, form, &personal);
        assert_eq!(kept(&standing), 3);
        assert_eq!(pages.pages, fresh.pages);
        assert_eq!(pages.destinations, fresh.destinations);
    }

    #[test]
    fn nothing_of_a_copy_with_personal_text_is_kept() {
        let mut standing = laid_out(&[leaflet(&["Rest."])]);
        let personal = Personal {
            prepared_for: Some("Amal".into()),
            ..Personal::default()
        };
        let leaflet = leaflet(&["Rest.", "Drink."]);
        standing.lay_out(&leaflet, PagedForm::default(), &personal);
        assert_eq!(kept(&standing), 1);
    }

    #[test]
    fn what_has_not_been_used_for_longest_goes_first() {
        let long = |word: &str| leaflet(&[&format!("{word} ").repeat(MOST_GLYPHS / 15)]);
        let leaflets = [long("Rest"), long("Wash"), long("Rest"), long("Talk")];
        let standing = laid_out(&leaflets);
        let words = |part: &CachedPart| match &part.nodes[4].role {
            crate::paged::Role::Text { text, .. } => text[..4].to_owned(),
            other => panic!("{other:?}"),
        };
        let kept: Vec<String> = standing.cache.parts.iter().map(words).collect();
        assert_eq!(kept, ["Rest", "Talk"]);
    }
}
