//! Forged ink: whoever changes a leaflet and makes its hash anew, in whatever way, has a file that is not current. And what
//! was typed for one patient's copy, whatever it is, keeps no copy from being current.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Object, ObjectIdentifier};
use serde_json::Value;

use careleaf::color::color;
use careleaf::leaflet::{Imprint, Personal, PreparedFor, compose};
use careleaf::length::mm;
use careleaf::library::{self, Library};
use careleaf::paged::layout::lay_out;
use careleaf::paged::layout::page::{ArtifactKind, Item, Owner, Pages, Shape};
use careleaf::paged::pdf;
use careleaf::printable::printable;
use careleaf::printing::{Colors, Paper, Printing, TextSize};
use careleaf::proof::record::{self, Record};
use careleaf::qr::QrSymbol;
use careleaf::selection::{Request, Wanted, select};
use careleaf::tasks::verify::{self, Evidence, File, Validity, Verdict};

use crate::desk::{DAY, Desk};

/// A library and a leaflet of it.
struct House {
    _desk: Desk,
    library: Library,
}

impl House {
    fn new() -> House {
        let desk = Desk::with_starter();
        let library = library::read(&desk.path("leaflets")).library.unwrap();
        House {
            _desk: desk,
            library,
        }
    }

    fn pages(&self, printing: Printing, size: u8, personal: &Personal) -> Pages {
        let request = Request {
            leaflet: "blood-test".to_owned(),
            sections: Wanted::All,
            text_size: TextSize::new(size).unwrap(),
            printing,
            date: DAY.parse().unwrap(),
            clinic: None,
            allow_overdue: None,
        };
        let selection = select(&self.library, &request).unwrap();
        lay_out(
            &compose(&selection, &Imprint::default()),
            selection.form(),
            personal,
        )
    }

    fn plain(&self) -> Pages {
        self.pages(Printing::default(), 12, &Personal::default())
    }

    /// What `verify` says of a file, without ledger and archive.
    fn verdict(&self, pdf: &[u8]) -> Verdict {
        let Ok(opened) = record::open(pdf) else {
            return Verdict::plain(Validity::Altered, None);
        };
        let text = record::open_text(pdf, &opened.record);
        if !opened.is_whole || text.is_none() {
            return Verdict::plain(Validity::Altered, None);
        }
        let evidence = Evidence {
            record: &opened.record,
            text: text.as_ref(),
            kept: None,
            earlier: None,
        };
        let verdict = verify::judge(&self.library, evidence, DAY.parse().unwrap());
        let file = File {
            pdf,
            record: &opened.record,
            kept: None,
            archived: None,
            earlier: None,
            has_commit: None,
            revision: None,
        };
        verdict.of_file(&self.library, file)
    }
}

/// A PDF's objects, to be changed and written anew.
#[derive(Clone)]
struct Objects {
    bodies: BTreeMap<u32, Vec<u8>>,
    root: u32,
}

impl Objects {
    fn of(pdf: &[u8]) -> Objects {
        let parsed = Pdf::new(pdf.to_vec()).unwrap();
        let mut bodies = BTreeMap::new();
        for number in 1..5_000 {
            let body = match parsed.xref().get(ObjectIdentifier::new(number, 0)) {
                Some(Object::Stream(stream)) => {
                    let (dict, data) = (stream.dict().data(), stream.raw_data());
                    [dict, b"\nstream\n", &*data, b"\nendstream"].concat()
                }
                Some(Object::Dict(dict)) => dict.data().to_vec(),
                Some(Object::Array(array)) => [b"[", array.data(), b"]"].concat(),
                _ => continue,
            };
            bodies.insert(number, body);
        }
        let root = parsed.xref().root_id().obj_number;
        Objects { bodies, root }
    }

    /// The object with these words in it.
    fn find(&mut self, words: &str) -> &mut Vec<u8> {
        let mut bodies = self.bodies.values_mut();
        let found = bodies.find(|body| memchr::memmem::find(body, words.as_bytes()).is_some());
        found.unwrap_or_else(|| panic!("no object has `{words}`"))
    }

    /// Puts words before the end of a dictionary.
    fn extend(body: &mut Vec<u8>, words: &str) {
        let end = body.len() - 2;
        assert_eq!(&body[end..], b">>");
        body.splice(end..end, words.bytes());
    }

