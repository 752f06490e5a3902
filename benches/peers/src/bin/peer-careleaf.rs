//! Careleaf as a library: the text of its own library in, a tagged PDF out. The data is a file with a size of text and
//! the ids of sections. Composing and layout are in every figure; the library is read before the clock starts.
//!
//! `peer-careleaf writing FOLDER` prints which share of its time writing takes: how near many leaflets come to the rate of
//! writing pages that are laid out already.

use std::cell::RefCell;
use std::hint::black_box;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use std::{env, fs};

use careleaf::leaflet::{Imprint, Personal, compose};
use careleaf::library::Library;
use careleaf::paged::layout::StandingType;
use careleaf::paged::layout::page::Pages;
use careleaf::paged::pdf;
use careleaf::selection::{Request, select};

use peers::driver::{Outcome, drive, load_all};
use peers::sample;

thread_local! {
    /// What a batch keeps from one leaflet to the next.
    static TYPE: RefCell<StandingType> = RefCell::default();
}

static READ: OnceLock<Library> = OnceLock::new();

fn main() -> Outcome<()> {
    let library = sample::library()?;
    let library = READ.get_or_init(|| library);
    let arguments: Vec<String> = env::args().skip(1).collect();
    match &arguments[..] {
        [mode, folder] if mode == "writing" => {
            println!("{}", writing_share(library, Path::new(folder))?);
            Ok(())
        }
        _ => drive(load, |request| Ok(pdf::write(&lay_out(library, request)?)?)),
    }
}

fn load(path: &Path) -> Outcome<Request> {
    let text = fs::read_to_string(path)?;
    let mut words = text.split_whitespace();
    let points = words.next().ok_or("the file is empty")?.parse()?;
    let sections: Vec<String> = words.map(str::to_owned).collect();
    sample::request(&sections, points)
}

fn lay_out(library: &Library, request: &Request) -> Outcome<Pages> {
    let selection = select(library, request)?;
    let leaflet = compose(&selection, &Imprint::default());
    let form = selection.form();
    Ok(TYPE.with_borrow_mut(|kept| kept.lay_out(&leaflet, form, &Personal::default())))
}

/// The time that the leaflets of a folder take to write, as a share of all the time that they take.
fn writing_share(library: &Library, folder: &Path) -> Outcome<f64> {
    let requests = load_all(folder, load)?;
    let mut writing = Duration::ZERO;
    let start = Instant::now();
    for request in &requests {
        let pages = lay_out(library, request)?;
        let start = Instant::now();
        black_box(pdf::write(&pages)?);
        writing += start.elapsed();
    }
    Ok(writing.as_secs_f64() / start.elapsed().as_secs_f64())
}
