//! The questions of a section: what stands below the heading with the class `.questions`. That is one bullet list, and
//! above it, where an author wants to say something first, paragraphs. They leave the text for the sheet to take to the
//! clinic.

use std::ops::Range;

use super::source::SourceFile;
use crate::content::{Block, BlockKind};
use crate::library::Question;

/// What stands below the questions' heading.
#[derive(Debug, Default)]
pub(super) struct AskedQuestions {
    /// The paragraphs above the questions.
    pub(super) intro: Vec<Block>,
    /// The questions.
    pub(super) questions: Vec<Question>,
}

/// Parts the blocks of a section into its text and its questions, which stand under the heading at `heading`.
pub(super) fn take(
    file: &mut SourceFile,
    mut blocks: Vec<Block>,
    heading: Option<Range<usize>>,
) -> (Vec<Block>, AskedQuestions) {
    let start = heading.and_then(|heading| {
        let at_heading = |block: &Block| block.span.start == heading.start;
        blocks.iter().position(at_heading)
    });
    let Some(start) = start else {
        return (blocks, AskedQuestions::default());
    };
    let after = &blocks[start + 1..];
    let length = after
        .iter()
        .position(|block| matches!(block.kind, BlockKind::Heading { level: 2, .. }))
        .unwrap_or(after.len());
    let mut below: Vec<Block> = blocks.drain(start..=start + length).collect();
    let heading = below.remove(0);
    let is_intro = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
    let intro = below.iter().take_while(|block| is_intro(block)).count();
    let lists = below.split_off(intro);
    if lists.is_empty() {
        file.error(
            heading.span.range(),
            "there are no questions below their heading",
            "write them as a bullet list, or delete the heading",
        );
    }
    let questions = lists.into_iter().flat_map(|block| questions(file, block));
    let asked = AskedQuestions {
        questions: questions.collect(),
        intro: below,
    };
    (blocks, asked)
}

fn questions(file: &mut SourceFile, block: Block) -> Vec<Question> {
    let BlockKind::List { start: None, items } = block.kind else {
        file.error(
            block.span.range(),
            "only paragraphs and then a bullet list can stand below the questions' heading",
            "write each question as `- …`, and other text above the list or above the heading",
        );
        return Vec::new();
    };
    let mut questions = Vec::new();
    for item in items {
        let mut blocks = item.blocks.into_iter();
        match (blocks.next().map(|block| block.kind), blocks.next()) {
            (Some(BlockKind::Paragraph(content)), None) => questions.push(Question {
                content,
                span: item.span,
            }),
            (_, Some(more)) => file.error(
                more.span.range(),
                "a question is more than a sentence or two",
                "ask each question in an item of its own",
            ),
            _ => {}
        }
    }
    questions
}
