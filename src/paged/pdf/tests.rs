//! The PDF stage on leaflets and pages made by hand, read back from the bytes. The pages are set by [`Setter`], which
//! knows just enough of typesetting to put every node on some page.

#[allow(dead_code, reason = "the suite reads more of a file")]
#[path = "../../../tests/suite/readback.rs"]
mod readback;
#[allow(dead_code, reason = "the suite does more with pictures")]
#[path = "../../../tests/suite/render.rs"]
mod render;

use std::collections::BTreeMap;
use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Object, ObjectIdentifier};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::color::color;
use crate::content::{Address, CalloutKind, Id};
use crate::diagnostic::{Location, SourceSpan, Sources};
use crate::fonts::Face;
use crate::form::{Form, PagedForm};
use crate::language::Language;
use crate::leaflet::sample::{block, empty, say};
use crate::leaflet::{ListKind, NodeId, Target, Weight};
use crate::length::{Length, mm, pt};
use crate::paged::geometry::PageGeometry;
use crate::paged::layout::page::{
    ArtifactKind, Destination, Glyph, GlyphRun, Item, Owner, Page, Pages, Point, Rect, Shape,
};
use crate::paged::{Leaflet, Part, Role};
use crate::proof::record::Proof;
use crate::qr::QrSymbol;

use super::pack::pack;
use super::{PdfError, drawn, write};

const SIZE: Length = pt(12.0);

/// Sets nodes one below the other, a new line for every leaf.
struct Setter<'a> {
    leaflet: &'a Leaflet,
    pages: Vec<Page>,
    destinations: BTreeMap<NodeId, Destination>,
    top: Length,
}

impl Setter<'_> {
    fn set(leaflet: &Leaflet) -> Pages {
        let form = PagedForm::default();
        let mut setter = Setter {
            leaflet,
            pages: vec![Page::default()],
            destinations: BTreeMap::new(),
            top: mm(20.0),
        };
        setter.node(NodeId::ROOT);
        setter.page_numbers();
        for number in 0..setter.pages.len() {
            setter.footer(number);
        }
        Pages {
            proof: Proof::of(&empty(), Form::Pdf(form)),
            leaflet: leaflet.clone(),
            form,
            geometry: PageGeometry::of(form.printing.paper),
            pages: setter.pages,
            destinations: setter.destinations,
        }
    }

    fn node(&mut self, id: NodeId) {
        let place = Destination {
            page: self.pages.len() - 1,
            at: Point {
                x: mm(20.0),
                y: self.top,
            },
        };
        self.destinations.insert(id, place);
        match &self.leaflet.node(id).role {
            Role::Text { text, .. } => {
                for line in lines(text) {
                    self.line(id, line);
                }
            }
            Role::QrCode { address, .. } => {
                let symbol = Arc::new(QrSymbol::for_address(address).unwrap());
                let rect = self.room(symbol.side());
                self.ink(Owner::Node(id), Shape::Qr { symbol, rect });
            }
            Role::Link(_) => {
                let from = self.pages.len() - 1;
                self.children(id);
                for page in from..self.pages.len() {
                    let area = Shape::LinkArea(vec![Rect {
                        width: mm(50.0),
                        height: mm(5.0),
                        ..Rect::default()
                    }]);
                    self.pages[page].items.push(Item {
                        owner: Owner::Node(id),
                        shape: area,
                    });
                }
            }
            _ => self.children(id),
        }
    }

    fn children(&mut self, id: NodeId) {
        for &child in self.leaflet.children(id) {
            self.node(child);
        }
    }

    fn line(&mut self, id: NodeId, text: &str) {
        let line = self.room(pt(16.0));
        let run = shape(text, line);
        self.ink(Owner::Node(id), Shape::Glyphs(run));
    }

    fn page_numbers(&mut self) {
        for id in self.leaflet.descendants(NodeId::ROOT) {
            if let Role::PageNumber(target) = self.leaflet.node(id).role {
                let number = (self.destinations[&target].page + 1).to_string();
                let run = shape(&number, self.room(pt(16.0)));
                let page = self.destinations[&id].page;
                self.pages[page].items.push(Item {
                    owner: Owner::Node(id),
                    shape: Shape::Glyphs(run),
                });
            }
        }
    }

    fn footer(&mut self, page: usize) {
        let foot = Rect {
            x: mm(20.0),
            y: mm(285.0),
            width: mm(170.0),
            height: pt(14.0),
        };
        let rule = Shape::Rectangle {
            rect: Rect {
                height: pt(0.5),
                ..foot
            },
            radius: Length::ZERO,
            fill: Some(color(0x808080)),
            stroke: None,
        };
        for (kind, shape) in [
            (ArtifactKind::Ornament, rule),
            (ArtifactKind::Footer, Shape::Glyphs(shape("Footer", foot))),
        ] {
            self.pages[page].items.push(Item {
                owner: Owner::Artifact(kind),
                shape,
            });
        }
    }

    fn room(&mut self, height: Length) -> Rect {
        if self.top + height > mm(275.0) {
            self.pages.push(Page::default());
            self.top = mm(20.0);
        }
        let room = Rect {
            x: mm(20.0),
            y: self.top,
            width: height,
            height,
        };
        self.top += height;
        room
    }

    fn ink(&mut self, owner: Owner, shape: Shape) {
        let page = self.pages.last_mut().unwrap();
        page.items.push(Item { owner, shape });
    }
}

