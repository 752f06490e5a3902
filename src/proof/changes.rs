//! What differs between two editions, part by part and in words.
//!
//! In: two records, and the two composed texts where they are at hand. Out: the parts that differ, in reading order, each
//! with its changed sentences, in which the words that are gone and those that are new are marked. Parts are compared by
//! the hash of what they print, so that a change which no word tells of is a change as well. What is said of the review,
//! its dates and notices, is told apart: patients are not bothered with it.

use similar::utils::diff_words;
use similar::{Algorithm, ChangeTag, DiffTag, capture_diff_slices};

use crate::leaflet::{Change, ChangeKind, Edition, PartChange, Passage, Since};
use crate::proof::record::{ComposedText, PartText, Proof, Record};

/// The parts around the text: a page for patients does not list them.
const FRAME: [&str; 5] = ["opening", "contacts", "introduction", "changes", "about"];
/// The parts at the head of a leaflet: in larger type a thing in the first stands in the second.
const HEAD: [&str; 2] = ["opening", "introduction"];
/// The parts whose entries come and go with the sections. Of them only what is said in other words counts as changed.
const GATHERED: [&str; 2] = ["questions", "glossary"];

/// The most sentences of a part, and the longest sentences in bytes, that are compared one by one. What is beyond comes
/// from no leaflet, and comparing it would take for ever.
const MOST_SENTENCES: usize = 5_000;
const LONGEST_PASSAGE: usize = 20_000;

/// The parts that differ, in the order of the new edition; those that only the old one has come last.
pub fn between(
    old: &Record,
    old_text: Option<&ComposedText>,
    new: &Record,
    new_text: Option<&ComposedText>,
) -> Vec<PartChange> {
    let (old, new) = (sides(old, old_text), sides(new, new_text));
    let find = |sides: &[Side], side: &Side| sides.iter().position(|it| it.part == side.part);
    let mut changes = Vec::new();
    for side in &new {
        match find(&old, side).map(|at| &old[at]) {
            None => changes.push(side.change(ChangeKind::Added)),
            Some(before) if side.prints_the_same_as(before) => {}
            Some(before) => changes.push(side.changed_since(before)),
        }
    }
    let gone = old.iter().filter(|side| find(&new, side).is_none());
    changes.extend(gone.map(|side| side.change(ChangeKind::Removed)));
    changes
}

/// What a leaflet composed as `new` says has changed since `old`.
pub fn since(edition: Edition, old: &Proof, new: &Proof) -> Since {
    let mut changes = between(&old.record, Some(&old.text), &new.record, Some(&new.text));
    changes.retain(|change| !FRAME.contains(&&*change.part) && !change.is_of_review_only());
    for gathered in changes
        .iter_mut()
        .filter(|it| GATHERED.contains(&it.part.as_str()))
    {
        let passages = gathered.passages.get_or_insert_default();
        passages.retain(|passage| passage.has_old() && passage.has_new());
    }
    changes.retain(|change| {
        !GATHERED.contains(&change.part.as_str()) || change.passages.iter().any(|it| !it.is_empty())
    });
    Since {
        edition,
        made_on: old.record.made_on,
        changes,
    }
}

/// A part of one of the two editions.
struct Side<'r> {
    part: &'r str,
    title: &'r str,
    /// The version of its record: hashes of what is printed can be compared within one.
    version: u32,
    /// The hash of the library's text, if it is one.
    content: Option<&'r str>,
    /// The hashes of what it prints.
    printed: Vec<&'r str>,
    /// What it says and shows, where the text is at hand.
    texts: Option<Vec<&'r PartText>>,
}

/// The parts of an edition, its head as one.
fn sides<'r>(record: &'r Record, text: Option<&'r ComposedText>) -> Vec<Side<'r>> {
    let mut sides: Vec<Side> = Vec::new();
    for part in &record.parts {
        let text = text.map(|text| text.part(&part.part));
        let side = Side {
            part: &part.part,
            title: &part.title,
            version: record.careleaf_record,
            content: part.content_hash.as_deref(),
            printed: vec![&part.printed_hash],
            texts: text.map(|text| text.into_iter().collect()),
        };
        let head = sides.iter_mut().find(|it| it.part == HEAD[0]);
        match head.filter(|_| part.part == HEAD[1]) {
            Some(head) => head.join(side),
            None => sides.push(side),
        }
    }
    sides
}

impl<'r> Side<'r> {
    fn join(&mut self, other: Side<'r>) {
        self.printed.extend(other.printed);
        if let (Some(texts), Some(others)) = (&mut self.texts, other.texts) {
            texts.extend(others);
        }
    }

    /// Whether another edition prints the same. From one version of the record to another, the library's texts are compared;
    /// where a part is none, its words.
    fn prints_the_same_as(&self, other: &Side) -> bool {
        if self.version == other.version {
            return self.printed == other.printed;
        }
        if let (Some(content), Some(other)) = (self.content, other.content) {
            return content == other;
        }
        match (&self.texts, &other.texts) {
            (Some(texts), Some(others)) => {
                let says_the_same = |kind| Side::lines(texts, kind) == Side::lines(others, kind);
                says_the_same(|text| &text.lines) && says_the_same(|text| &text.shown)
            }
            _ => self.printed == other.printed,
        }
    }

