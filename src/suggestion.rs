//! "Did you mean": for a name that does not exist, the one that was probably meant, or the list of those that do. Only
//! for messages: nothing typed is ever corrected in silence.

/// The candidate that `typed` is most likely a slip of: at most a third of its letters wrong, the first of equals.
pub fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (typed.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(typed, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A hint for a name that does not exist: the closest that does, else all of them.
pub fn did_you_mean<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<String> {
    if let Some(meant) = closest(typed, candidates.clone()) {
        return Some(format!("did you mean `{meant}`?"));
    }
    let all: Vec<String> = candidates
        .into_iter()
        .map(|candidate| format!("`{candidate}`"))
        .collect();
    (!all.is_empty()).then(|| format!("choose from {}", all.join(", ")))
}

/// Wrong letters: what is typed may also be the start of a longer name, or differ in case or in `_` for `-`.
fn distance(typed: &str, candidate: &str) -> usize {
    let plain = |text: &str| text.to_lowercase().replace('_', "-");
    let (typed, candidate) = (plain(typed), plain(candidate));
    if typed.len() >= 3 && candidate.starts_with(&typed) {
        return 0;
    }
    strsim::osa_distance(&typed, &candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 3] = ["review_due", "last_reviewed", "requires"];

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        assert_eq!(closest("reveiw_due", NAMES), Some("review_due"));
        assert_eq!(closest("Review-Due", NAMES), Some("review_due"));
        assert_eq!(closest("colour", NAMES), None);
    }

    #[test]
    fn without_a_likely_name_all_are_listed() {
        assert_eq!(
            did_you_mean("colour", NAMES).as_deref(),
            Some("choose from `review_due`, `last_reviewed`, `requires`")
        );
        assert_eq!(did_you_mean("colour", []), None);
    }
}
