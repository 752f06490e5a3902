//! Filling in: the words that are known only when a copy is made. They come after the edition is fixed, so that no
//! contact and no date of making can change it.

use crate::content::ContactKind;
use crate::fonts;
use crate::language::Direction;
use crate::wording::{self, Piece, pieces};

use crate::leaflet::{
    Fill, NodeId, POP_ISOLATE, Personal, PreparedFor, Target, Weight, keep_together,
};

use super::tree::{Leaflet, Part, Role};

/// Starts words that run as their first letter does, whatever stands around them (Unicode Standard Annex 9, 2.4.2).
const FIRST_STRONG_ISOLATE: char = '\u{2068}';

/// A name that keeps its own direction within the line.
fn isolated(name: &str) -> String {
    if name.chars().all(fonts::is_set_by_word) {
        name.to_owned()
    } else {
        format!("{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}")
    }
}

impl Leaflet {
    /// The leaflet with every [`Role::Fill`] replaced: by the words that are known now, or by a line to write on.
    pub fn filled_in(mut self, personal: &Personal) -> Leaflet {
        if let Some(whom) = &personal.prepared_for {
            self.say_whom_it_is_for(whom);
        }
        for leaf in (0..self.node_count()).map(NodeId::at) {
            if let Role::Fill(fill) = self.node(leaf).role {
                self.fill_leaf(leaf, fill, personal);
            }
        }
        self
    }

    fn fill_leaf(&mut self, leaf: NodeId, fill: Fill, personal: &Personal) {
        let wording = self.wording;
        let role = match fill {
            Fill::Edition => self.words_role(self.edition.code(), Weight::Regular),
            Fill::MadeOn => self.words_role(&wording.date(self.made_on), Weight::Regular),
            Fill::UrgentAdvice => self.words_role(self.urgent_advice(personal), Weight::Strong),
            Fill::ContactLine(kind) => match self.contact(kind, personal) {
                Some(contact) => self.words_role(&isolated(contact), Weight::Regular),
                None => Role::WritingLine,
            },
            Fill::ContactMention(kind) => match self.contact(kind, personal) {
                Some(contact) => {
                    let words =
                        wording::fill(&wording.contact_known, &[("contact", &isolated(contact))]);
                    self.words_role(&words, Weight::Regular)
                }
                None => return self.point_to_contact(leaf, kind),
            },
        };
        self.node_mut(leaf).role = role;
    }

    /// Turns a leaf into a link to the first page's line for a contact.
    fn point_to_contact(&mut self, leaf: NodeId, kind: ContactKind) {
        let Some(place) = self.place_of_contact(kind) else {
            return;
        };
        self.node_mut(leaf).role = Role::Link(Target::Node(place));
        for piece in pieces(&self.wording.contact_unknown) {
            let role = match piece {
                Piece::Words(words) => self.words_role(words, Weight::Regular),
                Piece::Place(_) => Role::PageNumber(place),
            };
            self.add(leaf, role);
        }
    }

    /// What comes first where a contact stands: the list in the urgent-help box, the heading of the others.
    fn place_of_contact(&self, kind: ContactKind) -> Option<NodeId> {
        let part = match kind {
            ContactKind::Urgent => Part::UrgentHelp,
            ContactKind::Nurse | ContactKind::Clinic => Part::Contacts,
        };
        self.children(self.part(&part)?).first().copied()
    }

    /// Says below the audience whom the copy is for. The composed leaflet has no place for it, so that without a name
    /// nothing is printed. In place of a name that cannot be printed is a blank to write it in.
    fn say_whom_it_is_for(&mut self, whom: &PreparedFor) {
        let Some(opening) = self.part(&Part::Opening) else {
            return;
        };
        let paragraph = self.add_loose(Role::Paragraph);
        for piece in pieces(&self.wording.prepared_for) {
            let role = match (piece, whom) {
                (Piece::Words(words), PreparedFor::ToWrite) if words.ends_with(' ') => {
                    // The last word goes to the next line with the blank.
                    let words = format!("{}\u{A0}", words.trim_end());
                    self.words_role(&words, Weight::Regular)
                }
                (Piece::Words(words), _) => self.words_role(words, Weight::Regular),
                (Piece::Place(_), PreparedFor::Name(name)) => {
                    self.words_role(&isolated(name), Weight::Strong)
                }
                (Piece::Place(_), PreparedFor::ToWrite) => Role::Blank,
            };
            self.add(paragraph, role);
        }
        let blocks = self.children(opening).iter();
        let above = blocks
            .take_while(|&&it| self.node(it).role != Role::Audience)
            .count();
        let blocks = &mut self.node_mut(opening).children;
        let place = blocks.len().min(above + 1);
        blocks.insert(place, paragraph);
    }

    fn words_role(&self, words: &str, weight: Weight) -> Role {
        Role::Text {
            text: keep_together(words, self.wording, Direction::LeftToRight),
            weight,
        }
    }
}