    /// Changes the operators of the first page that `change` changes.
    fn redraw(&mut self, change: impl Fn(&str) -> String) {
        for body in self.bodies.values_mut() {
            let Some(at) = memchr::memmem::find(body, b"\nstream\n") else {
                continue;
            };
            let mut unpacked = Vec::new();
            let data = &body[at + 8..];
            let mut decoder = flate2::read::ZlibDecoder::new(data);
            if std::io::Read::read_to_end(&mut decoder, &mut unpacked).is_err() {
                continue;
            }
            let Ok(text) = String::from_utf8(unpacked) else {
                continue;
            };
            let changed = change(&text);
            if changed != text {
                *body = packed(changed.as_bytes());
                return;
            }
        }
        panic!("no page was changed");
    }

    /// The file, sealed.
    fn sealed(&self) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n%\x80\x80\x80\x80\n".to_vec();
        let size = self.bodies.keys().max().unwrap() + 1;
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for number in 1..size {
            match self.bodies.get(&number) {
                Some(body) => {
                    table += &format!("{:010} 00000 n \n", file.len());
                    file.extend(format!("{number} 0 obj\n").bytes());
                    file.extend(body);
                    file.extend(b"\nendobj\n");
                }
                None => table += "0000000000 65535 f \n",
            }
        }
        let start = file.len();
        let trailer = format!(
            "trailer\n<</Size {size}/Root {} 0 R>>\nstartxref\n{start}\n%%EOF",
            self.root
        );
        file.extend(table.bytes().chain(trailer.bytes()));
        record::seal(&mut file).unwrap();
        file
    }
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    let data = encoder.finish().unwrap();
    let dict = format!("<</Filter/FlateDecode/Length {}>>\nstream\n", data.len());
    [dict.as_bytes(), &data, b"\nendstream"].concat()
}

/// A file with an object put in at its end, as a viewer saves notes, sealed anew.
fn updated(pdf: &[u8], number: u32, body: &[u8]) -> Vec<u8> {
    let text = pdf.strip_suffix(b"%%EOF").unwrap();
    let previous = memchr::memmem::rfind(text, b"startxref\n").unwrap() + 10;
    let previous = String::from_utf8_lossy(&text[previous..]).trim().to_owned();
    let root = Objects::of(pdf).root;
    let mut file = pdf.to_vec();
    file.push(b'\n');
    let at = file.len();
    file.extend(format!("{number} 0 obj\n").bytes());
    file.extend(body);
    file.extend(b"\nendobj\n");
    let start = file.len();
    let end = format!(
        "xref\n{number} 1\n{at:010} 00000 n \ntrailer\n<</Size 5000/Root {root} 0 R/Prev {previous}>>\nstartxref\n{start}\n%%EOF"
    );
    file.extend(end.bytes());
    record::seal(&mut file).unwrap();
    file
}

/// The number of the object with these words in it.
fn number_of(pdf: &[u8], words: &str) -> u32 {
    let objects = Objects::of(pdf);
    let mut bodies = objects.bodies.iter();
    let found = bodies.find(|(_, body)| memchr::memmem::find(body, words.as_bytes()).is_some());
    *found.unwrap().0
}

const PAGE: &str = "/Type/Page/";