/// Lines of about 80 characters, each but the last with the space at its end.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while rest.len() > 80 {
        let Some(end) = rest[80..].find(' ') else {
            break;
        };
        let (line, next) = rest.split_at(80 + end + 1);
        lines.push(line);
        rest = next;
    }
    lines.push(rest);
    lines
}

/// A glyph a character, from the right for Arabic script.
fn shape(text: &str, line: Rect) -> GlyphRun {
    let face = match text.chars().find(|it| it.is_alphabetic()) {
        Some('\u{600}'..='\u{6FF}') => Face::NaskhRegular,
        Some('\u{980}'..='\u{9FF}') => Face::BengaliRegular,
        _ => Face::Regular,
    };
    let font = FontRef::new(face.bytes()).unwrap();
    let metrics = font.glyph_metrics(Size::new(SIZE.to_pt()), LocationRef::default());
    let mut glyphs: Vec<Glyph> = text
        .char_indices()
        .map(|(start, letter)| {
            let id = font.charmap().map(letter).unwrap_or_default();
            Glyph {
                id: id.to_u32(),
                advance: pt(metrics.advance_width(id).unwrap()),
                x_offset: Length::ZERO,
                y_offset: Length::ZERO,
                text_range: start..start + letter.len_utf8(),
            }
        })
        .collect();
    let right_to_left = face == Face::NaskhRegular;
    if right_to_left {
        glyphs.reverse();
    }
    GlyphRun {
        face,
        size: SIZE,
        color: color(0x1a1a1a),
        origin: Point {
            x: line.x,
            y: line.y + SIZE,
        },
        right_to_left,
        text: text.into(),
        glyphs: glyphs.into(),
    }
}

fn read_back(leaflet: &Leaflet) -> readback::Document {
    let bytes = write(&Setter::set(leaflet)).unwrap();
    let document = readback::read(&bytes);
    assert_eq!(document.stray, 0);
    assert!(document.running_words.iter().all(|words| words == "Footer"));
    document
}

fn address() -> Address {
    Address::checked("https://www.example.org/colds".to_owned())
}

/// A title, and a section to fill.
fn with_section() -> (Leaflet, NodeId) {
    let mut leaflet = empty();
    let opening = leaflet.add(NodeId::ROOT, Role::Part(Part::Opening));
    block(&mut leaflet, opening, (Role::Title, "Treatment for colds"));
    let part = Part::Section(Id::parse("rest").unwrap());
    let section = leaflet.add(NodeId::ROOT, Role::Part(part));
    block(&mut leaflet, section, (Role::Heading(2), "Rest"));
    (leaflet, section)
}

