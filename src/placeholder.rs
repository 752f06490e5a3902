//! Words that were to be replaced before anybody reads them: marks of templates, placeholders, blanks that are drawn with
//! signs, filler text, notes to finish a text. On paper for a patient each of them is a fault, wherever it stands.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// The most characters of what was found that a message quotes.
const LONGEST_QUOTE: usize = 40;

/// What was to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreplacedKind {
    /// A mark of a program that fills in templates, or what such a program, a word processor or a spreadsheet writes where
    /// it fails.
    Template,
    /// Words in brackets that say what should stand there.
    Placeholder,
    /// A blank that is drawn with underscores, dots or dashes.
    DrawnBlank,
    /// Words without sense that fill a page.
    Filler,
    /// A note that a text is not finished.
    Unfinished,
}

impl UnreplacedKind {
    /// What to say of it, after what was found.
    pub fn complaint(self) -> &'static str {
        match self {
            UnreplacedKind::Template => "is left of a template",
            UnreplacedKind::Placeholder => "is a placeholder",
            UnreplacedKind::DrawnBlank => "is a blank that is drawn with signs",
            UnreplacedKind::Filler => "is filler text",
            UnreplacedKind::Unfinished => "says that the text is not finished",
        }
    }

    /// Whether a blank to write in may have been meant.
    pub fn may_be_blank(self) -> bool {
        !matches!(self, UnreplacedKind::Filler | UnreplacedKind::Unfinished)
    }
}

/// Something that was to be replaced, and where it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreplaced {
    /// What it is.
    pub kind: UnreplacedKind,
    /// The bytes of the text.
    pub range: Range<usize>,
}

impl Unreplaced {
    /// What was found in `text`, as a message quotes it.
    pub fn quoted(&self, text: &str) -> String {
        let words = text[self.range.clone()].split_whitespace();
        let words = words.collect::<Vec<_>>().join(" ");
        match words.char_indices().nth(LONGEST_QUOTE) {
            Some((end, _)) => format!("{}…", &words[..end]),
            None => words,
        }
    }
}

/// None has a bounded repetition of letters: with all of Unicode it is too large. A mark that is not a whole match stands in the group `mark`.
static PATTERNS: LazyLock<[(UnreplacedKind, Regex); 6]> = LazyLock::new(|| {
    let pattern = |kind, pattern: &str| (kind, Regex::new(pattern).expect("the pattern is sound"));
    [
        pattern(UnreplacedKind::Template, TEMPLATE),
        pattern(UnreplacedKind::Placeholder, PLACEHOLDER),
        pattern(UnreplacedKind::DrawnBlank, DRAWN_BLANK),
        pattern(UnreplacedKind::Filler, FILLER),
        pattern(UnreplacedKind::Unfinished, UNFINISHED),
        pattern(UnreplacedKind::Unfinished, NOTE),
    ]
});

