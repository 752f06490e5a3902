//! Names in many scripts on the first page, and typefaces that a library brings.

use careleaf::fonts::Face;
use careleaf::leaflet::{Imprint, Personal, PreparedFor, compose};
use careleaf::library::Library;
use careleaf::paged::layout::lay_out;
use careleaf::paged::layout::page::{GlyphRun, Owner, Pages, Shape};
use careleaf::paged::pdf;
use careleaf::printing::{Printing, TextSize};
use careleaf::selection::{Request, Wanted, select};
use snapbox::str;

use crate::readback;
use crate::sound_library::{FIRST, SoundLibrary};

const NAMES: [(&str, Face); 10] = [
    ("Nguyễn Thị Hạnh", Face::SansBold),
    ("Олена Шевченко", Face::SansBold),
    ("Ọlá Adébáyọ̀", Face::SansBold),
    ("Αλεξάνδρα Κ.", Face::SansBold),
    ("דוד כהן", Face::HebrewBold),
    ("अनीता शर्मा", Face::DevanagariBold),
    ("நவீன் குமார்", Face::TamilBold),
    ("જિજ્ઞેશ પટેલ", Face::GujaratiBold),
    ("محمد علي", Face::NaskhBold),
    ("হাসান", Face::BengaliBold),
];

fn request() -> Request {
    Request {
        leaflet: "sample".to_owned(),
        sections: Wanted::All,
        text_size: TextSize::default(),
        printing: Printing::default(),
        date: jiff::civil::date(2026, 11, 23),
        clinic: None,
        allow_overdue: None,
    }
}

fn pages_for(library: &Library, name: &str) -> Pages {
    let selection = select(library, &request()).unwrap();
    let personal = Personal {
        prepared_for: Some(PreparedFor::typed(name, &library.house.typefaces).unwrap()),
        ..Personal::default()
    };
    lay_out(
        &compose(&selection, &Imprint::default()),
        selection.form(),
        &personal,
    )
}

fn runs(pages: &Pages) -> Vec<&GlyphRun> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items
        .filter_map(|item| match (item.owner, &item.shape) {
            (Owner::Node(_), Shape::Glyphs(run)) => Some(run),
            _ => None,
        })
        .collect()
}

/// What is read back of whom a copy is for.
fn read_back(pages: &Pages) -> String {
    let document = readback::read(&pdf::write(pages).unwrap());
    let paragraphs = document.root.all("P");
    let texts = paragraphs.iter().map(|paragraph| paragraph.text());
    let found = texts
        .into_iter()
        .find(|text| text.starts_with("Prepared for"));
    found.expect("the copy says whom it is for")
}

#[test]
fn names_in_many_scripts_are_set_and_read_back() {
    let library = SoundLibrary::write().library();
    for (name, face) in NAMES {
        let pages = pages_for(&library, name);
        assert_eq!(read_back(&pages), format!("Prepared for: {name}"));
        let runs = runs(&pages);
        assert!(runs.iter().any(|run| run.face == face), "{name}");
        for run in runs {
            assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "{}", run.text);
        }
    }
}

#[test]
fn a_name_from_right_to_left_stands_after_its_label() {
    let library = SoundLibrary::write().library();
    let pages = pages_for(&library, "דוד כהן (Amal)");
    let runs = runs(&pages);
    let place = |what: &str| {
        let run = runs.iter().find(|run| run.text.contains(what));
        run.unwrap_or_else(|| panic!("{what}")).origin.x
    };
    assert!(place("Prepared for") < place("דוד"));
    assert!(
        place("Amal") < place("דוד"),
        "the name keeps its own direction"
    );
}

#[test]
fn a_name_changes_no_edition() {
    let library = SoundLibrary::write().library();
    let selection = select(&library, &request()).unwrap();
    let blank = lay_out(
        &compose(&selection, &Imprint::default()),
        selection.form(),
        &Personal::default(),
    );
    for (name, _) in NAMES {
        assert_eq!(
            pages_for(&library, name).leaflet.edition,
            blank.leaflet.edition
        );
    }
}