/// Everything that a leaflet can have, once.
fn with_everything() -> Leaflet {
    let (mut leaflet, section) = with_section();
    let it = &mut leaflet;
    let paragraph = block(it, section, (Role::Paragraph, "Sleep, see "));
    let link = it.add(paragraph, Role::Link(Target::Online(address())));
    say(it, link, "our pages");
    say(it, paragraph, ", ");
    let strong = Role::Text {
        text: "often".to_owned(),
        weight: Weight::Strong,
    };
    it.add(paragraph, strong);
    say(it, paragraph, ".");

    let list = it.add(section, Role::List(ListKind::Bullet));
    for words in ["Tea", "Soup"] {
        let item = it.add(list, Role::Item);
        block(it, item, (Role::Label, "•"));
        block(it, item, (Role::Body, words));
    }
    let questions = it.add(section, Role::List(ListKind::Question));
    let item = it.add(questions, Role::Item);
    it.add(item, Role::Label);
    block(it, item, (Role::Body, "How long?"));
    it.add(section, Role::WritingLine);

    let table = it.add(section, Role::Table);
    block(it, table, (Role::Caption, "How much"));
    let head = it.add(table, Role::TableHead);
    let row = it.add(head, Role::Row);
    block(it, row, (Role::HeaderCell, "Drink"));
    block(it, row, (Role::HeaderCell, "Cups"));
    let body = it.add(table, Role::TableBody);
    let row = it.add(body, Role::Row);
    block(it, row, (Role::Cell, "Tea"));
    it.add(row, Role::Cell);

    let callout = it.add(section, Role::Callout(CalloutKind::Tip));
    block(it, callout, (Role::CalloutLabel, "Good to know"));
    block(it, callout, (Role::Paragraph, "Honey helps."));
    let passage = it.add(section, Role::Passage);
    it.node_mut(passage).language = Language::parse("ar");
    block(it, passage, (Role::Paragraph, "اشرب الماء"));
    let mixed = block(it, section, (Role::Paragraph, "Water is "));
    let word = say(it, mixed, "জল");
    it.node_mut(word).language = Language::parse("bn");

    let side = it.add(section, Role::SideMatter);
    let qr = Role::QrCode {
        address: address(),
        alt: "QR code: www.example.org/colds".to_owned(),
    };
    it.add(side, qr);
    block(it, side, (Role::SideLabel, "More about this"));
    block(it, side, (Role::SideText, "search for “colds”"));

    let contents = it.add(NodeId::ROOT, Role::Part(Part::Contents));
    block(it, contents, (Role::Heading(2), "Contents"));
    let list = it.add(contents, Role::Contents);
    let entry = it.add(list, Role::ContentsEntry);
    let link = it.add(entry, Role::Link(Target::Node(section)));
    say(it, link, "Rest ");
    it.add(link, Role::PageNumber(section));
    leaflet
}

#[test]
fn each_role_has_its_element() {
    let document = read_back(&with_everything());
    let expected = "\
1 pages, lang=en-GB
Document
  Sect > H1 \"Treatment for colds\" p1
  Sect
    H2 \"Rest\" p1
    P \"Sleep, see [our pages -> https://www.example.org/colds], often.\" p1
    L Disc
      LI
        Lbl \"•\" p1
        LBody \"Tea\" p1
      LI
        Lbl \"•\" p1
        LBody \"Soup\" p1
    L None > LI > LBody \"How long?\" p1
    Table
      Caption \"How much\" p1
      THead > TR
        TH Column \"Drink\" p1
        TH Column \"Cups\" p1
      TBody > TR
        TD \"Tea\" p1
        TD
    Div
      P \"Good to know\" p1
      P \"Honey helps.\" p1
    Div lang=ar > P \"اشرب الماء\" p1
    P \"Water is [জল lang=bn]\" p1
    Div
      Figure alt=\"QR code: www.example.org/colds\" p1
      P \"More about this\" p1
      P \"search for “colds”\" p1
  Sect
    H2 \"Contents\" p1
    TOC > TOCI > Reference \"[Rest 1 -> p1]\" p1
";
    assert_eq!(document.structure(), expected);
    assert!(document.root.all("Figure")[0].has_bounds);
    let contents: Vec<&str> = document
        .root
        .all("Link")
        .iter()
        .flat_map(|link| &link.contents)
        .map(String::as_str)
        .collect();
    assert_eq!(contents, ["our pages", "Rest 1"]);
}

