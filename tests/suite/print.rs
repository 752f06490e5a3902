//! What the options of printing do to pages: which edge binds, which colours are there, in which order the pages of a
//! booklet stand on its sheets, which sections go when paper is short, and what a batch's print job holds.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use careleaf::content::Id;
use careleaf::form::PagedForm;
use careleaf::language::Language;
use careleaf::leaflet::{Imprint, Leaflet, NodeId, Personal, compose};
use careleaf::library::{self, Library};
use careleaf::paged::fitting::{LongLeaflet, Shorter};
use careleaf::paged::layout::lay_out;
use careleaf::paged::layout::page::{ArtifactKind, Pages, Shape};
use careleaf::paged::pdf;
use careleaf::printing::{Colors, Paper, Printing, TextSize};
use careleaf::selection::{Request, Wanted, select};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Dict, Stream, String as PdfString};
use jiff::civil::date;
use snapbox::str;

use crate::desk::{Desk, stderr};
use crate::readback;
use crate::render::{Picture, render};
use crate::sheets::{Kind, Mark, Sheets};

/// Pixels an inch: two to a millimetre, so that half a sheet is a whole number of them.
const COARSE: f32 = 50.8;

const GREY: Printing = Printing {
    paper: Paper::OneSided,
    colors: Colors::Grey,
};

fn library() -> &'static Library {
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("leaflets");
        library::read(&folder).library.expect("the sample is sound")
    });
    &LIBRARY
}

fn on(paper: Paper) -> Printing {
    Printing {
        paper,
        colors: Colors::Full,
    }
}

fn request(sections: &[&str], printing: Printing) -> Request {
    let names = sections.iter().map(|&name| name.to_owned());
    Request {
        leaflet: "acute-lymphoblastic-leukaemia".to_owned(),
        sections: Wanted::Sections(names.collect()),
        text_size: TextSize::default(),
        printing,
        date: date(2026, 11, 23),
        clinic: None,
        allow_overdue: None,
    }
}

fn composed(sections: &[&str], printing: Printing) -> Leaflet {
    compose(
        &select(library(), &request(sections, printing)).unwrap(),
        &Imprint::default(),
    )
}

fn form(printing: Printing) -> PagedForm {
    PagedForm {
        printing,
        ..PagedForm::default()
    }
}

fn printed(sections: &[&str], printing: Printing) -> Pages {
    let leaflet = composed(sections, printing);
    lay_out(&leaflet, form(printing), &Personal::default())
}

/// The words on each page, but for header and footer, which have the edition in them.
fn words(sheets: &Sheets) -> Vec<String> {
    let on_page = |page| {
        let marks = sheets.on_page(page).filter(|mark| mark.node().is_some());
        let words = marks.filter_map(|mark| match &mark.kind {
            Kind::Words { text, .. } => Some(text.as_str()),
            _ => None,
        });
        words.collect::<String>()
    };
    (0..sheets.pages.pages.len()).map(on_page).collect()
}

fn codes<'s>(sheets: &'s Sheets, page: usize) -> Vec<&'s Mark> {
    let is_code = |mark: &&Mark| {
        let items = &sheets.pages.pages[page].items;
        let code = |shape: &Shape| matches!(shape, Shape::Qr { .. });
        mark.kind == Kind::Picture
            && (items.iter()).any(|item| item.owner == mark.owner && code(&item.shape))
    };
    sheets.on_page(page).filter(is_code).collect()
}

/// The blank edges of a page, left and right, in millimetres; the band of the first page is no text.
fn margins(sheets: &Sheets, page: usize) -> [f32; 2] {
    let width = sheets.pages.geometry.width.to_pt();
    let is_band = |mark: &&Mark| mark.bounds.left <= 0.0;
    let marks: Vec<&Mark> = sheets.on_page(page).filter(|it| !is_band(it)).collect();
    let left = marks
        .iter()
        .map(|mark| mark.bounds.left)
        .fold(width, f32::min);
    let right = marks
        .iter()
        .map(|mark| mark.bounds.right)
        .fold(0.0, f32::max);
    [left, width - right].map(|points| points * 25.4 / 72.0)
}

