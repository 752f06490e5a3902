//! Asks for online addresses.
//!
//! In: addresses. Out: an [`Outcome`] for each, in their order. An address is asked for with HEAD, and with GET where that
//! fails, since some servers know no HEAD; not where there was no answer in time, which would cost that time again.
//! Redirects are followed and told. Certificates are judged as the operating system does, so that it also works behind a
//! hospital's proxy.

use std::io::ErrorKind;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error, ResponseExt, http};

use super::{Outcome, Unreachable};

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
