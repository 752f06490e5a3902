//! The edition: a short code for what a leaflet says.
//!
//! It is made from the composed tree in reading order: roles, words, languages, addresses, figures' bytes, and the
//! leaflet's own fields. How the words are set is not in it: that is their [`form`](crate::form). Places that are filled
//! in later count as places: no contact typed for one patient, no day of making and no version of the program can change
//! the code. Pointers count by the reading order of what they point to.
//!
//! The code is the first 55 bits of a SHA-256 in Crockford's base 32 and a check character (Luhn modulo 32), so that it
//! can be read over the telephone: a wrong character is always noticed, and so is a swap of neighbours except 0 and Z.

use std::collections::BTreeMap;

use crate::content::{CalloutKind, ContactKind, Status};
use crate::hash::Fields;

use super::{Fill, Leaflet, ListKind, Node, NodeId, Part, Role, Target, Weight};

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The characters that carry the hash: 11 of 5 bits.
const HASH_CHARACTERS: usize = 11;
/// The characters between hyphens.
const GROUP: usize = 4;
/// The format of what is hashed. A change to it changes every code, so it counts as well. Up to format 1 a code stood for
/// the size of text and the options of printing, too.
const FORMAT: &str = "careleaf edition 2";

/// The place of what stands outside the branch that is hashed.
const ELSEWHERE: u64 = u64::MAX;

/// The code of a text: the same words and figures have the same code, in whatever form.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition(String);

/// Why a text is not an edition's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditionError {
    /// It has too few or too many characters.
    #[error("an edition has 12 letters and digits, as in `K7QM-2F4X-9TRT`")]
    Length,
    /// It has a character that codes do not have.
    #[error("an edition has no `{0}`")]
    Character(char),
    /// The check character does not fit the others: one of them is wrong.
    #[error("the edition has a wrong character, or two that are swapped")]
    Check,
}

impl Edition {
    /// The edition of a composed leaflet.
    pub(super) fn of(leaflet: &Leaflet) -> Edition {
        let hash = Canonical::of(leaflet).finish();
        let mut bits = [0; 8];
        bits[..7].copy_from_slice(&hash.bytes()[..7]);
        let bits = u64::from_be_bytes(bits);
        let mut values: Vec<u8> = (0..HASH_CHARACTERS)
            .map(|at| ((bits >> (59 - 5 * at)) & 31) as u8)
            .collect();
        values.push(check_value(&values));
        Edition::from_values(&values)
    }

    /// Reads a code as people type it: in any case, with or without spaces and hyphens of any kind, O as 0, I and L as 1.
    ///
    /// # Errors
    /// When it is no code, or its check character shows that it was mistyped.
    pub fn parse(text: &str) -> Result<Edition, EditionError> {
        let values = text
            .chars()
            .filter(|&c| !is_separator(c))
            .map(|c| value_of(c).ok_or(EditionError::Character(c)))
            .collect::<Result<Vec<u8>, _>>()?;
        match values.split_last() {
            Some((check, hash)) if hash.len() == HASH_CHARACTERS => {
                let is_right = *check == check_value(hash);
                is_right
                    .then(|| Edition::from_values(&values))
                    .ok_or(EditionError::Check)
            }
            _ => Err(EditionError::Length),
        }
    }

    /// The code as it is printed: three groups of four.
    pub fn code(&self) -> &str {
        &self.0
    }

    fn from_values(values: &[u8]) -> Edition {
        let groups: Vec<String> = values
            .chunks(GROUP)
            .map(|group| {
                group
                    .iter()
                    .map(|&value| char::from(ALPHABET[usize::from(value)]))
                    .collect()
            })
            .collect();
        Edition(groups.join("-"))
    }
}

/// Whether a character only stands between the groups of a code: a space, a hyphen, or the dash that a word processor
/// makes of one.
pub fn is_separator(character: char) -> bool {
    matches!(
        character,
        '-' | ' ' | '\u{A0}' | '\u{2010}'..='\u{2015}' | '\u{2212}'
    )
}

fn value_of(character: char) -> Option<u8> {
    let character = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET.iter().position(|&c| char::from(c) == character)?;
    u8::try_from(at).ok()
}

/// The Luhn modulo 32 check of `values`: every second value, from the last, counts double, by the sum of its digits in
/// base 32.
fn check_value(values: &[u8]) -> u8 {
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(at, &value)| {
            let weighted = u32::from(value) * if at % 2 == 0 { 2 } else { 1 };
            weighted / 32 + weighted % 32
        })
        .sum();
    ((32 - sum % 32) % 32) as u8
}

/// A hash of one part, in the form that editions are made of. What the part points to outside itself counts as such.
pub(crate) fn part_hash(leaflet: &Leaflet, part: NodeId) -> Fields {
    let mut canonical = Canonical::new(leaflet, part);
    canonical.node(part);
    canonical.hash
}