/// What a forger may do to any file, with a name for each.
fn forgeries(pdf: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let genuine = Objects::of(pdf);
    let forged = |change: &dyn Fn(&mut Objects)| {
        let mut objects = genuine.clone();
        change(&mut objects);
        objects.sealed()
    };
    let root = genuine.root;
    let page = number_of(pdf, PAGE);
    let note = "<</Type/Annot/Subtype/FreeText/Rect[100 100 300 200]/Contents(Take 10 tablets)/DA(/Helv 12 Tf)>>";
    let script = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>";
    let with = |number: u32, words: &str| {
        let mut body = genuine.bodies[&number].clone();
        Objects::extend(&mut body, words);
        body
    };
    let with_note = |annotations: &str| format!("/Annots[{annotations}]/Tabs/S");
    vec![
        (
            "script",
            forged(&|it| Objects::extend(it.bodies.get_mut(&root).unwrap(), script)),
        ),
        (
            "script, as an update",
            updated(pdf, root, &with(root, script)),
        ),
        (
            "action of a page",
            forged(&|it| {
                Objects::extend(
                    it.bodies.get_mut(&page).unwrap(),
                    "/AA<</O<</S/Launch/F(x)>>>>",
                );
            }),
        ),
        (
            "annotation",
            forged(&|it| {
                Objects::extend(it.bodies.get_mut(&page).unwrap(), &with_note(note));
            }),
        ),
        (
            "annotation, as an update",
            updated(pdf, page, &with(page, &with_note(note))),
        ),
        ("update", updated(pdf, 4999, b"<</Nothing true>>")),
        (
            "words",
            forged(&|it| {
                it.redraw(|drawn| match drawn.find("]TJ") {
                    Some(end) => format!("{}<0001>{}", &drawn[..end], &drawn[end..]),
                    None => drawn.to_owned(),
                });
            }),
        ),
        ("words, as an update", {
            let drawn = packed(b"BT /f0 40 Tf 1 0 0 1 100 100 Tm <00010002> Tj ET");
            let mut objects = genuine.clone();
            let body = objects.bodies.get_mut(&page).unwrap();
            let text = String::from_utf8(body.clone()).unwrap();
            let at = text.find("/Contents ").unwrap() + 10;
            let end = at + text[at..].find(" 0 R").unwrap();
            updated(pdf, text[at..end].parse().unwrap(), &drawn)
        }),
        (
            "link",
            forged(&|it| {
                let link = it.find("/URI(");
                let text = String::from_utf8(link.clone()).unwrap();
                *link = text
                    .replacen("/URI(https://", "/URI(https://x", 1)
                    .into_bytes();
            }),
        ),
        (
            "attachment",
            forged(&|it| {
                it.bodies.insert(
                    4998,
                    b"<</Type/EmbeddedFile/Length 1>>\nstream\nx\nendstream".to_vec(),
                );
            }),
        ),
    ]
}

/// What a forger may do who has Careleaf's own code: the pages are drawn, and sealed, as those of any leaflet.
fn drawn_forgeries(house: &House) -> Vec<(&'static str, Pages)> {
    let mut forged = Vec::new();
    let mut forge = |name, change: &dyn Fn(&mut Pages)| {
        let mut pages = house.plain();
        change(&mut pages);
        forged.push((name, pages));
    };
    forge("another QR code", &|pages| {
        let items = pages.pages.iter_mut().flat_map(|page| &mut page.items);
        let mut symbols: Vec<&mut Arc<QrSymbol>> = items
            .filter_map(|item| match &mut item.shape {
                Shape::Qr { symbol, .. } => Some(symbol),
                _ => None,
            })
            .collect();
        let other = Arc::clone(symbols[1]);
        assert!(*symbols[0] != other);
        *symbols[0] = other;
    });
    forge("words moved", &|pages| {
        let glyphs = pages.pages[1]
            .items
            .iter_mut()
            .find_map(|item| match &mut item.shape {
                Shape::Glyphs(run) => Some(run),
                _ => None,
            });
        glyphs.unwrap().origin.x += mm(30.0);
    });
    forge("words taken out", &|pages| {
        let items = &mut pages.pages[1].items;
        let is_word = |item: &Item| {
            matches!(
                (&item.owner, &item.shape),
                (Owner::Node(_), Shape::Glyphs(_))
            )
        };
        let last = items.iter().rposition(is_word).unwrap();
        items.remove(last);
    });
    forge("words covered", &|pages| {
        let cover = Shape::Rectangle {
            rect: careleaf::paged::layout::page::Rect {
                x: mm(20.0),
                y: mm(100.0),
                width: mm(170.0),
                height: mm(20.0),
            },
            radius: mm(0.0),
            fill: Some(color(0xFF_FFFF)),
            stroke: None,
        };
        pages.pages[0].items.push(Item {
            owner: Owner::Artifact(ArtifactKind::Ornament),
            shape: cover,
        });
    });
    forge("a page taken out", &|pages| {
        let page = pages.pages.len() - 2;
        pages.pages[page]
            .items
            .retain(|item| matches!(item.shape, Shape::LinkArea(_)));
    });
    forged
}

#[test]
fn forged_ink_is_altered_whatever_its_hash() {
    let house = House::new();
    let genuine = pdf::write(&house.plain()).unwrap();
    assert_eq!(house.verdict(&genuine).validity, Validity::Current);
    let mut forged = forgeries(&genuine);
    for (name, pages) in drawn_forgeries(&house) {
        forged.push((name, pdf::write(&pages).unwrap()));
    }
    assert_eq!(forged.len(), 15);
    for (name, pdf) in forged {
        assert!(record::open(&pdf).unwrap().is_whole, "{name} is sealed");
        let verdict = house.verdict(&pdf);
        assert_eq!(
            verdict.validity,
            Validity::Altered,
            "{name}: {:?}",
            verdict.note
        );
    }
}

