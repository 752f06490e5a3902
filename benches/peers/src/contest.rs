//! Running the peers and measuring them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use peers::driver::Outcome;

use crate::data::Data;
use crate::peer::{Library, PEERS, Peer, beside};

/// How many cores the many leaflets may use.
const THREADS: &str = "2";

/// What the command line asks for.
pub struct Settings {
    /// How often each process and each rendering is repeated.
    pub runs: usize,
    /// How many distinct selections are rendered for the rate.
    pub leaflets: usize,
    /// Where the data and the PDFs are kept.
    pub keep: Option<PathBuf>,
}

impl Settings {
    /// Reads the command line.
    pub fn from_arguments() -> Outcome<Settings> {
        let mut settings = Settings {
            runs: 11,
            leaflets: 1000,
            keep: None,
        };
        let mut arguments = env::args().skip(1);
        while let Some(option) = arguments.next() {
            let value = arguments.next().ok_or("each option takes a value")?;
            match option.as_str() {
                "--runs" => settings.runs = value.parse()?,
                "--leaflets" => settings.leaflets = value.parse()?,
                "--keep" => settings.keep = Some(PathBuf::from(value)),
                _ => return Err("the options are --runs N, --leaflets N and --keep FOLDER".into()),
            }
        }
        Ok(settings)
    }
}

/// The folder that is worked in; a temporary one goes when this is dropped.
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    _temporary: Option<tempfile::TempDir>,
}

/// Makes the folder to work in.
pub fn folder(settings: &Settings) -> Outcome<Folder> {
    if let Some(path) = &settings.keep {
        fs::create_dir_all(path)?;
        return Ok(Folder {
            path: path.clone(),
            _temporary: None,
        });
    }
    let temporary = tempfile::tempdir()?;
    Ok(Folder {
        path: temporary.path().to_owned(),
        _temporary: Some(temporary),
    })
}

/// What was measured of one peer.
pub struct Measured {
    /// Its name.
    pub name: &'static str,
    /// What it leaves out.
    pub leaves_out: &'static str,
    /// Median time of a whole process, in milliseconds.
    pub whole: f64,
    /// Peak memory of a whole process, in megabytes.
    pub memory: f64,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Median time in process, in milliseconds.
    pub inside: Option<f64>,
    /// Distinct leaflets a second.
    pub rate: Option<f64>,
    /// What the validator says of PDF/UA-1.
    pub verdict: &'static str,
}

/// Measures every peer that is installed, all in turn.
pub fn run(settings: &Settings, data: &Data) -> Outcome<Vec<Measured>> {
    build_programs()?;
    let mut results = Vec::new();
    for peer in PEERS {
        eprintln!("{} …", peer.name);
        match measure(&peer, settings, data) {
            Ok(measured) => results.push(measured),
            Err(error) => eprintln!("{} takes no part: {error}", peer.name),
        }
    }
    Ok(results)
}

/// The share of its time that Careleaf spends on writing, over many leaflets on one core: what its rate comes to, as a part
/// of the rate of writing pages that are laid out already.
pub fn writing_share(data: &Data) -> Outcome<f64> {
    let many = data.folder.join("many.sections");
    figure("peer-careleaf", &["writing", &many.to_string_lossy()])
}

/// Builds the programs beside this one: the peers, and the product with no features but its own.
fn build_programs() -> Outcome<()> {
    let peers = env!("CARGO_MANIFEST_DIR");
    build(peers, &["--release", "--bins"])?;
    let alone = [
        "--release",
        "--no-default-features",
        "--features",
        "product",
    ];
    build(peers, &[&alone[..], &["--bin", "peer-careleaf"]].concat())?;
    // Its profile `bench` is `dist`, in the folder of release builds.
    let product = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    build(product, &["--profile", "bench"])
}

fn build(project: &str, arguments: &[&str]) -> Outcome<()> {
    let here = env::current_exe()?;
    let target = here.ancestors().nth(2).ok_or("no folder of builds")?;
    let built = Command::new(env!("CARGO"))
        .args(["build", "--locked", "--quiet", "--target-dir"])
        .arg(target)
        .args(arguments)
        .current_dir(project)
        .status()?;
    match built.success() {
        true => Ok(()),
        false => Err(format!("{project} cannot be built").into()),
    }
}

fn measure(peer: &Peer, settings: &Settings, data: &Data) -> Outcome<Measured> {
    let out = data.folder.join(format!("{}.pdf", peer.name));
    let (mut times, mut memory) = (Vec::new(), 0);
    for _ in 0..settings.runs {
        let process = process((peer.whole)(data, &out))?;
        times.push(process.milliseconds);
        memory = memory.max(process.peak_bytes);
    }
    times.sort_by(f64::total_cmp);
    let (inside, rate) = match peer.library {
        Some(library) => in_process(library, settings, data)?,
        None => (None, None),
    };
    Ok(Measured {
        name: peer.name,
        leaves_out: peer.leaves_out,
        whole: times[times.len() / 2],
        memory: memory as f64 / 1e6,
        bytes: fs::metadata(&out)?.len(),
        inside,
        rate,
        verdict: verdict(&out),
    })
}

struct Process {
    milliseconds: f64,
    peak_bytes: u64,
}

fn process(mut command: Command) -> Outcome<Process> {
    let start = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let ended = child.wait4()?;
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    if !ended.status.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok(Process {
        milliseconds,
        peak_bytes: ended.rusage.maxrss,
    })
}

fn in_process(
    library: Library,
    settings: &Settings,
    data: &Data,
) -> Outcome<(Option<f64>, Option<f64>)> {
    let leaflet = data.folder.join(library.leaflet);
    let inside = figure(
        library.program,
        &[
            "again",
            &leaflet.to_string_lossy(),
            &settings.runs.to_string(),
        ],
    )?;
    let Some(many) = library.many else {
        return Ok((Some(inside), None));
    };
    let many = data.folder.join(many);
    let rate = figure(library.program, &["many", &many.to_string_lossy(), THREADS])?;
    Ok((Some(inside), Some(rate)))
}

/// The number that a program prints.
fn figure(program: &str, arguments: &[&str]) -> Outcome<f64> {
    let output = beside(program)
        .args(arguments)
        .stderr(Stdio::inherit())
        .output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

fn verdict(pdf: &Path) -> &'static str {
    let Some(validator) = env::var_os("VERAPDF").filter(|name| !name.is_empty()) else {
        return "not checked";
    };
    match Command::new(validator)
        .args(["--flavour", "ua1"])
        .arg(pdf)
        .stdout(Stdio::null())
        .status()
    {
        Ok(status) if status.success() => "passes",
        Ok(_) => "fails",
        Err(_) => "not checked",
    }
}