#[test]
fn a_node_over_a_page_break_is_one_element() {
    let (mut leaflet, section) = with_section();
    let words = "Rest when you can. ".repeat(400);
    let paragraph = leaflet.add(section, Role::Paragraph);
    let link = leaflet.add(paragraph, Role::Link(Target::Online(address())));
    say(&mut leaflet, link, &words);
    let document = read_back(&leaflet);
    let paragraphs = document.root.all("P");
    assert_eq!(paragraphs.len(), 1);
    assert_eq!(paragraphs[0].text(), words);
    let links = document.root.all("Link");
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].targets.len(), document.pages);
    assert!(document.pages > 1);
}

#[test]
fn the_order_of_the_tree_is_the_leaflets_whatever_the_order_of_drawing() {
    let mut pages = Setter::set(&with_everything());
    // The two headings that come first are drawn last.
    pages.pages[0].items.rotate_left(2);
    let drawn_late = readback::read(&write(&pages).unwrap());
    assert_eq!(
        drawn_late.structure(),
        read_back(&with_everything()).structure()
    );
}

#[test]
fn text_in_two_weights_is_one_sequence() {
    let (mut leaflet, section) = with_section();
    let paragraph = block(&mut leaflet, section, (Role::Paragraph, "Drink "));
    say(&mut leaflet, paragraph, "water");
    let document = read_back(&leaflet);
    assert_eq!(document.root.all("P")[0].kids.len(), 1);
}

#[test]
fn the_outline_is_nested_as_the_headings_are() {
    let (mut leaflet, section) = with_section();
    block(&mut leaflet, section, (Role::Heading(3), "At home"));
    block(&mut leaflet, section, (Role::Heading(3), "At work"));
    block(&mut leaflet, NodeId::ROOT, (Role::Heading(2), "Words"));
    let document = read_back(&leaflet);
    let entry = |level, title: &str| (level, title.to_owned(), 1);
    let expected = [
        entry(1, "Treatment for colds"),
        entry(2, "Rest"),
        entry(3, "At home"),
        entry(3, "At work"),
        entry(2, "Words"),
    ];
    assert_eq!(document.root.headings(), expected);
    let depths = expected.map(|(level, title, page)| (level - 1, title, page));
    assert_eq!(document.outline, depths);
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let pages = Setter::set(&with_everything());
    assert_eq!(write(&pages).unwrap(), write(&pages).unwrap());
}

#[test]
fn a_qr_code_opens_its_address_on_the_printed_page() {
    let bytes = write(&Setter::set(&with_everything())).unwrap();
    let codes = render::render(&bytes, 150.0, |_| true)[0].qr_codes();
    assert_eq!(codes, [address().as_str()]);
}

/// What an object holds, however it is compressed.
fn content(pdf: &Pdf, id: ObjectIdentifier) -> String {
    match pdf.xref().get(id) {
        Some(Object::Stream(stream)) => format!("{:?}", stream.decoded().unwrap()),
        object => format!("{object:?}"),
    }
}

#[test]
fn packing_changes_no_object() {
    let drawn = drawn(&Setter::set(&with_everything())).unwrap();
    let packed = pack(drawn.clone());
    assert!(packed.len() < drawn.len());
    let (before, after) = (Pdf::new(drawn).unwrap(), Pdf::new(packed).unwrap());
    for number in 1..=before.len() as u32 {
        let id = ObjectIdentifier::new(number, 0);
        assert_eq!(content(&after, id), content(&before, id));
    }
}

/// Words from right to left in one paragraph, read back.
fn read_arabic(change: impl FnOnce(&mut GlyphRun), words: &str) -> String {
    let (mut leaflet, section) = with_section();
    let paragraph = block(&mut leaflet, section, (Role::Paragraph, words));
    leaflet.node_mut(paragraph).language = Language::parse("ar");
    let mut pages = Setter::set(&leaflet);
    let item = pages.pages[0]
        .items
        .iter_mut()
        .rev()
        .find_map(|item| match &mut item.shape {
            Shape::Glyphs(run) if run.right_to_left => Some(run),
            _ => None,
        });
    change(item.unwrap());
    readback::read(&write(&pages).unwrap()).root.all("P")[0].text()
}

