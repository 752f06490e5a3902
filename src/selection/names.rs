//! What a typed name stands for: an id or a printed title, in any case, or their start where that is allowed.
//!
//! An id as it is written comes first, because programs ask by it. Otherwise a whole name wins over the start of one, and
//! a name of several things is refused with all of them: nothing is chosen by its place in a list. In a list of sections
//! a title is one only where nothing else stands between the separators, since it has spaces, and may have commas, itself.

use crate::content::Id;
use crate::library::{Clinic, LeafletSource, Library, Preset, Section};
use crate::suggestion::closest;

use super::{Named, SelectionError};

/// What separates the titles of sections from each other. Ids may also stand between commas and spaces.
const BETWEEN_TITLES: char = ';';
/// The most wrong letters in words that are still taken for a title with slips in it, and not for several ids.
const MOST_SLIPS: usize = 2;

/// How much of a name has to be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// The start, where it is that of one name only: somebody looks at what it stood for.
    Start,
    /// The whole name.
    Whole,
}

/// The leaflet that `typed` names: by its id, its title or its short title.
///
/// # Errors
/// When no leaflet has such a name, or several do.
pub fn leaflet<'a>(
    library: &'a Library,
    typed: &str,
    length: Length,
) -> Result<&'a LeafletSource, SelectionError> {
    let leaflets = library.leaflets.values();
    let named = leaflets.map(|leaflet| Nameable {
        id: &leaflet.id,
        titles: vec![&leaflet.title, &leaflet.short_title],
        item: leaflet,
    });
    let found = Names::of(Named::Leaflet, named).find(typed, length);
    match length {
        Length::Start => super::minding_faulty(library, typed, found),
        Length::Whole if library.faulty.contains_key(typed) => Err(SelectionError::Faulty {
            leaflet: typed.to_owned(),
        }),
        Length::Whole => found,
    }
}

/// The clinic that `typed` names: by its id or its name.
///
/// # Errors
/// When no clinic has such a name, or several do.
pub fn clinic<'a>(
    library: &'a Library,
    typed: &str,
    length: Length,
) -> Result<&'a Clinic, SelectionError> {
    let clinics = library.house.clinics.values();
    let named = clinics.map(|clinic| Nameable {
        id: &clinic.id,
        titles: vec![&clinic.name],
        item: clinic,
    });
    Names::of(Named::Clinic, named).find(typed, length)
}

/// The preset of a leaflet that `typed` names: by its id or its title.
///
/// # Errors
/// When no preset has such a name, or several do.
pub fn preset<'a>(
    leaflet: &'a LeafletSource,
    typed: &str,
    length: Length,
) -> Result<&'a Preset, SelectionError> {
    let named = leaflet.presets.iter().map(|preset| Nameable {
        id: &preset.id,
        titles: preset.title.iter().map(|it| it.text.as_str()).collect(),
        item: preset,
    });
    Names::of(Named::Preset, named).find(typed, length)
}

/// The sections of a leaflet that `typed` names: ids or titles with semicolons or commas between them, or ids with spaces
/// between them.
///
/// # Errors
/// Every name that no section has, or that several have.
pub fn sections<'a>(
    leaflet: &'a LeafletSource,
    typed: &str,
    length: Length,
) -> Result<Vec<&'a Section>, Vec<SelectionError>> {
    let named = leaflet.sections.iter().map(|section| Nameable {
        id: &section.id,
        titles: vec![&section.title],
        item: section,
    });
    let names = Names::of(Named::Section, named);
    // A title may have a semicolon in it.
    if let Some(found) = names.whole(typed).map_err(|error| vec![error])? {
        return Ok(vec![found]);
    }
    let mut sections = Vec::new();
    let mut errors = Vec::new();
    let named = typed.split(BETWEEN_TITLES).map(str::trim);
    for piece in named.filter(|piece| !piece.is_empty()) {
        match names.between_semicolons(piece, length) {
            Ok(found) => sections.extend(found),
            Err(faults) => errors.extend(faults),
        }
    }
    if sections.is_empty() && errors.is_empty() {
        errors.push(names.unknown(typed));
    }
    if errors.is_empty() {
        Ok(sections)
    } else {
        Err(errors)
    }
}

