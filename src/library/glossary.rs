//! `glossary.toml`: the terms. No two terms claim one form, so that a word in a text has one meaning; and no definition
//! leads back to itself, so that a reader who looks words up comes to an end.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Glossary;
use super::allowance;
use super::content_hash;
use super::fields::{self, Fields, Key, Located, key};
use super::review;
use super::source::SourceFile;
use super::standing::Claim;
use crate::content::Id;
use crate::diagnostic::Location;
use crate::terms::{FormKind, GlossaryTerm, TermIndex, TermMatch, is_inflection, spellings};

const ID: Key = key("id", "\"stem-cell\"");
const NAME: Key = key("name", "\"stem cell\"");
const DEFINITION: Key = key("definition", "\"A young cell that can grow into …\"");

/// A term with the places of its parts, as far as it could be read.
struct GlossaryEntry {
    term: GlossaryTerm,
    /// Where the entry starts.
    start: usize,
    id_place: Option<Range<usize>>,
    forms: Vec<Located>,
    /// Whether its words are known, so that it can be told whether a text uses it.
    has_words: bool,
}

/// Two entries that claim the same: the fault stands at one of them.
#[derive(Debug)]
struct Clash {
    /// Where the fault stands.
    place: usize,
    /// The other entry.
    rival: usize,
}

/// What the other files need of the glossary, as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct GlossaryFile {
    /// The glossary; `None` if there was an error.
    pub(super) glossary: Option<Glossary>,
    /// The ids of the terms.
    pub(super) ids: Option<Vec<Id>>,
    /// Where each entry starts.
    starts: Vec<usize>,
    /// The entries whose words could not be read: nobody can tell which texts use them.
    without_words: Vec<usize>,
    clashes: Vec<Clash>,
}

impl GlossaryFile {
    /// The entries that a fault is about; `None` when it is about the file as a whole, or about an entry that any text
    /// may use.
    pub(super) fn entries_of(&self, location: &Location) -> Option<BTreeSet<usize>> {
        let Location::Span(span) = location else {
            return None;
        };
        let entry = self.starts.iter().rposition(|&start| start <= span.start)?;
        if self.without_words.contains(&entry) {
            return None;
        }
        let clashes = self.clashes.iter().filter(|it| it.place == span.start);
        let rivals = clashes.map(|clash| clash.rival);
        Some(rivals.chain([entry]).collect())
    }
}

/// Reads `glossary.toml`.
pub(super) fn read(file: &mut SourceFile) -> GlossaryFile {
    let Some(mut fields) = fields::parse(file, 0..file.text.len()) else {
        return GlossaryFile::default();
    };
    let span = fields.file.span(fields.place.clone());
    let claim = Claim::read(&mut fields);
    let review = review::read(&mut fields);
    let entries = fields.tables("term", read_entry);
    let allowances = allowance::read(&mut fields);
    fields.finish();

    let mut clashes = check_ids(file, &entries);
    clashes.extend(check_forms(file, &entries));
    let starts = entries.iter().map(|entry| entry.start).collect();
    let unread = entries.iter().enumerate().filter(|(_, it)| !it.has_words);
    let without_words = unread.map(|(at, _)| at).collect();
    let known = entries.iter().filter(|entry| entry.id_place.is_some());
    let ids = known.map(|entry| entry.term.id.clone()).collect();
    let terms: Vec<GlossaryTerm> = entries.into_iter().map(|entry| entry.term).collect();
    let index = TermIndex::new(&terms);
    check_circles(file, &terms, &index);
    let content_hash = content_hash::of_glossary(&terms);
    GlossaryFile {
        ids: Some(ids),
        starts,
        without_words,
        clashes,
        glossary: review.zip(claim).map(|(review, claim)| Glossary {
            standing: claim.judged(content_hash),
            review,
            terms,
            index,
            allowances,
            content_hash,
            span,
        }),
    }
}

/// Reads an entry. One with a fault is kept as far as it goes: it does not bother anybody who does not use it.
fn read_entry(fields: &mut Fields) -> Option<GlossaryEntry> {
    let start = fields.place.start;
    let id = fields.id(ID);
    let name = fields.located_text(NAME);
    let forms = fields.optional_texts("forms");
    let kinds = fields.optional_texts("kinds");
    let definition = fields.located_text(DEFINITION);
    fields.finish();

    let texts = |located: &[Located]| located.iter().map(|(text, _)| text.clone()).collect();
    let (id, id_place) = match id {
        Some((id, place)) => (id, Some(place)),
        None => (Id::parse(&format!("entry-at-{start}"))?, None),
    };
    let (definition, place) = definition.unwrap_or_else(|| (String::new(), fields.place.clone()));
    Some(GlossaryEntry {
        term: GlossaryTerm {
            id,
            name: name
                .as_ref()
                .map_or_else(String::new, |(name, _)| name.clone()),
            forms: texts(&forms),
            kinds: texts(&kinds),
            definition,
            span: fields.file.span(place),
        },
        start,
        id_place,
        has_words: name.is_some(),
        forms: [name.into_iter().collect(), forms, kinds].concat(),
    })
}