fn is_near(measured: f32, millimetres: f32) -> bool {
    (measured - millimetres).abs() < 1.0
}

#[test]
fn odd_pages_bind_at_the_left_and_even_pages_at_the_right() {
    let pages = printed(&["phases", "chemotherapy"], on(Paper::TwoSided));
    let sheets = Sheets::of(&pages);
    for page in 0..pages.pages.len() {
        let [left, right] = margins(&sheets, page);
        let (binding, outer) = if page % 2 == 0 {
            (left, right)
        } else {
            (right, left)
        };
        assert!(is_near(binding, 20.0), "page {}: {binding}", page + 1);
        assert!(is_near(outer, 18.0), "page {}: {outer}", page + 1);
    }
}

#[test]
fn the_side_column_stays_at_the_outer_edge() {
    let sections = ["phases", "chemotherapy", "side-effects", "follow-up"];
    let pages = printed(&sections, on(Paper::TwoSided));
    let sheets = Sheets::of(&pages);
    let mut seen = [0, 0];
    for page in 0..pages.pages.len() {
        for code in codes(&sheets, page) {
            let middle = sheets.pages.geometry.width.to_pt() / 2.0;
            let is_at_right = code.bounds.left > middle;
            assert_eq!(is_at_right, page % 2 == 0, "page {}", page + 1);
            seen[page % 2] += 1;
        }
    }
    assert!(seen.iter().all(|&count| count > 0), "{seen:?}");
}

#[test]
fn page_numbers_stand_at_the_outer_edge() {
    let pages = printed(&["follow-up"], on(Paper::TwoSided));
    let sheets = Sheets::of(&pages);
    for page in 0..pages.pages.len() {
        let number = format!("Page {} of {}", page + 1, pages.pages.len());
        let says = |mark: &&Mark| matches!(&mark.kind, Kind::Words { text, .. } if *text == number);
        let mut footer = sheets
            .on_page(page)
            .filter(|it| it.is(ArtifactKind::Footer));
        let number = footer.find(says).expect("a footer has its page's number");
        let is_at_right = number.bounds.left > sheets.pages.geometry.width.to_pt() / 2.0;
        assert_eq!(is_at_right, page % 2 == 0, "page {}", page + 1);
    }
}

#[test]
fn a_leaflet_from_right_to_left_binds_the_other_way_round() {
    let mut leaflet = composed(&["phases"], on(Paper::TwoSided));
    leaflet.language = Language::parse("ar").unwrap();
    let form = form(on(Paper::TwoSided));
    let pages = lay_out(&leaflet, form, &Personal::default());
    let sheets = Sheets::of(&pages);
    for page in 0..pages.pages.len() {
        let [left, right] = margins(&sheets, page);
        let binding = if page % 2 == 0 { right } else { left };
        assert!(binding > 19.0, "page {}: {binding}", page + 1);
        for code in codes(&sheets, page) {
            let is_at_left = code.bounds.right < sheets.pages.geometry.width.to_pt() / 2.0;
            assert_eq!(is_at_left, page % 2 == 0, "page {}", page + 1);
        }
    }
}

#[test]
fn both_sides_of_the_paper_say_what_one_side_says() {
    let one_sided = printed(&["phases"], on(Paper::OneSided));
    let two_sided = printed(&["phases"], on(Paper::TwoSided));
    let words = |pages: &Pages| words(&Sheets::of(pages)).join("\n");
    assert_eq!(words(&two_sided), words(&one_sided));
    let file = readback::read(&pdf::write(&two_sided).unwrap());
    assert_eq!(file.stray, 0);
}

#[test]
fn options_of_printing_make_no_other_edition() {
    let booklet = Printing {
        paper: Paper::Booklet,
        ..GREY
    };
    let options = [
        on(Paper::OneSided),
        on(Paper::TwoSided),
        on(Paper::Booklet),
        GREY,
        booklet,
    ];
    let editions = options.map(|printing| composed(&["follow-up"], printing).edition);
    for (index, edition) in editions.iter().enumerate() {
        assert_eq!(*edition, editions[0], "{index}");
    }
}

