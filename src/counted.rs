//! Numbers of things, as messages have them.

/// A number of things: `no errors`, `1 error`, `2 errors`.
pub fn counted(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