#[test]
fn a_forged_file_is_told_where_it_was_changed() {
    let house = House::new();
    let genuine = pdf::write(&house.plain()).unwrap();
    let note = |pdf: &[u8]| house.verdict(pdf).note.unwrap_or_default();
    let forgeries: BTreeMap<&str, Vec<u8>> = forgeries(&genuine).into_iter().collect();
    assert_eq!(
        note(&forgeries["update"]),
        "something was added after its end"
    );
    assert_eq!(
        note(&forgeries["words"]),
        "page 1 does not draw what its edition draws"
    );
    assert_eq!(
        note(&forgeries["script"]),
        "it holds something that Careleaf did not put there, or lacks something"
    );
    let mut pages = house.plain();
    pages.proof.record.parts[3].status = Some("approved".to_owned());
    assert_eq!(
        note(&pdf::write(&pages).unwrap()),
        "it does not say what its edition says in the library"
    );
}

/// Every field of the record, one after the other, says something else.
#[test]
fn no_field_of_the_record_can_be_forged_unseen() {
    let house = House::new();
    let pages = house.plain();
    let record = serde_json::to_value(&pages.proof.record).unwrap();
    let mut places = Vec::new();
    leaves(&record, "", &mut places);
    assert!(places.len() > 60, "{places:?}");
    for place in places {
        if place.ends_with("pdf_sha256") || place.ends_with("text_sha256") {
            continue;
        }
        let genuine = record.pointer(&place).unwrap();
        let others = others(genuine, &place).into_iter();
        for value in others.filter(|other| other != genuine) {
            let mut forged = record.clone();
            *forged.pointer_mut(&place).unwrap() = value.clone();
            let Ok(forged) = serde_json::from_value::<Record>(forged) else {
                continue;
            };
            let mut pages = pages.clone();
            pages.proof.record = forged;
            let pdf = pdf::write(&pages).unwrap();
            let Ok(opened) = record::open(&pdf) else {
                continue;
            };
            let verdict = house.verdict(&pdf);
            if is_beyond_comparison(&opened.record, &place) {
                assert!(!verdict.not_compared.is_empty(), "{place}: {value}");
                continue;
            }
            assert_ne!(verdict.validity, Validity::Current, "{place}: {value}");
            if place.starts_with("/parts/") || place == "/program" || place == "/made_on" {
                assert_eq!(verdict.validity, Validity::Altered, "{place}: {value}");
            }
        }
    }
}

/// Nor by saying that an earlier version wrote it, of which less can be compared: such a version wrote no such records.
#[test]
fn no_part_of_a_record_can_be_forged_in_the_name_of_an_earlier_version() {
    let house = House::new();
    let mut pages = house.plain();
    pages.proof.record.program = "careleaf 0.1.0".to_owned();
    let genuine = pages.proof.record.clone();
    let verdict = house.verdict(&pdf::write(&pages).unwrap());
    assert_eq!(verdict.validity, Validity::Altered);
    assert_eq!(
        verdict.note.as_deref(),
        Some("its record says that `careleaf 0.1.0` made it, and `careleaf 0.2.0` did")
    );
    for part in [1, 3, 4] {
        for change in [
            |record: &mut Record, part: usize| {
                record.parts[part].status = Some("approved".to_owned())
            },
            |record: &mut Record, part: usize| {
                record.parts[part].review_due = "2028-01-01".parse().ok()
            },
            |record: &mut Record, part: usize| record.parts[part].last_reviewed = None,
            |record: &mut Record, part: usize| {
                record.parts[part].content_hash = Some("0".repeat(64))
            },
        ] {
            pages.proof.record = genuine.clone();
            change(&mut pages.proof.record, part);
            let verdict = house.verdict(&pdf::write(&pages).unwrap());
            assert_ne!(
                verdict.validity,
                Validity::Current,
                "{:?}",
                pages.proof.record.parts[part]
            );
        }
    }
}

/// What no word of a leaflet depends on: `verify` says that it was not compared.
fn is_beyond_comparison(record: &Record, place: &str) -> bool {
    let is_part = |name: &str| {
        let at = record.parts.iter().position(|part| part.part == name);
        at.is_some_and(|at| place == format!("/parts/{at}/content_hash"))
    };
    place == "/options/date" || place == "/revision" || is_part("opening") || is_part("glossary")
}

