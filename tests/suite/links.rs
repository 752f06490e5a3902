//! Asking for online addresses, with a server on this machine that knows the ways in which sites answer.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use careleaf::tasks::links::{self, Outcome, Patience};

use crate::sound_library::SoundLibrary;

/// How long the server leaves a caller waiting for `/slow`.
const SLOW: Duration = Duration::from_secs(5);

/// A server that lives as long as the tests do.
struct Server {
    root: String,
    /// The requests that came, as `HEAD /path`, with how often.
    requests: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Server {
    fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let root = format!(
            "http://{}",
            listener.local_addr().expect("it has an address")
        );
        let requests = Arc::new(Mutex::new(BTreeMap::new()));
        let noted = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let noted = Arc::clone(&noted);
                thread::spawn(move || answer(stream.expect("the caller is there"), &noted));
            }
        });
        Server { root, requests }
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    fn count(&self, request: &str) -> usize {
        let requests = self.requests.lock().expect("no thread panics with it");
        requests.get(request).copied().unwrap_or(0)
    }

    /// The outcome of asking for one path.
    fn ask(&self, path: &str) -> Outcome {
        // A page that is there, so that the network is.
        let addresses = [self.address(path), self.address("/there")];
        links::check(&addresses, quick()).unwrap().remove(0)
    }
}

fn answer(stream: TcpStream, noted: &Mutex<BTreeMap<String, usize>>) {
    let mut lines = BufReader::new(&stream).lines();
    let Some(Ok(first)) = lines.next() else {
        return;
    };
    // The caller may send no more before it has its answer, but all of the request must be read.
    let _headers: Vec<String> = lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .collect();
    let request = first.trim_end_matches(" HTTP/1.1").to_owned();
    *noted
        .lock()
        .expect("no thread panics with it")
        .entry(request.clone())
        .or_default() += 1;
    let (status, more) = match request.split_once(' ').expect("it has a path") {
        (_, "/alive") | ("GET", "/no-head") => ("200 OK", ""),
        ("HEAD", "/no-head") => ("405 Method Not Allowed", ""),
        (_, "/moved") => ("301 Moved Permanently", "Location: /alive\r\n"),
        (_, "/moved-away") => ("302 Found", "Location: /gone\r\n"),
        (_, "/round") => ("302 Found", "Location: /round\r\n"),
        (_, "/private") => ("403 Forbidden", ""),
        (_, "/busy") => ("503 Service Unavailable", ""),
        (_, "/broken") => ("500 Internal Server Error", ""),
        (_, "/slow") => {
            thread::sleep(SLOW);
            ("200 OK", "")
        }
        _ => ("404 Not Found", ""),
    };
    let answer =
        format!("HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n");
    // A caller that has waited long enough is gone.
    let _ = (&stream).write_all(answer.as_bytes());
}

fn quick() -> Patience {
    Patience {
        answer: Duration::from_secs(2),
        at_once: 2,
    }
}

fn dead(why: &str) -> Outcome {
    Outcome::Dead {
        why: why.to_owned(),
    }
}

#[test]
fn a_page_that_is_there_answers_and_is_asked_for_once() {
    let server = Server::start();
    assert_eq!(server.ask("/alive"), Outcome::Answers);
    assert_eq!(server.count("HEAD /alive"), 1);
    assert_eq!(server.count("GET /alive"), 0);
}

#[test]
fn a_place_within_a_page_is_no_redirect() {
    let server = Server::start();
    assert_eq!(server.ask("/alive#part"), Outcome::Answers);
    let to = server.address("/alive");
    assert_eq!(server.ask("/moved#part"), Outcome::Moved { to });
}

#[test]
fn a_server_that_knows_no_head_is_asked_with_get() {
    let server = Server::start();
    assert_eq!(server.ask("/no-head"), Outcome::Answers);
    assert_eq!(server.count("GET /no-head"), 1);
}

#[test]
fn a_page_that_is_gone_is_dead() {
    let server = Server::start();
    assert_eq!(
        server.ask("/gone"),
        dead("the server answers 404 Not Found")
    );
    assert_eq!(
        server.ask("/broken"),
        dead("the server answers 500 Internal Server Error")
    );
}

#[test]
fn a_redirect_is_followed_and_told() {
    let server = Server::start();
    let to = server.address("/alive");
    assert_eq!(server.ask("/moved"), Outcome::Moved { to });
}

#[test]
fn a_redirect_that_leads_nowhere_is_dead() {
    let server = Server::start();
    assert_eq!(
        server.ask("/moved-away"),
        dead("the server answers 404 Not Found")
    );
    assert_eq!(server.ask("/round"), dead("too many redirects"));
}

#[test]
fn a_server_that_keeps_programs_out_is_not_called_dead() {
    let server = Server::start();
    assert_eq!(server.ask("/private"), Outcome::Refused { status: 403 });
}

