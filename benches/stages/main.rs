//! How long each stage takes, and how much memory and disk a leaflet takes: `cargo bench -p stages`.
//!
//! In: the sample library, and one that this program writes, with as many sections as it takes. Out: a table on stdout,
//! and exit code 1 when a bound is missed. All times are medians of one run on one thread, and only compared with each
//! other: absolute times differ between machines.

mod made_up;
mod product;

use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use careleaf::figure::Figure;
use careleaf::leaflet::{Imprint, Leaflet, NodeId, Personal, Role, compose};
use careleaf::library::{self, Library};
use careleaf::paged::layout::lay_out;
use careleaf::paged::pdf;
use careleaf::printing::{Printing, TextSize};
use careleaf::selection::{Request, Wanted, select};

use product::{DAY, PROJECT, product};

/// How often the sample leaflet is made.
const SAMPLE_RUNS: usize = 31;
/// How often the long and the short leaflet are made.
const LENGTH_RUNS: usize = 21;
/// The sections of the short leaflet, before any are added to fill its pages.
const SHORT_SECTIONS: usize = 10;
/// The pages that the short and the long leaflet have at least.
const SHORT_PAGES: usize = 20;
const LONG_PAGES: usize = 200;

/// Everything but writing the PDF, as a share of writing it.
const LAYOUT_BOUND: f64 = 0.6;
/// Time a page of the long leaflet, as a share of that of the short.
const LENGTH_BOUND: f64 = 1.1;
/// Peak memory of the whole process, in megabytes.
const MEMORY_BOUND: f64 = 40.0;
/// Size of the file without its figures, in kilobytes a page.
const SIZE_BOUND: f64 = 12.0;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<ExitCode> {
    let sample = Path::new(PROJECT).join("leaflets");
    say("the sample leaflet, all sections; one thread, deflate level 6 (krilla's), medians");
    let runs = repeat(SAMPLE_RUNS, || make(&sample))?;
    for (stage, time) in STAGES.iter().zip(stage_medians(&runs)) {
        say(&format!("  {stage:10} {:8.2} ms", milliseconds(time)));
    }
    let first = runs.first().ok_or("no runs")?;
    let bounds = [
        Bound::new(
            "everything but writing / writing",
            layout_share(&runs),
            LAYOUT_BOUND,
        ),
        Bound::new("time a page, long / short", length_share()?, LENGTH_BOUND),
        Bound::new("peak memory, MB", peak_memory(&sample)?, MEMORY_BOUND),
        Bound::new(
            "KB a page without figures",
            first.kilobytes_a_page(),
            SIZE_BOUND,
        ),
    ];
    say(&format!("{} pages, {} bytes", first.pages, first.bytes));
    for bound in &bounds {
        say(&bound.line());
    }
    Ok(if bounds.iter().all(Bound::holds) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A measured value and the most that it may be.
struct Bound {
    name: &'static str,
    measured: f64,
    most: f64,
}

impl Bound {
    fn new(name: &'static str, measured: f64, most: f64) -> Bound {
        Bound {
            name,
            measured,
            most,
        }
    }

    fn holds(&self) -> bool {
        self.measured <= self.most
    }

    fn line(&self) -> String {
        let verdict = if self.holds() { "holds" } else { "MISSED" };
        let Bound {
            name,
            measured,
            most,
        } = self;
        format!("  {name:34} {measured:8.2}, at most {most:5.2}: {verdict}")
    }
}

const STAGES: [&str; 5] = ["read", "select", "compose", "lay_out", "write"];

/// One leaflet made: how long its stages took, and what came of it.
struct Run {
    stages: [Duration; 5],
    pages: usize,
    bytes: usize,
    figure_bytes: usize,
}

impl Run {
    fn total(&self) -> Duration {
        self.stages.iter().sum()
    }

    fn kilobytes_a_page(&self) -> f64 {
        self.bytes.saturating_sub(self.figure_bytes) as f64 / 1000.0 / self.pages as f64
    }
}

/// Makes the leaflet of a library that holds one, with all its sections.
fn make(folder: &Path) -> Outcome<Run> {
    let (library, read_time) = timed(|| library::read(folder).library);
    let library = library.ok_or("the library has errors: run `careleaf check`")?;
    let request = everything(&library)?;
    let (selection, select_time) = timed(|| select(&library, &request));
    let selection = selection?;
    let (leaflet, compose_time) = timed(|| compose(&selection, &Imprint::default()));
    let (pages, lay_out_time) = timed(|| lay_out(&leaflet, selection.form(), &Personal::default()));
    let (pdf, write_time) = timed(|| pdf::write(&pages));
    Ok(Run {
        stages: [
            read_time,
            select_time,
            compose_time,
            lay_out_time,
            write_time,
        ],
        pages: pages.pages.len(),
        bytes: pdf?.len(),
        figure_bytes: figures(&leaflet).map(|figure| figure.bytes.len()).sum(),
    })
}

fn everything(library: &Library) -> Outcome<Request> {
    let leaflet = library
        .leaflets
        .keys()
        .next()
        .ok_or("the library is empty")?;
    Ok(Request {
        leaflet: leaflet.to_string(),
        sections: Wanted::All,
        text_size: TextSize::default(),
        printing: Printing::default(),
        date: DAY,
        clinic: None,
        allow_overdue: None,
    })
}

fn figures(leaflet: &Leaflet) -> impl Iterator<Item = &Figure> {
    leaflet
        .descendants(NodeId::ROOT)
        .into_iter()
        .filter_map(|id| match &leaflet.node(id).role {
            Role::Figure { figure, .. } | Role::Logo { figure, .. } => Some(figure.as_ref()),
            _ => None,
        })
}

fn timed<T>(stage: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = std::hint::black_box(stage());
    (result, start.elapsed())
}

fn repeat(times: usize, make: impl Fn() -> Outcome<Run>) -> Outcome<Vec<Run>> {
    (0..times).map(|_| make()).collect()
}

fn stage_medians(runs: &[Run]) -> [Duration; 5] {
    std::array::from_fn(|stage| median(runs.iter().map(|run| run.stages[stage])))
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn layout_share(runs: &[Run]) -> f64 {
    let [before @ .., writing] = stage_medians(runs);
    before.iter().sum::<Duration>().as_secs_f64() / writing.as_secs_f64()
}

/// Time a page of a leaflet ten times as long as another, as a share of the other's: more than 1 where a stage's work
/// grows faster than the text.
fn length_share() -> Outcome<f64> {
    let short = made_up_leaflet(SHORT_SECTIONS, SHORT_PAGES)?;
    let long = made_up_leaflet(SHORT_SECTIONS * LONG_PAGES / SHORT_PAGES, LONG_PAGES)?;
    // The two take turns, so that a machine that slows down slows both.
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..LENGTH_RUNS {
        times.0.push(time_a_page(&short)?);
        times.1.push(time_a_page(&long)?);
    }
    let (short, long) = (median(times.0.into_iter()), median(times.1.into_iter()));
    Ok(long.as_secs_f64() / short.as_secs_f64())
}

fn time_a_page(folder: &tempfile::TempDir) -> Outcome<Duration> {
    let run = make(folder.path())?;
    Ok(run.total() / u32::try_from(run.pages)?)
}

/// A library with one leaflet of so many sections, or of as many more as `pages` take.
fn made_up_leaflet(mut sections: usize, pages: usize) -> Outcome<tempfile::TempDir> {
    loop {
        let folder = tempfile::tempdir()?;
        made_up::write_library(folder.path(), sections)?;
        let made = make(folder.path())?;
        if made.pages >= pages {
            say(&format!(
                "  made up: {sections} sections, {} pages",
                made.pages
            ));
            return Ok(folder);
        }
        sections += (sections * (pages - made.pages)).div_ceil(made.pages);
    }
}

/// The most memory that `careleaf build` takes, in megabytes. It is read while the program waits for somebody to take its
/// PDF from a pipe: by then the PDF is whole, and the process still there.
fn peak_memory(library: &Path) -> Outcome<f64> {
    let mut child = Command::new(product()?)
        .args(["build", "acute-lymphoblastic-leukaemia", "--all", "-o", "-"])
        .arg("--library")
        .arg(library)
        .args(["--date", &DAY.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut stdout = child.stdout.take().ok_or("the child has no stdout")?;
    stdout.read_exact(&mut [0])?;
    let status = fs::read_to_string(PathBuf::from(format!("/proc/{}/status", child.id())))?;
    stdout.read_to_end(&mut Vec::new())?;
    child.wait()?;
    let kibibytes: f64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix("kB"))
        .ok_or("the kernel does not tell the peak memory")?
        .trim()
        .parse()?;
    Ok(kibibytes * 1024.0 / 1e6)
}

#[expect(
    clippy::print_stdout,
    reason = "the table is what a benchmark is run for"
)]
fn say(line: &str) {
    println!("{line}");
}
