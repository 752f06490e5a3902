//! The program as it is shipped, and what the benchmarks ask of it. The profile `bench` is `dist` in the folder of the benchmarks.

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::process::Command;

use jiff::civil::{Date, date};

/// The folder of the product's `Cargo.toml`.
pub(crate) const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
/// The day that the sample's dates are judged by.
pub(crate) const DAY: Date = date(2026, 11, 23);

/// Builds the program, and says where it is.
pub(crate) fn product() -> Result<PathBuf, Box<dyn Error>> {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--profile", "bench", "--locked", "--quiet"])
        .current_dir(PROJECT)
        .status()?;
    if !built.success() {
        return Err("the program cannot be built".into());
    }
    let benchmark = env::current_exe()?;
    let release = benchmark.ancestors().nth(2).ok_or("no folder of builds")?;
    Ok(release.join("careleaf"))
}