#[test]
fn pages_in_grey_have_no_colour_and_are_as_light_and_dark() {
    let [grey, colored] = [GREY, Printing::default()].map(|printing| {
        let pages = printed(&["side-effects", "treatment-options"], printing);
        render(&pdf::write(&pages).unwrap(), COARSE, |_| true)
    });
    assert!(colored.iter().all(|page| page.colored > 0));
    for (number, (grey, colored)) in grey.iter().zip(&colored).enumerate() {
        assert_eq!(grey.colored, 0, "page {}", number + 1);
        let pairs = grey.grey.iter().zip(&colored.grey);
        let furthest = pairs.map(|(one, other)| one.abs_diff(*other)).max();
        // Luminance is not quite what a copier sees, but a line that has moved or gone would be far off.
        assert!(furthest < Some(60), "page {}: {furthest:?}", number + 1);
    }
}

/// The halves of the sides of sheets in the order in which they are read: each sheet lies in the fold of the one before.
fn unfolded(sides: &[Picture]) -> Vec<Vec<u8>> {
    let [left, right] = [0, 1].map(|half| {
        move |side: &Picture| {
            let width = side.width / 2;
            let rows = side.grey.chunks_exact(side.width);
            rows.flat_map(|row| row[half * width..(half + 1) * width].to_vec())
                .collect::<Vec<u8>>()
        }
    });
    let mut pages = Vec::new();
    for sheet in sides.chunks_exact(2) {
        pages.extend([right(&sheet[0]), left(&sheet[1])]);
    }
    for sheet in sides.chunks_exact(2).rev() {
        pages.extend([right(&sheet[1]), left(&sheet[0])]);
    }
    pages
}

#[test]
fn an_unfolded_booklet_reads_in_order_with_each_page_once() {
    let pages = printed(&["phases", "follow-up"], on(Paper::Booklet));
    let sides = render(&pdf::write(&pages).unwrap(), COARSE, |_| true);
    assert_eq!(sides.len(), 2 * Paper::Booklet.sheets(pages.pages.len()));
    assert!(
        sides
            .iter()
            .all(|side| (side.width, side.height) == (594, 420))
    );

    // The same pages one by one, as a file for screens has them.
    let mut single = pages.clone();
    single.form.printing.paper = Paper::TwoSided;
    let single = render(&pdf::write(&single).unwrap(), COARSE, |_| true);
    let in_order = unfolded(&sides);
    assert_eq!(in_order.len(), pages.pages.len().next_multiple_of(4));
    for (number, page) in in_order.iter().enumerate() {
        let furthest = match single.get(number) {
            Some(single) => page
                .iter()
                .zip(&single.grey)
                .map(|(one, it)| one.abs_diff(*it))
                .max(),
            None => page.iter().map(|&lightness| 255 - lightness).max(),
        };
        assert!(furthest < Some(32), "page {}: {furthest:?}", number + 1);
    }
}

