//! What a batch has made, said at its end in a few lines: leaflets by their titles, what was chosen of each, copies, paper.
//! Names and titles of a list may be written in many ways; here it is seen what they stood for.

use std::collections::BTreeMap;

use careleaf::content::Id;
use careleaf::counted::counted;
use careleaf::library::Library;
use careleaf::tasks::batch::{Choice, Manifest};

use super::console;

/// The most leaflets that are named.
const MOST_LEAFLETS: usize = 20;
/// The most choices of sections and clinics that are named, of all leaflets.
const MOST_CHOICES: usize = 20;
/// The most sections of a choice that are named.
const MOST_SECTIONS: usize = 4;

/// Says what was made of the whole list.
pub(crate) fn say(library: &Library, manifest: &Manifest) {
    let totals = manifest.totals();
    let mut leaflets: BTreeMap<&Id, BTreeMap<String, usize>> = BTreeMap::new();
    for (&choice, &made) in &totals.choices {
        let choice = &manifest.list.choices[choice as usize];
        let chosen = leaflets.entry(&choice.leaflet).or_default();
        *chosen.entry(words(library, choice)).or_default() += made;
    }
    let mut left = MOST_CHOICES;
    for (leaflet, chosen) in leaflets.iter().take(MOST_LEAFLETS) {
        let made: usize = chosen.values().sum();
        console::note(format_args!(
            "  {made} of `{}`",
            library.leaflets[*leaflet].title
        ));
        let mut chosen: Vec<(&String, &usize)> = chosen.iter().collect();
        chosen.sort_by_key(|(_, made)| std::cmp::Reverse(**made));
        for (words, made) in chosen.iter().take(left) {
            console::note(format_args!("    {made}: {words}"));
        }
        let more = chosen.len().saturating_sub(left);
        if more > 0 {
            console::note(format_args!("    and {}", counted(more, "other choice")));
        }
        left = left.saturating_sub(chosen.len());
    }
    if leaflets.len() > MOST_LEAFLETS {
        let more = leaflets.len() - MOST_LEAFLETS;
        console::note(format_args!("  and {}", counted(more, "other leaflet")));
    }
    let made: usize = totals.choices.values().sum();
    console::note(format_args!(
        "in all {}, {}, {} of paper",
        counted(made, "leaflet"),
        counted_copies(totals.copies),
        counted(totals.sheets, "sheet")
    ));
}

/// What was chosen of a leaflet: the preset or the sections, and the clinic.
fn words(library: &Library, choice: &Choice) -> String {
    let leaflet = &library.leaflets[&choice.leaflet];
    let preset = choice.preset.as_ref();
    let preset = preset.and_then(|id| leaflet.presets.iter().find(|preset| preset.id == *id));
    let mut words = match preset.and_then(|preset| preset.title.as_ref()) {
        Some(title) => format!("preset `{}`", title.text),
        None => sections(library, choice),
    };
    if let Some(clinic) = &choice.clinic {
        words += &format!("; clinic `{}`", library.house.clinics[clinic].name);
    }
    words
}

fn sections(library: &Library, choice: &Choice) -> String {
    let sections = choice.sections(library);
    let more = sections.len().saturating_sub(MOST_SECTIONS);
    let titles = sections
        .take(MOST_SECTIONS)
        .map(|section| format!("`{}`", section.title));
    let titles = titles.collect::<Vec<_>>().join(", ");
    if more > 0 {
        format!("{titles} and {more} more")
    } else {
        titles
    }
}

fn counted_copies(copies: usize) -> String {
    match copies {
        1 => "1 copy".to_owned(),
        _ => format!("{copies} copies"),
    }
}