/// A hash that is fed fields: each with its length before it, so that no two different leaflets feed it the same bytes.
struct Canonical<'l> {
    leaflet: &'l Leaflet,
    /// The place of each node in reading order.
    order: BTreeMap<NodeId, u64>,
    hash: Fields,
}

impl<'l> Canonical<'l> {
    fn of(leaflet: &'l Leaflet) -> Fields {
        let mut canonical = Canonical::new(leaflet, NodeId::ROOT);
        canonical.head();
        canonical.node(NodeId::ROOT);
        canonical.typefaces();
        canonical.hash
    }

    /// The files that the words need beyond the bundled typefaces: with others they look otherwise.
    fn typefaces(&mut self) {
        let leaflet = self.leaflet;
        let words = leaflet.text_of(NodeId::ROOT);
        for hash in leaflet.typefaces.needed_by(&words) {
            self.field(hash.bytes());
        }
    }

    /// A hash of the branch `top`, without anything in it yet.
    fn new(leaflet: &'l Leaflet, top: NodeId) -> Canonical<'l> {
        Canonical {
            leaflet,
            order: leaflet.descendants(top).into_iter().zip(0..).collect(),
            hash: Fields::default(),
        }
    }

    fn field(&mut self, bytes: impl AsRef<[u8]>) {
        self.hash.field(bytes);
    }

    fn number(&mut self, number: u64) {
        self.hash.number(number);
    }

    fn head(&mut self) {
        let leaflet = self.leaflet;
        self.field(FORMAT);
        self.field(&leaflet.title);
        self.field(&leaflet.short_title);
        self.field(&leaflet.publisher);
        self.field(leaflet.language.tag());
        self.field(match leaflet.status {
            Status::Draft => "draft",
            Status::Approved => "approved",
            Status::Withdrawn => "withdrawn",
        });
        self.field(leaflet.review_due.to_string());
        self.number(leaflet.contacts.len() as u64);
        for (&kind, contact) in &leaflet.contacts {
            self.field(contact_name(kind));
            self.field(contact);
        }
    }

    fn node(&mut self, id: NodeId) {
        let leaflet = self.leaflet;
        let Node {
            role,
            children,
            language,
            ..
        } = leaflet.node(id);
        self.field(language.as_ref().map_or("", |language| language.tag()));
        self.role(role);
        self.number(children.len() as u64);
        for &child in children {
            self.node(child);
        }
    }

    fn role(&mut self, role: &Role) {
        self.field(role_name(role));
        match role {
            Role::Part(Part::Section(id)) => self.field(id.as_str()),
            Role::Heading(level) => self.number((*level).into()),
            Role::Figure { figure, alt } | Role::Logo { figure, alt } => {
                self.field(&figure.bytes);
                self.field(alt);
            }
            Role::QrCode { address, alt } => {
                self.field(address.as_str());
                self.field(alt);
            }
            Role::Text { text, weight } => {
                self.field(text);
                self.number((*weight == Weight::Strong).into());
            }
            Role::Link(Target::Online(address)) => self.field(address.as_str()),
            Role::Link(Target::Reach(reach)) => self.field(reach.as_str()),
            Role::Link(Target::Node(id)) | Role::PageNumber(id) => {
                let place = self.order.get(id).copied();
                self.number(place.unwrap_or(ELSEWHERE));
            }
            _ => {}
        }
    }
}

/// A name for each role, and for each kind of a role, that no other has.
fn role_name(role: &Role) -> &'static str {
    match role {
        Role::Document => "document",
        Role::Part(part) => part_name(part),
        Role::Title => "title",
        Role::Subtitle => "subtitle",
        Role::Audience => "audience",
        Role::StatusNotice => "status notice",
        Role::NoticeOfParts => "notice of parts",
        Role::Heading(_) => "heading",
        Role::Summary => "summary",
        Role::Paragraph => "paragraph",
        Role::Pointer => "pointer",
        Role::List(kind) => list_name(*kind),
        Role::Item => "item",
        Role::Label => "label",
        Role::Body => "body",
        Role::Table => "table",
        Role::Caption => "caption",
        Role::TableHead => "table head",
        Role::TableBody => "table body",
        Role::Row => "row",
        Role::HeaderCell => "header cell",
        Role::RowHeader => "row header",
        Role::Cell => "cell",
        Role::FigureGroup => "figure group",
        Role::FigureRow => "figure row",
        Role::Figure { .. } => "figure",
        Role::Logo { .. } => "logo",
        Role::Callout(kind) => callout_name(*kind),
        Role::CalloutLabel => "callout label",
        Role::Passage => "passage",
        Role::Contents => "contents",
        Role::ContentsEntry => "contents entry",
        Role::SideMatter => "side matter",
        Role::QrCode { .. } => "QR code",
        Role::SideLabel => "side label",
        Role::SideText => "side text",
        Role::WritingLine => "writing line",
        Role::PageReferences => "page references",
        Role::Text { .. } => "text",
        Role::Link(Target::Online(_)) => "online link",
        Role::Link(Target::Reach(_)) => "link to ring or write to",
        Role::Link(Target::Node(_)) => "inner link",
        Role::Blank => "blank",
        Role::PageNumber(_) => "page number",
        Role::Fill(fill) => fill_name(*fill),
    }
}

