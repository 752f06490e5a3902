//! The program that `run` builds: libFuzzer, which mutates inputs of the target that `CARELEAF_FUZZ_TARGET` names, and is led
//! by the code that they reach.

#![no_main]

use std::backtrace::Backtrace;
use std::cell::OnceCell;
use std::env;
use std::panic;
use std::process;
use std::sync::Mutex;

use careleaf_fuzz::{Target, Trial};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

/// The target's name is taken from here: libFuzzer has the command line to itself.
const VARIABLE: &str = "CARELEAF_FUZZ_TARGET";

/// What the last panic said, and where.
static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

thread_local! {
    static TRIAL: OnceCell<Trial> = const { OnceCell::new() };
}

fuzz_target!(
    init: {
        let _ = target();
        hear_panics();
    },
    |input: &[u8]| try_input(input)
);

fuzz_mutator!(
    |data: &mut [u8], size: usize, max_size: usize, _seed: u32| {
        let size = fuzzer_mutate(data, size, max_size);
        target().repair(&mut data[..size]);
        size
    }
);

fn target() -> Target {
    let name = env::var(VARIABLE).unwrap_or_default();
    Target::named(&name).unwrap_or_else(|| {
        say(&format!(
            "`{VARIABLE}` names no target: `{name}`; use `fuzz/run`"
        ));
        process::exit(2)
    })
}

/// libfuzzer-sys would end the process at the start of every panic. Careleaf catches those of decoders, which are no faults.
fn hear_panics() {
    panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = LAST_PANIC.lock() {
            *last = format!("{panic}\n{}", Backtrace::force_capture());
        }
    }));
}

/// Tries an input; a panic that nobody catches ends the process, and libFuzzer keeps the input.
fn try_input(input: &[u8]) {
    let tried = panic::catch_unwind(|| {
        TRIAL.with(|trial| trial.get_or_init(|| Trial::of(target())).run(input));
    });
    if tried.is_err() {
        let last = LAST_PANIC.lock().map(|last| last.clone());
        say(&last.unwrap_or_default());
        process::abort();
    }
}

#[expect(clippy::print_stderr, reason = "libFuzzer has its report there too")]
fn say(words: &str) {
    eprintln!("{words}");
}