    /// Lines of one kind.
    fn lines(texts: &[&'r PartText], kind: fn(&PartText) -> &Vec<String>) -> Vec<&'r str> {
        let texts = texts.iter();
        texts
            .flat_map(|&text| kind(text).iter().map(String::as_str))
            .collect()
    }

    fn change(&self, kind: ChangeKind) -> PartChange {
        PartChange {
            part: self.part.to_owned(),
            title: self.title.to_owned(),
            kind,
            passages: None,
            review: Vec::new(),
            picture_or_link: false,
        }
    }

    fn changed_since(&self, before: &Side) -> PartChange {
        let change = self.change(ChangeKind::Changed);
        let (Some(old), Some(new)) = (&before.texts, &self.texts) else {
            return change;
        };
        let both = |kind| (Side::lines(old, kind), Side::lines(new, kind));
        let (old_words, new_words) = both(|text| &text.lines);
        let (old_review, new_review) = both(|text| &text.review);
        let (old_shown, new_shown) = both(|text| &text.shown);
        PartChange {
            passages: Some(passages(&old_words, &new_words)),
            review: passages(&old_review, &new_review),
            picture_or_link: old_shown != new_shown,
            ..change
        }
    }
}

/// The sentences that differ: each for itself, but together where some have replaced more or fewer others.
fn passages(old: &[&str], new: &[&str]) -> Vec<Passage> {
    let old: Vec<&str> = old.iter().flat_map(|line| sentences(line)).collect();
    let new: Vec<&str> = new.iter().flat_map(|line| sentences(line)).collect();
    if old.len().max(new.len()) > MOST_SENTENCES {
        return vec![passage(&old, &new)];
    }
    let mut passages = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (gone, come) = (&old[operation.old_range()], &new[operation.new_range()]);
        match operation.tag() {
            DiffTag::Equal => {}
            DiffTag::Delete => passages.extend(gone.chunks(1).map(|gone| passage(gone, &[]))),
            DiffTag::Insert => passages.extend(come.chunks(1).map(|come| passage(&[], come))),
            DiffTag::Replace if gone.len() == come.len() => {
                let pairs = gone.chunks(1).zip(come.chunks(1));
                passages.extend(pairs.map(|(gone, come)| passage(gone, come)));
            }
            DiffTag::Replace => passages.push(passage(gone, come)),
        }
    }
    passages
}

fn passage(old: &[&str], new: &[&str]) -> Passage {
    let (old, new) = (old.join(" "), new.join(" "));
    if old.len().max(new.len()) > LONGEST_PASSAGE {
        let words = [(Change::Removed, old), (Change::Added, new)];
        let words = words.into_iter().filter(|(_, words)| !words.is_empty());
        return Passage {
            words: words.collect(),
        };
    }
    let words = diff_words(Algorithm::Patience, &*old, &*new).into_iter();
    let words = words.map(|(tag, words)| {
        let change = match tag {
            ChangeTag::Equal => Change::Kept,
            ChangeTag::Delete => Change::Removed,
            ChangeTag::Insert => Change::Added,
        };
        (change, words.to_owned())
    });
    Passage {
        words: words.collect(),
    }
}

/// A line, without its bullet, cut after the end of each sentence. An abbreviation that is taken for an end only shortens
/// what is shown around a change.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim_start_matches("• ");
    let is_end = |(at, mark): (usize, &str)| {
        let end = at + mark.len();
        line[end..].starts_with(' ').then_some(end)
    };
    let ends: Vec<usize> = line
        .match_indices(['.', '?', '!'])
        .filter_map(is_end)
        .collect();
    let starts = std::iter::once(0).chain(ends.clone());
    let ends = ends.into_iter().chain([line.len()]);
    starts
        .zip(ends)
        .map(|(start, end)| line[start..end].trim())
        .filter(|sentence| !sentence.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(passage: &Passage) -> String {
        let words = passage.words.iter().map(|(change, words)| match change {
            Change::Kept => words.clone(),
            Change::Removed => format!("[-{words}-]"),
            Change::Added => format!("[+{words}+]"),
        });
        words.collect()
    }

    #[test]
    fn only_the_sentences_that_differ_are_shown_with_their_words_marked() {
        let old = ["Rest. Drink water for 6 hours. Sleep.", "The same."];
        let new = [
            "Rest. Drink water for 8 hours. Sleep.",
            "The same.",
            "More.",
        ];
        let found: Vec<String> = passages(&old, &new).iter().map(marked).collect();
        assert_eq!(found, ["Drink water for [-6-][+8+] hours.", "[+More.+]"]);
    }

    #[test]
    fn texts_that_no_leaflet_has_are_not_compared_word_by_word() {
        let [found] = &passages(&["One."; 200_000], &["Two."; 200_000])[..] else {
            panic!("one passage")
        };
        let sides: Vec<Change> = found.words.iter().map(|(change, _)| *change).collect();
        assert_eq!(sides, [Change::Removed, Change::Added]);
    }

    #[test]
    fn as_many_sentences_in_place_of_others_are_shown_in_pairs() {
        let found = passages(
            &["Due in May.", "Seen in June."],
            &["Due in July.", "Seen in August."],
        );
        let found: Vec<String> = found.iter().map(marked).collect();
        assert_eq!(
            found,
            ["Due in [-May.-][+July.+]", "Seen in [-June.-][+August.+]"]
        );
    }

    #[test]
    fn numbers_with_points_do_not_end_a_sentence() {
        let found: Vec<&str> = sentences("Take 2.5 mg. Ask why?").collect();
        assert_eq!(found, ["Take 2.5 mg.", "Ask why?"]);
    }

    #[test]
    fn a_passage_that_is_gone_has_no_new_side() {
        let found = passages(&["One.", "Two."], &["One."]);
        assert!(found.len() == 1 && found[0].has_old() && !found[0].has_new());
    }
}
