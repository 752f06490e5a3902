//! How many generated inputs a property is tried with, and which.

use std::str::FromStr;

use proptest::test_runner::{Config, RngSeed};

/// The same inputs every day, so that no change fails by chance: `count` of them, or what `PROPTEST_CASES` says.
/// `PROPTEST_RNG_SEED` chooses others.
pub(crate) fn trials(count: u32) -> Config {
    Config {
        cases: setting("PROPTEST_CASES").unwrap_or(count),
        rng_seed: RngSeed::Fixed(setting("PROPTEST_RNG_SEED").unwrap_or(20261123)),
        failure_persistence: None,
        ..Config::default()
    }
}

fn setting<T: FromStr>(name: &str) -> Option<T> {
    let value = std::env::var(name).ok()?;
    let number = value.parse().ok();
    Some(number.unwrap_or_else(|| panic!("{name} is to be a number, and is `{value}`")))
}