/// Jinja, Liquid, Handlebars and Hugo; ERB, shells, Ruby, Python, batch files, Mailchimp, wikis; mail merge; the changes
/// of CriticMarkup and of version control; the errors of Word and of spreadsheets.
const TEMPLATE: &str = r"(?x)
    \{\{[^{}\n]*\}\}? | \}\}
  | \{% (?:[^%\n]*%\})? | %\}
  | \{\# (?:[^\#\n]*\#\})?
  | <%[^%\n]*%>
  | \$\{[^{}\n]*\}? | \#\{[^{}\n]*\} | \$\([A-Za-z_][^()\n]*\)
  | %%[\w\x20.-]+%% | \B%[A-Za-z_]\w+% | %\([A-Za-z_]\w*\)s
  | (?:^|[\s(“‘'])(?P<mark>%(?:\d+\$)?0?\d*(?:\.\d+)?[sdif])\b
  | @@[\w.-]+@@ | \#\#[\w.-]+\#\# | \b__[A-Z][A-Z0-9_]+__\b
  | \[\[[^\[\]\n]*\]\]? | \[%[^%\n]*%\] | \*\|\w[\w:]*\|\* | \|[A-Z][A-Z0-9_:]+\|
  | \{[A-Za-z_][\w\x20.-]*\w\} | \{[A-Za-z_][\w.]*[!|:][^{}\n]*\} | \{[$/@>][^{}\n]+\} | \{\d\}
  | \$[A-Z][A-Z0-9_]{2,} | \$[a-z]+[_A-Z]\w* | \$(?:name|date|time|ward|clinic|hospital|phone|number|address|title)\b
  | «[A-Za-z]+(?:_\w*|[a-z][A-Z]\w*)»
  | «(?i:title|(?:first|last|full)?name|forename|surname|salutation|date|time|dob|address|postcode|phone|telephone|number|nhs|ward
        |clinic|hospital|consultant|doctor|nurse|patient|email)»
  | <<[A-Za-z_][\w\x20.-]*>> | \bMERGEFIELD\b
  | \{(?:\+\+|--|~~|>>) | (?:\+\+|--|~~|<<)\}
  | <{7}(?:\x20\w+)? | >{7}(?:\x20\w+)?
  | \[object\x20Object\] | \#(?:REF!|VALUE!|NAME\?|N/A|DIV/0!|NUM!|NULL!)
  | \bError!\x20(?:Reference|Bookmark|Hyperlink|Unknown|Not\x20a)\b
  | (?i:\b(?:click|tap)(?:\x20or\x20(?:click|tap))?\x20here\x20to\x20(?:enter|add|type)\b)
";

/// Square brackets with capitals or with the words that people put into them, and signs that stand for a date.
const PLACEHOLDER: &str = r"(?x)
    \[[A-Z][A-Z0-9\x20_/&'’.:,-]*[A-Z0-9]\]
  | \[\s*(?i:insert|enter|add|type|fill|delete|choose|select|your|name|date|day|time|local|trust|hospital|clinic|ward|unit
            |consultant|doctor|nurse|patient|phone|telephone|tel|number|contact|address|email|e-mail|to\x20be|tbc|tba|tbd
            |todo|placeholder|blank)\b[^\[\]\n]*\]
  | \[[^\[\]\n]*\b(?i:names?|dates?|numbers?|here|details|address|times?)\s*\]
  | \[(?:\s+|\.{2,}|…|_+|[xX]{2,}|\?+|-{2,})\]
  | (?:^|[\s(])(?P<mark><(?i:insert|enter|add|your|name|date|time|local|trust|hospital|clinic|ward|consultant|doctor|nurse
            |patient|phone|telephone|tel|number|contact|address|email|first|last|surname|title)\b[^<>\n]*>)
  | \b(?:[Dd]{2}|[Xx]{2})[/.-](?:[Mm]{2,3}|[Xx]{2,3})[/.-](?:[Yy]{2,4}|[Xx]{2,4})\b
  | (?P<told>\b(?i:write|enter|put|print|sign|note|type|add|fill\x20in|record|keep)\x20(?:in\x20|down\x20)?)?
    \b(?i:your)\x20(?:text|name|details|number|words)\x20here\b
  | \b(?i:insert)\x20(?:[\w’']+\x20)*?(?i:names?|dates?|times?|numbers?|details|text|words|address|logo|link)\x20here\b
  | \bINSERT\x20(?:[A-Z]+\x20)*(?:NAME|DATE|TIME|NUMBER|DETAILS|TEXT|ADDRESS|LOGO|LINK)\b
  | \((?i:insert)\x20(?:the\x20|your\x20|local\x20)?(?i:name|date|time|number|details|text|address|logo|link|trust|ward|clinic|hospital
            |phone|telephone|contact)\b[^()\n]*\)
  | (?i:\btext\x20goes\x20here\b)
";

const DRAWN_BLANK: &str = r"(?x) _{3,} | _(?:\x20_){2,} | \.{5,} | …{2,} | \.(?:\x20\.){4,} | -{4,} | -(?:\x20-){3,} | —{3,}";

const FILLER: &str =
    r"(?i)\blorem\s+ipsum\b|\bipsum\s+dolor\b|\bdolor\s+sit\s+amet\b|\bconsectetur\s+adipisc";

/// 47,XXX is a karyotype: capitals after a comma are not found.
const UNFINISHED: &str = r"(?x)
    \b(?:TODO|TBC|TBA|TBD|FIXME|TKTK|WIP)\b | \b(?:tbc|tba|tbd|fixme)\b | \bT\.B\.[ACD]\. | @todo\b
  | (?:^|[^\w,])(?P<mark>X{3,12}|x{3,12})\b | \b\d+[Xx]{3,} | \b[Xx]{3,}\d
  | \?{3,}
";

/// What is a note only where it stands like one: "what TO DO" may be in capitals, and `todo` is Spanish for "all".
const NOTE: &str = r"(?:^|[(\[])(?P<mark>TO DO|To-?[Dd]o|todo)(?: ?[:)\]]|$)";

/// All that was to be replaced in `text`, in its order.
pub fn find(text: &str) -> Vec<Unreplaced> {
    let mut found: Vec<Unreplaced> = Vec::new();
    for (kind, pattern) in &*PATTERNS {
        for captures in pattern.captures_iter(text) {
            let Some(whole) = captures.name("mark").or(captures.get(0)) else {
                continue;
            };
            if captures.name("told").is_some() {
                // "Write your name here": words for the reader, about a blank.
                continue;
            }
            let range = whole.range();
            if text[..range.end].ends_with(']') && text[range.end..].starts_with('(') {
                // The words of a link.
                continue;
            }
            let is_new = |other: &Unreplaced| {
                other.range.end <= range.start || range.end <= other.range.start
            };
            if found.iter().all(is_new) {
                found.push(Unreplaced { kind: *kind, range });
            }
        }
    }
    found.sort_by_key(|found| found.range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(UnreplacedKind, String)> {
        let found = find(text).into_iter();
        found
            .map(|found| (found.kind, found.quoted(text)))
            .collect()
    }

    fn is_found(kind: UnreplacedKind, marks: &[&str]) {
        for mark in marks {
            let expected = [(kind, (*mark).to_owned())];
            assert_eq!(kinds(&format!("Ring {mark} now.")), expected, "{mark}");
        }
    }

    #[test]
    fn marks_of_templates_are_found() {
        is_found(
            UnreplacedKind::Template,
            &[
                "{{name}}",
                "{{ patient.name }}",
                "{% if x %}",
                "{# note #}",
                "<%= name %>",
                "${x}",
                "#{name}",
                "%%x%%",
                "%NAME%",
                "%(name)s",
                "@@name@@",
                "##name##",
                "[[x]]",
                "[% x %]",
                "*|FNAME|*",
                "{first_name}",
                "$NAME",
                "$first_name",
                "«First_Name»",
                "«FirstName»",
                "<<First Name>>",
                "«Name»",
                "|FNAME|",
                "{0}",
                "{user.name!r}",
                "{name|upper}",
                "{$first}",
                "{/if}",
                "%s",
                "%1$s",
                "%.2f",
                "MERGEFIELD",
                "{++",
                "[object Object]",
                "#REF!",
                "#N/A",
                "Error! Reference",
                "Click or tap here to enter",
            ],
        );
    }

    #[test]
    fn placeholders_are_found() {
        is_found(
            UnreplacedKind::Placeholder,
            &[
                "[DATE]",
                "[WARD NAME]",
                "[insert number]",
                "[Trust name]",
                "[local phone]",
                "[your consultant]",
                "[...]",
                "[ ]",
                "[XX]",
                "<insert name>",
                "dd/mm/yyyy",
                "XX/XX/XXXX",
                "your name here",
                "insert ward name here",
                "INSERT DATE",
                "(insert phone number)",
            ],
        );
        is_found(
            UnreplacedKind::DrawnBlank,
            &[
                "___",
                "_____________",
                "_ _ _ _",
                "........",
                "……",
                "-----",
                "- - - -",
            ],
        );
        is_found(UnreplacedKind::Filler, &["Lorem ipsum", "dolor sit amet"]);
        is_found(
            UnreplacedKind::Unfinished,
            &[
                "TODO", "TBC", "TBA", "XXX", "xxxx", "FIXME", "???", "01234xxx", "tbc", "tba",
                "T.B.C.", "@todo",
            ],
        );
    }

    #[test]
    fn words_that_patients_read_are_not_found() {
        for text in [
            "5 * 3, -5 °C, # 1, a - b, {x}, 50% of 20%, $5 to $10, US$500, R&D",
            "[sic] [see page 5] [18F] «mot» « mot »",
            "Is it true?! Wait... and then… see a__b",
            "47,XXX is triple X; extra, exxon, Maxx, xx",
            "5 < 6 and 7 > 3, <5 mg, x<y and z>w",
            "to do, today, tbsp, ID 12",
            "WHAT TO DO IF YOU FEEL UNWELL, things TO DO: rest. Sobre todo, beba agua. Es todo.",
            "Write your number here: it helps. Insert the needle here (insert the tip first). 5 %",
            "5 |A| B, {x}",
            "https://www.example.org/a_b#c?d=%20e",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn long_marks_are_quoted_in_part() {
        let text = format!("{{{{{}}}}}", "a".repeat(60));
        let quoted = find(&text)[0].quoted(&text);
        assert_eq!(quoted, format!("{{{{{}…", "a".repeat(38)));
    }
}
