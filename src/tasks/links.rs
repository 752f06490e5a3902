//! Asks for the online addresses of a library, and says which are dead. It is the one place that uses the network, and
//! runs only when it is asked for.
//!
//! In: addresses. Out: an [`Outcome`] for each, in their order. An address is asked for with HEAD, and with GET where that
//! fails, since some servers know no HEAD; not where there was no answer in time, which would cost that time again.
//! Redirects are followed and told. Certificates are judged as the operating system does, so that it also works behind a
//! hospital's proxy.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use serde::Serialize;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error, ResponseExt, http};
use url::Url;

use crate::content::{Block, Inline, InlineKind, LinkTarget, SourceReference};
use crate::diagnostic::{Diagnostic, Location, SourceSpan, Sources};
use crate::library::{LeafletSource, Library};

/// The answers of servers that keep programs out, and say nothing of the page: RFC 9110, 15.5; RFC 6585, 4.
const REFUSALS: [u16; 4] = [401, 403, 407, 429];

/// The answers of servers that are busy or cannot reach another: RFC 9110, 15.6.3 to 15.6.5.
const PASSING: [u16; 3] = [502, 503, 504];

/// How long to wait, and how much to ask at a time.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// The longest wait for a whole answer, redirects included.
    pub answer: Duration,
    /// How many addresses are asked for at once.
    pub at_once: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            answer: Duration::from_secs(20),
            at_once: 4,
        }
    }
}

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
                let hint = "mend the address, or lead to another page";
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

/// What came of asking for an address, before it is known whether others could be reached.
enum Asked {
    /// A server has answered.
    Outcome(Outcome),
    /// None has in time.
    Late,
    /// None could be reached.
    Failed(String),
}

/// What is said of a name that is no server's.
const HOST_UNKNOWN: &str = "its host is not known";
/// Why nothing is known of an address that nobody has answered for.
const LATE: &str = "there is no answer in time";

/// Asks for each of `addresses`. The outcomes are in their order.
///
/// # Errors
/// [`Unreachable`] when not one of the servers could be reached: then nothing is known of the addresses.
pub fn check(addresses: &[String], patience: Patience) -> Result<Vec<Outcome>, Unreachable> {
    let asked = ask_all(addresses, patience);
    let why = asked.first().map(|first| match first {
        Asked::Failed(why) => why.clone(),
        Asked::Late | Asked::Outcome(_) => LATE.to_owned(),
    });
    let answered = |asked: &Asked| matches!(asked, Asked::Outcome(_));
    if let Some(why) = why.filter(|_| !asked.iter().any(answered)) {
        return Err(Unreachable { why });
    }
    let outcomes = asked.into_iter().map(|asked| match asked {
        Asked::Outcome(outcome) => outcome,
        Asked::Late => Outcome::Unanswered {
            why: LATE.to_owned(),
        },
        Asked::Failed(why) => Outcome::Dead { why },
    });
    Ok(outcomes.collect())
}

fn ask_all(addresses: &[String], patience: Patience) -> Vec<Asked> {
    let agent = agent(patience);
    let queue = Mutex::new(addresses.iter().enumerate());
    let next = || queue.lock().expect("no worker panics with the lock").next();
    let work = || {
        let mut outcomes = Vec::new();
        while let Some((at, address)) = next() {
            outcomes.push((at, ask(&agent, address)));
        }
        outcomes
    };
    let mut outcomes: Vec<(usize, Asked)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..patience.at_once).map(|_| scope.spawn(work)).collect();
        let finished = workers.into_iter().map(|worker| worker.join());
        finished
            .flat_map(|outcomes| outcomes.expect("asking for an address does not panic"))
            .collect()
    });
    outcomes.sort_by_key(|(at, _)| *at);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn agent(patience: Patience) -> Agent {
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
    Agent::config_builder()
        .tls_config(tls.build())
        .timeout_global(Some(patience.answer))
        .http_status_as_error(false)
        .user_agent(concat!(
            "careleaf/",
            env!("CARGO_PKG_VERSION"),
            " (link check)"
        ))
        .build()
        .new_agent()
}

fn ask(agent: &Agent, address: &str) -> Asked {
    match agent.head(address).call() {
        Ok(response) if is_there(&response) => outcome(address, Ok(response)),
        Err(Error::Timeout(limit)) => outcome(address, Err(Error::Timeout(limit))),
        _ => outcome(address, agent.get(address).call()),
    }
}

fn is_there(response: &http::Response<Body>) -> bool {
    response.status().is_success()
}

fn outcome(address: &str, answer: Result<http::Response<Body>, Error>) -> Asked {
    let outcome = match answer {
        Ok(response) if is_there(&response) => {
            // A fragment is never sent to the server, so it does not come back.
            let asked = address.split('#').next().unwrap_or(address);
            let to = response.get_uri().to_string();
            if to == asked {
                Outcome::Answers
            } else {
                Outcome::Moved { to }
            }
        }
        Ok(response) => {
            let status = response.status();
            let why = format!("the server answers {status}");
            match status.as_u16() {
                status if REFUSALS.contains(&status) => Outcome::Refused { status },
                status if PASSING.contains(&status) => Outcome::Unanswered { why },
                _ => Outcome::Dead { why },
            }
        }
        Err(Error::Timeout(_)) => return Asked::Late,
        // A redirect in circles, an answer that is none: a server was there.
        Err(
            error @ (Error::TooManyRedirects
            | Error::RedirectFailed
            | Error::Http(_)
            | Error::Protocol(_)
            | Error::BadUri(_)
            | Error::BodyExceedsLimit(_)
            | Error::Tls(_)
            | Error::Rustls(_)),
        ) => Outcome::Dead {
            why: error.to_string(),
        },
        Err(error) => return Asked::Failed(reason(&error)),
    };
    Asked::Outcome(outcome)
}

/// Why no server could be reached.
fn reason(error: &Error) -> String {
    match error {
        Error::HostNotFound => HOST_UNKNOWN.to_owned(),
        Error::ConnectionFailed => "no connection can be made".to_owned(),
        Error::Io(failure) => match failure.kind() {
            ErrorKind::ConnectionRefused => "the connection is refused".to_owned(),
            ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
                "no network leads there".to_owned()
            }
            // The system has no kind of its own for a name that it cannot look up.
            ErrorKind::Other | ErrorKind::NotFound => HOST_UNKNOWN.to_owned(),
            _ => failure.to_string(),
        },
        other => other.to_string(),
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
