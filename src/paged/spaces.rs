//! The spaces between and around blocks, by name. Each grows with the size of text.

use crate::length::{Length, mm, pt};

/// Spaces, as large as they are in one size of text.
#[derive(Clone, Copy, Debug)]
pub struct Spaces {
    /// Below a paragraph.
    pub below_paragraph: Length,
    /// Below one that leads on to what follows: it ends with a colon.
    pub below_lead_in: Length,
    /// Below a section's summary.
    pub below_summary: Length,
    /// Below whom the leaflet is for.
    pub below_audience: Length,
    /// Above and below a notice of a status.
    pub around_notice: Length,
    /// Above a pointer to another part.
    pub above_pointer: Length,
    /// Above a part.
    pub above_part: Length,
    /// Below a part's heading.
    pub below_part_heading: Length,
    /// Above a heading within a part.
    pub above_heading: Length,
    /// Below it.
    pub below_heading: Length,
    /// Above a heading below such a one.
    pub above_subheading: Length,
    /// Below it.
    pub below_subheading: Length,
    /// Below a heading in a box, and of the contents.
    pub below_box_heading: Length,
    /// Below a list.
    pub below_list: Length,
    /// Between items of a list that end in text.
    pub between_items: Length,
    /// From a bullet to its text.
    pub bullet_indent: Length,
    /// From the widest number of a list to its text.
    pub after_number: Length,
    /// How far lines are set in below the first of their entry.
    pub turned_line_indent: Length,
    /// From a callout's bar or edge to its words.
    pub callout_inset: Length,
    /// Above and below the words of a callout with a background.
    pub filled_callout_padding: Length,
    /// Above and below the words of one without.
    pub plain_callout_padding: Length,
    /// Above a callout.
    pub above_callout: Length,
    /// Below it.
    pub below_callout: Length,
    /// Below a callout's title.
    pub below_callout_title: Length,
    /// Between the words of a box and those that it says where a page cuts it.
    pub beside_cut_words: Length,
    /// Between the parts that a leaflet opens with.
    pub between_opening_parts: Length,
    /// Below the leaflet's title, and the preset's.
    pub below_title: Length,
    /// Between the blocks of the urgent help: they are read as one, and the first page is short of room.
    pub between_urgent_blocks: Length,
    /// The least height of a contact.
    pub contact: Length,
    /// Below it.
    pub below_contact: Length,
    /// How much more room a contact's line may have to write on.
    pub room_to_write: Length,
    /// Above and below an entry of the contents.
    pub entry_padding: Length,
    /// From the box to tick to the words of its question.
    pub question_indent: Length,
    /// The side of a box to tick.
    pub tick_box: Length,
    /// The height of a line to write on.
    pub writing_line: Length,
    /// Below a question and its line.
    pub below_question: Length,
    /// Below a source.
    pub below_source: Length,
    /// Below an organisation.
    pub below_organisation: Length,
    /// Below a term of the glossary.
    pub below_term: Length,
    /// Above a table.
    pub above_table: Length,
    /// Below it.
    pub below_table: Length,
    /// Below a table's caption.
    pub below_caption: Length,
    /// Above and below the words of a row.
    pub row_padding: Length,
    /// The same where the cells of a row stand below each other.
    pub stacked_row_padding: Length,
    /// Above a figure.
    pub above_figure: Length,
    /// Below it.
    pub below_figure: Length,
    /// Above a figure's caption.
    pub above_caption: Length,
    /// Between two figures side by side.
    pub between_figures: Length,
    /// The least width of a caption beside another.
    pub narrowest_caption: Length,
    /// Above the words of side matter that stands below what it belongs to.
    pub above_side_words: Length,
    /// Above side matter that is a band across the column.
    pub above_side_band: Length,
    /// Below it.
    pub below_side_band: Length,
    /// Between the columns of a table: first as it looks best, then for a table that is too wide.
    pub between_columns: [Length; 2],
    /// Between a label of side matter, with its words, and the next.
    pub between_side_entries: Length,
}

impl Spaces {
    /// The spaces for text that is `scale` times as large as 12 pt.
    pub fn at(scale: f32) -> Spaces {
        // In millimetres at 12 pt.
        let space = |millimetres: f32| mm(millimetres) * scale;
        Spaces {
            below_paragraph: space(2.8),
            below_lead_in: space(1.4),
            below_summary: space(4.2),
            below_audience: space(2.0),
            around_notice: space(1.8),
            above_pointer: space(3.5),
            above_part: space(12.0),
            below_part_heading: space(2.5),
            above_heading: space(5.5),
            below_heading: space(1.4),
            above_subheading: space(4.2),
            below_subheading: space(0.8),
            below_box_heading: space(2.0),
            below_list: space(2.8),
            between_items: space(1.1),
            bullet_indent: space(5.5),
            after_number: space(1.8),
            turned_line_indent: space(4.0),
            callout_inset: space(3.2),
            filled_callout_padding: space(3.0),
            plain_callout_padding: space(0.4),
            above_callout: space(4.2),
            below_callout: space(4.6),
            below_callout_title: space(0.6),
            beside_cut_words: space(1.6),
            between_opening_parts: space(5.0),
            below_title: space(2.0),
            between_urgent_blocks: space(1.6),
            contact: space(6.0),
            below_contact: space(1.4),
            room_to_write: space(6.0),
            entry_padding: space(0.8),
            question_indent: space(7.0),
            tick_box: space(3.6),
            writing_line: space(9.0),
            below_question: space(2.8),
            below_source: space(1.4),
            below_organisation: space(2.0),
            below_term: space(2.4),
            above_table: space(3.5),
            below_table: space(5.0),
            below_caption: space(0.8),
            row_padding: space(1.5),
            stacked_row_padding: space(1.2),
            above_figure: space(3.5),
            below_figure: space(4.2),
            above_caption: space(1.6),
            between_figures: space(6.0),
            narrowest_caption: space(30.0),
            above_side_words: space(2.0),
            above_side_band: space(1.0),
            below_side_band: space(4.0),
            between_columns: [space(3.5), space(2.0)],
            between_side_entries: pt(5.0) * scale,
        }
    }
}