/// A font of two signs that no bundled typeface has, `王` and `→`: letters of Noto Sans Tamil, under its licence.
fn other_font() -> Vec<u8> {
    include_bytes!("../fonts/two-signs.ttf").to_vec()
}

const LISTED: (&str, &str) = (
    "name = \"Sample Hospital\"\n",
    "name = \"Sample Hospital\"\nfonts = [\"fonts/other.ttf\"]\n",
);

fn with_font(library: SoundLibrary) -> SoundLibrary {
    library
        .with("fonts/other.ttf", other_font())
        .edit("house.toml", LISTED.0, LISTED.1)
}

/// A sign that only the brought font has.
const LETTER: &str = "王";

#[test]
fn a_library_brings_a_typeface_for_what_the_bundled_ones_lack() {
    let name = format!("Li {LETTER}");
    let without = SoundLibrary::write().library();
    assert_eq!(
        read_back(&pages_for(&without, &name)).trim_end(),
        "Prepared for:"
    );
    let library = with_font(SoundLibrary::write()).library();
    let pages = pages_for(&library, &name);
    assert_eq!(read_back(&pages), format!("Prepared for: {name}"));
    assert!(runs(&pages).iter().any(|run| run.face == Face::Brought(0)));
    assert_eq!(
        pdf::write(&pages).unwrap(),
        pdf::write(&pages_for(&library, &name)).unwrap()
    );
}

#[test]
fn a_brought_typeface_counts_in_the_edition_only_where_the_text_needs_it() {
    let edition = |library: &Library| {
        let selection = select(library, &request()).unwrap();
        compose(&selection, &Imprint::default()).edition
    };
    let plain = SoundLibrary::write();
    let with_font_alone = with_font(SoundLibrary::write());
    assert_eq!(
        edition(&plain.library()),
        edition(&with_font_alone.library())
    );
    let needing = || {
        with_font(SoundLibrary::write()).edit(
            FIRST,
            "Words about",
            &format!("Words {LETTER} about"),
        )
    };
    let one = needing();
    let other = needing();
    let mut font = other_font();
    font.push(0);
    other.put("fonts/other.ttf", font);
    assert_ne!(edition(&one.library()), edition(&other.library()));
    assert_eq!(edition(&one.library()), edition(&needing().library()));
}

#[test]
fn typefaces_that_cannot_be_used_are_named() {
    let library = SoundLibrary::write()
        .with("fonts/broken.ttf", "no font")
        .with("sample/else.ttf", other_font())
        .edit(
            "house.toml",
            LISTED.0,
            "name = \"Sample Hospital\"\nfonts = [\"fonts/none.ttf\", \"fonts/broken.ttf\", \"sample/else.ttf\", \"fonts\"]\n",
        );
    library.reports(str![[r#"
error: the typeface `fonts/none.ttf` is missing
 --> leaflets/house.toml:3:10
  |
3 | fonts = ["fonts/none.ttf", "fonts/broken.ttf", "sample/else.ttf", "fonts"]
  |          ^^^^^^^^^^^^^^^^
  |
  = hint: put the file into the library’s folder `fonts`: `fonts/NAME.ttf`

error: the typeface `fonts/broken.ttf` is not a sound OpenType font
 --> leaflets/house.toml:3:28
  |
3 | fonts = ["fonts/none.ttf", "fonts/broken.ttf", "sample/else.ttf", "fonts"]
  |                            ^^^^^^^^^^^^^^^^^^
  |
  = hint: use a `.ttf` or `.otf` file as its maker publishes it

error: the typeface `sample/else.ttf` is not in the folder `fonts`
 --> leaflets/house.toml:3:48
  |
3 | fonts = ["fonts/none.ttf", "fonts/broken.ttf", "sample/else.ttf", "fonts"]
  |                                                ^^^^^^^^^^^^^^^^^
  |
  = hint: put the file itself into the library’s folder `fonts`: `fonts/NAME.ttf`

error: the typeface `fonts` is a folder, not a file
 --> leaflets/house.toml:3:67
  |
3 | fonts = ["fonts/none.ttf", "fonts/broken.ttf", "sample/else.ttf", "fonts"]
  |                                                                   ^^^^^^^
  |
  = hint: name a file: `fonts/NAME.ttf`
"#]]);
}
