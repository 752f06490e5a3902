//! How a peer is run: as a whole process, over and over in one process, or for many leaflets on several threads.
//!
//! `PEER one DATA OUT` renders one file; `PEER again DATA TIMES` prints the median time of so many renderings of it, in
//! milliseconds; `PEER many FOLDER THREADS` prints how many leaflets of a folder a second come off so many threads.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{env, fs, thread};

/// What went wrong.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Does what the command line asks for with `render`, which turns the data at a path into a PDF. `load` reads the data
/// before any clock starts in the second and third way of running.
///
/// # Errors
/// When a file cannot be read or written, or a leaflet cannot be rendered.
pub fn drive<D: Sync + Send>(
    load: impl Fn(&Path) -> Outcome<D>,
    render: impl Fn(&D) -> Outcome<Vec<u8>> + Sync,
) -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["one", data, out] => {
            let pdf = render(&load(Path::new(data))?)?;
            Ok(fs::write(out, pdf)?)
        }
        ["again", data, times] => {
            let data = load(Path::new(data))?;
            let mut taken = Vec::new();
            for _ in 0..times.parse()? {
                let start = Instant::now();
                std::hint::black_box(render(&data)?);
                taken.push(start.elapsed());
            }
            taken.sort();
            say(taken[taken.len() / 2].as_secs_f64() * 1000.0);
            Ok(())
        }
        ["many", folder, threads] => {
            let data = load_all(Path::new(folder), load)?;
            say(rate(&data, threads.parse()?, &render)?);
            Ok(())
        }
        _ => Err("one DATA OUT | again DATA TIMES | many FOLDER THREADS".into()),
    }
}

/// Reads the data of many leaflets: what is in a folder, in the order of its names.
///
/// # Errors
/// When something cannot be read.
pub fn load_all<D>(folder: &Path, load: impl Fn(&Path) -> Outcome<D>) -> Outcome<Vec<D>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    paths.iter().map(|path| load(path)).collect()
}

/// Leaflets a second.
fn rate<D: Sync>(
    data: &[D],
    threads: usize,
    render: &(impl Fn(&D) -> Outcome<Vec<u8>> + Sync),
) -> Outcome<f64> {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        let work = || -> Outcome<()> {
            while let Some(data) = data.get(next.fetch_add(1, Ordering::Relaxed)) {
                std::hint::black_box(render(data)?);
            }
            Ok(())
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().map_err(|_| "a thread panicked")?)
    })?;
    Ok(data.len() as f64 / start.elapsed().as_secs_f64())
}

fn say(figure: f64) {
    println!("{figure}");
}
