//! Arranging: a leaflet becomes the tree that is set on pages, in the order that pages have, with what only paper needs.

use crate::leaflet::{self, NodeId};

use super::tree::{Leaflet, Part, Role};
use crate::form::PagedForm;

/// The leaflet, arranged for pages of this form. What is filled in for one copy is still open
/// ([`Leaflet::filled_in`]).
pub fn arrange(leaflet: &leaflet::Leaflet, form: PagedForm) -> Leaflet {
    let mut arranged = leaflet.with_roles(on_paper);
    if form.text_size.has_one_column(form.printing.paper) {
        introduce_after_contacts(leaflet, &mut arranged);
    }
    arranged
}

/// In one column, what introduces a leaflet besides its title and the notice of a draft follows the contacts, so that the
/// number to ring and the urgent help come as early as they can. The header says from the first page on that there are
/// notices.
fn introduce_after_contacts(leaflet: &leaflet::Leaflet, arranged: &mut Leaflet) {
    let Some(opening) = arranged.part(&Part::Opening) else {
        return;
    };
    let moved = |role: &leaflet::Role| match role {
        leaflet::Role::NoticeOfParts => Some(0),
        leaflet::Role::Audience => Some(1),
        leaflet::Role::SideMatter => Some(2),
        _ => None,
    };
    let place = |id: &NodeId| moved(&leaflet.node(*id).role);
    let (mut introducing, staying): (Vec<NodeId>, Vec<NodeId>) = arranged
        .children(opening)
        .iter()
        .partition(|&id| place(id).is_some());
    introducing.sort_by_key(place);
    arranged.node_mut(opening).children = staying;
    let introduction = arranged.add_loose(Role::Part(Part::Introduction));
    arranged.node_mut(introduction).children = introducing;
    let contacts = arranged.part(&Part::Contacts);
    let parts = &mut arranged.node_mut(NodeId::ROOT).children;
    let above = parts.iter().position(|&part| Some(part) == contacts);
    parts.insert(above.map_or(0, |at| at + 1), introduction);
}

/// What a node is on paper.
fn on_paper(role: &leaflet::Role) -> Role {
    use leaflet::Role as Said;
    match role {
        Said::Document => Role::Document,
        Said::Part(part) => Role::Part(part_on_paper(part)),
        Said::Title => Role::Title,
        Said::Subtitle => Role::Subtitle,
        Said::Audience => Role::Audience,
        Said::StatusNotice | Said::NoticeOfParts => Role::StatusNotice,
        Said::Heading(level) => Role::Heading(*level),
        Said::Summary => Role::Summary,
        Said::Paragraph => Role::Paragraph,
        Said::Pointer => Role::Pointer,
        Said::List(kind) => Role::List(*kind),
        Said::Item => Role::Item,
        Said::Label => Role::Label,
        Said::Body => Role::Body,
        Said::Table => Role::Table,
        Said::Caption => Role::Caption,
        Said::TableHead => Role::TableHead,
        Said::TableBody => Role::TableBody,
        Said::Row => Role::Row,
        Said::HeaderCell => Role::HeaderCell,
        Said::RowHeader => Role::RowHeader,
        Said::Cell => Role::Cell,
        Said::FigureGroup => Role::FigureGroup,
        Said::FigureRow => Role::FigureRow,
        Said::Figure { figure, alt } => Role::Figure {
            figure: figure.clone(),
            alt: alt.clone(),
        },
        Said::Logo { figure, alt } => Role::Logo {
            figure: figure.clone(),
            alt: alt.clone(),
        },
        Said::Callout(kind) => Role::Callout(*kind),
        Said::CalloutLabel => Role::CalloutLabel,
        Said::Passage => Role::Passage,
        Said::Contents => Role::Contents,
        Said::ContentsEntry => Role::ContentsEntry,
        Said::SideMatter => Role::SideMatter,
        Said::QrCode { address, alt } => Role::QrCode {
            address: address.clone(),
            alt: alt.clone(),
        },
        Said::SideLabel => Role::SideLabel,
        Said::SideText => Role::SideText,
        Said::WritingLine => Role::WritingLine,
        Said::PageReferences => Role::PageReferences,
        Said::Text { text, weight } => Role::Text {
            text: text.clone(),
            weight: *weight,
        },
        Said::Link(target) => Role::Link(target.clone()),
        Said::PageNumber(place) => Role::PageNumber(*place),
        Said::Blank => Role::Blank,
        Said::Fill(fill) => Role::Fill(*fill),
    }
}

fn part_on_paper(part: &leaflet::Part) -> Part {
    use leaflet::Part as Said;
    match part {
        Said::Opening => Part::Opening,
        Said::UrgentHelp => Part::UrgentHelp,
        Said::Contacts => Part::Contacts,
        Said::Contents => Part::Contents,
        Said::Changes => Part::Changes,
        Said::Section(id) => Part::Section(id.clone()),
        Said::Questions => Part::Questions,
        Said::Glossary => Part::Glossary,
        Said::About => Part::About,
    }
}
