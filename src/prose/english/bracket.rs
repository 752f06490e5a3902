//! What stands in brackets behind a word: an explanation, unless it sends the reader elsewhere. No rule itself: the
//! rules share it that ask whether a text explains its own words.

/// What the bracket directly behind the byte `end` of a text explains; `None` if there is none, or if it has a
/// number in it or says "see": then it leads to a page or counts something.
pub(super) fn explanation_behind(text: &str, end: usize) -> Option<&str> {
    let (inside, _) = text[end..].strip_prefix(" (")?.split_once(')')?;
    let leads_elsewhere = inside.contains(|c: char| c.is_ascii_digit())
        || inside
            .split(' ')
            .next()
            .is_some_and(|first| first.eq_ignore_ascii_case("see"));
    (!leads_elsewhere).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_that_leads_elsewhere_or_counts_explains_nothing() {
        let behind = |text| explanation_behind(text, "oedema".len());
        assert_eq!(behind("oedema (swelling) soon"), Some("swelling"));
        for text in [
            "oedema",
            "oedema soon (swelling)",
            "oedema (see page 3)",
            "oedema (see below)",
            "oedema (2 weeks)",
        ] {
            assert_eq!(behind(text), None, "{text}");
        }
    }
}
