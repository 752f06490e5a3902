//! Where the records of a list stand. csv says where it went on reading, which may be in the middle of a line's end or
//! before blank lines: here both are passed over, so that lines and rows have the numbers that a spreadsheet shows.

/// The lines of a text, gone through from its start.
pub(super) struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

/// Where a record starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RecordStart {
    /// The line, from 1.
    pub(super) line: usize,
    /// How many blank lines stand before it.
    pub(super) blank_lines: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Lines<'t> {
        Lines {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The byte that is reached: where the record starts that was asked for last.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Where the record starts that is read from `byte` on.
    pub(super) fn record_from(&mut self, byte: usize) -> RecordStart {
        while self.at < byte {
            self.step();
        }
        let is_within_line_end = self.at > 0 && self.text[..self.at].ends_with(b"\r");
        if is_within_line_end && self.text[self.at..].starts_with(b"\n") {
            self.step();
        }
        let first = self.line;
        while matches!(self.text.get(self.at), Some(b'\r' | b'\n')) {
            self.step();
        }
        RecordStart {
            line: self.line,
            blank_lines: self.line - first,
        }
    }

    fn step(&mut self) {
        let ends_line = match self.text[self.at] {
            b'\n' => true,
            b'\r' => self.text.get(self.at + 1) != Some(&b'\n'),
            _ => false,
        };
        self.line += usize::from(ends_line);
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line and the blank lines before each record of `text`, as csv reads it.
    fn starts(text: &str) -> Vec<(usize, usize)> {
        let mut lines = Lines::new(text);
        let mut csv = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut starts = Vec::new();
        while csv.read_record(&mut record).unwrap() {
            let byte = record.position().unwrap().byte() as usize;
            let start = lines.record_from(byte);
            starts.push((start.line, start.blank_lines));
        }
        starts
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = |text: &str| text.replace('\n', end);
            assert_eq!(starts(&text("a,b\nc,d\ne,f\n")), [(1, 0), (2, 0), (3, 0)]);
            assert_eq!(
                starts(&text("\na,b\n\n\nc,d\ne,f")),
                [(2, 1), (5, 2), (6, 0)]
            );
            assert_eq!(
                starts(&text("a,b\n\"c\nc\",d\ne,f")),
                [(1, 0), (2, 0), (4, 0)]
            );
        }
    }
}
