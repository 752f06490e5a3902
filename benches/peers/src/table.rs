//! The table, in Markdown, and the bounds.

use crate::contest::Measured;

/// Careleaf's time of a whole process, as a share of Typst's.
const PROCESS_BOUND: f64 = 0.6;
/// Careleaf's distinct leaflets a second, as a multiple of Typst's.
const RATE_BOUND: f64 = 2.0;
/// Careleaf's distinct leaflets a second, as a share of the rate of writing alone.
const WRITING_BOUND: f64 = 0.75;
/// Careleaf's file, as a share of Typst's.
const SIZE_BOUND: f64 = 0.8;
/// Careleaf's peak memory, as a share of Typst's.
const MEMORY_BOUND: f64 = 1.0;

/// Prints the table.
pub fn print(results: &[Measured]) {
    println!(
        "| | whole process, ms | in process, ms | leaflets a second, 2 cores | peak memory, MB | file, KB | PDF/UA-1 | leaves out |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for it in results {
        println!(
            "| {} | {:.1} | {} | {} | {:.1} | {:.0} | {} | {} |",
            it.name,
            it.whole,
            optional(it.inside),
            optional(it.rate),
            it.memory,
            it.bytes as f64 / 1000.0,
            it.verdict,
            it.leaves_out
        );
    }
}

fn optional(figure: Option<f64>) -> String {
    figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.1}"))
}

/// Prints whether the bounds hold, and says so; `writing` is the share of its time that Careleaf spends on writing.
pub fn print_bounds(results: &[Measured], writing: f64) -> bool {
    let named = |name: &str| results.iter().find(|it| it.name == name);
    let (Some(ours), Some(typst)) = (named("careleaf"), named("typst")) else {
        println!("no bounds without typst");
        return false;
    };
    let rates = ours
        .rate
        .zip(typst.rate)
        .map_or(0.0, |(ours, typst)| ours / typst);
    let bounds = [
        at_most(
            "whole process / typst's",
            ours.whole / typst.whole,
            PROCESS_BOUND,
        ),
        at_least("leaflets a second / typst's", rates, RATE_BOUND),
        at_least("leaflets a second / writing alone", writing, WRITING_BOUND),
        at_most(
            "file / typst's",
            ours.bytes as f64 / typst.bytes as f64,
            SIZE_BOUND,
        ),
        at_most(
            "peak memory / typst's",
            ours.memory / typst.memory,
            MEMORY_BOUND,
        ),
    ];
    bounds.into_iter().all(|holds| holds)
}

fn at_most(name: &str, measured: f64, most: f64) -> bool {
    let holds = measured <= most;
    println!("{name}: {measured:.2}, at most {most}: {}", word(holds));
    holds
}

fn at_least(name: &str, measured: f64, least: f64) -> bool {
    let holds = measured >= least;
    println!("{name}: {measured:.2}, at least {least}: {}", word(holds));
    holds
}

fn word(holds: bool) -> &'static str {
    if holds { "holds" } else { "MISSED" }
}
