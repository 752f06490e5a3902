//! The online addresses of a library, and what came of asking for them. Asking, in [`ask`], is the one thing here that uses
//! the network; it is there with the feature `links`, and runs only on request.

#[cfg(feature = "links")]
mod ask;

use std::collections::BTreeMap;

use serde::Serialize;
use url::Url;

use crate::content::{Block, Inline, InlineKind, LinkTarget, SourceReference};
use crate::diagnostic::{Diagnostic, Location, SourceSpan, Sources};
use crate::library::{LeafletSource, Library};

#[cfg(feature = "links")]
pub use ask::{Patience, check};

/// What came of asking for an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// It is there.
    Answers,
    /// It leads on to another address, which is there.
    Moved {
        /// The other address.
        to: String,
    },
    /// The server does not talk to programs: somebody has to look.
    Refused {
        /// The server's answer.
        status: u16,
    },
    /// Nobody can say at present: the server is busy, or takes too long to answer. Ask again later.
    Unanswered {
        /// The server's answer, or that there is none.
        why: String,
    },
    /// It is not there.
    Dead {
        /// The server's answer, or why there is none.
        why: String,
    },
}

impl Outcome {
    /// The warning about an address that is dead or leads on to a host that is not among `hosts`, for the place it is
    /// written at.
    pub fn complaint(
        &self,
        address: &str,
        place: SourceSpan,
        hosts: &[String],
    ) -> Option<Diagnostic> {
        let (message, hint) = match self {
            Outcome::Dead { why } => {
                let hint = "correct the address, or lead to another page";
                (format!("`{address}` is dead: {why}"), hint)
            }
            Outcome::Moved { to } if !is_on_one_of(to, hosts) => {
                let hint = "lead to another page, or add the host to `link_hosts` in `house.toml`";
                let message = format!("`{address}` leads on to another host: `{to}`");
                (message, hint)
            }
            _ => return None,
        };
        Some(Diagnostic::warning(Location::Span(place), message).with_hint(hint))
    }
}

fn is_on_one_of(address: &str, hosts: &[String]) -> bool {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::host_str);
    host.is_some_and(|host| hosts.iter().any(|allowed| allowed == host))
}

/// No address could be asked for: most likely there is no network, and the addresses may be sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreachable {
    /// Why the first could not be.
    pub why: String,
}

impl Unreachable {
    /// The warning about it.
    pub fn complaint(&self, addresses: usize) -> Diagnostic {
        let message = match addresses {
            1 => format!("the one online address cannot be reached: {}", self.why),
            _ => format!(
                "none of the {addresses} online addresses can be reached: {}",
                self.why
            ),
        };
        let hint = "see whether this computer has a network, and whether a proxy is needed; then ask again";
        Diagnostic::warning(Location::Nowhere, message).with_hint(hint)
    }
}

/// The online addresses of a library, each with the first place that it is written at.
pub fn places(library: &Library, sources: &Sources) -> BTreeMap<String, SourceSpan> {
    let mut written = Vec::new();
    let organisations = library.house.organisations.iter();
    let online = organisations.filter_map(|organisation| organisation.online.as_ref());
    written.extend(online.map(|online| (online.as_str(), library.house.span)));
    for leaflet in library.leaflets.values() {
        collect_leaflet(leaflet, &mut written);
    }
    let mut places = BTreeMap::new();
    for (address, near) in written {
        places
            .entry(address.to_owned())
            .or_insert_with(|| place(address, near, sources));
    }
    places
}

/// An address, and a place in the file that it is written in.
type Written<'l> = (&'l str, SourceSpan);

fn collect_leaflet<'l>(leaflet: &'l LeafletSource, written: &mut Vec<Written<'l>>) {
    written.push((leaflet.online.as_str(), leaflet.span));
    let urgent_help = &leaflet.urgent_help;
    collect_sources(&urgent_help.sources, urgent_help.span, written);
    collect_blocks(&urgent_help.body, written);
    for section in &leaflet.sections {
        written.push((section.online.as_str(), section.span));
        collect_sources(&section.sources, section.span, written);
        collect_blocks(&section.body, written);
        collect_blocks(&section.questions_intro, written);
        for question in &section.questions {
            collect_inlines(&question.content, written);
        }
    }
}

fn collect_sources<'l>(
    sources: &'l [SourceReference],
    near: SourceSpan,
    written: &mut Vec<Written<'l>>,
) {
    let online = sources.iter().filter_map(|source| source.online.as_ref());
    written.extend(online.map(|online| (online.as_str(), near)));
}

fn collect_blocks<'l>(blocks: impl IntoIterator<Item = &'l Block>, written: &mut Vec<Written<'l>>) {
    for block in blocks {
        for line in block.lines() {
            collect_inlines(line, written);
        }
        collect_blocks(block.inner(), written);
    }
}

fn collect_inlines<'l>(inlines: &'l [Inline], written: &mut Vec<Written<'l>>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(_) => {}
            InlineKind::Strong(content) | InlineKind::Blank(content) => {
                collect_inlines(content, written);
            }
            InlineKind::Link { target, .. } => {
                if let LinkTarget::Online(address) = target {
                    written.push((address.as_str(), inline.span));
                }
            }
        }
    }
}

/// Where an address stands in the file of `near`: there as it is, or with what reading it put right. Where it only
/// starts a longer one it does not stand.
fn place(address: &str, near: SourceSpan, sources: &Sources) -> SourceSpan {
    let text = sources.text(near.file);
    let found = [address, address.trim_end_matches('/')]
        .into_iter()
        .flat_map(|written| text.match_indices(written))
        .find(|(at, written)| ends_address(&text[at + written.len()..]));
    let range = found.map(|(at, written)| at..at + written.len());
    range.map_or(near, |range| SourceSpan::new(near.file, range))
}

/// Whether an address ends before `rest`: at a quote in TOML, at a bracket or a space in Markdown.
fn ends_address(rest: &str) -> bool {
    rest.starts_with(|c: char| matches!(c, '"' | '\'' | ')' | '>') || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_where_it_is_whole() {
        let mut sources = Sources::default();
        let text = "[one](https://a.example/a/b) [two](https://a.example/a)\n";
        let file = sources.add("text.md".into(), text.to_owned());
        let near = SourceSpan::new(file, 0..0);
        let place = place("https://a.example/a", near, &sources);
        assert_eq!(place.start, text.rfind("https").unwrap());
    }
}
