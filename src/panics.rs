//! Panics in libraries that read what people bring: one bad file is one message, not the end of the program.

use std::cell::Cell;
use std::panic::{self, UnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread is in [`caught`], where a panic is somebody's bad file and not worth a backtrace.
    static IS_CATCHING: Cell<bool> = const { Cell::new(false) };
}

/// Runs what may panic, without a word of it on stderr; `None` if it does.
pub(crate) fn caught<T>(run: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !IS_CATCHING.get() {
                report(panic);
            }
        }));
    });
    let outer = IS_CATCHING.replace(true);
    let result = panic::catch_unwind(run);
    IS_CATCHING.set(outer);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing_and_all_else_is_what_it_is() {
        assert_eq!(caught(|| 1), Some(1));
        let empty: Vec<i32> = Vec::new();
        assert_eq!(caught(move || empty[0]), None);
        assert_eq!(caught(|| 2), Some(2));
    }
}
