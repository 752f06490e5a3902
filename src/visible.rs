//! Characters that steer a terminal, or turn the order of the text around them, made visible. What is written for people
//! may quote files, paths and arguments that anybody may have made: a title must not clear a screen, nor a file's name
//! read as another.

use std::borrow::Cow;

/// `text` with each steering character written as its number, as in `\u{1b}`. Lines and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |c| format!("\\u{{{:x}}}", u32::from(c)))
}

/// The same for words that stand on one line: a line end in them does not end the line.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\t']) {
        return visible(text);
    }
    let line = text.replace('\n', "\\u{a}").replace('\t', "\\u{9}");
    Cow::Owned(visible(&line).into_owned())
}

/// The same for JSON, where such a character stands only in strings: it stays JSON, of the same value.
pub fn visible_json(json: &str) -> Cow<'_, str> {
    escaped(json, |c| format!("\\u{:04x}", u32::from(c)))
}

/// `text` with a visible character of as many bytes in place of each steering one, for excerpts in which places are counted
/// in bytes.
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
    escaped(text, |c| {
        let mask = match c.len_utf8() {
            1 => '?',
            2 => '\u{BF}',
            _ => char::REPLACEMENT_CHARACTER,
        };
        mask.to_string()
    })
}

fn escaped(text: &str, escape: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let escaped = text
        .chars()
        .map(|c| if steers(c) { escape(c) } else { c.to_string() });
    Cow::Owned(escaped.collect())
}

/// Whether a character is a control, a mark of direction (Unicode Standard Annex 9, 2), or the end of a line or paragraph
/// that does not look like one.
fn steers(character: char) -> bool {
    let is_layout = matches!(character, '\n' | '\t');
    let is_mark = matches!(
        character,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    );
    is_mark || (character.is_control() && !is_layout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_written_as_its_number() {
        assert_eq!(
            visible("a\u{1B}[2Jb\u{202E}c\u{9B}d"),
            "a\\u{1b}[2Jb\\u{202e}c\\u{9b}d"
        );
        assert_eq!(visible("two\nlines\tand “this”"), "two\nlines\tand “this”");
        assert_eq!(visible_line("one\nline\u{7}"), "one\\u{a}line\\u{7}");
    }

    #[test]
    fn json_keeps_its_value() {
        let text = "a\u{202E}b\u{7F}c\u{9B}";
        let json = serde_json::to_string(text).unwrap();
        let written = visible_json(&json);
        assert_eq!(written, "\"a\\u202eb\\u007fc\\u009b\"");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn masked_text_has_its_places_where_they_were() {
        let text = "a\u{1B}b\u{9B}c\u{202E}d";
        let masked = masked(text);
        assert_eq!(masked, "a?b¿c\u{FFFD}d");
        assert_eq!(masked.len(), text.len());
    }
}