fn part_name(part: &Part) -> &'static str {
    match part {
        Part::Opening => "part: opening",
        Part::UrgentHelp => "part: urgent help",
        Part::Contacts => "part: contacts",
        Part::Contents => "part: contents",
        Part::Changes => "part: changes",
        Part::Section(_) => "part: section",
        Part::Questions => "part: questions",
        Part::Glossary => "part: glossary",
        Part::About => "part: about",
    }
}

fn list_name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Bullet => "list: bullet",
        ListKind::Numbered => "list: numbered",
        ListKind::Question => "list: question",
        ListKind::Contacts => "list: contacts",
        ListKind::Terms => "list: terms",
        ListKind::Sources => "list: sources",
        ListKind::Organisations => "list: organisations",
    }
}

fn callout_name(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Caution => "callout: caution",
        CalloutKind::Important => "callout: important",
        CalloutKind::Note => "callout: note",
        CalloutKind::Tip => "callout: tip",
    }
}

fn fill_name(fill: Fill) -> &'static str {
    match fill {
        Fill::Edition => "fill: edition",
        Fill::MadeOn => "fill: made on",
        Fill::UrgentAdvice => "fill: urgent advice",
        Fill::ContactLine(ContactKind::Urgent) => "fill: urgent contact",
        Fill::ContactLine(ContactKind::Nurse) => "fill: nurse contact",
        Fill::ContactLine(ContactKind::Clinic) => "fill: clinic contact",
        Fill::ContactMention(ContactKind::Urgent) => "fill: urgent mention",
        Fill::ContactMention(ContactKind::Nurse) => "fill: nurse mention",
        Fill::ContactMention(ContactKind::Clinic) => "fill: clinic mention",
    }
}

fn contact_name(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Urgent => "urgent",
        ContactKind::Nurse => "nurse",
        ContactKind::Clinic => "clinic",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(code: &str) -> Vec<u8> {
        code.chars().filter_map(value_of).collect()
    }

    fn code_of(hash: &[u8; 11]) -> Edition {
        let mut values: Vec<u8> = hash.to_vec();
        values.push(check_value(hash));
        Edition::from_values(&values)
    }

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let edition = code_of(&[0, 1, 31, 16, 1, 0, 7, 25, 30, 2, 9]);
        let code = edition.code();
        assert_eq!(code.len(), 14);
        assert_eq!(Edition::parse(code), Ok(edition.clone()));
        let typed = code.to_lowercase().replace('-', " ");
        let typed = typed
            .replace('0', "o")
            .replacen('1', "l", 1)
            .replacen('1', "I", 1);
        assert_eq!(Edition::parse(&typed), Ok(edition.clone()));
        let dashes = code.replacen('-', "–", 1).replacen('-', "—", 1);
        assert_eq!(Edition::parse(&dashes), Ok(edition));
    }

    #[test]
    fn any_wrong_character_is_noticed() {
        let right = values(code_of(&[3, 1, 4, 1, 5, 9, 26, 5, 31, 0, 17]).code());
        for at in 0..right.len() {
            for wrong in (0..32).filter(|&value| value != right[at]) {
                let mut values = right.clone();
                values[at] = wrong;
                let typed = Edition::from_values(&values);
                assert_eq!(Edition::parse(typed.code()), Err(EditionError::Check));
            }
        }
    }

    #[test]
    fn a_swap_of_neighbours_is_noticed_unless_they_are_0_and_z() {
        for first in 0..32 {
            for second in (0..32).filter(|&second| second != first) {
                let right = values(code_of(&[7, first, second, 7, 7, 7, 7, 7, 7, 7, 7]).code());
                let mut swapped = right.clone();
                swapped.swap(1, 2);
                let is_noticed = Edition::parse(Edition::from_values(&swapped).code()).is_err();
                assert_eq!(is_noticed, first + second != 31 || first.min(second) != 0);
            }
        }
    }

    #[test]
    fn what_is_no_code_is_refused_with_the_reason() {
        assert_eq!(Edition::parse("K7QM-2F4X"), Err(EditionError::Length));
        assert_eq!(Edition::parse(""), Err(EditionError::Length));
        assert_eq!(
            Edition::parse("K7QM-2F4X-9TRU"),
            Err(EditionError::Character('U'))
        );
        assert_eq!(Edition::parse("ÄÄÄÄ"), Err(EditionError::Character('Ä')));
    }
}