#[test]
fn a_server_that_is_busy_is_not_called_dead() {
    let server = Server::start();
    let why = "the server answers 503 Service Unavailable".to_owned();
    assert_eq!(server.ask("/busy"), Outcome::Unanswered { why });
}

#[test]
fn a_server_that_does_not_answer_in_time_is_not_called_dead_and_is_asked_once() {
    let server = Server::start();
    let patience = Patience {
        answer: Duration::from_secs(2),
        at_once: 1,
    };
    let asked = Instant::now();
    let addresses = [server.address("/slow"), server.address("/alive")];
    let outcomes = links::check(&addresses, patience).unwrap();
    let why = "there is no answer in time".to_owned();
    assert_eq!(outcomes, [Outcome::Unanswered { why }, Outcome::Answers]);
    assert!(asked.elapsed() < SLOW);
    assert_eq!(server.count("GET /slow"), 0);
}

#[test]
fn a_server_that_is_not_there_is_dead() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let server = Server::start();
    let addresses = [format!("http://{port}/"), server.address("/alive")];
    let outcomes = links::check(&addresses, quick()).unwrap();
    assert!(matches!(outcomes[0], Outcome::Dead { .. }), "{outcomes:?}");
}

#[test]
fn where_no_server_can_be_reached_no_address_is_called_dead() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = port.local_addr().unwrap();
    let addresses = ["a", "b", "c"].map(|path| format!("http://{port}/{path}"));
    let unreachable = links::check(&addresses, quick()).unwrap_err();
    let complaint = unreachable.complaint(addresses.len());
    let start = "none of the 3 online addresses can be reached: ";
    assert!(complaint.message.starts_with(start), "{complaint:?}");
    let hint =
        "see whether this computer has a network, and whether a proxy is needed; then ask again";
    assert_eq!(complaint.hint, Some(hint.into()));
}

#[test]
fn outcomes_are_in_the_order_of_the_addresses() {
    let server = Server::start();
    let paths = ["/alive", "/gone", "/no-head", "/private", "/alive", "/gone"];
    let addresses = paths.map(|path| server.address(path));
    let alive: Vec<bool> = links::check(&addresses, quick())
        .unwrap()
        .into_iter()
        .map(|outcome| outcome == Outcome::Answers)
        .collect();
    assert_eq!(alive, [true, false, true, false, true, false]);
}

#[test]
fn each_address_of_a_library_is_listed_once_where_it_is_written() {
    let library = SoundLibrary::write().edit(
        "sample/second.md",
        "Words.",
        "[Words](https://www.example.org/source), [more](https://www.example.org/words).",
    );
    let reading = library.read();
    let places = links::places(reading.library.as_ref().unwrap(), &reading.sources);
    let listed: Vec<String> = places
        .iter()
        .map(|(address, place)| {
            let path = reading.sources.path(place.file);
            let name = path.file_name().unwrap().to_string_lossy();
            let line = reading.sources.line_and_column(*place).0;
            format!("{} {name}:{line}", address.trim_start_matches("https://"))
        })
        .collect();
    assert_eq!(
        listed,
        [
            "help.example.org/ house.toml:16",
            "www.example.org/first first.md:6",
            "www.example.org/opinion second-opinion.md:6",
            "www.example.org/sample leaflet.toml:6",
            "www.example.org/second second.md:6",
            "www.example.org/source first.md:8",
            "www.example.org/words second.md:10",
        ]
    );
}

#[test]
fn an_address_that_starts_another_is_listed_where_it_is_whole() {
    let library = SoundLibrary::write().edit(
        "sample/second.md",
        "Words.",
        "[Long](https://www.example.org/page/long).\n\n[Short](https://www.example.org/page).",
    );
    let reading = library.read();
    let places = links::places(reading.library.as_ref().unwrap(), &reading.sources);
    let line = |address: &str| reading.sources.line_and_column(places[address]).0;
    assert_eq!(line("https://www.example.org/page/long"), 10);
    assert_eq!(line("https://www.example.org/page"), 12);
}

#[test]
fn an_address_is_complained_of_when_it_is_dead_or_leads_to_another_host() {
    let house = SoundLibrary::write().library().house;
    let complaint = |outcome: Outcome| {
        let complaint =
            outcome.complaint("https://www.example.org/a", house.span, &house.link_hosts);
        complaint.map(|complaint| complaint.message)
    };
    let moved = |to: &str| Outcome::Moved { to: to.to_owned() };
    assert_eq!(complaint(Outcome::Answers), None);
    assert_eq!(complaint(moved("https://help.example.org/b")), None);
    assert_eq!(complaint(Outcome::Refused { status: 403 }), None);
    let why = "there is no answer in time".to_owned();
    assert_eq!(complaint(Outcome::Unanswered { why }), None);
    assert_eq!(
        complaint(dead("gone")).as_deref(),
        Some("`https://www.example.org/a` is dead: gone")
    );
    assert_eq!(
        complaint(moved("https://www.example.com/")).as_deref(),
        Some("`https://www.example.org/a` leads on to another host: `https://www.example.com/`")
    );
}