/// A thing with the names that it goes by.
struct Nameable<'a, T> {
    id: &'a Id,
    /// What is printed for it.
    titles: Vec<&'a str>,
    item: &'a T,
}

impl<T> Nameable<'_, T> {
    /// Whether one of its names, as [`plain`] has them, is such.
    fn has(&self, is_wanted: impl Fn(&str) -> bool) -> bool {
        is_wanted(&plain(self.id.as_str())) || self.titles.iter().any(|it| is_wanted(&plain(it)))
    }
}

/// All things of a kind that can be named.
struct Names<'a, T> {
    what: Named,
    all: Vec<Nameable<'a, T>>,
}

impl<'a, T> Names<'a, T> {
    fn of(what: Named, all: impl Iterator<Item = Nameable<'a, T>>) -> Names<'a, T> {
        Names {
            what,
            all: all.collect(),
        }
    }

    /// The one thing that `typed` names.
    fn find(&self, typed: &str, length: Length) -> Result<&'a T, SelectionError> {
        if let Some(found) = self.by_whole_name(typed)? {
            return Ok(found);
        }
        let started = match length {
            Length::Start => self.by_start(typed)?,
            Length::Whole => None,
        };
        started.ok_or_else(|| self.unknown(typed))
    }

    /// The one thing with a name that starts like this.
    fn by_start(&self, typed: &str) -> Result<Option<&'a T>, SelectionError> {
        let start = plain(typed);
        let starts = |name: &str| !start.is_empty() && name.starts_with(&start);
        match self
            .all
            .iter()
            .filter(|it| it.has(starts))
            .collect::<Vec<_>>()[..]
        {
            [] => Ok(None),
            [found] => Ok(Some(found.item)),
            ref several => Err(SelectionError::Ambiguous {
                typed: typed.to_owned(),
                names: ids(several),
            }),
        }
    }

    /// The one thing with this id, or with this id or title in any case.
    fn by_whole_name(&self, typed: &str) -> Result<Option<&'a T>, SelectionError> {
        if let Some(exact) = self.all.iter().find(|it| it.id.as_str() == typed) {
            return Ok(Some(exact.item));
        }
        let wanted = plain(typed);
        let named = self.all.iter().filter(|it| it.has(|name| name == wanted));
        match named.collect::<Vec<_>>()[..] {
            [] => Ok(None),
            [found] => Ok(Some(found.item)),
            ref several => Err(SelectionError::Shared {
                typed: typed.to_owned(),
                names: ids(several),
            }),
        }
    }

    /// What stands between two semicolons: one name; otherwise names between commas; otherwise ids between spaces.
    fn between_semicolons(
        &self,
        typed: &str,
        length: Length,
    ) -> Result<Vec<&'a T>, Vec<SelectionError>> {
        if let Some(found) = self.whole(typed).map_err(|error| vec![error])? {
            return Ok(vec![found]);
        }
        let started = match length {
            Length::Start => self.by_start(typed),
            Length::Whole => Ok(None),
        };
        if let Ok(Some(found)) = started {
            return Ok(vec![found]);
        }
        let (mut found, mut errors) = (Vec::new(), Vec::new());
        let pieces = typed.split(',').map(str::trim);
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            match self.between_commas(piece, length) {
                Ok(items) => found.extend(items),
                Err(faults) => errors.extend(faults),
            }
        }
        // Only what is no list of names is looked at as one name again.
        match (errors.is_empty(), started) {
            (true, _) => Ok(found),
            (false, Err(ambiguous)) => Err(vec![ambiguous]),
            (false, Ok(_)) if self.is_nearly_a_title(typed) => Err(vec![self.unknown(typed)]),
            (false, Ok(_)) => Err(errors),
        }
    }

    /// What stands between two commas: one whole name; otherwise ids between spaces.
    fn between_commas(
        &self,
        typed: &str,
        length: Length,
    ) -> Result<Vec<&'a T>, Vec<SelectionError>> {
        if let Some(found) = self.whole(typed).map_err(|error| vec![error])? {
            return Ok(vec![found]);
        }
        let words: Vec<&str> = typed.split_whitespace().collect();
        let ids = words.iter().map(|word| self.find_id(word, length));
        let (ids, faults): (Vec<_>, Vec<_>) = ids.partition(Result::is_ok);
        if faults.is_empty() {
            return Ok(ids.into_iter().filter_map(Result::ok).collect());
        }
        // Words none of which is an id are no list of ids.
        let is_no_list = words.len() > 1 && ids.is_empty();
        if is_no_list || self.is_nearly_a_title(typed) {
            return Err(vec![self.unknown(typed)]);
        }
        Err(faults.into_iter().filter_map(Result::err).collect())
    }

    /// The thing with this whole name, unless its words are ids of others as well.
    fn whole(&self, typed: &str) -> Result<Option<&'a T>, SelectionError> {
        let Some(found) = self.by_whole_name(typed)? else {
            return Ok(None);
        };
        let words = typed.split(|c: char| c.is_whitespace() || matches!(c, ',' | BETWEEN_TITLES));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let is_id = |word: &&str| self.all.iter().any(|it| is_same(it.id.as_str(), word));
        if words.len() > 1 && words.iter().all(is_id) {
            let own = self.all.iter().find(|it| std::ptr::eq(it.item, found));
            let own = own.map(|it| it.id.to_string());
            return Err(SelectionError::Shared {
                typed: typed.to_owned(),
                names: own.into_iter().chain([words.join(",")]).collect(),
            });
        }
        Ok(Some(found))
    }

    /// The thing with this id: no title, which might be one of several words.
    fn find_id(&self, typed: &str, length: Length) -> Result<&'a T, SelectionError> {
        let all = self.all.iter().map(|it| Nameable {
            id: it.id,
            titles: Vec::new(),
            item: it.item,
        });
        let found = Names::of(self.what, all).find(typed, length);
        // What was meant may still be a title.
        found.map_err(|error| match error {
            SelectionError::Unknown { .. } => self.unknown(typed),
            error => error,
        })
    }

    /// Whether a title of several words was typed with a slip or two.
    fn is_nearly_a_title(&self, typed: &str) -> bool {
        let slips = |title: &str| strsim::osa_distance(&plain(typed), &plain(title));
        let is_near = |title: &str| title.contains(' ') && slips(title) <= MOST_SLIPS;
        self.titles().any(is_near)
    }

    fn titles(&self) -> impl Iterator<Item = &'a str> {
        self.all.iter().flat_map(|it| it.titles.iter().copied())
    }

    /// The complaint about a name that nothing has, with the title that it is close to where it is close to no id.
    fn unknown(&self, typed: &str) -> SelectionError {
        let ids: Vec<String> = self.all.iter().map(|it| it.id.to_string()).collect();
        let near_id = closest(typed, ids.iter().map(String::as_str)).is_some();
        let title = closest(typed, self.titles()).filter(|_| !near_id && !typed.trim().is_empty());
        SelectionError::Unknown {
            what: self.what,
            typed: typed.to_owned(),
            names: title.map_or(ids, |title| vec![title.to_owned()]),
        }
    }
}

fn ids<T>(several: &[&Nameable<T>]) -> Vec<String> {
    several.iter().map(|it| it.id.to_string()).collect()
}

fn is_same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// A name without what people type differently: case, the form of an apostrophe, spaces.
fn plain(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase().replace(['’', '‘'], "'")
}