#[test]
fn words_from_right_to_left_are_read_in_order() {
    let words = "يرجى الاتصال بالعيادة";
    assert_eq!(read_arabic(|_| (), words), words);
}

#[test]
fn letters_with_several_glyphs_are_read_once_and_in_order() {
    let words = "بيت كبير";
    let doubled = |run: &mut GlyphRun| {
        let glyphs = run.glyphs.iter().flat_map(|it| [it.clone(), it.clone()]);
        run.glyphs = glyphs.collect();
    };
    assert_eq!(read_arabic(doubled, words), words);
}

#[test]
fn a_glyph_with_and_without_a_mark_in_one_word_is_read_in_order() {
    // The first of two marked letters shares its cluster with its mark; the second stands alone.
    let words = "مّكم كمي";
    let marked = |run: &mut GlyphRun| {
        let glyphs = Arc::make_mut(&mut run.glyphs);
        let marks = glyphs.iter_mut().filter(|it| it.text_range == (2..4));
        marks.for_each(|mark| mark.text_range = 0..4);
        let letters = glyphs.iter_mut().filter(|it| it.text_range == (0..2));
        letters.for_each(|letter| letter.text_range = 0..4);
    };
    assert_eq!(read_arabic(marked, words), words);
}

#[test]
fn a_glyph_that_stands_for_two_letters_is_read_as_each() {
    let words = "بيت بیت";
    let shared = |run: &mut GlyphRun| {
        let farsi = run.text.find('ی').unwrap();
        let yeh = run.text.find('ي').unwrap();
        let find = |start| move |it: &Glyph| it.text_range.start == start;
        let glyphs = Arc::make_mut(&mut run.glyphs);
        let id = glyphs.iter().find(|it| find(yeh)(it)).unwrap().id;
        glyphs.iter_mut().find(|it| find(farsi)(it)).unwrap().id = id;
    };
    assert_eq!(read_arabic(shared, words), words);
}

/// The fault in a leaflet, with the place it points at.
fn fault_in(leaflet: &Leaflet) -> (String, Location) {
    match write(&Setter::set(leaflet)) {
        Err(PdfError::Violations(faults)) => {
            (faults[0].message.clone(), faults[0].location.clone())
        }
        Ok(_) => panic!("the leaflet was written"),
    }
}

fn span() -> SourceSpan {
    let file = Sources::default().add("rest.md".into(), "## Rest".to_owned());
    SourceSpan::new(file, 0..7)
}

#[test]
fn a_skipped_heading_level_points_at_the_heading() {
    let (mut leaflet, section) = with_section();
    let heading = block(&mut leaflet, section, (Role::Heading(4), "Deep"));
    leaflet.node_mut(heading).span = Some(span());
    let fault = "a heading of level 4 follows one of level 2".to_owned();
    assert_eq!(fault_in(&leaflet), (fault, Location::Span(span())));
}

#[test]
fn a_character_without_a_glyph_points_at_its_paragraph() {
    let (mut leaflet, section) = with_section();
    let paragraph = block(&mut leaflet, section, (Role::Paragraph, "Snow \u{2603}"));
    leaflet.node_mut(paragraph).span = Some(span());
    let fault = "no bundled typeface has a glyph for `\u{2603}`".to_owned();
    assert_eq!(fault_in(&leaflet), (fault, Location::Span(span())));
}

#[test]
fn a_picture_without_words_points_at_the_picture() {
    let (mut leaflet, section) = with_section();
    let qr = Role::QrCode {
        address: address(),
        alt: String::new(),
    };
    let figure = leaflet.add(section, qr);
    leaflet.node_mut(figure).span = Some(span());
    let fault = "the picture has no alt text".to_owned();
    assert_eq!(fault_in(&leaflet), (fault, Location::Span(span())));
}

#[test]
fn a_link_to_nowhere_is_a_fault() {
    let (mut leaflet, section) = with_section();
    let paragraph = leaflet.add(section, Role::Paragraph);
    let link = leaflet.add(paragraph, Role::Link(Target::Node(section)));
    say(&mut leaflet, link, "Rest");
    let mut pages = Setter::set(&leaflet);
    pages.destinations.remove(&section);
    assert!(matches!(write(&pages), Err(PdfError::Violations(_))));
}
