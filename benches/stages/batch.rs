//! Whether a long batch is as fast as a short one, and takes no more memory: `cargo bench -p stages --bench batch`.
//!
//! In: the sample library, and two ward lists that this program writes. Out: a table on stdout, and exit code 1 when a
//! bound is missed. Each row has a name of its own, so that each is laid out. The two lists take turns, and medians of
//! three are compared.

mod product;

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use product::{DAY, PROJECT, product};

/// The rows of the short and of the long list.
const SHORT_ROWS: u32 = 1_000;
const LONG_ROWS: u32 = 20_000;
const RUNS: usize = 3;

/// Time a leaflet of the long list, as a share of that of the short.
const TIME_BOUND: f64 = 1.1;

/// What rows ask for, by turns.
const SECTIONS: [&str; 4] = [
    "follow-up",
    "phases",
    "research-and-trials",
    "prehabilitation",
];

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<ExitCode> {
    let folder = tempfile::tempdir()?;
    let program = product()?;
    let (short, long) = (
        list(folder.path(), SHORT_ROWS)?,
        list(folder.path(), LONG_ROWS)?,
    );
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        times.0.push(time_a_row(&program, &short, SHORT_ROWS)?);
        times.1.push(time_a_row(&program, &long, LONG_ROWS)?);
    }
    let (short, long) = (median(times.0), median(times.1));
    let share = long.as_secs_f64() / short.as_secs_f64();
    say(&format!(
        "  time a leaflet: {short:.2?} of {SHORT_ROWS}, {long:.2?} of {LONG_ROWS}; medians of {RUNS}"
    ));
    let holds = share <= TIME_BOUND;
    let verdict = if holds { "holds" } else { "MISSED" };
    say(&format!(
        "  long / short: {share:.2}, at most {TIME_BOUND}: {verdict}"
    ));
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Writes a list of so many rows.
fn list(folder: &Path, rows: u32) -> Outcome<PathBuf> {
    let mut text = "leaflet,sections,prepared_for\n".to_owned();
    for (row, section) in (1..=rows).zip(SECTIONS.iter().cycle()) {
        writeln!(
            text,
            "acute-lymphoblastic-leukaemia,{section},Patient {row}"
        )?;
    }
    let path = folder.join(format!("{rows}.csv"));
    fs::write(&path, text)?;
    Ok(path)
}

/// Makes the leaflets of a list, and deletes them.
fn time_a_row(program: &Path, list: &Path, rows: u32) -> Outcome<Duration> {
    let out = list.with_extension("out");
    let start = Instant::now();
    let status = Command::new(program)
        .args(["batch", "--quiet", "--date", &DAY.to_string()])
        .arg("--library")
        .arg(Path::new(PROJECT).join("leaflets"))
        .arg("--out")
        .arg(&out)
        .arg(list)
        .stderr(Stdio::null())
        .status()?;
    let time = start.elapsed();
    if !status.success() {
        return Err("the batch failed".into());
    }
    fs::remove_dir_all(out)?;
    Ok(time / rows)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[expect(
    clippy::print_stdout,
    reason = "the table is what a benchmark is run for"
)]
fn say(line: &str) {
    println!("{line}");
}