/// The places of all values that hold no others.
fn leaves(value: &Value, place: &str, places: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| leaves(value, &format!("{place}/{name}"), places)),
        Value::Array(values) => (0..)
            .zip(values)
            .for_each(|(at, value): (usize, _)| leaves(value, &format!("{place}/{at}"), places)),
        _ => places.push(place.to_owned()),
    }
}

/// Other values that a field could have.
fn others(value: &Value, place: &str) -> Vec<Value> {
    match value {
        Value::String(text) if text.len() == 64 => {
            vec!["0".repeat(64).into(), "f".repeat(64).into()]
        }
        Value::String(text) if text.parse::<jiff::civil::Date>().is_ok() => {
            vec!["2026-11-22".into(), "2028-02-29".into()]
        }
        Value::String(text) => {
            let others = ["approved", "draft", "careleaf 9.9.9", "careleaf 0.0.1", ""];
            let others = others.iter().filter(|other| *other != text);
            others.map(|other| Value::from(*other)).collect()
        }
        Value::Null if place == "/revision" => {
            vec![serde_json::json!({ "commit": "0".repeat(40), "changed": false })]
        }
        Value::Null => vec![
            "2026-11-23".into(),
            "day-unit".into(),
            "0".repeat(64).into(),
        ],
        Value::Number(_) => vec![14.into(), 1.into()],
        _ => Vec::new(),
    }
}

/// Names and numbers of every shape.
fn typed() -> Vec<Personal> {
    let personal = |name: &str, number: &str, nurse: &str| {
        // As the command line and a ward list give it.
        let some = |text: &str| printable(text, 60).ok();
        Personal {
            urgent_line: some(number),
            nurse: some(nurse),
            prepared_for: some(name).map(PreparedFor::Name),
        }
    };
    vec![
        personal("Quirina Zbyszek", "", ""),
        personal("", "0123 456 789", ""),
        personal("", "", "Sister Amal Said, 020 7946 0199, 9am to 5pm"),
        personal("Brónagh O’Neill-Smith", "+44 20 7946 0123", "Amal"),
        personal(
            "Anna Maria Wilhelmina van der Berghe-Quirinale von Hohenstein",
            "999",
            "x",
        ),
        personal("A  B\u{A0}C", "020\u{A0}7946 0123", "page 5, 37.5 °C"),
        personal("24-hour number", "If nobody answers", "Specialist nurse"),
        personal("Prepared for: Prepared for:", "999)", "(999"),
        personal("محمد علي", "0123 456 789", "عائشة 020 7946"),
        personal("রহিমা খাতুন", "0123 456 789 (ext. 5)", "فاطمہ"),
        personal("Оксана Шевченко", "", "Ελένη"),
        personal("שרה כהן", "", "ગીતા પટેલ"),
        Personal {
            prepared_for: Some(PreparedFor::ToWrite),
            ..personal("", "0123 456 789", "")
        },
        personal("office fluffy affiliate", "ﬁ 1/2", "fi"),
    ]
}

#[test]
fn a_copy_with_personal_text_is_current_whatever_was_typed() {
    let house = House::new();
    for personal in typed() {
        for (paper, colors, size) in [
            (Paper::OneSided, Colors::Full, 12),
            (Paper::TwoSided, Colors::Grey, 18),
            (Paper::OneSided, Colors::Full, 28),
            (Paper::Booklet, Colors::Full, 12),
        ] {
            let pages = house.pages(Printing { paper, colors }, size, &personal);
            let pdf = pdf::write(&pages).unwrap();
            let verdict = house.verdict(&pdf);
            let name = &personal.nurse;
            if verdict.validity == Validity::Unknown && paper == Paper::Booklet {
                // Without tags a booklet does not say what its glyphs stand for.
                let is_indic = |c: char| ('\u{900}'..'\u{E00}').contains(&c);
                assert!(name.as_ref().unwrap().contains(is_indic), "{name:?}");
                continue;
            }
            assert_eq!(
                (verdict.validity, &verdict.not_compared),
                (Validity::Current, &Vec::new()),
                "{name:?} on {paper:?} at {size}: {:?}",
                verdict.note
            );
        }
    }
}

#[test]
fn ink_that_is_forged_on_a_copy_with_personal_text_is_altered() {
    let house = House::new();
    let genuine = pdf::write(&house.pages(Printing::default(), 12, &typed()[3])).unwrap();
    for (name, pdf) in forgeries(&genuine) {
        let verdict = house.verdict(&pdf);
        assert_eq!(
            verdict.validity,
            Validity::Altered,
            "{name}: {:?}",
            verdict.note
        );
    }
    // In the place of Personal text, in another size.
    let mut pages = house.pages(Printing::default(), 12, &typed()[0]);
    for item in pages.pages[0].items.iter_mut() {
        if let Shape::Glyphs(run) = &mut item.shape
            && run.text.contains("Quirina")
        {
            run.size = run.size * 2.0;
        }
    }
    let verdict = house.verdict(&pdf::write(&pages).unwrap());
    assert_eq!(verdict.validity, Validity::Altered);
}