fn check_ids(file: &mut SourceFile, entries: &[GlossaryEntry]) -> Vec<Clash> {
    let mut first: BTreeMap<&Id, (usize, &Range<usize>)> = BTreeMap::new();
    let mut clashes = Vec::new();
    let placed = entries.iter().enumerate();
    let placed = placed.filter_map(|(at, entry)| Some((at, entry, entry.id_place.as_ref()?)));
    for (at, entry, place) in placed {
        if let Some((rival, taken)) = first.insert(&entry.term.id, (at, place)) {
            let line = file.line(taken.start);
            file.error(
                place.clone(),
                format!("the id `{}` is taken on line {line}", entry.term.id),
                "choose another id",
            );
            clashes.push(Clash {
                place: place.start,
                rival,
            });
        }
    }
    clashes
}

fn check_forms(file: &mut SourceFile, entries: &[GlossaryEntry]) -> Vec<Clash> {
    let mut claims: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut clashes = Vec::new();
    for (term, entry) in entries.iter().enumerate() {
        for (form, place) in &entry.forms {
            let claim = (term, place.start);
            let rival = spellings(form)
                .into_iter()
                .map(|spelling| *claims.entry(spelling).or_insert(claim))
                .find(|(owner, _)| *owner != term);
            if let Some((rival, start)) = rival {
                let (owner, line) = (&entries[rival].term.id, file.line(start));
                file.error(
                    place.clone(),
                    format!("the form `{form}` is claimed by `{owner}` (line {line}) as well"),
                    "leave it with one of the two terms",
                );
                clashes.push(Clash {
                    place: place.start,
                    rival,
                });
            }
        }
    }
    clashes
}

/// Complains of each circle of definitions once, at the first of its terms.
fn check_circles(file: &mut SourceFile, terms: &[GlossaryTerm], index: &TermIndex) {
    let uses: Vec<Vec<usize>> = terms
        .iter()
        .enumerate()
        .map(|(user, term)| {
            let matches = index.matches(&term.definition).into_iter();
            // A definition may name examples of its own term, and may say what else it is called ("anticoagulant: a
            // blood thinner"): they lead nowhere else. With the term's own name it would explain nothing.
            let explains_nothing = |found: &TermMatch| {
                found.form == FormKind::Name || is_inflection(&term.name, found.listed)
            };
            matches
                .filter(|found| found.term != user || explains_nothing(found))
                .map(|found| found.term)
                .collect()
        })
        .collect();
    for circle in circles(&uses) {
        let names: Vec<String> = circle
            .iter()
            .chain(circle.first())
            .map(|&term| format!("`{}`", terms[term].id))
            .collect();
        let message = match circle.len() {
            1 => format!("the definition of {} uses the term itself", names[0]),
            _ => format!("the definitions go in a circle: {}", names.join(" → ")),
        };
        let hint = "word a definition so that it needs no other term of the circle";
        file.error(terms[circle[0]].span.range(), message, hint);
    }
}

/// The circles that following `uses` from each term in turn runs into, each starting with its first term.
fn circles(uses: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut circles: Vec<Vec<usize>> = Vec::new();
    let mut done = vec![false; uses.len()];
    for start in 0..uses.len() {
        // The terms on the way, each with how many of its uses have been followed.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((term, followed)) = way.last_mut() {
            let term = *term;
            let next = uses[term].get(*followed).copied();
            *followed += 1;
            match next {
                _ if done[term] => drop(way.pop()),
                None => {
                    done[term] = true;
                    way.pop();
                }
                Some(next) => match way.iter().position(|(on_way, _)| *on_way == next) {
                    Some(at) => circles.push(from_first(&way[at..])),
                    None => way.push((next, 0)),
                },
            }
        }
    }
    circles.sort();
    circles.dedup();
    circles
}

fn from_first(circle: &[(usize, usize)]) -> Vec<usize> {
    let mut terms: Vec<usize> = circle.iter().map(|(term, _)| *term).collect();
    let first = (0..terms.len()).min_by_key(|&at| terms[at]).unwrap_or(0);
    terms.rotate_left(first);
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_found_once_from_its_first_term() {
        let uses = [vec![1, 3], vec![2], vec![0, 0], vec![3], vec![0]];
        assert_eq!(circles(&uses), [vec![0, 1, 2], vec![3]]);
        assert_eq!(circles(&[vec![1, 2], vec![2], vec![]]), [[0; 0]; 0]);
    }
}