#[test]
fn a_booklet_has_the_words_of_the_leaflet_in_type_of_the_same_size() {
    let a4 = printed(&["phases"], on(Paper::OneSided));
    let a5 = printed(&["phases"], on(Paper::Booklet));
    let said = |pages: &Pages| {
        let edition = pages.leaflet.edition.code();
        let text = pages.leaflet.text_of(NodeId::ROOT).replace(edition, "");
        // In one column the words below the title stand below the contacts.
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    assert_eq!(said(&a4), said(&a5));
    let smallest = |pages: &Pages| {
        let items = pages.pages.iter().flat_map(|page| &page.items);
        let sizes = items.filter_map(|item| match &item.shape {
            Shape::Glyphs(run) => Some(run.size.to_pt()),
            _ => None,
        });
        sizes.fold(f32::MAX, f32::min)
    };
    assert_eq!(smallest(&a4), smallest(&a5));
    let sheets = Sheets::of(&a5);
    for page in 0..a5.pages.len() {
        assert!(
            margins(&sheets, page)
                .into_iter()
                .all(|margin| margin > 8.9)
        );
    }
}

#[test]
fn a_booklet_says_that_it_is_for_paper_only() {
    let metadata = |paper: Paper| {
        let pdf = Pdf::new(pdf::write(&printed(&["follow-up"], on(paper))).unwrap()).unwrap();
        let catalog: Dict = pdf.xref().get(pdf.xref().root_id()).unwrap();
        let metadata: Stream = catalog.get("Metadata").unwrap();
        let is_tagged = catalog.contains_key("StructTreeRoot");
        let text = String::from_utf8(metadata.decoded().unwrap().to_vec()).unwrap();
        (is_tagged, text)
    };
    let (is_tagged, booklet) = metadata(Paper::Booklet);
    assert!(!is_tagged && !booklet.contains("pdfuaid"));
    assert!(booklet.contains("paper only") && booklet.contains("Paper only: "));
    let (is_tagged, leaflet) = metadata(Paper::OneSided);
    assert!(is_tagged && leaflet.contains("pdfuaid") && !leaflet.contains("paper only"));
}

/// What to leave out of these sections so that they take so many sheets, printed on both sides.
fn advice(sections: &[&str], sheets: usize) -> Result<Shorter, usize> {
    advice_on(Paper::TwoSided, sections, sheets)
}

fn advice_on(paper: Paper, sections: &[&str], sheets: usize) -> Result<Shorter, usize> {
    let request = request(sections, on(paper));
    let long = LongLeaflet {
        request: &request.resolve(library()).unwrap(),
        imprint: &Imprint::default(),
        personal: &Personal::default(),
    };
    long.shorter(sheets)
}

fn sheets_of(sections: &[&str]) -> usize {
    Paper::TwoSided.sheets(printed(sections, on(Paper::TwoSided)).pages.len())
}

fn names(ids: &[Id]) -> Vec<&str> {
    ids.iter().map(Id::as_str).collect()
}

const SECTIONS: [&str; 4] = ["phases", "side-effects", "research-and-trials", "follow-up"];

#[test]
fn what_is_advised_fits_and_leaves_out_the_fewest_sections() {
    let all = sheets_of(&SECTIONS);
    for allowed in [all - 1, all - 4] {
        let advised = advice(&SECTIONS, allowed).unwrap();
        assert_eq!(advised.left_out.len() + advised.kept.len(), SECTIONS.len());
        assert_eq!(sheets_of(&names(&advised.kept)), advised.sheets);
        assert!(advised.sheets <= allowed);
        let fewer = SECTIONS.iter().filter(|_| advised.left_out.len() > 1);
        for gone in fewer {
            let kept: Vec<&str> = SECTIONS.into_iter().filter(|it| it != gone).collect();
            assert!(sheets_of(&kept) > allowed, "{gone} is enough");
        }
    }
}

#[test]
fn a_section_alone_is_advised_where_others_require_the_longest() {
    let sections = ["chemotherapy", "side-effects", "research-and-trials"];
    let pages = |section| printed(&[section], on(Paper::OneSided)).pages.len();
    let alone = pages("research-and-trials");
    assert!(alone < pages("side-effects"));
    let advised = advice_on(Paper::OneSided, &sections, alone).unwrap();
    assert_eq!(names(&advised.kept), ["research-and-trials"]);
    assert_eq!(advised.sheets, alone);
    let fewest = advice_on(Paper::OneSided, &sections, alone - 1);
    assert_eq!(fewest, Err(alone));
}

#[test]
fn paper_that_no_choice_of_sections_fits_is_said_to_be_too_little() {
    let fewest = advice(&SECTIONS, 1).unwrap_err();
    let alone = SECTIONS.map(|section| sheets_of(&[section]));
    assert!(fewest > 1 && alone.contains(&fewest), "{fewest}, {alone:?}");
}

#[test]
fn a_leaflet_that_takes_too_much_paper_is_not_made() {
    let desk = Desk::with_starter();
    let run = desk.build(&["--all", "--sheets", "1"]).code(1);
    let said = stderr(&run);
    assert!(
        said.contains("error: the leaflet takes 5 sheets, and `--sheets 1` allows no more"),
        "{said}"
    );
    assert!(desk.files().is_empty());
    desk.build(&["--all", "--sheets", "9"]).success();
}

#[test]
fn a_section_that_another_requires_is_not_left_out() {
    let desk = Desk::with_starter();
    let run = desk.build(&["--all", "--sheets", "4"]).code(1);
    let said = stderr(&run);
    let hint = "hint: with `--duplex` it takes 3 sheets; or leave out `after-the-test`: with `-s before-the-test` it takes 4 sheets";
    assert!(said.contains(hint), "{said}");
}

#[test]
fn large_print_is_refused_in_a_booklet() {
    Desk::with_starter()
        .build(&["--all", "--booklet", "--text-size", "18"])
        .code(2)
        .stderr_eq(str![[r#"
error: a booklet has no room for text of 18 pt
hint: use `--text-size 16` or smaller, or leave out `--booklet`

"#]]);
}

#[test]
fn a_booklet_is_not_duplex_and_takes_at_least_a_sheet() {
    let desk = Desk::with_starter();
    desk.build(&["--all", "--booklet", "--duplex"]).code(2);
    desk.build(&["--all", "--sheets", "0"]).code(2);
    assert!(desk.files().is_empty());
}

#[test]
fn building_says_how_much_paper_it_takes_and_how_to_fold_it() {
    let desk = Desk::with_starter();
    let said = |options: &[&str]| stderr(&desk.build(&[&["--all"], options].concat()).success());
    assert!(said(&["--duplex"]).contains(" pages on 3 sheets, edition "));
    let booklet = said(&["--booklet", "--grey"]);
    assert!(booklet.contains(" sheets to fold, edition "), "{booklet}");
    assert!(
        booklet.ends_with("turned over the short edge; then fold and staple\n"),
        "{booklet}"
    );
}

/// A desk at which the rows of a list are made, with a print job in `job.pdf`.
fn print_job(rows: &str, options: &[&str], code: i32) -> (Desk, String) {
    let desk = Desk::with_starter();
    let list = format!("leaflet,sections,text_size,copies,prepared_for\n{rows}");
    fs::write(desk.path("ward.csv"), list).unwrap();
    let batch = ["batch", "ward.csv", "--out", "out", "--date", "2026-11-23"];
    let job = ["--print-job", "job.pdf"];
    let run = desk.run(&[&batch[..], &job, options].concat()).code(code);
    let said = stderr(&run);
    (desk, said)
}

const TWO_ROWS: &str = "\
blood-test,before-the-test after-the-test,12,2,Quirina Zbyszek
blood-test,before-the-test,12,1,
";

/// The titles of the outline's entries, and the labels of the first pages that have them.
fn outline(pdf: &Pdf) -> Vec<String> {
    let catalog: Dict = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let mut titles = Vec::new();
    let mut next = catalog
        .get::<Dict>("Outlines")
        .unwrap()
        .get::<Dict>("First");
    while let Some(entry) = next {
        let title: PdfString = entry.get("Title").unwrap();
        titles.push(String::from_utf8_lossy(title.as_bytes()).into_owned());
        next = entry.get("Next");
    }
    titles
}

#[test]
fn each_copy_of_a_print_job_begins_on_a_sheet_of_its_own() {
    let (desk, said) = print_job(TWO_ROWS, &["--duplex"], 0);
    assert!(
        said.contains("wrote the print job to `job.pdf`\n"),
        "{said}"
    );
    let bytes = fs::read(desk.path("job.pdf")).unwrap();
    let pages = render(&bytes, COARSE / 2.0, |_| true);
    let is_blank = |page: &Picture| page.grey.iter().all(|&lightness| lightness == 255);
    let blank: Vec<bool> = pages.iter().map(is_blank).collect();
    // Copies of 5, 5 and 4 pages.
    let expected = [
        [false; 5].as_slice(),
        &[true],
        &[false; 5],
        &[true],
        &[false; 4],
    ]
    .concat();
    assert_eq!(blank, expected);
    assert_eq!(pages[0].grey, pages[6].grey);

    let pdf = Pdf::new(bytes).unwrap();
    let title = "Having a blood test";
    let titles = [
        format!("2: {title} (copy 1 of 2)"),
        format!("2: {title} (copy 2 of 2)"),
        format!("3: {title}"),
    ];
    assert_eq!(outline(&pdf), titles);
    let catalog: Dict = pdf.xref().get(pdf.xref().root_id()).unwrap();
    assert!(catalog.contains_key("PageLabels") && !catalog.contains_key("StructTreeRoot"));
    let metadata: Stream = catalog.get("Metadata").unwrap();
    let metadata = String::from_utf8(metadata.decoded().unwrap().to_vec()).unwrap();
    assert!(metadata.contains("paper only") && !metadata.contains("pdfuaid"));
    assert!(!metadata.contains("Quirina"));
}

#[test]
fn separators_put_the_copies_of_a_clinic_together_after_a_sheet_with_its_name() {
    let desk = Desk::with_starter();
    let clinic = |id, name| format!("[clinic.{id}]\nname = \"{name}\"\n");
    let clinics = clinic("day-unit", "Day unit") + &clinic("ward-7", "Ward 7");
    desk.edit(
        "house.toml",
        "[[organisation]]\nname = \"Emerg",
        &(clinics + "[[organisation]]\nname = \"Emerg"),
    );
    let list = "leaflet,sections,copies,clinic\n\
        blood-test,before-the-test,1,ward-7\n\
        blood-test,before-the-test,2,day-unit\n\
        blood-test,before-the-test,1,\n\
        blood-test,after-the-test,1,ward-7\n";
    fs::write(desk.path("ward.csv"), list).unwrap();
    let batch = ["batch", "ward.csv", "--out", "out", "--date", "2026-11-23"];
    desk.run(&[&batch[..], &["--separators"]].concat()).code(2);
    let job = ["--print-job", "job.pdf", "--separators", "--duplex"];
    desk.run(&[&batch[..], &job].concat()).success();
    let bytes = fs::read(desk.path("job.pdf")).unwrap();
    let copy = |row| format!("{row}: Having a blood test");
    let expected = [
        "No clinic".to_owned(),
        copy(4),
        "Day unit".to_owned(),
        copy(3) + " (copy 1 of 2)",
        copy(3) + " (copy 2 of 2)",
        "Ward 7".to_owned(),
        copy(2),
        copy(5),
    ];
    assert_eq!(outline(&Pdf::new(bytes.clone()).unwrap()), expected);
    // A separator has a sheet of its own, and no words on the back.
    let pages = render(&bytes, COARSE / 2.0, |page| page < 2);
    let is_blank = |page: &Picture| page.grey.iter().all(|&lightness| lightness == 255);
    assert!(!is_blank(&pages[0]) && is_blank(&pages[1]));
}

#[test]
fn booklets_of_a_print_job_are_folded_one_by_one() {
    let (desk, _) = print_job(TWO_ROWS, &["--booklet", "--grey"], 0);
    let bytes = fs::read(desk.path("job.pdf")).unwrap();
    let pages = render(&bytes, COARSE / 2.0, |_| true);
    assert!(pages.len().is_multiple_of(2));
    assert!(
        pages
            .iter()
            .all(|page| page.width > page.height && page.colored == 0)
    );
}

#[test]
fn a_print_job_comes_in_parts_of_at_most_500_sheets() {
    let row = "blood-test,before-the-test after-the-test,12,120,\n";
    let (desk, said) = print_job(row, &[], 0);
    assert_eq!(
        desk.files(),
        ["job-1-of-2.pdf", "job-2-of-2.pdf", "out", "ward.csv"]
    );
    assert!(
        said.contains("wrote the print job to `job-2-of-2.pdf`"),
        "{said}"
    );
    let pages = ["job-1-of-2.pdf", "job-2-of-2.pdf"].map(|part| {
        let bytes = fs::read(desk.path(part)).unwrap();
        Pdf::new(bytes).unwrap().pages().len()
    });
    // Copies of 5 pages, each with a blank one.
    assert_eq!(pages, [498, 222]);
}

#[test]
fn copies_share_no_sheet_where_a_printer_uses_both_sides_unasked() {
    let (desk, _) = print_job(TWO_ROWS, &[], 0);
    let bytes = fs::read(desk.path("job.pdf")).unwrap();
    let pages = render(&bytes, COARSE / 2.0, |page| page == 5);
    assert!(pages[0].grey.iter().all(|&lightness| lightness == 255));
    // Copies of 5, 5 and 4 pages.
    assert_eq!(Pdf::new(bytes).unwrap().pages().len(), 6 + 6 + 4);
}

#[test]
fn an_earlier_job_goes_before_the_new_one_is_made() {
    let desk = Desk::with_starter();
    let old = ["job.pdf", "job-1-of-2.pdf", "job-2-of-2.pdf"];
    let other = ["job-1.pdf", "other-1-of-2.pdf"];
    for name in old.iter().chain(&other) {
        fs::write(desk.path(name), "%PDF-").unwrap();
    }
    let list = "leaflet,sections\nblood-test,before-the-test\n";
    fs::write(desk.path("ward.csv"), list).unwrap();
    let batch = |sheets| {
        let batch = ["batch", "ward.csv", "--out", "out", "--date", "2026-11-23"];
        desk.run(&[&batch[..], &["--print-job", "job.pdf", "--sheets", sheets]].concat())
    };
    let said = stderr(&batch("1").code(1));
    assert!(said.contains("there is no print job"), "{said}");
    assert!(old.iter().all(|name| !desk.path(name).exists()));
    batch("9").success();
    assert!(desk.path("job.pdf").exists());
    assert!(other.iter().all(|name| desk.path(name).exists()));
}

#[test]
fn a_job_that_cannot_be_written_is_refused_before_anything_is_made() {
    let desk = Desk::with_starter();
    fs::write(
        desk.path("ward.csv"),
        "leaflet,sections\nblood-test,before-the-test\n",
    )
    .unwrap();
    let batch = ["batch", "ward.csv", "--out", "out", "--date", "2026-11-23"];
    let said = stderr(
        &desk
            .run(&[&batch[..], &["--print-job", "no/job.pdf"]].concat())
            .code(1),
    );
    assert!(said.contains("error: there is no folder `no`"), "{said}");
    desk.run(&[&batch[..], &["--print-job", "-"]].concat())
        .code(2);
    assert_eq!(desk.files(), ["ward.csv"]);
}

#[test]
fn a_row_that_takes_too_much_paper_fails_with_advice_and_there_is_no_print_job() {
    let (desk, said) = print_job(TWO_ROWS, &["--sheets", "4"], 1);
    let reason = "row 2: it takes 5 sheets of paper, and 4 are allowed: with `--duplex` it takes 3; it fits without `after-the-test`";
    assert!(said.contains(reason), "{said}");
    assert!(!desk.path("job.pdf").exists());
}

#[test]
fn a_row_in_large_print_is_refused_in_a_batch_of_booklets() {
    let row = "blood-test,before-the-test,18,1,\n";
    let (desk, said) = print_job(row, &["--booklet"], 1);
    assert!(
        said.contains("row 2, `text_size`: a booklet has no room for text of 18 pt"),
        "{said}"
    );
    assert!(
        said.contains("write 16 or less, or leave out `--booklet`"),
        "{said}"
    );
    assert!(!desk.path("job.pdf").exists());
}

#[test]
fn paper_of_any_kind_can_be_verified() {
    let desk = Desk::with_starter();
    for options in [["--duplex", "--grey"], ["--booklet", "--grey"]] {
        desk.build(&[&["--all", "-o", "printed.pdf"], &options[..]].concat())
            .success();
        let run = desk.run(&["verify", "printed.pdf", "--date", "2026-11-23"]);
        run.success();
    }
}