/// Files of which bytes were changed and the hash made anew: none is current. `FORGERIES=1000` tries more of them.
#[test]
fn resealed_files_are_never_current() {
    let house = House::new();
    let genuine = pdf::write(&house.plain()).unwrap();
    let count = std::env::var("FORGERIES").map_or(30, |it| it.parse().unwrap());
    let (mut number, mut judged) = (0_u64, 0);
    while judged < count {
        number += 1;
        let mut pdf = genuine.clone();
        let mut dice = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut roll = |limit: usize| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) as usize % limit
        };
        for _ in 0..=roll(3) {
            let at = roll(pdf.len());
            match roll(4) {
                0 => pdf[at] ^= 1 << roll(8),
                1 => drop(pdf.drain(at..(at + roll(40)).min(genuine.len()).min(pdf.len()))),
                2 => {
                    let end = (at + roll(400)).min(pdf.len());
                    let stretch = pdf[at..end].to_vec();
                    pdf.splice(at..at, stretch);
                }
                _ => pdf.extend(b"\n% more"),
            }
        }
        if record::seal(&mut pdf).is_err() || pdf == genuine {
            continue;
        }
        judged += 1;
        let verdict = house.verdict(&pdf);
        assert_ne!(verdict.validity, Validity::Current, "number {number}");
    }
}

/// What can be seen of forged ink in a file that an earlier version made: all but where words stand and what pictures show.
#[test]
fn forged_ink_of_an_earlier_version_is_altered() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/made-by-0.1.0");
    let desk = Desk::with_library(&fixtures.join("leaflets"));
    let library = library::read(&desk.path("leaflets")).library.unwrap();
    let house = House {
        _desk: desk,
        library,
    };
    for file in ["whole.pdf", "for-one-patient.pdf", "two-sided-14-pt.pdf"] {
        let genuine = fs::read(fixtures.join(file)).unwrap();
        let verdict = house.verdict(&genuine);
        assert_eq!(
            verdict.validity,
            Validity::Current,
            "{file}: {:?}",
            verdict.note
        );
        assert_eq!(
            verdict.not_compared,
            [
                "where its words stand and what its pictures show, because `careleaf 0.1.0` made it and this is `careleaf 0.2.0`"
            ]
        );
        for (name, pdf) in forgeries(&genuine) {
            let verdict = house.verdict(&pdf);
            assert_eq!(
                verdict.validity,
                Validity::Altered,
                "{file}, {name}: {:?}",
                verdict.note
            );
        }
    }
}

/// A record of version 1 says less of how it was made; what it says of texts and dates must be the library's all the same.
#[test]
fn record_of_an_earlier_version_cannot_be_forged() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/made-by-0.2.0");
    let desk = Desk::with_library(&fixtures.join("leaflets"));
    let library = library::read(&desk.path("leaflets")).library.unwrap();
    let house = House {
        _desk: desk,
        library,
    };
    let genuine = fs::read(fixtures.join("preset.pdf")).unwrap();
    assert_eq!(house.verdict(&genuine).validity, Validity::Current);
    for (from, to) in [
        (
            "\"review_due\":\"2027-11-23\",\"options\"",
            "\"review_due\":\"2028-11-23\",\"options\"",
        ),
        (
            "\"last_reviewed\":\"2026-11-23\"",
            "\"last_reviewed\":\"2026-12-23\"",
        ),
        ("\"status\":\"approved\"", "\"status\":\"Approved\""),
        ("\"content_hash\":\"0", "\"content_hash\":\"1"),
        (
            "\"title\":\"Before the test\"",
            "\"title\":\"Before the text\"",
        ),
        ("careleaf 0.2.0", "careleaf 0.1.9"),
    ] {
        let at = memchr::memmem::find(&genuine, from.as_bytes()).expect(from);
        let mut pdf = genuine.clone();
        pdf[at..at + to.len()].copy_from_slice(to.as_bytes());
        record::seal(&mut pdf).unwrap();
        assert_ne!(house.verdict(&pdf).validity, Validity::Current, "{to}");
    }
}
