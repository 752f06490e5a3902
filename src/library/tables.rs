//! The Markdown subset: pipe tables, whose header row may be empty, and the paragraph `Table: …` before one that is its caption.
//! Rows are counted against the header, because Markdown itself drops the cells that are too many.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag};

use super::markdown::MarkdownReader;
use crate::content::{Block, BlockKind, Inline, InlineKind, TableCell, plain_text};

/// The most columns of a table: a month's days, and some. More do not fit on paper in any size of type.
pub(crate) const MOST_COLUMNS: usize = 40;
/// The most rows of a table: about 15 pages of them. Who looks something up in more is better served online.
pub(crate) const MOST_ROWS: usize = 500;

const CAPTION: &str = "Table: ";

/// Whether a block is the caption of a table.
pub(super) fn is_caption(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(content) => match content.first().map(|first| &first.kind) {
            Some(InlineKind::Text(words)) => words.starts_with(CAPTION.trim_end()),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a line of words looks like a row: it starts and ends with a bar.
pub(super) fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.starts_with('|') && line.ends_with('|') && !line.ends_with("\\|")
}

/// Takes the caption off the end of the blocks before a table.
pub(super) fn take_caption(before: &mut Vec<Block>) -> Option<Vec<Inline>> {
    let block = before.pop_if(|block| is_caption(block))?;
    let BlockKind::Paragraph(mut content) = block.kind else {
        return None;
    };
    if let Some(InlineKind::Text(words)) = content.first_mut().map(|first| &mut first.kind) {
        let caption = words[CAPTION.trim_end().len()..].trim_start().to_owned();
        *words = caption;
    }
    Some(content)
}

/// Reads the table that has just started.
pub(super) fn read(
    reader: &mut MarkdownReader,
    alignments: &[Alignment],
    range: &Range<usize>,
    caption: Option<Vec<Inline>>,
) -> Option<BlockKind> {
    if alignments
        .iter()
        .any(|alignment| *alignment != Alignment::None)
    {
        let hint = "leave out the colons: `|---|---|`";
        reader.refuse(range.clone(), "a table aligns its columns", hint);
    }
    check_caption(reader, caption.as_deref().unwrap_or_default());
    if alignments.len() > MOST_COLUMNS {
        let columns = alignments.len();
        let message = format!("a table has {columns} columns, and the limit is {MOST_COLUMNS}");
        let hint = "turn its rows into columns, or make several tables of it";
        reader.refuse(first_line(reader, range), &message, hint);
        reader.skip();
        return None;
    }
    let rows = reader.inside(range, |reader| rows(reader, alignments.len()));
    let mut rows = rows.into_iter();
    let header = header(reader, rows.next()?);
    let rows: Vec<_> = rows.collect();
    if rows.len() > MOST_ROWS {
        let message = format!("a table has more than {MOST_ROWS} rows");
        let hint = "leave out what patients do not look up, or make several tables of it";
        reader.refuse(first_line(reader, range), &message, hint);
    }
    if rows.is_empty() {
        let hint = "write the rows below its header, or delete it";
        reader.refuse(range.clone(), "a table has no rows", hint);
    }
    Some(BlockKind::Table {
        caption,
        header,
        rows,
    })
}

fn check_caption(reader: &mut MarkdownReader, caption: &[Inline]) {
    if let Some(first) = caption.first()
        && plain_text(caption).is_empty()
    {
        let hint = "write them after `Table:`, or delete it";
        reader.refuse(first.span.range(), "a caption has no words", hint);
    }
}

/// The header row, without cells if all of it is empty: pipe tables cannot be written without one. Complains of columns
/// without a name where others have one. The first may do without: its cells often name the rows.
fn header(reader: &mut MarkdownReader, header: Vec<TableCell>) -> Vec<TableCell> {
    let is_empty = header.iter().all(|cell| cell.content.is_empty());
    if is_empty && header.len() > 1 {
        return Vec::new();
    }
    let may_be_empty = usize::from(header.len() > 1);
    let named = header.iter().skip(may_be_empty);
    for cell in named.filter(|cell| cell.content.is_empty()) {
        let hint = "say what stands in its column";
        reader.refuse(cell.span.range(), "a cell of the header is empty", hint);
    }
    header
}

fn rows(reader: &mut MarkdownReader, columns: usize) -> Vec<Vec<TableCell>> {
    let mut rows = Vec::new();
    while let Some((Event::Start(Tag::TableHead | Tag::TableRow), range)) = reader.peek().cloned() {
        reader.advance();
        let cells = written_cells(&reader.file.text[range.clone()]);
        if cells != columns {
            let message = format!("cells in this row: {cells}, in the header: {columns}");
            let hint = "correct the row; leave an empty line after a table";
            reader.refuse(range.clone(), &message, hint);
        }
        rows.push(reader.inside(&range, row));
        // The head and one row too many: that is enough to know.
        if rows.len() > MOST_ROWS + 1 {
            break;
        }
    }
    rows
}

/// The first line of a table: a message that points at all of a long one says less.
fn first_line(reader: &MarkdownReader, table: &Range<usize>) -> Range<usize> {
    let text = &reader.file.text[table.clone()];
    let length = text.lines().next().map_or(0, str::len);
    table.start..table.start + length
}

fn row(reader: &mut MarkdownReader) -> Vec<TableCell> {
    let mut cells = Vec::new();
    while let Some((Event::Start(Tag::TableCell), range)) = reader.peek().cloned() {
        reader.advance();
        let content = if reader.image_lines(0) > 0 {
            let hint = "for figures side by side put them on one line, outside the table: `![…](one.svg) ![…](two.svg)`";
            reader.refuse(range.clone(), "a figure stands in a cell", hint);
            reader.skip();
            Vec::new()
        } else {
            reader.inside(&range, MarkdownReader::inlines)
        };
        let span = reader.file.span(range);
        cells.push(TableCell { content, span });
    }
    cells
}

/// The number of cells in a row as it is written: `| a | b |` and `a | b` have two.
fn written_cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut bars = 0;
    let mut escaped = false;
    for character in row.chars() {
        bars += usize::from(character == '|' && !escaped);
        escaped = character == '\\' && !escaped;
    }
    let closed = row.ends_with('|') && !row.ends_with("\\|");
    bars + usize::from(!closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_as_they_are_written() {
        assert_eq!(written_cells("| a | b |\n"), 2);
        assert_eq!(written_cells("a | b"), 2);
        assert_eq!(written_cells("| a \\| b | c |"), 2);
        assert_eq!(written_cells("| a | b \\|"), 2);
        assert_eq!(written_cells("| a |"), 1);
    }
}
