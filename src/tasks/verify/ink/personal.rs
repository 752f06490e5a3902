//! What was typed for one copy, read from its pages. Nothing here is trusted: whether a file is made of what is read
//! shows when it is made again.

use crate::content::ContactKind;
use crate::leaflet::{Leaflet, Personal, PreparedFor};
use crate::proof::readback::{Belonging, Readback, Unit};
use crate::proof::record::plain;
use crate::wording::Wording;

/// How many lines a contact or a name may take, on pages that do not say what belongs together.
const MOST_LINES: usize = 3;
/// Up to here (Latin, Greek, Cyrillic) a glyph stands for a letter.
const LAST_OF_CYRILLIC: char = '\u{52F}';
/// The place of a name in `prepared_for`.
const NAME: &str = "{name}";

/// What the copy may have been made with, the likeliest first.
pub(super) fn candidates(pdf: &[u8], leaflet: &Leaflet) -> Vec<Personal> {
    let Some(readback) = Readback::of(pdf) else {
        return Vec::new();
    };
    let units: Vec<Unit> = readback
        .pages()
        .into_iter()
        .flatten()
        .filter(|unit| unit.belonging != Belonging::Artifact && !unit.text.is_empty())
        .collect();
    let reader = Reader {
        units: &units,
        wording: leaflet.wording,
    };
    let mut candidates = Vec::new();
    for prepared_for in reader.names() {
        for urgent_line in reader.contacts(ContactKind::Urgent) {
            for nurse in reader.contacts(ContactKind::Nurse) {
                let personal = Personal {
                    urgent_line: urgent_line.clone(),
                    nurse,
                    prepared_for: prepared_for.clone(),
                };
                candidates.push(with_plain_spaces(&personal));
                candidates.push(personal);
            }
        }
    }
    candidates.dedup();
    candidates.retain(|personal| *personal != Personal::default());
    candidates
}

/// Whether a text is in a script of which a glyph may stand for several letters, or letters change their order: pages
/// without tags do not say which.
pub(super) fn needs_tags(personal: &Personal) -> bool {
    let name = match &personal.prepared_for {
        Some(PreparedFor::Name(name)) => Some(name),
        _ => None,
    };
    let texts = [&personal.urgent_line, &personal.nurse]
        .into_iter()
        .flatten();
    let is_beyond_cyrillic = |c: char| c.is_alphabetic() && c > LAST_OF_CYRILLIC;
    texts
        .chain(name)
        .any(|text| text.contains(is_beyond_cyrillic))
}

/// The same as it is mostly typed: spaces that do not break are put in where it is printed.
fn with_plain_spaces(personal: &Personal) -> Personal {
    let plain = |text: &Option<String>| text.as_ref().map(|text| text.replace('\u{A0}', " "));
    Personal {
        urgent_line: plain(&personal.urgent_line),
        nurse: plain(&personal.nurse),
        prepared_for: match &personal.prepared_for {
            Some(PreparedFor::Name(name)) => Some(PreparedFor::Name(name.replace('\u{A0}', " "))),
            other => other.clone(),
        },
    }
}

struct Reader<'r> {
    units: &'r [Unit],
    wording: &'r Wording,
}

impl Reader<'_> {
    /// Whom the copy may be for.
    fn names(&self) -> Vec<Option<PreparedFor>> {
        let before = self
            .wording
            .prepared_for
            .split(NAME)
            .next()
            .unwrap_or_default();
        let Some(at) = self.find(|words| words.starts_with(&*plain(before))) else {
            return vec![None];
        };
        let rest: String = self.units[at]
            .text
            .chars()
            .skip(before.chars().count())
            .collect();
        if rest.trim().is_empty() {
            let names = self.after(at).into_iter();
            let to_write =
                |name: Option<String>| name.map_or(PreparedFor::ToWrite, PreparedFor::Name);
            return names.map(|name| Some(to_write(name))).collect();
        }
        // The name may stand in words of the program on both sides.
        let after = self
            .wording
            .prepared_for
            .split(NAME)
            .nth(1)
            .unwrap_or_default();
        let name = rest.strip_suffix(after).unwrap_or(&rest);
        vec![Some(PreparedFor::Name(name.trim().to_owned()))]
    }

    /// What may stand for a contact.
    fn contacts(&self, kind: ContactKind) -> Vec<Option<String>> {
        let label = plain(self.wording.contact(kind));
        match self.find(|words| words == label) {
            Some(at) => self.after(at),
            None => vec![None],
        }
    }

    fn find(&self, is_meant: impl Fn(&str) -> bool) -> Option<usize> {
        self.units
            .iter()
            .position(|unit| is_meant(&plain(&unit.text)))
    }

    /// What may stand after a unit, up to the next words of the program.
    fn after(&self, at: usize) -> Vec<Option<String>> {
        let rest = self.units[at + 1..].iter();
        let mut lines = rest.take_while(|unit| !self.is_of_program(unit)).peekable();
        let has_elements = lines
            .peek()
            .is_some_and(|unit| unit.belonging != Belonging::Nothing);
        let most = if has_elements { 1 } else { MOST_LINES };
        let mut words = String::new();
        let mut found = Vec::new();
        for unit in lines.take(most) {
            words += &unit.text;
            found.push(Some(words.trim().to_owned()));
        }
        found.push(None);
        found
    }

    fn is_of_program(&self, unit: &Unit) -> bool {
        let Wording {
            urgent_line_silent,
            no_urgent_number,
            contacts,
            ..
        } = self.wording;
        let kinds = [ContactKind::Urgent, ContactKind::Nurse, ContactKind::Clinic];
        let labels = kinds.map(|kind| self.wording.contact(kind));
        let known = labels
            .into_iter()
            .chain([&**urgent_line_silent, no_urgent_number, contacts]);
        let words = plain(&unit.text);
        known.into_iter().any(|known| plain(known) == words)
    }
}
